"""When a page fails all the same: the operator reads why, the visitor keeps the frame and can try again."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.errors import FragmentHandledException

from analytics.language import Wording
from pages.operation.logs import log
from pages.session import state


def log_failure(error: BaseException) -> str:
    """Logs an error for the operator; returns the mark that stands in the log and before the visitor."""
    mark = uuid.uuid4().hex[:8]
    log.error("page failed", exc_info=error, extra={"fields": {"mark": mark}})
    return mark


def queue_failure(error: BaseException) -> None:
    """Logs what failed before the page was drawn and keeps the sentence for the notices above it."""
    w = state.wording()
    mark = log_failure(error)
    state.queue_notice(
        w.text("This did not work. Nothing else was changed; please try it once more. ({mark})", mark=mark)
    )


@contextmanager
def failures_told(name: str, w: Wording) -> Iterator[None]:
    """Catches the failure of a page inside its frame, so that navigation, language and footer stay.

    Args:
        name: title of the page when it fails before it has drawn one; no page is without.
        w: language.
    """
    try:
        yield
    except FragmentHandledException:
        _show_retry(w)
    except Exception as error:
        if not state.has_title():
            st.title(name, anchor=False)
        show_failure(log_failure(error), w)


def show_failure(mark: str, w: Wording) -> None:
    """The sentence for the visitor, and the button that draws the page anew."""
    st.error(
        w.text(
            "This page could not be shown completely. What you collected and entered is kept. "
            "If it fails again, please tell us this mark: {mark}",
            mark=mark,
        ),
        icon=":material/error:",
    )
    _show_retry(w)


def _show_retry(w: Wording) -> None:
    """A press on any button runs the page again; this one does nothing else."""
    st.button(w.text("Try again"), icon=":material/refresh:", key="try_again")
