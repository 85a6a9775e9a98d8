"""A table beside the right one is refused or asked about, in every layout: never stored as the right one.

Each layout is written from a canonical table and then changed in what its head says: another border, a part
of the people, another unit, measure, period, day or census, or a year from a place that does not mean it.
"""

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings

from analytics.language import get_wording
from analytics.language.findings import finding_text
from data.intake import read_file, write_template_csv
from tests.samples import layouts as lay
from tests.samples.tables import flows, stocks

FEW = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Change = tuple[str, str]
W = {lang: get_wording(lang) for lang in ("de", "en")}


def tabular_flows(rows: pd.DataFrame) -> str:
    """A person's own table with a title."""
    columns = {
        "AGS": "ags",
        "Jahr": "year",
        "Altersgruppe": "age_group",
        "Zuzüge": "arrivals",
        "Fortzüge": "departures",
    }
    return "Wanderungen über die Kreisgrenzen;;;;\n" + lay.tabular(rows, columns)


def tabular_stocks(rows: pd.DataFrame) -> str:
    """A person's own table with a title."""
    columns = {"AGS": "ags", "Stichtag": "date", "Altersgruppe": "age_group", "Einwohner": "population"}
    return "Bevölkerung der Kreise;;;\n" + lay.tabular(rows, columns)


def with_column(heading: str, value: str) -> Callable[[str], str]:
    """One more column with the same value in every row, behind a head of one row after the title."""

    def change(text: str) -> str:
        title, head, *rows = text.rstrip("\n").split("\n")
        return "\n".join([title + ";", f"{head};{heading}", *(f"{row};{value}" for row in rows)]) + "\n"

    return change


def told(old: str, new: str) -> Callable[[str], str]:
    """Other words in the head."""

    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new)

    return change


BESIDE = {
    "women": with_column("Geschlecht", "weiblich"),
    "men by letter": with_column("Sex", "m"),
    "foreigners": with_column("Nationalität", "Ausländer"),
    "germans": with_column("Staatsangehörigkeit", "Deutsche"),
    "from abroad": with_column("Herkunft/Ziel", "Ausland"),
    "from berlin": with_column("Herkunft", "aus Berlin"),
    "over municipal borders": with_column("Grenze", "Gemeindegrenze"),
    "per thousand": with_column("Einheit", "je 1 000 Einwohner"),
    "quarter": with_column("Zeitraum der Zählung", "1. Quartal"),
    "group nobody knows": with_column("Gruppe", "Typ Beta"),
    "one month by its number": with_column("Monat", "6"),
    "one sex by its code": with_column("Geschlecht", "2"),
    "in thousands by a factor": with_column("Faktor", "1000"),
    "students": with_column("Merkmal", "Studierende"),
    "moves between flats": with_column("Merkmal", "Umzüge"),
    "unknown words as unit": with_column("Einheit", "Hauptwohnsitz"),
}
TABULAR_FLOWS = {
    **BESIDE,
    "municipal borders": told("Kreisgrenzen", "Gemeindegrenzen"),
    "land borders": told("Kreisgrenzen", "Landesgrenzen"),
    "german border": told("die Kreisgrenzen", "die Grenze Deutschlands"),
    "women in the title": told("Wanderungen", "Wanderungen von Frauen"),
    "refugees in the title": told("Wanderungen", "Wanderungen Schutzsuchender"),
    "unknown words in the title": told("Wanderungen", "Wanderungen von Studierwilligen"),
    "without asylum": told("Kreisgrenzen", "Kreisgrenzen ohne Erstaufnahme"),
    "per cent": told("Zuzüge;Fortzüge", "Zuzüge (%);Fortzüge (%)"),
    "rate": told("Zuzüge;Fortzüge", "Zuzüge je 1000 Einw.;Fortzüge je 1000 Einw."),
    "thousands": told("Wanderungen", "Wanderungen in Tausend"),
    "from abroad in the heading": told("Zuzüge;Fortzüge", "Zuzüge aus dem Ausland;Fortzüge ins Ausland"),
    "inside germany": told("Zuzüge;Fortzüge", "Zuzüge (Inland);Fortzüge (Inland)"),
    "ages in the heading": told("Zuzüge;Fortzüge", "Zuzüge 18 bis unter 25 Jahre;Fortzüge 18 bis unter 25 Jahre"),
    "change": told("Zuzüge;Fortzüge", "Zuzüge Veränderung;Fortzüge Veränderung"),
    "forecast": told("Wanderungen", "Vorausberechnete Wanderungen (Prognose)"),
    "half-year": told("Wanderungen", "Wanderungen im 1. Halbjahr"),
    "rate in the title over persons in the heads": lambda text: text.replace(
        "Kreisgrenzen;", "Kreisgrenzen je 1 000 Einwohner;"
    ).replace("Zuzüge;Fortzüge", "Zuzüge · Anzahl;Fortzüge · Anzahl"),
    "men by a letter": told("Zuzüge;Fortzüge", "Zuzüge m;Fortzüge m"),
    "women by a letter in brackets": told("Zuzüge;Fortzüge", "Zuzüge (w);Fortzüge (w)"),
    "women, shortened": told("Zuzüge;Fortzüge", "Zuzüge weibl.;Fortzüge weibl."),
    "students in the title": told("Wanderungen", "Wanderungen von Studierenden"),
    "employees in the title": told("Wanderungen", "Wanderungen der Beschäftigten"),
    "half a year by its days": told("Wanderungen", "Wanderungen vom 1.1. bis 30.6.2018"),
    "note on what is missing": lambda text: text + "Ohne Erstaufnahme;;;;\n",
    "note on what is added": lambda text: text + "* einschließlich Umzüge innerhalb des Kreises;;;;\n",
    "long note on what is counted": lambda text: (
        text + "Hinweis: Die Werte enthalten nur Personen mit Hauptwohnsitz in der Stadt ab 18 Jahren;;;;\n"
    ),
    "note on rounding": lambda text: text + "Werte gerundet;;;;\n",
    "twice": told("Fortzüge\n", "Zuzüge über Kreisgrenzen\n"),
}
REGIONAL_FLOWS = {
    "municipal borders": told("Kreisgrenzen", "Gemeindegrenzen"),
    "land borders": told("Kreisgrenzen", "Landesgrenzen"),
    "no border": lambda text: text.replace(" (über Kreisgrenzen)", "").replace(
        " - Wanderungen über die Kreisgrenzen", ""
    ),
    "abroad": told("Zuzüge - Wanderungen über die Kreisgrenzen", "Zuzüge aus dem Ausland"),
    "foreigners": told("nach Geschlecht und", "von Ausländern nach Geschlecht und"),
    "women only": lambda text: text.replace("Insgesamt;männlich;weiblich", "weiblich;weiblich;weiblich"),
    "rate": told("Anzahl;Anzahl", "je 1 000 Einwohner;je 1 000 Einwohner"),
    "share": told("Anzahl;Anzahl", "Prozent;Prozent"),
    "quarter": told("Jahressumme", "1. Quartal"),
    "year from the census": lambda text: _other_period(text, "Basis Zensus 2011"),
    "year from the edition": lambda text: _other_period(text, "Stand: März 2019"),
    "year from the borders": lambda text: _other_period(text, "Gebietsstand 31.12.2018"),
    "births": lambda text: text.replace("Zuzüge", "Geborene").replace("Fortzüge", "Gestorbene"),
    "unknown words": told("Wanderungsstatistik", "Wanderungsstatistik der Zweitmeldungen"),
}
FLAT_FLOWS = {
    "municipal borders": told("Kreisgrenzen", "Gemeindegrenzen"),
    "no border": told(" über Kreisgrenzen", ""),
    "abroad": lambda text: text.replace("Zuzüge über Kreisgrenzen", "Zuzüge aus dem Ausland"),
    "women": lambda text: _flat_dimension(text, "GES;Geschlecht;GESW;weiblich"),
    "foreigners": lambda text: _flat_dimension(text, "NAT;Nationalität;NATA;Ausländer"),
    "rate": told(";Anzahl;", ";je 1000 Einwohner;"),
    "quarter": told("JAHR;Jahr;", "QUARTG;Quartale;"),
    "unknown words": told(" über Kreisgrenzen", " über Kreisgrenzen nach Umzugsgrund Arbeit"),
}
STOCKS = {
    "tabular": {
        **{name: BESIDE[name] for name in ("women", "foreigners", "germans", "per thousand", "group nobody knows")},
        "average": told("Einwohner", "Durchschnittliche Bevölkerung"),
        "density": told("Einwohner", "Einwohner je km²"),
        "share": told("Einwohner", "Einwohner in Prozent"),
        "only a total": lambda text: text.replace("Einwohner", "Insgesamt").replace("Bevölkerung der Kreise", "Kreise"),
        "households": told("Einwohner", "Haushalte"),
        "forecast": told("Bevölkerung der Kreise", "Bevölkerungsvorausberechnung der Kreise"),
        "migration background": told("Bevölkerung der", "Bevölkerung mit Migrationshintergrund der"),
        "mid-year": told("-12-31", "-06-30"),
        "women by a letter": told("Einwohner", "Einwohner, w"),
        "students": told("Bevölkerung der", "Bevölkerung: Studierende der"),
        "employed": told("Einwohner", "Einwohner (erwerbstätige)"),
        "second homes": told("Einwohner", "Nebenwohnsitze"),
        "later census": told("der Kreise", "der Kreise (Basis Zensus 2022)"),
    },
    "regionalstatistik": {
        "average": told("Bevölkerungsstand (Anzahl)", "Durchschnittliche Bevölkerung (Anzahl)"),
        "foreigners": told("Bevölkerung nach Geschlecht", "Ausländische Bevölkerung nach Geschlecht"),
        "thousands": told("(Anzahl)", "(in 1 000)"),
        "mid-year": told("Stichtag: 31.12.", "Stichtag: 30.06."),
        "later census": told("Bevölkerungsstandes", "Bevölkerungsstandes, Basis Zensus 2022"),
        "day of the edition": lambda text: _other_period(text, "Stand: 31.12.2019"),
        "one sex": told("Insgesamt;männlich;weiblich", "männlich;männlich;männlich"),
        "forecast": told("Bevölkerungsstand (Anzahl)", "Bevölkerungsprognose (Anzahl)"),
    },
    "genesis": {
        "average": told("Bevölkerungsstand (Anzahl)", "Durchschnittliche Bevölkerung (Anzahl)"),
        "germans": told("Bevölkerung: Kreise", "Deutsche Bevölkerung: Kreise"),
        "women": told("Bevölkerung: Kreise", "Weibliche Bevölkerung: Kreise"),
        "per thousand": told("Bevölkerungsstand (Anzahl)", "Bevölkerungsstand (je 1 000)"),
    },
    "old flat file": {
        "average": told("Bevoelkerungsstand__Anzahl", "Durchschnittliche_Bevoelkerung__Anzahl"),
        "unit": told("__Anzahl", "__Prozent"),
        "area": told("Bevoelkerungsstand__Anzahl", "Flaeche__qkm"),
    },
    "inkar": {
        "share": told("Bevölkerung gesamt", "Bevölkerungsanteil"),
        "density": told("Bevölkerung gesamt", "Einwohnerdichte"),
    },
}  # fmt: skip


def _without(text: str, *parts: str) -> str:
    for part in parts:
        assert part in text, part
        text = text.replace(part, "")
    return text


def _other_period(text: str, words: str) -> str:
    """The year or day only from a place that does not mean it."""
    lines = text.split("\n")
    place = next(number for number, line in enumerate(lines) if line.startswith(("Jahr: ", "Stichtag: ")))
    tail = lines[place][lines[place].index(";") :]
    return "\n".join([*lines[:place], words + tail, *lines[place + 1 :]])


def _flat_dimension(text: str, cells: str) -> str:
    """A third dimension with one attribute."""
    head, *rows = text.rstrip("\n").split("\n")
    names = ";".join(f"3_variable_{part}" for part in ("code", "label", "attribute_code", "attribute_label"))
    changed = [";".join([*row.split(";")[:13], cells, *row.split(";")[13:]]) for row in rows]
    return "\n".join([head.replace(";value;", f";{names};value;", 1), *changed]) + "\n"


FLOW_LAYOUTS = {
    "tabular": (tabular_flows, TABULAR_FLOWS),
    "regionalstatistik": (lay.regional_migration, REGIONAL_FLOWS),
    "flat file": (lay.ffcsv_new_migration, FLAT_FLOWS),
    "template": (
        lambda rows: write_template_csv("migration", rows=rows).decode("utf-8-sig").replace("\r\n", "\n"),
        {"per cent": told("Zuzüge;Fortzüge", "Zuzüge %;Fortzüge %"), "sum": told("Zuzüge;", "Insgesamt;")},
    ),
}
STOCK_LAYOUTS = {
    "tabular": tabular_stocks,
    "regionalstatistik": lay.regional_population,
    "genesis": lay.genesis_population,
    "old flat file": lay.ffcsv_old,
    "inkar": lambda rows: lay.inkar(rows[rows["age_group"] == "insgesamt"]),
}


def assert_never_stored(name: str, text: str) -> None:
    result = read_file(text.encode(), "datei.csv")
    assert not result.ok, name
    errors = [one for one in result.findings if one.severity == "error"]
    assert errors
    for error in errors:
        for lang, wording in W.items():
            said = finding_text(error, wording)
            assert error.code not in said.what, (name, lang)
            assert said.advice, (name, lang)


@pytest.mark.parametrize("layout", list(FLOW_LAYOUTS))
def test_a_neighbour_of_the_migration_table_is_never_stored(layout: str) -> None:
    write, changes = FLOW_LAYOUTS[layout]

    @FEW
    @given(flows())
    def never_stored(rows: pd.DataFrame) -> None:
        for name, change in changes.items():
            assert_never_stored(name, change(write(rows)))

    never_stored()


@pytest.mark.parametrize("layout", list(STOCK_LAYOUTS))
def test_a_neighbour_of_the_population_table_is_never_stored(layout: str) -> None:
    @FEW
    @given(stocks())
    def never_stored(rows: pd.DataFrame) -> None:
        for name, change in STOCKS[layout].items():
            assert_never_stored(name, change(STOCK_LAYOUTS[layout](rows)))

    never_stored()


@given(flows(), stocks())
@settings(max_examples=10, deadline=None)
def test_the_tables_the_neighbours_are_made_of_are_read(moves: pd.DataFrame, people: pd.DataFrame) -> None:
    for write, _ in FLOW_LAYOUTS.values():
        assert read_file(write(moves).encode(), "datei.csv").ok
    for write in STOCK_LAYOUTS.values():
        assert read_file(write(people).encode(), "datei.csv").ok
