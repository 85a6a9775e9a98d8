"""The box that ends every analysis: what may be said of it, and what may not."""

import streamlit as st

from analytics.figure.model import Figure
from analytics.figure.statements import Saying
from analytics.language import Wording
from pages.session import state
from pages.widgets.controls import choose_one
from pages.widgets.layout import show_quietly
from pages.widgets.plain import as_text

SPEECH, PLAIN = "rede", "einfach"


def show_statements(figure: Figure) -> None:
    """The statements of a figure, in the words of a speech or in plain language.

    Args:
        figure: a figure with statements; they go with it onto the slide (speaker notes), into report and workbook.
    """
    if figure.statements is None:
        return
    w = state.wording()
    with st.container(border=True, key="statements"):
        st.header(w.text("What may be said"), anchor=False)
        words, below = st.container(), st.container()
        with below:
            style = choose_one(
                w.text("Wording"), "worte", [SPEECH, PLAIN], default=SPEECH, variant="buttons",
                label_of=_styles(w).__getitem__, show_label=False,
            )  # fmt: skip
        plain = style == PLAIN
        carried, not_carried = words.columns(2, gap="medium")
        with carried:
            st.subheader(w.text("The data carry this"), anchor=False)
            _show(figure.statements.carried, plain=plain, icon=":material/check_circle:")
        with not_carried:
            st.subheader(w.text("The data do not carry this"), anchor=False)
            _show(figure.statements.not_carried, plain=plain, icon=":material/block:")
        with below:
            note = w.text("Written from the figures by fixed templates. A slide takes them along as speaker notes.")
            show_quietly(note)


def _styles(w: Wording) -> dict[str, str]:
    return {SPEECH: w.text("For a speech"), PLAIN: w.text("In plain language")}


def _show(sayings: tuple[Saying, ...], *, plain: bool, icon: str) -> None:
    st.markdown("\n\n".join(f"{icon} {as_text(saying.plain if plain else saying.text)}" for saying in sayings))
