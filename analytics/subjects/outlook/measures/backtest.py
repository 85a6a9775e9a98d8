"""What a forecast would have said in earlier years, held against what came."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.memo import once_per_choice
from analytics.rates.rates import LAND_AGS, compute_rates
from analytics.rates.series import spread_out
from analytics.subjects.outlook.measures.forecast import ETS, FORECASTERS, LEADS, LEVEL, METHODS, NAIVE, Forecaster
from analytics.subjects.outlook.measures.usable import find_run, year_series
from data.atlas import Atlas

LEAST_FIT_YEARS = 10
"""Fewer years than this no forecast is fitted on."""
ALIKE = 0.05
"""Mean errors that differ by less than a twentieth are called alike: the look-back is no finer than that."""
MODEL_BETTER, NAIVE_BETTER, EQUAL = "model_better", "naive_better", "alike"
VERDICTS = (MODEL_BETTER, EQUAL, NAIVE_BETTER)
ALL_LEADS = 0


def rolling_origin(values: Sequence[float], forecaster: Forecaster) -> pd.DataFrame:
    """Forecasts made at every earlier point from the values known by then, beside what came.

    Args:
        values: one per year, in order, none missing.
        forecaster: gets only the values up to the origin.

    Returns:
        Grain (origin, lead): origin (number of values known), lead (years ahead), mean, low, high, actual, abs_error,
        inside (bool). Empty with no more than `LEAST_FIT_YEARS` values.
    """
    known = np.asarray(values, dtype=float)
    rows = []
    for origin in range(LEAST_FIT_YEARS, len(known)):
        coming = known[origin : origin + LEADS]
        forecast = forecaster(tuple(known[:origin]), len(coming))
        for lead, (mean, half, actual) in enumerate(zip(forecast.mean, forecast.half, coming, strict=True), start=1):
            rows.append((origin, lead, mean, mean - half, mean + half, actual, abs(mean - actual)))
    table = pd.DataFrame(rows, columns=["origin", "lead", "mean", "low", "high", "actual", "abs_error"])
    return table.assign(inside=(table["low"] <= table["actual"]) & (table["actual"] <= table["high"]))


@once_per_choice
def compute_backtest(atlas: Atlas, age_group: str) -> pd.DataFrame:
    """The look-back of both methods for every Kreis and the Land that may have an outlook.

    Returns:
        Grain (ags, method, origin_year, lead). Columns of `rolling_origin` and ags ("12" for the Land), method (one of
        `METHODS`), origin_year (last year known then), year (the year forecast).
    """
    from threadpoolctl import threadpool_limits

    areas = [*sorted(set(compute_rates(atlas)["ags"])), LAND_AGS]
    # Series of a dozen numbers: threads that wait for each other take four times as long as one.
    with threadpool_limits(limits=1):
        parts = [part for area in areas for part in _look_back(atlas, area, age_group)]
    return pd.concat(parts, ignore_index=True) if parts else _nothing_to_look_back_at()


def _look_back(atlas: Atlas, area: str, age_group: str) -> list[pd.DataFrame]:
    run = find_run(atlas, area, year_series(atlas, area, age_group))
    if run.refusal:
        return []
    parts = []
    for method in METHODS:
        table = rolling_origin(run.rates, FORECASTERS[method])
        origin_year = table["origin"] + (run.years[0] - 1)
        parts.append(table.assign(ags=area, method=method, origin_year=origin_year, year=origin_year + table["lead"]))
    return parts


def _nothing_to_look_back_at() -> pd.DataFrame:
    return rolling_origin((), FORECASTERS[NAIVE]).assign(ags="", method="", origin_year=0, year=0)


def summarise_backtest(backtest: pd.DataFrame, area: str | None = None) -> pd.DataFrame:
    """Mean absolute error and share of values inside the interval, by method and years ahead.

    Args:
        backtest: from `compute_backtest`.
        area: an ags or "12"; None for all Kreise together (without the Land, which is their sum).

    Returns:
        Grain (method, lead), lead 0 for all leads together. Columns mae (per 1,000), coverage (share 0 to 1), n.
    """
    rows = backtest[backtest["ags"] == area] if area is not None else backtest[backtest["ags"] != LAND_AGS]
    every = rows.assign(lead=ALL_LEADS)
    table = pd.concat([every, rows], ignore_index=True).astype({"lead": int, "abs_error": float, "inside": float})
    grouped = table.groupby(["method", "lead"], sort=True)
    summary = grouped.agg(mae=("abs_error", "mean"), coverage=("inside", "mean"), n=("abs_error", "size"))
    return summary.reset_index()


def compare_errors(summary: pd.DataFrame) -> str:
    """Whether the model was better than the naive forecast in the look-back: one of `VERDICTS`; "" without any.

    Args:
        summary: from `summarise_backtest`; both methods.
    """
    if summary.empty:
        return ""
    mae = summary[summary["lead"] == ALL_LEADS].set_index("method")["mae"]
    return _compare(mae[ETS], mae[NAIVE])


def past_error_widths(backtest: pd.DataFrame) -> pd.Series:
    """How far a forecast has to reach to both sides to hold `LEVEL` of what came in all Kreise: half width per lead.

    Returns:
        Index lead, in persons per 1,000; the quantile of the model's absolute errors, every Kreis and origin together.
    """
    rows = backtest[(backtest["method"] == ETS) & (backtest["ags"] != LAND_AGS)]
    return rows.astype({"lead": int, "abs_error": float}).groupby("lead")["abs_error"].quantile(LEVEL)


def best_counts(backtest: pd.DataFrame) -> dict[str, int]:
    """In how many Kreise each verdict holds; keys `VERDICTS`."""
    rows = backtest[backtest["ags"] != LAND_AGS]
    errors = rows.groupby(["ags", "method"])["abs_error"].mean().reset_index()
    means = spread_out(errors, "ags", "method", "abs_error")
    found = [_compare(row[ETS], row[NAIVE]) for _, row in means.iterrows()]
    return {verdict: found.count(verdict) for verdict in VERDICTS}


def _compare(model: float, naive: float) -> str:
    if abs(model - naive) <= ALIKE * naive:
        return EQUAL
    return MODEL_BETTER if model < naive else NAIVE_BETTER
