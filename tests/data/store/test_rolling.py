"""An update without a pause: the first new process changes the form of the store while old ones go on reading."""

import ast
import time
from pathlib import Path

import pytest

from data.access import command_actor
from data.config import Config
from data.store import Store, open_store
from data.store.database import migrate as migration_module
from data.store.database.engine import make_engine, store_url
from data.store.database.migrate import HEAD, current_revision, migrate

ROOT = Path(__file__).resolve().parents[3]
REVISIONS = sorted((ROOT / "data" / "store" / "database" / "migrations" / "versions").glob("r[0-9]*.py"))
FIRST_THAT_MUST_ONLY_EXPAND = "0003"
BEFORE = f"{int(HEAD) - 1:04d}"
_NARROWING = ("drop_", "alter_", "rename_", "batch_alter_table", "execute")


@pytest.fixture
def older_url(url, migration):
    """A store of the revision before the newest, with one version in it."""
    engine = make_engine(store_url(url, Config()))
    migrate(engine, BEFORE)
    arguments = {"base_version": 0, "original": b"file", "file_name": "f.csv", "who": command_actor("ada")}
    Store(engine).write_version("migration", migration, **arguments)
    engine.dispose()
    return url


def test_readers_go_on_while_the_store_is_brought_to_the_newest_form(older_url, workers, tmp_path, monkeypatch):
    diary = tmp_path / "diary"
    reader = workers.start("read_until_killed", url=older_url, log=str(diary))
    wait_for_reads(diary, 1)
    before_slow = []

    def slowly(connection, target):
        upgrade(connection, target)
        before_slow.append(len(reads(diary)))
        time.sleep(1.0)
        before_slow.append(len(reads(diary)))

    upgrade = migration_module._upgrade
    monkeypatch.setattr(migration_module, "_upgrade", slowly)
    with open_store(older_url) as store:
        assert store.active_versions() == {"migration": 1}
    wait_for_reads(diary, len(reads(diary)) + 2)
    workers.kill(reader)
    assert before_slow[1] > before_slow[0], "nobody could read while the form was changed"
    assert set(reads(diary)) == {"read migration@1 3 rows"}
    engine = make_engine(store_url(older_url, Config()))
    with engine.connect() as connection:
        assert current_revision(connection) == HEAD
    engine.dispose()


def reads(diary):
    return diary.read_text().splitlines() if diary.exists() else []


def wait_for_reads(diary, number):
    deadline = time.monotonic() + 30
    while len(reads(diary)) < number:
        assert time.monotonic() < deadline, "the reader does not read"
        time.sleep(0.02)


@pytest.mark.parametrize("path", REVISIONS, ids=lambda path: path.stem)
def test_a_revision_only_expands_so_that_old_and_new_processes_work_side_by_side(path):
    """deploy/README.md, "Update"; what nothing uses any more is dropped by a later rule, one release later."""
    if path.stem[1:5] < FIRST_THAT_MUST_ONLY_EXPAND:
        return
    acts = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "op"
    }
    assert [act for act in acts if act.startswith(_NARROWING)] == []
