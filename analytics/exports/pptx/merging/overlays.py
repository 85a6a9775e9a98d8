"""What lies over a chart or a map: drawn for the place where that stands on the slide, words of the person kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from analytics.exports.pptx.merging.frames import POINT, content_of, extent_of, shape_of
from analytics.exports.pptx.merging.old_slide import OldSlide, equal
from analytics.exports.pptx.names import role_of
from analytics.exports.pptx.slides import Extent
from analytics.exports.pptx.slots import is_retyped

_REDRAWN = ("backdrop", "flows", "labels", "legend")
_IF_OTHERS = ("members", "added", "gemeinden", "lines")
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
Move = Callable[[Any], None]


def merge_overlays(old: OldSlide, floor: float) -> None:
    """Labels, backdrop, initiatives and legend of today.

    Args:
        old: the slide.
        floor: lowest edge of the content in points.
    """
    content, there = content_of(old.slide), content_of(old.fresh)
    if content is None or there is None:
        return
    place: Move = _nothing
    keep: Move = _nothing
    if role_of(content.name) in ("map", "areas"):
        wanted = _wanted(extent_of(content), floor)
        place, keep = _mover(extent_of(there), wanted), _mover(extent_of(content), wanted)
    for shape in [entry for entry in old.slide.shapes if not entry.is_placeholder]:
        _merge_overlay(old, shape, place, keep)
    _add_missing(old, content, place)


def _merge_overlay(old: OldSlide, shape: Any, place: Move, keep: Move) -> None:
    role = role_of(shape.name)
    fresh = shape_of(old.fresh, role) if role else None
    if fresh is not None and (role in _REDRAWN or (role in _IF_OTHERS and _names(shape) != _names(fresh))):
        _redraw(shape, fresh, place, role)
        return
    if role in ("labels", "flows", "backdrop") and fresh is None:
        # Nothing of the kind lies over the figures of today.
        shape._element.getparent().remove(shape._element)
    elif role in (*_IF_OTHERS, "map", "areas") or _is_outline(old, shape):
        keep(shape)


def _is_outline(old: OldSlide, shape: Any) -> bool:
    """An outline of ours that belongs to no group, such as that of the Lausitz."""
    return not role_of(shape.name) and any(
        other.name == shape.name for other in old.fresh.shapes if not other.is_placeholder
    )  # fmt: skip


def _names(shape: Any) -> list[str]:
    return sorted(inner.name for inner in shape.shapes)


def _nothing(shape: Any) -> None:
    """Leaves the shape where it is."""


def _wanted(extent: Extent, floor: float) -> Extent:
    """The map where it stands, smaller when the source of today needs the room below it."""
    left, top, right, bottom = extent
    share = min(1.0, (floor - top) / (bottom - top)) if bottom > top else 1.0
    half = (right - left) * share / 2
    return (left + right) / 2 - half, top, (left + right) / 2 + half, top + (bottom - top) * share


def _mover(start: Extent, end: Extent) -> Move:
    """Moves a shape as one frame has to be moved to become another."""
    if all(abs(one - other) < 0.5 for one, other in zip(start, end, strict=True)):
        return _nothing
    wide, tall = ((end[i + 2] - end[i]) / (start[i + 2] - start[i]) for i in (0, 1))

    def move(shape: Any) -> None:
        left, top, right, bottom = extent_of(shape)
        shape.left = round((end[0] + (left - start[0]) * wide) * POINT)
        shape.top = round((end[1] + (top - start[1]) * tall) * POINT)
        shape.width, shape.height = round((right - left) * wide * POINT), round((bottom - top) * tall * POINT)

    return move


def _redraw(shape: Any, fresh: Any, place: Move, role: str) -> None:
    """The group as drawn anew, with the labels the person wrote."""
    for inner in [entry for entry in shape.shapes if is_retyped(entry)]:
        _keep_words(inner, _same_label(inner, fresh))
    if role == "legend" and _was_moved(shape):
        fresh.left, fresh.top = shape.left, shape.top
    else:
        place(fresh)
    shape._element.getparent().replace(shape._element, deepcopy(fresh._element))


def _was_moved(shape: Any) -> bool:
    frame = shape._element.grpSpPr.find(f"{_A}xfrm")
    if frame is None or frame.find(f"{_A}chOff") is None:
        return False
    return dict(frame.find(f"{_A}off").attrib) != dict(frame.find(f"{_A}chOff").attrib)


def _same_label(inner: Any, fresh: Any) -> Any:
    """The label of today for the same thing: its words without numbers agree; of several, the nearest."""
    labels = [entry for entry in fresh.shapes if entry.has_text_frame and entry.text_frame.text]
    same = [entry for entry in labels if _words(entry.name) == _words(inner.name)]
    return min(same, key=lambda entry: abs(entry.left - inner.left) + abs(entry.top - inner.top), default=None)


def _words(text: str) -> str:
    return re.sub(r"[\d.,+\u2212\s\u00a0-]+", " ", text).strip()


def _keep_words(inner: Any, label: Any) -> None:
    """Lines the person wrote, in the label of today; its other lines are new."""
    if label is None:
        return
    made = inner.name.split()
    mine, theirs = inner.text_frame.paragraphs, label.text_frame.paragraphs
    for number, paragraph in enumerate(mine):
        if number < len(theirs) and not _part_of(paragraph.text.split(), made) and theirs[number].runs:
            for run in theirs[number].runs[1:]:
                run._r.getparent().remove(run._r)
            theirs[number].runs[0].text = paragraph.text


def _part_of(words: list[str], made: list[str]) -> bool:
    return any(equal(" ".join(made[at : at + len(words)]), " ".join(words)) for at in range(len(made)))


def _add_missing(old: OldSlide, content: Any, place: Move) -> None:
    """What the slide had no need of when it was made."""
    for role in ("backdrop", "labels"):
        fresh = shape_of(old.fresh, role)
        had = shape_of(old.slide, role) is not None or (role == "labels" and "labels" in old.mark.slots)
        if fresh is None or had or (role == "backdrop" and shape_of(old.slide, "labels") is None):
            continue
        place(fresh)
        if role == "backdrop":
            content._element.addprevious(deepcopy(fresh._element))
        else:
            content._element.addnext(deepcopy(fresh._element))
