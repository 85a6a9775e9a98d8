"""Whether the store answers, and in which form it is; asked by whoever decides if a process gets visitors."""

from __future__ import annotations

import sqlalchemy as sa

from data.store.migrate import VERSION_TABLE
from data.store.store import Store


def schema_revision(store: Store) -> str:
    """Revision of the store as it stands in the database now; a newer release may have moved it meanwhile.

    Raises:
        StoreError: the database does not answer.
    """
    table = sa.table(VERSION_TABLE, sa.column("version_num", sa.String))
    rows = store._session.rows(sa.select(table.c.version_num))
    return str(rows[0].version_num)
