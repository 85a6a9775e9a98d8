"""Whether the store answers, and in which form it is; asked by whoever decides if a process gets visitors."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import sqlalchemy as sa

from data.errors import StoreError
from data.store.database.engine import file_of
from data.store.database.faults import folder_fault
from data.store.database.migrate import VERSION_TABLE
from data.store.store import Store


def schema_revision(store: Store) -> str:
    """Revision of the store as it stands in the database now; a newer release may have moved it meanwhile.

    Raises:
        StoreError: the database does not answer.
    """
    table = sa.table(VERSION_TABLE, sa.column("version_num", sa.String))
    rows = store._session.rows(sa.select(table.c.version_num))
    return str(rows[0].version_num)


def damaged_version(store: Store, active: Mapping[str, int]) -> StoreError | None:
    """The first of some versions whose stored table is not what was written; None when all are. Builds nothing.

    Raises:
        StoreError: the database does not answer.
    """
    for dataset, version in active.items():
        try:
            store.check_table(dataset, version)
        except StoreError as error:
            if error.code not in ("content_damaged", "version_unknown"):
                raise
            return error
    return None


def write_fault(store: Store) -> StoreError | None:
    """Why nothing can be written to the store now; None when it can, as far as a look without a change tells.

    Raises:
        StoreError: the database does not answer.
    """
    file = file_of(store._session._engine)
    if file:
        return folder_fault(Path(file))
    asked = sa.select(sa.func.current_setting("transaction_read_only").label("answer"))
    if store._session.rows(asked)[0].answer == "on":
        return StoreError(code="read_only", backend="postgresql", reason="transaction_read_only")
    return store._session.write_fault()
