"""Where each row of a stored table came from: version, sheet and row of the file.

A stored frame carries, after its canonical columns:
- from_version (Int64): version whose file or edit brought the row; 0 the table as shipped; missing: the
  version that holds it, whose number is not known yet while the frame is packed;
- sheet (str): sheet of the workbook, missing for other files;
- row_number (Int64): row as a spreadsheet shows it, missing for rows edited by hand.
"""

from __future__ import annotations

import pandas as pd

from data.records.tables import check_table
from data.tables import TABLES

FROM_VERSION = "from_version"
COLUMNS: dict[str, str] = {FROM_VERSION: "Int64", "sheet": "str", "row_number": "Int64"}

SHIPPED = 0
"""The version number that stands for the table as shipped."""


def canonical_columns(dataset: str) -> list[str]:
    """Columns of the table's file, in order."""
    return list(TABLES[dataset].to_schema().columns)


def key_columns(dataset: str) -> list[str]:
    """Columns that name a row of the table."""
    return list(TABLES[dataset].to_schema().unique or [])


def check_rows(frame: pd.DataFrame, dataset: str) -> pd.DataFrame:
    """The canonical columns, checked by their schema, and `sheet` and `row_number` where a file was read.

    Raises:
        PackageError: the frame breaks a rule of its schema.
    """
    fresh = frame.reset_index(drop=True)
    places = [column for column in ("sheet", "row_number") if column in fresh]
    checked = check_table(dataset, fresh.drop(columns=places), dataset)
    return checked[canonical_columns(dataset)].join(fresh[places])


def shipped_provenance(frame: pd.DataFrame, dataset: str) -> pd.DataFrame:
    """A shipped table with every row marked as shipped."""
    return _conform(frame[canonical_columns(dataset)].assign(**{FROM_VERSION: SHIPPED}))


def add_provenance(frame: pd.DataFrame, base: pd.DataFrame | None, dataset: str) -> pd.DataFrame:
    """Mark every row of a new table with where it came from.

    A row with a `row_number` comes from the new file. A row without one that equals a row of the base
    keeps that row's provenance. Any other row was edited by hand in the new version.

    Args:
        frame: canonical columns, and `sheet` and `row_number` where a file was read.
        base: the table it was made from, with its provenance; None when unknown.
        dataset: name of the canonical table.
    """
    canonical = canonical_columns(dataset)
    own = _conform(frame[[column for column in frame if column in {*canonical, "sheet", "row_number"}]])
    if base is None:
        return own
    inherited = own[canonical].merge(base[[*canonical, *COLUMNS]], on=canonical, how="left")
    from_file = own["row_number"].notna()
    for column in COLUMNS:
        own[column] = own[column].where(from_file, inherited[column])
    return own


def resolve_version(stored: pd.DataFrame, version: int) -> pd.DataFrame:
    """The stored frame with rows of the version itself named by its number."""
    return stored.assign(**{FROM_VERSION: stored[FROM_VERSION].fillna(version)})


def _conform(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy with a fresh index and all provenance columns, in order and typed."""
    copy = frame.reset_index(drop=True)
    own = [column for column in copy if column not in COLUMNS]
    return copy.reindex(columns=[*own, *COLUMNS]).astype(COLUMNS)
