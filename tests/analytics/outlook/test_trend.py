"""The trend: hand-checked slopes, errors as statsmodels gives them, and years that do not count."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import theilslopes

from analytics.rates.series import reception_years
from analytics.subjects.outlook.measures import trend
from analytics.subjects.outlook.measures.usable import year_series
from data.errors import UnknownNameError

YEARS = list(range(2001, 2011))


def test_a_straight_line_is_found_exactly():
    found = trend.fit_trend(YEARS, [3 + 0.5 * (year - 2001) for year in YEARS])
    assert found.slope == pytest.approx(0.5)
    assert found.sen == pytest.approx(0.5)
    assert found.at(2001) == pytest.approx(3)
    assert found.verdict == trend.RISING


def test_the_slope_is_the_one_worked_out_by_hand():
    # Middle year 2004.5, sum of squared distances 42, sum of distance times value 17.
    values = [0, 0, 0, 0, 4, 2, 2, 2]
    found = trend.fit_trend(list(range(2001, 2009)), values)
    distances = [-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5]
    assert sum(d * d for d in distances) == 42
    assert sum(d * v for d, v in zip(distances, values, strict=True)) == 17
    assert found.slope == pytest.approx(17 / 42)


def test_the_errors_are_those_of_statsmodels_with_newey_west():
    rng = np.random.default_rng(5)
    years = np.array([2000, *range(2002, 2015), 2017, 2018])
    values = 0.4 * (years - 2000) + rng.normal(size=len(years)).cumsum()
    found = trend.fit_trend(list(years), list(values))
    model = sm.OLS(values, sm.add_constant(years.astype(float)))
    lags = {"maxlags": 2, "use_correction": True}
    wanted = model.fit().get_robustcov_results("HAC", use_t=True, **lags)
    assert found.lags == 2
    assert found.slope == pytest.approx(wanted.params[1], abs=1e-6)
    assert found.error == pytest.approx(wanted.bse[1], abs=1e-6)
    assert (found.low, found.high) == pytest.approx(tuple(wanted.conf_int(0.05)[1]), abs=1e-6)
    assert found.p_value == pytest.approx(wanted.pvalues[1], abs=1e-6)


def test_a_hole_counts_as_time_that_passed():
    known = [2000, *range(2006, 2014)]
    found = trend.fit_trend(known, [0.1 * (year - 2000) for year in known])
    assert found.slope == pytest.approx(0.1)


def test_an_unknown_value_is_left_out_and_never_0():
    values = [float(year - 2001) for year in YEARS]
    values[4] = float("nan")
    found = trend.fit_trend(YEARS, values)
    assert found.slope == pytest.approx(1)
    assert 2005 not in found.years


def test_fewer_than_eight_years_carry_no_trend():
    assert trend.fit_trend(YEARS[:7], list(range(7))) is None
    assert trend.fit_trend(YEARS[:8], [0, 1, 0, 1, 0, 1, 0, 1]).verdict == trend.UNCLEAR


@given(st.lists(st.floats(-50, 50), min_size=8, max_size=20))
def test_the_median_of_slopes_agrees_with_scipy(values):
    years = np.arange(len(values), dtype=float)
    assert trend.sen_slope(years, values) == pytest.approx(theilslopes(values, years)[0], abs=1e-9)


def test_one_odd_year_moves_the_straight_line_but_not_the_median():
    values = [float(year - 2001) for year in YEARS]
    values[-1] += 100
    found = trend.fit_trend(YEARS, values)
    assert found.slope > 4
    assert found.sen == pytest.approx(1)


def test_the_years_of_reception_are_left_out_unless_asked_for(atlas):
    without = trend.compute_trend(atlas, "12073", age_group="30-50")
    with_them = trend.compute_trend(atlas, "12073", age_group="30-50", with_reception=True)
    assert set(with_them.years) - set(without.years) == set(reception_years(atlas)) == {2015, 2016, 2022}
    assert with_them.slope > without.slope


def test_the_years_of_an_own_reception_centre_are_left_out_too(atlas):
    years = trend.compute_trend(atlas, "12062", age_group="30-50").years
    assert years == (2000, *range(2002, 2015), 2017, 2018, 2019, 2020, 2024)


def test_the_year_missing_in_the_source_and_unexplained_years_are_no_part_of_a_trend(atlas):
    assert 2001 not in trend.compute_trend(atlas, "12062", age_group="30-50").years
    assert trend.compute_trend(atlas, "12071", age_group="30-50").years[0] == 2009


def test_every_kreis_has_one_row_with_direction_and_turning_point(atlas):
    table = trend.compute_trends(atlas, age_group="18-25")
    assert not table["ags"].duplicated().any()
    assert len(table) == atlas.migration["ags"].nunique()
    rising = table[table["verdict"] == trend.RISING]
    assert (rising["low"] > 0).all()
    unclear = table[table["verdict"] == trend.UNCLEAR]
    assert ((unclear["low"] <= 0) & (unclear["high"] >= 0)).all()


def test_the_lowest_and_the_highest_year_are_those_of_the_series(atlas):
    series = year_series(atlas, "12062", "30-50")
    known = series.dropna(subset=["per_1000"]).set_index("year")["per_1000"]
    assert trend.turning_years(series) == (known.idxmin(), known.idxmax())
    assert trend.turning_years(series.assign(per_1000=float("nan"))) is None


def test_an_unknown_area_or_age_group_is_named(atlas):
    with pytest.raises(UnknownNameError):
        trend.compute_trend(atlas, "99999", age_group="30-50")
    with pytest.raises(UnknownNameError):
        trend.compute_trend(atlas, "12062", age_group="31-32")
