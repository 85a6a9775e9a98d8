"""Which versions there are, which count now and since when, and how another one comes to count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from data.access import Actor
from data.errors import StoreError
from data.store.database.tables import activation, dataset_active, dataset_version
from data.store.history import changes
from data.store.history.changes import Active
from data.store.history.provenance import SHIPPED
from data.store.history.versions import Acceptance, AuditEntry, VersionInfo
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


def undo_target(session: Session, dataset: str) -> int | None:
    """As `Store.undo_target`."""
    before = activation.alias("before")
    query = (
        sa.select(sa.func.coalesce(before.c.version, SHIPPED).label("version"))
        .select_from(dataset_active)
        .join(activation, activation.c.id == dataset_active.c.activation_id)
        .outerjoin(before, before.c.id == activation.c.previous)
        .where(dataset_active.c.dataset == dataset)
    )
    return next((row.version for row in session.rows(query)), None)


def waiting_versions(session: Session, dataset: str) -> frozenset[int]:
    """As `Store.waiting_versions`."""
    table = dataset_version
    shown = sa.select(activation.c.version).where(
        activation.c.dataset == table.c.dataset, activation.c.version == table.c.version
    )
    query = sa.select(table.c.version).where(table.c.dataset == dataset, ~shown.exists())
    return frozenset(row.version for row in session.rows(query))


def acceptances(session: Session, undone: Iterable[AuditEntry], limit: int) -> tuple[Acceptance, ...]:
    """As `Store.acceptances`; `undone` are the latest lines of the audit about an undo."""
    table = activation
    query = sa.select(table.c.dataset, table.c.version, table.c.activated_at).where(table.c.version.is_not(None))
    query = query.order_by(table.c.id.desc()).limit(limit)
    found = [Acceptance(row.dataset, row.version, row.activated_at) for row in session.rows(query)]
    found += [
        Acceptance(str(line.dataset), line.version or SHIPPED, line.at, undone=line.detail["from"]) for line in undone
    ]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True)[:limit])


def list_versions(session: Session, dataset: str) -> tuple[VersionInfo, ...]:
    """As `Store.versions`."""
    table = dataset_version
    query = sa.select(table).where(table.c.dataset == dataset).order_by(table.c.version.desc())
    return tuple(VersionInfo.from_row(row._mapping) for row in session.rows(query))


def find_version(session: Session, dataset: str, version: int) -> VersionInfo:
    """As `Store.version`."""
    table = dataset_version
    query = sa.select(table).where(table.c.dataset == dataset, table.c.version == version)
    for row in session.rows(query):
        return VersionInfo.from_row(row._mapping)
    raise StoreError(code="version_unknown", dataset=dataset, version=version)


def activate(session: Session, dataset: str, version: int, who: Actor, expected: int | None) -> int:
    """As `Store.activate`."""

    def step(connection: sa.Connection, active: Active) -> tuple[int, dict[str, Any]]:
        changes.check_base(dataset, active.version if expected is None else expected, active)
        if not changes.version_exists(connection, dataset, version):
            raise StoreError(code="version_unknown", dataset=dataset, version=version)
        if version != active.version:
            changes.add_activation(connection, dataset, version, active, who.name)
        return version, {"from": active.version, "role": who.role.code}

    return session.change(dataset, "activate", who.name, step)


def undo(session: Session, dataset: str, who: Actor, expected: int | None) -> int:
    """As `Store.undo`."""

    def step(connection: sa.Connection, active: Active) -> tuple[int, dict[str, Any]]:
        changes.check_base(dataset, active.version if expected is None else expected, active)
        if active.activation_id is None:
            raise StoreError(code="nothing_to_undo", dataset=dataset)
        before = changes.previous_activation(connection, active.activation_id)
        changes.point_at(connection, dataset, before.activation_id, who.name)
        return before.version, {"from": active.version, "role": who.role.code}

    return session.change(dataset, "undo", who.name, step)
