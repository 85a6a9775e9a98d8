"""The answer as plain data says what the measures say, in both languages, and every JSON reader can read it."""

import json
import math

import numpy as np
import pandas as pd
import pytest

from analytics.exports.answers.plain import as_plain
from analytics.exports.answers.reach import answer
from analytics.language import get_wording
from analytics.subjects.reach import measures as ws
from data.errors import UnknownNameError

KEYS = [
    "question",
    "parameters",
    "results",
    "intervals",
    "verdict",
    "assumptions",
    "limits",
    "statements",
    "sources",
    "data_version",
]


@pytest.fixture(scope="module")
def answers(atlas):
    return {lang: answer(atlas, get_wording(lang), extra=((52.0, 13.0),)) for lang in ("de", "en")}


def test_it_is_strict_json_with_the_same_numbers_in_both_languages(answers):
    for one in answers.values():
        assert list(one) == KEYS
        assert json.loads(json.dumps(one, allow_nan=False)) == one
    assert answers["de"]["results"] == answers["en"]["results"]
    assert answers["de"]["intervals"] == answers["en"]["intervals"]
    assert answers["de"]["question"] != answers["en"]["question"]
    assert not set(answers["de"]["limits"]) & set(answers["en"]["limits"])


def test_it_carries_three_statements_and_names_two_that_are_not_carried(answers):
    for one in answers.values():
        assert (len(one["statements"]["carried"]), len(one["statements"]["not_carried"])) == (3, 2)
        assert all(saying["text"] and saying["plain"] for part in one["statements"].values() for saying in part)


def test_reach_and_bounds_are_those_of_the_measures(atlas, answers):
    results, intervals = answers["en"]["results"], answers["en"]["intervals"]
    today = ws.compute_reach(atlas, scope="brandenburg").set_index("limit_km")
    for row, bound in zip(results["reach"][:3], intervals["reach_by_place_unknown"], strict=True):
        assert row["people"] == bound["people_low"] == today.loc[row["limit_km"], "people"]
        assert bound["people_share_documented"] <= row["people_share"] <= bound["people_share_high"]
    assert {row["limit_km"] for row in results["reach_by_year"]} == {30}
    gain = ws.compute_gain(atlas, scope="brandenburg", extra=((52.0, 13.0),))
    assert [row["people_new"] for row in results["what_if"]] == gain["people_new"].tolist()


def test_the_best_places_are_proven_and_grow(answers):
    places = answers["en"]["results"]["best_places"]
    assert [one["count"] for one in places] == [1, 2, 3]
    assert all(one["optimal"] and one["gap_share"] == 0 for one in places)
    reached = [one["best"]["people_new"] for one in places]
    assert reached == sorted(reached)


def test_a_scope_speaks_of_its_own_kreise(atlas):
    lausitz = answer(atlas, get_wording("en"), scope="lausitz", limit_km=15, weight="need")
    assert len(lausitz["results"]["districts"]) == 7
    assert set(lausitz["results"]["districts_without"]) == {"Bautzen", "Görlitz", "Dahme-Spreewald"}
    assert "what_if" not in lausitz["results"]
    assert lausitz["results"]["best_places"][0]["objective_unit"] == "persons_weighted_by_need"


def test_sources_are_of_the_package(atlas, answers):
    assert set(answers["en"]["sources"]) <= set(atlas.sources["source_id"])
    assert {"S16", "B02"} <= set(answers["en"]["sources"])


def test_wrong_parameters_are_refused(atlas):
    with pytest.raises(UnknownNameError):
        answer(atlas, get_wording("en"), limit_km=20)


def test_missing_and_infinite_become_none():
    frame = pd.DataFrame({"year": pd.array([2020, None], dtype="Int64"), "km": [math.inf, 1.5]})
    assert as_plain(frame) == [{"year": 2020, "km": None}, {"year": None, "km": 1.5}]
    assert as_plain({"a": (np.int64(3), np.bool_(True), float("nan"), "x", None)}) == {"a": [3, True, None, "x", None]}
    assert type(as_plain(np.bool_(True))) is bool
