"""What can be wrong with the place of a store, told apart, and reading goes on wherever it can."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from data.access import command_actor
from data.config import Config
from data.errors import StoreError
from data.store import open_store
from data.store.database.engine import make_engine, store_url, with_retries
from data.store.database.faults import folder_fault, store_fault, system_fault

WHO = command_actor("ada")
WRITABLE = {"mode=rw", "mode=rwc"}


@pytest.fixture
def file(tmp_path, migration):
    """A store with one version, closed as after an orderly stop: everything stands in one file."""
    found = tmp_path / "atlas.sqlite3"
    with open_store(f"sqlite:///{found}") as store:
        add(store, migration)
    return found


@pytest.fixture
def folder_is_read_only(monkeypatch):
    """The folder takes no file any more. Root may write everywhere, so SQLite is told what others would be."""
    connect = sqlite3.connect

    def refuse(address, **options):
        if address.rpartition("?")[2] in WRITABLE:
            raise failure(sqlite3.SQLITE_CANTOPEN, "unable to open database file")
        return connect(address, **options)

    def refuse_probe(**_options):
        raise OSError(30, "Read-only file system")

    def refuse_removal(_path, **_options):
        # Such a disk says so of files that are not there, too.
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "unlink", refuse_removal)
    monkeypatch.setattr("data.store.database.engine.sqlite3.connect", refuse)
    monkeypatch.setattr("data.store.database.faults.tempfile.TemporaryFile", refuse_probe)
    yield
    monkeypatch.undo()


def failure(code, words):
    error = sqlite3.OperationalError(words)
    error.sqlite_errorcode = code
    return error


def add(store, frame, **changes):
    base = store.active_versions().get("migration", 0)
    arguments = {"base_version": base, "original": None, "file_name": None, "who": WHO} | changes
    return store.write_version("migration", frame, **arguments)


def fault_of(url):
    with pytest.raises(StoreError) as caught:
        open_store(url)
    return caught.value


def overwrite_header(file):
    with file.open("r+b") as opened:
        opened.write(b"not a database at all")


def zero_pages(file):
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(bytes(4096 * 3))


def cut(file):
    os.truncate(file, file.stat().st_size // 2)


@pytest.mark.parametrize("damage", [overwrite_header, zero_pages, cut])
def test_a_damaged_file_is_called_so_with_its_path_and_cause(file, damage):
    damage(file)
    fault = fault_of(f"sqlite:///{file}")
    assert fault.code == "store_damaged"
    assert fault.fields["path"] == str(file)
    assert "atabase" in fault.fields["reason"]


def without_tables(file):
    file.unlink()
    with sqlite3.connect(file) as made:
        made.execute("PRAGMA user_version = 1")


def without_bytes(file):
    file.write_bytes(b"")


@pytest.mark.parametrize("empty", [without_bytes, without_tables])
def test_an_empty_file_is_said_and_not_started_anew(file, empty):
    empty(file)
    fault = fault_of(f"sqlite:///{file}")
    assert (fault.code, fault.fields["path"]) == ("store_empty", str(file))
    assert fault_of(f"sqlite:///{file}").code == "store_empty"


def test_a_new_store_is_there_whole_and_leaves_nothing_else(tmp_path):
    folder = tmp_path / "new"
    open_store(f"sqlite:///{folder / 'atlas.sqlite3'}").close()
    assert [one.name for one in folder.iterdir()] == ["atlas.sqlite3"]


def test_a_read_only_folder_still_serves_readers_and_refuses_writers(file, migration, folder_is_read_only):
    with open_store(f"sqlite:///{file}") as store:
        assert store.active_versions() == {"migration": 1}
        assert len(store.load_table("migration")) == 3
        with pytest.raises(StoreError) as caught:
            add(store, migration)
    assert caught.value.code == "read_only"
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_a_read_only_folder_whose_log_holds_more_than_its_file_is_not_read_as_if_it_did_not(file, folder_is_read_only):
    file.with_name(f"{file.name}-wal").write_bytes(b"entries")
    assert fault_of(f"sqlite:///{file}").code == "read_only"


def test_a_folder_that_became_writable_again_is_written_without_a_restart(file, migration, monkeypatch, request):
    request.getfixturevalue("folder_is_read_only")
    with open_store(f"sqlite:///{file}") as store:
        assert store.active_versions() == {"migration": 1}
        monkeypatch.undo()
        assert add(store, migration).version == 2


def test_a_read_only_folder_without_a_store_is_said(tmp_path, folder_is_read_only):
    fault = fault_of(f"sqlite:///{tmp_path / 'atlas.sqlite3'}")
    assert (fault.code, fault.fields["path"]) == ("read_only", str(tmp_path / "atlas.sqlite3"))


def test_a_full_disk_is_said_nothing_is_half_stored_and_it_goes_on_when_there_is_room(file, migration):
    with open_store(f"sqlite:///{file}") as store:
        limit(store, "max_page_count = 1")
        with pytest.raises(StoreError) as caught:
            add(store, migration, original=os.urandom(200_000), file_name="a.csv")
        assert caught.value.code == "disk_full"
        assert caught.value.fields["path"] == str(file)
        assert store.active_versions() == {"migration": 1}
        limit(store, "max_page_count = 100000")
        assert add(store, migration, original=os.urandom(200_000), file_name="a.csv").version == 2


def limit(store, pragma):
    """Bounds the file as a full disk would; the one connection of the pool keeps the bound."""
    with store._session._engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA {pragma}")


def test_a_store_moved_away_while_it_is_open_is_missed_and_found_again(file, migration):
    aside = file.with_name("aside")
    with open_store(f"sqlite:///{file}") as store:
        file.rename(aside)
        for act in (store.active_versions, lambda: add(store, migration)):
            with pytest.raises(StoreError) as caught:
                act()
            assert caught.value.code == "store_missing"
        assert not file.exists()
        shutil.copy(aside, file)
        assert store.active_versions() == {"migration": 1}


@pytest.mark.parametrize(
    ("number", "code"),
    [(28, "disk_full"), (122, "disk_full"), (30, "read_only"), (13, "read_only"), (2, "store_missing"),
     (20, "not_writable")],
)  # fmt: skip
def test_the_system_names_the_fault_by_its_number(number, code):
    fault = system_fault(OSError(number, os.strerror(number)), "/store/atlas.sqlite3")
    assert fault.code == code
    assert fault.fields == {"backend": "sqlite", "reason": os.strerror(number), "path": "/store/atlas.sqlite3"}


@pytest.mark.parametrize(
    ("number", "code"),
    [(sqlite3.SQLITE_FULL, "disk_full"), (sqlite3.SQLITE_READONLY, "read_only"),
     (sqlite3.SQLITE_CORRUPT | (1 << 8), "store_damaged"), (sqlite3.SQLITE_NOTADB, "store_damaged"),
     (sqlite3.SQLITE_BUSY, "unavailable"), (sqlite3.SQLITE_IOERR, "unavailable")],
)  # fmt: skip
def test_sqlite_names_the_fault_by_its_number(number, code):
    error = OperationalError("SELECT 1", {}, failure(number, "as SQLite says"))
    assert store_fault(error, "sqlite").code == code


class RefusedError(Exception):
    """What PostgreSQL's driver raises: a state by number, and words in its own language."""

    def __init__(self, state, words=""):
        super().__init__(words)
        self.sqlstate = state


@pytest.mark.parametrize(
    ("state", "code"),
    [("53100", "disk_full"), ("25006", "read_only"), ("3D000", "store_missing"), ("XX001", "store_damaged"),
     ("57014", "unavailable"), (None, "unavailable")],
)  # fmt: skip
def test_postgresql_names_the_fault_by_its_state(state, code):
    assert store_fault(OperationalError("SELECT 1", {}, RefusedError(state)), "postgresql").code == code


def test_the_cause_of_a_refused_connection_is_kept_without_its_address():
    words = 'connection to server at "10.0.0.7", port 5432 failed: Connection refused\n\tIs the server running?'
    fault = store_fault(OperationalError("", {}, RefusedError(None, words)), "postgresql")
    assert fault.fields == {"backend": "postgresql", "reason": "RefusedError: Connection refused"}


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY])
def test_what_no_further_try_can_mend_is_not_tried_again(code):
    tries = []

    def operation():
        tries.append(1)
        raise OperationalError("INSERT", {}, failure(code, "no"))

    with pytest.raises(StoreError):
        with_retries("sqlite", operation)
    assert len(tries) == 1


def test_whether_a_folder_takes_anything_is_tried_and_nothing_is_left(file):
    assert folder_fault(file) is None
    assert [one.name for one in file.parent.iterdir()] == [file.name]
    assert folder_fault(Path("/proc/atlas.sqlite3")).code in ("read_only", "store_missing")


def test_a_statement_that_never_ends_is_ended_by_the_server(postgresql):
    engine = make_engine(store_url(postgresql.render_as_string(hide_password=False), Config()))
    with engine.connect() as connection:
        assert connection.execute(sa.text("SHOW statement_timeout")).scalar_one() == "30s"
    engine.dispose()


def test_looking_whether_it_can_be_written_keeps_the_locks_of_a_store_in_use(tmp_path):
    """Another process would take away the log of a store whose locks are gone."""
    store = open_store(f"sqlite:///{tmp_path / 'atlas.sqlite3'}")
    assert store.active_versions() == {}
    assert folder_fault(tmp_path / "atlas.sqlite3") is None
    other = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('select * from audit'); c.close()"
    subprocess.run([sys.executable, "-c", other, str(tmp_path / "atlas.sqlite3")], check=True)
    assert (tmp_path / "atlas.sqlite3-wal").exists()
    store.close()
