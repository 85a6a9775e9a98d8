"""One card per formula: question, formula, words, example, source."""

import re

import streamlit as st

from analytics.figure.method import Method
from analytics.language import Wording
from pages.widgets.layout import show_quietly

_DOI = re.compile(r"doi:(\S+)")


def show_method(method: Method, w: Wording) -> None:
    """A method as a card; the formula stands in words too, for all who do not read formulas."""
    with st.container(border=True, key=f"method_{method.key}"):
        st.header(method.name, anchor=False)
        st.markdown(f":gray[{method.question}]")
        if method.formula:
            st.latex(method.formula)
        st.markdown(method.rule)
        st.subheader(w.text("Worked through"), anchor=False)
        st.markdown("\n".join(f"{number}. {step}" for number, step in enumerate(method.example, start=1)))
        st.markdown(f"**{w.text('What it does not say')}:** {method.limits}")
        show_quietly(f"{w.text('Source')}: {_linked(method.reference)} · {w.text('Code')}: `{method.unit}`")


def _linked(reference: str) -> str:
    """The citation with its identifier as a link."""
    return _DOI.sub(r"[doi:\1](https://doi.org/\1)", reference)
