"""What an assumed initiative would add: for the answer in words, and as plain arrays for the script of the map."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics.subjects.reach.measures.geometry import EARTH_RADIUS_KM
from analytics.subjects.reach.measures.locations import KNOWN
from analytics.subjects.reach.measures.reach import LIMITS_KM, SCOPES, Points, compute_reach, distances, in_scope
from data.atlas import Atlas


def compute_gain(atlas: Atlas, *, scope: str, extra: Points, reading: str = KNOWN) -> pd.DataFrame:
    """What assumed initiatives would add to today's reach.

    Returns:
        Grain limit_km. Columns: people_before, people_after, people_new (persons), people_share_before,
        people_share_after, gemeinden_before, gemeinden_after, gemeinden_new, people_all, gemeinden_all.

    Raises:
        As `compute_reach`.
    """
    before = compute_reach(atlas, scope=scope, reading=reading)
    after = compute_reach(atlas, scope=scope, extra=extra, reading=reading)
    return pd.DataFrame(
        {
            "limit_km": before["limit_km"],
            "people_before": before["people"],
            "people_after": after["people"],
            "people_new": after["people"] - before["people"],
            "people_share_before": before["people_share"],
            "people_share_after": after["people_share"],
            "gemeinden_before": before["gemeinden"],
            "gemeinden_after": after["gemeinden"],
            "gemeinden_new": after["gemeinden"] - before["gemeinden"],
            "people_all": before["people_all"],
            "gemeinden_all": before["gemeinden_all"],
        }
    )


def whatif_arrays(atlas: Atlas, *, reading: str = KNOWN) -> dict[str, Any]:
    """Everything a script needs to follow a dragged initiative without asking the server; JSON-ready.

    With haversine distance d of each Gemeinde to the new point (radius `radius_km`), its new distance is the smaller of
    d and `distance_km`; people within a limit are the sum of `population` over Gemeinden of the scope with a distance
    of at most the limit.

    Returns:
        radius_km, limits_km; and lists of equal length, one entry per Gemeinde: ags, name, lat, lon, population (0 when
        unknown), distance_km (None when no initiative counts), and for each of `SCOPES` whether it belongs to it.

    Raises:
        UnknownNameError: the reading is unknown.
    """
    table = distances(atlas, reading=reading)
    return {
        "radius_km": EARTH_RADIUS_KM,
        "limits_km": list(LIMITS_KM),
        **{name: table[name].tolist() for name in ("ags", "name", "lat", "lon")},
        "population": [int(people) for people in table["population"].fillna(0)],
        "distance_km": [km if km < float("inf") else None for km in table["distance_km"].tolist()],
        **{scope: in_scope(table, scope).tolist() for scope in SCOPES},
    }
