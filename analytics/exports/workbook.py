"""A collection as a workbook: a sheet per figure with the data as shown, units, status and sources."""

from __future__ import annotations

import io
import re
from contextlib import suppress
from datetime import datetime
from typing import Any

import pandas as pd

from analytics.exports.number_formats import cell_format, plain_format
from analytics.exports.presentation.collection import Collection, Draw, draw_slide_figure
from analytics.exports.provenance import licence_line
from analytics.exports.views import MapView
from analytics.exports.worded_numbers import numbers_in
from analytics.exports.workbook_charts import add_chart, add_table
from analytics.figure.model import NUMERIC_KINDS, Column, Figure, Kind
from analytics.figure.sources import source_rows
from analytics.language import Wording
from analytics.maps.indicators import indicator_rows
from analytics.rates.completeness import all_notes
from analytics.rates.coverage import STATES
from analytics.rates.naming import nothing_text, status_word
from data.atlas import Atlas
from data.errors import ExportError

_YEAR = re.compile(r"\d{4}")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_MOST_NAME, _MOST_CELL = 31, 32_000
_DATES = ("date_published", "date_accessed")


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
    version = w.text("Data version {version}", version=atlas.version)
    book.set_properties({"title": collection.title, "author": "Ankommen-Atlas", "comments": version})
    formats = _Formats(book, w)
    figures = [_figure(draw(atlas, w, spec)) for spec in collection.slides]
    names = sheet_names(
        [spec.headline or figure.headline for spec, figure in zip(collection.slides, figures, strict=True)]
    )
    for name, figure, spec in zip(names, figures, collection.slides, strict=True):
        sheet = book.add_worksheet(name)
        last = _write_figure(sheet, formats, atlas, w, figure, spec.headline, spec.remark)
        add_chart(book, sheet, last + 2, figure, w, formats.head)
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

    def day(self, text: str) -> Any:
        """Format of a day, or of a month where no more is known."""
        whole = len(text) > len("2025-07")
        codes = ("dd.mm.yyyy", "mm.yyyy") if self._w.lang == "de" else ("d mmm yyyy", "mmm yyyy")
        return self._format(codes[0 if whole else 1])

    def number(self, kind: Kind | None, value: Any) -> Any:
        """Format of a number; None for a kind that is none."""
        code = cell_format(kind, value, self._w) if kind else plain_format(value)
        return self._format(code)

    def _format(self, code: str) -> Any:
        if code and code not in self._numbers:
            self._numbers[code] = self._book.add_format({"num_format": code, "valign": "top"})
        return self._numbers.get(code)


def _figure(content: Figure | MapView) -> Figure:
    return content.figure if isinstance(content, MapView) else content


def sheet_names(headlines: list[str]) -> list[str]:
    """Names spreadsheets accept: numbered, at most 31 signs, without forbidden ones."""
    names = []
    for number, headline in enumerate(headlines, start=1):
        plain = " ".join(_FORBIDDEN.sub(" ", headline).split()).strip("' ")
        names.append(_short(f"{number} {plain}".strip("' ")))
    return names


def _short(name: str) -> str:
    """At most 31 signs as Excel counts them (one outside the basic plane counts two), cut between two words."""
    if _signs(name) <= _MOST_NAME:
        return name
    kept = name
    while _signs(kept) >= _MOST_NAME:
        kept = kept[:-1]
    whole = kept if name[len(kept)] == " " else kept.rpartition(" ")[0]
    # One long word is cut all the same.
    return (whole if len(whole) > len(kept) / 2 else kept).rstrip("' ,;:–-") + "…"


def _signs(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _day(value: Any) -> datetime | None:
    """A day out of 2024-05-31, the first of a month out of 2024-05; None for anything else."""
    for pattern in ("%Y-%m-%d", "%Y-%m"):
        with suppress(ValueError):
            return datetime.strptime(str(value)[:10], pattern)
    return None


def _free(name: str, taken: list[str]) -> str:
    return name if name.lower() not in {other.lower() for other in taken} else f"{name} 2"


def _write_figure(
    sheet: Any, formats: _Formats, atlas: Atlas, w: Wording, figure: Figure, headline: str, remark: str
) -> int:
    """Table and notes of a figure; the last row used."""
    sheet.write_string(0, 0, headline or figure.headline, formats.title)
    sheet.write_string(1, 0, figure.subtitle)
    row = 2
    if remark:
        sheet.write_string(row, 0, remark)
        row += 1
    head = row + 1
    sources = " | ".join(dict.fromkeys(source_rows(atlas, figure.source_ids, w)["citation"]))[:_MOST_CELL]
    columns = [entry for column in figure.columns for entry in _beside(atlas, figure, column, w)]
    status = _status(figure)
    if status is not None:
        columns.append((w.text("Status"), status.map(lambda word: _in_words(word, w)), "text"))
    columns.append((w.text("Source"), pd.Series([sources] * len(figure.table), dtype="str"), "text"))
    for place, (label, values, kind) in enumerate(columns):
        _write_column(sheet, formats, head, place, label, values, kind)
    sheet.freeze_panes(head + 1, 0)
    last = head + len(figure.table)
    add_table(sheet, head, [label for label, _, _ in columns], len(figure.table), formats.head)
    # Keys such as 12062 are names: no green corner for each of them.
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    _set_page(sheet, head)
    notes = (*_said(figure, w), *all_notes(figure, w), licence_line(atlas, figure, w))
    for number, note in enumerate(notes, start=last + 2):
        sheet.write_string(number, 0, note)
    return last + 1 + len(notes)


def _beside(atlas: Atlas, figure: Figure, column: Column, w: Wording) -> list[tuple[str, pd.Series, Kind | None]]:
    """A column; beside worded figures their numbers, beside worded dates their days."""
    values = figure.table[column.name]
    values = values.map(lambda status: _in_words(status, w)) if column.name == "status" else values
    entries: list[tuple[str, pd.Series, Kind | None]] = [(_heading(atlas, column, w), values, column.kind)]
    if column.kind == "text":
        numbers = numbers_in(values, w)
        if numbers is not None and not _is_shown(figure, numbers):
            entries.append((w.text("{label} (number)", label=column.label), numbers, None))
        if column.name == "when" and "date" in figure.table:
            entries.append((w.text("{label} (day)", label=column.label), figure.table["date"], "date"))
    return entries


def _heading(atlas: Atlas, column: Column, w: Wording) -> str:
    """The heading in words, also where the table on the page names the key of an indicator."""
    indicators = indicator_rows(atlas)
    known = indicators[indicators["indicator_id"] == column.label]
    if len(known):
        return f"{w.pick(known.iloc[0], 'label')} ({w.pick(known.iloc[0], 'unit')})"
    return w.text("Status") if column.label == "status" else column.label


def _in_words(status: Any, w: Wording) -> Any:
    """The state of a figure or of an initiative as the pages say it."""
    if status in ("reported", "missing"):
        return nothing_text(w, status, "")
    return status_word(status, w) if status in STATES else status


def _is_shown(figure: Figure, numbers: pd.Series) -> bool:
    """Whether a column of the figure holds these numbers already."""
    return any(
        column.kind in NUMERIC_KINDS and figure.table[column.name].astype("Float64").equals(numbers.astype("Float64"))
        for column in figure.columns
    )


def _set_page(sheet: Any, head: int) -> None:
    """A4 across, all columns on one page, headings on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_footer("&L&A&R&P / &N")


def _said(figure: Figure, w: Wording) -> list[str]:
    """What may be said of the figure and what not, a line each."""
    if figure.statements is None:
        return []
    carried = [saying.text for saying in figure.statements.carried]
    not_carried = [saying.text for saying in figure.statements.not_carried]
    return [w.text("What can be said"), *carried, w.text("What cannot be said, and what to mind"), *not_carried]


def _write_column(
    sheet: Any, formats: _Formats, head: int, place: int, label: str, values: pd.Series, kind: Kind | None
) -> None:
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


def _write_cell(sheet: Any, formats: _Formats, row: int, place: int, value: Any, kind: Kind | None) -> None:
    if pd.isna(value) or value == "":
        sheet.write_blank(row, place, None)
        return
    day = _day(value) if kind == "date" else None
    style = formats.number(kind, value)
    if day is not None:
        sheet.write_datetime(row, place, day, formats.day(str(value)))
    elif kind == "date" and _YEAR.fullmatch(str(value)):
        sheet.write_number(row, place, int(value), formats.number("year", value))
    elif style is not None:
        sheet.write_number(row, place, float(value), style)
    else:
        sheet.write_string(row, place, str(value)[:_MOST_CELL], formats.text)


def _write_sources(sheet: Any, formats: _Formats, atlas: Atlas, w: Wording, figures: list[Figure]) -> None:
    ids = [source for figure in figures for source in figure.source_ids]
    rows = source_rows(atlas, ids, w)
    fields = {
        "source_id": w.text("Key"),
        "citation": w.text("Source"),
        "publisher": w.text("Publisher"),
        "url": w.text("Web address"),
        "licence": w.text("Licence"),
        _DATES[0]: w.text("Published"),
        _DATES[1]: w.text("Read on"),
        w.column("limits"): w.text("Known limits"),
    }
    for place, name in enumerate(fields):
        sheet.set_column(place, place, 12 if name == "source_id" or name in _DATES else 36)
        for number, value in enumerate(rows[name], start=1):
            _write_cell(sheet, formats, number, place, value, "date" if name in _DATES else "text")
    add_table(sheet, 0, list(fields.values()), len(rows), formats.head)
    sheet.freeze_panes(1, 0)
    _set_page(sheet, 0)
