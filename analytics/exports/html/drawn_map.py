"""The map as a document draws it, before any script has run: areas, lines, names and marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.exports.drawing.map_names import Place, is_free, is_within
from analytics.figure import theme
from analytics.maps.outlines import STEPS_PER_PX, Outlines, project, window_size
from analytics.maps.text import mark_kinds
from analytics.maps.view import SECRET_CLASS

# The size of the map on a page of usual width; elsewhere it is scaled.
_WIDTH_PX, _HEIGHT_PX = 482, 426
# The map of distances has no years below it.
_REACH_PX = 540
_MARGIN = 10 * STEPS_PER_PX
# A name may leave its Kreis by so much, as a share of the width of the Kreis.
_WIDEST_NAME = 1.2
# A sign of the names is about so wide and high, in the unit of the outlines.
_SIGN_WIDTH, _SIGN_HEIGHT = 58, 130
# Radius of a mark; the large one stands for several initiatives of one place.
_MARK, _LARGE_MARK = 65, 90
_NO_VALUE = "url(#first-hatch)"

Marks = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class MapStart:
    """What a map starts with, as its address says it.

    Attributes:
        year: shown year.
        kreis: chosen Kreis; None for none.
        members: whether the initiatives are shown.
        position: zoom, latitude and longitude of the middle; None for the whole map.
    """

    year: int
    kreis: str | None = None
    members: bool = True
    position: tuple[float, float, float] | None = None


@dataclass(frozen=True)
class DrawnArea:
    """Path, colour and, of a Kreis, key, name and value; faded where its figures are not what the map tells of."""

    path: str
    fill: str
    is_faded: bool
    ags: str = ""
    name: str = ""
    value: str = ""


@dataclass(frozen=True)
class DrawnName:
    """A name and its middle, in the unit of the outlines."""

    text: str
    x: int
    y: int


@dataclass(frozen=True)
class ReachStart:
    """What a map of distances starts with.

    Attributes:
        view: result of `compute_reach_view`.
        areas: result of `compute_reach_areas` for the same scope.
        classes: result of `class_shares` for it.
        outlines: borders of the Kreise.
        gemeinden: path of each Gemeinde by ags.
        names: of the Kreise by ags.
        scope: Kreise (ags) the figures are about; they are seen whole.
    """

    view: Mapping[str, Any]
    areas: Mapping[str, Any]
    classes: pd.DataFrame
    outlines: Outlines
    gemeinden: Mapping[str, str]
    names: Mapping[str, str]
    scope: Sequence[str]


@dataclass(frozen=True)
class DrawnMap:
    """A map as a template draws it, in the unit of the outlines.

    Attributes:
        window: west, north, width and height of what is seen.
        height_px: of the picture on a page of usual width.
        description: text alternative.
        areas: filled, in the order they are drawn.
        lines: path of borders above them; blank for none.
        outlined: path of what is brought out; blank for none.
        names: of Kreise.
        marks: of initiatives.
        key: what the marks mean.
        backdrop: path of the areas without figures.
        lausitz: path of the Lausitzer Revier.
    """

    window: Sequence[float]
    height_px: int
    description: str
    areas: Sequence[DrawnArea]
    lines: str
    outlined: str
    names: Sequence[DrawnName]
    marks: Marks
    key: Marks
    backdrop: str
    lausitz: str

    @property
    def unit(self) -> float:
        """Marks, lines and names are as large at every zoom: what one unit of theirs is in units of the outlines."""
        return round(_unit(self.window, self.height_px), 3)


def draw_kreise(view: Mapping[str, Any], outlines: Outlines, start: MapStart, index: int) -> DrawnMap:
    """The Kreise by value in one year.

    Args:
        view: result of `compute_map_view`.
        outlines: its borders.
        start: Kreis and section shown.
        index: of the year.
    """
    window = _start_window(view, outlines, start)
    unit = _unit(window, _HEIGHT_PX)
    marks = _marks(view["members"], unit) if start.members else []
    kreise = {kreis["ags"]: kreis for kreis in view["kreise"]}
    return DrawnMap(
        window=window, height_px=_HEIGHT_PX, description=view["descriptions"][index],
        areas=_areas(view, outlines, index), lines="",
        outlined=outlines.kreise.get(start.kreis or "", ""),
        names=_names({ags: kreis["name"] for ags, kreis in kreise.items()}, outlines, window, marks, unit),
        marks=marks, key=_key(view) if marks else [], backdrop=outlines.backdrop, lausitz=outlines.lausitz,
    )  # fmt: skip


def draw_gemeinden(reach: ReachStart) -> DrawnMap:
    """The Gemeinden by class: all of a class are one area, so that five hundred of them stay a small drawing."""
    outlines = reach.outlines
    window = _window_around(reach.scope, outlines)
    marks = _marks(reach.areas["members"], _unit(window, _REACH_PX))
    return DrawnMap(
        window=window, height_px=_REACH_PX, description=reach.view["description"],
        areas=_classes(reach.areas, reach.gemeinden), lines="".join(outlines.kreise.values()),
        outlined="".join(outlines.kreise[ags] for ags in reach.view["white"]),
        names=_names(reach.names, outlines, window, marks, _unit(window, _REACH_PX)),
        marks=marks, key=_key(reach.areas), backdrop=outlines.backdrop, lausitz=outlines.lausitz,
    )  # fmt: skip


def _classes(view: Mapping[str, Any], gemeinden: Mapping[str, str]) -> list[DrawnArea]:
    paths: dict[tuple[int, bool], list[str]] = {}
    for entry in view["kreise"]:
        paths.setdefault((entry["c"][0], not entry["inside"]), []).append(gemeinden.get(entry["ags"], ""))
    return [
        DrawnArea("".join(parts), _fill(place, view["legend"]["colours"]), is_faded)
        for (place, is_faded), parts in sorted(paths.items(), key=lambda item: item[0])
    ]


def _unit(window: Sequence[float], height_px: int) -> float:
    return window[3] / (height_px * STEPS_PER_PX)


def _start_window(view: Mapping[str, Any], outlines: Outlines, start: MapStart) -> Sequence[float]:
    if start.position is not None:
        zoom, lat, lon = start.position
        (x, y), (width, height) = project(lat, lon), window_size(zoom, _WIDTH_PX, _HEIGHT_PX)
        return round(x - width / 2), round(y - height / 2), round(width), round(height)
    return _window_around((kreis["ags"] for kreis in view["kreise"] if kreis["inside"]), outlines)


def _window_around(kreise: Iterable[str], outlines: Outlines) -> Sequence[float]:
    """West, north, width and height of a window that shows these Kreise."""
    inside = [outlines.boxes[ags] for ags in kreise]
    west, north = (min(box[side] for box in inside) - _MARGIN for side in (0, 1))
    east, south = (max(box[side] for box in inside) + _MARGIN for side in (2, 3))
    return west, north, east - west, south - north


def _areas(view: Mapping[str, Any], outlines: Outlines, index: int) -> list[DrawnArea]:
    """The Kreise in the order they are drawn: cities last."""
    kreise = {kreis["ags"]: kreis for kreis in view["kreise"]}
    return [
        DrawnArea(
            path, _fill(kreise[ags]["c"][index], view["legend"]["colours"]), not kreise[ags]["inside"],
            ags, kreise[ags]["name"], value_text(view, kreise[ags], index),
        )
        for ags, path in outlines.kreise.items()
        if ags in kreise
    ]  # fmt: skip


def value_text(view: Mapping[str, Any], of: Mapping[str, Any], index: int) -> str:
    """A value of the map as it is written, or why there is none.

    Args:
        view: result of `compute_map_view`.
        of: one of its Kreise, or its Land.
        index: of the year.
    """
    if of["v"][index] is not None:
        return str(of["t"][index])
    return str(of.get("why", {}).get(str(view["years"][index]), view["ui"]["no_value"]))


def _fill(place: int, colours: Sequence[str]) -> str:
    """Colour of a class, of a value that is kept secret, or of a missing one."""
    return colours[place] if place >= 0 else theme.SECRET_FILL if place == SECRET_CLASS else _NO_VALUE


def _names(
    kreise: Mapping[str, str], outlines: Outlines, window: Sequence[float], marks: Marks, scale: float
) -> list[DrawnName]:
    """Where names stand: the largest Kreise first, none over a mark or another name, none over the picture's edge."""
    left, top, width, height = window
    room = left, top, left + width, top + height
    taken: list[Place] = [_around(mark["x"], mark["y"], mark["radius"], mark["radius"]) for mark in marks]
    found: list[DrawnName] = []
    for ags in sorted(kreise, key=lambda ags: _extent(outlines.boxes[ags]), reverse=True):
        width = len(kreise[ags]) * _SIGN_WIDTH * scale
        west, _, east, _ = outlines.boxes[ags]
        if width > _WIDEST_NAME * (east - west):
            continue
        x, middle = outlines.labels[ags]
        for y in (middle, middle - _SIGN_HEIGHT * scale, middle + _SIGN_HEIGHT * scale):
            box = _around(x, y, width / 2, _SIGN_HEIGHT * scale / 2)
            if is_within(box, room) and is_free(box, taken):
                taken.append(box)
                found.append(DrawnName(kreise[ags], x, round(y)))
                break
    return found


def _around(x: float, y: float, width: float, height: float) -> Place:
    return x - width, y - height, x + width, y + height


def _extent(box: tuple[int, int, int, int]) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def _marks(members: Marks, unit: float) -> list[dict[str, Any]]:
    radii = [_LARGE_MARK if member["items"][1:] else _MARK for member in members]
    return [
        _mark(project(member["lat"], member["lon"]), member["state"], member["sure"], unit, radius)
        for member, radius in zip(members, radii, strict=True)
    ]


def _mark(at: tuple[float, float], state: str, sure: bool, unit: float, radius: int) -> dict[str, Any]:
    size = {"radius": round(unit * radius, 1), "edge": round(unit * 22, 1), "arm": round(unit * 50, 1)}
    return {"x": at[0], "y": at[1], "state": state, "sure": sure} | size


def _key(view: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"words": words, "mark": _mark((0, 0), state, sure, 1, _MARK)} for state, sure, words in mark_kinds(view)]
