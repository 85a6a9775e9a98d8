"""The bytes of a version, packed and read back: a table as Parquet, the original file compressed, with SHA-256."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

import pandas as pd
import sqlalchemy as sa
from pyarrow.lib import compress, decompress

from data.errors import StoreError
from data.store.database.tables import version_content
from data.store.history.versions import VersionInfo
from data.store.session import Session

_CODEC = "zstd"
_ADDED = {"population": {"status": "reported"}}
"""Columns a table got after versions of it were stored, with what held for every row then."""


@dataclass(frozen=True)
class Original:
    """A file as it was delivered.

    Attributes:
        packed: its bytes, compressed; None when there was no file.
        sha256: of the bytes as delivered.
        size: in bytes, as delivered.
    """

    packed: bytes | None
    sha256: str | None
    size: int | None


def sha256_of(content: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def pack_table(frame: pd.DataFrame) -> bytes:
    """A frame as Parquet; pandas' own types are written along."""
    return frame.to_parquet(engine="pyarrow", compression="zstd", index=False)


def unpack_table(content: bytes) -> pd.DataFrame:
    """The frame, with the types it was written with."""
    return pd.read_parquet(io.BytesIO(content), engine="pyarrow")


def with_added_columns(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """A frame stored by an earlier release with the columns its table has now."""
    added = {name: value for name, value in _ADDED.get(table, {}).items() if name not in frame}
    return frame.assign(**{name: pd.Series(value, frame.index, dtype="str") for name, value in added.items()})


def pack_original(content: bytes | None) -> Original:
    """Compress a file and note what it was."""
    if content is None:
        return Original(packed=None, sha256=None, size=None)
    packed: bytes = compress(content, codec=_CODEC, asbytes=True)
    return Original(packed=packed, sha256=sha256_of(content), size=len(content))


def unpack_original(packed: bytes, size: int) -> bytes:
    """The file, byte for byte."""
    content: bytes = decompress(packed, decompressed_size=size, codec=_CODEC, asbytes=True)
    return content


def check_sha256(content: bytes, expected: str, *, dataset: str, version: int, part: str) -> None:
    """Check that bytes are what was written.

    Raises:
        StoreError: `content_damaged`, with `part` table or original.
    """
    if sha256_of(content) != expected:
        raise StoreError(code="content_damaged", dataset=dataset, version=version, part=part)


def read_table(session: Session, info: VersionInfo) -> bytes:
    """The table of a version as Parquet.

    Raises:
        StoreError: `content_damaged`.
    """
    content = _read(session, info, version_content.c.table_parquet) or b""
    check_sha256(content, info.table_sha256, dataset=info.dataset, version=info.version, part="table")
    return content


def read_original(session: Session, info: VersionInfo) -> bytes | None:
    """As `Store.load_original`."""
    packed = _read(session, info, version_content.c.original_zstd)
    if packed is None or info.file_sha256 is None or info.file_size is None:
        return None
    try:
        content = unpack_original(packed, info.file_size)
    except (OSError, ValueError):  # no longer a compressed file: the check below says so
        content = b""
    check_sha256(content, info.file_sha256, dataset=info.dataset, version=info.version, part="original")
    return content


def _read(session: Session, info: VersionInfo, column: sa.Column[bytes]) -> bytes | None:
    table = version_content
    query = sa.select(column).where(table.c.dataset == info.dataset, table.c.version == info.version)
    return next((row[0] for row in session.rows(query)), None)
