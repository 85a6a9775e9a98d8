"""Workbooks as other programs write them: the parts of the package differ, the cells are the same."""

import io
import zipfile
from collections.abc import Mapping, Sequence

import pytest

from data.intake import read_file
from data.intake.workbooks.workbook import open_archive

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = ("AGS", "Jahr", "Zuzüge über Kreisgrenzen", "Fortzüge über Kreisgrenzen")
ROW = (
    '<row r="2"><c r="A2"><v>12052</v></c><c r="B2"><v>2024</v></c><c r="C2"><v>10</v></c><c r="D2"><v>7</v></c></row>'
)


def inline(texts: Sequence[str], row: int = 1) -> str:
    """A row of texts that stand in their cells."""
    cells = (f'<c r="{"ABCD"[n]}{row}" t="inlineStr"><is><t>{text}</t></is></c>' for n, text in enumerate(texts))
    return f'<row r="{row}">{"".join(cells)}</row>'


def package(
    rows: str,
    *,
    states: Mapping[str, str] | None = None,
    target: str = "worksheets/s{n}.xml",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """The least of a workbook; every sheet holds the same rows."""
    sheets = states or {"Tabelle1": "visible"}
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" state="{state}" r:id="rId{n}"/>'
        for n, (name, state) in enumerate(sheets.items(), start=1)
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{LINKS}/worksheet" Target="{target.format(n=n)}"/>'
        for n in range(1, len(sheets) + 1)
    )
    written = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>',
        **{
            f"xl/worksheets/s{n}.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
            for n in range(1, len(sheets) + 1)
        },
        **(parts or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in written.items():
            archive.writestr(name, text)
    return stream.getvalue()


def figures(book: bytes) -> list[list[object]]:
    result = read_file(book, "x.xlsx")
    assert result.ok, result.findings
    return result.frame[["ags", "year", "arrivals", "departures"]].to_numpy().tolist()


RIGHT = [["12052", 2024, 10, 7]]


@pytest.mark.parametrize(
    "target", ["worksheets/s{n}.xml", "/xl/worksheets/s{n}.xml", "./worksheets/../worksheets/s{n}.xml"]
)
def test_texts_in_their_cells_and_relative_and_absolute_targets(target: str) -> None:
    assert figures(package(inline(HEAD) + ROW, target=target)) == RIGHT


def test_shared_texts_of_several_runs_with_a_reading_aid() -> None:
    rich = '<si><r><rPr><b/></rPr><t>Zuzüge </t></r><r><t xml:space="preserve">über Kreisgrenzen</t></r>'
    rich += '<rPh sb="0" eb="1"><t>x</t></rPh></si>'
    plain = "".join(f"<si><t>{text}</t></si>" for text in (HEAD[0], HEAD[1], HEAD[3]))
    shared = f'<sst xmlns="{MAIN}">{plain}{rich}</sst>'
    cells = "".join(
        f'<c r="{letter}1" t="s"><v>{place}</v></c>' for letter, place in zip("ABCD", (0, 1, 3, 2), strict=True)
    )
    book = package(f'<row r="1">{cells}</row>{ROW}', parts={"xl/sharedStrings.xml": shared})
    assert figures(book) == RIGHT


def test_a_prefix_before_every_name() -> None:
    rows = inline(HEAD) + ROW
    for name in ("row", "c", "v", "is", "t"):
        rows = (
            rows.replace(f"<{name} ", f"<x:{name} ")
            .replace(f"<{name}>", f"<x:{name}>")
            .replace(f"</{name}>", f"</x:{name}>")
        )
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    assert figures(package("", parts={"xl/worksheets/s1.xml": sheet})) == RIGHT


def test_rows_and_cells_without_their_places() -> None:
    rows = (inline(HEAD) + ROW).replace(' r="2"', "").replace(' r="1"', "")
    for letter in "ABCD":
        rows = rows.replace(f' r="{letter}1"', "").replace(f' r="{letter}2"', "")
    assert figures(package(rows)) == RIGHT


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_sheet_that_is_not_shown_is_named_and_not_read(state: str) -> None:
    result = read_file(package(inline(HEAD) + ROW, states={"Tabelle1": "visible", "Alt": state}), "x.xlsx")
    assert result.ok
    assert [one.sheet for one in result.findings if one.code == "sheet_hidden"] == ["Alt"]
    assert len(result.frame) == 1


@pytest.mark.parametrize(
    ("style", "early", "number", "day"),
    [
        ('<xf numFmtId="14"/>', "", "44561", "2021-12-31"),
        ('<xf numFmtId="170"/>', "", "44561", "2021-12-31"),
        ('<xf numFmtId="14"/>', '<workbookPr date1904="1"/>', "43099", "2021-12-31"),
    ],
)
def test_a_day_is_known_by_its_style(style: str, early: str, number: str, day: str) -> None:
    formats = '<numFmts><numFmt numFmtId="170" formatCode="[$-407]dd\\.mm\\.yyyy"/></numFmts>'
    styles = f'<styleSheet xmlns="{MAIN}">{formats}<cellXfs><xf numFmtId="0"/>{style}</cellXfs></styleSheet>'
    row = f'<row r="2"><c r="A2"><v>12052</v></c><c r="B2" s="1"><v>{number}</v></c><c r="C2"><v>98693</v></c></row>'
    book = package(inline(("AGS", "Stichtag", "Einwohner")) + row, parts={"xl/styles.xml": styles})
    if early:
        book = package(
            inline(("AGS", "Stichtag", "Einwohner")) + row,
            parts={
                "xl/styles.xml": styles,
                "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{early}<sheets>'
                '<sheet name="T1" sheetId="1" r:id="rId1"/></sheets></workbook>',
            },
        )
    result = read_file(book, "x.xlsx")
    assert result.ok, result.findings
    assert result.frame[["date", "population"]].to_numpy().tolist() == [[day, 98693]]


def test_a_sheet_that_unpacks_to_far_more_than_a_table_is_a_bomb() -> None:
    filler = " " * (90 * 1024 * 1024)
    result = read_file(package(inline(HEAD) + ROW, parts={"xl/media/x.xml": filler}), "x.xlsx")
    assert [one.code for one in result.findings] == ["archive_bomb"]


def test_a_cell_at_the_far_end_of_a_sheet_is_refused_before_a_table_is_built_around_it() -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    result = read_file(package(inline(HEAD) + ROW + far), "x.xlsx")
    assert [one.code for one in result.findings if one.severity == "error"] == ["too_many_columns"]


def test_a_part_that_declares_entities_is_not_followed() -> None:
    text = '<!DOCTYPE sst [<!ENTITY a "ha">]><sst><si><t>&a;</t></si></sst>'
    assert (
        open_archive(package(inline(HEAD) + ROW, parts={"xl/sharedStrings.xml": text})).findings[0].code
        == "archive_damaged"
    )


def test_comments_and_marked_sections_do_not_hide_cells() -> None:
    rows = inline(HEAD).replace("<t>AGS</t>", "<t><![CDATA[AGS]]></t>") + ROW.replace(
        "<c r=", "<!-- <c r='Z9'><v>9</v></c> --><c r=", 1
    )
    assert figures(package(rows)) == RIGHT


def test_single_quotation_marks_and_another_character_set() -> None:
    sheet = f"<worksheet xmlns='{MAIN}'><sheetData>{inline(HEAD)}{ROW}</sheetData></worksheet>"
    assert figures(package("", parts={"xl/worksheets/s1.xml": sheet.replace('"', "'")})) == RIGHT
    wide = ('<?xml version="1.0" encoding="UTF-16"?>' + sheet).encode("utf-16")
    assert figures(package("", parts={"xl/worksheets/s1.xml": wide})) == RIGHT


def test_a_sheet_that_declares_entities_is_not_followed() -> None:
    sheet = "<!DOCTYPE w [<!ENTITY a 'ha'>]>"
    sheet += f"<worksheet xmlns='{MAIN}'><sheetData>{inline(HEAD)}{ROW}</sheetData></worksheet>"
    for text in (sheet.encode(), sheet.encode("utf-16")):
        found = read_file(package("", parts={"xl/worksheets/s1.xml": text}), "x.xlsx").findings
        assert [one.code for one in found] == ["archive_damaged"]


def test_a_cut_off_sheet_of_an_unusual_writer_is_damaged() -> None:
    sheet = f"<worksheet xmlns='{MAIN}'><!-- a --><sheetData>{inline(HEAD)}"
    found = read_file(package("", parts={"xl/worksheets/s1.xml": sheet}), "x.xlsx").findings
    assert [one.code for one in found] == ["archive_damaged"]
