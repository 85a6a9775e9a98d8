"""Comparable Kreise, and whether a value is higher than, similar to or lower than the others."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.memo import once_per_atlas, once_per_choice
from analytics.rates.ranking import rank_kreise
from analytics.rates.rates import TOTAL, compute_rates, population_by_migration_age
from analytics.rates.series import check_kreise, spread_out
from data.atlas import Atlas

HIGHER, SIMILAR, LOWER, UNKNOWN = "higher", "similar", "lower", "unknown"
# Makes the median absolute deviation comparable with a standard deviation (1 / 0.75th quantile of the normal curve).
MAD_SCALE = 1.4826
OLD_AGE = "65+"
# Relation of two areas whose borders have a line in common, not only a point (DE-9IM: boundary with boundary).
SHARED_LINE = "****1****"
YOUNG_AGE = "unter 18"
CHARACTERISTICS = ("population", "density", "share_old")
# What may be chosen to compare by; the first three are the default.
TRAITS = (*CHARACTERISTICS, "share_young", "population_change")
# Twice as many people or residents per km² count the same everywhere, so these are compared as logarithms.
LOGARITHMIC = ("population", "density")
# A change over fewer years says little.
LEAST_CHANGE_YEARS = 5
NEAREST = 3
NEIGHBOUR, SAME_TYPE, ALIKE = "neighbour", "same_type", "alike"


def scaled_mad(values: pd.Series) -> float:
    """Median absolute deviation from the median, times `MAD_SCALE`; NaN without values."""
    known = values.dropna().astype(float)
    return float((known - known.median()).abs().median() * MAD_SCALE)


def judge(values: pd.Series) -> pd.Series:
    """Higher, similar or lower for each value, measured against all of them.

    Rule: a value differs when it lies further from the median of all Kreise than one scaled median absolute deviation.

    Returns:
        Same index; higher|similar|lower, unknown for a missing value.
    """
    numbers = values.astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    middle, spread = pd.Series(numbers).median(), scaled_mad(pd.Series(numbers))
    words = np.select(
        [np.isnan(numbers), numbers > middle + spread, numbers < middle - spread],
        [UNKNOWN, HIGHER, LOWER],
        SIMILAR,
    )
    return pd.Series(words, index=values.index, dtype="str")


def compute_standing(atlas: Atlas, ags: str, *, year: int) -> pd.DataFrame:
    """Where one Kreis stands among all Kreise with a value, by age group.

    Returns:
        Grain (age_group), all migration age groups. Columns: net (persons), per_1000, status, reason, rank and n
        (1 = highest of n), middle (median per 1,000), low and high (limits of "similar"), verdict.

    Raises:
        UnknownNameError: the Kreis is unknown.
    """
    check_kreise(atlas, [ags])
    standings = _standings(atlas, year)
    return standings[standings["ags"] == ags].drop(columns="ags").reset_index(drop=True)


@once_per_choice
def _standings(atlas: Atlas, year: int) -> pd.DataFrame:
    """Every Kreis among all of them: the columns of `compute_standing` and ags."""
    rates = compute_rates(atlas)
    ages = [_compared(part) for _, part in rates[rates["year"] == year].groupby("age_group", sort=False)]
    table: pd.DataFrame = pd.concat(ages, ignore_index=True)
    return table


def _compared(part: pd.DataFrame) -> pd.DataFrame:
    """One age group, each Kreis measured against all."""
    values = part["net_per_1000"]
    middle, spread = values.median(), scaled_mad(values)
    table = part[["ags", "net", "net_per_1000", "status", "reason", "age_group"]]
    return table.rename(columns={"net_per_1000": "per_1000"}).assign(
        **rank_kreise(values), middle=middle, low=middle - spread, high=middle + spread, verdict=judge(values)
    )


def find_neighbours(atlas: Atlas, ags: str) -> list[str]:
    """Kreise that share a stretch of border with this one (one common point is not enough), sorted by key.

    Berlin is a neighbour too, where it is one, although the atlas has no migration figures for it.
    """
    kreise = atlas.boundaries["kreise_medium"].set_index("ags")["geometry"]
    others = kreise.drop(index=ags)
    touching = others[others.relate_pattern(kreise[ags], SHARED_LINE)]
    return sorted(touching.index)


@once_per_atlas
def compute_characteristics(atlas: Atlas) -> pd.DataFrame:
    """What Kreise are compared by, on the last date with residents by age.

    Returns:
        Grain (ags). Columns: year, population (persons), density (residents per km²), share_old (residents of 65 and
        more, 0..1), share_young (residents under 18, 0..1), population_change (of `compute_population_change`); NaN
        when unknown.
    """
    residents = population_by_migration_age(atlas)
    known = residents[residents["age_group"].isin([TOTAL, OLD_AGE, YOUNG_AGE])].dropna(subset=["population"])
    year = int(known.loc[known["age_group"] == OLD_AGE, "year"].max())
    last = spread_out(known[known["year"] == year], "ags", "age_group", "population").astype(float)
    last = last.reindex(sorted(residents["ags"].unique()))
    area = atlas.kreise.set_index("ags")["area_km2"].reindex(last.index)
    columns = {
        "population": last[TOTAL],
        "density": last[TOTAL] / area,
        "share_old": last[OLD_AGE] / last[TOTAL],
        "share_young": last[YOUNG_AGE] / last[TOTAL],
        "population_change": compute_population_change(atlas)[0].reindex(last.index),
    }
    return pd.DataFrame(columns).assign(year=year).rename_axis("ags")


def compute_population_change(atlas: Atlas) -> tuple[pd.Series, tuple[int, ...]]:
    """Relative change of all residents over the last census base that carries enough years.

    Across two censuses the difference would be one of counting, not of people.

    Returns:
        By ags the change (0.05 = 5 % more; NaN when an end is unknown), and the first and last year (31 December);
        both empty when no census base carries `LEAST_CHANGE_YEARS` years.
    """
    table = atlas.population
    totals = table[(table["age_group"] == TOTAL) & table["population"].notna() & table["date"].str.endswith("-12-31")]
    spans = totals.groupby("census_base")["year"].agg(["min", "max"])
    spans = spans[spans["max"] - spans["min"] >= LEAST_CHANGE_YEARS].sort_values("max")
    if spans.empty:
        return pd.Series(dtype=float), ()
    first, last = int(spans["min"].iloc[-1]), int(spans["max"].iloc[-1])
    counted = totals[totals["census_base"] == spans.index[-1]]
    people = spread_out(counted, "ags", "year", "population").astype(float)
    return people[last] / people[first] - 1, (first, last)


def find_similar(
    atlas: Atlas, ags: str, *, n: int = NEAREST, traits: tuple[str, ...] = CHARACTERISTICS
) -> pd.DataFrame:
    """The Kreise most like this one in the traits asked for; size, density and age unless told otherwise.

    Distance: the root of the mean squared difference of the traits, each as in `compute_differences`.
    0 = alike, 1 = about one standard deviation apart.

    Returns:
        Index ags, nearest first, `n` rows: the columns of `compute_characteristics` and distance.
    """
    distance = (compute_differences(atlas, ags, traits) ** 2).mean(axis="columns", skipna=False) ** 0.5
    known = compute_characteristics(atlas).assign(distance=distance).drop(index=ags).dropna(subset=["distance"])
    return known.sort_values("distance").head(n)


def compute_differences(atlas: Atlas, ags: str, traits: tuple[str, ...] = CHARACTERISTICS) -> pd.DataFrame:
    """How far every Kreis lies from this one in each trait.

    Population and density as logarithms, shares as they are; each divided by its standard deviation over all Kreise.

    Returns:
        Index ags, a column per trait, in standard deviations; NaN when unknown, 0 for the Kreis itself.

    Raises:
        UnknownNameError: the Kreis is unknown.
    """
    check_kreise(atlas, [ags])
    scaled = compute_characteristics(atlas)[list(traits)]
    for name in LOGARITHMIC:
        if name in traits:
            scaled = scaled.assign(**{name: np.log(scaled[name])})
    return (scaled - scaled.loc[ags]) / scaled.std()


def list_comparable(
    atlas: Atlas, ags: str, *, n: int = NEAREST, traits: tuple[str, ...] = CHARACTERISTICS
) -> pd.DataFrame:
    """Every Kreis this one can be compared with, and as what; a Kreis may stand in several groups.

    Returns:
        Grain (group, ags): group (neighbour|same_type|alike), ags, distance (as `find_similar`; NaN when unknown),
        nearest and farthest (the traits with the smallest and the largest difference). Sorted by group and distance.

    Raises:
        UnknownNameError: the Kreis is unknown.
    """
    differences = compute_differences(atlas, ags, traits).drop(index=ags)
    distance = (differences**2).mean(axis="columns", skipna=False) ** 0.5
    kinds = atlas.kreise.set_index("ags")["kreis_type"].reindex(differences.index)
    alike = distance.dropna().sort_values().index[:n]
    groups = {
        NEIGHBOUR: [key for key in find_neighbours(atlas, ags) if key in differences.index],
        ALIKE: list(alike),
        SAME_TYPE: list(kinds.index[kinds == atlas.kreise.set_index("ags")["kreis_type"][ags]]),
    }
    rows = [(group, key) for group, keys in groups.items() for key in keys]
    table = pd.DataFrame(rows, columns=["group", "ags"]).assign(distance=lambda t: t["ags"].map(distance))
    known = differences.abs().dropna()
    table = table.assign(
        nearest=table["ags"].map(known.idxmin(axis="columns")), farthest=table["ags"].map(known.idxmax(axis="columns"))
    )
    order = table["group"].map({group: place for place, group in enumerate(groups)})
    return table.assign(order=order).sort_values(["order", "distance"], ignore_index=True).drop(columns="order")


def compute_positions(atlas: Atlas, *, year: int) -> pd.DataFrame:
    """How far every Kreis lies from the median of all Kreise, in scaled median absolute deviations.

    Positions between -1 and 1 are what `judge` calls similar, so age groups of very different spread become comparable.

    Returns:
        Grain (ags, age_group): per_1000, position (float, NaN when unknown or when all Kreise are alike).
    """
    rates = compute_rates(atlas)
    rows = rates[rates["year"] == year][["ags", "age_group", "net_per_1000"]].rename(
        columns={"net_per_1000": "per_1000"}
    )
    by_age = rows.groupby("age_group")["per_1000"]
    spread = by_age.transform(scaled_mad)
    position = (rows["per_1000"] - by_age.transform("median")) / spread.where(spread > 0)
    return rows.assign(position=position).reset_index(drop=True)
