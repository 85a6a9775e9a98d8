"""Class limits and colours of the map, the same on screen, in pictures and in files.

Limits are found once over all years of an indicator, so a colour means the same value in every year. Where values can
be negative, 0 is always a limit and the palest colours lie beside it.
"""

from __future__ import annotations

import math
import warnings
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from analytics.figure import theme

METHODS = ("round", "quantile", "jenks")
MOST_CLASSES = 9
# A few extreme values (a reception centre, a boom year) must not stretch the steps of all others.
CORE_SHARE = (0.05, 0.98)
STEPS = (1.0, 2.0, 5.0)


@dataclass(frozen=True)
class Classes:
    """Classes of an indicator.

    Attributes:
        method: round, quantile or jenks.
        limits: inner limits, ascending; class i holds limits[i-1] <= value < limits[i], both ends are open.
        colours: one colour per class, len(limits) + 1.
        lowest: smallest value over all years.
        highest: largest value over all years.
    """

    method: str
    limits: tuple[float, ...]
    colours: tuple[str, ...]
    lowest: float
    highest: float

    def index(self, value: float) -> int:
        """Class of a value, -1 when it is missing."""
        return -1 if math.isnan(value) else bisect_right(self.limits, value)


def find_classes(values: Iterable[float], *, method: str, diverging: bool) -> Classes:
    """Round class limits over all values given.

    Args:
        values: every value of every year; NaN is skipped.
        method: round (equal steps), quantile (equally many values) or jenks (natural breaks).
        diverging: whether 0 separates losses from gains and has to be a limit.

    Raises:
        ValueError: the method is unknown or there is no value at all.
    """
    if method not in METHODS:
        raise ValueError(f"unknown class method {method!r}; known: {', '.join(METHODS)}")
    numbers = np.array([value for value in values if not math.isnan(value)], dtype=float)
    if numbers.size == 0:
        raise ValueError("no value to classify")
    limits = _LIMITS[method](numbers, diverging)
    colours = _colours(limits, diverging)
    return Classes(method, tuple(limits), colours, float(numbers.min()), float(numbers.max()))


def find_skewed_classes(values: Iterable[float]) -> Classes:
    """Classes on both sides of 0 for values of which a few are far larger than all others.

    Args:
        values: every value of every year, none missing; limits stand at a sixteenth and a quarter of the largest size.
    """
    numbers = np.array(list(values), dtype=float)
    largest = max(1.0, float(np.abs(numbers).max()))
    near, far = (next(_steps_from(largest * share)) for share in (1 / 16, 1 / 4))
    limits = (-far, -near, 0.0, near, far)
    return Classes("round", limits, _colours(limits, diverging=True), float(numbers.min()), float(numbers.max()))


def round_limits(numbers: np.ndarray, diverging: bool) -> list[float]:
    """Multiples of the smallest round step that needs at most `MOST_CLASSES` classes."""
    low, high = (float(end) for end in np.quantile(numbers, CORE_SHARE))
    if diverging:
        low, high = min(low, 0.0), max(high, 0.0)
    for step in _steps_from((high - low) / MOST_CLASSES):
        inner = [round(k * step, 6) for k in range(math.floor(low / step) + 1, math.ceil(high / step))]
        limits = sorted({*inner, 0.0}) if diverging else inner
        if len(limits) < MOST_CLASSES:
            return limits or [round(float(np.median(numbers)), 6)]
    raise AssertionError("steps grow without end")


def quantile_limits(numbers: np.ndarray, diverging: bool) -> list[float]:
    """Limits that put equally many values into six classes, rounded."""
    shares = np.linspace(0, 1, 7)[1:-1]
    return _rounded([float(limit) for limit in np.quantile(numbers, shares)], numbers, diverging)


def jenks_limits(numbers: np.ndarray, diverging: bool) -> list[float]:
    """Natural breaks (Fisher-Jenks) in six classes, rounded."""
    # Importing mapclassify takes seconds (it brings networkx and scikit-learn), so only who asks for it waits.
    from mapclassify.classifiers import FisherJenks

    ordered = np.unique(numbers)
    if ordered.size == 1:
        return _rounded([float(ordered[0])], numbers, diverging)
    with warnings.catch_warnings():
        # It advises numba for speed; a few hundred values take a tenth of a second without.
        warnings.simplefilter("ignore", UserWarning)
        classify: Any = FisherJenks
        largest = classify(numbers, k=min(6, ordered.size)).bins[:-1]
    # mapclassify counts a limit, the largest value of its class, to that class; ours belong to the class above. The
    # middle of the gap divides the values as it found them (findings/branca_limits_of_mapclassify.sh).
    last = np.searchsorted(ordered, largest)
    return _rounded(((ordered[last] + ordered[last + 1]) / 2).tolist(), numbers, diverging)


def _rounded(limits: Sequence[float], numbers: np.ndarray, diverging: bool) -> list[float]:
    low, high = (float(end) for end in np.quantile(numbers, CORE_SHARE))
    step = next(_steps_from((high - low) / 40))
    rounded = {round(round(limit / step) * step, 6) + 0.0 for limit in limits}
    if diverging and numbers.min() < 0:
        rounded = _with_zero(rounded, 2 * step)
    return sorted(limit for limit in rounded if numbers.min() < limit <= numbers.max()) or [min(rounded)]


def _with_zero(limits: set[float], near: float) -> set[float]:
    """0 replaces a limit that almost is 0, otherwise it is added."""
    return {limit for limit in limits if abs(limit) > near} | {0.0}


def _steps_from(smallest: float) -> Iterator[float]:
    power = math.floor(math.log10(smallest)) if smallest > 0 else 0
    while True:
        yield from (factor * 10.0**power for factor in STEPS if factor * 10.0**power >= smallest)
        power += 1


def _colours(limits: Sequence[float], diverging: bool) -> tuple[str, ...]:
    if not diverging:
        return _spread(theme.SEQUENTIAL, len(limits) + 1)
    below = sum(limit <= 0 for limit in limits)
    above = len(limits) + 1 - below
    return (*reversed(_loss_colours(below)), *_spread(theme.GAIN, above))


def _loss_colours(count: int) -> tuple[str, ...]:
    """Colours of the classes below 0, the one beside 0 first."""
    if count <= len(theme.LOSS):
        return tuple(reversed(theme.LOSS))[:count]
    if count <= len(theme.LOSS_RAMP):
        first = max(0, 4 - count)
        return theme.LOSS_RAMP[first : first + count]
    return _spread(theme.LOSS_RAMP, count)


def _spread(ramp: Sequence[str], count: int) -> tuple[str, ...]:
    """`count` colours evenly from a ramp, mixed between its entries when it is too short."""
    if count == 1:
        return (ramp[len(ramp) // 2],)
    places = np.linspace(0, len(ramp) - 1, count)
    return tuple(_mix(ramp[int(place)], ramp[math.ceil(place)], place % 1) for place in places)


def _mix(first: str, second: str, share: float) -> str:
    pairs = ((int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def class_bounds(classes: Classes) -> list[float]:
    """Limits with both ends, rising: the scale of the legend's number line."""
    first, last = classes.limits[0], classes.limits[-1]
    width = float(np.median([b - a for a, b in pairwise(classes.limits)])) if len(classes.limits) > 1 else 1.0
    return [min(classes.lowest, first - width), *classes.limits, max(classes.highest, last + width)]


_LIMITS: dict[str, Callable[[np.ndarray, bool], list[float]]] = {
    "round": round_limits,
    "quantile": quantile_limits,
    "jenks": jenks_limits,
}
