"""What filters hold before a visitor chooses anything: one value for the pages and for the snapshot."""

from __future__ import annotations

from analytics.rates.rates import LAND_AGS, TOTAL
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


def known_kreise(atlas: Atlas) -> tuple[str, ...]:
    """The districts pages open with, of those the data hold; the first of all where they hold none of them."""
    known = set(atlas.migration["ags"].unique())
    return tuple(ags for ags in KREISE if ags in known) or tuple(sorted(known)[:1])
