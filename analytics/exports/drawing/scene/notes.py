"""Shapes and annotations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analytics.exports.drawing.marks import Box, Mark, Path, Words
from analytics.exports.drawing.scene.model import Scene, place_x, place_y
from analytics.exports.drawing.scene.style import hex_colour
from analytics.exports.drawing.text_metrics import read_markup
from analytics.figure import theme
from analytics.figure.annotations import spread


def draw_shape(scene: Scene, shape: Any, number: int) -> Iterator[Mark]:
    """A line or rectangle of the chart's layout."""
    xs = sorted(place_x(scene, shape.xref, x) for x in (shape.x0, shape.x1))
    ys = sorted(place_y(scene, shape.yref, y) for y in (shape.y0, shape.y1))
    line, origin = shape.line, ("shape", number)
    opacity, below = float(1 if shape.opacity is None else shape.opacity), shape.layer == "below"
    width = float(line.width if line.width is not None else 2)
    if shape.type == "line":
        points = ((xs[0], ys[0]), (xs[1], ys[1]))
        yield Path(origin, points, hex_colour(line.color or theme.INK), width, line.dash or "solid", "", opacity, below)
    elif shape.type == "rect":
        edge = hex_colour(line.color or theme.INK) if width else ""
        fill = hex_colour(shape.fillcolor) if shape.fillcolor else ""
        yield Box(origin, xs[0], ys[0], xs[1], ys[1], fill, edge, width, line.dash or "solid", "", opacity, below)


def draw_annotations(scene: Scene, layout: Any, least: float) -> Iterator[Mark]:
    """Annotations of the chart; those led to their place by a line are kept apart."""
    words = [_annotation(scene, note, number, least) for number, note in enumerate(layout.annotations)]
    led = [number for number, note in enumerate(layout.annotations) if note.showarrow is not False]
    if led:
        heights = [words[number].height + 2 for number in led]
        middles = spread([words[n].top + words[n].height / 2 for n in led], heights, scene.top - 12, scene.bottom + 12)
        for number, middle in zip(led, middles, strict=True):
            old = words[number]
            words[number] = Words(old.origin, old.x, middle, old.lines, old.size, old.colour, old.across, "middle")
    for number, note in enumerate(layout.annotations):
        word = words[number]
        if note.showarrow is not False:
            start = place_x(scene, note.xref, note.x) + float(note.standoff or 0), place_y(scene, note.yref, note.y)
            end = (word.left - 3, word.top + word.height / 2)
            yield Path(("annotation", number), (start, end), hex_colour(note.arrowcolor or theme.INK), 1.0)
        if note.bgcolor:
            pad = float(note.borderpad or 1)
            box = (word.left - pad, word.top - pad, word.left + word.width + pad, word.top + word.height + pad)
            yield Box(("annotation", number), *box, fill=hex_colour(note.bgcolor))
        yield word


def _annotation(scene: Scene, note: Any, number: int, least: float) -> Words:
    x = place_x(scene, note.xref, note.x) + float(note.xshift or 0)
    y = place_y(scene, note.yref, note.y) - float(note.yshift or 0)
    if note.showarrow is not False:
        x, y = x + float(note.ax or 0), y + float(note.ay or 0)
    across, down = note.xanchor or "auto", note.yanchor or "auto"
    if across == "auto":
        across = "center" if note.xref != "paper" else _auto(float(note.x), ("left", "center", "right"))
    if down == "auto":
        down = "middle" if note.yref != "paper" else _auto(float(note.y), ("bottom", "middle", "top"))
    size = max(least, float(note.font.size or 12))
    return Words(
        ("annotation", number),
        x,
        y,
        read_markup(str(note.text)),
        size,
        hex_colour(note.font.color or theme.INK),
        across,
        down,
    )


def _auto(share: float, sides: tuple[str, str, str]) -> str:
    return sides[0] if share <= 1 / 3 else sides[2] if share >= 2 / 3 else sides[1]
