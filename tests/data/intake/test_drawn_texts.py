"""What is drawn beside a table: text boxes, pictures of several programs, charts and their titles."""

import io

import pytest
import xlsxwriter

from data.intake import read_file
from tests.data.intake.test_around_tables import HEAD, ROWS, draw_chart, errors, named
from tests.data.intake.test_xlsx_parts import HEAD as TITLES
from tests.data.intake.test_xlsx_parts import LINKS, PACKAGE, ROW, inline, package
from tests.samples import books


def relations(*targets: tuple[str, str]) -> str:
    links = (f'<Relationship Id="rId{n}" Type="{LINKS}/{kind}" Target="../{target}"/>' for n, (kind, target) in
             enumerate(targets))  # fmt: skip
    return f'<Relationships xmlns="{PACKAGE}">{"".join(links)}</Relationships>'


VML = '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape>{}</v:shape></xml>'
DRAWN = ('<p:x xmlns:p="p" xmlns:a="a"><p:txBody><a:p><a:r><a:t>nur</a:t></a:r><a:br/><a:r><a:t>Frauen</a:t></a:r>'
         "</a:p></p:txBody></p:x>")  # fmt: skip
SMART = ('<d:dataModel xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="a"><d:pt><d:t><a:p>'
         "<a:r><a:t>nur Frauen</a:t></a:r></a:p></d:t></d:pt></d:dataModel>")  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("vmlDrawing", VML.format("<v:textbox><div>nur <font>Frauen</font></div></v:textbox>")),
        ("vmlDrawing", VML.format("<v:textbox><div>nur<br>Frauen</div></v:textbox>")),
        ("vmlDrawing", VML.format('<v:textpath string="nur Frauen"/>')),
        ("drawing", DRAWN),
    ],
)
def test_a_drawn_text_of_any_program_is_judged(kind: str, content: str) -> None:
    parts = {"xl/worksheets/_rels/s1.xml.rels": relations((kind, "drawn.xml")), "xl/drawn.xml": content}
    result = read_file(package(inline(TITLES) + ROW, parts=parts), "x.xlsx")
    assert named(result) == [("text_box", "nur Frauen")]
    assert [found for found, _ in errors(result)] == ["subset_only"]


@pytest.mark.parametrize(
    ("kind", "content", "told"),
    [
        ("chartUserShapes", DRAWN, "text_box"),
        ("diagramData", SMART, "text_box"),
        ("chartEx", '<c:s xmlns:c="c"><c:chart><c:title><c:tx><c:txData><c:v>nur Frauen</c:v></c:txData></c:tx>'
         "</c:title></c:chart></c:s>", "chart_title"),
    ],
)  # fmt: skip
def test_a_text_a_drawing_leads_to_is_judged(kind: str, content: str, told: str) -> None:
    parts = {
        "xl/worksheets/_rels/s1.xml.rels": relations(("drawing", "drawings/d.xml")),
        "xl/drawings/d.xml": "<d/>",
        "xl/drawings/_rels/d.xml.rels": relations((kind, "inner.xml"), ("drawing", "drawings/d.xml")),
        "xl/inner.xml": content,
    }
    result = read_file(package(inline(TITLES) + ROW, parts=parts), "x.xlsx")
    assert named(result) == [(told, "nur Frauen")]
    assert [found for found, _ in errors(result)] == ["subset_only"]


def test_a_text_box_kept_for_old_programs_too_is_told_once() -> None:
    parts = {
        "xl/worksheets/_rels/s1.xml.rels": relations(("drawing", "d.xml"), ("vmlDrawing", "d.vml")),
        "xl/d.xml": DRAWN.replace("<a:br/>", "<a:r><a:t> </a:t></a:r>"),
        "xl/d.vml": VML.format("<v:textbox>nur Frauen</v:textbox>"),
    }
    found = read_file(package(inline(TITLES) + ROW, parts=parts), "x.xlsx").findings
    assert [(one.value, one.count) for one in found if one.code == "aside_left_out"] == [("nur Frauen", 1)]


def test_what_an_axis_counts_says_nothing_of_the_table() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as written:
        sheet = written.add_worksheet("T1")
        for number, line in enumerate(f"{HEAD}\n{ROWS}".split("\n")):
            sheet.write_row(number, 0, [int(cell) if cell.isdigit() else cell for cell in line.split(";")])
        draw_chart(written, sheet, "Zuzüge 2018", "Angaben in Tsd.")
    result = read_file(stream.getvalue(), "x.xlsx")
    assert result.ok, result.findings
    assert named(result) == [("chart_title", "Zuzüge 2018")]


def test_a_sheet_that_is_a_chart_is_named_as_left_out() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as written:
        sheet = written.add_worksheet("T1")
        for number, line in enumerate(f"{HEAD}\n{ROWS}".split("\n")):
            sheet.write_row(number, 0, [int(cell) if cell.isdigit() else cell for cell in line.split(";")])
        chart = written.add_chart({"type": "column"})
        chart.add_series({"values": "=T!$C$2:$C$3"})
        written.add_chartsheet("Bild").set_chart(chart)
    result = read_file(stream.getvalue(), "x.xlsx")
    assert result.ok, result.findings
    assert [(one.code, one.sheet) for one in result.findings] == [("sheet_left_out", "Bild")]


@pytest.mark.parametrize(("title", "code"), [("nur Frauen", "subset_only"), ("Zuzüge 2018", "")])
def test_an_open_document_tells_the_titles_of_its_charts(title: str, code: str) -> None:
    cell = books.Charted("Zuzüge über Kreisgrenzen", title, "Angaben in Tsd.")
    rows = [["AGS", "Jahr", cell, "Fortzüge über Kreisgrenzen"], ["12062", 2018, 5, 4]]
    result = read_file(books.ods({"T1": rows}), "x.ods")
    assert named(result) == [("chart_title", title)]
    assert [found for found, _ in errors(result)] == ([code] if code else [])
