"""Bars, lines and points of a native chart as it stands on a slide."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from analytics.exports.pptx.memory.slots import points_of, values_of
from analytics.exports.pptx.parts.styles import A, C, Theme
from analytics.exports.pptx.preview.ink import Box, fill_attributes, ink, number, placed, stroke
from analytics.exports.pptx.preview.words import draw_line

DRAWN = ("barChart", "lineChart", "scatterChart", "areaChart")
_SIZE = 11.0
_GREEN = "#1D6153"
_FAR = 3.0


@dataclass(frozen=True)
class _Axis:
    """Values along a length, from one end to the other."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True)
class _Chart:
    space: Any
    box: Box
    colours: Theme
    german: bool

    @cached_property
    def plot(self) -> Any:
        return next(entry for entry in self.space.find(f".//{C}plotArea") if entry.tag.endswith("Chart"))

    @cached_property
    def series(self) -> list[Any]:
        return list(self.plot.findall(f"{C}ser"))

    @cached_property
    def lying(self) -> bool:
        direction = self.plot.find(f"{C}barDir")
        return direction is not None and direction.get("val") == "bar"

    @cached_property
    def inner(self) -> Box:
        """The room of the plot, as it is laid out, else within usual margins."""
        layout = self.space.find(f".//{C}plotArea/{C}layout/{C}manualLayout")
        x, y, w, h = (
            float(part.get("val")) if part is not None else usual
            for part, usual in (
                (layout.find(f"{C}{tag}") if layout is not None else None, usual)
                for tag, usual in (("x", 0.12), ("y", 0.06), ("w", 0.84), ("h", 0.8))
            )
        )
        box = self.box
        return Box(box.left + x * box.width, box.top + y * box.height, w * box.width, h * box.height)

    @cached_property
    def size(self) -> float:
        style = self.space.find(f"{C}txPr//{A}defRPr")
        return int(style.get("sz", "1100")) / 100 if style is not None else _SIZE

    def numbers(self, series: Any) -> dict[int, float]:
        return {place: float(value) for place, value in points_of(values_of(series)).items() if value}

    @cached_property
    def names(self) -> list[str]:
        """Names of the categories by place."""
        found = points_of(self.series[0].find(f"{C}cat")) if self.series else {}
        length = max([*found, *(place for one in self.series for place in self.numbers(one))], default=-1) + 1
        return [found.get(place, "") for place in range(length)]

    def axis(self, place: int, values: list[float], start: float, end: float) -> _Axis:
        """A scale: as it is set, else around the values."""
        found = list(self.space.iter(f"{C}valAx"))
        scaling = found[place].find(f"{C}scaling") if place < len(found) else None
        known = [scaling.find(f"{C}{tag}") if scaling is not None else None for tag in ("min", "max")]
        usual = min([0.0, *values]), max([0.0, *values]) * 1.05 or 1.0
        low, high = (
            float(one.get("val")) if one is not None else other for one, other in zip(known, usual, strict=True)
        )
        return _Axis(low, high, start, end)

    def turned(self, tag: str) -> bool:
        axis = self.space.find(f".//{C}{tag}/{C}scaling/{C}orientation")
        return axis is not None and axis.get("val") == "maxMin"


def draw_chart(space: Any, box: Box, colours: Theme, *, german: bool) -> str | None:
    """The chart; None for a kind that is not drawn here."""
    area = space.find(f".//{C}plotArea")
    kinds = [entry.tag.rpartition("}")[2] for entry in area if entry.tag.endswith("Chart")]
    if not kinds or any(kind not in DRAWN for kind in kinds):
        return None
    chart = _Chart(space, box, colours, german)
    if kinds[0] == "scatterChart":
        return "".join(_points(chart))
    return "".join([*_grid(chart), *(_bars(chart) if kinds[0] == "barChart" else _curves(chart)), *_categories(chart)])


def _value_axis(chart: _Chart) -> _Axis:
    room = chart.inner
    values = [value for series in chart.series for value in chart.numbers(series).values()]
    if chart.lying:
        return chart.axis(0, values, room.left, room.right)
    return chart.axis(0, values, room.bottom, room.top)


def _slots(chart: _Chart) -> list[float]:
    """Middle of each category along its axis."""
    room, n = chart.inner, max(1, len(chart.names))
    start, length = (room.bottom, -room.height) if chart.lying else (room.left, room.width)
    if chart.turned("catAx"):
        start, length = start + length, -length
    return [start + length * (place + 0.5) / n for place in range(n)]


def _grid(chart: _Chart) -> Iterator[str]:
    axis, room = _value_axis(chart), chart.inner
    entry = next(chart.space.iter(f"{C}valAx"), None)
    unit = entry.find(f"{C}majorUnit") if entry is not None else None
    lines = entry.find(f"{C}majorGridlines") if entry is not None else None
    step = float(unit.get("val")) if unit is not None else (axis.high - axis.low) / 5
    if entry is None or not step > 0 or (axis.high - axis.low) / step > 50:
        return
    labelled = entry.find(f"{C}tickLblPos") is None or entry.find(f"{C}tickLblPos").get("val") != "none"
    code = entry.find(f"{C}numFmt")
    style = stroke(lines.find(f".//{A}ln"), chart.colours, "#DDDDDD") if lines is not None else ""
    for tick in range(math.ceil(axis.low / step - 1e-9), math.floor(axis.high / step + 1e-9) + 1):
        at = axis.at(tick * step)
        if style and not chart.lying:
            yield _line(room.left, at, room.right, at, style)
        if style and chart.lying:
            yield _line(at, room.top, at, room.bottom, style)
        if labelled and not chart.lying:
            said = _formatted(tick * step, code, german=chart.german)
            yield draw_line(said, room.left - 4, at + chart.size / 3, size=chart.size, colour="#555555", anchor="end")


def _line(x1: float, y1: float, x2: float, y2: float, style: str) -> str:
    return f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" {style}/>'


def _categories(chart: _Chart) -> Iterator[str]:
    entry = next(chart.space.iter(f"{C}catAx", f"{C}dateAx"), None)
    place_of = entry.find(f"{C}tickLblPos") if entry is not None else None
    if entry is None or (place_of is not None and place_of.get("val") == "none"):
        return
    slots, room = _slots(chart), chart.inner
    every = 1 if chart.lying else max(1, math.ceil(len(slots) * 2.6 * chart.size / max(room.width, 1)))
    for place, (at, name) in enumerate(zip(slots, chart.names, strict=False)):
        if place % every:
            continue
        x, y = (room.left - 5, at + chart.size / 3) if chart.lying else (at, room.bottom + chart.size * 1.2)
        anchor = "end" if chart.lying else "middle"
        yield draw_line(name, x, y, size=chart.size, colour="#3C4B45", anchor=anchor)


def _bars(chart: _Chart) -> Iterator[str]:
    axis, slots, room = _value_axis(chart), _slots(chart), chart.inner
    gap = chart.plot.find(f"{C}gapWidth")
    grouping = chart.plot.find(f"{C}grouping")
    stacked = grouping is not None and "tacked" in grouping.get("val", "")
    side = 1 if stacked else max(1, len(chart.series))
    thick = (room.height if chart.lying else room.width) / max(1, len(slots))
    thick /= side + (int(gap.get("val")) if gap is not None else 150) / 100
    sums: dict[int, float] = {}
    for number_of, series in enumerate(chart.series):
        for place, value in chart.numbers(series).items():
            base = sums.get(place, 0.0) if stacked else 0.0
            sums[place] = base + value
            shift = 0.0 if stacked else (number_of - (side - 1) / 2) * thick
            ends = sorted((axis.at(min(max(base, axis.low), axis.high)), axis.at(base + value)))
            at = slots[place] + shift - thick / 2
            box = (
                Box(ends[0], at, ends[1] - ends[0], thick)
                if chart.lying
                else Box(at, ends[0], thick, ends[1] - ends[0])
            )
            yield _bar(box, _style(series, place), chart)
            yield _value(chart, series, place, value, box)


def _bar(box: Box, style: Any, chart: _Chart) -> str:
    edge = style.find(f"{A}ln") if style is not None else None
    return f"<rect {placed(box)} {fill_attributes(style, chart.colours, _GREEN)} {stroke(edge, chart.colours)}/>"


def _style(series: Any, place: int) -> Any:
    """Look of a point: its own, else that of the series."""
    for point in series.findall(f"{C}dPt"):
        own = point.find(f"{C}spPr")
        if point.find(f"{C}idx").get("val") == str(place) and own is not None:
            return own
    return series.find(f"{C}spPr")


def _value(chart: _Chart, series: Any, place: int, value: float, box: Box) -> str:
    """The value of a bar where it carries one."""
    entries = series.findall(f"{C}dLbls/{C}dLbl")
    label = next((one for one in entries if one.find(f"{C}idx").get("val") == str(place)), series.find(f"{C}dLbls"))
    shown = label.find(f"{C}showVal") if label is not None else None
    if shown is None or shown.get("val") != "1":
        return ""
    words = "".join(label.itertext(f"{A}t")) if label.tag.endswith("dLbl") else ""
    style = label.find(f".//{A}defRPr")
    size = int(style.get("sz", chart.size * 100)) / 100 if style is not None else chart.size
    said = words or _formatted(value, label.find(f"{C}numFmt"), german=chart.german)
    options: dict[str, Any] = {"size": size, "colour": ink(style, chart.colours)}
    if not chart.lying:
        y = box.top - _FAR if value >= 0 else box.bottom + size
        return draw_line(said, box.left + box.width / 2, y, anchor="middle", **options)
    x = box.right + _FAR if value >= 0 else box.left - _FAR
    return draw_line(said, x, box.top + box.height / 2 + size / 3, anchor="start" if value >= 0 else "end", **options)


def _curves(chart: _Chart) -> Iterator[str]:
    axis, slots = _value_axis(chart), _slots(chart)
    for series in chart.series:
        spots = {place: (slots[place], axis.at(value)) for place, value in sorted(chart.numbers(series).items())}
        style = series.find(f"{C}spPr")
        line = style.find(f"{A}ln") if style is not None else None
        # A year without a figure is a gap in the line.
        path = "".join(
            f"{'L' if place - 1 in spots else 'M'}{number(x)} {number(y)}" for place, (x, y) in spots.items()
        )
        yield f'<path d="{path}" fill="none" {stroke(line, chart.colours, _GREEN)}/>'
        for place, spot in spots.items():
            yield _mark(series, place, spot, chart)


def _points(chart: _Chart) -> Iterator[str]:
    pairs = [(points_of(one.find(f"{C}xVal")), chart.numbers(one)) for one in chart.series]
    room = chart.inner
    across = chart.axis(0, [float(x) for xs, _ in pairs for x in xs.values()], room.left, room.right)
    up = chart.axis(1, [y for _, ys in pairs for y in ys.values()], room.bottom, room.top)
    for series, (xs, ys) in zip(chart.series, pairs, strict=True):
        for place in xs.keys() & ys.keys():
            yield _mark(series, place, (across.at(float(xs[place])), up.at(ys[place])), chart)


def _mark(series: Any, place: int, spot: tuple[float, float], chart: _Chart) -> str:
    own = [p.find(f"{C}marker") for p in series.findall(f"{C}dPt") if p.find(f"{C}idx").get("val") == str(place)]
    marker = next((one for one in own if one is not None), series.find(f"{C}marker"))
    symbol = marker.find(f"{C}symbol") if marker is not None else None
    if symbol is None or symbol.get("val") == "none":
        return ""
    size = marker.find(f"{C}size")
    half = (int(size.get("val")) if size is not None else 5) / 2
    style = marker.find(f"{C}spPr")
    edge = style.find(f"{A}ln") if style is not None else None
    look = f"{fill_attributes(style, chart.colours)} {stroke(edge, chart.colours)}"
    x, y = spot
    if symbol.get("val") == "circle":
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(half)}" {look}/>'
    turn = f' transform="rotate(45 {number(x)} {number(y)})"' if symbol.get("val") in ("diamond", "x") else ""
    return f"<rect {placed(Box(x - half, y - half, 2 * half, 2 * half))} {look}{turn}/>"


def _formatted(value: float, code: Any, *, german: bool) -> str:
    """A value as its format says: sign, decimals, unit."""
    said = code.get("formatCode", "General") if code is not None else "General"
    sections = re.sub(r"\[[^\]]*\]", "", said).split(";")
    place = 1 if value < 0 else 2 if value == 0 else 0
    section = sections[place if place < len(sections) else 0]
    digits = re.search(r"[#0][#0,]*(?:\.([#0]+))?", section)
    if digits is None:
        plain = f"{value:,.6g}"
    else:
        shown = f"{abs(value) if len(sections) > 1 else value:,.{len(digits.group(1) or '')}f}"
        plain = section[: digits.start()] + shown + section[digits.end() :]
    plain = plain.replace('"', "").replace("\\", "")
    return plain.translate(str.maketrans(",.", ".,")) if german else plain
