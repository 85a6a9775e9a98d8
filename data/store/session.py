"""Reading and changing with a connection per operation, and with further tries."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from data.store import changes
from data.store.changes import Active
from data.store.engine import file_of, with_retries, writing
from data.store.tables import audit

_Result = TypeVar("_Result")

Step = Callable[[sa.Connection, Active], tuple[int, dict[str, Any]]]
"""What a change does under the lock: from what is active to the version active afterwards, and the
detail of its audit line."""


class Session:
    """Operations on one database; safe to share between threads."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._writer = writing(engine)

    def rows(self, query: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        """All rows of one query."""

        def attempt() -> Sequence[sa.Row[Any]]:
            with self._engine.connect() as connection:
                return connection.execute(query).all()

        return self._try(attempt)

    def write(self, action: Callable[[sa.Connection], None]) -> None:
        """Run an action in a transaction; it must be harmless when it happens twice."""

        def attempt() -> None:
            with self._writer.begin() as connection:
                action(connection)

        self._try(attempt)

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

        return self._try(attempt)

    def close(self) -> None:
        """Close the pooled connections."""
        self._engine.dispose()

    def _try(self, operation: Callable[[], _Result]) -> _Result:
        return with_retries(self._engine.dialect.name, operation, file_of(self._engine))
