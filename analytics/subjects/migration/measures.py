"""What the districts are ordered by: moves, or a part of their balance, with the words and sources of each."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from analytics.language import Wording
from analytics.rates.components import (
    BALANCES,
    ORIGINS,
    PARTS,
    SECOND_HAND,
    component_sources,
    compute_components,
)
from analytics.rates.naming import nothing_text, rate_sources, second_hand_note
from analytics.rates.rates import compute_rates, reason_of, status_of
from analytics.subjects.origin.components import split_word
from data.atlas import Atlas


def measure_rates(atlas: Atlas, measure: str) -> pd.DataFrame:
    """The table a measure is in; it has the same columns for each."""
    return compute_components(atlas) if measure in PARTS else compute_rates(atlas)


def ranked_years(atlas: Atlas, measure: str, age_group: str) -> list[int]:
    """Years in which some district has a value, the last one first."""
    rates = measure_rates(atlas, measure)
    known = rates[(rates["age_group"] == age_group) & rates[f"{measure}_per_1000"].notna()]
    return sorted({int(year) for year in known["year"]}, reverse=True)


def measure_sources(atlas: Atlas, measure: str, years: Collection[int] | None = None) -> tuple[str, ...]:
    """Sources of a measure in these years, or in all."""
    of_parts = component_sources(atlas, measure, years) if measure in PARTS else ()
    return tuple(dict.fromkeys([*of_parts, *rate_sources(atlas, years)]))


def measure_states(w: Wording, rows: pd.DataFrame, measure: str) -> list[str]:
    """Of a part by origin where it comes from, of anything else whether there is a value and why there is none."""
    if measure in ORIGINS:
        return [split_word(split, w) for split in rows["split"]]
    reasons = reason_of(rows, measure)
    return [nothing_text(w, status, why) for status, why in zip(status_of(reasons), reasons, strict=True)]


def second_hand_rows(rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Those of the rows whose value of this measure was not counted from the moves themselves."""
    if measure not in ORIGINS:
        return rows.iloc[:0]
    return rows[(rows["split"] == SECOND_HAND) & rows[f"{measure}_per_1000"].notna()]


def second_hand_text(w: Wording, rows: pd.DataFrame, measure: str) -> str:
    """Which years of the rows are second-hand; "" when none is."""
    return "".join(second_hand_note(w, set(second_hand_rows(rows, measure)["year"])))


def is_balance(measure: str) -> bool:
    """Whether it can be negative and carries its sign."""
    return measure in BALANCES


def rate_text(w: Wording, measure: str, per_1000: float) -> str:
    """A rate in words; a balance carries its sign."""
    return w.signed(per_1000) if is_balance(measure) else w.number(per_1000, 1)


def rate_and_persons_text(w: Wording, measure: str, per_1000: float, persons: int) -> str:
    """A rate with the number of people it was made from."""
    people = w.signed(persons, 0) if is_balance(measure) else w.number(persons)
    return w.text("{rate} per 1,000 ({persons} persons)", rate=rate_text(w, measure, per_1000), persons=people)
