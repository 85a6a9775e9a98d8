"""Every value of an indicator in one table: what other systems take away."""

from __future__ import annotations

import pandas as pd

from analytics.maps.indicators import find_indicator, indicator_ages, indicator_rows, map_indicators
from analytics.maps.values import compute_map_values, compute_reference_values
from analytics.memo import once_per_atlas
from analytics.rates.rates import LAND_AGS
from data.atlas import Atlas
from data.errors import check_name
from data.tables.statuses import REPORTED

KREIS, LAND = "kreis", "land"
_OF_ROW = ("indicator_id", "kind", "source_ids")
# A proper name, the same in both languages; the Land is no row of the table of districts.
_LAND_NAME = "Brandenburg"
COLUMNS = (
    "indicator_id", "level", "ags", "name", "year", "year_from", "age_group", "value", "persons", "rank", "status",
    "reason", "source_ids",
)  # fmt: skip


def compute_indicator_table(atlas: Atlas, indicator: str) -> pd.DataFrame:
    """One indicator of the atlas as a table.

    Returns:
        Grain (ags, year, age_group; the context is known for all ages together only), sorted: level (kreis, or land
        for the Land as a whole), ags, name, year, year_from (base year of a change; NA for a rate), age_group, value
        (the indicator's unit; NaN when unknown, never 0), persons behind it (of a change: how many more or fewer; NA
        for the Land, for the context and when unknown), rank among the Kreise of that year and age (1 = highest),
        status (reported, missing, or why the source hides the value), reason (blank, or what is missing), source_ids.

    Raises:
        UnknownNameError: the atlas has no such indicator.
    """
    known = map_indicators(atlas)
    check_name("indicator_id", indicator, known)
    table = _compute_all(atlas)
    return table[table["indicator_id"] == indicator].reset_index(drop=True)


@once_per_atlas
def _compute_all(atlas: Atlas) -> pd.DataFrame:
    rows = indicator_rows(atlas)
    tables = [_compute_table(atlas, *row) for row in zip(*(rows[name] for name in _OF_ROW), strict=True)]
    return pd.concat(tables, ignore_index=True)


def _compute_table(atlas: Atlas, indicator: str, kind: str, source_ids: str) -> pd.DataFrame:
    year_from = int(atlas.migration["year"].min()) if kind == "change" else None
    parts = [
        part.assign(age_group=age)
        for age in indicator_ages(atlas, find_indicator(atlas, indicator))
        for part in (_kreise(atlas, indicator, age, year_from), _land(atlas, indicator, age, year_from))
    ]
    table = pd.concat(parts, ignore_index=True).assign(
        indicator_id=indicator,
        year_from=pd.array([year_from] * sum(map(len, parts)), dtype="Int64"),
        source_ids=source_ids,
    )
    order = ["level", "ags", "year", "age_group"]
    return table.sort_values(order, ignore_index=True)[list(COLUMNS)]


def _kreise(atlas: Atlas, indicator: str, age_group: str, year_from: int | None) -> pd.DataFrame:
    values = compute_map_values(atlas, indicator=indicator, age_group=age_group, year_from=year_from)
    named = values.merge(atlas.kreise[["ags", "name"]], on="ags")
    return named[["ags", "name", "year", "value", "persons", "rank", "status", "reason"]].assign(level=KREIS)


def _land(atlas: Atlas, indicator: str, age_group: str, year_from: int | None) -> pd.DataFrame:
    values = compute_reference_values(atlas, indicator=indicator, age_group=age_group, year_from=year_from)
    table = pd.DataFrame({"year": values.index, "value": values.to_numpy(dtype=float)})
    none = pd.array([None] * len(table), dtype="Int64")
    return table.assign(
        ags=LAND_AGS,
        name=_LAND_NAME,
        persons=none,
        rank=none,
        status=table["value"].map(lambda value: "missing" if pd.isna(value) else REPORTED),
        reason="",
        level=LAND,
    )
