"""What only the person knows of a deck: which slides are what they look like, and whether they follow the years."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analytics.exports.pptx.changes import Change
from analytics.language import Wording
from pages.presentation.refreshing.compared import Deck
from pages.session.callbacks import shielded
from pages.widgets.plain import as_text


def ask_years(changes: Sequence[Change], deck: Deck, w: Wording) -> None:
    """Whether slides that showed the latest year go on to the one of today, all or single ones; kept in the file."""
    if not changes:
        return
    older, latest = w.join(sorted({change.before for change in changes})), changes[0].after
    if all(change.remembered for change in changes):
        with st.expander(w.text("The year of the slides: as you chose last time")):
            _show_years(changes, older, latest, deck, w)
    else:
        _show_years(changes, older, latest, deck, w)
    _tell_mixed(changes, older, latest, w)


def _show_years(changes: Sequence[Change], older: str, latest: str, deck: Deck, w: Wording) -> None:
    follow = st.toggle(
        w.text("Always the latest year: slides of {older} show {latest}", older=older, latest=latest),
        help=w.text(
            "{older} was the latest year when they were made. Your answer is kept in the file: next time nobody asks.",
            older=older,
        ),
        key=deck.key("latest"),
    )
    slides = sorted({change.slide for change in changes})
    if len(slides) > 1 or st.session_state.get(deck.key(f"others_{follow}")):
        st.pills(
            w.text("But these keep their year") if follow else w.text("But these show the latest year"),
            slides,
            selection_mode="multi",
            format_func=lambda slide: w.text("Slide {n}", n=slide),
            key=deck.key(f"others_{follow}"),
        )


def _tell_mixed(changes: Sequence[Change], older: str, latest: str, w: Wording) -> None:
    """That the deck would show two years; nobody should find that out before an audience."""
    kept = sorted({change.slide for change in changes if change.status == "kept"})
    if kept:
        numbers = w.join(map(w.number, kept))
        said = w.text(
            "Two years in one presentation: slide {numbers} shows {older}, everything else {latest}.",
            numbers=numbers, older=older, latest=latest,
        )  # fmt: skip
        st.warning(as_text(said), icon=":material/info:")


def ask_confirmed(changes: Sequence[Change], deck: Deck, w: Wording) -> None:
    """Slides that have lost what they remembered: whether each is what it looks like."""
    key = deck.key("confirmed")
    slides = sorted({*(change.slide for change in changes), *st.session_state.get(key, ())})
    if not slides:
        return
    for change in changes:
        said = w.text("Slide {n} looks like “{headline}”.", n=change.slide, headline=change.after)
        st.markdown(as_text(said))
    st.pills(
        w.text("Refresh these slides, which have lost what they remembered"),
        slides,
        selection_mode="multi",
        format_func=lambda slide: w.text("Slide {n}", n=slide),
        key=key,
    )
    if len(changes) > 1:
        # One comparison for all; each choice alone makes a new one.
        take_all = shielded(lambda: _confirm_all(key, slides))
        st.button(w.text("Refresh all of them"), key=deck.key("confirm_all"), on_click=take_all)


def _confirm_all(key: str, slides: Sequence[int]) -> None:
    st.session_state[key] = list(slides)
