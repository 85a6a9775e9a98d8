"""What the members without a known place could change: today's reach is a lower bound of the true one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.rates.coverage import DOCUMENTED, compute_register_coverage
from analytics.subjects.reach.measures.geometry import distance_matrix_km
from analytics.subjects.reach.measures.locations import unplaced
from analytics.subjects.reach.measures.reach import LIMITS_KM, distances, in_scope
from analytics.subjects.reach.measures.solver import Solution, cover_most
from data.atlas import Atlas
from data.errors import check_name


@dataclass(frozen=True)
class RegisterBound:
    """Bounds of the share of people within a limit, whatever the places that are not known.

    Attributes:
        limit_km, scope: what was asked.
        people_all: persons of the scope (census of 2022).
        people_documented: persons within the limit of the members whose place is known and that a source names; so
            many at least, even if every inference is wrong.
        people_low: persons within the limit of all initiatives whose place is known: today's reach.
        people_high: at most so many, if the register's members without a place sat where they reach most.
        people_highest: the same if also the members sat there that the network counts and the register does not name.
        unplaced: members of the register without a known place (not ended).
        unnamed: members the network counts beyond those of the register that have not ended.
        proven: the solver proved both upper ones; otherwise they are its bounds, which are true but not sharp.
    """

    limit_km: float
    scope: str
    people_all: int
    people_documented: int
    people_low: int
    people_high: int
    people_highest: int
    unplaced: int
    unnamed: int
    proven: bool

    @property
    def share_documented(self) -> float:
        """Share of the people within the limit of the documented members whose place is known."""
        return self._share(self.people_documented)

    @property
    def share_low(self) -> float:
        """Share of the people within the limit of the initiatives whose place is known."""
        return self._share(self.people_low)

    @property
    def share_high(self) -> float:
        """Upper bound of the share with the register's members without a place."""
        return self._share(self.people_high)

    @property
    def share_highest(self) -> float:
        """Upper bound of the share with all members whose place is not known."""
        return self._share(self.people_highest)

    def _share(self, people: int) -> float:
        return people / self.people_all if self.people_all else float("nan")


def compute_register_bound(atlas: Atlas, *, limit_km: float, scope: str) -> RegisterBound:
    """How much more people the members without a known place could reach, at most.

    They are put where they reach most people who have no initiative within the limit, at points of any Gemeinde of the
    atlas, also outside the scope: the register's points are points of Gemeinden too.

    Raises:
        UnknownNameError: scope or limit is unknown.
    """
    check_name("limit_km", limit_km, LIMITS_KM)
    table = distances(atlas)
    inside = in_scope(table, scope)
    people = np.nan_to_num(table["population"].to_numpy(dtype=float))
    within = (table["distance_km"] <= limit_km).to_numpy()
    documented = (distances(atlas, reading=DOCUMENTED)["distance_km"] <= limit_km).to_numpy()
    low = int(people[inside & within].sum())
    hidden, unnamed = len(unplaced(atlas)), compute_register_coverage(atlas).unnamed
    found = [_most(atlas, inside & ~within, limit_km, count) for count in (hidden, hidden + unnamed)]
    high, highest = (low + one.bound for one in found)
    return RegisterBound(
        limit_km=limit_km,
        scope=scope,
        people_all=int(people[inside].sum()),
        people_documented=int(people[inside & documented].sum()),
        people_low=low,
        people_high=high,
        people_highest=highest,
        unplaced=hidden,
        unnamed=unnamed,
        proven=all(one.optimal for one in found),
    )


def _most(atlas: Atlas, bare: np.ndarray[tuple[int], np.dtype[np.bool_]], limit_km: float, count: int) -> Solution:
    """The most people among the bare Gemeinden that so many places anywhere in the atlas can reach."""
    if not count or not bare.any():
        return Solution((), 0, 0)
    table = distances(atlas)
    lat, lon = table["lat"].to_numpy(), table["lon"].to_numpy()
    covers = distance_matrix_km(lat[bare], lon[bare], lat, lon) <= limit_km
    people = np.nan_to_num(table["population"].to_numpy(dtype=float))[bare]
    return cover_most(covers, people, min(count, len(table)))
