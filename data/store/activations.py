"""Which versions count now, and since when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from data.errors import StoreError
from data.store.database.tables import activation, dataset_active
from data.store.session import Session
from data.tables import TABLES


def active_versions(session: Session) -> dict[str, int]:
    """As `Store.active_versions`."""
    query = (
        sa.select(dataset_active.c.dataset, activation.c.id, activation.c.version)
        .join(activation, activation.c.id == dataset_active.c.activation_id, isouter=True)
        .where(dataset_active.c.activation_id.is_not(None))
        .order_by(dataset_active.c.dataset)
    )
    rows = session.rows(query)
    for row in rows:
        _check(row)
    return {row.dataset: row.version for row in rows if row.version is not None}


def _check(row: sa.Row[Any]) -> None:
    if row.id is None:
        raise StoreError(code="store_damaged", dataset=row.dataset, reason="what was activated is gone")
    if row.dataset not in TABLES:
        raise StoreError(code="version_unknown", dataset=row.dataset, version=row.version)


def changed_at(session: Session) -> datetime | None:
    """As `Store.changed_at`."""
    was_active = sa.exists().where(activation.c.dataset == dataset_active.c.dataset)
    query = sa.select(sa.func.max(dataset_active.c.activated_at).label("at")).where(was_active)
    return next((row.at for row in session.rows(query)), None)
