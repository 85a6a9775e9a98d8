"""What surrounds the moves of a Kreis, as the offices publish it, and how its values are written."""

from __future__ import annotations

import pandas as pd

from analytics.language import Wording
from analytics.memo import once_per_choice
from analytics.rates.rates import HIDDEN, TOTAL
from data.atlas import Atlas

PERCENT, QUOTIENT, EUR, COUNT = "percent", "quotient", "eur", "count"
"""Kinds of indicators of the context: what a value is written with."""
NO_VALUE = "no_value"


@once_per_choice
def context_values(atlas: Atlas, indicator: str) -> pd.DataFrame:
    """One indicator of the context for every area of its table.

    Args:
        atlas: the data package.
        indicator: key of context_indicators.

    Returns:
        Grain (ags, year), every area and every year from the first to the last of the indicator: ags (of a Kreis or a
        Land, or DG), year, age_group (`TOTAL`: no indicator is split by age), value (float, in the unit of the
        indicator; NaN when unknown, never 0), source_id (NA without a row), reason ("", no_value, or one of `HIDDEN`).
    """
    rows = atlas.context[atlas.context["indicator_id"] == indicator]
    years = range(int(rows["year"].min()), int(rows["year"].max()) + 1)
    full = pd.MultiIndex.from_product([sorted(rows["region"].unique()), years], names=["ags", "year"])
    known = rows.rename(columns={"region": "ags"}).set_index(["ags", "year"])[["value", "source_id", "status"]]
    table = known.reindex(full).reset_index()
    unknown = table["status"].where(table["status"].isin(HIDDEN), NO_VALUE)
    return table.assign(age_group=TOTAL, reason=unknown.mask(table["value"].notna(), ""))


def value_text(w: Wording, kind: str, value: float) -> str:
    """A value of the context with the sign of its unit."""
    if kind == PERCENT:
        return w.percent(value / 100, 1)
    if kind == EUR:
        return w.eur(value)
    return w.number(value, 0 if kind == COUNT else 1)
