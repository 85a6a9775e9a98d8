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
    """Two-way fixed effects in every block, with an effect of its own for each treated Kreis, then their mean.

    The fixed effects are taken out by demeaning, which is exact because every block is complete; the small-sample
    factor counts them as parameters. Blocks share the controls, so clustering runs over all blocks.
    """
    # Loaded by the first computation, so that commands that compute nothing of the kind do not wait for it.
    from scipy import stats
    from statsmodels.regression.linear_model import OLS

    stacked = stack_panel(panel, treated)
    within = demean(stacked[["rate", "after"]], stacked)
    effects = np.column_stack([within["after"].where(stacked["block"] == one, 0.0) for one in treated.index])
    fitted = OLS(within["rate"].to_numpy(), effects, hasconst=True).fit(
        cov_type="cluster", cov_kwds={"groups": pd.factorize(stacked["ags"])[0]}, use_t=True
    )
    shares = np.full(len(treated), 1 / len(treated))
    value = float(shares @ np.asarray(fitted.params))
    taken_out = len(treated) * (len(panel.controls) + len(panel.years))
    spared = len(stacked) - len(treated)
    variance = float(shares @ np.asarray(fitted.cov_params()) @ shares) * spared / (spared - taken_out)
    clusters = int(stacked["ags"].nunique())
    reach = float(np.sqrt(variance) * stats.t.ppf((1 + CLUSTER_LEVEL) / 2, clusters - 1))
    return Regression(
        estimate=value,
        standard_error=float(np.sqrt(variance)),
        low=value - reach,
        high=value + reach,
        level=CLUSTER_LEVEL,
        observations=len(stacked),
        clusters=clusters,
    )


def demean(columns: pd.DataFrame, stacked: pd.DataFrame) -> pd.DataFrame:
    """The columns without the mean of their Kreis and of their year, within each block."""
    block = stacked["block"]
    by_kreis = columns.groupby([block, stacked["ags"]]).transform("mean")
    by_year = columns.groupby([block, stacked["year"]]).transform("mean")
    return columns - by_kreis - by_year + columns.groupby(block).transform("mean")


def pool_twfe(values: Floats, after: Floats) -> float:
    """One effect for all in one regression on all Kreise and years: what the stack avoids, for comparison only.

    Args:
        values: (kreise, years) rates.
        after: (kreise, years) 1 in treated Kreise from their start on.
    """
    within = after - after.mean(axis=0) - after.mean(axis=1, keepdims=True) + after.mean()
    return float((within * values).sum() / (within * after).sum())
