"""Round trips and wrong neighbours of the formats that offices publish beside the Regionaldatenbank's own.

As `test_wrong_neighbours`: what a canonical table gives is read; with other words in its head it is never stored.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from analytics.language import get_wording
from analytics.language.findings import finding_text
from data.intake import Intake, read_file, write_template_csv
from data.intake.words.labels import age_codes
from tests.data.intake.test_round_trips import assert_same
from tests.data.intake.test_wrong_neighbour_books import reworded, totals
from tests.data.intake.test_wrong_neighbours import _flat_dimension, _other_period, told
from tests.samples import books
from tests.samples import layouts as lay
from tests.samples.matrix import book as matrix_book
from tests.samples.matrix import pairs
from tests.samples.tables import flows, stocks

FEW = settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
W = get_wording("de")
Change = Any
Changes = Mapping[str, Change]


def assert_never_stored(name: str, result: Intake) -> None:
    errors = [one for one in result.findings if one.severity == "error"]
    assert not result.ok, name
    assert errors, name
    assert all(finding_text(one, W).advice for one in errors), name


def english_genesis(rows: pd.DataFrame) -> str:
    """12411-0017 as GENESIS writes it in English."""
    text = lay.genesis_population(rows)
    for german, english in (
        ("Tabelle:", "Table:"),
        ("Kreise, Stichtag, Altersgruppen", "Administrative districts, reference date, age groups"),
        ("Bevölkerung:", "Population:"), ("Fortschreibung des Bevölkerungsstandes", "Updating of the population"),
        ("Bevölkerungsstand (Anzahl)", "Population (number)"), ("Altersgruppen", "Age groups"), ("Insgesamt", "Total"),
    ):  # fmt: skip
        text = text.replace(german, english)
    text = re.sub(r"(\d+) bis unter (\d+) Jahre", r"\1 to under \2 years", text)
    return re.sub(r"(\d+) Jahre und mehr", r"\1 years and over", re.sub(r"unter (\d+) Jahre", r"under \1 years", text))


def template(rows: pd.DataFrame) -> str:
    return write_template_csv("population", rows=rows).decode("utf-8-sig").replace("\r\n", "\n")


def tsv_dimension(name: str, value: str) -> Callable[[str], str]:
    """One more dimension of Eurostat's TSV with the same value in every row."""
    return lambda text: text.replace("indic_de,geo", f"indic_de,{name},geo").replace("JAN,", f"JAN,{value},")


def csv_dimension(name: str, value: str) -> Callable[[str], str]:
    """The same of the SDMX-CSV."""
    return lambda text: text.replace("indic_de,geo", f"indic_de,{name},geo").replace("- total,", f"- total,{value},")


def _template_column(words: str) -> Callable[[str], str]:
    return told("Bevölkerung;", f"{words};")


def behind_every_row(heading: str, value: str) -> Callable[[str], str]:
    """One more column with the same value in every row; the head is the first row."""

    def change(text: str) -> str:
        head, *rows = text.rstrip("\n").split("\n")
        return "\n".join([f"{head};{heading}", *(f"{row};{value}" for row in rows)]) + "\n"

    return change


TEXTS: dict[str, tuple[Callable[[pd.DataFrame], str], bool, Changes]] = {
    "new flat population file": (lay.ffcsv_new_population, False, {
        "average": told(";Bevölkerungsstand;", ";Durchschnittliche Bevölkerung;"),
        "second homes": told(";Bevölkerungsstand;", ";Bevölkerung mit Nebenwohnsitz;"),
        "migration background": told(";Bevölkerungsstand;", ";Bevölkerung mit Migrationshintergrund;"),
        "households": told(";Bevölkerungsstand;", ";Haushalte;"),
        "women": lambda text: _flat_dimension(text, "GES;Geschlecht;GESW;weiblich"),
        "women in English": lambda text: _flat_dimension(text, "GES;Sex;GESW;Female"),
        "germans": lambda text: _flat_dimension(text, "NAT;Nationalität;NATD;Deutsche"),
        "foreigners": lambda text: _flat_dimension(text, "NAT;Nationalität;NATA;Ausländer"),
        "married": lambda text: _flat_dimension(text, "FAM;Familienstand;FAMV;verheiratet"),
        "one age beside the groups": lambda text: _flat_dimension(text, "ALT013;Altersjahre;ALT018;18 Jahre"),
        "rate": told(";Anzahl;", ";je 1 000 Einwohner;"),
        "per cent": told(";Anzahl;", ";Prozent;"),
        "thousands": told(";Anzahl;", ";Tsd.;"),
        "density": told(";Anzahl;", ";Einwohner je qkm;"),
        "mid-year": told("-12-31;", "-06-30;"),
        "forecast": told("Fortschreibung des Bevölkerungsstandes", "Bevölkerungsvorausberechnung"),
        "refugees": told("Fortschreibung des Bevölkerungsstandes", "Statistik über Schutzsuchende"),
        "census": told("Fortschreibung des Bevölkerungsstandes", "Fortschreibung, Basis Zensus 2022"),
    }),
    "GENESIS in English": (english_genesis, False, {
        "average": told("Population (number)", "Average population (number)"),
        "births": told("Population (number)", "Births (number)"),
        "households": told("Population (number)", "Households (number)"),
        "density": told("Population (number)", "Population density"),
        "women": told("Population: A", "Female population: A"),
        "foreigners": told("Population: A", "Foreign population: A"),
        "germans": told("Population: A", "German population: A"),
        "unknown words": told("Population: A", "Population in institutions: A"),
        "per cent": told("(number)", "(percent)"),
        "thousands": told("(number)", "(1,000)"),
        "rate": told("(number)", "(per 1,000 inhabitants)"),
        "mid-year": lambda text: re.sub(r"\n31\.12\.", "\n30.06.", text),
        "day of the edition": lambda text: re.sub(r"\n(31\.12\.\d{4};)", r"\nas of \1", text),
        "forecast": told("Updating of the population", "Population projection"),
        "census": told("Updating of the population", "Updating of the population (based on 2022 census)"),
    }),
    "population template": (template, False, {
        "average": _template_column("Durchschnittliche Bevölkerung"),
        "women": _template_column("Bevölkerung (weiblich)"),
        "men by a letter": _template_column("Bevölkerung m"),
        "foreigners": _template_column("Ausländische Bevölkerung"),
        "adults": _template_column("Bevölkerung ab 18"),
        "share": _template_column("Bevölkerung (%)"),
        "thousands": _template_column("Bevölkerung in Tausend"),
        "density": _template_column("Bevölkerung je km²"),
        "total of nobody knows what": _template_column("Insgesamt"),
        "households": _template_column("Haushalte"),
        "arrivals": _template_column("Zuzüge"),
        "forecast": _template_column("Bevölkerung (Prognose)"),
        "mid-year": told("-12-31", "-06-30"),
        "one sex": behind_every_row("Geschlecht", "weiblich"),
        "one nationality": behind_every_row("Nationalität", "Deutsche"),
        "unit beside": behind_every_row("Einheit", "Tsd."),
        "a title": lambda text: f"Weibliche Bevölkerung\n{text}",
        "a note": lambda text: f"{text}Nur Hauptwohnsitze von Deutschen\n",
    }),
    "Eurostat TSV": (lambda rows: books.eurostat_tsv(rows).decode(), True, {
        "average": told("JAN", "AVG"),
        "net migration": told("JAN", "CNMIGRATRT"),
        "no measure": lambda text: text.replace("freq,indic_de,geo", "freq,geo").replace("A,JAN,", "A,"),
        "every month": told("A,JAN", "M,JAN"),
        "women": tsv_dimension("sex", "F"),
        "one age": tsv_dimension("age", "Y18"),
        "foreigners": tsv_dimension("citizen", "FOR"),
        "born abroad": tsv_dimension("c_birth", "FOR"),
        "employed": tsv_dimension("wstatus", "EMP"),
        "per cent": tsv_dimension("unit", "PC"),
        "thousands": tsv_dimension("unit", "THS"),
        "a quarter": lambda text: re.sub(r"(\d{4}) (?=[\t\n])", r"\1-Q1 ", text, count=1),
        "middle of the year": lambda text: re.sub(r"(\d{4}) (?=[\t\n])", r"\1-07-01 ", text, count=1),
    }),
    "Eurostat SDMX-CSV": (lambda rows: books.eurostat_csv(rows).decode(), True, {
        "average": told("JAN: Population on 1 January", "AVG: Average population"),
        "women": csv_dimension("sex", "F: Females"),
        "women by label": csv_dimension("Sex", "Females"),
        "one age": csv_dimension("age", "Y_LT15"),
        "nationals": csv_dimension("citizen", "NAT"),
        "graduates": csv_dimension("isced11", "ED5-8"),
        "per cent": csv_dimension("unit", "PC"),
        "thousands": csv_dimension("UNIT_MULT", "3"),
        "every month": told("A: Annual", "M: Monthly"),
        "a quarter": lambda text: re.sub(r",(\d{4}),(?=\d+,\n)", r",\1-Q2,", text),
        "projection": told("DEMO_R_GIND3(1.0)", "PROJ_19RP3(1.0)"),
    }),
}  # fmt: skip


@pytest.mark.parametrize("layout", list(TEXTS))
def test_a_population_table_is_read_and_its_neighbours_are_never_stored(layout: str) -> None:
    write, only_totals, changes = TEXTS[layout]

    @FEW
    @given(stocks())
    def holds(rows: pd.DataFrame) -> None:
        kept = totals(rows).reset_index(drop=True) if only_totals else rows
        assert_same(write(kept).encode(), kept, "population")
        for name, change in changes.items():
            assert_never_stored(name, read_file(change(write(kept)).encode(), "datei"))

    holds()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": books.packed,
    "zip": lambda data: lay.zipped({"LIESMICH.txt": b"Zur Tabelle: siehe Titel.", "daten/a.csv": data}),
}
PACKED: Changes = {
    "municipal borders": told("Kreisgrenzen", "Gemeindegrenzen"),
    "foreigners": told("nach Geschlecht und", "von Ausländern nach Geschlecht und"),
    "women": told("Insgesamt;männlich;weiblich", "weiblich;weiblich;weiblich"),
    "rate": told("Anzahl;Anzahl", "je 1 000 Einwohner;je 1 000 Einwohner"),
    "quarter": told("Jahressumme", "1. Quartal"),
    "year of the edition": lambda text: _other_period(text, "Stand: März 2019"),
}


@pytest.mark.parametrize("packer", list(PACKERS))
def test_a_packed_table_is_read_and_its_neighbours_are_never_stored(packer: str) -> None:
    pack = PACKERS[packer]

    @FEW
    @given(flows())
    def holds(rows: pd.DataFrame) -> None:
        text = lay.regional_migration(rows)
        assert_same(pack(text.encode()), rows, "migration")
        for name, change in PACKED.items():
            assert_never_stored(name, read_file(pack(change(text).encode()), "datei"))

    holds()


@pytest.mark.parametrize(
    "told_beside",
    ["Alle Werte nur für Frauen.", "Nur Deutsche", "Angaben in Tausend", "Die Zahlen gelten nur für das 1. Quartal."],
)
def test_what_the_text_in_an_archive_says_of_its_table_counts(told_beside: str) -> None:
    table = b"AGS;Jahr;Zuz\xc3\xbcge;Fortz\xc3\xbcge\n12052;2018;4581;4879\n"
    result = read_file(lay.zipped({"README.txt": told_beside.encode(), "a.csv": table}), "x.zip")
    assert_never_stored(told_beside, result)


def test_files_of_one_sex_beside_that_of_all_are_left_out_and_not_asked_about() -> None:
    table = "AGS;Jahr;Zuzüge;Fortzüge\n12052;2018;{};{}\n"
    whole, men, women = (table.format(*pair).encode() for pair in ((4581, 4879), (2200, 2400), (2381, 2479)))
    packed = lay.zipped({"insgesamt.csv": whole, "maennlich.csv": men, "weiblich.csv": women, "README.pdf": b"%PDF"})
    result = read_file(packed, "x.zip")
    assert result.ok
    assert result.frame[["arrivals", "departures"]].to_numpy().tolist() == [[4581, 4879]]


@pytest.mark.parametrize(
    "path", ["zuzuege_frauen.csv", "Deutsche/a.csv", "wanderung_je_1000.csv", "q1_2018.csv", "Zuzüge 18-25.csv"]
)
@pytest.mark.parametrize("packed", [True, False])
def test_a_file_named_after_a_part_is_asked_about(path: str, packed: bool) -> None:
    table = b"AGS;Jahr;Zuz\xc3\xbcge;Fortz\xc3\xbcge\n12052;2018;4581;4879\n"
    result = read_file(lay.zipped({path: table}), "x.zip") if packed else read_file(table, path)
    assert [one.code for one in result.findings if one.severity == "error"] == ["name_limits"]
    words = result.findings[0].fields["words"]
    confirmed = result.choices.__class__(harmless=tuple(words))
    assert read_file(table, path, choices=confirmed).ok


@pytest.mark.parametrize(
    "name",
    ["12711-04-02-4.csv", "wanderung_2018-12-31.csv", "Zuzüge und Fortzüge Sachsen.csv", "export_maerz_2019.csv",
     "demo_r_gind3.tsv.gz", "m.csv", "12411-0015_$F.csv", "12711_2018.csv", "Wanderung Kreise Deutschland (1).csv"],
)  # fmt: skip
def test_a_name_that_says_nothing_of_a_part_is_left_alone(name: str) -> None:
    table = b"AGS;Jahr;Zuz\xc3\xbcge;Fortz\xc3\xbcge\n12052;2018;4581;4879\n"
    assert read_file(table, name).ok


DESTATIS: Changes = {
    "foreigners": (("Bevölkerung nach", "Ausländische Bevölkerung nach"),),
    "germans": (("Bevölkerung nach", "Deutsche Bevölkerung nach"),),
    "average": (("Bevölkerung nach", "Durchschnittliche Bevölkerung nach"),),
    "forecast": (("Bevölkerung nach", "Vorausberechnete Bevölkerung nach"),),
    "thousands": (("Bevölkerung nach", "Bevölkerung (in 1 000) nach"),),
    "births": (("Bevölkerung nach", "Lebendgeborene nach"),),
    "moves": (("Bevölkerung nach", "Zuzüge nach"),),
    "unknown words": (("Bevölkerung nach", "Bevölkerung der Zweitmeldungen nach"),),
    "mid-year": (("Stichtag: 31.12.", "Stichtag: 30.06."),),
    "day of the edition": (("Stichtag: ", "Stand: "),),
    "day of the borders": (("Stichtag: ", "Gebietsstand: "),),
    "sheet of women": (("Insgesamt", "Weiblich"),),
    "note on women": (("Ergebnisse auf Grundlage", "Nur Frauen. Auf Grundlage"),),
    "note on a census to come": (("Zensus 2011", "Zensus 2022"),),
}
REPORT: Changes = {
    "municipal borders": (("Kreisgrenzen", "Gemeindegrenzen"),),
    "land borders": (("Kreisgrenzen", "Landesgrenzen"),),
    "foreigners": (("Wanderungen über", "Wanderungen von Ausländern über"),),
    "women": (("Wanderungen über", "Wanderungen der Frauen über"),),
    "young people": ((" nach Verw", " der 18- bis unter 25-Jährigen nach Verw"),),
    "half-year": (("Brandenburg ", "Brandenburg im 1. Halbjahr "),),
    "year of the edition": (("Brandenburg ", "Brandenburg, Ausgabe "),),
    "with Berlin": (("im Land Brandenburg", "mit Berlin"),),
    "between two Länder": (("im Land Brandenburg", "zwischen Brandenburg und Berlin"),),
    "rate": (("Anzahl", "je 1 000 Einwohner"),),
    "share": (("Anzahl", "%"),),
    "only abroad": (("insgesamt", "mit dem Ausland"),),
    "only within Germany": (("insgesamt", "innerhalb Deutschlands"),),
    "change": (("Zuzüge", "Veränderung der Zuzüge"),),
    "births": (("Zuzüge", "Geborene"), ("Fortzüge", "Gestorbene")),
    "assumed": (("Wanderungen über", "Angenommene Wanderungen über"),),
    "note on Germans": (("Ohne Umzüge innerhalb des Kreises", "Nur Deutsche"),),
    "note on asylum": (("Ohne Umzüge innerhalb des Kreises", "Ohne Zuzüge aus der Erstaufnahme"),),
}


@FEW
@given(stocks())
def test_a_neighbour_of_the_destatis_workbook_is_never_stored(rows: pd.DataFrame) -> None:
    book = lay.destatis(rows)
    assert_same(book, rows, "population")
    for name, words in DESTATIS.items():
        assert_never_stored(name, read_file(reworded(book, words), "datei"))


@FEW
@given(flows())
def test_a_neighbour_of_the_report_of_the_state_office_is_never_stored(rows: pd.DataFrame) -> None:
    kept = totals(rows[rows["ags"].str.startswith("12")]).reset_index(drop=True)
    if kept.empty:
        return
    book = books.report_table(kept)
    assert_same(book, kept, "migration")
    for name, words in REPORT.items():
        assert_never_stored(name, read_file(reworded(book, words), "datei"))


EXTRACT: Changes = {
    "arrivals": (("Insgesamt", "Zuzüge"),),
    "germans": (("Insgesamt", "Deutsche"),),
    "per cent": (("Insgesamt", "Insgesamt (%)"),),
    "women": (("insgesamt", "weiblich"),),
    "employed": (("Altersgruppen", "Altersgruppen der Erwerbstätigen"),),
    "municipalities": (("Zielkreis-", "Zielgemeinde-"),),
    "half-year": (("Brandenburg 2018", "Brandenburg 1. HJ 2018"),),
    "sheet of women": (("Brandenburg 2018", "Frauen 2018"),),
    "year of the edition": (("Brandenburg 2018", "Stand 2018"),),
    "two years": (("Brandenburg 2018", "2017-2018"),),
}
MATRIX: Changes = {
    **{name: EXTRACT[name] for name in ("germans", "employed", "municipalities")},
    "volume": (("Saldo", "Wanderungsvolumen"),),
    "average": (("Saldo", "Saldo im Mittel der Jahre"),),
    "half-year": (("Brandenburg 2021", "Brandenburg 1. HJ 2021"),),
    "sheet of Germans": (("Brandenburg 2021", "Deutsche 2021"),),
    "year of the edition": (("Brandenburg 2021", "Stand 2021"),),
}


def test_an_extract_of_the_matrix_is_added_up_and_its_neighbours_are_never_stored() -> None:
    """Havel city: six age groups with net 6 each, 36 in all."""
    rows = pd.DataFrame([("12051", code, 6) for code in age_codes("migration")], columns=["ags", "age_group", "net"])
    book = lay.matrix(rows)
    result = read_file(book, "x.xlsx")
    assert result.table == "migration_land"
    assert dict(zip(result.frame["age_group"], result.frame["net"], strict=True)) == {
        **dict.fromkeys(age_codes("migration"), 6),
        "insgesamt": 36,
    }
    assert read_file(lay.matrix(rows.assign(ags="14625"), sheet="SN 2021"), "x.xlsx").recognition.years == (2021,)
    for name, words in EXTRACT.items():
        assert_never_stored(name, read_file(reworded(book, words), "x.xlsx"))


def test_a_neighbour_of_the_matrix_is_never_stored() -> None:
    book = matrix_book(pairs())
    for name, words in MATRIX.items():
        assert_never_stored(name, read_file(reworded(book, words), "x.xlsx"))
