"""The room of a slide's content and what the parts need to write into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml import etree

from analytics.exports.pptx.parts.shapes import NAMESPACES, Drawing
from analytics.language import Wording
from data.atlas import Atlas

# The font of a template may be wider than ours.
WIDER = 1.16
Extent = tuple[float, float, float, float]


@dataclass(frozen=True)
class Frame:
    """Where a chart, map or table stands already, so that it is drawn for the same place.

    Attributes:
        area: left, top, right and bottom in points.
        x_range: horizontal range of the chart; None for the one of the data.
        y_range: vertical range.
    """

    area: Extent
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None


@dataclass
class Canvas:
    """Everything the parts of a slide need.

    Attributes:
        slide: python-pptx's slide.
        drawing: hands out shape numbers.
        atlas: the data package.
        w: language.
        area: room of the content in points.
        names: what the shapes are called.
        frame: where the content of an older version stands.
        head: height that words take in the column beside a map.
    """

    slide: Any
    drawing: Drawing
    atlas: Atlas
    w: Wording
    area: Extent
    names: dict[str, str]
    frame: Frame | None = None
    head: float = 0.0

    def add(self, xml: str) -> None:
        """Puts a shape on top of the others."""
        if xml:
            tag, _, rest = xml.partition(">")
            # The namespaces are declared once, on the outermost element.
            slash = tag.endswith("/")
            head = f"{tag.rstrip('/')} {NAMESPACES}{'/' if slash else ''}>"
            self.slide.shapes._spTree.append(etree.fromstring(head + rest))
