"""What the XML of a slide says about its places, sizes and colours: each finding a line, none for a good slide."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from analytics.exports.drawing.text_metrics import text_width
from analytics.exports.pptx.masters.template import POINT, Master

Extent = tuple[float, float, float, float]
LEAST_SIZE = 9.0
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# Rounding to whole points; a label whose corner touches another is still read.
_CLOSE = 1.5


@dataclass(frozen=True)
class Placed:
    """A shape where it stands on the slide, in points."""

    name: str
    extent: Extent
    text: str
    size: float
    group: str
    element: object


def _extent(element) -> Extent | None:
    frame = element.find(f".//{_A}xfrm") if element.tag != f"{_P}graphicFrame" else element.find(f"{_P}xfrm")
    if frame is None or frame.find(f"{_A}off") is None:
        return None
    off, ext = frame.find(f"{_A}off"), frame.find(f"{_A}ext")
    x, y = int(off.get("x")) / POINT, int(off.get("y")) / POINT
    return x, y, x + int(ext.get("cx")) / POINT, y + int(ext.get("cy")) / POINT


def shapes_of(slide) -> Iterator[Placed]:
    """All shapes, those of groups by themselves; groups of ours keep the places of the slide."""
    yield from _walk(slide.shapes._spTree, "")


def _walk(tree, group: str) -> Iterator[Placed]:
    for element in tree:
        name = getattr(element.find(f"./*/{_P}cNvPr"), "attrib", {}).get("name", "")
        if element.tag == f"{_P}grpSp":
            yield from _walk(element, name)
        elif element.tag in (f"{_P}sp", f"{_P}graphicFrame") and (extent := _extent(element)):
            lines = ["".join(node.text or "" for node in p.iter(f"{_A}t")) for p in element.iter(f"{_A}p")]
            sizes = [int(run.get("sz")) / 100 for run in element.iter(f"{_A}rPr") if run.get("sz")]
            yield Placed(name, extent, "\n".join(lines).strip(), max(sizes, default=0.0), group, element)


def ink(shape: Placed) -> Extent:
    """Where the words of a text box that does not wrap stand: the box is a little wider for other fonts."""
    body = shape.element.find(f".//{_A}bodyPr")
    left, top, right, bottom = shape.extent
    if body is None or body.get("wrap") != "none" or not shape.text:
        return shape.extent
    bold = any(run.get("b") == "1" for run in shape.element.iter(f"{_A}rPr"))
    width = max(text_width(line, shape.size, bold=bold) for line in shape.text.split("\n"))
    spare = max(0.0, right - left - width)
    side = next((p.get("algn") for p in shape.element.iter(f"{_A}pPr") if p.get("algn")), "l")
    before = spare * {"l": 0.0, "ctr": 0.5, "r": 1.0}[side]
    return left + before, top + shape.size * 0.16, left + before + width, bottom - shape.size * 0.16


def overlap(one: Extent, other: Extent) -> bool:
    """Whether two places share more than an edge."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > _CLOSE and down > _CLOSE


def places(slide, master: Master) -> Iterator[str]:
    """Text boxes that lie over each other, and shapes that leave slide, layout or group."""
    shapes = list(shapes_of(slide))
    page = (0.0, 0.0, master.presentation.slide_width / POINT, master.presentation.slide_height / POINT)
    worded = [shape for shape in shapes if shape.text]
    for one, other in combinations(worded, 2):
        if overlap(ink(one), ink(other)):
            yield f"{one.text[:40]!r} ({one.group}) lies over {other.text[:40]!r} ({other.group})"
    for shape in shapes:
        if _leaves(ink(shape), page, 1.0):
            yield f"{shape.name[:40]!r} leaves the slide: {_said(shape.extent)}"
    yield from _outside_groups(slide.shapes._spTree)


def beyond(slide, master: Master) -> Iterator[str]:
    """Content outside the area that the layout leaves it."""
    for shape in shapes_of(slide):
        if not list(shape.element.iter(f"{_P}ph")) and _leaves(ink(shape), master.area, 2.0):
            yield f"{shape.name[:40]!r} leaves the area {_said(master.area)}: {_said(shape.extent)}"


def _leaves(inner: Extent, outer: Extent, spare: float) -> bool:
    return (
        inner[0] < outer[0] - spare
        or inner[1] < outer[1] - spare
        or inner[2] > outer[2] + spare
        or inner[3] > outer[3] + spare
    )


def _outside_groups(tree) -> Iterator[str]:
    for group in tree.iter(f"{_P}grpSp"):
        frame = _extent(group.find(f"{_P}grpSpPr"))
        for shape in _walk(group, ""):
            if frame and _leaves(shape.extent, frame, 1.0):
                yield f"{shape.name[:40]!r} lies outside its group: {_said(shape.extent)} of {_said(frame)}"


def _said(extent: Extent) -> str:
    return "/".join(f"{side:.0f}" for side in extent)


def small_words(slide) -> Iterator[str]:
    """Words smaller than nine points, in shapes and in charts."""
    roots = [slide._element, *(shape.chart._chartSpace for shape in slide.shapes if shape.has_chart)]
    for root in roots:
        for style in root.iter(f"{_A}rPr", f"{_A}defRPr", f"{_A}endParaRPr"):
            if style.get("sz") and int(style.get("sz")) < LEAST_SIZE * 100:
                said = "".join(node.text or "" for node in style.getparent().iter(f"{_A}t"))
                yield f"{said[:40]!r} has {int(style.get('sz')) / 100} points"


def wordless(slide) -> Iterator[str]:
    """Text boxes without words, which a person finds with every click beside them."""
    for shape in shapes_of(slide):
        if not shape.text and shape.element.xpath("./p:nvSpPr/p:cNvSpPr[@txBox='1']"):
            yield f"{shape.name[:40]!r} holds no words"
