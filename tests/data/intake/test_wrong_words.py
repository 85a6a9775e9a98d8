"""A word, sign or year that makes a table another one stops the file: in head, note, sheet or name of the file."""

import pytest

from data.intake import Choices, Intake, read_file
from data.records import load_table
from tests.samples import context as sample
from tests.samples import layouts as lay
from tests.samples.context import GDP, QUOTIENTS, UNEMPLOYMENT, book

HEAD = "AGS;Kreis;Jahr;Zuzüge;Fortzüge"
ROWS = ["12052;Cottbus;2018;4581;4879", "12054;Potsdam;2018;11677;9534"]
CELLS: list[list[object]] = [HEAD.split(";"), ["12052", "Cottbus", 2018, 4581, 4879], ["12054", "Potsdam", 2018, 1, 2]]
CONTEXT = load_table("context")


def read(*lines: str, name: str = "datei.csv") -> Intake:
    return read_file("\n".join(lines).encode(), name)


def codes(result: Intake) -> list[str]:
    return [one.code for one in result.findings if one.severity == "error"]


def rates(sheet: sample.Sheet) -> dict[tuple[str, int, str], float]:
    """Shipped values of one table of the context."""
    own = CONTEXT[CONTEXT["indicator_id"].isin(list(sheet.measures)) & (CONTEXT["year"] == 2023)]
    keys = zip(own["region"], own["year"], own["indicator_id"], strict=True)
    return dict(zip(keys, own["value"], strict=True))


@pytest.mark.parametrize(
    "words",
    ["Berlin", "v. Berlin", "Sachsen", "Deutschland", "(Brandenburg)", "Land", "Gemeinde", "12/2018", "2018/12",
     "2018-06", "p.c.", "z-Wert", "Δ", "♀", "≥65", ">= 65", "ab 18", "Jg. 1990", "Rang", "YTD", "H1", "(bereinigt)",
     "(65)", "18", "+/-", "±", "Veränderung", "lfd. Jahr", "laufendes Jahr", "o. A.", "n. z.", "Summe 2016-2018",
     "bis 2018", "2016-2018", "kumulierte", "u. d.", "(d.)", "(H2)", "(U3)", "I/2018", "2018/III", "IV", "18/19",
     "01.01.", "'17"],
)  # fmt: skip
def test_a_heading_with_another_area_period_age_or_unit_is_not_the_total(words: str) -> None:
    assert codes(read(f"AGS;Kreis;Jahr;Zuzüge {words};Fortzüge {words}", *ROWS))


@pytest.mark.parametrize(
    "title",
    ["Wanderungen ab 18", "Wanderungen 18-29", "Personen ab 65: Zu- und Fortzüge", "Wanderungen Berlin",
     "Zu- und Fortzüge ♀", "Zu- und Fortzüge <18", "Zu- und Fortzüge, saisonbereinigt",
     "Summe der Jahre 2016 bis 2018: Zu- und Fortzüge", "Zu- und Fortzüge, Durchschnitt 2016-2018", "Summe 2016-2018",
     "Kumulierte Zu- und Fortzüge", "Dreijahresmittel", "1. Februar bis 30. April 2018: Zu- und Fortzüge",
     "Daten über 65", "Werte ab 65", "Liste 18-25", "Daten 65", "Zu- und Fortzüge, D", "Wanderungen (A)",
     "Zu- und Fortzüge u. d.", "Wanderungen III"],
)  # fmt: skip
def test_a_title_with_another_area_period_or_age_is_not_the_total(title: str) -> None:
    assert codes(read(f"{title};;;;", HEAD, *ROWS))


@pytest.mark.parametrize(
    "title",
    [
        "Wanderungen ab 1995",
        "Zu- und Fortzüge in Brandenburg und Berlin",
        "Anlage 1 zu 3: Zu- und Fortzüge",
        "Daten für 18 Kreise",
        "Zu- und Fortzüge, Tabelle A",
        "Wanderungen, Anlage 17",
        "Zu- und Fortzüge bis 2018",
        "Zu- und Fortzüge 2016-2018",
    ],
)
def test_a_title_that_changes_nothing_is_left_alone(title: str) -> None:
    assert codes(read(f"{title};;;;", HEAD, *ROWS)) == []


def test_a_balance_says_plus_or_minus_and_a_footnote_has_a_small_number() -> None:
    rows = [f"{row};{net}" for row, net in zip(ROWS, (-298, 2143), strict=True)]
    assert codes(read("AGS;Kreis;Jahr;Zuzüge (1);Fortzüge 2);Saldo (+/-)", *rows)) == []


@pytest.mark.parametrize(
    "note",
    ["bereinigte Werte", "um Erstaufnahme bereinigt", "1) ohne Berlin", "Bezug: Personen ab 18 Jahren",
     "Davon weiblich", "Auswahl: Geschlecht = weiblich", "Filter: Alter 18-25", "Gefiltert nach: Deutsche",
     "Männer nicht erfasst", "Ausländer sind nicht berücksichtigt", "Werte des Vorjahres", "Daten von 2017",
     "Werte für 2017 eingesetzt", "Summe der Jahre 2016 bis 2018", "Durchschnitt 2016-2018", "kumuliert",
     "Die Werte sind kumuliert", "Summen der Jahre 2016, 2017 und 2018"],
)  # fmt: skip
def test_a_note_that_limits_or_replaces_the_figures_is_asked_about(note: str) -> None:
    assert codes(read(HEAD, *ROWS, "", note))


@pytest.mark.parametrize(
    "note", ["Daten von 2018", "Daten ohne Gewähr", "Ohne Umzüge innerhalb des Kreises", "Quelle: Amt, 2019"]
)
def test_a_note_about_rows_year_or_source_is_left_alone(note: str) -> None:
    assert codes(read(HEAD, *ROWS, "", note)) == []


@pytest.mark.parametrize("name", ["nur Berlin", "ohne Asyl", "bereinigt", "Erstaufnahme", "Pflegekräfte"])
def test_a_sheet_or_file_named_after_what_it_leaves_out_is_asked_about(name: str) -> None:
    assert set(codes(read_file(lay.workbook({name: CELLS}), "x.xlsx"))) & {"name_limits", "subset_only"}
    assert codes(read(HEAD, *ROWS, name=f"{name}.csv"))
    assert codes(read(HEAD, *ROWS, name="nur_kreise.csv")) == []


@pytest.mark.parametrize("name", ["Uni", "Pflege", "Meldestelle Nord", "Drittstaaten", "Polen 2018", "EU", "Bayern"])
def test_a_sheet_named_after_what_nobody_knows_is_asked_about_once(name: str) -> None:
    book = lay.workbook({name: CELLS})
    result = read_file(book, "x.xlsx")
    assert codes(result) == ["words_unknown"]
    harmless = tuple(result.findings[0].fields["words"])
    assert read_file(book, "x.xlsx", choices=Choices(harmless=harmless)).ok


@pytest.mark.parametrize(
    "name", ["Sheet0", "Feuil1", "Export Worksheet", "Kreise BB", "Cottbus", "sum_row", "Rohdaten", "T2", "SN 2018"]
)
def test_a_sheet_named_as_programs_and_offices_do_is_left_alone(name: str) -> None:
    assert codes(read_file(lay.workbook({name: CELLS}), "x.xlsx")) == []


@pytest.mark.parametrize(
    ("lines", "code", "row"),
    [
        (["AGS;Kreis;Jahr;Zuzüge 2017;Fortzüge 2017", *ROWS], "years_disagree", 2),
        (["AGS;Jahr;Zuzüge 2017;Fortzüge 2017;Notiz", "12052;2018;1;2;", "12054;2018;1;2;ja"], "years_disagree", 2),
        (["Zu- und Fortzüge 2016;;", "AGS;Zuzüge 2018;Fortzüge 2018", "12052;1;2"], "title_disagrees", 1),
        (["Bevölkerung am 31.12.2017;;", "AGS;Kreis;31.12.2018", "12052;Cottbus;100219"], "title_disagrees", 1),
        ([HEAD, "12052;Cottbus;30.06.2018;4581;4879"], "no_whole_year", 2),
    ],
)  # fmt: skip
def test_a_year_said_twice_must_be_the_same(lines: list[str], code: str, row: int) -> None:
    result = read(*lines)
    assert set(codes(result)) == {code}
    assert result.findings[0].row == row


@pytest.mark.parametrize("title", ["Auswertung vom 12.03.2018", "Datum: 12.03.2018", "12.03.2018"])
def test_a_day_inside_a_year_does_not_say_the_year_of_moves(title: str) -> None:
    lines = [f"{title};;;", "Zu- und Fortzüge;;;", "AGS;Kreis;Zuzüge;Fortzüge", "12052;Cottbus;4581;4879"]
    assert codes(read(*lines)) == ["year_missing"]
    assert codes(read(lines[0].replace("12.03.", "31.12."), *lines[1:])) == []


@pytest.mark.parametrize(
    ("title", "stored"),
    [("bis 2018", False), ("nach 2018", False), ("bis zum 31.12.2018", False), ("nach dem Jahr 2018", False),
     ("1.1. bis 31.12.2018", True), ("1. Januar bis zum 31. Dezember 2018", True), ("nach Kreisen 2018", True)],
)  # fmt: skip
def test_a_year_up_to_which_or_after_which_moves_are_counted_is_not_that_of_the_figures(
    title: str, stored: bool
) -> None:
    lines = ["AGS;Kreis;Zuzüge;Fortzüge", "12052;Cottbus;4581;4879"]
    assert codes(read(f"Zu- und Fortzüge {title};;;", *lines)) == ([] if stored else ["year_missing"])


def test_years_that_agree_are_read_and_those_of_the_rows_count() -> None:
    same = read("AGS;Kreis;Jahr;Zuzüge 2018;Fortzüge 2018", *ROWS)
    assert same.frame["year"].tolist() == [2018, 2018]
    units = read("Zu- und Fortzüge 2018;;;;", HEAD, ";;;Anzahl;Anzahl", ROWS[0], ROWS[1].replace("2018", "2017"))
    assert units.frame["year"].tolist() == [2018, 2017]
    last = read(HEAD, *(row.replace("2018", "31.12.2018") for row in ROWS))
    assert last.frame["year"].tolist() == [2018, 2018]


@pytest.mark.parametrize(
    ("days", "bases", "expected"),
    [
        (("2021", "2022"), ("2011", "2022"), []),
        (("2022", "2022"), ("2011", "2022"), ["base_outdated"]),
        (("2021", "2022"), ("2022", "2011"), ["base_contradicts", "base_outdated"]),
    ],
)
def test_a_column_of_censuses_follows_the_days(
    days: tuple[str, str], bases: tuple[str, str], expected: list[str]
) -> None:
    pairs = zip(("12052", "12054"), days, bases, strict=True)
    rows = [f"{ags};31.12.{day};Zensus {base};99515" for ags, day, base in pairs]
    assert sorted(codes(read("AGS;Stichtag;Basis;Einwohner", *rows))) == expected


def test_the_count_of_1987_is_another_base_in_a_heading_too() -> None:
    assert codes(read("AGS;Stichtag;Einwohner (Basis 1987)", "12052;31.12.2012;99913")) == ["base_outdated"]


def test_a_sentence_of_an_office_that_goes_on_over_lines_is_no_limit() -> None:
    foot = [
        "Die Entwicklung ab dem Berichtsjahr 2016 ist wegen der",
        "zugrunde liegenden Statistiken der Bewegungen nur",
        "bedingt vergleichbar; sie beruht zu einem Teil auf",
        "ergänzenden Schätzungen der Ämter.",
        "Ergebnis (31.12.2010): ohne Lieferung aus Hessen",
    ]
    assert codes(read_file(book(UNEMPLOYMENT, rates(UNEMPLOYMENT), foot=foot), "x")) == []


@pytest.mark.parametrize(
    "note",
    ["ohne Schutzsuchende", "nur Deutsche", "ohne Wanderungen innerhalb Brandenburgs", "bereinigt", "Geschätzte Werte"],
)
@pytest.mark.parametrize("sheet", [UNEMPLOYMENT, QUOTIENTS, GDP], ids=lambda sheet: sheet.code)
def test_a_limiting_note_below_a_table_of_the_context_is_asked_about(sheet: sample.Sheet, note: str) -> None:
    data = book(sheet, rates(sheet), foot=[note])
    result = read_file(data, "x")
    assert codes(result) == ["note_limits"]
    confirmed = result.choices.__class__(harmless=tuple(result.findings[0].fields["words"]))
    assert read_file(data, "x", choices=confirmed).ok
