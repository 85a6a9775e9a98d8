"""What a change writes, statement by statement, inside the transaction of its caller.

A change locks its dataset's row in `dataset_active` first: two changes of one table come one after the
other, changes of different tables do not meet (in SQLite every writer waits for every other).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from data.errors import BaseMovedError
from data.store.database.tables import activation, audit, dataset_active, dataset_version, version_content
from data.store.history.provenance import SHIPPED


@dataclass(frozen=True)
class Active:
    """What is active: a version (0: the table as shipped) and the activation that made it so."""

    version: int = SHIPPED
    activation_id: int | None = None


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def lock_active(connection: sa.Connection, dataset: str, who: str) -> Active:
    """Lock the dataset against other writers and say what is active.

    Two first writers may both insert the row: the database lets one through, the other tries again.
    """
    table = dataset_active
    query = sa.select(table.c.activation_id).where(table.c.dataset == dataset).with_for_update()
    row = connection.execute(query).one_or_none()
    if row is None:
        values = {"dataset": dataset, "activated_at": now(), "activated_by": who}
        connection.execute(table.insert().values(values))
        return Active()
    return read_activation(connection, row.activation_id)


def check_base(dataset: str, expected: int, active: Active) -> None:
    """Refuse a change that was made for another version than the active one.

    Raises:
        BaseMovedError: another version is active.
    """
    if active.version != expected:
        raise BaseMovedError(dataset=dataset, expected=expected, active=active.version)


def read_activation(connection: sa.Connection, activation_id: int | None) -> Active:
    """The version an activation stands for; the table as shipped when there is none."""
    if activation_id is None:
        return Active()
    query = sa.select(activation.c.version).where(activation.c.id == activation_id)
    return Active(connection.execute(query).scalar_one() or SHIPPED, activation_id)


def previous_activation(connection: sa.Connection, activation_id: int) -> Active:
    """Where undo leads from an activation."""
    query = sa.select(activation.c.previous).where(activation.c.id == activation_id)
    return read_activation(connection, connection.execute(query).scalar_one())


def add_version(connection: sa.Connection, row: dict[str, Any], content: dict[str, Any]) -> int:
    """Insert a version under the next free number and return that number."""
    highest = sa.select(sa.func.max(dataset_version.c.version))
    found = connection.execute(highest.where(dataset_version.c.dataset == row["dataset"])).scalar()
    version = (found or SHIPPED) + 1
    connection.execute(dataset_version.insert().values(**row, version=version))
    connection.execute(version_content.insert().values(**content, dataset=row["dataset"], version=version))
    return version


def add_activation(connection: sa.Connection, dataset: str, version: int, replaced: Active, who: str) -> None:
    """Activate a version, one step after the activation it replaces."""
    values = {
        "dataset": dataset,
        "version": version or None,
        "previous": replaced.activation_id,
        "activated_at": now(),
        "activated_by": who,
    }
    result = connection.execute(activation.insert().values(values).returning(activation.c.id))
    point_at(connection, dataset, result.scalar_one(), who)


def point_at(connection: sa.Connection, dataset: str, activation_id: int | None, who: str) -> None:
    """Let an activation, or the table as shipped, count from now on."""
    statement = dataset_active.update().where(dataset_active.c.dataset == dataset)
    values = {"activation_id": activation_id, "activated_at": now(), "activated_by": who}
    connection.execute(statement.values(values))


def add_audit(connection: sa.Connection, **values: Any) -> None:
    """Add a line to the audit."""
    connection.execute(audit.insert().values(at=now(), **values))


def version_exists(connection: sa.Connection, dataset: str, version: int) -> bool:
    """Whether a version of that number was ever written; the shipped table always exists."""
    table = dataset_version
    query = sa.select(sa.literal(1)).where(table.c.dataset == dataset, table.c.version == version)
    return version == SHIPPED or connection.execute(query).first() is not None
