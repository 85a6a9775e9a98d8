"""CSV on the Web: every file is described, and every cell is what its description says.

Read by hand with csvw 4.1.1 (Python): all 49 files open by their descriptions, 115,688 rows equal, keys hold. The rules
are read here, not by csvw, which brings nine packages more.
"""

import csv
import io
import re

import geopandas as gpd
import pyarrow.parquet as pq
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from analytics.maps.indicators import map_indicators
from data.tables import PACKAGE_TABLES
from pages.facts import served
from pages.server.routes.listing import routes

STEMS = [*PACKAGE_TABLES, *(f"indicators/{name}" for name in map_indicators(served.shipped()))]
LAYERS = sorted(served.shipped().boundaries)
_WRITTEN = {
    "integer": re.compile(r"[+-]?\d+"),
    "number": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?"),
}


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=routes()))


def described(client: TestClient, stem: str) -> dict:
    answer = client.get(f"/data/{stem}.csv-metadata.json")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/csvm+json")
    return answer.json()


def fits(cell: str, column: dict) -> bool:
    """Whether a cell is a value of its column, by the rules of the description."""
    if cell in column["null"]:
        return not column["required"]
    datatype = column["datatype"] if isinstance(column["datatype"], dict) else {"base": column["datatype"]}
    if datatype["base"] == "boolean":
        return cell in datatype["format"].split("|")
    if datatype["base"] == "string":
        return re.fullmatch(datatype.get("format", ".*"), cell, re.DOTALL) is not None
    if _WRITTEN[datatype["base"]].fullmatch(cell) is None:
        return False
    value = float(cell)
    return datatype.get("minimum", value) <= value <= datatype.get("maximum", value) and value > datatype.get(
        "minExclusive", value - 1
    )


@pytest.mark.parametrize("stem", STEMS)
def test_every_column_and_cell_is_as_described(client, stem):
    about = described(client, stem)
    answer = client.get(f"/data/{stem}.csv")
    name = stem.rpartition("/")[2]
    assert about["@context"][0] == "http://www.w3.org/ns/csvw"
    assert about["url"] == f"{name}.csv"
    assert answer.headers["link"] == f'<{name}.csv-metadata.json>; rel="describedby"; type="application/csvm+json"'
    header, *rows = csv.reader(io.StringIO(answer.text))
    columns = about["tableSchema"]["columns"]
    assert [column["titles"] for column in columns] == header
    wrong = [(line, column["name"], cell) for line, row in enumerate(rows)
             for cell, column in zip(row, columns, strict=True) if not fits(cell, column)]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("table", PACKAGE_TABLES)
def test_the_key_of_a_table_is_unique(client, table):
    key = described(client, table)["tableSchema"].get("primaryKey")
    # A balance of the Land may lack its partner or age: that table has no key.
    assert (key is None) is (table == "migration_land")
    rows = [
        tuple(row[name] for name in key or row)
        for row in csv.DictReader(io.StringIO(client.get(f"/data/{table}.csv").text))
    ]
    assert len(rows) == len(set(rows))


def test_what_the_migration_table_says_of_itself(client):
    about = described(client, "migration")
    assert {text["@language"] for text in about["dc:title"]} == {"de", "en"}
    assert about["dc:license"] == [{"@id": "https://www.govdata.de/dl-de/by-2-0"}]
    columns = {column["name"]: column for column in about["tableSchema"]["columns"]}
    assert columns["arrivals"]["datatype"]["base"] == "integer"
    assert columns["arrivals"]["required"] is False
    assert about["tableSchema"]["primaryKey"] == ["ags", "year", "age_group"]


@pytest.mark.parametrize("name", ["nix", "indicators/nix", "boundaries/kreise_medium", "datapackage"])
def test_only_csv_files_are_described(client, name):
    assert client.get(f"/data/{name}.csv-metadata.json").status_code == 404


@pytest.mark.parametrize("layer", LAYERS)
def test_borders_as_geoparquet_are_those_of_the_geojson(client, layer):
    content = client.get(f"/data/boundaries/{layer}.parquet").content
    read, shipped = gpd.read_parquet(io.BytesIO(content)), served.shipped().boundaries[layer]
    assert list(read["ags"]) == list(shipped["ags"])
    assert read.crs == shipped.crs
    assert read.geometry.geom_equals(shipped.geometry.reset_index(drop=True)).all()
    about = pq.read_schema(io.BytesIO(content)).metadata
    assert b'"version": "1.1.0"' in about[b"geo"]
    assert about[b"licence"] == b"GeoNutzV"
