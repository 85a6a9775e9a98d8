"""Growth of the network: hand-checked against the counts in data/sources/membership_counts.csv."""

import dataclasses

import pandas as pd
import pytest

from analytics.figure.model import format_table
from analytics.language import get_wording
from analytics.subjects.growth import measures as growth
from analytics.subjects.growth.figures.coverage import draw_register_coverage
from analytics.subjects.growth.figures.curve import draw_growth_curve
from analytics.subjects.growth.figures.events import draw_events
from analytics.subjects.growth.figures.pace import draw_growth_measures
from analytics.subjects.growth.figures.statements import what_can_be_said
from analytics.subjects.growth.figures.yearly import draw_yearly_growth
from data.errors import GrainError

GERMAN, ENGLISH = get_wording("de"), get_wording("en")


def with_counts(atlas, counts):
    return dataclasses.replace(atlas, membership_counts=counts)


def test_the_curve_has_thirteen_points_from_3_to_23(atlas):
    curve = growth.growth_curve(atlas)
    assert list(curve["members"]) == [3, 8, 13, 15, 18, 19, 19, 22, 22, 22, 23, 23, 23]
    assert curve["date"].iloc[0] == "2017"
    assert curve["date"].iloc[-1] == "2025-11"


def test_a_count_stands_in_the_middle_of_its_documented_period(atlas):
    curve = growth.growth_curve(atlas).set_index("date")
    assert curve.loc["2017", "day"] == pd.Timestamp("2017-07-02")
    assert curve.loc["2025-11", "day"] == pd.Timestamp("2025-11-15")


def test_a_count_id_that_occurs_twice_raises(atlas):
    doubled = pd.concat([atlas.membership_counts, atlas.membership_counts.iloc[[0]]], ignore_index=True)
    with pytest.raises(GrainError) as raised:
        growth.growth_curve(with_counts(atlas, doubled))
    assert raised.value.table == "membership_counts"
    assert raised.value.key == atlas.membership_counts["count_id"].iloc[0]


def test_two_counts_of_the_curve_for_one_date_raise(atlas):
    counts = atlas.membership_counts.copy()
    counts.loc[counts["chart_use"] == "duplicate", "chart_use"] = "curve"
    with pytest.raises(GrainError):
        growth.growth_curve(with_counts(atlas, counts))


def test_an_event_id_that_occurs_twice_raises(atlas):
    doubled = pd.concat([atlas.events, atlas.events.iloc[[0]]], ignore_index=True)
    with pytest.raises(GrainError):
        growth.all_events(dataclasses.replace(atlas, events=doubled))


def test_three_spans_of_more_than_twelve_months_are_gaps_and_name_their_silent_months(atlas):
    spans = growth.curve_spans(atlas)
    gaps = spans[spans["kind"] == "gap"]
    assert list(zip(gaps["silent_from"], gaps["silent_to"], strict=True)) == [
        ("2019-12", "2021-02"),
        ("2021-04", "2022-11"),
        # A further source counts 22 in May 2024, so the silence starts in June.
        ("2024-06", "2025-06"),
    ]
    assert (spans.loc[spans["kind"] == "step", "months"] <= growth.MAX_MONTHS_BETWEEN_COUNTS).all()


def test_exactly_twelve_months_between_two_counts_are_no_gap(atlas):
    curve = atlas.membership_counts[atlas.membership_counts["chart_use"] == "curve"]
    spans = growth.curve_spans(with_counts(atlas, curve)).set_index("date_from")
    assert spans.loc["2017-12", "months"] == 12
    assert spans.loc["2017-12", "kind"] == "step"


def test_the_count_of_20_in_december_2022_contradicts_and_the_13_of_2018_does_not(atlas):
    others = growth.other_readings(atlas).set_index("date")
    assert others.loc["2022-12", "members"] == 20
    assert others.loc["2022-12", "differs"]
    assert not others.loc["2018", "differs"]


def test_the_excluded_count_of_11_is_named_and_never_on_the_curve(atlas):
    undrawn = growth.contradicting_undrawn(atlas)
    assert list(zip(undrawn["members"], undrawn["date"], strict=True)) == [(11, "2019-05")]
    assert "11 (Mai 2019" in " ".join(draw_growth_curve(atlas, GERMAN).notes)


def test_mean_growth_rate_and_doubling_time_follow_from_3058_days(atlas):
    # 2 July 2017 to 15 November 2025 are 3058 days = 8.3723 years; ln(23/3) = 2.036882.
    measured = growth.compute_growth(atlas)
    assert measured.years.value == pytest.approx(3058 / 365.25)
    assert measured.added == 20
    assert measured.per_year.value == pytest.approx(2.3888, abs=1e-4)
    assert measured.compound_rate.value == pytest.approx(0.27543, abs=1e-5)
    assert measured.doubling_years.value == pytest.approx(2.8491, abs=1e-4)


def test_the_ranges_follow_from_the_first_and_last_day_the_documented_dates_allow(atlas):
    # 31 December 2017 to 1 November 2025: 2862 days; 1 January 2017 to 30 November 2025: 3255 days.
    measured = growth.compute_growth(atlas)
    assert measured.years.low == pytest.approx(2862 / 365.25)
    assert measured.years.high == pytest.approx(3255 / 365.25)
    assert measured.compound_rate.low == pytest.approx(0.25679, abs=1e-5)
    assert measured.compound_rate.high == pytest.approx(0.29686, abs=1e-5)
    assert measured.per_year.low < measured.per_year.value < measured.per_year.high
    assert measured.doubling_years.low < measured.doubling_years.value < measured.doubling_years.high


def test_three_quarters_of_the_growth_were_counted_by_november_2019(atlas):
    measured = growth.compute_growth(atlas)
    assert (measured.bulk_date, measured.bulk_members) == ("2019-11", 18)
    assert "15 der 20" in " ".join(what_can_be_said(atlas, GERMAN))


def test_a_year_without_a_count_has_no_growth_and_the_next_change_spans_two_years(atlas):
    years = growth.yearly_growth(atlas).set_index("year")
    assert years["change"].dropna().to_dict() == {2018: 5, 2019: 5, 2021: 1, 2022: 0, 2023: 3, 2024: 0, 2025: 1}
    assert pd.isna(years.loc[2020, "members"])
    assert pd.isna(years.loc[2020, "change"])
    assert years.loc[2021, "since_year"] == 2019
    assert not years.loc[2021, "per_single_year"]


def test_the_register_covers_15_documented_and_4_inferred_of_23(atlas):
    assert list(draw_register_coverage(atlas, GERMAN).table["members"]) == [15, 4, 4]
    known = growth.joined_years(atlas)
    assert known.known == int(atlas.members["joined_year"].notna().sum())
    assert known.members == 20


def test_an_ongoing_carrier_is_drawn_to_the_last_count(atlas):
    carriers = growth.carrier_periods(atlas)
    assert list(carriers["ongoing"]) == [False, True]
    assert carriers["day_to"].iloc[-1] == pd.Timestamp("2025-11-30")


@pytest.mark.parametrize(("w", "sign"), [(GERMAN, "7,7"), (ENGLISH, "7.7")])
def test_headline_and_description_carry_the_numbers(atlas, w, sign):
    figure = draw_growth_curve(atlas, w)
    assert "3" in figure.headline
    assert "23" in figure.headline
    assert sign in figure.headline
    for count in ("3 (2017)", "8 (", "18 (", "23 (", "20 ("):
        assert count in figure.description
    assert w.date("2019-12") in figure.description


@pytest.mark.parametrize("w", [GERMAN, ENGLISH])
@pytest.mark.parametrize(
    "draw",
    [
        draw_growth_curve,
        draw_growth_measures,
        draw_yearly_growth,
        draw_register_coverage,
        draw_events,
    ],
)
def test_every_growth_figure_has_headline_text_alternative_table_and_sources(atlas, w, draw):
    figure = draw(atlas, w)
    assert figure.headline
    assert figure.subtitle
    assert figure.description
    assert len(format_table(figure, w))
    assert set(figure.source_ids) <= set(atlas.sources["source_id"])
    assert figure.source_ids


def test_the_table_holds_every_count_with_its_use_in_words(atlas):
    table = format_table(draw_growth_curve(atlas, GERMAN), GERMAN)
    assert len(table) == len(atlas.membership_counts)
    assert (table["Verwendung im Diagramm"] == "Punkt der Kurve").sum() == 13
    assert (table["Verwendung im Diagramm"] == "hohler Punkt: andere Angabe").sum() == 2


def test_gaps_are_dotted_and_solid_lines_join_only_counts_close_in_time(atlas):
    chart = draw_growth_curve(atlas, GERMAN).chart
    dotted = [trace for trace in chart.data if trace.mode == "lines" and trace.line.dash not in (None, "solid")]
    assert len(dotted) == 3
    assert [trace.name for trace in dotted if trace.showlegend] == ["keine Zählung gefunden"]


def test_contradicting_counts_are_hollow_and_documented_ones_filled(atlas):
    chart = draw_growth_curve(atlas, ENGLISH).chart
    marks = {trace.name: trace for trace in chart.data if trace.name}
    assert len(marks["documented count"].x) == 13
    assert marks["documented count"].marker.color != marks["other reading"].marker.color
    assert marks["other reading"].marker.line.color == marks["documented count"].marker.color


def test_each_event_has_a_row_of_its_own(atlas):
    chart = draw_growth_curve(atlas, GERMAN).chart
    rows = [trace.y[0] for trace in chart.data if trace.yaxis == "y3"]
    assert len(rows) == int(atlas.events["annotate"].sum())
    assert rows == sorted(set(rows), reverse=True)


def test_the_compact_curve_has_no_carriers_and_no_events(atlas):
    compact = draw_growth_curve(atlas, GERMAN, compact=True)
    assert {trace.yaxis or "y" for trace in compact.chart.data} == {"y"}
    assert compact.height_px < draw_growth_curve(atlas, GERMAN).height_px
