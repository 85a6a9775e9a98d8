"""The data sheet of a chart with single cells changed; the rest of the file stays as it is."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from lxml import etree

from analytics.exports.pptx.slots import points_of
from analytics.exports.pptx.styles import C

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET = "xl/worksheets/sheet1.xml"
_PLACE = re.compile(r"\$([A-Z]+)\$(\d+)")
Cells = dict[str, str | float | None]


def sheet_cells(space: Any) -> Cells:
    """Every cell the chart refers to, with the content the chart shows."""
    cells: Cells = {}
    for holder in space.iter(f"{C}tx", f"{C}cat", f"{C}val", f"{C}xVal", f"{C}yVal"):
        where = holder.find(f".//{C}f")
        if where is None:
            continue
        (column, first), *rest = _PLACE.findall(where.text)
        last = int(rest[0][1]) if rest else int(first)
        numeric = holder.find(f"{C}numRef") is not None
        points = points_of(holder)
        for place, row in enumerate(range(int(first), last + 1)):
            value = points.get(place)
            cells[f"{column}{row}"] = float(value) if numeric and value is not None else value
    return cells


def patch_sheet(blob: bytes, cells: Cells) -> bytes:
    """The workbook with these cells; None empties one."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blob)) as book, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in book.infolist():
            content = book.read(part)
            copy.writestr(part.filename, _patched(content, cells) if part.filename == _SHEET else content)
    return buffer.getvalue()


def _patched(content: bytes, cells: Cells) -> bytes:
    root = etree.fromstring(content)
    rows = root.find(f"{_S}sheetData")
    for name, value in cells.items():
        _write_cell(_cell(rows, name), value)
    extent = root.find(f"{_S}dimension")
    if extent is not None:
        root.remove(extent)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _cell(rows: Any, name: str) -> Any:
    number = int(re.sub(r"\D", "", name))
    row = _placed(rows, "row", str(number), lambda entry: int(entry.get("r")))
    return _placed(row, "c", name, lambda entry: _column(entry.get("r")))


def _placed(parent: Any, tag: str, name: str, order: Any) -> Any:
    """The child of that name, made in its place when it is missing."""
    child = next((entry for entry in parent if entry.get("r") == name), None)
    if child is None:
        child = parent.makeelement(f"{_S}{tag}", {"r": name})
        before = [entry for entry in parent if order(entry) < order(child)]
        parent.insert(len(before), child)
    return child


def _column(name: str) -> int:
    number = 0
    for sign in re.sub(r"\d", "", name):
        number = number * 26 + ord(sign) - 64
    return number


def _write_cell(cell: Any, value: str | float | None) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(value, float):
        etree.SubElement(cell, f"{_S}v").text = f"{value:.12g}"
    elif value is not None:
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, f"{_S}is"), f"{_S}t").text = value
