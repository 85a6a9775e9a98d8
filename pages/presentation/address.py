"""The presentation in the address of its page: a link that can be shared and restores the slides."""

from __future__ import annotations

import streamlit as st

from analytics.exports.presentation.collection import Collection, pack_collection, unpack_collection
from analytics.exports.presentation.draft import Draft
from analytics.language import Wording, error_sentence
from data.errors import AtlasError
from pages.session import state
from pages.session.draft import SLIDES_PARAM, PresentationState, presentation_state

# Servers and mail programs in between cut longer addresses; a longer collection travels as a file.
LONGEST_WORD = 6000


def take_link(w: Wording) -> None:
    """Takes the slides of an address this visit has not written itself; the frame calls it before the page.

    They take the place of no slide of the visitor: where there are any, those of the link are only offered.
    """
    word, mine = st.query_params.get(SLIDES_PARAM), presentation_state()
    if not word or word in mine.known_words:
        return
    mine.known_words.add(word)
    try:
        linked = unpack_collection(word)
    except AtlasError as error:
        state.queue_notice(error_sentence(error, w))
        return
    if mine.slides or mine.past:
        offer_link(mine, linked)
    else:
        mine.replace_all(linked)
        mine.past.clear()
        # The browser may keep slides of its own; it is asked before these are taken for the visitor's.
        mine.linked, mine.link = True, mine.now


def offer_link(mine: PresentationState, linked: Collection) -> None:
    """Offers the slides of a link, unless the visitor holds them or has held them before."""
    known = {step.collection for step in (*mine.past, mine.now)}
    mine.offered = linked if linked.slides and linked not in known else None


def take_saved(draft: Draft, revision: str, mine: PresentationState) -> None:
    """Puts what the browser keeps in place of slides that only came by a link, which are offered then."""
    linked = mine.collection
    if draft.now.slides:
        mine.take_over(draft, revision)
        offer_link(mine, linked)
    else:
        # Nothing of the visitor's own is displaced; what was removed before can still be brought back.
        mine.take_over(Draft(mine.now, (*draft.past, draft.now)), "")
        mine.history[revision] = draft.now


def resolve_address() -> bool:
    """Keeps the address of the page in step with the presentation.

    Returns:
        Whether the collection fits into the address.
    """
    mine = presentation_state()
    word = pack_collection(mine.collection) if mine.slides else ""
    fits = len(word) <= LONGEST_WORD
    mine.known_words.add(word)
    state.write_param(SLIDES_PARAM, [word] if word and fits else [])
    return fits
