"""Why a database did not do what was asked: the disk is full, nothing may be written, what it holds is damaged, ...

A database names the cause by a code of its own. SQLite often only says that it could not open a file; then a look
at the folder tells.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from data.errors import StoreError

_SQLITE = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_CORRUPT: "store_damaged",
    sqlite3.SQLITE_NOTADB: "store_damaged",
}
_UNCLEAR = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR}
"""What SQLite says of a full disk, too: it needs a few pages beside the file even for reading."""

_POSTGRESQL = {
    "53100": "disk_full",
    "25006": "read_only",
    "3D000": "store_missing",
    "42P01": "store_damaged",
    "XX001": "store_damaged",
    "XX002": "store_damaged",
}
_SYSTEM = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.ENOENT: "store_missing",
}
_PROBE_BYTES = 65_536
_SPACE_BETWEEN = "failed: "
"""Before it PostgreSQL's driver names the address it asked, after it the cause."""


def store_fault(error: DBAPIError, backend: str, path: str = "") -> StoreError:
    """The error of ours for one of the database.

    Args:
        error: what the driver raised.
        backend: `sqlite` or `postgresql`.
        path: file of an embedded store; blank for a server.
    """
    return StoreError(code=_code(error, path), backend=backend, reason=_reason(error), **_place(path))


def system_fault(error: OSError, path: str, otherwise: str = "not_writable") -> StoreError:
    """The error of ours for one of the operating system."""
    code = _SYSTEM.get(error.errno or 0, otherwise)
    return StoreError(code=code, backend="sqlite", reason=error.strerror or type(error).__name__, path=path)


def folder_fault(file: Path) -> StoreError | None:
    """Why nothing can be written into an embedded store now; None when it can. Tries it, and leaves nothing.

    The file itself is never opened: closing it would give up the locks SQLite holds on it for this process, another
    process would remove the log under our connections, and neither would see what the other writes.
    """
    try:
        with tempfile.TemporaryFile(dir=file.parent) as probe:
            probe.write(bytes(_PROBE_BYTES))
        file.stat()
    except OSError as error:
        return system_fault(error, str(file))
    if os.access(file, os.W_OK):
        return None
    return system_fault(PermissionError(errno.EACCES, os.strerror(errno.EACCES)), str(file))


def _code(error: DBAPIError, path: str) -> str:
    if not isinstance(error.orig, sqlite3.Error):
        return _POSTGRESQL.get(getattr(error.orig, "sqlstate", None) or "", "unavailable")
    # The lowest byte is the kind, the others say more about it.
    kind = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    if kind == sqlite3.SQLITE_ERROR and "no such table" in str(error.orig):
        return "store_damaged"
    found = folder_fault(Path(path)) if path and kind in _UNCLEAR else None
    return found.code if found else _SQLITE.get(kind, "unavailable")


def _place(path: str) -> dict[str, str]:
    return {"path": path} if path else {}


def _reason(error: DBAPIError) -> str:
    """What the database says, without the values of a row: PostgreSQL adds those as detail."""
    name = type(error.orig).__name__
    if isinstance(error.orig, sqlite3.Error):
        return f"{name}: {error.orig}"
    message = getattr(getattr(error.orig, "diag", None), "message_primary", None)
    said = message or "".join(str(error.orig).rpartition(_SPACE_BETWEEN)[1:]).partition("\n")[0]
    said = said.removeprefix(_SPACE_BETWEEN)
    return f"{name}: {said}" if said else name
