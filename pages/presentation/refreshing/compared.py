"""Uploaded decks beside the present data, compared once for what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from analytics.exports.pptx.changes import Change
from analytics.exports.pptx.merging.years import YearWish
from analytics.exports.pptx.refresh import compare_deck, refresh_deck
from analytics.language import Wording, error_sentence
from data.errors import AtlasError
from pages.facts import served
from pages.session.drawn import draw

_SAVED = "_presentation_refresh"


@dataclass(frozen=True)
class Deck:
    """An uploaded deck.

    Attributes:
        file_id: of the upload.
        name: of the file.
        content: the file.
    """

    file_id: str
    name: str
    content: bytes

    def key(self, what: str) -> str:
        """Where the session keeps a choice for this deck."""
        return f"presentation_{what}_{self.file_id}"


@dataclass(frozen=True)
class Compared:
    """A deck beside the present data.

    Attributes:
        mark: what it was compared with and for: version of the data, language, wishes for the year, slides confirmed.
        changes: what a refresh changes and leaves.
        problem: why it cannot be read; else empty.
    """

    mark: tuple[str, str, YearWish, frozenset[int]]
    changes: tuple[Change, ...] = ()
    problem: str = ""

    def having(self, *statuses: str) -> list[Change]:
        """The changes of these kinds."""
        return [change for change in self.changes if change.status in statuses]


def compare(deck: Deck, w: Wording) -> Compared:
    """The comparison, made anew only when data, language or choices are others."""
    wish = _wish_of(deck)
    confirmed = frozenset(st.session_state.get(deck.key("confirmed"), ()))
    mark = (served.atlas().version, w.lang, wish, confirmed)
    saved: dict[str, Compared] = st.session_state.setdefault(_SAVED, {})
    kept = saved.get(deck.file_id)
    if kept is None or kept.mark != mark:
        with st.spinner(w.text("The presentation is compared with the present data …")):
            kept = _compared_anew(deck, mark, w)
        if wish.deck is None:
            kept = replace(kept, mark=(*mark[:2], _start_wish(deck, kept, w), confirmed))
        saved[deck.file_id] = kept
    return kept


def forget_others(decks: Sequence[Deck]) -> None:
    """Keeps no comparison of a deck that was taken away."""
    saved: dict[str, Compared] = st.session_state.get(_SAVED, {})
    for file_id in saved.keys() - {deck.file_id for deck in decks}:
        del saved[file_id]


def refreshed(deck: Deck, compared: Compared, overwrite: frozenset[int], w: Wording) -> bytes:
    """The deck with today's figures, as it was compared.

    Raises:
        AtlasError: it cannot be refreshed.
    """
    _, _, years, confirmed = compared.mark
    return refresh_deck(
        served.atlas(), w, deck.content, draw=draw, overwrite=overwrite, years=years, confirmed=confirmed
    )


def year_changes(changes: Sequence[Change], w: Wording) -> list[Change]:
    """The slides of which the year is in question."""
    return [change for change in changes if change.place == w.text("Year")]


def _wish_of(deck: Deck) -> YearWish:
    state: Any = st.session_state
    wish = state.get(deck.key("latest"))
    return YearWish(wish, frozenset(state.get(deck.key(f"others_{wish}"), ())) if wish is not None else frozenset())


def _start_wish(deck: Deck, compared: Compared, w: Wording) -> YearWish:
    """The choices start where the comparison stands: what the deck remembers, else what is certain."""
    found = year_changes(compared.changes, w)
    wish = any(change.status == "changed" for change in found)
    others = sorted({change.slide for change in found if (change.status == "changed") != wish})
    if found:
        st.session_state[deck.key("latest")] = wish
        st.session_state[deck.key(f"others_{wish}")] = others
    return YearWish(wish, frozenset(others)) if found else YearWish()


def _compared_anew(deck: Deck, mark: tuple[str, str, YearWish, frozenset[int]], w: Wording) -> Compared:
    try:
        changes = compare_deck(served.atlas(), w, deck.content, draw=draw, years=mark[2], confirmed=mark[3])
        return Compared(mark, tuple(changes))
    except AtlasError as error:
        return Compared(mark, problem=error_sentence(error, w))
