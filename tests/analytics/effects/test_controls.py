"""Named sets of Kreise to compare with: who is in, who is out and why, and the figures each gives."""

import pytest

from analytics.language import LANGUAGES, get_wording
from analytics.subjects.effects.figures.words.reasons import control_reason
from analytics.subjects.effects.measures import (
    BRANDENBURG,
    CONTROL_SETS,
    EAST,
    compare_ages,
    estimate,
    explain_controls,
    rule_out,
)
from analytics.subjects.effects.measures.design.panel import build_panel
from data.errors import UnknownNameError

# What the sets gave in a trial of their own before this program knew them: controls, difference, limits, p, smallest
# visible difference and p of the trend before the start.
TRIAL = {
    "brandenburg": (10, 0.79, -3.6, 5.1, 0.72, 5.8, 0.54),
    "east_all": (56, 1.72, -1.6, 4.9, 0.29, 4.6, 0.65),
    "east_with_reception": (42, 0.96, -1.7, 3.9, 0.49, 3.9, 0.64),
    "east_with_initiatives": (39, 0.95, -1.5, 3.3, 0.44, 3.4, 0.50),
    "east_landkreise": (36, 1.45, -0.8, 3.5, 0.16, 3.1, 0.025),
    "east_from_2004": (49, 0.85, -1.6, 3.3, 0.43, 3.3, 0.32),
}


def listed(atlas, controls):
    return explain_controls(atlas, estimate(atlas, controls=controls).panel, controls).set_index("ags")


@pytest.mark.parametrize("controls", TRIAL)
def test_each_set_gives_what_the_trial_gave(atlas, controls):
    n, difference, low, high, p_value, smallest, p_slope = TRIAL[controls]
    found = estimate(atlas, controls=controls)
    assert (found.n_treated, found.n_control) == (4, n)
    assert found.did.estimate == pytest.approx(difference, abs=0.005)
    # The drawn assignments depend on the order of the Kreise, so the last digit printed may differ by one.
    assert (found.permutation.low, found.permutation.high) == pytest.approx((low, high), abs=0.101)
    assert found.permutation.p_value == pytest.approx(p_value, abs=0.0051)
    assert found.mde.permutation == pytest.approx(smallest, abs=0.051)
    assert found.pre_trend.p_slope == pytest.approx(p_slope, abs=0.0051)


def test_the_east_sees_smaller_differences_than_the_ten_of_the_atlas(atlas):
    assert estimate(atlas, controls=EAST).n_control == 37
    assert estimate(atlas, controls=EAST).mde.permutation < 0.7 * estimate(atlas).mde.permutation


def test_every_kreis_of_the_east_is_in_or_has_a_reason(atlas):
    reasons = listed(atlas, EAST)["reason"]
    assert len(reasons) == 75
    assert reasons.value_counts().to_dict() == {
        "": 37, "town": 9, "incomplete": 9, "at_berlin": 5, "start_here": 4, "no_year": 4, "strong_reception": 3,
        "own_initiative": 2, "too_few_after": 1, "reception": 1,
    }  # fmt: skip
    wanted = {
        "12053": "", "12054": "town", "12065": "at_berlin", "12062": "start_here", "12067": "reception",
        "13071": "incomplete", "14625": "own_initiative", "16054": "strong_reception", "12066": "no_year",
    }  # fmt: skip
    assert {ags: reasons[ags] for ags in wanted} == wanted


def test_the_ten_of_the_atlas_are_a_named_set(atlas):
    reasons = listed(atlas, BRANDENBURG)["reason"]
    assert (reasons == "").sum() == 10
    assert reasons["14625"] == ""
    assert (reasons == "outside").sum() == 55
    assert rule_out(atlas, BRANDENBURG) == {}


def test_a_rule_names_the_first_reason(atlas):
    # Potsdam is a town and touches Berlin; Suhl is its own district and received many.
    assert (rule_out(atlas, EAST)["12054"], rule_out(atlas, "east_landkreise")["16054"]) == ("town", "not_rural")
    assert set(rule_out(atlas, "east_all")) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_has_a_sentence(atlas, lang):
    w = get_wording(lang)
    codes = {code for controls in CONTROL_SETS for code in listed(atlas, controls)["reason"]}
    sentences = {code: control_reason(w, code) for code in codes}
    assert all(sentences.values())
    assert len(set(sentences.values())) == len(codes)


def test_the_starts_are_those_of_the_atlas_whatever_the_set(atlas):
    assert estimate(atlas, controls=EAST).treated.equals(estimate(atlas).treated)


def test_later_years_are_compared_when_asked_for(atlas):
    panel = build_panel(atlas, controls=EAST, last_year=2024)
    assert panel.years == (2000, *range(2002, 2015), *range(2017, 2022), 2023, 2024)


def test_ages_are_compared_with_the_same_set(atlas):
    ages = compare_ages(atlas, controls=EAST).set_index("age_group")
    assert ages.loc["65+", "high"] - ages.loc["65+", "low"] < 4
    assert ages.loc["18-25", "high"] - ages.loc["18-25", "low"] > 30


def test_an_unknown_set_is_named(atlas):
    with pytest.raises(UnknownNameError) as caught:
        estimate(atlas, controls="west")
    assert caught.value.valid == CONTROL_SETS


def test_a_year_without_figures_is_named(atlas):
    with pytest.raises(UnknownNameError) as caught:
        estimate(atlas, controls=EAST, last_year=2001)
    assert (caught.value.kind, caught.value.value) == ("year", "2001")
