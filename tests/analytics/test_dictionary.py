"""The sources page says what the data package says, in both languages."""

import pytest

from analytics.figure.model import format_table
from analytics.language import get_wording
from analytics.subjects.sources import figures as catalogue
from data.records import load_descriptor

DE, EN = get_wording("de"), get_wording("en")


@pytest.fixture(scope="module")
def resources():
    return catalogue.read_resources(load_descriptor())


def test_every_table_of_the_package_is_described(atlas, resources):
    described = {resource.name: resource for resource in resources if resource.is_table}
    tables = atlas.tables() | atlas.load_east().tables()
    assert set(described) == set(tables)
    assert {name: resource.n_rows for name, resource in described.items()} == {k: len(v) for k, v in tables.items()}


@pytest.mark.parametrize("w", [DE, EN])
def test_every_field_has_a_meaning_in_the_readers_language(atlas, resources, w):
    for resource in resources:
        figure = catalogue.draw_fields(atlas, w, resource=resource)
        assert figure.headline
        assert len(figure.table) > 0
        assert (figure.table["meaning"].str.len() > 0).all()


def test_units_and_types_are_written_in_words(atlas, resources):
    migration = catalogue.find_resource(resources, "migration")
    written = format_table(catalogue.draw_fields(atlas, DE, resource=migration), DE).set_index("Feld")
    assert list(written.loc["arrivals", ["Typ", "Einheit"]]) == ["ganze Zahl", "Personen"]
    assert written.loc["age_group", "Einheit"] == "–"


def test_a_table_names_licence_date_and_known_limits_of_its_sources(atlas, resources):
    migration = catalogue.find_resource(resources, "migration")
    figure = catalogue.draw_fields(atlas, DE, resource=migration)
    address, facts, *limits = figure.notes
    assert address == "Datei: /data/migration.csv"
    assert "3.360 Zeilen." in facts
    assert "Datenlizenz Deutschland" in facts
    assert "November 2026" in facts
    assert any("2001 fehlt" in limit for limit in limits)
    assert figure.source_ids == ("S01", "S17")


def test_every_file_stands_under_its_stable_address(atlas, resources):
    addresses = list(catalogue.draw_files(atlas, DE, resources=resources).table["address"])
    assert "/data/members.csv" in addresses
    assert "/data/boundaries/kreise_fine.geojson" in addresses
    assert len(addresses) == len(set(addresses)) == len(resources)


def test_all_indicators_and_breaks_of_the_package_are_shown(atlas):
    assert len(catalogue.draw_indicators(atlas, DE).table) == len(atlas.indicators) == 9
    assert len(catalogue.draw_context_indicators(atlas, DE).table) == len(atlas.context_indicators) == 7
    assert len(catalogue.draw_breaks(atlas, EN).table) == len(atlas.breaks)


def test_breaks_stand_in_the_order_of_time(atlas):
    years = catalogue.draw_breaks(atlas, DE).table["year"].tolist()
    assert years == sorted(years)


def test_the_terms_count_the_districts_from_the_table(atlas):
    meanings = dict(catalogue.draw_terms(atlas, DE).table.to_numpy())
    assert (
        meanings["Kreis"]
        == "Die 14 Landkreise und 4 kreisfreien Städte Brandenburgs, dazu Bautzen und Görlitz in Sachsen."
    )
    assert meanings["Lausitz"].count(",") == 5


def test_sources_are_found_by_publisher(atlas):
    found = catalogue.draw_sources(atlas, DE, search="staatskanzlei brandenburg").table
    assert len(found) > 0
    assert found["publisher"].str.contains("Staatskanzlei").any()
    assert len(catalogue.draw_sources(atlas, DE).table) == len(atlas.sources)
    assert catalogue.draw_sources(atlas, DE, search="xyzzy").table.empty
