"""The chart a page opens with, drawn for its document: lines, bars, dots and words that can be selected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from analytics.exports.drawing.marks import LINE_FACTOR, Area, Box, Dot, Mark, Path, Words
from analytics.exports.drawing.picture import content_marks
from analytics.exports.html.templating import render
from analytics.exports.provenance import foot_lines
from analytics.figure import theme
from analytics.figure.model import Figure
from analytics.language import Wording
from data.atlas import Atlas

_WIDTHS_PX = {"broad": 1174.0, "slim": 326.0}
"""Room of a chart on a page of usual width and on a phone."""
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_DASHES = {"solid": "", "dash": "5 3", "dot": "1.2 2.2", "dashdot": "5 2 1.2 2", "longdash": "8 3"}
# Outlines of markers whose half is 1; any other kind is drawn as a circle.
_SYMBOLS = {
    "square": "M-1-1H1V1H-1Z", "diamond": "M0-1.35 1.35 0 0 1.35-1.35 0Z", "triangle-up": "M0-1.1 1.1.9H-1.1Z",
    "x": "M-1-1 1 1M1-1-1 1", "x-thin": "M-1-1 1 1M1-1-1 1", "cross": "M0-1V1M-1 0H1",
}  # fmt: skip
# Where the base line stands in a line of words, as a share of their size.
_BASE = 0.93


@dataclass(frozen=True)
class Element:
    """One element of the drawing; words have runs, each with its attributes."""

    tag: str
    attributes: Mapping[str, Any]
    runs: Sequence[tuple[str, Mapping[str, Any]]] = ()


def write_first_chart(
    atlas: Atlas, w: Wording, figure: Figure, heading: str, lead: str, *, frame: Mapping[str, Any]
) -> Markup:
    """The first view of a page that opens with a chart.

    Args:
        atlas: the data package, for the source below the chart.
        w: language.
        figure: the chart.
        heading: of the page.
        lead: the sentence below the heading.
        frame: as for `write_first_map`.
    """
    return render(
        "first_chart.html", w, **frame, headline=heading, subtitle=lead, figure=figure, hatch=theme.HATCH,
        foot=foot_lines(atlas, figure, w),
        drawings=[_drawing(atlas, w, figure, name, width) for name, width in _WIDTHS_PX.items()],
    )  # fmt: skip


def _drawing(atlas: Atlas, w: Wording, figure: Figure, name: str, width: float) -> dict[str, Any]:
    marks, depth = content_marks(atlas, w, figure, width, float(figure.height_px))
    elements = [element for mark in marks for element in _elements(mark)]
    return {"name": name, "width": round(width), "height": round(depth), "elements": elements}


def _elements(mark: Mark) -> list[Element]:
    if isinstance(mark, Words):
        return [_line(mark, number) for number in range(len(mark.lines))]
    if isinstance(mark, Box):
        return _box(mark)
    if isinstance(mark, Dot):
        return [_dot(mark)]
    return [_path(mark) if isinstance(mark, Path) else _area(mark)]


def _line(mark: Words, number: int) -> Element:
    y = mark.top + (number * LINE_FACTOR + _BASE) * mark.size
    place = {"x": _short(mark.x), "y": _short(y), "font-size": _short(mark.size), "fill": mark.colour}
    weight = {"font-weight": 600} if mark.bold else {}
    runs = [
        (run.text, ({"fill": run.colour} if run.colour else {}) | ({"font-weight": 600} if run.bold else {}))
        for run in mark.lines[number]
    ]
    return Element("text", place | weight | {"text-anchor": _ANCHORS[mark.across]}, runs)


def _box(mark: Box) -> list[Element]:
    size = {"width": _short(mark.right - mark.left), "height": _short(mark.bottom - mark.top)}
    place = {"x": _short(mark.left), "y": _short(mark.top)} | size
    drawn = Element("rect", place | _style(mark.fill, mark.edge, mark.edge_width, mark.dash, mark.opacity))
    return [drawn, Element("rect", place | {"fill": "url(#chart-hatch)"})] if mark.hatch else [drawn]


def _path(mark: Path) -> Element:
    points = "L".join(f"{_short(x)} {_short(y)}" for x, y in mark.points)
    return Element("path", {"d": f"M{points}"} | _style(mark.fill, mark.colour, mark.width, mark.dash, mark.opacity))


def _area(mark: Area) -> Element:
    rings = "".join(f"M{'L'.join(f'{_short(x)} {_short(y)}' for x, y in ring)}Z" for ring in mark.rings)
    style = _style(mark.fill, mark.edge, mark.edge_width, mark.dash, mark.opacity)
    return Element("path", {"d": rings, "fill-rule": "evenodd"} | style)


def _dot(mark: Dot) -> Element:
    half = mark.size / 2
    style = _style(mark.fill or theme.CARD, mark.edge or mark.fill, mark.edge_width, mark.dash, mark.opacity)
    if mark.symbol not in _SYMBOLS:
        return Element("circle", {"cx": _short(mark.x), "cy": _short(mark.y), "r": _short(half)} | style)
    scaled = f"translate({_short(mark.x)} {_short(mark.y)}) scale({_short(half)})"
    return Element(
        "path", {"d": _SYMBOLS[mark.symbol], "transform": scaled, "vector-effect": "non-scaling-stroke"} | style
    )


def _style(fill: str, edge: str, width: float, dash: str, opacity: float) -> dict[str, Any]:
    drawn: dict[str, Any] = {"fill": fill or "none"}
    if edge and width:
        drawn |= {"stroke": edge, "stroke-width": _short(width)}
        if dashes := _DASHES.get(dash, dash.replace("px", "").replace(",", " ")):
            drawn["stroke-dasharray"] = dashes
    return drawn if opacity == 1 else drawn | {"opacity": _short(opacity)}


def _short(number: float) -> float:
    """A tenth of a pixel is seen by nobody."""
    return round(number, 1) if abs(number) >= 1 else round(number, 2)
