"""Footnotes, names of sheets and marks that limit what a table counts, and those that only explain."""

import pytest

from data.intake import read_file
from data.records import load_table
from tests.data.intake.test_closed_reading import codes, flat, read
from tests.samples import layouts as lay

MOVES = load_table("migration")
PEOPLE = load_table("population")


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("Angaben in Tausend", "unit_not_persons"),
        ("nur Frauen", "subset_only"),
        ("1) ohne Ausländer", "subset_only"),
        ("Wanderungen über die Gemeindegrenzen", "measure_not_held"),
        ("Schätzung", "not_observed"),
    ],
)
def test_a_footnote_that_changes_what_is_counted_stops_the_table(note: str, code: str) -> None:
    rows = MOVES[(MOVES["year"] == 2018) & (MOVES["ags"] == "12052")]
    text = lay.regional_migration(rows, foot=f"__________\n{note}\nStand: 03.08.2020 / 12:35:41\n")
    assert codes(read(text)) == [code]


@pytest.mark.parametrize(
    "note",
    [
        "Ohne Umzüge innerhalb des Kreises",
        "Berlin (Landesergebnis): Wanderungen über die Landesgrenze",
        "Fortschreibung auf Grundlage des Zensus vom 09. Mai 2011.",
        "Sachsen: ohne die im Hinblick auf das Herkunftsgebiet innerhalb des Bundesgebietes ungeklärten Fälle",
        "vorläufige Ergebnisse",
        "Ergebnisse nur bedingt vergleichbar",
    ],
)
def test_a_footnote_that_explains_does_not(note: str) -> None:
    rows = MOVES[(MOVES["year"] == 2018) & (MOVES["ags"] == "12052")]
    text = lay.regional_migration(rows, foot=f"__________\n{note}\nStand: 03.08.2020 / 12:35:41\n")
    assert codes(read(text)) == []


def test_an_english_flat_file_is_read() -> None:
    rows = [
        ("12051", "3244", "number", "Arrivals across district borders"),
        ("12051", "2519", "number", "Departures across district borders"),
    ]
    result = read(flat(*rows, statistic="12711;Migration statistics", time="JAHR;Year;2019"))
    assert codes(result) == []
    assert result.frame[["arrivals", "departures", "net"]].iloc[0].tolist() == [3244, 2519, 725]


def test_a_column_somebody_added_to_a_flat_file_is_judged() -> None:
    rows = ("12051", "72124", "Anzahl", "Bevölkerungsstand")
    text = flat(rows, statistic="12411;Fortschreibung des Bevölkerungsstandes", time="STAG;Stichtag;2019-12-31")
    head, row = text.strip().split("\n")
    assert codes(read(f"{head};Geschlecht\n{row};weiblich\n")) == ["subset_only"]


@pytest.mark.parametrize("sheet", ["Weiblich", "Nichtdeutsch", "weibl.", "w", "Frauen_BB"])
def test_a_sheet_whose_name_says_a_part_is_not_the_total(sheet: str) -> None:
    cells: list[list[object]] = [["AGS", "Jahr", "Zuzüge", "Fortzüge"], ["12052", 2018, 2290, 2439]]
    assert codes(read_file(lay.workbook({sheet: cells}), "datei.xlsx")) == ["subset_only"]


@pytest.mark.parametrize(
    ("sheet", "code"),
    [("Q1", "no_whole_year"), ("Januar", "no_whole_year"), ("1. HJ", "no_whole_year"), ("18-25 Jahre", "subset_only")],
)
def test_a_sheet_named_after_a_part_of_the_year_or_ages_is_refused(sheet: str, code: str) -> None:
    cells: list[list[object]] = [["AGS", "Jahr", "Zuzüge", "Fortzüge"], ["12052", 2018, 2290, 2439]]
    assert codes(read_file(lay.workbook({sheet: cells}), "datei.xlsx")) == [code]


@pytest.mark.parametrize("heading", ["Zuzüge (m+w)", "Zuzüge m/w", "Zuzüge männlich und weiblich"])
def test_both_sexes_are_everybody(heading: str) -> None:
    result = read(f"AGS;Jahr;{heading};{heading.replace('Zuzüge', 'Fortzüge')}\n12052;2018;4581;4879\n")
    assert codes(result) == []


@pytest.mark.parametrize("mark", ["1)", "¹", "²⁾", "1", " 1)"])
def test_the_number_of_a_footnote_is_no_part_of_a_heading(mark: str) -> None:
    result = read(f"AGS;Jahr;Zuzüge{mark};Fortzüge{mark}\n12052;2018;4581;4879\n")
    assert codes(result) == []
    assert result.frame[["arrivals", "departures"]].iloc[0].tolist() == [4581, 4879]


def test_a_population_workbook_of_one_sex_is_not_the_total() -> None:
    rows = PEOPLE[(PEOPLE["date"] == "2018-12-31") & (PEOPLE["ags"] == "12052")]
    cells: list[list[object]] = [
        ["Bevölkerung zum 31.12.2018 nach kreisfreien Städten und Landkreisen"],
        ["Bevölkerung weiblich nach Einzelaltersjahren"],
        ["NUTS3", "Schl.Nr.", "Region", "Insgesamt"],
        ["DE402", "12052", "Cottbus", int(rows["population"].iloc[0])],
    ]
    assert codes(read_file(lay.workbook({"Tabelle": cells}), "datei.xlsx")) == ["subset_only"]
