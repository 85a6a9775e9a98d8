"""Every East German Kreis, and whether it is compared with those of an initiative or why not; all sets side by side."""

from __future__ import annotations

import pandas as pd

from analytics.subjects.effects.measures.design.cached import keep_per_choice
from analytics.subjects.effects.measures.design.controls import BRANDENBURG, CONTROL_SETS, EAST, rule_out
from analytics.subjects.effects.measures.design.panel import DEFAULT_AGE_GROUP, RULED_OUT, Panel
from analytics.subjects.effects.measures.design.starts import CONTROL, TREATED
from analytics.subjects.effects.measures.estimate import ALL, pose, refuse
from analytics.subjects.effects.measures.estimators.permutation import Permutation, permute
from analytics.subjects.effects.measures.guard import LandPlacebo, try_land
from data.atlas import Atlas

START_HERE, OUTSIDE = "start_here", "outside"
PLACEBO = "placebo"
SET_COLUMNS = ["controls", "n_kreise", "estimate", "low", "high", "level", "p_value"]


def explain_controls(atlas: Atlas, panel: Panel, controls: str) -> pd.DataFrame:
    """All 75 Kreise of the East German panel as the set takes them.

    Args:
        atlas: the data package.
        panel: the panel of a result.
        controls: the set it was built with.

    Returns:
        Grain ags. Columns name, land_ags, used (bool; compared with), reason ("" when used; start_here: under study;
        no_year, too_few_before or too_few_after: an initiative whose start cannot be used; one of
        `controls.RULE_REASONS`; incomplete or reception: left out of the panel; outside: not in the atlas's own set).
    """
    areas, left_out = atlas.load_east().kreise, panel.left_out[panel.left_out["kind"] == "kreis"]
    gone = dict(zip(left_out["key"], left_out["reason"], strict=True))
    broken = rule_out(atlas, controls)
    own = set(atlas.migration["ags"])
    outside = {ags: OUTSIDE for ags in areas["ags"] if controls == BRANDENBURG and ags not in own}
    known = gone | {ags: broken[ags] for ags, reason in gone.items() if reason == RULED_OUT} | outside
    reasons = [known.get(ags) or _role_reason(panel, ags) for ags in areas["ags"]]
    return areas[["ags", "name", "land_ags"]].assign(used=[reason == "" for reason in reasons], reason=reasons)


def _role_reason(panel: Panel, ags: str) -> str:
    kreis = panel.roles.loc[ags]
    if kreis["role"] == CONTROL:
        return ""
    return START_HERE if kreis["role"] == TREATED else str(kreis["reason"])


def compare_sets(
    atlas: Atlas, *, ags: str = ALL, age_group: str = DEFAULT_AGE_GROUP, with_distorted: bool = False
) -> pd.DataFrame:
    """The difference before and after against every set of Kreise, and the placebo of the Land.

    Returns:
        Grain controls: one of `controls.CONTROL_SETS`, in their order, and last "placebo" where enough Kreise of the
        same Land have no documented start. Columns n_kreise (compared with; for the placebo: tried), estimate, low,
        high (per 1,000), level, p_value. A set that cannot be compared has no row.

    Raises:
        UnknownNameError: the Kreis or the age group is unknown.
    """
    rows: list[tuple[object, ...]] = []
    for controls in CONTROL_SETS:
        panel, treated = pose(atlas, ags=ags, age_group=age_group, with_distorted=with_distorted, controls=controls)
        if refuse(panel, ags, treated) is None:
            rows.append((controls, len(panel.controls), *_tested(permute(panel, treated))))
    land = try_east(atlas, ags, age_group, with_distorted)
    if land.tried:
        rows.append((PLACEBO, len(land.kreise), *_tested(land)))
    return pd.DataFrame(rows, columns=SET_COLUMNS)


@keep_per_choice
def try_east(atlas: Atlas, ags: str, age_group: str, with_distorted: bool) -> LandPlacebo:
    """The placebo of the Land against the Kreise of East Germany, untried where nothing is under study."""
    panel, treated = pose(atlas, ags=ags, age_group=age_group, with_distorted=with_distorted, controls=EAST)
    return try_land(panel, treated, rule_out(atlas, EAST)) if len(treated) else LandPlacebo(())


def _tested(found: Permutation | LandPlacebo) -> tuple[float, ...]:
    return found.estimate, found.low, found.high, found.level, found.p_value
