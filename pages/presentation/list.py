"""The collected slides with what can be done to all of them."""

from __future__ import annotations

import streamlit as st

from analytics.exports.presentation.collection import MOST_SIGNS
from analytics.language import Wording, error_sentence
from data.errors import AtlasError
from pages.presentation.slides import show_presentation_button, show_slides
from pages.session import state
from pages.session.callbacks import field_value, shielded
from pages.session.draft import presentation_state

_TITLE = "presentation_title"


def show_list(w: Wording) -> None:
    """Title, order and words of the slides; without any, how to collect them."""
    mine = presentation_state()
    if not mine.slides:
        _show_empty(w)
        return
    with st.container(key="presentation_slides_card"):
        st.header(w.plural("{n} slide", "{n} slides", len(mine.slides)), anchor=False)
        _choose_title(w)
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            with st.container(width="content"):
                show_presentation_button(w)
            _show_undo(w)
            st.button(
                w.text("Remove all"),
                icon=":material/delete_sweep:",
                type="tertiary",
                on_click=shielded(_clear),
                key="presentation_clear",
            )
        show_slides(w)


def show_offer(w: Wording) -> None:
    """A shared link was opened while there are slides already: nothing of them is replaced unasked."""
    mine = presentation_state()
    if mine.offered is None:
        return
    with st.container(border=True, key="presentation_offer"):
        st.header(w.text("The link you opened holds another presentation"), anchor=False)
        theirs = w.plural("{n} slide", "{n} slides", len(mine.offered.slides))
        own = w.plural("{n} slide", "{n} slides", len(mine.slides))
        st.markdown(
            w.text("It has {theirs}. Your own presentation with {own} is still here, below.", theirs=theirs, own=own)
        )
        with st.container(horizontal=True, gap="small"):
            st.button(
                w.text("Keep my own"),
                icon=":material/check:",
                key="presentation_offer_keep",
                on_click=shielded(_take_offer),
            )
            st.button(
                w.text("Add its slides to mine"), icon=":material/add:", key="presentation_offer_add",
                on_click=shielded(_take_offer), args=("add",),
            )  # fmt: skip
            st.button(
                w.text("Open it instead of mine"), icon=":material/swap_horiz:", key="presentation_offer_open",
                help=w.text("{undo} brings yours back.", undo=w.quote(w.text("Undo"))),
                on_click=shielded(_take_offer), args=("open",),
            )  # fmt: skip


def _take_offer(act: str = "keep") -> None:
    mine = presentation_state()
    offered, mine.offered = mine.offered, None
    if offered is None or act == "keep":
        return
    try:
        if act == "add":
            mine.add(offered.slides, title=offered.title)
        else:
            mine.replace_all(offered)
    except AtlasError as error:
        mine.offered = offered
        st.toast(error_sentence(error, state.wording()), icon=":material/info:")


def _show_empty(w: Wording) -> None:
    with st.container(border=True, key="presentation_empty"):
        st.header(w.text("No slides yet"), anchor=False)
        button = w.quote(w.text("Add to the presentation"))
        st.markdown(
            w.text(
                "Below every figure, table, map and row of key figures stands {button}. It takes the view along as you "
                "see it, with its filters. Or start with one of the stories below.",
                button=button,
            )
        )
        with st.container(horizontal=True, gap="medium"):
            st.page_link("views/karte.py", label=w.text("Open the map"), icon=":material/arrow_forward:")
            st.page_link(
                "views/kreisprofil.py", label=w.text("One district on one page"), icon=":material/arrow_forward:"
            )
            _show_undo(w)


def _choose_title(w: Wording) -> None:
    """The title of the whole; where a file, a story or another tab brought another one, in a new field.

    A title told to the field that is there would be lost with a run that is cut short, and the empty field would then
    report itself as what the visitor typed.
    """
    title = presentation_state().title
    number, known = st.session_state.get(_TITLE, (0, title))
    number += known != title
    st.session_state[_TITLE] = number, title
    key = f"{_TITLE}_{number}"
    st.text_input(
        w.text("Title of the presentation"),
        title,
        key=key,
        max_chars=MOST_SIGNS,
        placeholder="Ankommen in Brandenburg",
        on_change=shielded(_take_title),
        args=(key,),
    )


def _take_title(key: str) -> None:
    typed = field_value(key)
    if typed is None:
        return
    title = typed.strip()
    presentation_state().rename(title)
    number, _ = st.session_state.get(_TITLE, (0, title))
    if key == f"{_TITLE}_{number}":
        # The field shows it already.
        st.session_state[_TITLE] = number, title


def _show_undo(w: Wording) -> None:
    if presentation_state().past:
        undo = shielded(presentation_state().undo)
        st.button(w.text("Undo"), icon=":material/undo:", type="tertiary", on_click=undo, key="presentation_undo")


def _clear() -> None:
    presentation_state().clear()
