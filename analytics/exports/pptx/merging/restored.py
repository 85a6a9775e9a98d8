"""Names of shapes that another program replaced by its own, given back by kind, words and place."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

from analytics.exports.pptx.merging.frames import content_of, extent_of
from analytics.exports.pptx.parts.names import role_of

_PICTURE, _ALIKE = 13, 0.5
# Share of the room of a chart from which on a picture stands in its place.
_LARGE = 0.5


def has_names(slide: Any) -> bool:
    """Whether any shape is called as it was when it was made."""
    return any(role_of(shape.name) for shape in slide.shapes)


def restore_names(slide: Any, fresh: Any) -> None:
    """Calls each shape as the one of the new version that it stands for.

    Args:
        slide: of the deck.
        fresh: the slide as it would be made today.
    """
    free = [shape for shape in slide.shapes if not shape.is_placeholder]
    for there in [shape for shape in fresh.shapes if role_of(shape.name)]:
        found = [shape for shape in free if _kind(shape) == _kind(there) and _is_like(shape, there)]
        if found:
            nearest = min(found, key=lambda shape: _distance(shape, there))
            free.remove(nearest)
            nearest.name = there.name
            if _kind(there) == "group":
                _name_inner(nearest, there)


def _kind(shape: Any) -> str:
    if shape.has_chart or shape.has_table:
        return "chart" if shape.has_chart else "table"
    return "group" if hasattr(shape, "shapes") else "text" if shape.has_text_frame else "other"


def _is_like(shape: Any, there: Any) -> bool:
    if _kind(there) == "group":
        inner, wanted = len(shape.shapes), len(there.shapes)
        return inner <= 2 * wanted and wanted <= 2 * inner
    if _kind(there) != "text":
        return True
    one, other = (re.sub(r"[\d.,+\u2212-]+", "#", entry.text_frame.text) for entry in (shape, there))
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _distance(shape: Any, there: Any) -> float:
    return sum(abs(one - other) for one, other in zip(extent_of(shape), extent_of(there), strict=True))


def _name_inner(group: Any, there: Any) -> None:
    """Labels by what they say, areas by their text alternative or in the order they were drawn."""
    of_areas = role_of(there.name) in ("map", "areas")
    said = {_name_in(area): area.name for area in there.shapes} if of_areas else {}
    in_order = len(group.shapes) == len(there.shapes)
    for place, inner in enumerate(group.shapes):
        if inner.has_text_frame and inner.text_frame.text.strip() and not of_areas:
            inner.name = inner.text_frame.text
        elif of_areas and _name_in(inner) in said:
            inner.name = said[_name_in(inner)]
        elif in_order:
            inner.name = there.shapes[place].name


def _name_in(area: Any) -> str:
    """Whom an area stands for, without its figure."""
    return str(area._element.xpath(".//p:cNvPr")[0].get("descr", "")).partition(":")[0] or area.name


def is_pictured(slide: Any, fresh: Any) -> bool:
    """Whether another program made a picture of the chart, map or table."""
    there = content_of(fresh)
    if there is None or content_of(slide) is not None:
        return False
    room = there.width * there.height
    return any(s.shape_type == _PICTURE and s.width * s.height >= _LARGE * room for s in slide.shapes)
