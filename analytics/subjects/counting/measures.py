"""Sums of the counting sheet, each with the number of initiatives behind it. Nothing is extrapolated."""

from __future__ import annotations

import pandas as pd

from analytics.rates.coverage import curve_counts
from data.atlas import Atlas
from data.tables.network import COUNTED, half_year_end


def half_years(atlas: Atlas) -> tuple[str, ...]:
    """Half-years for which an initiative gives a number, the latest first."""
    sheet = atlas.counting_sheet
    counted = sheet[sheet[list(COUNTED)].notna().any(axis=1)]
    return tuple(sorted(counted["half_year"].unique(), reverse=True))


def stated_members(atlas: Atlas, half_year: str) -> pd.Series | None:
    """The network's last documented count of its members up to the end of a half-year; None before the first."""
    counts = curve_counts(atlas)
    known = counts[counts["period_end"] <= pd.Timestamp(half_year_end(half_year))]
    return None if known.empty else known.iloc[-1]


def compute_sums(atlas: Atlas) -> pd.DataFrame:
    """Sum of every measure in every half-year over the initiatives that give it.

    Returns:
        Grain half_year, measure; the latest half-year first, measures as in `COUNTED`. Columns: total (persons,
        Int64; NA when nobody counted), given (initiatives that give a number, int), members (initiatives the network
        stated at the end of the half-year, Int64; NA when it stated none by then, or fewer than gave a number),
        who (tuple of the member_id of those that give it).
    """
    sheet = atlas.counting_sheet
    rows = [_sum(atlas, sheet[sheet["half_year"] == one], one, name) for one in half_years(atlas) for name in COUNTED]
    columns = ["half_year", "measure", "total", "given", "members", "who"]
    return pd.DataFrame(rows, columns=columns).astype({"total": "Int64", "members": "Int64"})


def _sum(atlas: Atlas, rows: pd.DataFrame, half_year: str, measure: str) -> dict[str, object]:
    given = rows.dropna(subset=[measure])
    stated = stated_members(atlas, half_year)
    members = None if stated is None or stated["members"] < len(given) else int(stated["members"])
    return {
        "half_year": half_year,
        "measure": measure,
        "total": int(given[measure].sum()) if len(given) else None,
        "given": len(given),
        "members": members,
        "who": tuple(sorted(given["member_id"])),
    }


def are_comparable(sums: pd.DataFrame) -> bool:
    """Whether every measure is given by the same initiatives in all half-years."""
    return all(len(set(who)) == 1 for _, who in sums.groupby("measure")["who"])
