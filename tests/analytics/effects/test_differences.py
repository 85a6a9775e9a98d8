"""Differences in differences: by hand, and against two independent libraries on the real panel."""

import numpy as np
import pandas as pd
import pytest
from linearmodels.panel import PanelOLS
from statsmodels.api import OLS

from analytics.subjects.effects.measures import build_panel, fit_twfe, permute, reference_year
from analytics.subjects.effects.measures.estimators.contrasts import (
    after_minus_before,
    after_minus_trend,
    estimate_contrast,
    event_year,
    slope_before,
)
from analytics.subjects.effects.measures.estimators.permutation import pool_values
from analytics.subjects.effects.measures.estimators.regression import pool_twfe, stack_panel
from analytics.subjects.effects.measures.robustness import study_events

AGES = ["insgesamt", "18-25", "30-50"]
EXACT = 1e-6


@pytest.fixture(scope="module", params=AGES)
def panel(atlas, request):
    return build_panel(atlas, age_group=request.param)


def with_dummies(stacked, effects):
    """Every fixed effect as a column of its own: slow, and needs no algebra to be believed."""
    kreise = pd.get_dummies(stacked["block"] + stacked["ags"], dtype=float)
    years = pd.get_dummies(stacked["block"] + stacked["year"].astype(str), dtype=float)
    years = years.loc[:, ~years.columns.str.endswith(str(stacked["year"].min()))]
    return OLS(stacked["rate"].to_numpy(), np.column_stack([effects, kreise, years])).fit(
        cov_type="cluster", cov_kwds={"groups": pd.factorize(stacked["ags"])[0]}, use_t=True
    )


def test_one_treated_kreis_by_hand(make_panel):
    # treated: mean after 9, before 2, difference 7; controls: 4 - 3 = 1 and 5 - 2 = 3, on average 2; effect 5
    panel = make_panel([[1, 3, 8, 10], [3, 3, 4, 4], [2, 2, 5, 5]], range(2001, 2005), (2003,))
    assert permute(panel, panel.treated).estimate == pytest.approx(5)
    assert fit_twfe(panel, panel.treated).estimate == pytest.approx(5)


def test_each_treated_kreis_counts_the_same_and_none_is_a_control_of_another(make_panel):
    # against a flat control: first 6 - 0, second 3 - 0; the mean is 4.5 whatever the other one does
    panel = make_panel([[0, 6, 6, 6], [0, 0, 0, 3], [0, 0, 0, 0], [1, 1, 1, 1]], range(2001, 2005), (2002, 2004))
    assert permute(panel, panel.treated).estimate == pytest.approx(4.5)


def test_the_pooled_regression_is_led_astray_by_growing_effects_and_the_mean_is_not(make_panel):
    rows = [[0, 1, 2, 3, 4, 5], [0, 0, 0, 1, 2, 3], [0] * 6]
    panel = make_panel(rows, range(2001, 2007), (2002, 2004))
    truth = (3 + 2) / 2
    cells = np.vstack([after_minus_before(panel.years, [2002, 2004]).cells, np.zeros(6)])
    assert permute(panel, panel.treated).estimate == pytest.approx(truth)
    assert abs(pool_twfe(panel.rates.to_numpy(), cells) - truth) > 0.1


def test_estimate_and_clustered_error_agree_with_dummies_in_statsmodels(panel):
    treated, stacked = panel.treated, stack_panel(panel, panel.treated)
    effects = np.column_stack([stacked["after"] * (stacked["block"] == ags) for ags in treated.index])
    oracle, own = with_dummies(stacked, effects), fit_twfe(panel, treated)
    shares = np.full(len(treated), 1 / len(treated))
    covariance = oracle.cov_params()[: len(treated), : len(treated)]
    assert own.estimate == pytest.approx(shares @ oracle.params[: len(treated)], abs=EXACT)
    assert own.standard_error == pytest.approx(np.sqrt(shares @ covariance @ shares), abs=EXACT)


def test_estimate_and_clustered_error_agree_with_linearmodels(panel):
    for ags in panel.treated.index:
        treated = panel.treated[[ags]]
        table = stack_panel(panel, treated).set_index(["ags", "year"])
        # The clusters are the entities, yet statsmodels' factor counts all effects: so must the other library.
        oracle = PanelOLS(table["rate"], table[["after"]], entity_effects=True, time_effects=True).fit(
            cov_type="clustered", cluster_entity=True, group_debias=True, count_effects=True
        )
        own = fit_twfe(panel, treated)
        assert own.estimate == pytest.approx(oracle.params["after"], abs=EXACT)
        assert own.standard_error == pytest.approx(oracle.std_errors["after"], abs=EXACT)


def test_the_weights_on_years_are_the_regression(panel):
    for treated in (panel.treated, *(panel.treated[[ags]] for ags in panel.treated.index)):
        assert permute(panel, treated).estimate == pytest.approx(fit_twfe(panel, treated).estimate, abs=EXACT)


def test_the_event_study_is_the_regression_with_leads_and_lags(panel):
    treated = panel.treated.iloc[:1]
    start = int(treated.iloc[0])
    stacked = stack_panel(panel, treated)
    own = stacked["ags"] == treated.index[0]
    others = [year for year in panel.years if year != reference_year(panel.years, start)]
    oracle = with_dummies(stacked, np.column_stack([own & (stacked["year"] == year) for year in others]).astype(float))
    study = study_events(panel, treated).set_index("event_year")
    expected = dict(zip([year - start for year in others], oracle.params, strict=False))
    assert study.loc[list(expected), "estimate"].tolist() == pytest.approx(list(expected.values()), abs=EXACT)


def test_the_event_study_measures_from_the_last_year_with_figures_before_the_start(panel):
    # 2015 and 2016 are left out: a start in 2017 is measured from 2014, three years before it.
    study = study_events(panel, panel.treated[["12071"]])
    assert study.loc[study["reference"], "event_year"].tolist() == [-3]
    every = study_events(panel, panel.treated).set_index("event_year")
    assert every.index[every["reference"]].tolist() == [-1]
    assert every.loc[0, "n"] == 4
    # Of the two Kreise that begin in 2017 it is the reference year, so only the other two can differ there.
    assert every.loc[-3, "n"] == 2


def test_a_straight_line_is_taken_out_by_the_trend_adjusted_difference_only(make_panel):
    years = range(2001, 2011)
    panel = make_panel([[2 * year + 5 * (year >= 2008) for year in years], [0] * 10, [1] * 10], years, (2008,))
    values, own = pool_values(panel, panel.treated), np.array([[0]])
    assert estimate_contrast(values, after_minus_trend(years, [2008]), own)[0] == pytest.approx(5)
    assert estimate_contrast(values, slope_before(years, [2008]), own)[0] == pytest.approx(2)
    assert estimate_contrast(values, after_minus_before(years, [2008]), own)[0] == pytest.approx(15)


def test_a_short_window_forgets_the_years_far_before_the_start(make_panel):
    panel = make_panel([[90, 0, 0, 4, 4], [0] * 5, [0] * 5], range(2001, 2006), (2004,))
    contrast = after_minus_before(panel.years, [2004], last_before=2)
    assert estimate_contrast(pool_values(panel, panel.treated), contrast, np.array([[0]]))[0] == pytest.approx(4)


def test_an_event_year_no_treated_kreis_has_is_none(panel):
    assert event_year(panel.years, [2012], 40) is None
    assert event_year(panel.years, [2012], -1) is None


def test_with_one_treated_kreis_its_own_figures_do_not_change_the_clustered_error(panel):
    wild = panel.rates.copy()
    wild.loc["12062"] += np.random.default_rng(3).normal(scale=50, size=len(panel.years))
    noisy = type(panel)(panel.age_group, wild, panel.roles, panel.left_out)
    one = panel.treated[["12062"]]
    assert fit_twfe(noisy, one).standard_error == pytest.approx(fit_twfe(panel, one).standard_error)
