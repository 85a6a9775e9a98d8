"""The values behind the map: one indicator, one age group, every Kreis and year, ranked."""

from __future__ import annotations

import pandas as pd

from analytics.maps.indicators import NET, MapIndicator, base_year, find_indicator
from analytics.rates.completeness import NO_BASE_YEAR
from analytics.rates.components import PARTS, compute_components, compute_land_components
from analytics.rates.context import context_values
from analytics.rates.ranking import rank_kreise
from analytics.rates.rates import (
    LAND_AGS,
    compute_land_moves,
    compute_land_rates,
    compute_rates,
    reason_of,
    status_of,
)
from analytics.rates.scopes import EVERYWHERE, SCOPES, scope_ags
from data.atlas import Atlas
from data.errors import check_name


def compute_map_values(
    atlas: Atlas,
    *,
    indicator: str,
    age_group: str,
    scope: str = EVERYWHERE,
    year_from: int | None = None,
) -> pd.DataFrame:
    """Values of an indicator for every Kreis and year, with the rank among the Kreise of the scope.

    Args:
        atlas: the data package.
        indicator: key of `indicator_rows`; a change is the rate of the year minus that of `year_from`.
        age_group: code of the migration table; of no account for the context.
        scope: one of `SCOPES`.
        year_from: the year a change is counted from, `default_base_year` when None; of no account for others.

    Returns:
        Grain (ags, year), sorted; value (in the indicator's unit, NaN when unknown), persons (Int64, of the indicator's
        measure; for a change how many more or fewer than in `year_from`; NA when unknown and for the context),
        rank (Int64, 1 = highest; NA when missing or outside the scope), n (Int64, ranked Kreise), in_scope,
        status (reported|missing, or why the source hides the value), reason.

    Raises:
        UnknownNameError: indicator, age group or scope does not exist.
    """
    shown = find_indicator(atlas, indicator)
    _check_names(atlas, age_group, scope)
    base = base_year(atlas, shown, year_from)
    table = _table_behind(atlas, shown)
    rows = table[table["age_group"] == shown.age_of(age_group)].reset_index(drop=True)
    inside = set(scope_ags(atlas, scope))
    values = rows[["ags", "year"]].assign(
        value=_indicator_values(rows, shown, base),
        persons=_indicator_persons(rows, shown, base),
        reason=rows["reason"] if shown.is_context else reason_of(rows, shown.measure),
        in_scope=rows["ags"].isin(inside),
    )
    base_lost = values["value"].isna() & (values["reason"] == "")
    values["reason"] = values["reason"].mask(base_lost, NO_BASE_YEAR)
    values["status"] = status_of(values["reason"])
    return _with_ranks(values)


def compute_reference_values(
    atlas: Atlas, *, indicator: str, age_group: str, year_from: int | None = None
) -> pd.Series:
    """The Land's value per year (index year): its balance, or the 18 Kreise taken together for arrivals, departures.

    Of the context it is the value its source has for the Land.
    """
    shown = find_indicator(atlas, indicator)
    if shown.is_context:
        context = context_values(atlas, indicator)
        return context[context["ags"] == LAND_AGS].set_index("year")["value"]
    if shown.measure in PARTS:
        table = compute_land_components(atlas)
    elif shown.measure == NET:
        table = compute_land_rates(atlas)
    else:
        table = compute_land_moves(atlas)
    rows = table[table["age_group"] == age_group].reset_index(drop=True).assign(ags=LAND_AGS)
    values = _indicator_values(rows, shown, base_year(atlas, shown, year_from))
    return pd.Series(values.to_numpy(), index=rows["year"].to_numpy())


def _table_behind(atlas: Atlas, indicator: MapIndicator) -> pd.DataFrame:
    """The table an indicator is read from; the context and the parts of the balance have one of their own."""
    if indicator.is_context:
        values = context_values(atlas, indicator.code)
        return values[values["ags"].isin(atlas.migration["ags"])]
    if indicator.measure in PARTS:
        return compute_components(atlas)
    return compute_rates(atlas)


def _indicator_values(rows: pd.DataFrame, indicator: MapIndicator, base: int | None) -> pd.Series:
    values = rows[indicator.column].astype(float)
    return values - _of_year(rows, indicator.column, base).astype(float) if indicator.is_change else values


def _indicator_persons(rows: pd.DataFrame, indicator: MapIndicator, base: int | None) -> pd.Series:
    """Persons of the year, or how many more than in the base year; NA where one of the two is unknown."""
    if indicator.is_context:
        return pd.Series(pd.NA, rows.index, dtype="Int64")
    persons = rows[indicator.measure]
    return persons - _of_year(rows, indicator.measure, base) if indicator.is_change else persons


def _of_year(rows: pd.DataFrame, column: str, year: int | None) -> pd.Series:
    """The value of the same Kreis in another year, aligned with the rows."""
    values = rows[rows["year"] == year].set_index("ags")[column]
    return values.reindex(rows["ags"]).set_axis(rows.index)


def _with_ranks(values: pd.DataFrame) -> pd.DataFrame:
    ranked = rank_kreise(values["value"].where(values["in_scope"]), within=values["year"])
    return values.join(ranked).sort_values(["ags", "year"], ignore_index=True)


def _check_names(atlas: Atlas, age_group: str, scope: str) -> None:
    check_name("age_group", age_group, tuple(atlas.migration["age_group"].unique()))
    check_name("scope", scope, SCOPES)
