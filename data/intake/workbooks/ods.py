"""OpenDocument spreadsheets: cells as text, hidden sheets known, errors and uncalculated formulas named."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from data.intake.asides import Aside, paragraph_text, picture_words, shape_text
from data.intake.cells.number_formats import NumberFormat, shown_otherwise
from data.intake.cells.struck import strike
from data.intake.workbooks.grid import letter
from data.intake.workbooks.ods_styles import STYLES, TABLE, TEXT, Styles
from data.intake.workbooks.rules import may_hold, read_ranges
from data.intake.workbooks.sheets import Merge, number_text, trimmed_cell
from data.intake.workbooks.xlsx import DamagedError

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_NUMBERS = ("float", "percentage", "currency")
_UNSEEN = ("collapse", "filter")
_WIDEST = 1024
"""The last cell of a row, and the last column, are often repeated to the edge of the sheet; filled ones are not."""
MOST_REPEATED = 100_000
"""Equal filled rows that are written once and counted; real tables hold none."""


_FLAT = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<office:document\s[^>]*opendocument\.spreadsheet")


def as_package(data: bytes) -> bytes:
    """A spreadsheet in a single XML file (FODS) as the archive of parts it might be, blank for anything else.

    One with documents inside, as charts are kept, is left alone: tables of charts are no sheets.
    """
    if not _FLAT.match(data) or data.count(b"<office:document") > 1:
        return b""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part in ("content.xml", "styles.xml"):
            archive.writestr(part, data)
    return stream.getvalue()


@dataclass(eq=False)
class OdsSheet:
    """One table of the document.

    Attributes:
        name: name of the sheet.
        hidden: whether it is shown.
        rows: spreadsheet row and position of every filled row.
        merges: merged ranges.
        formulas: cells that hold a formula.
        asides: comments and text boxes.
        objects: documents of their own on the sheet: charts.
        hidden_rows: filled spreadsheet rows nobody sees.
        hidden_columns: first and last zero-based column of each range nobody sees.
        ruled: ranges in which a rule strikes texts or shows numbers in another way.
        turned: cells whose style turns into such a one under a condition.
        styles: column -> its style, where that strikes or shows cells in another way.
        columns: how many columns are described so far.
        height: how many rows are read so far.
    """

    name: str
    hidden: bool
    rows: list[tuple[int, int, int]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    formulas: int = 0
    asides: list[Aside] = field(default_factory=list)
    objects: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    ruled: list[str] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)
    styles: dict[int, str] = field(default_factory=dict)
    columns: int = 0
    height: int = 0
    texts: list[dict[int, str]] = field(default_factory=list)
    zeros: list[tuple[dict[int, str], int, str]] = field(default_factory=list)
    results: int = 0

    def cells(self, start: int, end: int) -> dict[int, str]:
        """Text of every filled cell of a row by column."""
        return self.texts[start]

    @property
    def first_column(self) -> dict[int, str]:
        """Text of the first cell by spreadsheet row, where it is filled."""
        return {number: text for number, place, _ in self.rows if (text := self.texts[place].get(0, ""))}


def read_sheets(content: bytes, common: etree._Element | None = None) -> list[OdsSheet]:
    """Read the part `content.xml` of a document.

    Args:
        content: the part.
        common: the part `styles.xml`, which holds the styles that have a name of their own.

    Raises:
        DamagedError: it is no whole XML.
    """
    styles = Styles()
    for style in common.iter(*STYLES) if common is not None else ():
        styles.note(style)
    sheets: list[OdsSheet] = []
    try:
        events = etree.iterparse(
            io.BytesIO(content),
            events=("start", "end"),
            tag=(f"{TABLE}table", *STYLES, *_PARTS),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
        )
        for event, element in events:
            if event == "start" and element.tag == f"{TABLE}table":
                style = element.get(f"{TABLE}style-name", "")
                sheets.append(OdsSheet(element.get(f"{TABLE}name", ""), styles.is_hidden(style)))
            elif event == "end" and element.tag in STYLES:
                styles.note(element)
            elif event == "end" and element.tag in _PARTS and sheets:
                _read_part(sheets[-1], element, styles)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedError(str(error)) from error
    for sheet in sheets:
        _open_zeros(sheet)
    return sheets


_WRAPPED = re.compile(r"^formula-is\((.*)\)$")
_PARTS = (f"{TABLE}table-column", f"{TABLE}table-row", f"{TABLE}shapes", f"{_CALC}conditional-format")


def _read_part(sheet: OdsSheet, element: etree._Element, styles: Styles) -> None:
    if element.tag == f"{TABLE}table-column":
        _note_column(sheet, element, styles)
        return
    if element.tag == f"{_CALC}conditional-format":
        _note_rule(sheet, element, styles)
        return
    if element.tag == f"{TABLE}table-row":
        styles.mark(element)
        sheet.height = _read_row(sheet, element, sheet.height, styles)
    _note_asides(sheet, element)
    element.clear()


def _note_column(sheet: OdsSheet, column: etree._Element, styles: Styles) -> None:
    first, width = sheet.columns, int(column.get(f"{TABLE}number-columns-repeated", "1"))
    sheet.columns += width
    if column.get(f"{TABLE}visibility") in _UNSEEN:
        sheet.hidden_columns.append((first, first + width - 1))
    style = column.get(f"{TABLE}default-cell-style-name", "")
    if styles.changes(style):
        sheet.styles |= dict.fromkeys(range(first, min(first + width, _WIDEST)), style)


def _note_rule(sheet: OdsSheet, rule: etree._Element, styles: Styles) -> None:
    """Keep the range of a rule that strikes texts or shows numbers in another way."""
    where = re.sub(r"[^\s:.]*\.", "", rule.get(f"{_CALC}target-range-address", ""))
    filled = [(number, sheet.texts[place]) for number, place, _ in sheet.rows]
    for one in rule:
        told = _WRAPPED.sub(r"\1", one.get(f"{_CALC}value", ""))
        if styles.changes(one.get(f"{_CALC}apply-style-name", "")) and may_hold(told, read_ranges(where), filled):
            sheet.ruled.append(where)
            return


def _read_row(sheet: OdsSheet, row: etree._Element, number: int, styles: Styles) -> int:
    """Add a row; gives the spreadsheet row of its last repetition."""
    repeated = int(row.get(f"{TABLE}number-rows-repeated", "1"))
    usual = row.get(f"{TABLE}default-cell-style-name")
    cells: dict[int, str] = {}
    position = 0
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        width = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        style = cell.get(f"{TABLE}style-name") or usual or sheet.styles.get(position, "")
        struck, shown = styles.shows(style)
        text = _cell(sheet, cell, cells, position, shown)
        if text:
            text = strike(text) if struck else text
            if styles.turns(style, text):
                sheet.turned.append(f"{letter(position)}{number + 1}")
            cells.update(dict.fromkeys(range(position, position + min(width, _WIDEST)), text))
        _note_merge(sheet, cell, number + 1, position)
        position += width
    if cells:
        if repeated > MOST_REPEATED:
            raise DamagedError("a filled row is repeated to the end of the sheet")
        sheet.texts.append(cells)
        sheet.rows += [(number + step, len(sheet.texts) - 1, 0) for step in range(1, repeated + 1)]
        if row.get(f"{TABLE}visibility") in _UNSEEN:
            sheet.hidden_rows += range(number + 1, number + repeated + 1)
    return number + repeated


def _note_asides(sheet: OdsSheet, element: etree._Element) -> None:
    """Keep the texts of comments and of shapes; a shape inside another is told with it."""
    sheet.objects += filter(None, (one.get(_LINK) for one in element.iter(f"{_DRAW}object")))
    sheet.asides += [Aside("picture_said", picture_words(one)) for one in element.iter(f"{_DRAW}image")]
    for one in element.iter(f"{_OFFICE}annotation", f"{_DRAW}*"):
        parent = one.getparent()
        inside = parent is not None and str(parent.tag).startswith(_DRAW)
        if not inside and (text := shape_text(one)):
            sheet.asides.append(Aside("comment" if one.tag == f"{_OFFICE}annotation" else "text_box", text))


def _note_merge(sheet: OdsSheet, cell: etree._Element, row: int, column: int) -> None:
    down = int(cell.get(f"{TABLE}number-rows-spanned", "1"))
    across = int(cell.get(f"{TABLE}number-columns-spanned", "1"))
    if down > 1 or across > 1:
        sheet.merges.append(Merge(row, column, row + down - 1, column + across - 1))


def _cell(
    sheet: OdsSheet, cell: etree._Element, cells: dict[int, str], position: int, style: NumberFormat | None
) -> str:
    """Text of a cell; a formula without a result stands as the formula."""
    kind = cell.get(f"{_OFFICE}value-type", "")
    formula = cell.get(f"{TABLE}formula")
    shown = "\n".join(paragraph_text(part) for part in cell if part.tag == f"{TEXT}p")
    text = _typed(cell, kind, trimmed_cell(shown), style)
    if formula is None:
        return text
    sheet.formulas += 1
    written = "=" + re.sub(r"^\w+:=", "", formula)
    if not kind and not text:
        return written
    if text == "0":
        sheet.zeros.append((cells, position, written))
    else:
        sheet.results += 1
    return text


def _typed(cell: etree._Element, kind: str, shown: str, style: NumberFormat | None) -> str:
    if cell.get(f"{_CALC}value-type") == "error":
        return shown or "#N/A"
    value = cell.get(f"{_OFFICE}value")
    if kind in _NUMBERS and value is not None:
        try:
            return _number(cell, kind, float(value), shown, style)
        except (ValueError, OverflowError):
            return str(value)
    if kind == "date":
        return str(cell.get(f"{_OFFICE}date-value", shown)).removesuffix("T00:00:00")
    if kind == "boolean":
        return "yes" if cell.get(f"{_OFFICE}boolean-value") == "true" else "no"
    stored = str(cell.get(f"{_OFFICE}string-value") or "").strip(" \t\r\n")
    # A text that is shown in another way is stored beside what is shown.
    text = shown or stored
    return text if style is None or (shown and stored) else style.words_of(text)


def _number(cell: etree._Element, kind: str, number: float, shown: str, style: NumberFormat | None) -> str:
    """The number of a cell; one that is shown in another form stands behind what is shown."""
    if not shown and style:
        return style.text_of(number) or number_text(number)
    if not shown and kind == "percentage":
        shown = f"{100 * number:g} %"
    if not shown and kind == "currency":
        shown = f"{number:g} {cell.get(f'{_OFFICE}currency', '€')}"
    return shown_otherwise(shown, number) or number_text(number)


def _open_zeros(sheet: OdsSheet) -> None:
    """A sheet whose formulas all give 0 was never calculated."""
    if not sheet.results:
        for cells, position, written in sheet.zeros:
            cells[position] = written
