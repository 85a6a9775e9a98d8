"""How much of the network the register knows, and which Kreise the known places reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from analytics.measures.rates import LAND_PREFIX
from data.errors import GrainError

if TYPE_CHECKING:
    from data.schemas import Atlas

DOCUMENTED = "documented"
INFERRED = "inferred"
ENDED = "ended"


@dataclass(frozen=True)
class RegisterCoverage:
    """How many members the network states and how many of them the register names.

    Attributes:
        stated: members by the latest documented count of the network.
        stated_date: date of that count, as precise as the source gives it.
        documented: members a source names as such.
        inferred: members we concluded from hints.
        without_place: members in the register whose place is not known.
        count_source_ids: sources of the stated count.
    """

    stated: int
    stated_date: str
    documented: int
    inferred: int
    without_place: int
    count_source_ids: str

    @property
    def named(self) -> int:
        """Members in the register."""
        return self.documented + self.inferred

    @property
    def unnamed(self) -> int:
        """Members the network counts and the register does not name; never below 0."""
        return max(self.stated - self.named, 0)


@dataclass(frozen=True)
class Reach:
    """How many Kreise hold at least one member with a known place.

    Attributes:
        land_reached, land_all: Kreise of Brandenburg.
        lausitz_reached, lausitz_all: Kreise of the Lausitz outside Brandenburg.
        inferred_only: names of the Kreise reached by inferred members alone.
        ended_only: names of the Kreise whose members have all ended.
    """

    land_reached: int
    land_all: int
    lausitz_reached: int
    lausitz_all: int
    inferred_only: tuple[str, ...]
    ended_only: tuple[str, ...]

    @property
    def reached(self) -> int:
        """Kreise reached in both Länder."""
        return self.land_reached + self.lausitz_reached

    @property
    def all(self) -> int:
        """Kreise of the atlas in both Länder."""
        return self.land_all + self.lausitz_all


def curve_counts(atlas: Atlas) -> pd.DataFrame:
    """The dated member counts that make the growth curve, oldest first; grain count_id."""
    counts = atlas.membership_counts
    curve = counts[(counts["chart_use"] == "curve") & counts["date"].notna()]
    return curve.sort_values("date", kind="stable", ignore_index=True)


def compute_register_coverage(atlas: Atlas) -> RegisterCoverage:
    """Members stated by the network's latest count against members named in the register.

    Raises:
        GrainError: a member occurs twice in the register.
    """
    members = check_members(atlas)
    latest = curve_counts(atlas).iloc[-1]
    return RegisterCoverage(
        stated=int(latest["members"]),
        stated_date=str(latest["date"]),
        documented=int((members["confidence"] == DOCUMENTED).sum()),
        inferred=int((members["confidence"] == INFERRED).sum()),
        without_place=int(members["kreis_ags"].isna().sum()),
        count_source_ids=str(latest["source_ids"]),
    )


def members_by_kreis(atlas: Atlas) -> pd.DataFrame:
    """Members with a known place per Kreis, one row per Kreis of the atlas, also those without a member.

    Returns:
        Grain ags. Columns ags, name, land_ags; members, documented, inferred, ended (int, 0 when none).

    Raises:
        GrainError: a member occurs twice in the register.
    """
    placed = check_members(atlas).dropna(subset=["kreis_ags"])
    flags = pd.DataFrame(
        {
            "ags": placed["kreis_ags"],
            "members": 1,
            "documented": (placed["confidence"] == DOCUMENTED).astype(int),
            "inferred": (placed["confidence"] == INFERRED).astype(int),
            "ended": (placed["status"] == ENDED).astype(int),
        }
    )
    sums = flags.groupby("ags").sum()
    kreise = scope_kreise(atlas)
    counted = kreise.join(sums, on="ags")
    names = list(sums.columns)
    return counted.assign(**counted[names].fillna(0).astype(int))


def scope_kreise(atlas: Atlas) -> pd.DataFrame:
    """Kreise the atlas is about: Brandenburg and the Saxon part of the Lausitz, without the Berlin backdrop."""
    kreise = atlas.kreise
    inside = kreise["ags"].str.startswith(LAND_PREFIX) | kreise["in_lausitz"]
    return kreise.loc[inside, ["ags", "name", "land_ags"]].reset_index(drop=True)


def compute_reach(atlas: Atlas) -> Reach:
    """Kreise with at least one member of the register by its known place, of all Kreise of the atlas."""
    table = members_by_kreis(atlas)
    in_land = table["ags"].str.startswith(LAND_PREFIX)
    reached = table["members"] > 0
    inferred_only = reached & (table["documented"] == 0)
    ended_only = reached & (table["ended"] == table["members"])
    return Reach(
        land_reached=int((in_land & reached).sum()),
        land_all=int(in_land.sum()),
        lausitz_reached=int((~in_land & reached).sum()),
        lausitz_all=int((~in_land).sum()),
        inferred_only=tuple(table.loc[inferred_only, "name"]),
        ended_only=tuple(table.loc[ended_only, "name"]),
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
