"""Net migration split by where people move from and to, and by sex, in persons and per 1,000."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from analytics.memo import once_per_atlas
from analytics.rates.rates import KEYS, PER, TOTAL, compute_rates, land_ags
from data.atlas import Atlas

DOMESTIC, ABROAD, GERMAN, ALL = "net_domestic", "net_abroad", "net_domestic_german", "net_total"
FEMALE, MALE = "net_female", "net_male"
ORIGINS = (DOMESTIC, ABROAD, GERMAN)
SEXES = {FEMALE: "weiblich", MALE: "männlich"}
"""The balance of each sex, and the sex as the table of moves by sex has it."""
PARTS = (*ORIGINS, *SEXES)
BALANCES = ("net", *PARTS)
"""What can be negative: arrivals less departures, of all or of a part."""
SECOND_HAND_PARTS = (DOMESTIC, ABROAD)
"""What is published second-hand."""
DERIVED, SECOND_HAND, UNSPLIT = "derived", "second_hand", "unsplit"
"""Where the split of a year comes from; unsplit: the balance is known, but not its parts."""


@once_per_atlas
def compute_components(atlas: Atlas) -> pd.DataFrame:
    """Net migration of the Kreise by where people came from and went, and by sex.

    Returns:
        Grain (ags, year, age_group), every row of `compute_rates`. Columns: net_domestic, net_abroad,
        net_domestic_german, net_female, net_male, net_total (persons, Int64, NA when unknown) and each of them with
        `_per_1000` (residents of the same age and both sexes, float, so that parts add up to the rate of the total);
        population; split: derived (from the matrix of moves between Kreise), second_hand (rates only, all ages),
        unsplit, of the parts by origin; split_source_id of these; reason of `compute_rates`.
    """
    rates = compute_rates(atlas)
    table = rates[[*KEYS, "net", "population", "net_per_1000", "reason"]].rename(
        columns={"net": ALL, "net_per_1000": f"{ALL}_per_1000"}
    )
    parts = atlas.migration_components.drop(columns=ALL).rename(
        columns={"status": "split", "source_id": "split_source_id"}
    )
    table = table.merge(parts, how="left", on=KEYS).merge(balances_by_sex(atlas), how="left", on=KEYS)
    for part in PARTS:
        table[part] = table[part].astype("Int64")
        table[f"{part}_per_1000"] = (table[part] * PER / table["population"]).astype("Float64").astype(float)
    return _with_second_hand(table, atlas)


def balances_by_sex(atlas: Atlas) -> pd.DataFrame:
    """Net migration of each sex as published.

    Returns:
        Index (ags, year, age_group), only those of the table of moves by sex; net_female, net_male (persons, Int64, NA
        where it has one of the two alone).
    """
    known = atlas.migration_sex.set_index(KEYS)
    return pd.DataFrame({part: known.loc[known["sex"] == sex, "net"] for part, sex in SEXES.items()}).astype("Int64")


def _with_second_hand(table: pd.DataFrame, atlas: Atlas) -> pd.DataFrame:
    """Rates as published elsewhere, for years of all ages the matrix does not reach."""
    published = atlas.migration_component_rates.assign(age_group=TOTAL)
    both = table[KEYS].merge(published, how="left", on=KEYS)
    taken = table["split"].isna() & both["status"].notna()
    for part in SECOND_HAND_PARTS:
        table.loc[taken, f"{part}_per_1000"] = both.loc[taken, f"{part}_per_1000"]
    table.loc[taken, "split"] = both.loc[taken, "status"]
    table.loc[taken, "split_source_id"] = both.loc[taken, "source_id"]
    return table.assign(split=table["split"].fillna(UNSPLIT))


@once_per_atlas
def compute_land_components(atlas: Atlas) -> pd.DataFrame:
    """The parts summed over the Kreise of the Land, as `sum_components`."""
    return sum_components(atlas, land_ags(atlas))


def sum_components(atlas: Atlas, members: Collection[str]) -> pd.DataFrame:
    """The parts summed over several Kreise: moves between two of them cancel out.

    Returns:
        Grain (year, age_group): the parts and population (persons, Int64) and the parts `_per_1000` residents, all of
        them unknown where not every Kreis has persons; reason: blank (why a sum is unknown is not told).
    """
    table = compute_components(atlas)
    rows = table[table["ags"].isin(members)].groupby(["year", "age_group"])
    sums = rows[[*PARTS, "population"]].sum(min_count=len(members))
    rates = {f"{part}_per_1000": (sums[part] * PER / sums["population"]).astype("Float64") for part in PARTS}
    return sums.assign(reason="", **{name: rate.astype(float) for name, rate in rates.items()}).reset_index()


def first_split_year(atlas: Atlas) -> int:
    """The first year that is split."""
    return int(atlas.migration_components["year"].min())


def component_sources(atlas: Atlas, part: str, years: Collection[int] | None = None) -> tuple[str, ...]:
    """Sources of the split, of the years shown or of all; the rates' own sources are not among them."""
    tables = (atlas.migration_sex,) if part in SEXES else (atlas.migration_components, _needed_rates(atlas))
    used = [
        table["source_id"] if years is None else table.loc[table["year"].isin(years), "source_id"] for table in tables
    ]
    return tuple(dict.fromkeys(one for ids in used for joined in ids.unique() for one in joined.split("|")))


def second_hand_years(atlas: Atlas) -> list[int]:
    """Years whose split is second-hand, in order."""
    return sorted({int(year) for year in _needed_rates(atlas)["year"]})


@once_per_atlas
def _needed_rates(atlas: Atlas) -> pd.DataFrame:
    """Published rates of those districts and years the matrix does not reach."""
    reached = atlas.migration_components.set_index(["ags", "year"]).index
    rates = atlas.migration_component_rates
    return rates[~rates.set_index(["ags", "year"]).index.isin(reached)]
