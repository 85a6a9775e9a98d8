"""From which census a population figure is carried forward."""

from __future__ import annotations

import re

from data.intake.words.meaning import understand

_FIRST_DAYS = (("2022-05-15", "2022"), ("2011-05-09", "2011"))
_FROM = re.compile(r"\b(?:ab|seit|from|since)\b", re.I)


CENSUS_DAYS = frozenset(day for day, _ in _FIRST_DAYS)
"""Days whose figures a census counted; nothing is carried forward to them."""


def census_of(day: str) -> str:
    """The last census before a day (ISO); `pre2011` before the one of 2011."""
    return next((census for first, census in _FIRST_DAYS if day >= first), "pre2011")


def census_base(day: str, stated: str = "", notes: str = "") -> str:
    """Census a figure of this day is carried forward from.

    Args:
        day: ISO.
        stated: census named by title or heading; it outranks the notes.
        notes: footnotes; they decide when they name one census only.
    """
    last = census_of(day)
    named = {stated} if stated else set(understand(notes).bases)
    if last == "2022" and "2022" not in named and "2011" in named:
        return "2011"
    return last


def contradicts(day: str, stated: str = "", notes: str = "") -> str:
    """The census a head names although it was after the day, blank for none: such figures are recalculated."""
    named = {stated} if stated else set(understand(notes).bases)
    later = [census for first, census in _FIRST_DAYS if named == {census} and day < first]
    return later[0] if later and (stated or not _FROM.search(notes)) else ""


def outdated(day: str, stated: str = "", notes: str = "") -> str:
    """The count before that of 2011 a head names for a day after it, blank for none: it is another series."""
    named = {stated} if stated else set(understand(notes).bases)
    old = named - {census for _, census in _FIRST_DAYS}
    return min(old) if old == named and old and census_of(day) != "pre2011" else ""
