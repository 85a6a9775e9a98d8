"""Excel workbooks: the parts of the package, read without calculating and without building the whole sheet.

A cell that holds a spreadsheet error (`#N/A`) keeps the text of its error, and a formula without a stored
result is handed over as the formula: both are no number, so that every check names them with their place.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import Literal

from lxml import etree

from data.intake.cells.number_formats import BUILT_IN, NumberFormat, read_format
from data.intake.cells.struck import OFF, strike
from data.intake.workbooks.rules import OPERATORS, may_hold, read_areas
from data.intake.workbooks.sheets import Merge, number_text, trimmed

_REFERENCE = re.compile(rb'\br="([A-Z]+)\d')
_KIND = re.compile(rb'\bt="(\w+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_RULED = re.compile(rb"<(?:\w+:)?conditionalFormatting\b.*?</(?:\w+:)?conditionalFormatting>", re.S)
_RANGE = re.compile(rb'\bsqref(?:="|>)([^"<]+)')
_RULE = re.compile(rb'\bdxfId="(\d+)"')
_ONE_RULE = re.compile(rb"<(?:\w+:)?cfRule\b(?:[^>]*/>|.*?</(?:\w+:)?cfRule>)", re.S)
_RULE_KIND = re.compile(rb'^<[^>]*\btype="(\w+)"')
_RULE_OPERATOR = re.compile(rb'^<[^>]*\boperator="(\w+)"')
_RULE_FORMULA = re.compile(rb"<(?:\w+:)?(?:formula|f)>([^<]*)</")
_CODE = re.compile(rb'\bformatCode="([^"]*)"')
_ITEM = re.compile(rb"<si><t(?: [^>]*)?>([^<]*)</t></si>")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_MOST_MERGES = 100_000
_HIDDEN = rb'\bhidden="(?:1|true)"'
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*" + _HIDDEN + rb')[^>]*?\br="(\d+)"')
_HIDDEN_COLUMN = re.compile(
    rb"<(?:\w+:)?col\b(?=[^>]*" + _HIDDEN + rb')(?=[^>]*\bmin="(\d+)")(?=[^>]*\bmax="(\d+)")[^>]*>'
)
_MARKS = re.compile(rb'"superscript"|<(?:\w+:)?strike\b')
_STRIKE = re.compile(rb'<(?:\w+:)?strike\b(?!\s+val="(?:0|false)")')
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""A raised digit is the number of a footnote, or a power; never one more digit of the number before it."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_UNUSUAL = (b"<!", b"='")
"""How comments, marked sections and single quotation marks begin."""
_END = re.compile(rb"\s?/?>")
_MOST_REWRITTEN = 64 * 1024 * 1024
"""A larger sheet is read as it is: as a tree it would fill the memory."""


@dataclass(frozen=True)
class _Patterns:
    """Where the elements of a sheet stand; some writers put a prefix before every name."""

    plain_row: re.Pattern[bytes]
    row: re.Pattern[bytes]
    cell: re.Pattern[bytes]
    first: re.Pattern[bytes]
    value: re.Pattern[bytes]
    formula: re.Pattern[bytes]
    text: re.Pattern[bytes]
    phonetic: re.Pattern[bytes]
    run: re.Pattern[bytes]


@lru_cache(maxsize=8)
def _patterns(prefix: bytes) -> _Patterns:
    def compiled(pattern: bytes) -> re.Pattern[bytes]:
        return re.compile(pattern.replace(b"~", re.escape(prefix)), re.S)

    return _Patterns(
        plain_row=compiled(rb'<~row r="(\d+)"[^>]*>'),
        row=compiled(rb'<~row\b(?:[^>]*?\br="(\d+)")?[^>]*>'),
        cell=compiled(rb'<~c\b(?: r="([A-Z]+)\d+")?([^>]*?)(?:/>|>(.*?)</~c>)'),
        first=compiled(rb'<~c r="A(\d+)"([^>]*?)(?:/>|>(.*?)</~c>)'),
        value=compiled(rb"<~v\b[^>]*?>(.*?)</~v>"),
        formula=compiled(rb"<~f\b[^>]*?(?:/>|>(.*?)</~f>)"),
        text=compiled(rb"<~t\b[^>]*?>(.*?)</~t>"),
        phonetic=compiled(rb"<~rPh\b.*?</~rPh>"),
        run=compiled(rb"<~r>.*?</~r>"),
    )


class DamagedError(Exception):
    """A part of the workbook is missing or broken."""


@dataclass(frozen=True)
class Listed:
    """A sheet as the workbook lists it: its name, the part that holds it, and whether it is shown."""

    name: str
    part: str
    hidden: bool


DAY: Literal["day"] = "day"
Style = Literal["day"] | NumberFormat
"""How a style shows numbers, where it is not as they are stored."""


@dataclass(frozen=True, eq=False)
class Book:
    """What the sheets of a workbook share.

    Attributes:
        sheets: worksheets in the order of their tabs.
        without_cells: names of the other sheets: a chart that fills its sheet, a dialogue.
        texts: shared texts, trimmed.
        styles: position of a cell style -> how it shows numbers, where that is not as they are stored.
        struck: positions of the cell styles that strike their text through.
        rules: positions of the formats of rules that strike out or show numbers in another way.
        epoch: day zero of the calendar.
        recalculates: the writer left the calculation to the program that opens the workbook.
    """

    sheets: tuple[Listed, ...]
    without_cells: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    styles: Mapping[int, Style] = field(default_factory=dict)
    struck: frozenset[int] = frozenset()
    rules: frozenset[int] = frozenset()
    epoch: datetime = datetime(1899, 12, 30)
    recalculates: bool = False


def read_book(unpack: Callable[[str], bytes], names: set[str]) -> Book:
    """Read the list of sheets, the shared texts and the date styles.

    Args:
        unpack: gives the bytes of a part.
        names: parts there are.

    Raises:
        DamagedError: a part is missing or no XML.
    """
    part = "xl/workbook.xml"
    if part not in names:
        raise DamagedError(part)
    root = tree(unpack(part))
    places = relations(unpack, names, part)
    sheets, without_cells = [], []
    for sheet in root.iter("{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        kind, target = places.get(str(key), ("", ""))
        if kind.endswith("/worksheet") and target in names:
            sheets.append(Listed(sheet.get("name", ""), target, sheet.get("state", "visible") != "visible"))
        elif target in names:
            without_cells.append(sheet.get("name", ""))
    options = next(root.iter("{*}workbookPr"), None)
    early = options is not None and options.get("date1904") in ("1", "true")
    calculation = next(root.iter("{*}calcPr"), None)
    styles = tree(unpack("xl/styles.xml")) if "xl/styles.xml" in names else etree.Element("styleSheet")
    return Book(
        tuple(sheets),
        tuple(without_cells),
        _shared_texts(unpack("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in names else (),
        _styles(styles),
        _struck_styles(styles),
        _rules(styles),
        datetime(1904, 1, 1) if early else datetime(1899, 12, 30),
        calculation is not None and calculation.get("fullCalcOnLoad") in ("1", "true"),
    )


def tree(data: bytes, *, is_sheet: bool = False) -> etree._Element:
    """A part as a tree; nothing outside of it is fetched and no entity is followed.

    Raises:
        DamagedError: the part is no XML, or declares a document type.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, huge_tree=is_sheet
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedError(str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise DamagedError("a part declares a document type")
    return root


def _usual(xml: bytes) -> bytes:
    """A sheet in UTF-8, with double quotation marks, without comments and marked sections: the way it is read in."""
    # One sign is found far faster than two, and most sheets hold neither.
    unusual = (sign for sign in _UNUSUAL if sign[-1:] in xml and sign in xml)
    if xml.startswith(_WIDE) or (len(xml) <= _MOST_REWRITTEN and any(unusual)):
        return bytes(etree.tostring(tree(xml, is_sheet=True), encoding="utf-8"))
    return xml


def relations(unpack: Callable[[str], bytes], names: set[str], part: str) -> Mapping[str, tuple[str, str]]:
    """Key -> (kind, part) of what a part points to.

    Raises:
        DamagedError: what it points to is not listed.
    """
    folder, name = posixpath.split(part)
    path = f"{folder}/_rels/{name}.rels"
    if path not in names:
        raise DamagedError(path)
    found = {}
    for one in tree(unpack(path)):
        target = one.get("Target", "")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        found[one.get("Id", "")] = (one.get("Type", ""), whole)
    return found


def _shared_texts(data: bytes) -> tuple[str, ...]:
    plain = _ITEM.findall(data)
    if len(plain) == data.count(b"<si>") and b"<!DOCTYPE" not in data[:4096]:
        # Decoded at once: no XML holds the sign between them.
        texts = b"\0".join(plain).decode("utf-8", "replace").split("\0") if plain else []
        return tuple(trimmed(_plain(html.unescape(text) if "&" in text else text)) for text in texts)
    texts = []
    for item in tree(data):
        if len(item) == 1 and str(item[0].tag).endswith("}t"):
            texts.append(trimmed(_plain(item[0].text or "")))
            continue
        runs = [run for run in item.iter("{*}t") if not _is_phonetic(run)]
        texts.append(trimmed(_plain("".join(_run_text(run) for run in runs))))
    return tuple(texts)


def _run_text(run: etree._Element) -> str:
    """The text of a run, raised digits and strokes as such."""
    text, parent = run.text or "", run.getparent()
    if parent is None or not str(parent.tag).endswith("}r"):
        return text
    if any(one.get("val") == "superscript" for one in parent.iter("{*}vertAlign")):
        text = text.translate(RAISED)
    return strike(text) if _strikes(parent) else text


def _strikes(font: etree._Element) -> bool:
    return any(one.get("val", "1") not in OFF for one in font.iter("{*}strike"))


def _is_phonetic(run: etree._Element) -> bool:
    parent = run.getparent()
    return parent is not None and str(parent.tag).endswith("rPh")


def _plain(text: str) -> str:
    """A text with the escapes of the format undone."""
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


def _styles(root: etree._Element) -> dict[int, Style]:
    """Position of a cell style -> how it shows numbers, where that is not as they are stored."""
    listed = (one for group in root.iter("{*}numFmts") for one in group)
    formats = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in listed}
    cells = next(root.iter("{*}cellXfs"), None)
    found: dict[int, Style] = {}
    for position, one in enumerate(cells if cells is not None else ()):
        number = int(one.get("numFmtId", "0"))
        style = _style(number, formats.get(number, BUILT_IN.get(number, "")))
        if style is not None:
            found[position] = style
    return found


def _struck_styles(root: etree._Element) -> frozenset[int]:
    """Positions of the cell styles that strike their text through."""
    fonts = next(root.iter("{*}fonts"), None)
    struck = {str(number) for number, font in enumerate(fonts if fonts is not None else ()) if _strikes(font)}
    cells = next(root.iter("{*}cellXfs"), None)
    return frozenset(
        position for position, one in enumerate(cells if cells is not None else ()) if one.get("fontId", "0") in struck
    )


def _style(number: int, code: str) -> Style | None:
    """How a format shows numbers, None for as they are stored."""
    if number in _BUILT_IN_DATES or re.search(r"[dDyYmM]", re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", code)):
        return DAY
    style = read_format(code) if code else None
    return None if style is None or style.is_plain else style


def _rules(root: etree._Element) -> frozenset[int]:
    """Positions of the formats of conditional formatting that strike out or show numbers in another way."""
    formats = next(root.iter("{*}dxfs"), None)
    return frozenset(
        position
        for position, one in enumerate(formats if formats is not None else ())
        if _strikes(one) or any(_style(0, code.get("formatCode", "")) is not None for code in one.iter("{*}numFmt"))
    )


def column_number(letters: bytes) -> int:
    """Zero-based position of a column: A -> 0, AA -> 26."""
    number = 0
    for sign in letters:
        number = number * 26 + sign - 64
    return number - 1


@dataclass(eq=False)
class XlsxSheet:
    """One worksheet: its rows are known by place and read when they are asked for.

    Attributes:
        xml: the part.
        book: what the sheets share.
    """

    xml: bytes
    book: Book
    _columns: dict[bytes, int] = field(default_factory=dict)
    _kinds: dict[bytes, tuple[bytes, Style | None]] = field(default_factory=dict)
    prefix: bytes = field(init=False, default=b"")
    find: _Patterns = field(init=False)
    has_formulas: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        """Check that the part is whole, and write it in the way that all big programs do."""
        self.xml = _usual(self.xml)
        end = self.xml.rfind(b"sheetData")
        if b"<!DOCTYPE" in self.xml[:4096] or end < 0 or not _END.match(self.xml, end + len(b"sheetData")):
            raise DamagedError("the sheet is cut off")
        root = re.search(rb"<(\w+:)?worksheet\b", self.xml[:4096])
        self.prefix = (root.group(1) or b"") if root else b""
        self.find = _patterns(self.prefix)
        self.has_formulas = self.find.formula.search(self.xml) is not None

    @cached_property
    def rows(self) -> tuple[tuple[int, int, int], ...]:
        """Spreadsheet row, first and last byte of every row there is."""
        found = list(self.find.plain_row.finditer(self.xml))
        if len(found) != self.xml.count(b"<" + self.prefix + b"row"):
            found = list(self.find.row.finditer(self.xml))
        ends = [*(match.start() for match in found[1:]), len(self.xml)][: len(found)]
        numbers = [int(match[1] or 0) for match in found]
        for position in range(len(numbers)) if 0 in numbers else ():
            # A row that does not say its number follows the one before it.
            numbers[position] = numbers[position] or (numbers[position - 1] + 1 if position else 1)
        return tuple(zip(numbers, (match.end() for match in found), ends, strict=True))

    @cached_property
    def first_column(self) -> dict[int, str]:
        """Text of the first cell by spreadsheet row, where it is filled."""
        read = self._reader
        found = {int(row): read(attributes, body) for row, attributes, body in self.find.first.findall(self.xml)}
        if not found:
            cells = ((number, self.cells(start, end).get(0, "")) for number, start, end in self.rows)
            found = {number: text for number, text in cells if text}
        return found

    @cached_property
    def formulas(self) -> int:
        """How many cells hold a formula."""
        return len(self.find.formula.findall(self.xml)) if self.has_formulas else 0

    @cached_property
    def _zero_is_result(self) -> bool:
        """Whether a stored 0 is a result: some writers store it for every formula they do not calculate."""
        if self.book.recalculates:
            return False
        bodies = (body for _, _, body in self.find.cell.findall(self.xml) if body and self.find.formula.search(body))
        values = (self.find.value.search(body) for body in bodies)
        return any(value is not None and value.group(1).strip() not in (b"", b"0") for value in values)

    @cached_property
    def merges(self) -> tuple[Merge, ...]:
        """Merged ranges."""
        found = _MERGED.findall(self.xml, self.xml.rfind(b"sheetData>"))[:_MOST_MERGES]
        return tuple(
            Merge(int(row), column_number(left), int(last), column_number(right)) for left, row, right, last in found
        )

    @property
    def hidden_rows(self) -> list[int]:
        """Spreadsheet rows nobody sees."""
        return [int(row) for row in _HIDDEN_ROW.findall(self.xml)] if b"hidden=" in self.xml else []

    @property
    def hidden_columns(self) -> list[tuple[int, int]]:
        """First and last zero-based column of each range nobody sees."""
        front = self.xml[: self.xml.find(b"sheetData")]
        return [(int(first) - 1, int(last) - 1) for first, last in _HIDDEN_COLUMN.findall(front)]

    @property
    def behind(self) -> bytes:
        """What stands behind the cells: merged ranges, headers and footers of the pages."""
        return self.xml[self.xml.rfind(b"sheetData") :]

    @property
    def ruled(self) -> list[str]:
        """Ranges in which a rule strikes out or shows numbers in another way than they are stored."""
        found = []
        for rules in _RULED.findall(self.behind):
            cells = _RANGE.search(rules)
            where = cells.group(1).decode("utf-8", "replace") if cells else ""
            if where and any(self._changes(rule) and self._may_hold(rule, where) for rule in _ONE_RULE.findall(rules)):
                found.append(where)
        return found

    def _changes(self, rule: bytes) -> bool:
        """Whether a rule names such a format of the workbook, or holds one, as those of newer programs do."""
        named = {int(position) for position in _RULE.findall(rule)} & self.book.rules
        codes = (_unescaped(code) for code in _CODE.findall(rule))
        return bool(named) or _STRIKE.search(rule) is not None or any(_style(0, code) is not None for code in codes)

    def _may_hold(self, rule: bytes, where: str) -> bool:
        """Whether a rule may hold for one of the filled cells of its range."""
        kind, named = _RULE_KIND.search(rule), _RULE_OPERATOR.search(rule)
        formulas = [_unescaped(one).strip() for one in _RULE_FORMULA.findall(rule)]
        sign = OPERATORS.get(named.group(1).decode(), "") if named else ""
        is_comparison = kind is not None and kind.group(1) == b"cellIs" and sign
        if len(formulas) != 1 or not (is_comparison or (kind is not None and kind.group(1) == b"expression")):
            return True
        formula = f"{sign}{formulas[0]}" if is_comparison else formulas[0]
        return may_hold(formula, read_areas(where), self._filled_rows)

    @cached_property
    def _filled_rows(self) -> list[tuple[int, dict[int, str]]]:
        """The texts of every filled row."""
        return [(number, self.cells(start, end)) for number, start, end in self.rows]

    def cells(self, start: int, end: int) -> dict[int, str]:
        """Text of every filled cell of a row by column."""
        found: dict[int, str] = {}
        position = -1
        known = self._columns
        read = self._reader
        for name, attributes, body in self.find.cell.findall(self.xml, start, end):
            if not name and (named := _REFERENCE.search(attributes)):
                name = named.group(1)
            if name:
                position = known[name] if name in known else self._column(name)
            else:
                position += 1
            if body and (text := read(attributes, body)):
                found[position] = text
        return found

    def _column(self, letters: bytes) -> int:
        self._columns[letters] = column_number(letters)
        return self._columns[letters]

    @property
    def _reader(self) -> Callable[[bytes, bytes], str]:
        """How a cell is read: strokes are looked for only where a style of the workbook has one."""
        return self._shown if self.book.struck else self._text

    def _shown(self, attributes: bytes, body: bytes) -> str:
        """Text of a cell, with the strokes of its style."""
        named, text = _STYLE.search(attributes), self._text(attributes, body)
        return strike(text) if named and int(named.group(1)) in self.book.struck else text

    def _text(self, attributes: bytes, body: bytes) -> str:
        known = self._kinds.get(attributes)
        if known is None:
            known = self._kinds[attributes] = self._kind(attributes)
        code, style = known
        if code == b"inlineStr":
            return _worded(self._inline(self.find.phonetic.sub(b"", body)), style)
        if body[:3] == b"<v>" and body[-4:] == b"</v>":
            raw = body[3:-4]
            if code == b"n" and style is None:
                # Nearly all figures of official tables: whole numbers, with or without a decimal of 0.
                whole = raw[:-2] if raw[-2:] == b".0" else raw
                if whole.isdigit() and whole[:1] != b"0" and len(whole) < 15:
                    return whole.decode()
            raw = raw.strip()
        else:
            value = self.find.value.search(body)
            raw = value.group(1).strip() if value else b""
            if self.has_formulas and self._is_open(raw) and (formula := self.find.formula.search(body)):
                return "=" + (_unescaped(formula.group(1)) if formula.group(1) else "…")
        return self._typed(code, raw, style) if raw else ""

    def _inline(self, body: bytes) -> str:
        """A text that stands in its cell, raised digits and strokes as such."""
        if not _MARKS.search(body):
            return trimmed(_plain(_unescaped(b"".join(self.find.text.findall(body)))))
        return trimmed("".join(self._run(run) for run in self.find.run.findall(body)))

    def _run(self, run: bytes) -> str:
        text = _plain(_unescaped(b"".join(self.find.text.findall(run))))
        if b'"superscript"' in run:
            text = text.translate(RAISED)
        return strike(text) if _STRIKE.search(run) else text

    def _kind(self, attributes: bytes) -> tuple[bytes, Style | None]:
        """Type of a cell, and how its style shows numbers."""
        kind, named = _KIND.search(attributes), _STYLE.search(attributes)
        style = self.book.styles.get(int(named.group(1)) if named else 0)
        return kind.group(1) if kind else b"n", style

    def _is_open(self, raw: bytes) -> bool:
        """True for a formula nobody has calculated."""
        return not raw or (raw in (b"0", b"0.0") and not self._zero_is_result)

    def _typed(self, code: bytes, raw: bytes, style: Style | None) -> str:
        if code == b"s":
            place = int(raw) if raw.isdigit() else -1
            return _worded(self.book.texts[place], style) if 0 <= place < len(self.book.texts) else ""
        if code in (b"str", b"e"):
            text = _plain(_unescaped(raw)).strip(" \t\r\n")
            return text if code == b"e" else _worded(text, style)
        if code == b"b":
            return "yes" if raw == b"1" else "no"
        if code == b"d":
            return _unescaped(raw).removesuffix("T00:00:00")
        return self._number(raw, style)

    def _number(self, raw: bytes, style: Style | None) -> str:
        try:
            number = float(raw)
            if style == DAY:
                return _day(self.book.epoch, number)
            return (style.text_of(number) if style else "") or number_text(number)
        except (ValueError, OverflowError):
            return _unescaped(raw)


def _worded(text: str, style: Style | None) -> str:
    """The text of a cell with the words its format adds."""
    return style.words_of(text) if text and isinstance(style, NumberFormat) else text


def _unescaped(raw: bytes) -> str:
    text = raw.decode("utf-8", "replace")
    return html.unescape(text) if "&" in text else text


def _day(epoch: datetime, number: float) -> str:
    """A day as ISO date, with the time when there is one."""
    found = epoch + timedelta(days=number)
    return found.date().isoformat() if number.is_integer() else found.isoformat(" ", "seconds")
