"""One worksheet of an Excel workbook: rows known by place and read when they are asked for."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, lru_cache

from data.intake.cells.number_formats import NumberFormat
from data.intake.cells.struck import strike
from data.intake.workbooks.rules import OPERATORS, may_hold, read_ranges
from data.intake.workbooks.sheets import Merge, number_text, trimmed_cell
from data.intake.workbooks.xlsx import DAY, RAISED, Book, DamagedError, Style, cell_style, plain_text, usual_xml

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

_MOST_MERGES = 100_000

_HIDDEN = rb'\bhidden="(?:1|true)"'

_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*" + _HIDDEN + rb')[^>]*?\br="(\d+)"')

_HIDDEN_COLUMN = re.compile(
    rb"<(?:\w+:)?col\b(?=[^>]*" + _HIDDEN + rb')(?=[^>]*\bmin="(\d+)")(?=[^>]*\bmax="(\d+)")[^>]*>'
)

_MARKS = re.compile(rb'"superscript"|<(?:\w+:)?strike\b')

_STRIKE = re.compile(rb'<(?:\w+:)?strike\b(?!\s+val="(?:0|false)")')

_END = re.compile(rb"\s?/?>")


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
        self.xml = usual_xml(self.xml)
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
        return bool(named) or _STRIKE.search(rule) is not None or any(cell_style(0, code) is not None for code in codes)

    def _may_hold(self, rule: bytes, where: str) -> bool:
        """Whether a rule may hold for one of the filled cells of its range."""
        kind, named = _RULE_KIND.search(rule), _RULE_OPERATOR.search(rule)
        formulas = [_unescaped(one).strip() for one in _RULE_FORMULA.findall(rule)]
        sign = OPERATORS.get(named.group(1).decode(), "") if named else ""
        is_comparison = kind is not None and kind.group(1) == b"cellIs" and sign
        if len(formulas) != 1 or not (is_comparison or (kind is not None and kind.group(1) == b"expression")):
            return True
        formula = f"{sign}{formulas[0]}" if is_comparison else formulas[0]
        return may_hold(formula, read_ranges(where), self._filled_rows)

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
            return trimmed_cell(plain_text(_unescaped(b"".join(self.find.text.findall(body)))))
        return trimmed_cell("".join(self._run(run) for run in self.find.run.findall(body)))

    def _run(self, run: bytes) -> str:
        text = plain_text(_unescaped(b"".join(self.find.text.findall(run))))
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
            text = plain_text(_unescaped(raw)).strip(" \t\r\n")
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
