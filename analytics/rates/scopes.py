"""The areas a view can be cut to, by one rule for Kreise and Gemeinden, or widened to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from analytics.language import Wording
from analytics.memo import once_per_atlas
from analytics.rates.rates import LAND_AGS
from data.atlas import Atlas
from data.errors import check_name

EVERYWHERE, BRANDENBURG, LAUSITZ, LAUSITZ_IN_BRANDENBURG = "gesamt", "brandenburg", "lausitz", "lausitz_brandenburg"
"""All of the atlas, the Land, the coal region with its Saxon part and without it."""
SCOPES = (EVERYWHERE, BRANDENBURG, LAUSITZ, LAUSITZ_IN_BRANDENBURG)
# Codes of earlier versions, which stand in addresses, slides and scripts: "land" was all of the atlas, or the Land
# where no other Land is compared.
_FORMER = {"land": (EVERYWHERE, BRANDENBURG), "lausitz_land": (LAUSITZ_IN_BRANDENBURG,)}
EVER = (*SCOPES, *_FORMER)
"""Every code that means a scope, also by a former name."""


def current_code(code: str, valid: Collection[str]) -> str:
    """The code of a scope as it is called now; one that never was a scope stays as it is.

    Args:
        code: as given, maybe by its former name.
        valid: the codes that are offered where it is given.
    """
    known = (one for one in _FORMER.get(code, ()) if one in valid)
    return code if code in valid else next(known, code)


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


def scope_ags(atlas: Atlas, scope: str) -> list[str]:
    """Keys of the Kreise that are compared, sorted: those of the migration table that lie in the scope.

    Raises:
        UnknownNameError: the scope is none of `SCOPES`.
    """
    check_name("scope", scope, SCOPES)
    kreise = atlas.kreise[is_inside(atlas.kreise, scope)]
    return sorted(_counted_kreise(atlas).intersection(kreise["ags"]))


@once_per_atlas
def _counted_kreise(atlas: Atlas) -> frozenset[str]:
    """Kreise of the migration table."""
    return frozenset(atlas.migration["ags"])


def rows_inside(atlas: Atlas, rows: pd.DataFrame, scope: str) -> pd.DataFrame:
    """The rows of Kreise (column ags) that are compared in a scope.

    Raises:
        UnknownNameError: as `scope_ags`.
    """
    return rows[rows["ags"].isin(scope_ags(atlas, scope))]


def add_scope(w: Wording, subtitle: str, scope: str) -> str:
    """A subtitle that also says to which areas the view is cut; that of the whole area stays as it is."""
    return subtitle if scope == EVERYWHERE else f"{subtitle}, {scope_names(w)[scope]}"


def scope_stem(scope: str) -> str:
    """What the name of a file says of a scope; nothing for the whole area."""
    return "" if scope == EVERYWHERE else f"-{scope.replace('_', '-')}"


@once_per_atlas
def widen_to_east(atlas: Atlas) -> Atlas:
    """The atlas with the 75 Kreise of East Germany in place of its own, so that its measures count there, too.

    Districts, migration, population and medium borders are those of the East German panel.
    """
    east = atlas.load_east()
    borders = {**atlas.boundaries, "kreise_medium": east.areas}
    return replace(atlas, kreise=east.kreise, migration=east.migration, population=east.population, boundaries=borders)
