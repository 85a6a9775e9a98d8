"""Forecasts of a yearly series, three years ahead: exponential smoothing and the naive one it has to beat."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

LEVEL = 0.8
"""Share of the coming values an interval promises to hold: with a dozen look-backs 95 % could not be checked."""
LEADS = 3
ETS, NAIVE = "ets", "naive"
METHODS = (ETS, NAIVE)
FLAT, DAMPED = "flat", "damped"
# Names of statsmodels' ETSModel: additive errors, no season; without trend, or with one that fades out.
_SHAPES: dict[str, dict[str, Any]] = {FLAT: {"trend": None}, DAMPED: {"trend": "add", "damped_trend": True}}


@dataclass(frozen=True)
class Forecast:
    """A forecast of the coming years, the first entry one year ahead.

    Attributes:
        mean: the middle.
        half: half width of the interval of share `LEVEL`.
        shape: form of the model: flat or damped; "" for the naive forecast.
    """

    mean: Numbers
    half: Numbers
    shape: str = ""


Forecaster = Callable[[Sequence[float], int], Forecast]


def normal_quantile(level: float) -> float:
    """Half width in standard deviations of an interval that holds this share of a normal distribution."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2))


def forecast_naive(values: Sequence[float], leads: int = LEADS) -> Forecast:
    """The last value goes on; the interval widens with the root of the years, as for a random walk.

    The spread is the root of the mean squared step from year to year, so a steady drift widens it too (Hyndman and
    Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 5.5).

    Args:
        values: one per year, in order, none missing.
        leads: years ahead.
    """
    known = np.asarray(values, dtype=float)
    spread = math.sqrt(float(np.mean(np.diff(known) ** 2))) * normal_quantile(LEVEL)
    return Forecast(np.full(leads, known[-1]), spread * np.sqrt(np.arange(1, leads + 1)))


def forecast_ets(values: Sequence[float], leads: int = LEADS) -> Forecast:
    """Exponential smoothing with additive errors (statsmodels), without or with a damped trend.

    Which of the two is decided by the corrected Akaike criterion on the given values alone. The interval takes the
    fitted parameters for true and is therefore too narrow: how much, the look-back says.

    Args:
        values: one per year, in order, none missing.
        leads: years ahead.
    """
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    known = np.asarray(values, dtype=float)
    # Starting values by rule instead of by search: a fifth of the time, and two parameters fewer for so few years.
    models = {
        shape: ETSModel(known, error="add", initialization_method="heuristic", **form)
        for shape, form in _SHAPES.items()
    }
    found = {shape: model.fit(disp=False, return_params=True) for shape, model in models.items()}
    shape = min(models, key=lambda name: _corrected_akaike(models[name].loglike(found[name]), found[name], len(known)))
    fitted, states = models[shape].smooth(found[shape], return_raw=True)
    return _extrapolate(shape, found[shape], states[-1], float(np.mean((known - fitted) ** 2)), leads)


def _extrapolate(shape: str, parameters: Numbers, state: Numbers, variance: float, leads: int) -> Forecast:
    """Mean and interval from the last state, in closed form.

    With c_j = alpha + beta (phi + ... + phi ** j): mean = level + slope (phi + ... + phi ** h), variance of the error =
    s2 (1 + c_1 ** 2 + ... + c_(h-1) ** 2); the same without trend, where c_j = alpha (Hyndman, Koehler, Ord and Snyder
    2008, Forecasting with Exponential Smoothing, table 6.1). statsmodels gives the same; a test holds both together.
    """
    ahead = np.arange(1, leads + 1)
    if shape == FLAT:
        mean, weights = np.full(leads, state[0]), np.full(leads - 1, parameters[0])
    else:
        alpha, beta, phi = parameters
        faded = np.cumsum(phi**ahead)
        mean, weights = state[0] + state[1] * faded, alpha + beta * faded[:-1]
    spread = np.sqrt(variance * np.cumsum(np.concatenate([[1.0], weights**2])))
    return Forecast(mean, normal_quantile(LEVEL) * spread, shape)


def _corrected_akaike(loglike: float, parameters: Numbers, n: int) -> float:
    """AICc: 2k - 2 ln L + 2k(k + 1) / (n - k - 1); the variance of the errors counts as a parameter."""
    k = len(parameters) + 1
    return 2 * k - 2 * loglike + 2 * k * (k + 1) / (n - k - 1)


FORECASTERS: dict[str, Forecaster] = {ETS: forecast_ets, NAIVE: forecast_naive}
