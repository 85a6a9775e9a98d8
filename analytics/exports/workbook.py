"""A collection as a workbook: a sheet per figure with the data as shown, units, status and sources."""

from __future__ import annotations

import io
import re
from typing import Any

import pandas as pd

from analytics.exports.collection import Collection, draw_slide_figure
from analytics.exports.number_formats import cell_format
from analytics.exports.pptx.write import Draw
from analytics.exports.provenance import licence_line
from analytics.exports.views import MapView
from analytics.figure.model import Figure, Kind
from analytics.figure.sources import source_rows
from analytics.language import Wording
from data.errors import ExportError
from data.schemas import Atlas

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_MOST_NAME, _MOST_CELL = 31, 32_000


def write_workbook(atlas: Atlas, w: Wording, collection: Collection, *, draw: Draw = draw_slide_figure) -> bytes:
    """The collection as an .xlsx file.

    Numbers are numbers with all their digits; texts are texts, also where a spreadsheet would run them as a formula;
    a missing value is an empty cell.

    Raises:
        ExportError: collection_empty.
        AtlasError: the data no longer hold what a view names.
    """
    # Loaded by the first workbook, not by the start of the server.
    import xlsxwriter

    if not collection.slides:
        raise ExportError(code="collection_empty")
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": collection.title, "author": "Ankommen-Atlas", "comments": atlas.version})
    formats = _Formats(book, w)
    figures = [_figure(draw(atlas, w, spec)) for spec in collection.slides]
    names = sheet_names(
        [spec.headline or figure.headline for spec, figure in zip(collection.slides, figures, strict=True)]
    )
    for name, figure, spec in zip(names, figures, collection.slides, strict=True):
        _write_figure(book.add_worksheet(name), formats, atlas, w, figure, spec.headline, spec.remark)
    _write_sources(book.add_worksheet(_free(w.text("Sources"), names)), formats, atlas, w, figures)
    book.close()
    return buffer.getvalue()


class _Formats:
    """Formats of the workbook."""

    def __init__(self, book: Any, w: Wording) -> None:
        self._book, self._w = book, w
        self._numbers: dict[str, Any] = {}
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})

    def number(self, kind: Kind, value: Any) -> Any:
        """Format of a number; None for a kind that is none."""
        code = cell_format(kind, value, self._w)
        if code and code not in self._numbers:
            self._numbers[code] = self._book.add_format({"num_format": code, "valign": "top"})
        return self._numbers.get(code)


def _figure(content: Figure | MapView) -> Figure:
    return content.figure if isinstance(content, MapView) else content


def sheet_names(headlines: list[str]) -> list[str]:
    """Names spreadsheets accept: numbered, at most 31 signs, without forbidden ones."""
    names = []
    for number, headline in enumerate(headlines, start=1):
        plain = _FORBIDDEN.sub(" ", headline).strip("' ")
        names.append(f"{number} {plain}"[:_MOST_NAME].strip("' "))
    return names


def _free(name: str, taken: list[str]) -> str:
    return name if name.lower() not in {other.lower() for other in taken} else f"{name} 2"


def _write_figure(
    sheet: Any, formats: _Formats, atlas: Atlas, w: Wording, figure: Figure, headline: str, remark: str
) -> None:
    sheet.write_string(0, 0, headline or figure.headline, formats.title)
    sheet.write_string(1, 0, figure.subtitle)
    row = 2
    if remark:
        sheet.write_string(row, 0, remark)
        row += 1
    head = row + 1
    sources = " | ".join(dict.fromkeys(source_rows(atlas, figure.source_ids)["citation"]))[:_MOST_CELL]
    columns = [(column.label, figure.table[column.name], column.kind) for column in figure.columns]
    status = _status(figure)
    if status is not None:
        columns.append((w.text("Status"), status, "text"))
    columns.append((w.text("Source"), pd.Series([sources] * len(figure.table), dtype="str"), "text"))
    for place, (label, values, kind) in enumerate(columns):
        _write_column(sheet, formats, head, place, label, values, kind)
    sheet.freeze_panes(head + 1, 0)
    row = head + 2 + len(figure.table)
    for number, note in enumerate((*_said(figure, w), *figure.notes, licence_line(atlas, figure, w)), start=row):
        sheet.write_string(number, 0, note)


def _said(figure: Figure, w: Wording) -> list[str]:
    """What may be said of the figure and what not, a line each."""
    if figure.statements is None:
        return []
    carried = [saying.text for saying in figure.statements.carried]
    not_carried = [saying.text for saying in figure.statements.not_carried]
    return [w.text("What can be said"), *carried, w.text("What cannot be said, and what to mind"), *not_carried]


def _write_column(
    sheet: Any, formats: _Formats, head: int, place: int, label: str, values: pd.Series, kind: Kind
) -> None:
    sheet.write_string(head, place, label, formats.head)
    sheet.set_column(place, place, _width(values, label))
    for number, value in enumerate(values, start=head + 1):
        _write_cell(sheet, formats, number, place, value, kind)


def _status(figure: Figure) -> pd.Series | None:
    """Status of each row where the table holds one and does not show it."""
    shown = {column.name for column in figure.columns}
    return figure.table["status"] if "status" in figure.table and not shown & {"status", "state", "words"} else None


def _width(values: pd.Series, label: str) -> float:
    longest = max([len(str(value)) for value in values if pd.notna(value)], default=4)
    return float(min(60, max(10, len(label) * 0.7, longest + 2)))


def _write_cell(sheet: Any, formats: _Formats, row: int, place: int, value: Any, kind: Kind) -> None:
    if pd.isna(value) or value == "":
        sheet.write_blank(row, place, None)
        return
    style = formats.number(kind, value)
    if style is not None:
        sheet.write_number(row, place, float(value), style)
    else:
        sheet.write_string(row, place, str(value)[:_MOST_CELL], formats.text)


def _write_sources(sheet: Any, formats: _Formats, atlas: Atlas, w: Wording, figures: list[Figure]) -> None:
    ids = [source for figure in figures for source in figure.source_ids]
    rows = source_rows(atlas, ids)
    fields = {
        "source_id": w.text("Key"),
        "citation": w.text("Source"),
        "publisher": w.text("Publisher"),
        "url": w.text("Web address"),
        "licence": w.text("Licence"),
        "date_published": w.text("Published"),
        "date_accessed": w.text("Read on"),
        w.column("limits"): w.text("Known limits"),
    }
    for place, (name, label) in enumerate(fields.items()):
        sheet.write_string(0, place, label, formats.head)
        sheet.set_column(place, place, 12 if name == "source_id" else 36)
        for number, value in enumerate(rows[name], start=1):
            _write_cell(sheet, formats, number, place, value, "text")
    sheet.freeze_panes(1, 0)
