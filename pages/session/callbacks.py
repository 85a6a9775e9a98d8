"""Callbacks that end well: a key may be gone when they run, a failure is told without ending the visit, none is cut.

Streamlit runs a callback before the page, sometimes after the visitor has left the page whose element sent it. Its
value is then gone from the session, and reading it by `[]` would replace the whole page by an error.

And when another run is asked for meanwhile, Streamlit turns to that one at its next look at the session (1.67,
`SafeSessionState`), of which one comes before the first callback: the press was then lost without a word, in three of
twelve when a name was typed and the button beside it pressed on a busy machine. A later look would end a callback half
way, and nothing calls it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState
from streamlit.runtime.uploaded_file_manager import DeletedFile

from pages.session import failure, state

_TOLD = "_told_of_message"


class _Shielded:
    """A callback that ends well. Each visit keeps one for each button it has seen, so it is as small as it can be."""

    __slots__ = ("_callback",)

    def __init__(self, callback: Callable[..., Any]) -> None:
        self._callback = callback

    def __call__(self, *args: Any, **kwargs: Any) -> None:
        try:
            self._callback(*args, **kwargs)
        except Exception as error:
            failure.queue_failure(error)


def shielded(callback: Callable[..., Any]) -> Callable[..., None]:
    """The callback; its failure is logged and told above the page, which is drawn all the same."""
    return _Shielded(callback)


def finish_callbacks() -> None:
    """Lets every run call what was pressed, to its end, before it makes way for the next one."""
    call = SafeSessionState.on_script_will_rerun
    if hasattr(call, "__wrapped__"):
        return

    @wraps(call)
    def call_uncut(session_state: SafeSessionState, *args: Any, **kwargs: Any) -> None:
        with _uncut():
            call(session_state, *args, **kwargs)

    SafeSessionState.on_script_will_rerun = call_uncut  # type: ignore[method-assign,assignment]


@contextmanager
def _uncut() -> Iterator[None]:
    """Lets the next run wait; Streamlit asks again right after the last callback."""
    context = get_script_run_ctx(suppress_warning=True)
    requests = context.script_requests if context else None
    if requests is None:
        yield
        return
    ask = requests.on_scriptrunner_yield
    requests.on_scriptrunner_yield = lambda: None  # type: ignore[method-assign]
    try:
        yield
    finally:
        requests.on_scriptrunner_yield = ask  # type: ignore[method-assign]


def field_value(key: str) -> Any:
    """What a field holds, also when its page is gone; None when it holds nothing or never was there.

    A file whose content is not here is left out and told: its process may have died, or room was made meanwhile.
    """
    held = st.session_state.get(key)
    return _arrived(_late_value(*_registered(key)) if held is None else held)


def _arrived(found: Any) -> Any:
    sent = found if isinstance(found, list) else [found]
    come = [one for one in sent if not isinstance(one, DeletedFile)]
    if len(come) < len(sent):
        w = state.wording()
        state.queue_notice(w.text("A file did not arrive, or is no longer here. Please choose it again."))
    return come if isinstance(found, list) else next(iter(come), None)


def sent_value(key: str, event: str) -> Any:
    """What an element of ours sent with an event, also when its page is gone; None when it sent nothing.

    A message may bring an event several times: words of a slide and its new place, as the browser sends them within a
    moment. Streamlit calls for each but tells the last one alone; here each call is told its own.
    """
    book, own = _registered(key)
    for widget in book.get_widget_states():
        if own and own in widget.id and widget.WhichOneof("value") == "json_trigger_value":
            return _next_sent(_late_value(book, widget.id) or [], event)
    sent = st.session_state.get(key)
    return sent.get(event) if isinstance(sent, Mapping) else None


def _next_sent(payloads: Sequence[Mapping[str, Any]], event: str) -> Any:
    """What the next of the calls for a message is about; the last one once more when there are more calls than sent."""
    values = [payload["value"] for payload in payloads if payload["event"] == event]
    message, calls = st.session_state.get(_TOLD, (None, {}))
    calls = calls if message is payloads else {}
    number = calls.get(event, 0)
    st.session_state[_TOLD] = payloads, {**calls, event: number + 1}
    return values[min(number, len(values) - 1)] if values else None


def _registered(key: str) -> tuple[SessionState, str]:
    """The session's own book of elements, which outlives their pages, and the element that had this key last.

    Streamlit still calls for an element whose page is gone, but no longer tells under its key what it sent.
    """
    context = get_script_run_ctx(suppress_warning=True)
    book = context.session_state._state if context else SessionState()
    return book, book.get_widget_id_from_key(key) or ""


def _late_value(book: SessionState, widget: str) -> Any:
    try:
        return book.get_widget_value(widget)
    except KeyError:
        return None
