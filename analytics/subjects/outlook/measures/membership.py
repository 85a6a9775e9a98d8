"""Three ways the number of members may go on, compared by the error they would have made on later counts.

Only documented counts enter, each on the middle day of its period; where nobody counted there is no point.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.subjects.growth.measures import DAYS_PER_YEAR, growth_curve
from analytics.subjects.outlook.measures.forecast import LEVEL
from data.atlas import Atlas
from data.errors import check_name

Numbers = NDArray[np.float64]

NO_CHANGE, LINEAR, LOGISTIC = "no_change", "linear", "logistic"
MODELS = (NO_CHANGE, LINEAR, LOGISTIC)
LEAST_COUNTS = 5
"""Three parameters of the logistic curve need at least two counts more."""
YEARS_AHEAD = 3
MOST_RELATIVE_ERROR = 0.5
"""An upper bound whose standard error is larger than half of itself is no bound."""
NOT_FITTED, NO_BOUND, TOO_FEW = "not_fitted", "no_bound", "too_few"
REFUSALS = (NOT_FITTED, NO_BOUND, TOO_FEW)
BACKTEST_COLUMNS = [
    "origin_date", "target_date", "lead_years", "model", "mean", "low", "high", "actual", "abs_error", "inside",
    "refusal",
]  # fmt: skip


@dataclass(frozen=True)
class Fit:
    """A model fitted to counts.

    Attributes:
        model: one of `MODELS`.
        refusal: one of `REFUSALS`, or "".
        parameters: by name, with units in it; logistic: bound_members, bound_error, growth_per_year, middle_year.
        predict: middle and half width of the interval at dates in years; None when refused.
    """

    model: str
    refusal: str = ""
    parameters: dict[str, float] = field(default_factory=dict)
    predict: Callable[[Numbers], tuple[Numbers, Numbers]] | None = None


def year_fraction(days: pd.Series) -> pd.Series:
    """Dates as years with fraction: 1 January 2020 is 2020.0, 2 July 2020 is 2020.5."""
    length = np.where(days.dt.is_leap_year, 366, 365)
    fractions: pd.Series = days.dt.year + (days.dt.dayofyear - 1) / length
    return fractions


def documented_points(atlas: Atlas) -> pd.DataFrame:
    """The documented counts of the curve with their time in years.

    Returns:
        Grain (date): date (as documented), day (Timestamp), at (years with fraction), members (int), source_ids.
    """
    curve = growth_curve(atlas)
    return curve.assign(at=year_fraction(curve["day"]))[["date", "day", "at", "members", "source_ids"]]


def fit_model(model: str, at: Numbers, members: Numbers) -> Fit:
    """Fits one model to the counts given, to nothing else.

    Raises:
        UnknownNameError: the model is unknown.
    """
    check_model(model)
    if len(at) < LEAST_COUNTS:
        return Fit(model, TOO_FEW)
    return {NO_CHANGE: _fit_no_change, LINEAR: _fit_linear, LOGISTIC: _fit_logistic}[model](at, members)


def check_model(model: str) -> None:
    """Stops at an unknown model.

    Raises:
        UnknownNameError: the model is unknown.
    """
    check_name("model", model, MODELS)


def fit_all(atlas: Atlas) -> dict[str, Fit]:
    """Every model fitted to all counts."""
    points = documented_points(atlas)
    at, members = points["at"].to_numpy(dtype=float), points["members"].to_numpy(dtype=float)
    return {model: fit_model(model, at, members) for model in MODELS}


def forecast_members(fit: Fit, at: Numbers) -> pd.DataFrame:
    """What a fitted model says of dates.

    Returns:
        Grain (at): at (years with fraction), mean, low, high (members; interval of share `LEVEL`). Empty when refused.
    """
    if fit.predict is None:
        return pd.DataFrame(columns=["at", "mean", "low", "high"], dtype=float)
    mean, half = fit.predict(at)
    return pd.DataFrame({"at": at, "mean": mean, "low": mean - half, "high": mean + half})


def backtest_members(atlas: Atlas) -> pd.DataFrame:
    """Every model at every earlier count, fitted to the counts known by then, beside the counts that came.

    Origins are the counts from the `LEAST_COUNTS`-th on; targets are later counts at most `YEARS_AHEAD` years away.

    Returns:
        Grain (origin_date, target_date, model). Columns lead_years, mean, low, high, actual (members), abs_error,
        inside, refusal ("" or why the model could not be fitted; its numbers are NaN then).
    """
    points = documented_points(atlas)
    rows = [row for origin in range(LEAST_COUNTS, len(points)) for row in _look_ahead(points, origin)]
    return pd.DataFrame(rows, columns=BACKTEST_COLUMNS)


def compare_models(backtest: pd.DataFrame) -> pd.DataFrame:
    """The models' mean absolute errors on the same forecasts, the smallest first.

    Only pairs of origin and target that every model could forecast are compared; within an origin errors are averaged
    first, so that three counts in one autumn do not weigh three times.

    Args:
        backtest: from `backtest_members`.

    Returns:
        Grain (model). Columns mae (members, NaN when never fitted), coverage (share inside the interval), origins and
        pairs compared, refused (origins at which the model could not be fitted).
    """
    key = ["origin_date", "target_date"]
    fitted = backtest[backtest["refusal"] == ""]
    able = fitted.groupby(key)["model"].nunique()
    common = fitted.set_index(key).loc[able.index[able == fitted["model"].nunique()]].reset_index()
    rows = [_score(backtest, common, model) for model in MODELS]
    return pd.DataFrame(rows).sort_values("mae", kind="stable", na_position="last", ignore_index=True)


def best_model(comparison: pd.DataFrame) -> str:
    """The model with the smallest error; no change when nothing could be compared."""
    known = comparison.dropna(subset=["mae"])
    return NO_CHANGE if known.empty else str(known.iloc[0]["model"])


def outlook_dates(points: pd.DataFrame, per_year: int = 1) -> Numbers:
    """The last count and the dates after it up to `YEARS_AHEAD` years, `per_year` of them a year."""
    steps = np.arange(0, YEARS_AHEAD * per_year + 1) / per_year
    return float(points["at"].iloc[-1]) + steps


def _look_ahead(points: pd.DataFrame, origin: int) -> list[dict[str, Any]]:
    known, later = points.iloc[:origin], points.iloc[origin:]
    start = known.iloc[-1]
    later = later[(later["day"] - start["day"]).dt.days <= YEARS_AHEAD * DAYS_PER_YEAR]
    rows = []
    for model in MODELS if len(later) else ():
        fit = fit_model(model, known["at"].to_numpy(dtype=float), known["members"].to_numpy(dtype=float))
        told = forecast_members(fit, later["at"].to_numpy(dtype=float)).reindex(range(len(later)))
        for (_, target), (_, said) in zip(later.iterrows(), told.iterrows(), strict=True):
            rows.append(_held_against(start, target, said, fit))
    return rows


def _held_against(start: pd.Series, target: pd.Series, said: pd.Series, fit: Fit) -> dict[str, Any]:
    actual = float(target["members"])
    return {
        "origin_date": start["date"],
        "target_date": target["date"],
        "lead_years": float(target["at"] - start["at"]),
        "model": fit.model,
        "mean": said["mean"],
        "low": said["low"],
        "high": said["high"],
        "actual": actual,
        "abs_error": abs(said["mean"] - actual),
        "inside": bool(said["low"] <= actual <= said["high"]),
        "refusal": fit.refusal,
    }


def _score(backtest: pd.DataFrame, common: pd.DataFrame, model: str) -> dict[str, Any]:
    rows = common[common["model"] == model]
    mine = backtest[backtest["model"] == model]
    refused = mine.loc[mine["refusal"] != "", "origin_date"].nunique()
    by_origin = rows.astype({"abs_error": float, "inside": float}).groupby("origin_date", sort=False)
    return {
        "model": model,
        "mae": float(by_origin["abs_error"].mean().mean()) if len(rows) else math.nan,
        "coverage": float(by_origin["inside"].mean().mean()) if len(rows) else math.nan,
        "origins": int(rows["origin_date"].nunique()),
        "pairs": len(rows),
        "refused": int(refused),
    }


def _quantile(degrees: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(degrees, 0.5 + LEVEL / 2))


def _fit_no_change(at: Numbers, members: Numbers) -> Fit:
    """The last count goes on; its spread is that of a random walk with steps in proportion to time.

    Variance per year: sum of squared changes over the sum of the times between them.
    """
    rate = float(np.sum(np.diff(members) ** 2) / np.sum(np.diff(at)))
    quantile, start, level = _quantile(len(at) - 1), float(at[-1]), float(members[-1])

    def predict(when: Numbers) -> tuple[Numbers, Numbers]:
        lead = np.maximum(when - start, 0.0)
        return np.full(len(when), level), quantile * np.sqrt(rate * lead)

    return Fit(NO_CHANGE, parameters={"members": level, "members_squared_per_year": rate}, predict=predict)


def _fit_linear(at: Numbers, members: Numbers) -> Fit:
    """A straight line by least squares with the usual interval for a new observation (Student's t, n - 2 degrees)."""
    n, middle = len(at), float(at.mean())
    spread = float(np.sum((at - middle) ** 2))
    slope = float(np.sum((at - middle) * (members - members.mean())) / spread)
    level = float(members.mean())
    residual = members - (level + slope * (at - middle))
    variance = float(np.sum(residual**2) / (n - 2))
    quantile = _quantile(n - 2)

    def predict(when: Numbers) -> tuple[Numbers, Numbers]:
        half = quantile * np.sqrt(variance * (1 + 1 / n + (when - middle) ** 2 / spread))
        return level + slope * (when - middle), half

    return Fit(LINEAR, parameters={"members_per_year": slope}, predict=predict)


def _logistic(when: Numbers, bound: float, growth: float, middle: float) -> Numbers:
    return bound / (1 + np.exp(-growth * (when - middle)))


def _logistic_slopes(when: Numbers, bound: float, growth: float, middle: float) -> Numbers:
    """Derivatives by bound, growth and middle, one row per date."""
    share = 1 / (1 + np.exp(-growth * (when - middle)))
    bend = bound * share * (1 - share)
    return np.column_stack([share, bend * (when - middle), -bend * growth])


def _fit_logistic(at: Numbers, members: Numbers) -> Fit:
    """Growth towards an upper bound; refused when the counts do not determine that bound.

    The interval comes from the linearised curve (delta method) plus the scatter of the counts, Student's t with n - 3
    degrees.
    """
    from scipy.optimize import OptimizeWarning, curve_fit

    guess = (1.2 * float(members.max()), 1.0, float(at.mean()))
    with warnings.catch_warnings(), np.errstate(over="ignore"):
        warnings.simplefilter("error", OptimizeWarning)
        try:
            best, spread = curve_fit(_logistic, at, members, p0=guess, jac=_logistic_slopes, maxfev=5000)
        except (RuntimeError, OptimizeWarning):
            return Fit(LOGISTIC, NOT_FITTED)
    bound, error = float(best[0]), float(np.sqrt(spread[0, 0]))
    if not np.all(np.isfinite(spread)) or not 0 < error <= MOST_RELATIVE_ERROR * bound:
        return Fit(LOGISTIC, NO_BOUND)
    degrees = len(at) - len(best)
    variance = float(np.sum((members - _logistic(at, *best)) ** 2) / degrees)
    quantile = _quantile(degrees)

    def predict(when: Numbers) -> tuple[Numbers, Numbers]:
        slopes = _logistic_slopes(when, *best)
        return _logistic(when, *best), quantile * np.sqrt(np.einsum("ij,jk,ik->i", slopes, spread, slopes) + variance)

    parameters = {
        "bound_members": bound,
        "bound_low_members": bound - quantile * error,
        "bound_high_members": bound + quantile * error,
        "growth_per_year": float(best[1]),
        "middle_year": float(best[2]),
    }
    return Fit(LOGISTIC, parameters=parameters, predict=predict)
