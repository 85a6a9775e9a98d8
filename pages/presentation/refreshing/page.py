"""Old presentations with new figures: what would change is shown first, then they can be downloaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from analytics.exports.pptx.several import pack_decks, refreshed_names
from analytics.language import Wording
from data.errors import AtlasError
from pages.presentation.refreshing.compared import Compared, Deck, compare, forget_others, refreshed, year_changes
from pages.presentation.refreshing.lists import show_kept, show_slide_changes, show_summary
from pages.presentation.refreshing.pictures import show_slide_pictures
from pages.presentation.refreshing.questions import ask_confirmed, ask_years
from pages.widgets.plain import as_text
from pages.widgets.upload_field import upload_field

_LARGEST_MB = 200
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@dataclass(frozen=True)
class _Ready:
    """A deck with something to refresh.

    Attributes:
        deck: as it was uploaded.
        compared: with the present data.
        overwrite: slides on which also the person's own changes are replaced.
    """

    deck: Deck
    compared: Compared
    overwrite: frozenset[int]


def show_refresh(w: Wording) -> None:
    """Upload, list of changes and download of each deck, download of all."""
    with st.container(border=True, key="presentation_refresh"):
        st.header(w.text("Refresh old presentations"), anchor=False)
        st.markdown(
            w.text(
                "Upload PowerPoint files made here, edited since or not, one or several. Their figures are replaced "
                "in place, everything you added stays. What would change is shown first."
            )
        )
        uploaded = upload_field(
            w.text("Presentations made with the atlas"),
            type=["pptx"],
            key="presentation_old",
            largest_mb=_LARGEST_MB,
            accept_multiple_files=True,
        )
        decks = [Deck(entry.file_id, entry.name, entry.getvalue()) for entry in uploaded]
        forget_others(decks)
        ready = [_show_deck(deck, w, alone=len(decks) == 1) for deck in decks]
        _show_all([one for one in ready if one is not None], len(decks), w)


def _show_deck(deck: Deck, w: Wording, *, alone: bool) -> _Ready | None:
    """One deck; None when there is nothing to download."""
    with st.container(border=not alone, key=deck.key("deck")):
        if not alone:
            st.subheader(as_text(deck.name), anchor=False)
        compared = compare(deck, w)
        if compared.problem:
            st.warning(as_text(compared.problem), icon=":material/info:")
            return None
        show_summary(compared.changes, w)
        of_years = year_changes(compared.changes, w)
        with st.container():
            ask_confirmed(compared.having("asked"), deck, w)
        with st.container():
            ask_years(of_years, deck, w)
        changed = compared.having("changed")
        pictures = st.container()
        show_slide_changes(changed, w, open_few=alone)
        overwrite = show_kept([one for one in compared.having("kept") if one not in of_years], deck, w)
        if not changed and not overwrite:
            return None
        with pictures:
            show_slide_pictures(deck, compared, overwrite, w, first=alone)
        _offer(_Ready(deck, compared, overwrite), w, alone=alone)
        return _Ready(deck, compared, overwrite)


def _offer(ready: _Ready, w: Wording, *, alone: bool) -> None:
    st.download_button(
        w.text("Download the refreshed presentation"),
        data=lambda: refreshed(ready.deck, ready.compared, ready.overwrite, w),
        file_name=refreshed_names([ready.deck.name], w)[0],
        mime=_PPTX,
        type="primary" if alone else "secondary",
        icon=":material/download:",
        on_click="ignore",
        key=ready.deck.key("refreshed"),
    )


def _show_all(ready: Sequence[_Ready], uploaded: int, w: Wording) -> None:
    """All that can be refreshed in one file."""
    if uploaded < 2 or not ready:
        return
    said = w.plural("{n} refreshed presentation (ZIP)", "{n} refreshed presentations (ZIP)", len(ready))
    st.download_button(
        said,
        data=lambda: _packed(ready, w),
        file_name=f"{w.text('presentations-refreshed')}.zip",
        mime="application/zip",
        type="primary",
        icon=":material/download:",
        on_click="ignore",
        key="presentation_all_refreshed",
    )


def _packed(ready: Sequence[_Ready], w: Wording) -> bytes:
    decks: dict[str, bytes] = {}
    for one, name in zip(ready, refreshed_names([one.deck.name for one in ready], w), strict=True):
        try:
            decks[name] = refreshed(one.deck, one.compared, one.overwrite, w)
        except AtlasError:
            # Its own button says why.
            continue
    return pack_decks(decks)
