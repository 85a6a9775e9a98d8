"""Synthetic difference-in-differences: the difference before and after, with Kreise and years weighted.

Arkhangelsky, Athey, Hirshberg, Imbens and Wager 2021, https://doi.org/10.1257/aer.20190159. Weights of Kreise make the
mean of the controls run parallel to the treated before the start, weights of years make the years before resemble those
after it; both with an intercept, so that levels may differ. Kreise that start in different years are estimated cohort
by cohort against Kreise that never start, and averaged by their number.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.subjects.effects.measures.design.panel import Panel
from analytics.subjects.effects.measures.estimators.contrasts import Floats
from analytics.subjects.effects.measures.estimators.permutation import LEVELS, SEED, TIE, draw_assignments
from analytics.subjects.effects.measures.estimators.synthetic import MIN_DONORS, solve_weights

PLACEBOS = 99
"""Draws of Kreise that never start; each fits weights for every cohort."""
YEAR_RIDGE = 1e-6
"""Share of the noise that makes the weights of years unique; the value of the authors."""


@dataclass(frozen=True)
class Weighted:
    """One cohort: weights of Kreise and of years before the start, and the difference."""

    kreise: Floats
    years: Floats
    estimate: float


@dataclass(frozen=True)
class SyntheticDid:
    """The weighted difference of all cohorts.

    Attributes:
        estimate: per 1,000, mean over the treated Kreise.
        low, high, level: interval by the spread of the placebo estimates and the normal distribution (placebo variance
            of the authors), NaN with too few controls.
        p_value: share of placebo estimates, the real one included, at least as large; NaN with too few controls.
    """

    estimate: float
    low: float = float("nan")
    high: float = float("nan")
    level: float = float("nan")
    p_value: float = float("nan")


def weigh_cohort(target: Floats, controls: Floats, before: int, *, treated: int = 1) -> Weighted:
    """The estimate of Kreise that start together.

    Args:
        target: (years,); mean rate of the Kreise that start.
        controls: (controls, years).
        before: years before the start, the first columns.
        treated: Kreise that start.
    """
    known, after = controls[:, :before], controls.shape[1] - before
    noise = float(np.diff(known, axis=1).std(ddof=1))
    penalty = (treated * after) ** 0.25 * noise
    kreise = _weigh(target[:before], known.T, penalty)
    years = _weigh(controls[:, before:].mean(axis=1), known, YEAR_RIDGE * noise)
    gap = target - kreise @ controls
    return Weighted(kreise, years, float(gap[before:].mean() - years @ gap[:before]))


def fit_synthetic_did(panel: Panel, treated: pd.Series, *, n: int = PLACEBOS, seed: int = SEED) -> SyntheticDid:
    """The weighted difference, judged by giving the starts to Kreise that never start."""
    # Loaded by the first computation, so that commands that compute nothing of the kind do not wait for it.
    from scipy.special import ndtri

    values, controls = (panel.rates.loc[keys].to_numpy(dtype=float) for keys in (list(treated.index), panel.controls))
    years, starts = np.array(panel.years), treated.to_numpy()
    found = _average(values, controls, years, starts)
    if len(controls) < len(starts) + MIN_DONORS:
        return SyntheticDid(found)
    drawn, all_of_them = draw_assignments(len(controls), len(starts), n=n, seed=seed)
    if not all_of_them:
        # The first row is the real assignment where the treated come first. Here it is a row nobody drew.
        drawn = drawn[1:]
    placebos = np.array([_average(controls[row], np.delete(controls, row, axis=0), years, starts) for row in drawn])
    reach = float(ndtri((1 + LEVELS[0]) / 2) * placebos.std())
    as_large = int((np.abs(placebos) >= abs(found) * (1 - TIE)).sum())
    return SyntheticDid(found, found - reach, found + reach, LEVELS[0], (1 + as_large) / (1 + len(placebos)))


def _average(values: Floats, controls: Floats, years: Floats, starts: Floats) -> float:
    parts = [_cohort(values[starts == start], controls, int((years < start).sum())) for start in np.unique(starts)]
    sizes = [(starts == start).mean() for start in np.unique(starts)]
    return float(np.dot(sizes, parts))


def _cohort(values: Floats, controls: Floats, before: int) -> float:
    return weigh_cohort(values.mean(axis=0), controls, before, treated=len(values)).estimate


def _weigh(target: Floats, donors: Floats, penalty: float) -> Floats:
    """Weights with an intercept and a penalty on their squares: rows more for the solver, the rest without its mean."""
    ridge = penalty * np.sqrt(len(target)) * np.eye(donors.shape[1])
    return solve_weights(
        np.append(target - target.mean(), np.zeros(donors.shape[1])), np.vstack([donors - donors.mean(axis=0), ridge])
    )
