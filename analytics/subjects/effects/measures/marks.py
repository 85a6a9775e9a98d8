"""What each East German Kreis is in a comparison: under study, compared with, placebo or left out."""

from __future__ import annotations

import pandas as pd

from analytics.subjects.effects.measures.control_list import START_HERE, explain_controls, try_east
from analytics.subjects.effects.measures.estimate import EffectResult
from data.atlas import Atlas

STUDIED, COMPARED, LAND_CHECK, UNUSED = "studied", "compared", "land_check", "unused"
MARKS = (STUDIED, COMPARED, LAND_CHECK, UNUSED)
OTHER_START = "other_start"


def mark_kreise(atlas: Atlas, result: EffectResult) -> pd.DataFrame:
    """All 75 Kreise of the East German panel as the comparison takes them.

    Returns:
        Grain ags. Columns as `explain_controls`, with other_start as reason where a start lies that is not under
        study; and mark (one of `MARKS`: studied; land_check: a placebo of the Land, compared with or not; compared;
        unused: left out).
    """
    listed = explain_controls(atlas, result.panel, result.controls)
    elsewhere = (listed["reason"] == START_HERE) & ~listed["ags"].isin(result.treated.index)
    listed = listed.assign(reason=listed["reason"].mask(elsewhere, OTHER_START))
    placebo = try_east(atlas, result.ags, result.age_group, result.with_distorted)
    marks = listed["used"].map({True: COMPARED, False: UNUSED})
    marks = marks.mask(listed["ags"].isin(placebo.kreise if placebo.tried else ()), LAND_CHECK)
    return listed.assign(mark=marks.mask(listed["reason"] == START_HERE, STUDIED))
