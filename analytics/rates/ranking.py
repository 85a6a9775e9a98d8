"""Order of Kreise and the year from which a balance stays positive."""

from __future__ import annotations

import pandas as pd


def rank_kreise(values: pd.Series, *, within: pd.Series | None = None) -> pd.DataFrame:
    """Rank of each Kreis, 1 = highest; equal values share a rank.

    Args:
        values: one value per row, index ags or any other that is unique; NaN = missing.
        within: rows are ranked only against rows with the same value here (a year), same index; without it all.

    Returns:
        Index as given; rank (Int64, NA for a missing value), n (Int64, rows with a value it is ranked among).
    """
    numbers = values.astype("Float64")
    compared = numbers.groupby(pd.Series(0, numbers.index) if within is None else within)
    ranks = compared.rank(method="min", ascending=False).astype("Int64")
    return pd.DataFrame({"rank": ranks, "n": compared.transform("count").astype("Int64")})


def first_lasting_gain_year(series: pd.Series) -> int | None:
    """First year from which net migration stays above 0 until the last year with data.

    Args:
        series: net (persons or per 1,000), index year; missing years are skipped, not read as loss.

    Returns:
        The year, or None when the last year with data is not a gain or nothing is known.
    """
    first = None
    known = series.dropna().sort_index()
    for year, value in known[::-1].items():
        if value <= 0:
            break
        first = int(str(year))
    return first
