"""The outlook of net migration, three years ahead of the last known year, with all that limits it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.memo import once_per_choice
from analytics.subjects.outlook.measures.backtest import (
    compare_errors,
    compute_backtest,
    past_error_widths,
    summarise_backtest,
)
from analytics.subjects.outlook.measures.forecast import ETS, FORECASTERS, LEADS, METHODS
from analytics.subjects.outlook.measures.usable import Run, find_run, year_series
from data.atlas import Atlas


@dataclass(frozen=True)
class Outlook:
    """An outlook, or the reason why there is none.

    Attributes:
        area: an ags, or "12" for the Land (without the Kreise a reception centre distorts).
        age_group: a code of the migration table.
        series: every year, from `year_series`.
        run: the years used, and the refusal.
        table: grain (method, year): lead, mean, low, high (own interval of the method), wide_low, wide_high (as wide as
            the model's past errors in all Kreise; NaN for the naive forecast), per 1,000. Empty when refused.
        shape: form of the model, flat or damped; "" when refused.
        own: look-back of this area, from `summarise_backtest`; empty when refused.
        all_kreise: look-back of all Kreise together.
        verdict: of the look-back of this area; "" when refused or when there is nothing to look back at.
        past: whether the atlas holds other figures later than the years of the outlook, so that they are over.
    """

    area: str
    age_group: str
    series: pd.DataFrame
    run: Run
    table: pd.DataFrame
    shape: str
    own: pd.DataFrame
    all_kreise: pd.DataFrame
    verdict: str
    past: bool

    @property
    def refusal(self) -> str:
        """Why there is no outlook; "" when there is one."""
        return self.run.refusal

    def of(self, method: str) -> pd.DataFrame:
        """The rows of one method, in order of the years."""
        return self.table[self.table["method"] == method]


def compute_outlook(atlas: Atlas, area: str, *, age_group: str) -> Outlook:
    """The outlook of one Kreis or of the Land for one age group.

    Raises:
        UnknownNameError: an unknown area or age group.
    """
    return _compute_outlook(atlas, (area, age_group))


@once_per_choice
def _compute_outlook(atlas: Atlas, choice: tuple[str, str]) -> Outlook:
    area, age_group = choice
    series = year_series(atlas, area, age_group)
    run = find_run(atlas, area, series)
    backtest = compute_backtest(atlas, age_group)
    own, together = summarise_backtest(backtest, area), summarise_backtest(backtest)
    if run.refusal:
        return Outlook(area, age_group, series, run, pd.DataFrame(), "", own, together, "", past=False)
    table, shape = _forecasts(run, past_error_widths(backtest))
    return Outlook(
        area=area,
        age_group=age_group,
        series=series,
        run=run,
        table=table,
        shape=shape,
        own=own,
        all_kreise=together,
        verdict=compare_errors(own),
        past=run.last + LEADS <= latest_year(atlas),
    )


def latest_year(atlas: Atlas) -> int:
    """The latest year any count of members or balance of the Land is known for: those years are over."""
    counts = atlas.membership_counts["period_end"].dropna()
    years = [int(atlas.migration_land["year"].max()), int(atlas.migration["year"].max())]
    return int(max([*years, *counts.dt.year]))


def _forecasts(run: Run, widths: pd.Series) -> tuple[pd.DataFrame, str]:
    parts, shape = [], ""
    leads = range(1, LEADS + 1)
    for method in METHODS:
        told = FORECASTERS[method](run.rates, LEADS)
        shape = told.shape or shape
        # The look-back measured the model's errors, so only the model gets their width.
        wide = widths.reindex(leads).to_numpy() if method == ETS else np.nan
        columns = {"low": told.mean - told.half, "high": told.mean + told.half}
        wides = {"wide_low": told.mean - wide, "wide_high": told.mean + wide}
        years = {"year": [run.last + lead for lead in leads], "lead": list(leads)}
        parts.append(pd.DataFrame({"method": method, **years, "mean": told.mean, **columns, **wides}))
    return pd.concat(parts, ignore_index=True), shape
