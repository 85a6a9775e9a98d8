"""The answer on the command line: the result as plain data, nothing added, nothing lost."""

import json

import pytest

from analytics.exports.answers.effects import answer
from analytics.language import get_wording
from analytics.subjects.effects.measures import VERDICTS, estimate

KEYS = {
    "question", "parameters", "results", "intervals", "verdict", "assumptions", "limits", "statements", "sources",
    "data_version",
}  # fmt: skip


@pytest.fixture(params=["de", "en"])
def w(request):
    return get_wording(request.param)


@pytest.mark.parametrize("ags", ["all", "12062", "12064", "12051"])
def test_every_answer_is_strict_json_with_all_its_parts(atlas, w, ags):
    found = answer(atlas, w, ags=ags)
    assert set(found) == KEYS
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["verdict"]["code"] in VERDICTS
    assert set(found["sources"]) <= set(atlas.sources["source_id"])
    assert (len(found["statements"]["carried"]), len(found["statements"]["not_carried"])) == (3, 2)
    assert all(found["limits"])


def test_the_figures_are_those_of_the_result(atlas, w):
    found, result = answer(atlas, w, age_group="30-50"), estimate(atlas, age_group="30-50")
    assert found["results"]["difference_per_1000"] == result.did.estimate
    assert found["intervals"]["permutation"] == {
        "low_per_1000": result.permutation.low,
        "high_per_1000": result.permutation.high,
        "level": 0.95,
    }
    assert [row["ags"] for row in found["results"]["treated"]] == ["12062", "12073", "12070", "12071"]
    assert len(found["results"]["starts"]) == len(atlas.members)
    assert len(found["results"]["age_groups"]) == 7


def test_numbers_carry_their_unit(atlas, w):
    results = answer(atlas, w)["results"]
    assert set(results["event_study"][0]) == {
        "event_year", "estimate_per_1000", "low_per_1000", "high_per_1000", "level", "treated_kreise", "p_value",
        "reference",
    }  # fmt: skip
    assert {"slope_per_1000_and_year", "spread_per_1000", "years_before"} <= set(results["before_the_start"])


def test_a_refused_comparison_still_says_why_and_who(atlas, w):
    found = answer(atlas, w, ags="12064")
    assert found["verdict"]["code"] == "too_few_years"
    assert found["intervals"] == {}
    assert "difference_per_1000" not in found["results"]
    assert found["results"]["controls"]
