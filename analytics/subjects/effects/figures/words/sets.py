"""The sets of Kreise to compare with, in words."""

from __future__ import annotations

from analytics.language import Wording
from analytics.subjects.effects.measures import BRANDENBURG, CONTROL_SETS, EAST


def control_options(w: Wording) -> dict[str, str]:
    """What a visitor may compare with: the code of the set and its name."""
    return {code: set_label(w, code) for code in CONTROL_SETS}


def set_label(w: Wording, code: str) -> str:
    """The name of a set where it stands alone."""
    words = {
        BRANDENBURG: w.text("districts of the atlas"),
        EAST: w.text("East Germany, by the rules"),
        "east_with_initiatives": w.text("East Germany, with districts that have an initiative of their own"),
        "east_with_reception": w.text("East Germany, with initiatives of their own and strong reception"),
        "east_landkreise": w.text("East Germany, rural districts only"),
        "east_from_2004": w.text("East Germany, from 2004 on"),
        "east_all": w.text("East Germany, all districts"),
    }
    return words[code]
