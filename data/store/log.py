"""Who did what and when, and the choices remembered for files with the same head."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from data.access import Actor
from data.store.database.plain import plain
from data.store.database.tables import audit, remembered_mapping
from data.store.history import changes
from data.store.history.versions import AuditEntry
from data.store.session import Session


def lines(
    session: Session,
    wanted: Mapping[str, str | None],
    *,
    since: datetime | None,
    until: datetime | None,
    limit: int | None,
) -> tuple[AuditEntry, ...]:
    """As `Store.audit`; `wanted` holds the value a column must have, None for any."""
    query = sa.select(audit).order_by(audit.c.id.desc()).limit(limit)
    query = query.where(*(audit.c[column] == value for column, value in wanted.items() if value is not None))
    if since is not None:
        query = query.where(audit.c.at >= since)
    if until is not None:
        query = query.where(audit.c.at < until)
    return tuple(AuditEntry.from_row(row._mapping) for row in session.rows(query))


def values(session: Session, column: str) -> tuple[str, ...]:
    """As `Store.logged_values`."""
    found = audit.c[column]
    query = sa.select(found).where(found.is_not(None)).distinct().order_by(found)
    return tuple(row[0] for row in session.rows(query))


def start(session: Session) -> datetime | None:
    """As `Store.log_start`."""
    query = sa.select(audit.c.at).order_by(audit.c.id).limit(1)
    return next((row.at for row in session.rows(query)), None)


def recall_mapping(session: Session, head_signature: str) -> Any:
    """As `Store.recall_mapping`."""
    table = remembered_mapping
    query = sa.select(table.c.choices).where(table.c.head_signature == head_signature)
    return next((row.choices for row in session.rows(query)), None)


def remember_mapping(session: Session, head_signature: str, choices: Any, who: Actor) -> None:
    """As `Store.remember_mapping`, for somebody who may."""
    table, name = remembered_mapping, who.name
    key = table.c.head_signature == head_signature
    values = {"choices": plain(choices), "remembered_at": changes.now(), "remembered_by": name}

    def action(connection: sa.Connection) -> None:
        if connection.execute(table.update().where(key).values(values)).rowcount == 0:
            connection.execute(table.insert().values(head_signature=head_signature, **values))
        detail = {"head_signature": head_signature}
        changes.add_audit(connection, who=name, action="remember", detail=detail)

    session.write(action)
