"""What the atlas knows about one Kreis: residents, initiatives, documented funding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analytics.rates.rates import TOTAL, compute_land_rates, compute_rates
from analytics.rates.series import check_kreise
from analytics.subjects.peers.measures import CHARACTERISTICS, compute_characteristics, find_neighbours, find_similar

if TYPE_CHECKING:
    from data.atlas import Atlas

SELF, NEIGHBOUR, ALIKE, LAND = "self", "neighbour", "alike", "land"


def compute_population(atlas: Atlas, ags: str) -> pd.DataFrame:
    """Residents of a Kreis on every date known; a date whose figure the source hides is not among them.

    Figures of different census bases are different measurements: no change is computed across them.

    Returns:
        Grain (date): date, year, population (Int64), census_base, change (Int64, against the previous date of the same
        census base; NA for the first of each base), source_id. Sorted by date.

    Raises:
        UnknownNameError: the Kreis is unknown.
    """
    check_kreise(atlas, [ags])
    rows = atlas.population[(atlas.population["ags"] == ags) & (atlas.population["age_group"] == TOTAL)]
    table = rows[["date", "year", "population", "census_base", "source_id"]].sort_values("date", ignore_index=True)
    change = table.groupby("census_base")["population"].diff().astype("Int64")
    return table.assign(change=change).dropna(subset=["population"]).reset_index(drop=True)


def list_initiatives(atlas: Atlas, ags: str) -> pd.DataFrame:
    """Rows of the register whose seat lies in the Kreis, documented before inferred, then by name.

    Raises:
        UnknownNameError: the Kreis is unknown.
    """
    check_kreise(atlas, [ags])
    members = atlas.members
    inside = members[members["kreis_ags"] == ags]
    return inside.sort_values(["confidence", "name"], ignore_index=True)


def list_funding(atlas: Atlas, ags: str) -> pd.DataFrame:
    """Documented amounts of the initiatives of the Kreis, one row per documented amount, never added up.

    Rows that repeat the same amount from a second source are left out; rows that document that nothing was found stay.
    """
    names = list_initiatives(atlas, ags).set_index("member_id")["name"]
    rows = atlas.funding[atlas.funding["member_id"].isin(names.index) & (atlas.funding["chart_use"] != "duplicate")]
    named = rows.assign(member_name=rows["member_id"].map(names))
    return named.sort_values(["period_start", "member_name"], ignore_index=True)


def compute_peers(atlas: Atlas, ags: str, *, year: int, age_group: str = TOTAL) -> pd.DataFrame:
    """Net migration of the Kreis beside its neighbours, the Kreise most like it and the Land.

    Returns:
        Grain (ags): ags ("12" for the Land), role (self|neighbour|alike|land; a neighbour that is also alike counts as
        neighbour), distance (float, only for the alike ones), net (persons), per_1000, status, reason, and the
        columns of `compute_characteristics` (NaN for the Land). The Kreis first, the Land last, others by value.

    Raises:
        UnknownNameError: the Kreis is unknown.
    """
    check_kreise(atlas, [ags])
    rates = compute_rates(atlas)
    now = rates[(rates["year"] == year) & (rates["age_group"] == age_group)].set_index("ags")
    alike = find_similar(atlas, ags)
    neighbours = [key for key in find_neighbours(atlas, ags) if key in now.index]
    roles = pd.Series({ags: SELF} | dict.fromkeys(alike.index, ALIKE) | dict.fromkeys(neighbours, NEIGHBOUR))
    peers = now.loc[roles.index].assign(role=roles, distance=alike["distance"].reindex(roles.index))
    land = compute_land_rates(atlas)
    land = land[(land["year"] == year) & (land["age_group"] == age_group)].set_index("ags").assign(role=LAND)
    columns = ["role", "distance", "net", "net_per_1000", "status", "reason"]
    table = pd.concat([peers, land])[columns].rename(columns={"net_per_1000": "per_1000"})
    traits = compute_characteristics(atlas)[list(CHARACTERISTICS)].reindex(table.index)
    order = table["role"].map({SELF: 0, NEIGHBOUR: 1, ALIKE: 1, LAND: 2})
    table = pd.concat([table, traits], axis="columns").assign(order=order).rename_axis("ags").reset_index()
    return table.sort_values(["order", "per_1000"], ascending=[True, False], ignore_index=True).drop(columns="order")
