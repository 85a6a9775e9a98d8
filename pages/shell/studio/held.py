"""The collection a visitor holds: kept for the visit, mirrored in the address of the studio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import streamlit as st

from analytics.exports.collection import (
    MOST_SIGNS,
    MOST_SLIDES,
    Collection,
    SlideSpec,
    make_spec,
    pack_collection,
    unpack_collection,
)
from analytics.wording import Wording, error_sentence
from data.errors import AtlasError, ExportError
from pages.shell import state

PARAM = "sammlung"
# Servers and mail programs in between cut longer addresses; a longer collection travels as a file.
LONGEST_WORD = 6000
_HELD = "_collection"
_STEPS_KEPT = 30


@dataclass(frozen=True)
class Slide:
    """A slide of the collection; the number stays with it while it moves and changes."""

    number: int
    spec: SlideSpec


@dataclass
class Held:
    """What the visitor holds. Downloads keep this object, so that they write what stands there at the click.

    Attributes:
        turn: number of the last change of the list in the browser that was taken over.
    """

    slides: tuple[Slide, ...] = ()
    title: str = ""
    past: list[tuple[tuple[Slide, ...], str]] = field(default_factory=list)
    known_words: set[str] = field(default_factory=set)
    last_number: int = 0
    turn: int = 0
    edited: int = 0

    @property
    def collection(self) -> Collection:
        """The collection as exports take it."""
        return Collection(tuple(slide.spec for slide in self.slides), self.title)

    def place(self, spec: SlideSpec) -> int | None:
        """Place (from 0) of a slide that shows the same view with the same filters."""
        shown = (spec.view, spec.params)
        return next((i for i, slide in enumerate(self.slides) if (slide.spec.view, slide.spec.params) == shown), None)

    def add(self, specs: Sequence[SlideSpec]) -> None:
        """Adds slides at the end.

        Raises:
            ExportError: too_many_slides.
        """
        if len(self.slides) + len(specs) > MOST_SLIDES:
            raise ExportError(code="too_many_slides", found=len(self.slides) + len(specs), most=MOST_SLIDES)
        self._remember()
        self.slides += tuple(self._numbered(spec) for spec in specs)

    def replace_all(self, collection: Collection) -> None:
        """Puts another collection in place of this one."""
        self._remember()
        self.slides = tuple(self._numbered(spec) for spec in collection.slides)
        self.title = collection.title

    def remove(self, number: int) -> None:
        """Takes a slide out."""
        self._remember()
        self.slides = tuple(slide for slide in self.slides if slide.number != number)

    def clear(self) -> None:
        """Takes all slides out."""
        self._remember()
        self.slides, self.title = (), ""

    def move(self, number: int, to: int) -> None:
        """Puts a slide at a place (from 0)."""
        self._remember()
        moved = [slide for slide in self.slides if slide.number == number]
        rest = [slide for slide in self.slides if slide.number != number]
        to = min(max(to, 0), len(rest))
        self.slides = (*rest[:to], *moved, *rest[to:])

    def edit(self, number: int, *, headline: str, remark: str, gemeinden: bool | None = None) -> None:
        """Gives a slide other words; for a map also with or without the Gemeinden.

        Raises:
            ExportError: what `make_spec` raises.
        """
        slide = next((slide for slide in self.slides if slide.number == number), None)
        if slide is None:
            return
        params = dict(slide.spec.params) | ({} if gemeinden is None else {"gemeinden": gemeinden})
        spec = make_spec(slide.spec.view, headline=headline[:MOST_SIGNS], remark=remark[:MOST_SIGNS], **params)
        # Words are reported while they are typed; all of them together are one step to undo.
        if self.edited != number:
            self._remember()
        self.edited = number
        self.slides = tuple(replace(one, spec=spec) if one is slide else one for one in self.slides)

    def undo(self) -> None:
        """Back to what was held before the last change."""
        if self.past:
            self.slides, self.title = self.past.pop()
            self.edited = 0

    def _remember(self) -> None:
        self.past = [*self.past[-_STEPS_KEPT:], (self.slides, self.title)]
        self.edited = 0

    def _numbered(self, spec: SlideSpec) -> Slide:
        self.last_number += 1
        return Slide(self.last_number, spec)


def held() -> Held:
    """The visitor's collection."""
    kept: Held = st.session_state.setdefault(_HELD, Held())
    return kept


def settle_address(w: Wording) -> bool:
    """Takes a collection from the address that this visit has not written itself, and keeps the address in step.

    An address the visit knows (the back button leads to one) does not win over slides collected since.

    Returns:
        Whether the collection fits into the address.
    """
    mine = held()
    asked = st.query_params.get(PARAM)
    if asked and asked not in mine.known_words:
        _take(asked, mine, w)
    word = pack_collection(mine.collection) if mine.slides else ""
    fits = len(word) <= LONGEST_WORD
    mine.known_words.add(word)
    state.write_param(PARAM, [word] if word and fits else [])
    return fits


def _take(word: str, mine: Held, w: Wording) -> None:
    try:
        fresh = not mine.slides
        mine.replace_all(unpack_collection(word))
        if fresh:
            mine.past.clear()
    except AtlasError as error:
        state.queue_notice(error_sentence(error, w))
    mine.known_words.add(word)
