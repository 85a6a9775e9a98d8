"""Trend of net migration over the years, with errors that hold when neighbouring years resemble each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.memo import once_per_choice
from analytics.rates.rates import compute_rates
from analytics.rates.series import reception_years
from analytics.rates.turnaround import compute_turnaround, find_turn
from analytics.subjects.outlook.measures.usable import unexplained_until, year_series
from data.atlas import Atlas

LEAST_TREND_YEARS = 8
"""A slope, its error and lags leave too little below that."""
CONFIDENCE = 0.95
RISING, FALLING, UNCLEAR, REFUSED = "rising", "falling", "unclear", "refused"
VERDICTS = (RISING, FALLING, UNCLEAR, REFUSED)


@dataclass(frozen=True)
class Trend:
    """A straight line through the years.

    Attributes:
        slope: change of net migration per 1,000 residents from year to year (ordinary least squares).
        low, high: 95 % interval by Newey-West errors and Student's t.
        error: Newey-West standard error of the slope.
        p_value: of a slope of 0.
        lags: years the errors may reach over.
        sen: Theil-Sen slope, the median of the slopes between all pairs of years; single odd years do not move it.
        years: used years, in order.
        middle_year, middle_value: a point of the line (means of years and values).
    """

    slope: float
    low: float
    high: float
    error: float
    p_value: float
    lags: int
    sen: float
    years: tuple[int, ...]
    middle_year: float
    middle_value: float

    @property
    def verdict(self) -> str:
        """Rising or falling when the interval leaves out 0, else unclear."""
        if self.low > 0:
            return RISING
        return FALLING if self.high < 0 else UNCLEAR

    def at(self, year: float) -> float:
        """Height of the line in a year, per 1,000."""
        return self.middle_value + self.slope * (year - self.middle_year)


def hac_lags(n: int) -> int:
    """Lags by the rule floor(4 (n / 100) ** (2 / 9)) of Newey and West (1994); 2 for 18 years."""
    return int(4 * (n / 100) ** (2 / 9))


def sen_slope(years: Sequence[float], values: Sequence[float]) -> float:
    """Median of the slopes between all pairs of years (Theil 1950, Sen 1968)."""
    x, y = np.asarray(years, dtype=float), np.asarray(values, dtype=float)
    first, second = np.triu_indices(len(x), 1)
    return float(np.median((y[second] - y[first]) / (x[second] - x[first])))


def fit_trend(years: Sequence[int], values: Sequence[float]) -> Trend | None:
    """The trend of a series; None with fewer than `LEAST_TREND_YEARS` known years.

    The slope counts true years, so a hole is as long as it is. The Newey-West errors take the known years as neighbours
    ("equal spacing", Datta and Du 2012, International Finance Discussion Paper 1060): over a hole the likeness of
    neighbours is thereby assumed, never a value.

    Args:
        years: calendar years, one per value, in order.
        values: net migration per 1,000; NaN = unknown.
    """
    known = ~np.isnan(np.asarray(values, dtype=float))
    x, y = np.asarray(years, dtype=float)[known], np.asarray(values, dtype=float)[known]
    if len(x) < LEAST_TREND_YEARS:
        return None
    from statsmodels.regression.linear_model import OLS

    lags = hac_lags(len(x))
    design = np.column_stack([np.ones(len(x)), x - x.mean()])
    fit = OLS(y, design).fit(cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True}, use_t=True)
    low, high = fit.conf_int(1 - CONFIDENCE)[1]
    return Trend(
        slope=float(fit.params[1]),
        low=float(low),
        high=float(high),
        error=float(fit.bse[1]),
        p_value=float(fit.pvalues[1]),
        lags=lags,
        sen=sen_slope(x, y),
        years=tuple(int(year) for year in x),
        middle_year=float(x.mean()),
        middle_value=float(fit.params[0]),
    )


def trend_years(atlas: Atlas, area: str, series: pd.DataFrame, *, with_reception: bool) -> pd.Series:
    """Which rows of a series the trend uses: known, explained, and not shaped by the reception of refugees.

    Args:
        atlas: the data package.
        area: an ags, or "12" for the Land.
        series: from `year_series`.
        with_reception: whether the years of reception count too.
    """
    used = series["per_1000"].notna()
    until = unexplained_until(atlas, area)
    if until is not None:
        used &= series["year"] > until
    return used if with_reception else used & ~series["year"].isin(reception_years(atlas, area))


def compute_trend(atlas: Atlas, area: str, *, age_group: str, with_reception: bool = False) -> Trend | None:
    """The trend of one Kreis or of the Land; None when too few years are usable.

    Raises:
        UnknownNameError: an unknown area or age group.
    """
    series = year_series(atlas, area, age_group)
    rows = series[trend_years(atlas, area, series, with_reception=with_reception)]
    return fit_trend(list(rows["year"]), list(rows["per_1000"]))


def compute_trends(atlas: Atlas, *, age_group: str, with_reception: bool = False) -> pd.DataFrame:
    """The trend of every Kreis for one age group.

    Returns:
        Grain (ags). Columns slope, low, high, error, p_value, sen (per 1,000 and year; NaN when refused), n (years
        used), first, last (Int64), verdict (one of `VERDICTS`), turn_year (Int64), state (as `compute_turnaround`).

    Raises:
        UnknownNameError: an unknown age group.
    """
    return _compute_trends(atlas, (age_group, with_reception))


@once_per_choice
def _compute_trends(atlas: Atlas, choice: tuple[str, bool]) -> pd.DataFrame:
    age_group, with_reception = choice
    turns = compute_turnaround(atlas)
    turns = turns[turns["age_group"] == age_group]
    rows = []
    for ags in sorted(compute_rates(atlas)["ags"].unique()):
        trend = compute_trend(atlas, ags, age_group=age_group, with_reception=with_reception)
        turn = find_turn(turns, ags, age_group)
        rows.append({"ags": ags, "turn_year": turn["turn_year"], "state": turn["state"]} | _trend_row(trend))
    return pd.DataFrame(rows).astype(dict.fromkeys(("turn_year", "n", "first", "last"), "Int64"))


def turning_years(series: pd.DataFrame) -> tuple[int, int] | None:
    """The years with the lowest and the highest known value, the earlier one of equals; None without any value."""
    known = series.dropna(subset=["per_1000"]).reset_index(drop=True)
    if known.empty:
        return None
    lowest, highest = known["per_1000"].to_numpy().argmin(), known["per_1000"].to_numpy().argmax()
    return int(known["year"].iloc[lowest]), int(known["year"].iloc[highest])


def _trend_row(trend: Trend | None) -> dict[str, object]:
    if trend is None:
        numbers = dict.fromkeys(("slope", "low", "high", "error", "p_value", "sen"), np.nan)
        return numbers | {"n": 0, "first": pd.NA, "last": pd.NA, "verdict": REFUSED}
    names = ("slope", "low", "high", "error", "p_value", "sen", "verdict")
    years = {"n": len(trend.years), "first": trend.years[0], "last": trend.years[-1]}
    return {name: getattr(trend, name) for name in names} | years
