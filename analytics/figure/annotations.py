"""Labels at the lines themselves and marks for breaks in a series."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.language import Wording

LABEL_PX = 15
BREAK_PX = 14
LABEL_WIDTH = 19
BREAK_WIDTH = 24


@dataclass(frozen=True)
class EndLabel:
    """A label to the right of a line's last point."""

    text: str
    x: float
    y: float
    colour: str


def spread(wanted: Sequence[float], heights: Sequence[float], lowest: float, highest: float) -> list[float]:
    """Positions as near as possible to the wanted ones without overlap, in the order given.

    Args:
        wanted: wanted centres in pixels.
        heights: heights in pixels, one per label.
        lowest: smallest coordinate a label may cover.
        highest: largest coordinate a label may cover.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    blocks: list[list[int]] = []
    for i in order:
        blocks.append([i])
        while len(blocks) > 1 and _bottom(blocks[-2], wanted, heights) > _top(blocks[-1], wanted, heights):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    centres = [0.0] * len(wanted)
    edge = lowest
    for number, block in enumerate(blocks):
        rest = sum(heights[i] for later in blocks[number:] for i in later)
        edge = max(edge, min(_top(block, wanted, heights), highest - rest))
        for i in block:
            centres[i] = edge + heights[i] / 2
            edge += heights[i]
    return centres


def _top(block: list[int], wanted: Sequence[float], heights: Sequence[float]) -> float:
    middle = sum(wanted[i] for i in block) / len(block)
    return middle - sum(heights[i] for i in block) / 2


def _bottom(block: list[int], wanted: Sequence[float], heights: Sequence[float]) -> float:
    return _top(block, wanted, heights) + sum(heights[i] for i in block)


def add_notes(chart: go.Figure, notes: Iterable[Mapping[str, Any]]) -> None:
    """Writes all these annotations at once: one by one, Plotly checks those written before every time anew."""
    chart.layout.annotations = (*chart.layout.annotations, *notes)


def add_shapes(chart: go.Figure, shapes: Iterable[Mapping[str, Any]]) -> None:
    """Draws all these shapes at once, as `add_notes`."""
    chart.layout.shapes = (*chart.layout.shapes, *shapes)


def label_ends(
    chart: go.Figure, labels: Sequence[EndLabel], bounds: tuple[float, float], plot_px: float, *, axis: str = "y"
) -> None:
    """Writes each label beside its point, pushed apart where they would touch, with a thin leader.

    Args:
        chart: has a fixed range and margins, so that pixels can be computed.
        labels: one per line.
        bounds: range of the vertical axis.
        plot_px: height of the plot area.
        axis: the vertical axis of the lines, where the chart has several panels.
    """
    low, high = bounds
    wrapped = [wrap_label(label.text, LABEL_WIDTH) for label in labels]
    heights = [LABEL_PX * (text.count("<br>") + 1) + 4 for text in wrapped]
    wanted = [(high - label.y) / (high - low) * plot_px for label in labels]
    placed = spread(wanted, heights, -10, plot_px + 10)
    add_notes(
        chart,
        (
            {
                "x": label.x,
                "y": label.y,
                "yref": axis,
                "ax": 16,
                "ay": at - goal,
                "axref": "pixel",
                "ayref": "pixel",
                "text": text,
                "align": "left",
                "xanchor": "left",
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 1,
                "arrowcolor": label.colour,
                "standoff": 5,
                "font": {"color": label.colour, "size": 12},
                "borderpad": 0,
            }
            for label, text, at, goal in zip(labels, wrapped, placed, wanted, strict=True)
        ),
    )


def wrap_label(text: str, width: int) -> str:
    """The text in lines of at most `width` signs, broken at spaces and hyphens."""
    return "<br>".join(wrap(text, width, break_long_words=False))


def break_rows_px(breaks: pd.DataFrame, w: Wording) -> int:
    """Height the break labels need above the plot."""
    return sum(_row_px(w.pick(row, "label")) for row in breaks[[w.column("label")]].to_dict("records"))


def mark_breaks(chart: go.Figure, breaks: pd.DataFrame, w: Wording, plot_px: float, *, bottom: float = 0.0) -> None:
    """Marks breaks of the series: a line or a band down the plot, its words above it.

    The words stand in steps, the earliest on top, so that no word crosses another break's line.

    Args:
        chart: its horizontal axis holds years; its top margin has room for `break_rows_px`.
        breaks: rows of `breaks_between`.
        w: the reader's language.
        plot_px: height of the plot area.
        bottom: where the marks end, as a share of the plot area: panels below may hold other series.
    """
    above = break_rows_px(breaks, w)
    notes, shapes = [], []
    for row in breaks.to_dict("records"):
        span = (float(row["year_from"]), float(row["year_to"]))
        shapes += _mark_span(span, row["kind"], (bottom, 1 + above / plot_px))
        label = w.pick(row, "label")
        notes.append({
            "x": span[0], "y": 1, "xref": "x", "yref": "paper", "yshift": above, "xshift": 4, "align": "left",
            "xanchor": "left", "yanchor": "top", "showarrow": False, "text": wrap_label(label, BREAK_WIDTH),
            "font": {"color": theme.INK_QUIET, "size": 12},
        })  # fmt: skip
        above -= _row_px(label)
    add_notes(chart, notes)
    add_shapes(chart, shapes)


def _mark_span(span: tuple[float, float], kind: str, edges: tuple[float, float]) -> list[dict[str, Any]]:
    (first, last), (bottom, top) = span, edges
    place: dict[str, Any] = {"xref": "x", "yref": "paper", "y0": bottom, "layer": "below"}
    line = {"color": theme.INK_QUIET, "width": 1, "dash": "dot"}
    shapes = [place | {"type": "line", "x0": first, "x1": first, "y1": top, "opacity": 0.7, "line": line}]
    if last > first or kind == "gap":
        half = 0.5 if kind == "gap" else 0.0
        edge = {"x0": first - half, "x1": last + max(half, 0.3), "y1": 1, "line": {"width": 0}}
        shapes.append(place | edge | {"type": "rect", "fillcolor": theme.SAND, "opacity": 0.45})
    return shapes


def _row_px(label: str) -> int:
    return BREAK_PX * (wrap_label(label, BREAK_WIDTH).count("<br>") + 1) + 3
