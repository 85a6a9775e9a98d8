"""Synthetic control: exact weights, the same as an independent library, and refusals with a reason."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from pysyncon import Dataprep, Synth

from analytics.subjects.effects.measures import build_panel, fit_synthetic
from analytics.subjects.effects.measures.estimators.synthetic import fit_kreis, solve_weights

# What its general-purpose solver leaves: weights that miss one by about 1e-9.
SOLVER = 1e-6


@pytest.fixture(scope="module")
def panel(atlas):
    return build_panel(atlas)


def loss(panel, weights, ags, start):
    before = [year for year in panel.years if year < start]
    gap = panel.rates.loc[ags, before] - weights @ panel.rates.loc[weights.index, before]
    return float((gap**2).mean())


def test_a_mixture_is_found_again():
    chance = np.random.default_rng(5)
    donors = chance.normal(size=(12, 6))
    truth = np.array([0.5, 0, 0.3, 0, 0.2, 0])
    assert solve_weights(donors @ truth, donors) == pytest.approx(truth, abs=1e-9)


def test_outside_the_donors_the_nearest_edge_is_taken():
    donors = np.array([[1.0, 3.0], [1.0, 3.0]])
    assert solve_weights(np.array([9.0, 9.0]), donors).tolist() == [0, 1]


@pytest.mark.parametrize("seed", range(20))
def test_weights_are_shares_and_no_step_towards_a_donor_improves_them(seed):
    chance = np.random.default_rng(seed)
    donors, target = chance.normal(size=(15, 9)), chance.normal(size=15)
    weights = solve_weights(target, donors)
    assert weights.min() >= 0
    assert weights.sum() == pytest.approx(1)
    # First-order condition of a convex problem on the simplex: that makes it the minimum, not only a good try.
    gradient = donors.T @ (donors @ weights - target)
    assert (gradient >= gradient @ weights - 1e-8).all()


@pytest.mark.parametrize("ags", ["12062", "12070", "12071", "12073"])
def test_weights_and_loss_agree_with_pysyncon(panel, ags):
    start = int(panel.treated[ags])
    before = [year for year in panel.years if year < start]
    long = panel.rates.rename_axis(index="ags").reset_index().melt("ags", var_name="year", value_name="rate")
    special = [("rate", [year], "mean") for year in before]
    prepared = Dataprep(
        foo=long.astype({"year": int}), predictors=[], predictors_op="mean", dependent="rate", unit_variable="ags",
        time_variable="year", treatment_identifier=ags, controls_identifier=panel.controls,
        time_predictors_prior=before, time_optimize_ssr=before, special_predictors=special,
    )  # fmt: skip
    oracle = Synth()
    # It divides each year by its spread first; these importances undo that, and its problem is exactly ours.
    spread = panel.rates.loc[[ags, *panel.controls], before].std()
    oracle.fit(prepared, custom_V=spread.to_numpy() ** 2)
    theirs = oracle.weights(round=12).reindex(panel.controls)
    own = fit_kreis(panel, ags, start).weights.reindex(panel.controls)
    assert loss(panel, own, ags, start) == pytest.approx(loss(panel, theirs, ags, start), rel=SOLVER)
    assert own.to_numpy() == pytest.approx(theirs.to_numpy(), abs=1e-4)


def test_the_path_adds_up(panel):
    found = fit_kreis(panel, "12062", 2012)
    assert found.weights.sum() == pytest.approx(1)
    path = found.path.set_index("year")
    assert path["actual"].tolist() == pytest.approx(panel.rates.loc["12062"].tolist())
    assert (path["actual"] - path["synthetic"]).tolist() == pytest.approx(path["gap"].tolist())
    assert found.estimate == pytest.approx(path.loc[2012:, "gap"].mean())
    assert found.rmspe_before == pytest.approx(np.sqrt((path.loc[:2011, "gap"] ** 2).mean()))
    assert found.ratio == pytest.approx(found.rmspe_after / found.rmspe_before)
    assert found.rank == 1 + (found.placebo_ratios >= found.ratio).sum()
    assert found.p_value == found.rank / found.ranked
    assert found.ranked == 1 + len(found.placebo_ratios) == 11


def test_a_jump_after_the_start_ranks_first(make_panel):
    chance = np.random.default_rng(11)
    donors = chance.normal(size=(10, 16)).cumsum(axis=1)
    own = donors[:3].mean(axis=0) + 8 * (np.arange(16) >= 11)
    panel = make_panel(np.vstack([own + chance.normal(scale=0.05, size=16), donors]), range(2001, 2017), (2012,))
    found = fit_synthetic(panel, panel.treated)
    assert found.estimate == pytest.approx(8, abs=0.5)
    assert (found.kreise[0].rank, found.p_value) == (1, pytest.approx(1 / found.kreise[0].ranked))


def test_a_perfect_fit_before_the_start_has_a_ratio_too(make_panel):
    flat = make_panel(np.zeros((8, 16)), range(2001, 2017), (2012,))
    assert fit_synthetic(flat, flat.treated).kreise[0].ratio == 1
    jump = make_panel(np.vstack([[0] * 11 + [3] * 5, np.zeros((7, 16))]), range(2001, 2017), (2012,))
    assert fit_synthetic(jump, jump.treated).kreise[0].ratio == np.inf


def test_too_few_years_before_the_start_are_refused(panel):
    found = fit_synthetic(panel, pd.Series({"12062": 2007}))
    assert found.refused == found.kreise[0].refused == "too_few_fit_years"
    assert np.isnan(found.estimate)


def test_too_few_donors_are_refused(panel):
    few = panel.without(panel.controls[:6])
    assert fit_synthetic(few, few.treated).refused == "too_few_donors"


def test_a_fit_worse_than_the_mean_of_the_kreis_itself_is_refused_but_shown(make_panel):
    rows = np.vstack([[50, 51] * 8, np.random.default_rng(2).normal(size=(8, 16))])
    panel = make_panel(rows, range(2001, 2017), (2012,))
    found = fit_synthetic(panel, panel.treated)
    assert found.refused == "poor_fit"
    assert not found.kreise[0].path.empty


def test_assignments_leave_poor_fits_out_as_the_real_one_does(make_panel):
    chance = np.random.default_rng(11)
    donors = chance.normal(size=(10, 16)).cumsum(axis=1)
    own = donors[:3].mean(axis=0) + 8 * (np.arange(16) >= 11) + chance.normal(scale=0.05, size=16)
    far = 90 + chance.normal(size=16)
    panel = make_panel(np.vstack([own, far, donors]), range(2001, 2017), (2012, 2012))
    found = fit_synthetic(panel, panel.treated)
    assert [one.refused for one in found.kreise] == ["", "poor_fit"]
    assert found.estimate == pytest.approx(8, abs=0.5)
    # Its ratio stands alone only beside the other refused one: two of the 12 x 11 assignments.
    assert found.p_value == pytest.approx(2 / 132)


def test_the_mean_leaves_refused_kreise_out(atlas):
    panel = build_panel(atlas, age_group="18-25")
    found = fit_synthetic(panel, panel.treated)
    used = [one.estimate for one in found.kreise if not one.refused]
    assert 0 < len(used) < len(found.kreise)
    assert found.estimate == pytest.approx(np.mean(used))


def test_results_cannot_be_changed(panel):
    with pytest.raises(dataclasses.FrozenInstanceError):
        fit_kreis(panel, "12062", 2012).estimate = 3
