"""The legend of a map: colours with their limits, how they were found, and what has no value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from analytics.language import Wording
from analytics.language.statuses import hidden_text
from analytics.maps.classes import Classes, class_bounds
from analytics.maps.descriptions import MapSubject
from analytics.maps.indicators import COUNT, MapIndicator
from analytics.rates.rates import HIDDEN, TOTAL

CONFIDENTIAL = "secret"


def compute_legend(
    years: Mapping[int, Iterable[Mapping[Any, Any]]], classes: Classes, subject: MapSubject, w: Wording
) -> dict[str, Any]:
    """The colours with their limits, and by year how many Kreise have no value, ready to be written as JSON.

    Args:
        years: by year the rows of `compute_map_values` in the scope.
        classes: what the values are coloured by.
        subject: what the map shows.
        w: language.
    """
    counts = [Counter(row["reason"] for row in rows) for rows in years.values()]
    return {
        "title": unit_of(subject, w),
        "limits": list(classes.limits),
        "labels": [_limit_label(limit, subject.indicator, w) for limit in classes.limits],
        "colours": list(classes.colours),
        "bounds": class_bounds(classes),
        "method": method_sentence(classes.method, w),
        "missing": [_counted_missing(by_reason, w) for by_reason in counts],
        "secret": [
            w.plural("{n} district kept secret", "{n} districts kept secret", by_reason[CONFIDENTIAL])
            if by_reason[CONFIDENTIAL]
            else ""
            for by_reason in counts
        ],
    }


def _counted_missing(counts: Mapping[str, int], w: Wording) -> str:
    """Kreise without a value and not secret, by reason: what the source hides and what is just not there."""
    plain = sum(count for reason, count in counts.items() if reason and reason not in HIDDEN)
    parts = [w.plural("{n} district without a value", "{n} districts without a value", plain)] if plain else []
    parts += [
        w.plural("{n} district: {reason}", "{n} districts: {reason}", count, reason=hidden_text(w, reason))
        for reason, count in sorted(counts.items())
        if count and reason in HIDDEN and reason != CONFIDENTIAL
    ]
    return ", ".join(parts)


def _limit_label(limit: float, indicator: MapIndicator, w: Wording) -> str:
    digits = 0 if float(limit).is_integer() else 1
    return w.signed(limit, digits) if indicator.diverging else w.number(limit, digits)


def unit_of(subject: MapSubject, w: Wording) -> str:
    """Unit of the values, short enough for a legend."""
    if subject.indicator.is_context:
        return w.pick(subject.indicator.words, "unit")
    if subject.indicator.kind == COUNT:
        return w.text("persons")
    if subject.indicator.is_change and subject.age_group == TOTAL:
        return w.text("change per 1,000 residents since {base}", base=subject.year_from)
    if subject.indicator.is_change:
        return w.text("change per 1,000 of the same age since {base}", base=subject.year_from)
    if subject.age_group == TOTAL:
        return w.text("per 1,000 residents")
    return w.text("per 1,000 of the same age")


def method_sentence(method: str, w: Wording) -> str:
    """How the classes were made, for the legend."""
    sentences = {
        "round": w.text("Classes: round, equal steps; the same limits in all years"),
        "quantile": w.text("Classes: quantiles, rounded; the same limits in all years"),
        "jenks": w.text("Classes: natural breaks (Jenks), rounded; the same limits in all years"),
    }
    return sentences[method]


def legend_place(legend: dict[str, Any], value: float) -> float:
    """Place of a value on the legend in classes from the left; linear inside each class, as on screen."""
    bounds = legend["bounds"]
    place = sum(value >= limit for limit in legend["limits"])
    low, high = bounds[place], bounds[place + 1]
    share = (value - low) / (high - low) if high > low else 0.5
    return float(place + min(1.0, max(0.0, share)))
