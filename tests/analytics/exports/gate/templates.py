"""Four masters of other houses: another format, a band at the foot, a dark ground, little room."""

import io
from collections.abc import Callable

from lxml import etree
from pptx import Presentation
from pptx.util import Inches

WIDE, FLAT = Inches(13.333), Inches(7.5)


def _saved(deck) -> bytes:
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def four_to_three() -> bytes:
    """What a library makes of nothing: 4:3, headlines of 44 points in the middle."""
    return _saved(Presentation())


def _widened():
    """16:9, with every field of master and layouts stretched along."""
    deck = Presentation()
    share = WIDE / deck.slide_width
    master = deck.slide_masters[0]
    for owner in (master, *master.slide_layouts):
        for shape in owner.shapes:
            if shape._element.xpath("./p:spPr/a:xfrm"):
                shape.left, shape.width = round(shape.left * share), round(shape.width * share)
    deck.slide_width, deck.slide_height = WIDE, FLAT
    return deck


def _band(deck, left, top, width, height, colour="1F4E79") -> None:
    scratch = Presentation()
    box = scratch.slides.add_slide(scratch.slide_layouts[6]).shapes.add_shape(
        1, *(Inches(side) for side in (left, top, width, height))
    )
    fill = etree.fromstring(
        '<a:solidFill xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<a:srgbClr val="{colour}"/></a:solidFill>'
    )
    box._element.spPr.insert(2, fill)
    box._element.nvSpPr.cNvPr.set("id", "90")
    deck.slide_masters[0].shapes._spTree.insert(2, box._element)


def footer_band() -> bytes:
    """16:9 with a band across the foot."""
    deck = _widened()
    _band(deck, 0, 6.55, 13.333, 0.95)
    return _saved(deck)


def dark() -> bytes:
    """16:9 whose theme is light on dark, by the map of colours of its master."""
    deck = _widened()
    mapped = deck.slide_masters[0]._element.find("{*}clrMap")
    mapped.attrib.update({"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"})
    return _saved(deck)


def narrow() -> bytes:
    """16:9 that leaves its content two thirds of the width and half of the height."""
    deck = _widened()
    for owner in (deck.slide_masters[0], *deck.slide_masters[0].slide_layouts):
        for shape in owner.placeholders:
            if shape.placeholder_format.type in (2, 7):
                shape.left, shape.top = Inches(0.9), Inches(1.9)
                shape.width, shape.height = Inches(9.4), Inches(4.4)
            elif shape.placeholder_format.type == 1:
                shape.left, shape.top, shape.width, shape.height = Inches(0.9), Inches(0.5), Inches(9.4), Inches(1.2)
    return _saved(deck)


TEMPLATES: dict[str, Callable[[], bytes] | None] = {
    "own": None, "4:3": four_to_three, "band": footer_band, "dark": dark, "narrow": narrow,
}  # fmt: skip
