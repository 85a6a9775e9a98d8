"""What the figures before and after share: their estimate, the start, years left out, intervals, rows of estimates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial, wraps
from typing import Any, TypeVar

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.charts.lines import Line, draw_lines
from analytics.figure.shapes import dots, draw_line, write_above, write_words
from analytics.language import Wording
from analytics.subjects.effects.measures import BRANDENBURG, EffectResult, estimate
from data.atlas import Atlas

Shown = TypeVar("Shown")
INTERVAL_PX = 1.6
START_COLOUR, START_SIZE = theme.TERRACOTTA_TEXT, 14
# What one Kreis or several are compared with, beside their lines.
COMPARED_STYLE = {"colour": theme.INK_QUIET, "dash": "dash", "marker": "circle-open", "width": 2.5}
# Estimates are drawn hollow: a filled mark is a figure somebody counted.
ESTIMATE = {"symbol": "circle-open", "size": 10, "line": {"width": 2.4}}


def of_estimate(draw: Callable[[Atlas, Wording, EffectResult], Shown]) -> Callable[..., Shown]:
    """Makes what is drawn from one comparison a builder that takes its filters.

    The filters are ags, age_group, with_distorted (False unless given) and controls (those of Brandenburg unless
    given). The builder raises `UnknownNameError` as `estimated` does.
    """

    # It keeps its own annotations: a view reads its filters from them.
    @wraps(draw, assigned=("__module__", "__name__", "__qualname__", "__doc__"))
    def drawn(
        atlas: Atlas, w: Wording, *, ags: str, age_group: str, with_distorted: bool = False, controls: str = BRANDENBURG
    ) -> Shown:
        result = estimate(atlas, ags=ags, age_group=age_group, with_distorted=with_distorted, controls=controls)
        return draw(atlas, w, result)

    return drawn


def mark_start(chart: go.Figure, place: float, words: str) -> None:
    """A line down the plot where an initiative began, its words above it."""
    draw_line(chart, (place, place), (0, 1), xref="x", yref="paper", layer="below", color=START_COLOUR, width=1.6)
    write_above(chart, words, place, colour=START_COLOUR, yshift=2)


def shade(chart: go.Figure, first: float, last: float, *, words: str = "") -> None:
    """A quiet band over a stretch of the horizontal axis, with its words at the foot of the plot."""
    chart.add_shape(
        type="rect", xref="x", yref="paper", x0=first, x1=last, y0=0, y1=1, layer="below",
        fillcolor=theme.SAND, opacity=0.55, line_width=0,
    )  # fmt: skip
    if words:
        corner: dict[str, Any] = {
            "yref": "paper",
            "xanchor": "left",
            "yanchor": "bottom",
            "xshift": 4,
            "yshift": 2,
            "align": "left",
        }
        write_words(chart, words, first, 0, colour=theme.INK_QUIET, **corner)


def shade_years(chart: go.Figure, years: Sequence[int]) -> None:
    """One band per stretch of years that follow each other."""
    for year in years:
        shade(chart, year - 0.5, year + 0.5)


def interval_points(places: Iterable[float], lows: Iterable[float], highs: Iterable[float]) -> dict[str, list[float]]:
    """Ends of intervals as one line with gaps: `at` along the axis of the estimates' names, `value` along the other.

    The gap repeats the place, so that a program that reads blanks as zero draws nothing there.
    """
    ends: dict[str, list[float]] = {"at": [], "value": []}
    for place, low, high in zip(places, lows, highs, strict=True):
        if pd.isna(low) or pd.isna(high):
            continue
        ends["at"] += [float(place)] * 3
        ends["value"] += [float(low), float(high), float("nan")]
    return ends


def interval_line(ends: dict[str, list[float]], *, across: bool = False, colour: str = theme.GREEN) -> go.Scatter:
    """The intervals of `interval_points` as thin lines; `across` for names on the vertical axis."""
    x, y = (ends["value"], ends["at"]) if across else (ends["at"], ends["value"])
    style: dict[str, Any] = {"color": colour, "width": INTERVAL_PX}
    return go.Scatter(x=x, y=y, mode="lines", connectgaps=False, line=style, hoverinfo="skip", showlegend=False)


def draw_courses(w: Wording, lines: Sequence[tuple[Line, int | None]], *, plot_px: int) -> go.Figure:
    """Lines over the years, with a band over those without any value; a start year is a large mark on its line."""
    named = [
        line if start is None else replace(line, write=partial(_value_and_start, w, start)) for line, start in lines
    ]
    chart = draw_lines(w, named, plot_px=plot_px, top_px=28, below_px=12)
    for drawn, (_, start) in zip(chart.data, lines, strict=True):
        begins = [year == start for year in drawn.x]
        drawn.marker.update(
            # Sizes that differ would make all marks translucent.
            opacity=1,
            size=[START_SIZE if begin else drawn.marker.size for begin in begins],
            line={"width": [2.5 if begin else 0 for begin in begins], "color": START_COLOUR},
        )
    values = pd.concat([line.course for line in named])
    shade_years(chart, sorted(set(values.index[values.isna()])))
    return chart


def _value_and_start(w: Wording, start: int, value: float) -> str:
    return w.text("{line} (start {year})", line=w.signed(value), year=start)


def estimate_dots(x: Any, y: Any, hover: Sequence[str], *, colour: Any = theme.GREEN, **style: Any) -> go.Scatter:
    """Hollow marks of estimates."""
    return dots(x, y, list(hover), ESTIMATE | {"color": colour}, cliponaxis=False, **style)
