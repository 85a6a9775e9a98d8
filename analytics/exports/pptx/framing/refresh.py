"""Cover, contents and sources of a deck with new figures; what the person wrote on them stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from analytics.exports.pptx.changes import Change
from analytics.exports.pptx.content.canvas import Canvas
from analytics.exports.pptx.content.table_pages import part_of
from analytics.exports.pptx.framing.mark import FrameMark, details_of, frame_slots, table_of, write_frame_mark
from analytics.exports.pptx.framing.slides import (
    add_sources,
    contents_rows,
    details_text,
    source_pages,
    source_table_rows,
    sources_title,
    write_contents,
    write_sources,
)
from analytics.exports.pptx.masters.template import POINT, Master, master_of
from analytics.exports.pptx.memory.properties import LANGUAGES
from analytics.exports.pptx.merging.old_slide import OldSlide, set_text
from analytics.exports.pptx.parts.names import names_in
from analytics.exports.pptx.parts.shapes import Drawing
from analytics.exports.pptx.parts.words import plain_headline
from analytics.exports.provenance import SourceEntry, data_line, list_sources
from analytics.language import Wording, get_wording
from data.atlas import Atlas
from data.errors import ExportError


@dataclass(frozen=True)
class FrameSlide:
    """A slide around the figures.

    Attributes:
        number: of the slide, from 1.
        slide: as the person left it.
        mark: what it remembers.
    """

    number: int
    slide: Any
    mark: FrameMark


@dataclass(frozen=True)
class _Deck:
    """What the slides around the figures are renewed from."""

    presentation: Any
    frames: Sequence[FrameSlide]
    found: Sequence[OldSlide]
    atlas: Atlas
    w: Wording
    overwrite: frozenset[int]


def refresh_frames(
    presentation: Any,
    frames: Sequence[FrameSlide],
    found: Sequence[OldSlide],
    atlas: Atlas,
    w: Wording,
    overwrite: frozenset[int],
) -> list[Change]:
    """Renews the slides around the figures, once those are merged.

    Args:
        presentation: the deck.
        frames: its slides around the figures.
        found: its slides of figures.
        atlas: the data package.
        w: the reader's language.
        overwrite: numbers of the slides on which also what the person typed over is replaced.

    Returns:
        What was done, slide by slide.
    """
    deck = _Deck(presentation, frames, found, atlas, w, overwrite)
    changes = [change for frame in frames if frame.mark.kind != "sources" for change in _refresh(deck, frame)]
    return [*changes, *_refresh_sources(deck)]


def _refresh(deck: _Deck, frame: FrameSlide) -> list[Change]:
    if frame.mark.kind == "cover":
        return [_refresh_cover(deck, frame)]
    return [_refresh_agenda(deck, frame) if frame.mark.kind == "agenda" else _change(frame, "", "", "", "same")]


def _refresh_cover(deck: _Deck, frame: FrameSlide) -> Change:
    """Another day on the cover of a deck whose data are others; a deck of the same data keeps its day."""
    details, w = details_of(frame.slide), get_wording(frame.mark.lang)
    before = details.text_frame.text if details is not None else ""
    is_new = data_line(deck.atlas, w) not in before or any(old.mark.version != deck.atlas.version for old in deck.found)
    after = details_text(deck.atlas, w, frame.mark.sender, date.today())
    if details is None or not is_new or before == after:
        return _change(frame, "", "", "", "same")
    place = deck.w.text("Sender and date")
    if _is_own(deck, frame, "details", before):
        return _change(frame, place, before, after, "kept")
    set_text(details.text_frame, after)
    write_frame_mark(frame.slide, "cover", w, frame.mark.sender)
    return _change(frame, place, before, after, "changed")


def _refresh_agenda(deck: _Deck, frame: FrameSlide) -> Change:
    w, contents = get_wording(frame.mark.lang), _contents(deck)
    after = _table_text(contents_rows(contents, w))
    return _renew_table(deck, frame, deck.w.text("Contents"), after, lambda canvas: write_contents(canvas, contents))


def _contents(deck: _Deck) -> list[tuple[str, int]]:
    """Sections where the deck has them, else the headlines of its slides."""
    sections = [frame.slide for frame in deck.frames if frame.mark.kind == "section"]
    headed = [old for old in deck.found if part_of(old.page) <= 1 and old.side != "right"]
    first = [old.slide for old in headed if old.state != "removed"]
    # A long table may have got slides more or less by now.
    places = {slide.slide_id: place for place, slide in enumerate(deck.presentation.slides, start=1)}
    titles = ((slide.shapes.title, places[slide.slide_id]) for slide in sections or first)
    return [(plain_headline(title.text_frame.text), number) for title, number in titles if title is not None]


def _renew_table(deck: _Deck, frame: FrameSlide, place: str, after: str, write: Callable[[Canvas], None]) -> Change:
    """A table of today in the place of the old one, where the person left that alone."""
    before, shape = frame_slots(frame.slide).get("table", ""), table_of(frame.slide)
    if shape is None or before == after:
        return _change(frame, "", "", "", "same")
    if _is_own(deck, frame, "table", before):
        return _change(frame, place, *_first_difference(before, after), "kept")
    w = get_wording(frame.mark.lang)
    left, top, right = shape.left / POINT, shape.top / POINT, (shape.left + shape.width) / POINT
    bottom = deck.presentation.slide_height / POINT - 30
    first = 1 + max(int(number) for number in frame.slide._element.xpath(".//p:cNvPr/@id"))
    drawing = Drawing(0, 0, 1.0, LANGUAGES[w.lang], first=first)
    write(Canvas(frame.slide, drawing, deck.atlas, w, (left, top, right, bottom), names_in(w)))
    # The new table was drawn last; it takes the place of the old one in the order of reading.
    shape._element.addnext(frame.slide.shapes[-1]._element)
    shape._element.getparent().remove(shape._element)
    write_frame_mark(frame.slide, frame.mark.kind, w, frame.mark.sender)
    return _change(frame, place, *_first_difference(before, after), "changed")


def _refresh_sources(deck: _Deck) -> list[Change]:
    """The list of today on as many slides as it needs; an edited list stays, as does one that cannot be known."""
    pages = [frame for frame in deck.frames if frame.mark.kind == "sources"]
    if not pages:
        return []
    w = get_wording(pages[0].mark.lang)
    ids = [one for old in deck.found if old.figure for one in old.figure.source_ids]
    entries = list_sources(deck.atlas, ids, w)
    before = [line for page in pages for line in frame_slots(page.slide).get("table", "").split("\n")[1:]]
    after = _table_text(source_table_rows(entries, w)).split("\n")[1:]
    if before == after or any(old.fresh is None and old.state != "removed" for old in deck.found):
        return [_change(page, "", "", "", "same") for page in pages]
    place = deck.w.text("List of sources")
    texts = _first_difference("\n".join(before), "\n".join(after))
    own = any(_is_own(deck, page, "table", frame_slots(page.slide).get("table", "")) for page in pages)
    master = _master(deck.presentation)
    if own or master is None:
        return [_change(pages[0], place, *texts, "kept")]
    _write_pages(deck, pages, source_pages(master, entries), master)
    return [_change(pages[0], place, *texts, "changed")]


def _write_pages(
    deck: _Deck, pages: Sequence[FrameSlide], wanted: Sequence[Sequence[SourceEntry]], master: Master
) -> None:
    w = get_wording(pages[0].mark.lang)
    for number, (page, entries) in enumerate(zip(pages, wanted, strict=False), start=1):
        after = _table_text(source_table_rows(entries, w))
        _renew_table(deck, page, "", after, partial(write_sources, entries=entries))
        if page.slide.shapes.title is not None:
            set_text(page.slide.shapes.title.text_frame, sources_title(number, len(wanted), w))
        write_frame_mark(page.slide, "sources", w, page.mark.sender)
    for page in pages[len(wanted) :]:
        _remove(deck.presentation, page.slide)
    further = [entry for entries in wanted[len(pages) :] for entry in entries]
    if further:
        _append(deck, pages[-1], further, len(pages), len(wanted), master)


def _append(
    deck: _Deck, last: FrameSlide, entries: Sequence[SourceEntry], there: int, pages: int, master: Master
) -> None:
    """Further slides of sources behind the last one."""
    w = get_wording(last.mark.lang)
    ids, place = deck.presentation.slides._sldIdLst, last.slide
    for number, slide in enumerate(add_sources(master, deck.atlas, w, entries, last.mark.sender), start=there + 1):
        set_text(slide.shapes.title.text_frame, sources_title(number, pages, w))
        write_frame_mark(slide, "sources", w, last.mark.sender)
        _entry(ids, place).addnext(_entry(ids, slide))
        place = slide


def _entry(ids: Any, slide: Any) -> Any:
    return next(entry for entry in ids if int(entry.get("id")) == slide.slide_id)


def _remove(presentation: Any, slide: Any) -> None:
    entry = _entry(presentation.slides._sldIdLst, slide)
    presentation.part.drop_rel(entry.rId)
    entry.getparent().remove(entry)


def _master(presentation: Any) -> Master | None:
    try:
        return master_of(presentation)
    except ExportError:
        return None


def _is_own(deck: _Deck, frame: FrameSlide, slot: str, text: str) -> bool:
    return frame.number not in deck.overwrite and frame.mark.is_own(slot, text)


def _table_text(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def _first_difference(before: str, after: str) -> tuple[str, str]:
    """The first line that differs, on both sides."""
    one, other = before.split("\n"), after.split("\n")
    gone = next((line for line in one if line not in other), "")
    come = next((line for line in other if line not in one), "")
    return gone.replace("\t", " · "), come.replace("\t", " · ")


def _change(frame: FrameSlide, place: str, before: str, after: str, status: Any) -> Change:
    title = frame.slide.shapes.title
    headline = plain_headline(title.text_frame.text) if title is not None else ""
    return Change(frame.number, headline, place, before, after, status)
