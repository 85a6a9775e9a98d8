"""A Plotly chart with every place worked out, so that it can be drawn without a browser.

Reads what the atlas' charts use: bars (stacked, overlaid, with a base), lines and markers, heat maps, shapes,
annotations, several vertical panels, a horizontal legend.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import plotly.graph_objects as go

from analytics.exports.drawing.marks import Mark, Words
from analytics.exports.drawing.scene.axes import (
    axis_bounds,
    axis_ticks,
    draw_grid,
    draw_tick_words,
    is_map,
    keep_ratio,
    panel_axis,
    panel_layout,
    plot_edges,
)
from analytics.exports.drawing.scene.bars import draw_bars, draw_cells
from analytics.exports.drawing.scene.legend import LEGEND_ROW, draw_legend, legend_entries, legend_rows
from analytics.exports.drawing.scene.lines import draw_lines
from analytics.exports.drawing.scene.model import Axis, Scene, Ticks, is_dates
from analytics.exports.drawing.scene.names import NUMBERS_WIDTH, lay_out_names, name_rows, number_points, rows_width
from analytics.exports.drawing.scene.notes import draw_annotations, draw_shape
from analytics.exports.drawing.text_metrics import Run, wrap_words
from analytics.figure import theme
from analytics.language import Wording

BESIDE_SIZES, BESIDE_GAP, BESIDE_LEAST = (15.0, 13.0, 11.0, 10.0, 9.0), 32.0, 280.0
# A slide may be shown in a wider font than the one measured.
BESIDE_SPARE = 1.16


def lay_out(
    chart: go.Figure,
    width: float,
    height: float,
    w: Wording,
    *,
    x_range: tuple[float, float] | None = None,
    y_range: tuple[float, float] | None = None,
    least_size: float = 11.0,
) -> Scene:
    """Works out the place of everything in a chart.

    Args:
        chart: a chart of the atlas.
        width: of the canvas, in the unit of the chart's font sizes.
        height: of the canvas.
        w: language of numbers on the axes.
        x_range: instead of the chart's own horizontal range.
        y_range: instead of the chart's own vertical range.
        least_size: smaller words are drawn in this size.
    """
    layout = chart.layout
    x_bounds = x_range or axis_bounds(layout.xaxis, chart, "x")
    y_bounds = y_range or axis_bounds(layout.yaxis, chart, "y")
    x_ticks = axis_ticks(layout.xaxis, x_bounds, w, dates=is_dates(chart), room=width)
    y_ticks = axis_ticks(layout.yaxis, y_bounds, w, dates=False, room=height)
    entries = legend_entries(chart)
    rows = legend_rows(entries, width - 24) if entries else []
    names, below = lay_out_names(layout, width, height)
    left, right, top, bottom = plot_edges(layout, width, height - below, x_ticks, y_ticks, len(rows))
    outer = right
    if names:
        left, right = left + rows_width(layout), right - NUMBERS_WIDTH
    if is_map(layout):
        left, right, top, bottom = keep_ratio((left, right, top, bottom), x_bounds, y_bounds)
    known = layout.to_plotly_json()
    panels = [name for name in ("y", "y2", "y3") if name == "y" or name.replace("y", "yaxis") in known]
    ys = {name: panel_axis(layout, name, y_bounds, top, bottom) for name in panels}
    scene = Scene(width, height, Axis(*x_bounds, left, right), ys, left, right, top, bottom)
    ticks = {"y": y_ticks} | {name: _panel_ticks(layout, name, ys[name], w) for name in panels[1:]}
    scene.marks += [mark for number, shape in enumerate(layout.shapes) for mark in draw_shape(scene, shape, number)]
    scene.marks += draw_grid(scene, layout, x_ticks, ticks)
    scene.marks += _traces(scene, chart, least_size)
    scene.marks += draw_tick_words(scene, layout, x_ticks, ticks, least_size)
    scene.marks += name_rows(scene, layout) if names else draw_annotations(scene, layout, least_size)
    scene.marks += draw_legend(scene, rows, top - len(rows) * LEGEND_ROW - 4)
    scene.marks += names
    scene.marks += [
        mark for trace in chart.data if names and trace.ids is not None for mark in number_points(scene, trace)
    ]
    scene.marks += _beside(layout, right + BESIDE_GAP, outer, top, height)
    scene.marks.sort(key=lambda mark: not getattr(mark, "below", False))
    return scene


def _beside(layout: Any, left: float, right: float, top: float, bottom: float) -> list[Mark]:
    """The sentences a map carries as its meta, in the largest size there is room for; none where there is no room."""
    if not is_map(layout) or right - left < BESIDE_LEAST:
        return []
    for size in BESIDE_SIZES:
        words, end = _stacked(layout.meta or (), left, (right - left) / BESIDE_SPARE, top, size)
        if end <= bottom:
            return words
    return []


def _stacked(sentences: Iterable[str], left: float, width: float, top: float, size: float) -> tuple[list[Mark], float]:
    """The sentences below each other, and where they end."""
    marks: list[Mark] = []
    for text in sentences:
        lines = tuple((Run(line),) for line in wrap_words(text, width, size))
        words = Words(("beside", 0), left, top, lines, size, theme.INK, "left", "top")
        marks.append(words)
        top += words.height + size * 0.6
    return marks, top


def _panel_ticks(layout: Any, name: str, axis: Axis, w: Wording) -> Ticks:
    return axis_ticks(panel_layout(layout, name), (axis.low, axis.high), w, dates=False, room=axis.start - axis.end)


def _traces(scene: Scene, chart: go.Figure, least: float) -> Iterator[Mark]:
    stacks: dict[tuple[float, bool], float] = {}
    stacked = chart.layout.barmode in ("relative", "stack")
    for number, trace in enumerate(chart.data):
        if trace.type == "bar":
            yield from draw_bars(scene, trace, number, stacks if stacked else None, least)
        elif trace.type == "heatmap":
            yield from draw_cells(scene, trace, number)
        else:
            yield from draw_lines(scene, trace, number, least)
