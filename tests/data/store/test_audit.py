from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from data.access import command_actor
from data.errors import StoreError
from data.store import Store
from data.store.database.tables import METADATA

CLOSED = ["audit", "activation", "dataset_version", "version_content"]


def test_every_change_leaves_one_line_that_says_who_what_and_from_where(store, write):
    write(who=command_actor("ada"))
    write(who=command_actor("ben"), original=None, file_name=None)
    store.undo("migration", command_actor("eva"))
    store.activate("migration", 2, command_actor("ada"))
    lines = [(line.who, line.action, line.version, line.detail["from"]) for line in store.audit("migration")]
    assert lines == [("ada", "activate", 2, 1), ("eva", "undo", 1, 2), ("ben", "write", 2, 1), ("ada", "write", 1, 0)]
    assert abs(store.audit()[0].at - datetime.now(UTC)) < timedelta(minutes=1)


def test_what_happened_outside_the_store_can_be_added(store):
    store.add_audit(command_actor("ada"), "refused", dataset="migration", detail={"code": "html", "rows": (1, 2)})
    (line,) = store.audit()
    assert (line.action, line.version, line.detail) == ("refused", None, {"code": "html", "rows": [1, 2]})


def test_the_store_offers_no_way_to_change_the_audit():
    offered = {name for name in dir(Store) if "audit" in name}
    assert offered == {"audit", "add_audit"}


@pytest.mark.parametrize("table", CLOSED)
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_or_delete(engine, write, table, statement):
    write()
    column = "version"
    with engine.begin() as connection:
        before = connection.execute(sa.select(METADATA.tables[table])).all()
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(sa.text(statement.format(table, column, column)))
    with engine.begin() as connection:
        assert connection.execute(sa.select(METADATA.tables[table])).all() == before


@pytest.mark.parametrize("table", CLOSED)
def test_no_other_statement_gets_around_that(engine, write, table):
    write()
    emptied = f"TRUNCATE {table} CASCADE"
    replaced = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(sa.text(emptied if engine.dialect.name == "postgresql" else replaced))


def flip_a_bit(content):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.parametrize("damage", [flip_a_bit, lambda content: content[:-3], lambda content: b""])
@pytest.mark.parametrize("part", ["table_parquet", "original_zstd"])
def test_bytes_changed_behind_the_stores_back_are_noticed(engine, store, write, part, damage):
    write()
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("ALTER TABLE version_content DISABLE TRIGGER ALL"))
        else:
            connection.execute(sa.text("DROP TRIGGER version_content_no_update"))
        content = METADATA.tables["version_content"]
        written = connection.execute(sa.select(content.c[part])).scalar_one()
        connection.execute(content.update().values({part: damage(written)}))
    load = store.load_table if part == "table_parquet" else store.load_original
    with pytest.raises(StoreError) as caught:
        load("migration", 1)
    assert caught.value.code == "content_damaged"
    assert caught.value.fields["part"] == part.split("_")[0]
