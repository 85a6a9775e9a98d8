"""The estimate of the page beside other estimators; none of them may claim more than the page does."""

from __future__ import annotations

import pandas as pd

from analytics.subjects.effects.measures.beside.staggered import estimate_group_time, estimate_in_land, of_same_land
from analytics.subjects.effects.measures.beside.synthetic_did import SyntheticDid, fit_synthetic_did
from analytics.subjects.effects.measures.design.cached import keep_per_choice
from analytics.subjects.effects.measures.design.controls import BRANDENBURG, rule_out
from analytics.subjects.effects.measures.design.panel import DEFAULT_AGE_GROUP
from analytics.subjects.effects.measures.design.starts import UNKNOWN_START
from analytics.subjects.effects.measures.estimate import EffectResult, estimate
from analytics.subjects.effects.measures.estimators.permutation import Permutation
from analytics.subjects.effects.measures.verdict import LARGER, NOT_DISTINGUISHABLE, TEST_LEVEL, VERDICTS
from data.atlas import Atlas

STACKED, GROUP_TIME, SYNTHETIC_DID = "stacked", "group_time", "synthetic_did"
LAND_YEAR, LAND_YEAR_UNKNOWN = "land_year", "land_year_unknown"
ESTIMATOR_COLUMNS = ["estimator", "n_control", "estimate", "low", "high", "level", "p_value", "verdict"]


def compare_estimators(
    atlas: Atlas,
    *,
    ags: str,
    age_group: str = DEFAULT_AGE_GROUP,
    with_distorted: bool = False,
    controls: str = BRANDENBURG,
    last_year: int | None = None,
) -> pd.DataFrame:
    """The difference before and after by every estimator.

    Returns:
        Grain estimator: stacked (the page's own), group_time, synthetic_did, land_year (a change by Land and year
        taken out: controls of the same Land only), land_year_unknown (the same, with Kreise of unknown start that the
        rules of the set allow). Columns n_control, estimate, low, high (per 1,000), level, p_value, verdict (see
        `cap`). An estimator without enough Kreise has no row; the table is empty where the page has no estimate.

    Raises:
        UnknownNameError: the Kreis, the age group or the set is unknown.
    """
    return _compare_estimators(atlas, ags, age_group, with_distorted, controls, last_year)


def cap(result: EffectResult, p_value: float) -> str:
    """The verdict on another estimate: by its own test, but never more than what the checks of the page allow."""
    own = LARGER if p_value <= TEST_LEVEL else NOT_DISTINGUISHABLE
    return min(own, result.verdict, key=VERDICTS.index)


@keep_per_choice
def _compare_estimators(
    atlas: Atlas, ags: str, age_group: str, with_distorted: bool, controls: str, last_year: int | None
) -> pd.DataFrame:
    result = estimate(
        atlas, ags=ags, age_group=age_group, with_distorted=with_distorted, controls=controls, last_year=last_year
    )
    rows = []
    for name, count, found in _tried(result, rule_out(atlas, controls)):
        if found is not None:
            figures = (found.estimate, found.low, found.high, found.level, found.p_value)
            rows.append((name, count, *figures, cap(result, found.p_value)))
    return pd.DataFrame(rows, columns=ESTIMATOR_COLUMNS)


def _tried(result: EffectResult, ruled_out: dict[str, str]) -> list[tuple[str, int, Permutation | SyntheticDid | None]]:
    """Every estimator with the number of Kreise it compares with; None where these are too few."""
    panel, treated = result.panel, result.treated
    if result.permutation is None:
        return []
    alike = of_same_land(panel, treated, panel.controls)
    unknown = [ags for ags in panel.of_role(UNKNOWN_START) if ags not in ruled_out]
    wider = of_same_land(panel, treated, [*panel.controls, *unknown])
    return [
        (STACKED, len(panel.controls), result.permutation),
        (GROUP_TIME, len(panel.controls), estimate_group_time(panel, treated)),
        (SYNTHETIC_DID, len(panel.controls), fit_synthetic_did(panel, treated)),
        (LAND_YEAR, len(alike), estimate_in_land(panel, treated, alike)),
        (LAND_YEAR_UNKNOWN, len(wider), estimate_in_land(panel, treated, wider) if len(wider) > len(alike) else None),
    ]
