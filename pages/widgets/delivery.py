"""A link waits until the server has what was pressed or typed before it; `static/frame/delivery.js` says how."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence

import streamlit as st

from pages.session.callbacks import shielded

# What listens comes with the document, because one can type before the first page is drawn; this only passes on.
_SEND = 'export default ({ setStateValue }) => window.atlasDelivery.connect((sent) => setStateValue("sent", sent));'
_element = st.components.v2.component("delivery", html="<span hidden></span>", js=_SEND)


def take_delivery() -> int:
    """Number of the last press or text this run has received; the frame calls it before the page."""
    received = _element(key="delivery", height=1, on_sent_change=shielded(_do_nothing)).get("sent")
    return received if isinstance(received, int) else 0


def confirm_delivery(number: int, kept: str, files: Sequence[str]) -> None:
    """Tells the browser that the run has ended which received this number; the frame calls it after the page.

    Args:
        number: from `take_delivery`.
        kept: mark of the presentation that the browser is given to keep; it has everything only when it holds that one.
        files: names of the uploaded files that the visit holds and that end with it.
    """
    held = html.escape(json.dumps(list(files), ensure_ascii=False))
    st.html(f'<span hidden data-delivered="{number}" data-kept="{kept}" data-held-files="{held}"></span>')


def _do_nothing() -> None:
    """Streamlit keeps a value of an element only when somebody listens to it."""
