"""Time series of migration for chosen Kreise, the Land and a comparison group.

Only net migration is shown for the Land: arrivals and departures count moves over Kreis borders, so their sum over the
18 Kreise is not what reaches or leaves the Land.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import pandas as pd

from analytics.memo import once_per_atlas, once_per_choice
from analytics.rates.components import BALANCES, PARTS, compute_components, sum_components
from analytics.rates.rates import (
    LAND_AGS,
    TOTAL,
    compute_group_rates,
    compute_rates,
    land_ags,
    lausitz_ags,
    population_by_migration_age,
    reason_of,
    status_of,
)
from analytics.rates.scopes import LAUSITZ, LAUSITZ_IN_BRANDENBURG
from data.atlas import Atlas
from data.errors import SelectionError, check_name

MEASURES = ("net", "arrivals", "departures", *PARTS)
"""The moves, and the parts of their balance by origin and sex."""
MAX_KREISE = 6
ALL_KREISE = "kreise"
CITIES = "staedte"
RURAL = "landkreise"
GROUPS = (LAUSITZ, LAUSITZ_IN_BRANDENBURG, CITIES, RURAL, ALL_KREISE)
SERIES_COLUMNS = ["series", "kind", "year", "persons", "population", "per_1000", "status", "reason"]


def compute_series(
    atlas: Atlas,
    ags_list: Sequence[str],
    *,
    age_group: str,
    measure: str = "net",
    group: str = "",
    without: Iterable[str] = (),
) -> pd.DataFrame:
    """One measure over the years for up to six Kreise, the Land (balances only) and one comparison group.

    Args:
        atlas: the data package.
        ags_list: keys of the Kreise, in the order in which they are drawn.
        age_group: a code of the migration table.
        measure: one of `MEASURES`.
        group: one of `GROUPS`, or "" for none.
        without: Kreise left out of the Land and of the group, never out of the chosen ones.

    Returns:
        Grain (series, year), every year from the first to the last; of a part from the first that is split. Columns:
        series (ags, "12" for the Land or the group), kind (kreis|land|group), year, persons and
        population (Int64, NA when unknown), per_1000 (float, NaN when unknown), status, reason.

    Raises:
        SelectionError: no Kreis or more than six.
        UnknownNameError: an unknown Kreis, age group, measure or comparison group.
    """
    chosen = check_kreise(atlas, ags_list)
    check_name("measure", measure, MEASURES)
    left_out = set(without)
    rates = compute_components(atlas) if measure in PARTS else compute_rates(atlas)
    check_name("age_group", age_group, tuple(rates["age_group"].unique()))
    sum_up = sum_components if measure in PARTS else compute_group_rates
    parts = [_as_series(rates[rates["ags"] == ags], ags, "kreis", measure) for ags in chosen]
    if measure in BALANCES:
        land = sum_up(atlas, set(land_ags(atlas)) - left_out)
        parts.append(_as_series(land, LAND_AGS, "land", measure))
    if group and not (group == ALL_KREISE and measure in BALANCES):
        members = sum_up(atlas, set(group_ags(atlas, group)) - left_out)
        parts.append(_as_series(members, group, "group", measure))
    first = rates.loc[rates[f"{measure}_per_1000"].notna(), "year"].min() if measure in PARTS else rates["year"].min()
    ages = [part[(part["age_group"] == age_group) & (part["year"] >= first)][SERIES_COLUMNS] for part in parts]
    series: pd.DataFrame = pd.concat(ages, ignore_index=True)
    return series


def compute_area_grid(atlas: Atlas, area: str, *, without: Iterable[str] = ()) -> pd.DataFrame:
    """Net migration of one area by age group and year.

    Args:
        atlas: the data package.
        area: an ags, "12" for the Land, or one of `GROUPS`.
        without: Kreise left out of a sum; a single Kreis is shown as it is.

    Returns:
        The columns of `compute_rates`, grain (year, age_group).

    Raises:
        UnknownNameError: the area is unknown.
    """
    if area == LAND_AGS or area in GROUPS:
        members = land_ags(atlas) if area == LAND_AGS else group_ags(atlas, area)
        return compute_group_rates(atlas, set(members) - set(without), group=area)
    check_kreise(atlas, [area])
    rates = compute_rates(atlas)
    return rates[rates["ags"] == area].reset_index(drop=True)


def check_kreise(atlas: Atlas, ags_list: Sequence[str]) -> list[str]:
    """The chosen keys, each once, in their order.

    Raises:
        SelectionError: none or more than `MAX_KREISE`.
        UnknownNameError: the migration table does not know one of them.
    """
    chosen = list(dict.fromkeys(ags_list))
    known = tuple(sorted(atlas.migration["ags"].unique()))
    for ags in chosen:
        check_name("ags", ags, known)
    if not 1 <= len(chosen) <= MAX_KREISE:
        raise SelectionError(kind="ags", found=len(chosen), least=1, most=MAX_KREISE)
    return chosen


def group_ags(atlas: Atlas, group: str) -> list[str]:
    """Keys of the Kreise of a comparison group, sorted.

    Raises:
        UnknownNameError: the group is unknown.
    """
    check_name("group", group, GROUPS)
    inside = land_ags(atlas)
    types = atlas.kreise.set_index("ags")["kreis_type"]
    rural = {ags for ags in inside if types[ags] == "Landkreis"}
    members = {
        LAUSITZ: set(lausitz_ags(atlas)),
        LAUSITZ_IN_BRANDENBURG: set(lausitz_ags(atlas)) & set(inside),
        CITIES: set(inside) - rural,
        RURAL: rural,
        ALL_KREISE: set(inside),
    }
    return sorted(members[group])


def distorted_ags(atlas: Atlas, years: Collection[int] | None = None) -> list[str]:
    """Kreise whose figures a reception centre distorts, as the table of breaks names them.

    Args:
        atlas: the data package.
        years: only those distorted in one of these years; None for any year.
    """
    rows = _receptions(atlas)
    rows = rows[rows["ags"].notna()]
    spans = zip(rows["ags"], rows["year"], rows["year_to"], strict=True)
    return sorted({ags for ags, first, last in spans if years is None or any(first <= y <= last for y in years)})


def reception_years(atlas: Atlas, ags: str = "") -> tuple[int, ...]:
    """Years whose figures the reception of refugees shapes, as the table of breaks names them.

    Args:
        atlas: the data package.
        ags: with the years of this Kreis's own reception centre; "" for the years of all Kreise alone.
    """
    rows = _receptions(atlas)
    rows = rows[rows["ags"].isna() | (rows["ags"] == ags)]
    spans = zip(rows["year"], rows["year_to"], strict=True)
    return tuple(sorted({year for first, last in spans for year in range(int(first), int(last) + 1)}))


@once_per_atlas
def _receptions(atlas: Atlas) -> pd.DataFrame:
    """Rows of the table of breaks on the reception of refugees, each with its last year."""
    rows = atlas.breaks[atlas.breaks["kind"] == "reception"]
    return rows.assign(year_to=rows["year_to"].astype("Int64").fillna(rows["year"]).astype(int))


def breaks_between(atlas: Atlas, first: int, last: int, ags_list: Iterable[str] = ()) -> pd.DataFrame:
    """Breaks of the series that fall into a span of years and concern all Kreise or one of these.

    Returns:
        Rows of the table of breaks, with year_from and year_to cut to the span, sorted by year_from.
    """
    breaks = atlas.breaks
    # A change of method holds until it is revoked; every other break without an end is one year.
    open_end = pd.Series(last, index=breaks.index, dtype="Int64").where(breaks["kind"] == "method", breaks["year"])
    ends = breaks["year_to"].astype("Int64").fillna(open_end)
    concerned = breaks["ags"].isna() | breaks["ags"].isin(list(ags_list))
    inside = (breaks["year"] <= last) & (ends >= first) & concerned
    cut = breaks.assign(year_from=breaks["year"].clip(lower=first), year_to=ends.clip(upper=last))
    return cut[inside].sort_values(["year_from", "break_id"], ignore_index=True)


def breaks_crossed(atlas: Atlas, first: int, last: int) -> pd.DataFrame:
    """Breaks that limit a comparison of two years in all Kreise.

    Returns:
        Rows of the table of breaks, sorted by year: a new census or method after the earlier year and up to the later
        one, and the reception of refugees where it shapes one of the two years.
    """
    return _crossed(atlas, (min(first, last), max(first, last)))


@once_per_choice
def _crossed(atlas: Atlas, years: tuple[int, int]) -> pd.DataFrame:
    early, late = years
    breaks = atlas.breaks[atlas.breaks["ags"].isna()]
    between = breaks["kind"].isin(["census", "method"]) & (breaks["year"] > early) & (breaks["year"] <= late)
    ends = breaks["year_to"].astype("Int64").fillna(breaks["year"])
    shaped = [(breaks["year"] <= year) & (ends >= year) for year in years]
    received = (breaks["kind"] == "reception") & (shaped[0] | shaped[1])
    return breaks[between | received].sort_values(["year", "break_id"], ignore_index=True)


def census_years(atlas: Atlas) -> list[int]:
    """Years in which the population begins to rest on another census, in order."""
    breaks = atlas.breaks
    return sorted(int(year) for year in breaks.loc[breaks["kind"] == "census", "year"])


def spread_out(table: pd.DataFrame, index: str, columns: str, values: str) -> pd.DataFrame:
    """The table with one column per value of `columns`; raises when a pair occurs twice, which averaging would hide."""
    return table.pivot(index=index, columns=columns, values=values)  # noqa: PD010


@once_per_atlas
def last_year(atlas: Atlas) -> int:
    """The last year with rates: of the migration table's years the last one whose population by age is known.

    Where no year has both, the last year of the migration table.
    """
    residents = population_by_migration_age(atlas).dropna(subset=["population"])
    by_age = residents.loc[residents["age_group"] != TOTAL, "year"]
    years = atlas.migration["year"]
    with_rates = years[years.isin(by_age)]
    return int((with_rates if len(with_rates) else years).max())


def years_without_population(atlas: Atlas) -> list[int]:
    """Years of the migration table for which no population of the same day is known, in order: they have no rate."""
    residents = population_by_migration_age(atlas).dropna(subset=["population"])
    return sorted({int(year) for year in set(atlas.migration["year"]) - set(residents["year"])})


def known_years(atlas: Atlas) -> list[int]:
    """Years of the migration table, newest first; years missing in the source are not offered."""
    return sorted({int(year) for year in atlas.migration["year"].unique()}, reverse=True)


def _as_series(rates: pd.DataFrame, series: str, kind: str, measure: str) -> pd.DataFrame:
    renamed = rates.rename(columns={measure: "persons", f"{measure}_per_1000": "per_1000"})
    reason = reason_of(rates, measure)
    return renamed.assign(series=series, kind=kind, reason=reason, status=status_of(reason))
