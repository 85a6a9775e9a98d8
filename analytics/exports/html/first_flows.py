"""The first view of the map of balances: its lines and names as the browser will draw them, and its bars."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from analytics.exports.drawing.flow_lines import FlowLine, Point, flow_width, lay_out_lines, rim_places
from analytics.exports.drawing.flow_names import FlowName, WantedName, box_around, place_names
from analytics.exports.html.templating import render
from analytics.language import Wording
from analytics.maps.outlines import STEPS_PER_PX, Outlines, project

# The rim of the map keeps free: left, top, right, bottom.
_PADDING, _NARROW_PADDING = (70, 22, 70, 34), (34, 26, 12, 34)
_ZOOM_STEP = 0.1
# Zoom the outlines are drawn at.
_ZOOM = 7.0
# Where the buttons of the zoom will stand, in the lower right corner.
_BUTTONS_PX = 46, 134
_LONG_NAME = 12


@dataclass(frozen=True)
class Canvas:
    """Room of the map: on a page of usual width, or on a phone."""

    name: str
    width: int
    height: int

    @property
    def narrow(self) -> bool:
        """Whether it is that of a phone."""
        return self.name == "slim"


CANVASES = (Canvas("broad", 810, 600), Canvas("slim", 326, 400))


@dataclass(frozen=True)
class Ground:
    """Where the outlines stand on a canvas: so many pixels from its corner, and so many pixels for one of their units.

    Attributes:
        x: of their origin.
        y: of their origin.
        scale: pixels by unit.
    """

    x: float
    y: float
    scale: float

    def point(self, lat: float, lon: float) -> Point:
        """A place in pixels of the canvas."""
        x, y = project(lat, lon)
        return self.x + x * self.scale, self.y + y * self.scale


@dataclass(frozen=True)
class FlowDrawing:
    """One drawing of the map: ground, lines, dots at the rim and names, in pixels of its canvas."""

    canvas: Canvas
    ground: Ground
    lines: list[FlowLine]
    rim: list[Point]
    names: list[FlowName]


def write_first_flows(
    w: Wording, view: Mapping[str, Any], outlines: Outlines, year: int, words: Mapping[str, str],
    *, frame: Mapping[str, Any],
) -> Markup:  # fmt: skip
    """The first view of the map of balances.

    Args:
        w: language.
        view: result of `compute_flow_lines`.
        outlines: borders of its Kreise.
        year: the one shown.
        words: `headline` and `subtitle` of the page.
        frame: as for `write_first_map`.
    """
    index = view["years"].index(year)
    return render(
        "first_flows.html", w, **frame, **words, map=outlines, view=view, index=index,
        drawings=[draw_flows(w, view, outlines, index, canvas) for canvas in CANVASES],
        middle=outlines.kreise[view["centre"]["ags"]], bars=_bars(w, view, index),
        bars_title=view["ui"]["bars"].format(name=view["centre"]["name"], year=year),
    )  # fmt: skip


def draw_flows(w: Wording, view: Mapping[str, Any], outlines: Outlines, index: int, canvas: Canvas) -> FlowDrawing:
    """The balances of one year as static/map/flow-leaf.js draws them on such a canvas."""
    ground = _ground(outlines, canvas)
    places = _places(view, ground, canvas)
    shown = [partner for partner in _ranked(view, index) if abs(partner["net"][index]) >= view["least"]]

    def width(net: float) -> float:
        return flow_width(net, view["widest"], narrow=canvas.narrow)

    lines = lay_out_lines(
        places[view["centre"]["ags"]], [(one["key"], one["net"][index], places[one["key"]]) for one in shown], width,
        17 if canvas.narrow else 24,
    )  # fmt: skip
    covered = [box_around(point, width(line.net) + 5, width(line.net) + 5) for line in lines for point in line.curve]
    marks = [box_around(places[one["key"]], 9, 9) for one in shown]
    corner = canvas.width - _BUTTONS_PX[0], canvas.height - _BUTTONS_PX[1], canvas.width, canvas.height
    room = 2, 2, canvas.width - 2, canvas.height - 2
    names = place_names(
        _wanted(w, view, shown, places, index, canvas), [*marks, corner], covered, room, narrow=canvas.narrow
    )
    return FlowDrawing(canvas, ground, lines, [places[one["key"]] for one in shown if one["rim"]], names)


def _ground(outlines: Outlines, canvas: Canvas) -> Ground:
    """All Kreise as large as they fit, at one of the steps of the live map's zoom."""
    left, top, right, bottom = _NARROW_PADDING if canvas.narrow else _PADDING
    west, north = (min(box[side] for box in outlines.boxes.values()) for side in (0, 1))
    east, south = (max(box[side] for box in outlines.boxes.values()) for side in (2, 3))
    room = min((canvas.width - left - right) / (east - west), (canvas.height - top - bottom) / (south - north))
    zoom = math.floor(round((_ZOOM + math.log2(room * STEPS_PER_PX)) / _ZOOM_STEP, 2)) * _ZOOM_STEP
    scale = 2 ** (zoom - _ZOOM) / STEPS_PER_PX
    x = (canvas.width + left - right) / 2 - (west + east) / 2 * scale
    y = (canvas.height + top - bottom) / 2 - (north + south) / 2 * scale
    return Ground(round(x, 2), round(y, 2), round(scale, 6))


def _places(view: Mapping[str, Any], ground: Ground, canvas: Canvas) -> dict[str, Point]:
    partners = {partner["key"]: partner for partner in view["partners"]}
    points = {key: ground.point(*partner["at"]) for key, partner in partners.items()}
    outside = {key: point for key, point in points.items() if partners[key]["rim"]}
    inset, distance = (10, 22) if canvas.narrow else (16, 30)
    rim = rim_places(outside, canvas.width, canvas.height, inset, distance)
    return points | rim | {view["centre"]["ags"]: ground.point(*view["centre"]["at"])}


def _ranked(view: Mapping[str, Any], index: int) -> list[Mapping[str, Any]]:
    """Partners by the size of their balance, the largest first."""
    return sorted(view["partners"], key=lambda partner: (-abs(partner["net"][index]), partner["name"].casefold()))


def _wanted(
    w: Wording, view: Mapping[str, Any], shown: list[Mapping[str, Any]], places: Mapping[str, Point], index: int,
    canvas: Canvas,
) -> list[WantedName]:  # fmt: skip
    """The Kreis in the middle, the partners with a line, then what helps to find one's way (Berlin)."""
    landmarks = [one for one in view["partners"] if not one["kreis"] and not one["rim"] and one not in shown]
    centre = view["centre"]
    return [
        WantedName(_lines(centre["name"], "", canvas), places[centre["ags"]]),
        *(
            WantedName(_lines(one["name"], f" {w.signed(one['net'][index], 0)}", canvas), places[one["key"]])
            for one in (*shown, *landmarks)
        ),
    ]


def _lines(name: str, value: str, canvas: Canvas) -> tuple[str, ...]:
    """On a phone a long name is broken where its halves are most alike."""
    breaks = [place + 1 for place, sign in enumerate(name) if sign in "- "]
    if not canvas.narrow or len(name) <= _LONG_NAME or not breaks:
        return (name + value,)
    at = min(breaks, key=lambda place: abs(place - len(name) / 2))
    return name[:at].rstrip(), name[at:] + value


def _bars(w: Wording, view: Mapping[str, Any], index: int) -> list[dict[str, Any]]:
    """Name, value, and where a bar begins and ends, in per cent on the scale of all years."""
    nets: list[int] = [bar["net"] for bars in view["bars"] for bar in bars]
    low, high = min(0, *nets), max(0, *nets)
    extent: float = (high - low) or 1.0

    def share(net: float) -> float:
        return round((net - low) / extent * 100, 2)

    return [
        {
            "name": bar["name"], "value": w.signed(bar["net"], 0), "is_gain": bar["net"] > 0,
            "left": share(min(0, bar["net"])), "right": share(max(0, bar["net"])), "zero": share(0),
        }
        for bar in view["bars"][index]
    ]  # fmt: skip
