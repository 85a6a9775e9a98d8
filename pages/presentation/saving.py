"""The collection as a link and as a small file, and back."""

from __future__ import annotations

import streamlit as st

from analytics.exports.presentation.collection import read_collection, write_collection
from analytics.language import Wording, error_sentence
from data.errors import AtlasError
from pages.presentation.browser_copy import LONGEST_DAYS
from pages.session import state
from pages.session.callbacks import field_value, shielded
from pages.session.draft import presentation_state
from pages.widgets.plain import as_text
from pages.widgets.upload_field import upload_field

_UPLOAD = "presentation_open"
_LARGEST_MB = 1


def show_saving(w: Wording, *, in_address: bool) -> None:
    """Save and open.

    Args:
        w: language of the page.
        in_address: whether the collection fits into the address.
    """
    with st.container(border=True, key="presentation_saving"):
        st.header(w.text("Save and open"), anchor=False)
        # In a box of its own, so that the fields below keep their place when the button in it comes or goes.
        with st.container():
            _show_browser_copy(w)
        save_column, open_column = st.columns(2, gap="large")
        with save_column:
            _show_save(w, in_address=in_address)
        with open_column:
            _show_open(w)


def _show_browser_copy(w: Wording) -> None:
    """Where the presentation lies, for how long, and how it is deleted."""
    mine = presentation_state()
    if not mine.is_saved:
        st.markdown(
            w.text(
                "Your browser does not let the atlas keep anything on this device. The presentation therefore ends "
                "with this page: please save it as a file or bookmark its address."
            )
        )
        return
    st.markdown(
        w.text(
            "The presentation is kept in this browser on this device, not on the server: for {days} days after your "
            "last visit, or until you delete it. It is here again when you reload, come back tomorrow or open a "
            "second tab. Other people who use this browser see it, too.",
            days=w.number(LONGEST_DAYS),
        )
    )
    if mine.is_expired:
        st.markdown(
            w.text(
                "An earlier presentation lay here and was deleted: nobody had opened the atlas in this browser for "
                "{days} days. Saved files and bookmarked addresses still open it.",
                days=w.number(LONGEST_DAYS),
            )
        )
    if mine.slides or mine.past:
        st.button(
            w.text("Delete from this browser"), icon=":material/delete_forever:", type="tertiary",
            key="presentation_forget",
            help=w.text("Slides and the steps that can be undone are deleted; nothing brings them back."),
            on_click=shielded(mine.forget),
        )  # fmt: skip


def _show_save(w: Wording, *, in_address: bool) -> None:
    mine = presentation_state()
    if not mine.slides:
        st.markdown(
            w.text("As soon as slides are collected, this page's address holds them, and they can be saved here.")
        )
        return
    if in_address:
        st.markdown(
            w.text(
                "The address of this page holds the whole collection: bookmark it or send it. The figures are drawn "
                "from the data as they are when it is opened."
            )
        )
    else:
        st.markdown(w.text("The collection has become too long for an address. Please save it as a file."))
    st.download_button(
        w.text("Save the collection as a file"),
        data=write_collection(mine.collection),
        file_name="praesentation.json" if w.lang == "de" else "presentation.json",
        mime="application/json",
        icon=":material/save:",
        on_click="ignore",
        key="presentation_save",
    )


def _show_open(w: Wording) -> None:
    generation = st.session_state.setdefault("_presentation_open_generation", 0)
    key = f"{_UPLOAD}_{generation}"
    upload_field(
        w.text("Open a saved collection"),
        key=key,
        type=["json"],
        largest_mb=_LARGEST_MB,
        help=w.text("It takes the place of the present one; {undo} brings that back.", undo=w.quote(w.text("Undo"))),
        on_change=shielded(_open),
        args=(key,),
    )
    if sentence := state.take_once("_presentation_open_problem"):
        st.warning(as_text(sentence), icon=":material/info:")


def _open(key: str) -> None:
    uploaded = field_value(key)
    if uploaded is None:
        return
    w = state.wording()
    try:
        presentation_state().replace_all(read_collection(uploaded.getvalue()))
    except AtlasError as error:
        st.session_state["_presentation_open_problem"] = error_sentence(error, w)
    else:
        n = len(presentation_state().slides)
        st.toast(w.plural("{n} slide opened.", "{n} slides opened.", n), icon=":material/check:")
    # A new key empties the field: the file has done its work.
    st.session_state["_presentation_open_generation"] = st.session_state.get("_presentation_open_generation", 0) + 1
