"""What stands around a table: lines of several cells above it, notes and further tables below it."""

import base64
import io
from collections.abc import Callable

import pytest
import xlsxwriter

from analytics.language import get_wording
from analytics.language.findings import finding_text
from data.intake import Intake, read_file
from data.intake.asides import prompt_asides
from tests.data.intake.test_xlsx_parts import HEAD as TITLES
from tests.data.intake.test_xlsx_parts import LINKS, MAIN, PACKAGE, ROW, inline, package
from tests.samples import books

W = get_wording("de")
HEAD = "AGS;Jahr;Zuzüge;Fortzüge"
ROWS = "12062;2018;5;4\n12066;2018;6;3"


def as_text(text: str) -> bytes:
    return text.encode()


def as_book(text: str) -> bytes:
    """The lines of a text as rows of a workbook, numbers as numbers."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as written:
        sheet = written.add_worksheet("T1")
        for number, line in enumerate(text.split("\n")):
            for column, cell in enumerate(line.split(";")):
                sheet.write(number, column, int(cell) if cell.isdigit() else cell)
    return stream.getvalue()


WRITERS = pytest.mark.parametrize("write", [as_text, as_book])


def named(result: Intake) -> list[tuple[str, str]]:
    return [(one.fields["kind"], one.value) for one in result.findings if one.code == "aside_left_out"]


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


Draw = Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet, str], object]


def draw_chart(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, title: str, axis: str = "") -> None:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=T!$C$2:$C$3"})
    chart.set_title({"name": title})
    chart.set_y_axis({"name": axis})
    sheet.insert_chart("F6", chart)


PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PLACES: dict[str, Draw] = {
    "chart_title": draw_chart,
    "comment": lambda book, sheet, text: sheet.write_comment("C1", text),
    "text_box": lambda book, sheet, text: sheet.insert_textbox("F2", text),
    "page_text": lambda book, sheet, text: sheet.set_header(f'&L&"Arial,Bold"&8{text}&RSeite &P von &N'),
    "prompt": lambda book, sheet, text: sheet.data_validation(
        "C2:D9", {"validate": "integer", "criteria": ">=", "value": 0, "input_title": "", "input_message": text}
    ),
    "side_text": lambda book, sheet, text: sheet.write("H3", text),
    "picture_said": lambda book, sheet, text: sheet.insert_image(
        "F2", "seal.png", {"image_data": io.BytesIO(PIXEL), "description": text}
    ),
}


def with_text(place: str, text: str) -> bytes:
    """A workbook with a text outside its table."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as written:
        sheet = written.add_worksheet("T1")
        for number, line in enumerate(f"{HEAD}\n{ROWS}".split("\n")):
            sheet.write_row(number, 0, [int(cell) if cell.isdigit() else cell for cell in line.split(";")])
        PLACES[place](written, sheet, text)
    return stream.getvalue()


@pytest.mark.parametrize("place", list(PLACES))
def test_a_text_outside_the_table_is_named_with_its_place(place: str) -> None:
    result = read_file(with_text(place, "Bitte noch prüfen"), "x.xlsx")
    assert result.ok, result.findings
    told = [one for one in result.findings if one.code != "picture_unread"]
    found = [(one.code, one.value, one.fields["kind"], one.row, one.column) for one in told]
    cell = {"comment": (1, "C"), "side_text": (3, "H")}.get(place, (None, ""))
    assert found == [("aside_left_out", "Bitte noch prüfen", place, *cell)]


@pytest.mark.parametrize("place", list(PLACES))
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nur Frauen", "subset_only"),
        ("Zuzüge aus dem Ausland", "subset_only"),
        ("Angaben in Tsd.", "unit_not_persons"),
        ("ohne Umzüge der Nachbarn", "note_limits"),
    ],
)
def test_a_text_outside_the_table_that_limits_it_is_judged_as_a_note(place: str, text: str, code: str) -> None:
    assert [found for found, _ in errors(read_file(with_text(place, text), "x.xlsx"))] == [code]


@pytest.mark.parametrize("text", ["Abgerufen am 27.04.26 / 15:19:34", "Seite &P", "&A", "&D &T", "Stand: 27.04.2026"])
def test_page_numbers_and_the_day_of_the_print_are_no_text(text: str) -> None:
    result = read_file(with_text("page_text", text), "x.xlsx")
    assert result.ok
    assert result.findings == ()


@WRITERS
@pytest.mark.parametrize("line", ["2019", "Jahr 2019", "31.12.2019"])
def test_a_year_above_rows_counts_before_that_of_the_title(write, line: str) -> None:
    rows = f"Wanderungen 2018\nAGS;Zuzüge;Fortzüge\n12062;5;4\n{line};;\n12066;6;3"
    result = read_file(write(rows), "x")
    assert result.ok, result.findings
    assert result.frame[["ags", "year"]].to_numpy().tolist() == [["12062", 2018], ["12066", 2019]]


@WRITERS
def test_a_year_above_rows_of_several_heads_counts_before_that_of_the_title(write) -> None:
    top = "Wanderungen 2018\nKreis;Zuzüge;;Fortzüge;\n;insgesamt;männlich;insgesamt;männlich"
    rows = "Elbe-Elster;5;2;4;1\n2019;;;;\nUckermark;6;3;3;1"
    result = read_file(write(f"{top}\n{rows}"), "x")
    assert result.ok, result.findings
    assert result.frame[["ags", "year"]].to_numpy().tolist() == [["12062", 2018], ["12073", 2019]]


@WRITERS
@pytest.mark.parametrize(
    ("line", "code"),
    [("darunter Frauen", "subset_only"), ("Deutsche", "subset_only"), ("je 1 000 Einwohner", "unit_not_persons")],
)
def test_a_part_named_above_rows_makes_them_those_of_the_part(write, line: str, code: str) -> None:
    result = read_file(write(f"AGS;Jahr;Zuzüge;Fortzüge\n12062;2018;5;4\n{line};;;\n12066;2018;6;3"), "x")
    assert errors(result) == [(code, 3)]


def test_group_heads_of_kinds_of_districts_are_no_parts() -> None:
    rows = "Kreis;Jahr;Zuzüge;Fortzüge\nKreisfreie Städte;;;\nCottbus;2018;5;4\nLandkreise;;;\nUckermark;2018;6;3"
    assert read_file(as_book(rows), "x.xlsx").ok


def test_a_raised_digit_is_not_one_more_digit_of_the_number() -> None:
    raised = '<r><t>5</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
    row = ROW.replace('<c r="C2"><v>10</v></c>', f'<c r="C2" t="inlineStr"><is>{raised}</is></c>')
    shared = ROW.replace('<c r="C2"><v>10</v></c>', '<c r="C2" t="s"><v>0</v></c>')
    texts = {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si>{raised}</si></sst>'}
    for book in (package(inline(TITLES) + row), package(inline(TITLES) + shared, parts=texts)):
        result = read_file(book, "x.xlsx")
        assert [(one.code, one.value) for one in result.findings] == [("footnote_mark", "5¹")]
        assert result.frame["arrivals"].tolist()[0] == 5


def test_a_thread_of_comments_is_told_once() -> None:
    links = f'<Relationships xmlns="{PACKAGE}">' + "".join(
        f'<Relationship Id="rId{n}" Type="{LINKS}/{kind}" Target="../{kind}.xml"/>'
        for n, kind in enumerate(("comments", "threadedComment"))
    )
    old = "[Threaded comment]\n\nYour version of Excel does not show threads.\n\nComment:\n    nur Frauen"
    parts = {
        "xl/worksheets/_rels/s1.xml.rels": links + "</Relationships>",
        "xl/comments.xml": f'<comments xmlns="{MAIN}"><commentList><comment ref="C2"><text><t>{old}</t></text>'
        "</comment></commentList></comments>",
        "xl/threadedComment.xml": '<ThreadedComments xmlns="x"><threadedComment ref="C2"><text>nur Frauen</text>'
        "</threadedComment></ThreadedComments>",
    }
    result = read_file(package(inline(TITLES) + ROW, parts=parts), "x.xlsx")
    named = [(one.value, one.row, one.column) for one in result.findings if one.code == "aside_left_out"]
    assert named == [("nur Frauen", 2, "C")]
    assert [found for found, _ in errors(result)] == ["subset_only"]


@pytest.mark.parametrize(("holder", "kind"), [("office:annotation", "comment"), ("draw:text-box", "text_box")])
def test_an_open_document_tells_its_comments_and_text_boxes(holder: str, kind: str) -> None:
    cell = books.Commented("Zuzüge über Kreisgrenzen", "nur Frauen", holder)
    rows = [["AGS", "Jahr", cell, "Fortzüge über Kreisgrenzen"], ["12062", 2018, 5, 4]]
    result = read_file(books.ods({"T1": rows}), "x.ods")
    assert [one.fields["kind"] for one in result.findings if one.code == "aside_left_out"] == [kind]
    assert [found for found, _ in errors(result)] == ["subset_only"]


@pytest.mark.parametrize("said", ["", "Wappen des Landes"])
def test_a_picture_is_named_because_what_is_written_in_it_cannot_be_read(said: str) -> None:
    result = read_file(with_text("picture_said", said), "x.xlsx")
    assert result.ok, result.findings
    assert [one.count for one in result.findings if one.code == "picture_unread"] == [1]
    assert named(result) == ([("picture_said", said)] if said else [])


def test_a_picture_of_an_open_document_is_named_too() -> None:
    cell = books.Commented("Zuzüge über Kreisgrenzen", "", "draw:image")
    rows = [["AGS", "Jahr", cell, "Fortzüge über Kreisgrenzen"], ["12062", 2018, 5, 4]]
    result = read_file(books.ods({"T1": rows}), "x.ods")
    assert [one.count for one in result.findings if one.code == "picture_unread"] == [1]


def test_an_official_workbook_with_a_remark_beside_it_is_read() -> None:
    top = "Zuzüge und Fortzüge über Kreisgrenzen\nJahr: 2024\nAGS;Kreis;Zuzüge;;Fortzüge;"
    rows = f"{top}\n;;insgesamt;männlich;insgesamt;männlich"
    data = "12062;Elbe-Elster;5;2;4;1;;noch prüfen\n12066;Oberspreewald-Lausitz;6;3;3;1"
    result = read_file(as_book(f"{rows}\n{data}"), "x.xlsx")
    assert result.ok, result.findings
    named = [(one.value, one.row, one.column) for one in result.findings if one.code == "aside_left_out"]
    assert named == [("noch prüfen", 5, "H")]


FUNDING = "Kennung der Förderung;Empfänger;Geldgeber;Jahr;{heading}\nf1;Verein;Land;2024;100"


@WRITERS
@pytest.mark.parametrize(
    ("title", "heading", "euros"),
    [
        ("Förderung in T€", "Betrag", None),
        ("Beträge in Tausend Euro", "Betrag", None),
        ("Alle Beträge in DM", "Betrag", None),
        ("Förderung in T€", "Betrag (T€)", 100_000),
        ("Förderung in T€", "Betrag (Euro)", 100),
        ("Projekte über 50 T€", "Betrag", 100),
        ("Förderung in der Uckermark", "Betrag", 100),
    ],
)
def test_a_title_that_counts_amounts_in_another_unit_is_asked_about(
    write, title: str, heading: str, euros: int | None
) -> None:
    result = read_file(write(f"{title}\n{FUNDING.format(heading=heading)}"), "x")
    asked = [(one.row, one.heading) for one in result.findings if one.code == "amount_unit"]
    assert asked == ([(2, heading)] if euros is None else [])
    assert euros is None or result.frame["amount_eur"].tolist() == [euros]


@pytest.mark.parametrize(
    "part",
    [
        b'<table:content-validation table:name="v"><table:help-message table:title="Wer?" table:display="true">'
        b"<text:p>nur <text:span>Frauen</text:span></text:p></table:help-message></table:content-validation>",
        b'<form:fixed-text form:name="x" form:label="nur Frauen"/>',
    ],
)
def test_a_hint_or_label_of_an_open_document_is_a_text_beside_its_tables(part: bytes) -> None:
    assert "nur Frauen" in [aside.text for aside in prompt_asides(part)]
