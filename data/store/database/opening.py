"""Reach a store in its present form; make it when there is none, whole or not at all."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa

from data.config import Config
from data.errors import StoreError
from data.store.database.engine import file_of, make_engine, store_url, with_retries
from data.store.database.faults import system_fault
from data.store.database.migrate import current_revision, migrate


def open_engine(url: str | None = None, *, make: bool = True) -> sa.Engine:
    """An engine of a store in its present form.

    Args:
        url: address of the store; default as configured.
        make: whether a file is made when there is none; False for what only makes sense with one.

    Raises:
        StoreError: the address is wrong, the database does not answer, its file is empty or damaged, nothing can
            be written where there is no store yet, or a newer release wrote it.
    """
    address = store_url(url, Config.from_environment())
    engine = make_engine(address)
    try:
        file = file_of(engine)
        if file:
            _find_or_make(Path(file), make=make)
        _retry(engine, lambda: migrate(engine))
    except StoreError:
        engine.dispose()
        raise
    return engine


def _find_or_make(file: Path, *, make: bool) -> None:
    """A file with a store in it. One without is none of ours to fill: what it held may lie elsewhere.

    Raises:
        StoreError: `store_empty`, `store_missing`, or why none can be made.
    """
    if not file.exists() and not make:
        raise StoreError(code="store_missing", backend="sqlite", reason="no such file", path=str(file))
    if not file.exists():
        _make(file)
    found = _revision_of(file) if file.stat().st_size else None
    if found is None:
        raise StoreError(code="store_empty", backend="sqlite", reason="no table of the atlas in it", path=str(file))


def _revision_of(file: Path) -> str | None:
    engine = make_engine(sa.URL.create("sqlite+pysqlite", database=str(file)))
    try:
        return _retry(engine, lambda: _revision(engine))
    finally:
        engine.dispose()


def _revision(engine: sa.Engine) -> str | None:
    with engine.connect() as connection:
        return current_revision(connection)


def _make(file: Path) -> None:
    """A new store, made under another name: two processes that start at once must not meet a half one."""
    part = file.with_name(f".{file.name}.{uuid.uuid4().hex}")
    engine = make_engine(sa.URL.create("sqlite+pysqlite", database=str(part)))
    try:
        _retry(engine, lambda: migrate(engine))
        engine.dispose()
        _name(part, file)
    except StoreError as error:
        raise StoreError(code=error.code, **error.fields | {"path": str(file)}) from None
    except OSError as error:
        raise system_fault(error, str(file)) from None
    finally:
        engine.dispose()
        for ending in ("", "-wal", "-shm", "-journal"):
            # Where nothing may be written, not even what is not there can be removed; why it was not made counts.
            with suppress(OSError):
                part.with_name(part.name + ending).unlink()


def _name(part: Path, file: Path) -> None:
    """Give the new store its name, unless another process was quicker."""
    try:
        os.link(part, file)
    except FileExistsError:
        return
    except OSError:  # a file system without second names
        part.replace(file)


def _retry(engine: sa.Engine, operation: Callable[[], str | None]) -> str | None:
    return with_retries(engine.dialect.name, operation, file_of(engine))
