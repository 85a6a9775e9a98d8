"""Gaps of the migration series that a loaded year closes: what is there is no longer called missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

GAP = "gap"
_TEXTS = ("label_de", "label_en", "text_de", "text_en")
_SPANS = ("{first}–{last}", "{first} bis {last}", "{first} to {last}")


def close_gaps(breaks: pd.DataFrame, years: Iterable[int]) -> pd.DataFrame:
    """The breaks as they are with these years of the migration table.

    A gap whose years are all there is dropped; one that is closed in part is split into what is left, and its
    words name the years left. Every other break stays as it is.

    Args:
        breaks: table `breaks`.
        years: years of the migration table.
    """
    known = {int(year) for year in years}
    rows: list[dict[str, Any]] = []
    for record in breaks.to_dict("records"):
        row = {str(column): value for column, value in record.items()}
        rows.extend(_left(row, known) if row["kind"] == GAP else [row])
    return pd.DataFrame(rows, columns=list(breaks.columns)).astype(breaks.dtypes.to_dict())


def _left(row: dict[str, Any], known: set[int]) -> list[dict[str, Any]]:
    first = int(row["year"])
    last = first if pd.isna(row["year_to"]) else int(row["year_to"])
    runs = _runs([year for year in range(first, last + 1) if year not in known])
    if runs == [(first, last)]:
        return [row]
    return [_renamed(row, (first, last), run, number) for number, run in enumerate(runs)]


def _runs(years: Sequence[int]) -> list[tuple[int, int]]:
    """Consecutive years as (first, last)."""
    runs: list[tuple[int, int]] = []
    for year in years:
        if runs and runs[-1][1] == year - 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs


def _renamed(row: dict[str, Any], old: tuple[int, int], new: tuple[int, int], number: int) -> dict[str, Any]:
    """One part of a gap: its years, and its words with these years."""
    same = new[0] == new[1]
    changed = dict(row) | {"year": new[0], "year_to": pd.NA if same else new[1]}
    if number:
        changed["break_id"] = f"{row['break_id']}-{number + 1}"
    for column in _TEXTS:
        for span in _SPANS:
            now = str(new[0]) if same else span.format(first=new[0], last=new[1])
            changed[column] = str(changed[column]).replace(span.format(first=old[0], last=old[1]), now)
    return changed
