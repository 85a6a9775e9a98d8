"""The presentation a visitor makes: state of the visit, saved by the browser, mirrored in the address of its page."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from analytics.exports.presentation.collection import MOST_SIGNS, MOST_SLIDES, Collection, SlideSpec, make_spec
from analytics.exports.presentation.draft import MOST_STEPS, Draft, Slide, Step
from data.errors import ExportError

SLIDES_PARAM = "sammlung"
"""Of an address that brings slides."""
_STATE = "_collection"
_STATES_KNOWN = 30


@dataclass
class PresentationState:
    """What the visitor holds. Downloads keep this object, so that they write what stands there at the click.

    Attributes:
        past: earlier states, oldest first; `undo` takes the last one.
        revision: mark of the present state; empty until something was collected or brought along.
        history: states that went before, by mark, so that the copy in the browser can be recognised as one of them.
        turn: number of the last change of the list in the browser that was taken over.
        linked: the slides come from a shared link; the browser has not said yet whether it keeps others.
        link: the slides as a link brought them, as long as the browser has not said what it keeps.
        numbers: what slides of a link are called since they were found to be the visitor's own, by their first number.
        offered: slides of a shared link that do not take the place of the visitor's own.
        packed: mark and word of the state that was packed last.
        is_saved: whether the browser keeps the presentation; False when it refuses to.
        is_expired: whether the browser found one too old to be kept at the beginning of this visit, and deleted it.
    """

    slides: tuple[Slide, ...] = ()
    title: str = ""
    past: list[Step] = field(default_factory=list)
    known_words: set[str] = field(default_factory=set)
    edited: int = 0
    revision: str = ""
    history: dict[str, Step] = field(default_factory=dict)
    turn: int = 0
    linked: bool = False
    link: Step | None = None
    numbers: dict[int, int] = field(default_factory=dict)
    offered: Collection | None = None
    packed: tuple[str, str] = ("", "")
    is_saved: bool = True
    is_expired: bool = False

    @property
    def now(self) -> Step:
        """The present state."""
        return Step(self.slides, self.title)

    @property
    def collection(self) -> Collection:
        """The collection as exports take it."""
        return self.now.collection

    @property
    def draft(self) -> Draft:
        """Present and earlier states."""
        return Draft(self.now, tuple(self.past[-MOST_STEPS:]))

    def place(self, spec: SlideSpec) -> int | None:
        """Place (from 0) of a slide that shows the same view with the same filters."""
        shown = (spec.view, spec.params)
        return next((i for i, slide in enumerate(self.slides) if (slide.spec.view, slide.spec.params) == shown), None)

    def add(self, specs: Sequence[SlideSpec], *, title: str = "") -> None:
        """Adds slides at the end, and a title when there is none.

        Raises:
            ExportError: too_many_slides.
        """
        if len(self.slides) + len(specs) > MOST_SLIDES:
            raise ExportError(code="too_many_slides", found=len(self.slides) + len(specs), most=MOST_SLIDES)
        self._change((*self.slides, *map(_numbered, specs)), self.title or title)

    def replace_all(self, collection: Collection) -> None:
        """Puts another collection in place of this one."""
        self._change(tuple(map(_numbered, collection.slides)), collection.title)

    def rename(self, title: str) -> None:
        """Gives the presentation another title.

        Without slides it is no step: a title that arrives right behind "remove all" must not stand before what undo
        brings back.
        """
        if title != self.title:
            self._change(self.slides, title, is_step=bool(self.slides))

    def remove(self, number: int) -> None:
        """Takes a slide out."""
        self._change(tuple(slide for slide in self.slides if slide.number != number))

    def clear(self) -> None:
        """Takes all slides out."""
        self._change((), "")

    def forget(self) -> None:
        """Takes all slides out and drops the earlier states, so that nothing is left to bring back."""
        self.clear()
        self.past, self.offered = [], None
        self.history = dict.fromkeys(self.history, Step())

    def move(self, number: int, to: int) -> None:
        """Puts a slide at a place (from 0)."""
        moved = [slide for slide in self.slides if slide.number == number]
        rest = [slide for slide in self.slides if slide.number != number]
        to = min(max(to, 0), len(rest))
        self._change((*rest[:to], *moved, *rest[to:]))

    def edit(
        self,
        number: int,
        *,
        headline: str,
        remark: str,
        beside: bool | None = None,
        **choices: bool | str | tuple[str, ...],
    ) -> None:
        """Gives a slide other words or another place; for a map also what is drawn, named and brought out.

        Args:
            number: of the slide.
            headline: the person's own; empty for the one written from the data.
            remark: as the headline.
            beside: whether it shares the slide of the one before it; as it is when None.
            choices: values of filters.

        Raises:
            ExportError: what `make_spec` raises.
        """
        slide = next((slide for slide in self.slides if slide.number == number), None)
        if slide is None:
            return
        # What is left empty is not chosen: the slide stays equal to one collected without the choice.
        params = {name: value for name, value in (dict(slide.spec.params) | choices).items() if value not in ("", ())}
        spec = make_spec(
            slide.spec.view, headline=headline[:MOST_SIGNS], remark=remark[:MOST_SIGNS], chapter=slide.spec.chapter,
            beside=slide.spec.beside if beside is None else beside, **dict[str, Any](params),
        )  # fmt: skip
        slides = tuple(replace(one, spec=spec) if one is slide else one for one in self.slides)
        # Words are reported while they are typed; all of them together are one step to undo.
        self._change(slides, is_step=self.edited != number)
        self.edited = number

    def undo(self) -> None:
        """Back to what was held before the last change."""
        if self.past:
            step = self.past.pop()
            self._change(step.slides, step.title, is_step=False)

    def take_over(self, draft: Draft, revision: str) -> None:
        """Takes a draft over as it stands, under the mark it already has.

        Args:
            draft: present and earlier states.
            revision: its mark; blank gives it a new one.
        """
        self._change(draft.now.slides, draft.now.title, is_step=False)
        self.past = list(draft.past)
        self.revision = revision or self.revision

    def take_own(self, draft: Draft, revision: str, link: Step) -> None:
        """Takes over what the browser keeps when the slides of the link are the same ones, as after a reload.

        They go on under the numbers they are kept under; what was changed since the link was read stays.
        """
        now = self.now
        self.numbers = {ours.number: kept.number for ours, kept in zip(link.slides, draft.now.slides, strict=True)}
        self.take_over(draft, revision)
        if now != link:
            number_of = self.numbers.get
            self._change(tuple(replace(one, number=number_of(one.number, one.number)) for one in now.slides), now.title)

    def _change(self, slides: tuple[Slide, ...], title: str | None = None, *, is_step: bool = True) -> None:
        """Every change ends here: the state before it is remembered if it was another one, the new one gets a mark."""
        named = self.title if title is None else title
        if is_step and Step(slides, named) != self.now:
            self.past = [*self.past[-MOST_STEPS:], self.now]
        self.history[self.revision] = self.now
        for mark in list(self.history)[:-_STATES_KNOWN]:
            del self.history[mark]
        self.slides, self.title = slides, named
        self.revision = secrets.token_hex(8)
        self.edited, self.linked = 0, False


def _numbered(spec: SlideSpec) -> Slide:
    """A slide with a number that no other has, in no tab and at no time."""
    return Slide(1 + secrets.randbelow(2**48), spec)


def presentation_state() -> PresentationState:
    """The visitor's presentation."""
    mine: PresentationState = st.session_state.setdefault(_STATE, PresentationState())
    return mine
