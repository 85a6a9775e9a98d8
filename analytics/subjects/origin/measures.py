"""Balances of a Kreis with its partners inside Germany."""

from __future__ import annotations

import pandas as pd

from analytics.rates.rates import TOTAL
from data.atlas import Atlas
from data.errors import check_name


def flow_years(atlas: Atlas) -> list[int]:
    """Years for which balances with partners are known, newest first."""
    return sorted({int(year) for year in atlas.migration_flows["year"].unique()}, reverse=True)


def flow_ages(atlas: Atlas) -> list[str]:
    """Age groups the balances with partners are given for, in the order of the list of age groups."""
    known = set(atlas.migration_flows["age_group"].unique())
    return [age for age in atlas.age_groups["age_group"] if age in known]


def compute_partners(atlas: Atlas, *, ags: str, year: int, age_group: str = TOTAL) -> pd.DataFrame:
    """Balance of a Kreis with every partner inside Germany.

    Returns:
        Grain (partner), largest gain first: partner (ags of a Kreis or key of a Land; Kreise named one by one are not
        in their Land again), name_de, name_en, net (persons; arrivals from the partner minus departures to it).
        The source has no row where nobody moved; the table carries it as 0. The sum of all partners is the balance
        within Germany.

    Raises:
        UnknownNameError: no balances are known for this Kreis, year or age group.
    """
    flows = atlas.migration_flows
    for kind, value in (("ags", ags), ("year", year), ("age_group", age_group)):
        check_name(kind, value, sorted(flows[kind].unique()))
    chosen = (flows["ags"] == ags) & (flows["year"] == year) & (flows["age_group"] == age_group)
    rows = flows[chosen & (flows["nationality"] == "all")]
    table = rows.merge(atlas.migration_partners, on="partner")
    table = table.sort_values(["net", "partner"], ascending=[False, True], ignore_index=True)
    return table[["partner", "name_de", "name_en", "net"]]
