"""Axes of all charts: they keep their range, their ticks are round and written in the reader's language."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics.figure import theme
from analytics.language import Wording

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def fixed_axis(low: Any, high: Any, tickvals: Sequence[Any] | None = None, **more: Any) -> dict[str, Any]:
    """An axis from low to high that nothing moves; room for its words is in the chart's margin."""
    named = {} if tickvals is None else {"tickvals": tickvals}
    return {"range": [low, high], "fixedrange": True, "automargin": False} | named | more


def hidden_axis(low: float, high: float, **more: Any) -> dict[str, Any]:
    """An axis that only places marks."""
    return {"range": [low, high], "fixedrange": True, "visible": False} | more


def bare_axis(low: float, high: float, **more: Any) -> dict[str, Any]:
    """An axis of values without ticks: each value stands at its mark. Zero is a line."""
    return fixed_axis(low, high, showticklabels=False, zeroline=True, showline=False, **more)


def row_axis(names: Sequence[str], **more: Any) -> dict[str, Any]:
    """An axis of rows from bottom to top with their names."""
    font = {"size": 12, "color": theme.INK}
    named = {"ticktext": names, "showgrid": False, "zeroline": False, "tickfont": font}
    return fixed_axis(-0.6, len(names) - 0.4, list(range(len(names)))) | named | more


def year_rows_axis(years: Sequence[int], *, below: float) -> dict[str, Any]:
    """An axis of years as rows from top to bottom, with room below the last."""
    named = {"zeroline": False, "showgrid": False, "tickfont": {"size": 14, "color": theme.INK}}
    return fixed_axis(years[-1] + below, years[0] - 0.5, years) | named


def years_axis(first: int, last: int, *, after: float = 0.4) -> dict[str, Any]:
    """An axis from the first to the last year."""
    return fixed_axis(first - 0.5, last + after, year_ticks(first, last))


def nice_ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round values that cover low to high with at most about `most` steps."""
    span = max(high - low, 1e-9)
    power = 10.0 ** math.floor(math.log10(span / most))
    step = next(factor * power for factor in STEPS if factor * power >= span / most)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(k * step, 6) + 0.0 for k in range(first, last + 1)]


def value_axis(values: pd.Series, w: Wording, *, signed: bool, most: int = 6) -> dict[str, Any]:
    """An axis with round ticks that shows these values and 0."""
    known = values.dropna().astype(float)
    ticks = nice_ticks(min(0.0, known.min()), max(0.0, known.max()), most) if len(known) else [0.0, 1.0]
    digits = 0 if all(tick == round(tick) for tick in ticks) else 1
    words = [w.signed(tick, digits) if signed else w.number(tick, digits) for tick in ticks]
    return fixed_axis(ticks[0], ticks[-1], ticks, ticktext=words)


def year_ticks(first: int, last: int, steps: int = 3) -> list[int]:
    """First and last year and evenly spaced ones between them, few enough for a phone."""
    return sorted({first + round((last - first) * k / steps) for k in range(steps + 1)})


def padded(values: Sequence[float] | pd.Series, share: float = 0.04) -> tuple[float, float]:
    """Ends of an axis that shows these values and 0, with a share of its length free on both sides."""
    known = [0.0, *(float(value) for value in values if not pd.isna(value))]
    low, high = min(known), max(known)
    room = share * (high - low or 1.0)
    return low - room, high + room
