"""The horizontal legend above the plot area."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import plotly.graph_objects as go

from analytics.exports.drawing.marks import Box, Dot, Mark, Path, Words
from analytics.exports.drawing.scene.model import Scene
from analytics.exports.drawing.scene.style import alpha_of, bar_style, dot_style, hex_colour
from analytics.exports.drawing.text_metrics import Run, text_width
from analytics.figure import theme

LEGEND_ROW, _KEY = 20.0, 12.0
# The font of a template may be wider than ours: an entry ran into the sign of the next.
_WIDER = 1.2


def legend_entries(chart: go.Figure) -> list[tuple[int, Any]]:
    """Traces the legend names, with their numbers, in its order."""
    if not chart.layout.showlegend:
        return []
    named = [(n, trace) for n, trace in enumerate(chart.data) if trace.name and trace.showlegend is not False]
    return sorted(named, key=lambda entry: entry[1].legendrank or 1000)


def legend_rows(entries: list[tuple[int, Any]], room: float) -> list[list[tuple[float, int, Any]]]:
    """Entries with their places from the left, in as many rows as `room` asks for."""
    rows: list[list[tuple[float, int, Any]]] = [[]]
    place = 0.0
    for number, trace in entries:
        width = text_width(trace.name, 13) * _WIDER + 3 * _KEY
        if place and place + width > room:
            rows.append([])
            place = 0.0
        rows[-1].append((place, number, trace))
        place += width + 8
    return rows


def draw_legend(scene: Scene, rows: list[list[tuple[float, int, Any]]], top: float) -> Iterator[Mark]:
    """Key and name of every entry."""
    for row_number, row in enumerate(rows):
        y = top + (row_number + 0.5) * LEGEND_ROW
        for place, number, trace in row:
            x = scene.left + place
            yield from _key(trace, number, x, y)
            words = ((Run(trace.name),),)
            yield Words(("legend", number), x + _KEY + 8, y, words, 13, theme.INK_QUIET, "left", "middle")


def _key(trace: Any, number: int, x: float, y: float) -> Iterator[Mark]:
    origin, middle = ("legend", number), x + _KEY / 2
    if trace.type == "bar":
        yield Box(origin, x, y - _KEY / 2, x + _KEY, y + _KEY / 2, **bar_style(trace, 0))
        return
    if trace.fill:
        fill, opacity = hex_colour(trace.fillcolor), alpha_of(trace.fillcolor)
        yield Box(origin, x - 4, y - _KEY / 2, x + _KEY + 4, y + _KEY / 2, fill, opacity=opacity)
        return
    if "lines" in (trace.mode or ""):
        line = trace.line
        yield Path(
            origin,
            ((x - 4, y), (x + _KEY + 4, y)),
            hex_colour(line.color or theme.GREEN),
            float(line.width or 2),
            line.dash or "solid",
        )
    if "markers" in (trace.mode or ""):
        style = dot_style(trace, 0)
        yield Dot(origin, middle, y, **(style | {"size": min(12.0, style["size"])}))
