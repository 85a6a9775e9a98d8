import sys
import traceback

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from data.access import command_actor
from data.config import DATA_DIRECTORY, Config
from data.errors import StoreError
from data.store import open_store
from data.store.database import engine as engine_module
from data.store.database.engine import TRIES, store_url, with_retries

PASSWORD = "geheim-4711"  # noqa: S105 - it must appear nowhere


@pytest.fixture
def _quick(monkeypatch):
    monkeypatch.setattr(engine_module, "FIRST_PAUSE_SECONDS", 0.0)


def code_of(url):
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert PASSWORD not in "".join(traceback.format_exception(caught.value))
    return caught.value.code


def test_without_settings_the_store_is_a_file_in_the_data_directory():
    url = store_url(None, Config.from_environment({}))
    assert (url.get_backend_name(), url.database) == ("sqlite", str(DATA_DIRECTORY / "atlas.sqlite3"))


def test_the_environment_names_another_directory_or_a_server(tmp_path):
    moved = Config.from_environment({"ATLAS_DATA_DIRECTORY": str(tmp_path / "atlas")})
    assert store_url(None, moved).database == str(tmp_path / "atlas" / "atlas.sqlite3")
    server = Config.from_environment({"ATLAS_DATABASE_URL": f"postgres://atlas:{PASSWORD}@db/atlas"})
    assert store_url(None, server).drivername == "postgresql+psycopg"
    assert PASSWORD not in repr(server)


def test_the_data_directory_is_made_when_it_is_missing(tmp_path):
    open_store(f"sqlite:///{tmp_path}/a/b/store.sqlite3").close()
    assert (tmp_path / "a" / "b" / "store.sqlite3").is_file()


def test_an_embedded_store_acknowledges_only_what_is_on_the_disk(tmp_path):
    direct = engine_module.make_engine(store_url(f"sqlite:///{tmp_path}/store.sqlite3", Config()))
    with direct.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    direct.dispose()
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


@pytest.mark.parametrize("url", [f"postgresql:/{PASSWORD}:x:y", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_is_none_is_refused(url):
    assert code_of(url) == "url_invalid"


def test_another_kind_of_database_is_refused():
    assert code_of(f"mysql://atlas:{PASSWORD}@db/atlas") == "backend_unsupported"


@pytest.mark.usefixtures("_quick")
def test_a_server_that_does_not_answer_is_an_error_without_the_password():
    assert code_of(f"postgresql://atlas:{PASSWORD}@127.0.0.1:9/atlas") == "unavailable"


def test_the_missing_driver_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError) as caught:
        open_store(f"postgresql://atlas:{PASSWORD}@127.0.0.1:9/atlas")
    assert (caught.value.code, caught.value.fields) == ("driver_missing", {"driver": "psycopg"})


def test_a_directory_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    assert code_of(f"sqlite:///{tmp_path}/file/store.sqlite3") == "not_writable"


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path):
    file = tmp_path / "store.sqlite3"
    file.write_bytes(b"Kreis;Jahr\n" * 200)
    assert code_of(f"sqlite:///{file}") == "store_damaged"
    assert file.read_bytes() == b"Kreis;Jahr\n" * 200


def failing(times, error):
    """An operation that fails a number of times and then gives what it was called."""
    calls = []

    def operation():
        calls.append(1)
        if len(calls) <= times:
            raise error("SELECT 1", {}, Exception("locked"))
        return len(calls)

    return operation


@pytest.mark.usefixtures("_quick")
@pytest.mark.parametrize("error", [IntegrityError, OperationalError])
def test_an_operation_another_writer_was_in_the_way_of_is_tried_again(error):
    assert with_retries("sqlite", failing(TRIES - 1, error)) == TRIES
    with pytest.raises(StoreError, match="unavailable"):
        with_retries("sqlite", failing(TRIES, error))


def test_an_operation_no_further_try_can_mend_fails_at_once():
    operation = failing(1, ProgrammingError)
    with pytest.raises(StoreError, match="unavailable"):
        with_retries("sqlite", operation)
    assert operation() == 2


@pytest.mark.usefixtures("_quick")
@pytest.mark.parametrize("change", ["write", "undo", "activate"])
def test_a_change_whose_acknowledgement_was_lost_happens_once(store, write, monkeypatch, change):
    write()
    write()
    losses = []

    class Lossy:
        """A transaction that is committed, and whose connection breaks before that is known."""

        def __init__(self, begin):
            self._transaction = begin()

        def __enter__(self):
            return self._transaction.__enter__()

        def __exit__(self, *error):
            self._transaction.__exit__(*error)
            if not losses:
                losses.append(1)
                raise OperationalError("COMMIT", {}, Exception("connection lost"))

    begin = store._session._writer.begin
    monkeypatch.setattr(store._session._writer, "begin", lambda: Lossy(begin))
    actions = {
        "write": write,
        "undo": lambda: store.undo("migration", command_actor("ada")),
        "activate": lambda: store.activate("migration", 1, command_actor("ada")),
    }
    result = actions[change]()
    assert losses == [1]
    assert store.active_versions() == {"migration": result} == {"migration": {"write": 3}.get(change, 1)}
    assert len(store.audit()) == 3


@pytest.mark.usefixtures("_quick")
def test_an_error_says_what_the_database_says_without_the_values_of_a_row(engine):
    def insert():
        with engine.begin() as connection:
            connection.execute(sa.text("INSERT INTO audit (who) VALUES (:who)"), {"who": "Ada Privat"})

    with pytest.raises(StoreError) as caught:
        with_retries(engine.dialect.name, insert)
    assert "null" in caught.value.fields["reason"].lower()
    assert "Ada Privat" not in "".join(traceback.format_exception(caught.value))
