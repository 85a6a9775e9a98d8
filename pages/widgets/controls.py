"""Filters that live in the address: the address holds codes, the visitor reads words.

Streamlit's own binding (`bind="query-params"`) writes the words a visitor reads into the address, so a link
from the German page would not open on the English one. Here the address holds the option itself. A filter at
its default leaves the address.

What a filter holds is said twice: to the session, which leads a filter on the screen to it, and as the widget's start
value in every run. Streamlit tells a value of the session once only; when another run cuts that one short, the filter
would show its first option above figures of another.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Literal, TypeVar, cast

import streamlit as st

from pages.session import state

Option = TypeVar("Option", bound=Hashable)


def choose_one(
    label: str,
    name: str,
    options: Sequence[Option],
    *,
    default: Option,
    label_of: Callable[[Option], str] = str,
    variant: str = "list",
    show_label: bool = True,
    width: int | None = None,
) -> Option:
    """One option out of several.

    Args:
        label: what is chosen, in the reader's language.
        name: parameter in the address and key of the widget.
        options: everything that may be chosen; `str(option)` stands in the address.
        default: chosen when the address says nothing or something that is not valid.
        label_of: how an option reads on the page.
        variant: `list` (a drop-down list one can type in), `buttons`, `pills` (all options visible) or `slider`.
        show_label: whether the label is seen; screen readers hear it in any case.
        width: width of a list or slider in pixels; all there is when None.
    """
    held = _seed_one(label, name, options, default)
    chosen: Option
    seen: Literal["visible", "collapsed"] = "visible" if show_label else "collapsed"
    shown: dict[str, Any] = {"format_func": label_of, "key": name, "label_visibility": seen}
    if variant == "buttons":
        chosen = st.segmented_control(label, options, default=held, required=True, **shown)
    elif variant == "pills":
        chosen = st.pills(label, options, default=held, required=True, **shown)
    elif variant == "slider":
        chosen = st.select_slider(label, options, value=held, width=width or "stretch", **shown)
    else:
        chosen = st.selectbox(label, options, index=options.index(held), width=width or "stretch", **shown)
    state.write_param(name, [] if chosen == default else [str(chosen)])
    return chosen


def choose_kept(
    label: str, key: str, options: Sequence[Option], *, default: int = 0, label_of: Callable[[Option], Any] = str,
    **shown: Any,
) -> Option:  # fmt: skip
    """One option out of a list that has no place in the address; it is still chosen after another page was shown.

    Args:
        label: what is chosen, in the reader's language.
        key: of the widget.
        options: everything that may be chosen.
        default: place of the option that is chosen first, or when the chosen one is no longer there.
        label_of: how an option reads on the page.
        shown: as of `st.selectbox`.
    """
    held = state.kept(key, options[default])
    index = options.index(held) if held in options else default
    chosen: Option = st.selectbox(label, options, index=index, format_func=label_of, key=key, **shown)
    return state.keep(key, chosen)


def choose_many(
    label: str,
    name: str,
    options: Sequence[Option],
    *,
    default: Sequence[Option] = (),
    label_of: Callable[[Option], str] = str,
    most: int | None = None,
) -> list[Option]:
    """Any number of options, at most `most`; in the address the parameter is repeated."""
    state.note_filter(name)
    if name not in st.session_state:
        option_of = {str(option): option for option in options}
        state.check_param(name, option_of, label, most=None)
        # In the order of the address: it is the visitor's, and the colours of the lines follow it.
        asked = dict.fromkeys(st.query_params.get_all(name))
        st.session_state[name] = [option_of[one] for one in asked if one in option_of][:most] or list(default)
    held = st.session_state.get(name)
    chosen = st.multiselect(label, options, default=held, format_func=label_of, key=name, max_selections=most)
    state.write_param(name, [] if chosen == list(default) else [str(option) for option in chosen])
    return chosen


def choose_switch(label: str, name: str, *, default: bool = False, help_text: str | None = None) -> bool:
    """A switch; the address says `ja` or `nein` when it is not at its default."""
    state.note_filter(name)
    if name not in st.session_state:
        state.check_param(name, {"ja", "nein"}, label)
        st.session_state[name] = st.query_params.get(name, "ja" if default else "nein") == "ja"
    chosen = st.toggle(label, value=st.session_state.get(name, default), key=name, help=help_text)
    state.write_param(name, [] if chosen == default else ["ja" if chosen else "nein"])
    return chosen


def _seed_one(label: str, name: str, options: Sequence[Option], default: Option) -> Option:
    """What the widget holds; its first value comes from the address when valid, else it is the default.

    Options can change with another filter, so a value chosen earlier is checked as well.
    """
    state.note_filter(name)
    held = st.session_state.get(name)
    if held in options:
        return cast(Option, held)
    state.check_param(name, {str(option) for option in options}, label)
    asked = st.query_params.get(name)
    first = next((option for option in options if str(option) == asked), default)
    st.session_state[name] = first
    return first
