"""The layouts a template has for cover, section and closing slide; the one for figures where it has none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from analytics.exports.pptx.masters.template import Master

_TITLES, _TEXTS = (1, 3), (2, 4)
_CLOSING = re.compile(r"schluss|closing|danke|thank|ende\b|end slide", re.IGNORECASE)
# Share of the page's width from which on a field has room for a line of words.
_WIDE = 0.25
_SIZE = ".//a:lstStyle/a:lvl1pPr/a:defRPr/@sz"


def layout_for(master: Master, kind: str) -> Any:
    """The layout for a kind of slide: cover, section or closing; others take the one of the figures."""
    cover = next(_of_type(master, "title"), None)
    found = {
        "cover": cover,
        "section": next(_of_type(master, "secHead"), None) or cover,
        "closing": next((one for one in _titled(master) if _CLOSING.search(one.name)), None) or cover,
    }
    return found.get(kind) or master.layout


def _of_type(master: Master, kind: str) -> Iterator[Any]:
    return (layout for layout in _titled(master) if layout._element.get("type") == kind)


def _titled(master: Master) -> Iterator[Any]:
    for layout in master.layout.slide_master.slide_layouts:
        if any(holder.placeholder_format.type in _TITLES for holder in layout.placeholders):
            yield layout


def text_holder(slide: Any, page_width: int) -> Any:
    """The field below the title that has room for words; None without, and where it lies on the title."""
    title = slide.shapes.title
    fields = [
        field for field in slide.placeholders
        if field.placeholder_format.type in _TEXTS and field.width and not _overlap(field, title)
    ]  # fmt: skip
    return next((field for field in fields if field.width >= _WIDE * page_width), None)


def _overlap(field: Any, title: Any) -> bool:
    """Whether most of a field lies on the title."""
    if title is None or not title.width or not field.height:
        return False
    top, bottom = max(field.top, title.top), min(field.top + field.height, title.top + title.height)
    left, right = max(field.left, title.left), min(field.left + field.width, title.left + title.width)
    return bool(right > left and 2 * (bottom - top) > field.height)


def text_size(layout: Any, idx: int) -> float:
    """Size of the words of a field: of the layout, else of its master."""
    sizes = [size for h in layout.placeholders if h.placeholder_format.idx == idx for size in h._element.xpath(_SIZE)]
    sizes += layout.slide_master._element.xpath("./p:txStyles/p:bodyStyle/a:lvl1pPr/a:defRPr/@sz")
    return float(sizes[0]) / 100 if sizes else 18.0


def clear_holders(slide: Any, kept: Any) -> None:
    """Takes out the fields nobody fills, which would ask for a picture or a text."""
    for holder in list(slide.placeholders):
        is_kept = kept is not None and holder._element is kept._element
        if holder.placeholder_format.type not in _TITLES and not is_kept:
            holder._element.getparent().remove(holder._element)
