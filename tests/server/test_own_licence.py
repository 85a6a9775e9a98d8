"""What the network decided on as the licence of its own tables stands in every form they can be taken away in."""

import io
import json
import zipfile

import pyarrow.parquet as pq
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pages.operation.settings import Settings
from pages.server.routes.listing import routes
from pages.server.routes.opendata import data_index, package

CHOSEN = "http://dcat-ap.de/def/licenses/cc-by/4.0"


@pytest.fixture
def client(monkeypatch):
    for module in (package, data_index):
        monkeypatch.setattr(module, "settings", lambda: Settings(own_licence=CHOSEN))
    forget_files()
    yield TestClient(Starlette(routes=routes()))
    forget_files()


def forget_files():
    """What a test before asked for was made, and packed, without this licence."""
    package._content.cache_clear()
    package._brotli.cache_clear()


def licences_in_zip(client):
    archive = zipfile.ZipFile(io.BytesIO(client.get("/data/ankommen-atlas-data.zip").content))
    described = json.loads(archive.read("datapackage.json"))["resources"]
    assert {one["path"] for one in described} <= set(archive.namelist())
    return {one["name"]: one["licenses"] for one in described}


def test_the_descriptor_in_the_zip_names_it_for_own_tables_only(client):
    licences = licences_in_zip(client)
    assert licences["members"] == licences["funding"] == [{"path": CHOSEN}]
    assert [one["path"] for one in licences["migration"]] == ["https://www.govdata.de/dl-de/by-2-0"]


@pytest.mark.parametrize(("name", "licence"), [("members", CHOSEN), ("migration", "Datenlizenz Deutschland")])
def test_a_parquet_file_names_it(client, name, licence):
    stated = pq.read_schema(io.BytesIO(client.get(f"/data/{name}.parquet").content)).metadata[b"licence"]
    assert stated.decode().startswith(licence)


def test_the_description_of_a_csv_file_names_it(client):
    assert client.get("/data/members.csv-metadata.json").json()["dc:license"] == [{"@id": CHOSEN}]


def test_the_list_of_the_data_names_it(client):
    listed = {one["name"]: one["licenses"] for one in client.get("/data/").json()["datasets"]}
    assert listed["members"] == [{"path": CHOSEN}]
