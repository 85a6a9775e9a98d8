"""How much of the network the register knows, what it knows of each initiative today, and which Kreise they reach.

An initiative is active (known to run), unknown (no sign of life of late) or ended: one definition for cards, maps,
slides and sentences. An ended one is listed and drawn, but counts nowhere: neither among the members of today nor for
the Kreis it was in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analytics.memo import once_per_atlas
from analytics.rates.rates import LAND_PREFIX
from data.atlas import Atlas
from data.errors import GrainError

DOCUMENTED, INFERRED = "documented", "inferred"
CONFIDENCES = (DOCUMENTED, INFERRED)
"""How a membership is known."""
ACTIVE, UNKNOWN, ENDED = "active", "unknown", "ended"
STATES = (ACTIVE, UNKNOWN, ENDED)
"""What is known of an initiative, the surest sign of life first."""
NONE = "none"


@dataclass(frozen=True)
class RegisterCoverage:
    """How many members the network states and how many of them the register names.

    Attributes:
        stated: members by the latest documented count of the network.
        stated_date: date of that count, as precise as the source gives it.
        documented: members a source names as such, without the ended ones.
        inferred: members we concluded from hints, without the ended ones.
        ended: initiatives of the register that have ended; the count no longer holds them.
        without_place: members in the register whose place is not known, without the ended ones.
        count_source_ids: sources of the stated count.
    """

    stated: int
    stated_date: str
    documented: int
    inferred: int
    ended: int
    without_place: int
    count_source_ids: str

    @property
    def named(self) -> int:
        """Members in the register that have not ended."""
        return self.documented + self.inferred

    @property
    def unnamed(self) -> int:
        """Members the network counts and the register does not name; never below 0."""
        return max(self.stated - self.named, 0)


@dataclass(frozen=True)
class Reach:
    """How many Kreise hold at least one initiative with a known place that has not ended.

    Attributes:
        land_running: Kreise of Brandenburg with an initiative that is known to run.
        land_unknown: further ones with an initiative of which nobody knows whether it still runs.
        land_all: Kreise of Brandenburg.
        lausitz_reached, lausitz_all: Kreise of the Lausitz outside Brandenburg.
        initiatives: how many initiatives with a known place are in each state, by `STATES`.
        inferred_only: names of the Kreise reached by inferred members alone.
        unknown_only: names of the Kreise of `land_unknown`.
        ended_only: names of the Kreise whose initiatives have all ended; they are not reached.
    """

    land_running: int
    land_unknown: int
    land_all: int
    lausitz_reached: int
    lausitz_all: int
    initiatives: dict[str, int]
    inferred_only: tuple[str, ...]
    unknown_only: tuple[str, ...]
    ended_only: tuple[str, ...]

    @property
    def land_reached(self) -> int:
        """Kreise of Brandenburg with an initiative that has not ended."""
        return self.land_running + self.land_unknown


def curve_counts(atlas: Atlas) -> pd.DataFrame:
    """The dated member counts that make the growth curve, oldest first; grain count_id."""
    counts = atlas.membership_counts
    curve = counts[(counts["chart_use"] == "curve") & counts["date"].notna()]
    return curve.sort_values("date", kind="stable", ignore_index=True)


@once_per_atlas
def compute_register_coverage(atlas: Atlas) -> RegisterCoverage:
    """Members stated by the network's latest count against members named in the register.

    Raises:
        GrainError: a member occurs twice in the register.
    """
    members = check_members(atlas)
    ended = members["status"] == ENDED
    present = members[~ended]
    latest = curve_counts(atlas).iloc[-1]
    return RegisterCoverage(
        stated=int(latest["members"]),
        stated_date=str(latest["date"]),
        documented=int((present["confidence"] == DOCUMENTED).sum()),
        inferred=int((present["confidence"] == INFERRED).sum()),
        ended=int(ended.sum()),
        without_place=int(present["kreis_ags"].isna().sum()),
        count_source_ids=str(latest["source_ids"]),
    )


@once_per_atlas
def members_by_kreis(atlas: Atlas) -> pd.DataFrame:
    """Members with a known place per Kreis, one row per Kreis of the atlas, also those without a member.

    Returns:
        Grain ags. Columns ags, name, land_ags; members (all of the register, also ended ones), documented, inferred
        (without ended ones), active, unknown, ended (int, 0 when none); state (the best of its members: active,
        unknown, ended, or none).

    Raises:
        GrainError: a member occurs twice in the register.
    """
    placed = check_members(atlas).dropna(subset=["kreis_ags"])
    lasting = placed["status"] != ENDED
    flags = pd.DataFrame(
        {
            "ags": placed["kreis_ags"],
            "members": 1,
            "documented": (lasting & (placed["confidence"] == DOCUMENTED)).astype(int),
            "inferred": (lasting & (placed["confidence"] == INFERRED)).astype(int),
            **{state: (placed["status"] == state).astype(int) for state in STATES},
        }
    )
    sums = flags.groupby("ags").sum()
    kreise = scope_kreise(atlas)
    counted = kreise.join(sums, on="ags")
    names = list(sums.columns)
    counted = counted.assign(**counted[names].fillna(0).astype(int))
    states = [best_state(state for state in STATES if row[state]) for _, row in counted.iterrows()]
    return counted.assign(state=states)


def best_state(states: Iterable[str]) -> str:
    """What is known of several initiatives at one place: the surest sign of life among them, none without any."""
    found = set(states)
    return next((state for state in STATES if state in found), NONE)


def count_states(members: pd.DataFrame) -> dict[str, int]:
    """How many rows of the register are in each state, by `STATES`."""
    return {state: int((members["status"] == state).sum()) for state in STATES}


def scope_kreise(atlas: Atlas) -> pd.DataFrame:
    """Kreise the atlas is about: Brandenburg and the Saxon part of the Lausitz, without the Berlin backdrop."""
    kreise = atlas.kreise
    inside = kreise["ags"].str.startswith(LAND_PREFIX) | kreise["in_lausitz"]
    return kreise.loc[inside, ["ags", "name", "land_ags"]].reset_index(drop=True)


def compute_reach(atlas: Atlas) -> Reach:
    """Kreise with at least one initiative of the register that has not ended, by their known places."""
    table = members_by_kreis(atlas)
    in_land, state = table["ags"].str.startswith(LAND_PREFIX), table["state"]
    reached = state.isin([ACTIVE, UNKNOWN])
    names = {word: tuple(table.loc[state == word, "name"]) for word in STATES}
    return Reach(
        land_running=int((in_land & (state == ACTIVE)).sum()),
        land_unknown=int((in_land & (state == UNKNOWN)).sum()),
        land_all=int(in_land.sum()),
        lausitz_reached=int((~in_land & reached).sum()),
        lausitz_all=int((~in_land).sum()),
        initiatives=count_states(check_members(atlas).dropna(subset=["kreis_ags"])),
        inferred_only=tuple(table.loc[reached & (table["documented"] == 0), "name"]),
        unknown_only=names[UNKNOWN],
        ended_only=names[ENDED],
    )


def check_members(atlas: Atlas) -> pd.DataFrame:
    """The register, proven to hold each member once.

    Raises:
        GrainError: a member occurs twice.
    """
    members = atlas.members
    doubled = members["member_id"].duplicated()
    if doubled.any():
        raise GrainError(table="members", key=str(members.loc[doubled, "member_id"].iloc[0]))
    return members
