"""Figures of another year, arrivals and departures that have changed places, a last number that was cut off.

Where no balance stands beside them, neither shows in the file itself. Both show beside what is stored: no two years
of most districts are equal in every figure, and a district that loses the young and gains families does so for years.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data.intake.model import Finding
from data.intake.steps import FEWEST, pair_years

_KEY = ["ags", "age_group"]
_MOST = 0.5
"""Share of the districts that must say the same."""
_CLEARLY = 2.0
"""Changed back, squared differences are smaller by this factor. True years up to five apart never came below 0.82."""

_CUT = 5
"""A number that lost its last digit is a tenth of what it was, and hardly ever a fifth of last year's."""
_LEAST = 20
"""Persons: smaller numbers may well fall to a fifth."""


def find_copies(frame: pd.DataFrame, names: Sequence[str], base: pd.DataFrame) -> list[Finding]:
    """One warning for each year whose figures equal those of another year in most districts.

    Args:
        frame: `Intake.frame` of a table of figures.
        names: its measures.
        base: the table as it stands.
    """
    columns = [*_KEY, "year", *names]
    known = pd.concat([base[columns], frame[columns]], ignore_index=True).drop_duplicates([*_KEY, "year"])
    found = []
    for year in sorted(frame["year"].unique()):
        own = frame.loc[frame["year"] == year, columns].dropna()
        others = known[known["year"] != year].dropna()
        pairs = own.merge(others, on=_KEY, suffixes=("", "_other"))
        same = np.all([(pairs[name] == pairs[f"{name}_other"]).to_numpy(dtype=bool) for name in names], axis=0)
        whole = pd.Series(same).groupby([pairs["year_other"], pairs["ags"]]).all()
        equal = whole.groupby(level=0).agg(["sum", "count"])
        equal = equal[(equal["count"] >= FEWEST) & (equal["sum"] > _MOST * equal["count"])]
        if len(equal):
            found.append(_copy(int(year), equal))
    return found


def _copy(year: int, equal: pd.DataFrame) -> Finding:
    """The warning for a year, with the other year most of its districts are equal to."""
    best = equal.reset_index().sort_values("sum", ascending=False, kind="stable").to_dict("records")[0]
    fields = {
        "time": str(year),
        "year": int(best["year_other"]),
        "found": int(best["sum"]),
        "expected": int(best["count"]),
    }
    return Finding("warning", "figures_of_other_year", fields=fields)


def find_swaps(frame: pd.DataFrame, base: pd.DataFrame) -> list[Finding]:
    """One error for each year whose arrivals and departures fit the nearest year far better when changed.

    Args:
        frame: `Intake.frame` of moves.
        base: the table of moves as it stands.
    """
    pairs = pair_years(frame, ("arrivals", "departures"), base)
    if pairs.empty:
        return []
    own, before = (_lean(pairs, ending) for ending in ("", "_before"))
    errors = pd.DataFrame({"stated": (own - before) ** 2, "changed": (own + before) ** 2})
    by_kreis = errors.dropna().groupby([pairs["year"], pairs["year_before"], pairs["ags"]]).sum()
    found = []
    for years, rows in by_kreis.groupby(level=[0, 1]):
        year, other = (int(str(part)) for part in years)
        better = int((rows["changed"] < rows["stated"]).sum())
        clearly = float(rows["changed"].sum()) * _CLEARLY < float(rows["stated"].sum())
        if len(rows) >= FEWEST and better > _MOST * len(rows) and clearly:
            fields = {"time": str(year), "year": other, "found": better, "expected": len(rows)}
            found.append(Finding("error", "flows_swapped", fields=fields))
    return found


def _lean(pairs: pd.DataFrame, ending: str) -> pd.Series:
    """By how much arrivals outweigh departures, as a logarithm; NaN where one of them is not stated."""
    more, less = (pairs[f"{name}{ending}"].astype("Float64").astype(float) for name in ("arrivals", "departures"))
    return pd.Series(np.log((more + 1) / (less + 1)), index=pairs.index)


def find_cut(frame: pd.DataFrame, names: Sequence[str], base: pd.DataFrame, open_row: int) -> list[Finding]:
    """A warning when the last line of a text has no end and its number is far below that of the nearest year.

    Args:
        frame: `Intake.frame` of a table of figures.
        names: its measures.
        base: the table as it stands.
        open_row: `Recognition.open_row`; no row bears 0.
    """
    pairs = pair_years(frame[frame["row_number"] == open_row], names, base)
    found: list[Finding] = []
    if pairs.empty:
        return found
    for row in pairs.dropna(subset=[*names, *(f"{name}_before" for name in names)]).to_dict("records"):
        for name in names:
            new, before = int(row[name]), int(row[f"{name}_before"])
            if before >= _LEAST and new * _CUT < before:
                fields = {
                    "ags": row["ags"],
                    "time": str(row["year"]),
                    "age_group": row["age_group"],
                    "measure": name,
                    "found": float(new),
                    "expected": float(before),
                    "year": int(row["year_before"]),
                }
                found.append(Finding("warning", "last_line_cut", row=open_row, rows=(open_row,), fields=fields))
    return found
