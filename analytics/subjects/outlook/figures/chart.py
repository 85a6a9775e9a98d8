"""Marks the charts of the outlook share: what is known is solid, what is estimated is dashed, hollow or a band."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.axes import value_axis, years_axis
from analytics.figure.charts.rows import Room, draw_bars
from analytics.figure.shapes import legend
from analytics.language import Wording

AXIS_MARGIN_PX = 46
KNOWN = {"color": theme.GREEN, "width": 2.5}
MODEL_DASH, NAIVE_DASH = "9px,5px", "2px,4px"
ESTIMATE_COLOUR, NAIVE_COLOUR = theme.TERRACOTTA_TEXT, theme.INK_QUIET
BAND_ALPHA, WIDE_ALPHA = 0.20, 0.10


def add_band(
    chart: go.Figure, xs: Sequence[Any], low: Sequence[float], high: Sequence[float], name: str, *, wide: bool = False
) -> None:
    """An interval as a filled band, lowest in the drawing."""
    chart.add_scatter(
        x=[*xs, *reversed(xs)],
        y=[*high, *reversed(low)],
        mode="none",
        fill="toself",
        fillcolor=theme.translucent(theme.TERRACOTTA, WIDE_ALPHA if wide else BAND_ALPHA),
        hoverinfo="skip",
        showlegend=True,
        name=name,
    )


def add_line(
    chart: go.Figure,
    xs: Sequence[Any],
    ys: Sequence[float],
    name: str,
    *,
    colour: str,
    dash: str = "solid",
    hover: Sequence[str] | None = None,
    marker: str = "",
    width: float = 2.5,
    shown: bool = True,
) -> None:
    """A line, with markers when one is named; what is estimated takes a dash and a hollow marker."""
    style = {"color": colour, "symbol": marker or "circle", "size": 8}
    chart.add_scatter(
        x=list(xs),
        y=list(ys),
        mode="lines+markers" if marker else "lines",
        name=name,
        connectgaps=False,
        cliponaxis=False,
        line={"color": colour, "dash": dash, "width": width},
        marker=style if marker else {},
        hovertext=list(hover) if hover is not None else None,
        hoverinfo="text" if hover is not None else "skip",
        showlegend=shown,
        # What is known stands first in the legend, what is estimated after it.
        legendrank=999 if dash == "solid" else 1000,
    )


def draw_errors(w: Wording, table: pd.DataFrame, room: Room) -> go.Figure:
    """A bar per row for the mean error `mae`; columns name, mae (NaN for none) and colour."""
    known = [value for value in table["mae"] if value == value]
    shown = table.assign(words=[w.number(value, 1) for value in table["mae"]])
    return draw_bars(w, shown, "mae", room, (0.0, max([*known, 0.001]) * 1.04), width=0.66, edge=theme.EDGE)


def years_layout(w: Wording, values: pd.Series, years: pd.Series) -> dict[str, Any]:
    """Layout of a balance over the years with its legend."""
    return {
        **legend(),
        "margin": {"l": AXIS_MARGIN_PX, "r": 16, "t": 16, "b": 36},
        "xaxis": years_axis(int(years.min()), int(years.max()), after=0.5),
        "yaxis": value_axis(values, w, signed=True),
        "hovermode": "closest",
    }
