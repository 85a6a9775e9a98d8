"""All age groups side by side, with the price of looking at several.

Seven age groups are seven chances for an accident. Each estimate is divided by the spread of its placebo estimates;
the adjusted p-value asks how often the largest of all age groups, in the same assignment, is at least as large
(Westfall and Young 1993, single-step maximum). Age groups of one Kreis move together, and this keeps that.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from analytics.rates.rates import compute_rates
from analytics.subjects.effects.measures.design.controls import BRANDENBURG
from analytics.subjects.effects.measures.design.panel import Panel
from analytics.subjects.effects.measures.estimate import ALL, pose, refuse
from analytics.subjects.effects.measures.estimators.contrasts import Floats, after_minus_before, estimate_contrast
from analytics.subjects.effects.measures.estimators.permutation import draw_assignments, permute, pool_values
from data.atlas import Atlas

AGE_COLUMNS = ["age_group", "estimate", "low", "high", "level", "p_value", "p_adjusted"]


def compare_ages(
    atlas: Atlas,
    *,
    ags: str = ALL,
    with_distorted: bool = False,
    controls: str = BRANDENBURG,
    last_year: int | None = None,
) -> pd.DataFrame:
    """The difference before and after in every age group.

    Returns:
        Grain age_group, in the order of the table of age groups. Columns estimate, low, high (per 1,000), level,
        p_value (of this age group alone), p_adjusted (for looking at all of them; NaN where the age groups do not share
        their Kreise). Refused age groups have no row.

    Raises:
        UnknownNameError: the Kreis is unknown.
    """
    known = set(compute_rates(atlas)["age_group"])
    codes = [code for code in atlas.age_groups.sort_values("sort")["age_group"] if code in known]
    ask = partial(pose, atlas, ags=ags, with_distorted=with_distorted, controls=controls, last_year=last_year)
    posed = [ask(age_group=code) for code in codes]
    asked = [(panel, treated) for panel, treated in posed if refuse(panel, ags, treated) is None]
    panels = [panel for panel, _ in asked]
    adjusted = _adjust(panels, asked[0][1]) if _alike(panels) else np.full(len(asked), np.nan)
    rows = [
        (panel.age_group, test.estimate, test.low, test.high, test.level, test.p_value, p_value)
        for panel, test, p_value in zip(panels, [permute(*one) for one in asked], adjusted, strict=True)
    ]
    return pd.DataFrame(rows, columns=AGE_COLUMNS)


def _alike(panels: list[Panel]) -> bool:
    """Whether one assignment means the same Kreise in every panel."""
    return bool(panels) and all(one.rates.index.equals(panels[0].rates.index) for one in panels)


def _adjust(panels: list[Panel], treated: pd.Series) -> Floats:
    assignments, _ = draw_assignments(len(treated) + len(panels[0].controls), len(treated))
    columns = [
        estimate_contrast(pool_values(panel, treated), after_minus_before(panel.years, list(treated)), assignments)
        for panel in panels
    ]
    sizes = np.abs(np.column_stack([column / column.std() for column in columns]))
    largest = sizes.max(axis=1)
    return np.array([(largest >= own - 1e-9).mean() for own in sizes[0]])
