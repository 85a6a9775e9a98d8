"""The year from which a Kreis gains people and never loses again until the last year known."""

from __future__ import annotations

import pandas as pd

from analytics.memo import once_per_atlas
from analytics.rates.ranking import first_lasting_gain_year
from analytics.rates.rates import compute_rates
from data.atlas import Atlas

# A single good year at the end of a series is no turn yet: fewer gains in a row than this are called recent.
LASTING_YEARS = 3
LASTING, RECENT, FROM_START, NOT_YET, UNKNOWN = "lasting", "recent", "from_start", "not_yet", "unknown"
STATES = (FROM_START, LASTING, RECENT, NOT_YET, UNKNOWN)


@once_per_atlas
def compute_turnaround(atlas: Atlas) -> pd.DataFrame:
    """First year of lasting gain per Kreis and age group.

    Rule: the first year from which net migration (persons) is above 0 in every year up to the last one with data.
    Years missing in the source are skipped, neither gain nor loss.

    Returns:
        Grain (ags, age_group). Columns: turn_year (Int64, NA when there is no lasting gain), gain_years (Int64, known
        years from turn_year on, 0 without gain), last_year (Int64, last year with data), state: from_start (gain ever
        since the first year of the series), lasting, recent (fewer than `LASTING_YEARS` years), not_yet, unknown.
    """
    rates = compute_rates(atlas)
    rows = [
        {"ags": ags, "age_group": age} | _turn(part.set_index("year")["net"])
        for (ags, age), part in rates.groupby(["ags", "age_group"], sort=True)
    ]
    table = pd.DataFrame(rows)
    return table.astype({"turn_year": "Int64", "gain_years": "Int64", "last_year": "Int64"})


def find_turn(turns: pd.DataFrame, ags: str, age_group: str) -> pd.Series:
    """The row of one Kreis and age group."""
    return turns[(turns["ags"] == ags) & (turns["age_group"] == age_group)].iloc[0]


def _turn(net: pd.Series) -> dict[str, object]:
    known = net.dropna()
    if known.empty:
        return {"turn_year": pd.NA, "gain_years": 0, "last_year": pd.NA, "state": UNKNOWN}
    first = first_lasting_gain_year(net)
    gains = 0 if first is None else int((known.index >= first).sum())
    years = {
        "turn_year": pd.NA if first is None else first,
        "gain_years": gains,
        "last_year": int(known.index.max()),
    }
    return years | {"state": _state(first, gains, int(known.index.min()))}


def _state(first: int | None, gains: int, series_start: int) -> str:
    if first is None:
        return NOT_YET
    if first == series_start:
        return FROM_START
    return LASTING if gains >= LASTING_YEARS else RECENT
