"""Names of the points of a chart in columns below it, as its meta gives them, and their numbers beside the points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analytics.exports.drawing.marks import LINE_FACTOR, Words
from analytics.exports.drawing.scene.axes import is_map
from analytics.exports.drawing.scene.model import Scene, as_numbers
from analytics.exports.drawing.text_metrics import Line, Run, plain_text, text_width, wrap_words
from analytics.figure import theme

SIZE, GAP, LEAST_WIDTH, COLUMNS = 11.0, 16.0, 600.0, 3
# Room on the right for the numbers of the last points.
NUMBERS_WIDTH = 28.0
# The chart keeps this share of the height at least; a slide may be shown in a wider font than the one measured.
CHART_SHARE, SPARE = 0.36, 1.16


def lay_out_names(layout: Any, width: float, height: float) -> tuple[list[Words], float]:
    """The names in columns at the foot, and the height they take; none where the chart needs the room."""
    if is_map(layout) or not layout.meta or width < LEAST_WIDTH:
        return [], 0.0
    wide = (width - GAP * (COLUMNS - 1)) / COLUMNS
    entries = [wrap_words(str(name), wide / SPARE, SIZE) for name in layout.meta]
    columns = _columns(entries)
    depth = max(map(len, columns)) * SIZE * LINE_FACTOR + GAP
    if height - depth < CHART_SHARE * height:
        return [], 0.0
    lefts = [place * (wide + GAP) for place in range(COLUMNS)]
    return [
        Words(("names", place), left, height - depth + GAP, lines, SIZE, theme.INK, "left", "top")
        for place, (left, lines) in enumerate(zip(lefts, columns, strict=False)) if lines
    ], depth  # fmt: skip


def _columns(entries: list[list[str]]) -> list[tuple[Line, ...]]:
    """The entries in their order, in columns of about the same number of lines."""
    most, done = -(-sum(map(len, entries)) // COLUMNS), 0
    columns: list[list[Line]] = [[] for _ in range(COLUMNS)]
    for entry in entries:
        columns[min(COLUMNS - 1, done // most)] += [(Run(line),) for line in entry]
        done += len(entry)
    return [tuple(column) for column in columns]


def rows_width(layout: Any) -> float:
    """Room for the names of the rows on the left: over rows this close there is none."""
    return max(text_width(plain_text(note.text), SIZE) for note in layout.annotations) * SPARE + GAP


def name_rows(scene: Scene, layout: Any) -> Iterator[Words]:
    """The annotations that stand over a row, on the left of it."""
    for number, note in enumerate(layout.annotations):
        line = ((Run(plain_text(note.text)),),)
        yield Words(
            ("annotation", number), scene.left - GAP / 2, scene.ys["y"].at(note.y), line, SIZE, theme.INK, "right"
        )


def number_points(scene: Scene, trace: Any) -> Iterator[Words]:
    """The numbers of a trace's points on the right of them, as a span where points are too near."""
    axis = scene.ys[trace.yaxis or "y"]
    points = zip(as_numbers(trace.x), as_numbers(trace.y), trace.ids, strict=True)
    groups: list[list[tuple[float, float, str]]] = []
    for x, y, number in sorted((scene.x.at(x), axis.at(y), number) for x, y, number in points):
        if groups and x - groups[-1][-1][0] < GAP + text_width(_span(groups[-1]), SIZE):
            groups[-1].append((x, y, number))
        else:
            groups.append([(x, y, number)])
    for group in groups:
        x, y, number = group[-1]
        yield Words(("names", int(number)), x + GAP / 2, y, ((Run(_span(group)),),), SIZE, theme.INK_QUIET, "left")


def _span(group: list[tuple[float, float, str]]) -> str:
    first, last = group[0][2], group[-1][2]
    return first if first == last else f"{first}–{last}"
