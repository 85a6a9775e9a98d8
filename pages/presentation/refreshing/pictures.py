"""A slide before and after the refresh, side by side; one at a time, so that a phone need not load them all."""

from __future__ import annotations

import streamlit as st

from analytics.exports.html.templating import render
from analytics.exports.pptx.preview.pair import picture_pair
from analytics.language import Wording, error_sentence
from data.errors import AtlasError
from pages.presentation.refreshing.compared import Compared, Deck, refreshed
from pages.widgets.plain import as_text

_SAVED = "_presentation_refreshed"


def show_slide_pictures(deck: Deck, compared: Compared, overwrite: frozenset[int], w: Wording, *, first: bool) -> None:
    """The slides that change, by number; `first`: whether one is shown unasked."""
    slides = list(dict.fromkeys(change.slide for change in compared.changes if change.status in ("changed", "kept")))
    if not slides:
        return
    chosen = st.pills(
        w.text("Before and after as pictures: slide"),
        slides,
        default=slides[0] if first else None,
        format_func=w.number,
        key=deck.key("picture"),
    )
    if chosen in slides:
        _show_pair(deck, _refreshed_once(deck, compared, overwrite, w), chosen, w)


def _show_pair(deck: Deck, after: bytes | str, slide: int, w: Wording) -> None:
    if isinstance(after, str):
        st.warning(as_text(after), icon=":material/info:")
        return
    pair = picture_pair(deck.content, after, slide, german=w.lang == "de")
    names = (w.text("Before"), w.text("After"))
    st.html(str(render("before_after.html", w, pictures=list(zip(names, pair, strict=True)))))
    undrawn = max(picture.undrawn for picture in pair)
    if undrawn:
        said = w.plural(
            "{n} shape is only a grey field here, like a pie chart or a large photo; nothing is missing in the file.",
            "{n} shapes are only grey fields here, like pie charts or large photos; nothing is missing in the file.",
            undrawn,
        )
        st.caption(said)


def _refreshed_once(deck: Deck, compared: Compared, overwrite: frozenset[int], w: Wording) -> bytes | str:
    """The refreshed deck, or why there is none; made anew only for other choices, and for one deck at a time."""
    mark = (deck.file_id, compared.mark, overwrite)
    kept: tuple[object, bytes | str] | None = st.session_state.get(_SAVED)
    if kept is None or kept[0] != mark:
        kept = (mark, _refreshed(deck, compared, overwrite, w))
        st.session_state[_SAVED] = kept
    return kept[1]


def _refreshed(deck: Deck, compared: Compared, overwrite: frozenset[int], w: Wording) -> bytes | str:
    try:
        return refreshed(deck, compared, overwrite, w)
    except AtlasError as error:
        return error_sentence(error, w)
