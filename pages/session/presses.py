"""Presses that come quicker than the server draws: each is heard, none twice, and none waits for a part in vain.

Streamlit (1.67, `ScriptRequests`) folds what the browser sends while a run is busy into one request. Of two presses on
the same button, or of two changes of the same list, only the newer one is left in it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner import RerunData, script_runner
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequest, ScriptRequests, ScriptRequestType

from pages.session import state


class PressQueue(ScriptRequests):
    """Requests of one visit; one that presses what a waiting one presses, too, comes behind it."""

    def __init__(self) -> None:
        super().__init__()
        self._behind: deque[RerunData] = deque()

    def _request_rerun_locked(self, new_data: RerunData) -> bool:
        if self._state is not ScriptRequestType.STOP and (self._behind or self._would_hide(new_data)):
            self._behind.append(new_data)
            return True
        return super()._request_rerun_locked(new_data)

    def _would_hide(self, new_data: RerunData) -> bool:
        if self._state is not ScriptRequestType.RERUN:
            return False
        return bool(_pressed(self._rerun_data.widget_states) & _pressed(new_data.widget_states))

    def on_scriptrunner_yield(self) -> ScriptRequest | None:
        """Gives the oldest request to the run that looks."""
        return self._followed(super().on_scriptrunner_yield())

    def on_scriptrunner_ready(self) -> ScriptRequest:
        """Gives the oldest request to the run that has ended."""
        request = super().on_scriptrunner_ready()
        self._followed(request)
        return request

    def _followed(self, request: ScriptRequest | None) -> ScriptRequest | None:
        if request is not None and self._behind:
            with self._lock:
                super()._request_rerun_locked(self._behind.popleft())
        return request


def _pressed(states: WidgetStates | None) -> set[str]:
    """Ids of the widgets that a message presses."""
    sent: Iterable[WidgetState] = states.widgets if states else ()
    return {
        one.id
        for one in sent
        if (one.WhichOneof("value") == "trigger_value" and one.trigger_value)
        or (one.WhichOneof("value") == "json_trigger_value" and one.json_trigger_value)
    }


def hear_every_press() -> None:
    """Lets every visit that begins from now on keep its presses apart."""
    vars(script_runner)["ScriptRequests"] = PressQueue


class _Once:
    """A callback that does its work once; small, because each visit keeps one for each button it has seen."""

    __slots__ = ("_callback", "_is_done")

    def __init__(self, callback: Callable[..., Any]) -> None:
        self._callback, self._is_done = callback, False

    def __call__(self, *args: Any, **kwargs: Any) -> None:
        if not self._is_done:
            self._is_done = True
            self._callback(*args, **kwargs)


def once(callback: Callable[..., Any]) -> Callable[..., None]:
    """The callback for a button that does its work once as it was drawn: the second press of a double click does none.

    What it did may have made the work impossible; a second try would end in a refusal, which would be told instead.
    """
    return _Once(callback)


def ask(key: str) -> None:
    """Keeps a press for the part of the page that answers it, the callback of its button.

    A run may be cut before it comes to that part; the value of the button is then gone, this is not.
    """
    st.session_state[_place(key)] = True


def is_asked(key: str) -> bool:
    """Whether a press waits to be answered; it stays until a whole run has ended."""
    return state.take_once(_place(key)) is True


def take_asked(key: str) -> bool:
    """Whether a press waited to be answered; it does so no longer."""
    return st.session_state.pop(_place(key), False) is True


def _place(key: str) -> str:
    return f"_asked_{key}"
