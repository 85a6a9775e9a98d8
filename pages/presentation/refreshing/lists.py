"""What a refresh changes and leaves on the slides of a deck, as lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import pandas as pd
import streamlit as st

from analytics.exports.html.table import table_html
from analytics.exports.pptx.changes import Change, excerpts
from analytics.figure.model import Column, Figure
from analytics.language import Wording
from pages.presentation.refreshing.compared import Deck

# Signs up to which a text counts as short.
_SHORT = 60
# More changes than these are folded away, slide by slide.
_MOST_OPEN = 40


def show_summary(changes: Sequence[Change], w: Wording) -> None:
    """How many slides change, stay, are not known or can no longer be drawn."""
    slides = {
        status: sorted({one.slide for one in changes if one.status == status})
        for status in ("changed", "gone", "unknown")
    }
    n = len(slides["changed"])
    if n:
        st.markdown(
            f"**{w.plural('{n} slide gets new figures or words.', '{n} slides get new figures or words.', n)}**"
        )
    elif not any(one.status == "asked" for one in changes):
        st.success(w.text("All figures of this presentation are up to date. There is nothing to refresh."))
    if slides["gone"]:
        numbers = w.join(map(w.number, slides["gone"]))
        st.warning(
            w.text(
                "What these slides show is no longer in the data, they stay as they are: {numbers}.", numbers=numbers
            )
        )
    if slides["unknown"]:
        numbers = w.join(map(w.number, slides["unknown"]))
        st.markdown(w.text("Not made here, hence left alone: slide {numbers}.", numbers=numbers))


def show_slide_changes(changed: Sequence[Change], w: Wording, *, open_few: bool) -> None:
    """What changes, slide by slide; open while it is little."""
    for slide, changes in groupby(changed, key=lambda change: change.slide):
        listed = list(changes)
        label = w.plural("{n} change on slide {slide}", "{n} changes on slide {slide}", len(listed), slide=slide)
        with st.expander(label, expanded=open_few and len(changed) <= _MOST_OPEN):
            _show_changes(f"refresh_{slide}", listed, w.text("Now"), w)


def show_kept(kept: Sequence[Change], deck: Deck, w: Wording) -> frozenset[int]:
    """What the person typed over, beside the present value; it stays unless the person says otherwise.

    Returns:
        The slides on which it is to be replaced as well.
    """
    if not kept:
        return frozenset()
    n = len(kept)
    label = w.plural(
        "{n} place you changed yourself stays as it is", "{n} places you changed yourself stay as they are", n
    )
    with st.expander(label, expanded=True):
        _show_changes("refresh_kept", kept, w.text("According to the data"), w)
        slides = list(dict.fromkeys(change.slide for change in kept))
        return frozenset(
            st.pills(
                w.text("Replace my own changes as well on"),
                slides,
                selection_mode="multi",
                format_func=lambda slide: w.text("Slide {n}", n=slide),
                key=deck.key(f"overwrite_{'_'.join(map(str, slides))}"),
            )
        )


def _show_changes(key: str, changes: Iterable[Change], now: str, w: Wording) -> None:
    rows = [(change.slide, change.place, *excerpts(change.before, change.after)) for change in changes]
    # Figures first: a source line or a note is long and rarely what one looks for.
    rows.sort(key=lambda row: (row[0], max(len(row[2]), len(row[3])) > _SHORT))
    table = pd.DataFrame(rows, columns=["slide", "place", "before", "after"])
    columns = (
        Column("slide", w.text("Slide"), "int"), Column("place", w.text("Where")),
        Column("before", w.text("In the file")), Column("after", now),
    )  # fmt: skip
    title = w.text("Changes")
    st.html(table_html(Figure(key, title, title, title, table, columns, ()), w))
