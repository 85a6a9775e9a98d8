"""When initiatives began, as documented, and what that makes of their Kreis: treated, control, or neither.

A start is the year in which an initiative began to work (founded_year). Where it was not found, the year in which it
joined the network stands in: it is a later bound, because nobody joins before existing. An initiative with neither
year could have begun at any time, so its Kreis can be neither a treated one nor a control.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics.subjects.effects.measures.design.cached import keep_per_choice
from data.atlas import Atlas

FOUNDED, JOINED = "founded", "joined"
YEAR_KINDS = (FOUNDED, JOINED)

TREATED, CONTROL, UNKNOWN_START, SHORT = "treated", "control", "unknown_start", "short"
ROLES = (TREATED, CONTROL, UNKNOWN_START, SHORT)
"""short: the start is known, but too few years lie before or after it in the data."""

NO_INITIATIVE, AFTER_DATA = "no_initiative", "after_data"
NO_PLACE, NO_YEAR, LATER_THAN_ANOTHER = "no_place", "no_year", "later_than_another"
KREIS_START_UNKNOWN, LEFT_OUT = "kreis_start_unknown", "kreis_left_out"
TOO_FEW_BEFORE, TOO_FEW_AFTER = "too_few_before", "too_few_after"
START_REASONS = (NO_PLACE, NO_YEAR, AFTER_DATA, KREIS_START_UNKNOWN, LATER_THAN_ANOTHER, TOO_FEW_BEFORE, TOO_FEW_AFTER)

# Below five years a trend before the start cannot be told from noise; one year after it, the year of the start itself,
# is a part of a year in most Kreise.
MIN_BEFORE = 5
MIN_AFTER = 2

START_COLUMNS = ["member_id", "name", "kreis_ags", "start_year", "year_kind", "confidence", "used", "reason"]
SETS_START = ["start_year", "year_kind", "confidence", "member_id"]
ROLE_COLUMNS = ["role", "start_year", "year_kind", "confidence", "member_id", "initiatives", "reason"]


def date_initiatives(atlas: Atlas, *, prefer: str = FOUNDED) -> pd.DataFrame:
    """The documented start of every initiative of the register.

    Args:
        atlas: the data package.
        prefer: founded, or joined to test what the choice changes; the other year stands in where one is blank.

    Returns:
        Grain member. Columns member_id, name, kreis_ags (NaN when the place is unknown), start_year (Int64, NA when
        neither year is documented), year_kind (founded|joined, "" without a year), confidence (as in the register).
    """
    members = atlas.members
    first, second = YEAR_KINDS if prefer == FOUNDED else YEAR_KINDS[::-1]
    year = members[f"{first}_year"].fillna(members[f"{second}_year"])
    kind = pd.Series(second, index=members.index, dtype="str").where(members[f"{first}_year"].isna(), first)
    return members[["member_id", "name", "kreis_ags"]].assign(
        start_year=year.astype("Int64"), year_kind=kind.where(year.notna(), ""), confidence=members["confidence"]
    )


def assign_roles(atlas: Atlas, ags_list: Sequence[str], years: Sequence[int], *, prefer: str = FOUNDED) -> pd.DataFrame:
    """What each Kreis is in a comparison of before and after.

    Args:
        atlas: the data package.
        ags_list: keys of the Kreise with figures.
        years: years with figures, in order.
        prefer: which year counts as the start (see `date_initiatives`).

    Returns:
        Index ags. Columns role (one of `ROLES`), start_year (first start in the Kreis, Int64), year_kind, confidence
        and member_id of the initiative that sets it, initiatives (number in the register), reason ("" for a treated
        Kreis; a control has no_initiative, or after_data when its first initiative began after the last year).
    """
    placed: dict[str, list[Any]] = {ags: [] for ags in ags_list}
    for initiative in _by_start(atlas, prefer):
        placed.get(str(initiative.kreis_ags), []).append(initiative)
    rows = [_role(initiatives, years) for initiatives in placed.values()]
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in ROLE_COLUMNS}
    columns["start_year"] = pd.array(columns["start_year"], dtype="Int64")
    return pd.DataFrame(columns, index=pd.Index(placed, dtype="str", name="ags"))


@keep_per_choice
def _by_start(atlas: Atlas, prefer: str) -> tuple[Any, ...]:
    """The initiatives with a known place as rows, the first start first."""
    dated = date_initiatives(atlas, prefer=prefer).sort_values(["start_year", "member_id"])
    return tuple(dated.dropna(subset=["kreis_ags"]).itertuples())


def explain_starts(dated: pd.DataFrame, roles: pd.DataFrame) -> pd.DataFrame:
    """Every initiative with its start, and whether it sets the start of its Kreis or why not.

    Args:
        dated: result of `date_initiatives`.
        roles: result of `assign_roles`.

    Returns:
        Grain member, the columns of `dated` and used (bool), reason ("" when used, otherwise one of `START_REASONS`
        or kreis_left_out).
    """
    reasons = [_start_reason(row, roles) for _, row in dated.iterrows()]
    return dated.assign(used=[reason == "" for reason in reasons], reason=reasons)[START_COLUMNS]


def _role(initiatives: Sequence[Any], years: Sequence[int]) -> dict[str, object]:
    """The row of a Kreis without its key; its initiatives are given by start, the first one first."""
    count = {"initiatives": len(initiatives)}
    if not initiatives:
        return _state(CONTROL, NO_INITIATIVE) | count
    if any(pd.isna(one.start_year) for one in initiatives):
        return _state(UNKNOWN_START, NO_YEAR) | count
    first = initiatives[0]
    role, reason = _judge_window(int(first.start_year), years)
    return _state(role, reason) | {name: getattr(first, name) for name in SETS_START} | count


def _state(role: str, reason: str) -> dict[str, object]:
    blank = {"start_year": pd.NA, "year_kind": "", "confidence": "", "member_id": ""}
    return blank | {"role": role, "reason": reason}


def _judge_window(start: int, years: Sequence[int]) -> tuple[str, str]:
    before = sum(year < start for year in years)
    after = len(years) - before
    if after == 0:
        return CONTROL, AFTER_DATA
    if before < MIN_BEFORE:
        return SHORT, TOO_FEW_BEFORE
    return (TREATED, "") if after >= MIN_AFTER else (SHORT, TOO_FEW_AFTER)


def _start_reason(row: pd.Series, roles: pd.DataFrame) -> str:
    if pd.isna(row["kreis_ags"]):
        return NO_PLACE
    if pd.isna(row["start_year"]):
        return NO_YEAR
    if row["kreis_ags"] not in roles.index:
        return LEFT_OUT
    kreis = roles.loc[row["kreis_ags"]]
    if kreis["role"] == UNKNOWN_START:
        return KREIS_START_UNKNOWN
    if row["member_id"] != kreis["member_id"]:
        return LATER_THAN_ANOTHER
    return str(kreis["reason"])
