"""Order of Kreise and the year from which a balance stays positive."""

from __future__ import annotations

import pandas as pd


def rank_kreise(values: pd.Series) -> pd.DataFrame:
    """Rank of each Kreis, 1 = highest; equal values share a rank.

    Args:
        values: one value per Kreis, index ags; NaN = missing.

    Returns:
        Index ags; rank (Int64, NA for a missing value), n (Int64, Kreise with a value).
    """
    numbers = values.astype("Float64")
    ranks = numbers.rank(method="min", ascending=False).astype("Int64")
    return pd.DataFrame({"rank": ranks, "n": pd.Series(int(numbers.notna().sum()), values.index, dtype="Int64")})


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
