"""Findings that need what is already stored: jumps, unknown keys, districts that are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from data.intake.context.checks import check_steps
from data.intake.counting.checks import check_stored
from data.intake.figures.likeness import find_copies, find_cut, find_swaps
from data.intake.model import CONFIRMED_ONCE, Finding
from data.intake.steps import find_steps
from data.tables.network import COUNTING

_VALUES = {"migration": ("arrivals", "departures"), "population": ("population",)}
_LINKS = {
    "events": (("member_id", "members", "unknown_member_id"),),
    "outcomes": (("member_id", "members", "unknown_member_id"),),
    "funding": (("member_id", "members", "unknown_member_id"),),
    "counting_sheet": (("member_id", "members", "unknown_member_id"),),
    "members": (("same_seat_as", "members", "unknown_member_id"),),
}


def check_against(
    frame: pd.DataFrame,
    table: str,
    base: Mapping[str, pd.DataFrame],
    *,
    file: str = "",
    confirmed: Sequence[str] = (),
    open_row: int = 0,
) -> tuple[Finding, ...]:
    """Compare an upload with the tables as they stand.

    Args:
        frame: `Intake.frame`.
        table: canonical table of it.
        base: current tables by name (`Atlas.tables()`).
        file: name of the file, for the findings.
        confirmed: what a person said changes nothing (`Choices.harmless`).
        open_row: last row of a text that ends without a line end (`Recognition.open_row`).
    """
    if table in _VALUES:
        asked = [
            *find_steps(frame, table, _VALUES[table], base[table]),
            *find_copies(frame, _VALUES[table], base[table]),
            *(find_swaps(frame, base[table]) if table == "migration" else []),
        ]
        steps = [
            replace(one, severity="warning") if one.code in CONFIRMED_ONCE and one.code in confirmed else one
            for one in asked
        ]
        found = [*steps, *_missing_kreise(frame, table, base[table]), *_blank_over_value(frame, table, base[table])]
        found += find_cut(frame, _VALUES[table], base[table], open_row) if open_row else []
        found += _land_balance(frame, base) if table == "migration" else []
    else:
        found = [*_unknown_links(frame, table, base), *_unknown_sources(frame, base)]
        found += check_stored(frame, base[table]) if table == COUNTING else []
        found += check_steps(frame, base[table], confirmed) if table == "context" else []
    return tuple(Finding(**{**one.__dict__, "file": file}) for one in found)


def _blank_over_value(frame: pd.DataFrame, table: str, base: pd.DataFrame) -> list[Finding]:
    """Empty cells where a value is stored: an empty cell says nothing and must not delete it."""
    key = ["ags", "year", "age_group"]
    names = list(_VALUES[table])
    blank = frame[(frame["flag"] == "missing") & frame[names].isna().any(axis=1)]
    pairs = blank.merge(base[[*key, *names]], on=key, suffixes=("", "_stored"))
    lost = pairs[names].isna().to_numpy() & pairs[[f"{n}_stored" for n in names]].notna().to_numpy()
    rows = tuple(int(row) for row in pairs.loc[lost.any(axis=1), "row_number"])
    if not rows:
        return []
    return [Finding("error", "blank_over_value", row=rows[0], rows=rows[:50], count=len(rows))]


def _missing_kreise(frame: pd.DataFrame, table: str, base: pd.DataFrame) -> list[Finding]:
    """Districts the table has and the file does not, in the Länder the file speaks of."""
    lands = set(frame["ags"].str.slice(0, 2))
    missing = sorted({ags for ags in base["ags"] if ags[:2] in lands} - set(frame["ags"]))
    if not missing:
        return []
    return [Finding("warning", "kreise_missing", count=len(missing), fields={"ags": missing, "table": table})]


def _land_balance(frame: pd.DataFrame, base: Mapping[str, pd.DataFrame]) -> list[Finding]:
    """The balance of all districts of Brandenburg equals the Land's published balance."""
    land = base["migration_land"]
    land = land[
        (land["measure"] == "land_border")
        & (land["age_group"] == "insgesamt")
        & (land["partner"] == "alle")
        & (land["land_ags"] == "12")
    ]
    own = base["migration"]["ags"]
    expected = own[own.str.startswith("12")].nunique()
    total = frame[(frame["age_group"] == "insgesamt") & frame["ags"].str.startswith("12")]
    sums = total.groupby("year")["net"].agg(["sum", "count"])
    found = []
    for row in land.to_dict("records"):
        if row["year"] not in sums.index or sums.loc[row["year"], "count"] != expected:
            continue
        net = int(sums.loc[row["year"], "sum"])
        if net != int(row["net"]):
            fields = {
                "time": str(row["year"]),
                "found": float(net),
                "expected": float(row["net"]),
                "measure": "net",
            }
            found.append(Finding("error", "land_balance_mismatch", fields=fields))
    return found


def _unknown_links(frame: pd.DataFrame, table: str, base: Mapping[str, pd.DataFrame]) -> list[Finding]:
    found = []
    for column, other, code in _LINKS.get(table, ()):
        known = set(base[other][column if column in base[other] and other != "members" else "member_id"])
        if table == "members":
            known |= set(frame["member_id"].dropna())
        unknown = frame[frame[column].notna() & ~frame[column].isin(known)]
        for value, rows in unknown.groupby(column)["row_number"]:
            numbers = tuple(int(row) for row in rows)
            found.append(
                Finding(
                    "error",
                    code,
                    row=numbers[0],
                    heading=column,
                    value=str(value),
                    count=len(numbers),
                    rows=numbers,
                )
            )
    return found


def _unknown_sources(frame: pd.DataFrame, base: Mapping[str, pd.DataFrame]) -> list[Finding]:
    """Sources that are neither known nor the file itself."""
    column = "source_ids" if "source_ids" in frame else "source_id"
    known = set(base["sources"]["source_id"])
    found = []
    for row in frame[[column, "row_number"]].dropna().to_dict("records"):
        for one in str(row[column]).split("|"):
            if one not in known and not one.startswith("U-"):
                number = int(row["row_number"])
                found.append(
                    Finding("error", "unknown_source_id", row=number, rows=(number,), heading=column, value=one)
                )
    return found
