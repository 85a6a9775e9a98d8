"""Migration rates per 1,000 residents of the same age, per Kreis and year.

The denominator is the population on 31 December of the same year, of the same age group and the same census base
(the population table carries one base per date). A year without either side has no rate and says which side is
missing; the nearest year is never used instead.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analytics.memo import once_per_atlas
from data.atlas import Atlas
from data.errors import GrainError
from data.tables.statuses import NO_FIGURE, REPORTED

TOTAL = "insgesamt"
LAND_PREFIX = "12"
LAND_AGS = "12"
PER = 1000
KEYS = ["ags", "year", "age_group"]
PERSONS = ["arrivals", "departures", "net", "population"]
RATES = ["net_per_1000", "arrivals_per_1000", "departures_per_1000"]
COLUMNS = [*KEYS, *PERSONS, *RATES, "status", "reason"]
YEAR_END = "-12-31"
NO_MIGRATION = "no_migration"
NO_POPULATION = "no_population"
HIDDEN = tuple(status for status in NO_FIGURE if status != "missing")
"""Reasons the source itself gives for a value it does not print, the strongest first."""


@once_per_atlas
def compute_rates(atlas: Atlas) -> pd.DataFrame:
    """Arrivals, departures and net migration over Kreis borders, in persons and per 1,000 residents.

    Returns:
        Grain (ags, year, age_group): every Kreis and migration age group, every calendar year from the first to the
        last year of the migration table (years missing in the source are rows too). Columns: arrivals, departures,
        net, population (persons, Int64, NA when unknown); net_per_1000, arrivals_per_1000, departures_per_1000
        (float, NaN when unknown, never 0); status (reported|missing, or one of `HIDDEN`); reason ("", or
        no_migration|no_population, or one of `HIDDEN`). A row may state arrivals and hide only the net.

    Raises:
        GrainError: a key occurs twice in the migration or population table.
    """
    table = _check_grain(atlas.migration, "migration", KEYS)
    flows = table[[*KEYS, "arrivals", "departures", "net"]]
    residents = population_by_migration_age(atlas)
    rates = _add_rates(_full_grid(flows).merge(flows, how="left", on=KEYS).merge(residents, how="left", on=KEYS))
    no_population = rates["reason"] == NO_POPULATION
    rates = _name_hidden(rates, _hidden_population(atlas), KEYS, concerned=no_population)
    return _name_hidden(rates, table, KEYS)


def compute_group_rates(
    atlas: Atlas, ags_list: Iterable[str], *, group: str = "group", rates: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Rates of several Kreise together, one row per year and age group.

    Arrivals and departures are sums of moves over Kreis borders, so moves between two Kreise of the group are counted
    in both; only net is the balance of the whole group. A year counts only when every Kreis of the group has it: with a
    hidden part the sum is hidden too, for the same reason.

    Args:
        atlas: the data package.
        ags_list: keys of the Kreise.
        group: written into the column ags.
        rates: result of `compute_rates`, to save the work when it is at hand.

    Returns:
        The columns of `compute_rates`, grain (year, age_group).
    """
    wanted = sorted(set(ags_list))
    table = compute_rates(atlas) if rates is None else rates
    members = table[table["ags"].isin(wanted)]
    sums = _sum_complete(members, ["year", "age_group"], PERSONS, needed=len(wanted))
    return _name_hidden(_add_rates(sums.assign(ags=group)), members, ["year", "age_group"])


@once_per_atlas
def compute_land_moves(atlas: Atlas) -> pd.DataFrame:
    """The 18 Kreise of Brandenburg taken together (ags "12"), as `compute_group_rates`."""
    return compute_group_rates(atlas, land_ags(atlas), group=LAND_AGS)


@once_per_atlas
def compute_land_rates(atlas: Atlas) -> pd.DataFrame:
    """Net migration of Land Brandenburg: the sum of the 18 Kreise, one row per year and age group (ags "12").

    Arrivals and departures stay missing: sums over Kreis borders are not arrivals to the Land.
    """
    land = compute_land_moves(atlas)
    counts = {name: pd.array([pd.NA] * len(land), dtype="Int64") for name in ("arrivals", "departures")}
    return land.assign(**counts, arrivals_per_1000=np.nan, departures_per_1000=np.nan)


def land_ags(atlas: Atlas) -> list[str]:
    """Keys of the 18 Kreise of Brandenburg, sorted."""
    keys = atlas.kreise["ags"]
    return sorted(keys[keys.str.startswith(LAND_PREFIX)])


def lausitz_ags(atlas: Atlas) -> list[str]:
    """Keys of the Kreise that belong to the Lausitzer Revier by law (both Länder), sorted."""
    return sorted(atlas.kreise.loc[atlas.kreise["in_lausitz"], "ags"])


@once_per_atlas
def population_by_migration_age(atlas: Atlas) -> pd.DataFrame:
    """Residents on 31 December in the age groups of the migration table.

    Returns:
        Grain (ags, year, age_group), column population (Int64); NA when one of the finer groups is missing.

    Raises:
        GrainError: a key occurs twice in the population table.
    """
    population = _check_grain(atlas.population, "population", ["ags", "date", "age_group"])
    year_end = population.loc[population["date"].str.endswith(YEAR_END), [*KEYS, "population"]]
    nesting = nest_age_groups(atlas.age_groups)
    fine = year_end.merge(nesting, left_on="age_group", right_on="fine_group", suffixes=("_fine", ""))
    grouped = fine.astype({"population": "Int64"}).groupby(["age_group", "ags", "year"], sort=True)["population"]
    sums, parts = grouped.sum(), grouped.count()
    whole = parts.eq(nesting["age_group"].value_counts(), level="age_group")
    return sums.where(whole).reset_index()[[*KEYS, "population"]]


def nest_age_groups(age_groups: pd.DataFrame) -> pd.DataFrame:
    """Which age groups of the population table make up each group of the migration table.

    Returns:
        Columns age_group (migration) and fine_group (population); the total maps to the total.
    """
    low, high = age_groups["age_from"].astype(float), age_groups["age_to"].astype(float)
    table = age_groups.assign(low=low.fillna(0), high=high.fillna(np.inf))
    wide = table[table["used_by"].isin(["migration", "both"]) & (table["age_group"] != TOTAL)]
    fine = table[table["used_by"].isin(["population", "both"]) & (table["age_group"] != TOTAL)]
    pairs = wide.merge(fine, how="cross", suffixes=("", "_fine"))
    inside = pairs[(pairs["low_fine"] >= pairs["low"]) & (pairs["high_fine"] <= pairs["high"])]
    nested = inside[["age_group", "age_group_fine"]].rename(columns={"age_group_fine": "fine_group"})
    total = pd.DataFrame({"age_group": [TOTAL], "fine_group": [TOTAL]})
    return pd.concat([total, nested], ignore_index=True)


@once_per_atlas
def migration_age_groups(atlas: Atlas) -> tuple[str, ...]:
    """Codes of the age groups of the migration table in the order of the package."""
    table = atlas.age_groups
    used = table[table["used_by"].isin(["migration", "both"])].sort_values("sort")
    present = set(atlas.migration["age_group"].unique())
    return tuple(code for code in used["age_group"] if code in present)


def _full_grid(flows: pd.DataFrame) -> pd.DataFrame:
    years = range(int(flows["year"].min()), int(flows["year"].max()) + 1)
    ages = list(flows["age_group"].unique())
    grid = pd.MultiIndex.from_product([sorted(flows["ags"].unique()), years, ages], names=KEYS)
    return grid.to_frame(index=False)


def _add_rates(table: pd.DataFrame) -> pd.DataFrame:
    table = table.copy()
    people = table["population"].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    people = np.where(people > 0, people, np.nan)
    for name in ("net", "arrivals", "departures"):
        table[f"{name}_per_1000"] = table[name].to_numpy(dtype=float, na_value=np.nan) / people * PER
    no_flows = table["net"].isna().to_numpy()
    reason = np.where(no_flows, NO_MIGRATION, np.where(np.isnan(people), NO_POPULATION, ""))
    table["reason"] = reason
    table["status"] = np.where(reason == "", "reported", "missing")
    for name in PERSONS:
        table[name] = table[name].astype("Int64")
    return table[COLUMNS].sort_values(KEYS, ignore_index=True)


def _hidden_population(atlas: Atlas) -> pd.DataFrame:
    """Rows of the population at the end of a year the source hides, under their migration age group."""
    table = atlas.population
    hidden = table[table["status"].isin(HIDDEN)]
    if hidden.empty:
        return hidden
    hidden = hidden[hidden["date"].str.endswith(YEAR_END)]
    nesting = nest_age_groups(atlas.age_groups).rename(columns={"age_group": "wide_group"})
    nested = hidden.merge(nesting, left_on="age_group", right_on="fine_group")
    return nested.assign(age_group=nested["wide_group"])


def _name_hidden(
    rates: pd.DataFrame, parts: pd.DataFrame, keys: list[str], *, concerned: pd.Series | None = None
) -> pd.DataFrame:
    """The rates, where a value is unknown with the reason the source gives; of several the strongest.

    Args:
        rates: result of `_add_rates`.
        parts: rows with `status` and the keys.
        keys: what a row of the rates is found by.
        concerned: rows that may take a reason; default those that lack a number of persons.
    """
    hidden = parts[parts["status"].isin(HIDDEN)]
    if hidden.empty:
        return rates
    strength = hidden["status"].map({status: place for place, status in enumerate(HIDDEN)})
    strongest = strength.groupby([hidden[key] for key in keys]).min().map(dict(enumerate(HIDDEN)))
    named = rates[keys].join(strongest.rename("named"), on=keys)["named"]
    able = rates[PERSONS].isna().any(axis="columns") if concerned is None else concerned
    both = {name: rates[name].mask(able & named.notna(), named) for name in ("status", "reason")}
    return rates.assign(**both)


def reason_of(rows: pd.DataFrame, measure: str) -> pd.Series:
    """Why one measure (net, arrivals, departures) has no rate: a row may state it and hide only the others."""
    stated, rated = rows[measure].notna(), rows[f"{measure}_per_1000"].notna()
    reasons = rows["reason"].mask(rated, "")
    unnamed = ~rated & ~reasons.isin(HIDDEN)
    return reasons.mask(unnamed & stated, NO_POPULATION).mask(unnamed & ~stated, NO_MIGRATION)


def status_of(reasons: pd.Series) -> pd.Series:
    """reported, missing, or the reason the source gives for hiding the value."""
    return reasons.where(reasons.isin(HIDDEN), "missing").mask(reasons == "", REPORTED)


def _sum_complete(table: pd.DataFrame, keys: list[str], columns: list[str], *, needed: int) -> pd.DataFrame:
    """Sums per key, NA unless `needed` parts are known: a partial sum would look like a real one."""
    grouped = table.astype(dict.fromkeys(columns, "Int64")).groupby(keys, sort=True)[columns]
    return grouped.sum().where(grouped.count() == needed).reset_index()


def _check_grain(table: pd.DataFrame, name: str, keys: list[str]) -> pd.DataFrame:
    doubled = table.duplicated(keys)
    if doubled.any():
        raise GrainError(table=name, key=tuple(table.loc[doubled, keys].iloc[0]))
    return table
