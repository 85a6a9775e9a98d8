"""Maps: every area and sign is a shape of its own."""

from __future__ import annotations

from analytics.exports.drawing.map import LEAST_SIZE, lay_out_map
from analytics.exports.drawing.marks import Area, Mark
from analytics.exports.drawing.scene import lay_out
from analytics.exports.pptx.content.canvas import Canvas
from analytics.exports.pptx.content.inks import lay_on_paper
from analytics.exports.pptx.parts.shapes import mark_xml, marks_group, properties
from analytics.exports.pptx.parts.styles import theme_colours
from analytics.exports.views import MapView
from analytics.figure.model import Figure

# Narrower than this a map has half of a slide.
WHOLE_WIDTH = 600.0


def write_map(canvas: Canvas, shown: MapView) -> None:
    """Writes areas, signs, names and legend, one group each."""
    left, top, right, bottom = canvas.area
    width, height = right - left, bottom - top
    laid_out = lay_out_map(canvas.atlas, shown, width, height, canvas.w, size=map_size(width), head=canvas.head)
    marks = list(lay_on_paper(laid_out, theme_colours(canvas.slide)))
    canvas.drawing.left, canvas.drawing.top, canvas.drawing.scale = left, top, 1.0
    description, names = shown.figure.description, canvas.names
    filled = names["areas"] if shown.filled == "gemeinden" else names["map"]
    layers = {
        "backdrop": names["backdrop"], "kreise": filled, "gemeinden": names["gemeinden"], "lines": names["lines"],
    }  # fmt: skip
    for group, name in layers.items():
        areas = [mark for mark in marks if isinstance(mark, Area) and mark.group == group]
        canvas.add(marks_group(canvas.drawing, areas, name, description if group == "kreise" else name, fixed=True))
    for outline in (mark for mark in marks if isinstance(mark, Area) and not mark.group):
        canvas.add(mark_xml(canvas.drawing, outline, fixed=True))
    for origins, name in (
        (("added",), names["added"]),
        (("flow",), names["flows"]),
        (("member",), names["members"]),
        (("name", "place"), names["labels"]),
        (("legend",), names["legend"]),
    ):
        parts = [mark for mark in marks if mark.origin[0] in origins]
        canvas.add(_named_group(canvas, parts, name, shown if origins == ("member",) else None))


def map_size(width: float) -> float:
    """Size of the words of a map; half a slide gets smaller ones, none below nine points."""
    return 10.5 if width >= WHOLE_WIDTH else LEAST_SIZE


def write_areas(canvas: Canvas, figure: Figure) -> None:
    """A small map whose areas and signs are shapes: no native chart has areas of any form."""
    left, top, right, bottom = canvas.area
    canvas.drawing.left, canvas.drawing.top, canvas.drawing.scale = left, top, 1.0
    marks = lay_out(figure.chart, right - left, bottom - top, canvas.w).marks
    areas = [mark for mark in marks if isinstance(mark, Area)]
    rest = [mark for mark in marks if not isinstance(mark, Area)]
    names = canvas.names
    canvas.add(marks_group(canvas.drawing, areas, names["map"], figure.description, fixed=True))
    canvas.add(marks_group(canvas.drawing, rest, names["labels"], names["labels"], fixed=True))


def _named_group(canvas: Canvas, marks: list[Mark], name: str, shown: MapView | None) -> str:
    """A group of marks; those of initiatives are called by their names."""
    if shown is None:
        return marks_group(canvas.drawing, marks, name, name, fixed=True)
    members = [shown.view["members"][mark.origin[1]] for mark in marks]
    titles = [", ".join(str(item["name"]) for item in entry["items"]) for entry in members]
    xml = marks_group(canvas.drawing, marks, name, "; ".join(titles)[:900], fixed=True)
    for mark, title in zip(marks, titles, strict=True):
        old, new = f'name="{mark.origin[0]} {mark.origin[1]}"', properties(0, title, title)
        xml = xml.replace(old, new[new.index("name=") : -2], 1)
    return xml
