"""The sentence that stands in place of a page while all seats are taken."""

from __future__ import annotations

import streamlit as st

from analytics.language import Wording
from pages.operation import visits
from pages.widgets.layout import page_title

_LOOK_EVERY_SECONDS = 15


def admit_session(w: Wording) -> bool:
    """Whether this visit has a seat; without one a polite sentence stands in place of the page.

    Whoever has a seat keeps it. The run is not stopped: then nothing of the frame would follow.
    """
    if visits.take_seat():
        return True
    page_title(
        w.text("The atlas is full at this moment"),
        w.text(
            "More people are looking at it than this server can serve well. Please leave this page open: it "
            "looks for room by itself every {n} seconds.",
            n=w.number(_LOOK_EVERY_SECONDS),
        ),
    )
    st.markdown(w.text("All tables can be loaded meanwhile: {link}", link="[/data](/data/datapackage.json)"))
    st.fragment(_wait_for_room, run_every=_LOOK_EVERY_SECONDS)()
    return False


def _wait_for_room() -> None:
    if visits.has_room():
        st.rerun()
