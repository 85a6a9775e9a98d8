"""A page's document names the modules its elements are made of, so that they are asked for with the rest."""

import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pages.server.document.later_modules import CHART, CHART_PAGES, FRAME_ELEMENTS, module_files
from pages.server.route_allowlist import STREAMLIT_FILES
from pages.server.routes.listing import routes


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=routes()))


def named(client: TestClient, address: str) -> list[str]:
    return re.findall(r'<link rel="modulepreload"[^>]* href="([^"]+)"', client.get(address).text)


@pytest.mark.parametrize("element", [*FRAME_ELEMENTS, CHART])
def test_this_version_of_the_front_end_has_the_module_and_all_it_imports(element):
    files = module_files(element)
    assert files
    assert all((STREAMLIT_FILES / "js" / name).is_file() for name in files)


@pytest.mark.parametrize("address", ["/impressum", "/karte", "/wanderung"])
def test_every_module_is_named_once(client, address):
    found = named(client, address)
    assert len(found) == len(set(found))
    assert any("BidiComponent" in name for name in found)


def test_plotly_is_named_where_a_chart_stands_and_nowhere_else(client):
    assert [
        address for address in ("/wachstum", "/karte", "/impressum") if "PlotlyChart" in client.get(address).text
    ] == ["/wachstum"]
    assert "ueberblick" in CHART_PAGES
    assert any("PlotlyChart" in name for name in named(client, "/"))


def test_the_map_asks_for_its_own_files_with_the_first(client):
    found = named(client, "/karte")
    assert [name.rsplit("/", 1)[-1] for name in found if name.startswith("/assets/map/")] == [
        "leaflet.js",
        "atlas-map.js",
    ]
    assert 'as="fetch"' in client.get("/karte").text
