"""Rows from top to bottom, one per row of a table: names at the left, marks in the middle, values at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.annotations import add_notes, add_shapes
from analytics.figure.axes import bare_axis, row_axis
from analytics.figure.shapes import Rows, bars, bold_names, legend, words_at, write_values
from analytics.language import Wording


@dataclass(frozen=True)
class Room:
    """What a chart of rows needs, in pixels.

    Attributes:
        row: a row.
        names: the column of names at the left.
        right: the column at the right, for values where there are any.
        above: over the first row.
        below: under the last row.
        extra: what the chart is higher than its rows.
    """

    row: int
    names: int
    right: int = 8
    above: int = 8
    below: int = 12
    extra: int = 24


def bottom_up(table: pd.DataFrame) -> pd.DataFrame:
    """The rows in the order of the axis, which counts from the bottom."""
    return table.iloc[::-1].reset_index(drop=True)


def draw_bars(
    w: Wording, table: pd.DataFrame, column: str, room: Room, bounds: Sequence[float], *, width: float = 0.7,
    edge: Mapping[str, Any] | None = None, size: int = 12, behind: bool = False,
) -> go.Figure:  # fmt: skip
    """A bar from zero per row, with its value in words.

    Args:
        w: the reader's language.
        table: the first row on top, with the columns name, words and colour; where it has them, hover (else name and
            words), bold (whether its name is) and edge_px.
        column: length of the bar; NaN draws none.
        room: of the chart.
        bounds: ends of the axis.
        width: of a bar, as a share of its row.
        edge: line around the bars.
        size: of the words.
        behind: whether the words stand behind the bars, which then need no hover, and not in the column at the right.
    """
    rows = bottom_up(table)
    hover = None if behind else _hover(rows)
    chart = go.Figure(bars(rows[column], hover, width=width, marker=_marker(rows, edge)))
    names = bold_names(rows["name"], rows["bold"]) if "bold" in rows else rows["name"]
    if not behind:
        return frame_rows(w, chart, names, room, bounds, words=rows["words"], size=size)
    # A row without words gets no empty box on a slide.
    ends = ((end, place, words) for place, (end, words) in enumerate(zip(rows[column], rows["words"], strict=True)))
    add_notes(chart, (words_at(words, end, place, xanchor="left", xshift=6) for end, place, words in ends if words))
    return frame_rows(w, chart, names, room, bounds)


def stack_bars(
    w: Wording, stacked: Sequence[go.Bar], names: Rows, room: Room, *, words: Rows | None = None
) -> go.Figure:
    """Shares of a whole one after the other in each row, with a legend in their order.

    Args:
        w: the reader's language.
        stacked: a named trace per part, from `bars`.
        names: of the rows from bottom to top.
        room: of the chart.
        words: values at the right.
    """
    chart = frame_rows(w, go.Figure(list(stacked)), names, room, (0, 1), words=words, size=13)
    return theme.lay_out(chart, barmode="relative", **legend(1.02, traceorder="normal"))


def frame_rows(
    w: Wording, chart: go.Figure, names: Rows, room: Room, bounds: Sequence[float], *, words: Rows | None = None,
    size: int = 12, ticks: Sequence[tuple[float, str]] | None = None,
) -> go.Figure:  # fmt: skip
    """Writes names and values beside marks that stand in rows from bottom to top.

    Args:
        w: the reader's language.
        chart: with its marks, the lowest row at 0.
        names: of the rows from bottom to top.
        room: of the chart.
        bounds: ends of the axis.
        words: values at the right.
        size: of these words.
        ticks: places on the axis and their words, where values do not stand at the marks.
    """
    if words is not None:
        write_values(chart, words, room.right, size=size)
    theme.lay_out(
        chart,
        margin={"l": room.names, "r": room.right, "t": room.above, "b": room.below},
        xaxis=bare_axis(*bounds),
        yaxis=row_axis(list(names)),
    )
    if ticks is not None:
        places, named = zip(*ticks, strict=True)
        theme.lay_out(chart, xaxis={"tickvals": places, "ticktext": named, "showticklabels": True, "showgrid": True})
    return theme.style(chart, w, room.row * len(names) + room.extra)


def join_marks(chart: go.Figure, lows: Rows, highs: Rows, colours: Sequence[str], **style: Any) -> None:
    """A line in each row from one value to another; a row without one of them has none."""
    shape = {"type": "line", "layer": "below"}
    ends = enumerate(zip(lows, highs, colours, strict=True))
    width = style.pop("width")
    add_shapes(
        chart,
        (
            shape | {"x0": low, "x1": high, "y0": at, "y1": at, "line": {"color": colour, "width": width}} | style
            for at, (low, high, colour) in ends
            if pd.notna(low) and pd.notna(high)
        ),
    )


def _hover(rows: pd.DataFrame) -> Rows:
    if "hover" in rows:
        return rows["hover"]
    return [f"<b>{name}</b><br>{words}" for name, words in zip(rows["name"], rows["words"], strict=True)]


def _marker(rows: pd.DataFrame, edge: Mapping[str, Any] | None) -> dict[str, Any]:
    around = dict(edge or {}) | ({"width": rows["edge_px"].tolist()} if "edge_px" in rows else {})
    return {"color": rows["colour"].tolist()} | ({"line": around} if around else {})
