"""A backup holds everything, of one moment, and makes a store that goes on where the first one was."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from data.access import command_actor
from data.config import Config
from data.errors import StoreError
from data.store import open_store
from data.store.__main__ import main
from data.store.backup import restore_backup, write_backup
from data.store.database.engine import make_engine, store_url
from data.store.database.tables import METADATA

ADA = command_actor("ada")
ROOT = Path(__file__).resolve().parents[3]
FIRST_STORE = Path(__file__).with_name("fixtures") / "store_r0001.sqlite3"


def all_rows(url):
    """Every row of every table, in the order of its key."""
    engine = make_engine(store_url(url, Config()))
    with engine.connect() as connection:
        queries = {table.name: sa.select(table).order_by(*table.primary_key) for table in METADATA.sorted_tables}
        rows = {name: connection.execute(query).all() for name, query in queries.items()}
    engine.dispose()
    return rows


@pytest.fixture
def filled(url, store, write):
    """A store with three versions, of which the last was undone, choices and an audit."""
    for _ in range(3):
        write()
    store.undo("migration", ADA)
    store.remember_mapping("abc", {"delimiter": ";"}, ADA)
    return url


def test_a_restored_store_holds_the_same_rows(filled, fresh_url, tmp_path):
    backup = tmp_path / "atlas.backup"
    copied = write_backup(backup, filled)
    assert copied.versions == 3
    other = fresh_url()
    assert restore_backup(backup, other) == copied
    assert all_rows(other) == all_rows(filled)
    assert sorted(path.name for path in tmp_path.glob("atlas.backup*")) == ["atlas.backup"]


def test_a_restored_store_goes_on_where_the_first_one_was(filled, fresh_url, tmp_path, migration):
    backup, other = tmp_path / "atlas.backup", fresh_url()
    write_backup(backup, filled)
    restore_backup(backup, other)
    with open_store(other) as store:
        assert store.active_versions() == {"migration": 2}
        pd.testing.assert_frame_equal(store.load_table("migration", 3), migration_of(filled))
        arguments = {"base_version": 2, "original": b"new", "file_name": "new.csv", "who": ADA}
        info = store.write_version("migration", migration, **arguments)
        assert (info.version, info.parent) == (4, 2)
        assert [store.undo("migration", ADA) for _ in range(3)] == [2, 1, 0]


def migration_of(url):
    with open_store(url) as store:
        return store.load_table("migration", 3)


def test_a_backup_is_itself_a_store(filled, tmp_path):
    """Whichever the store was in, the file it leaves is an embedded store that can be opened as it is."""
    backup = tmp_path / "atlas.sqlite3"
    write_backup(backup, filled)
    assert all_rows(f"sqlite:///{backup}") == all_rows(filled)


def test_a_backup_of_a_running_store_is_of_one_moment(filled, tmp_path, workers):
    """While somebody writes, no version in the backup is without its content or its activation."""
    diary = tmp_path / "diary"
    writer = workers.start("write_until_killed", url=filled, log=str(diary), first=100, size=1000)
    try:
        for number in range(3):
            write_backup(tmp_path / f"backup{number}", filled)
    finally:
        workers.kill(writer)
    for number in range(3):
        rows = all_rows(f"sqlite:///{tmp_path / f'backup{number}'}")
        assert len(rows["dataset_version"]) == len(rows["version_content"])
        activated = {row.version for row in rows["activation"]}
        assert activated >= {row.version for row in rows["dataset_version"]}


def test_a_store_that_holds_something_is_never_overwritten(filled, tmp_path):
    backup = tmp_path / "atlas.backup"
    write_backup(backup, filled)
    before = all_rows(filled)
    with pytest.raises(StoreError) as caught:
        restore_backup(backup, filled)
    assert caught.value.code == "restore_not_empty"
    assert all_rows(filled) == before


def test_a_backup_of_the_first_release_is_brought_to_the_present_form(fresh_url, tmp_path):
    old = Path(shutil.copy(FIRST_STORE, tmp_path / "old.backup"))
    before, url = old.read_bytes(), fresh_url()
    restore_backup(old, url)
    with open_store(url) as store:
        assert store.active_versions() == {"members": 1, "migration": 2}
    assert old.read_bytes() == before


def test_a_damaged_backup_restores_nothing(filled, fresh_url, tmp_path):
    backup, url = tmp_path / "atlas.backup", fresh_url()
    write_backup(backup, filled)
    with sqlite3.connect(backup) as connection:
        connection.execute("DROP TRIGGER version_content_no_update")
        connection.execute("UPDATE version_content SET original_zstd = x'00' WHERE version = 2")
    with pytest.raises(StoreError) as caught:
        restore_backup(backup, url)
    assert (caught.value.code, caught.value.fields["part"]) == ("content_damaged", "original")
    with open_store(url) as store:
        assert store.versions("migration") == ()


@pytest.mark.parametrize("content", [None, b"no database", b""], ids=["missing", "text", "blank"])
def test_a_file_that_is_no_backup_is_named(content, tmp_path):
    file = tmp_path / "wrong.backup"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        restore_backup(file, f"sqlite:///{tmp_path / 'new.sqlite3'}")
    assert caught.value.code == "backup_unreadable"
    assert caught.value.fields["path"] == str(file)


def test_the_commands_are_the_documented_ones(filled, fresh_url, tmp_path, capsys):
    backup, other = str(tmp_path / "atlas.backup"), fresh_url()
    command = [sys.executable, "-m", "data.store", "backup", backup]
    environment = os.environ | {"ATLAS_DATABASE_URL": filled}
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert main(["restore", backup, "--store", other]) == 0
    assert "3 versions verified" in capsys.readouterr().out
    assert main(["restore", backup, "--store", other]) == 2
    assert "restore_not_empty" in capsys.readouterr().err
    assert all_rows(other) == all_rows(filled)


def test_a_check_compares_every_checksum_and_names_what_is_damaged(filled, capsys):
    assert main(["check", "--store", filled]) == 0
    assert "3 versions verified" in capsys.readouterr().out
    engine = make_engine(store_url(filled, Config()))
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            for name in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("ALTER TABLE version_content DISABLE TRIGGER USER")
        connection.exec_driver_sql("UPDATE version_content SET table_parquet = original_zstd WHERE version = 1")
    engine.dispose()
    assert main(["check", "--store", filled]) == 2
    assert "content_damaged" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["check"], ["backup", "FILE"]])
def test_where_no_store_is_none_is_made_to_be_checked_or_copied(command, tmp_path, capsys):
    missing = tmp_path / "atlas.sqlite3"
    arguments = [str(tmp_path / "b") if one == "FILE" else one for one in command]
    assert main([*arguments, "--store", f"sqlite:///{missing}"]) == 2
    assert "store_missing" in capsys.readouterr().err
    assert not missing.exists()
