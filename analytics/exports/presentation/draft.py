"""A presentation that is being made: numbered slides, a title, and the earlier states one can go back to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analytics.exports.presentation.collection import (
    MOST_BYTES,
    MOST_SIGNS,
    MOST_SLIDES,
    Collection,
    SlideSpec,
    pack_plain,
    plain_spec,
    spec_from_plain,
    unpack_word,
)
from data.errors import ExportError

FORMAT = 1
MOST_STEPS = 30
# What is kept beside the present state when the earlier states make it too large for a browser to keep.
_FEWER_STEPS = (MOST_STEPS, 8, 2, 0)
_LARGEST_NUMBER = 2**53


@dataclass(frozen=True)
class Slide:
    """A slide of a presentation; the number stays with it while it moves and changes."""

    number: int
    spec: SlideSpec


@dataclass(frozen=True)
class Step:
    """One state of a presentation: slides in order, title."""

    slides: tuple[Slide, ...] = ()
    title: str = ""

    @property
    def collection(self) -> Collection:
        """The state as exports take it."""
        return Collection(tuple(slide.spec for slide in self.slides), self.title)


@dataclass(frozen=True)
class Draft:
    """The present state and the earlier ones, oldest first."""

    now: Step = Step()
    past: tuple[Step, ...] = ()


def pack_draft(draft: Draft) -> str:
    """The draft as a word a browser can keep; the oldest states are left out when it would be too large.

    Returns:
        The word; empty when even the present state is too large.
    """
    for steps in _FEWER_STEPS:
        plain = _plain(draft.past[len(draft.past) - steps :] if steps else (), draft.now)
        if len(json.dumps(plain, ensure_ascii=False).encode()) <= MOST_BYTES:
            return pack_plain(plain)
    return ""


def unpack_draft(word: str) -> Draft:
    """Reads what `pack_draft` wrote.

    Raises:
        ExportError: collection_unreadable, too_many_slides, text_too_long, or what `make_spec` raises.
    """
    try:
        plain = json.loads(unpack_word(word))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise ExportError(code="collection_unreadable") from None
    if not isinstance(plain, Mapping) or not isinstance(plain.get("steps"), list) or not plain["steps"]:
        raise ExportError(code="collection_unreadable")
    specs = [spec_from_plain(one) for one in _listed(plain.get("specs"))]
    steps = [_read_step(one, specs) for one in plain["steps"][-MOST_STEPS - 1 :]]
    return Draft(steps[-1], tuple(steps[:-1]))


def _plain(past: tuple[Step, ...], now: Step) -> dict[str, Any]:
    """Every view once, and the states as lists of slide numbers and places in that list."""
    places: dict[SlideSpec, int] = {}
    steps = [
        [step.title, [[slide.number, places.setdefault(slide.spec, len(places))] for slide in step.slides]]
        for step in (*past, now)
    ]
    return {"format": FORMAT, "specs": [plain_spec(spec) for spec in places], "steps": steps}


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ExportError(code="collection_unreadable")
    return value


def _read_step(plain: Any, specs: list[SlideSpec]) -> Step:
    if not isinstance(plain, list) or len(plain) != 2 or not isinstance(plain[0], str):
        raise ExportError(code="collection_unreadable")
    title, listed = plain[0], _listed(plain[1])
    if len(title) > MOST_SIGNS:
        raise ExportError(code="text_too_long", found=len(title), most=MOST_SIGNS)
    if len(listed) > MOST_SLIDES:
        raise ExportError(code="too_many_slides", found=len(listed), most=MOST_SLIDES)
    slides = tuple(_read_slide(one, specs) for one in listed)
    if len({slide.number for slide in slides}) < len(slides):
        raise ExportError(code="collection_unreadable")
    return Step(slides, title)


def _read_slide(plain: Any, specs: list[SlideSpec]) -> Slide:
    fits = isinstance(plain, list) and len(plain) == 2 and all(type(one) is int for one in plain)
    if not fits or not 0 < plain[0] < _LARGEST_NUMBER or not 0 <= plain[1] < len(specs):
        raise ExportError(code="collection_unreadable")
    return Slide(plain[0], specs[plain[1]])


def merge_drafts(base: Step, mine: Step, theirs: Draft) -> Draft:
    """Two drafts that went different ways from the same state, for instance in two tabs.

    What one side added, changed, moved or removed is done in the result. Where both changed the same slide, mine
    stands; a slide that one side changed and the other removed stays.

    Args:
        base: the state both began with.
        mine: the state on this side.
        theirs: the other side; its earlier states are kept, and its present state becomes one of them.
    """
    slides = _ordered(base, mine, theirs.now, _merged_slides(base, mine, theirs.now))
    title = mine.title if mine.title != base.title else theirs.now.title
    merged = Step(slides[:MOST_SLIDES], title)
    if merged == theirs.now:
        return theirs
    return Draft(merged, (*theirs.past, theirs.now)[-MOST_STEPS:])


def _merged_slides(base: Step, mine: Step, theirs: Step) -> dict[int, Slide]:
    """The slides that remain, by number, each in its latest form."""
    was, ours, others = ({one.number: one for one in step.slides} for step in (base, mine, theirs))
    seen = {(one.spec.view, one.spec.params) for one in theirs.slides}
    kept: dict[int, Slide] = {}
    for number in {**others, **ours}:
        here, there, before = ours.get(number), others.get(number), was.get(number)
        if here and there:
            kept[number] = there if here == before else here
        elif here and before is None and (here.spec.view, here.spec.params) in seen:
            continue  # Both sides added the same view.
        elif here and here != before:
            kept[number] = here
        elif there and there != before:
            kept[number] = there
    return kept


def _ordered(base: Step, mine: Step, theirs: Step, kept: Mapping[int, Slide]) -> tuple[Slide, ...]:
    """In their order, or in mine when only I moved something; what only the other side has follows at the end."""
    first, second = (mine, theirs) if _moved(base, mine) and not _moved(base, theirs) else (theirs, mine)
    numbers = dict.fromkeys(slide.number for step in (first, second) for slide in step.slides)
    return tuple(kept[number] for number in numbers if number in kept)


def _moved(base: Step, step: Step) -> bool:
    now = [slide.number for slide in step.slides]
    before = [slide.number for slide in base.slides]
    return [number for number in now if number in before] != [number for number in before if number in now]
