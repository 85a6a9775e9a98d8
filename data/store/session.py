"""Reading and changing with a connection per operation, and with further tries."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from data.errors import StoreError
from data.store.database.engine import file_of, with_retries, writing
from data.store.database.tables import audit
from data.store.history import changes
from data.store.history.changes import Active

_Result = TypeVar("_Result")
_log = logging.getLogger("atlas.store")

_REMEMBERED_SECONDS = 300
"""A server does not tell that there is room again; after that the next change is to show."""

Step = Callable[[sa.Connection, Active], tuple[int, dict[str, Any]]]
"""What a change does under the lock: from what is active to the version active afterwards, and the
detail of its audit line."""


class Session:
    """Operations on one database; safe to share between threads."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._writer = writing(engine)
        self._refused: tuple[StoreError, float] | None = None

    def rows(self, query: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        """All rows of one query."""

        def attempt() -> Sequence[sa.Row[Any]]:
            with self._engine.connect() as connection:
                try:
                    return connection.execute(query).all()
                except ValueError as error:  # a date or a list that is none any more
                    damage = type(error).__name__
                    raise StoreError(code="store_damaged", reason=damage, path=file_of(self._engine)) from None

        return self._try(attempt)

    def write(self, action: Callable[[sa.Connection], None]) -> None:
        """Run an action in a transaction; it must be harmless when it happens twice."""

        def attempt() -> None:
            with self._writer.begin() as connection:
                action(connection)

        self._write(attempt)

    def change(self, dataset: str, action: str, who: str, step: Step) -> int:
        """Run a step under the dataset's lock, with its audit line; the version active afterwards.

        The audit line carries the change's own mark: when the connection broke while the database
        acknowledged, the next try finds the mark and does nothing twice.
        """
        operation = uuid.uuid4().hex
        done = sa.select(audit.c.version).where(audit.c.operation == operation)

        def attempt() -> int:
            with self._writer.begin() as connection:
                active = changes.lock_active(connection, dataset, who)
                before = connection.execute(done).one_or_none()
                if before is not None:
                    return int(before.version)
                version, detail = step(connection, active)
                mark = {"dataset": dataset, "version": version, "operation": operation}
                changes.add_audit(connection, who=who, action=action, detail=detail, **mark)
                return version

        return self._write(attempt)

    def write_fault(self) -> StoreError | None:
        """Why the last change could not be written; None after one that could, and when it was long ago."""
        if self._refused is None or time.monotonic() - self._refused[1] > _REMEMBERED_SECONDS:
            return None
        return self._refused[0]

    def close(self) -> None:
        """Close the pooled connections."""
        self._engine.dispose()

    def _write(self, operation: Callable[[], _Result]) -> _Result:
        try:
            result = self._try(operation)
        except StoreError as error:
            if "reason" in error.fields:
                _log.error("a change was not stored", extra={"fields": {"code": error.code, **error.fields}})
            if error.code in ("disk_full", "read_only"):
                self._refused = error, time.monotonic()
            raise
        self._refused = None
        return result

    def _try(self, operation: Callable[[], _Result]) -> _Result:
        return with_retries(self._engine.dialect.name, operation, file_of(self._engine))
