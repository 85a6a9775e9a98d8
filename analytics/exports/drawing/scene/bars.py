"""Bars and the cells of heat maps."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from analytics.exports.drawing.marks import Box, Mark, Words
from analytics.exports.drawing.scene.model import Scene, as_number, as_numbers, pick
from analytics.exports.drawing.scene.style import bar_style, ink_of, scale_colour
from analytics.exports.drawing.text_metrics import read_markup


def draw_bars(
    scene: Scene, trace: Any, number: int, stacks: dict[tuple[float, bool], float] | None, least: float
) -> Iterator[Mark]:
    """Bars of a trace with their words; `stacks` is where the next bar of each place begins, None unless stacked."""
    for place, (at, base, value, half, shift) in enumerate(bar_spans(trace)):
        if math.isnan(value):
            continue
        start = base if stacks is None else stacks.get((at, value > 0), 0.0)
        if stacks is not None:
            stacks[(at, value > 0)] = start + value
        low, high = at - half + shift, at + half + shift
        y = scene.ys["y"]
        if trace.orientation == "h":
            xs, ys = (scene.x.at(start), scene.x.at(start + value)), (y.at(low), y.at(high))
        else:
            xs, ys = (scene.x.at(low), scene.x.at(high)), (y.at(start), y.at(start + value))
        box = Box(("trace", number), min(xs), min(ys), max(xs), max(ys), **bar_style(trace, place))
        yield box
        yield from _bar_words(trace, box, place, value, number, least)


def bar_spans(trace: Any) -> Iterator[tuple[float, float, float, float, float]]:
    """Place, base, value, half width and shift of every bar of a trace."""
    across = trace.orientation == "h"
    places, values = as_numbers(trace.y if across else trace.x), as_numbers(trace.x if across else trace.y)
    for number, (place, value) in enumerate(zip(places, values, strict=True)):
        width = float(pick(trace.width, number) or 0.8)
        offset = pick(trace.offset, number)
        shift = 0.0 if offset is None else float(offset) + width / 2
        yield place, float(pick(trace.base, number) or 0.0), value, width / 2, shift


def _bar_words(trace: Any, box: Box, place: int, value: float, number: int, least: float) -> Iterator[Mark]:
    text = pick(trace.text, place)
    if not text or trace.textposition == "none":
        return
    inside = trace.textposition != "outside"
    font = trace.insidetextfont if inside else trace.outsidetextfont
    size = max(least, float(font.size or trace.textfont.size or 12))
    colour = ink_of(font, trace, place)
    lines = read_markup(str(text))
    middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    origin = ("label", number)
    words = Words(origin, *middle, lines, size, colour)
    if trace.orientation == "h":
        # Words wider than their piece would cover the next one: the table holds the number.
        if inside and words.width > box.right - box.left - 4:
            return
        yield words
    elif inside:
        yield Words(
            origin,
            middle[0],
            box.top + 4 if value >= 0 else box.bottom - 4,
            lines,
            size,
            colour,
            "center",
            "top" if value >= 0 else "bottom",
        )
    else:
        yield Words(
            origin,
            middle[0],
            box.top - 3 if value >= 0 else box.bottom + 3,
            lines,
            size,
            colour,
            "center",
            "bottom" if value >= 0 else "top",
        )


def draw_cells(scene: Scene, trace: Any, number: int) -> Iterator[Mark]:
    """Cells of a heat map; one without a value is left out."""
    xs, ys, y = as_numbers(trace.x), as_numbers(trace.y), scene.ys["y"]
    for row, place in zip(trace.z, ys, strict=True):
        for at, value in zip(xs, row, strict=True):
            if math.isnan(as_number(value)):
                continue
            left, right = scene.x.at(at - 0.5), scene.x.at(at + 0.5)
            top, bottom = y.at(place + 0.5), y.at(place - 0.5)
            colour = scale_colour(trace, float(value))
            yield Box(("trace", number), left + 0.75, top + 0.75, right - 0.75, bottom - 0.75, colour)
