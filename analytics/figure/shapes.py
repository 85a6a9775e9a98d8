"""Marks the charts are made of: bars, dots, lines, words beside them, legends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.annotations import add_notes

Hover = Sequence[str] | pd.Series | None
Rows = Sequence[Any] | pd.Series


def words_at(text: str, x: Any, y: Any, *, size: int = 12, colour: str = theme.INK, **where: Any) -> dict[str, Any]:
    """Words without an arrow, as an annotation."""
    return {"text": text, "x": x, "y": y, "showarrow": False, "font": {"size": size, "color": colour}} | where


def write_words(
    chart: go.Figure, text: str, x: Any, y: Any, *, size: int = 12, colour: str = theme.INK, **where: Any
) -> None:
    """Writes words into the chart, at a place of its axes unless `where` says otherwise."""
    chart.add_annotation(words_at(text, x, y, size=size, colour=colour, **where))


def write_above(chart: go.Figure, text: str, x: Any, *, colour: str = theme.INK_QUIET, **where: Any) -> None:
    """Writes words above the plot, over a value of the horizontal axis."""
    write_words(chart, text, x, 1, colour=colour, **{"yref": "paper", "yanchor": "bottom"} | where)


def write_key(chart: go.Figure, text: str, *, left_px: float, up_px: float, **where: Any) -> None:
    """Writes what colours and marks mean into the margin above the plot."""
    corner: dict[str, Any] = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top"}
    write_words(chart, text, 0, 1, xshift=-left_px, yshift=up_px, **corner | where)


def write_over_row(chart: go.Figure, text: str, y: float, *, size: int = 13, **where: Any) -> None:
    """Writes the name of a row above its marks, at the left edge."""
    write_words(chart, text, 0, y, size=size, **{"xref": "paper", "xanchor": "left", "yanchor": "bottom"} | where)


def write_values(chart: go.Figure, words: Rows, column_px: int, *, size: int = 12, **where: Any) -> None:
    """A value beside each row, in a column of its own at the right, where no bar crosses it."""
    beside: dict[str, Any] = {"xref": "paper", "xshift": column_px - 4, "xanchor": "right"} | where
    add_notes(chart, (words_at(text, 1, place, size=size, **beside) for place, text in enumerate(words)))


def bold_names(names: Rows, chosen: Rows) -> list[str]:
    """The names of rows, those of the chosen ones in bold."""
    return [f"<b>{name}</b>" if pick else name for name, pick in zip(names, chosen, strict=True)]


def bars(values: Rows, hover: Hover, *, width: float = 0.7, **style: Any) -> go.Bar:
    """One bar per row, from bottom to top."""
    rows = {"x": values, "y": list(range(len(values))), "orientation": "h", "width": width}
    return go.Bar(**rows | _answer(hover) | style)


def dots(x: Any, y: Any, hover: Hover, marker: dict[str, Any], **style: Any) -> go.Scatter:
    """Marks that answer the pointer where there is something to say."""
    return go.Scatter(**{"x": x, "y": y, "mode": "markers", "marker": marker} | _answer(hover) | style)


def yearly_line(years: Any, values: Any, hover: Hover, style: dict[str, Any], **more: Any) -> go.Scatter:
    """A line with a mark per year; a year without a value breaks it, for joining its neighbours would invent one.

    Args:
        years: of the values.
        values: NaN where there is none.
        hover: what a mark answers.
        style: colour, dash, marker and width.
        more: of the trace.
    """
    line = {"color": style["colour"], "dash": style["dash"], "width": style["width"]}
    marker = {"color": style["colour"], "symbol": style["marker"], "size": 7}
    drawn = {"x": years, "y": values, "mode": "lines+markers", "connectgaps": False, "cliponaxis": False}
    return go.Scatter(**drawn | {"line": line, "marker": marker} | _answer(hover) | more)


def draw_line(chart: go.Figure, ends: tuple[Any, Any], places: tuple[Any, Any], **style: Any) -> None:
    """A straight line from the first place on both axes to the second; colour, width and dash stand in `style`."""
    look = {name: style.pop(name) for name in ("color", "width", "dash") if name in style}
    chart.add_shape(type="line", x0=ends[0], x1=ends[1], y0=places[0], y1=places[1], line=look, **style)


def answer_at(chart: go.Figure, x: Any, y: float, hover: str, *, size: int = 24, **style: Any) -> None:
    """An unseen mark that answers the pointer where a shape or a word stands, which cannot."""
    unseen = {"marker": {"size": size, "opacity": 0}, "hovertemplate": "%{hovertext}<extra></extra>"}
    chart.add_scatter(x=[x], y=[y], mode="markers", hovertext=[hover], **unseen | style)


def legend(y: float = 1.0, **more: Any) -> dict[str, Any]:
    """Layout of a chart whose marks are named in a line above it; a click on a name hides nothing."""
    place = {"orientation": "h", "x": 0, "xanchor": "left", "y": y, "yanchor": "bottom"}
    font = {"size": 13, "color": theme.INK_QUIET}
    style = place | {"font": font, "itemclick": False, "itemdoubleclick": False} | more
    return {"showlegend": True, "legend": style}


def _answer(hover: Hover) -> dict[str, Any]:
    return {"hoverinfo": "skip"} if hover is None else {"hoverinfo": "text", "hovertext": hover}


def over_columns(words: Sequence[str], *, size: int = 13) -> dict[str, Any]:
    """Words above each column, where no edge of the plot cuts them."""
    font = {"color": theme.INK, "size": size}
    return {"text": words, "textposition": "outside", "cliponaxis": False, "textfont": font}


def hollow(edge: str, lines: str) -> dict[str, Any]:
    """A marker of a column that is no count of one year: assumed, or of several years together."""
    pattern = theme.hatch(lines, size=7, solidity=0.2)
    return {"color": theme.CARD, "line": {"color": edge, "width": 1.5}, "pattern": pattern}


def inside_bars(words: Sequence[str], colour: str | list[str], *, size: int = 12) -> dict[str, Any]:
    """Words in the middle of each bar, in a colour that reads on it."""
    place = {"textposition": "inside", "insidetextanchor": "middle", "textangle": 0}
    return {"text": words, "insidetextfont": {"size": size, "color": colour}} | place
