"""Who only reads a page as its document brings it, and who begins a visit: its scripts are laid aside until then."""

import re
import time
from collections import deque
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pages.facts import served
from pages.operation import visits
from pages.operation.settings import Settings
from pages.server.routes.documents import document
from pages.server.routes.listing import routes


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=routes()), follow_redirects=False)


@pytest.fixture
def clock(monkeypatch) -> SimpleNamespace:
    """The clock of the visits; nobody has come so far."""
    watch = SimpleNamespace(now=time.monotonic())
    monkeypatch.setattr(visits, "time", SimpleNamespace(monotonic=lambda: watch.now))
    monkeypatch.setattr(visits, "_coming", deque())
    return watch


def scripts(content: str) -> list[str]:
    return re.findall(r'<script[^>]* src="([^"]+)"', content)


@pytest.mark.parametrize(("taken", "moment"), [(0, "painted"), (Settings().crowd_sessions, "asked")])
@pytest.mark.parametrize("address", ["/", "/karte?jahr=2018"])
def test_scripts_are_laid_aside_in_their_order_until_the_view_is_painted_or_in_a_crowd_asked_for(
    client, clock, monkeypatch, address, taken, moment
):
    monkeypatch.setattr(visits, "taken", lambda: taken)
    page = address.strip("/").partition("?")[0] or "ueberblick"
    usual = scripts(document(page, "de", served.shown_version()))
    shown, laid_aside, rest = re.split(r'<template id="laid-aside">(.*?)</template>', client.get(address).text)
    assert scripts(laid_aside) == usual
    # The front end itself comes last.
    assert usual[-1].startswith("./static/js/index.")
    answering, starter = scripts(shown + rest)
    assert answering.startswith("/assets/frame/choice.js")
    assert starter.startswith("/assets/frame/start.js")
    assert f'data-moment="{moment}"' in rest
    assert "modulepreload" not in shown + rest
    assert "modulepreload" in laid_aside
    assert 'as="font"' in shown


def test_of_many_who_come_within_seconds_the_first_thirty_begin_a_visit_and_the_others_read(client, clock, monkeypatch):
    monkeypatch.setattr(visits, "taken", lambda: 0)

    def moments(readers: int) -> list[str]:
        return [re.search(r'data-moment="(\w+)"', client.get("/karte").text)[1] for _ in range(readers)]

    assert moments(40) == ["painted"] * 30 + ["asked"] * 10
    clock.now += visits.ARRIVAL_SECONDS - 1
    assert moments(1) == ["asked"]
    clock.now += 2
    # Who only read does not hold up those who come later.
    assert moments(31) == ["painted"] * 30 + ["asked"]


def test_a_crowd_changes_nothing_where_there_is_no_first_view_and_below_the_limit(client, clock, monkeypatch):
    usual = {address: client.get(address).text for address in ("/initiativen", "/")}
    monkeypatch.setattr(visits, "taken", lambda: Settings().crowd_sessions)
    assert client.get("/initiativen").text == usual["/initiativen"]
    monkeypatch.setattr(visits, "taken", lambda: Settings().crowd_sessions - 1)
    assert client.get("/").text == usual["/"]
