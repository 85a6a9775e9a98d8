"""Which slides stand around the collected ones, and who presents."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analytics.exports.presentation.collection import Collection
from analytics.exports.presentation.framing import PARTS, Framing, chapter_starts, network_name, usual_framing
from analytics.language import Wording, get_wording
from pages.session import state

_SENDER = "presentation_sender"
_LONGEST_SENDER = 120


def show_framing(collection: Collection, w: Wording, lang: str) -> Framing:
    """Boxes that stand as a deck of this length usually has them, until the visitor wishes otherwise.

    Args:
        collection: the slides that will be in the file.
        w: language of the page.
        lang: language of the file.
    """
    labels = {
        "cover": w.text("Cover"), "agenda": w.text("Contents"), "sections": w.text("A slide before each story"),
        "closing": w.text("Closing slide"), "sources": w.text("All sources at the end"),
    }  # fmt: skip
    usual, wished = usual_framing(collection, get_wording(lang)), {}
    several = len(set(chapter_starts(collection).values())) > 1
    with st.container(horizontal=True, gap="small", key="presentation_framing"):
        for part in PARTS:
            if part != "sections" or several:
                is_usual = getattr(usual, part)
                # Where the usual changes, the box is a new one.
                key = f"presentation_{part}_{int(is_usual)}"
                box = st.checkbox(labels[part], state.kept(key, is_usual), key=key, width="content")
                wished[part] = state.keep(key, box)
    sender = st.text_input(
        w.text("Sender"), state.kept(_SENDER, ""), key=_SENDER, max_chars=_LONGEST_SENDER, placeholder=network_name(w),
        help=w.text("Stands on the cover and in the footer."),
    )  # fmt: skip
    state.keep(_SENDER, sender)
    return replace(usual, **wished, sender=sender.strip() or usual.sender)
