"""Two figures on one slide: drawn and refreshed as two slides, of which the second is put beside the first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from analytics.exports.pptx.masters.template import Master
from analytics.exports.pptx.parts.names import BESIDE, NOTE_MARK, role_of
from analytics.exports.pptx.parts.styles import P
from analytics.exports.presentation.pairs import Side

GUTTER = 28.0
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def halved(master: Master, side: Side) -> Master:
    """The master with the room of one half; the master itself for a figure that has the slide to itself."""
    left, top, right, bottom = master.area
    middle = (left + right) / 2
    rooms = {"left": (left, top, middle - GUTTER / 2, bottom), "right": (middle + GUTTER / 2, top, right, bottom)}
    return replace(master, area=rooms[side], side=side) if side else master


def join(presentation: Any, left: Any, right: Any, own: Collection[Any] = ()) -> None:
    """Puts everything of a slide beside what stands on another, and takes it out of the presentation.

    Args:
        presentation: both are in.
        left: the slide that stays.
        right: drawn for the right half.
        own: elements that keep the names the person gave them.
    """
    used = {int(entry.get("id")) for entry in left._element.iter(f"{P}cNvPr")}
    for shape in list(right.shapes):
        if shape._element not in own:
            shape.name = f"{BESIDE}{shape.name}"
        for entry in shape._element.iter(f"{P}cNvPr"):
            if int(entry.get("id")) in used:
                entry.set("id", str(max(used) + 1))
            used.add(int(entry.get("id")))
        _move(shape, right, left)
    if right.has_notes_slide and left.has_notes_slide:
        notes = left.notes_slide.notes_text_frame
        notes.text = f"{notes.text}\n\n{right.notes_slide.notes_text_frame.text}"
    _take_out(presentation, right)


def split(presentation: Any, slide: Any) -> tuple[Any, list[Any]]:
    """Takes what stands beside the first figure to a slide of its own at the end, and what has no name of ours there.

    Returns:
        The slide, None where nothing stands beside; and the elements without a name of ours: one may be a figure that
        the person gave a name.
    """
    beside = [shape for shape in slide.shapes if shape.name.startswith(BESIDE)]
    if not beside:
        return None, []
    middle = presentation.slide_width / 2
    own = [
        shape for shape in slide.shapes
        if not shape.is_placeholder and not role_of(shape.name) and shape not in beside
        and shape.left + shape.width / 2 > middle
    ]  # fmt: skip
    right = presentation.slides.add_slide(slide.slide_layout)
    for holder in list(right.placeholders):
        holder._element.getparent().remove(holder._element)
    for shape in [shape for shape in slide.shapes if shape in beside or shape in own]:
        shape.name = shape.name.removeprefix(BESIDE)
        _move(shape, slide, right)
    if slide.has_notes_slide:
        notes = slide.notes_slide.notes_text_frame
        first = NOTE_MARK.search(notes.text)
        end = first.end() if first else len(notes.text)
        right.notes_slide.notes_text_frame.text = notes.text[end:].strip()
        notes.text = notes.text[:end]
    return right, [shape._element for shape in own]


def _move(shape: Any, start: Any, end: Any) -> None:
    """Takes a shape to another slide, with the parts it shows."""
    for node in shape._element.iter():
        for name, value in node.attrib.items():
            if name.startswith(_R) and value in start.part.rels:
                rel = start.part.rels[value]
                target = rel.target_ref if rel.is_external else rel.target_part
                node.set(name, end.part.relate_to(target, rel.reltype, is_external=rel.is_external))
    end.shapes._spTree.append(shape._element)


def _take_out(presentation: Any, slide: Any) -> None:
    ids = presentation.slides._sldIdLst
    entry = next(entry for entry in ids if presentation.part.related_part(entry.rId) is slide.part)
    presentation.part.drop_rel(entry.rId)
    ids.remove(entry)
