"""Cards that lead each kind of visitor to the pages they need."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True)
class Door:
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


def show_doors(doors: Sequence[Door]) -> None:
    """The cards side by side, below each other on a phone."""
    with st.container(key="doors"):
        columns = st.columns(len(doors), gap="small")
    for column, door in zip(columns, doors, strict=True):
        with column.container(border=True, height="stretch", gap="small"):
            st.markdown(f":gray[{door.audience}]")
            st.subheader(door.question, anchor=False)
            st.markdown(door.answer)
            for url_path, label in door.ways:
                st.page_link(f"views/{url_path}.py", label=label, icon=":material/arrow_forward:")
