"""What stands in the document of a page before its scripts have run: headline, map and values, as drawn at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from analytics.exports.html.templating import render
from analytics.figure.model import Figure
from analytics.language import Wording
from analytics.maps.outlines import STEPS_PER_PX, Outlines, project, window_size
from analytics.maps.text import mark_kinds

# The size of the map on a page of usual width; elsewhere it is scaled.
_WIDTH_PX, _HEIGHT_PX = 482, 426
_MARGIN = 10 * STEPS_PER_PX
# A name may leave its Kreis by so much, as a share of the width of the Kreis.
_WIDEST_NAME = 1.2
# A sign of the names is about so wide and high, in the unit of the outlines.
_SIGN_WIDTH, _SIGN_HEIGHT = 58, 130
# Radius of a mark; the large one stands for several initiatives of one place.
_MARK, _LARGE_MARK = 65, 90
_NO_VALUE, _SECRET = "url(#first-hatch)", "#e8e4da"

Box = tuple[float, float, float, float]


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


def write_first_map(
    w: Wording, view: Mapping[str, Any], outlines: Outlines, start: MapStart, *, frame: Mapping[str, Any]
) -> Markup:
    """The first view of the map page, of one year.

    Args:
        w: language.
        view: result of `compute_map_view`.
        outlines: its borders.
        start: year, Kreis and section shown.
        frame: `pages` of the bar (section, address, title), `here`: the one shown, `section`: its entry of the bar,
            `query` of their addresses, `languages`, `style`: address of the sheet, `files`: addresses of what the live
            map is made of, to be asked for at once.
    """
    index = view["years"].index(start.year)
    return render(
        "first_map.html", w, **frame, **_words(view, index), year=start.year, coverage=view["coverage"][index],
        legend=_legend(view["legend"]), map=_map(view, outlines, start, index), place=_place(view, start, index),
        list_title=view["ui"]["all_sorted"], ranked=_ranked(view, index), source_word=view["ui"]["source"],
        sources=view["source"],
    )  # fmt: skip


def write_first_overview(
    w: Wording, overview: Figure, view: Mapping[str, Any], outlines: Outlines, *, frame: Mapping[str, Any]
) -> Markup:
    """The first view of the start page: finding, map of the last year, key figures, what is not known.

    Args:
        w: language.
        overview: result of `draw_overview`.
        view: result of `compute_map_view`.
        outlines: its borders.
        frame: as for `write_first_map`.
    """
    start = MapStart(view["last_year"])
    index = view["years"].index(start.year)
    finding = _words(view, index)
    return render(
        "first_overview.html", w, **frame, headline=overview.headline, subtitle=overview.subtitle,
        finding=finding["headline"], explained=finding["subtitle"], legend=_legend(view["legend"]),
        map=_map(view, outlines, start, index), cards=overview.table.to_dict("records"), notes=overview.notes,
    )  # fmt: skip


def write_first_figures(
    w: Wording, facts: Figure, heading: str = "", lead: str = "", *, frame: Mapping[str, Any]
) -> Markup:
    """The first view of a page that opens with key figures.

    Args:
        w: language.
        facts: the key figures, one in each row of the table.
        heading: of the page; without one its key figures give heading, the sentence below it, and what they say in
            words.
        lead: the sentence below the heading.
        frame: as for `write_first_map`.
    """
    words = (heading, lead, ()) if heading else (facts.headline, facts.subtitle, facts.notes)
    return render(
        "first_figures.html", w, **frame, **dict(zip(("headline", "subtitle", "notes"), words, strict=True)),
        cards=facts.table.to_dict("records"),
    )  # fmt: skip


def _words(view: Mapping[str, Any], index: int) -> dict[str, str]:
    return {name: view[f"{name}s"][index] for name in ("headline", "subtitle")}


def _map(view: Mapping[str, Any], outlines: Outlines, start: MapStart, index: int) -> dict[str, Any]:
    window = _window(view, outlines, start)
    # Marks and names are as large at every zoom.
    unit = window[3] / (_HEIGHT_PX * STEPS_PER_PX)
    marks = _marks(view["members"], unit) if start.members else []
    return {
        "window": window,
        "unit": round(unit, 3),
        "description": view["descriptions"][index],
        "areas": _areas(view, outlines, index, window, marks),
        "backdrop": outlines.backdrop,
        "lausitz": outlines.lausitz,
        "chosen": outlines.kreise.get(start.kreis or ""),
        "marks": marks,
        "key": _key(view) if marks else [],
    }


def _window(view: Mapping[str, Any], outlines: Outlines, start: MapStart) -> Sequence[float]:
    """West, north, width and height of what is seen."""
    if start.position is not None:
        zoom, lat, lon = start.position
        (x, y), (width, height) = project(lat, lon), window_size(zoom, _WIDTH_PX, _HEIGHT_PX)
        return round(x - width / 2), round(y - height / 2), round(width), round(height)
    inside = [outlines.boxes[kreis["ags"]] for kreis in view["kreise"] if kreis["inside"]]
    west, north = (min(box[side] for box in inside) - _MARGIN for side in (0, 1))
    east, south = (max(box[side] for box in inside) + _MARGIN for side in (2, 3))
    return west, north, east - west, south - north


def _legend(legend: Mapping[str, Any]) -> dict[str, Any]:
    """Its limits stand between the classes: `at` so many per cent of the width."""
    share = 100 / len(legend["colours"])
    return {
        "title": legend["title"],
        "words": ", ".join(legend["labels"]),
        "colours": legend["colours"],
        "limits": [{"at": round((k + 1) * share, 2), "label": label} for k, label in enumerate(legend["labels"])],
    }


def _areas(
    view: Mapping[str, Any], outlines: Outlines, index: int, window: Sequence[float], marks: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The Kreise in the order they are drawn: cities last."""
    kreise = {kreis["ags"]: kreis for kreis in view["kreise"]}
    labels = _labels(kreise, outlines, window, marks)
    return [
        {
            "path": path,
            "fill": _fill(kreise[ags]["c"][index], view["legend"]["colours"]),
            "is_faded": not kreise[ags]["inside"],
            "words": f"{kreise[ags]['name']}: {_value(view, kreise[ags], index)}",
            "name": kreise[ags]["name"],
            "label": labels.get(ags),
        }
        for ags, path in outlines.kreise.items()
        if ags in kreise
    ]


def _fill(place: int, colours: Sequence[str]) -> str:
    """Colour of a class; -1 is a missing value, -2 one that is kept secret."""
    return colours[place] if place >= 0 else _NO_VALUE if place == -1 else _SECRET


def _labels(
    kreise: Mapping[str, Any], outlines: Outlines, window: Sequence[float], marks: Sequence[Mapping[str, Any]]
) -> dict[str, tuple[int, int]]:
    """Where names stand: the largest Kreise first, none over a mark or another name, none over the picture's edge."""
    scale = window[3] / (_HEIGHT_PX * STEPS_PER_PX)
    taken: list[Box] = [_around(mark["x"], mark["y"], mark["radius"], mark["radius"]) for mark in marks]
    found = {}
    for ags in sorted(kreise, key=lambda ags: _extent(outlines.boxes[ags]), reverse=True):
        width = len(kreise[ags]["name"]) * _SIGN_WIDTH * scale
        west, _, east, _ = outlines.boxes[ags]
        if width > _WIDEST_NAME * (east - west):
            continue
        x, middle = outlines.labels[ags]
        for y in (middle, middle - _SIGN_HEIGHT * scale, middle + _SIGN_HEIGHT * scale):
            box = _around(x, y, width / 2, _SIGN_HEIGHT * scale / 2)
            is_seen = window[0] <= box[0] and box[2] <= window[0] + window[2]
            if is_seen and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                found[ags] = x, round(y)
                break
    return found


def _around(x: float, y: float, width: float, height: float) -> Box:
    return x - width, y - height, x + width, y + height


def _extent(box: tuple[int, int, int, int]) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _marks(members: Sequence[Mapping[str, Any]], unit: float) -> list[dict[str, Any]]:
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


def _place(view: Mapping[str, Any], start: MapStart, index: int) -> dict[str, str]:
    """The chosen Kreis, else the Land."""
    chosen = next((kreis for kreis in view["kreise"] if kreis["ags"] == start.kreis), view["land"])
    return {"name": chosen["name"], "value": _value(view, chosen, index)}


def _value(view: Mapping[str, Any], of: Mapping[str, Any], index: int) -> str:
    if of["v"][index] is not None:
        return str(of["t"][index])
    return str(of.get("why", {}).get(str(view["years"][index]), view["ui"]["no_value"]))


def _ranked(view: Mapping[str, Any], index: int) -> list[dict[str, str]]:
    """The Kreise in scope by value, highest first; those without one last."""
    inside = [kreis for kreis in view["kreise"] if kreis["inside"]]
    order = sorted(inside, key=lambda kreis: (kreis["v"][index] is None, -(kreis["v"][index] or 0)))
    return [{"name": kreis["name"], "value": _value(view, kreis, index)} for kreis in order]
