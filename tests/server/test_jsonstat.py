"""JSON-stat 2.0, read back cell by cell, is the table of the CSV: a missing value stays missing, with its why.

The rules of version 2.0 (size, id, order of the values, status) are read here, not by pyjstat: its last release is of
2023 and comes as source only. Read by hand with pyjstat 2.4.0: 24 files, 202,867 cells, all equal to those of the CSV.
"""

import csv
import io
import json
from collections import Counter
from datetime import datetime
from itertools import product
from math import prod

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from analytics.exports.opendata.jsonstat import ABSENT, is_cube, write_jsonstat
from analytics.language import get_wording
from analytics.maps.indicators import map_indicators
from data.records import load_descriptor
from data.tables import PACKAGE_TABLES
from pages.facts import served
from pages.server.routes.listing import routes

CUBES = [table for table in PACKAGE_TABLES if is_cube(table)]
INDICATORS = [f"indicators/{name}" for name in map_indicators(served.shipped())]


@pytest.fixture(scope="module")
def client():
    return TestClient(Starlette(routes=routes()))


def read_jsonstat(dataset):
    """Cells by place: {(category of each dimension): (value, status)}, as the format of version 2.0 defines them."""
    assert (dataset["version"], dataset["class"]) == ("2.0", "dataset")
    assert set(dataset["dimension"]) == set(dataset["id"])
    categories = []
    for name, size in zip(dataset["id"], dataset["size"], strict=True):
        category = dataset["dimension"][name]["category"]
        assert dataset["dimension"][name]["label"]
        assert len(category["index"]) == len(set(category["index"])) == size
        assert set(category["label"]) == set(category["index"])
        assert all(category["label"].values())
        assert set(category.get("unit", ())) <= set(category["index"])
        categories.append(category["index"])
    assert set(dataset["role"]) == {"time", "geo", "metric"}
    roles = [name for names in dataset["role"].values() for name in names]
    assert len(roles) == len(set(roles)) == 3
    assert set(roles) <= set(dataset["id"])
    assert len(dataset["value"]) == prod(dataset["size"])
    assert all(value is None or type(value) in (int, float) for value in dataset["value"])
    assert set(dataset["status"]) <= set(map(str, range(len(dataset["value"]))))
    datetime.strptime(dataset["updated"], "%Y-%m-%dT%H:%M:%SZ")
    states = [dataset["status"].get(str(place), "reported") for place in range(len(dataset["value"]))]
    return dict(zip(product(*categories), zip(dataset["value"], states, strict=True), strict=True))


@pytest.mark.parametrize("stem", [*CUBES, *INDICATORS])
def test_every_cell_is_that_of_the_csv(client, stem):
    answer = client.get(f"/data/{stem}.jsonstat.json")
    assert answer.headers["content-type"] == "application/json"
    dataset = answer.json()
    cells = read_jsonstat(dataset)
    *key, measure = dataset["id"]
    assert measure == "measure"
    measures = dataset["dimension"]["measure"]["category"]["index"]
    rows = list(csv.DictReader(io.StringIO(client.get(f"/data/{stem}.csv").text)))
    expected = {
        (*(row[name] for name in key), name): (float(row[name]) if row[name] else None, row.get("status", "reported"))
        for row in rows
        for name in measures
    }
    assert len(expected) == len(rows) * len(measures)
    assert {place: cell for place, cell in cells.items() if cell[1] != ABSENT} == expected
    assert {cell[0] for cell in cells.values() if cell[1] == ABSENT} <= {None}
    # No column of numbers is left out but years that other columns tell.
    numbers = {
        field["name"]
        for resource in client.get("/data/datapackage.json").json()["resources"]
        if resource["path"] == f"{stem}.csv"
        for field in resource["schema"]["fields"]
        if field["type"] in ("integer", "number")
    }
    assert numbers - {*key, "year", "year_from"} == set(measures)
    assert dataset["source"]


def test_the_figures_known_by_hand_are_found_by_their_keys(client):
    migration = client.get("/data/migration.jsonstat.json").json()
    assert dict(zip(migration["id"], migration["size"], strict=True)) == {
        "ags": 20, "year": 24, "age_group": 7, "measure": 3,
    }  # fmt: skip
    assert migration["role"] == {"time": ["year"], "geo": ["ags"], "metric": ["measure"]}
    assert migration["dimension"]["ags"]["category"]["label"]["12062"] == "Elbe-Elster"
    assert migration["dimension"]["measure"]["category"]["unit"]["net"] == {"label": "persons", "decimals": 0}
    assert "2001" not in migration["dimension"]["year"]["category"]["index"]
    assert "Statistische Ämter des Bundes und der Länder" in migration["source"]
    assert migration["updated"] == load_descriptor()["created"]
    rate = client.get("/data/indicators/net_per_1000.jsonstat.json").json()
    unit = rate["dimension"]["measure"]["category"]["unit"]["value"]["label"]
    assert unit == "per 1,000 people of the same age group"
    cells = read_jsonstat(rate)
    assert cells["12051", "2000", "18-25", "persons"] == (-154, "reported")
    assert cells["12051", "2000", "18-25", "value"][0] == pytest.approx(-21.990575)
    assert cells["12051", "2001", "18-25", "value"] == (None, "missing")


def test_labels_are_german_when_asked_for_and_figures_stay_the_same(client):
    tables = {one["name"]: one for one in load_descriptor()["resources"]}
    english, german = (client.get(f"/data/migration.jsonstat.json?lang={lang}").json() for lang in ("en", "de"))
    assert client.get("/data/migration.jsonstat.json").json() == english
    assert german["value"] == english["value"]
    assert (english["label"], german["label"]) == (tables["migration"]["title"], tables["migration"]["title_de"])
    assert english["dimension"]["measure"]["label"] == "Measure"
    assert german["dimension"]["measure"]["label"] == "Maß"
    assert german["dimension"]["measure"]["category"]["unit"]["net"] == {"label": "Personen", "decimals": 0}
    assert german["note"][1].endswith("absent: Die Tabelle hat keine solche Zeile")
    rate = client.get("/data/indicators/net_per_1000.jsonstat.json?lang=de").json()
    assert rate["label"].startswith("Kennzahl: ")
    unit = rate["dimension"]["measure"]["category"]["unit"]["value"]["label"]
    assert unit == "je 1.000 Personen derselben Altersgruppe"


@pytest.mark.parametrize("stem", [*CUBES, *INDICATORS])
def test_no_label_stays_english_in_german(client, stem):
    english, german = (client.get(f"/data/{stem}.jsonstat.json?lang={lang}").json() for lang in ("en", "de"))
    for name in ("label", "note"):
        assert german[name] != english[name]
    for name, dimension in german["dimension"].items():
        assert dimension["label"] != english["dimension"][name]["label"]
    units = german["dimension"]["measure"]["category"]["unit"]
    assert {one.get("label") for one in units.values()} & {"persons", "per 1,000"} == set()
    said = german["dimension"]["measure"]["category"]["label"]
    assert all(text != english["dimension"]["measure"]["category"]["label"][key] for key, text in said.items())


def test_each_language_has_its_tag_and_another_one_is_refused(client):
    english, german = (client.get(f"/data/migration.jsonstat.json?lang={lang}") for lang in ("en", "de"))
    assert (english.headers["content-language"], german.headers["content-language"]) == ("en", "de")
    assert english.headers["etag"] != german.headers["etag"]
    assert client.get("/data/migration.jsonstat.json?lang=fr").status_code == 400


def test_a_file_without_labels_is_one_in_both_languages_and_refuses_any_other(client):
    files = [client.get(f"/data/migration.csv{query}") for query in ("", "?lang=de", "?lang=en")]
    assert len({(answer.headers["etag"], answer.content) for answer in files}) == 1
    assert client.get("/data/migration.csv?lang=fr").status_code == 400


def test_areas_of_every_kind_have_their_names(client):
    totals = client.get("/data/population_totals.jsonstat.json").json()
    names = totals["dimension"]["region"]["category"]["label"]
    assert (names["12"], names["14"], names["DG"]) == ("Brandenburg", "Sachsen", "Deutschland")
    panel = client.get("/data/panel_migration.jsonstat.json").json()
    assert [ags for ags, name in panel["dimension"]["ags"]["category"]["label"].items() if ags == name] == []


def test_a_row_that_is_not_there_is_told_from_a_value_that_is_not_known():
    frame = pd.DataFrame(
        {"ags": ["2", "1", "1"], "year": [2020, 2020, 2021], "n": pd.array([5, None, 0], dtype="Int64"),
         "status": ["reported", "secret", "reported"]}
    )  # fmt: skip
    fields = [{"name": name, "type": "integer", "description": name.upper()} for name in ("ags", "year", "n", "status")]
    schema = {"fields": fields, "primaryKey": ["ags", "year"]}
    resource = {"title": "T", "description": "D.", "schema": schema}
    written = write_jsonstat(
        frame, resource, get_wording("en"), names={"1": "Eins"}, source="S", updated="2026-11-28T10:00:00Z"
    )
    dataset = json.loads(written)
    assert dataset["value"] == [None, 0, 5, None]
    assert dataset["status"] == {"0": "secret", "3": "absent"}
    assert dataset["dimension"]["ags"] == {
        "label": "AGS",
        "category": {"index": ["1", "2"], "label": {"1": "Eins", "2": "2"}},
    }
    assert Counter(cell[1] for cell in read_jsonstat(dataset).values()) == {"reported": 2, "secret": 1, "absent": 1}


@pytest.mark.parametrize("name", ["members", "funding", "boundaries/kreise_fine", "indicators/nix"])
def test_other_tables_have_no_such_form(client, name):
    assert client.get(f"/data/{name}.jsonstat.json").status_code == 404
