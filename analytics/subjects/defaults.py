"""What the pages show before their visitor chooses anything: one declaration for the pages and for the snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analytics.maps.indicators import map_indicators
from analytics.rates.rates import LAND_AGS, TOTAL
from analytics.rates.series import last_year
from analytics.subjects.district.measures import list_context
from analytics.subjects.effects.measures import ALL, DEFAULT_AGE_GROUP
from analytics.subjects.migration import change
from analytics.subjects.origin.measures import flow_years

if TYPE_CHECKING:
    from data.atlas import Atlas

# Two districts of the Lausitz and their city: a Kreis that turned, one that has not, and the place people move through.
KREISE = ("12062", "12071", "12052")
KREIS = KREISE[0]
# Any Kreis can have a reception centre that rules an outlook out; the Land is summed without those.
OUTLOOK = LAND_AGS
# The age of most who return, often with children.
AGE = "30-50"
# The balance with abroad is known for most years only over all ages.
ORIGIN_AGE = TOTAL
COMPARED = f"net:{AGE}"
# The map of the start page.
AT_A_GLANCE = {"indicator": "net_per_1000", "age_group": TOTAL}
# An example, no forecast: so many members more a year, over so many years.
MEMBERS_PER_YEAR, YEARS_AHEAD = 2, 5


def opening_params(atlas: Atlas, view: str) -> dict[str, Any]:
    """Values the filters of a page open with, as far as its views have no such default of their own.

    Args:
        atlas: the data package.
        view: name of a view; all views of one page begin alike.
    """
    age = {"age_group": AGE}
    known = set(atlas.migration["ags"].unique())
    kreise = tuple(ags for ags in KREISE if ags in known) or tuple(sorted(known)[:1])
    kreis = kreise[0]
    pages: dict[str, dict[str, Any]] = {
        "map": {"indicator": map_indicators(atlas)[0]} | age,
        "series": {"kreise": kreise} | age,
        "heatmap": {"area": kreis},
        "ranking": {"year": last_year(atlas), "kreise": kreise} | age,
        "change": {"year_from": last_year(atlas) - change.YEARS_BACK, "year": last_year(atlas), "kreise": kreise} | age,
        "turnaround": {"kreise": kreise} | age,
        "kreis": {"ags": kreis, "indicator": list_context(atlas)[0]},
        "origin": {"ags": kreis, "year": flow_years(atlas)[0], "age_group": ORIGIN_AGE},
        "comparison": {"ags": kreis, "indicator": COMPARED} | age,
        "outlook": {"area": OUTLOOK, "per_year": MEMBERS_PER_YEAR, "years": YEARS_AHEAD} | age,
        "effects": {"ags": ALL, "age_group": DEFAULT_AGE_GROUP},
    }
    return pages.get(view.partition("_")[0], {})
