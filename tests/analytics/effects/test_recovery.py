"""Planted effects are found, and nothing where nothing is: few draws here, many in `benchmarks/simulations.py`."""

import pytest

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


def test_the_shipped_table_is_the_whole_benchmark(atlas):
    table = atlas.simulations
    assert table.columns.tolist() == list(TABLES["simulations"].to_schema().columns)
    assert set(table["scenario"]) == set(BY_NAME)
    assert len(table) == len(SCENARIOS) * 6
    assert (table["n_simulations"] >= 500).all()
    assert set(table["n_kreise"]) == {20}
    assert set(table["n_years"]) == {18}


def test_the_shipped_simulations_keep_their_promises(atlas):
    table = atlas.simulations.set_index(["scenario", "estimator"])
    for scenario in ("no_effect", "one_kreis_no_effect"):
        assert table.loc[(scenario, "did_permutation"), "rejection_rate"] == pytest.approx(0.05, abs=0.025)
        assert table.loc[(scenario, "did_permutation"), "coverage"] == pytest.approx(0.95, abs=0.025)
        assert table.loc[(scenario, "synthetic_control"), "rejection_rate"] == pytest.approx(0.05, abs=0.025)
        assert table.loc[(scenario, "pre_trend"), "rejection_rate"] == pytest.approx(0.10, abs=0.03)
    unbiased = table.sort_index().drop(index="trends_apart").drop(index="pooled", level="estimator")
    assert (unbiased["bias_per_1000"].abs() < 0.3).all()
    # Why the page does not rest on it.
    assert table.loc[("no_effect", "did_clustered"), "rejection_rate"] > 0.15
