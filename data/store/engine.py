"""How the store reaches its database: addresses, connections, transactions, further tries.

SQLite is one file for the processes of one host; several hosts share a PostgreSQL. One connection per
operation. What was acknowledged survives: SQLite runs with write-ahead log and `synchronous=FULL`,
PostgreSQL with its own default.
"""

from __future__ import annotations

import json
import random
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, OperationalError

from data.config import Config
from data.errors import StoreError

FILE_NAME = "atlas.sqlite3"

WAIT_SECONDS = 10
"""How long one try waits for a lock another process holds."""

_REACH = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""A PostgreSQL whose machine is gone is noticed within seconds, not when the system gives up on the connection."""

TRIES = 6
FIRST_PAUSE_SECONDS = 0.02

_WRITING = "atlas_writing"

_PRAGMAS = (
    f"busy_timeout = {WAIT_SECONDS * 1000}",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
)

_DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}

_Result = TypeVar("_Result")


def store_url(url: str | None, config: Config) -> sa.URL:
    """The address of the store: as given, else from the configuration, else a file of our own.

    Raises:
        StoreError: `url_invalid`, or `backend_unsupported` for anything but SQLite and PostgreSQL.
    """
    text = url or config.database_url
    if text is None:
        return sa.URL.create(_DRIVERS["sqlite"], database=str(config.data_directory / FILE_NAME))
    try:
        parsed = sa.make_url(text)
    except (ArgumentError, ValueError):
        raise StoreError(code="url_invalid") from None
    backend = parsed.drivername.split("+")[0]
    if backend not in _DRIVERS:
        raise StoreError(code="backend_unsupported", backend=backend)
    if not parsed.database or parsed.database == ":memory:":
        raise StoreError(code="url_invalid")
    return parsed.set(drivername=_DRIVERS[backend])


def make_engine(url: sa.URL) -> sa.Engine:
    """An engine for the store; connects to nothing yet.

    Raises:
        StoreError: `driver_missing` without the optional PostgreSQL driver, `not_writable` when the
            folder of an embedded store cannot be made.
    """
    if url.get_backend_name() == "sqlite":
        return _make_sqlite_engine(url)
    try:
        engine = _create(url, _REACH, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise StoreError(code="driver_missing", driver=error.name) from None
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _make_sqlite_engine(url: sa.URL) -> sa.Engine:
    folder = Path(str(url.database)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise StoreError(code="not_writable", path=str(folder)) from None
    engine = _create(url, {})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _create(url: sa.URL, connect_args: dict[str, Any], **options: Any) -> sa.Engine:
    return sa.create_engine(url, connect_args=connect_args, hide_parameters=True, json_serializer=write_json, **options)


def write_json(value: object) -> str:
    """JSON that every database takes: ASCII only, no NaN."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False)


def writing(engine: sa.Engine) -> sa.Engine:
    """The same engine for transactions that write: they queue at the start, not at the first write."""
    return engine.execution_options(**{_WRITING: True})


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver would open transactions late and commit around DDL
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _is_writing(connection: sa.Connection) -> bool:
    return bool(connection.get_execution_options().get(_WRITING))


def _begin_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _is_writing(connection) else "BEGIN")


def _begin_postgresql(connection: sa.Connection) -> None:
    if _is_writing(connection):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")


def with_retries(backend: str, operation: Callable[[], _Result]) -> _Result:
    """Run an operation; try again when another writer was in the way or the connection broke.

    The operation must be safe to repeat: reading, or a change that recognises itself (`Changes`).

    Raises:
        StoreError: `unavailable` after the last try, or at once for what no further try can mend.
    """
    for number in range(1, TRIES + 1):
        try:
            return operation()
        except DBAPIError as error:
            transient = isinstance(error, IntegrityError | OperationalError) or error.connection_invalidated
            if not transient or number == TRIES:
                raise StoreError(code="unavailable", backend=backend, reason=_reason(error)) from None
        jitter = random.uniform(0.5, 1.5)  # noqa: S311 - two writers must not try again in step
        time.sleep(jitter * FIRST_PAUSE_SECONDS * 2**number)
    raise AssertionError("unreachable: the last try returns or raises")


def _reason(error: DBAPIError) -> str:
    """What the database says, without the values of a row: PostgreSQL adds those as detail."""
    name = type(error.orig).__name__
    if isinstance(error.orig, sqlite3.Error):
        return f"{name}: {error.orig}"
    message = getattr(getattr(error.orig, "diag", None), "message_primary", None)
    return f"{name}: {message}" if message else name
