"""Balances as lines that swell towards where more people moved, as the live map draws them, in pixels.

static/map/flow-lines.js says the same in the browser; a test holds both against each other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]

_THINNEST_PX, _WIDEST_PX = 1.6, 17.0
# How far a line leaves the straight way, as an angle at the Kreis in the middle; longer lines bend less.
_BEND, _BENT_PX = 0.42, 150.0
_STEPS = 22
_ROUNDS = 80


@dataclass(frozen=True)
class FlowLine:
    """One balance: the points of its middle, in the direction in which more people moved, and those around it."""

    key: str
    net: float
    curve: tuple[Point, ...]
    shape: tuple[Point, ...]

    @property
    def outline(self) -> str:
        """Its shape as the `d` of a path."""
        return f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in self.shape)}Z"


@dataclass(frozen=True)
class _Arriving:
    key: str
    net: float
    at: Point
    far: float
    turn: float
    width: float


def flow_width(net: float, widest: int, *, narrow: bool = False) -> float:
    """Width of a balance; the scale is that of all years, and half as wide on a narrow screen."""
    return (_THINNEST_PX + (_WIDEST_PX - _THINNEST_PX) * (abs(net) / widest)) * (0.62 if narrow else 1)


def spread(places: Sequence[float], distances: Sequence[float]) -> list[float]:
    """Moves sorted places apart until neighbours keep their distances; both give way by half."""
    moved = list(places)
    for _ in range(_ROUNDS):
        for i, distance in enumerate(distances):
            lack = distance - (moved[i + 1] - moved[i])
            if lack > 0:
                moved[i] -= lack / 2
                moved[i + 1] += lack / 2
    return moved


def rim_places(
    points: Mapping[str, Point], width: float, height: float, inset: float, distance: float
) -> dict[str, Point]:
    """Where places beyond the map stand on its rim: in their direction from the middle, apart from each other.

    Counted clockwise from the east, where no Land lies.
    """
    a, b = width / 2 - inset, height / 2 - inset
    turns = sorted(
        (math.atan2(y - height / 2, x - width / 2) % (2 * math.pi), key) for key, (x, y) in points.items()
    )  # fmt: skip
    walked = spread([_walked_to(turn, a, b) for turn, _ in turns], [distance] * (len(turns) - 1))
    return {
        key: (width / 2 + x, height / 2 + y)
        for (_, key), (x, y) in zip(turns, (_rim_point(one, a, b) for one in walked), strict=True)
    }


def _walked_to(turn: float, a: float, b: float) -> float:
    """Way along the rim from its eastern middle, clockwise, to where a ray leaves the rectangle."""
    dx, dy = math.cos(turn), math.sin(turn)
    scale = min(a / abs(dx or 1e-9), b / abs(dy or 1e-9))
    x, y = dx * scale, dy * scale
    if x > a - 1e-6:
        return y if y >= 0 else 4 * a + 4 * b + y
    if y > b - 1e-6:
        return b + (a - x)
    if x < -a + 1e-6:
        return b + 2 * a + (b - y)
    return 3 * b + 2 * a + (x + a)


def _rim_point(walked: float, a: float, b: float) -> Point:
    if walked <= b:
        return a, walked
    if walked <= b + 2 * a:
        return a - (walked - b), b
    if walked <= 3 * b + 2 * a:
        return -a, b - (walked - b - 2 * a)
    if walked <= 3 * b + 4 * a:
        return -a + (walked - 3 * b - 2 * a), -b
    return a, -b + (walked - 3 * b - 4 * a)


def lay_out_lines(
    centre: Point, partners: Sequence[tuple[str, float, Point]], width: Callable[[float], float], ring: float
) -> list[FlowLine]:
    """The lines between a centre and its partners, thin ones last.

    Around the centre they keep so far apart that no head lies on another.

    Args:
        centre: the place in the middle.
        partners: key, balance and place of each.
        width: of a balance.
        ring: how far from the centre the heads of the lines stand.
    """
    ordered = _opened_at_widest_gap(
        sorted((_arriving(centre, *partner, width) for partner in partners), key=lambda line: line.turn)
    )
    needed = [(_head_spread(one.width) + _head_spread(other.width)) / ring for one, other in pairwise(ordered)]
    room = min(1.0, 1.9 * math.pi / (sum(needed) or 1))
    turns = spread([line.turn for line in ordered], [one * room for one in needed])
    lines = [_line(centre, line, turn, ring) for line, turn in zip(ordered, turns, strict=True)]
    return sorted(lines, key=lambda line: -abs(line.net))


def _arriving(centre: Point, key: str, net: float, at: Point, width: Callable[[float], float]) -> _Arriving:
    dx, dy = at[0] - centre[0], at[1] - centre[1]
    far = math.hypot(dx, dy)
    bend = _BEND * min(1.0, _BENT_PX / far) * (-1 if net > 0 else 1)
    return _Arriving(key, net, at, far, math.atan2(dy, dx) + bend, width(net))


def _head_spread(width: float) -> float:
    """Half the room a head takes beside its line."""
    return 3.2 + 0.8 * width


def _opened_at_widest_gap(lines: list[_Arriving]) -> list[_Arriving]:
    """A circle is cut where it is emptiest, so that what stands beside each other stays so."""
    if len(lines) < 2:
        return lines
    gaps = [line.turn - lines[i - 1].turn + (0 if i else 2 * math.pi) for i, line in enumerate(lines)]
    first = gaps.index(max(gaps))
    turned = [
        _Arriving(line.key, line.net, line.at, line.far, line.turn + 2 * math.pi, line.width) for line in lines[:first]
    ]
    return [*lines[first:], *turned]


def _line(centre: Point, line: _Arriving, turn: float, ring: float) -> FlowLine:
    radius = min(ring, 0.4 * line.far)

    def towards(distance: float) -> Point:
        return centre[0] + distance * math.cos(turn), centre[1] + distance * math.sin(turn)

    curve = _curve(line.at, towards(radius + 0.45 * line.far), towards(radius))
    ordered = curve if line.net > 0 else curve[::-1]
    return FlowLine(line.key, line.net, ordered, shape_around(ordered, line.width))


def _curve(start: Point, control: Point, end: Point) -> tuple[Point, ...]:
    def at(axis: int, t: float) -> float:
        return (1 - t) ** 2 * start[axis] + 2 * t * (1 - t) * control[axis] + t**2 * end[axis]

    return tuple((at(0, step / _STEPS), at(1, step / _STEPS)) for step in range(_STEPS + 1))


def shape_around(curve: Sequence[Point], width: float) -> tuple[Point, ...]:
    """Around a swelling body with a head at its end."""
    walked = [0.0]
    for one, other in pairwise(curve):
        walked.append(walked[-1] + math.dist(one, other))
    head = min(6 + 1.15 * width, 0.6 * walked[-1])
    end = walked[-1] - head
    body = [point for point, at in zip(curve, walked, strict=True) if at < end]
    neck = _between(curve, walked, end)
    left, right = _sides([*body, neck], walked, end, width)
    tip, wing = curve[-1], 2.4 + 0.95 * width
    across = _normal(neck, tip)
    return (*left, _moved(neck, across, wing), tip, _moved(neck, across, -wing), *reversed(right))


def _sides(
    spine: Sequence[Point], walked: Sequence[float], end: float, width: float
) -> tuple[list[Point], list[Point]]:
    left, right = [], []
    last = len(spine) - 1
    for i, point in enumerate(spine):
        share = 1.0 if i == last else walked[i] / end
        normal = _normal(spine[max(0, i - 1)], spine[min(last, i + 1)])
        half = width / 2 * (0.35 + 0.65 * share)
        left.append(_moved(point, normal, half))
        right.append(_moved(point, normal, -half))
    return left, right


def _between(curve: Sequence[Point], walked: Sequence[float], distance: float) -> Point:
    after = max(1, next(i for i, at in enumerate(walked) if at >= distance))
    share = (distance - walked[after - 1]) / (walked[after] - walked[after - 1] or 1)
    (x0, y0), (x1, y1) = curve[after - 1], curve[after]
    return x0 + share * (x1 - x0), y0 + share * (y1 - y0)


def _normal(start: Point, end: Point) -> Point:
    length = math.dist(start, end) or 1
    return -(end[1] - start[1]) / length, (end[0] - start[0]) / length


def _moved(point: Point, direction: Point, by: float) -> Point:
    return point[0] + by * direction[0], point[1] + by * direction[1]
