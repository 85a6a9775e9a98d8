"""A collection with the slides around it, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from analytics.exports.pptx.framing.slides import (
    add_agenda,
    add_footer,
    add_sources,
    add_title_slide,
    details_text,
)
from analytics.exports.pptx.masters.template import Master
from analytics.exports.presentation.collection import Collection
from analytics.exports.presentation.framing import Framing, chapter_starts
from analytics.exports.provenance import list_sources
from analytics.language import Wording
from data.atlas import Atlas

# Of a presentation without a title.
_TITLE = "Ankommen in Brandenburg"


def write_framed(
    master: Master,
    atlas: Atlas,
    w: Wording,
    collection: Collection,
    framing: Framing,
    contents: Sequence[tuple[str, int]],
    source_ids: Sequence[str],
    write: Callable[[int], Any],
) -> None:
    """Writes all slides of a deck.

    Args:
        master: presentation and layout.
        atlas: the data package.
        w: language.
        collection: slides in order.
        framing: which slides stand around them.
        contents: headline of each view and how many slides it takes; none for one beside another.
        source_ids: of all their figures.
        write: writes the slide at a place of the collection.
    """
    title, sender = collection.title or _TITLE, framing.sender
    starts = chapter_starts(collection) if framing.sections else {}
    if framing.cover:
        details = details_text(atlas, w, sender, date.today())
        add_title_slide(master, atlas, w, "cover", title, details, sender)
    if framing.agenda:
        add_agenda(master, atlas, w, list(_contents(contents, starts, before=1 + framing.cover)), sender)
    for place in range(len(collection.slides)):
        if place in starts:
            add_title_slide(master, atlas, w, "section", starts[place], "", sender)
        write(place)
    if framing.closing:
        add_title_slide(master, atlas, w, "closing", w.text("Thank you"), sender, sender)
    if framing.sources:
        add_sources(master, atlas, w, list_sources(atlas, source_ids, w), sender)
    if sender:
        _write_footers(master, w, [f"{sender} · {title}", sender] if framing.cover else [sender])


def _contents(contents: Sequence[tuple[str, int]], starts: dict[int, str], before: int) -> Iterator[tuple[str, int]]:
    """Stories where there are several, else headlines, with the number of their slide."""
    number = before + 1
    for place, (headline, slides) in enumerate(contents):
        number += place in starts
        if not slides:
            continue
        if not starts:
            yield headline, number
        elif place in starts:
            yield starts[place], number - 1
        number += slides


def _write_footers(master: Master, w: Wording, words: Sequence[str]) -> None:
    """The footer on every slide of figures and lists; cover and sections say it in large words."""
    for slide in master.presentation.slides:
        if slide.slide_layout == master.layout:
            add_footer(slide, master.layout, words, w)
