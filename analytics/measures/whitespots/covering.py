"""The best next places: in which Gemeinden further initiatives would reach most people who have none near.

The maximal covering location problem on the Gemeinden of the atlas, solved exactly (`solver`). The next best answers
are found the same way: the sets already found are forbidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.measures.whitespots.geometry import Floats, distance_matrix_km
from analytics.measures.whitespots.need import DEFAULT_WEIGHTS, Weights, compute_need
from analytics.measures.whitespots.reach import LIMITS_KM, Points, distances, in_scope
from analytics.measures.whitespots.seats import KNOWN
from analytics.measures.whitespots.solver import Bools, Solution, cover_most
from data.errors import SelectionError, UnknownNameError

if TYPE_CHECKING:
    from data.schemas import Atlas

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
        ags, name, kreis_ags: the Gemeinde.
        lat, lon: its point, degrees.
        people_alone: persons newly reached if only this place were added.
    """

    ags: str
    name: str
    kreis_ags: str
    lat: float
    lon: float
    people_alone: int


@dataclass(frozen=True)
class PlaceSet:
    """One answer: places that are added together.

    Attributes:
        places: by people reached alone, most first.
        people_new: persons newly within the limit.
        gemeinden_new: Gemeinden newly within the limit.
        objective: what was maximised: persons, or persons weighted by need.
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
        optimal: no better set exists (proven by the solver).
        bound: no set can reach more than this (unit of the objective).
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
        scope: whose people count and where the places may be: land or lausitz.
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
    towns = table[in_scope(table, scope)].reset_index(drop=True)
    worth, unweighted = _worth(atlas, towns, weight, need_weights)
    problem = _problem(towns, towns, worth, limit_km)
    found = _best_sets(problem, count)
    value = found[0].value
    sets = [_place_set(problem, one, value) for one in found]
    near = [one for one in sets[1:] if one.share_of_best >= 1 - NEAR_SHARE]
    return Covering(
        limit_km=limit_km,
        count=count,
        scope=scope,
        weight=weight,
        reading=reading,
        best=sets[0],
        alternatives=tuple(near[:MAX_ALTERNATIVES]),
        more_alternatives=len(near) > MAX_ALTERNATIVES or not found[-1].optimal,
        optimal=found[0].optimal,
        bound=found[0].bound,
        gap=max(found[0].bound - value, 0.0) / value if value else 0.0,
        people_before=int(np.nansum(towns["population"].where(towns["distance_km"] <= limit_km))),
        people_all=int(np.nansum(towns["population"])),
        candidates=len(towns),
        unweighted=unweighted,
    )


@dataclass(frozen=True)
class _Problem:
    """Rows without an initiative within the limit against all places that may be chosen."""

    places: pd.DataFrame
    covers: Bools
    worth: Floats
    people: Floats


def _check_question(limit_km: float, count: int, weight: str) -> None:
    if limit_km not in LIMITS_KM:
        raise UnknownNameError(kind="limit_km", value=limit_km, valid=tuple(str(limit) for limit in LIMITS_KM))
    if weight not in OBJECTIVES:
        raise UnknownNameError(kind="objective", value=weight, valid=OBJECTIVES)
    if not 1 <= count <= MAX_PLACES:
        raise SelectionError(kind="place", found=count, least=1, most=MAX_PLACES)


def _worth(atlas: Atlas, towns: pd.DataFrame, weight: str, need_weights: Weights) -> tuple[Floats, tuple[str, ...]]:
    people = np.nan_to_num(towns["population"].to_numpy(dtype=float))
    if weight == POPULATION:
        return people, ()
    need = compute_need(atlas, need_weights).set_index("ags")
    ranked = need["index"].rank(ascending=True, method="max")
    parts = ranked / ranked.count()
    missing = tuple(need.loc[parts.isna(), "name"])
    by_kreis = parts.fillna(parts.median())
    return people * towns["kreis_ags"].map(by_kreis).to_numpy(dtype=float), missing


def _problem(towns: pd.DataFrame, places: pd.DataFrame, worth: Floats, limit_km: float) -> _Problem:
    open_rows = (towns["distance_km"] > limit_km).to_numpy()
    bare = towns[open_rows]
    matrix = distance_matrix_km(
        bare["lat"].to_numpy(), bare["lon"].to_numpy(), places["lat"].to_numpy(), places["lon"].to_numpy()
    )
    people = np.nan_to_num(bare["population"].to_numpy(dtype=float))
    return _Problem(places, matrix <= limit_km, worth[open_rows], people)


def _best_sets(problem: _Problem, count: int) -> list[Solution]:
    """The best set and the next ones, until one is worse than nearly as good, the list is full or time is up."""
    found: list[Solution] = []
    while len(found) < MAX_ALTERNATIVES + 2:
        one = cover_most(problem.covers, problem.worth, count, [known.chosen for known in found])
        if not one.chosen and found:
            break
        found.append(one)
        if not one.optimal or one.value < found[0].value * (1 - NEAR_SHARE):
            break
    return found


def _place_set(problem: _Problem, found: Solution, best: float) -> PlaceSet:
    reached = problem.covers[:, list(found.chosen)].any(axis=1)
    alone = {at: int(problem.people[problem.covers[:, at]].sum()) for at in found.chosen}
    order = sorted(found.chosen, key=lambda at: (-alone[at], at))
    return PlaceSet(
        places=tuple(_place(problem.places.iloc[at], alone[at]) for at in order),
        people_new=int(problem.people[reached].sum()),
        gemeinden_new=int(reached.sum()),
        objective=found.value,
        share_of_best=found.value / best if best else 1.0,
    )


def _place(row: pd.Series, alone: int) -> Place:
    return Place(row["ags"], row["name"], row["kreis_ags"], float(row["lat"]), float(row["lon"]), alone)
