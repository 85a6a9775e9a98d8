"""The data sheet behind a chart, as it opens with "Edit Data"."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from typing import Any

from analytics.exports.pptx.parts.charts.plan import Plan
from analytics.exports.pptx.parts.charts.xml import SHEET
from analytics.language import Wording

_WIDE, _NARROW = 32, 14


def chart_workbook(
    plan: Plan,
    w: Wording,
    sources: Sequence[Sequence[str]] = (),
    *,
    measure: str = "",
    words: Mapping[float, str] | None = None,
) -> bytes:
    """The data sheet of the chart: figures first, then whom each point stands for; the sources on a second sheet.

    Args:
        plan: the chart.
        w: language.
        sources: title, address, date and licence of each.
        measure: what the values are, with their unit; above the categories where no series is called so.
        words: horizontal values that stand for words, such as "not yet": the cells show these.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(SHEET)
    if plan.kind == "points":
        _write_points(book, sheet, plan, w, words or {})
    else:
        sheet.set_column(0, 0, _WIDE)
        if not any(measure in series.name for series in plan.series):
            sheet.write_string(0, 0, measure)
        sheet.write_column(1, 0, plan.categories)
        for column, series in enumerate(plan.series, start=1):
            _write_series(sheet, column, series.name, series.values, _rounded(book, series.values))
    if sources:
        _write_sources(book, sources, w)
    book.close()
    return buffer.getvalue()


def _write_points(book: Any, sheet: Any, plan: Plan, w: Wording, words: Mapping[float, str]) -> None:
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    across = w.text("Date") if plan.dates else plan.x_name
    for number, series in enumerate(plan.series):
        _write_series(sheet, 2 * number, across, series.xs, day if plan.dates else _rounded(book, series.xs))
        _write_series(sheet, 2 * number + 1, series.name, series.values, _rounded(book, series.values))
        for row, value in enumerate(series.xs, start=1):
            if value in words:
                # The place on the axis is no figure of anything: a year to come would be read as one.
                shown = words[value].replace('"', "")
                sheet.write_number(row, 2 * number, value, book.add_format({"num_format": f'"{shown}"'}))
    column = 2 * len(plan.series)
    for series in plan.series:
        for texts, head in ((series.names, w.text("Name")), (series.remarks, w.text("What it says"))):
            if any(texts):
                sheet.write_string(0, column, f"{head} ({series.name})")
                sheet.write_column(1, column, texts)
                sheet.set_column(column, column, _WIDE)
                column += 1


def _rounded(book: Any, values: list[float]) -> Any:
    """A format with as many decimals as a reader needs; the digits behind stay in the cell."""
    known = [value for value in values if not math.isnan(value)]
    whole = all(value.is_integer() for value in map(float, known))
    # Years carry no separator.
    years = whole and bool(known) and all(1900 < value < 2100 for value in known)
    return book.add_format({"num_format": "0" if years else "#,##0" if whole else "#,##0.0"})


def _write_series(sheet: Any, column: int, name: str, values: list[float], style: Any) -> None:
    sheet.set_column(column, column, _NARROW)
    sheet.write_string(0, column, name)
    for row, value in enumerate(values, start=1):
        if not math.isnan(value):
            sheet.write_number(row, column, value, style)


def _write_sources(book: Any, sources: Sequence[Sequence[str]], w: Wording) -> None:
    sheet = book.add_worksheet(w.text("Sources"))
    heads = (w.text("Source"), w.text("Address of the source"), w.text("As of"), w.text("Licence"))
    for row, entry in enumerate([heads, *sources]):
        sheet.write_row(row, 0, entry)
    sheet.set_column(0, 1, _WIDE)
    sheet.set_column(2, 3, _NARROW)
