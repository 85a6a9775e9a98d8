"""Findings that need what is already stored: jumps, unknown keys, districts that are missing."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.intake.difference import canonical
from data.intake.model import Finding

JUMP = 0.5
"""A value that grew or shrank by more than half against the year before is pointed out."""
SMALL = 100
"""Below this many persons a jump is chance."""
_CENSUS_JUMP = 0.1
_MOST = 100
_VALUES = {"migration": ("arrivals", "departures"), "population": ("population",)}
_LINKS = {
    "events": (("member_id", "members", "unknown_member_id"),),
    "outcomes": (("member_id", "members", "unknown_member_id"),),
    "funding": (("member_id", "members", "unknown_member_id"),),
    "members": (("same_seat_as", "members", "unknown_member_id"),),
}


def check_against(
    frame: pd.DataFrame, table: str, base: Mapping[str, pd.DataFrame], *, file: str = ""
) -> tuple[Finding, ...]:
    """Compare an upload with the tables as they stand.

    Args:
        frame: `Intake.frame`.
        table: canonical table of it.
        base: current tables by name (`Atlas.tables()`).
        file: name of the file, for the findings.
    """
    if table in _VALUES:
        found = [*_jumps(frame, table, base[table]), *_missing_kreise(frame, table, base[table])]
        found += _land_balance(frame, base) if table == "migration" else []
    else:
        found = [*_unknown_links(frame, table, base), *_unknown_sources(frame, base)]
    return tuple(Finding(**{**one.__dict__, "file": file}) for one in found)


def _jumps(frame: pd.DataFrame, table: str, base: pd.DataFrame) -> list[Finding]:
    """Values far from the year before (of the upload itself, else of the base)."""
    key = ["ags", "age_group"]
    names = list(_VALUES[table])
    limit = _CENSUS_JUMP if table == "population" else JUMP
    both = pd.concat([base[[*key, "year", *names]], frame[[*key, "year", *names]]], ignore_index=True)
    before = both.drop_duplicates([*key, "year"], keep="last").assign(year=lambda one: one["year"] + 1)
    pairs = frame.merge(before, on=[*key, "year"], how="inner", suffixes=("", "_before"))
    found: list[Finding] = []
    for name in names:
        old, new = pairs[f"{name}_before"].astype("Float64"), pairs[name].astype("Float64")
        far = ((new - old).abs() > limit * old.clip(lower=SMALL)).fillna(False).astype(bool)
        for row in pairs[far].head(_MOST).to_dict("records"):
            fields = {
                "ags": row["ags"],
                "time": str(row["year"]),
                "age_group": row["age_group"],
                "measure": name,
                "found": float(row[name]),
                "expected": float(row[f"{name}_before"]),
            }
            number = int(row["row_number"])
            found.append(Finding("warning", "jump", row=number, rows=(number,), fields=fields))
    return found


def _missing_kreise(frame: pd.DataFrame, table: str, base: pd.DataFrame) -> list[Finding]:
    """Districts the table has and the file does not."""
    missing = sorted(set(base["ags"]) - set(frame["ags"]))
    if not missing or len(missing) == base["ags"].nunique():
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


def stored_rows(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """The rows of an upload that would be stored (see `difference.canonical`)."""
    return canonical(frame, table)
