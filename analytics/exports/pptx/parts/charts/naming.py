"""What series and rows of a chart's data sheet are called: after the measure with its unit, after districts."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from analytics.exports.drawing.scene.model import as_numbers, pick
from analytics.exports.drawing.text_metrics import plain_text, read_markup
from analytics.figure.model import Column, Figure
from analytics.language import Wording

_WORDS = ("text", "link", "date")


def name_series(series: list[Any], figure: Figure, kind: str, w: Wording) -> None:
    """Gives every series a name of its own."""
    taken: set[str] = set()
    for one in series:
        base = plain_text(one.name) or _unnamed(one, figure, kind, w)
        name, number = base, 2
        while name in taken:
            name, number = f"{base} {number}", number + 1
        taken.add(name)
        one.name = name


def _unnamed(series: Any, figure: Figure, kind: str, w: Wording) -> str:
    if kind != "points":
        return measure_of(figure, series.values) or _clause(figure)
    if series.dot is not None and has_rows(figure):
        return w.text("Row in the chart")
    return measure_of(figure, series.values) or (w.text("Line") if series.dot is None else w.text("Points"))


def across_name(figure: Figure, series: list[Any]) -> str:
    """What the horizontal values of points are."""
    known = measure_of(figure, series[0].xs) if series else ""
    return known or (_clause(figure) if has_rows(figure) else "")


def value_name(figure: Figure, values: list[float]) -> str:
    """What plotted values are, with their unit."""
    return measure_of(figure, values) or _clause(figure)


def axis_words(figure: Figure) -> dict[float, str]:
    """Places on the horizontal axis that stand for words, as where a year would stand there is "not yet"."""
    axis = figure.chart.layout.xaxis if figure.chart is not None else None
    if axis is None or axis.ticktext is None:
        return {}
    places = zip(as_numbers(axis.tickvals), (plain_text(str(text)) for text in axis.ticktext), strict=True)
    return {place: text for place, text in places if text and not any(sign.isdigit() for sign in text[:2])}


def has_rows(figure: Figure) -> bool:
    """Whether the places on the vertical axis are words."""
    return figure.chart is not None and bool(figure.chart.layout.yaxis.ticktext)


def measure_of(figure: Figure, values: list[float]) -> str:
    """The measure of plotted values with its unit; empty for none."""
    if figure.plotted:
        return figure.plotted
    column = column_of(figure, values)
    if column is None:
        return ""
    return _clause(figure) if column.label in _clause(figure) else column.label


def column_of(figure: Figure, values: list[float]) -> Column | None:
    """The column of the table that holds plotted values."""
    known = [value for value in values if not math.isnan(value)]
    columns = (column for column in figure.columns if column.kind not in _WORDS)
    return next((column for column in columns if known and _holds(figure.table[column.name], known)), None)


def _clause(figure: Figure) -> str:
    """The measure as the subtitle names it."""
    return (figure.subtitle.partition(": ")[2] or figure.subtitle).partition(",")[0]


def _holds(column: pd.Series, values: list[float]) -> bool:
    held = pd.to_numeric(column, errors="coerce").dropna().tolist()
    return all(any(math.isclose(value, one, rel_tol=1e-6, abs_tol=1e-6) for one in held) for value in values)


def name_points(trace: Any, chart: Any) -> tuple[list[str], list[str]]:
    """Whom each point stands for, and what it says: as the pointer reads it, with the words of its row."""
    rows = dict(zip(as_numbers(chart.layout.yaxis.tickvals), map(str, chart.layout.yaxis.ticktext or ()), strict=False))
    names, remarks = [], []
    for place, y in enumerate(as_numbers(trace.y)):
        runs = [run for line in read_markup(str(pick(trace.hovertext, place) or "")) for run in line]
        row = plain_text(rows.get(y, ""))
        names.append(" ".join(run.text.strip() for run in runs if run.bold) or row)
        said = " ".join(run.text.strip(" ·,") for run in runs if not run.bold).strip()
        remarks.append(": ".join(text for text in (row if row != names[-1] else "", said) if text))
    return names, remarks
