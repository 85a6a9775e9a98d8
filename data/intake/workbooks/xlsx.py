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
from datetime import datetime
from typing import Literal

from lxml import etree

from data.intake.cells.number_formats import BUILT_IN, NumberFormat, read_format
from data.intake.cells.struck import OFF, strike
from data.intake.workbooks.sheets import trimmed_cell

_ITEM = re.compile(rb"<si><t(?: [^>]*)?>([^<]*)</t></si>")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""A raised digit is the number of a footnote, or a power; never one more digit of the number before it."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_UNUSUAL = (b"<!", b"='")
"""How comments, marked sections and single quotation marks begin."""
_MOST_REWRITTEN = 64 * 1024 * 1024
"""A larger sheet is read as it is: as a tree it would fill the memory."""


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


def usual_xml(xml: bytes) -> bytes:
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
        return tuple(trimmed_cell(plain_text(html.unescape(text) if "&" in text else text)) for text in texts)
    texts = []
    for item in tree(data):
        if len(item) == 1 and str(item[0].tag).endswith("}t"):
            texts.append(trimmed_cell(plain_text(item[0].text or "")))
            continue
        runs = [run for run in item.iter("{*}t") if not _is_phonetic(run)]
        texts.append(trimmed_cell(plain_text("".join(_run_text(run) for run in runs))))
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


def plain_text(text: str) -> str:
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
        style = cell_style(number, formats.get(number, BUILT_IN.get(number, "")))
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


def cell_style(number: int, code: str) -> Style | None:
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
        if _strikes(one) or any(cell_style(0, code.get("formatCode", "")) is not None for code in one.iter("{*}numFmt"))
    )
