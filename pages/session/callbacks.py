"""Callbacks that end well: a key may be gone when they run, and a failure is told without ending the visit.

Streamlit runs a callback before the page, sometimes after the visitor has left the page whose element sent it. Its
value is then gone from the session, and reading it by `[]` would replace the whole page by an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import streamlit as st

from pages.session import failure


def shielded(callback: Callable[..., Any]) -> Callable[..., None]:
    """The callback, whose failure is logged and told above the page; the page is drawn all the same."""

    @wraps(callback)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            callback(*args, **kwargs)
        except Exception as error:
            failure.queue_failure(error)

    return run


def field_value(key: str) -> Any:
    """What a field holds; None when its page is gone, and the value with it."""
    return st.session_state.get(key)


def sent_value(key: str, event: str) -> Any:
    """What an element of ours sent with an event; None when its page is gone, and the value with it."""
    sent = st.session_state.get(key)
    return sent.get(event) if isinstance(sent, Mapping) else None
