"""What would lower the threshold: the smallest difference to be seen if more Kreise had a documented start.

Nothing is supposed about any effect. The start years that are missing are drawn from the years that could be used, the
starts are given to Kreise by chance as in the test itself, and the smallest visible difference is read off that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from analytics.subjects.effects.measures.design.cached import keep_per_choice
from analytics.subjects.effects.measures.design.controls import BRANDENBURG
from analytics.subjects.effects.measures.design.panel import DEFAULT_AGE_GROUP, Panel
from analytics.subjects.effects.measures.design.starts import MIN_AFTER, MIN_BEFORE, UNKNOWN_START, date_initiatives
from analytics.subjects.effects.measures.estimate import ALL, pose
from analytics.subjects.effects.measures.estimators.contrasts import Floats, Ints, after_minus_before, estimate_contrast
from analytics.subjects.effects.measures.estimators.permutation import SEED, draw_assignments
from analytics.subjects.effects.measures.robustness import smallest_visible
from data.atlas import Atlas

GUESSES = 49
"""Ways to fill in missing years; with them the median stands to about 0.1 per 1,000."""
NOBODY = np.empty(0, dtype=int)
THRESHOLD_COLUMNS = ["more", "n_treated", "smallest", "low", "high", "level"]
MISSING_COLUMNS = ["member_id", "name", "kreis_ags", "helps"]


def list_missing_starts(atlas: Atlas, panel: Panel) -> pd.DataFrame:
    """Initiatives of the register without a documented start.

    Returns:
        Grain member, those that help first, by Kreis. Columns member_id, name, kreis_ags (NaN when the place is
        unknown), helps (bool: with the years of all initiatives of its Kreis, this Kreis could be studied).
    """
    dated = date_initiatives(atlas)
    missing = dated[dated["start_year"].isna()]
    listed = missing.assign(helps=missing["kreis_ags"].isin(panel.of_role(UNKNOWN_START)))
    return listed.sort_values(["helps", "kreis_ags", "name"], ascending=[False, True, True])[MISSING_COLUMNS]


def compute_thresholds(
    atlas: Atlas,
    *,
    age_group: str = DEFAULT_AGE_GROUP,
    with_distorted: bool = False,
    controls: str = BRANDENBURG,
    last_year: int | None = None,
) -> pd.DataFrame:
    """The smallest difference to be seen today, and if 1, 2, 3, ... more Kreise had a documented start.

    Returns:
        Grain more (Kreise more than today, 0 first, up to those with initiatives of unknown start). Columns n_treated,
        smallest (per 1,000; median over ways to fill in the years), low and high (smallest and largest of them; as
        `smallest` in the first row), level (of the test; NaN with NaN where too few assignments exist). Empty without
        a usable start.

    Raises:
        UnknownNameError: the age group or the set is unknown.
    """
    return _compute_thresholds(atlas, age_group, with_distorted, controls, last_year)


@keep_per_choice
def _compute_thresholds(
    atlas: Atlas, age_group: str, with_distorted: bool, controls: str, last_year: int | None
) -> pd.DataFrame:
    panel, treated = pose(
        atlas, ags=ALL, age_group=age_group, with_distorted=with_distorted, controls=controls, last_year=last_year
    )
    unknown = panel.of_role(UNKNOWN_START) if len(treated) else []
    rows = [_row(panel, treated, unknown, more) for more in range(len(unknown) + 1) if len(treated)]
    return pd.DataFrame(rows, columns=THRESHOLD_COLUMNS)


def _row(panel: Panel, treated: pd.Series, unknown: list[str], more: int) -> tuple[float, ...]:
    known, added = (
        panel.rates.loc[keys].to_numpy(dtype=float) for keys in ([*treated.index, *panel.controls], unknown)
    )
    seen = [
        _visible(panel.years, np.vstack([added[rows], known]), [*begins, *treated])
        for rows, begins in _fill_in(panel.years, len(unknown), more)
    ]
    sizes = [size for size, _ in seen]
    return more, len(treated) + more, float(np.median(sizes)), min(sizes), max(sizes), seen[0][1]


def _fill_in(years: Sequence[int], unknown: int, more: int) -> Iterator[tuple[Ints, list[int]]]:
    """Row numbers of Kreise and their years, drawn; once without any where there is nothing to draw."""
    chance = np.random.default_rng([SEED, more])
    usable = years[MIN_BEFORE : len(years) - MIN_AFTER + 1]
    for _ in range(GUESSES if more else 1):
        yield chance.choice(unknown, more, replace=False) if more else NOBODY, chance.choice(usable, more).tolist()


def _visible(years: Sequence[int], values: Floats, begins: list[int]) -> tuple[float, float]:
    """The smallest visible difference with these starts, and its level; the first rows are the Kreise with a start."""
    assignments, _ = draw_assignments(len(values), len(begins))
    return smallest_visible(estimate_contrast(values, after_minus_before(years, begins), assignments)[1:])
