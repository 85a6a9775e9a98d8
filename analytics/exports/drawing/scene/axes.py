"""The axes of a chart: range, ticks, edges of the plot area, rules and words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.exports.drawing.marks import LINE_FACTOR, Mark, Path, Words
from analytics.exports.drawing.scene.legend import LEGEND_ROW
from analytics.exports.drawing.scene.model import DAY, EPOCH, Axis, Scene, Ticks, as_number, as_numbers
from analytics.exports.drawing.scene.style import hex_colour
from analytics.exports.drawing.text_metrics import read_markup, text_width
from analytics.figure import theme
from analytics.figure.axes import nice_ticks
from analytics.language import Wording


def axis_bounds(axis: Any, chart: go.Figure, name: str) -> tuple[float, float]:
    """The range of an axis: its own, else that of the values with zero in it."""
    if axis.range is not None:
        return as_number(axis.range[0]), as_number(axis.range[1])
    values = [
        value for trace in chart.data for value in as_numbers(getattr(trace, name, None)) if not math.isnan(value)
    ]
    low, high = min([0.0, *values]), max([0.0, *values])
    room = (high - low or 1.0) * 0.05
    return low - (room if low < 0 else 0), high + room


def axis_ticks(axis: Any, bounds: tuple[float, float], w: Wording, *, dates: bool, room: float) -> Ticks:
    """Where the ticks of an axis stand, and what is written at them."""
    if axis.visible is False or axis.showticklabels is False:
        places = as_numbers(axis.tickvals) if axis.visible is not False else []
        return Ticks(tuple(places), ("",) * len(places))
    if axis.tickvals is not None:
        places = as_numbers(axis.tickvals)
        words = list(axis.ticktext) if axis.ticktext is not None else [_plain(place, w) for place in places]
        inside = [(p, str(t)) for p, t in zip(places, words, strict=True) if min(bounds) <= p <= max(bounds)]
        return Ticks(tuple(p for p, _ in inside), tuple(t for _, t in inside))
    if dates:
        first, last = (EPOCH + DAY * bound for bound in bounds)
        step = max(1, math.ceil((last.year - first.year) * 46 / room))
        years = [year for year in range(first.year + 1, last.year + 1) if (year - first.year - 1) % step == 0]
        return Ticks(tuple(as_number(pd.Timestamp(year, 1, 1)) for year in years), tuple(map(str, years)))
    ticks = [tick for tick in nice_ticks(min(bounds), max(bounds), 5) if min(bounds) <= tick <= max(bounds)]
    return Ticks(tuple(ticks), tuple(w.number(tick, 0 if tick == round(tick) else 1) for tick in ticks))


def _plain(value: float, w: Wording) -> str:
    # Years carry no separator.
    return (
        str(int(value))
        if value.is_integer() and 1900 < value < 2100
        else w.number(value, 0 if value.is_integer() else 1)
    )


def plot_edges(
    layout: Any, width: float, height: float, x_ticks: Ticks, y_ticks: Ticks, legend_rows: int
) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of the plot area, which leaves room for words and legend."""
    margin = layout.margin
    left, right, top, bottom = (float(margin[side] or 8) for side in ("l", "r", "t", "b"))
    size = float(layout.yaxis.tickfont.size or 13)
    widths = [
        text_width(run.text, size, bold=run.bold)
        for word in y_ticks.words
        for line in read_markup(word)
        for run in line
    ]
    left = max(left, max(widths, default=0) + 14)
    lines = max((len(read_markup(word)) for word in x_ticks.words if word), default=0)
    bottom = max(bottom, lines * float(layout.xaxis.tickfont.size or 13) * LINE_FACTOR + 10 if lines else 0)
    return left, width - right, max(top, 10.0) + legend_rows * LEGEND_ROW, height - bottom


def is_map(layout: Any) -> bool:
    """Whether a step to the right is as long as one up."""
    return layout.yaxis.scaleanchor is not None


def keep_ratio(
    edges: tuple[float, float, float, float], x_bounds: tuple[float, float], y_bounds: tuple[float, float]
) -> tuple[float, float, float, float]:
    """The largest plot area inside the edges whose two scales agree: from the left, and as far up as there is room."""
    left, right, top, bottom = edges
    wide, high = x_bounds[1] - x_bounds[0], y_bounds[1] - y_bounds[0]
    scale = min((right - left) / wide, (bottom - top) / high)
    return left, left + wide * scale, top, top + high * scale


def panel_layout(layout: Any, name: str) -> Any:
    """What the chart says of one of its vertical axes: y, y2, y3."""
    return layout[name.replace("y", "yaxis")]


def panel_axis(layout: Any, name: str, y_bounds: tuple[float, float], top: float, bottom: float) -> Axis:
    """The vertical scale of one of several panels."""
    axis = panel_layout(layout, name)
    low, high = axis.domain or (0.0, 1.0)
    bounds = y_bounds if name == "y" else tuple(as_numbers(axis.range or (0, 1)))
    return Axis(bounds[0], bounds[1], bottom - (bottom - top) * low, bottom - (bottom - top) * high)


def draw_grid(scene: Scene, layout: Any, x_ticks: Ticks, y_ticks: Mapping[str, Ticks]) -> Iterator[Mark]:
    """Rules of the grid and of zero, in every panel."""
    y = scene.ys["y"]
    for name, ticks in y_ticks.items():
        yield from _level_rules(scene, name, panel_layout(layout, name), ticks)
    if layout.xaxis.visible is not False and layout.xaxis.showgrid is True:
        for place in x_ticks.places:
            yield _rule(("xgrid", 0), (scene.x.at(place), y.end), (scene.x.at(place), y.start), theme.RULE)
    if layout.xaxis.visible is not False and layout.xaxis.zeroline and scene.x.low <= 0 <= scene.x.high:
        yield _rule(("xzero", 0), (scene.x.at(0), y.end), (scene.x.at(0), y.start), theme.INK_QUIET)


def _level_rules(scene: Scene, name: str, axis: Any, ticks: Ticks) -> Iterator[Mark]:
    y = scene.ys[name]
    if axis.visible is False:
        return
    if axis.showgrid is not False:
        for place in ticks.places:
            yield _rule((f"{name}grid", 0), (scene.left, y.at(place)), (scene.right, y.at(place)), theme.RULE)
    if axis.zeroline and min(y.low, y.high) <= 0 <= max(y.low, y.high):
        yield _rule((f"{name}zero", 0), (scene.left, y.at(0)), (scene.right, y.at(0)), theme.INK_QUIET)


def _rule(origin: tuple[str, int], start: tuple[float, float], end: tuple[float, float], colour: str) -> Path:
    return Path(origin, (start, end), colour, 1.0, below=True)


def draw_tick_words(
    scene: Scene, layout: Any, x_ticks: Ticks, y_ticks: Mapping[str, Ticks], least: float
) -> Iterator[Mark]:
    """What is written at the ticks."""
    base = scene.ys["y"].start
    size = max(least, float(layout.xaxis.tickfont.size or 13))
    colour = hex_colour(layout.xaxis.tickfont.color or theme.INK_QUIET)
    for number, (value, word) in enumerate(zip(x_ticks.places, x_ticks.words, strict=True)):
        if word:
            yield Words(
                ("xtick", number), scene.x.at(value), base + 6, read_markup(word), size, colour, "center", "top"
            )
    for name, ticks in y_ticks.items():
        font = panel_layout(layout, name).tickfont
        size, colour = max(least, float(font.size or 13)), hex_colour(font.color or theme.INK_QUIET)
        for number, (value, word) in enumerate(zip(ticks.places, ticks.words, strict=True)):
            if word:
                y, origin = scene.ys[name].at(value), (f"{name}tick", number)
                yield Words(origin, scene.left - 6, y, read_markup(word), size, colour, "right", "middle")
