"""Marks as native shapes of a slide: rectangles, freeforms with holes, ellipses, text boxes, groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from analytics.exports.drawing.marks import Area, Box, Dot, Mark, Path, Words
from analytics.exports.drawing.text_metrics import Line
from analytics.exports.pptx.parts.colours import EMU_PER_POINT, colour, fill, line
from analytics.exports.pptx.parts.names import LONGEST_NAME
from analytics.figure import theme

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
# A twentieth of a point: finer than any printer, and half the digits of full units.
GRAIN = EMU_PER_POINT // 20
_GEOMETRY = {
    "circle": "ellipse",
    "square": "rect",
    "diamond": "diamond",
    "triangle-up": "triangle",
    "x": "mathMultiply",
    "x-thin": "mathMultiply",
    "cross": "mathPlus",
}


@dataclass
class Drawing:
    """Where marks are drawn on a slide, in points; hands out the numbers of its shapes.

    Attributes:
        left: of the canvas.
        top: of the canvas.
        scale: points per unit of the marks.
        lang: language tag of the words.
        first: first free shape number.
    """

    left: float
    top: float
    scale: float
    lang: str
    first: int = 2
    _used: int = field(default=0)

    def number(self) -> int:
        """A shape number not used before."""
        self._used += 1
        return self.first + self._used - 1

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Point of the slide."""
        return self.left + x * self.scale, self.top + y * self.scale


Extent = tuple[float, float, float, float]


def emu(points: float) -> int:
    """Points in the unit of the file."""
    return round(points * EMU_PER_POINT)


def frame_xml(extent: Extent, tag: str = "a:xfrm", extra: str = "") -> str:
    """Position and size."""
    left, top, right, bottom = extent
    return (
        f'<{tag}{extra}><a:off x="{emu(left)}" y="{emu(top)}"/>'
        f'<a:ext cx="{max(0, emu(right - left))}" cy="{max(0, emu(bottom - top))}"/></{tag}>'
    )


def properties(number: int, name: str, description: str = "") -> str:
    """Number, name and text alternative of a shape."""
    said = f" descr={quoteattr(description)}" if description else ""
    return f'<p:cNvPr id="{number}" name={quoteattr(name)}{said}/>'


def shape_xml(
    number: int, name: str, description: str, extent: Extent, geometry: str, style: str, text: str = ""
) -> str:
    """One shape."""
    body = text or "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></p:txBody>"
    return (
        f"<p:sp><p:nvSpPr>{properties(number, name, description)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{frame_xml(extent)}{geometry}{style}</p:spPr>{body}</p:sp>"
    )


def preset(name: str) -> str:
    """A ready-made outline."""
    return f'<a:prstGeom prst="{name}"><a:avLst/></a:prstGeom>'


def group_xml(number: int, name: str, description: str, extent: Extent, inner: Iterable[str]) -> str:
    """Shapes as one object; their places stay those of the slide."""
    frame = frame_xml(extent)
    child = (
        frame.replace("<a:xfrm>", "").replace("</a:xfrm>", "").replace("a:off", "a:chOff").replace("a:ext", "a:chExt")
    )
    placed = frame.replace("</a:xfrm>", f"{child}</a:xfrm>")
    return (
        f"<p:grpSp><p:nvGrpSpPr>{properties(number, name, description)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        f"<p:grpSpPr>{placed}</p:grpSpPr>{''.join(inner)}</p:grpSp>"
    )


def marks_group(drawing: Drawing, marks: Sequence[Mark], name: str, description: str, *, fixed: bool = False) -> str:
    """Marks as a group; nothing for no marks. `fixed` keeps colours whatever the theme says."""
    if not marks:
        return ""
    number = drawing.number()
    shapes = [mark_xml(drawing, mark, fixed=fixed) for mark in marks]
    lefts, tops, rights, bottoms = zip(*(mark_extent(drawing, mark) for mark in marks), strict=True)
    return group_xml(number, name, description, (min(lefts), min(tops), max(rights), max(bottoms)), shapes)


def mark_extent(drawing: Drawing, mark: Mark) -> Extent:
    """Room a mark takes on the slide."""
    if isinstance(mark, Box):
        return *drawing.place(mark.left, mark.top), *drawing.place(mark.right, mark.bottom)
    if isinstance(mark, Dot):
        half = mark.size / 2
        return *drawing.place(mark.x - half, mark.y - half), *drawing.place(mark.x + half, mark.y + half)
    if isinstance(mark, Words):
        # A few percent more than measured: the font may be replaced by a wider one.
        spare = mark.width * 0.08 + 2
        before = spare * {"left": 0.0, "center": 0.5, "right": 1.0}[mark.across]
        left, right = mark.left - before, mark.left + mark.width + spare - before
        return *drawing.place(left, mark.top), *drawing.place(right, mark.top + mark.height)
    points = mark.points if isinstance(mark, Path) else [point for ring in mark.rings for point in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return *drawing.place(min(xs), min(ys)), *drawing.place(max(xs), max(ys))


def mark_xml(drawing: Drawing, mark: Mark, *, fixed: bool = False) -> str:
    """A mark as a shape."""
    extent = mark_extent(drawing, mark)
    if isinstance(mark, Words):
        return words_xml(drawing, mark, extent)
    scale, number = drawing.scale, drawing.number()
    if isinstance(mark, Box):
        style = fill(mark.fill, mark.opacity, hatch=mark.hatch, fixed=fixed) + line(
            mark.edge, mark.edge_width * scale, mark.dash, fixed=fixed
        )
        return shape_xml(number, _name(mark), "", extent, preset("rect"), style)
    if isinstance(mark, Dot):
        turned = mark.symbol == "triangle-left"
        style = fill(mark.fill or theme.CARD, mark.opacity, fixed=fixed)
        cross = mark.symbol in ("x", "x-thin", "cross")
        # The outline of a small cross would close its corners.
        style += line(
            mark.edge or mark.fill, 0.5 if cross else (mark.edge_width or 0.5) * scale, mark.dash, fixed=fixed
        )
        xml = shape_xml(
            number,
            _name(mark),
            "",
            extent,
            preset(_GEOMETRY.get(mark.symbol, "triangle" if turned else "ellipse")),
            style,
        )
        return xml.replace("<a:xfrm>", '<a:xfrm rot="-5400000">', 1) if turned else xml
    if isinstance(mark, Area):
        style = fill(mark.fill, mark.opacity, hatch=mark.hatch, fixed=True)
        style += line(mark.edge, mark.edge_width, mark.dash, fixed=True)
        return shape_xml(
            number, mark.name, mark.description, extent, _outline(drawing, mark.rings, extent, closed=True), style
        )
    style = fill(mark.fill, mark.opacity, fixed=fixed) + line(
        mark.colour, mark.width * scale, mark.dash, mark.opacity, fixed=fixed
    )
    return shape_xml(
        number, _name(mark), "", extent, _outline(drawing, (mark.points,), extent, closed=bool(mark.fill)), style
    )


def _name(mark: Mark) -> str:
    return f"{mark.origin[0]} {mark.origin[1]}"


def _outline(
    drawing: Drawing, rings: Iterable[tuple[tuple[float, float], ...]], extent: Extent, *, closed: bool
) -> str:
    """A freeform of several closed contours; the even-odd rule of the file format leaves holes open."""
    left, top, right, bottom = (emu(side) for side in extent)
    width, height = max(1, (right - left) // GRAIN), max(1, (bottom - top) // GRAIN)
    steps: list[str] = []
    for ring in rings:
        points = ring[:-1] if closed and len(ring) > 1 and ring[0] == ring[-1] else ring
        last = None
        for number, point in enumerate(points):
            x, y = drawing.place(*point)
            spot = ((emu(x) - left) // GRAIN, (emu(y) - top) // GRAIN)
            if spot == last:
                continue
            tag, last = "moveTo" if number == 0 else "lnTo", spot
            steps.append(f'<a:{tag}><a:pt x="{spot[0]}" y="{spot[1]}"/></a:{tag}>')
        if closed:
            steps.append("<a:close/>")
    style = "" if closed else ' fill="none"'
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{width}" h="{height}"{style}>{"".join(steps)}</a:path></a:pathLst></a:custGeom>'
    )


def words_xml(drawing: Drawing, mark: Words, extent: Extent) -> str:
    """Words as a text box that does not wrap; words on a map keep their colour like the ground they stand on."""
    fixed = mark.fixed or mark.origin[0] in ("name", "place")
    side = {"left": "l", "center": "ctr", "right": "r"}[mark.across]
    size = mark.size * drawing.scale
    inner = "".join(
        paragraph_xml(row, size, mark.colour, drawing.lang, side, bold=mark.bold, fixed=fixed) for row in mark.lines
    )
    body = text_body(inner, wrap=False, anchor={"top": "t", "middle": "ctr", "bottom": "b"}[mark.down])
    name = mark.text[:LONGEST_NAME] or "–"
    return (
        f'<p:sp><p:nvSpPr>{properties(drawing.number(), name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f"<p:spPr>{frame_xml(extent)}{preset('rect')}<a:noFill/></p:spPr>{body}</p:sp>"
    )


def text_body(paragraphs: str, *, wrap: bool = True, anchor: str = "t", inset: float = 0.0) -> str:
    """The text of a shape."""
    sides = "".join(f' {side}="{emu(inset)}"' for side in ("lIns", "tIns", "rIns", "bIns"))
    way = "square" if wrap else "none"
    return (
        f'<p:txBody><a:bodyPr wrap="{way}"{sides} anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle/>{paragraphs}</p:txBody>"
    )


def paragraph_xml(
    runs: Line,
    size: float,
    ink: str,
    lang: str,
    side: str = "l",
    *,
    bold: bool = False,
    after: float = 0.0,
    fixed: bool = False,
) -> str:
    """One paragraph; words keep the theme's font."""
    written = "".join(
        f'<a:r><a:rPr lang="{lang}" sz="{round(size * 100)}"{_bold(run.bold or bold)}>'
        f"<a:solidFill>{colour(run.colour or ink, fixed=fixed)}</a:solidFill></a:rPr>"
        f"<a:t>{escape(clean(run.text))}</a:t></a:r>"
        for run in runs
    )
    space = f'<a:spcAft><a:spcPts val="{round(after * 100)}"/></a:spcAft>' if after else ""
    return f'<a:p><a:pPr algn="{side}"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>{space}</a:pPr>{written}</a:p>'


def clean(text: str) -> str:
    """Without the control characters no XML file may hold."""
    return "".join(sign for sign in text if sign >= " " and sign not in "\ufffe\uffff")


def text_box(drawing: Drawing, name: str, extent: Extent, paragraphs: str, *, anchor: str = "t") -> str:
    """A text box that wraps."""
    return (
        f'<p:sp><p:nvSpPr>{properties(drawing.number(), name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f"<p:spPr>{frame_xml(extent)}{preset('rect')}<a:noFill/></p:spPr>{text_body(paragraphs, anchor=anchor)}</p:sp>"
    )


def _bold(yes: bool) -> str:
    return ' b="1"' if yes else ""
