"""The guard: what the Kreise of the same Land did in which no start is documented, as if it were.

Controls from other Länder cannot take out what happened in the Land of the initiatives, for example moves out of the
capital. Kreise of this Land without a documented start show it: where they changed as much as those with one, the
difference belongs to the Land, and the verdict must not claim more (a placebo test in space).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.subjects.effects.measures.design.panel import Panel
from analytics.subjects.effects.measures.design.starts import CONTROL, UNKNOWN_START
from analytics.subjects.effects.measures.estimators.contrasts import Contrast, after_minus_before
from analytics.subjects.effects.measures.estimators.permutation import draw_assignments, rank_contrast

MIN_PLACEBO = 2
"""A single Kreis may do anything."""
LAND_DIGITS = 2
PLACEBO_LEVEL = 0.10
"""As for the trend before the start: a guard that finds nothing is weak evidence, so it is made easier to fail."""


@dataclass(frozen=True)
class LandPlacebo:
    """The difference before and after in Kreise of the same Land without a documented start.

    Attributes:
        kreise: keys of these Kreise, sorted.
        estimate: mean over these Kreise and over all starts of the Kreise under study, per 1,000; NaN with too few.
        low, high, level: interval by permutation, NaN like the estimate.
        p_value: share of assignments with an estimate at least as large; NaN like the estimate.
    """

    kreise: tuple[str, ...]
    estimate: float = float("nan")
    low: float = float("nan")
    high: float = float("nan")
    level: float = float("nan")
    p_value: float = float("nan")

    @property
    def tried(self) -> bool:
        """Whether there were enough Kreise."""
        return len(self.kreise) >= MIN_PLACEBO

    def fails(self, estimate: float) -> bool:
        """Whether these Kreise changed more than chance gives, or as much as those under study."""
        as_much = abs(self.estimate) >= abs(estimate) and np.sign(self.estimate) == np.sign(estimate)
        return self.tried and (self.p_value <= PLACEBO_LEVEL or bool(as_much))


def try_land(panel: Panel, treated: pd.Series, ruled_out: dict[str, str]) -> LandPlacebo:
    """The placebo of the Land.

    Args:
        panel: the panel; the other Kreise of the Land are taken out of its controls.
        treated: start year by ags of the Kreise under study.
        ruled_out: Kreise that are no placebo, by the strictest rules whatever the set: a town or a neighbour of
            Berlin says nothing about the others (see `controls.rule_out`).
    """
    laender = {str(ags)[:LAND_DIGITS] for ags in treated.index}
    untouched = [*panel.of_role(CONTROL), *panel.of_role(UNKNOWN_START)]
    placebo = sorted(ags for ags in untouched if ags[:LAND_DIGITS] in laender and ags not in ruled_out)
    if len(placebo) < MIN_PLACEBO:
        return LandPlacebo(tuple(placebo))
    others = [ags for ags in panel.controls if ags not in placebo]
    values = panel.rates.loc[[*placebo, *others]].to_numpy(dtype=float)
    assignments, exact = draw_assignments(len(values), len(placebo))
    tested = rank_contrast(values, _mean_contrast(panel, treated, len(placebo)), assignments, exact=exact)
    return LandPlacebo(tuple(placebo), tested.estimate, tested.low, tested.high, tested.level, tested.p_value)


def _mean_contrast(panel: Panel, treated: pd.Series, kreise: int) -> Contrast:
    """Every Kreis takes all starts in equal parts: which of them took which would be an arbitrary choice."""
    one = after_minus_before(panel.years, list(treated))
    weights, cells = one.weights.mean(axis=0), one.cells.mean(axis=0)
    return Contrast(np.tile(weights, (kreise, 1)), np.full(kreise, 1 / kreise), np.tile(cells, (kreise, 1)))
