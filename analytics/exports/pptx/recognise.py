"""Which slides of a deck were made here: by what they carry, by their notes, or by what they look like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from analytics.exports.pptx.changes import Change
from analytics.exports.pptx.framing.mark import read_frame_mark
from analytics.exports.pptx.framing.refresh import FrameSlide
from analytics.exports.pptx.lookalikes import Lookalike, Lookalikes
from analytics.exports.pptx.masters.template import open_master
from analytics.exports.pptx.memory.marker import SlideMark, read_mark
from analytics.exports.pptx.memory.note_mark import read_note_mark
from analytics.exports.pptx.memory.slots import read_slots, series_of, with_series
from analytics.exports.pptx.merging.arranged import arrange, open_groups
from analytics.exports.pptx.merging.data_sheet import take_sheet_edits
from analytics.exports.pptx.merging.old_slide import OldSlide, pair_names
from analytics.exports.pptx.merging.restored import has_names, restore_names
from analytics.exports.pptx.pairs import halved, join, split
from analytics.exports.pptx.parts.names import BESIDE, FORMER_OUTLINES, NOTE_MARK, name_today, role_of
from analytics.exports.pptx.parts.words import plain_headline
from analytics.exports.pptx.slides import add_slide
from analytics.exports.presentation.collection import Draw, SlideSpec
from analytics.exports.presentation.pairs import Side
from analytics.language import get_wording
from data.atlas import Atlas
from data.errors import AtlasError, ExportError


@dataclass
class Recognised:
    """The slides of a deck.

    Attributes:
        found: made here.
        frames: the slides around them.
        others: the rest, each as a question (asked) or as not made here (unknown).
    """

    found: list[OldSlide] = field(default_factory=list)
    frames: list[FrameSlide] = field(default_factory=list)
    others: list[Change] = field(default_factory=list)


def recognise(presentation: Any, atlas: Atlas, draw: Draw, confirmed: frozenset[int]) -> Recognised:
    """Tells which slides were made here.

    Args:
        presentation: the deck.
        atlas: the data package.
        draw: draws a view.
        confirmed: numbers of the slides, from 1, that the person says are what they look like.

    Raises:
        ExportError: deck_not_ours.
    """
    looks, recognised = Lookalikes(atlas, draw), Recognised()
    # The right halves of slides are put at the end until they are merged.
    for number, slide in enumerate(list(presentation.slides), start=1):
        around = read_frame_mark(slide)
        if around is not None:
            recognised.frames.append(FrameSlide(number, slide, around))
            continue
        _tell_halves(presentation, slide)
        closing = open_groups(slide, lambda shape: shape.name.startswith(BESIDE))
        right, own = split(presentation, slide)
        mark = _mark_of(presentation, slide, atlas, draw, "left" if right is not None else "")
        like = looks.find(slide) if mark is None else None
        if like is not None and number in confirmed:
            _name_shapes(slide, atlas, draw, like.spec, like.lang)
            mark = like.mark(number, read_slots(slide))
        if mark is not None:
            recognised.found.append(_old_slide(number, slide, mark))
        else:
            recognised.others.append(_question(number, slide, like))
        if right is not None:
            right_mark = _mark_of(presentation, right, atlas, draw, "right")
            back: list[Callable[[], None]] = [partial(join, presentation, slide, right, own), *closing]
            _recognise_right(recognised, number, slide, right, right_mark, back)
    if not recognised.found and all(change.status == "unknown" for change in recognised.others):
        raise ExportError(code="deck_not_ours")
    return recognised


def _tell_halves(presentation: Any, slide: Any) -> None:
    """Of two figures on a slide whose shapes another program renamed, the right ones are those in its right half."""
    notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if notes is None or len(NOTE_MARK.findall(notes.text)) < 2 or any(_is_named(shape) for shape in slide.shapes):
        return
    for shape in slide.shapes:
        if not shape.is_placeholder and shape.left + shape.width / 2 > presentation.slide_width / 2:
            shape.name = f"{BESIDE}{shape.name}"


def _is_named(shape: Any) -> bool:
    return bool(role_of(shape.name.removeprefix(BESIDE))) or any(_is_named(one) for one in getattr(shape, "shapes", ()))


def _recognise_right(
    recognised: Recognised,
    number: int,
    slide: Any,
    right: Any,
    mark: SlideMark | None,
    back: list[Callable[[], None]],
) -> None:
    """The figure beside the first one of a slide, which returns there once it is merged."""
    if mark is None:
        recognised.others.append(_question(number, right, None))
        for step in back:
            step()
        return
    if recognised.found and recognised.found[-1].slide is slide:
        recognised.found[-1].side = "left"
    old = _old_slide(number, right, mark)
    old.side = "right"
    old.undo += back
    recognised.found.append(old)


def _question(number: int, slide: Any, like: Lookalike | None) -> Change:
    title = slide.shapes.title
    headline = plain_headline(title.text_frame.text) if title is not None else ""
    if like is None:
        return Change(number, headline, "", "", "", "unknown")
    return Change(number, headline, "", headline, like.headline, "asked")


def _old_slide(number: int, slide: Any, mark: SlideMark) -> OldSlide:
    for shape in slide.shapes:
        if shape.name in FORMER_OUTLINES.values():
            shape.name = name_today(shape.name)
    undo = arrange(slide, mark.slots, mark.lang)
    for shape in slide.shapes:
        if shape.has_chart and role_of(shape.name) == "chart":
            take_sheet_edits(shape.chart, mark.slots)
    now = read_slots(slide)
    names = pair_names(series_of(now), series_of(mark.slots))
    return OldSlide(number, slide, mark, mark.spec, with_series(now, names), undo=undo)


def _mark_of(presentation: Any, slide: Any, atlas: Atlas, draw: Draw, side: Side) -> SlideMark | None:
    """What the slide carries; of two decks pasted together the notes tell which memory is its own."""
    noted = read_note_mark(slide, {})
    if noted is not None and not has_names(slide):
        _name_shapes(slide, atlas, draw, noted.spec, noted.lang, side)
    carried = read_mark(presentation, slide)
    if carried is not None and (noted is None or _is_same(carried, noted)):
        return carried
    return None if noted is None else read_note_mark(slide, read_slots(slide))


def _is_same(carried: SlideMark, noted: SlideMark) -> bool:
    return (carried.spec, carried.version) == (noted.spec, noted.version)


def _name_shapes(slide: Any, atlas: Atlas, draw: Draw, spec: SlideSpec, lang: str, side: Side = "") -> None:
    w = get_wording(lang)
    try:
        content = draw(atlas, w, spec)
    except AtlasError:
        return
    if not has_names(slide):
        restore_names(slide, add_slide(halved(open_master(), side), atlas, w, content, spec, "0" * 8))
