"""Names on the map: inside their area where they fit, else close by on a plate with a line to it; circles beside."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
import shapely
from geopandas.geodataframe import GeoDataFrame
from shapely.prepared import PreparedGeometry, prep

from analytics.exports.drawing.map_focus import named_kreise
from analytics.exports.drawing.marks import LINE_FACTOR, Box, Dot, Mark, Path, Words
from analytics.exports.drawing.text_metrics import Line, Run, wrap_words
from analytics.exports.views import NUMBERED, MapView
from analytics.figure import theme

GRAIN_M = 300
RING_POINTS = 72
Ring = tuple[tuple[float, float], ...]
Place = tuple[float, float, float, float]
# Steps away from the middle of an area, in sizes of the words; words are wide, so to the sides they are longer.
_STEPS, _TURNS, _WIDER = range(2, 14), 16, 1.6
# Where words may stand inside an area, as seen from its middle, in their sizes.
_SPOTS = tuple(product((0.0, -2.0, 2.0, -4.0, 4.0), (0.0, -1.2, 1.2, -2.4, 2.4, -3.6, 3.6)))


@dataclass(frozen=True)
class Frame:
    """From metres to the canvas."""

    west: float
    north: float
    scale: float
    left: float
    top: float

    def ring(self, coordinates: Iterable[tuple[float, ...]]) -> Ring:
        """Points in metres on the canvas."""
        return tuple(self.point(point[0], point[1]) for point in coordinates)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point in metres on the canvas."""
        return self.left + (x - self.west) * self.scale, self.top + (self.north - y) * self.scale

    def back(self, x: float, y: float) -> tuple[float, float]:
        """A point of the canvas in metres."""
        return self.west + (x - self.left) / self.scale, self.north - (y - self.top) / self.scale


def name_kreise(
    kreise: GeoDataFrame, shown: MapView, frame: Frame, size: float, circles: list[Place], room: Place
) -> list[Mark]:
    """Names and values of Kreise; none meets a circle or another name.

    Those that have to be named come first and always have name and value; the one whose balances the others show has
    its name alone.

    Args:
        kreise: outlines, cut to what is seen.
        shown: view, year and choice.
        frame: from metres to the canvas.
        size: of the words.
        circles: places that are taken already.
        room: the map's part of the canvas.
    """
    entries = {entry["ags"]: entry for entry in shown.view["kreise"]}
    about, may = named_kreise(shown)
    named = _ordered(kreise[kreise["ags"].isin(may)], about)
    ground = prep(kreise.geometry.simplify(GRAIN_M).union_all())
    taken = list(circles)
    marks: list[Mark] = []
    for ags, number, name, shape in zip(named["ags"], named["number"], named["name"], named.geometry, strict=True):
        entry = entries.get(ags)
        lines = ((Run(name),), (Run(entry["t"][shown.index], bold=True),)) if entry else ((Run(name, bold=True),),)
        choices = (lines,) if ags in about else (lines, lines[1:])
        found = _fitting(shape, frame, number, choices, size, _ink(entry, shown), taken)
        beside = _beside(shape, frame, number, lines, size, taken, room, ground) if not found and ags in about else []
        marks += [found] if found else beside
        taken += [extent(mark) for mark in (found, *beside) if isinstance(mark, Words)]
    return marks


def _ordered(kreise: GeoDataFrame, about: set[str]) -> GeoDataFrame:
    """Those the map is about first, then by size; the number of a name only depends on the size."""
    by_size = kreise.assign(size=kreise.area).sort_values("size", ascending=False)
    numbered = by_size.assign(number=range(len(by_size)), first=by_size["ags"].isin(about))
    return numbered.sort_values(["first", "size"], ascending=False)


def _ink(entry: dict[str, Any] | None, shown: MapView) -> str:
    if entry is None:
        return theme.INK
    place = entry["c"][shown.index]
    dark = place >= 0 and entry["inside"] and theme.is_dark(shown.view["legend"]["colours"][place])
    return theme.CARD if dark else theme.INK


def _beside(
    shape: Any,
    frame: Frame,
    number: int,
    lines: tuple[Line, ...],
    size: float,
    taken: list[Place],
    room: Place,
    ground: PreparedGeometry,
) -> list[Mark]:
    """Name and value on a plate at the closest free spot, off the areas if there is one, with a line to the area."""
    point = shape.representative_point()
    x, y = frame.point(point.x, point.y)
    free = [
        words
        for words in _around_point(x, y, number, lines, size * 0.9)
        if is_within(place := extent(words), room) and is_free(place, taken)
    ]
    off = (words for words in free if not ground.intersects(_in_metres(extent(words), frame)))
    words = next(off, free[0] if free else None)
    if words is None:
        return []
    left, top, right, bottom = extent(words)
    edge = (min(max(x, left), right), min(max(y, top), bottom))
    return [
        Path(("name", number), (edge, (x, y)), theme.INK, 0.8),
        Dot(("name", number), x, y, 3.4, "circle", theme.INK, theme.CARD, 0.6),
        Box(("name", number), left, top, right, bottom, fill=theme.CARD, opacity=0.86),
        words,
    ]


def _around_point(x: float, y: float, number: int, lines: tuple[Line, ...], size: float) -> Iterator[Words]:
    for step, turn in product(_STEPS, range(_TURNS)):
        angle = 2 * math.pi * turn / _TURNS
        at = (x + _WIDER * step * size * math.cos(angle), y + step * size * math.sin(angle))
        yield Words(("name", number), *at, lines, size, theme.INK)


def _in_metres(place: Any, frame: Frame) -> Any:
    """The box of a place; the boxes of several, whose edges are given as arrays."""
    left, top, right, bottom = place
    return shapely.box(*frame.back(left, bottom), *frame.back(right, top))


def _fitting(
    shape: Any,
    frame: Frame,
    number: int,
    choices: tuple[tuple[Line, ...], ...],
    size: float,
    ink: str,
    taken: list[Place],
) -> Words | None:
    """Name and value, else the next of the choices, at the first spot inside the area that is free."""
    point = shape.representative_point()
    x, y = frame.point(point.x, point.y)
    # A coarser outline is enough for words, and many times faster to test; so are all spots at once.
    inside = shape.simplify(GRAIN_M).buffer(1.5 / frame.scale, quad_segs=1)
    shapely.prepare(inside)
    sizes = [(choices[0], size), (choices[0], size * 0.86), *((lines, size) for lines in choices[1:])]
    for lines, points in sizes:
        words = Words(("name", number), x, y, lines, points, ink)
        left, top, right, bottom = extent(words)
        spots = [(dx * size, dy * size) for dx, dy in _SPOTS]
        places = [(left + dx, top + dy, right + dx, bottom + dy) for dx, dy in spots]
        fits = shapely.contains(inside, _in_metres(np.array(places).T, frame))
        for (dx, dy), place, fitting in zip(spots, places, fits, strict=True):
            if fitting and is_free(place, taken):
                return replace(words, x=x + dx, y=y + dy)
    return None


def list_circles(shown: MapView, circles: list[Dot], size: float, width: float) -> list[Words]:
    """The initiatives behind the numbers of a map, one below the other from the top."""
    marks: list[Words] = []
    y = 0.0
    for number, dot in enumerate(circles, start=1):
        items = shown.view["members"][dot.origin[1]]["items"]
        named = wrap_words(", ".join(str(item["name"]) for item in items), width - 2.2 * size, size)
        for text, x, bold in ((str(number), 0.0, True), *((line, 2.2 * size, False) for line in named)):
            colour = theme.TERRACOTTA_TEXT if bold else theme.INK
            marks.append(Words(("legend", 3), x, y, ((Run(text, bold),),), size, colour, "left", "top"))
            y += 0.0 if bold else size * LINE_FACTOR
        y += size * 0.25
    return marks


def name_circles(shown: MapView, circles: list[Dot], names: list[Mark], size: float, room: Place) -> Iterator[Mark]:
    """Places of the circles beside them, on the first side that is free; without a free side the name is left out.

    Where the initiatives are numbered, their number stands in the place of the name, or on the circle.
    """
    taken = [around(dot) for dot in circles] + [extent(name) for name in names if isinstance(name, Words)]
    small = size - 1
    for place, dot in enumerate(circles, start=1):
        number = dot.origin[1]
        said = str(shown.view["members"][number]["items"][0]["place"]) if shown.members != NUMBERED else str(place)
        lines = ((Run(said, bold=True),),)
        gap = dot.size / 2 + 5
        sides = ((gap, 0, "left"), (-gap, 0, "right"), (0, gap + small / 2, "center"), (0, -gap - small / 2, "center"))
        for dx, dy, across in sides:
            words = Words(("place", number), dot.x + dx, dot.y + dy, lines, small, theme.TERRACOTTA_TEXT, across)
            if is_within(extent(words), room) and is_free(extent(words), taken):
                taken.append(extent(words))
                plate = extent(words)
                yield Box(("place", number), *plate, fill=theme.CARD, opacity=0.82)
                yield words
                break


def around(mark: Dot) -> Place:
    """The place a circle takes."""
    half = mark.size / 2 + 2
    return mark.x - half, mark.y - half, mark.x + half, mark.y + half


def extent(words: Words) -> Place:
    """The place words take."""
    left, top = words.left, words.top
    return left - 2, top, left + words.width + 2, top + words.height


def is_free(place: Place, taken: Iterable[Place]) -> bool:
    """Whether a place meets none that is taken."""
    left, top, right, bottom = place
    return all(right <= other[0] or left >= other[2] or bottom <= other[1] or top >= other[3] for other in taken)


def is_within(place: Place, room: Place) -> bool:
    """Whether a place lies in the room as a whole."""
    return place[0] >= room[0] and place[1] >= room[1] and place[2] <= room[2] and place[3] <= room[3]
