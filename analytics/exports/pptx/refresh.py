"""An old deck with new figures: what was made here is replaced in place, everything the person added stays.

A slide is recognised by the specification inside it, which also remembers every text and number as it was written.
What stands there now and differs was typed over by the person: it is reported and kept.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any, Literal

from analytics.exports.collection import draw_slide_figure
from analytics.exports.pptx.marker import SlideMark, embed_properties, embed_tag, read_mark
from analytics.exports.pptx.names import role_of
from analytics.exports.pptx.slides import add_slide
from analytics.exports.pptx.slots import Slots, points_of, read_slots
from analytics.exports.pptx.template import open_master, open_presentation
from analytics.exports.pptx.write import Draw
from analytics.language import Wording, get_wording
from data.errors import AtlasError, ExportError
from data.schemas import Atlas

Status = Literal["changed", "kept", "gone", "unknown", "same"]
# Signs of the longest text shown whole in a list of changes, and of what stands before the first difference.
_LONG, _LEAD = 160, 40
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


@dataclass(frozen=True)
class Change:
    """One thing that a refresh changes, or leaves alone.

    Attributes:
        slide: number of the slide, from 1.
        headline: of the slide as it stands.
        place: which text or number, e.g. ``Elbe-Elster · 2018``; empty for a whole slide.
        before: as it stands in the deck.
        after: as the data say now.
        status: changed (will be replaced), kept (the person typed over it), gone (the data no longer hold it),
            unknown (not made here), same (nothing new on this slide).
    """

    slide: int
    headline: str
    place: str
    before: str
    after: str
    status: Status


@dataclass
class _Old:
    """A slide of the old deck beside its new version."""

    number: int
    slide: Any
    mark: SlideMark
    now: Slots
    fresh: Any = None
    new: Slots = field(default_factory=dict)
    overwrite: bool = False


def compare_deck(atlas: Atlas, w: Wording, content: bytes, *, draw: Draw = draw_slide_figure) -> list[Change]:
    """What a refresh of this deck would change, slide by slide; nothing is written.

    Raises:
        ExportError: deck_not_ours, or what `open_presentation` raises.
    """
    presentation = open_presentation(content)
    changes: list[Change] = []
    for old in _recognised(presentation, changes):
        _draw_anew(old, atlas, draw)
        changes += _slide_changes(old, w)
    return sorted(changes, key=lambda change: change.slide)


def refresh_deck(
    atlas: Atlas,
    w: Wording,
    content: bytes,
    *,
    draw: Draw = draw_slide_figure,
    overwrite: frozenset[int] = frozenset(),
) -> bytes:
    """The deck with today's figures; each slide keeps the language it was written in.

    Args:
        atlas: the data package.
        w: the reader's language.
        content: the old deck.
        draw: draws a view.
        overwrite: numbers of the slides, from 1, on which also what the person typed over is replaced.

    Raises:
        ExportError: deck_not_ours, or what `open_presentation` raises.
    """
    presentation = open_presentation(content)
    marks: dict[str, SlideMark] = {}
    for old in _recognised(presentation, []):
        old.overwrite = old.number in overwrite
        _draw_anew(old, atlas, draw)
        mark = old.mark
        if old.fresh is not None:
            _replace(old)
            mark = _renewed(old, atlas)
            embed_tag(old.slide, mark)
        marks[mark.token] = mark
    embed_properties(presentation, list(marks.values()))
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def _recognised(presentation: Any, changes: list[Change]) -> list[_Old]:
    found = []
    for number, slide in enumerate(presentation.slides, start=1):
        mark = read_mark(presentation, slide)
        if mark is None:
            title = slide.shapes.title
            headline = title.text_frame.text if title is not None else ""
            changes.append(Change(number, headline, "", "", "", "unknown"))
        else:
            found.append(_Old(number, slide, mark, read_slots(slide)))
    if not found:
        raise ExportError(code="deck_not_ours")
    return found


def _draw_anew(old: _Old, atlas: Atlas, draw: Draw) -> None:
    """The slide as it would be made today, in a presentation of its own."""
    w = get_wording(old.mark.lang)
    try:
        content = draw(atlas, w, old.mark.spec)
    except AtlasError:
        return
    old.fresh = add_slide(open_master(), atlas, w, content, old.mark.spec, old.mark.token)
    old.new = read_slots(old.fresh)


def _edited(old: _Old, slot: str) -> bool:
    """Whether the person changed what was written there."""
    if old.overwrite:
        return False
    if slot.startswith("map|") and not old.now.get(slot):
        # LibreOffice drops the text alternatives of shapes in a group: nothing a person typed over.
        return False
    return not _equal(old.now.get(slot), old.mark.slots.get(slot))


def _equal(one: str | float | None, other: str | float | None) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-6)
    return one == other or (isinstance(one, str) and isinstance(other, str) and one.split() == other.split())


def _slide_changes(old: _Old, w: Wording) -> list[Change]:
    headline = str(old.now.get("title", ""))
    if old.fresh is None:
        return [Change(old.number, headline, "", "", "", "gone")]
    changes = [
        Change(
            old.number,
            headline,
            _place(slot, w),
            _written(old.now.get(slot) or old.mark.slots.get(slot), w),
            _written(value, w),
            status,
        )
        for slot, value, status in _differences(old)
    ]
    return changes or [Change(old.number, headline, "", "", "", "same")]


def _differences(old: _Old) -> Iterator[tuple[str, str | float | None, Status]]:
    for slot in dict.fromkeys([*old.mark.slots, *old.new]):
        if slot.startswith("fill|") or slot == "labels":
            continue
        was, new = old.mark.slots.get(slot), old.new.get(slot)
        if _edited(old, slot):
            # Notes and remarks belong to the person once they are touched: no alarm unless the data changed too.
            if slot not in ("notes", "remark") or not _equal(was, new):
                yield slot, new, "kept"
        elif not _equal(was, new):
            yield slot, new, "changed"


def _place(slot: str, w: Wording) -> str:
    kind, _, rest = slot.partition("|")
    names = {
        "title": w.text("Headline"), "subtitle": w.text("Subtitle"), "source": w.text("Source and licence"),
        "notes": w.text("Speaker notes"), "rest": w.text("Further rows"), "remark": w.text("Remark"),
    }  # fmt: skip
    if kind in names:
        return names[kind]
    parts = [part.partition("#")[0] for part in rest.split("|")]
    if kind == "map":
        return f"{w.text('District')} {parts[0]}"
    if kind == "table":
        return w.text("Table, row {row}, column {column}", row=int(parts[0]) + 1, column=int(parts[1]) + 1)
    if kind == "card":
        return f"{w.text('Key figure')} {parts[0]}"
    return " · ".join(part for part in parts if part)


def _written(value: str | float | None, w: Wording) -> str:
    if isinstance(value, int | float):
        return w.number(value, 0 if float(value).is_integer() else 2 if abs(value) < 1 else 1)
    return w.missing() if value is None or value == "" else str(value)


def _replace(old: _Old) -> None:
    """Puts the new texts and numbers in place, each where the person left the old one alone."""
    shapes = {role_of(shape.name) or "": shape for shape in old.fresh.shapes}
    for shape in list(old.slide.shapes):
        role = role_of(shape.name)
        if role == "chart" and shape.has_chart and "chart" in shapes:
            _replace_chart(old, shape, shapes["chart"])
        elif role == "table" and shape.has_table and "table" in shapes:
            _replace_table(old, shape, shapes["table"])
        elif role in ("map", "areas") and role in shapes:
            _replace_areas(old, shape, shapes[role])
        elif role in ("labels", "backdrop") and role in shapes and not _edited(old, "labels"):
            _replace_group(shape, shapes[role])
    _replace_cards(old)
    _replace_texts(old)


def _replace_texts(old: _Old) -> None:
    title = old.slide.shapes.title
    if title is not None and _takes(old, "title"):
        _set_text(title.text_frame, str(old.new["title"]))
    for shape in old.slide.shapes:
        role = role_of(shape.name)
        if role in ("subtitle", "source", "rest") and shape.has_text_frame and _takes(old, role):
            _set_text(shape.text_frame, str(old.new[role]))
    if _takes(old, "notes") and old.slide.has_notes_slide:
        old.slide.notes_slide.notes_text_frame.text = str(old.new["notes"])


def _takes(old: _Old, slot: str) -> bool:
    """Whether a slot is to be written: it has a new content and the person did not touch it."""
    return slot in old.new and slot in old.now and not _edited(old, slot) and not _equal(old.now[slot], old.new[slot])


def _set_text(frame: Any, text: str) -> None:
    """New words in the old look, line by line."""
    lines = text.split("\n")
    paragraphs = list(frame.paragraphs)
    for paragraph in paragraphs[len(lines) :]:
        paragraph._p.getparent().remove(paragraph._p)
    for paragraph, line in zip(paragraphs, lines, strict=False):
        for run in paragraph.runs[1:]:
            run._r.getparent().remove(run._r)
        if paragraph.runs:
            paragraph.runs[0].text = line
        else:
            paragraph.text = line


def _replace_chart(old: _Old, shape: Any, fresh: Any) -> None:
    """Numbers and data sheet of a chart; its look stays unless the shape of the data changed."""
    edited = [slot for slot in old.now if slot.startswith("chart|") and _edited(old, slot)]
    if edited:
        return
    own, new = shape.chart._chartSpace, fresh.chart._chartSpace
    if [_outline(series) for series in own.iter(f"{_C}ser")] == [_outline(series) for series in new.iter(f"{_C}ser")]:
        for mine, theirs in zip(own.iter(f"{_C}ser"), new.iter(f"{_C}ser"), strict=True):
            for tag in ("cat", "val", "xVal", "yVal"):
                _swap(mine, theirs, f"{_C}{tag}")
        for tag in ("max", "min", "majorUnit"):
            for mine, theirs in zip(own.iter(f"{_C}{tag}"), new.iter(f"{_C}{tag}"), strict=False):
                mine.set("val", theirs.get("val"))
    else:
        _swap(own, new, f"{_C}chart")
    shape.chart.part.chart_workbook.update_from_xlsx_blob(fresh.chart.part.chart_workbook.xlsx_part.blob)
    _describe(shape, fresh)


def _outline(series: Any) -> tuple[str, int]:
    name = "".join(series.find(f"{_C}tx").itertext(f"{_C}v"))
    return name, max([-1, *points_of(series.find(f"{_C}val")), *points_of(series.find(f"{_C}yVal"))])


def _swap(mine: Any, theirs: Any, tag: str) -> None:
    here, there = mine.find(tag), theirs.find(tag)
    if here is not None and there is not None:
        mine.replace(here, deepcopy(there))


def _describe(shape: Any, fresh: Any) -> None:
    said = fresh._element.xpath(".//p:cNvPr")[0].get("descr")
    if said:
        shape._element.xpath(".//p:cNvPr")[0].set("descr", said)


def _replace_table(old: _Old, shape: Any, fresh: Any) -> None:
    mine, theirs = shape.table, fresh.table
    edited = any(slot.startswith("table|") and _edited(old, slot) for slot in old.now)
    if (len(mine.rows), len(mine.columns)) != (len(theirs.rows), len(theirs.columns)):
        if not edited:
            shape._element.graphic.graphicData.replace(mine._tbl, deepcopy(theirs._tbl))
        return
    for row_number, (row, new_row) in enumerate(zip(mine.rows, theirs.rows, strict=True)):
        for column, (cell, new_cell) in enumerate(zip(row.cells, new_row.cells, strict=True)):
            if _takes(old, f"table|{row_number}|{column}"):
                _set_text(cell.text_frame, new_cell.text)
                _swap_style(cell._tc.tcPr, new_cell._tc.tcPr)
    _describe(shape, fresh)


def _swap_style(mine: Any, theirs: Any) -> None:
    """The ground of a cell in a grid follows its value."""
    here, there = mine.find(f"{_A}solidFill"), theirs.find(f"{_A}solidFill")
    if here is not None and there is not None:
        mine.replace(here, deepcopy(there))


def _replace_areas(old: _Old, shape: Any, fresh: Any) -> None:
    """Colour and text alternative of each area; an area the person recoloured keeps its colour."""
    new = {area.name.partition(" ")[0]: area for area in fresh.shapes}
    for area in shape.shapes:
        ags = area.name.partition(" ")[0]
        if ags not in new:
            continue
        if not _edited(old, f"map|{ags}"):
            _describe(area, new[ags])
        if not _edited(old, f"fill|{ags}"):
            mine, theirs = area._element.spPr, new[ags]._element.spPr
            for tag in ("solidFill", "pattFill", "noFill"):
                for style in mine.findall(f"{_A}{tag}"):
                    mine.remove(style)
            style = next(child for child in theirs if child.tag in (f"{_A}solidFill", f"{_A}pattFill", f"{_A}noFill"))
            mine.insert(2, deepcopy(style))
    _describe(shape, fresh)


def _replace_group(shape: Any, fresh: Any) -> None:
    """The group as drawn anew, where the person left the old one."""
    frame = shape._element.find(f"{_P}grpSpPr/{_A}xfrm")
    copy = deepcopy(fresh._element)
    own = copy.find(f"{_P}grpSpPr/{_A}xfrm")
    if frame is not None and own is not None:
        for tag in ("off", "ext"):
            moved = _moved(shape, frame, tag)
            if moved is not None:
                own.replace(own.find(f"{_A}{tag}"), moved)
    shape._element.getparent().replace(shape._element, copy)


def _moved(shape: Any, frame: Any, tag: str) -> Any:
    """Place or size of a group when the person changed it; children keep their own coordinates."""
    here, child = frame.find(f"{_A}{tag}"), frame.find(f"{_A}{'chOff' if tag == 'off' else 'chExt'}")
    if here is None or child is None or dict(here.attrib) == dict(child.attrib):
        return None
    return deepcopy(here)


def _replace_cards(old: _Old) -> None:
    for shape in old.slide.shapes:
        if role_of(shape.name) != "card":
            continue
        number = shape.name.partition(":")[0].split()[-1]
        for place, paragraph in enumerate(shape.text_frame.paragraphs):
            slot = f"card|{number}|{place}"
            if _takes(old, slot) and paragraph.runs:
                paragraph.runs[0].text = str(old.new[slot])


def _renewed(old: _Old, atlas: Atlas) -> SlideMark:
    """The memory of the slide after the refresh: what the person typed stays known as theirs."""
    after = read_slots(old.slide)
    slots = {
        slot: old.mark.slots[slot] if _edited(old, slot) and slot in old.mark.slots else value
        for slot, value in after.items()
    }
    return SlideMark(old.mark.token, old.mark.spec, old.mark.lang, atlas.version, slots)


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Two texts, cut to where they begin to differ when they are long."""
    if max(len(before), len(after)) <= _LONG:
        return before, after
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    start = before.rfind(" ", 0, max(0, same - _LEAD)) + 1
    return _cut(before, start), _cut(after, start)


def _cut(text: str, start: int) -> str:
    shown = text[start : start + _LONG]
    return f"{'… ' if start else ''}{shown.strip()}{' …' if start + _LONG < len(text) else ''}"
