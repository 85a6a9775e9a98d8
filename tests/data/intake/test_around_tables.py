"""What stands around a table: lines of several cells above it, notes and further tables below it."""

import io

import pytest
import xlsxwriter

from analytics.language import get_wording
from analytics.language.findings import finding_text
from data.intake import Intake, read_file

W = get_wording("de")
HEAD = "AGS;Jahr;Zuzüge;Fortzüge"
ROWS = "12062;2018;5;4\n12066;2018;6;3"


def as_text(text: str) -> bytes:
    return text.encode()


def as_book(text: str) -> bytes:
    """The lines of a text as rows of a workbook, numbers as numbers."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as written:
        sheet = written.add_worksheet("T")
        for number, line in enumerate(text.split("\n")):
            for column, cell in enumerate(line.split(";")):
                sheet.write(number, column, int(cell) if cell.isdigit() else cell)
    return stream.getvalue()


WRITERS = pytest.mark.parametrize("write", [as_text, as_book])


def errors(result: Intake) -> list[tuple[str, int | None]]:
    return [(one.code, one.row) for one in result.findings if one.severity == "error"]


@WRITERS
@pytest.mark.parametrize(
    "top",
    [
        "Jahr 2018;Stand: 31.12.2019",
        "Stand: 31.12.2019;Jahr 2018",
        "Jahr;2018",
        "Jahr:;2018;Stand:;15.03.2019",
        "Berichtsjahr 2018;Gebietsstand 31.12.2019",
        "Wanderungen über Kreisgrenzen;Jahr 2018",
        "Berichtsjahr;2018\nStand;15.03.2019",
        "Stand;15.03.2019\nBerichtsjahr;2018",
    ],
)
def test_the_year_is_taken_from_the_cell_that_means_it(write, top: str) -> None:
    result = read_file(write(f"{top}\nAGS;Zuzüge;Fortzüge\n12062;5;4\n12066;6;3"), "x")
    assert result.ok, result.findings
    assert result.frame[["year", "arrivals", "departures"]].to_numpy().tolist() == [[2018, 5, 4], [2018, 6, 3]]


@WRITERS
@pytest.mark.parametrize("top", ["Jahr 2017;Jahr 2018", "Stand;31.12.2018", "Stand: 31.12.2018;Abruf: 01.02.2019"])
def test_two_years_or_an_edition_alone_are_asked_about(write, top: str) -> None:
    result = read_file(write(f"{top}\nAGS;Zuzüge;Fortzüge\n12062;5;4\n12066;6;3"), "x")
    assert [code for code, _ in errors(result)] == ["year_missing"]


@WRITERS
def test_years_side_by_side_below_a_word_stay_heads(write) -> None:
    heads = "Jahr;2017;2017;2018;2018\nAGS;Zuzüge;Fortzüge;Zuzüge;Fortzüge"
    result = read_file(write(f"{heads}\n12062;5;4;7;8\n12066;6;3;9;1"), "x")
    assert result.ok, result.findings
    assert sorted(result.frame[["year", "ags", "arrivals"]].to_numpy().tolist()) == [
        [2017, "12062", 5], [2017, "12066", 6], [2018, "12062", 7], [2018, "12066", 9],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "note", ["Quelle: Amt für Statistik; eigene Berechnung", "Quelle: Amt für Statistik", "Quelle;Amt"]
)
def test_a_note_below_a_text_table_is_named_as_left_out(note: str) -> None:
    result = read_file(as_text(f"{HEAD}\n{ROWS}\n\n{note}\n"), "x.csv")
    assert result.ok, result.findings
    assert [(one.code, one.row) for one in result.findings] == [("text_rows_left_out", 5)]
    assert len(result.frame) == 2


@WRITERS
@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("nur Frauen; vorläufig", "subset_only"),
        ("Zuzüge aus dem Ausland", "subset_only"),
        ("vorläufig; Angaben in Tausend", "unit_not_persons"),
    ],
)
def test_a_note_that_limits_the_table_refuses_it(write, note: str, code: str) -> None:
    # In a workbook the note stands in one cell.
    written = write(f"{HEAD}\n{ROWS}\n{note if write is as_text else note.replace(';', ',')}\n")
    assert code in [found for found, _ in errors(read_file(written, "x"))]


@pytest.mark.parametrize("row", ["12069;7", "Elbe-Elster;2019", "12069;2018;7", "x;5"])
def test_a_broken_row_is_no_note(row: str) -> None:
    assert errors(read_file(as_text(f"{HEAD}\n{ROWS}\n{row}\n"), "x.csv")) == [("row_length", 4)]


@WRITERS
@pytest.mark.parametrize(
    "below",
    [
        "AGS;Bevölkerung\n12062;100\n12066;200",
        "AGS;Jahr;Bevölkerung;Fläche\n12062;2018;100;1",
        "Kreis;Jahr;x;y\nProbe;1;2;3",
    ],
)
def test_a_second_table_below_is_one_error_that_says_where(write, below: str) -> None:
    result = read_file(write(f"{HEAD}\n{ROWS}\n\n{below}\n"), "x")
    assert errors(result) == [("second_table", 5)]
    told = finding_text(result.findings[0], W)
    assert told.what.startswith("Unter der ersten Tabelle beginnt eine zweite („")
    assert "eigenes Blatt" in told.advice
    assert len(result.frame) == 2


@WRITERS
def test_heads_repeated_on_the_next_page_are_left_out(write) -> None:
    result = read_file(write(f"{HEAD}\n{ROWS}\n{HEAD}\n12067;2018;9;8"), "x")
    assert result.ok, result.findings
    assert result.frame["arrivals"].tolist() == [5, 6, 9]
    assert [(one.code, one.row, one.value) for one in result.findings] == [("text_rows_left_out", 4, "AGS")]


def test_heads_with_one_more_column_begin_another_table() -> None:
    below = f"{HEAD};Saldo\n12062;2017;9;8;1\n{HEAD}\n12062;2016;9;8"
    assert errors(read_file(as_text(f"{HEAD}\n{ROWS}\n\n{below}\n"), "x")) == [("second_table", 5)]
