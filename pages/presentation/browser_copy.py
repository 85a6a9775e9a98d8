"""The copy of the presentation in the visitor's browser: it outlives the page, the tab and the server.

`static/frame/presentation.js` writes it into the browser's local storage. The server keeps no presentation of
anybody: several processes need not know of each other, and nothing about a visitor is stored here.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from analytics.exports.presentation.draft import Draft, Step, merge_drafts, pack_draft, unpack_draft
from data.errors import AtlasError
from pages.presentation.address import take_saved
from pages.session import state
from pages.session.callbacks import sent_value, shielded
from pages.session.draft import PresentationState, presentation_state

STORAGE_KEY = "ankommen-atlas.presentation"
LONGEST_DAYS = 365
_LONGEST_MARK = 64
_KEY = "browser_copy"
_SCRIPT = Path(__file__).parents[2] / "static" / "frame" / "presentation.js"
_element = st.components.v2.component(_KEY, html="<span hidden></span>", js=_SCRIPT.read_text(encoding="utf-8"))


def show_browser_copy() -> str:
    """Brings browser and visit into step; the frame calls it on every page.

    Returns:
        The mark of the state the browser is given to keep; empty when there is none.
    """
    mine = presentation_state()
    revision = "" if mine.linked else mine.revision
    data = {
        "key": STORAGE_KEY,
        "days": LONGEST_DAYS,
        "revision": revision,
        "history": list(mine.history),
        "word": _word(mine),
        "linked": mine.linked,
        "expired": mine.is_expired,
    }
    _element(key=_KEY, data=data, height=1, on_found_change=shielded(_take_found))
    return revision


def _word(mine: PresentationState) -> str:
    """The draft as the browser keeps it, packed once per state."""
    if mine.packed[0] != mine.revision:
        mine.packed = (mine.revision, pack_draft(mine.draft))
    return mine.packed[1]


def _take_found() -> None:
    state.keep_notices()
    take_found(sent_value(_KEY, "found"), presentation_state())


def take_found(found: Any, mine: PresentationState) -> None:
    """Takes over what the browser keeps and this visit does not know; both are merged when both have changed.

    Args:
        found: `word` and `revision` as the browser keeps them, `seen`: marks of the states before it;
            or `refused`: the browser keeps nothing. `expired`: what it kept was too old and is deleted.
        mine: changed in place.
    """
    if not isinstance(found, Mapping):
        return
    mine.is_expired = mine.is_expired or found.get("expired") is True
    if found.get("refused"):
        mine.is_saved, mine.linked = False, False
        return
    link, mine.link = mine.link, None
    revision, seen = str(found.get("revision", "")), found.get("seen")
    if mine.linked and not revision:
        mine.linked = False
        return
    if not 0 < len(revision) <= _LONGEST_MARK or revision == mine.revision or revision in mine.history:
        return
    known = [mark for mark in seen if isinstance(mark, str)] if isinstance(seen, list) else []
    _take_draft(_read(found.get("word")), revision, known, link, mine)


def _take_draft(
    draft: Draft | None, revision: str, known: list[str], link: Step | None, mine: PresentationState
) -> None:
    if draft is None:
        # Not readable: the next change writes over it.
        mine.history[revision] = Step()
    elif link and link.collection == draft.now.collection:
        mine.take_own(draft, revision, link)
    elif mine.linked:
        take_saved(draft, revision, mine)
    elif not mine.revision or mine.revision in known:
        mine.take_over(draft, revision)
    else:
        _merge(draft, revision, known, mine)


def _read(word: Any) -> Draft | None:
    try:
        return unpack_draft(word) if word else Draft()
    except (AtlasError, AttributeError):
        return None


def _merge(draft: Draft, revision: str, known: list[str], mine: PresentationState) -> None:
    """Two tabs have changed the presentation: nothing of either is lost."""
    base = next((mine.history[mark] for mark in known if mark in mine.history), Step())
    merged = merge_drafts(base, mine.now, draft)
    if merged == draft:
        mine.take_over(draft, revision)
    else:
        mine.take_over(merged, "")
        mine.history[revision] = draft.now
