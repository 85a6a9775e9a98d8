"""The door for files: who may send what, one visit never fills the room, and a slow file holds up nobody."""

from functools import partial
from types import SimpleNamespace

import anyio
import pytest
from anyio.from_thread import start_blocking_portal
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from pages.operation import holding, metrics, visits
from pages.operation.settings import Settings
from pages.server import requests, uploads

ROOM_MB = 4
READER, OTHER, ANALYST = "reader", "other", "analyst"


@pytest.fixture
def server(monkeypatch):
    """A server with room for 4 MB, whose three visits are connected; what it kept of whom can be read and changed."""
    manager = MemoryUploadedFileManager("/_stcore/upload_file")
    ended = []
    runtime = SimpleNamespace(uploaded_file_mgr=manager, close_session=ended.append)
    there = {READER, OTHER, ANALYST}
    monkeypatch.setattr(holding, "Runtime", SimpleNamespace(exists=lambda: True, instance=lambda: runtime))
    monkeypatch.setattr(visits, "is_connected", there.__contains__)
    for module in (holding, requests, visits):
        monkeypatch.setattr(module, "settings", lambda: Settings(max_held_mb=ROOM_MB))
    monkeypatch.setattr(holding, "_senders", {})
    monkeypatch.setattr(holding, "_coming", {})
    monkeypatch.setattr(uploads, "_FRAMING", 0)
    monkeypatch.setattr(holding, "_MEGABYTE", 1_000_000)

    async def take(request):
        visit, file = request.path_params["visit"], request.path_params["file"]
        manager.add_file(visit, UploadedFileRec(file, "a.csv", "text/csv", await request.body()))
        return Response(status_code=204)

    routes = [Route("/_stcore/upload_file/{visit}/{file}", take, methods=["PUT"])]
    app = Starlette(routes=routes, middleware=[Middleware(requests.Observed)])
    with TestClient(app) as client:
        yield SimpleNamespace(client=client, app=app, manager=manager, there=there, ended=ended)


@pytest.fixture
def run(monkeypatch):
    """A function that runs a page of a visit, with a field for files of this size or without one."""

    def show(visit, *, largest_mb=0, trusted=False):
        monkeypatch.setattr(visits, "this_visit", lambda: visit)
        with holding.page_run(trusted=trusted):
            if largest_mb:
                holding.ask_for_files(largest_mb)

    return show


def send(server, visit, size, name="f"):
    return server.client.put(f"/_stcore/upload_file/{visit}/{name}", content=b"x" * size)


def send_in_pieces(server, visit, size):
    """As a browser that does not announce the size."""
    pieces = (b"x" * 100_000 for _ in range(size // 100_000))
    return server.client.put(f"/_stcore/upload_file/{visit}/p", content=pieces)


def test_who_may_not_send_files_sends_none(server, run):
    assert send(server, READER, 10).status_code == 403, "no page ran yet"
    run(READER)
    refused = send(server, READER, 10)
    assert refused.status_code == 403
    assert refused.text == "Diese Seite nimmt keine Dateien an, oder Ihre Rolle erlaubt das Senden nicht."
    assert send(server, "nobody", 10).status_code == 403
    assert server.manager.file_storage == {}


def test_a_field_opens_the_door_and_another_page_shuts_it(server, run):
    run(READER, largest_mb=1)
    assert send(server, READER, 10).status_code == 204
    run(READER)
    assert send(server, READER, 10, "g").status_code == 403


def test_the_door_stays_open_while_the_same_page_is_run_again(server, run):
    run(READER, largest_mb=1)
    with holding.page_run(trusted=False):
        assert send(server, READER, 10).status_code == 204
        holding.ask_for_files(1)
    assert send(server, READER, 10, "g").status_code == 204


@pytest.mark.parametrize("way", [send, send_in_pieces])
def test_a_file_larger_than_the_field_is_refused_whatever_was_announced(server, run, way):
    run(ANALYST, largest_mb=1, trusted=True)
    assert way(server, ANALYST, 1_000_000).status_code == 204
    assert way(server, ANALYST, 1_100_000).status_code == 413


def test_a_visit_that_only_reads_takes_a_quarter_of_the_room_and_all_of_them_half(server, run):
    server.there.add("third")
    for visit in (READER, OTHER, ANALYST, "third"):
        run(visit, largest_mb=4, trusted=visit == ANALYST)
    assert send(server, READER, 700_000).status_code == 204
    assert send(server, READER, 400_000, "g").status_code == 413
    assert send(server, READER, 300_000, "g").status_code == 204
    assert send(server, OTHER, 1_000_000).status_code == 204
    busy = send(server, "third", 1000)
    assert (busy.status_code, busy.headers["retry-after"]) == (503, "60")
    assert "Bitte versuchen Sie es in einer Minute noch einmal" in busy.text
    assert send(server, ANALYST, 2_000_000).status_code == 204, "what is left is for those who take figures over"


def test_one_visit_that_may_upload_does_not_fill_the_room_for_all(server, run):
    for visit in (READER, ANALYST):
        run(visit, largest_mb=4, trusted=visit == ANALYST)
    assert send(server, ANALYST, 3_100_000).status_code == 413
    assert send(server, ANALYST, 3_000_000).status_code == 204
    assert send(server, READER, 1_000_000).status_code == 204


def test_who_left_gives_the_room_back_when_another_needs_it(server, run):
    for visit in (READER, ANALYST):
        run(visit, largest_mb=4, trusted=True)
    assert send(server, READER, 3_000_000).status_code == 204
    assert send(server, ANALYST, 2_000_000).status_code == 503
    server.there.discard(READER)
    assert send(server, ANALYST, 2_000_000).status_code == 204
    assert server.ended == [READER]
    assert holding.kept_bytes() == {ANALYST: 2_000_000}


def test_who_may_come_back_keeps_the_files(server, run, monkeypatch):
    for visit in (READER, ANALYST):
        run(visit, largest_mb=4, trusted=True)
    assert send(server, READER, 3_000_000).status_code == 204
    server.there.discard(READER)
    monkeypatch.setattr(visits, "is_here", {READER, ANALYST}.__contains__)
    assert send(server, ANALYST, 2_000_000).status_code == 503
    assert server.ended == []


def put(server, visit, receive):
    """A request whose body comes as `receive` gives it, and the list its status goes into."""
    statuses = []

    async def answer(message):
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    scope = {
        "type": "http", "method": "PUT", "path": f"/_stcore/upload_file/{visit}/s", "headers": [],
        "query_string": b"", "scheme": "http", "server": ("host", 80), "client": ("127.0.0.1", 5), "root_path": "",
    }  # fmt: skip
    return partial(server.app, scope, receive, answer), statuses


def test_slow_files_hold_up_nobody_and_end_when_too_little_comes(server, run, monkeypatch):
    monkeypatch.setattr(uploads, "_PERIOD_SECONDS", 3.0)
    run(READER, largest_mb=1)
    run(ANALYST, largest_mb=1, trusted=True)

    async def drip():
        await anyio.sleep(0.02)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def silence():
        await anyio.Event().wait()

    async def whole():
        return {"type": "http.request", "body": b"x" * 1000, "more_body": False}

    async def crowd():
        slow = [put(server, READER, receive) for receive in (drip, silence, drip, silence)]
        call, quick = put(server, ANALYST, whole)
        async with anyio.create_task_group() as tasks:
            for one, _ in slow:
                tasks.start_soon(one)
            await anyio.lowlevel.checkpoint()
            await call()
            assert quick == [204]
            assert [said for _, said in slow] == [[], [], [], []], "they are still coming"
        return [said for _, said in slow]

    stalled = {"outcome": "stalled"}
    before = metrics.registry.get_sample_value("atlas_uploads_total", stalled) or 0
    # In a thread of its own: a browser of earlier tests may run its loop in this one.
    with start_blocking_portal() as portal:
        assert portal.call(crowd) == [[408]] * 4
    assert metrics.registry.get_sample_value("atlas_uploads_total", stalled) - before == 4
    assert holding._coming == {}


def test_a_refusal_speaks_the_language_of_the_page_it_came_from(server, monkeypatch):
    told = {}
    for visit, lang in ((READER, "en"), (OTHER, "de")):
        monkeypatch.setattr(visits, "this_visit", lambda visit=visit: visit)
        with holding.page_run(trusted=False, lang=lang):
            holding.ask_for_files(1)
        told[lang] = [send(server, visit, 1_100_000).text, send_in_pieces(server, visit, 1_100_000).text]
    assert told["en"] == ["The file is larger than this field takes."] * 2
    assert told["de"] == ["Die Datei ist größer, als dieses Feld erlaubt."] * 2
