"""The same difference as a regression: two-way fixed effects, standard error clustered by Kreis (CRV1).

Shown because readers know it and can compute it elsewhere. Its standard error supposes many treated clusters; with one
to five it is too small, which the simulations of the package show. The verdict therefore never rests on it.
Cameron and Miller 2015, https://doi.org/10.3368/jhr.50.2.317.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.subjects.effects.measures.design.panel import Panel
from analytics.subjects.effects.measures.estimators.contrasts import Floats
from analytics.subjects.effects.measures.estimators.permutation import pool_values

CLUSTER_LEVEL = 0.95


@dataclass(frozen=True)
class Regression:
    """Difference in differences by two-way fixed effects.

    Attributes:
        estimate: persons per 1,000 residents of the age group and year, mean over the treated Kreise.
        standard_error: clustered by Kreis.
        low, high: limits of the interval by the t distribution with clusters - 1 degrees of freedom.
        level: level of that interval.
        observations: rows of the stacked panel; controls occur once for each treated Kreis.
        clusters: Kreise.
    """

    estimate: float
    standard_error: float
    low: float
    high: float
    level: float
    observations: int
    clusters: int


def stack_panel(panel: Panel, treated: pd.Series) -> pd.DataFrame:
    """One block for each treated Kreis: itself and the controls, over all years.

    Returns:
        Grain (block, ags, year). Columns block (ags of the treated Kreis), rate, after (1.0 in the treated Kreis from
        its start on, else 0.0).
    """
    years = np.array(panel.years)
    blocks = []
    for ags, start in treated.items():
        kreise = [str(ags), *panel.controls]
        own, after = np.arange(len(kreise)) == 0, years >= start
        columns = {
            "block": str(ags),
            "ags": np.repeat(kreise, len(years)),
            "year": np.tile(years, len(kreise)),
            "rate": panel.rates.loc[kreise].to_numpy(dtype=float).ravel(),
            "after": np.outer(own, after).astype(float).ravel(),
        }
        blocks.append(pd.DataFrame(columns))
    return pd.concat(blocks, ignore_index=True)


def fit_twfe(panel: Panel, treated: pd.Series) -> Regression:
    """Two-way fixed effects in every block of `stack_panel`, one effect for each treated Kreis, then their mean.

    The fixed effects are taken out by demeaning, which is exact because every block is complete; the small-sample
    factor counts them as parameters. Blocks share the controls, so clustering runs over all blocks.
    """
    # Loaded by the first computation, so that commands that compute nothing of the kind do not wait for it.
    from scipy.special import stdtrit

    found = _fit_blocks(panel, treated)
    clusters, observations = len(treated) + len(panel.controls), found.observations
    taken_out = len(treated) * (len(panel.controls) + len(panel.years))
    spared = observations - len(treated)
    small = clusters / (clusters - 1) * (observations - 1) / (spared - taken_out)
    error = float(np.sqrt(small * (found.scores**2).sum()))
    reach = error * float(stdtrit(clusters - 1, (1 + CLUSTER_LEVEL) / 2))
    return Regression(
        estimate=found.estimate,
        standard_error=error,
        low=found.estimate - reach,
        high=found.estimate + reach,
        level=CLUSTER_LEVEL,
        observations=observations,
        clusters=clusters,
    )


@dataclass(frozen=True, eq=False)
class _Blocks:
    """The mean effect of all blocks, and what the residuals of each cluster add to it: treated first, then controls."""

    estimate: float
    scores: Floats
    observations: int


def _fit_blocks(panel: Panel, treated: pd.Series) -> _Blocks:
    values, years = pool_values(panel, treated), np.array(panel.years)
    n, controls = len(treated), values[len(treated) :]
    effects, scores = np.zeros(n), np.zeros(len(values))
    for row, start in enumerate(treated):
        rates = np.vstack([values[row], controls])
        after = np.zeros_like(rates)
        after[0] = years >= start
        rates, after = demean(rates), demean(after)
        square = (after**2).sum()
        effects[row] = (after * rates).sum() / square
        parts = (after * (rates - effects[row] * after)).sum(axis=1) / square / n
        scores[row] += parts[0]
        scores[n:] += parts[1:]
    return _Blocks(float(effects.mean()), scores, n * (1 + len(controls)) * len(years))


def demean(values: Floats) -> Floats:
    """A block (kreise, years) without the mean of each Kreis and of each year."""
    return np.asarray(values - values.mean(axis=1, keepdims=True) - values.mean(axis=0) + values.mean())


def pool_twfe(values: Floats, after: Floats) -> float:
    """One effect for all in one regression on all Kreise and years: what the stack avoids, for comparison only.

    Args:
        values: (kreise, years) rates.
        after: (kreise, years) 1 in treated Kreise from their start on.
    """
    within = demean(after)
    return float((within * values).sum() / (within * after).sum())
