"""The person's own PowerPoint template: looked at when it comes in, kept for the visit."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from analytics.exports.pptx.masters.ground import contrast_sentence, faint_words
from analytics.exports.pptx.masters.template import open_master
from analytics.language import Wording, error_sentence
from data.errors import AtlasError
from pages.session import state
from pages.session.callbacks import field_value, shielded
from pages.widgets.plain import as_text
from pages.widgets.upload_field import upload_field

_SAVED, _PROBLEM, _GENERATION = (
    "_presentation_template",
    "_presentation_template_problem",
    "_presentation_template_generation",
)
# Larger than what a template may have, so that our sentence is read and not the uploader's.
_LARGEST_MB = 200
_TYPES = ["pptx", "potx", "ppsx", "pptm", "potm"]


@dataclass(frozen=True)
class Template:
    """A template that can be used, with the colours of words that stand out too little from its ground."""

    name: str
    content: bytes
    faint: dict[str, float]


def template() -> Template | None:
    """The template of this visit; None for our own master."""
    kept: Template | None = st.session_state.get(_SAVED)
    return kept


def show_template(w: Wording) -> None:
    """Which master is used, and the field for another one."""
    used = template()
    if used is not None:
        st.markdown(w.text("Made with your template {name}.", name=as_text(w.quote(used.name))))
        if used.faint:
            st.warning(contrast_sentence(used.faint, w), icon=":material/info:")
        st.button(
            w.text("Use our own master again"),
            icon=":material/undo:",
            on_click=shielded(_forget),
            key="presentation_no_template",
        )
        return
    with st.expander(w.text("Use your own template"), expanded=_PROBLEM in st.session_state):
        st.markdown(
            w.text(
                "Layouts, fonts and colours of your .pptx or .potx are used, its sample slides are left out. The file "
                "stays in this visit and is not stored."
            )
        )
        key = f"presentation_template_{st.session_state.setdefault(_GENERATION, 0)}"
        upload_field(
            w.text("PowerPoint template"),
            type=_TYPES,
            key=key,
            largest_mb=_LARGEST_MB,
            on_change=shielded(_take),
            args=(key,),
        )
        if sentence := state.take_once(_PROBLEM):
            st.warning(as_text(sentence), icon=":material/info:")


def _take(key: str) -> None:
    uploaded = field_value(key)
    if uploaded is None:
        return
    st.session_state[_GENERATION] = st.session_state.get(_GENERATION, 0) + 1
    content = uploaded.getvalue()
    try:
        faint = faint_words(open_master(content))
    except AtlasError as error:
        w = state.wording()
        said = w.text("{name}: {problem}", name=w.quote(uploaded.name), problem=error_sentence(error, w))
        st.session_state[_PROBLEM] = said
    else:
        st.session_state[_SAVED] = Template(uploaded.name, content, faint)


def _forget() -> None:
    st.session_state.pop(_SAVED, None)
