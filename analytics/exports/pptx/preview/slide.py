"""A slide as a picture: its shapes where they stand, with what they say and show in the file."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from analytics.exports.pptx.parts.styles import A, Theme, theme_colours
from analytics.exports.pptx.preview.chart import draw_chart
from analytics.exports.pptx.preview.ink import POINT, Box, colour_of, fill_attributes, number, placed, stroke
from analytics.exports.pptx.preview.table import draw_table
from analytics.exports.pptx.preview.words import draw_words

# Larger pictures of a person are left out: the preview is to be there at once.
_LARGEST = 400_000
_SHOWN = ("image/png", "image/jpeg", "image/gif", "image/svg+xml")
_FONTS = "Figtree, Arial, 'Liberation Sans', sans-serif"


@dataclass(frozen=True)
class Preview:
    """A picture of a slide.

    Attributes:
        svg: the picture.
        undrawn: how many shapes are not in it, such as a chart of a kind that is not drawn here.
    """

    svg: str
    undrawn: int


@dataclass
class _Sheet:
    slide: Any
    colours: Theme
    german: bool
    undrawn: int = 0
    parts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Inside:
    """How places within a group become places of the slide."""

    wide: float = 1.0
    tall: float = 1.0
    right: float = 0.0
    down: float = 0.0

    def box(self, shape: Any) -> Box:
        left, top, width, height = (
            (length or 0) / POINT for length in (shape.left, shape.top, shape.width, shape.height)
        )
        return Box(left * self.wide + self.right, top * self.tall + self.down, width * self.wide, height * self.tall)


def preview_slide(presentation: Any, slide: Any, *, german: bool) -> Preview:
    """The slide with what its layout and master put under it."""
    sheet = _Sheet(slide, theme_colours(slide), german)
    width, height = presentation.slide_width / POINT, presentation.slide_height / POINT
    for under in (slide.slide_layout.slide_master, slide.slide_layout):
        for shape in under.shapes:
            if not shape.is_placeholder:
                _draw(sheet, shape, _Inside())
    for shape in slide.shapes:
        if not _is_number(shape):
            _draw(sheet, shape, _Inside())
    ground = _ground(slide, sheet.colours)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" '
        f'font-family="{_FONTS}"><rect width="100%" height="100%" fill="{ground}"/>{"".join(sheet.parts)}</svg>'
    )
    return Preview(svg, sheet.undrawn)


def _is_number(shape: Any) -> bool:
    return bool(shape.is_placeholder) and shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER


def _ground(slide: Any, colours: Theme) -> str:
    for holder in (slide, slide.slide_layout, slide.slide_layout.slide_master):
        ground = holder._element.find(f".//{qn('p:bg')}")
        if ground is not None:
            reference = ground.find(qn("p:bgRef"))
            entry = reference.find(f"{A}schemeClr") if reference is not None else None
            named = f"#{colours.get(entry.get('val'), 'FFFFFF')}" if entry is not None else "#FFFFFF"
            return colour_of(ground.find(qn("p:bgPr")), colours)[0] or named
    return "#FFFFFF"


def _draw(sheet: _Sheet, shape: Any, inside: _Inside) -> None:
    kind = shape._element.tag.rpartition("}")[2]
    box = inside.box(shape)
    if kind == "grpSp":
        for inner in shape.shapes:
            _draw(sheet, inner, _deeper(shape, box))
    elif kind in ("sp", "cxnSp"):
        sheet.parts.append(_outline(shape._element, box, sheet.colours, line=kind == "cxnSp"))
        body = shape._element.find(qn("p:txBody"))
        if body is not None:
            sheet.parts.append(_words(sheet, shape, body, box))
    else:
        drawn = _picture(shape, box) if kind == "pic" else _framed(sheet, shape, box)
        sheet.undrawn += drawn is None
        sheet.parts.append(drawn if drawn is not None else _blank(box))


def _words(sheet: _Sheet, shape: Any, body: Any, box: Box) -> str:
    holders = list(_holders(sheet.slide, shape))
    frames = [frame for holder in holders for frame in holder.iter(f"{A}bodyPr")]
    return draw_words(body, box, sheet.colours, list(_inherited(sheet.slide, shape, holders)), frames)


def _deeper(group: Any, box: Box) -> _Inside:
    frame = group._element.grpSpPr.find(f"{A}xfrm")
    start, size = (frame.find(f"{A}chOff"), frame.find(f"{A}chExt")) if frame is not None else (None, None)
    if start is None or size is None:
        return _Inside()
    wide, tall = (
        length / (int(size.get(name)) / POINT) if int(size.get(name)) else 1.0
        for length, name in ((box.width, "cx"), (box.height, "cy"))
    )
    x, y = int(start.get("x")) / POINT, int(start.get("y")) / POINT
    return _Inside(wide, tall, box.left - x * wide, box.top - y * tall)


def _framed(sheet: _Sheet, shape: Any, box: Box) -> str | None:
    if shape.has_chart:
        return draw_chart(shape.chart._chartSpace, box, sheet.colours, german=sheet.german)
    return draw_table(shape.table._tbl, box, sheet.colours) if shape.has_table else None


def _picture(shape: Any, box: Box) -> str | None:
    try:
        image = shape.image
    except (KeyError, ValueError, AttributeError):
        return None
    if image.content_type not in _SHOWN or len(image.blob) > _LARGEST:
        return None
    data = base64.b64encode(image.blob).decode()
    return f'<image {placed(box)} preserveAspectRatio="none" href="data:{image.content_type};base64,{data}"/>'


def _blank(box: Box) -> str:
    return f'<rect {placed(box)} fill="#EEEEEE" stroke="#999999" stroke-dasharray="4 3"/>'


def _outline(element: Any, box: Box, colours: Theme, *, line: bool) -> str:
    style = element.spPr
    attributes = f"{fill_attributes(style, colours)} {stroke(style.find(f'{A}ln'), colours, '#555555' if line else '')}"
    frame = style.find(f"{A}xfrm")
    turn = int(frame.get("rot", "0")) / 60_000 if frame is not None else 0
    middle = f"{number(box.left + box.width / 2)} {number(box.top + box.height / 2)}"
    around = f' transform="rotate({number(turn)} {middle})"' if turn else ""
    own = style.find(f"{A}custGeom")
    preset = style.find(f"{A}prstGeom")
    name = preset.get("prst") if preset is not None else "rect"
    if own is not None:
        return "".join(f'<path d="{path}" {attributes}{around}/>' for path in _paths(own, box))
    if line or "Connector" in name or name == "line":
        return _diagonal(frame, box, f"{attributes}{around}")
    if name == "ellipse":
        half = f'rx="{number(box.width / 2)}" ry="{number(box.height / 2)}"'
        x, y = middle.split()
        return f'<ellipse cx="{x}" cy="{y}" {half} {attributes}{around}/>'
    return f"<rect {placed(box)} {attributes}{around}/>" if 'fill="none" stroke="none"' not in attributes else ""


def _diagonal(frame: Any, box: Box, attributes: str) -> str:
    ends = [box.top, box.bottom]
    if frame is not None and (frame.get("flipV") == "1") != (frame.get("flipH") == "1"):
        ends.reverse()
    spots = f'x1="{number(box.left)}" y1="{number(ends[0])}" x2="{number(box.right)}" y2="{number(ends[1])}"'
    return f"<line {spots} {attributes}/>"


def _paths(geometry: Any, box: Box) -> Iterator[str]:
    letters = {"moveTo": "M", "lnTo": "L", "cubicBezTo": "C", "quadBezTo": "Q", "close": "Z"}
    for path in geometry.iter(f"{A}path"):
        wide, tall = (int(path.get(name, "0")) or 1 for name in ("w", "h"))
        steps = []
        for step in path:
            letter = letters.get(step.tag.rpartition("}")[2], "")
            spots = " ".join(
                f"{number(box.left + int(spot.get('x')) / wide * box.width)} "
                f"{number(box.top + int(spot.get('y')) / tall * box.height)}"
                for spot in step.iter(f"{A}pt")
            )
            steps.append(f"{letter}{spots}")
        yield "".join(steps)


def _holders(slide: Any, shape: Any) -> Iterator[Any]:
    """The shapes of layout and master that a placeholder fills, nearest first."""
    layout = slide.slide_layout
    for holder in (layout, layout.slide_master) if shape.is_placeholder else ():
        for other in holder.placeholders:
            if other.placeholder_format.type == shape.placeholder_format.type:
                yield other._element


def _inherited(slide: Any, shape: Any, holders: list[Any]) -> Iterator[Any]:
    """Looks of words that a placeholder takes from its layout and master, nearest first."""
    for holder in holders:
        yield from holder.iterfind(f".//{A}lstStyle/{A}lvl1pPr/{A}defRPr")
    styles = slide.slide_layout.slide_master._element.find(qn("p:txStyles"))
    name = "p:titleStyle" if shape == slide.shapes.title else "p:otherStyle"
    if holders and styles is not None and styles.find(qn(name)) is not None:
        yield from styles.find(qn(name)).iterfind(f"{A}lvl1pPr/{A}defRPr")
