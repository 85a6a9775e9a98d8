"""The verdict on a comparison: one of a fixed list, by a stated rule. None of them says that an effect is proven.

The rule, first match:

1. no_documented_start: no initiative of the Kreis has a documented start within the data.
2. too_few_years: fewer than 5 years with figures before the first start, or fewer than 2 from it on.
3. too_few_controls: fewer than 5 Kreise in which nothing had begun by the last year.
4. pre_trends_differ: before the start the Kreise already moved apart by more than in 90 % of the placebo assignments.
5. not_distinguishable: a placebo assignment gives an estimate at least as large in more than 5 % of cases. Where so
   few assignments exist that 5 % cannot be reached, 10 % is asked, and the best verdict is the fragile one.
6. guard_fails: passed 5, but where controls come from other Länder, one of these fails: Kreise of the same Land without
   a documented start are enough, changed less than that, and by no more than in 90 % of the placebo assignments; every
   estimate without one Kreis has the same sign and passes 5 at 10 %; no pretended earlier start gives as much.
7. larger_than_chance_but_fragile: passed 6, but one of these does not hold: every estimate without one Kreis has the
   same sign and passes 5 at 10 %; no pretended earlier start gives an estimate as large; the synthetic control is
   usable, has the same sign and ranks within 10 %; every variant of the choices has the same sign.
8. larger_than_chance: passed all of them.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analytics.subjects.effects.measures.estimators.permutation import Permutation
from analytics.subjects.effects.measures.estimators.synthetic import Synthetic
from analytics.subjects.effects.measures.guard import LandPlacebo
from analytics.subjects.effects.measures.robustness import PreTrend

NO_START, TOO_FEW_YEARS, TOO_FEW_CONTROLS = "no_documented_start", "too_few_years", "too_few_controls"
PRE_TRENDS_DIFFER, NOT_DISTINGUISHABLE = "pre_trends_differ", "not_distinguishable"
GUARD_FAILS, FRAGILE, LARGER = "guard_fails", "larger_than_chance_but_fragile", "larger_than_chance"
VERDICTS = (
    NO_START,
    TOO_FEW_YEARS,
    TOO_FEW_CONTROLS,
    PRE_TRENDS_DIFFER,
    NOT_DISTINGUISHABLE,
    GUARD_FAILS,
    FRAGILE,
    LARGER,
)
REFUSED = (NO_START, TOO_FEW_YEARS, TOO_FEW_CONTROLS)
"""Verdicts without an estimate."""

MIN_CONTROLS = 5
TEST_LEVEL = 0.05
# A trend test that finds nothing is weak evidence of parallel trends, so it is made easier to fail.
PRE_TREND_LEVEL = 0.10
SUPPORT_LEVEL = 0.10

FEW_ASSIGNMENTS, LEAVE_ONE_OUT, PLACEBO_YEARS = "few_assignments", "leave_one_out", "placebo_years"
SYNTHETIC_REFUSED, SYNTHETIC_DISAGREES, VARIANTS = "synthetic_refused", "synthetic_disagrees", "variants_disagree"
LAND_PLACEBO, LAND_UNTRIED = "land_placebo", "land_untried"
PRE_SLOPE, PERMUTATION = "pre_slope", "permutation"
WEAKNESSES = (
    FEW_ASSIGNMENTS,
    LEAVE_ONE_OUT,
    PLACEBO_YEARS,
    SYNTHETIC_REFUSED,
    SYNTHETIC_DISAGREES,
    VARIANTS,
    LAND_PLACEBO,
    LAND_UNTRIED,
)
"""What makes a result fragile; given as reasons beside every verdict with an estimate."""

GUARDS = (LAND_PLACEBO, LAND_UNTRIED, LEAVE_ONE_OUT, PLACEBO_YEARS)
"""Weaknesses under which a comparison with other Länder claims nothing."""


def judge(
    estimate: float,
    permutation: Permutation,
    pre_trend: PreTrend,
    weaknesses: Iterable[str],
    *,
    guarded: bool = False,
) -> tuple[str, tuple[str, ...]]:
    """Verdict and its reasons, for a comparison that could be estimated.

    Args:
        estimate: difference before and after.
        permutation: its test.
        pre_trend: the test of the years before.
        weaknesses: result of `find_weaknesses`.
        guarded: controls come from other Länder, so a failing guard caps the verdict.

    Returns:
        One of `VERDICTS`, and the codes that led to it, the deciding one first.
    """
    found = tuple(weaknesses)
    if pre_trend.p_slope <= PRE_TREND_LEVEL:
        return PRE_TRENDS_DIFFER, (PRE_SLOPE, *found)
    asked = TEST_LEVEL if permutation.smallest_p <= TEST_LEVEL else PRE_TREND_LEVEL
    if estimate == 0 or permutation.p_value > asked:
        return NOT_DISTINGUISHABLE, (PERMUTATION, *found)
    failed = tuple(code for code in GUARDS if code in found) if guarded else ()
    if failed:
        return GUARD_FAILS, (*failed, *(code for code in found if code not in failed))
    return (FRAGILE, found) if found else (LARGER, ())


def find_weaknesses(
    estimate: float,
    *,
    permutation: Permutation,
    one_out: pd.DataFrame,
    earlier: pd.DataFrame,
    synthetic: Synthetic,
    variants: pd.DataFrame,
    land: LandPlacebo | None = None,
) -> tuple[str, ...]:
    """Codes of `WEAKNESSES` that hold, in their order; `land` is None where the controls are of the same Land."""
    holds = {
        FEW_ASSIGNMENTS: permutation.smallest_p > TEST_LEVEL,
        LEAVE_ONE_OUT: _turns(estimate, one_out["estimate"]) or bool((one_out["p_value"] > SUPPORT_LEVEL).any()),
        PLACEBO_YEARS: earlier.empty or bool((earlier["estimate"].abs() >= abs(estimate)).any()),
        SYNTHETIC_REFUSED: bool(synthetic.refused),
        SYNTHETIC_DISAGREES: not synthetic.refused
        and (_turns(estimate, [synthetic.estimate]) or synthetic.p_value > SUPPORT_LEVEL),
        VARIANTS: _turns(estimate, variants["estimate"]),
        LAND_PLACEBO: land is not None and land.fails(estimate),
        LAND_UNTRIED: land is not None and not land.tried,
    }
    return tuple(code for code in WEAKNESSES if holds[code])


def _turns(estimate: float, others: Iterable[float]) -> bool:
    """Whether one of the others has the opposite sign."""
    return bool((np.sign(list(others)) == -np.sign(estimate)).any())
