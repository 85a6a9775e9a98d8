"""How the store reaches its database: addresses, connections, transactions, further tries.

SQLite is one file for the processes of one host; several hosts share a PostgreSQL. One connection per
operation. What was acknowledged survives: SQLite runs with write-ahead log and `synchronous=FULL`,
PostgreSQL with its own default.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from data.config import Config
from data.errors import StoreError
from data.store.database.faults import store_fault, system_fault

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

_POOL_SECONDS = 3
_STATEMENT_SECONDS = 30
"""No single statement of ours comes near it; one that does would keep a connection from others."""

TRIES = 6
TRYING_SECONDS = 10.0
"""After that no further try begins: a server that is gone lets each one wait for its time limit."""

FIRST_PAUSE_SECONDS = 0.02

_MARK = "atlas_writing"

_READING = (f"busy_timeout = {WAIT_SECONDS * 1000}", "foreign_keys = ON")
_WRITING = (*_READING, "journal_mode = WAL", "synchronous = FULL")

_DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}

_Result = TypeVar("_Result")


def store_url(url: str | None, config: Config) -> sa.URL:
    """The address of the store: as given, else from the configuration, else a file of our own.

    Raises:
        StoreError: `url_invalid`, or `backend_unsupported` for anything but SQLite and PostgreSQL.
    """
    text = url or config.database_url
    if text is None:
        return sa.URL.create(_DRIVERS["sqlite"], database=str(config.store_file))
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
        engine = _create(url, connect_args=_REACH, pool_pre_ping=True, pool_timeout=_POOL_SECONDS)
    except ModuleNotFoundError as error:
        raise StoreError(code="driver_missing", driver=error.name) from None
    event.listen(engine, "connect", _prepare_postgresql)
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _make_sqlite_engine(url: sa.URL) -> sa.Engine:
    file = Path(str(url.database)).absolute()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        # Only now: a file that is gone later must be missed, not silently started anew.
        mode = "rw" if file.exists() else "rwc"
    except OSError as error:
        raise system_fault(error, str(file.parent)) from None
    engine = _create(url, creator=lambda: _connect_sqlite(file, mode))
    event.listen(engine, "connect", lambda connection, record: _note_file(file, connection, record))
    event.listen(engine, "checkout", lambda connection, record, _: _check_file(file, connection, record))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _create(url: sa.URL, **options: Any) -> sa.Engine:
    return sa.create_engine(url, hide_parameters=True, json_serializer=write_json, **options)


class _File(sqlite3.Connection):
    """A connection that knows whether it can only read."""

    is_frozen = False


def _connect_sqlite(file: Path, mode: str) -> _File:
    """A connection that reads and writes; one that only reads where the file lies beyond our writing.

    SQLite needs a log and an index beside the file even for reading. Where they cannot be made it still reads a
    file nobody changes; a log with entries not yet in the file would then be missed, so it must be absent.
    """
    try:
        return _open_sqlite(file, f"mode={mode}", _WRITING)
    except sqlite3.Error:
        if not file.exists() or any(_is_filled(file, ending) for ending in ("-wal", "-journal")):
            raise
        connection = _open_sqlite(file, "mode=ro&immutable=1", _READING)
        connection.is_frozen = True
        return connection


def _open_sqlite(file: Path, how: str, pragmas: tuple[str, ...]) -> _File:
    uri = f"{file.as_uri()}?{how}"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False, factory=_File)
    try:
        connection.isolation_level = None  # the driver would open transactions late and commit around DDL
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _is_filled(file: Path, ending: str) -> bool:
    beside = file.with_name(file.name + ending)
    return beside.exists() and beside.stat().st_size > 0


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(file)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _note_file(file: Path, _connection: object, record: Any) -> None:
    record.info["file"] = _identity(file)


def _check_file(file: Path, connection: Any, record: Any) -> None:
    """Give up a connection to a file that was moved away, or that was opened as one nobody changes.

    The first would go on reading, and acknowledge what nobody finds again; the second would miss changes.
    """
    used, record.info["used"] = record.info.get("used", False), True
    if record.info["file"] != _identity(file) or (used and connection.is_frozen):
        raise DisconnectionError


def write_json(value: object) -> str:
    """JSON that every database takes: ASCII only, no NaN."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False)


def writing(engine: sa.Engine) -> sa.Engine:
    """The same engine for transactions that write: they queue at the start, not at the first write."""
    return engine.execution_options(**{_MARK: True})


def _prepare_postgresql(connection: Any, _record: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = '{_STATEMENT_SECONDS}s'")
    connection.commit()


def _is_writing(connection: sa.Connection) -> bool:
    return bool(connection.get_execution_options().get(_MARK))


def _begin_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _is_writing(connection) else "BEGIN")


def _begin_postgresql(connection: sa.Connection) -> None:
    if _is_writing(connection):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")


def with_retries(backend: str, operation: Callable[[], _Result], path: str = "") -> _Result:
    """Run an operation; try again when another writer was in the way or the connection broke.

    The operation must be safe to repeat: reading, or a change that recognises itself (`Changes`).

    Args:
        backend: `sqlite` or `postgresql`.
        operation: what to run.
        path: file of an embedded store, named in the error.

    Raises:
        StoreError: why it failed, after the last try, or at once for what no further try can mend.
    """
    give_up = time.monotonic() + TRYING_SECONDS
    for number in range(1, TRIES + 1):
        try:
            return operation()
        except PoolTimeoutError:
            raise StoreError(code="unavailable", backend=backend, reason="no connection became free") from None
        except DBAPIError as error:
            fault = store_fault(error, backend, path)
            transient = isinstance(error, IntegrityError | OperationalError) or error.connection_invalidated
            may_pass = transient and fault.code == "unavailable" and time.monotonic() < give_up
            if not may_pass or number == TRIES:
                raise fault from None
        jitter = random.uniform(0.5, 1.5)  # noqa: S311 - two writers must not try again in step
        time.sleep(jitter * FIRST_PAUSE_SECONDS * 2**number)
    raise AssertionError("unreachable: the last try returns or raises")


def file_of(engine: sa.Engine) -> str:
    """File of an embedded store; blank for a server."""
    return str(engine.url.database) if engine.dialect.name == "sqlite" else ""
