"""When initiatives began, and what that makes of their Kreis."""

import dataclasses

import pandas as pd
import pytest

from analytics.subjects.effects.measures import START_REASONS, build_panel, distorted_kreise, distorted_years, starts
from analytics.subjects.effects.measures.design.starts import ROLES, date_initiatives
from data.errors import UnknownNameError

# Later than the panels of the stored simulations.
LATER = {("year", str(year)): "untried" for year in range(2019, 2025)}


@pytest.fixture(scope="module")
def panel(atlas):
    return build_panel(atlas)


@pytest.fixture(scope="module")
def listed(atlas):
    return starts(atlas).set_index("member_id")


def with_member(atlas, member_id, **changes):
    members = atlas.members.copy()
    for column, value in changes.items():
        members.loc[members["member_id"] == member_id, column] = value
    return dataclasses.replace(atlas, members=members)


def test_every_initiative_is_listed_once_with_a_use_or_a_reason(atlas, listed):
    assert sorted(listed.index) == sorted(atlas.members["member_id"])
    assert (listed["used"] == (listed["reason"] == "")).all()
    assert set(listed["reason"]) <= {"", "kreis_left_out", *START_REASONS}


@pytest.mark.parametrize(
    ("member", "start", "kind", "reason"),
    [
        ("comeback-elbe-elster", 2012, "founded", ""),
        ("willkommens-agentur-uckermark", 2013, "founded", ""),
        ("heeme-fehlste", 2017, "founded", ""),
        # Its founding was not found: the year it joined is the latest it can have begun.
        ("wadwd-ev", 2017, "joined", ""),
        ("guben-tut-gut", 2018, "founded", "later_than_another"),
        ("hierzulanden", 2018, "founded", "too_few_after"),
        ("neuland-hoher-flaeming", 2019, "founded", "after_data"),
        # It began in 2019, but another initiative of the town could have begun at any time.
        ("sehnsucht-cottbus", 2019, "founded", "kreis_start_unknown"),
    ],
)
def test_a_start_is_the_founding_before_the_joining(listed, member, start, kind, reason):
    row = listed.loc[member]
    assert (row["start_year"], row["year_kind"], row["reason"]) == (start, kind, reason)


@pytest.mark.parametrize(
    ("member", "reason"),
    [("at-see", "no_place"), ("netzwerk-calau", "no_year"), ("willkommens-rueckkehrinitiative-los", "kreis_left_out")],
)
def test_initiatives_that_cannot_be_used_say_why(listed, member, reason):
    assert listed.loc[member, "reason"] == reason


def test_four_kreise_have_a_start_with_years_on_both_sides(panel):
    assert panel.treated.to_dict() == {"12062": 2012, "12073": 2013, "12070": 2017, "12071": 2017}


def test_controls_are_kreise_in_which_nothing_is_known_to_have_begun(panel):
    assert panel.controls == [
        "12051", "12053", "12054", "12060", "12061", "12065", "12069", "12072", "14625", "14626"
    ]  # fmt: skip
    assert panel.roles.loc["12069", "reason"] == "after_data"
    assert set(panel.roles["role"]) <= set(ROLES)


def test_a_kreis_with_an_undated_initiative_is_neither_treated_nor_control(panel):
    assert panel.of_role("unknown_start") == ["12052", "12063", "12066", "12068"]


def test_an_undated_initiative_beside_a_dated_one_makes_the_start_unknown(atlas):
    changed = with_member(atlas, "guben-tut-gut", founded_year=pd.NA, joined_year=pd.NA)
    assert "12071" in build_panel(changed).of_role("unknown_start")


def test_an_early_start_is_refused_for_want_of_years_before_it(atlas):
    changed = with_member(atlas, "comeback-elbe-elster", founded_year=2004)
    assert build_panel(changed).roles.loc["12062", ["role", "reason"]].tolist() == ["short", "too_few_before"]


def test_the_year_of_joining_can_be_asked_for_instead(atlas):
    dated = date_initiatives(atlas, prefer="joined").set_index("member_id")
    assert dated.loc["comeback-elbe-elster", ["start_year", "year_kind"]].tolist() == [2017, "joined"]
    assert dated.loc["sehnsucht-cottbus", ["start_year", "year_kind"]].tolist() == [2019, "founded"]


def test_the_default_leaves_out_what_the_table_of_breaks_calls_distorted(atlas, panel):
    assert distorted_years(atlas) == (2015, 2016)
    assert distorted_kreise(atlas) == ["12067"]
    assert panel.years == (2000, *range(2002, 2015), 2017, 2018)
    left_out = {(row.kind, row.key): row.reason for row in panel.left_out.itertuples()}
    assert (
        left_out
        == {
            ("year", "2001"): "no_data",
            ("year", "2015"): "reception",
            ("year", "2016"): "reception",
            ("kreis", "12067"): "reception",
        }
        | LATER
    )


def test_the_comparison_ends_where_the_stored_simulations_do(atlas):
    """A year more in the migration table moves nothing here; simulations up to that year do."""
    assert set(atlas.simulations["last_year"]) == {2018}
    assert atlas.migration["year"].max() == 2024
    tried = dataclasses.replace(atlas, simulations=atlas.simulations.assign(last_year=2020))
    panel = build_panel(tried)
    assert panel.years == (2000, *range(2002, 2015), 2017, 2018, 2019, 2020)
    assert {row.key for row in panel.left_out.itertuples() if row.reason == "untried"} == {
        "2021",
        "2022",
        "2023",
        "2024",
    }
    # With 2021 the reception centre of Elbe-Elster falls into the comparison, and the district leaves it.
    later = build_panel(dataclasses.replace(atlas, simulations=atlas.simulations.assign(last_year=2021)))
    assert "12062" not in later.rates.index


def test_with_what_reception_shapes_the_later_years_stay_out_too(atlas):
    panel = build_panel(atlas, leave_out_years=(), leave_out_kreise=())
    assert panel.years == (2000, *range(2002, 2019))
    assert "12067" in panel.rates.index


def test_what_the_caller_leaves_out_is_named_so(atlas):
    panel = build_panel(atlas, leave_out_years=(2003,), leave_out_kreise=("12054",))
    left_out = {(row.kind, row.key): row.reason for row in panel.left_out.itertuples()}
    assert left_out == {("year", "2001"): "no_data", ("year", "2003"): "chosen", ("kreis", "12054"): "chosen"} | LATER
    assert {"12067"} <= set(panel.rates.index)


def test_a_kreis_that_lacks_a_year_is_left_out_not_filled(atlas):
    hidden = (atlas.migration["ags"] == "12060") & (atlas.migration["year"] == 2009)
    migration = atlas.migration[~hidden]
    panel = build_panel(dataclasses.replace(atlas, migration=migration))
    assert "12060" not in panel.rates.index
    assert panel.left_out.set_index("key").loc["12060", "reason"] == "incomplete"
    assert panel.rates.notna().all(axis=None)


def test_rates_are_those_of_the_migration_page(panel):
    # 14625 in 2010: net -2,117, residents 321,511
    assert panel.rates.loc["14625", 2010] == pytest.approx(-2117 / 321511 * 1000)


def test_an_unknown_age_group_is_refused_with_the_valid_ones(atlas):
    with pytest.raises(UnknownNameError) as raised:
        build_panel(atlas, age_group="20-30")
    assert "18-25" in raised.value.valid
