"""Rows of a list that are no entry, and cells struck through: named or asked about, never stored as they are."""

import io
import zipfile

import pytest
import xlsxwriter

from analytics.language import get_wording
from analytics.language.findings import finding_text
from data.intake import Intake, read_file
from tests.samples import books

HEAD, FIRST = books.COORDINATORS_LIST
ENTRY = [cell if cell != "Forst (Lausitz), Guben" else "Guben" for cell in FIRST]
KEPT = [("note", "words_kept")] * 2
"""`ca. 2019` and `März 2024` of the entry."""


def as_book(rows: list[list]) -> bytes:
    return books.book({"Liste": rows})


def as_text(rows: list[list]) -> bytes:
    return "\n".join(";".join(map(str, row)) for row in rows).encode()


def told(result: Intake) -> list[tuple[str, str, int | None]]:
    return [(one.severity, one.code, one.row) for one in result.findings if one.code != "words_kept"]


WRITERS = pytest.mark.parametrize("write", [as_book, as_text])


@WRITERS
@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["Summe"], "sum_rows_left_out"),
        (["Insgesamt", 1], "sum_rows_left_out"),
        (["", "Gesamt", 1], "sum_rows_left_out"),
        (["Anzahl Initiativen: 1"], "sum_rows_left_out"),
        (["Stand: März 2025"], "text_rows_left_out"),
        (["Quelle: eigene Erhebung"], "text_rows_left_out"),
        (["* Angaben der Mitglieder, ohne Gewähr"], "text_rows_left_out"),
        (["Die Liste wird zweimal im Jahr ergänzt"], "text_rows_left_out"),
    ],
)
def test_a_sum_or_note_below_the_last_entry_is_left_out_and_named(write, row: list, code: str) -> None:
    rows = [HEAD, ENTRY, row + [""] * (len(HEAD) - len(row))]
    result = read_file(write(rows), "liste")
    assert result.ok, result.findings
    assert result.frame["name"].tolist() == ["Rückkehr Probe"]
    assert told(result) == [("note", code, 3)]


def test_a_note_with_fewer_cells_is_left_out_in_a_text_too() -> None:
    result = read_file(as_text([HEAD, ENTRY, ["Stand: März 2025"]]), "liste.csv")
    assert result.ok
    assert told(result) == [("note", "text_rows_left_out", 3)]


@WRITERS
@pytest.mark.parametrize("text", ["Ehemalige Mitglieder", "Stand: März 2025", "Elbe-Elster"])
def test_a_text_between_the_entries_is_one_question(write, text: str) -> None:
    """It may say that all entries below it have ended, or where they are."""
    second = ["probe-zwei", *ENTRY[1:]]
    result = read_file(write([HEAD, ENTRY, [text] + [""] * 10, second]), "liste")
    assert told(result) == [("error", "text_row_open", 3)]
    assert not result.ok


@WRITERS
def test_a_begun_entry_at_the_end_is_no_note(write) -> None:
    result = read_file(write([HEAD, ENTRY, ["", "Neue Initiative"] + [""] * 9]), "liste")
    assert told(result) == [("error", "text_row_open", 3)]


def test_a_complete_entry_may_be_called_like_a_sum() -> None:
    result = read_file(as_book([HEAD, ["gesamt", *ENTRY[1:]]]), "liste")
    assert result.ok, result.findings
    assert result.frame["member_id"].tolist() == ["gesamt"]


def test_a_note_below_a_list_that_scales_its_amounts_is_asked_about() -> None:
    head = ["Träger", "Betrag", "Jahr", "Förderprogramm"]
    rows = [head, ["Verein A", 1000, 2023, "X"], ["Alle Beträge in Tausend Euro", "", "", ""]]
    result = read_file(as_book(rows), "liste")
    assert ("error", "amount_unit", 1) in told(result)
    assert ("note", "text_rows_left_out", 3) in told(result)


FIGURES = [["AGS", "Jahr", "Zuzüge", "Fortzüge"], ["12062", 2018, 5, 4], ["12066", 2018, 6, 3], ["12064", 2018, 7, 2]]


def struck_book(cells: list[tuple[int, int]], rows: list[list] = FIGURES) -> bytes:
    """A workbook in which some cells (zero-based) are struck through."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as written:
        sheet, stroke = written.add_worksheet("T1"), written.add_format({"font_strikeout": True})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value, stroke if (number, column) in cells else None)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("cells", "places"),
    [
        ([(2, 2)], [("C", 3, "6")]),
        ([(2, 0)], [("A", 3, "12066")]),
        ([(3, 2), (3, 3)], [("C", 4, "7"), ("D", 4, "2")]),
        ([(0, 2)], [("", 1, "Zuzüge")]),
    ],
)
def test_a_cell_struck_through_is_refused_with_its_place(cells, places) -> None:
    result = read_file(struck_book(cells), "x")
    assert [(one.column, one.row, one.value) for one in result.findings] == places
    assert {one.code for one in result.findings} == {"struck_through"}
    assert not result.ok


def test_a_row_struck_through_right_below_the_heads_is_no_second_row_of_heads() -> None:
    result = read_file(struck_book([(1, column) for column in range(4)]), "x")
    assert {(one.severity, one.code) for one in result.findings} == {("error", "struck_through")}


def test_an_entry_struck_through_is_not_stored_with_strokes_in_its_name() -> None:
    result = read_file(struck_book([(1, 1)], [HEAD, ENTRY]), "x")
    assert told(result) == [("error", "struck_through", 2)]
    said = finding_text(next(one for one in result.findings if one.severity == "error"), get_wording("de"))
    assert said.what.startswith("„Rückkehr Probe“ ist durchgestrichen")


def test_a_number_corrected_by_hand_is_not_one_longer_number() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as written:
        sheet, stroke = written.add_worksheet("T1"), written.add_format({"font_strikeout": True})
        for number, row in enumerate(FIGURES):
            sheet.write_row(number, 0, row)
        sheet.write_rich_string(1, 2, written.add_format(), "5", stroke, "4")
    result = read_file(stream.getvalue(), "x")
    assert [(one.code, one.row, one.column, one.value) for one in result.findings] == [("struck_through", 2, "C", "54")]


def test_an_open_document_tells_strokes_too() -> None:
    plain = books.ods({"T1": FIGURES})
    style = (b'<style:style style:name="gone" style:family="table-cell"><style:text-properties '
             b'style:text-line-through-style="solid"/></style:style>')  # fmt: skip
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as read, zipfile.ZipFile(stream, "w") as written:
        for name in read.namelist():
            content = read.read(name)
            if name == "content.xml":
                content = with_style(content, style)
            written.writestr(name, content)
    result = read_file(stream.getvalue(), "x.ods")
    assert [(one.code, one.row, one.value) for one in result.findings if one.severity == "error"] == [
        ("struck_through", 3, "6")
    ]


def with_style(content: bytes, style: bytes) -> bytes:
    """The document with a style for its cell of 6 arrivals."""
    assert content.count(b'office:value="6"') == 1
    content = content.replace(b'office:value="6"', b'office:value="6" table:style-name="gone"')
    opening, close = b"<office:automatic-styles>", b"</office:automatic-styles>"
    if opening in content:
        return content.replace(opening, opening + style)
    return content.replace(b"<office:body>", opening + style + close + b"<office:body>")


@pytest.mark.parametrize("note", ["Angaben ohne Gewähr", "Alle Angaben ohne Gewähr.", "Without warranty"])
def test_who_answers_for_the_figures_says_nothing_of_what_they_count(note: str) -> None:
    result = read_file(as_text([*FIGURES, [note, "", "", ""]]), "x.csv")
    assert result.ok, result.findings
    result = read_file(as_text([*FIGURES, [f"{note}, ohne Studentenwohnheime", "", "", ""]]), "x.csv")
    assert not result.ok


def test_rows_and_columns_nobody_sees_are_read_and_named() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as written:
        sheet = written.add_worksheet("T1")
        for number, row in enumerate(FIGURES):
            sheet.write_row(number, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(9, None, None, {"hidden": True})
        sheet.set_column(3, 3, None, None, {"hidden": True})
        sheet.set_column(7, 900, None, None, {"hidden": True})
    result = read_file(stream.getvalue(), "x")
    assert result.frame["arrivals"].tolist() == [5, 6, 7]
    found = [(one.severity, one.code, one.rows, one.value) for one in result.findings]
    assert found == [("note", "columns_hidden", (), "D"), ("note", "rows_hidden", (3,), "")]


def test_an_open_document_tells_rows_filtered_out() -> None:
    plain = books.ods({"T1": FIGURES})
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as read, zipfile.ZipFile(stream, "w") as written:
        for name in read.namelist():
            content = read.read(name)
            if name == "content.xml":
                parts = content.split(b"<table:table-row", 3)
                content = b"<table:table-row".join([*parts[:3], b' table:visibility="filter"' + parts[3]])
            written.writestr(name, content)
    result = read_file(stream.getvalue(), "x.ods")
    assert [(one.severity, one.code, one.rows) for one in result.findings] == [("note", "rows_hidden", (3,))]
