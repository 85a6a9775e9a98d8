"""Excel workbooks: the parts of the package, read without calculating and without building the whole sheet.

A cell that holds a spreadsheet error (`#N/A`) keeps the text of its error, and a formula without a stored
result is handed over as the formula: both are no number, so that every check names them with their place.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from lxml import etree

from data.intake.sheets import Merge, number_text

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.S)
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*?>(.*?)</(?:\w+:)?v>", re.S)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?f>)", re.S)
_TEXT = re.compile(rb"<(?:\w+:)?t\b[^>]*?>(.*?)</(?:\w+:)?t>", re.S)
_PHONETIC = re.compile(rb"<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh>", re.S)
_REFERENCE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_NUMBER = re.compile(rb'\br="(\d+)"')
_KIND = re.compile(rb'\bt="(\w+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_MOST_MERGES = 100_000


class DamagedError(Exception):
    """A part of the workbook is missing or broken."""


@dataclass(frozen=True)
class Listed:
    """A sheet as the workbook lists it: its name, the part that holds it, and whether it is shown."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, eq=False)
class Book:
    """What the sheets of a workbook share.

    Attributes:
        sheets: worksheets in the order of their tabs.
        texts: shared texts.
        dates: styles that show a number as a day.
        epoch: day zero of the calendar.
        recalculates: the writer left the calculation to the program that opens the workbook.
    """

    sheets: tuple[Listed, ...]
    texts: tuple[str, ...] = ()
    dates: frozenset[int] = frozenset()
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
    root = _tree(unpack(part))
    places = _relations(unpack, names, part)
    sheets = []
    for sheet in root.iter("{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        kind, target = places.get(str(key), ("", ""))
        if kind.endswith("/worksheet") and target in names:
            sheets.append(Listed(sheet.get("name", ""), target, sheet.get("state", "visible") != "visible"))
    options = next(root.iter("{*}workbookPr"), None)
    early = options is not None and options.get("date1904") in ("1", "true")
    calculation = next(root.iter("{*}calcPr"), None)
    return Book(
        tuple(sheets),
        _shared_texts(unpack("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in names else (),
        _date_styles(unpack("xl/styles.xml")) if "xl/styles.xml" in names else frozenset(),
        datetime(1904, 1, 1) if early else datetime(1899, 12, 30),
        calculation is not None and calculation.get("fullCalcOnLoad") in ("1", "true"),
    )


def _tree(data: bytes) -> etree._Element:
    """A small part as a tree; nothing outside of it is fetched and no entity is followed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedError(str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise DamagedError("a part declares a document type")
    return root


def _relations(unpack: Callable[[str], bytes], names: set[str], part: str) -> Mapping[str, tuple[str, str]]:
    """Key -> (kind, part) of what a part points to."""
    folder, name = posixpath.split(part)
    path = f"{folder}/_rels/{name}.rels"
    if path not in names:
        raise DamagedError(path)
    found = {}
    for one in _tree(unpack(path)):
        target = one.get("Target", "")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        found[one.get("Id", "")] = (one.get("Type", ""), whole)
    return found


def _shared_texts(data: bytes) -> tuple[str, ...]:
    texts = []
    for item in _tree(data):
        runs = [run for run in item.iter("{*}t") if not _is_phonetic(run)]
        texts.append(_plain("".join(run.text or "" for run in runs)))
    return tuple(texts)


def _is_phonetic(run: etree._Element) -> bool:
    parent = run.getparent()
    return parent is not None and str(parent.tag).endswith("rPh")


def _plain(text: str) -> str:
    """A text with the escapes of the format undone."""
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


def _date_styles(data: bytes) -> frozenset[int]:
    """Positions of the cell styles that show a number as a day."""
    root = _tree(data)
    formats = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in root.iter("{*}numFmt")}
    styles = next(root.iter("{*}cellXfs"), None)
    found = []
    for position, style in enumerate(styles if styles is not None else ()):
        number = int(style.get("numFmtId", "0"))
        code = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", formats.get(number, ""))
        if number in _BUILT_IN_DATES or re.search(r"[dDyYmM]", code):
            found.append(position)
    return frozenset(found)


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

    def __post_init__(self) -> None:
        """Check that the part is whole."""
        if b"<!DOCTYPE" in self.xml[:4096] or not re.search(rb"</(\w+:)?sheetData>|<(\w+:)?sheetData\s*/>", self.xml):
            raise DamagedError("the sheet is cut off")

    @cached_property
    def rows(self) -> tuple[tuple[int, int, int], ...]:
        """Spreadsheet row, first and last byte of every row there is."""
        found: list[tuple[int, int, int]] = []
        number, ends = 0, []
        for match in _ROW.finditer(self.xml):
            named = _NUMBER.search(match.group(1))
            number = int(named.group(1)) if named else number + 1
            ends.append(match.start())
            found.append((number, match.end(), 0))
        ends.append(len(self.xml))
        return tuple((number, start, ends[i + 1]) for i, (number, start, _) in enumerate(found))

    @cached_property
    def formulas(self) -> int:
        """How many cells hold a formula."""
        return len(_FORMULA.findall(self.xml)) if b"<f" in self.xml or b":f" in self.xml else 0

    @cached_property
    def _zero_is_result(self) -> bool:
        """Whether a stored 0 is a result: some writers store it for every formula they do not calculate."""
        if self.book.recalculates:
            return False
        values = (_VALUE.search(body) for _, body in _CELL.findall(self.xml) if body and _FORMULA.search(body))
        return any(value is not None and value.group(1).strip() not in (b"", b"0") for value in values)

    @cached_property
    def merges(self) -> tuple[Merge, ...]:
        """Merged ranges."""
        found = _MERGED.findall(self.xml, self.xml.rfind(b"sheetData>"))[:_MOST_MERGES]
        return tuple(
            Merge(int(row), column_number(left), int(last), column_number(right)) for left, row, right, last in found
        )

    def cells(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Column and text of every filled cell of a row."""
        position = -1
        for attributes, body in _CELL.findall(self.xml, start, end):
            named = _REFERENCE.search(attributes)
            position = self._column(named.group(1)) if named else position + 1
            if body and (text := self._text(attributes, body)):
                yield position, text

    def cell(self, start: int, end: int, name: bytes) -> str:
        """Text of the cell with this reference in a row."""
        place = self.xml.find(b'r="' + name + b'"', start, end)
        if place < 0:
            return ""
        match = _CELL.match(self.xml, self.xml.rfind(b"<", start, place), end)
        return self._text(match.group(1), match.group(2)) if match and match.group(2) else ""

    def _column(self, letters: bytes) -> int:
        known = self._columns.get(letters)
        if known is None:
            known = self._columns[letters] = column_number(letters)
        return known

    def _text(self, attributes: bytes, body: bytes) -> str:
        kind = _KIND.search(attributes)
        code = kind.group(1) if kind else b"n"
        if code == b"inlineStr":
            runs = _TEXT.findall(_PHONETIC.sub(b"", body))
            return _plain(_unescaped(b"".join(runs))).strip(" \t\r\n")
        value = _VALUE.search(body)
        raw = value.group(1).strip() if value else b""
        if (b"<f" in body or b":f" in body) and self._is_open(raw):
            formula = _FORMULA.search(body)
            return "=" + (_unescaped(formula.group(2)) if formula and formula.group(2) else "…")
        return self._typed(code, raw, attributes) if raw else ""

    def _is_open(self, raw: bytes) -> bool:
        """True for a formula nobody has calculated."""
        return not raw or (raw in (b"0", b"0.0") and not self._zero_is_result)

    def _typed(self, code: bytes, raw: bytes, attributes: bytes) -> str:
        if code == b"s":
            place = int(raw) if raw.isdigit() else -1
            return self.book.texts[place].strip(" \t\r\n") if 0 <= place < len(self.book.texts) else ""
        if code in (b"str", b"e"):
            return _plain(_unescaped(raw)).strip(" \t\r\n")
        if code == b"b":
            return "yes" if raw == b"1" else "no"
        if code == b"d":
            return _unescaped(raw).removesuffix("T00:00:00")
        return self._number(raw, attributes)

    def _number(self, raw: bytes, attributes: bytes) -> str:
        style = _STYLE.search(attributes)
        try:
            number = float(raw)
            if style and int(style.group(1)) in self.book.dates:
                return _day(self.book.epoch, number)
        except (ValueError, OverflowError):
            return _unescaped(raw)
        return number_text(number)


def _unescaped(raw: bytes) -> str:
    return html.unescape(raw.decode("utf-8", "replace"))


def _day(epoch: datetime, number: float) -> str:
    """A day as ISO date, with the time when there is one."""
    found = epoch + timedelta(days=number)
    return found.date().isoformat() if number.is_integer() else found.isoformat(" ", "seconds")
