"""The result as a whole: complete, honest about refusals, computed once, and with little work."""

import dataclasses
import math

import pandas as pd
import pytest

from analytics.subjects.effects.measures import REFUSED, VERDICTS, EffectResult, compare_ages, estimate, usable_kreise
from data.errors import UnknownNameError
from tests.effort import measure_effort


@pytest.fixture(scope="module")
def result(atlas):
    return estimate(atlas)


def test_the_documented_starts_cannot_be_told_from_chance(result):
    assert result.verdict == "not_distinguishable"
    assert result.reasons[0] == "permutation"
    assert result.permutation.low < 0 < result.permutation.high
    assert (result.n_treated, result.n_control) == (4, 10)


def test_all_parts_speak_of_the_same_estimate(result):
    assert result.did.estimate == pytest.approx(result.permutation.estimate)
    assert result.did.clusters == 14
    assert result.did.observations == 4 * 11 * 16
    assert result.event_study["estimate"].notna().all()
    assert len(result.synthetic.kreise) == 4


def test_a_rate_can_be_turned_into_persons(atlas):
    # Residents of Elbe-Elster aged 30 to under 50 on 31 December 2018, as in the tests of the rates.
    assert estimate(atlas, ags="12062", age_group="30-50").residents == 23606


@pytest.mark.parametrize(
    ("age_group", "with_distorted"),
    [*((age, False) for age in ("insgesamt", "unter 18", "18-25", "25-30", "30-50", "50-65", "65+")), ("18-25", True)],
)
def test_every_choice_the_page_offers_has_a_verdict(atlas, age_group, with_distorted):
    for ags in ("all", *usable_kreise(atlas, age_group=age_group, with_distorted=with_distorted)):
        found = estimate(atlas, ags=ags, age_group=age_group, with_distorted=with_distorted)
        assert found.verdict in set(VERDICTS) - set(REFUSED)
        assert found.permutation.low <= found.did.estimate <= found.permutation.high
        assert found.mde.permutation > 0


@pytest.mark.parametrize(
    ("ags", "verdict", "reasons"),
    [
        ("12064", "too_few_years", ("too_few_after",)),
        ("12069", "too_few_years", ("after_data",)),
        ("12052", "no_documented_start", ("no_year",)),
        ("12051", "no_documented_start", ("no_initiative",)),
        ("12067", "no_documented_start", ("kreis_left_out",)),
    ],
)
def test_a_kreis_without_a_usable_start_is_refused_with_the_reason(atlas, ags, verdict, reasons):
    found = estimate(atlas, ags=ags)
    assert (found.verdict, found.reasons) == (verdict, reasons)
    assert found.verdict in REFUSED
    assert found.treated.empty
    empty = [field.name for field in dataclasses.fields(EffectResult) if getattr(found, field.name) is None]
    assert empty == [
        "did", "permutation", "event_study", "synthetic", "earlier_starts", "one_out", "variants", "mde", "pre_trend",
        "land",
    ]  # fmt: skip
    assert math.isnan(found.p_years)
    assert math.isnan(found.residents)


def test_without_any_start_there_is_no_estimate(atlas):
    members = atlas.members.assign(founded_year=pd.NA, joined_year=pd.NA)
    found = estimate(dataclasses.replace(atlas, members=members))
    assert found.verdict == "no_documented_start"
    assert set(found.reasons) == {"no_year", "no_initiative"}


def test_too_few_controls_are_refused(atlas):
    late = atlas.members.loc[atlas.members["member_id"] == "freiraum"]
    spread = [
        late.assign(member_id=f"x{ags}", kreis_ags=ags)
        for ags in ("12051", "12053", "12054", "12060", "12061", "12065")
    ]
    members = pd.concat([atlas.members, *spread], ignore_index=True)
    assert estimate(dataclasses.replace(atlas, members=members)).verdict == "too_few_controls"


def test_unknown_names_are_refused(atlas):
    with pytest.raises(UnknownNameError):
        estimate(atlas, ags="99999")
    with pytest.raises(UnknownNameError):
        estimate(atlas, age_group="20-30")


def test_the_same_question_is_computed_once(atlas):
    assert estimate(atlas, age_group="30-50") is estimate(atlas, ags="all", age_group="30-50")
    assert estimate(dataclasses.replace(atlas), age_group="30-50") is not estimate(atlas, age_group="30-50")


def test_the_distorted_years_are_kept_when_asked_for(atlas):
    found = estimate(atlas, with_distorted=True)
    assert {2015, 2016} <= set(found.panel.years)
    # 2001 has no data; the six years after 2018 were never tried in the simulations.
    assert found.panel.left_out["reason"].tolist() == ["no_data", *["untried"] * 6]
    assert "without_distorted" in set(found.variants["variant"])


def test_looking_at_all_age_groups_has_its_price(atlas):
    table = compare_ages(atlas)
    assert table["age_group"].tolist() == ["insgesamt", "unter 18", "18-25", "25-30", "30-50", "50-65", "65+"]
    assert (table["p_adjusted"] >= table["p_value"] - 1e-12).all()
    assert table.set_index("age_group").loc["30-50", "estimate"] == pytest.approx(
        estimate(atlas, age_group="30-50").did.estimate
    )


def test_a_refused_kreis_has_no_age_groups_to_compare(atlas):
    assert compare_ages(atlas, ags="12064").empty


def test_a_result_takes_no_more_work_than_the_page_promises(atlas, result):
    fresh = dataclasses.replace(atlas)
    effort = measure_effort(lambda: estimate(fresh))
    # 304,082 calls; permutations and placebos that were computed one by one would be many times that.
    assert effort.calls < 400_000
    assert effort.passes < 9
