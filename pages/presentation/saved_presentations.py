"""Presentations kept on the server, for those who coordinate: keep, open, remove."""

from __future__ import annotations

import streamlit as st

from analytics.exports.presentation.collection import read_collection, write_collection
from analytics.language import Wording, error_sentence
from analytics.language.store_errors import store_sentence
from data.errors import AtlasError, StoreError
from data.store.presentations import LONGEST_NAME, PresentationInfo
from pages.access import permission
from pages.facts import served
from pages.session import state
from pages.session.callbacks import shielded
from pages.session.draft import presentation_state
from pages.session.presses import once
from pages.widgets.plain import as_text, moment
from pages.widgets.store_guard import store_guard

_NAME = "presentation_saved_name"
_TYPED = "_presentation_saved_typed"
_PROBLEM = "_presentation_saved_problem"


def show_saved(w: Wording) -> None:
    """The card with what is kept; nothing for those who may not keep anything."""
    if not permission.may("keep_presentation"):
        return
    with st.container(border=True, key="presentation_saved"):
        st.header(w.text("Kept on the server"), anchor=False)
        who = w.text(
            "Everybody who coordinates sees these presentations and opens them. They are kept until one of you removes "
            "them."
        )
        st.markdown(f":gray[{who}]")
        # Each part keeps its place: one that appears would show the buttons below it twice until the page is drawn.
        with st.container():
            if presentation_state().slides:
                _show_keep(w)
        with st.container():
            if sentence := state.take_once(_PROBLEM):
                st.warning(sentence, icon=":material/info:")
        with st.container(), store_guard(w):
            for one in served.store().presentations():
                _show_one(one, w)


def _show_keep(w: Wording) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        typed = st.session_state.get(_TYPED, presentation_state().title)
        st.session_state[_TYPED] = st.text_input(
            w.text("Name"), key=_NAME, value=typed, max_chars=LONGEST_NAME, width=420
        )
        st.button(
            w.text("Keep this presentation"), icon=":material/bookmark_add:", key="presentation_keep",
            on_click=shielded(once(_keep)),
        )  # fmt: skip


def _show_one(one: PresentationInfo, w: Wording) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"saved_{one.id}"):
        st.text(one.name, width=380)
        st.text(f"{moment(one.saved_at, w)}, {one.saved_by}", width=420)
        name = w.quote(as_text(one.name))
        st.button(
            w.text("Open"), help=w.text("Open {name}", name=name), key=f"open_{one.id}",
            on_click=shielded(once(_open)), args=(one,),
        )  # fmt: skip
        st.button(
            w.text("Remove"), help=w.text("Remove {name} for everybody", name=name), key=f"discard_{one.id}",
            type="tertiary", on_click=shielded(_discard), args=(one,),
        )  # fmt: skip


def _keep() -> None:
    w = state.wording()
    name = str(st.session_state.get(_NAME, "")).strip()
    if not name:
        st.session_state[_PROBLEM] = w.text("Please give the presentation a name.")
        return
    try:
        served.store().keep_presentation(
            name, write_collection(presentation_state().collection).decode(), permission.actor()
        )
    except StoreError as error:
        st.session_state[_PROBLEM] = store_sentence(error, w)
    else:
        st.session_state.pop(_TYPED, None)
        st.toast(w.text("The presentation is kept."), icon=":material/check:")


def _open(one: PresentationInfo) -> None:
    w = state.wording()
    try:
        presentation_state().replace_all(read_collection(served.store().load_presentation(one.id).encode()))
    except StoreError as error:
        st.session_state[_PROBLEM] = store_sentence(error, w)
    except AtlasError as error:
        st.session_state[_PROBLEM] = error_sentence(error, w)


def _discard(one: PresentationInfo) -> None:
    try:
        served.store().discard_presentation(one.id, permission.actor())
    except StoreError as error:
        st.session_state[_PROBLEM] = store_sentence(error, state.wording())
