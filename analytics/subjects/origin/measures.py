"""Balances of a Kreis with its partners inside Germany, and its net migration split into Germany and abroad."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analytics.memo import once_per_atlas
from analytics.rates.rates import PER, TOTAL, compute_rates
from data.errors import UnknownNameError

if TYPE_CHECKING:
    from data.schemas import Atlas

DOMESTIC, ABROAD, GERMAN, ALL = "net_domestic", "net_abroad", "net_domestic_german", "net_total"
PARTS = (DOMESTIC, ABROAD, GERMAN, ALL)
UNSPLIT = "unsplit"
"""Status of a year whose balance is known, but not its parts."""


def flow_years(atlas: Atlas) -> list[int]:
    """Years for which balances with partners are known, newest first."""
    return sorted({int(year) for year in atlas.migration_flows["year"]}, reverse=True)


def flow_ages(atlas: Atlas) -> list[str]:
    """Age groups the balances with partners are given for, in the order of the list of age groups."""
    known = set(atlas.migration_flows["age_group"])
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
        if value not in set(flows[kind]):
            raise UnknownNameError(kind=kind, value=value, valid=tuple(sorted(set(map(str, flows[kind])))))
    chosen = (flows["ags"] == ags) & (flows["year"] == year) & (flows["age_group"] == age_group)
    rows = flows[chosen & (flows["nationality"] == "all")]
    table = rows.merge(atlas.migration_partners, on="partner")
    table = table.sort_values(["net", "partner"], ascending=[False, True], ignore_index=True)
    return table[["partner", "name_de", "name_en", "net"]]


@once_per_atlas
def compute_components(atlas: Atlas) -> pd.DataFrame:
    """Net migration of the Kreise split into moves within Germany and from and to abroad.

    Returns:
        Grain (ags, year, age_group), from the first year that is split to the last of the migration table. Columns:
        net_domestic, net_abroad, net_domestic_german, net_total (persons, Int64, NA when unknown) and each of them
        with `_per_1000` (residents of the same age, float); status: derived (from the matrix of moves between Kreise),
        second_hand (rates only, all ages), unsplit (only the total is known); source_id.
    """
    rates = compute_rates(atlas)
    first = int(atlas.migration_components["year"].min())
    base = rates.loc[rates["year"] >= first, ["ags", "year", "age_group", "net", "population", "net_per_1000"]]
    parts = atlas.migration_components.drop(columns=ALL)
    table = base.rename(columns={"net": ALL, "net_per_1000": f"{ALL}_per_1000"}).merge(
        parts, how="left", on=["ags", "year", "age_group"]
    )
    for part in (DOMESTIC, ABROAD, GERMAN):
        table[part] = table[part].astype("Int64")
        table[f"{part}_per_1000"] = (table[part] * PER / table["population"]).astype("Float64").astype(float)
    return _with_second_hand(table, atlas).drop(columns="population")


def _with_second_hand(table: pd.DataFrame, atlas: Atlas) -> pd.DataFrame:
    """Rates as published elsewhere, for years of all ages the matrix does not reach."""
    published = atlas.migration_component_rates.assign(age_group=TOTAL)
    keys = ["ags", "year", "age_group"]
    both = table[keys].merge(published, how="left", on=keys)
    open_rows = table["status"].isna() & both["status"].notna()
    for part in (DOMESTIC, ABROAD):
        table.loc[open_rows, f"{part}_per_1000"] = both.loc[open_rows, f"{part}_per_1000"]
    for column in ("status", "source_id"):
        table.loc[open_rows, column] = both.loc[open_rows, column]
    return table.assign(status=table["status"].fillna(UNSPLIT))
