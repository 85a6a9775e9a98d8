"""Every East German Kreis, and whether it is compared with those of an initiative or why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analytics.subjects.effects.measures.controls import BRANDENBURG, rule_out
from analytics.subjects.effects.measures.panel import RULED_OUT, Panel
from analytics.subjects.effects.measures.starts import CONTROL, TREATED

if TYPE_CHECKING:
    from data.schemas import Atlas

START_HERE, OUTSIDE = "start_here", "outside"
CONTROL_COLUMNS = ["ags", "name", "land_ags", "used", "reason"]


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
