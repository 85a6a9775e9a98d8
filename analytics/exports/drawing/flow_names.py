"""Names beside the lines of balances, as the live map places them (static/map/flow-leaf.js), in pixels."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from analytics.exports.drawing.flow_lines import Point
from analytics.exports.drawing.map_names import Place, is_free, is_within
from analytics.exports.drawing.text_metrics import text_width

NAMED = 5
"""So many partners are named in any case, the largest first; others where there is room beside their place."""
# Free space between a place and its name, tried one after the other; from which on a name is no longer beside it.
_GAPS_PX, _BESIDE_PX = (9.0, 16.0, 24.0, 36.0, 50.0, 66.0), 24.0
_TURNS = 16
_LINE = 1.15
_DIGIT = re.compile(r"\d")
# Size of the words of the Kreis in the middle, of the largest partners and of others.
_SIZES, _NARROW_SIZES = {"centre": 15.0, "large": 13.5, "": 12.5}, {"centre": 13.5, "large": 12.0, "": 11.5}


@dataclass(frozen=True)
class WantedName:
    """A name of one or two lines and the place it belongs to; the first is that of the Kreis in the middle."""

    lines: tuple[str, ...]
    at: Point


@dataclass(frozen=True)
class FlowName:
    """A name where it stands: its lines, the middle of all of them, its size and its kind (centre, large or blank)."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    kind: str


def place_names(
    wanted: Sequence[WantedName], marks: Sequence[Place], lines: Sequence[Place], room: Place, *, narrow: bool = False
) -> list[FlowName]:
    """The names that have a place; none meets a mark or another name, and only those that must be said meet a line.

    Args:
        wanted: the names, the most important one first.
        marks: left, top, right and bottom of what no name may cover.
        lines: the same of what a name should not cover.
        room: the picture.
        narrow: whether the picture is that of a phone.
    """
    taken, found = list(marks), []
    for number, name in enumerate(wanted):
        kind = "centre" if number == 0 else "large" if number <= NAMED else ""
        size = (_NARROW_SIZES if narrow else _SIZES)[kind]
        extent = max(_width(line, size, kind) for line in name.lines), round(len(name.lines) * size * _LINE)
        must = number <= NAMED
        gaps = _GAPS_PX if must else tuple(gap for gap in _GAPS_PX if gap <= _BESIDE_PX)
        place = _free_place(name.at, extent, gaps, [*taken, *lines], room) if must or not narrow else None
        if place is None and must:
            place = _free_place(name.at, extent, _GAPS_PX, taken, room)
        if place is not None:
            found.append(FlowName(name.lines, *place, size, kind))
            taken.append(box_around(place, extent[0] + 6, extent[1]))
    return found


def _width(line: str, size: float, kind: str) -> int:
    """Every digit is as wide as the widest."""
    return round(text_width(_DIGIT.sub("0", line), size, bold=bool(kind)))


def box_around(at: Point, width: float, height: float) -> Place:
    """Left, top, right and bottom of a box around its middle."""
    return at[0] - width / 2, at[1] - height / 2, at[0] + width / 2, at[1] + height / 2


def _free_place(
    anchor: Point, extent: tuple[float, float], gaps: Sequence[float], taken: Sequence[Place], room: Place
) -> Point | None:
    """The first free place around an anchor, closest first, where the name's edge keeps a gap to it."""
    width, height = extent
    for gap in gaps:
        for turn in range(_TURNS):
            angle = 2 * math.pi * turn / _TURNS
            at = anchor[0] + (gap + width / 2) * math.cos(angle), anchor[1] + (gap + height / 2) * math.sin(angle)
            box = box_around(at, width, height)
            if is_within(box, room) and is_free(box, taken):
                return at
    return None
