"""What an upload would change: new, changed, gone and equal rows, and the next full table.

An upload of figures covers the periods and Länder it contains: base rows of these that are missing in it are
gone. Rows of other periods and Länder stay. An upload of a register
table adds and changes rows; it removes rows only when it is declared complete.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.tables import TABLES
from data.tables.statuses import FIGURES, NO_FIGURE, REPORTED

_SCOPE = {"migration": "year", "population": "date"}
_IGNORED = frozenset({"source_id", "source_ids"})
"""A figure that stays the same is equal, although it now comes from another file."""
_NOT_EXISTING = "not_existing"


@dataclass(frozen=True, eq=False)
class Difference:
    """Rows of an upload against the rows they would replace.

    Attributes:
        key: columns of the key.
        new: canonical rows not in the base.
        changed: one row per changed cell: key columns, `column`, `old`, `new` (as text-free values;
            a hidden figure is the reason its row gives, e.g. `secret`).
        gone: base rows within the covered periods that the upload does not have.
        equal: number of rows that stay as they are.
        counts: number of rows `new`, `changed`, `gone`, `equal`.
    """

    key: tuple[str, ...]
    new: pd.DataFrame
    changed: pd.DataFrame
    gone: pd.DataFrame
    equal: int
    counts: dict[str, int]


def key_of(table: str) -> list[str]:
    """Key columns of a table."""
    return list(TABLES[table].to_schema().unique or [])


def canonical(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Only the canonical columns, and only rows the table has a place for.

    A row of figures without a number (secret, later, ...) stays and carries its reason in `status`. Rows of a
    district that did not exist, and rows that lack a cell the schema requires, stay in `Intake.frame` with their flag.
    """
    schema = TABLES[table].to_schema()
    frame = _with_status(frame, FIGURES[table]) if table in FIGURES else frame
    needed = [name for name, column in schema.columns.items() if not column.nullable]
    kept = frame[list(schema.columns)].dropna(subset=needed).reset_index(drop=True)
    return kept.astype({name: "int64" for name, column in schema.columns.items() if str(column.dtype) == "int64"})


def _with_status(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Rows whose status says exactly whether a value is missing; a blank nobody explains is `missing`."""
    if "status" not in frame:
        return frame
    rows = frame[frame["status"] != _NOT_EXISTING]
    blank = rows[list(columns)].isna().any(axis="columns")
    status = rows["status"].where(blank, REPORTED)
    return rows.assign(status=status.mask(blank & (status == REPORTED), "missing"))


def _covered(base: pd.DataFrame, new: pd.DataFrame, table: str, *, complete: bool) -> pd.Series:
    """Base rows an upload speaks for."""
    if table in _SCOPE:
        column = _SCOPE[table]
        same_land = base["ags"].str.slice(0, 2).isin(new["ags"].str.slice(0, 2).unique())
        same_time = base[column].isin(new[column].unique())
        return same_land & same_time & base["age_group"].isin(new["age_group"].unique())
    return pd.Series(complete, index=base.index)


def compute_difference(base: pd.DataFrame, new: pd.DataFrame, table: str, *, complete: bool = False) -> Difference:
    """Compare an upload with the table it would change.

    Args:
        base: canonical table as it stands.
        new: canonical rows of the upload; further columns are ignored.
        table: canonical table.
        complete: for a register table, that the upload is the whole table.
    """
    key = key_of(table)
    rows = canonical(new, table)
    # A whole register was edited on purpose, its sources too.
    ignored = frozenset() if complete and table not in _SCOPE else _IGNORED
    columns = [name for name in rows.columns if name not in key and name not in ignored]
    # A missing part of a key equals a missing part: merge treats them so.
    both = base[[*key, *columns]].merge(
        rows[[*key, *columns]], on=key, how="outer", suffixes=("_old", "_new"), indicator=True
    )
    matched = both[both["_merge"] == "both"].reset_index(drop=True)
    changed = _changed_cells(matched, key, columns)
    changed_rows = len(changed[key].drop_duplicates())
    added = _only(rows, base, key)
    covered = base[_covered(base, rows, table, complete=complete)]
    gone = _only(covered, rows, key)
    equal = len(matched) - changed_rows
    counts = {"new": len(added), "changed": changed_rows, "gone": len(gone), "equal": equal}
    return Difference(tuple(key), added, changed, gone, equal, counts)


def _changed_cells(matched: pd.DataFrame, key: list[str], columns: list[str]) -> pd.DataFrame:
    pieces = []
    for column in columns:
        old, new = matched[f"{column}_old"], matched[f"{column}_new"]
        same = (old == new).fillna(False).astype(bool) | (old.isna() & new.isna())
        if column in _IGNORED:
            # A blank source was filled with the file itself while reading: nobody changed it.
            same |= old.isna() & new.astype("str").str.startswith("U-").fillna(False).astype(bool)
        cells = matched.loc[~same, key].assign(
            column=column,
            old=_with_reason(old, matched.get("status_old"))[~same],
            new=_with_reason(new, matched.get("status_new"))[~same],
        )
        pieces.append(cells)
    empty = matched.head(0)[key].assign(column="", old=None, new=None)
    filled = [piece for piece in pieces if len(piece)]
    return pd.concat(filled, ignore_index=True).sort_values(key, kind="stable") if filled else empty


def _with_reason(values: pd.Series, status: pd.Series | None) -> pd.Series:
    """The values; a blank one whose row names a reason is that reason, so that the reader sees more than nothing."""
    cells = values.astype(object)
    if status is None:
        return cells
    return cells.mask(values.isna() & status.isin(NO_FIGURE) & (status != "missing"), status)


def _only(left: pd.DataFrame, right: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Rows of the left frame whose key the right one does not have."""
    marked = left.merge(right[key].drop_duplicates(), on=key, how="left", indicator=True)
    return left[(marked["_merge"] == "left_only").to_numpy()].reset_index(drop=True)


def apply_to_base(base: pd.DataFrame, new: pd.DataFrame, table: str, *, complete: bool = False) -> pd.DataFrame:
    """The next full canonical table: covered rows replaced, all others as they were, sorted as the base.

    An equal row keeps its source: its figure was already documented by it.
    """
    key = key_of(table)
    rows = canonical(new, table)
    difference = compute_difference(base, new, table, complete=complete)
    gone = pd.concat([difference.gone[key], difference.changed[key].drop_duplicates()], ignore_index=True)
    kept = _only(base, gone, key)
    fresh = pd.concat([difference.new[key], difference.changed[key].drop_duplicates()], ignore_index=True)
    added = rows.merge(fresh.drop_duplicates(), on=key, how="inner")[list(rows.columns)]
    whole = pd.concat([kept[list(rows.columns)], added], ignore_index=True)
    whole = whole.astype({name: base[name].dtype for name in rows.columns})
    return _ordered(whole, base, key)


def _ordered(whole: pd.DataFrame, base: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Rows in the order of the base; within it, new periods and names go where their neighbours are."""
    ranks = {}
    for column in key:
        known = {value: rank for rank, value in enumerate(base[column].drop_duplicates())}
        if column in ("year", "date", "ags"):
            continue
        ranks[column] = known
    order = whole[key].copy()
    for column, known in ranks.items():
        order[column] = order[column].map(lambda value, known=known: known.get(value, len(known)))
    return whole.loc[order.sort_values(key, kind="stable").index].reset_index(drop=True)
