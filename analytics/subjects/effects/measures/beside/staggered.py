"""Estimators for starts in different years, beside the one of the page; none uses a Kreis that has begun as a control.

Group-time effects (Callaway and Sant'Anna 2021, https://doi.org/10.1016/j.jeconom.2020.12.001): every year from the
start on against the last year before it; controls are all Kreise that have not begun by that year, those that begin
later included. The mean is over the years of each treated Kreis, then over the Kreise.

A change of the Land in each year (Land x year) taken out: only Kreise of the same Land can then say anything, because a
Kreis elsewhere tells only of its own Land. What reaches all Kreise of the Land alike, an effect on neighbours too,
cannot be told from a change of the Land.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.subjects.effects.measures.design.panel import Panel
from analytics.subjects.effects.measures.estimators.contrasts import Floats, Ints, after_minus_before, reference_year
from analytics.subjects.effects.measures.estimators.permutation import (
    Permutation,
    draw_assignments,
    pool_values,
    rank_contrast,
    rank_estimates,
)
from analytics.subjects.effects.measures.guard import LAND_DIGITS, MIN_PLACEBO


@dataclass(frozen=True, eq=False)
class GroupTime:
    """Group-time effects as weights on years.

    Attributes:
        own: (treated, years); weights of the Kreis that takes the first, second, ... start.
        others: (years,); weights of every Kreis that never starts.
    """

    own: Floats
    others: Floats

    def estimate(self, values: Floats, assignments: Ints) -> Floats:
        """The estimate for each assignment of the starts; arguments as `contrasts.estimate_contrast`."""
        taken = (values @ self.own.T)[assignments, np.arange(assignments.shape[1])].sum(axis=1)
        rest = values @ self.others
        return np.asarray(taken + rest.sum() - rest[assignments].sum(axis=1))


def weigh_group_time(years: Sequence[int], starts: Sequence[int], kreise: int) -> GroupTime:
    """The weights for these starts among so many Kreise."""
    begins, never = np.array(starts), kreise - len(starts)
    own, others = np.zeros((len(starts), len(years))), np.zeros(len(years))
    for row, start in enumerate(starts):
        base, after = years.index(reference_year(years, start)), [place for place, y in enumerate(years) if y >= start]
        for place in after:
            waiting = begins > years[place]
            share, apart = 1 / (len(after) * len(starts)), 1 / (never + waiting.sum())
            for column, weight in ((place, share), (base, -share)):
                own[row, column] += weight
                own[waiting, column] -= weight * apart
                others[column] -= weight * apart
    return GroupTime(own, others)


def estimate_group_time(panel: Panel, treated: pd.Series) -> Permutation:
    """The mean group-time effect and its test by permutation."""
    values, starts = pool_values(panel, treated), list(treated)
    weights = weigh_group_time(panel.years, starts, len(values))
    assignments, exact = draw_assignments(len(values), len(starts))
    effect = np.zeros_like(values)
    effect[: len(starts)] = after_minus_before(panel.years, starts).cells
    return rank_estimates(weights.estimate(values, assignments), weights.estimate(effect, assignments), exact=exact)


def of_same_land(panel: Panel, treated: pd.Series, kreise: Sequence[str]) -> list[str]:
    """Those of the Kreise that lie in a Land of the treated ones, sorted."""
    laender = {str(ags)[:LAND_DIGITS] for ags in treated.index}
    return sorted(ags for ags in kreise if ags[:LAND_DIGITS] in laender and ags in panel.rates.index)


def estimate_in_land(panel: Panel, treated: pd.Series, kreise: Sequence[str]) -> Permutation | None:
    """The difference before and after against Kreise of the same Land only; None with too few of them.

    On a complete panel this is the two-way regression with an effect for every Land and year.
    """
    if len(kreise) < MIN_PLACEBO:
        return None
    values = panel.rates.loc[[*treated.index, *kreise]].to_numpy(dtype=float)
    assignments, exact = draw_assignments(len(values), len(treated))
    return rank_contrast(values, after_minus_before(panel.years, list(treated)), assignments, exact=exact)
