"""The canvas of a chart: its scales, and where a value stands on it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.exports.drawing.marks import Mark

EPOCH = pd.Timestamp("1899-12-30")
DAY = pd.Timedelta(days=1)
"""Dates are counted in days since the epoch of spreadsheets."""


def as_number(value: Any) -> float:
    """A coordinate as a number; dates as days since the epoch of spreadsheets; nothing as NaN."""
    if value is None:
        return math.nan
    if isinstance(value, date | datetime | np.datetime64):
        return math.nan if pd.isna(value) else float((pd.Timestamp(value) - EPOCH) / DAY)
    if isinstance(value, str):
        return float((pd.Timestamp(value) - EPOCH) / DAY)
    return math.nan if pd.isna(value) else float(value)


def as_numbers(values: Any) -> list[float]:
    """Coordinates as numbers."""
    return [] if values is None else [as_number(value) for value in values]


def is_dates(chart: go.Figure) -> bool:
    """Whether the horizontal axis holds dates."""
    bounds = chart.layout.xaxis.range
    return bounds is not None and isinstance(bounds[0], date | datetime | np.datetime64 | str)


def pick(value: Any, place: int) -> Any:
    """The entry of a list that may also be one value for all."""
    if isinstance(value, list | tuple | np.ndarray | pd.Series):
        return value[place] if place < len(value) else None
    return value


@dataclass(frozen=True)
class Axis:
    """A straight scale: `low` stands at pixel `start`, `high` at pixel `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Pixel of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True)
class Ticks:
    """Places and words of an axis' ticks."""

    places: tuple[float, ...]
    words: tuple[str, ...]


@dataclass
class Scene:
    """A chart laid out on a canvas.

    Attributes:
        width: of the canvas.
        height: of the canvas.
        x: horizontal scale.
        ys: vertical scales by axis name: y, y2, y3.
        left: edges of the whole plot area.
        right: as left.
        top: as left.
        bottom: as left.
        marks: in drawing order.
    """

    width: float
    height: float
    x: Axis
    ys: dict[str, Axis]
    left: float
    right: float
    top: float
    bottom: float
    marks: list[Mark] = field(default_factory=list)


def place_x(scene: Scene, ref: str | None, value: Any) -> float:
    """Pixel of a horizontal coordinate of a shape or annotation."""
    if ref in ("paper", "x domain"):
        return scene.left + float(value) * (scene.right - scene.left)
    return scene.x.at(as_number(value))


def place_y(scene: Scene, ref: str | None, value: Any) -> float:
    """Pixel of a vertical coordinate of a shape or annotation."""
    if ref == "paper":
        return scene.bottom - float(value) * (scene.bottom - scene.top)
    if ref and ref.endswith(" domain"):
        axis = scene.ys[ref.split()[0]]
        return axis.start + float(value) * (axis.end - axis.start)
    return scene.ys[ref or "y"].at(as_number(value))
