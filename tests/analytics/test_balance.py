"""The balance of a year, worked out by hand from the offices' figures of 2024."""

from dataclasses import replace

import pytest

from analytics.language import get_wording
from analytics.subjects.district.balance import draw_kreis_balance
from data.errors import UnknownNameError
from data.records.rules import balance_mismatches

DE = get_wording("de")
ELBE_ELSTER, BARNIM = "12062", "12060"


def test_elbe_elster_2024_lost_783_people_although_457_more_came(atlas):
    figure = draw_kreis_balance(atlas, DE, ags=ELBE_ELSTER)
    values = dict(zip(figure.table["part"], figure.table["persons"], strict=True))
    assert values == {"births": 516, "deaths": -1767, "net_migration": 457, "correction": 11, "change": -783}
    assert sum(values.values()) == 2 * -783
    assert figure.headline == "2024: Umzüge (457 gewonnen) gleichen 1.251 mehr Gestorbene als Geborene nicht aus"
    assert figure.notes[0].startswith("Von 98.750 auf 97.967 Menschen.")
    assert figure.source_ids == ("S17", "S18", "S34")


def test_barnim_2024_grew_through_moves(atlas):
    headline = draw_kreis_balance(atlas, DE, ags=BARNIM).headline
    assert headline == "2024: Umzüge (2.784 gewonnen) gleichen 1.336 mehr Gestorbene als Geborene aus"


def test_the_districts_of_brandenburg_add_up_to_the_land(atlas):
    table = atlas.population_balance.set_index("region")
    districts = table[table.index.str.match("12...")]
    for column in ("births", "deaths", "correction", "population_end"):
        assert districts[column].sum() == table.loc["12", column]
    # Moves over the border of the Land: those inside it cancel out.
    assert districts["net_migration"].sum() == table.loc["12", "net_migration"] == 22_629


def test_moves_and_population_are_those_of_the_other_tables(atlas):
    balance = atlas.population_balance[atlas.population_balance["region"].str.len() == 5]
    moves = atlas.migration.query("year == 2024 and age_group == 'insgesamt'").set_index("ags")["net"]
    people = atlas.population.query("year == 2024 and age_group == 'insgesamt'").set_index("ags")["population"]
    assert (balance["net_migration"] == balance["region"].map(moves)).all()
    assert (balance["population_end"] == balance["region"].map(people)).all()


def test_a_balance_that_does_not_close_is_named(atlas):
    table = atlas.population_balance.copy()
    table.loc[3, "births"] += 1
    found = list(balance_mismatches(replace(atlas, population_balance=table)))
    assert [(error.row, error.column, error.code) for error in found] == [(5, "natural_balance", "component_mismatch")]


def test_a_district_without_a_balance_is_refused_by_name(atlas):
    with pytest.raises(UnknownNameError):
        draw_kreis_balance(atlas, DE, ags="99999")
