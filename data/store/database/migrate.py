"""Bring a store to the present form: by itself, under a lock, forward only."""

from __future__ import annotations

import threading
from pathlib import Path

import sqlalchemy as sa

from data.errors import StoreError
from data.store.database.engine import writing

HEAD = "0003"
"""Newest revision this code knows; revisions are numbered, four digits."""

VERSION_TABLE = "schema_version"

_FOLDER = Path(__file__).parent / "migrations"
_LOCK_KEY = 4_157_304_219
"""Any number, the same in all processes: PostgreSQL's advisory lock around migrations."""

_one_at_a_time = threading.Lock()
"""Alembic keeps its context in a module: one migration at a time within a process."""


def migrate(engine: sa.Engine, target: str = HEAD) -> None:
    """Run the migrations a store lacks, all in one transaction; none when it is up to date.

    Args:
        engine: of the store, new or of any earlier revision.
        target: revision to stop at; earlier ones serve tests.

    Raises:
        StoreError: `store_too_new` when a newer release wrote the store.
    """
    with engine.connect() as connection:
        found = current_revision(connection)
    if found != target:
        with _one_at_a_time, writing(engine).begin() as connection:
            _lock(connection)
            _upgrade(connection, target)


def current_revision(connection: sa.Connection) -> str | None:
    """Revision of the store; None when it is new.

    Raises:
        StoreError: `store_too_new`.
    """
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    revision = sa.table(VERSION_TABLE, sa.column("version_num", sa.String))
    found = connection.execute(sa.select(revision.c.version_num)).scalar()
    if found is not None and found > HEAD:
        raise StoreError(code="store_too_new", found=found, known=HEAD)
    return found


def _lock(connection: sa.Connection) -> None:
    """Keep other processes out; SQLite's immediate transaction already does. A large table takes its time."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})


def _upgrade(connection: sa.Connection, target: str) -> None:
    from alembic import command  # takes a third of a second to import and is rarely needed
    from alembic.config import Config

    if current_revision(connection) != target:
        config = Config()
        config.set_main_option("script_location", str(_FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, target)
