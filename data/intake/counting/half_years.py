"""Half-years: how people write them, and which are over."""

from __future__ import annotations

import datetime
import re

from data.tables.network import half_year_end

_WORDS = r"(?:h|hj\.?|halbjahr|half|half-year|half year)"
_FORMS = (
    rf"(?P<year>20\d{{2}})\s*[-/ ]?\s*{_WORDS}\s*(?P<half>[12])",
    rf"{_WORDS}\s*(?P<half>[12])\s*[-/ ]?\s*(?P<year>20\d{{2}})",
    rf"(?P<half>[12])\s*\.?\s*{_WORDS}\s*[-/ ]?\s*(?P<year>20\d{{2}})",
)
_OFFERED = 8


def read_half_year(text: str) -> str:
    """The half-year as 2025-H1, blank for anything else."""
    plain = " ".join(text.casefold().split())
    match = next((found for form in _FORMS if (found := re.fullmatch(form, plain))), None)
    return f"{match['year']}-H{match['half']}" if match else ""


def is_over(half_year: str, today: datetime.date) -> bool:
    """Whether its last day has passed: only then can it be counted whole."""
    return today > half_year_end(half_year)


def latest_half_years(today: datetime.date) -> list[str]:
    """The last half-years that are over, the latest first."""
    ordered = (f"{year}-H{half}" for year in range(today.year, 1999, -1) for half in (2, 1))
    return [one for one in ordered if is_over(one, today)][:_OFFERED]
