"""Balances between Kreise as curved lines with arrowheads, on a map whose places are known."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

import numpy as np
from geopandas.geodataframe import GeoDataFrame

from analytics.exports.drawing.flow_lines import Point
from analytics.exports.drawing.marks import Mark, Origin, Path
from analytics.exports.views import MapView
from analytics.subjects.origin.flow_map import Flow

# Green where the Kreis in the middle gains, red where it loses, both dark enough for any class of the areas.
FLOW_COLOURS = {True: "#0b3d33", False: "#8c2f1c"}
# How far a curve leaves the straight line, by its length; always to the same side of its direction.
BEND = 0.16
POINTS = 24
THINNEST, WIDEST = 1.2, 8.0
# Free of line around the middle of a Kreis, so that heads do not lie on each other.
GAP = 9.0


def lay_out_flows(kreise: GeoDataFrame, shown: MapView, place: Callable[[float, float], Point]) -> list[Mark]:
    """One line and one arrowhead for each flow, thin ones first."""
    middles = {
        ags: place(point.x, point.y)
        for ags, point in zip(kreise["ags"], kreise.representative_point(), strict=True)
    }  # fmt: skip
    return [mark for flow in shown.flows for mark in _flow_marks(flow, middles[flow.start], middles[flow.end])]


def line_places(flows: Iterable[Mark]) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, right and bottom of what lines and arrowheads take, step by step."""
    for mark in flows:
        if isinstance(mark, Path):
            half = mark.width / 2 + 1
            yield from ((x - half, y - half, x + half, y + half) for x, y in mark.points)


def flow_signs(shown: MapView, origin: Origin) -> Iterator[tuple[Mark, str]]:
    """What the lines of this map mean; a map without lines has no such signs."""
    for is_gain in sorted({flow.is_gain for flow in shown.flows}, reverse=True):
        yield (
            Path(origin, ((0, 0), (14, 0)), FLOW_COLOURS[is_gain], 3.0),
            shown.view["ui"]["gain" if is_gain else "loss"],
        )


def _flow_marks(flow: Flow, start: Point, end: Point) -> Iterator[Mark]:
    colour, width = FLOW_COLOURS[flow.is_gain], THINNEST + flow.share * (WIDEST - THINNEST)
    curve = bend_curve(start, end)
    head = 7.0 + 1.3 * width
    body, tip = _cut(curve, GAP, GAP + head * 0.8), _cut(curve, 0.0, GAP)[-1]
    yield Path(("flow", 0), tuple(body), colour, width, opacity=0.85)
    yield Path(("flow", 1), arrow_head(body[-1], tip, head), fill=colour, opacity=0.95)


def bend_curve(start: Point, end: Point) -> list[Point]:
    """A quadratic curve between two points, bent to the right of its direction."""
    (x0, y0), (x1, y1) = start, end
    control = ((x0 + x1) / 2 - BEND * 2 * (y1 - y0), (y0 + y1) / 2 + BEND * 2 * (x1 - x0))
    return [
        (_bezier(x0, control[0], x1, step / POINTS), _bezier(y0, control[1], y1, step / POINTS))
        for step in range(POINTS + 1)
    ]


def _bezier(start: float, control: float, end: float, t: float) -> float:
    return (1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end


def _cut(curve: list[Point], first: float, last: float) -> list[Point]:
    """The curve without so much of its beginning and end; a short one keeps its middle."""
    points = np.array(curve)
    walked = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    length = float(walked[-1])
    start, end = (first, length - last) if first + last < length else (length * 0.3, length * 0.7)
    inside = (walked > start) & (walked < end)
    xs, ys = (np.interp([start, *walked[inside], end], walked, points[:, axis]) for axis in (0, 1))
    return [(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]


def arrow_head(base: Point, tip: Point, size: float) -> tuple[Point, ...]:
    """A triangle that points from base to tip and ends there."""
    angle = math.atan2(tip[1] - base[1], tip[0] - base[0])
    sides = [(tip[0] - size * math.cos(angle + turn), tip[1] - size * math.sin(angle + turn)) for turn in (-0.42, 0.42)]
    return (sides[0], tip, sides[1], sides[0])
