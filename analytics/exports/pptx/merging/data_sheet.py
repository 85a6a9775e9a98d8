"""The data sheet of a chart: what the person changed there, and single cells changed; the rest of it stays as it is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn

from analytics.exports.pptx.memory.slots import Slots, point_slots, points_of, values_of
from analytics.exports.pptx.merging.old_slide import equal
from analytics.exports.pptx.parts.styles import C

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET = "xl/worksheets/sheet1.xml"
_NUMBERS = (f"{C}val", f"{C}xVal", f"{C}yVal")
_PLACE = re.compile(r"\$([A-Z]+)\$(\d+)")
Cells = dict[str, str | float | None]


def sheet_cells(space: Any) -> Cells:
    """Every cell the chart refers to, with the content the chart shows."""
    cells: Cells = {}
    for holder in space.iter(f"{C}tx", f"{C}cat", *_NUMBERS):
        numeric = holder.find(f"{C}numRef") is not None
        points = points_of(holder)
        for place, cell in enumerate(_cells_of(holder)):
            value = points.get(place)
            cells[cell] = float(value) if numeric and value is not None else value
    return cells


def _cells_of(holder: Any) -> list[str]:
    """Names of the cells a part of a series refers to, in order."""
    where = holder.find(f".//{C}f")
    found = _PLACE.findall(where.text or "") if where is not None else []
    if not found:
        return []
    (column, first), *rest = found
    return [f"{column}{row}" for row in range(int(first), int(rest[0][1] if rest else first) + 1)]


def take_sheet_edits(chart: Any, made: Slots) -> None:
    """Shows in the chart the numbers that the person changed in its data sheet alone.

    A sheet that disagrees with most of what the chart shows was written by another program in its own way and says
    nothing about the person.

    Args:
        chart: python-pptx's chart.
        made: what the slide remembers of its making.
    """
    book = None if _is_linked(chart) else chart.part.chart_workbook.xlsx_part
    typed = _read_numbers(book.blob) if book is not None else {}
    others = list(_differing(chart._chartSpace, typed)) if typed else []
    if 2 * len(others) > sum(len(points_of(values_of(series))) for series in chart._chartSpace.iter(f"{C}ser")):
        return
    for series, tag, place, value in others:
        slot, shown = point_slots(series).get(place, ""), points_of(values_of(series)).get(place, "")
        # What the chart itself shows as the person's own stays.
        if slot in made and equal(round(float(shown), 6), made[slot]):
            point = next(entry for entry in series.find(tag).iter(f"{C}pt") if entry.get("idx") == str(place))
            point.find(f"{C}v").text = f"{value:.12g}"


def _is_linked(chart: Any) -> bool:
    """Whether the sheet of a chart is a file of its own somewhere."""
    data = chart._chartSpace.find(f"{C}externalData")
    rel = chart.part.rels.get(data.get(qn("r:id"))) if data is not None else None
    return data is not None and (rel is None or rel.is_external)


def drop_link(chart: Any) -> None:
    """Frees a chart from a sheet elsewhere, so that it can have one of its own."""
    if _is_linked(chart):
        chart._chartSpace.remove(chart._chartSpace.find(f"{C}externalData"))


def _differing(space: Any, typed: dict[str, float]) -> Iterator[tuple[Any, str, int, float]]:
    """Series, part, place and number of every cell that holds another number than the chart shows."""
    for series in space.iter(f"{C}ser"):
        for tag in _NUMBERS:
            holder = series.find(tag)
            if holder is None:
                continue
            cells = _cells_of(holder)
            for place, shown in points_of(holder).items():
                value = typed.get(cells[place]) if place < len(cells) else None
                if value is not None and not equal(round(float(shown), 6), round(value, 6)):
                    yield series, tag, place, value


def _read_numbers(blob: bytes) -> dict[str, float]:
    """Numbers of the first sheet by cell; none when the file cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(blob)) as book:
            root = etree.fromstring(book.read(_SHEET))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        return {}
    cells = ((cell.get("r"), cell.get("t", "n"), cell.findtext(f"{_S}v", "")) for cell in root.iter(f"{_S}c"))
    return {name: float(value) for name, kind, value in cells if kind == "n" and value}


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
