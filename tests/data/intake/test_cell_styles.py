"""What the style of a cell says of it: words its format adds to a text, a stroke of its column, its row or a rule."""

import io
from typing import Any

import pytest
import xlsxwriter

from data.intake import Intake, read_file
from data.intake.workbooks.ods import read_sheets
from tests.data.intake.test_number_formats import HEAD, arrivals, book, errors
from tests.samples import books

STRIKE = '<style:text-properties style:text-line-through-style="solid"/>'
GONE = f'<style:style style:name="gone" style:family="table-cell">{STRIKE}</style:style>'
NOTHING_GONE = '<style:style style:name="kept" style:family="table-cell"/>'
STRUCK = [("C", 2, "5", "struck_through")]


def style_of(number_style: str) -> str:
    """A number style, and the cell style `look` that bears it."""
    return f'{number_style}<style:style style:name="look" style:family="table-cell" style:data-style-name="n"/>'


def number_style(inner: str, kind: str = "number") -> str:
    return f'<number:{kind}-style style:name="n">{inner}</number:{kind}-style>'


DIGITS = '<number:number number:decimal-places="{}" number:min-integer-digits="1"{}/>'
ONE = DIGITS.format(1, "")
WHOLE = DIGITS.format(0, "")
THOUSANDS = DIGITS.format(0, ' number:display-factor="1000"')
MILLIONS = DIGITS.format(1, ' number:display-factor="1000000"')
ANY = '<number:number number:min-integer-digits="1"/>'
TEXT = "<number:text-content/>"


def document(value: Any, **parts: str) -> Intake:
    """A document of one row whose arrivals are a value."""
    return read_file(books.ods({"T1": [HEAD, ["12052", 2024, value, 7]]}, **parts), "x.ods")


def places(result: Intake) -> list[tuple[str, int | None, str, str]]:
    return [(one.column, one.row, one.value, one.code) for one in result.findings if one.severity == "error"]


@pytest.mark.parametrize(
    ("code", "text", "shown"),
    [
        ('@" Tsd."', "12", "12 Tsd."),
        ('@" Tsd."', "12,3", "12,3 Tsd."),
        ('0;-0;0;@" Tsd."', "12", "12 Tsd."),
        ('"rd. "@', "12", "rd. 12"),
        ('0;-0;0;"k. A."', "12", "k. A."),
        ("@\\%", "12", "12%"),
    ],
)
def test_a_text_is_read_with_the_words_its_format_adds(code: str, text: str, shown: str) -> None:
    result = read_file(book([HEAD, ["12052", 2024, text, 7], ["12053", 2024, "5", 8]], code, 2), "x.xlsx")
    assert not result.ok
    assert shown in [value for _, value in errors(result)]


@pytest.mark.parametrize("code", ["@", "0", "General", "0;-0;0;@", "_-* #,##0_-;_-@_-", '@" Personen"', ";;;"])
def test_a_format_that_adds_nothing_to_a_text_changes_nothing(code: str) -> None:
    result = read_file(book([HEAD, ["12052", 2024, "12", 7]], code, 2), "x.xlsx")
    assert result.ok, result.findings
    assert result.frame["arrivals"].tolist() == [12]


def test_a_format_for_texts_leaves_the_numbers_beside_them_alone() -> None:
    assert arrivals('0;-0;0;@" Tsd."', 12).frame["arrivals"].tolist() == [12]
    assert errors(arrivals('@" Tsd."', 12)) == [("shown_otherwise", "12 Tsd. ⟨12⟩")]


def test_an_amount_written_as_text_counts_in_the_euros_its_cell_shows() -> None:
    rows = [["Kennung der Förderung", "Empfänger", "Geldgeber", "Jahr", "Betrag"],
            ["f1", "Verein", "Land", 2024, "71,5"]]  # fmt: skip
    assert read_file(book(rows, '@" T€"', 4), "x.xlsx").frame["amount_eur"].tolist() == [71_500]


@pytest.mark.parametrize(
    ("number", "inner", "kind", "shown"),
    [
        (12, f"{ONE}<number:text> Tsd.</number:text>", "number", "12,0 Tsd. ⟨12⟩"),
        (12_300, THOUSANDS, "number", "12 ⟨12300⟩"),
        (12_300_000, MILLIONS, "number", "12,3 ⟨12300000⟩"),
        (12, "<number:text>T€</number:text>", "number", "T€ ⟨12⟩"),
        (12, f"{ANY}<number:text> ‰</number:text>", "number", "12 ‰ ⟨12⟩"),
        (12, f"{TEXT}<number:text> Tsd.</number:text>", "text", "12 Tsd. ⟨12⟩"),
        (12, f'{WHOLE}<number:text> </number:text><number:currency-symbol>€</number:currency-symbol>', "currency",
         "12 € ⟨12⟩"),
        (12, WHOLE, "number", ""),
        (12, DIGITS.format(2, ' number:grouping="true"'), "number", ""),
        (12, f"{ANY}<number:text> Personen</number:text>", "number", ""),
        (12, TEXT, "text", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["styles", "common"])
def test_a_number_without_its_shown_text_is_read_with_its_style(
    number: int, inner: str, kind: str, shown: str, where: str
) -> None:
    result = document(books.Styled(number, "look", shown=False), **{where: style_of(number_style(inner, kind))})
    assert errors(result) == ([("shown_otherwise", shown)] if shown else [])
    assert shown or result.frame["arrivals"].tolist() == [number]


def test_a_share_without_its_shown_text_is_shown_as_its_style_says() -> None:
    style = style_of(number_style(f"{DIGITS.format(2, '')}<number:text> %</number:text>", "percentage"))
    value = books.Styled(books.Shown("percentage", 0.123, ""), "look")
    assert errors(document(value, styles=style)) == [("shown_otherwise", "12,30% ⟨0.123⟩")]


def test_a_number_style_with_conditions_shows_each_number_its_way() -> None:
    inner = (f'{ONE}<number:text> Mio.</number:text><style:map style:condition="value()&lt;100" '
             'style:apply-style-name="few"/>')  # fmt: skip
    few = f'<number:number-style style:name="few">{WHOLE}</number:number-style>'
    style = style_of(few + number_style(inner))
    assert document(books.Styled(12, "look", shown=False), styles=style).frame["arrivals"].tolist() == [12]
    assert errors(document(books.Styled(500, "look", shown=False), styles=style)) == [
        ("shown_otherwise", "500,0 Mio. ⟨500⟩")
    ]


def test_a_text_of_an_open_document_is_read_with_the_words_its_style_adds() -> None:
    style = style_of(number_style(f"{TEXT}<number:text> Tsd.</number:text>", "text"))
    assert errors(document(books.Styled("12", "look"), styles=style)) == [("not_a_number", "12 Tsd.")]


COLUMNS = ('<table:table-column table:number-columns-repeated="2"/>'
           '<table:table-column table:default-cell-style-name="{}"/>')  # fmt: skip
CHILD = '<style:style style:name="child" style:family="table-cell" style:parent-style-name="gone"/>'
UNDONE = ('<style:style style:name="undone" style:family="table-cell" style:parent-style-name="gone">'
          '<style:text-properties style:text-line-through-style="none"/></style:style>')  # fmt: skip
NAMESAKE = f'<style:style style:name="other" style:family="paragraph">{STRIKE}</style:style>'


@pytest.mark.parametrize(
    ("cell", "column", "is_struck"),
    [
        ("", "gone", True),
        ("", "child", True),
        ("child", "", True),
        ("undone", "", False),
        ("kept", "gone", False),
        ("other", "", False),
    ],
)
@pytest.mark.parametrize("where", ["styles", "common"])
def test_a_stroke_comes_from_the_column_or_the_style_above(
    cell: str, column: str, where: str, *, is_struck: bool
) -> None:
    styles = GONE + CHILD + UNDONE + NOTHING_GONE + NAMESAKE
    heads = [*HEAD[:2], books.Styled(HEAD[2], "kept"), HEAD[3]]
    rows = [heads, ["12052", 2024, books.Styled(5, cell), 7]]
    written = books.ods({"T1": rows}, before=COLUMNS.format(column) if column else "", **{where: styles})
    assert places(read_file(written, "x.ods")) == (STRUCK if is_struck else [])


def test_a_stroke_comes_from_the_row() -> None:
    written = books.ods({"T1": [HEAD, ["12052", 2024, 5, 7], ["12053", 2024, 6, 8]]}, styles=GONE)
    content = books.with_part(written, "content.xml", lambda xml: xml.replace(
        "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>12053",
        '<table:table-row table:default-cell-style-name="gone"><table:table-cell office:value-type="string">'
        "<text:p>12053"))  # fmt: skip
    found = read_file(content, "x.ods").findings
    assert {(one.code, one.row) for one in found if one.severity == "error"} == {("struck_through", 3)}


def test_spaces_and_line_breaks_that_are_elements_are_read() -> None:
    """ODF 1.3, 6.1.3 to 6.1.5; python-calamine 0.9.1 and tablib 3.10.0 leave them out."""
    cells = "<text:p>Frankfurt<text:s/>(Oder)</text:p>", '<text:p>a <text:s text:c="2"/>b<text:line-break/>c</text:p>'
    rows = "".join(f"<table:table-row><table:table-cell>{cell}</table:table-cell></table:table-row>" for cell in cells)
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    sheet = f'<office:spreadsheet {spaces}><table:table table:name="T1">{rows}</table:table></office:spreadsheet>'
    assert read_sheets(sheet.encode())[0].texts == [{0: "Frankfurt (Oder)"}, {0: "a b\nc"}]


RULE = ('<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="T.C2:T.C9">'
        '<calcext:condition calcext:apply-style-name="{}" calcext:value="&gt;0"/>'
        "</calcext:conditional-format></calcext:conditional-formats>")  # fmt: skip
TURNS = ('<style:style style:name="look" style:family="table-cell"><style:map style:condition="cell-content()&gt;0" '
         'style:apply-style-name="{}"/></style:style>')  # fmt: skip


@pytest.mark.parametrize(("style", "is_refused"), [("gone", True), ("look", True), ("kept", False)])
def test_a_rule_of_an_open_document_that_strikes_or_scales_is_an_error(style: str, *, is_refused: bool) -> None:
    common = GONE + NOTHING_GONE + style_of(number_style(THOUSANDS))
    result = document(5, common=common, behind=RULE.format(style))
    assert errors(result) == ([("shown_by_rule", "C2:C9")] if is_refused else [])


@pytest.mark.parametrize(("style", "is_refused"), [("gone", True), ("kept", False)])
def test_a_style_that_turns_into_a_stroke_under_a_condition_is_an_error(style: str, *, is_refused: bool) -> None:
    result = document(books.Styled(5, "look"), styles=TURNS.format(style), common=GONE + NOTHING_GONE)
    assert errors(result) == ([("shown_by_rule", "C2")] if is_refused else [])


@pytest.mark.parametrize(("look", "is_refused"), [({"font_strikeout": True}, True), ({"italic": True}, False)])
def test_a_rule_of_a_workbook_that_strikes_is_an_error(look: dict[str, bool], *, is_refused: bool) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as written:
        sheet = written.add_worksheet("T1")
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["12052", 2024, 5, 7, "alt"])
        rule = {"type": "formula", "criteria": '=$E2="alt"', "format": written.add_format(look)}
        sheet.conditional_format("A2:D9", rule)
    assert errors(read_file(stream.getvalue(), "x.xlsx")) == ([("shown_by_rule", "A2:D9")] if is_refused else [])


@pytest.mark.parametrize(
    ("inner", "is_refused"),
    [
        ("<font><strike/></font>", True),
        ('<numFmt numFmtId="164" formatCode="0&quot; Tsd.&quot;"/>', True),
        ("<font><b/></font>", False),
    ],
)
def test_a_rule_in_the_way_of_newer_programs_is_seen_too(inner: str, *, is_refused: bool) -> None:
    rule = ("<extLst><ext><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule>"
            f"<x14:dxf>{inner}</x14:dxf></x14:cfRule><xm:sqref>C2:C9</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>"
            "</extLst>")  # fmt: skip
    plain = books.book({"T1": [HEAD, ["12052", 2024, 5, 7]]})
    ruled = books.with_part(
        plain, "xl/worksheets/sheet1.xml", lambda xml: xml.replace("</worksheet>", rule + "</worksheet>")
    )
    assert errors(read_file(ruled, "x.xlsx")) == ([("shown_by_rule", "C2:C9")] if is_refused else [])


@pytest.mark.parametrize(
    ("criteria", "holds"),
    [
        ({"type": "cell", "criteria": "<", "value": 0}, False),
        ({"type": "cell", "criteria": "<", "value": 6}, True),
        ({"type": "cell", "criteria": "=", "value": '"alt"'}, False),
        ({"type": "formula", "criteria": '=$A2="alt"'}, False),
        ({"type": "formula", "criteria": "=C2>D2"}, True),
        ({"type": "formula", "criteria": "=$C2<6"}, True),
        ({"type": "formula", "criteria": "=FALSE"}, False),
        ({"type": "duplicate"}, True),
    ],
)
def test_a_striking_rule_counts_only_where_it_may_hold(criteria: dict[str, object], *, holds: bool) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as written:
        sheet = written.add_worksheet("T1")
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["12052", 2024, 5, 7])
        sheet.conditional_format("A2:D9", {**criteria, "format": written.add_format({"font_strikeout": True})})
    assert errors(read_file(stream.getvalue(), "x.xlsx")) == ([("shown_by_rule", "A2:D9")] if holds else [])


@pytest.mark.parametrize(("number", "is_refused"), [(5, True), (-5, False)])
def test_a_rule_of_an_open_document_counts_only_where_it_may_hold(number: int, *, is_refused: bool) -> None:
    by_range = document(number, common=GONE + NOTHING_GONE, behind=RULE.format("gone").replace("C2:C9", "C2:C2"))
    by_style = document(books.Styled(number, "look"), styles=TURNS.format("gone"), common=GONE + NOTHING_GONE)
    for result in (by_range, by_style):
        assert ("shown_by_rule" in [code for code, _ in errors(result)]) is is_refused
