"""Where people come from and go to; figures read by hand in the offices' workbooks and in press releases."""

import math
from dataclasses import replace

import pandas as pd
import pytest

from analytics.exports.queries.values import get_values
from analytics.exports.views import draw_map_view
from analytics.language import get_wording
from analytics.maps.view import compute_map_view
from analytics.rates.completeness import coverage_sentence
from analytics.rates.components import compute_components, compute_land_components
from analytics.rates.rates import TOTAL
from analytics.subjects.migration.change import draw_change
from analytics.subjects.migration.measures import ranked_years
from analytics.subjects.migration.ranking import draw_ranking
from analytics.subjects.migration.series import draw_series
from analytics.subjects.origin.components import draw_components
from analytics.subjects.origin.measures import compute_partners, flow_ages, flow_years
from analytics.subjects.origin.partners import draw_partners
from data.errors import UnknownNameError
from data.records.rules import component_mismatches, flow_mismatches
from tests.facts import pick_kreis

ELBE_ELSTER, COTTBUS, ODER_SPREE, BERLIN = "12062", "12052", "12067", "11000"
DE, EN = get_wording("de"), get_wording("en")


def components(atlas, ags, year, age_group=TOTAL):
    return compute_components(atlas).set_index(["ags", "year", "age_group"]).loc[(ags, year, age_group)]


def test_the_districts_of_brandenburg_gain_what_the_office_published_for_2021(atlas):
    rows = compute_components(atlas)
    land = rows[rows["ags"].str.startswith("12") & (rows["year"] == 2021) & (rows["age_group"] == TOTAL)]
    assert (land["net_domestic"].sum(), land["net_abroad"].sum(), land["net_total"].sum()) == (16_787, 8_562, 25_349)
    flows = atlas.migration_flows.query("partner == '11000' and year == 2021 and nationality == 'all'")
    berlin = flows[flows["ags"].str.startswith("12") & (flows["age_group"] == TOTAL)]
    assert berlin["net"].sum() == 18_479


def test_partners_sum_to_the_balance_within_germany_for_every_district_year_and_age(atlas):
    assert list(flow_mismatches(atlas)) == []
    assert list(component_mismatches(atlas)) == []


def test_totals_are_those_of_the_migration_table(atlas):
    keys = ["ags", "year", "age_group"]
    both = atlas.migration_components.merge(atlas.migration, on=keys)
    assert len(both) == len(atlas.migration_components) == 20 * 4 * 7
    assert (both["net_total"] == both["net"]).all()


def test_a_balance_whose_mirror_differs_is_named(atlas):
    flows = atlas.migration_flows.copy()
    row = flows.index[(flows["ags"] == COTTBUS) & (flows["partner"] == ELBE_ELSTER)][0]
    flows.loc[row, "net"] += 1
    found = list(flow_mismatches(replace(atlas, migration_flows=flows)))
    assert {(error.file, error.column, error.code) for error in found} == {
        ("sources/migration_flows.csv", "net", "flow_mismatch"),
        ("sources/migration_components.csv", "net_domestic", "flow_mismatch"),
    }
    assert [error.row for error in found if error.file.endswith("flows.csv") and error.row == row + 2] == [row + 2]


def test_parts_that_miss_the_total_are_named(atlas):
    parts = atlas.migration_components.copy()
    parts.loc[0, "net_abroad"] += 1
    found = list(component_mismatches(replace(atlas, migration_components=parts)))
    assert [(error.row, error.code) for error in found] == [(2, "component_mismatch")]


def test_elbe_elster_2021_loses_within_germany_and_gains_from_abroad(atlas):
    row = components(atlas, ELBE_ELSTER, 2021)
    assert (row["net_domestic"], row["net_abroad"], row["net_total"]) == (-1020, 1528, 508)
    # 1,020 of 100,317 residents on 31 December 2021.
    assert row["net_domestic_per_1000"] == pytest.approx(-1020 / 100_317 * 1000)
    assert row["split"] == "derived"


def test_cottbus_2022_gained_wholly_from_abroad(atlas):
    row = components(atlas, COTTBUS, 2022)
    assert (row["net_domestic_per_1000"], row["net_abroad_per_1000"]) == (-0.1, 20.389)
    assert pd.isna(row["net_domestic"])
    assert row["split"] == "second_hand"


def test_oder_spree_2023_sends_on_whom_its_reception_centre_took_in(atlas):
    row = components(atlas, ODER_SPREE, 2023)
    assert (row["net_domestic_per_1000"], row["net_abroad_per_1000"]) == (-34.8, 48.35)


def test_a_year_without_a_split_keeps_its_total_and_says_so(atlas):
    row = components(atlas, ELBE_ELSTER, 2024)
    assert (row["net_total"], row["split"]) == (457, "unsplit")
    assert pd.isna(row["net_domestic_per_1000"])
    by_age = components(atlas, ELBE_ELSTER, 2022, "30-50")
    assert by_age["split"] == "unsplit"


def test_partners_are_ordered_and_end_with_the_largest_loss(atlas):
    partners = compute_partners(atlas, ags=ELBE_ELSTER, year=2021)
    assert list(partners["partner"][:3]) == [ODER_SPREE, "12053", BERLIN]
    assert list(partners["net"][:3]) == [749, 264, 62]
    assert (partners["name_de"].iloc[-1], partners["net"].iloc[-1]) == ("Nordrhein-Westfalen", -280)
    assert partners["net"].sum() == -1020


@pytest.mark.parametrize(("name", "value"), [("ags", "99999"), ("year", 1999), ("age_group", "30-31")])
def test_a_choice_without_balances_is_refused_by_name(atlas, name, value):
    choice = {"ags": COTTBUS, "year": 2021, "age_group": TOTAL} | {name: value}
    with pytest.raises(UnknownNameError) as caught:
        compute_partners(atlas, **choice)
    assert (caught.value.kind, caught.value.value) == (name, value)


def test_years_and_ages_on_offer_are_those_of_the_table(atlas):
    assert flow_years(atlas) == [2021, 2020, 2019, 2018]
    assert flow_ages(atlas) == ["insgesamt", "unter 18", "18-25", "25-30", "30-50", "50-65", "65+"]


def test_the_bars_are_the_largest_of_either_side_and_the_sum_of_the_others(atlas):
    figure = draw_partners(atlas, DE, ags=ELBE_ELSTER, year=2021, age_group=TOTAL)
    assert figure.headline == (
        "2021: Elbe-Elster gewinnt am meisten mit Oder-Spree (+749), verliert am meisten mit Nordrhein-Westfalen (−280)"
    )
    bars = figure.chart.data[0]
    assert sum(bars.x) == -1020
    # From bottom to top: the others, then losses from the largest, then gains.
    assert list(bars.x)[:2] == [-1026, -280]
    assert list(bars.x)[-4:] == [2, 62, 264, 749]
    assert "Von allen Gewinnen mit einzelnen Partnern entfallen 70\u00a0% auf Oder-Spree." in figure.description
    assert "Durch eine Erstaufnahme verzerrt: Elbe-Elster und Oder-Spree." in figure.notes[1]


def test_a_district_that_loses_with_nobody_says_so(atlas):
    flows = atlas.migration_flows
    only = flows[(flows["ags"] == COTTBUS) & (flows["net"] > 0)]
    figure = draw_partners(replace(atlas, migration_flows=only), EN, ags=COTTBUS, year=2021, age_group=TOTAL)
    assert figure.headline.startswith("2021: Cottbus loses with no partner, gains most with ")


@pytest.mark.parametrize(
    ("ags", "headline"),
    [
        (COTTBUS, "2023: Cottbus gewinnt innerhalb Deutschlands (+2,7) und aus dem Ausland (+11,1)"),
        (ELBE_ELSTER, "2023: Elbe-Elster gewinnt allein aus dem Ausland (+10,6), innerhalb Deutschlands −9,2"),
    ],
)
def test_the_headline_says_whether_a_gain_came_from_germany(atlas, ags, headline):
    assert draw_components(atlas, DE, ags=ags, age_group=TOTAL).headline == headline


def test_second_hand_years_are_pale_and_named_and_open_years_too(atlas):
    figure = draw_components(atlas, DE, ags=COTTBUS, age_group=TOTAL)
    assert figure.reading.startswith("Hell: 2022 und 2023 aus zweiter Hand")
    assert figure.notes[1] == "2024: keine Quelle gefunden, die den Saldo aufteilt."
    domestic = figure.chart.data[0]
    # A year that is not split keeps its row.
    assert list(domestic.y) == [2018, 2019, 2020, 2021, 2022, 2023, 2024]
    assert math.isnan(domestic.x[6])
    assert domestic.text[6] == ""
    assert len(set(domestic.marker.color[:4])) == len(set(domestic.marker.color[4:])) == 1
    assert domestic.marker.color[3] != domestic.marker.color[4]
    by_age = draw_components(atlas, DE, ags=COTTBUS, age_group="30-50")
    assert by_age.notes[1] == "2022, 2023 und 2024: keine Quelle gefunden, die den Saldo nach Alter aufteilt."


def test_sources_of_both_second_hand_years_are_named(atlas):
    ids = draw_components(atlas, DE, ags=COTTBUS, age_group=TOTAL).source_ids
    assert {"S17", "S21", "S27", "S28"} <= set(ids)


def test_the_land_gains_per_1000_what_its_districts_gain_together(atlas):
    row = compute_land_components(atlas).set_index(["year", "age_group"]).loc[(2021, TOTAL)]
    assert row["net_domestic"] == 16_787
    # 2,537,868 residents of the 18 districts on 31 December 2021.
    assert row["net_domestic_per_1000"] == pytest.approx(16_787 / 2_537_868 * 1000)


def test_the_map_shows_the_parts_of_the_balance_by_their_name(atlas):
    view = compute_map_view(atlas, DE, indicator="domestic_per_1000", age_group=TOTAL)
    place = view["years"].index(2022)
    cottbus = pick_kreis(view, COTTBUS)
    assert (cottbus["t"][place], cottbus["p"][place]) == ("−0,1", "–")
    assert view["last_year"] == 2023
    assert view["headlines"][place].startswith("Wanderungssaldo innerhalb Deutschlands: 2022 ")
    assert view["subtitles"][place].startswith("Wanderungssaldo innerhalb Deutschlands, alle Altersgruppen, je 1.000")
    assert view["gaps"]["2024"] == "2024 fehlt in der Quelle"
    assert [note["year"] for note in view["notes"] if note["kind"] == "second_hand"] == [2022, 2023]


def test_a_slide_of_a_part_names_the_sources_of_its_year_only(atlas):
    choice = {"indicator": "abroad_per_1000", "age_group": TOTAL}
    second = draw_map_view(atlas, DE, year=2022, **choice).figure.source_ids
    first = draw_map_view(atlas, DE, year=2021, **choice).figure.source_ids
    assert ("S28" in second, "S21" in second) == (True, False)
    assert ("S28" in first, "S21" in first) == (False, True)


@pytest.mark.parametrize(("name", "value"), [("ags", "99999"), ("age_group", "30-31")])
def test_components_of_an_unknown_choice_are_refused_by_what_is_unknown(atlas, name, value):
    with pytest.raises(UnknownNameError) as caught:
        draw_components(atlas, DE, **({"ags": COTTBUS, "age_group": TOTAL} | {name: value}))
    assert (caught.value.kind, caught.value.value) == (name, value)


def test_the_districts_are_ranked_by_where_the_balance_comes_from(atlas):
    """2022 from abroad Frankfurt (Oder) 40.426, Bautzen 8.837; 2023 within Germany Teltow-Fläming 18.49."""
    abroad = draw_ranking(atlas, DE, year=2022, age_group=TOTAL, measure="net_abroad")
    assert abroad.headline == "Wanderungssaldo mit dem Ausland 2022: Frankfurt (Oder) vorn, Bautzen am Ende"
    assert abroad.table["value"].iloc[[0, -1]].tolist() == [40.426, 8.837]
    assert "aus zweiter Hand" in abroad.notes[-1]
    assert draw_ranking(atlas, DE, year=2023, age_group=TOTAL, measure="net_domestic").table["value"].max() == 18.49
    german = draw_ranking(atlas, DE, year=2021, age_group="18-25", measure="net_domestic_german")
    assert any("kommt der Rückkehr am nächsten" in note for note in german.notes)
    assert not any("zweiter Hand" in note for note in german.notes)


def test_a_ranking_by_origin_is_offered_for_the_years_that_are_split(atlas):
    assert ranked_years(atlas, "net_abroad", TOTAL) == [2023, 2022, 2021, 2020, 2019, 2018]
    assert ranked_years(atlas, "net_domestic_german", TOTAL) == [2021, 2020, 2019, 2018]
    unsplit = draw_ranking(atlas, DE, year=2024, age_group=TOTAL, measure="net_abroad")
    assert unsplit.table["value"].isna().all()


def test_the_contributions_of_women_and_men_add_up_to_the_balance(atlas):
    """18 to 25 in Elbe-Elster 2024: women −101, men −23 of 1,459 + 3,201 people."""
    table = compute_components(atlas)
    known = table.dropna(subset=["net_female"])
    assert len(known) == 20 * 7 * 7
    assert (known["net_female"] + known["net_male"] == known["net_total"]).all()
    ranking = draw_ranking(atlas, DE, year=2024, age_group="18-25", measure="net_female")
    assert "Beitrag der Frauen zum Wanderungssaldo" in ranking.subtitle
    row = ranking.table.set_index("ags").loc["12062"]
    assert (row["rank"], row["net_female"]) == (19, -101)
    assert row["value"] == pytest.approx(1000 * -101 / (1_459 + 3_201))
    assert "Frauen und Männer zusammen" in ranking.notes[-1]
    assert ranked_years(atlas, "net_male", TOTAL) == [2024, 2023, 2022, 2021, 2020, 2019, 2018]


def test_the_map_of_women_says_what_it_divides_by_and_where_it_has_nothing(atlas):
    shown = draw_map_view(atlas, DE, indicator="female_per_1000", age_group="18-25", year=2024)
    assert shown.figure.headline == "Beitrag der Frauen zum Wanderungssaldo: 2024 verlieren 14 von 20 Kreisen"
    assert shown.figure.notes[-1] == "20 Kreise gefragt, alle gezeigt."
    assert shown.view["gaps"]["2017"] == "2017 fehlt in der Quelle"
    # 18 to 25 in the Land: −233 of the people of this age.
    assert shown.view["land"]["v"][-1] == -1.57


def test_the_change_between_two_years_is_ranked_by_origin_and_sex(atlas):
    """Elbe-Elster, 18 to 25: within Germany −204 of 4,119 in 2018 and −364 of 4,432 in 2021."""
    change = draw_change(atlas, DE, year_from=2018, year=2021, age_group="18-25", measure="net_domestic")
    row = change.table.set_index("ags").loc["12062"]
    assert (row["then"], row["now"]) == pytest.approx((-204_000 / 4_119, -364_000 / 4_432))
    assert (row["rank"], row["state"]) == (20, "")
    second = draw_change(atlas, DE, year_from=2019, year=2022, age_group=TOTAL, measure="net_abroad")
    assert set(second.table["state"]) == {"aus zweiter Hand, wie anderswo veröffentlicht"}
    assert "Die Zahlen von 2022 sind aus zweiter Hand" in second.reading
    unsplit = draw_change(atlas, DE, year_from=2018, year=2024, age_group=TOTAL, measure="net_domestic")
    assert unsplit.table["change"].isna().all()


def test_the_course_of_a_part_begins_where_it_is_split_and_has_the_land_beside_it(atlas):
    """Brandenburg 2021: +16,787 within Germany."""
    series = draw_series(atlas, DE, kreise=("12062",), age_group=TOTAL, measure="net_domestic", group="lausitz")
    rows = series.table.set_index(["series", "year"])
    assert (series.table["year"].min(), rows.loc[("12", 2021), "persons"]) == (2018, 16_787)
    assert rows.loc[("12062", 2022), "state"] == "aus zweiter Hand, wie anderswo veröffentlicht"
    assert series.reading.startswith("Die Zahlen von 2022 und 2023 sind aus zweiter Hand")
    assert rows.loc[("12", 2022), "state"] == "fehlt: nicht in der Quelle"
    assert pd.isna(rows.loc[("12062", 2024), "per_1000"])


def test_map_and_answer_say_which_years_are_second_hand_and_that_nobody_counts_returners(atlas):
    second = draw_map_view(atlas, DE, indicator="abroad_per_1000", age_group=TOTAL, year=2022)
    assert "Die Zahlen von 2022 sind aus zweiter Hand" in second.figure.subtitle
    first = draw_map_view(atlas, DE, indicator="german_per_1000", age_group="18-25", year=2021)
    assert "zweiter Hand" not in first.figure.subtitle
    assert any("zählt aber keine Rückkehrenden" in note for note in first.figure.notes)
    limits = get_values(atlas, DE, measure="domestic", areas=["Cottbus"], years=[2021, 2023]).limits
    assert any("Die Zahlen von 2023 sind aus zweiter Hand" in limit for limit in limits)
    assert any("zählt aber keine Rückkehrenden" in limit for limit in limits)


def test_a_year_that_is_not_split_is_not_counted_as_shown(atlas):
    sentence = coverage_sentence(draw_components(atlas, DE, ags=COTTBUS, age_group=TOTAL), DE)
    assert sentence == "7 Werte gefragt, 6 gezeigt; es fehlen: 2024 (steht nicht in der Quelle)."
