"""Where the initiatives sit and since when: the register, reduced to one row per seat.

A seat is a member with a known place; members that are probably one seat (`same_seat_as`) are one row. What the
register says of its members is kept apart as readings:

- known: documented or inferred, not ended. The reading used unless another is asked for.
- documented: a source names it as a member, not ended.
- active: documented, and its status is active; a status "unknown" has had no sign of life of late.
- with_ended: known, and those that ended.

Years: a seat counts from the year its work began (`founded_year`). Where that is not documented it counts from the
first year that shows it (the earlier of `joined_year` and `known_member_by`, else the year of `last_evidence`): it
may have worked before. An ended one counts up to `left_year`, else up to the year of its last evidence.
"""

from __future__ import annotations

import pandas as pd

from analytics.memo import once_per_atlas
from analytics.rates.coverage import DOCUMENTED, ENDED, check_members
from data.atlas import Atlas
from data.errors import check_name

KNOWN, ACTIVE, WITH_ENDED = "known", "active", "with_ended"
READINGS = (KNOWN, DOCUMENTED, ACTIVE, WITH_ENDED)
FOUNDED, SHOWN, SEEN, UNDATED = "founded", "shown", "seen", "undated"
STARTS = (FOUNDED, SHOWN, SEEN, UNDATED)
"""How the first year of a seat is known: documented start; first year shown; latest evidence only; not at all."""


@once_per_atlas
def list_locations(atlas: Atlas) -> pd.DataFrame:
    """Seats with a known place, documented and active ones first.

    Returns:
        Grain member_id (of the seat's first member; others of the same seat in `with_members`, joined by ``|``).
        Columns: name, kreis_ags (NaN when unknown), lat, lon (degrees), confidence (documented|inferred), status
        (active|unknown|ended), first_year (Int64, NA when undated), start (one of `STARTS`), last_seen (Int64, year of
        the latest evidence, of the documented members where there are any), last_year (Int64: last year an ended seat
        counts, NA for the others), end_dated (bool: the year it ended is documented), and one bool per reading: known,
        documented, active, with_ended.

    Raises:
        GrainError: a member occurs twice in the register.
    """
    placed = _dated(check_members(atlas)).dropna(subset=["lat", "lon"])
    hosts = set(placed["member_id"])
    own = placed["member_id"]
    placed = placed.assign(seat=placed["same_seat_as"].where(placed["same_seat_as"].isin(hosts), own))
    rows = [_merge(group) for _, group in placed.groupby("seat", sort=False)]
    table = pd.DataFrame(rows, columns=list(_SEAT_TYPES)).astype(_SEAT_TYPES)
    best_known = table[[DOCUMENTED, ACTIVE]].sum(axis="columns").rename("best_known")
    order = best_known.sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


_SEAT_TYPES = {
    "member_id": "str",
    "name": "str",
    "kreis_ags": "str",
    "lat": "float64",
    "lon": "float64",
    "confidence": "str",
    "status": "str",
    "first_year": "Int64",
    "start": "str",
    "last_seen": "Int64",
    "last_year": "Int64",
    "end_dated": "bool",
    "with_members": "str",
    KNOWN: "bool",
    DOCUMENTED: "bool",
    ACTIVE: "bool",
    WITH_ENDED: "bool",
}


def unplaced(atlas: Atlas) -> pd.DataFrame:
    """Members that have not ended and whose point is not known: rows of the register."""
    members = check_members(atlas)
    return members[(members["lat"].isna() | members["lon"].isna()) & (members["status"] != ENDED)]


def locations_counted(table: pd.DataFrame, *, reading: str = KNOWN, year: int | None = None) -> pd.Series:
    """Which seats count in a reading, today or at the end of a year.

    Args:
        table: from `list_locations`.
        reading: one of `READINGS`. With a year, an ended seat counts as long as it lasted: whether it has ended
            since says nothing about that year.
        year: None for today.

    Raises:
        UnknownNameError: the reading is unknown.
    """
    check_name("reading", reading, READINGS)
    if year is None:
        return table[reading]
    begun = (table["first_year"] <= year).fillna(value=False).astype(bool)
    lasting = (table["last_year"].isna() | (table["last_year"] >= year)).astype(bool)
    return begun & lasting & _of_reading_then(table, reading)


def counted_low(table: pd.DataFrame, year: int) -> pd.Series:
    """Seats certain for a year: documented, begun, and either active today or with evidence of that year or later."""
    seen = ((table["last_seen"] >= year).fillna(value=False) | table[ACTIVE]).astype(bool)
    return locations_counted(table, reading=DOCUMENTED, year=year) & seen


def counted_high(table: pd.DataFrame, year: int, *, last: int) -> pd.Series:
    """Seats possible in a year: also those whose start or end is not dated, save an ended one in the last year."""
    begun = ((table["first_year"] <= year).fillna(value=False) | (table["start"] != FOUNDED)).astype(bool)
    open_end = ~table["end_dated"] & (year < last)
    lasting = (table["last_year"].isna() | (table["last_year"] >= year) | open_end).astype(bool)
    return begun & lasting


def documented_years(atlas: Atlas) -> range:
    """From the first year a seat is known to the year of the latest evidence; empty when no seat is dated."""
    table = list_locations(atlas)
    first, last = table["first_year"].min(), table["last_seen"].max()
    return range(0) if pd.isna(first) or pd.isna(last) else range(int(first), int(last) + 1)


def _of_reading_then(table: pd.DataFrame, reading: str) -> pd.Series:
    if reading in (KNOWN, WITH_ENDED):
        return pd.Series(True, index=table.index)
    if reading == DOCUMENTED:
        return table["confidence"] == DOCUMENTED
    return table[ACTIVE]


def _dated(members: pd.DataFrame) -> pd.DataFrame:
    """The register with first and last year of each member and how the first is known."""
    shown = members[["joined_year", "known_member_by"]].min(axis="columns").astype("Int64")
    seen = pd.to_numeric(members["last_evidence"].str[:4]).astype("Int64")
    first = members["founded_year"].astype("Int64").fillna(shown).fillna(seen)
    start = pd.Series(UNDATED, index=members.index).mask(seen.notna(), SEEN).mask(shown.notna(), SHOWN)
    left = members["left_year"].astype("Int64")
    ended = members["status"] == ENDED
    return members.assign(
        first_year=first,
        start=start.mask(members["founded_year"].notna(), FOUNDED),
        last_seen=seen,
        last_year=left.where(left.notna(), seen.where(ended)),
        end_dated=left.notna(),
    )


def _merge(group: pd.DataFrame) -> dict[str, object]:
    """One seat out of its members: the first one's name and point, the best of what is known of any."""
    first = group.iloc[0]
    documented, lasting = group["confidence"] == DOCUMENTED, group["status"] != ENDED
    active = group["status"] == ACTIVE
    states = [state for state, rows in ((ACTIVE, active), ("unknown", lasting)) if rows.any()]
    begun = group.sort_values("first_year", kind="stable").iloc[0]
    return {
        **first[["member_id", "name", "kreis_ags", "lat", "lon"]],
        **begun[["first_year", "start"]],
        "confidence": DOCUMENTED if documented.any() else "inferred",
        "status": states[0] if states else ENDED,
        "last_seen": (group[documented] if documented.any() else group)["last_seen"].max(),
        "last_year": group["last_year"].max() if group["last_year"].notna().all() else pd.NA,
        "end_dated": bool(group["end_dated"].all()),
        "with_members": "|".join(group["member_id"].iloc[1:]),
        KNOWN: bool(lasting.any()),
        DOCUMENTED: bool((documented & lasting).any()),
        ACTIVE: bool((documented & active).any()),
        WITH_ENDED: True,
    }
