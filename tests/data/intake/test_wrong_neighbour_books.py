"""A workbook beside the right one is refused or asked about: never stored as the right one.

As `test_wrong_neighbours` for text: workbooks are written from a canonical table, then the words of their heads, or
the names of their sheets, say another border, part, unit, measure, period, day or census.
"""

import html
import io
import zipfile
from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from analytics.language import get_wording
from analytics.language.findings import finding_text
from data.intake import read_file
from tests.samples import books
from tests.samples.tables import flows, stocks

FEW = settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Write = Callable[[pd.DataFrame], bytes]
Words = tuple[tuple[str, str], ...]
W = get_wording("de")


def reworded(book: bytes, words: Words) -> bytes:
    """The same workbook with other words in its parts; every one of them must be there."""
    stream = io.BytesIO()
    met = set()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part)
            for said, other in words:
                before, after = (html.escape(one, quote=False).encode() for one in (said, other))
                met |= {said} if before in text else set()
                text = text.replace(before, after)
            new.writestr(part, text)
    assert met == {said for said, _ in words}, words
    return stream.getvalue()


def totals(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["age_group"] == "insgesamt"]


def ods_flows(rows: pd.DataFrame) -> bytes:
    columns = {
        "AGS": "ags",
        "Jahr": "year",
        "Altersgruppe": "age_group",
        "Zuzüge": "arrivals",
        "Fortzüge": "departures",
    }
    return books.ods({"Tabelle1": [["Wanderungen über die Kreisgrenzen"], *books.table_of(rows, columns)]})


def ods_stocks(rows: pd.DataFrame) -> bytes:
    columns = {"AGS": "ags", "Stichtag": "date", "Altersgruppe": "age_group", "Einwohner": "population"}
    return books.ods({"Tabelle1": [["Bevölkerung der Kreise"], *books.table_of(rows, columns)]})


FLOW_BOOKS: dict[str, tuple[Write, dict[str, Words]]] = {
    "regional workbook": (
        books.official_migration,
        {
            "municipal borders": (("über Kreisgrenzen", "über Gemeindegrenzen"), ("die Kreis", "die Gemeinde")),
            "land borders": (("über Kreisgrenzen", "über Landesgrenzen"), ("die Kreis", "die Landes")),
            "no border": ((" (über Kreisgrenzen)", ""), (" - Wanderungen über die Kreisgrenzen", "")),
            "abroad": (("Zuzüge - Wanderungen über die Kreisgrenzen", "Zuzüge aus dem Ausland"),),
            "foreigners": (("nach Geschlecht und\n", "von Ausländern nach Geschlecht und\n"),),
            "women": (("nach Geschlecht und\n", "von Frauen nach\n"),),
            "one sex": (("Insgesamt", "weiblich"),),
            "rate": (("Anzahl", "je 1 000 Einwohner"),),
            "share": (("Anzahl", "Prozent"),),
            "thousands": (("Anzahl", "in Tausend"),),
            "quarter": (("Jahressumme", "1. Quartal"),),
            "year of the edition": (("Jahr: ", "Stand: März "),),
            "births": (("Zuzüge", "Geborene"), ("Fortzüge", "Gestorbene")),
            "unknown words": (("Wanderungsstatistik", "Wanderungsstatistik der Zweitmeldungen"),),
            "note on a part": (("Sachsen: ohne die ungeklärten Fälle (Probe mit Zahlen des Atlas)", "nur Frauen"),),
            "sheet of women": (("12711-04-02-4", "Frauen"),),
        },
    ),
    "side by side": (
        lambda rows: books.side_by_side(totals(rows)),
        {
            "abroad": (("Zuzüge", "Zuzüge aus dem Ausland"), ("Fortzüge", "Fortzüge ins Ausland")),
            "municipal borders": (("Zuzüge", "Zuzüge über Gemeindegrenzen"),),
            "rate": (("Zuzüge", "Zuzüge je 1 000 Einwohner"),),
            "one measure twice": (("Fortzüge", "Zuzüge"),),
            "sheet of men": (("Tabelle1", "Männer"),),
        },
    ),
    "spreadsheet": (
        ods_flows,
        {
            "german border": (("die Kreisgrenzen", "die Grenze Deutschlands"),),
            "women": (("Wanderungen", "Wanderungen von Frauen"),),
            "per cent": (("Zuzüge", "Zuzüge (%)"),),
            "abroad": (("Zuzüge", "Zuzüge aus dem Ausland"),),
            "forecast": (("Wanderungen", "Vorausberechnete Wanderungen"),),
            "half-year": (("Wanderungen", "Wanderungen im 1. Halbjahr"),),
            "unknown words": (("Wanderungen", "Wanderungen von Studierwilligen"),),
            "sheet of foreigners": (("Tabelle1", "Ausländer"),),
        },
    ),
}
STOCK_BOOKS: dict[str, tuple[Write, dict[str, Words]]] = {
    "regional workbook": (
        lambda rows: books.official_totals(totals(rows)),
        {
            "average": (("Bevölkerungsstand", "Durchschnittliche Bevölkerung"),),
            "foreigners": (("Bevölkerung nach", "Ausländische Bevölkerung nach"),),
            "thousands": (("(Anzahl)", "(in 1 000)"),),
            "mid-year": (("Stichtag 31.12.", "Stichtag 30.06."), ("31.12.", "30.06.")),
            "one sex": (("Insgesamt", "männlich"),),
            "forecast": (("Bevölkerungsstand", "Bevölkerungsprognose"),),
            "census day": (("31.12.", "15.05."),),
            "later census": (("Fortschreibung des Bevölkerungsstandes", "Fortschreibung, Basis Zensus 2022"),),
        },
    ),
    "spreadsheet": (
        ods_stocks,
        {
            "density": (("Einwohner", "Einwohner je km²"),),
            "households": (("Einwohner", "Haushalte"),),
            "mid-year": (("-12-31", "-06-30"),),
            "second homes": (("Einwohner", "Nebenwohnsitze"),),
            "later census": (("der Kreise", "der Kreise (Basis Zensus 2022)"),),
            "only a total": (("Einwohner", "Insgesamt"), ("Bevölkerung der Kreise", "Kreise")),
        },
    ),
}


def assert_never_stored(name: str, book: bytes) -> None:
    result = read_file(book, "datei")
    assert not result.ok, name
    errors = [one for one in result.findings if one.severity == "error"]
    assert errors, name
    assert all(finding_text(one, W).advice for one in errors), name


@pytest.mark.parametrize("layout", list(FLOW_BOOKS))
def test_a_neighbour_of_a_migration_workbook_is_never_stored(layout: str) -> None:
    write, changes = FLOW_BOOKS[layout]

    @FEW
    @given(flows())
    def never_stored(rows: pd.DataFrame) -> None:
        book = write(rows)
        for name, words in changes.items():
            assert_never_stored(name, reworded(book, words))

    never_stored()


@pytest.mark.parametrize("layout", list(STOCK_BOOKS))
def test_a_neighbour_of_a_population_workbook_is_never_stored(layout: str) -> None:
    write, changes = STOCK_BOOKS[layout]

    @FEW
    @given(stocks())
    def never_stored(rows: pd.DataFrame) -> None:
        book = write(rows)
        for name, words in changes.items():
            assert_never_stored(name, reworded(book, words))

    never_stored()


@given(flows(), stocks())
@settings(max_examples=5, deadline=None)
def test_the_workbooks_the_neighbours_are_made_of_are_read(moves: pd.DataFrame, people: pd.DataFrame) -> None:
    for layout, (write, _) in FLOW_BOOKS.items():
        assert read_file(write(moves), "datei").ok, layout
    for layout, (write, _) in STOCK_BOOKS.items():
        assert read_file(write(people), "datei").ok, layout
