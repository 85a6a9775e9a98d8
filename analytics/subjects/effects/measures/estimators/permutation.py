"""Randomisation inference: how large the estimate is when the same starts are given to other Kreise.

With a handful of treated Kreise the clustered standard error is far too small (one treated Kreis: its own residuals
add nothing to it), so chance is measured by reassignment: every estimate that could have been drawn, under the
hypothesis that the initiative changed nothing, is compared with the one found. The test is exact when the Kreise are
exchangeable, which is an assumption and is said. Intervals are the effects the same test does not reject.
Fisher 1935; MacKinnon and Webb 2020, https://doi.org/10.1016/j.jeconom.2020.04.024.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from math import perm

import numpy as np
import pandas as pd

from analytics.subjects.effects.measures.design.panel import Panel
from analytics.subjects.effects.measures.estimators.contrasts import (
    Contrast,
    Floats,
    Ints,
    after_minus_before,
    estimate_contrast,
)

DRAWS = 999
SEED = 20181231
"""Fixed, so that two looks at the page give the same figures: the last day of the shipped series."""
LEVELS = (0.95, 0.90)
"""Levels of an interval: the second only where too few assignments exist for the first."""
# Two estimates closer than this share of the largest one are equal; rounding must not decide a rank.
TIE = 1e-9


@dataclass(frozen=True, eq=False)
class Permutation:
    """What the estimate would be if chance had chosen the Kreise.

    Attributes:
        estimate: the real one, in persons per 1,000.
        p_value: share of assignments, the real one included, whose estimate is at least as large in size.
        smallest_p: the smallest share these assignments can give.
        exact: every assignment was computed; otherwise they were drawn.
        assignments: number of assignments, the real one included.
        distribution: estimates of the placebo assignments in persons per 1,000, without the real one.
        low, high: limits of the effects the test does not reject, NaN without a level.
        level: level of the interval, NaN when too few assignments exist even for the lower of `LEVELS`.
    """

    estimate: float
    p_value: float
    smallest_p: float
    exact: bool
    assignments: int
    distribution: Floats
    low: float
    high: float
    level: float


def permute(panel: Panel, treated: pd.Series, n: int = DRAWS, seed: int = SEED) -> Permutation:
    """Randomisation inference for the difference before and after.

    Args:
        panel: the panel; its controls are the Kreise the starts may be given to, beside the treated ones.
        treated: start year by ags of the Kreise under study.
        n: placebo assignments to draw; all of them are computed when there are no more.
        seed: of the draw.
    """
    values = pool_values(panel, treated)
    drawn, exact = draw_assignments(len(values), len(treated), n=n, seed=seed)
    return rank_contrast(values, after_minus_before(panel.years, list(treated)), drawn, exact=exact)


def pool_values(panel: Panel, treated: pd.Series) -> Floats:
    """Rates of the treated Kreise in their order, then of the controls: (kreise, years)."""
    return panel.rates.loc[[*treated.index, *panel.controls]].to_numpy(dtype=float)


@lru_cache(maxsize=64)
def draw_assignments(kreise: int, treated: int, *, n: int = DRAWS, seed: int = SEED) -> tuple[Ints, bool]:
    """Ways to give the starts to Kreise; the first row is the real one.

    Returns:
        (assignments, treated) row numbers, and whether they are all there are.
    """
    if perm(kreise, treated) - 1 <= n:
        return _shared(np.array(list(permutations(range(kreise), treated)))), True
    draws = np.random.default_rng(seed).random((n, kreise)).argsort(axis=1)[:, :treated]
    return _shared(np.vstack([np.arange(treated), draws])), False


def _shared(assignments: Ints) -> Ints:
    """Kept for the next caller, so nobody may write into it."""
    assignments.flags.writeable = False
    return assignments


def rank_contrast(values: Floats, contrast: Contrast, assignments: Ints, *, exact: bool) -> Permutation:
    """Test and interval of any contrast; the first assignment is the real one."""
    estimates = estimate_contrast(values, contrast, assignments)
    effect = np.zeros((len(values), contrast.cells.shape[1]))
    effect[assignments[0]] = contrast.cells
    return rank_estimates(estimates, estimate_contrast(effect, contrast, assignments), exact=exact)


def rank_estimates(estimates: Floats, shares: Floats, *, exact: bool) -> Permutation:
    """Test and interval of any estimate, from what it gives in each assignment; the first is the real one.

    Args:
        estimates: per assignment.
        shares: how much of an effect in the truly treated Kreise each assignment picks up; 1 for the real one.
        exact: these are all assignments.
    """
    found = float(estimates[0])
    as_large = np.abs(estimates) >= abs(found) - TIE * np.abs(estimates).max()
    lows, highs = _not_rejected(estimates, shares)
    low, high, level = _interval(lows, highs)
    return Permutation(
        estimate=found,
        p_value=float(as_large.mean()),
        smallest_p=1 / len(estimates),
        exact=exact,
        assignments=len(estimates),
        distribution=estimates[1:],
        low=low,
        high=high,
        level=level,
    )


def _interval(lows: Floats, highs: Floats) -> tuple[float, float, float]:
    """Limits of the effects that are not rejected, at the first of `LEVELS` at which both are finite."""
    for level in LEVELS:
        rank = rejected_rank(level, len(lows))
        # As if sorted, without sorting the rest.
        low, high = float(np.partition(lows, rank)[rank]), float(np.partition(highs, -1 - rank)[-1 - rank])
        if np.isfinite([low, high]).all():
            return low, high, level
    return np.nan, np.nan, np.nan


def rejected_rank(level: float, assignments: int) -> int:
    """How many assignments may be as large for an effect still to be rejected."""
    return int((1 - level) * assignments + TIE)


def _not_rejected(estimates: Floats, shares: Floats) -> tuple[Floats, Floats]:
    """Per assignment the effects t for which it stays as large as the estimate found: |a - s t| >= |e - t|."""
    found = estimates[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = np.stack([(found - estimates) / (1 - shares), (found + estimates) / (1 + shares)])
    same = np.abs(shares) >= 1 - TIE
    return np.where(same, -np.inf, ends.min(axis=0)), np.where(same, np.inf, ends.max(axis=0))
