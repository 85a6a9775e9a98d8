"""Cards that lead each kind of visitor to the pages they need."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True)
class AudienceCard:
    """A way into the atlas.

    Attributes:
        audience: whom it is for.
        question: what they come to find out.
        answer: what they find behind it.
        ways: address and label of each page it leads to, the first one foremost.
    """

    audience: str
    question: str
    answer: str
    ways: tuple[tuple[str, str], ...]


def show_audience_cards(cards: Sequence[AudienceCard]) -> None:
    """The cards side by side, below each other on a phone."""
    with st.container(key="audience_cards"):
        columns = st.columns(len(cards), gap="small")
    for column, card in zip(columns, cards, strict=True):
        with column.container(border=True, height="stretch", gap="small"):
            st.markdown(f":gray[{card.audience}]")
            st.subheader(card.question, anchor=False)
            st.markdown(card.answer)
            for url_path, label in card.ways:
                st.page_link(f"views/{url_path}.py", label=label, icon=":material/arrow_forward:")
