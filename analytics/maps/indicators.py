"""What the map can show: the rows of the two tables of indicators, whose columns decide how each behaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analytics.memo import once_per_atlas, once_per_choice
from analytics.rates.context import EUR
from analytics.rates.rates import TOTAL, migration_age_groups
from data.atlas import Atlas
from data.errors import UnknownNameError

NET, ARRIVALS = "net", "arrivals"
RATE, COUNT, CHANGE = "rate", "count", "change"
# Far enough for a change that is more than the chance of one year.
YEARS_BACK = 10


@dataclass(frozen=True)
class MapIndicator:
    """A row of one of the tables of indicators.

    Attributes:
        code: its key.
        kind: rate (per 1,000 people of the age group), count (persons) or change (of a rate since a year); of the
            context percent, quotient, eur or count.
        measure: the persons behind it: net, arrivals, departures, or one of the parts of net; of the context its key.
        diverging: whether it can be negative; then values carry their sign and colours part at zero.
        is_context: whether it surrounds migration instead of counting it; then it is not split by age.
        words: the whole row, for the words in both languages.
    """

    code: str
    kind: str
    measure: str
    diverging: bool
    is_context: bool = False
    words: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_change(self) -> bool:
        """Whether it compares with another year."""
        return self.kind == CHANGE

    @property
    def column(self) -> str:
        """Column it shows, or whose change it shows: of the rates, of their parts, or the value of the context."""
        if self.is_context:
            return "value"
        return self.measure if self.kind == COUNT else f"{self.measure}_per_1000"

    @property
    def digits(self) -> int:
        """Digits after the point of its values."""
        return 0 if self.kind in (COUNT, EUR) else 1

    def age_of(self, age_group: str) -> str:
        """The age group shown when this one is asked for: the context is known for all ages together only."""
        return TOTAL if self.is_context else age_group


@once_per_atlas
def indicator_rows(atlas: Atlas) -> pd.DataFrame:
    """Everything the map can show: the indicators of migration, then those of its context.

    Returns:
        Grain (indicator_id): the columns of the indicators table, of the context with its key as measure; is_context;
        reference_de, reference_en (reference day or span; NA for migration).
    """
    context = atlas.context_indicators.assign(measure=atlas.context_indicators["indicator_id"], is_context=True)
    return pd.concat([atlas.indicators.assign(is_context=False), context], ignore_index=True)


@once_per_atlas
def map_indicators(atlas: Atlas) -> tuple[str, ...]:
    """Keys of the indicators in the order of the tables; the first is shown unless another is chosen."""
    return tuple(indicator_rows(atlas)["indicator_id"])


@once_per_atlas
def rate_indicators(atlas: Atlas) -> dict[str, str]:
    """Key of the indicator that is the rate of a measure, by measure; the context has none."""
    rates = atlas.indicators[atlas.indicators["kind"] == RATE]
    return dict(zip(rates["measure"], rates["indicator_id"], strict=True))


@once_per_choice
def find_indicator(atlas: Atlas, code: str) -> MapIndicator:
    """The indicator of this key.

    Raises:
        UnknownNameError: no table has such an indicator.
    """
    rows = indicator_rows(atlas)
    rows = rows[rows["indicator_id"] == code]
    if rows.empty:
        raise UnknownNameError(kind="indicator_id", value=code, valid=map_indicators(atlas))
    row = rows.iloc[0]
    known = (str(row["kind"]), str(row["measure"]), bool(row["diverging"]), bool(row["is_context"]))
    return MapIndicator(code, *known, {str(name): value for name, value in row.items()})


def indicator_ages(atlas: Atlas, indicator: MapIndicator) -> tuple[str, ...]:
    """Age groups an indicator is known for."""
    return (TOTAL,) if indicator.is_context else migration_age_groups(atlas)


def indicator_years(atlas: Atlas, indicator: MapIndicator) -> list[int]:
    """Years the source of an indicator has, in order."""
    context = atlas.context
    rows = context[context["indicator_id"] == indicator.code] if indicator.is_context else atlas.migration
    return sorted(int(year) for year in rows["year"].unique())


def default_base_year(atlas: Atlas) -> int:
    """The year a change is counted from unless another is chosen: ten years before the last, or the first there is."""
    years = sorted(int(year) for year in atlas.migration["year"].unique())
    return max((year for year in years if year <= years[-1] - YEARS_BACK), default=years[0])


def base_year(atlas: Atlas, indicator: MapIndicator, chosen: int | None) -> int | None:
    """The year a change is counted from; None for an indicator that compares with no year."""
    if not indicator.is_change:
        return None
    return default_base_year(atlas) if chosen is None else chosen
