"""Labels of bars in the width they get: behind the ends of bars there is room for them, inside only what fits."""

from __future__ import annotations

import math

from analytics.exports.drawing.text_metrics import text_width
from analytics.exports.pptx.parts.charts.plan import Pair, Plan, Series

SIZE = 12.0
# Between the end of a bar and its label, and on the other side of it.
GAPS = 10.0


def fit_labels(plan: Plan, width: float) -> bool:
    """Drops labels that are wider than their part of a bar, and widens the range for those behind the ends.

    Args:
        plan: of bars; changed in place.
        width: of the range of values, in units of the chart's font sizes.

    Returns:
        Whether the range was widened.
    """
    before = low, high = plan.x_range or (0.0, 1.0)
    for series in plan.series:
        if series.label_place == "outEnd":
            plan.x_range = _widened(series, (low, high), width)
        else:
            _drop_wide(series, (high - low) / width)
    return plan.x_range not in (None, before)


def _widened(series: Series, known: Pair, width: float) -> Pair:
    """The narrowest range in which each label fits between the end of its bar and the edge."""
    ends = {place: text_width(label.text, SIZE) + GAPS for place, label in series.labels.items()}
    highs = [(known[1], 0.0), *((series.values[at], wide) for at, wide in ends.items() if series.values[at] >= 0)]
    lows = [(known[0], 0.0), *((series.values[at], wide) for at, wide in ends.items() if series.values[at] < 0)]
    unit = max((top - end) / max(width - above - below, 1.0) for top, above in highs for end, below in lows)
    return min(end - below * unit for end, below in lows), max(top + above * unit for top, above in highs)


def _drop_wide(series: Series, unit: float) -> None:
    series.labels = {
        place: label
        for place, label in series.labels.items()
        if math.isnan(series.values[place]) or abs(series.values[place]) >= text_width(label.text, SIZE) * unit
    }
