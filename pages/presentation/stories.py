"""Ready-made stories to start from, generated from the data as they are now."""

from __future__ import annotations

import streamlit as st

from analytics.exports.presentation.stories import as_chapter, tell_story
from analytics.language import Wording, error_sentence
from analytics.rates.naming import kreis_options
from data.errors import AtlasError
from pages.facts import served
from pages.session import state
from pages.session.callbacks import shielded
from pages.session.draft import presentation_state
from pages.session.presses import once
from pages.widgets.controls import choose_kept

_KREIS = "kreis"


def show_stories(w: Wording) -> None:
    """One column per story; its slides are added to those already there."""
    stories = {
        "netzwerk": (
            w.text("The network in ten slides"),
            w.text("Members, growth, events, funding and the districts they work in."),
        ),
        "lausitz": (w.text("Lausitz"), w.text("Who comes and who goes in the Lausitz, by age and district.")),
        _KREIS: (w.text("One district"), w.text("People, migration, comparison, initiatives and funding.")),
        "foerderbilanz": (w.text("Funding balance"), w.text("What is documented on money, kind by kind.")),
    }
    with st.container(border=True, key="presentation_stories"):
        st.header(w.text("Ready-made stories"), anchor=False)
        st.markdown(
            w.text("Drawn from the data as they are now. The slides are added at the end; change them as you like.")
        )
        for column, (name, (title, about)) in zip(st.columns(len(stories), gap="medium"), stories.items(), strict=True):
            with column:
                st.subheader(title, anchor=False)
                st.markdown(about)
                kreis = _choose_kreis(w) if name == _KREIS else ""
                st.button(
                    w.plural("Add {n} slide", "Add {n} slides", _length(name, kreis, w)),
                    icon=":material/add:",
                    key=f"presentation_story_{name}",
                    on_click=shielded(once(_tell)),
                    args=(name, kreis),
                )


def _choose_kreis(w: Wording) -> str:
    names = kreis_options(served.atlas())
    return choose_kept(
        w.text("District"), "presentation_kreis", list(names), label_of=names.__getitem__, label_visibility="collapsed"
    )


def _length(name: str, kreis: str, w: Wording) -> int:
    return len(tell_story(served.atlas(), w, name, kreis=kreis).slides)


def _tell(name: str, kreis: str) -> None:
    mine, w = presentation_state(), state.wording()
    try:
        told = tell_story(served.atlas(), w, name, kreis=kreis)
        mine.add(as_chapter(told), title=told.title)
    except AtlasError as error:
        st.toast(error_sentence(error, w), icon=":material/info:")
        return
    n = len(told.slides)
    st.toast(w.plural("{n} slide added.", "{n} slides added.", n), icon=":material/check:")
