"""Plain arithmetic on the last documented count: what so and so many initiatives a year would add up to."""

from __future__ import annotations

import pandas as pd

from analytics.subjects.growth.measures import growth_curve
from data.atlas import Atlas
from data.errors import SelectionError

MOST_PER_YEAR = 5
MOST_YEARS = 10


def compute_scenario(atlas: Atlas, *, per_year: int, years: int) -> pd.DataFrame:
    """Members if every year so many more join than leave: an assumption added up, no forecast.

    Args:
        atlas: the data package.
        per_year: members more a year, net; negative when more leave.
        years: how many years after the last count.

    Returns:
        Grain (year), from the year of the last count on. Columns year, members (int, never below 0), added (int, since
        the last count).

    Raises:
        SelectionError: more than `MOST_PER_YEAR` either way or not between 1 and `MOST_YEARS` years.
    """
    if not -MOST_PER_YEAR <= per_year <= MOST_PER_YEAR:
        raise SelectionError(kind="per_year", found=per_year, least=-MOST_PER_YEAR, most=MOST_PER_YEAR)
    if not 1 <= years <= MOST_YEARS:
        raise SelectionError(kind="years", found=years, least=1, most=MOST_YEARS)
    last = growth_curve(atlas).iloc[-1]
    start, first = int(last["members"]), int(last["day"].year)
    members = [max(start + per_year * step, 0) for step in range(years + 1)]
    return pd.DataFrame(
        {
            "year": range(first, first + years + 1),
            "members": members,
            "added": [number - start for number in members],
        }
    )
