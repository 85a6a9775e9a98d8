"""The areas a view can be cut to, by one rule for Kreise and Gemeinden."""

from __future__ import annotations

import pandas as pd

from analytics.language import Wording
from analytics.rates.rates import LAND_AGS

EVERYWHERE, BRANDENBURG, LAUSITZ, LAUSITZ_IN_BRANDENBURG = "land", "brandenburg", "lausitz", "lausitz_brandenburg"
"""All of the atlas (with the code of old addresses), the Land, the coal region with its Saxon part and without it."""


def is_inside(areas: pd.DataFrame, scope: str) -> pd.Series:
    """Which areas belong to a scope.

    Args:
        areas: Kreise or Gemeinden, with land_ags and in_lausitz (bool).
        scope: `EVERYWHERE`, `BRANDENBURG`, `LAUSITZ` or `LAUSITZ_IN_BRANDENBURG`.

    Raises:
        KeyError: the scope is none of them.
    """
    land, lausitz = areas["land_ags"] == LAND_AGS, areas["in_lausitz"].astype(bool)
    inside = {
        EVERYWHERE: pd.Series(True, areas.index),
        BRANDENBURG: land,
        LAUSITZ: lausitz,
        LAUSITZ_IN_BRANDENBURG: land & lausitz,
    }
    return inside[scope]


def scope_names(w: Wording) -> dict[str, str]:
    """The areas to choose from."""
    return {
        EVERYWHERE: w.text("Whole area"),
        BRANDENBURG: w.text("Land Brandenburg"),
        LAUSITZ: w.text("Lausitz with Saxony"),
        LAUSITZ_IN_BRANDENBURG: w.text("Lausitz in Brandenburg"),
    }
