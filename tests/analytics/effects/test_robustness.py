"""What an estimate withstands, and how small an effect could be seen."""

import numpy as np
import pandas as pd
import pytest

from analytics.subjects.effects.measures import build_panel, fit_twfe, permute
from analytics.subjects.effects.measures.design.panel import Panel
from analytics.subjects.effects.measures.robustness import (
    SHORT_WINDOW,
    compare_trends,
    detectable_effect,
    leave_one_out,
    placebo_years_p,
    study_events,
    try_earlier_starts,
    try_variants,
)


@pytest.fixture(scope="module")
def panel(atlas):
    return build_panel(atlas)


def shifted(panel, change):
    """The panel with something added to the treated Kreise: a function of the year and the start."""
    rates = panel.rates.copy()
    for ags, start in panel.treated.items():
        rates.loc[ags] += [change(year, start) for year in panel.years]
    return Panel(panel.age_group, rates, panel.roles, panel.left_out)


def test_every_kreis_is_left_out_once(panel):
    table = leave_one_out(panel, panel.treated)
    assert table["ags"].tolist() == [*panel.treated.index, *panel.controls]
    assert table["role"].tolist() == ["treated"] * 4 + ["control"] * 10


def test_leaving_one_out_is_the_estimate_of_the_rest(panel):
    table = leave_one_out(panel, panel.treated).set_index("ags")
    rest = panel.treated.drop("12073")
    assert table.loc["12073", "estimate"] == pytest.approx(fit_twfe(panel, rest).estimate)
    few = panel.without(["12054"])
    assert table.loc["12054", "estimate"] == pytest.approx(fit_twfe(few, few.treated).estimate)


def test_the_mean_of_the_estimates_without_each_treated_kreis_is_the_estimate(panel):
    table = leave_one_out(panel, panel.treated)
    treated = table.loc[table["role"] == "treated", "estimate"]
    assert treated.mean() == pytest.approx(permute(panel, panel.treated).estimate)


def test_the_only_treated_kreis_is_not_left_out(panel):
    assert set(leave_one_out(panel, panel.treated[["12062"]])["role"]) == {"control"}


def test_earlier_starts_use_no_year_from_the_real_start_on(panel):
    before = try_earlier_starts(panel, panel.treated)
    after = try_earlier_starts(shifted(panel, lambda year, start: 99.0 * (year >= start)), panel.treated)
    pd.testing.assert_frame_equal(before, after)
    assert before["years_earlier"].tolist() == [2, 3, 4, 5, 6]


def test_an_earlier_start_by_hand(make_panel):
    panel = make_panel([[0, 0, 0, 0, 0, 4, 6, 50], [0] * 8, [1] * 8], range(2001, 2009), (2008,))
    table = try_earlier_starts(panel, panel.treated)
    assert table.to_dict("list") == {"years_earlier": [2], "estimate": [pytest.approx(5)]}
    assert placebo_years_p(4, table) == 1
    assert placebo_years_p(6, table) == 0.5


def test_without_enough_years_no_earlier_start_is_tried(make_panel):
    panel = make_panel(np.zeros((6, 8)), range(2001, 2009), (2007,))
    table = try_earlier_starts(panel, panel.treated)
    assert table.empty
    assert np.isnan(placebo_years_p(1, table))


def test_parallel_kreise_have_no_slope_of_their_own(noisy):
    level = shifted(noisy, lambda year, start: 30.0)
    assert vars(compare_trends(level, level.treated)) == pytest.approx(vars(compare_trends(noisy, noisy.treated)))


def test_a_planted_slope_is_found(noisy):
    found = compare_trends(shifted(noisy, lambda year, start: 1.0 * (year - 2001)), noisy.treated)
    assert found.slope == pytest.approx(1, abs=0.2)
    assert found.p_slope <= 0.01
    assert found.p_spread <= 0.01
    assert found.years == 11


def test_what_happens_after_the_start_does_not_touch_the_test_of_the_years_before(noisy):
    late = compare_trends(shifted(noisy, lambda year, start: 40.0 * (year >= start)), noisy.treated)
    before = compare_trends(noisy, noisy.treated)
    assert (late.slope, late.spread) == (pytest.approx(before.slope), pytest.approx(before.spread))


def test_the_event_study_finds_a_growing_effect_where_it_is(noisy):
    quiet = Panel(noisy.age_group, noisy.rates * 0.01, noisy.roles, noisy.left_out)
    study = study_events(shifted(quiet, lambda year, start: 2.0 * max(year - start + 1, 0)), quiet.treated)
    expected = [2.0 * max(event + 1, 0) for event in study["event_year"]]
    assert study["estimate"].tolist() == pytest.approx(expected, abs=0.1)


def test_variants_are_named_and_each_is_an_estimate_of_its_own_choice(panel, atlas):
    table = try_variants(panel, panel.treated, {"with_distorted": build_panel(atlas, leave_out_years=())})
    assert table["variant"].tolist() == [
        "short_window", "trend_adjusted", "without_saxony", "unknown_as_controls", "with_distorted", "pooled"
    ]  # fmt: skip
    rows = table.set_index("variant")
    assert rows.loc["with_distorted", "n_years"] == len(panel.years) + 2
    assert rows.loc["without_saxony", "n_control"] == 8
    assert rows.loc["unknown_as_controls", "n_control"] == 14
    rural = panel.without(["14625", "14626"])
    assert rows.loc["without_saxony", "estimate"] == pytest.approx(fit_twfe(rural, rural.treated).estimate)


def test_the_short_window_is_the_least_the_comparison_accepts(panel):
    last = [year for year in panel.years if year < 2012][-SHORT_WINDOW:]
    kept = [*last, *(year for year in panel.years if year >= 2012)]
    short = Panel(panel.age_group, panel.rates[kept], panel.roles, panel.left_out)
    table = try_variants(panel, panel.treated[["12062"]], {}).set_index("variant")
    assert table.loc["short_window", "estimate"] == pytest.approx(fit_twfe(short, panel.treated[["12062"]]).estimate)


def test_a_variant_in_which_no_kreis_of_the_result_is_treated_is_left_out(panel):
    other = panel.without(["12062"])
    assert "other" not in set(try_variants(panel, panel.treated[["12062"]], {"other": other})["variant"])


def test_an_effect_of_the_detectable_size_is_seen_about_as_often_as_promised(noisy):
    chance = permute(noisy, noisy.treated)
    mde = detectable_effect(chance, fit_twfe(noisy, noisy.treated))
    assert mde.level == 0.95
    critical = np.sort(np.abs(chance.distribution))[::-1][49]
    seen = np.concatenate([chance.distribution, -chance.distribution]) + mde.permutation > critical
    assert seen.mean() == pytest.approx(0.80, abs=0.01)


def test_the_detectable_effect_by_the_clustered_error_is_the_textbook_factor(noisy):
    fitted = fit_twfe(noisy, noisy.treated)
    mde = detectable_effect(permute(noisy, noisy.treated), fitted)
    # t distribution with 19 degrees of freedom: 2.0930 + 0.8610
    assert mde.standard_error == pytest.approx(2.9540 * fitted.standard_error, rel=1e-3)


def test_with_too_few_assignments_no_detectable_effect_is_given(panel):
    few = panel.without(["14625", "14626"])
    one = few.treated[["12062"]]
    mde = detectable_effect(permute(few, one), fit_twfe(few, one))
    assert np.isnan([mde.permutation, mde.level]).all()
