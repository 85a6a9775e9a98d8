"""An old deck with new figures: what was made here is replaced in place, everything the person added stays.

A slide is recognised by the specification inside it, which also remembers every text and number as it was written.
What stands there now and differs was typed over by the person: it is reported and kept.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from analytics.exports.pptx.changes import Change, list_changes
from analytics.exports.pptx.content.table_pages import part_of
from analytics.exports.pptx.framing.refresh import refresh_frames
from analytics.exports.pptx.masters.template import open_presentation
from analytics.exports.pptx.memory.marker import SlideMark, embed_properties, embed_tag
from analytics.exports.pptx.memory.note_mark import write_note_mark
from analytics.exports.pptx.memory.properties import describe_refreshed
from analytics.exports.pptx.memory.slots import Slots, panel_of, read_frames
from analytics.exports.pptx.merging.anew import Anew, draw_anew
from analytics.exports.pptx.merging.cards import merge_cards
from analytics.exports.pptx.merging.charts import merge_chart
from analytics.exports.pptx.merging.frames import (
    GAP,
    POINT,
    content_of,
    extent_of,
    find_frame,
    shape_of,
    source_top,
    stand_like,
)
from analytics.exports.pptx.merging.old_slide import OldSlide, describe, describe_content, set_text, take_fill
from analytics.exports.pptx.merging.overlays import OVER_MAP, merge_overlays
from analytics.exports.pptx.merging.restored import is_pictured
from analytics.exports.pptx.merging.tables.merge import merge_table
from analytics.exports.pptx.merging.tables.parts import arrange_parts, drop_rest, plan_parts, remove_surplus
from analytics.exports.pptx.merging.years import CERTAIN, YearWish, follow_latest_year
from analytics.exports.pptx.parts.names import role_of
from analytics.exports.pptx.parts.words import protect_compounds, protect_numbers
from analytics.exports.pptx.recognise import recognise
from analytics.exports.presentation.collection import Draw, draw_slide_figure
from analytics.exports.views import figure_of
from analytics.language import Wording, get_wording
from analytics.rates.naming import kreis_names
from analytics.rates.series import last_year
from data.atlas import Atlas
from data.errors import AtlasError, ExportError


@dataclass(frozen=True)
class MergedDeck:
    """A deck with today's figures in place, not yet saved.

    Attributes:
        atlas: the data package.
        presentation: the deck.
        found: its slides that were made here.
        noted: what is to be said of the others.
    """

    atlas: Atlas
    presentation: Any
    found: list[OldSlide]
    noted: list[Change]

    def changes(self, w: Wording) -> list[Change]:
        """What was done, slide by slide, read back from the slides: what is listed is what will stand in the file."""
        kreise = kreis_names(self.atlas)
        changes = [*self.noted, *(change for old in self.found for change in list_changes(old, w, kreise))]
        return sorted(changes, key=lambda change: change.slide)

    def save(self) -> bytes:
        """The file; nothing can be listed afterwards.

        Raises:
            ExportError: slides_unconfirmed.
        """
        if not self.found:
            asked = [str(change.slide) for change in self.noted if change.status == "asked"]
            raise ExportError(code="slides_unconfirmed", value=", ".join(asked))
        marks = {mark.token: mark for old in self.found for mark in _finish(old, self.atlas)}
        embed_properties(self.presentation, list(marks.values()))
        describe_refreshed(self.presentation)
        buffer = io.BytesIO()
        self.presentation.save(buffer)
        return buffer.getvalue()


def merge_deck(
    atlas: Atlas,
    w: Wording,
    content: bytes,
    *,
    draw: Draw = draw_slide_figure,
    overwrite: frozenset[int] = frozenset(),
    confirmed: frozenset[int] = frozenset(),
    years: YearWish = CERTAIN,
) -> MergedDeck:
    """Puts today's figures into a deck; each slide keeps the language it was written in.

    Args:
        atlas: the data package.
        w: the reader's language.
        content: the old deck.
        draw: draws a view.
        overwrite: numbers of the slides, from 1, on which also what the person typed over is replaced.
        confirmed: numbers of the slides that remember nothing and are what they look like.
        years: whether slides made for the year that was the latest then show the latest of today; remembered.

    Raises:
        ExportError: deck_not_ours, or what `open_presentation` raises.
    """
    presentation = open_presentation(content, links=True)
    # What a slide shows is asked for more than once: for a table that may need a slide more, and for its twins.
    draw = lru_cache(draw)
    recognised = recognise(presentation, atlas, draw, confirmed)
    for old in recognised.found:
        old.overwrite = old.number in overwrite
    follow_latest_year(recognised.found, atlas, years)
    found = _merged(recognised.found, draw_anew(atlas, content), draw)
    around = refresh_frames(presentation, recognised.frames, found, atlas, w, overwrite)
    return MergedDeck(atlas, presentation, found, [*recognised.others, *around])


def compare_deck(atlas: Atlas, w: Wording, content: bytes, **choices: Any) -> list[Change]:
    """What a refresh of this deck would change; arguments and errors as of `merge_deck`."""
    return merge_deck(atlas, w, content, **choices).changes(w)


def refresh_deck(atlas: Atlas, w: Wording, content: bytes, **choices: Any) -> bytes:
    """The deck with today's figures; arguments and errors as of `merge_deck`, and slides_unconfirmed."""
    return merge_deck(atlas, w, content, **choices).save()


def _merged(found: list[OldSlide], anew: Anew, draw: Draw) -> list[OldSlide]:
    arranged = arrange_parts(found, anew, draw)
    for old in arranged:
        _draw_anew(old, anew, draw)
        old.pictured = old.fresh is not None and is_pictured(old.slide, old.fresh)
    plan_parts(arranged)
    for old in arranged:
        # Left alone when the data no longer hold what it shows.
        if old.fresh is not None and not old.pictured:
            _replace(old)
        if old.state == "surplus":
            remove_surplus(old)
    return arranged


def _draw_anew(old: OldSlide, anew: Anew, draw: Draw) -> None:
    """The slide as it would be made today, its content where it stands on this one."""
    old.fresh = None
    if old.state == "surplus":
        return
    try:
        content = old.page or draw(anew.atlas, get_wording(old.mark.lang), old.spec)
    except AtlasError:
        return
    old.figure = figure_of(content)
    anew.draw(old, lambda _: content)
    old.written = old.new
    frame = find_frame(old)
    if frame is not None:
        anew.draw_into(old, content, frame)


def _finish(old: OldSlide, atlas: Atlas) -> Iterator[SlideMark]:
    """What a slide remembers from now on."""
    mark = old.mark
    if old.fresh is not None and not old.pictured:
        mark = _renewed(old, atlas)
        embed_tag(old.slide, mark)
        write_note_mark(old.slide, mark)
    old.close()
    if old.state != "removed":
        yield mark


def _replace(old: OldSlide) -> None:
    """Puts the new texts and numbers in place, each where the person left the old one alone."""
    floor = source_top(old)
    content, fresh = content_of(old.slide), content_of(old.fresh)
    kind = role_of(content.name) if content is not None else ""
    same_kind = fresh is not None and role_of(fresh.name) == kind
    if same_kind:
        merge_overlays(old, floor - GAP)
    if same_kind and panel_of(fresh):
        _replace_panels(old)
    elif same_kind and kind == "chart":
        _fit(old, content, fresh, floor)
        merge_chart(old, content, fresh)
    elif same_kind and kind == "table":
        if old.tables is not None:
            merge_table(old.tables, old.tables.shown.index(old), content, fresh)
        if old.keeps_layout:
            content.left, content.top = fresh.left, fresh.top
        drop_rest(old)
    elif same_kind:
        _replace_areas(old, content_of(old.slide), fresh)
    merge_cards(old)
    _replace_texts(old, floor)


def _replace_panels(old: OldSlide) -> None:
    """The chart of each panel; one the person moved stays where it is."""
    new = {panel_of(shape): shape for shape in old.fresh.shapes if panel_of(shape)}
    for shape in old.slide.shapes:
        slot = f"frame|{panel_of(shape)}"
        if panel_of(shape) in new:
            merge_chart(old, shape, new[panel_of(shape)])
            if old.overwrite or slot not in old.mark.slots or not old.moved(slot):
                stand_like(shape, new[panel_of(shape)])


def _fit(old: OldSlide, shape: Any, fresh: Any, floor: float) -> None:
    """A chart that stands above the source ends where the source of today begins."""
    if old.keeps_layout:
        stand_like(shape, fresh)
        return
    source = shape_of(old.slide, "source")
    bottom = extent_of(shape)[3]
    if source is not None and floor - GAP < bottom <= extent_of(source)[1] + 1:
        shape.height = round((floor - GAP) * POINT) - shape.top


def _replace_texts(old: OldSlide, floor: float) -> None:
    title = old.slide.shapes.title
    if title is not None and old.takes("title"):
        set_text(title.text_frame, protect_compounds(str(old.new["title"])))
    for shape in old.slide.shapes:
        role = role_of(shape.name)
        if role in ("subtitle", "heading", "source", "rest") and shape.has_text_frame and old.takes(role):
            set_text(shape.text_frame, "\n".join(map(protect_numbers, str(old.new[role]).split("\n"))))
            if old.keeps_layout:
                stand_like(shape, shape_of(old.fresh, role))
            elif role == "source":
                bottom = shape.top + shape.height
                shape.top, shape.height = round(floor * POINT), bottom - round(floor * POINT)
    if old.takes("notes") and old.slide.has_notes_slide:
        old.slide.notes_slide.notes_text_frame.text = str(old.new["notes"])


def _replace_areas(old: OldSlide, shape: Any, fresh: Any) -> None:
    """Colour and text alternative of each area; an area the person recoloured keeps its colour."""
    new = {area.name.partition(" ")[0]: area for area in fresh.shapes}
    for area in shape.shapes:
        ags = area.name.partition(" ")[0]
        if ags not in new:
            continue
        if not old.edited(f"map|{ags}"):
            describe(area, new[ags])
        if not old.edited(f"fill|{ags}"):
            take_fill(area, new[ags])
    describe_content(old, shape, fresh)


def _renewed(old: OldSlide, atlas: Atlas) -> SlideMark:
    """The memory of the slide after the refresh: what was written; what stands there and differs is the person's."""
    # A slide that kept its year may be asked again next time.
    newest = old.mark.newest if old.years and old.spec == old.mark.spec else last_year(atlas)
    laid_out = {slot: value for slot, value in old.new.items() if slot.startswith(("place|", "look|"))}
    slots = {slot: value for slot, value in old.written.items() if not slot.startswith(("place|", "look|"))}
    # An axis made longer for a figure of the person's is ours; one the person set is not.
    slots |= {slot: value for slot, value in old.new.items() if slot.startswith("axis|") and not old.edited(slot)}
    slots |= laid_out | _own_frames(old)
    return SlideMark(
        old.mark.token, old.spec, old.mark.lang, atlas.version, slots, newest, old.follows, part_of(old.page)
    )


def _own_frames(old: OldSlide) -> Slots:
    """Where we put shapes ourselves: they were not moved by the person, unless they went after a map that was."""
    still = {
        slot for slot in old.mark.slots if slot.startswith("frame|") and slot in old.now and not old.moved(slot)
    }  # fmt: skip
    maps = {"frame|map", "frame|areas"} & old.mark.slots.keys() & old.now.keys()
    if maps - still:
        still -= {f"frame|{role}" for role in OVER_MAP}
    return {slot: value for slot, value in read_frames(old.slide).items() if slot in still}
