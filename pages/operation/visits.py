"""Seats: how many visits a process serves at once. Who left gives the seat back, before Streamlit forgets the visit.

Streamlit keeps a visit for two minutes after its connection ended, so that it can come back with all it had chosen.
That stays so; only the seat is free for others earlier.
"""

from __future__ import annotations

import threading
import time
import weakref
from collections import deque

import streamlit as st
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.operation import metrics
from pages.operation.settings import settings

GRACE_SECONDS = 6.0
"""How long a seat is kept for a visit whose connection broke: its browser tries again within seconds."""
ARRIVAL_SECONDS = 10.0
"""Time in which those who come are counted."""
_SEAT = "_seat"
_CLOSED_ON_PURPOSE = frozenset({1000, 1001})
"""What a browser says when its page is left, closed or loaded anew; whoever breaks off says nothing."""


class _Seat:
    """Held by a visit that is served."""

    def __init__(self, visit: str) -> None:
        self.visit = visit
        self.free_from: float | None = None

    def is_taken(self) -> bool:
        """Whether the visit is connected, or may still come back to it."""
        if is_connected(self.visit):
            self.free_from = None
        elif self.free_from is None:
            self.free_from = time.monotonic() + GRACE_SECONDS
        return self.free_from is None or time.monotonic() < self.free_from


_seats: weakref.WeakSet[_Seat] = weakref.WeakSet()
_seating = threading.RLock()
_coming: deque[float] = deque()
"""When readers were told that their page begins a visit by itself."""


def is_connected(visit: str) -> bool:
    """Whether the browser of a visit is there at this moment. Without a server a visit is a test's."""
    return not Runtime.exists() or Runtime.instance().is_active_session(visit)


def this_visit() -> str:
    """How Streamlit names the visit this run belongs to."""
    context = get_script_run_ctx()
    return context.session_id if context else ""


def taken() -> int:
    """How many seats are taken; those of visits that left are given back."""
    with _seating:
        for seat in list(_seats):
            if not seat.is_taken():
                _seats.discard(seat)
        return len(_seats)


def is_here(visit: str) -> bool:
    """Whether a visit is connected, or may still come back to its seat."""
    taken()
    return is_connected(visit) or any(seat.visit == visit for seat in list(_seats))


def has_room() -> bool:
    """Whether one more visit would be served."""
    return taken() < settings().max_sessions


def starts_by_itself() -> bool:
    """Whether the page of one more reader may begin a visit unasked; one that may counts as one who is coming.

    Not when enough are here, and not when half as many have come within seconds: a first run takes the processor from
    everybody who waits for a page, and a seat is taken only with it.
    """
    enough, now = settings().crowd_sessions, time.monotonic()
    with _seating:
        while _coming and _coming[0] < now - ARRIVAL_SECONDS:
            _coming.popleft()
        if taken() >= enough or len(_coming) >= enough / 2:
            return False
        _coming.append(now)
        return True


def take_seat() -> bool:
    """Whether the visit of this run has a seat or gets one."""
    with _seating:
        own = st.session_state.get(_SEAT)
        if own is not None and own in _seats and own.is_taken():
            return True
        if not has_room():
            return False
        seat = st.session_state[_SEAT] = _Seat(this_visit())
        _seats.add(seat)
        return True


def note_end(code: int) -> None:
    """Notes from when on the seat is free of the visit whose connection just ended.

    Args:
        code: why it ended, as the web socket says it.
    """
    grace = 0.0 if code in _CLOSED_ON_PURPOSE else GRACE_SECONDS
    with _seating:
        for seat in list(_seats):
            if is_connected(seat.visit):
                seat.free_from = None
            elif seat.free_from is None:
                seat.free_from = time.monotonic() + grace


metrics.visits.set_function(taken)
