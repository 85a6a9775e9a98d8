"""Slides made for the latest year follow it, so that a deck never mixes two years unsaid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analytics.exports.pptx.memory.marker import SlideMark
from analytics.exports.pptx.merging.old_slide import OldSlide
from analytics.exports.presentation.collection import SlideSpec
from analytics.rates.series import last_year
from data.atlas import Atlas

# Views over the years of the migration figures; those of funding and events end elsewhere.
_OVER_YEARS = ("series", "small_multiples", "heatmap")
# Views that always show the latest year.
_GO_ON = (*_OVER_YEARS, "kreis_facts", "kreis_ages", "kreis_standing", "kreis_peers", "turnaround", "comparison_series")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class YearWish:
    """Whether slides that show a year which was the latest when they were made show the latest of today.

    Attributes:
        deck: of all slides; None for what each remembers, else for where it is certain.
        others: numbers of the slides, from 1, for which the opposite holds.
    """

    deck: bool | None = None
    others: frozenset[int] = frozenset()

    def of(self, number: int) -> bool | None:
        """The wish for one slide."""
        return None if self.deck is None else self.deck != (number in self.others)


CERTAIN = YearWish()
"""As each slide remembers, else where it is certain."""


def follow_latest_year(slides: Sequence[OldSlide], atlas: Atlas, wish: YearWish) -> None:
    """Gives every slide the view to draw today.

    A slide made for the year that was the latest then gets today's latest, unless the person's own words on it name
    the year and it was not asked for alone; those, and all that are to keep theirs, say which they could have. Decks
    of earlier versions do not tell which year was the latest: there one follows only beside others that go on to it
    by themselves.

    Args:
        slides: of one deck.
        atlas: the data package.
        wish: of the person.
    """
    last = last_year(atlas)
    newest = max((_newest(old.mark) for old in slides), default=0)
    goes_on = any(old.mark.spec.view in _GO_ON for old in slides)
    for old in slides:
        said = wish.of(old.number)
        old.follows = old.mark.follows if said is None else said
        year = _year_of(old.mark.spec)
        if not year or year != (old.mark.newest or newest) or year >= last:
            continue
        old.years = (year, last)
        wanted = bool(old.mark.newest) or goes_on if old.follows is None else old.follows
        alone = old.number in wish.others
        if old.overwrite or (wanted and (alone or not _names_year(old, year))):
            old.spec = _with_year(old.mark.spec, last)


def _year_of(spec: SlideSpec) -> int:
    """The one year a slide shows; 0 for none, or for a span of years."""
    params = dict(spec.params)
    year = params.get("year", 0)
    return year if isinstance(year, int) and "year_from" not in params else 0


def _with_year(spec: SlideSpec, year: int) -> SlideSpec:
    return replace(spec, params=tuple((name, year if name == "year" else value) for name, value in spec.params))


def _newest(mark: SlideMark) -> int:
    """The latest year of the data when the slide was made; decks of earlier versions show it by what they hold."""
    if mark.newest:
        return mark.newest
    years = [_year_of(mark.spec)]
    if mark.spec.view in _OVER_YEARS:
        names = [slot.rpartition("|")[2] for slot in mark.slots if slot.startswith("chart|")]
        names += [str(text) for slot, text in mark.slots.items() if slot.startswith("table|0|")]
        years += [int(name) for name in names if _YEAR.fullmatch(name)]
    return max(years)


def _names_year(old: OldSlide, year: int) -> bool:
    """Whether the person's own words on the slide name the year."""
    spec = old.mark.spec
    typed = [str(old.now.get(slot, "")) for slot in ("title", "subtitle", "remark") if old.edited(slot)]
    return any(str(year) in text for text in (spec.headline, spec.remark, *typed))
