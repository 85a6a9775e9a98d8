"""Collections of slides kept on the server. Whoever may keep them has been checked by the caller."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from data.access import Actor
from data.errors import StoreError
from data.store.database.plain import plain_text
from data.store.database.tables import presentation
from data.store.history import changes
from data.store.session import Session

LONGEST_NAME = 120


@dataclass(frozen=True)
class PresentationInfo:
    """A saved presentation without its slides: `saved_by` saved it at a moment (UTC)."""

    id: str
    name: str
    saved_at: datetime
    saved_by: str


def list_presentations(session: Session) -> tuple[PresentationInfo, ...]:
    """All of them, newest first."""
    table = presentation
    query = sa.select(table.c.id, table.c.name, table.c.kept_at.label("saved_at"), table.c.kept_by.label("saved_by"))
    rows = session.rows(query.order_by(table.c.kept_at.desc(), table.c.id))
    return tuple(PresentationInfo(**row._mapping) for row in rows)


def load_presentation(session: Session, number: str) -> str:
    """The collection of one.

    Raises:
        StoreError: `presentation_unknown`.
    """
    query = sa.select(presentation.c.collection).where(presentation.c.id == number)
    for row in session.rows(query):
        return str(row.collection)
    raise StoreError(code="presentation_unknown")


def keep_presentation(session: Session, name: str, collection: str, who: Actor) -> str:
    """Add one under a mark of its own, which also recognises the change tried twice."""
    number = uuid.uuid4().hex
    written = plain_text(name).strip()[:LONGEST_NAME]
    values = {"name": written, "collection": collection, "kept_at": changes.now(), "kept_by": plain_text(who.name)}

    def action(connection: sa.Connection) -> None:
        if connection.execute(sa.select(presentation.c.id).where(presentation.c.id == number)).first() is None:
            connection.execute(presentation.insert().values(id=number, **values))
            _note(connection, who, "keep", written)

    session.write(action)
    return number


def discard_presentation(session: Session, number: str, who: Actor) -> None:
    """Remove one; nothing happens when somebody else was quicker."""

    def action(connection: sa.Connection) -> None:
        here = presentation.c.id == number
        name = connection.execute(sa.select(presentation.c.name).where(here)).scalar()
        if name is not None and connection.execute(presentation.delete().where(here)).rowcount:
            _note(connection, who, "discard", str(name))

    session.write(action)


def _note(connection: sa.Connection, who: Actor, action: str, name: str) -> None:
    detail: dict[str, Any] = {"name": name, "role": who.role.code}
    changes.add_audit(connection, who=plain_text(who.name), action=action, detail=detail)
