"""The context of a Kreis; every number read by hand from the offices' tables."""

from dataclasses import replace

import pandas as pd
import pytest

from analytics.language import get_wording
from analytics.subjects.district.context import draw_kreis_context
from analytics.subjects.district.measures import compute_context, list_context
from data.errors import UnknownNameError
from data.records.rules import violations

DE, EN = get_wording("de"), get_wording("en")
ELBE_ELSTER, SPREE_NEISSE, GOERLITZ = "12062", "12071", "14626"
UNEMPLOYMENT, EMPLOYEES, GDP = "unemployment_rate", "employees_at_workplace", "gdp_per_capita"


# Tables 13211-02-05-4, 13111-01-03-4, 82000-01-01-4, 12411-08-01-4 and 22811-01-01-4, first to last year of each.
@pytest.mark.parametrize(
    ("indicator", "region", "values"),
    [
        (UNEMPLOYMENT, ELBE_ELSTER, {2010: 13.8, 2021: 6.4, 2025: 6.5}),
        (UNEMPLOYMENT, "12", {2010: 11.1, 2025: 6.4}),
        (UNEMPLOYMENT, "DG", {2010: 7.7, 2025: 6.3}),
        ("youth_unemployment_rate", ELBE_ELSTER, {2010: 13.2, 2021: 5.5, 2025: 7.5}),
        ("youth_unemployment_rate", GOERLITZ, {2022: 7.0}),
        (EMPLOYEES, ELBE_ELSTER, {2010: 30796, 2024: 32537, 2025: 32334}),
        (EMPLOYEES, SPREE_NEISSE, {2025: 33940}),
        (GDP, ELBE_ELSTER, {2010: 18088, 2022: 29222, 2023: 32792}),
        (GDP, "12051", {2023: 40171}),
        ("old_age_quotient", ELBE_ELSTER, {2011: 41.1, 2023: 56.4, 2024: 58.3}),
        ("old_age_quotient", "12053", {2024: 51.4}),
        ("youth_quotient", ELBE_ELSTER, {2011: 22.4, 2023: 30.3, 2024: 30.6}),
        ("youth_quotient", "14", {2024: 32.3}),
        ("minimum_income_recipients", ELBE_ELSTER, {2010: 13802, 2023: 7887, 2024: 7837}),
        ("minimum_income_recipients", "12051", {2024: 8869}),
    ],
)
def test_values_are_those_of_the_offices(atlas, indicator, region, values):
    rows = atlas.context.query("indicator_id == @indicator and region == @region").set_index("year")["value"]
    assert rows[list(values)].to_dict() == values


def test_every_area_has_every_indicator_and_years_the_source_lacks_have_no_row(atlas):
    years = atlas.context.groupby(["indicator_id", "region"])["year"].agg(["min", "max", "size"])
    assert len(years) == 7 * 23
    assert years.xs(ELBE_ELSTER, level="region").T.to_dict("list") == {
        UNEMPLOYMENT: [2010, 2025, 16],
        "youth_unemployment_rate": [2010, 2025, 16],
        EMPLOYEES: [2010, 2025, 16],
        GDP: [2010, 2023, 14],
        "old_age_quotient": [2011, 2024, 14],
        "youth_quotient": [2011, 2024, 14],
        "minimum_income_recipients": [2010, 2024, 15],
    }
    assert years["size"].eq(years["max"] - years["min"] + 1).all()


def test_employees_of_the_districts_of_brandenburg_add_up_to_the_land(atlas):
    people = atlas.context.query("indicator_id == @EMPLOYEES").pivot_table(
        index="year", columns="region", values="value"
    )
    districts = people.loc[:, people.columns.str.match("12...")]
    assert (districts.sum("columns") == people["12"]).all()


@pytest.mark.parametrize(
    ("indicator", "low", "high"), [("youth_quotient", 0, 20), ("old_age_quotient", 65, 200)], ids=["young", "old"]
)
def test_quotients_are_those_of_the_population_by_age(atlas, indicator, low, high):
    """The office's quotient and ours from another table, for 20 districts in all 14 years."""
    ages = atlas.age_groups.fillna({"age_to": 200})
    people = atlas.population.merge(ages, on="age_group").query("age_group != 'insgesamt'")

    def count(first, last):
        inside = people[(people["age_from"] >= first) & (people["age_to"] <= last)]
        return inside.groupby(["ags", "year"])["population"].sum()

    office = atlas.context[(atlas.context["indicator_id"] == indicator) & (atlas.context["region"].str.len() == 5)]
    office = office.set_index(["region", "year"])["value"]
    own = (100 * count(low, high) / count(20, 65)).reindex(office.index)
    assert len(office) == 20 * 14
    assert (own - office).abs().max() <= 0.0501


def test_migration_stands_on_the_same_years_and_missing_years_stay_missing(atlas):
    table = compute_context(atlas, ELBE_ELSTER, indicator=UNEMPLOYMENT).set_index(["region", "year"])
    # 457 more came than left in 2024, 97,967 residents: 4.66 per 1,000.
    assert table.loc[(ELBE_ELSTER, 2024), "net_per_1000"] == pytest.approx(457 / 97.967)
    assert pd.isna(table.loc[(ELBE_ELSTER, 2025), "net_per_1000"])
    assert table.loc["12", "net_per_1000"].notna().sum() == 15
    assert table.loc["DG", "net_per_1000"].isna().all()
    saxon = compute_context(atlas, GOERLITZ, indicator=GDP).set_index(["region", "year"])
    assert list(saxon.index.unique("region")) == [GOERLITZ, "14", "DG"]
    assert saxon.loc["14", "net_per_1000"].isna().all()
    assert saxon.loc[("14", 2023), "value"] == 38624


def test_a_year_without_a_value_breaks_the_line(atlas):
    gone = (atlas.context["region"] == ELBE_ELSTER) & (atlas.context["year"] == 2015)
    figure = draw_kreis_context(
        replace(atlas, context=atlas.context[~gone], version="gap"), DE, ags=ELBE_ELSTER, indicator=UNEMPLOYMENT
    )
    line = next(trace for trace in figure.chart.data if trace.yaxis == "y")
    assert pd.isna(line.y[list(line.x).index(2015)])
    assert line.connectgaps is False


def test_the_headline_names_place_years_and_finding(atlas):
    headlines = {
        UNEMPLOYMENT: "Elbe-Elster: Arbeitslosenquote von 13,8\xa0% (2010) auf 6,5\xa0% (2025) gesunken",
        EMPLOYEES: "Elbe-Elster: Beschäftigte am Arbeitsort von 30.796 (2010) auf 32.334 (2025) gestiegen",
        GDP: "Elbe-Elster: Bruttoinlandsprodukt je Einwohner von 18.088\xa0€ (2010) auf 32.792\xa0€ (2023) gestiegen",
    }
    for indicator, headline in headlines.items():
        assert draw_kreis_context(atlas, DE, ags=ELBE_ELSTER, indicator=indicator).headline == headline
    english = draw_kreis_context(atlas, EN, ags=ELBE_ELSTER, indicator=UNEMPLOYMENT).headline
    assert english == "Elbe-Elster: Unemployment rate down from 13.8% (2010) to 6.5% (2025)"


def test_every_figure_says_that_it_shows_no_cause_and_names_its_sources(atlas):
    sources = {UNEMPLOYMENT: "S22", EMPLOYEES: "S23", "old_age_quotient": "S24", GDP: "S25"}
    for indicator in list_context(atlas):
        figure = draw_kreis_context(atlas, DE, ags=SPREE_NEISSE, indicator=indicator)
        assert figure.notes[0].startswith("Umfeld, keine Ursache:")
        assert sources.get(indicator, figure.source_ids[0]) == figure.source_ids[0]
        assert "S17" in figure.source_ids


def test_only_breaks_inside_the_years_are_named_and_a_census_is_marked_in_quotients_alone(atlas):
    rate = draw_kreis_context(atlas, DE, ags=SPREE_NEISSE, indicator=UNEMPLOYMENT)
    quotient = draw_kreis_context(atlas, DE, ags=SPREE_NEISSE, indicator="old_age_quotient")
    assert "Zensus 2011;" in rate.description
    assert "Zensus 2011" not in quotient.description
    words = [" ".join(note.text for note in figure.chart.layout.annotations) for figure in (rate, quotient)]
    assert ["Zensus 2022" in text for text in words] == [False, True]


def test_a_count_stands_alone_and_its_change_beside_the_larger_areas(atlas):
    figure = draw_kreis_context(atlas, DE, ags=SPREE_NEISSE, indicator=EMPLOYEES)
    assert [trace.name for trace in figure.chart.data if trace.yaxis == "y"] == ["Spree-Neiße"]
    # 33,940 of 36,073; 883,830 of 761,922; 34,885,488 of 27,966,601.
    assert figure.notes[2] == (
        "Veränderung 2010–2025: Spree-Neiße −5,9\xa0%, Land Brandenburg +16,0\xa0%, Deutschland +24,7\xa0%."
    )


def test_an_unknown_district_or_indicator_is_refused_by_name(atlas):
    with pytest.raises(UnknownNameError):
        draw_kreis_context(atlas, DE, ags="99999", indicator=UNEMPLOYMENT)
    with pytest.raises(UnknownNameError) as caught:
        draw_kreis_context(atlas, DE, ags=ELBE_ELSTER, indicator="nix")
    assert caught.value.valid == list_context(atlas)


def test_a_value_of_an_unknown_indicator_is_named(atlas):
    table = atlas.context.copy()
    table.loc[3, "indicator_id"] = "nix"
    found = [(error.row, error.column, error.code) for error in violations(replace(atlas, context=table))]
    assert found == [(5, "indicator_id", "unknown_indicator_id")]
