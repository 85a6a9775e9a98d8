"""Panels small enough to check by hand."""

import numpy as np
import pandas as pd
import pytest

from analytics.subjects.effects.measures import Panel
from analytics.subjects.effects.measures.design.panel import LEFT_OUT_COLUMNS
from analytics.subjects.effects.measures.design.starts import CONTROL, TREATED


@pytest.fixture
def make_panel():
    def make(values, years, starts):
        """`values` has one row for each Kreis; the first ones begin in `starts`, the others never."""
        keys = [f"12{number:03d}" for number in range(len(values))]
        roles = pd.DataFrame({"start_year": pd.array([*starts, *[pd.NA] * (len(keys) - len(starts))], dtype="Int64")})
        roles.index = pd.Index(keys)
        roles["role"] = np.where(roles["start_year"].notna(), TREATED, CONTROL)
        rates = pd.DataFrame(np.asarray(values, dtype=float), index=keys, columns=list(years))
        return Panel("insgesamt", rates, roles, pd.DataFrame(columns=LEFT_OUT_COLUMNS))

    return make


@pytest.fixture
def noisy(make_panel):
    """20 Kreise, 18 years; the first four begin as the documented ones do."""
    chance = np.random.default_rng(7)
    return make_panel(chance.normal(size=(20, 18)), range(2001, 2019), (2012, 2013, 2016, 2016))
