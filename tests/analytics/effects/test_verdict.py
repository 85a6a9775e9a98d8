"""The rule of the verdict, clause by clause; and that none of its words is a proof."""

import pandas as pd
import pytest

from analytics.subjects.effects.measures.permutation import Permutation
from analytics.subjects.effects.measures.robustness import PreTrend
from analytics.subjects.effects.measures.synthetic import Synthetic
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


def test_no_verdict_speaks_of_proof_or_cause():
    for code in VERDICTS:
        assert not any(word in code for word in ("prov", "caus", "effect", "significant"))


def test_codes_are_fixed_and_refusals_are_verdicts():
    assert len(set(VERDICTS)) == 7
    assert set(REFUSED) < set(VERDICTS)
    assert len(set(WEAKNESSES)) == 6
