"""The maximal covering location problem, solved exactly.

Choose `count` places so that they reach as much as possible of what is not reached yet (R. Church
and C. ReVelle, The Maximal Covering Location Problem, Papers of the Regional Science Association 32, 1974, 101-118):

    maximise  sum_i w_i y_i
    where     y_i <= sum of x_j over the places j within the limit of i,   sum_j x_j = count,
              x_j = 0 or 1,   0 <= y_i <= 1.

Solved by branch and bound with HiGHS (Q. Huangfu and J. Hall, Math. Prog. Comp. 10, 2018), which proves the bound. The
next best answers are found the same way: the set already found is forbidden (sum of its x_j <= count - 1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from analytics.measures.whitespots.geometry import Floats

Bools = npt.NDArray[np.bool_]

TIME_LIMIT_S = 5.0
# The solver may call two answers equal that differ by less than this share.
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Solution:
    """What the solver says of one problem: columns chosen, value, proven bound, and whether both agree."""

    chosen: tuple[int, ...]
    value: float
    bound: float
    optimal: bool


def cover_most(covers: Bools, worth: Floats, count: int, forbidden: Sequence[Sequence[int]] = ()) -> Solution:
    """The columns that together cover the rows worth most, exactly.

    Args:
        covers: rows to be reached x places; True where the place reaches the row.
        worth: of each row, 0 or more.
        count: how many places; at most as many as there are.
        forbidden: sets of `count` places that must not be the answer.
    """
    rows, places = covers.shape
    matrix, limits = _constraints(covers, count, forbidden)
    result = optimize.milp(
        c=np.concatenate([np.zeros(places), -worth]),
        constraints=optimize.LinearConstraint(matrix, *limits),
        integrality=np.concatenate([np.ones(places), np.zeros(rows)]),
        bounds=optimize.Bounds(0, 1),
        options={"mip_rel_gap": 0.0, "time_limit": TIME_LIMIT_S},
    )
    bound = float(worth.sum()) if result.mip_dual_bound is None else float(-result.mip_dual_bound)
    if result.x is None:
        return Solution((), 0.0, bound, optimal=False)
    chosen = tuple(int(place) for place in np.flatnonzero(result.x[:places] > 0.5))
    # Counted anew from the places: the solver's own sum carries its rounding.
    value = covered_worth(covers, worth, chosen)
    return Solution(chosen, value, max(bound, value), optimal=bound <= value * (1 + TOLERANCE) + TOLERANCE)


def covered_worth(covers: Bools, worth: Floats, chosen: Sequence[int]) -> float:
    """Worth of the rows that at least one of the places reaches."""
    return float(worth[covers[:, list(chosen)].any(axis=1)].sum())


def _constraints(
    covers: Bools, count: int, forbidden: Sequence[Sequence[int]]
) -> tuple[sparse.csr_array, tuple[Floats, Floats]]:
    """Rows of the problem over (x, y): y_i - sum x_j <= 0, sum x = count, and one row per forbidden set."""
    rows, places = covers.shape
    reach = sparse.hstack([-sparse.csr_array(covers.astype(float)), sparse.eye_array(rows)])
    cuts = np.zeros((1 + len(forbidden), places + rows))
    cuts[0, :places] = 1
    for number, chosen in enumerate(forbidden):
        cuts[number + 1, list(chosen)] = 1
    upper = np.concatenate([np.zeros(rows), [count], np.full(len(forbidden), count - 1)])
    lower = np.full(len(upper), -np.inf)
    lower[rows] = count
    return sparse.csr_array(sparse.vstack([reach, sparse.csr_array(cuts)])), (lower, upper)
