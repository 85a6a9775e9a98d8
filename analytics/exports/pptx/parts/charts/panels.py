"""Small multiples: each panel of a figure is a native chart of its own, over the same years and on the same scale."""

from __future__ import annotations

from collections.abc import Iterator

import plotly.graph_objects as go

from analytics.exports.drawing.scene.model import Axis, Scene, as_numbers
from analytics.figure.model import Figure

Span = tuple[float, float]


def overlaid(figure: Figure) -> go.Figure | None:
    """The chart of a figure, with the traces of all its panels over the same years."""
    if figure.chart is None or not figure.panel_step:
        return figure.chart
    chart = go.Figure(figure.chart)
    for number, trace in enumerate(chart.data):
        trace.x = [x - number * figure.panel_step for x in as_numbers(trace.x)]
    return chart


def panel_scenes(scene: Scene, panels: int, step: int, years: Span) -> Iterator[tuple[Span, Scene]]:
    """Left and right edge of each panel in the scene of all, and a scene of its own that it fills.

    Args:
        scene: of the whole figure.
        panels: how many there are.
        step: by how much each lies to the right of the one before.
        years: range of the horizontal axis of a panel.
    """
    y = scene.ys["y"]
    height = y.start - y.end
    for number in range(panels):
        left, right = (scene.x.at(number * step + year) for year in years)
        width = right - left
        own = {"y": Axis(y.low, y.high, height, 0.0)}
        yield (left, right), Scene(width, height, Axis(*years, 0.0, width), own, 0.0, width, 0.0, height)
