"""Sources that came in with an upload: kept with the version that brought them, never in a table of their own.

So a version and the source its rows name are written, activated and undone as one.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.store.store import Store
from data.tables import TABLES

SOURCE = "source"
"""Key of a version's `mapping` under which the row of `sources` of its file stands."""


def with_upload_sources(store: Store, sources: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The sources, and below them those uploads which the rows of some tables name.

    Args:
        store: where the versions are.
        sources: the table `sources` without uploads.
        tables: stored tables by dataset, in the version that counts.
    """
    known = set(sources["source_id"])
    rows: dict[str, dict[str, str]] = {}
    for dataset, frame in tables.items():
        missing = _named_sources(frame) - known - set(rows)
        if missing:
            rows |= _find_uploads(store, dataset, missing)
    if not rows:
        return sources
    columns = list(TABLES["sources"].to_schema().columns)
    added = pd.DataFrame(list(rows.values()), columns=columns).astype(dict.fromkeys(columns, "str"))
    return pd.concat([sources, added], ignore_index=True)


def _named_sources(frame: pd.DataFrame) -> set[str]:
    columns = [column for column in ("source_id", "source_ids") if column in frame]
    cells = pd.concat([frame[column].dropna() for column in columns]) if columns else pd.Series(dtype="str")
    return {part for cell in cells.unique() for part in str(cell).split("|")}


def _find_uploads(store: Store, dataset: str, wanted: set[str]) -> dict[str, dict[str, str]]:
    """Source rows among the versions of a dataset; of a file read twice, the latest reading counts."""
    found: dict[str, dict[str, str]] = {}
    for info in store.versions(dataset):
        source = info.mapping.get(SOURCE) if isinstance(info.mapping, dict) else None
        if source and source.get("source_id") in wanted:
            found.setdefault(source["source_id"], source)
    return found
