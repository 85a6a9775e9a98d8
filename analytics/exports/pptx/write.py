"""A collection as a presentation."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from analytics.exports.pptx.content.table_pages import part_of
from analytics.exports.pptx.framing.deck import write_framed
from analytics.exports.pptx.masters.template import Master, open_master
from analytics.exports.pptx.memory.marker import SlideMark, embed_properties, embed_tag, make_token
from analytics.exports.pptx.memory.note_mark import write_note_mark
from analytics.exports.pptx.memory.properties import describe_deck
from analytics.exports.pptx.memory.slots import read_slots
from analytics.exports.pptx.pairs import halved, join
from analytics.exports.pptx.slides import add_slide, has_room, slide_contents, with_one_size
from analytics.exports.presentation.collection import Collection, Draw, SlideSpec, draw_slide_figure, right_halves
from analytics.exports.presentation.framing import BARE, Framing
from analytics.exports.presentation.pairs import Side, headline_of
from analytics.exports.views import MapView, figure_of
from analytics.figure.model import Figure
from analytics.language import Wording
from analytics.rates.series import last_year
from data.atlas import Atlas
from data.errors import ExportError


def write_deck(
    atlas: Atlas,
    w: Wording,
    collection: Collection,
    *,
    template: bytes | None = None,
    draw: Draw = draw_slide_figure,
    framing: Framing = BARE,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """The collection as a .pptx file.

    Args:
        atlas: the data package.
        w: language.
        collection: slides in order.
        template: the person's own .pptx or .potx; our master when None.
        draw: draws a view; a page passes one that remembers what it has drawn.
        framing: which slides stand around the collected ones; none unless told.
        progress: called with slides done and slides in all.

    Raises:
        ExportError: collection_empty, or what `open_master` raises.
        AtlasError: the data no longer hold what a slide names.
    """
    if not collection.slides:
        raise ExportError(code="collection_empty")
    master = open_master(template)
    drawn = [(spec, draw(atlas, w, spec)) for spec in collection.slides]
    right = _right_halves(master, atlas, w, drawn)
    sides: list[Side] = ["right" if n in right else "left" if n + 1 in right else "" for n in range(len(drawn))]
    headlines = [headline_of(atlas, w, content, spec, side) for (spec, content), side in zip(drawn, sides, strict=True)]
    master = with_one_size(master, [said for said in headlines if said])
    masters = [halved(master, side) for side in sides]
    pages = [slide_contents(one, atlas, w, content, spec) for one, (spec, content) in zip(masters, drawn, strict=True)]
    marks: list[SlideMark] = []

    def write(place: int) -> None:
        for page in pages[place]:
            marks.append(write_slide(masters[place], atlas, w, page, collection.slides[place], len(marks)))
        if place in right:
            join(master.presentation, *list(master.presentation.slides)[-2:])
        if progress is not None:
            progress(place + 1, len(drawn))

    source_ids = [one for _, content in drawn for one in figure_of(content).source_ids]
    contents = [(headline, len(slides) if headline else 0) for headline, slides in zip(headlines, pages, strict=True)]
    write_framed(master, atlas, w, collection, framing, contents, source_ids, write)
    embed_properties(master.presentation, marks)
    describe_deck(master.presentation, w, collection, marks)
    buffer = io.BytesIO()
    master.presentation.save(buffer)
    return buffer.getvalue()


def _right_halves(
    master: Master, atlas: Atlas, w: Wording, drawn: Sequence[tuple[SlideSpec, Figure | MapView]]
) -> set[int]:
    """Places of those that share the slide of the one before; where the master is too small, both get their own."""
    half = halved(master, "left")
    return {
        place
        for place in right_halves([spec for spec, _ in drawn])
        if all(has_room(half, atlas, w, content, spec) for spec, content in drawn[place - 1 : place + 1])
    }


def write_slide(
    master: Master, atlas: Atlas, w: Wording, content: Figure | MapView, spec: SlideSpec, number: int
) -> SlideMark:
    """Adds one slide with its specification inside."""
    token, part = make_token(spec, number), part_of(content)
    slide = add_slide(master, atlas, w, content, spec, token)
    mark = SlideMark(token, spec, w.lang, atlas.version, read_slots(slide), last_year(atlas), part=part)
    embed_tag(slide, mark)
    write_note_mark(slide, mark)
    return mark
