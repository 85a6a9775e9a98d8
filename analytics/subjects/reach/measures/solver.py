"""The maximal covering location problem, solved exactly.

Choose at most `count` places so that they reach as much as possible (R. Church and C. ReVelle, The Maximal Covering
Location Problem, Papers of the Regional Science Association 32, 1974, 101-118):

    maximise  sum_i w_i y_i - sum_j c_j x_j
    where     y_i <= sum of x_j over the places j that reach i,   sum_j x_j <= count,
              x_j = 0 or 1,   0 <= y_i <= 1.

The w are whole numbers and all costs c together are at most a half, so that they only choose between sets that reach
equally much: fewer places before more, preferred places before others. Solved by branch and bound with HiGHS
(Q. Huangfu and J. Hall, Math. Prog. Comp. 10, 2018), which proves a bound; the value is counted anew from the places.
A set already known is forbidden together with its supersets: the sum of its x_j is at most its size less 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from analytics.subjects.reach.measures.geometry import Floats

if TYPE_CHECKING:
    from scipy import sparse

Bools = npt.NDArray[np.bool_]

TIME_LIMIT_S = 5.0
# What the solver's arithmetic may be off by; far below the half that decides.
TOLERANCE = 1e-3


@dataclass(frozen=True)
class Solution:
    """What the solver says of one problem.

    Attributes:
        chosen: columns of the places, ascending.
        value: worth of the rows they reach.
        bound: no allowed set reaches more; proven.
    """

    chosen: tuple[int, ...]
    value: int
    bound: int

    @property
    def optimal(self) -> bool:
        """No allowed set reaches more than this one."""
        return self.bound == self.value


def cover_most(
    covers: Bools,
    worth: Floats,
    count: int,
    *,
    forbidden: Sequence[Sequence[int]] = (),
    preference: Floats | None = None,
) -> Solution:
    """The places that together reach the rows worth most, exactly.

    Args:
        covers: rows to be reached x places; True where the place reaches the row.
        worth: of each row, a whole number of 0 or more.
        count: at most so many places.
        forbidden: sets that must not be part of the answer.
        preference: per place, 0..1; of equal answers the one with the higher sum is taken.
    """
    # Loaded by the first computation, so that commands that compute nothing of the kind do not wait for it.
    from scipy import optimize

    rows, places = covers.shape
    matrix, upper = _constraints(covers, count, forbidden)
    result = optimize.milp(
        c=np.concatenate([_costs(places, count, preference), -worth]),
        constraints=optimize.LinearConstraint(matrix, -np.inf, upper),
        integrality=np.concatenate([np.ones(places), np.zeros(rows)]),
        bounds=optimize.Bounds(0, 1),
        options={"mip_rel_gap": 0.0, "time_limit": TIME_LIMIT_S},
    )
    chosen = () if result.x is None else tuple(int(at) for at in np.flatnonzero(result.x[:places] > 0.5))
    value = covered_worth(covers, worth, chosen)
    return Solution(chosen, value, max(_whole_bound(result.mip_dual_bound, worth), value))


def covered_worth(covers: Bools, worth: Floats, chosen: Sequence[int]) -> int:
    """Worth of the rows that at least one of the places reaches."""
    return int(worth[covers[:, list(chosen)].any(axis=1)].sum())


def promising(covers: Bools, worth: Floats, count: int, share: float) -> npt.NDArray[np.intp]:
    """Places that can be part of a set with at least this share of the best set's worth; the others provably cannot.

    A set is worth at most the sum of what its places reach alone, and the best one is worth at least what the greedy
    choice reaches.
    """
    alone = worth @ covers
    others = np.sort(alone)[::-1][: count - 1].sum()
    return np.flatnonzero(alone + others >= share * _greedy(covers, worth, count))


def _greedy(covers: Bools, worth: Floats, count: int) -> float:
    """What is reached by taking the best place again and again."""
    left = worth.copy()
    for _ in range(count):
        left[covers[:, (left @ covers).argmax()]] = 0
    return float(worth.sum() - left.sum())


def _costs(places: int, count: int, preference: Floats | None) -> Floats:
    """Cost of each place: together at most a half, one place fewer always cheaper than any preference."""
    liked = np.zeros(places) if preference is None else preference
    return np.asarray((1 - liked / (count + 1)) / (2 * count), dtype=float)


def _whole_bound(dual_bound: float | None, worth: Floats) -> int:
    """The proven bound in whole numbers: the costs take at most a half off a value."""
    if dual_bound is None or not np.isfinite(dual_bound):
        return int(worth.sum())
    return min(int(np.floor(-dual_bound + 0.5 + TOLERANCE)), int(worth.sum()))


def _constraints(covers: Bools, count: int, forbidden: Sequence[Sequence[int]]) -> tuple[sparse.csr_array, Floats]:
    """Rows of the problem over (x, y), all at most: y_i - sum x_j <= 0, sum x <= count, one row per forbidden set."""
    from scipy import sparse

    rows, places = covers.shape
    reach = sparse.hstack([-sparse.csr_array(covers.astype(float)), sparse.eye_array(rows)])
    cuts = np.zeros((1 + len(forbidden), places + rows))
    cuts[0, :places] = 1
    for number, chosen in enumerate(forbidden):
        cuts[number + 1, list(chosen)] = 1
    upper = [0] * rows + [count] + [len(chosen) - 1 for chosen in forbidden]
    return sparse.csr_array(sparse.vstack([reach, sparse.csr_array(cuts)])), np.array(upper, dtype=float)
