"""The guard: Kreise of the same Land without a documented start, counted as if they had one, and what that caps."""

from itertools import permutations

import numpy as np
import pytest

from analytics.subjects.effects.measures import CONTROL_SETS, EAST, estimate, permute, rule_out, try_land
from analytics.subjects.effects.measures.design.panel import build_panel
from analytics.subjects.effects.measures.estimators.contrasts import after_minus_before, estimate_contrast
from analytics.subjects.effects.measures.estimators.permutation import draw_assignments, rank_contrast
from analytics.subjects.effects.measures.estimators.synthetic import fit_synthetic
from analytics.subjects.effects.measures.robustness import (
    compare_trends,
    leave_one_out,
    try_earlier_starts,
    try_variants,
)
from analytics.subjects.effects.measures.verdict import FRAGILE, LARGER, find_weaknesses, judge

PLACEBO = ("12051", "12053", "12066", "12068")
"""Kreise of Brandenburg away from Berlin without a documented start and without a town of more than 100,000."""


def test_the_placebo_is_the_difference_of_means(make_panel):
    # The first Kreis begins; the next two share its Land and rise by 3; the last ones lie elsewhere and stay.
    panel = make_panel([[0, 0, 5, 5], [0, 0, 3, 3], [1, 1, 4, 4], *[[2, 2, 2, 2]] * 6], range(2000, 2004), [2002])
    keys = ["12000", "12001", "12002", *(f"13{number:03d}" for number in range(6))]
    panel.rates.index = panel.roles.index = keys
    found = try_land(panel, panel.treated, {})
    assert found.kreise == ("12001", "12002")
    assert found.estimate == pytest.approx(3.0)
    # 8 x 7 ordered pairs; only the two orders of the real pair give as much.
    assert found.p_value == pytest.approx(2 / 56)
    assert found.fails(5.0)


def test_a_ruled_out_kreis_is_no_placebo_and_one_alone_is_not_tried(make_panel):
    panel = make_panel(np.zeros((9, 4)), range(2000, 2004), [2002])
    panel.rates.index = panel.roles.index = ["12000", "12001", "12002", *(f"13{number:03d}" for number in range(6))]
    found = try_land(panel, panel.treated, {"12001": "town"})
    assert (found.kreise, found.tried, found.fails(5.0)) == (("12002",), False, False)


def test_the_land_fails_in_the_shipped_figures(atlas):
    for last_year in (None, 2024):
        land = estimate(atlas, controls=EAST, last_year=last_year).land
        assert land.kreise == PLACEBO
        assert land.estimate > 4
        assert land.p_value <= 0.01


@pytest.mark.parametrize(("last_year", "estimate_per_1000", "p_value"), [(2018, 4.28, 0.007), (2024, 5.04, 0.001)])
def test_the_placebo_is_the_mean_over_who_takes_which_start(atlas, last_year, estimate_per_1000, p_value):
    """The first trial of the panel gave the starts to the Kreise by key: 4.3 and 5.0. That is one of twelve ways."""
    panel, treated = build_panel(atlas, controls="east_with_reception", last_year=last_year), estimate(atlas).treated
    others = [ags for ags in panel.controls if ags not in PLACEBO]
    values = panel.rates.loc[[*PLACEBO, *others]].to_numpy(dtype=float)
    ways = sorted(set(permutations(sorted(treated))))
    contrasts = [after_minus_before(panel.years, way) for way in ways]
    by_way = [float(estimate_contrast(values, one, np.array([[0, 1, 2, 3]]))[0]) for one in contrasts]
    assignments, exact = draw_assignments(len(values), len(PLACEBO))
    by_key = rank_contrast(values, contrasts[0], assignments, exact=exact)
    assert (len(ways), round(by_way[0], 2), by_key.p_value) == (12, estimate_per_1000, p_value)
    assert try_land(panel, treated, rule_out(atlas, EAST)).estimate == pytest.approx(np.mean(by_way))
    assert estimate_per_1000 == pytest.approx(min(by_way), abs=0.005)


def test_without_the_guard_the_later_years_would_claim_an_effect(atlas):
    """The four Kreise under study to 2018, compared to 2024: larger than chance, and the guard sees why."""
    panel = build_panel(atlas, controls="east_with_reception", last_year=2024, leave_out_kreise=["12067"])
    treated = estimate(atlas).treated
    chance = permute(panel, treated)
    assert chance.estimate == pytest.approx(2.9, abs=0.05)
    assert chance.p_value < 0.05
    land = try_land(panel, treated, rule_out(atlas, EAST))
    assert land.fails(chance.estimate)
    parts = {
        "permutation": chance, "one_out": leave_one_out(panel, treated), "earlier": try_earlier_starts(panel, treated),
        "synthetic": fit_synthetic(panel, treated), "variants": try_variants(panel, treated, {}),
    }  # fmt: skip
    trend = compare_trends(panel, treated)
    without = judge(chance.estimate, chance, trend, find_weaknesses(chance.estimate, **parts))
    guarded = judge(chance.estimate, chance, trend, find_weaknesses(chance.estimate, **parts, land=land), guarded=True)
    assert without[0] == FRAGILE
    assert (guarded[0], guarded[1][0]) == ("guard_fails", "land_placebo")


@pytest.mark.parametrize("last_year", [None, 2024])
@pytest.mark.parametrize("controls", CONTROL_SETS)
def test_no_set_claims_an_effect(atlas, controls, last_year):
    found = estimate(atlas, controls=controls, last_year=last_year)
    assert found.verdict not in (FRAGILE, LARGER)
    assert (found.land is None) == (controls == "brandenburg")


@pytest.mark.parametrize("age_group", ["unter 18", "18-25", "25-30", "30-50", "50-65", "65+"])
@pytest.mark.parametrize("controls", CONTROL_SETS)
def test_no_age_group_claims_an_effect_to_the_last_year(atlas, controls, age_group):
    assert estimate(atlas, controls=controls, age_group=age_group, last_year=2024).verdict not in (FRAGILE, LARGER)


def test_what_rests_on_a_single_kreis_is_capped_though_the_land_stays_calm(atlas):
    found = estimate(atlas, controls="east_with_initiatives", age_group="65+", last_year=2024)
    assert found.permutation.p_value < 0.05
    assert not found.land.fails(found.did.estimate)
    assert (found.verdict, found.reasons[0]) == ("guard_fails", "leave_one_out")
