"""The values comparable places are held against each other by: one indicator over all Kreise, and group series."""

from __future__ import annotations

import pandas as pd

from analytics.rates.ranking import rank_kreise
from analytics.rates.rates import compute_rates
from analytics.rates.series import check_kreise, last_year
from analytics.subjects.peers.measures import (
    CHARACTERISTICS,
    SAME_TYPE,
    compute_characteristics,
    judge,
    list_comparable,
    scaled_mad,
)
from data.atlas import Atlas

SELF = "self"
NET = "net:"
"""Prefix of an indicator that is the net migration rate of an age group."""


def compute_spread(atlas: Atlas, indicator: str) -> pd.DataFrame:
    """One indicator over all Kreise, with the rule that tells higher, similar and lower apart.

    Args:
        atlas: the facts.
        indicator: a trait, or ``net:<age group>`` for the net migration rate of the last year.

    Returns:
        Grain (ags): value (NaN when missing), year, rank and n (1 = highest), verdict, middle (median), low and high
        (limits of "similar").
    """
    values, year = _values(atlas, indicator)
    middle, deviation = values.median(), scaled_mad(values)
    table = pd.DataFrame({"value": values, "verdict": judge(values)}).join(rank_kreise(values)[["rank", "n"]])
    limits = {"year": year, "middle": middle, "low": middle - deviation, "high": middle + deviation}
    return table.assign(**limits).rename_axis("ags").reset_index()


def _values(atlas: Atlas, indicator: str) -> tuple[pd.Series, int]:
    if indicator.startswith(NET):
        year = last_year(atlas)
        rates = compute_rates(atlas)
        rows = rates[(rates["year"] == year) & (rates["age_group"] == indicator.removeprefix(NET))]
        return rows.set_index("ags")["net_per_1000"], year
    traits = compute_characteristics(atlas)
    return traits[indicator], int(traits["year"].iloc[0])


def merge_groups(listed: pd.DataFrame) -> pd.DataFrame:
    """Rows of `list_comparable` with every Kreis once, nearest first.

    Returns:
        Grain (ags): groups (tuple of the groups it stands in), ags, distance, nearest, farthest. Neighbours and the
        most similar come before those that only share the type.
    """
    groups = listed.groupby("ags", sort=False)["group"].agg(tuple)
    table = listed.drop(columns="group").drop_duplicates("ags").assign(groups=lambda t: t["ags"].map(groups))
    only_type = [names == (SAME_TYPE,) for names in table["groups"]]
    return table.assign(later=only_type).sort_values(["later", "distance"], ignore_index=True).drop(columns="later")


def compute_group_series(
    atlas: Atlas, ags: str, *, age_group: str, traits: tuple[str, ...] = CHARACTERISTICS
) -> pd.DataFrame:
    """Net migration rate of the Kreis and the median of each group it can be compared with, year by year.

    Returns:
        Grain (group, year): group (self|neighbour|alike|same_type), per_1000 (NaN where no Kreis of the group has a
        value), n (Kreise with a value). Every year between the first and the last; a year without a figure is NaN.

    Raises:
        UnknownNameError: the Kreis is unknown.
    """
    check_kreise(atlas, [ags])
    rates = compute_rates(atlas)
    rates = rates[rates["age_group"] == age_group]
    members = list_comparable(atlas, ags, traits=traits)[["group", "ags"]]
    own = pd.DataFrame({"group": [SELF], "ags": [ags]})
    joined = pd.concat([own, members]).merge(rates[["ags", "year", "net_per_1000"]], on="ags", validate="m:m")
    by_year = joined.groupby(["group", "year"], sort=False)["net_per_1000"]
    table = pd.DataFrame({"per_1000": by_year.median(), "n": by_year.count()})
    years = range(int(rates["year"].min()), int(rates["year"].max()) + 1)
    groups = list(dict.fromkeys(joined["group"]))
    full = pd.MultiIndex.from_product([groups, years], names=["group", "year"])
    counted = table.reindex(full)
    return counted.assign(n=counted["n"].fillna(0).astype("Int64")).reset_index()
