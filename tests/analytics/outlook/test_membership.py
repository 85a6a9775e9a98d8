"""The membership's models: by hand, on planted series, refused where the counts say too little."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import linregress, t

from analytics.subjects.growth.measures import growth_curve
from analytics.subjects.outlook.measures import membership as m
from analytics.subjects.outlook.measures.scenario import compute_scenario
from data.errors import SelectionError, UnknownNameError

AT = np.array([2018.0, 2019.0, 2020.0, 2021.0, 2022.0, 2023.0])


def _fit(model, members, at=AT):
    return m.fit_model(model, np.asarray(at, dtype=float), np.asarray(members, dtype=float))


def test_dates_become_years_with_their_fraction():
    days = pd.Series(pd.to_datetime(["2020-01-01", "2020-07-02", "2021-01-01", "2021-07-02"]))
    assert list(m.year_fraction(days)) == pytest.approx([2020, 2020.5, 2021, 2021 + 182 / 365])


def test_only_documented_counts_are_points(atlas):
    points, curve = m.documented_points(atlas), growth_curve(atlas)
    assert list(points["members"]) == list(curve["members"])
    assert points["at"].is_monotonic_increasing


def test_the_straight_line_and_its_interval_are_those_of_the_textbook():
    members = np.array([3, 8, 9, 14, 15, 20], dtype=float)
    told = m.forecast_members(_fit(m.LINEAR, members), np.array([2025.0])).iloc[0]
    line = linregress(AT, members)
    mean = line.intercept + line.slope * 2025
    residual = members - (line.intercept + line.slope * AT)
    spread = np.sqrt(np.sum(residual**2) / 4 * (1 + 1 / 6 + (2025 - 2020.5) ** 2 / 17.5))
    half = t.ppf(0.9, 4) * spread
    assert (told["mean"], told["low"], told["high"]) == pytest.approx((mean, mean - half, mean + half))


def test_no_change_widens_with_the_root_of_time():
    # Steps 1, -1, 1, -1, 1 over five years: variance 1 a year.
    fit = _fit(m.NO_CHANGE, [3, 4, 3, 4, 3, 4])
    told = m.forecast_members(fit, np.array([2023.0, 2024.0, 2027.0]))
    assert list(told["mean"]) == [4, 4, 4]
    assert list(told["high"] - told["mean"]) == pytest.approx([0, t.ppf(0.9, 5), 2 * t.ppf(0.9, 5)])


def test_a_planted_logistic_curve_is_found_with_its_upper_bound():
    at = np.linspace(2010, 2025, 24)
    members = 40 / (1 + np.exp(-0.8 * (at - 2016))) + np.random.default_rng(1).normal(0, 0.3, len(at))
    fit = _fit(m.LOGISTIC, members, at)
    assert fit.refusal == ""
    assert fit.parameters["bound_members"] == pytest.approx(40, abs=0.6)
    assert fit.parameters["bound_low_members"] < 40 < fit.parameters["bound_high_members"]
    assert fit.parameters["growth_per_year"] == pytest.approx(0.8, abs=0.05)
    assert fit.parameters["middle_year"] == pytest.approx(2016, abs=0.1)


def test_the_slopes_of_the_logistic_curve_are_its_derivatives():
    best, step = (40.0, 0.8, 2016.0), 1e-6
    slopes = m._logistic_slopes(AT, *best)
    for place in range(3):
        up, down = (list(best) for _ in range(2))
        up[place] += step
        down[place] -= step
        wanted = (m._logistic(AT, *up) - m._logistic(AT, *down)) / (2 * step)
        assert slopes[:, place] == pytest.approx(wanted, abs=1e-5)


def test_growth_without_a_visible_end_has_no_upper_bound():
    fit = _fit(m.LOGISTIC, [2 * 1.5**n for n in range(8)], np.arange(2010.0, 2018.0))
    assert fit.refusal in m.REFUSALS
    assert m.forecast_members(fit, np.array([2020.0])).empty


@pytest.mark.parametrize("model", m.MODELS)
def test_four_counts_are_too_few(model):
    assert _fit(model, [1, 2, 3, 4], AT[:4]).refusal == m.TOO_FEW


def test_an_unknown_model_is_named():
    with pytest.raises(UnknownNameError):
        _fit("prophet", [1, 2, 3, 4, 5, 6])


def test_looking_back_fits_only_what_was_known_and_compares_like_with_like(atlas):
    table, points = m.backtest_members(atlas), m.documented_points(atlas)
    days = points.set_index("date")["at"]
    assert (days.loc[table["target_date"]].to_numpy() > days.loc[table["origin_date"]].to_numpy()).all()
    assert (table["lead_years"] <= m.YEARS_AHEAD + 0.01).all()
    comparison = m.compare_models(table)
    assert set(comparison["pairs"]) == {24}
    assert comparison["mae"].is_monotonic_increasing


@pytest.mark.parametrize("model", m.MODELS)
def test_later_counts_change_no_earlier_forecast(atlas, model):
    points = m.documented_points(atlas)
    doubled = points.assign(members=points["members"].where(points.index < 8, points["members"] * 2))
    first, second = ([row for row in m._look_ahead(table, 8) if row["model"] == model] for table in (points, doubled))
    assert [row["mean"] for row in first] == pytest.approx([row["mean"] for row in second])
    assert [row["actual"] for row in first] != [row["actual"] for row in second]


def test_no_change_was_closest_for_the_counts_of_the_package(atlas):
    comparison = m.compare_models(m.backtest_members(atlas))
    assert m.best_model(comparison) == m.NO_CHANGE
    # At the last start (October 2025, 23) one count followed (November 2025, 23).
    row = m.backtest_members(atlas).query("model == 'no_change'").iloc[-1]
    assert (row["mean"], row["actual"], row["abs_error"]) == (23, 23, 0)


def test_errors_are_averaged_within_a_start_first():
    rows = [("a", "x", 1.0), ("b", "x", 4.0), ("b", "y", 4.0), ("b", "z", 4.0)]
    table = pd.DataFrame(rows, columns=["origin_date", "target_date", "abs_error"])
    table = table.assign(inside=True, refusal="", model=m.NO_CHANGE)
    assert m.compare_models(table).iloc[0]["mae"] == 2.5


def test_an_example_sum_is_plain_arithmetic(atlas):
    last = growth_curve(atlas).iloc[-1]
    table = compute_scenario(atlas, per_year=2, years=5)
    assert table["members"].iloc[-1] == last["members"] + 10
    assert table["year"].iloc[-1] == last["day"].year + 5
    assert compute_scenario(atlas, per_year=-5, years=10)["members"].iloc[-1] == 0


@pytest.mark.parametrize(("per_year", "years"), [(6, 5), (-6, 5), (2, 0), (2, 11)])
def test_an_example_sum_out_of_its_limits_is_refused(atlas, per_year, years):
    with pytest.raises(SelectionError):
        compute_scenario(atlas, per_year=per_year, years=years)
