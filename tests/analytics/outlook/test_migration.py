"""The outlook of a Kreis: what is used, what is refused, and what the look-back makes of it."""

import dataclasses

import pandas as pd
import pytest

from analytics.rates.rates import LAND_AGS, compute_rates
from analytics.rates.series import distorted_ags
from analytics.subjects.outlook.measures import backtest, usable
from analytics.subjects.outlook.measures.forecast import ETS, LEADS, LEVEL, NAIVE
from analytics.subjects.outlook.measures.migration import compute_outlook, latest_year

KREIS, AGE = "12073", "30-50"


def _without(atlas, year, status="missing", ags=KREIS):
    """The atlas with one hidden or missing year of a Kreis."""
    table = atlas.migration.copy()
    here = (table["ags"] == ags) & (table["year"] == year)
    table.loc[here, ["arrivals", "departures", "net"]] = pd.NA
    table.loc[here, "status"] = status
    return dataclasses.replace(atlas, migration=table)


def _upto(atlas, last):
    table = atlas.migration
    return dataclasses.replace(atlas, migration=table[table["year"] <= last])


@pytest.fixture(scope="module")
def told(atlas):
    return compute_outlook(atlas, KREIS, age_group=AGE)


def test_the_outlook_starts_after_the_last_known_year_and_leaves_out_what_lies_before_a_hole(told):
    assert told.refusal == ""
    assert told.run.years == tuple(range(2002, 2025))
    assert told.run.stopped_by == 2001
    assert list(told.of(ETS)["year"]) == [2025, 2026, 2027]


def test_the_naive_forecast_stands_beside_every_outlook(told):
    naive = told.of(NAIVE)
    assert len(naive) == LEADS
    assert (naive["mean"] == told.run.rates[-1]).all()
    assert (naive["low"] < naive["mean"]).all()


def test_the_years_of_an_outlook_are_called_over_once_other_figures_reach_beyond_them(told, atlas):
    # The latest count of members is of November 2025, so 2025 is over and 2027 is not.
    assert latest_year(atlas) == 2025
    assert not told.past
    assert compute_outlook(_upto(atlas, 2018), KREIS, age_group=AGE).past


def test_the_wide_band_reaches_as_far_as_the_models_errors_did(told, atlas):
    table = backtest.compute_backtest(atlas, AGE)
    errors = table[(table["method"] == ETS) & (table["ags"] != LAND_AGS)]
    for _, row in told.of(ETS).iterrows():
        past = errors.loc[errors["lead"] == row["lead"], "abs_error"]
        half = row["wide_high"] - row["mean"]
        assert half == pytest.approx(past.quantile(LEVEL))
        assert (past <= half + 1e-9).mean() >= LEVEL - 0.01


def test_the_look_back_holds_thirteen_starts_and_thirty_six_comparisons(told):
    every = told.own[told.own["lead"] == backtest.ALL_LEADS].set_index("method")
    assert set(every["n"]) == {36}
    # The naive forecast of every start is its last value: 10 to 22 years known, up to three years ahead.
    known = told.run.rates
    pairs = [(known[at - 1], known[at - 1 + lead]) for at in range(10, 23) for lead in (1, 2, 3) if at - 1 + lead < 23]
    assert len(pairs) == 36
    assert every.loc[NAIVE, "mae"] == pytest.approx(sum(abs(came - said) for said, came in pairs) / 36)
    assert every.loc[ETS, "mae"] < every.loc[NAIVE, "mae"]
    assert told.verdict == backtest.MODEL_BETTER


def test_the_own_interval_is_shown_to_be_too_narrow(told):
    every = told.own[told.own["lead"] == backtest.ALL_LEADS].set_index("method")
    assert every.loc[ETS, "coverage"] < LEVEL


def test_a_kreis_distorted_by_a_reception_centre_is_refused(atlas):
    assert distorted_ags(atlas) == ["12062", "12067"]
    for ags in distorted_ags(atlas):
        told = compute_outlook(atlas, ags, age_group=AGE)
        assert told.refusal == usable.DISTORTED
        assert told.table.empty
        assert told.own.empty
        assert told.verdict == ""


def test_years_nobody_could_explain_are_left_out_and_what_remains_is_too_short(atlas):
    told = compute_outlook(_upto(atlas, 2018), "12071", age_group=AGE)
    assert told.refusal == usable.UNEXPLAINED
    assert told.run.years[0] == 2009
    # From 2009 to 2024 there are 16 years: enough by now.
    later = compute_outlook(atlas, "12071", age_group=AGE)
    assert (later.refusal, later.run.years) == ("", tuple(range(2009, 2025)))


def test_a_centre_that_came_later_does_not_touch_the_outlook_of_earlier_years(atlas):
    assert compute_outlook(_upto(atlas, 2020), "12062", age_group=AGE).refusal == ""
    assert compute_outlook(_upto(atlas, 2021), "12062", age_group=AGE).refusal == usable.DISTORTED


def test_a_year_missing_or_kept_secret_in_the_middle_leaves_too_short_a_series(atlas):
    for status, refusal in (("missing", usable.MISSING_YEARS), ("secret", usable.HIDDEN_VALUES)):
        told = compute_outlook(_without(atlas, 2015, status), KREIS, age_group=AGE)
        assert told.refusal == refusal
        assert told.run.stopped_by == 2015
        assert told.run.years[0] == 2016


def test_a_hidden_last_year_moves_the_outlook_back_and_is_never_read_as_0(atlas):
    told = compute_outlook(_without(atlas, 2024, "secret"), KREIS, age_group=AGE)
    assert told.run.last == 2023
    assert list(told.of(ETS)["year"]) == [2024, 2025, 2026]


def test_a_short_series_is_refused(atlas):
    short = _upto(atlas, 2012)
    told = compute_outlook(short, KREIS, age_group=AGE)
    assert len(told.run.years) == 11
    assert told.refusal == usable.MISSING_YEARS


def test_later_years_move_the_outlook(atlas):
    earlier = compute_outlook(_upto(atlas, 2015), KREIS, age_group=AGE)
    assert list(earlier.of(ETS)["year"]) == [2016, 2017, 2018]


def test_the_land_is_taken_without_the_distorted_kreise(atlas):
    series = usable.year_series(atlas, LAND_AGS, AGE)
    rates = compute_rates(atlas)
    inside = rates["ags"].str.startswith("12") & ~rates["ags"].isin(distorted_ags(atlas))
    rows = rates[inside & (rates["age_group"] == AGE) & (rates["year"] == 2024)]
    wanted = rows["net"].sum() / rows["population"].sum() * 1000
    assert series.set_index("year").loc[2024, "per_1000"] == pytest.approx(wanted)


def test_a_look_back_is_kept_and_its_keys_occur_once(atlas):
    table = backtest.compute_backtest(atlas, AGE)
    assert not table.duplicated(["ags", "method", "origin_year", "lead"]).any()
    assert (table["year"] == table["origin_year"] + table["lead"]).all()
    counts = backtest.best_counts(table)
    assert sum(counts.values()) == table.loc[table["ags"] != LAND_AGS, "ags"].nunique()


def test_nothing_at_all_is_no_error(atlas):
    empty = atlas.migration.assign(status="missing")
    for name in ("arrivals", "departures", "net"):
        empty[name] = pd.array([pd.NA] * len(empty), dtype="Int64")
    told = compute_outlook(dataclasses.replace(atlas, migration=empty), KREIS, age_group=AGE)
    assert told.refusal == usable.MISSING_YEARS
    assert told.run.years == ()
