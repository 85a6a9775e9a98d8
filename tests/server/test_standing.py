"""Readers and machines are told when the figures are not the active ones, and nobody waits for a silent database."""

import json
import logging
import sqlite3
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from analytics.language import get_wording
from analytics.language.store_errors import store_sentence
from data.access import command_actor
from data.errors import PackageError, StoreError
from data.records import load_descriptor
from data.store.history import changes
from pages.facts import served, watch
from pages.facts.standing import Standing, standing_sentence
from pages.operation import metrics
from pages.server.middleware import middleware
from pages.server.routes import health
from pages.server.routes.listing import routes
from tests.pages.uploads import import_file, open_page
from tests.server.files import regional_file

SOON_SECONDS = 5.0


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_DATA_DIRECTORY", str(tmp_path))
    monkeypatch.setattr(watch, "AGAIN_SECONDS", 0.02)
    monkeypatch.setattr(served, "_CHECK_SECONDS", 0.0)
    health._told.clear()
    served.forget()
    opened = served.store()
    yield opened
    opened.close()
    served.forget()


@pytest.fixture
def taken_over(store, atlas):
    """A store whose active version knows one year more than what was shipped."""
    import_file(store, regional_file(atlas.migration, atlas.kreise), "2025.csv")
    return store


@pytest.fixture
def client():
    return TestClient(Starlette(routes=routes(), middleware=middleware()), client=("127.0.0.1", 5))


@pytest.fixture
def lines(monkeypatch):
    """What the log says, as its fields."""
    kept = []

    class Kept(logging.Handler):
        def emit(self, record):
            kept.append({"message": record.getMessage(), **getattr(record, "fields", {})})

    logger = logging.getLogger("atlas")
    before = logger.level
    monkeypatch.setattr(logger, "handlers", [Kept()])
    logger.setLevel(logging.INFO)
    yield kept
    logger.setLevel(before)


@contextmanager
def opened_past_the_store(folder):
    """Its file without what guards it, as a failing disk or a careless hand meets it."""
    with sqlite3.connect(folder / "atlas.sqlite3") as direct:
        for (name,) in direct.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            direct.execute(f'DROP TRIGGER "{name}"')
        yield direct
    direct.close()


def damage(folder):
    """One byte of the stored table becomes another one."""
    with opened_past_the_store(folder) as direct:
        content = bytearray(direct.execute("SELECT table_parquet FROM version_content").fetchone()[0])
        content[len(content) // 2] ^= 0xFF
        direct.execute("UPDATE version_content SET table_parquet = ?", (bytes(content),))


def restart():
    served.forget()
    served.begin()


def warnings_on(page):
    return " ".join(one.value for one in page.warning)


def wait_until(condition):
    deadline = time.monotonic() + SOON_SECONDS
    while not condition():
        assert time.monotonic() < deadline
        threading.Event().wait(0.01)


class Frozen:
    """A database whose processes were stopped: it takes the question and keeps silent."""

    def __init__(self, versions):
        self.versions = versions
        self.thawed = threading.Event()
        self.asked = 0

    def __call__(self):
        self.asked += 1
        self.thawed.wait()
        return self.versions


@pytest.fixture
def frozen(taken_over, monkeypatch):
    """A store that answered once and is frozen since."""
    served.atlas()
    served._watch().patience = 0.2
    database = Frozen(taken_over.active_versions())
    monkeypatch.setattr(taken_over, "active_versions", database)
    yield database
    database.thawed.set()


def test_a_damaged_active_version_is_told_on_pages_at_data_and_to_the_operator(taken_over, tmp_path, client):
    damage(tmp_path)
    restart()
    told = "Was als aktive Version gespeichert ist, ist beschädigt. Sie sehen die Zahlen, mit denen der Atlas"
    assert told in warnings_on(open_page("wanderung"))
    english = "What is stored as the active version is damaged. You see the figures the atlas was shipped with"
    assert english in warnings_on(open_page("ueberblick", lang="en"))
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["data"]) == (503, "damaged: migration version 1")
    assert (ready.json()["store"], ready.json()["figures"]) == ("ok", "shipped")
    described = client.get("/data/datapackage.json").json()
    assert described["standing"] == {"figures": "shipped", "cause": "content_damaged"}
    migration = next(one for one in described["resources"] if one["name"] == "migration")
    assert migration["description"].startswith("What is stored as the active version is damaged.")
    assert "beschädigt" in client.get("/data/catalog.ttl").text
    for lang, words in (("de", told), ("en", english)):
        assert words in client.get(f"/data/?lang={lang}", headers={"Accept": "text/html"}).text
    listed = client.get("/data/", headers={"Accept": "application/json"}).json()
    assert (listed["standing"], listed["description"].startswith(english)) == (described["standing"], True)
    for address in ("/data/migration.csv", "/data/migration.parquet", "/data/ankommen-atlas-data.zip"):
        assert client.get(address).headers["Atlas-Figures"] == "shipped;cause=content_damaged"
    assert metrics.registry.get_sample_value("atlas_active_versions_damaged") == 1
    assert "ist beschädigt. Sie sehen" in client.get("/embed/growth").text


LOST = {
    "DELETE FROM version_content": ("content_damaged", "damaged: migration version 1", "ok"),
    "DELETE FROM dataset_version": ("version_unknown", "damaged: migration version 1", "ok"),
    "UPDATE activation SET version = 99": ("version_unknown", "damaged: migration version 99", "ok"),
    "DELETE FROM activation": ("store_damaged", "ok", "damaged"),
    "UPDATE dataset_active SET activated_at = 'x'": ("store_damaged", "ok", "damaged"),
    # As a newer release with one table more leaves it.
    "UPDATE dataset_active SET dataset = 'x'": ("version_unknown", "damaged: x version 1", "version_unknown"),
}


def test_whatever_is_lost_of_what_is_active_never_looks_like_a_table_as_shipped(taken_over, tmp_path, client):
    whole = sqlite3.connect(":memory:")
    with opened_past_the_store(tmp_path) as direct:
        direct.backup(whole)
    for statement, (cause, data, store) in LOST.items():
        with opened_past_the_store(tmp_path) as direct:
            whole.backup(direct)
            direct.execute(statement)
        restart()
        ready = client.get("/readyz")
        expected = {"status": "not ready", "figures": "shipped", "data": data, "store": store}
        assert ready.json() | expected == ready.json(), statement
        assert client.get("/data/migration.csv").headers["Atlas-Figures"] == f"shipped;cause={cause}"
        assert client.get("/servez").status_code == 200
    whole.close()


def test_damage_that_memory_hides_is_found_while_the_process_runs(taken_over, tmp_path, client, lines):
    served.begin()
    assert client.get("/readyz").status_code == 200
    damage(tmp_path)
    ready = client.get("/readyz").json()
    assert (ready["data"], ready["figures"]) == ("damaged: migration version 1", "active")
    page = open_page("wanderung")
    assert "wurden vorher gelesen und sind unversehrt" in warnings_on(page)
    assert served.atlas().migration["year"].max() == 2025
    assert metrics.registry.get_sample_value("atlas_active_versions_damaged") == 1
    told = [line for line in lines if line["message"] == "an active version is damaged"]
    assert [(one["code"], one["dataset"], one["version"]) for one in told] == [("content_damaged", "migration", 1)]


def test_all_is_well_and_nobody_is_told_anything(taken_over, client):
    served.begin()
    assert served.standing() == Standing()
    assert warnings_on(open_page("wanderung")) == ""
    assert "standing" not in client.get("/data/datapackage.json").json()
    assert "standing" not in client.get("/data/").json()
    assert client.get("/servez").json()["figures"] == "active"
    first = client.get("/data/migration.csv")
    again = client.get("/data/migration.csv", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, first.headers["Atlas-Figures"], again.headers["Atlas-Figures"]) == (
        304,
        "active",
        "active",
    )
    assert "Atlas-Figures" not in client.get("/healthz").headers


def moment(answer):
    return datetime.strptime(answer.headers["Last-Modified"], "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)


def test_the_date_of_the_data_follows_what_is_accepted_and_undone_and_is_not_given_for_others(
    store, atlas, tmp_path, client, monkeypatch
):
    shipped = moment(client.get("/data/members.csv"))
    assert shipped.isoformat() == load_descriptor()["created"].replace("Z", "+00:00")
    accepted, undone = datetime(2031, 5, 1, 8, 0, 0, 700, UTC), datetime(2031, 5, 2, 9, 30, 0, 0, UTC)
    monkeypatch.setattr(changes, "now", lambda: accepted)
    import_file(store, regional_file(atlas.migration, atlas.kreise), "2025.csv")
    assert moment(client.get("/data/migration.csv")) == accepted.replace(microsecond=0)
    monkeypatch.setattr(changes, "now", lambda: undone)
    store.undo("migration", command_actor("anna"))
    # What was undone is changed, too: a copy of the version before must not pass for the present one.
    answer = client.get("/data/migration.csv", headers={"If-Modified-Since": http_date(accepted)})
    assert (answer.status_code, moment(answer)) == (200, undone)
    restart()
    assert moment(client.get("/data/migration.csv")) == undone
    monkeypatch.setattr(changes, "now", lambda: undone + timedelta(days=1))
    import_file(store, regional_file(atlas.migration, atlas.kreise, more=1), "2025.csv")
    damage(tmp_path)
    restart()
    answer = client.get("/data/migration.csv", headers={"If-Modified-Since": http_date(undone + timedelta(days=9))})
    assert answer.status_code == 200
    assert "Last-Modified" not in answer.headers


def http_date(at):
    return format_datetime(at, usegmt=True)


def test_while_the_database_is_frozen_readers_get_what_was_known_last(frozen, client):
    # It stays frozen until the test ends: whoever waited for it would never be served.
    for _ in range(3):
        assert b",2025," in client.get("/data/migration.csv").content
    assert frozen.asked == 1
    page = open_page("wanderung")
    assert "Die Datenbank antwortet gerade nicht. Sie sehen die Zahlen, wie sie zuletzt bekannt waren" in warnings_on(
        page
    )
    described = client.get("/data/datapackage.json")
    known_at = described.json()["standing"]["known_at"]
    assert described.headers["Atlas-Figures"] == f'last-known;cause=unavailable;known-at="{known_at}"'
    assert client.get("/readyz").json()["store"] == "silent"
    assert client.get("/servez").status_code == 200


def test_once_silent_nobody_waits_at_all_and_what_needs_the_store_is_refused_at_once(frozen):
    served.versions()
    served._watch().patience = 3600
    assert served.versions() == (("migration", 1),)
    with pytest.raises(StoreError, match="unavailable"):
        served.store()
    assert frozen.asked == 1


def test_a_reader_waits_a_second_for_a_server_and_longer_for_a_file_on_a_busy_machine(monkeypatch):
    waits = {}
    for address in ("", "sqlite:///atlas.sqlite3", "postgresql://atlas@127.0.0.1:9/atlas"):
        monkeypatch.setenv("ATLAS_DATABASE_URL", address)
        served.forget()
        waits[address.partition(":")[0]] = served._watch().patience
    served.forget()
    assert waits["postgresql"] < 1 < waits[""] == waits["sqlite"]


def test_when_it_answers_again_nobody_has_to_do_anything(frozen, lines):
    served.versions()
    assert metrics.registry.get_sample_value("atlas_store_answers") == 0
    frozen.thawed.set()
    wait_until(lambda: served.standing().is_well)
    assert metrics.registry.get_sample_value("atlas_store_answers") == 1
    assert [line["message"] for line in lines] == ["the store does not answer", "the store answers again"]


def test_a_process_started_while_the_database_is_away_serves_what_was_shipped(tmp_path, monkeypatch, client, lines):
    monkeypatch.setenv("ATLAS_DATABASE_URL", "postgresql://atlas:secret@127.0.0.1:9/atlas")
    monkeypatch.setattr("data.store.database.engine.TRIES", 1)
    restart()
    assert served.atlas() is served.shipped()
    assert "Sie sehen die Zahlen, mit denen der Atlas ausgeliefert wurde" in warnings_on(open_page("wanderung"))
    assert client.get("/servez").json()["figures"] == "shipped"
    assert client.get("/readyz").json()["store"] == "silent"
    assert [line["code"] for line in lines if "code" in line] == ["unavailable"]
    assert "secret" not in json.dumps(lines)
    served.forget()


def test_settings_that_are_wrong_still_end_the_start(monkeypatch):
    monkeypatch.setenv("ATLAS_DATABASE_URL", "mysql://atlas@127.0.0.1/atlas")
    served.forget()
    with pytest.raises(StoreError, match="backend_unsupported"):
        served.begin()
    served.forget()


def overwritten(file):
    file.write_bytes(b"not a database" * 100)


def emptied(file):
    file.write_bytes(b"")


@pytest.mark.parametrize(
    ("happen", "code", "state", "words"),
    [
        (overwritten, "store_damaged", "damaged", "Der Datenspeicher des Atlas ist beschädigt."),
        (emptied, "store_empty", "empty", "Der Datenspeicher des Atlas ist leer"),
    ],
)
def test_a_store_that_cannot_be_read_is_named_to_readers_and_operator(
    store, tmp_path, client, lines, happen, code, state, words
):
    store.close()
    served.forget()
    file = tmp_path / "atlas.sqlite3"
    happen(file)
    served.begin()
    assert words in warnings_on(open_page("ueberblick"))
    assert client.get("/readyz").json()["store"] == state
    first = lines[0]
    assert (first["code"], first["path"]) == (code, str(file))
    assert first["reason"]
    assert "data.store restore" in first["help"]


@pytest.mark.parametrize(("code", "state"), [("disk_full", "disk full"), ("read_only", "read only")])
def test_a_place_that_takes_nothing_is_unready_but_serves(store, client, lines, monkeypatch, code, state):
    fault = StoreError(code=code, backend="sqlite", reason="as the system says", path="/store/atlas.sqlite3")
    monkeypatch.setattr("data.store.readiness.folder_fault", lambda _file: fault)
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["store"], ready.json()["figures"]) == (503, state, "active")
    client.get("/readyz")
    assert client.get("/servez").status_code == 200
    told = [(one["code"], one["path"], one["reason"]) for one in lines if "code" in one]
    assert told == [(code, "/store/atlas.sqlite3", "as the system says")]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_fault_has_a_sentence_of_its_own(lang):
    w = get_wording(lang)
    faults = [StoreError(code=code) for code in health.STORE_FAULTS if code != "not_writable"]
    for sentences in (
        {store_sentence(fault, w) for fault in faults},
        {standing_sentence(Standing("shipped", fault), w) for fault in faults},
    ):
        assert len(sentences) == len(faults) == 6


@pytest.mark.parametrize(
    ("passed", "words"),
    [(0, "0 seconds ago"), (61, "1 minute ago"), (7_300, "2 hours ago"), (90_000, "1 day ago")],
)
def test_the_age_is_said_in_the_unit_that_fits(passed, words):
    known_at = datetime.now(UTC) - timedelta(seconds=passed)
    standing = Standing("last-known", StoreError(code="unavailable"), known_at)
    assert words in standing_sentence(standing, get_wording("en"))


def test_versions_that_do_not_fit_are_told_and_built_only_once(store, monkeypatch):
    built = []

    def build(*_):
        built.append(1)
        raise PackageError(file="sources/migration.csv", code="net_mismatch")

    monkeypatch.setattr(store, "active_versions", lambda: {"migration": 2})
    monkeypatch.setattr(served, "load_active_atlas", build)
    assert [served.atlas() is served.shipped() for _ in range(3)] == [True] * 3
    assert len(built) == 1
    assert "passen nicht zusammen" in standing_sentence(served.standing(), get_wording("de"))
