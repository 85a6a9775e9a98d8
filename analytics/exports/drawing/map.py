"""The map as marks: one area per Kreis (and Gemeinde on request), circles, labels that do not collide, legend."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

from geopandas.array import points_from_xy
from geopandas.geodataframe import GeoDataFrame
from geopandas.geoseries import GeoSeries
from shapely.geometry import Polygon, box

from analytics.exports.drawing.flows import flow_signs, lay_out_flows, line_places
from analytics.exports.drawing.map_columns import is_beside, list_members, map_columns
from analytics.exports.drawing.map_focus import outlined_kreise, section
from analytics.exports.drawing.map_names import (
    RING_POINTS,
    Frame,
    Place,
    Ring,
    around,
    is_within,
    name_circles,
    name_kreise,
)
from analytics.exports.drawing.marks import LINE_FACTOR, Area, Box, Dot, Mark, Origin, Path, Words
from analytics.exports.drawing.text_metrics import Run, text_width, wrap_words
from analytics.exports.views import MARKS, NUMBERED, MapView
from analytics.figure import theme
from analytics.language import Wording
from analytics.maps.layers import METRIC_CRS, lausitz_outline
from analytics.maps.legend import legend_place
from analytics.maps.text import mark_kinds
from analytics.maps.view import SECRET_CLASS
from analytics.memo import once_per_choice
from analytics.rates.coverage import ACTIVE, ENDED
from data.atlas import Atlas

OUTSIDE_OPACITY = 0.28
# Entries of a narrower legend stand closer.
_WIDE_COLUMN = 250.0
# No words on a map are smaller.
LEAST_SIZE = 9.0
# Five hundred Gemeinden would drown in lines as wide as those between twenty Kreise.
_EDGES = {"kreise": 0.9, "gemeinden": 0.25}
# Room to spare in the legend: the font of a template may be wider.
_WIDER = 1.2


@once_per_choice
def _metric(atlas: Atlas, layer: str) -> GeoDataFrame:
    """Areas in metres; projecting and dissolving takes longer than drawing a slide."""
    if layer == "lausitz":
        return lausitz_outline(atlas, "medium").to_crs(METRIC_CRS)
    return atlas.boundaries[layer].to_crs(METRIC_CRS)


def lay_out_map(
    atlas: Atlas, shown: MapView, width: float, height: float, w: Wording, *, size: float = 11.0, head: float = 0.0
) -> list[Mark]:
    """The map on a canvas: beside the legend on a wide one, below it on a tall one.

    Args:
        atlas: the data package.
        shown: view, year and choice.
        width: of the canvas.
        height: of the canvas.
        w: language of the view.
        size: of the words.
        head: height that other words take above a legend beside the map.
    """
    kreise = _metric(atlas, "kreise_medium")
    beside = is_beside(width, height)
    columns = map_columns(shown, width, height, size)
    column = columns.legend if beside else width
    if shown.members == NUMBERED and beside and not columns.listed:
        # Numbers nobody explains say nothing: the places do.
        shown = replace(shown, members="")
    legend = _legend(shown, w, size, column, kreise)
    depth = max(_bottom(mark) for mark in legend)
    right = width - columns.listed - columns.gap if columns.listed else width
    room = (column + columns.gap, 0.0, right, height) if beside else (0.0, depth + 16, width, height)
    frame = _fit(section(kreise, shown).total_bounds, room)
    window = box(*frame.back(room[0], room[3]), *frame.back(room[2], room[1]))
    kreise = _cut(kreise, window)
    legend = _legend(shown, w, size, column, kreise)
    circles = [dot for dot in _circles(shown, frame) if is_within(around(dot), room)]
    flows = lay_out_flows(kreise, shown, frame.point)
    taken = [*(around(mark) for mark in circles), *line_places(flows)]
    names = name_kreise(kreise, shown, frame, size, taken, room)
    filled = kreise if shown.filled == "kreise" else _cut(_metric(atlas, "gemeinden_medium"), window)
    return [
        *_areas(atlas, filled, shown, frame),
        *(_gemeinden(atlas, frame, window) if shown.gemeinden else ()),
        *(_kreis_lines(kreise, shown, frame) if shown.filled == "gemeinden" or shown.gemeinden else ()),
        _lausitz(atlas, shown, frame, window),
        *_added(shown, frame, size),
        *flows,
        *circles,
        *names,
        # Between lines only the circles have room.
        *(() if flows or shown.members == MARKS else name_circles(shown, circles, names, size, room)),
        *(moved(mark, 0.0, head if beside else 0.0) for mark in legend),
        *(moved(mark, width - columns.listed, 0.0) for mark in list_members(shown, circles, columns.listed, size)),
    ]


def legend_depth(atlas: Atlas, shown: MapView, width: float, height: float, w: Wording, size: float) -> float:
    """How far down the legend beside a map reaches."""
    column = map_columns(shown, width, height, size).legend
    return max(_bottom(mark) for mark in _legend(shown, w, size, column, _metric(atlas, "kreise_medium")))


def _cut(areas: GeoDataFrame, window: Polygon) -> GeoDataFrame:
    """What of the areas lies in the window."""
    cut = areas.assign(geometry=areas.geometry.intersection(window))
    return cut[~cut.is_empty]


def _fit(bounds: Any, room: Place) -> Frame:
    west, south, east, north = (float(bound) for bound in bounds)
    left, top, right, bottom = room
    scale = min((right - left) / (east - west), (bottom - top) / (north - south))
    spare = right - left - (east - west) * scale
    return Frame(west, north, scale, left + spare / 2, top + (bottom - top - (north - south) * scale) / 2)


def _rings(shape: Any, frame: Frame) -> tuple[Ring, ...]:
    parts = [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, Polygon)]
    return tuple(frame.ring(ring.coords) for part in parts for ring in (part.exterior, *part.interiors))


def _areas(atlas: Atlas, kreise: GeoDataFrame, shown: MapView, frame: Frame) -> Iterator[Mark]:
    entries = {entry["ags"]: entry for entry in shown.view["kreise"]}
    # Outlined Kreise come last: their dark edge lies on top of their neighbours.
    outlined = outlined_kreise(shown)
    order = kreise.assign(last=kreise["ags"].isin(outlined)).sort_values("last", kind="stable")
    for number, (ags, name, shape) in enumerate(zip(order["ags"], order["name"], order.geometry, strict=True)):
        entry = entries.get(ags)
        if entry is None:
            yield Area(
                ("backdrop", number),
                _rings(shape, frame),
                theme.CARD if ags == shown.kreis else theme.SAND,
                theme.INK if ags == shown.kreis else "",
                2.2 if ags == shown.kreis else 0,
                name=f"{ags} {name}",
                description=name,
                group="backdrop",
            )
            continue
        place, dark = entry["c"][shown.index], ags in outlined
        style = _area_style(place, shown)
        yield Area(
            ("kreis", number), _rings(shape, frame), **style, name=f"{ags} {name}", group="kreise",
            edge=theme.INK if dark else theme.CARD, edge_width=2.2 if dark else _EDGES[shown.filled],
            opacity=1.0 if entry["inside"] else OUTSIDE_OPACITY,
            description=f"{name}: {entry['t'][shown.index]}",
        )  # fmt: skip


def _area_style(place: int, shown: MapView) -> dict[str, Any]:
    if place == SECRET_CLASS:
        return {"fill": theme.SECRET_FILL}
    return (
        {"fill": theme.NO_VALUE, "hatch": theme.HATCH}
        if place < 0
        else {"fill": shown.view["legend"]["colours"][place]}
    )


def _gemeinden(atlas: Atlas, frame: Frame, window: Polygon) -> Iterator[Mark]:
    areas = _cut(_metric(atlas, "gemeinden_medium"), window)
    # The layer also holds Berlin, which is backdrop.
    areas = areas[areas["ags"].isin(set(atlas.gemeinden["ags"]))]
    for number, (ags, name, shape) in enumerate(zip(areas["ags"], areas["name"], areas.geometry, strict=True)):
        yield Area(
            ("gemeinde", number),
            _rings(shape, frame),
            "",
            theme.CARD,
            _EDGES["gemeinden"],
            name=f"{ags} {name}",
            description=name,
            group="gemeinden",
        )


def _kreis_lines(kreise: GeoDataFrame, shown: MapView, frame: Frame) -> Iterator[Area]:
    """Kreise over the Gemeinden: thin, and dark where they are outlined or chosen."""
    order = kreise.assign(dark=kreise["ags"].isin(outlined_kreise(shown))).sort_values("dark", kind="stable")
    # Where both are lines, that of a Kreis has to stand out from the mesh.
    thin, wide = (1.0, 2.2) if shown.gemeinden else (0.5, 1.7)
    for number, (name, shape, dark) in enumerate(zip(order["name"], order.geometry, order["dark"], strict=True)):
        style = (theme.INK, wide) if dark else (theme.INK_QUIET, thin)
        yield Area(("kreisline", number), _rings(shape, frame), "", *style, name=name, description=name, group="lines")


def _added(shown: MapView, frame: Frame, size: float) -> Iterator[Mark]:
    """Assumed initiatives: a dark dot with its number and a circle for each limit."""
    if not shown.added:
        return
    points = GeoSeries(
        points_from_xy([lon for _, lon in shown.added], [lat for lat, _ in shown.added]), crs=4326
    ).to_crs(METRIC_CRS)
    places = [frame.point(point.x, point.y) for point in points]
    for (x, y), limit in product(places, shown.limits_km):
        # The metric grid stretches lengths by less than a thousandth here.
        radius = limit * 1000 * frame.scale
        yield Path(("added", 0), _circle(x, y, radius), theme.INK, 1.2, "dash")
    for number, (x, y) in enumerate(places, start=1):
        yield Dot(("added", 1), x, y, size * 1.7, "circle", theme.INK, theme.CARD, 2.0)
        sign = str(number) if len(places) > 1 else "+"
        yield Words(("added", 2), x, y, ((Run(sign, bold=True),),), size, theme.CARD, bold=True)


def _circle(x: float, y: float, radius: float) -> Ring:
    angles = [2 * math.pi * step / RING_POINTS for step in range(RING_POINTS + 1)]
    return tuple((x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in angles)


def _lausitz(atlas: Atlas, shown: MapView, frame: Frame, window: Polygon) -> Area:
    outline = _metric(atlas, "lausitz").geometry.iloc[0].intersection(window)
    name = shown.view["ui"]["lausitz"]
    return Area(("lausitz", 0), _rings(outline, frame), "", theme.INK, 1.4, "dot", name=name, description=name)


def _circles(shown: MapView, frame: Frame) -> Iterator[Dot]:
    members = shown.view["members"]
    points = GeoSeries(
        points_from_xy([entry["lon"] for entry in members], [entry["lat"] for entry in members]), crs=4326
    ).to_crs(METRIC_CRS)
    for number, (point, entry) in enumerate(zip(points, members, strict=True)):
        x, y = frame.point(point.x, point.y)
        size = 10.0 + 2.4 * (len(entry["items"]) - 1)
        yield _member_mark(("member", number), x, y, size, entry["state"], sure=entry["sure"])


def _member_mark(origin: Origin, x: float, y: float, size: float, state: str, *, sure: bool) -> Dot:
    """Filled where an initiative is known to run, hollow where nobody knows, a cross where it has ended."""
    if state == ENDED:
        return Dot(origin, x, y, size * 1.25, "x", theme.TERRACOTTA, theme.CARD, 0.8)
    fill = theme.TERRACOTTA if state == ACTIVE else theme.CARD
    return Dot(origin, x, y, size, "circle", fill, theme.TERRACOTTA, 1.8, dash="solid" if sure else "dash")


def _legend(shown: MapView, w: Wording, size: float, width: float, kreise: GeoDataFrame) -> list[Mark]:
    """The classes as a number line with a stroke per Kreis, then what the other signs mean."""
    legend = shown.view["legend"]
    step, origin = width / len(legend["colours"]), ("legend", 0)
    title = wrap_words(legend["title"], width / _WIDER, size)
    base = size * (0.28 + LINE_FACTOR * len(title))
    marks: list[Mark] = [_quiet(line, 0, n * size * LINE_FACTOR, size, "top") for n, line in enumerate(title)]
    for number, colour in enumerate(legend["colours"]):
        marks.append(Box(origin, number * step, base + 8, (number + 1) * step - 1, base + 20, colour))
    for number, label in enumerate(legend["labels"], start=1):
        marks.append(_quiet(label, number * step, base + 23, size, "top", "center"))
    for entry in shown.view["kreise"] if shown.filled == "kreise" else ():
        value = entry["v"][shown.index]
        if entry["inside"] and value is not None:
            at = legend_place(legend, value) * step
            marks.append(Path(origin, ((at, base), (at, base + 6)), theme.INK_QUIET, 1.0))
    signs = [*_signs(shown, w), *_grounds(shown, w, kreise)]
    return marks + list(_keys(shown, signs, size, base + 23 + size * 2.2, width))


def _keys(shown: MapView, signs: list[tuple[Mark, str]], size: float, top: float, width: float) -> Iterator[Mark]:
    x, y = 0.0, top + size
    row = size * (1.7 if width >= _WIDE_COLUMN else 1.45)
    for mark, text in signs:
        needed = 22 + text_width(text, size) * _WIDER + 14
        if x and x + needed > width:
            x, y = 0.0, y + row
        yield moved(mark, x, y)
        first, *more = wrap_words(text, (width - 22) / _WIDER, size)
        yield _quiet(first, x + 22, y, size, "middle")
        for line in more:
            y += size * LINE_FACTOR
            yield _quiet(line, x + 22, y, size, "middle")
        x += needed
    y += size * 2.0
    small = max(LEAST_SIZE, size - 1)
    for sentence in (shown.view["legend"]["method"], shown.view["ui"]["status"], shown.view["unplaced"]):
        for line in wrap_words(sentence, width / _WIDER, small):
            yield _quiet(line, 0, y, small, "top")
            y += small * LINE_FACTOR
        y += 3


def _signs(shown: MapView, w: Wording) -> Iterator[tuple[Mark, str]]:
    """Every sign on the map with its meaning; what is not on this map is left out."""
    ui, origin = shown.view["ui"], ("legend", 1)
    missing, secret = (shown.view["legend"][kind][shown.index] for kind in ("missing", "secret"))
    for state, sure, words in mark_kinds(shown.view):
        yield _member_mark(origin, 7, 0, 10, state, sure=sure), words
    yield Path(origin, ((0, 0), (14, 0)), theme.INK, 1.6, "dot"), ui["lausitz"]
    if shown.outlined:
        yield Path(origin, ((0, 0), (14, 0)), theme.INK, 1.7), ui.get("white", w.text("highlighted"))
    if shown.added:
        yield Dot(origin, 7, 0, 12, "circle", theme.INK, theme.CARD, 1.5), ui["new"]
    yield from flow_signs(shown, origin)
    if missing:
        yield Box(origin, 0, -6, 14, 6, theme.NO_VALUE, theme.HATCH, 0.5, "solid", theme.HATCH), missing
    if secret:
        yield Box(origin, 0, -6, 14, 6, theme.SECRET_FILL, theme.SECRET_FILL, 0.5), secret


def _grounds(shown: MapView, w: Wording, kreise: GeoDataFrame) -> Iterator[tuple[Mark, str]]:
    """Areas in a neutral colour: those the figures do not tell of, and those beside the section."""
    if shown.filled == "gemeinden" or shown.flows:
        return
    entries = {entry["ags"]: entry for entry in shown.view["kreise"]}
    unknown = [str(name) for ags, name in zip(kreise["ags"], kreise["name"], strict=True) if ags not in entries]
    if unknown:
        words = w.text("{names}: no figures", names=w.join(dict.fromkeys(unknown)))
        yield Box(("legend", 1), 0, -6, 14, 6, theme.SAND, theme.RULE, 0.5), words
    if any(ags in entries and not entries[ags]["inside"] for ags in kreise["ags"]):
        colours = shown.view["legend"]["colours"]
        faint = Box(("legend", 1), 0, -6, 14, 6, colours[-1], theme.RULE, 0.5, opacity=OUTSIDE_OPACITY)
        yield faint, w.text("pale: outside the selection")


def _quiet(text: str, x: float, y: float, size: float, down: str, across: str = "left") -> Words:
    return Words(("legend", 2), x, y, ((Run(text),),), size, theme.INK_QUIET, across, down)


def moved(mark: Mark, dx: float, dy: float) -> Mark:
    """The mark elsewhere."""
    if isinstance(mark, Box):
        return replace(mark, left=mark.left + dx, right=mark.right + dx, top=mark.top + dy, bottom=mark.bottom + dy)
    if isinstance(mark, Path):
        return replace(mark, points=tuple((x + dx, y + dy) for x, y in mark.points))
    if isinstance(mark, Area):
        return replace(mark, rings=tuple(tuple((x + dx, y + dy) for x, y in ring) for ring in mark.rings))
    return replace(mark, x=mark.x + dx, y=mark.y + dy)


def _bottom(mark: Mark) -> float:
    if isinstance(mark, Box):
        return mark.bottom
    if isinstance(mark, Words):
        return mark.top + mark.height
    return 0.0
