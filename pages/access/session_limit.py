"""Seats: how many visits a process serves at once. The next one is asked to wait and gets the first free seat."""

from __future__ import annotations

import threading
import weakref

import streamlit as st

from analytics.language import Wording
from pages.operation import metrics
from pages.operation.settings import settings
from pages.widgets.layout import page_title

_SESSION = "_session_slot"
_LOOK_EVERY_SECONDS = 15


class _Session:
    """Held by a visit that is served; given back when Streamlit forgets the visit."""


_sessions: weakref.WeakSet[_Session] = weakref.WeakSet()
_seating = threading.Lock()
metrics.visits.set_function(lambda: len(_sessions))


def admit_session(w: Wording) -> bool:
    """Whether this visit has a seat; without one a polite sentence stands in place of the page.

    Whoever has a seat keeps it. The run is not stopped: then nothing of the frame would follow.
    """
    if _SESSION in st.session_state or _admit():
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


def _admit() -> bool:
    with _seating:
        if len(_sessions) >= settings().max_sessions:
            return False
        session = st.session_state[_SESSION] = _Session()
        _sessions.add(session)
        return True


def _wait_for_room() -> None:
    if len(_sessions) < settings().max_sessions:
        st.rerun()
