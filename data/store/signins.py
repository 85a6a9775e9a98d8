"""Sign-ins that were ended before their time, on every replica and in every tab at once."""

from __future__ import annotations

import sqlalchemy as sa

from data.access import Actor
from data.store.database.tables import ended_sign_in
from data.store.history import changes
from data.store.session import Session


def end_sign_in(session: Session, who: Actor) -> None:
    """Write down that a sign-in counts no longer, and forget those whose own time is over."""
    table = ended_sign_in
    ends = who.expires_at
    if not who.sign_in or ends is None:
        return

    def action(connection: sa.Connection) -> None:
        connection.execute(table.delete().where(table.c.expires_at < changes.now()))
        if connection.execute(sa.select(table.c.mark).where(table.c.mark == who.sign_in)).first() is None:
            connection.execute(table.insert().values(mark=who.sign_in, expires_at=ends))

    session.write(action)


def has_ended(session: Session, mark: str) -> bool:
    """Whether a sign-in was ended."""
    query = sa.select(ended_sign_in.c.mark).where(ended_sign_in.c.mark == mark)
    return bool(mark) and bool(session.rows(query))
