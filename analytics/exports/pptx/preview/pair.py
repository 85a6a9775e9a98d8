"""Slides of a deck before and after its refresh, as pictures."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import Any

from analytics.exports.pptx.merging.frames import content_of
from analytics.exports.pptx.parts.words import plain_headline
from analytics.exports.pptx.preview.slide import preview_slide


@dataclass(frozen=True)
class Picture:
    """A slide as it stands in a file.

    Attributes:
        address: the picture itself, as an address of its own.
        alternative: what it shows, in words: headline, then the alternative of chart, map or table.
        undrawn: how many shapes are not in it.
    """

    address: str
    alternative: str
    undrawn: int


def picture_pair(before: bytes, after: bytes, number: int, *, german: bool) -> tuple[Picture, Picture]:
    """A slide, from 1, of both files."""
    return _picture(before, number, german=german), _picture(after, number, german=german)


def _picture(content: bytes, number: int, *, german: bool) -> Picture:
    from pptx import Presentation

    presentation = Presentation(io.BytesIO(content))
    slide = presentation.slides[number - 1]
    drawn = preview_slide(presentation, slide, german=german)
    address = f"data:image/svg+xml;base64,{base64.b64encode(drawn.svg.encode()).decode()}"
    return Picture(address, _in_words(slide), drawn.undrawn)


def _in_words(slide: Any) -> str:
    title, content = slide.shapes.title, content_of(slide)
    # Not every screen reader knows the signs at which no line breaks.
    headline = plain_headline(title.text_frame.text) if title is not None else ""
    said = content._element.xpath(".//p:cNvPr")[0].get("descr", "") if content is not None else ""
    return ". ".join(text.strip(" .\n") for text in (headline, said) if text.strip())
