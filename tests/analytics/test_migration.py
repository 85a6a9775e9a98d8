"""Series, ages, ranking, turnaround and balance of the Land; numbers worked out by hand from the source tables."""

import dataclasses
import math
from itertools import pairwise

import pandas as pd
import pytest

from analytics.figure.annotations import spread
from analytics.figure.axes import nice_ticks
from analytics.language import get_wording
from analytics.rates.land_balance import compute_land_ages, compute_land_balance, published_net
from analytics.rates.series import (
    GROUPS,
    breaks_between,
    breaks_crossed,
    check_kreise,
    compute_area_grid,
    compute_series,
    distorted_ags,
    group_ags,
    reception_years,
)
from analytics.rates.turnaround import FROM_START, LASTING, NOT_YET, compute_turnaround
from analytics.subjects.migration.ages import draw_age_grid
from analytics.subjects.migration.change import draw_change
from analytics.subjects.migration.land import draw_land_ages, draw_land_balance
from analytics.subjects.migration.ranking import draw_ranking
from analytics.subjects.migration.series import draw_series
from analytics.subjects.migration.turnaround import draw_turnaround
from data.errors import SelectionError, UnknownNameError

ELBE_ELSTER, ODER_SPREE, BAUTZEN, COTTBUS, SPREE_NEISSE = "12062", "12067", "14625", "12052", "12071"
LANGUAGES = ("de", "en")
SIX = ("12051", "12052", "12053", "12054", "12060", "12061")


def value(series: pd.DataFrame, name: str, year: int) -> pd.Series:
    return series[(series["series"] == name) & (series["year"] == year)].iloc[0]


def lines(figure) -> dict[str, object]:
    return {trace.name: trace for trace in figure.chart.data}


def test_elbe_elster_2018_gains_98_people_or_one_per_1000(atlas):
    row = value(compute_series(atlas, [ELBE_ELSTER], age_group="insgesamt"), ELBE_ELSTER, 2018)
    assert (row["persons"], row["population"]) == (98, 102_638)
    assert row["per_1000"] == pytest.approx(98 / 102_638 * 1000)


def test_elbe_elster_2018_gains_197_people_of_30_to_under_50_among_23606(atlas):
    row = value(compute_series(atlas, [ELBE_ELSTER], age_group="30-50"), ELBE_ELSTER, 2018)
    assert (row["persons"], row["population"]) == (197, 23_606)


def test_bautzen_2010_loses_2117_people(atlas):
    row = value(compute_series(atlas, [BAUTZEN], age_group="insgesamt"), BAUTZEN, 2010)
    assert (row["persons"], row["population"]) == (-2_117, 321_511)
    assert round(row["per_1000"], 1) == -6.6


def test_oder_spree_2015_counts_28790_arrivals(atlas):
    row = value(compute_series(atlas, [ODER_SPREE], age_group="insgesamt", measure="arrivals"), ODER_SPREE, 2015)
    assert row["persons"] == 28_790
    assert row["per_1000"] == pytest.approx(28_790 / 182_397 * 1000)


def test_the_land_2018_is_the_sum_of_its_18_districts(atlas):
    row = value(compute_series(atlas, [ELBE_ELSTER], age_group="insgesamt"), "12", 2018)
    assert (row["persons"], row["population"]) == (21_062, 2_511_917)


def test_the_land_2015_without_oder_spree_loses_its_5490_people(atlas):
    whole = value(compute_series(atlas, [ODER_SPREE], age_group="insgesamt"), "12", 2015)
    part = compute_series(atlas, [ODER_SPREE], age_group="insgesamt", without=[ODER_SPREE])
    assert (whole["persons"], whole["population"]) == (37_667, 2_484_826)
    assert (value(part, "12", 2015)["persons"], value(part, "12", 2015)["population"]) == (32_177, 2_302_429)


@pytest.mark.parametrize(
    ("years", "kreise"),
    [
        (None, [ELBE_ELSTER, ODER_SPREE]),
        ((2015,), [ODER_SPREE]),
        ((2020,), [ODER_SPREE]),
        ((2021,), [ELBE_ELSTER, ODER_SPREE]),
        ((2002, 2014), []),
        ((2014, 2023), [ELBE_ELSTER, ODER_SPREE]),
    ],
)
def test_which_districts_a_reception_centre_distorts_depends_on_the_year(atlas, years, kreise):
    assert distorted_ags(atlas, years) == kreise


def test_reception_shapes_years_of_all_districts_and_more_of_those_with_a_centre(atlas):
    assert reception_years(atlas) == (2015, 2016, 2022)
    assert reception_years(atlas, COTTBUS) == (2015, 2016, 2022)
    assert reception_years(atlas, ELBE_ELSTER) == (2015, 2016, 2021, 2022, 2023)
    assert reception_years(atlas, ODER_SPREE) == tuple(range(2015, 2025))


def test_a_district_named_in_the_table_of_breaks_is_treated_like_the_others(atlas):
    """No name in the code: a row more in the table, and the district is left out of the sums and named."""
    row = atlas.breaks[atlas.breaks["break_id"] == "reception-elbe-elster"].assign(break_id="x", ags="12053")
    changed = dataclasses.replace(atlas, breaks=pd.concat([atlas.breaks, row], ignore_index=True))
    assert distorted_ags(changed, (2022,)) == ["12053", ELBE_ELSTER, ODER_SPREE]
    notes = " ".join(draw_ranking(changed, get_wording("de"), year=2022, age_group="insgesamt").notes)
    assert "2022 durch eine Erstaufnahme verzerrt: Frankfurt (Oder), Elbe-Elster und Oder-Spree." in notes


def test_the_ranking_of_2022_says_that_ukraine_made_it_and_that_of_2019_does_not(atlas):
    w = get_wording("de")
    assert any("30.145" in note for note in draw_ranking(atlas, w, year=2022, age_group="insgesamt").notes)
    calm = draw_ranking(atlas, w, year=2024, age_group="insgesamt").notes
    assert not any("30.145" in note for note in calm)
    assert any("2024 durch eine Erstaufnahme verzerrt: Oder-Spree." in note for note in calm)


def test_leaving_oder_spree_out_of_sums_does_not_touch_the_chosen_district(atlas):
    part = compute_series(atlas, [ODER_SPREE], age_group="insgesamt", without=[ODER_SPREE])
    assert value(part, ODER_SPREE, 2015)["persons"] == 5_490


def test_the_lausitz_2018_gains_3506_people(atlas):
    series = compute_series(atlas, [ELBE_ELSTER], age_group="insgesamt", group="lausitz")
    assert value(series, "lausitz", 2018)["persons"] == 3_506


def test_the_land_has_no_line_for_arrivals_because_the_sum_is_not_arrivals_to_the_land(atlas):
    series = compute_series(atlas, [ELBE_ELSTER], age_group="insgesamt", measure="arrivals", group="kreise")
    assert set(series["kind"]) == {"kreis", "group"}


def test_groups_follow_the_data(atlas):
    assert {group: len(group_ags(atlas, group)) for group in GROUPS} == {
        "lausitz": 7,
        "lausitz_brandenburg": 5,
        "staedte": 4,
        "landkreise": 14,
        "kreise": 18,
    }


def test_2001_is_a_gap_that_no_line_bridges(atlas):
    figure = draw_series(atlas, get_wording("de"), kreise=(ELBE_ELSTER, COTTBUS), age_group="30-50", group="lausitz")
    assert len(figure.chart.data) == 4
    for line in figure.chart.data:
        by_year = dict(zip(line.x, line.y, strict=True))
        assert math.isnan(by_year[2001])
        assert not math.isnan(by_year[2000])
        assert line.connectgaps is False
    assert "2001" in figure.description
    missing = figure.table[figure.table["year"] == 2001]
    assert set(missing["state"]) == {"fehlt: nicht in der Quelle"}


def test_compared_lines_differ_in_colour_dash_and_marker(atlas):
    figure = draw_series(atlas, get_wording("de"), kreise=SIX, age_group="insgesamt", group="lausitz")
    for look in (
        [line.line.color for line in figure.chart.data],
        [line.line.dash for line in figure.chart.data],
        [line.marker.symbol for line in figure.chart.data],
    ):
        assert len(set(look)) == 8


@pytest.mark.parametrize("lang", LANGUAGES)
def test_breaks_stand_above_the_plot_in_words(atlas, lang):
    w = get_wording(lang)
    figure = draw_series(atlas, w, kreise=(ELBE_ELSTER,), age_group="insgesamt")
    words = " ".join(note.text.replace("<br>", " ") for note in figure.chart.layout.annotations)
    for _, row in breaks_between(atlas, 2000, 2024).iterrows():
        assert w.pick(row, "label") in words
        assert w.pick(row, "label") in figure.description
    assert set(breaks_between(atlas, 2000, 2024)["break_id"]) == {
        "gap-2001",
        "census-2011",
        "reception-2015",
        "method-2016",
        "census-2022",
        "reception-2022",
    }


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (2008, 2024, ["census-2011", "method-2016", "census-2022"]),
        (2024, 2008, ["census-2011", "method-2016", "census-2022"]),
        (2019, 2021, []),
        (2021, 2022, ["census-2022", "reception-2022"]),
        (2022, 2024, ["reception-2022"]),
        (2015, 2024, ["reception-2015", "method-2016", "census-2022"]),
        (2011, 2014, []),
    ],
)
def test_a_comparison_of_two_years_minds_what_lies_between_them(atlas, first, last, found):
    assert breaks_crossed(atlas, first, last)["break_id"].tolist() == found


def test_a_break_of_one_district_is_told_only_when_it_is_shown(atlas):
    w = get_wording("de")
    with_it = draw_series(atlas, w, kreise=(SPREE_NEISSE,), age_group="insgesamt")
    without_it = draw_series(atlas, w, kreise=(BAUTZEN,), age_group="insgesamt")
    assert any("Spree-Neiße" in note for note in with_it.notes)
    assert not any("Spree-Neiße" in note for note in without_it.notes)


def test_an_unknown_district_is_refused_with_the_known_ones(atlas):
    with pytest.raises(UnknownNameError) as caught:
        compute_series(atlas, ["99999"], age_group="insgesamt")
    assert (caught.value.kind, caught.value.value) == ("ags", "99999")
    assert len(caught.value.valid) == 20


@pytest.mark.parametrize(("field", "choice"), [("age_group", "30-51"), ("measure", "saldo"), ("group", "umland")])
def test_an_unknown_choice_is_refused_by_name(atlas, field, choice):
    with pytest.raises(UnknownNameError) as caught:
        compute_series(atlas, [ELBE_ELSTER], **({"age_group": "insgesamt"} | {field: choice}))
    assert (caught.value.kind, caught.value.value) == (field, choice)


def test_six_districts_fit_seven_and_none_do_not(atlas):
    assert check_kreise(atlas, SIX) == list(SIX)
    for wrong in ((*SIX, ELBE_ELSTER), ()):
        with pytest.raises(SelectionError) as caught:
            check_kreise(atlas, wrong)
        assert (caught.value.found, caught.value.most) == (len(wrong), 6)


@pytest.mark.parametrize(
    ("ags", "age", "year", "state"),
    [
        (ELBE_ELSTER, "30-50", 2015, LASTING),  # 2014: -7, 2015: +156, then always above zero
        (ELBE_ELSTER, "insgesamt", 2018, LASTING),  # 2017: -57, 2018: +98, then always above zero
        (ODER_SPREE, "insgesamt", 2017, LASTING),  # 2016: -2,746, 2017: +446, then always above zero
        (COTTBUS, "insgesamt", 2021, LASTING),  # 2020: -315, 2021: +393, 2,019, 1,309, 1,185
        ("12066", "insgesamt", 2020, LASTING),  # 2019: -173, 2020: +276
        ("12060", "insgesamt", 2000, FROM_START),
    ],
)
def test_the_turn_is_the_first_year_after_the_last_loss(atlas, ags, age, year, state):
    row = compute_turnaround(atlas).set_index(["ags", "age_group"]).loc[(ags, age)]
    assert (row["turn_year"], row["state"]) == (year, state)


def test_a_district_that_loses_in_the_last_year_has_not_turned_yet(atlas):
    upto_2018 = dataclasses.replace(atlas, migration=atlas.migration[atlas.migration["year"] <= 2018])
    row = compute_turnaround(upto_2018).set_index(["ags", "age_group"]).loc[(COTTBUS, "insgesamt")]
    assert pd.isna(row["turn_year"])
    assert row["state"] == NOT_YET
    # Potsdam 2024: -27 of 30 to under 50.
    assert compute_turnaround(atlas).set_index(["ags", "age_group"]).loc[("12054", "30-50"), "state"] == NOT_YET


def test_every_district_has_one_state_in_the_turnaround_view(atlas):
    figure = draw_turnaround(atlas, get_wording("de"), age_group="30-50", kreise=(ELBE_ELSTER,))
    assert len(figure.table) == 20
    assert figure.headline == "19 von 20 Kreisen seit mindestens 3 Jahren im Plus"
    assert any("Aufnahme Geflüchteter (2015, 2016 und 2022)" in note for note in figure.notes)
    assert any("Regel" in note for note in figure.notes)


def test_the_grid_shows_every_age_and_year_and_hatches_2001(atlas):
    figure = draw_age_grid(atlas, get_wording("de"), area=ELBE_ELSTER)
    cells, gaps = figure.chart.data
    assert cells.z.shape == (7, 25)
    assert set(gaps.x) == {2001}
    assert gaps.marker.pattern.shape == "/"
    assert len(figure.table) == 7 * 25


def test_the_grid_of_the_land_is_the_sum_of_its_districts(atlas):
    grid = compute_area_grid(atlas, "12").set_index(["year", "age_group"])
    assert grid.loc[(2018, "insgesamt"), "net"] == 21_062
    with pytest.raises(UnknownNameError):
        compute_area_grid(atlas, "Umland")


def test_the_rest_of_germany_is_computed_and_called_so(atlas):
    balance = compute_land_balance(atlas).set_index(["year", "partner"])
    rest = balance.loc[(2024, "rest")]
    assert rest["net"] == 22_629 - 15_413 - 10_184
    assert rest["status"] == "computed"
    assert pd.isna(balance.loc[(2020, "rest"), "net"])
    assert balance.loc[(2020, "rest"), "status"] == "missing"
    assert balance.loc[(2020, "alle"), "status"] == "inferred"


def test_ukraine_is_part_of_abroad_and_drawn_once(atlas):
    figure = draw_land_balance(atlas, get_wording("en"))
    bars = lines(figure)
    abroad = dict(zip(bars["abroad without Ukraine"].y, bars["abroad without Ukraine"].x, strict=True))
    assert abroad[2022] == 41_228 - 26_307
    assert abroad[2023] == 16_229


def test_figures_that_disagree_stand_side_by_side_with_a_note(atlas):
    ages = compute_land_ages(atlas)
    contested = ages[ages["contested"]]
    assert set(contested["net"]) == {4_151, 7_743}
    assert any("30 to under 45" in note for note in draw_land_ages(atlas, get_wording("en")).notes)


def test_a_single_published_balance_is_found_for_oder_spree_only_where_it_exists(atlas):
    upto_2018 = dataclasses.replace(atlas, migration=atlas.migration[atlas.migration["year"] <= 2018])
    assert published_net(upto_2018, ODER_SPREE)[["year", "net"]].to_numpy().tolist() == [[2022, 4_779]]
    assert published_net(upto_2018, ELBE_ELSTER).empty


def test_a_published_balance_is_told_only_where_the_district_table_contradicts_it(atlas):
    # Press release 141-2023 gives 4,779 for 2022, as the table does; the report on 2021 gives 3,612 and 2,574.
    assert published_net(atlas, ODER_SPREE).empty
    columns = ["year", "net", "table_net"]
    assert published_net(atlas, "12061")[columns].to_numpy().tolist() == [[2021, 3_612, 3_640]]
    assert published_net(atlas, "12065")[columns].to_numpy().tolist() == [[2021, 2_574, 2_633]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_has_headline_subtitle_description_table_and_sources(atlas, lang):
    w = get_wording(lang)
    figures = [
        draw_series(
            atlas,
            w,
            kreise=(ELBE_ELSTER, COTTBUS),
            age_group="30-50",
            group="landkreise",
            without_distorted=True,
        ),
        draw_series(atlas, w, kreise=SIX, age_group="insgesamt", measure="departures", group="staedte"),
        draw_age_grid(atlas, w, area="12", without_distorted=True),
        draw_ranking(atlas, w, year=2010, age_group="18-25", measure="arrivals"),
        draw_turnaround(atlas, w, age_group="insgesamt"),
        draw_change(atlas, w, year_from=2010, year=2018, age_group="insgesamt", measure="departures"),
        draw_land_balance(atlas, w),
        draw_land_ages(atlas, w),
    ]
    for figure in figures:
        assert all((figure.headline, figure.subtitle))
        assert len(figure.description) > 60
        assert len(figure.table)
        assert {column.name for column in figure.columns} <= set(figure.table.columns)
        assert set(figure.source_ids) <= set(atlas.sources["source_id"])
        assert figure.source_ids


def test_german_words_carry_decimal_comma_and_a_true_minus(atlas):
    figure = draw_series(atlas, get_wording("de"), kreise=(COTTBUS,), age_group="30-50")
    # 2000: -949 among 37,221 people of that age; 2024: +148 among 22,253.
    assert "−25,5" in figure.description
    assert "+6,7" in figure.description
    assert figure.headline == "Cottbus: im Plus seit 2022"


def test_labels_never_overlap_and_keep_their_order():
    wanted, heights = [50, 52, 54, 200, 201], [19, 34, 19, 19, 34]
    placed = spread(wanted, heights, 0, 260)
    ends = [(at - height / 2, at + height / 2) for at, height in zip(placed, heights, strict=True)]
    assert all(above[1] <= below[0] + 1e-9 for above, below in pairwise(ends))
    assert ends[0][0] >= 0
    assert ends[-1][1] <= 260


def test_ticks_are_round_and_cover_the_values():
    assert nice_ticks(-17.2, 23) == [-20, -10, 0, 10, 20, 30]
