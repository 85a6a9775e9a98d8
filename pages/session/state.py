"""What the address and the visit hold: language, filters, notices about values that were not valid."""

from collections.abc import Collection, Sequence
from typing import Any, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analytics.language import LANGUAGES, Wording, get_wording
from analytics.rates.scopes import current_code

Value = TypeVar("Value")

DEFAULT_LANGUAGE = "de"
_LANGUAGE = "lang"
_NOTICES, _TOLD = "_notices", "_told"
_PAGE, _FILTERS, _TITLED, _ARRIVALS = "_page", "_filters", "_titled", "_arrivals"
_SHOWN = "_shown"


def resolve_language() -> Wording:
    """Decides the language of this run and keeps address and visit in step; the frame calls it first.

    The address wins. Without one the visit's choice stays, and English is written back to the address,
    because moving to another page empties it. Back and Forward alone lead to what the address says: an entry of the
    browser's history without a language was a German page.
    """
    asked = st.query_params.get(_LANGUAGE)
    if asked is None and came_by_history():
        st.session_state[_LANGUAGE] = DEFAULT_LANGUAGE
    if asked in LANGUAGES:
        st.session_state[_LANGUAGE] = asked
    elif asked is not None:
        _drop_language(asked)
    if asked is None and language() != DEFAULT_LANGUAGE:
        st.query_params[_LANGUAGE] = language()
    return wording()


def came_by_history() -> bool:
    """Whether Back or Forward of the browser caused this run."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def _drop_language(asked: str) -> None:
    del st.query_params[_LANGUAGE]
    w = wording()
    queue_notice(
        w.text(
            "The address asked for the language {value}, which the atlas does not speak. The German version is shown.",
            value=w.quote(asked),
        )
    )


def choose_language(lang: str) -> None:
    """Takes the visitor's choice over into visit and address."""
    if lang in LANGUAGES:
        st.session_state[_LANGUAGE] = lang
        st.query_params[_LANGUAGE] = lang


def language() -> str:
    """Language of this run: ``de`` or ``en``."""
    return str(st.session_state.get(_LANGUAGE, DEFAULT_LANGUAGE))


def wording() -> Wording:
    """Wording in the language of this run."""
    return get_wording(language())


def resolve_page(url_path: str) -> None:
    """Forgets the filters of the page before, so that they start from the address; the frame calls it before the page.

    Filters of one name on two pages are two widgets to Streamlit: the second would start at its first option and
    overwrite what the link that led here had put into the address. After Back and Forward the same page may be
    another view.
    """
    if st.session_state.get(_PAGE) != url_path or came_by_history():
        for name in st.session_state.get(_FILTERS, ()):
            st.session_state.pop(name, None)
        st.session_state[_FILTERS] = ()
        st.session_state[_ARRIVALS] = arrivals() + 1
    st.session_state[_PAGE] = url_path
    st.session_state[_TITLED] = False


def arrivals() -> int:
    """How often a page was come to in this visit, the same one through Back and Forward included."""
    return int(st.session_state.get(_ARRIVALS, 0))


def note_title() -> None:
    """Remembers that this run has drawn the title of its page."""
    st.session_state[_TITLED] = True


def has_title() -> bool:
    """Whether this run has drawn the title of its page."""
    return bool(st.session_state.get(_TITLED))


def note_filter(name: str) -> None:
    """Remembers that this page has a filter of this name."""
    known = st.session_state.get(_FILTERS, ())
    if name not in known:
        st.session_state[_FILTERS] = (*known, name)


def check_param(name: str, valid: Collection[str], label: str, *, most: int | None = 1) -> None:
    """Removes values from the address that are not valid and tells the visitor; former codes become the present ones.

    Of more values than there may be, the last ones are shown, which the visitor is told as well.

    Args:
        name: parameter in the address.
        valid: every value that may stand there, as text.
        label: what the parameter is called on the page, in the reader's language.
        most: how many values there may be; any number when None.
    """
    asked = [current_code(value, valid) for value in st.query_params.get_all(name)]
    refused = [value for value in asked if value not in valid]
    found = list(dict.fromkeys(value for value in asked if value in valid))
    shown = found if most is None else found[-most:]
    write_param(name, shown)
    w = wording()
    if shown != found:
        values, kept = (w.join(map(w.quote, some)) for some in (found, shown))
        queue_notice(
            w.text(
                "{label}: the address asks for {values} at once. Shown is {kept}.",
                label=label,
                values=values,
                kept=kept,
            )
        )
    if not refused:
        return
    value = w.join(w.quote(value) for value in refused)
    queue_notice(w.text("{label}: {value} is not available. The default is shown instead.", label=label, value=value))


def write_param(name: str, values: Sequence[str]) -> None:
    """Makes the address hold just these values; without any the parameter leaves the address."""
    if st.query_params.get_all(name) == list(values):
        return
    if values:
        st.query_params[name] = values
    else:
        del st.query_params[name]


def queue_notice(sentence: str) -> None:
    """Keeps a sentence for the notice box above the page, once; a run cut short leaves it for the next one."""
    queued = notices()
    if sentence not in queued:
        st.session_state[_NOTICES] = [*queued, sentence]


def notices() -> list[str]:
    """All queued sentences."""
    return list(st.session_state.get(_NOTICES, []))


def clear_notices() -> None:
    """Empties the queue, of which all is shown now."""
    st.session_state[_TOLD] = notices()
    st.session_state[_NOTICES] = []


def keep_notices() -> None:
    """Queues once more what the last run told: the next one follows from no act of the visitor, who still reads."""
    for sentence in st.session_state.get(_TOLD, []):
        queue_notice(sentence)


def take_once(key: str) -> Any:
    """What the session keeps to be shown once; a run cut short leaves it for the next one.

    Returns:
        The value, None if there is none; `forget_shown` empties it at the end of a whole run.
    """
    st.session_state[_SHOWN] = (*st.session_state.get(_SHOWN, ()), key)
    return st.session_state.get(key)


def kept(key: str, default: Value) -> Value:
    """What was kept of a field on an earlier run; Streamlit forgets the fields of a page that is not shown."""
    value: Value = st.session_state.get(f"_kept_{key}", default)
    return value


def keep(key: str, value: Value) -> Value:
    """Keeps what a field holds for the time when its page is shown again; returns it."""
    st.session_state[f"_kept_{key}"] = value
    return value


def expect_nothing_shown() -> None:
    """Starts a run in which nothing has been shown yet; the frame calls it first."""
    st.session_state[_SHOWN] = ()


def forget_shown() -> None:
    """Empties what this run has shown once; the frame calls it last."""
    for key in st.session_state.get(_SHOWN, ()):
        st.session_state.pop(key, None)


def base_path() -> str:
    """Path the server is mounted at, without a slash at the end; empty at the root."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""
