"""A Plotly chart with every place worked out, so that it can be drawn without a browser.

Reads what the atlas' charts use: bars (stacked, overlaid, with a base), lines and markers, heat maps, shapes,
annotations, several vertical panels, a horizontal legend.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.exports.drawing.marks import LINE_FACTOR, Box, Dot, Mark, Path, Words
from analytics.exports.drawing.text_metrics import Run, read_markup, text_width
from analytics.figure import theme
from analytics.figure.annotations import nice_ticks, spread
from analytics.language import Wording

LEGEND_ROW, KEY = 20.0, 12.0
_EPOCH = pd.Timestamp("1899-12-30")
_DAY = pd.Timedelta(days=1)


def as_number(value: Any) -> float:
    """A coordinate as a number; dates as days since the epoch of spreadsheets; nothing as NaN."""
    if value is None:
        return math.nan
    if isinstance(value, date | datetime | np.datetime64):
        return math.nan if pd.isna(value) else float((pd.Timestamp(value) - _EPOCH) / _DAY)
    if isinstance(value, str):
        return float((pd.Timestamp(value) - _EPOCH) / _DAY)
    return math.nan if pd.isna(value) else float(value)


def as_numbers(values: Any) -> list[float]:
    """Coordinates as numbers."""
    return [] if values is None else [as_number(value) for value in values]


def is_dates(chart: go.Figure) -> bool:
    """Whether the horizontal axis holds dates."""
    bounds = chart.layout.xaxis.range
    return bounds is not None and isinstance(bounds[0], date | datetime | np.datetime64 | str)


@dataclass(frozen=True)
class Axis:
    """A straight scale: `low` stands at pixel `start`, `high` at pixel `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Pixel of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass
class Scene:
    """A chart laid out on a canvas.

    Attributes:
        width: of the canvas.
        height: of the canvas.
        x: horizontal scale.
        ys: vertical scales by axis name: y, y2, y3.
        left: edges of the whole plot area.
        right: as left.
        top: as left.
        bottom: as left.
        marks: in drawing order.
    """

    width: float
    height: float
    x: Axis
    ys: dict[str, Axis]
    left: float
    right: float
    top: float
    bottom: float
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class Ticks:
    """Places and words of an axis' ticks."""

    places: tuple[float, ...]
    words: tuple[str, ...]


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
    x_bounds = x_range or _bounds(layout.xaxis, chart, "x")
    y_bounds = y_range or _bounds(layout.yaxis, chart, "y")
    x_ticks = _ticks(layout.xaxis, x_bounds, w, dates=is_dates(chart), room=width)
    y_ticks = _ticks(layout.yaxis, y_bounds, w, dates=False, room=height)
    entries = _legend_entries(chart)
    rows = _legend_rows(entries, width - 24) if entries else []
    left, right, top, bottom = _edges(layout, width, height, x_ticks, y_ticks, len(rows))
    known = layout.to_plotly_json()
    panels = [name for name in ("y", "y2", "y3") if name == "y" or name.replace("y", "yaxis") in known]
    ys = {name: _panel(layout, name, y_bounds, top, bottom) for name in panels}
    scene = Scene(width, height, Axis(*x_bounds, left, right), ys, left, right, top, bottom)
    scene.marks += [mark for number, shape in enumerate(layout.shapes) for mark in _shape(scene, shape, number)]
    scene.marks += _grid(scene, layout, x_ticks, y_ticks)
    scene.marks += _traces(scene, chart, least_size)
    scene.marks += _tick_words(scene, layout, x_ticks, y_ticks, least_size)
    scene.marks += _annotations(scene, layout, least_size)
    scene.marks += _legend(scene, rows, top - len(rows) * LEGEND_ROW - 4)
    scene.marks.sort(key=lambda mark: not getattr(mark, "below", False))
    return scene


def _bounds(axis: Any, chart: go.Figure, name: str) -> tuple[float, float]:
    if axis.range is not None:
        return as_number(axis.range[0]), as_number(axis.range[1])
    values = [
        value for trace in chart.data for value in as_numbers(getattr(trace, name, None)) if not math.isnan(value)
    ]
    low, high = min([0.0, *values]), max([0.0, *values])
    room = (high - low or 1.0) * 0.05
    return low - (room if low < 0 else 0), high + room


def _ticks(axis: Any, bounds: tuple[float, float], w: Wording, *, dates: bool, room: float) -> Ticks:
    if axis.visible is False or axis.showticklabels is False:
        places = as_numbers(axis.tickvals) if axis.visible is not False else []
        return Ticks(tuple(places), ("",) * len(places))
    if axis.tickvals is not None:
        places = as_numbers(axis.tickvals)
        words = list(axis.ticktext) if axis.ticktext is not None else [_plain(place, w) for place in places]
        inside = [(p, str(t)) for p, t in zip(places, words, strict=True) if min(bounds) <= p <= max(bounds)]
        return Ticks(tuple(p for p, _ in inside), tuple(t for _, t in inside))
    if dates:
        first, last = (_EPOCH + _DAY * bound for bound in bounds)
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


def _edges(
    layout: Any, width: float, height: float, x_ticks: Ticks, y_ticks: Ticks, legend_rows: int
) -> tuple[float, float, float, float]:
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


def _panel(layout: Any, name: str, y_bounds: tuple[float, float], top: float, bottom: float) -> Axis:
    axis = layout[name.replace("y", "yaxis")]
    low, high = axis.domain or (0.0, 1.0)
    bounds = y_bounds if name == "y" else tuple(as_numbers(axis.range or (0, 1)))
    return Axis(bounds[0], bounds[1], bottom - (bottom - top) * low, bottom - (bottom - top) * high)


def _place_x(scene: Scene, ref: str | None, value: Any) -> float:
    if ref in ("paper", "x domain"):
        return scene.left + float(value) * (scene.right - scene.left)
    return scene.x.at(as_number(value))


def _place_y(scene: Scene, ref: str | None, value: Any) -> float:
    if ref == "paper":
        return scene.bottom - float(value) * (scene.bottom - scene.top)
    if ref and ref.endswith(" domain"):
        axis = scene.ys[ref.split()[0]]
        return axis.start + float(value) * (axis.end - axis.start)
    return scene.ys[ref or "y"].at(as_number(value))


def _shape(scene: Scene, shape: Any, number: int) -> Iterator[Mark]:
    xs = sorted(_place_x(scene, shape.xref, x) for x in (shape.x0, shape.x1))
    ys = sorted(_place_y(scene, shape.yref, y) for y in (shape.y0, shape.y1))
    line, origin = shape.line, ("shape", number)
    opacity, below = float(1 if shape.opacity is None else shape.opacity), shape.layer == "below"
    width = float(line.width if line.width is not None else 2)
    if shape.type == "line":
        points = ((xs[0], ys[0]), (xs[1], ys[1]))
        yield Path(origin, points, hex_colour(line.color or theme.INK), width, line.dash or "solid", "", opacity, below)
    elif shape.type == "rect":
        edge = hex_colour(line.color or theme.INK) if width else ""
        fill = hex_colour(shape.fillcolor) if shape.fillcolor else ""
        yield Box(origin, xs[0], ys[0], xs[1], ys[1], fill, edge, width, line.dash or "solid", "", opacity, below)


def _grid(scene: Scene, layout: Any, x_ticks: Ticks, y_ticks: Ticks) -> Iterator[Mark]:
    y = scene.ys["y"]
    if layout.yaxis.visible is not False and layout.yaxis.showgrid is not False:
        for place in y_ticks.places:
            yield _rule(("ygrid", 0), (scene.left, y.at(place)), (scene.right, y.at(place)), theme.RULE)
    if layout.xaxis.visible is not False and layout.xaxis.showgrid is True:
        for place in x_ticks.places:
            yield _rule(("xgrid", 0), (scene.x.at(place), y.end), (scene.x.at(place), y.start), theme.RULE)
    if layout.yaxis.visible is not False and layout.yaxis.zeroline and min(y.low, y.high) <= 0 <= max(y.low, y.high):
        yield _rule(("yzero", 0), (scene.left, y.at(0)), (scene.right, y.at(0)), theme.INK_QUIET)
    if layout.xaxis.visible is not False and layout.xaxis.zeroline and scene.x.low <= 0 <= scene.x.high:
        yield _rule(("xzero", 0), (scene.x.at(0), y.end), (scene.x.at(0), y.start), theme.INK_QUIET)


def _rule(origin: tuple[str, int], start: tuple[float, float], end: tuple[float, float], colour: str) -> Path:
    return Path(origin, (start, end), colour, 1.0, below=True)


def _traces(scene: Scene, chart: go.Figure, least: float) -> Iterator[Mark]:
    stacks: dict[tuple[float, bool], float] = {}
    stacked = chart.layout.barmode in ("relative", "stack")
    for number, trace in enumerate(chart.data):
        if trace.type == "bar":
            yield from _bars(scene, trace, number, stacks if stacked else None, least)
        elif trace.type == "heatmap":
            yield from _cells(scene, trace, number)
        else:
            yield from _scatter(scene, trace, number, least)


def _bars(
    scene: Scene, trace: Any, number: int, stacks: dict[tuple[float, bool], float] | None, least: float
) -> Iterator[Mark]:
    for place, (at, base, value, half, shift) in enumerate(bar_spans(trace)):
        if math.isnan(value):
            continue
        start = base if stacks is None else stacks.get((at, value > 0), 0.0)
        if stacks is not None:
            stacks[(at, value > 0)] = start + value
        low, high = at - half + shift, at + half + shift
        y = scene.ys["y"]
        if trace.orientation == "h":
            xs, ys = (scene.x.at(start), scene.x.at(start + value)), (y.at(low), y.at(high))
        else:
            xs, ys = (scene.x.at(low), scene.x.at(high)), (y.at(start), y.at(start + value))
        box = Box(("trace", number), min(xs), min(ys), max(xs), max(ys), **bar_style(trace, place))
        yield box
        yield from _bar_words(trace, box, place, value, number, least)


def bar_spans(trace: Any) -> Iterator[tuple[float, float, float, float, float]]:
    """Place, base, value, half width and shift of every bar of a trace."""
    across = trace.orientation == "h"
    places, values = as_numbers(trace.y if across else trace.x), as_numbers(trace.x if across else trace.y)
    for number, (place, value) in enumerate(zip(places, values, strict=True)):
        width = float(pick(trace.width, number) or 0.8)
        offset = pick(trace.offset, number)
        shift = 0.0 if offset is None else float(offset) + width / 2
        yield place, float(pick(trace.base, number) or 0.0), value, width / 2, shift


def bar_style(trace: Any, place: int) -> dict[str, Any]:
    """Fill, edge and hatch of one bar."""
    marker = trace.marker
    fill = hex_colour(pick(marker.color, place) or theme.GREEN)
    width = pick(marker.line.width, place)
    hatch, pattern = "", marker.pattern
    if pick(pattern.shape, place):
        hatch = hex_colour(pick(pattern.fgcolor, place) or fill)
        fill = hex_colour(pick(pattern.bgcolor, place) or theme.CARD)
    edge = hex_colour(pick(marker.line.color, place) or "") if width else ""
    return {"fill": fill, "hatch": hatch, "edge": edge, "edge_width": float(width or 0)}


def _bar_words(trace: Any, box: Box, place: int, value: float, number: int, least: float) -> Iterator[Mark]:
    text = pick(trace.text, place)
    if not text or trace.textposition == "none":
        return
    inside = trace.textposition != "outside"
    font = trace.insidetextfont if inside else trace.outsidetextfont
    size = max(least, float(font.size or trace.textfont.size or 12))
    colour = ink_of(font, trace, place)
    lines = read_markup(str(text))
    middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    origin = ("label", number)
    words = Words(origin, *middle, lines, size, colour)
    if trace.orientation == "h":
        # Words wider than their piece would cover the next one: the table holds the number.
        if inside and words.width > box.right - box.left - 4:
            return
        yield words
    elif inside:
        yield Words(
            origin,
            middle[0],
            box.top + 4 if value >= 0 else box.bottom - 4,
            lines,
            size,
            colour,
            "center",
            "top" if value >= 0 else "bottom",
        )
    else:
        yield Words(
            origin,
            middle[0],
            box.top - 3 if value >= 0 else box.bottom + 3,
            lines,
            size,
            colour,
            "center",
            "bottom" if value >= 0 else "top",
        )


def _cells(scene: Scene, trace: Any, number: int) -> Iterator[Mark]:
    xs, ys, y = as_numbers(trace.x), as_numbers(trace.y), scene.ys["y"]
    for row, place in zip(trace.z, ys, strict=True):
        for at, value in zip(xs, row, strict=True):
            if math.isnan(as_number(value)):
                continue
            left, right = scene.x.at(at - 0.5), scene.x.at(at + 0.5)
            top, bottom = y.at(place + 0.5), y.at(place - 0.5)
            colour = scale_colour(trace, float(value))
            yield Box(("trace", number), left + 0.75, top + 0.75, right - 0.75, bottom - 0.75, colour)


def scale_colour(trace: Any, value: float) -> str:
    """Colour of a value of a heat map, whose scale consists of steps."""
    share = (value - float(trace.zmin)) / (float(trace.zmax) - float(trace.zmin))
    steps = [(float(place), str(colour)) for place, colour in trace.colorscale]
    return hex_colour(next((colour for place, colour in reversed(steps) if place <= share), steps[0][1]))


def _scatter(scene: Scene, trace: Any, number: int, least: float) -> Iterator[Mark]:
    y_axis = scene.ys[trace.yaxis or "y"]
    pairs = list(zip(as_numbers(trace.x), as_numbers(trace.y), strict=True))
    places = [(scene.x.at(x), y_axis.at(y)) for x, y in pairs]
    mode, origin = trace.mode or "lines", ("trace", number)
    if trace.fill in ("tozeroy", "toself") and places:
        yield _area(scene, trace, places, origin)
    if "lines" in mode:
        line = trace.line
        for run in known_runs(places):
            points = tuple(stepped(run)) if line.shape == "hv" else tuple(run)
            yield Path(
                origin, points, hex_colour(line.color or theme.GREEN), float(line.width or 2), line.dash or "solid"
            )
    marker = trace.marker
    if "markers" in mode and marker.opacity != 0:
        for place, (x, y) in enumerate(places):
            if not (math.isnan(x) or math.isnan(y)):
                yield Dot(origin, x, y, **dot_style(trace, place))
    if "text" in mode:
        yield from _dot_words(trace, places, number, least)


def dot_style(trace: Any, place: int) -> dict[str, Any]:
    """Size, symbol, fill and edge of one marker."""
    marker = trace.marker
    symbol = str(pick(marker.symbol, place) or "circle")
    fill = hex_colour(pick(marker.color, place) or theme.GREEN)
    width = float(pick(marker.line.width, place) or 0)
    edge = hex_colour(pick(marker.line.color, place) or fill) if width else ""
    size = float(pick(marker.size, place) or 6)
    opacity = float(1 if marker.opacity is None else marker.opacity) * alpha_of(pick(marker.color, place))
    if symbol.endswith("-open"):
        return {"symbol": symbol[:-5], "fill": "", "edge": edge or fill, "edge_width": width or 2, "size": size}
    return {"symbol": symbol, "fill": fill, "edge": edge, "edge_width": width, "size": size, "opacity": opacity}


def _area(scene: Scene, trace: Any, places: list[tuple[float, float]], origin: tuple[str, int]) -> Path:
    """An area down to zero, or one its own points enclose."""
    outline = tuple(stepped(places)) if trace.line.shape == "hv" else tuple(places)
    if trace.fill == "tozeroy":
        zero = scene.ys[trace.yaxis or "y"].at(0)
        outline = ((outline[0][0], zero), *outline, (outline[-1][0], zero))
    return Path(origin, outline, "", 0.0, "solid", hex_colour(trace.fillcolor), alpha_of(trace.fillcolor), below=True)


def _dot_words(trace: Any, places: list[tuple[float, float]], number: int, least: float) -> Iterator[Mark]:
    down, _, across = (trace.textposition or "middle center").partition(" ")
    size = max(least, float(trace.textfont.size or 12))
    gap = float(pick(trace.marker.size, 0) or 0) / 2 + 2 if "markers" in (trace.mode or "") else 3
    for place, (x, y) in enumerate(places):
        text = pick(trace.text, place)
        if text and not (math.isnan(x) or math.isnan(y)):
            dx = {"left": -gap, "right": gap}.get(across, 0)
            dy = {"top": -gap, "bottom": gap}.get(down, 0)
            anchors = (
                {"left": "right", "right": "left"}.get(across, "center"),
                {"top": "bottom", "bottom": "top"}.get(down, "middle"),
            )
            colour = ink_of(trace.textfont, trace, place)
            yield Words(("label", number), x + dx, y + dy, read_markup(str(text)), size, colour, *anchors)


def known_runs(places: Iterable[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """Neighbouring points that are all known; a gap ends a run."""
    run: list[tuple[float, float]] = []
    for x, y in places:
        if math.isnan(x) or math.isnan(y):
            if len(run) > 1:
                yield run
            run = []
        else:
            run.append((x, y))
    if len(run) > 1:
        yield run


def stepped(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The points of a step line: first across, then up."""
    for (x, y), (next_x, _) in pairwise(points):
        yield x, y
        yield next_x, y
    yield points[-1]


def _tick_words(scene: Scene, layout: Any, x_ticks: Ticks, y_ticks: Ticks, least: float) -> Iterator[Mark]:
    base = scene.ys["y"].start
    size = max(least, float(layout.xaxis.tickfont.size or 13))
    colour = hex_colour(layout.xaxis.tickfont.color or theme.INK_QUIET)
    for number, (value, word) in enumerate(zip(x_ticks.places, x_ticks.words, strict=True)):
        if word:
            yield Words(
                ("xtick", number), scene.x.at(value), base + 6, read_markup(word), size, colour, "center", "top"
            )
    size = max(least, float(layout.yaxis.tickfont.size or 13))
    colour = hex_colour(layout.yaxis.tickfont.color or theme.INK_QUIET)
    for number, (value, word) in enumerate(zip(y_ticks.places, y_ticks.words, strict=True)):
        if word:
            y = scene.ys["y"].at(value)
            yield Words(("ytick", number), scene.left - 6, y, read_markup(word), size, colour, "right", "middle")


def _annotations(scene: Scene, layout: Any, least: float) -> Iterator[Mark]:
    words = [_annotation(scene, note, number, least) for number, note in enumerate(layout.annotations)]
    led = [number for number, note in enumerate(layout.annotations) if note.showarrow is not False]
    if led:
        heights = [words[number].height + 2 for number in led]
        middles = spread([words[n].top + words[n].height / 2 for n in led], heights, scene.top - 12, scene.bottom + 12)
        for number, middle in zip(led, middles, strict=True):
            old = words[number]
            words[number] = Words(old.origin, old.x, middle, old.lines, old.size, old.colour, old.across, "middle")
    for number, note in enumerate(layout.annotations):
        word = words[number]
        if note.showarrow is not False:
            start = _place_x(scene, note.xref, note.x) + float(note.standoff or 0), _place_y(scene, note.yref, note.y)
            end = (word.left - 3, word.top + word.height / 2)
            yield Path(("annotation", number), (start, end), hex_colour(note.arrowcolor or theme.INK), 1.0)
        if note.bgcolor:
            pad = float(note.borderpad or 1)
            box = (word.left - pad, word.top - pad, word.left + word.width + pad, word.top + word.height + pad)
            yield Box(("annotation", number), *box, fill=hex_colour(note.bgcolor))
        yield word


def _annotation(scene: Scene, note: Any, number: int, least: float) -> Words:
    x = _place_x(scene, note.xref, note.x) + float(note.xshift or 0)
    y = _place_y(scene, note.yref, note.y) - float(note.yshift or 0)
    if note.showarrow is not False:
        x, y = x + float(note.ax or 0), y + float(note.ay or 0)
    across, down = note.xanchor or "auto", note.yanchor or "auto"
    if across == "auto":
        across = "center" if note.xref != "paper" else _auto(float(note.x), ("left", "center", "right"))
    if down == "auto":
        down = "middle" if note.yref != "paper" else _auto(float(note.y), ("bottom", "middle", "top"))
    size = max(least, float(note.font.size or 12))
    return Words(
        ("annotation", number),
        x,
        y,
        read_markup(str(note.text)),
        size,
        hex_colour(note.font.color or theme.INK),
        across,
        down,
    )


def _auto(share: float, sides: tuple[str, str, str]) -> str:
    return sides[0] if share <= 1 / 3 else sides[2] if share >= 2 / 3 else sides[1]


def _legend_entries(chart: go.Figure) -> list[tuple[int, Any]]:
    if not chart.layout.showlegend:
        return []
    named = [(n, trace) for n, trace in enumerate(chart.data) if trace.name and trace.showlegend is not False]
    return sorted(named, key=lambda entry: entry[1].legendrank or 1000)


def _legend_rows(entries: list[tuple[int, Any]], room: float) -> list[list[tuple[float, int, Any]]]:
    rows: list[list[tuple[float, int, Any]]] = [[]]
    place = 0.0
    for number, trace in entries:
        width = text_width(trace.name, 13) + 3 * KEY
        if place and place + width > room:
            rows.append([])
            place = 0.0
        rows[-1].append((place, number, trace))
        place += width + 8
    return rows


def _legend(scene: Scene, rows: list[list[tuple[float, int, Any]]], top: float) -> Iterator[Mark]:
    for row_number, row in enumerate(rows):
        y = top + (row_number + 0.5) * LEGEND_ROW
        for place, number, trace in row:
            x = scene.left + place
            yield from _key(trace, number, x, y)
            words = ((Run(trace.name),),)
            yield Words(("legend", number), x + KEY + 8, y, words, 13, theme.INK_QUIET, "left", "middle")


def _key(trace: Any, number: int, x: float, y: float) -> Iterator[Mark]:
    origin, middle = ("legend", number), x + KEY / 2
    if trace.type == "bar":
        yield Box(origin, x, y - KEY / 2, x + KEY, y + KEY / 2, **bar_style(trace, 0))
        return
    if trace.fill:
        fill, opacity = hex_colour(trace.fillcolor), alpha_of(trace.fillcolor)
        yield Box(origin, x - 4, y - KEY / 2, x + KEY + 4, y + KEY / 2, fill, opacity=opacity)
        return
    if "lines" in (trace.mode or ""):
        line = trace.line
        yield Path(
            origin,
            ((x - 4, y), (x + KEY + 4, y)),
            hex_colour(line.color or theme.GREEN),
            float(line.width or 2),
            line.dash or "solid",
        )
    if "markers" in (trace.mode or ""):
        style = dot_style(trace, 0)
        yield Dot(origin, middle, y, **(style | {"size": min(12.0, style["size"])}))


def pick(value: Any, place: int) -> Any:
    """The entry of a list that may also be one value for all."""
    if isinstance(value, list | tuple | np.ndarray | pd.Series):
        return value[place] if place < len(value) else None
    return value


def ink_of(font: Any, trace: Any, place: int) -> str:
    """The colour in which one label is written: of its own font, else of all texts of the trace."""
    return hex_colour(pick(font.color, place) or pick(trace.textfont.color, place) or theme.INK)


def hex_colour(colour: Any) -> str:
    """A colour as ``#rrggbb``; opacity is read by `alpha_of`."""
    written = str(colour)
    if written.startswith("rgb"):
        parts = written[written.index("(") + 1 : -1].split(",")
        return "#" + "".join(f"{round(float(part)):02x}" for part in parts[:3])
    return written.lower()


def alpha_of(colour: Any) -> float:
    """Opacity of a colour."""
    written = str(colour)
    return float(written[:-1].rpartition(",")[2]) if written.startswith("rgba") else 1.0
