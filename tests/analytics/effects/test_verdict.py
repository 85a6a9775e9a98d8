"""The rule of the verdict, clause by clause; and that none of its words is a proof."""

import pandas as pd
import pytest

from analytics.subjects.effects.measures.estimators.permutation import Permutation
from analytics.subjects.effects.measures.estimators.synthetic import Synthetic
from analytics.subjects.effects.measures.guard import LandPlacebo
from analytics.subjects.effects.measures.robustness import PreTrend
from analytics.subjects.effects.measures.verdict import REFUSED, VERDICTS, WEAKNESSES, find_weaknesses, judge

NONE = pd.Series(dtype=float).to_numpy()


def chance(p_value=0.01, smallest_p=0.001):
    return Permutation(5.0, p_value, smallest_p, False, 1000, NONE, 1.0, 9.0, 0.95)


def trend(p_slope=0.5):
    return PreTrend(0.1, p_slope, 1.0, 0.5, 11)


def weaknesses(**changes):
    given = {
        "permutation": chance(),
        "one_out": pd.DataFrame({"estimate": [4.0, 6.0], "p_value": [0.02, 0.10]}),
        "earlier": pd.DataFrame({"estimate": [1.0, -4.9]}),
        "synthetic": Synthetic((), "", 3.0, 0.05),
        "variants": pd.DataFrame({"estimate": [2.0, 0.5]}),
    }
    return find_weaknesses(5.0, **(given | changes))


def test_a_result_that_withstands_everything_is_larger_than_chance():
    assert weaknesses() == ()
    assert judge(5.0, chance(), trend(), ()) == ("larger_than_chance", ())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"permutation": chance(smallest_p=1 / 11)}, "few_assignments"),
        ({"one_out": pd.DataFrame({"estimate": [4.0, -1.0], "p_value": [0.02, 0.02]})}, "leave_one_out"),
        ({"one_out": pd.DataFrame({"estimate": [4.0, 4.0], "p_value": [0.02, 0.11]})}, "leave_one_out"),
        ({"earlier": pd.DataFrame({"estimate": [1.0, -5.0]})}, "placebo_years"),
        ({"earlier": pd.DataFrame({"estimate": []})}, "placebo_years"),
        ({"synthetic": Synthetic((), "poor_fit", float("nan"), float("nan"))}, "synthetic_refused"),
        ({"synthetic": Synthetic((), "", -1.0, 0.01)}, "synthetic_disagrees"),
        ({"synthetic": Synthetic((), "", 3.0, 0.2)}, "synthetic_disagrees"),
        ({"variants": pd.DataFrame({"estimate": [2.0, -0.1]})}, "variants_disagree"),
        ({"land": LandPlacebo(("12053",))}, "land_untried"),
    ],
)
def test_each_weakness_alone_makes_it_fragile(change, code):
    found = weaknesses(**change)
    assert found == (code,)
    assert judge(5.0, chance(), trend(), found) == ("larger_than_chance_but_fragile", (code,))


def test_a_large_share_of_placebos_is_not_distinguishable():
    assert judge(5.0, chance(p_value=0.051), trend(), ())[0] == "not_distinguishable"


def test_an_estimate_of_zero_is_not_distinguishable():
    assert judge(0.0, chance(), trend(), ())[0] == "not_distinguishable"


def test_with_few_placebos_ten_percent_is_asked_and_the_result_stays_fragile():
    few = chance(p_value=1 / 11, smallest_p=1 / 11)
    assert judge(5.0, few, trend(), ("few_assignments",))[0] == "larger_than_chance_but_fragile"
    assert judge(5.0, chance(p_value=2 / 11, smallest_p=1 / 11), trend(), ("few_assignments",))[0] == (
        "not_distinguishable"
    )


def test_different_trends_before_the_start_come_before_the_size():
    verdict, reasons = judge(5.0, chance(), trend(p_slope=0.10), ("variants_disagree",))
    assert (verdict, reasons) == ("pre_trends_differ", ("pre_slope", "variants_disagree"))


@pytest.mark.parametrize(
    ("estimate", "p_value"),
    [(4.0, 0.10), (-4.0, 0.10), (5.0, 0.5)],
    ids=["more than chance", "more than chance downwards", "as much as under study"],
)
def test_other_kreise_of_the_land_cap_the_verdict(estimate, p_value):
    found = weaknesses(land=LandPlacebo(("12051", "12053"), estimate, 1.0, 9.0, 0.95, p_value))
    assert found == ("land_placebo",)
    assert judge(5.0, chance(), trend(), ("variants_disagree", *found), guarded=True) == (
        "guard_fails", ("land_placebo", "variants_disagree"),
    )  # fmt: skip
    assert judge(5.0, chance(p_value=0.051), trend(), found, guarded=True)[0] == "not_distinguishable"


@pytest.mark.parametrize("code", ["land_untried", "leave_one_out", "placebo_years"])
def test_where_controls_are_of_other_laender_each_guard_caps_the_verdict(code):
    assert judge(5.0, chance(), trend(), (code,), guarded=True) == ("guard_fails", (code,))
    assert judge(5.0, chance(), trend(), (code,))[0] == "larger_than_chance_but_fragile"


def test_a_weakness_that_is_no_guard_leaves_it_fragile():
    assert judge(5.0, chance(), trend(), ("variants_disagree",), guarded=True)[0] == "larger_than_chance_but_fragile"


@pytest.mark.parametrize("estimate", [4.9, -6.0])
def test_other_kreise_of_the_land_that_stay_calm_cap_nothing(estimate):
    assert weaknesses(land=LandPlacebo(("12051", "12053"), estimate, -9.0, 9.0, 0.95, 0.11)) == ()


def test_no_verdict_speaks_of_proof_or_cause():
    for code in VERDICTS:
        assert not any(word in code for word in ("prov", "caus", "effect", "significant"))


def test_codes_are_fixed_and_refusals_are_verdicts():
    assert len(set(VERDICTS)) == 8
    assert set(REFUSED) < set(VERDICTS)
    assert len(set(WEAKNESSES)) == 8
