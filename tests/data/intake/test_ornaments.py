"""What stands around numbers, in heads and below tables without changing what is counted is read, or named."""

import pytest

from data.intake import Intake, read_file
from data.records import load_table
from tests.samples import layouts as lay

HEAD = "AGS;Jahr;Zuzüge;Fortzüge"
ROWS = ["12052;2018;4581;4879", "12054;2018;11677;9534"]


def read(*lines: str) -> Intake:
    return read_file("\n".join(lines).encode(), "datei.csv")


def codes(result: Intake, severity: str = "error") -> list[str]:
    return [one.code for one in result.findings if one.severity == severity]


@pytest.mark.parametrize("cell", ["4581*", "4581 **", "4581¹", "4 581 ²)", "4581 1)", "4581†", "4\u202f581*", "+4581¹"])
def test_the_mark_of_a_footnote_is_taken_off_and_named(cell: str) -> None:
    result = read(HEAD, f"12052;2018;{cell};4879", ROWS[1])
    assert (codes(result), codes(result, "note")) == ([], ["footnote_mark"])
    assert result.frame["arrivals"].tolist() == [4581, 11677]
    assert [one.value for one in result.findings] == [cell]


@pytest.mark.parametrize(
    ("cell", "flag"),
    [
        ("4 581 r", "r"),
        ("4581\u00a0p", "p"),
        ("4581 (p)", "p"),
        ("4581p)", "p"),
        ("4581 (vorläufig)", "p"),
        ("4581 vorl.", "p"),
        ("4581 berichtigt", "r"),
        ("(4581)", "limited"),
        ("4581 r*", "r"),
        ("4581 Personen", ""),
        ("4\u2007581", ""),
    ],
)
def test_a_qualifier_behind_a_number_is_kept(cell: str, flag: str) -> None:
    frame = read(HEAD, f"12052;2018;{cell};4879", ROWS[1]).frame
    assert (frame["arrivals"].tolist(), frame["flag"].tolist()) == ([4581, 11677], [flag, ""])


@pytest.mark.parametrize(
    "cell",
    ["[4581]", "~4581", "ca. 4581", "4581 v", "4581 T", "4581 k", "4581 (12)", "45811)x", "4581 geschätzt", "4581 %"],
)
def test_signs_that_may_change_the_number_are_asked_about(cell: str) -> None:
    assert codes(read(HEAD, f"12052;2018;{cell};4879", ROWS[1])) == ["not_a_number"]


def test_a_mark_whose_note_changes_the_figures_stops_the_file() -> None:
    assert codes(read(HEAD, "12052;2018;4581*;4879", ROWS[1], "", "* geschätzt"))


@pytest.mark.parametrize(
    "line",
    [
        "Vorläufige Zahlen",
        "Einheit: Anzahl",
        "Kreistabelle 2018",
        "LK und SK 2018",
        "Erstellt am 3.4.2024 von Frau Meier",
        "Anlage 3",
        "Stand: 31.12.2023",
        "Nur für den internen Gebrauch",
    ],
)
def test_lines_above_that_change_nothing_are_no_question(line: str) -> None:
    assert codes(read(f"{line};;;", HEAD, *ROWS)) == []


@pytest.mark.parametrize(
    "head",
    [
        "AGS;Jahr;Zuzüge (abs.);Fortzüge (abs.)",
        "AGS;Jahr;Zuzüge (Pers.);Fortzüge (Pers.)",
        "Kreis-Nr.;Jahr;Zuzüge;Fortzüge",
        "AGS (5-stellig);Jahr;Zuzüge;Fortzüge",
        "\ufeffAGS;Jahr;Zuzüge\u00a0*;Fortzüge;;;",
    ],
)
def test_heads_with_ornaments_mean_what_they_say(head: str) -> None:
    assert read(head, *(row + ";;;" if head.endswith(";") else row for row in ROWS)).ok


@pytest.mark.parametrize(
    "label",
    ["Land BB", "insges.", "Endsumme", "Landeswert", "Summe Kreise", "Alle Kreise zusammen", "12 Brandenburg", "Ø",
     "Ostdeutschland"],
)  # fmt: skip
def test_rows_above_the_districts_are_known_by_their_other_names(label: str) -> None:
    result = read(HEAD, *ROWS, f"{label};2018;16258;14413")
    assert (codes(result), len(result.frame)) == ([], 2)


@pytest.mark.parametrize("label", ["davon:", "12 Monate", "Summe Havelland"])
def test_rows_of_unknown_names_are_asked_about(label: str) -> None:
    assert codes(read(HEAD, *ROWS, f"{label};2018;16258;14413"))


@pytest.mark.parametrize("status", ["p", "r", "vorläufig"])
def test_one_status_in_every_row_is_no_part_of_the_people(status: str) -> None:
    assert codes(read(f"{HEAD};Status", *(f"{row};{status}" for row in ROWS))) == []


FLOWS = load_table("migration").query("year == 2018 and ags in ['12052', '12054']")
STOCKS = load_table("population").query("date == '2018-12-31' and ags in ['12052', '12054']")
OFFICIAL = {
    "moves": lambda: lay.regional_migration(FLOWS),
    "people": lambda: lay.regional_population(STOCKS),
    "genesis": lambda: lay.genesis_population(STOCKS),
    "flat, old": lambda: lay.ffcsv_old(STOCKS),
    "flat, new": lambda: lay.ffcsv_new_migration(FLOWS),
}


@pytest.mark.parametrize("layout", list(OFFICIAL))
def test_what_somebody_wrote_below_an_official_table_is_judged(layout: str) -> None:
    text = OFFICIAL[layout]()
    assert codes(read(text)) == []
    assert codes(read(text, "Stand: 31.12.2023")) == []
    assert codes(read(text, "* vorläufig")) == []
    assert codes(read(text, "* vorläufig"), "note")[0] == "provisional"
    assert codes(read(text, "Angaben in Tausend Personen")) == ["unit_not_persons"]


def test_a_title_or_heading_that_calls_figures_provisional_is_named_and_stops_nothing() -> None:
    title = "Zu- und Fortzüge über die Kreisgrenzen 2019, vorläufige Ergebnisse"
    told = [one.value for one in read(title, "", HEAD, *ROWS).findings if one.code == "provisional"]
    assert told == [title]
    marked = HEAD.replace("Zuzüge", "Zuzüge (vorläufig)")
    assert marked != HEAD
    result = read(marked, *ROWS)
    assert [one.value for one in result.findings if one.code == "provisional"] == ["Zuzüge (vorläufig)"]
    assert result.ok
    assert codes(read(HEAD, *ROWS), "note") == []


def test_lines_of_delimiters_alone_are_no_rows() -> None:
    assert read(HEAD + ";;", *(row + ";;" for row in ROWS), ";;").ok
