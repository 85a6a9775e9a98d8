"""A backup of the store, and a store made from it. A backup is itself a store: one SQLite file.

So one form serves SQLite and PostgreSQL, leads from one to the other, and can be looked into without a server.
It is taken from one moment of a running store; writers need not stop.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from data.errors import StoreError
from data.store.content import check_sha256, unpack_original
from data.store.database.engine import file_of, writing
from data.store.database.faults import store_fault
from data.store.database.opening import open_engine
from data.store.database.tables import METADATA, dataset_version, version_content

_ROWS_AT_ONCE = 500
_BLOBS_AT_ONCE = 1
"""Contents of versions are copied one by one: a single one may be large."""


@dataclass(frozen=True)
class Copied:
    """What a backup or a restored store holds.

    Attributes:
        rows: number of rows by table.
        versions: versions whose content was compared with its checksum.
    """

    rows: Mapping[str, int]
    versions: int


def write_backup(file: Path, url: str | None = None) -> Copied:
    """Write everything the store holds into a new file, check it, and only then give it its name.

    Args:
        file: of the backup; replaced when it exists.
        url: address of the store; default as configured.

    Raises:
        StoreError: the store does not answer, the file cannot be written, or a content is damaged.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        file.parent.mkdir(parents=True, exist_ok=True)
        with _opened(url, make=False) as source, _opened(_sqlite(part)) as target:
            copied = _copy(source, target)
        _flush(part)
        os.replace(part, file)
    except OSError:
        raise StoreError(code="backup_not_written", path=str(file)) from None
    return copied


def restore_backup(file: Path, url: str | None = None) -> Copied:
    """Make an empty store into what the backup holds, all or nothing.

    Args:
        file: a backup of this or an earlier release; it is only read.
        url: address of the store; default as configured. Made when there is none.

    Raises:
        StoreError: `backup_unreadable`, `restore_not_empty`, `store_too_new`, `content_damaged`, or as `write_backup`.
    """
    with tempfile.TemporaryDirectory(prefix="atlas-restore-") as folder:
        # A copy is opened, because an earlier release's backup is brought to the present form first.
        copy = Path(folder) / "backup.sqlite3"
        _copy_file(file, copy)
        with _opened(_sqlite(copy)) as source, _opened(url) as target:
            return _copy(source, target)


def check_store(url: str | None = None) -> Copied:
    """Compare all that is stored with its checksums; changes nothing.

    Raises:
        StoreError: `content_damaged`, `store_damaged`, or the store does not answer.
    """
    with _opened(url, make=False) as engine:
        try:
            with engine.connect() as connection:
                if not _is_postgresql(engine):
                    _check_pages(connection, file_of(engine))
                counts = {table.name: _count(table, connection) for table in METADATA.sorted_tables}
                return Copied(counts, _check_contents(connection))
        except sa.exc.DBAPIError as error:
            raise store_fault(error, engine.dialect.name, file_of(engine)) from None


def migrate_store(url: str | None = None) -> Copied:
    """Bring a store to the form of this release, made when there is none, and compare all it holds with its checksums.

    Raises:
        StoreError: as `open_engine` and `check_store`.
    """
    open_engine(url).dispose()
    return check_store(url)


def _check_pages(connection: sa.Connection, path: str) -> None:
    said = str(connection.exec_driver_sql("PRAGMA integrity_check").scalar())
    if said != "ok":
        raise StoreError(code="store_damaged", backend="sqlite", reason=said, path=path)


def _count(table: sa.Table, connection: sa.Connection) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


@contextmanager
def _opened(url: str | None, *, make: bool = True) -> Iterator[sa.Engine]:
    """An engine of a store in its present form."""
    engine = open_engine(url, make=make)
    try:
        yield engine
    finally:
        engine.dispose()


def _sqlite(file: Path) -> str:
    return sa.URL.create("sqlite", database=str(file)).render_as_string()


def _copy_file(file: Path, copy: Path) -> None:
    """A readable copy of a backup.

    Raises:
        StoreError: `backup_unreadable`.
    """
    try:
        readable = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
        with closing(readable) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            damage = target.execute("PRAGMA integrity_check").fetchone()[0]
            tables = {name for (name,) in target.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:
        raise StoreError(code="backup_unreadable", path=str(file)) from None
    if damage != "ok" or "dataset_version" not in tables:
        raise StoreError(code="backup_unreadable", path=str(file))


def _copy(source: sa.Engine, target: sa.Engine) -> Copied:
    """Copy every row inside one transaction on either side."""
    # All rows are read from the same moment, so that no version is without its content.
    steady = source.execution_options(isolation_level="REPEATABLE READ") if _is_postgresql(source) else source
    try:
        with steady.begin() as reading, writing(target).begin() as adding:
            _check_empty(adding)
            rows = {table.name: _copy_rows(table, reading, adding) for table in METADATA.sorted_tables}
            _advance_numbers(adding)
            return Copied(rows, _check_contents(adding))
    except sa.exc.DBAPIError as error:
        raise store_fault(error, source.dialect.name, file_of(source)) from None


def _is_postgresql(engine: sa.Engine | sa.Connection) -> bool:
    return engine.dialect.name == "postgresql"


def _check_empty(connection: sa.Connection) -> None:
    for table in METADATA.sorted_tables:
        if connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() is not None:
            raise StoreError(code="restore_not_empty", table=table.name)


def _copy_rows(table: sa.Table, reading: sa.Connection, adding: sa.Connection) -> int:
    """Rows in the order of their key: an activation comes after the one it replaced."""
    count = 0
    at_once = _BLOBS_AT_ONCE if table is version_content else _ROWS_AT_ONCE
    query = sa.select(table).order_by(*table.primary_key.columns)
    found = reading.execution_options(yield_per=at_once).execute(query)
    for rows in found.mappings().partitions(at_once):
        adding.execute(table.insert(), [dict(row) for row in rows])
        count += len(rows)
    return count


def _advance_numbers(connection: sa.Connection) -> None:
    """PostgreSQL counts by itself: the next number must come after the highest that was copied."""
    if not _is_postgresql(connection):
        return
    for table in METADATA.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            highest = connection.execute(sa.select(sa.func.max(column))).scalar()
            sequence = sa.func.pg_get_serial_sequence(table.name, column.name)
            connection.execute(sa.select(sa.func.setval(sequence, highest or 1, highest is not None)))


def _check_contents(connection: sa.Connection) -> int:
    """Compare every content, as it stands in the copy, with the checksum written beside it."""
    versions = connection.execute(sa.select(dataset_version)).mappings().all()
    for row in versions:
        key = {"dataset": row["dataset"], "version": row["version"]}
        query = sa.select(version_content).filter_by(**key)
        found = connection.execute(query).one_or_none()
        check_sha256(found.table_parquet if found else b"", row["table_sha256"], part="table", **key)
        if row["file_sha256"] is not None:
            original = _original(found.original_zstd if found else None, row["file_size"])
            check_sha256(original, row["file_sha256"], part="original", **key)
    return len(versions)


def _original(packed: bytes | None, size: int) -> bytes:
    try:
        return unpack_original(packed or b"", size)
    except (OSError, ValueError):  # no longer a compressed file: the comparison says so
        return b""


def _flush(file: Path) -> None:
    """The file is on the disk, and nothing of it in a log beside it, before it gets its name."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    file.chmod(0o600)  # it holds the names in the audit
    with file.open("rb") as stream:
        os.fsync(stream.fileno())
