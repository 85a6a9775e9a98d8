"""A long table over several slides of a deck: rows move on, slides come and go as the data need them."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from itertools import count
from typing import Any

from analytics.exports.pptx.content.table_pages import divide, is_table, part_in
from analytics.exports.pptx.masters.template import Master
from analytics.exports.pptx.memory.marker import SlideMark, make_token
from analytics.exports.pptx.memory.slots import read_slots
from analytics.exports.pptx.merging.anew import Anew
from analytics.exports.pptx.merging.frames import GAP, content_of, extent_of, shape_of, source_top
from analytics.exports.pptx.merging.old_slide import OldSlide
from analytics.exports.pptx.merging.tables.merge import plan_tables
from analytics.exports.pptx.parts.names import role_of
from analytics.exports.pptx.slides import slide_contents
from analytics.exports.presentation.collection import SlideSpec
from analytics.exports.views import MapView
from analytics.figure.model import Figure
from analytics.language import Wording, get_wording
from data.atlas import Atlas
from data.errors import AtlasError

Draw = Callable[[Atlas, Wording, SlideSpec], Figure | MapView]


def arrange_parts(found: list[OldSlide], anew: Anew, draw: Draw) -> list[OldSlide]:
    """Tells every slide of a table which rows it shows today.

    Args:
        found: slides of a deck that were made here.
        anew: draws slides.
        draw: draws a view.

    Returns:
        The slides, with those that had to be added behind the last of their table.
    """
    arranged = list(found)
    groups: dict[Any, list[OldSlide]] = {}
    for old in found:
        shape = content_of(old.slide)
        if shape is None or _is_table(shape):
            groups.setdefault((old.spec, old.mark.lang), []).append(old)
    for group in groups.values():
        try:
            content = draw(anew.atlas, get_wording(group[0].mark.lang), group[0].spec)
        except AtlasError:
            continue
        if isinstance(content, Figure) and is_table(content):
            for old in _arrange(group, anew, content):
                arranged.insert(arranged.index(group[-1]) + 1, old)
    return arranged


def _arrange(group: list[OldSlide], anew: Anew, content: Figure) -> list[OldSlide]:
    """Gives every slide its part of the table; the slides that are new, the last one first."""
    w, first = get_wording(group[0].mark.lang), _firsts(group)
    for old in group:
        _draw_for_room(old, anew, w, content)
    pages = divide(content, w, lambda _, part: _room(first, part))
    known = max([len(pages[:1]), *first, *(part_in(str(old.mark.slots.get("subtitle", "")))[2] for old in group)])
    added: list[OldSlide] = []
    for part in range(known + 1, len(pages) + 1):
        used = {old.mark.token for old in [*group, *added]}
        token = next(token for n in count(part - 1) if (token := make_token(group[0].spec, n)) not in used)
        added.append(_copy_of(first[max(first)], part, token, behind=(added or group)[-1].slide))
    parts = first | {old.mark.part: old for old in added}
    for old in [*group, *added]:
        number = _part(old)
        old.page = pages[number - 1] if number <= len(pages) else None
        old.state = old.state if number <= len(pages) else "surplus"
        old.parts = [old if other == number else parts[other] for other in sorted(parts)]
    return added[::-1]


def _part(old: OldSlide) -> int:
    return max(1, old.mark.part)


def _firsts(group: list[OldSlide]) -> dict[int, OldSlide]:
    """The first slide of every part; a slide that was doubled is no further part."""
    found: dict[int, OldSlide] = {}
    for old in group:
        found.setdefault(_part(old), old)
    return found


def _draw_for_room(old: OldSlide, anew: Anew, w: Wording, content: Figure) -> None:
    """The slide as it would be made today, which tells how much room the source takes."""

    def page(master: Master) -> Figure | MapView:
        pages = slide_contents(master, anew.atlas, w, content, old.spec)
        return pages[min(_part(old), len(pages)) - 1]

    anew.draw(old, page)


def _room(first: dict[int, OldSlide], part: int) -> tuple[float, float]:
    """Width and height for the table on its slide; a slide that is added has the room of the last."""
    old = first.get(part) or first[max(first)]
    shape = content_of(old.slide)
    left, top, right, _ = extent_of(shape if shape is not None else content_of(old.fresh))
    return right - left, source_top(old) - GAP - top


def _copy_of(last: OldSlide, part: int, token: str, *, behind: Any) -> OldSlide:
    """A slide like the last one of its table, with no row of it yet and without what the person put beside it."""
    presentation = last.slide.part.package.presentation_part.presentation
    slide = presentation.slides.add_slide(last.slide.slide_layout)
    for shape in list(slide.shapes):
        shape._element.getparent().remove(shape._element)
    for shape in last.slide.shapes:
        if shape.is_placeholder or role_of(shape.name):
            slide.shapes._spTree.append(deepcopy(shape._element))
    for shape in slide.shapes:
        shape.name = shape.name.replace(last.mark.token, token)
        if shape.has_table:
            _empty(shape.table._tbl)
    _stand_behind(presentation, slide, behind)
    slide.notes_slide.notes_text_frame.text = str(last.now.get("notes", ""))
    mark = replace(last.mark, token=token, part=part, slots=_without_rows(last.mark))
    return OldSlide(last.number, slide, mark, last.spec, read_slots(slide), state="added", overwrite=last.overwrite)


def _empty(table: Any) -> None:
    for row in table.tr_lst[1:]:
        table.remove(row)


def _without_rows(mark: SlideMark) -> dict[str, str | float]:
    rows = ("table|", "ground|", "size|rows")
    kept = {slot: value for slot, value in mark.slots.items() if not slot.startswith(rows) or slot.split("|")[1] == "0"}
    first = str(mark.slots.get("size|rows", "")).partition(" ")[0]
    return kept | ({"size|rows": first} if first else {})


def _stand_behind(presentation: Any, slide: Any, other: Any) -> None:
    ids = presentation.slides._sldIdLst
    entries = {presentation.part.related_part(entry.rId): entry for entry in ids}
    entry = entries[slide.part]
    ids.remove(entry)
    entries[other.part].addnext(entry)


def plan_parts(found: list[OldSlide]) -> None:
    """Plans the merge of every table, while all slides are as the person left them."""
    for old in found:
        parts = [one for one in old.table_parts if one.fresh is not None]
        shapes, fresh = [content_of(one.slide) for one in old.table_parts], [content_of(one.fresh) for one in parts]
        if old in parts and all(_is_table(shape) for shape in (*shapes, *fresh)):
            old.tables = plan_tables(old.table_parts, shapes, parts, fresh)


def _is_table(shape: Any) -> bool:
    return shape is not None and bool(shape.has_table) and role_of(shape.name) == "table"


def drop_rest(old: OldSlide) -> None:
    """Takes away the line that counted rows without room, which decks of earlier versions have."""
    shape = shape_of(old.slide, "rest")
    if shape is not None and old.page is not None and not old.edited("rest"):
        shape._element.getparent().remove(shape._element)


def remove_surplus(old: OldSlide) -> None:
    """Takes away a slide whose rows stand on others now, unless something on it is the person's."""
    own = [shape for shape in old.slide.shapes if not shape.is_placeholder and not role_of(shape.name)]
    typed = [slot for slot in ("title", "subtitle", "remark", "source", "notes") if old.edited(slot)]
    if own or typed:
        return
    presentation = old.slide.part.package.presentation_part.presentation
    for entry in list(presentation.slides._sldIdLst):
        if presentation.part.related_part(entry.rId) is old.slide.part:
            presentation.part.drop_rel(entry.rId)
            presentation.slides._sldIdLst.remove(entry)
            old.state = "removed"
