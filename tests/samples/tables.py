"""Canonical tables of any content, for properties: totals true, districts and years of the atlas."""

from __future__ import annotations

import pandas as pd
from hypothesis import strategies as st

from data.intake.words.labels import age_codes
from tests.samples import layouts as lay

AGS = sorted(ags for ags in lay.KREISE if ags != "11000")
COUNT = st.integers(min_value=0, max_value=400_000)


@st.composite
def flows(draw: st.DrawFn) -> pd.DataFrame:
    """Migration rows of one year, totals true."""
    year = draw(st.integers(min_value=1995, max_value=2024))
    rows = []
    for ags in draw(st.lists(st.sampled_from(AGS), min_size=1, max_size=4, unique=True)):
        parts = [(draw(COUNT), draw(COUNT)) for _ in age_codes("migration")]
        total = (sum(a for a, _ in parts), sum(d for _, d in parts))
        for code, (arrivals, departures) in zip([*age_codes("migration"), "insgesamt"], [*parts, total], strict=True):
            rows.append((ags, year, code, arrivals, departures, arrivals - departures))
    names = ["ags", "year", "age_group", "arrivals", "departures", "net"]
    return pd.DataFrame(rows, columns=names).assign(status="reported", source_id="S01")


@st.composite
def stocks(draw: st.DrawFn) -> pd.DataFrame:
    """Population rows of one day, totals true."""
    year = draw(st.integers(min_value=2011, max_value=2021))
    rows = []
    for ags in draw(st.lists(st.sampled_from(AGS), min_size=1, max_size=3, unique=True)):
        parts = [draw(COUNT) for _ in age_codes("population")]
        for code, count in zip([*age_codes("population"), "insgesamt"], [*parts, sum(parts)], strict=True):
            rows.append((ags, f"{year}-12-31", year, code, count))
    frame = pd.DataFrame(rows, columns=["ags", "date", "year", "age_group", "population"])
    return frame.assign(census_base="2011", status="reported", source_id="S02")
