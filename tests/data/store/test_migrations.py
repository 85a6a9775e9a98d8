import shutil
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from data.access import command_actor
from data.config import Config
from data.errors import StoreError
from data.records import load_table
from data.store import open_store
from data.store.database.engine import make_engine, store_url
from data.store.database.migrate import HEAD, current_revision, migrate
from data.store.database.tables import METADATA

FIRST_STORE = Path(__file__).with_name("fixtures") / "store_r0001.sqlite3"


@pytest.fixture
def old_url(url, tmp_path):
    """A store as the first revision left it; on PostgreSQL made by that revision and the same rows."""
    if url.startswith("sqlite"):
        shutil.copy(FIRST_STORE, url.removeprefix("sqlite:///"))
        return url
    target = make_engine(store_url(url, Config()))
    migrate(target, "0001")
    copy_rows(sa.create_engine(f"sqlite:///{shutil.copy(FIRST_STORE, tmp_path)}"), target)
    target.dispose()
    return url


def copy_rows(source, target):
    tables = sa.MetaData()
    tables.reflect(target)
    typed = sa.MetaData()
    typed.reflect(source)
    with source.connect() as reading, target.begin() as writing:
        for table in tables.sorted_tables:
            if table.name != "schema_version":
                rows = reading.execute(sa.select(typed.tables[table.name])).mappings().all()
                if rows:
                    writing.execute(table.insert(), [dict(row) for row in rows])
        writing.execute(sa.text("SELECT setval('audit_id_seq', (SELECT max(id) FROM audit))"))


def test_the_fixture_is_a_store_of_the_first_revision(old_url):
    engine = make_engine(store_url(old_url, Config()))
    with engine.connect() as connection:
        assert current_revision(connection) == "0001"
        assert "activation" not in sa.inspect(connection).get_table_names()
    engine.dispose()


def test_a_store_of_the_first_revision_opens_with_all_it_held(old_url):
    with open_store(old_url) as store:
        assert store.active_versions() == {"members": 1, "migration": 2}
        assert [(info.version, info.parent) for info in store.versions("migration")] == [(3, 2), (2, 1), (1, 0)]
        assert store.version("migration", 3).mapping == {"delimiter": ";"}
        assert store.version("migration", 3).created_at.isoformat() == "2026-11-23T12:03:00+00:00"
        pd.testing.assert_frame_equal(store.load_table("migration", 3), load_table("migration").head(6))
        assert store.load_original("migration", 3) == b"migration 3"
        assert list(store.load_provenance("members")["row_number"]) == [8, 9, 10, 11]
        assert [line.version for line in store.audit()] == [1, 3, 2, 1]
        assert store.recall_mapping("abc") == {"delimiter": ";"}


def test_undo_in_a_migrated_store_leads_from_version_to_parent(old_url):
    with open_store(old_url) as store:
        assert [store.undo("migration", command_actor("ben")) for _ in range(2)] == [1, 0]


def test_a_migrated_store_takes_new_versions_and_closes_its_audit(old_url, migration):
    with open_store(old_url) as store:
        info = store.write_version(
            "migration", migration, base_version=2, original=None, file_name=None, who=command_actor("ben")
        )
        assert (info.version, info.parent) == (4, 2)
    engine = make_engine(store_url(old_url, Config()))
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM audit"))
    engine.dispose()


def test_the_migrations_lead_exactly_to_the_tables_the_code_uses(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": "schema_version"})
        assert compare_metadata(context, METADATA) == []
        assert current_revision(connection) == HEAD


def test_a_store_a_newer_release_wrote_is_refused_and_left_alone(url, engine):
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE schema_version SET version_num = '0999'"))
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert caught.value.code == "store_too_new"
    assert caught.value.fields == {"found": "0999", "known": HEAD}
    with engine.connect() as connection:
        assert connection.execute(sa.text("SELECT version_num FROM schema_version")).scalar_one() == "0999"


def test_a_migration_that_fails_leaves_the_old_store(old_url, monkeypatch):
    from data.store.database import migrate as module

    def fail(connection, target):
        upgrade(connection, target)
        raise MemoryError

    upgrade = module._upgrade
    with monkeypatch.context() as patched:
        patched.setattr(module, "_upgrade", fail)
        with pytest.raises(MemoryError):
            open_store(old_url)
    test_the_fixture_is_a_store_of_the_first_revision(old_url)


def test_processes_that_open_a_new_store_at_once_all_get_it(url, workers):
    processes = [workers.start("open_only", url=url) for _ in range(4)]
    assert [workers.wait(pid) for pid in processes] == [0] * 4
    with open_store(url) as store:
        assert store.active_versions() == {}
