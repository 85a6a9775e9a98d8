"""Lines, areas and markers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from analytics.exports.drawing.marks import Area, Dot, Mark, Path, Words
from analytics.exports.drawing.scene.model import Scene, as_numbers, pick
from analytics.exports.drawing.scene.style import alpha_of, dot_style, hex_colour, ink_of
from analytics.exports.drawing.text_metrics import read_markup
from analytics.figure import theme


def draw_lines(scene: Scene, trace: Any, number: int, least: float) -> Iterator[Mark]:
    """Area, lines, markers and words of a trace."""
    y_axis = scene.ys[trace.yaxis or "y"]
    pairs = list(zip(as_numbers(trace.x), as_numbers(trace.y), strict=True))
    places = [(scene.x.at(x), y_axis.at(y)) for x, y in pairs]
    mode, origin = trace.mode or "lines", ("trace", number)
    if trace.fill in ("tozeroy", "toself") and places:
        yield _islands(trace, places, origin) if _has_gaps(places) else _area(scene, trace, places, origin)
    if "lines" in mode:
        line = trace.line
        for run in known_runs(places):
            points = tuple(stepped(run)) if line.shape == "hv" else tuple(run)
            yield Path(
                origin, points, hex_colour(line.color or theme.GREEN), float(line.width or 2), line.dash or "solid"
            )
    marker = trace.marker
    if "markers" in mode and marker.opacity != 0:
        for place, (x, y) in enumerate(places):
            if not (math.isnan(x) or math.isnan(y)):
                yield Dot(origin, x, y, **dot_style(trace, place))
    if "text" in mode:
        yield from _dot_words(trace, places, number, least)


def _has_gaps(places: Iterable[tuple[float, float]]) -> bool:
    return any(math.isnan(x) or math.isnan(y) for x, y in places)


def _islands(trace: Any, places: list[tuple[float, float]], origin: tuple[str, int]) -> Area:
    """The areas of a map: one ring between two gaps, a hole where a ring lies inside another."""
    rings = tuple(tuple(run) for run in known_runs(places))
    fill, opacity = hex_colour(trace.fillcolor), alpha_of(trace.fillcolor)
    return Area(origin, rings, fill, edge_width=0, opacity=opacity, name=trace.name or "", below=True)


def _area(scene: Scene, trace: Any, places: list[tuple[float, float]], origin: tuple[str, int]) -> Path:
    """An area down to zero, or one its own points enclose."""
    outline = tuple(stepped(places)) if trace.line.shape == "hv" else tuple(places)
    if trace.fill == "tozeroy":
        zero = scene.ys[trace.yaxis or "y"].at(0)
        outline = ((outline[0][0], zero), *outline, (outline[-1][0], zero))
    return Path(origin, outline, "", 0.0, "solid", hex_colour(trace.fillcolor), alpha_of(trace.fillcolor), below=True)


def _dot_words(trace: Any, places: list[tuple[float, float]], number: int, least: float) -> Iterator[Mark]:
    down, _, across = (trace.textposition or "middle center").partition(" ")
    size = max(least, float(trace.textfont.size or 12))
    gap = float(pick(trace.marker.size, 0) or 0) / 2 + 2 if "markers" in (trace.mode or "") else 3
    for place, (x, y) in enumerate(places):
        text = pick(trace.text, place)
        if text and not (math.isnan(x) or math.isnan(y)):
            dx = {"left": -gap, "right": gap}.get(across, 0)
            dy = {"top": -gap, "bottom": gap}.get(down, 0)
            anchors = (
                {"left": "right", "right": "left"}.get(across, "center"),
                {"top": "bottom", "bottom": "top"}.get(down, "middle"),
            )
            colour = ink_of(trace.textfont, trace, place)
            yield Words(("label", number), x + dx, y + dy, read_markup(str(text)), size, colour, *anchors)


def known_runs(places: Iterable[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """Neighbouring points that are all known; a gap ends a run."""
    run: list[tuple[float, float]] = []
    for x, y in places:
        if math.isnan(x) or math.isnan(y):
            if len(run) > 1:
                yield run
            run = []
        else:
            run.append((x, y))
    if len(run) > 1:
        yield run


def stepped(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The points of a step line: first across, then up."""
    for (x, y), (next_x, _) in pairwise(points):
        yield x, y
        yield next_x, y
    yield points[-1]
