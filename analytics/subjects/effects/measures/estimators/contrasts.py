"""Differences in differences as weights on years, so that thousands of placebo assignments are one matrix product.

On a panel without holes, with one treated Kreis and controls that never start, the two-way fixed-effects estimate is
exactly (mean after minus mean before in the treated Kreis) minus (the same, averaged over the controls). A contrast
holds those weights on years, one row per treated Kreis, because each has its own start. Averaging the estimates of
the single Kreise is what keeps early starters from serving as controls for late ones, which biases the pooled
regression when effects differ or grow (Goodman-Bacon 2021, https://doi.org/10.1016/j.jeconom.2021.03.014; stacked as
in Cengiz et al. 2019, https://doi.org/10.1093/qje/qjz014).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int_]


@dataclass(frozen=True, eq=False)
class Contrast:
    """What is compared, for each treated Kreis.

    Attributes:
        weights: (treated, years); weights on the years of the Kreis, 0 in total per row.
        shares: (treated,); how much each Kreis counts in the mean, 1 in total.
        cells: (treated, years); 1 where the hypothesised effect is at work, to invert the test.
    """

    weights: Floats
    shares: Floats
    cells: Floats


def after_minus_before(years: Sequence[int], starts: Sequence[int], *, last_before: int | None = None) -> Contrast:
    """Mean of the years from the start on, minus the mean of the years before it.

    Args:
        years: years of the panel.
        starts: start year of each treated Kreis.
        last_before: how many years before the start count, None for all of them.
    """
    rows = [_after(years, start) - _before(years, start, last_before) for start in starts]
    return _equally(rows, [_is_after(years, start) for start in starts])


def after_minus_trend(years: Sequence[int], starts: Sequence[int]) -> Contrast:
    """Mean of the years from the start on, minus what the straight line through the years before would give."""
    rows = [_after(years, start) - _extrapolation(years, start) for start in starts]
    return _equally(rows, [_is_after(years, start) for start in starts])


def slope_before(years: Sequence[int], starts: Sequence[int]) -> Contrast:
    """Slope of the straight line through the years before the start, per year."""
    return _equally([_slope(years, start) for start in starts], [_is_after(years, start) for start in starts])


def event_year(years: Sequence[int], starts: Sequence[int], event: int) -> Contrast | None:
    """One year counted from the start, minus the reference year; None when no treated Kreis has it.

    A Kreis whose reference year it is adds nothing, so that the mean is one over Kreise in which something can differ.
    """
    table = np.asarray(years)
    has = [start + event in years and start + event != reference_year(years, start) for start in starts]
    if not any(has):
        return None
    cells = np.array([(table == start + event) * float(used) for start, used in zip(starts, has, strict=True)])
    reference = np.array([table == reference_year(years, start) for start in starts], dtype=float)
    shares = np.array(has, dtype=float)
    return Contrast(cells - reference * shares[:, None], shares / shares.sum(), cells)


def reference_year(years: Sequence[int], start: int) -> int:
    """The last year with figures before the start: start - 1 unless that year is left out."""
    return max(year for year in years if year < start)


def estimate_contrast(values: Floats, contrast: Contrast, assignments: Ints) -> Floats:
    """The estimate for each assignment of the starts to Kreise.

    Args:
        values: (kreise, years); treated and control Kreise.
        contrast: what is compared.
        assignments: (assignments, treated); row of the Kreis that takes the first, second, ... start. All other
            Kreise are controls.

    Returns:
        (assignments,); mean over the treated Kreise, each against the mean of the controls.
    """
    moved = values @ contrast.weights.T
    own = moved[assignments, np.arange(assignments.shape[1])] @ contrast.shares
    # The mean over the starts comes first, so that no array of assignments by starts by starts is made.
    mixed = moved @ contrast.shares
    rest = (mixed.sum() - mixed[assignments].sum(axis=1)) / (len(values) - assignments.shape[1])
    return np.asarray(own - rest)


def _equally(rows: Sequence[Floats], cells: Sequence[Floats]) -> Contrast:
    return Contrast(np.array(rows), np.full(len(rows), 1 / len(rows)), np.array(cells))


def _is_after(years: Sequence[int], start: int) -> Floats:
    return (np.asarray(years) >= start).astype(float)


def _after(years: Sequence[int], start: int) -> Floats:
    marks = _is_after(years, start)
    return np.asarray(marks / marks.sum())


def _before(years: Sequence[int], start: int, last: int | None) -> Floats:
    marks = 1 - _is_after(years, start)
    if last is not None:
        marks[: max(int(marks.sum()) - last, 0)] = 0
    return np.asarray(marks / marks.sum())


def _slope(years: Sequence[int], start: int) -> Floats:
    marks = 1 - _is_after(years, start)
    distance = (np.asarray(years, dtype=float) - (np.asarray(years) * marks).sum() / marks.sum()) * marks
    return np.asarray(distance / (distance**2).sum())


def _extrapolation(years: Sequence[int], start: int) -> Floats:
    before, after = _before(years, start, None), _after(years, start)
    ahead = float(np.asarray(years) @ (after - before))
    return np.asarray(before + _slope(years, start) * ahead)
