"""The doors for other systems: every form holds the canonical table, no address is undescribed."""

import csv
import html
import io
import json
import math
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from frictionless import Package
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.testclient import TestClient

from analytics import commands
from analytics.exports.html.document import write_figure, write_page
from analytics.exports.opendata.indicators import compute_indicator_table
from analytics.exports.opendata.jsonstat import is_cube
from analytics.exports.opendata.package import MEDIA_TYPES, TABLE_FORMATS, list_datasets, served_descriptor
from analytics.exports.opendata.rows import canonical, write_indicator_geojson, write_json, write_parquet
from analytics.exports.presentation.collection import make_spec
from analytics.exports.views import VIEWS
from analytics.language import get_wording
from analytics.maps.values import compute_map_values
from analytics.subjects.register.figures import draw_register
from data.spreadsheets import original_text
from data.tables import PACKAGE_TABLES, PANEL_TABLES
from pages.facts import package
from pages.operation.settings import Settings
from pages.server import requests
from pages.server.routes import embed, snapshot
from pages.server.routes.embed import instructions_address
from pages.server.routes.exports import picture_address
from pages.server.routes.listing import routes
from tests.server.conftest import INDICATORS


def read_back(content: bytes, ending: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A file as a program reads it, in the types of the canonical table."""
    if ending == "parquet":
        return pd.read_parquet(io.BytesIO(content))
    if ending == "json":
        rows = json.loads(content)["data"]
    else:
        rows = [
            {name: original_text(cell) or None for name, cell in row.items()}
            for row in csv.DictReader(io.StringIO(content.decode()))
        ]
        yes_no = [name for name in frame if frame[name].dtype == bool]
        rows = [row | {name: row[name] in ("yes", "True") for name in yes_no} for row in rows]
    return typed(pd.DataFrame(rows, columns=list(frame.columns), dtype=object), frame)


def typed(read: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    columns = {}
    for name in frame:
        values = read[name]
        if pd.api.types.is_numeric_dtype(frame[name]) and frame[name].dtype != bool:
            values = pd.to_numeric(values)
        columns[name] = values.astype(frame[name].dtype)
    return pd.DataFrame(columns)


@pytest.mark.parametrize("ending", TABLE_FORMATS)
@pytest.mark.parametrize("table", PACKAGE_TABLES)
def test_every_table_in_every_form_is_the_canonical_table(client, atlas, table, ending):
    answer = client.get(f"/data/{table}.{ending}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == MEDIA_TYPES[ending]
    tables = atlas.load_east().tables() if table in PANEL_TABLES else atlas.tables()
    frame = canonical(tables[table], table)
    pd.testing.assert_frame_equal(read_back(answer.content, ending, frame), frame, check_dtype=True)


@pytest.mark.parametrize("ending", ["csv", "json", "parquet"])
@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_indicator_in_every_form_is_the_measure(client, atlas, indicator, ending):
    frame = compute_indicator_table(atlas, indicator)
    content = client.get(f"/data/indicators/{indicator}.{ending}").content
    read = read_back(content, ending, frame)
    # A blank reason and a missing one are the same cell in CSV.
    pd.testing.assert_frame_equal(read.assign(reason=read["reason"].fillna("")), frame)


@pytest.mark.parametrize("indicator", INDICATORS)
def test_an_indicator_holds_what_the_map_shows(atlas, indicator):
    frame = compute_indicator_table(atlas, indicator)
    base = 2000 if indicator == "net_change" else None
    shown = compute_map_values(atlas, indicator=indicator, age_group="30-50", year_from=base)
    age = "30-50" if indicator in set(atlas.indicators["indicator_id"]) else "insgesamt"
    kreise = frame[(frame["level"] == "kreis") & (frame["age_group"] == age)]
    pairs = kreise.merge(shown, on=["ags", "year"], suffixes=("", "_map"))
    assert len(pairs) == len(shown)
    pd.testing.assert_series_equal(pairs["value"], pairs["value_map"], check_names=False)
    assert (pairs["status"] == pairs["status_map"]).all()


@pytest.mark.parametrize("indicator", INDICATORS)
def test_areas_carry_every_year_and_age_with_missing_and_status_kept(client, atlas, indicator):
    collection = client.get(f"/data/indicators/{indicator}.geojson").json()
    frame = compute_indicator_table(atlas, indicator)
    kreise = frame[frame["level"] == "kreis"]
    assert len(collection["features"]) == kreise["ags"].nunique()
    properties = {feature["id"]: feature["properties"] for feature in collection["features"]}
    for row in kreise.itertuples():
        value = properties[row.ags][f"value_{row.year}_{row.age_group}"]
        assert value is None if math.isnan(row.value) else value == row.value
        assert properties[row.ags][f"status_{row.year}_{row.age_group}"] == row.status


def test_a_secret_value_stays_blank_with_its_reason_in_every_form(atlas):
    migration = atlas.migration.copy()
    last = migration.index[(migration["ags"] == "12062") & (migration["age_group"] == "30-50")][-1]
    migration.loc[last, ["arrivals", "departures", "net"]] = pd.NA
    migration.loc[last, "status"] = "secret"
    changed = replace(atlas, migration=migration, version="secret")
    row = json.loads(write_json(migration, {}))["data"][migration.index.get_loc(last)]
    assert (row["net"], row["status"]) == (None, "secret")
    table = pd.read_parquet(io.BytesIO(write_parquet(migration, {})))
    assert pd.isna(table.loc[last, "net"])
    indicator = compute_indicator_table(changed, "net_per_1000")
    areas = json.loads(write_indicator_geojson(indicator, atlas.boundaries["kreise_medium"], {}))
    properties = next(f["properties"] for f in areas["features"] if f["id"] == "12062")
    year = migration.loc[last, "year"]
    assert properties[f"value_{year}_30-50"] is None
    assert properties[f"status_{year}_30-50"] == "secret"


def test_only_the_data_may_be_read_from_other_pages(client):
    assert client.get("/data/members.json").headers["access-control-allow-origin"] == "*"
    assert client.get("/data/nix.json").headers["access-control-allow-origin"] == "*"
    for path in ("/", "/healthz", "/embed/growth", "/export/folie.csv"):
        assert "access-control-allow-origin" not in client.get(path).headers


def test_other_pages_may_ask_with_the_etag_but_not_write(client):
    asked = client.options("/data/members.csv", headers={"Origin": "https://elsewhere.example"})
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert asked.headers["access-control-allow-headers"] == "If-None-Match, If-Modified-Since"
    assert client.post("/data/members.csv").status_code == 405
    assert "access-control-allow-credentials" not in asked.headers


@pytest.mark.parametrize("name", ["members.parquet", "indicators/net_change.geojson", "catalog.ttl", "openapi.json"])
def test_a_current_copy_is_not_sent_again(client, name):
    first = client.get(f"/data/{name}")
    again = client.get(f"/data/{name}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(f"/data/{name}")
    assert head.headers["etag"] == first.headers["etag"]
    assert head.content == b""


@pytest.mark.parametrize(
    "name", ["members", "members.xlsx", "members.geojson", "indicators/nix.csv", "indicators/net_change.zip",
             "../pyproject.toml", "sources/members.csv", "indicators/%2e%2e/members.csv", "%2e%2e/pyproject.toml"]
)  # fmt: skip
def test_no_other_name_is_answered(client, name):
    assert client.get(f"/data/{name}").status_code == 404


def test_the_descriptor_lists_every_form_and_every_address_answers(client, tmp_path):
    content = client.get("/data/datapackage.json").json()
    listed = 0
    for resource in content["resources"]:
        for entry in (resource, *resource.get("alternatives", ())):
            answer = client.get(f"/data/{entry['path']}")
            assert answer.status_code == 200, entry["path"]
            assert answer.headers["content-type"].startswith(entry["mediatype"])
            listed += 1
        path = tmp_path / resource["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(client.get(f"/data/{resource['path']}").content)
    assert listed == len(PACKAGE_TABLES) * 3 + sum(map(is_cube, PACKAGE_TABLES)) + len(INDICATORS) * 5 + 7 * 2
    (tmp_path / "datapackage.json").write_text(json.dumps(content))
    tables = Package(str(tmp_path / "datapackage.json"))
    for resource in [one for one in tables.resources if one.name.startswith("indicator-")]:
        report = resource.validate()
        assert report.valid, report.flatten(["message"])


def test_the_zip_holds_the_package_as_it_is_shipped(client, root: Path):
    with zipfile.ZipFile(io.BytesIO(client.get("/data/ankommen-atlas-data.zip").content)) as archive:
        assert archive.read("datapackage.json") == (root / "data" / "datapackage.json").read_bytes()
        assert archive.read("sources/members.csv") == (root / "data" / "sources" / "members.csv").read_bytes()


def test_the_package_names_the_networks_decision_for_its_own_tables_only(atlas, descriptor, tmp_path):
    chosen = "http://dcat-ap.de/def/licenses/cc-by/4.0"
    before, decided = (
        {one["name"]: one.get("licenses") for one in served_descriptor(atlas, descriptor, licence)["resources"]}
        for licence in ("", chosen)
    )
    assert before["members"] is None
    assert decided["members"] == [{"path": chosen}]
    own = {name for name, licences in before.items() if not licences}
    assert {name for name in decided if decided[name] != before[name]} == own
    assert all(decided[name] == [{"path": chosen}] for name in own)
    assert "migration" not in own
    (tmp_path / "datapackage.json").write_text(json.dumps(served_descriptor(atlas, descriptor, chosen)))
    assert len(Package(str(tmp_path / "datapackage.json")).resources) == len(decided)


def test_the_description_is_valid(client):
    content = client.get("/data/openapi.json").json()
    OPENAPI_31_VALIDATOR.validate(content)
    names = [
        (path, parameter["in"], parameter["name"])
        for path, item in content["paths"].items()
        for parameter in [*item.get("parameters", ()), *item.get("get", {}).get("parameters", ())]
    ]
    assert len(names) == len(set(names))
    for path, place, name in names:
        assert place != "path" or f"{{{name}}}" in path


def test_every_own_address_is_described_and_every_described_one_exists(client):
    described = set(client.get("/data/openapi.json").json()["paths"])
    own = set()
    for route in routes():
        path = re.sub(r":\w+\}", "}", route.path)
        own.add(f"{path}/{{path}}" if isinstance(route, Mount) else path)
    files = {path for path in described if path.startswith(("/data/", "/embed/"))}
    assert own - described == set()
    assert described - own - files == set()


def test_a_slide_with_a_year_that_does_not_exist_is_refused_and_none_is_put_in_its_place(client):
    for year in (0, 1999, 2031):
        spec = make_spec("map", indicator="net_per_1000", age_group="30-50", year=year)
        for ending in ("csv", "png", "svg"):
            answer = client.get(picture_address("", spec, "de", file_format=ending))
            assert (answer.status_code, str(year) in answer.text) == (400, True)


def test_names_in_the_data_never_become_markup(atlas):
    evil = '</script><script>alert(1)</script><img src=x onerror="alert(2)">'
    changed = replace(atlas, members=atlas.members.assign(name=evil, website="javascript:alert(3)"), version="evil")
    w = get_wording("de")
    for drawn in (
        draw_register(changed, w),
        VIEWS["map"].draw(changed, w, indicator="net_per_1000", age_group="30-50"),
    ):
        piece = write_figure(changed, w, drawn)
        page = write_page(w, evil, piece.markup, assets="a", kinds=piece.kinds).decode()
        assert "<script>" not in page
        assert "<img src=x" not in page
        assert 'href="javascript' not in page


def test_the_lines_to_copy_name_the_figure_and_its_address(client):
    spec = make_spec("kreis_ages", ags="12062")
    text = client.get(instructions_address("", spec, "de")).text
    copied = re.search(r"<textarea[^>]*>(.*?)</textarea>", text, re.DOTALL)[1]
    assert "<" not in copied
    assert html.unescape(copied).startswith('<iframe src="http://testserver/embed/kreis_ages?ags=12062"')
    assert "bis dahin bleibt der Rahmen dort leer" in text


def test_the_policy_allows_frames_only_for_the_hosts_the_operator_names(monkeypatch):
    monkeypatch.setattr(embed, "settings", lambda: Settings(embed_hosts=("https://a.example", "https://b.example")))
    assert embed.embed_policy().endswith("frame-ancestors 'self' https://a.example https://b.example")
    monkeypatch.setattr(embed, "settings", Settings)
    assert embed.embed_policy().endswith("frame-ancestors 'self'")
    assert "unsafe-inline" not in embed.embed_policy().split("script-src")[1].split(";")[0]


def test_the_snapshot_is_made_once_and_refused_politely_meanwhile(client, monkeypatch, tmp_path):
    made = []

    def make(file: Path) -> None:
        made.append(file)
        assert client.get(snapshot.ADDRESS).status_code == 503
        file.write_bytes(b"PK")

    monkeypatch.setattr(snapshot, "_make", make)
    monkeypatch.setattr(snapshot, "_file", lambda version: tmp_path / f"{version}.zip")
    assert snapshot.snapshot_size() is None
    for _ in range(2):
        answer = client.get(snapshot.ADDRESS)
        assert answer.content == b"PK"
        assert re.search(r"ankommen-atlas_\d{4}-\d\d-\d\d\.zip", answer.headers["content-disposition"])
    assert len(made) == 1
    assert snapshot.snapshot_size() == 2


def test_the_snapshot_is_asked_for_under_a_name_its_command_takes(client, monkeypatch, tmp_path):
    def write(command, **options):
        *_, act, _flag, name = command
        assert name.endswith(commands._ENDINGS[act])
        assert snapshot.pages_drawn() == 0
        options["stderr"].write(b"7 pages drawn\na warning\n12 pages drawn\n")
        options["stderr"].flush()
        assert snapshot.pages_drawn() == 12
        Path(name).write_bytes(b"PK")

    monkeypatch.setattr(snapshot.subprocess, "run", write)
    monkeypatch.setattr(snapshot, "_file", lambda version: tmp_path / f"{version}.zip")
    assert client.get(snapshot.ADDRESS).content == b"PK"
    assert len(list(tmp_path.iterdir())) == 1


def test_offers_are_named_once(atlas):
    datasets = list_datasets(atlas, package.descriptor())
    assert len({dataset.stem for dataset in datasets}) == len(datasets)


def test_embedded_figures_carry_no_cookie_of_a_replica_either(monkeypatch):
    monkeypatch.setattr(requests, "settings", lambda: Settings(replica="r1"))
    behind = TestClient(Starlette(routes=routes(), middleware=[Middleware(requests.Observed)]))
    assert "set-cookie" in behind.get("/karte").headers
    for path in ("/embed/growth", "/data/members.csv", "/assets/document/x/document.css"):
        assert "set-cookie" not in behind.get(path).headers


def test_the_table_of_a_map_of_balances_is_a_file_with_every_partner(client):
    spec = make_spec("origin_map", ags="12062", year=2021, age_group="insgesamt")
    answer = client.get(picture_address("", spec, "de", file_format="csv"))
    rows = list(csv.reader(io.StringIO(answer.text)))
    # The head, 19 districts and Berlin; the largest gain first.
    assert (answer.status_code, len(rows)) == (200, 21)
    assert rows[1][:2] == ["Oder-Spree", "749"]
    assert "Kreiswanderungsmatrix 2018–2021" in rows[1][2]
