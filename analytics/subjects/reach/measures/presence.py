"""Which Kreise have an initiative, and how sure the register is of it."""

from __future__ import annotations

import pandas as pd

from analytics.memo import once_per_atlas
from analytics.rates.coverage import ENDED, members_by_kreis, scope_kreise
from analytics.subjects.reach.measures.reach import distances
from data.atlas import Atlas

WITH_INITIATIVE, INFERRED_ONLY, ENDED_ONLY, WITHOUT = "documented", "inferred_only", "ended_only", "none"


@once_per_atlas
def kreis_presence(atlas: Atlas) -> pd.DataFrame:
    """Every Kreis of the atlas with what the register knows of initiatives there.

    Returns:
        Grain ags. Columns: name, land_ags, in_lausitz (bool), presence (documented; inferred_only; ended_only: all
        that were there ended; none), state (active, unknown, ended, none: what is known of them), members, people
        (census of 2022), distance_km (mean over its people to the nearest known initiative, which may be over the
        border of the Kreis; NaN without people).
    """
    counts = members_by_kreis(atlas).set_index("ags")
    presence = pd.Series(WITHOUT, index=counts.index).mask(counts["state"] == ENDED, ENDED_ONLY)
    for column, word in (("inferred", INFERRED_ONLY), ("documented", WITH_INITIATIVE)):
        presence = presence.mask(counts[column] > 0, word)
    kreise = scope_kreise(atlas).set_index("ags")
    lausitz = atlas.kreise.set_index("ags")["in_lausitz"].reindex(kreise.index)
    people = _people_by_kreis(distances(atlas)).reindex(kreise.index)
    known = {"presence": presence, "state": counts["state"], "members": counts["members"]}
    return kreise.assign(in_lausitz=lausitz.astype(bool), **known, **people).reset_index()


def kreise_without(atlas: Atlas) -> pd.DataFrame:
    """Kreise without a known initiative that has not ended; rows of `kreis_presence`, farthest first."""
    table = kreis_presence(atlas)
    bare = table[table["presence"].isin([WITHOUT, ENDED_ONLY])]
    return bare.sort_values("distance_km", ascending=False, kind="stable", ignore_index=True)


def _people_by_kreis(table: pd.DataFrame) -> pd.DataFrame:
    weighted = table.assign(moved=table["population"] * table["distance_km"])
    sums = weighted.groupby("kreis_ags")[["population", "moved"]].sum()
    return pd.DataFrame({"people": sums["population"].astype(int), "distance_km": sums["moved"] / sums["population"]})
