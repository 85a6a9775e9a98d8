"""Forecasts: the naive one by hand, the model as statsmodels gives it, and what looking back may know."""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from analytics.subjects.outlook.measures import backtest
from analytics.subjects.outlook.measures.forecast import (
    DAMPED,
    ETS,
    FLAT,
    FORECASTERS,
    LEVEL,
    METHODS,
    NAIVE,
    Forecast,
    forecast_ets,
    forecast_naive,
    normal_quantile,
)

Z80 = 1.2815515655446004


def _walk(seed, n=17, drift=0.0):
    return list(np.random.default_rng(seed).normal(drift, 1, n).cumsum())


def test_the_naive_forecast_is_the_last_value_with_an_interval_worked_out_by_hand():
    # Steps 3, -1, 1, 1: mean square 3.
    told = forecast_naive([0, 3, 2, 3, 4], 3)
    assert list(told.mean) == [4, 4, 4]
    assert list(told.half) == pytest.approx([Z80 * 3**0.5, Z80 * 6**0.5, Z80 * 3])


def test_the_level_is_that_of_a_normal_distribution():
    assert LEVEL == 0.8
    assert normal_quantile(LEVEL) == pytest.approx(Z80)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("drift", [0.0, 1.5])
def test_the_model_and_its_interval_are_those_of_statsmodels(seed, drift):
    values = pd.Series(_walk(seed, drift=drift))
    told = forecast_ets(list(values), 3)
    form = {FLAT: {"trend": None}, DAMPED: {"trend": "add", "damped_trend": True}}
    fits = {
        shape: ETSModel(values, error="add", initialization_method="heuristic", **kind).fit(disp=False)
        for shape, kind in form.items()
    }
    assert told.shape == min(fits, key=lambda shape: fits[shape].aicc)
    wanted = fits[told.shape].get_prediction(start=17, end=19).summary_frame(alpha=1 - LEVEL)
    assert told.mean == pytest.approx(wanted["mean"].to_numpy(), abs=1e-6)
    assert told.mean - told.half == pytest.approx(wanted["pi_lower"].to_numpy(), abs=1e-6)
    assert told.mean + told.half == pytest.approx(wanted["pi_upper"].to_numpy(), abs=1e-6)


def test_a_steady_rise_goes_on():
    told = forecast_ets([2.0 * year for year in range(17)], 3)
    assert told.shape == DAMPED
    assert told.mean[0] == pytest.approx(34, abs=1)
    assert told.mean[2] > told.mean[0]


def test_looking_back_starts_at_ten_years_and_looks_at_most_three_ahead():
    table = backtest.rolling_origin(list(range(17)), forecast_naive)
    assert table["origin"].min() == 10
    assert table.groupby("origin")["lead"].max().to_dict() == {10: 3, 11: 3, 12: 3, 13: 3, 14: 3, 15: 2, 16: 1}
    # The naive forecast of a line with slope 1 is off by the years ahead.
    assert (table["abs_error"] == table["lead"]).all()
    assert (table["actual"] == table["origin"] + table["lead"] - 1).all()


def test_ten_years_leave_nothing_to_look_back_at():
    assert backtest.rolling_origin(list(range(10)), forecast_naive).empty


@cache
def looked_back(series: tuple[float, ...], method: str) -> pd.DataFrame:
    return backtest.rolling_origin(series, FORECASTERS[method])


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=15, deadline=None)
@given(later=st.lists(st.floats(-100, 100), min_size=17, max_size=17), origin=st.integers(10, 16))
def test_no_forecast_knows_the_future(method, later, origin):
    known = _walk(3)
    changed = [*known[:origin], *later[origin:]]
    columns = ["origin", "lead", "mean", "low", "high"]
    first, second = (
        table[table["origin"] <= origin][columns].reset_index(drop=True)
        for table in (looked_back(tuple(known), method), backtest.rolling_origin(changed, FORECASTERS[method]))
    )
    pd.testing.assert_frame_equal(first, second)


def test_a_forecaster_is_given_the_past_and_nothing_else():
    seen = []

    def spy(values, leads):
        seen.append(tuple(values))
        return Forecast(np.zeros(leads), np.ones(leads))

    series = tuple(float(n) for n in range(14))
    backtest.rolling_origin(series, spy)
    assert seen == [series[:origin] for origin in range(10, 14)]


def test_the_interval_of_a_random_walk_holds_about_what_it_promises():
    tables = [backtest.rolling_origin(_walk(seed, 40), forecast_naive) for seed in range(40)]
    held = pd.concat(tables)["inside"].mean()
    assert held == pytest.approx(LEVEL, abs=0.04)


def _errors(model, naive, ags="12062"):
    return pd.DataFrame(
        {
            "ags": ags,
            "method": [ETS] * len(model) + [NAIVE] * len(naive),
            "lead": [1, 2] * ((len(model) + len(naive)) // 2),
            "abs_error": [*model, *naive],
            "inside": [True, False] * ((len(model) + len(naive)) // 2),
        }
    )


def test_mean_errors_and_coverage_are_those_worked_out_by_hand():
    summary = backtest.summarise_backtest(_errors([1, 3], [2, 4]), "12062").set_index(["method", "lead"])
    assert summary.loc[(ETS, backtest.ALL_LEADS), "mae"] == 2
    assert summary.loc[(NAIVE, 2), "mae"] == 4
    assert summary.loc[(ETS, backtest.ALL_LEADS), "coverage"] == 0.5
    assert summary.loc[(ETS, 1), "n"] == 1


@pytest.mark.parametrize(
    ("model", "naive", "verdict"),
    [
        ([1, 1], [2, 2], backtest.MODEL_BETTER),
        ([2, 2], [1, 1], backtest.NAIVE_BETTER),
        ([1.04, 1.04], [1, 1], backtest.EQUAL),
    ],
)
def test_who_was_closer_is_said_with_a_margin(model, naive, verdict):
    assert backtest.compare_errors(backtest.summarise_backtest(_errors(model, naive))) == verdict


def test_without_any_look_back_nobody_was_closer():
    assert backtest.compare_errors(backtest.summarise_backtest(_errors([], []))) == ""
