"""Synthetic control: a weighted mean of control Kreise that runs like the treated one before its start.

Abadie, Diamond and Hainmueller 2010, https://doi.org/10.1198/jasa.2009.ap08746. Weights are at least zero and one in
total; they fit the outcome of all years before the start, nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.subjects.effects.measures.design.panel import Panel
from analytics.subjects.effects.measures.estimators.contrasts import Floats
from analytics.subjects.effects.measures.estimators.permutation import SEED, TIE, draw_assignments, pool_values

Marks = NDArray[np.bool_]

# With fewer years than this the weights fit noise; with fewer donors the best rank among them says nothing.
MIN_FIT_YEARS = 8
MIN_DONORS = 5
# Every draw fits one synthetic control for each treated Kreis; 200 assignments tell 5 % from 10 % well enough.
DRAWS = 199
FIT_YEARS, FEW_DONORS, POOR_FIT = "too_few_fit_years", "too_few_donors", "poor_fit"
REFUSALS = (FIT_YEARS, FEW_DONORS, POOR_FIT)
PATH_COLUMNS = ["year", "actual", "synthetic", "gap", "after"]


def _no_weights() -> pd.Series:
    return pd.Series(dtype=float)


def _no_path() -> pd.DataFrame:
    return pd.DataFrame(columns=PATH_COLUMNS)


@dataclass(frozen=True, eq=False)
class SyntheticControl:
    """One treated Kreis and its synthetic control.

    Attributes:
        ags: the treated Kreis.
        start_year: its first start.
        refused: "" or why it is not to be used, one of `REFUSALS`; with poor_fit all else is still given.
        weights: weight by ags of the donors, zero or more, 1 in total, largest first.
        path: grain year. Columns actual, synthetic and gap (actual - synthetic) per 1,000, after (bool).
        estimate: mean gap from the start on, per 1,000; NaN when refused for want of years or donors.
        rmspe_before, rmspe_after: root of the mean squared gap before and from the start on, per 1,000.
        ratio: the second over the first: how much worse the fit becomes.
        placebo_ratios: the same ratio of each donor, treated as if it had started then.
        rank, ranked: place of the ratio among all, 1 = largest, and how many there are.
        p_value: rank / ranked.
    """

    ags: str
    start_year: int
    refused: str
    weights: pd.Series = field(default_factory=_no_weights)
    path: pd.DataFrame = field(default_factory=_no_path)
    estimate: float = float("nan")
    rmspe_before: float = float("nan")
    rmspe_after: float = float("nan")
    ratio: float = float("nan")
    placebo_ratios: pd.Series = field(default_factory=_no_weights)
    rank: int = 0
    ranked: int = 0
    p_value: float = float("nan")


@dataclass(frozen=True, eq=False)
class Synthetic:
    """The synthetic controls of all treated Kreise.

    Attributes:
        kreise: one for each treated Kreis, also those refused.
        refused: "" or, when none of them may be used, the first reason.
        estimate: mean gap of those not refused, per 1,000; NaN without one.
        p_value: share of assignments of the starts to Kreise, the real one included, whose mean ratio is at least as
            large; with one Kreis the share by its rank.
    """

    kreise: tuple[SyntheticControl, ...]
    refused: str
    estimate: float
    p_value: float


def solve_weights(target: Floats, donors: Floats) -> Floats:
    """Weights of zero or more, 1 in total, whose mean of the donors is nearest to the target; exact.

    Minimising |D w| over such weights, with D = donors - target, is the nearest point of a convex hull to the origin.
    For w = u / sum(u) the problem min |D u|^2 + (sum(u) - 1)^2 over u >= 0 has the same minimiser, because for a
    fixed w its value is |D w|^2 / (1 + |D w|^2); an active-set solver for non-negative least squares ends exactly.

    Args:
        target: (years,).
        donors: (years, donors).
    """
    # Loaded by the first computation, so that commands that compute nothing of the kind do not wait for it.
    from scipy.optimize import nnls

    distance = donors - target[:, None]
    scale = np.abs(distance).max() or 1.0
    system, goal = np.ones((len(target) + 1, donors.shape[1])), np.zeros(len(target) + 1)
    system[:-1], goal[-1] = distance / scale, 1.0
    solution, _ = nnls(system, goal)
    return np.asarray(solution / solution.sum())


class Pool:
    """Kreise before and after one start: the treated in the first rows, then the controls."""

    def __init__(self, rates: Floats, before: Marks, treated: int) -> None:
        self.rates, self.before, self.treated = rates, before, range(treated)
        self._from_all: dict[int, tuple[Marks, Floats]] = {}

    def fit(self, row: int, without: Sequence[int]) -> tuple[Floats, Floats]:
        """Weights of the donors, which are all others but some, and the rates minus those of the synthetic control."""
        is_donor = self._are_donors(row, without)
        donors, actual = self.rates[is_donor], self.rates[row]
        weights = solve_weights(actual[self.before], donors[:, self.before].T)
        return weights, actual - weights @ donors

    @cached_property
    def placebo_ratios(self) -> list[float]:
        """The ratio of each control as if it were treated, from the other controls.

        Those with a poor fit stay: without them ten donors would be too few for any rank to say something.
        """
        rows = range(len(self.treated), len(self.rates))
        return [_ratio(self.fit(row, self.treated)[1], self.before) for row in rows]

    def drawn_ratio(self, row: int, chosen: Sequence[int]) -> float:
        """Ratio of one Kreis as if the chosen were the treated; NaN where it would be refused for its fit.

        Leaving out a donor without weight leaves the nearest mean where it is. So each Kreis is fitted from all others
        once, and again only where one of the chosen counts among them.
        """
        if row not in self._from_all:
            weights, gap = self.fit(row, [])
            counts = self._are_donors(row, [])
            counts[counts] = weights > 0
            self._from_all[row] = counts, gap
        counts, gap = self._from_all[row]
        if counts[chosen].any():
            gap = self.fit(row, chosen)[1]
        return math.nan if _fits_poorly(gap, self.rates[row], self.before) else _ratio(gap, self.before)

    def _are_donors(self, row: int, without: Sequence[int]) -> Marks:
        marks = np.ones(len(self.rates), dtype=bool)
        marks[[row, *without]] = False
        return marks


def fit_synthetic(panel: Panel, treated: pd.Series, *, n: int = DRAWS, seed: int = SEED) -> Synthetic:
    """A synthetic control for each treated Kreis, from the controls of the panel."""
    pools = _make_pools(panel, treated[[_can_be_fitted(panel, start) for start in treated]])
    fitted = tuple(_fit(panel, pools, str(ags), int(start)) for ags, start in treated.items())
    usable = [one for one in fitted if not one.refused]
    if not usable:
        return Synthetic(fitted, fitted[0].refused, float("nan"), float("nan"))
    estimate = float(np.mean([one.estimate for one in usable]))
    tried = [one for one in fitted if one.refused in ("", POOR_FIT)]
    return Synthetic(fitted, "", estimate, _joint_p(pools, tried, n=n, seed=seed))


def fit_kreis(panel: Panel, ags: str, start: int) -> SyntheticControl:
    """The synthetic control of one Kreis, with every donor as placebo."""
    return _fit(panel, _make_pools(panel, pd.Series({ags: start})), ags, start)


def _can_be_fitted(panel: Panel, start: int) -> bool:
    return sum(year < start for year in panel.years) >= MIN_FIT_YEARS


@dataclass(frozen=True, eq=False)
class _Pools:
    """The same Kreise by the start before which they are weighed, and the rows of the treated."""

    by_start: Mapping[int, Pool]
    rows: Mapping[str, int]


def _make_pools(panel: Panel, treated: pd.Series) -> _Pools:
    values, years = pool_values(panel, treated), np.array(panel.years)
    by_start = {int(start): Pool(values, years < start, len(treated)) for start in treated.unique()}
    return _Pools(by_start, {str(ags): row for row, ags in enumerate(treated.index)})


def _fit(panel: Panel, pools: _Pools, ags: str, start: int) -> SyntheticControl:
    if not _can_be_fitted(panel, start):
        return SyntheticControl(ags, start, FIT_YEARS)
    if len(panel.controls) < MIN_DONORS:
        return SyntheticControl(ags, start, FEW_DONORS)
    pool, row = pools.by_start[start], pools.rows[ags]
    actual, before, (weights, gap) = pool.rates[row], pool.before, pool.fit(row, pool.treated)
    ratios, own = pool.placebo_ratios, _ratio(gap, before)
    rank, ranked = 1 + sum(ratio >= own for ratio in ratios), 1 + len(ratios)
    columns = (np.array(panel.years), actual, actual - gap, gap, ~before)
    return SyntheticControl(
        ags=ags,
        start_year=start,
        refused=POOR_FIT if _fits_poorly(gap, actual, before) else "",
        weights=pd.Series(weights, index=panel.controls).sort_values(ascending=False, kind="stable"),
        path=pd.DataFrame(dict(zip(PATH_COLUMNS, columns, strict=True))),
        estimate=float(gap[~before].mean()),
        rmspe_before=_rms(gap[before]),
        rmspe_after=_rms(gap[~before]),
        ratio=own,
        placebo_ratios=pd.Series(ratios, index=panel.controls),
        rank=rank,
        ranked=ranked,
        p_value=rank / ranked,
    )


def _fits_poorly(gap: Floats, actual: Floats, before: Marks) -> bool:
    """Whether the mean of the Kreis's own years before the start would be nearer to them."""
    own = actual[before]
    return _rms(gap[before]) > _rms(own - own.sum() / len(own))


def _rms(gap: Floats) -> float:
    return math.sqrt(float(gap @ gap) / len(gap))


def _ratio(gap: Floats, before: Marks) -> float:
    before_start, after = _rms(gap[before]), _rms(gap[~before])
    if before_start == 0:
        return 1.0 if after == 0 else math.inf
    return after / before_start


def _joint_p(pools: _Pools, fitted: Sequence[SyntheticControl], *, n: int, seed: int) -> float:
    """The mean ratio of these Kreise against the mean ratio when their starts are given to others.

    Every assignment leaves out what the real one leaves out: Kreise with a poor fit. Drawing one placebo for each
    treated Kreis by itself (Cavallo et al. 2013) would treat Kreise that share their donors as independent, and find
    more than there is; the simulations showed both.
    """
    if len(fitted) == 1:
        return fitted[0].p_value
    places = [pools.by_start[one.start_year] for one in fitted]
    assignments, _ = draw_assignments(len(places[0].rates), len(fitted), n=n, seed=seed)
    own = _mean([pool.drawn_ratio(row, range(len(fitted))) for row, pool in enumerate(places)])
    return float(np.mean([_reaches(own * (1 - TIE), places, chosen) for chosen in assignments.tolist()]))


def _reaches(least: float, places: Sequence[Pool], chosen: list[int]) -> bool:
    """Whether the mean ratio of the chosen Kreise is at least so large; the last are not asked once it must be."""
    ratios: list[float] = []
    for pool, row in zip(places, chosen, strict=True):
        ratios.append(pool.drawn_ratio(row, chosen))
        if np.nansum(ratios) >= least * len(chosen):
            return True
    return _mean(ratios) >= least


def _mean(ratios: Sequence[float]) -> float:
    """Mean over the Kreise that can be fitted; zero, the smallest, when none can."""
    known = [ratio for ratio in ratios if not math.isnan(ratio)]
    return float(np.mean(known)) if known else 0.0
