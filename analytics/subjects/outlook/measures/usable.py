"""Which years of a Kreis may carry a trend or an outlook, and why others may not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.rates.rates import HIDDEN, LAND_AGS, compute_group_rates, compute_rates, land_ags
from analytics.rates.series import distorted_ags
from data.atlas import Atlas
from data.errors import check_name

LEAST_OUTLOOK_YEARS = 12
"""Ten years to fit on and two to look back at; below that neither model nor look-back says anything."""
DISTORTED, HIDDEN_VALUES, UNEXPLAINED, MISSING_YEARS, TOO_SHORT = (
    "distorted", "hidden", "unexplained", "missing_years", "too_short",
)  # fmt: skip
REFUSALS = (DISTORTED, HIDDEN_VALUES, UNEXPLAINED, MISSING_YEARS, TOO_SHORT)


@dataclass(frozen=True)
class Run:
    """The years an outlook may use: known, without a hole, up to the last known year.

    Attributes:
        years: in order, one after the other.
        rates: net migration per 1,000 residents of the same age, one per year.
        refusal: one of `REFUSALS`, or "" when an outlook may be given.
        stopped_by: the year before the run, or None when the series starts there.
    """

    years: tuple[int, ...]
    rates: tuple[float, ...]
    refusal: str
    stopped_by: int | None

    @property
    def last(self) -> int:
        """The last known year."""
        return self.years[-1]


def year_series(atlas: Atlas, area: str, age_group: str) -> pd.DataFrame:
    """Net migration of a Kreis or of the Land, one row per year.

    The Land is summed without the Kreise a reception centre distorts.

    Args:
        atlas: the data package.
        area: an ags, or "12" for the Land.
        age_group: a code of the migration table.

    Returns:
        Grain (year), every year from the first to the last of the migration table. Columns year, net (persons, Int64),
        population (Int64), per_1000 (float, NaN when unknown), status, reason.

    Raises:
        UnknownNameError: an unknown area or age group.
    """
    rates = compute_rates(atlas)
    check_name("age_group", age_group, tuple(rates["age_group"].unique()))
    check_name("ags", area, (LAND_AGS, *sorted(rates["ags"].unique())))
    rates = rates[rates["age_group"] == age_group]
    if area == LAND_AGS:
        rates = compute_group_rates(atlas, set(land_ags(atlas)) - set(distorted_ags(atlas)), group=area, rates=rates)
    rows = rates[rates["ags"] == area].rename(columns={"net_per_1000": "per_1000"})
    return rows[["year", "net", "population", "per_1000", "status", "reason"]].reset_index(drop=True)


def unexplained_until(atlas: Atlas, area: str) -> int | None:
    """Last year of a change of method that concerns this Kreis alone and was never explained; None without one."""
    breaks = atlas.breaks
    rows = breaks[(breaks["kind"] == "method") & (breaks["ags"] == area)]
    return None if rows.empty else int(rows["year_to"].fillna(rows["year"]).max())


def find_run(atlas: Atlas, area: str, series: pd.DataFrame) -> Run:
    """The longest stretch of known years that ends with the last known one, and whether it carries an outlook.

    Args:
        atlas: the data package.
        area: an ags, or "12" for the Land.
        series: from `year_series`.
    """
    known = series.assign(known=series["per_1000"].notna() & _explained(atlas, area, series))
    last = known.loc[known["per_1000"].notna(), "year"].max()
    if pd.isna(last):
        return Run((), (), _why(atlas, area, series), None)
    upto = known[known["year"] <= last].set_index("year")
    holes = upto.index[~upto["known"]]
    rows = upto[upto.index > holes.max()] if len(holes) else upto
    stopper = int(holes.max()) if len(holes) else None
    refusal = ""
    if area in distorted_ags(atlas, rows.index):
        refusal = DISTORTED
    elif len(rows) < LEAST_OUTLOOK_YEARS:
        refusal = _why(atlas, area, series[series["year"] == stopper])
    return Run(tuple(map(int, rows.index)), tuple(rows["per_1000"].astype(float)), refusal, stopper)


def _explained(atlas: Atlas, area: str, series: pd.DataFrame) -> np.ndarray:
    until = unexplained_until(atlas, area)
    return np.ones(len(series), dtype=bool) if until is None else (series["year"] > until).to_numpy()


def _why(atlas: Atlas, area: str, before: pd.DataFrame) -> str:
    """Why the run is too short: what stands in the year before it."""
    if before["status"].isin(HIDDEN).any():
        return HIDDEN_VALUES
    until = unexplained_until(atlas, area)
    if until is not None and (before["year"] <= until).any():
        return UNEXPLAINED
    return MISSING_YEARS if before["per_1000"].isna().any() else TOO_SHORT
