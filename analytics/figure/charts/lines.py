"""Lines over the years, each named at its end: nobody has to match colours with a legend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.annotations import EndLabel, break_rows_px, label_ends, mark_breaks
from analytics.figure.axes import value_axis, years_axis
from analytics.figure.shapes import yearly_line
from analytics.language import Wording

LEFT_PX, RIGHT_PX, TOP_PX, BOTTOM_PX = 46, 128, 12, 40
# The Land and what is larger than it, or a group, beside lines of the Kreise.
LAND_STYLE = {"colour": theme.INK_QUIET, "dash": "4px,3px", "marker": "circle-open", "width": 2.5}
GROUP_STYLE = {"colour": theme.BROWN, "dash": "9px,3px,2px,3px", "marker": "diamond-open", "width": 2.5}


@dataclass(frozen=True)
class Line:
    """One line of a chart.

    Attributes:
        rows: one per year, with the columns year and name.
        column: holds the values; NaN breaks the line.
        style: colour, dash, marker and width.
        write: writes a value; the last one stands behind the name.
        told: what the marks answer below name and year, one per row; their values where nothing is given.
    """

    rows: pd.DataFrame
    column: str
    style: dict[str, Any]
    write: Callable[[float], str]
    told: Sequence[str] | None = None

    @property
    def name(self) -> str:
        """Whose line it is."""
        return str(self.rows["name"].iloc[0])

    @property
    def course(self) -> pd.Series:
        """What is drawn, by year."""
        return self.rows.set_index("year")[self.column]


def series_style(number: int) -> dict[str, Any]:
    """Colour, dash and marker of one of several lines."""
    n = number % len(theme.SERIES)
    return {"colour": theme.SERIES[n], "dash": theme.DASHES[n], "marker": theme.MARKERS[n], "width": 2.5}


def draw_lines(
    w: Wording, lines: Sequence[Line], *, plot_px: int, signed: bool = True, breaks: pd.DataFrame | None = None,
    top_px: int = TOP_PX, right_px: int = RIGHT_PX, below_px: int = 0,
) -> go.Figure:  # fmt: skip
    """The lines on one axis that shows their values and zero.

    Args:
        w: the reader's language.
        lines: in the order they are drawn, at least one.
        plot_px: height of the plot area.
        signed: whether values are written with their sign.
        breaks: rows of `breaks_between` to be marked; their words stand above the plot.
        top_px: room above the plot, beside that for the breaks.
        right_px: room for the names.
        below_px: room below the years.
    """
    values = pd.concat([line.course for line in lines])
    axis = value_axis(values, w, signed=signed)
    over_px = top_px if breaks is None else top_px + break_rows_px(breaks, w)
    chart = theme.lay_out(
        go.Figure(),
        margin={"l": LEFT_PX, "r": right_px, "t": over_px, "b": BOTTOM_PX},
        xaxis=years_axis(int(values.index.min()), int(values.index.max())),
        yaxis=axis,
    )
    if breaks is not None:
        mark_breaks(chart, breaks, w, plot_px)
    add_lines(chart, lines, axis["range"], plot_px)
    return theme.style(chart, w, plot_px + over_px + BOTTOM_PX + below_px)


def add_lines(
    chart: go.Figure,
    lines: Sequence[Line],
    bounds: Sequence[float],
    plot_px: int,
    *,
    axis: str | None = None,
) -> None:
    """Draws the lines and names those that have a value, without letting two names touch.

    Args:
        chart: has margins, so that pixels can be computed.
        lines: in the order they are drawn.
        bounds: range of the vertical axis.
        plot_px: height of the plot area of that axis.
        axis: the vertical axis, where the chart has several panels.
    """
    chart.add_traces([_draw(line, axis) for line in lines])
    ends = [(line, line.course.dropna()) for line in lines]
    low, high = bounds
    label_ends(
        chart, [_label(line, known) for line, known in ends if len(known)], (low, high), plot_px, axis=axis or "y"
    )


def _draw(line: Line, axis: str | None) -> go.Scatter:
    panel = {"yaxis": axis} if axis else {}
    years, values = line.rows["year"], line.rows[line.column]
    told = map(line.write, values) if line.told is None else line.told
    hover = [f"<b>{line.name}</b> · {year}<br>{words}" for year, words in zip(years, told, strict=True)]
    return yearly_line(years, values, hover, line.style, name=line.name, **panel)


def _label(line: Line, known: pd.Series) -> EndLabel:
    value = float(known.iloc[-1])
    return EndLabel(f"{line.name} {line.write(value)}", float(known.index[-1]), value, line.style["colour"])
