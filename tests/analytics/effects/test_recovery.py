"""Planted effects are found, and nothing where nothing is: few draws here, many in `benchmarks/simulations.py`."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.regression.linear_model import OLS

from analytics.subjects.effects.measures import estimate
from analytics.subjects.effects.measures.estimators.contrasts import after_minus_before
from analytics.subjects.effects.measures.estimators.permutation import pool_values
from benchmarks.land_simulations import CHANGE, TREATED_COUNTS, LandScenario, draw_land_panel, regress
from benchmarks.land_simulations import SCENARIOS as LAND_SCENARIOS
from benchmarks.simulations import SCENARIOS, measure_noise, run_scenario, summarise
from data.tables import TABLES

RUNS = 40
BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}


@pytest.fixture(scope="module")
def noise(atlas):
    return measure_noise(atlas)


def rows(scenario, noise):
    return {row["estimator"]: row for row in summarise(BY_NAME[scenario], run_scenario(BY_NAME[scenario], noise, RUNS))}


@pytest.mark.parametrize("scenario", ["constant_effect", "growing_effect", "one_kreis_effect"])
def test_a_planted_effect_is_recovered(noise, scenario):
    for name, row in rows(scenario, noise).items():
        # Four standard errors of the mean of so few draws.
        assert abs(row["bias_per_1000"]) < 4 * row["rmse_per_1000"] / RUNS**0.5, name


def test_without_an_effect_the_permutation_test_is_seldom_wrong(noise):
    found = rows("no_effect", noise)
    assert found["did_permutation"]["rejection_rate"] <= 0.15
    assert found["did_permutation"]["coverage"] >= 0.85


def test_trends_that_differ_before_the_start_are_noticed_more_often_than_not(noise):
    assert rows("trends_apart", noise)["pre_trend"]["rejection_rate"] >= 0.5


def test_the_noise_is_that_of_the_data(noise, atlas):
    assert 0 < noise.dependence < 1
    assert len(noise.spreads) == len(noise.levels) == 19
    assert noise.calm_spreads.mean() < noise.spreads.mean()


def test_the_shipped_table_is_the_whole_of_both_benchmarks(atlas):
    table = atlas.simulations
    assert table.columns.tolist() == list(TABLES["simulations"].to_schema().columns)
    assert set(table["scenario"]) == set(BY_NAME) | {scenario.name for scenario in LAND_SCENARIOS}
    own = table[table["scenario"].isin(list(BY_NAME))]
    assert len(own) == len(SCENARIOS) * 7
    assert len(table) - len(own) == len(LAND_SCENARIOS) * len(TREATED_COUNTS) * 6
    assert (table["n_simulations"] >= 500).all()
    assert (set(own["n_kreise"]), set(own["n_years"])) == ({20}, {18})


def test_the_shipped_simulations_keep_their_promises(atlas):
    shipped = atlas.simulations[atlas.simulations["scenario"].isin(list(BY_NAME))]
    table = shipped.set_index(["scenario", "estimator"])
    for scenario in ("no_effect", "one_kreis_no_effect"):
        assert table.loc[(scenario, "did_permutation"), "rejection_rate"] == pytest.approx(0.05, abs=0.025)
        assert table.loc[(scenario, "did_permutation"), "coverage"] == pytest.approx(0.95, abs=0.025)
        assert table.loc[(scenario, "synthetic_control"), "rejection_rate"] == pytest.approx(0.05, abs=0.025)
        assert table.loc[(scenario, "pre_trend"), "rejection_rate"] == pytest.approx(0.10, abs=0.03)
    unbiased = table.sort_index().drop(index="trends_apart").drop(index="pooled", level="estimator")
    assert (unbiased["bias_per_1000"].abs() < 0.3).all()
    # Why the page does not rest on it.
    assert table.loc[("no_effect", "did_clustered"), "rejection_rate"] > 0.15


@pytest.mark.parametrize("treated", TREATED_COUNTS)
def test_where_the_whole_land_rises_only_the_checks_and_the_land_itself_stay_near_the_level(atlas, treated):
    table = atlas.simulations.set_index(["scenario", "n_treated", "estimator"]).sort_index()["rejection_rate"]
    alarm = table["land_change_no_effect", treated]
    assert alarm["did_permutation"] > 0.5
    assert alarm["did_guarded"] <= 0.07
    assert alarm["land_year"] == pytest.approx(0.05, abs=0.03)


@pytest.mark.parametrize("treated", TREATED_COUNTS)
def test_where_the_land_stays_calm_the_clustered_error_alone_is_far_off(atlas, treated):
    alarm = atlas.simulations.set_index(["scenario", "n_treated", "estimator"]).sort_index()["rejection_rate"][
        "land_calm_no_effect", treated
    ]
    assert alarm["did_permutation"] == pytest.approx(0.05, abs=0.03)
    assert alarm["pooled_clustered"] > alarm["did_permutation"]


def test_against_the_land_alone_what_was_planted_is_found_whatever_the_land_does(atlas):
    table = atlas.simulations.set_index("estimator").loc["land_year"]
    assert (table["bias_per_1000"].abs() < 0.3).all()
    assert table["coverage"].min() > 0.92


def test_the_regression_of_the_benchmark_is_that_of_the_statistics_library(atlas):
    panel = estimate(atlas).panel
    treated = panel.treated.head(1)
    values = pool_values(panel, treated)
    cells = np.zeros_like(values)
    cells[0] = after_minus_before(panel.years, list(treated)).cells[0]
    found, low, high, p_value = regress(values, cells, np.random.default_rng(1))
    kreise, years = np.indices(values.shape)
    design = pd.DataFrame({"after": cells.ravel()}).join(
        [
            pd.get_dummies(kreise.ravel(), prefix="k", dtype=float),
            pd.get_dummies(years.ravel(), prefix="t", dtype=float).iloc[:, 1:],
        ]
    )
    fitted = OLS(values.ravel(), design).fit(cov_type="cluster", cov_kwds={"groups": kreise.ravel()}, use_t=True)
    assert found == pytest.approx(fitted.params["after"], abs=1e-8)
    assert [low, high] == pytest.approx(fitted.conf_int().loc["after"].tolist(), abs=1e-6)
    assert 0 < p_value <= 1


@pytest.mark.parametrize("treated", TREATED_COUNTS)
def test_where_the_land_rises_unevenly_the_checks_and_the_land_itself_hold_and_the_synthetic_one_does_not(
    atlas, treated
):
    alarm = atlas.simulations.set_index(["scenario", "n_treated", "estimator"]).sort_index()["rejection_rate"][
        "land_uneven_no_effect", treated
    ]
    assert alarm["did_guarded"] <= 0.07
    assert alarm["land_year"] == pytest.approx(0.05, abs=0.03)
    assert alarm["synthetic_did"] > 0.3


def test_an_uneven_rise_differs_from_district_to_district_of_the_land_and_spares_the_others(atlas):
    noise, years = measure_noise(atlas), range(2008, 2016)
    even, uneven = (
        draw_land_panel(scenario, noise, years, 4, np.random.default_rng(1)).rates
        for scenario in (LandScenario("", change=0.0), LandScenario("", change=CHANGE, uneven=True))
    )
    rise = (uneven - even)[2012]
    assert rise.head(8).between(0, 2 * CHANGE).all()
    assert rise.head(8).nunique() == 8
    assert (rise.tail(-8) == 0).all()
    assert ((uneven - even)[2011] == 0).all()
