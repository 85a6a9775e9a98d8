"""A search field whose text stands in the address, so that a link restores the search."""

import streamlit as st

from pages.session import state


def search_text(label: str, name: str, placeholder: str, *, most: int = 60) -> str:
    """What the visitor searches for; the page follows while they type.

    Args:
        label: what is searched.
        name: parameter in the address and key of the widget.
        placeholder: an example of what can be typed.
        most: longest text in characters; a longer one in the address is cut.
    """
    # The start value is the widget's default and not set through the session: a run that another one interrupts
    # would lose a value set that way, and the visitor would see an empty field above a filtered list.
    start = f"{name}_start"
    state.note_filter(name)
    if name not in st.session_state:
        st.session_state[start] = st.query_params.get(name, "")[:most]
    typed = st.text_input(
        label,
        st.session_state.get(start, ""),
        key=name,
        type="search",
        max_chars=most,
        placeholder=placeholder,
        live=True,
    )
    searched = (typed or "").strip()
    state.write_param(name, [searched] if searched else [])
    return searched
