"""What the operator gets: readiness, metrics for the operator only, logs without visitors, limits that stay polite."""

import json
import logging
import threading
import time
import tomllib
import warnings

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient

from analytics.language import get_wording
from analytics.subjects.effects.figures.controls.sets import draw_effect_controls
from data.errors import StoreError
from pages.facts import served
from pages.operation import limits, metrics, visits
from pages.operation.logs import JsonLines, describe_error, request_id, start_log
from pages.operation.settings import Settings
from pages.server import lifespan
from pages.server.requests import Observed, kind_of, may_measure
from pages.server.routes import health
from pages.session import cache
from pages.upload.files import Job
from pages.widgets.elements.effect_filters import Comparison
from tests.browser.conftest import ROOT


@pytest.fixture
def serve(settings):
    """A function that gives a client of a server with these settings, the operator's addresses and one page."""

    def start(**changes):
        settings(**changes)
        served.store()  # as at the start of a server

        async def accept(socket):
            await socket.accept()
            await socket.close()

        async def fail(_request):
            raise RuntimeError("the cell says Erika Mustermann")

        routes = [
            *health.routes(),
            Route("/karte", lambda _: PlainTextResponse("karte")),
            Route("/data/members.csv", lambda _: PlainTextResponse("members")),
            Route("/fails", fail),
            WebSocketRoute("/_stcore/stream", accept),
        ]
        app = Starlette(routes=routes, middleware=[Middleware(Observed)])
        return TestClient(app, client=("127.0.0.1", 5), raise_server_exceptions=False)

    return start


def values(client, **headers):
    """Every sample of the metrics by its name and labels."""
    lines = client.get("/metrics", headers=headers).text.splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if line and not line.startswith("#"))


def test_readiness_says_what_works(serve):
    answer = serve().get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")
    assert answer.json() | {"data": "ok", "store": "ok"} == answer.json()


@pytest.mark.parametrize("silence", ["error", "hanging"])
def test_a_silent_database_makes_a_process_unready_but_not_dead(serve, monkeypatch, silence):
    def asked(_store):
        if silence == "hanging":
            time.sleep(1.0)
        raise StoreError(code="unavailable", backend="postgresql", reason="OperationalError")

    monkeypatch.setattr(health, "schema_revision", asked)
    monkeypatch.setattr(health, "_STORE_SECONDS", 0.2)
    client = serve()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["store"]) == (503, "silent")
    assert client.get("/healthz").status_code == 200


def test_a_store_that_a_newer_release_moved_is_named(serve, monkeypatch):
    monkeypatch.setattr(health, "schema_revision", lambda _store: "0999")
    answer = serve().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["store"].startswith("schema 0999, known ")


def test_metrics_count_requests_by_kind_and_status(serve):
    client = serve()
    before = values(client)
    for path in ("/karte", "/karte", "/data/members.csv", "/nowhere/at/all", "/fails"):
        client.get(path, params={"kreis": "12062"})
    after = values(client)
    for name, more in {
        'atlas_requests_total{kind="page",status="2xx"}': 2,
        'atlas_requests_total{kind="data",status="2xx"}': 1,
        'atlas_requests_total{kind="other",status="4xx"}': 1,
        'atlas_requests_total{kind="page",status="5xx"}': 1,
    }.items():
        assert float(after[name]) - float(before.get(name, 0)) == more, name
    assert "12062" not in "".join(after)


def test_metrics_are_openmetrics_where_the_reader_takes_it(serve):
    answer = serve().get("/metrics", headers={"Accept": "application/openmetrics-text; version=1.0.0"})
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    assert answer.text.endswith("# EOF\n")


@pytest.mark.parametrize("path", ["/metrics", "/metrics/", "/_stcore/metrics"])
@pytest.mark.parametrize(
    ("token", "headers", "allowed"),
    [
        ("", {}, True),
        ("", {"X-Forwarded-For": "127.0.0.1"}, False),
        ("", {"Forwarded": "for=127.0.0.1"}, False),
        ("secret", {}, False),
        ("secret", {"Authorization": "Bearer wrong"}, False),
        ("secret", {"Authorization": "Bearer secret", "X-Forwarded-For": "192.0.2.1"}, True),
    ],
)
def test_metrics_are_for_the_operator_only(serve, path, token, headers, allowed):
    answer = serve(metrics_token=token).get(path, headers=headers)
    assert (answer.text == "not found" and answer.status_code == 404) is not allowed


def test_another_machine_gets_no_metrics():
    assert not may_measure({"type": "http", "headers": [], "client": ("192.0.2.1", 5)}, Settings())


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "page"), ("/karte", "page"), ("/data/a.csv", "data"), ("/embed/x/y", "embed"), ("/healthz", "health"),
     ("/mcp", "mcp"),
     ("/_stcore/upload_file/a/b", "upload"), ("/_stcore/health", "streamlit"), ("/a/b/c", "other")],
)  # fmt: skip
def test_addresses_fall_into_a_handful_of_kinds(path, kind):
    assert kind_of(path) == kind


def test_a_rerun_is_counted_with_its_page_and_outcome():
    def count(outcome):
        return metrics.registry.get_sample_value("atlas_reruns_total", {"page": "karte", "outcome": outcome}) or 0

    before = count("done"), count("failed")
    with metrics.measure_rerun("karte"):
        pass
    with pytest.raises(ValueError), metrics.measure_rerun("karte"):
        raise ValueError
    assert (count("done") - before[0], count("failed") - before[1]) == (1, 1)


def test_a_table_that_went_back_to_what_was_shipped_counts_as_version_0():
    metrics.note_versions({"migration": 3})
    metrics.note_versions({})
    assert metrics.registry.get_sample_value("atlas_active_version", {"table": "migration"}) == 0


def test_several_processes_mark_their_visits_and_a_single_one_sets_no_cookie(serve):
    assert "set-cookie" not in serve().get("/karte").headers
    client = serve(replica="two")
    assert client.get("/karte").headers["set-cookie"] == "atlas_route=two; Path=/; HttpOnly; SameSite=Lax"
    assert "set-cookie" not in client.get("/karte").headers
    client.cookies.clear()
    client.cookies.set("atlas_route", "one")
    with client.websocket_connect("/_stcore/stream") as socket:
        assert ("set-cookie", "atlas_route=two; Path=/; HttpOnly; SameSite=Lax") in [
            (name.decode(), value.decode()) for name, value in socket.extra_headers
        ]
    assert "set-cookie" not in client.get("/data/members.csv").headers


@pytest.fixture
def written():
    """Everything the log gets meanwhile, as objects."""
    lines: list[dict] = []

    class Keep(logging.Handler):
        def emit(self, record):
            lines.append(json.loads(JsonLines().format(record)))

    log, keep = logging.getLogger("atlas"), Keep()
    level = log.level
    log.addHandler(keep)
    log.setLevel(logging.INFO)
    yield lines
    log.removeHandler(keep)
    log.setLevel(level)


def test_a_request_has_one_id_in_log_and_answer_and_no_visitor(serve, written):
    client = serve(log_requests="all")
    given = "0123456789abcdef0123456789abcdef"
    answer = client.get("/karte?kreis=12062", headers={"X-Request-ID": given, "User-Agent": "Erika"})
    assert answer.headers["x-request-id"] == given
    line = written[-1]
    assert (line["request"], line["kind"], line["status"]) == (given, "page", 200)
    assert not {"12062", "Erika", "127.0.0.1"} & set(json.dumps(written).replace('"', " ").split())
    assert request_id.get() == ""


def test_an_id_that_is_none_is_not_taken_over(serve):
    given = 'x" onload="alert(1)'
    assert serve().get("/karte", headers={"X-Request-ID": given}).headers["x-request-id"] != given


def test_only_failed_and_slow_requests_are_logged_by_default(serve, written):
    client = serve()
    client.get("/karte")
    assert written == []
    client.get("/fails")
    assert [line["status"] for line in written] == [500]


def test_an_error_is_logged_with_kind_and_place_but_not_with_what_it_says():
    def fail():
        try:
            {}["Erika Mustermann"]
        except KeyError as error:
            raise StoreError(code="unavailable", reason="password=1234") from error

    with pytest.raises(StoreError) as caught:
        fail()
    described = describe_error(caught.value)
    assert (described["kind"], described["code"]) == ("StoreError", "unavailable")
    assert described["cause"]["kind"] == "KeyError"
    assert described["at"][0].startswith("tests/server/test_operate.py:")
    assert "Erika" not in json.dumps(described)
    assert "1234" not in json.dumps(described)


def test_nothing_prints_an_error_past_the_log(monkeypatch):
    own = logging.getLogger("atlas")
    for name in ("handlers", "propagate", "level"):
        monkeypatch.setattr(own, name, getattr(own, name))  # as before, after this test
    theirs = logging.getLogger("streamlit.web.server.starlette.starlette_websocket")
    start_log()
    for handler in theirs.handlers:
        assert isinstance(handler.formatter, JsonLines)
    assert not logging.getLogger("streamlit.error_util").isEnabledFor(logging.ERROR)
    assert not logging.getLogger("uvicorn.error").isEnabledFor(logging.INFO)
    told = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert told["logger"]["enableRich"] is False


@pytest.mark.parametrize("passes_on", [True, False])
def test_what_others_say_without_a_form_of_their_own_is_a_line_of_the_log_too(monkeypatch, capfd, passes_on):
    own = logging.getLogger("atlas")
    for name in ("handlers", "propagate", "level"):
        monkeypatch.setattr(own, name, getattr(own, name))
    monkeypatch.setattr(logging.root, "handlers", [])
    # An earlier test may have started a server, whose front end gives these loggers handlers of their own.
    for name in ("uvicorn", "uvicorn.error", "py.warnings"):
        monkeypatch.setattr(logging.getLogger(name), "handlers", [])
        monkeypatch.setattr(logging.getLogger(name), "propagate", True)
    # The server's logger is left without a handler and passes nothing on.
    monkeypatch.setattr(logging.getLogger("uvicorn.error"), "propagate", passes_on)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(False)  # an earlier test may have started the log
        start_log()
        logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")
        warnings.warn_explicit("httpx becomes httpx2", DeprecationWarning, "/some/place/site-packages/authlib/x.py", 7)
        logging.captureWarnings(False)
    broken, warned = map(json.loads, capfd.readouterr().err.splitlines())
    assert (broken["level"], broken["logger"]) == ("warning", "uvicorn.error")
    assert broken["message"] == "Invalid HTTP request received."
    assert warned["message"].startswith("authlib/x.py:7: DeprecationWarning: httpx becomes httpx2")


def test_messages_of_other_programs_lose_addresses_and_questions():
    message = 'lost 192.0.2.7:5123 and 2001:db8:0:1:2:3:4:5, "GET /karte?kreis=12062"'
    record = logging.LogRecord("uvicorn.error", logging.WARNING, "", 0, message, None, None)
    line = json.loads(JsonLines().format(record))
    assert line["message"] == 'lost [address] and [address], "GET /karte?…"'


def test_a_gate_lets_so_many_in_and_the_next_one_waits():
    gate, inside, most = limits.Gate(2), [0], [0]
    counting = threading.Lock()

    def work():
        with gate.turn(10):
            with counting:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
            time.sleep(0.05)
            with counting:
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [2]
    assert not gate.is_full()


def test_a_gate_says_so_when_waiting_did_not_help():
    gate = limits.Gate(1)
    with gate.turn(0):
        assert gate.is_full()
        with pytest.raises(limits.BusyError), gate.turn(0):
            pass
    with gate.turn(0):
        pass


def test_a_file_that_waits_to_be_read_can_be_stopped(settings):
    settings(max_uploads=1)
    job = Job()
    with limits.reading().turn(0):
        thread = threading.Thread(target=job.run, args=(b"a;b\n1;2\n", "a.csv", None))
        thread.start()
        time.sleep(0.1)
        assert job.waits
        job.stopped.set()
        thread.join(timeout=10)
    assert not thread.is_alive()
    assert not limits.reading().is_full()


@pytest.mark.parametrize(("said", "noted"), [(1001, 1001), (None, 1006)])
def test_the_end_of_a_web_socket_is_noted_with_its_reason(settings, monkeypatch, said, noted):
    settings()
    ends = []
    monkeypatch.setattr(visits, "note_end", ends.append)

    async def stay(_scope, receive, _send):
        await receive()

    async def say():
        return {"type": "websocket.disconnect"} | ({"code": said} if said else {})

    # In a thread of its own: a browser of earlier tests may run its loop in this one.
    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": []}
    with start_blocking_portal() as portal:
        portal.call(Observed(stay), scope, say, None)
    assert ends == [noted]


def test_every_limit_has_a_sentence_in_both_languages():
    for lang in ("de", "en"):
        w = get_wording(lang)
        assert limits.busy_sentence(w).endswith(".")
        assert limits.queue_sentence(w).endswith(".")


def test_garbage_is_collected_by_the_clock_and_not_after_every_run(monkeypatch):
    told = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert told["runner"]["postScriptGC"] is False
    collected, ended = [], threading.Event()
    monkeypatch.setattr(lifespan, "state_of_store", lambda: "ok")
    monkeypatch.setattr(lifespan.gc, "collect", lambda: collected.append(1) or ended.set())
    lifespan._look_regularly(ended)
    assert collected == [1]


def test_the_first_reader_of_before_and_after_finds_every_set_compared(monkeypatch):
    monkeypatch.setattr(lifespan, "draw_first_views", lambda *_pages: None)
    monkeypatch.setattr(lifespan, "warm_map_files", lambda: None)
    monkeypatch.setattr(lifespan, "pack_first_files", lambda: None)
    monkeypatch.setattr(lifespan, "_PREPARE_AFTER_SECONDS", 0)
    monkeypatch.setattr(lifespan, "_COMPARE_AFTER_SECONDS", 0)
    # Tests before may have left visits open, for which the server would pause between two figures.
    monkeypatch.setattr(lifespan.visits, "taken", lambda: 0)
    monkeypatch.setattr(lifespan, "_PAUSE_SECONDS", 0)
    lifespan._prepare(threading.Event())
    kept = cache._computed.cache_info()
    # As the page asks for it before anybody has chosen anything (`choose_comparison`).
    opening = Comparison(ags="all", age_group="insgesamt", with_distorted=False, controls="brandenburg")
    assert len(cache.computed_in("de", draw_effect_controls, **opening).table) > 1
    later = cache._computed.cache_info()
    assert (later.hits, later.misses) == (kept.hits + 1, kept.misses)


def test_a_server_that_has_ended_meanwhile_compares_nothing(monkeypatch):
    done, ended = [], threading.Event()
    for step in ("draw_first_views", "warm_map_files", "pack_first_files", "_compare_with_every_set"):
        monkeypatch.setattr(lifespan, step, lambda *pages, step=step: done.append((step, *pages)))
    ended.set()
    lifespan._prepare(ended)
    # What most readers open is drawn before anything else.
    first = ("draw_first_views", ("karte", "ueberblick"))
    assert done == [first, ("draw_first_views",), ("warm_map_files",), ("pack_first_files",)]
