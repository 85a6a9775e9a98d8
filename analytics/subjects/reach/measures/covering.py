"""The best next places: in which Gemeinden further initiatives would reach most people who have none near.

The maximal covering location problem on the Gemeinden of the atlas, solved exactly (`solver`). The next best answers
are found the same way: the sets already found are forbidden.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.subjects.reach.measures.geometry import Floats, distance_matrix_km
from analytics.subjects.reach.measures.locations import KNOWN
from analytics.subjects.reach.measures.need import DEFAULT_WEIGHTS, Weights, compute_need
from analytics.subjects.reach.measures.reach import LIMITS_KM, Points, distances, in_scope
from analytics.subjects.reach.measures.solver import Bools, Solution, cover_most, promising
from data.atlas import Atlas
from data.errors import SelectionError, check_name

POPULATION, NEED = "population", "need"
OBJECTIVES = (POPULATION, NEED)
MAX_PLACES = 3
# "Nearly as good": what a change of a few hundred people in a census could turn round.
NEAR_SHARE = 0.05
MAX_ALTERNATIVES = 5


@dataclass(frozen=True)
class Place:
    """A Gemeinde as the seat of a further initiative.

    Attributes:
        ags, name, kreis_ags, kreis: the Gemeinde, key and name of its Kreis.
        lat, lon: its point, degrees.
        people_alone: persons newly reached if only this place were added.
    """

    ags: str
    name: str
    kreis_ags: str
    kreis: str
    lat: float
    lon: float
    people_alone: int


@dataclass(frozen=True)
class PlaceSet:
    """One answer: places that are added together.

    Attributes:
        places: by people reached alone, most first; fewer than asked for when further ones would reach nobody.
        people_new: persons newly within the limit.
        gemeinden_new: Gemeinden newly within the limit.
        objective: what was maximised: persons, or persons weighted by need (unit: persons in the neediest Kreis).
        share_of_best: objective as a share of the best set's (0..1; 1 when nobody can be reached).
    """

    places: tuple[Place, ...]
    people_new: int
    gemeinden_new: int
    objective: float
    share_of_best: float


@dataclass(frozen=True)
class Covering:
    """The best places and how sure that is.

    Attributes:
        limit_km, count, scope, weight, reading: what was asked.
        best: the best set found.
        alternatives: the next best ones in order, at least 95 % as good, at most five.
        more_alternatives: the list may go on: it was cut after five, or the time was up.
        optimal: no better set exists (proven).
        bound: no set can reach more than this (proven; unit of the objective).
        gap: (bound - objective) / objective; 0 when optimal.
        people_before, people_all: persons within the limit today, and all of the scope.
        candidates: Gemeinden that could be chosen.
        unweighted: Kreise without an index of need, which count with the middle weight (weight "need" only).
    """

    limit_km: float
    count: int
    scope: str
    weight: str
    reading: str
    best: PlaceSet
    alternatives: tuple[PlaceSet, ...]
    more_alternatives: bool
    optimal: bool
    bound: float
    gap: float
    people_before: int
    people_all: int
    candidates: int
    unweighted: tuple[str, ...]

    @property
    def best_sets(self) -> tuple[PlaceSet, ...]:
        """The best set and those that are exactly as good."""
        return (self.best, *(one for one in self.alternatives if one.objective == self.best.objective))

    @property
    def share_before(self) -> float:
        """Share of the people within the limit today."""
        return self.people_before / self.people_all if self.people_all else float("nan")

    @property
    def share_after(self) -> float:
        """Share of the people within the limit with the best set."""
        people = self.people_before + self.best.people_new
        return people / self.people_all if self.people_all else float("nan")


def solve_covering(
    atlas: Atlas,
    *,
    limit_km: float,
    count: int,
    scope: str,
    weight: str = POPULATION,
    need_weights: Weights = DEFAULT_WEIGHTS,
    extra: Points = (),
    reading: str = KNOWN,
) -> Covering:
    """The Gemeinden in which `count` further initiatives would reach most people who have none within the limit.

    Args:
        atlas: the data package.
        limit_km: one of `LIMITS_KM`.
        count: 1 to `MAX_PLACES`.
        scope: whose people count and where the places may be: one of the scopes.
        weight: population; or need: a person counts by the rank of the Kreis in the index of need, from 1/n where it is
            least to 1 where it is greatest.
        need_weights: weights of the index, as for `compute_need`.
        extra: assumed initiatives that are taken as given.
        reading: which members count today, one of `READINGS`.

    Raises:
        UnknownNameError: scope, weight, limit or reading is unknown.
        SelectionError: count is below 1 or above `MAX_PLACES`.
    """
    _check_question(limit_km, count, weight)
    table = distances(atlas, extra=extra, reading=reading)
    kreise = atlas.kreise.set_index("ags")["name"]
    towns = table.assign(kreis=table["kreis_ags"].map(kreise))[in_scope(table, scope)].reset_index(drop=True)
    problem = _problem(atlas, towns, limit_km, weight, need_weights)
    found = _best_sets(problem, count)
    sets = [_place_set(problem, one, found[0]) for one in found]
    near = [one for one in sets[1:] if one.share_of_best >= 1 - NEAR_SHARE]
    best = found[0]
    return Covering(
        limit_km=limit_km,
        count=count,
        scope=scope,
        weight=weight,
        reading=reading,
        best=sets[0],
        alternatives=tuple(near[:MAX_ALTERNATIVES]),
        more_alternatives=len(near) > MAX_ALTERNATIVES or not found[-1].optimal,
        optimal=best.optimal,
        bound=best.bound / problem.unit,
        gap=(best.bound - best.value) / best.value if best.value else 0.0,
        people_before=int(np.nansum(towns["population"].where(towns["distance_km"] <= limit_km))),
        people_all=int(np.nansum(towns["population"])),
        candidates=len(towns),
        unweighted=problem.unweighted,
    )


@dataclass(frozen=True)
class _Problem:
    """Gemeinden without an initiative within the limit (rows) against all Gemeinden that may be chosen.

    Attributes:
        places: the Gemeinden that may be chosen.
        covers: rows x places.
        people: persons per row.
        worth: whole numbers per row: persons, or persons times the rank of their Kreis.
        unit: worth of one person in the neediest Kreis.
        unweighted: Kreise without an index.
    """

    places: pd.DataFrame
    covers: Bools
    people: Floats
    worth: Floats
    unit: int
    unweighted: tuple[str, ...]


def _check_question(limit_km: float, count: int, weight: str) -> None:
    check_name("limit_km", limit_km, LIMITS_KM)
    check_name("objective", weight, OBJECTIVES)
    if not 1 <= count <= MAX_PLACES:
        raise SelectionError(kind="place", found=count, least=1, most=MAX_PLACES)


def _problem(atlas: Atlas, towns: pd.DataFrame, limit_km: float, weight: str, need_weights: Weights) -> _Problem:
    bare = towns[towns["distance_km"] > limit_km]
    covers = (
        distance_matrix_km(
            bare["lat"].to_numpy(), bare["lon"].to_numpy(), towns["lat"].to_numpy(), towns["lon"].to_numpy()
        )
        <= limit_km
    )
    people = np.nan_to_num(bare["population"].to_numpy(dtype=float))
    if weight == POPULATION:
        return _Problem(towns, covers, people, people, 1, ())
    ranks = _need_ranks(atlas, need_weights)
    middle = float(np.floor(ranks.median()))
    worth = people * bare["kreis_ags"].map(ranks.fillna(middle)).to_numpy(dtype=float)
    names = atlas.kreise.set_index("ags")["name"]
    return _Problem(towns, covers, people, worth, int(ranks.max()), tuple(names[ranks.index[ranks.isna()]]))


def _need_ranks(atlas: Atlas, need_weights: Weights) -> pd.Series:
    """Rank of every Kreis by need, 1 for the least; NaN without an index. Whole numbers keep the solver exact."""
    index = compute_need(atlas, need_weights).set_index("ags")["index"]
    return index.rank(ascending=True, method="max")


def _best_sets(problem: _Problem, count: int) -> list[Solution]:
    """The best set and the next ones, until one is not nearly as good any more, the list is full or time is up."""
    able = promising(problem.covers, problem.worth, count, 1 - NEAR_SHARE)
    covers, towns = problem.covers[:, able], problem.places["population"].fillna(0).to_numpy()[able]
    # Of Gemeinden that reach equally many people the larger one can more likely carry an office.
    liked = towns / max(float(towns.max()), 1.0)
    found: list[Solution] = []
    while len(found) < MAX_ALTERNATIVES + 2:
        known = [one.chosen for one in found]
        found.append(cover_most(covers, problem.worth, count, forbidden=known, preference=liked))
        if not found[-1].optimal or found[-1].value < max(found[0].value * (1 - NEAR_SHARE), 1):
            break
    return [Solution(tuple(int(able[at]) for at in one.chosen), one.value, one.bound) for one in found]


def _place_set(problem: _Problem, found: Solution, best: Solution) -> PlaceSet:
    reached = problem.covers[:, list(found.chosen)].any(axis=1)
    alone = {at: int(problem.people[problem.covers[:, at]].sum()) for at in found.chosen}
    order = sorted(found.chosen, key=lambda at: (-alone[at], at))
    return PlaceSet(
        places=tuple(_place(problem.places.iloc[at], alone[at]) for at in order),
        people_new=int(problem.people[reached].sum()),
        gemeinden_new=int(reached.sum()),
        objective=found.value / problem.unit,
        share_of_best=found.value / best.value if best.value else 1.0,
    )


def _place(row: pd.Series, alone: int) -> Place:
    return Place(row["ags"], row["name"], row["kreis_ags"], row["kreis"], float(row["lat"]), float(row["lon"]), alone)
