"""Funding: hand-checked against data/sources/funding.csv and network_funding.csv."""

import dataclasses

import pandas as pd
import pytest

from analytics.figure.model import format_table
from analytics.language import get_wording
from analytics.subjects.funding import figures as figures
from analytics.subjects.funding import measures as funding
from data.errors import GrainError

GERMAN, ENGLISH = get_wording("de"), get_wording("en")


def doubled(frame):
    return pd.concat([frame, frame.iloc[[0]]], ignore_index=True)


@pytest.mark.parametrize(
    ("table", "measure"),
    [
        ("funding", funding.funding_rows),
        ("network_funding", funding.network_years),
        ("programme", lambda atlas: funding.programme_entries(atlas, "question")),
    ],
)
def test_a_key_that_occurs_twice_raises(atlas, table, measure):
    broken = dataclasses.replace(atlas, **{table: doubled(getattr(atlas, table))})
    with pytest.raises(GrainError) as raised:
        measure(broken)
    assert raised.value.table == table


def test_the_sum_for_2021_to_2023_is_one_mark_and_never_split(atlas):
    marks = funding.network_marks(atlas)
    spans = marks[marks["form"] == funding.FORM_SPAN]
    assert list(spans["amount_eur"]) == [213_300]
    assert (int(spans["year_from"].iloc[0]), int(spans["year_to"].iloc[0])) == (2021, 2023)
    assert 71_100 not in set(marks["amount_eur"])


def test_granted_announced_other_and_missing_years_are_kept_apart(atlas):
    marks = funding.network_marks(atlas)
    years = {form: list(rows["year_from"]) for form, rows in marks.groupby("form")}
    assert years[funding.FORM_GRANTED] == [2017, 2018, 2024]
    assert years[funding.FORM_OUTLINE] == [2019, 2020]
    assert years[funding.FORM_OTHER] == [2023, 2024]
    assert years[funding.FORM_GAP] == [2025, 2026]
    assert marks.loc[marks["form"] == funding.FORM_GAP, "amount_eur"].isna().all()


def test_marks_of_single_years_agree_with_the_yearly_table(atlas):
    yearly = funding.network_years(atlas).set_index("year")["documented_eur"]
    marks = funding.network_marks(atlas)
    single = marks[marks["form"].isin([funding.FORM_GRANTED, funding.FORM_OUTLINE])]
    for _, row in single.iterrows():
        assert yearly[int(row["year_from"])] == row["amount_eur"]


def test_documented_grants_add_up_without_announcements_or_the_pot(atlas):
    # 50,000 + 80,000 + 213,300 + 71,500
    assert funding.network_granted_total(atlas) == 414_800


def test_the_pot_is_known_for_four_years_and_missing_afterwards(atlas):
    years = funding.pot_years(atlas).set_index("year")
    assert years["amount_eur"].dropna().to_dict() == {2017: 200_000, 2018: 200_000, 2019: 230_000, 2020: 230_000}
    assert years["granted_eur"].dropna().to_dict() == {2018: 200_000}


def test_the_pot_is_never_added_to_the_network(atlas):
    drawn = set(funding.network_marks(atlas)["scope"])
    assert drawn == {"network"}
    assert not {200_000, 230_000} & set(funding.network_marks(atlas)["amount_eur"])


def test_two_pots_for_one_year_raise(atlas):
    rows = atlas.funding.copy()
    rows.loc[rows["scope"] == "programme_pot", "chart_use"] = "yes"
    with pytest.raises(GrainError):
        funding.pot_years(dataclasses.replace(atlas, funding=rows))


def test_amounts_per_member_exist_only_where_both_numbers_are_documented(atlas):
    years = funding.per_member(atlas).set_index("year")
    # 50,000 / 8, 80,000 / 13, 71,500 / 22
    assert years["per_member_eur"].dropna().round(2).to_dict() == {2017: 6250.0, 2018: 6153.85, 2024: 3250.0}
    assert years["reason"].to_dict() == {
        2017: "", 2018: "", 2019: "announced", 2020: "announced", 2021: "part_of_sum", 2022: "part_of_sum",
        2023: "contested", 2024: "", 2025: "gap", 2026: "gap",
    }  # fmt: skip
    both = set(years.loc[2024, "source_ids"].split("|"))
    assert len(both) > 1


def test_a_year_without_a_count_has_no_amount_per_member(atlas):
    counts = atlas.membership_counts
    fewer = dataclasses.replace(atlas, membership_counts=counts[counts["date"] != "2018-12"])
    years = funding.per_member(fewer).set_index("year")
    assert years.loc[2018, "reason"] == funding.NO_COUNT
    assert pd.isna(years.loc[2018, "per_member_eur"])


def test_single_grants_hold_each_money_once(atlas):
    grants = funding.initiative_grants(atlas)
    assert sorted(grants["amount_eur"]) == [2_500, 16_600, 26_600, 30_000, 50_000, 52_000, 98_300, 166_000]
    # 49,000 for 2018 is contained in the 166,000 for 2018 to 2022.
    assert 49_000 not in set(grants["amount_eur"])
    other = grants[~grants["by_programme"]]
    assert set(other["programme"]) == {"Lottomittel", "Neulandgewinner"}


def test_the_headline_of_the_grants_speaks_of_all_bars_and_each_group_falls(atlas):
    figure = figures.draw_initiative_grants(atlas, get_wording("de"))
    assert figure.headline.replace("\u00a0", " ") == (
        "8 Bewilligungen: mehr als 2.500 € bis 52.000 € (ein Jahr) und 50.000 € bis rund 166.000 € (mehrere)"
    )
    amounts = list(funding.initiative_grants(atlas)["amount_eur"])
    assert amounts == [52_000, 30_000, 26_600, 16_600, 2_500, 166_000, 98_300, 50_000]


def test_coverage_counts_every_row_once_and_only_two_are_payments(atlas):
    coverage = funding.compute_coverage(atlas)
    assert coverage.rows == len(atlas.funding)
    assert coverage.with_amount + coverage.granted_without_amount + coverage.gaps == coverage.rows
    assert (coverage.paid, coverage.paid_with_amount) == (2, 1)
    kinds = funding.amounts_by_kind(atlas)
    assert int(kinds["known"].sum()) == coverage.with_amount
    assert int(kinds[["known", "unknown"]].sum().sum()) == coverage.rows


@pytest.mark.parametrize(
    ("w", "numbers"),
    [
        (GERMAN, ("rund 213.300", "knapp 80.000", "mehr als 71.500", "2025: keine Angabe gefunden")),
        (ENGLISH, ("about €213,300", "just under €80,000", "more than €71,500", "2025: no figure found")),
    ],
)
def test_the_description_of_the_network_carries_amounts_and_gaps(atlas, w, numbers):
    description = figures.draw_network_funding(atlas, w).description
    for number in numbers:
        assert number in description.replace("\u00a0€", "")


@pytest.mark.parametrize("w", [GERMAN, ENGLISH])
@pytest.mark.parametrize(
    "draw",
    [
        figures.draw_network_funding,
        figures.draw_programme_pot,
        figures.draw_initiative_grants,
        figures.draw_per_member,
        figures.draw_funding_coverage,
        figures.draw_funding_facts,
    ],
)
def test_every_funding_figure_has_headline_text_alternative_table_and_sources(atlas, w, draw):
    figure = draw(atlas, w)
    assert figure.headline
    assert figure.subtitle
    assert figure.description
    assert len(format_table(figure, w))
    assert figure.source_ids
    assert set(figure.source_ids) <= set(atlas.sources["source_id"])


def test_the_chart_shows_the_sum_as_one_block_as_wide_as_its_years(atlas):
    chart = figures.draw_network_funding(atlas, GERMAN).chart
    (block,) = chart.layout.shapes
    assert (round(block.x0), round(block.x1)) == (2021, 2023)
    # The area stands for the sum, in thousand euros.
    assert block.y1 * 3 == pytest.approx(213.3)
    assert block.line.dash == "dash"


def test_years_without_a_figure_are_hatched_and_not_zero(atlas):
    chart = figures.draw_network_funding(atlas, GERMAN).chart
    (gap,) = [trace for trace in chart.data if trace.name == "keine Angabe gefunden"]
    assert gap.marker.pattern.shape == "/"
    assert list(gap.x) == [2025.5]
    assert gap.y[0] > 0


def test_a_repeated_amount_says_in_the_table_that_it_is_further_evidence(atlas):
    table = format_table(figures.draw_funding_coverage(atlas, GERMAN), GERMAN)
    assert len(table) == len(atlas.funding)
    repeated = table["Art des Betrags"].str.contains("weiterer Beleg").sum()
    assert repeated == (atlas.funding["chart_use"] == "duplicate").sum()


@pytest.mark.parametrize("w", [GERMAN, ENGLISH])
def test_the_programme_is_told_in_words_with_sources_where_something_was_found(atlas, w):
    answers = figures.programme_answers(atlas, w, section="question")
    versions = figures.programme_answers(atlas, w, section="version")
    assert len(answers) + len(versions) == len(atlas.programme)
    assert all(answer.title and answer.text and answer.certainty for answer in (*answers, *versions))
    assert any(answer.sources for answer in answers)


def test_a_year_that_cannot_be_divided_is_hatched_in_the_chart_and_named_in_the_table(atlas):
    figure = figures.draw_per_member(atlas, GERMAN)
    hatched = [trace for trace in figure.chart.data if trace.name == "nicht berechenbar"]
    # 2019 to 2023 and 2025 to 2026
    assert [(list(trace.x), trace.width) for trace in hatched] == [([2021.0], 4.88), ([2025.5], 1.88)]
    assert (figure.table["formula"].str.startswith("keine:")).sum() == 7
