"""The four means a difference in differences consists of, so that it can be told and recalculated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.subjects.effects.measures import EffectResult


@dataclass(frozen=True)
class Means:
    """Mean rates per 1,000, averaged over the treated Kreise, the districts compared in the same years as each.

    Attributes:
        before, after: in the treated Kreise, before their start and from it on.
        others_before, others_after: in the districts compared, in the same years.
    """

    before: float
    after: float
    others_before: float
    others_after: float

    @property
    def change(self) -> float:
        """Change in the treated Kreise."""
        return self.after - self.before

    @property
    def others_change(self) -> float:
        """Change in the districts compared."""
        return self.others_after - self.others_before


def compute_means(result: EffectResult) -> Means:
    """The four means; the difference of the two changes is the estimate."""
    years = np.array(result.panel.years)
    others = result.panel.rates.loc[result.panel.controls].mean().to_numpy()
    rows = []
    for ags, start in result.treated.items():
        own, before = result.panel.rates.loc[str(ags)].to_numpy(), years < start
        rows.append([line[chosen].mean() for line in (own, others) for chosen in (before, ~before)])
    return Means(*(float(value) for value in np.mean(rows, axis=0)))
