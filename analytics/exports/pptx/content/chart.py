"""A figure as a native chart, with marks over it that no chart draws."""

from __future__ import annotations

import math
from dataclasses import replace

import plotly.graph_objects as go

from analytics.exports.drawing.marks import Box, Dot, Mark, Path, Words
from analytics.exports.drawing.scene import lay_out
from analytics.exports.drawing.scene.model import Scene
from analytics.exports.drawing.text_metrics import text_width
from analytics.exports.pptx.content.canvas import WIDER, Canvas
from analytics.exports.pptx.content.inks import ink_labels_on_bars, ink_words
from analytics.exports.pptx.parts.charts.labels import SIZE, fit_labels
from analytics.exports.pptx.parts.charts.naming import axis_words, value_name
from analytics.exports.pptx.parts.charts.panels import panel_scenes
from analytics.exports.pptx.parts.charts.plan import Plan
from analytics.exports.pptx.parts.charts.sheet import chart_workbook
from analytics.exports.pptx.parts.charts.xml import chart_xml, is_special
from analytics.exports.pptx.parts.colours import is_fixed
from analytics.exports.pptx.parts.shapes import frame_xml, marks_group, properties
from analytics.exports.pptx.parts.styles import theme_colours
from analytics.exports.provenance import list_sources
from analytics.figure.model import Figure

# A chart that is narrower has half a slide, or one of a small template.
HALF = 450.0
# Categories from which on a row is counted in tens.
YEARS = 10


def write_chart(canvas: Canvas, figure: Figure, plan: Plan) -> None:
    """Writes the native chart, with what it cannot draw below and above it."""
    left, top, right, bottom = canvas.area
    width, height = right - left, bottom - top
    replaced = plan.replaces_shapes
    if canvas.frame is not None:
        plan.x_range = canvas.frame.x_range or plan.x_range
        plan.y_range = canvas.frame.y_range or plan.y_range
    scale = 1.0 if replaced else max(1.0, min(1.3, figure.height_px / height))
    x_range = None if figure.panel_step else plan.x_range
    room = (figure.chart, width * scale, height * scale, canvas.w)
    scene = lay_out(*room, x_range=x_range, y_range=plan.y_range)
    if plan.kind == "bar" and not replaced:
        scene = _fit_bars(scene, figure, plan, canvas)
    if replaced:
        _widen_for_names(scene, plan)
    canvas.drawing.left, canvas.drawing.top, canvas.drawing.scale = left, top, 1 / scale
    if figure.panel_step:
        # What all panels share is drawn once, beside them.
        plan.category_words, plan.value_format = False, ""
    rest = [] if replaced else [mark for mark in scene.marks if not _shown_by(plan, mark)]
    below = [mark for mark in rest if getattr(mark, "below", False)]
    colours = theme_colours(canvas.slide)
    ink_labels_on_bars(plan, colours)
    above = [ink_words(_like_its_ground(mark, rest), colours) for mark in rest if not getattr(mark, "below", False)]
    for series in plan.series:
        series.label_ground = plan.kind == "bar" and any(isinstance(mark, Path) for mark in below)
    names, w = canvas.names, canvas.w
    behind = figure.description if figure.panel_step else w.text("Bands and lines behind the chart")
    canvas.add(marks_group(canvas.drawing, below, names["backdrop"], behind))
    if figure.panel_step:
        _add_panels(canvas, figure, plan, scene)
    else:
        _add_chart(canvas, figure, plan, scene)
    said = " ".join(mark.text for mark in above if hasattr(mark, "text"))
    canvas.add(marks_group(canvas.drawing, above, names["labels"], said[:900] or w.text("Labels of the chart")))


def _fit_bars(scene: Scene, figure: Figure, plan: Plan, canvas: Canvas) -> Scene:
    """The bars with room for the labels behind their ends."""
    chart, size, y_range = figure.chart, (scene.width, scene.height), plan.y_range
    if _has_spare_margin(scene, plan, canvas.area[2] - canvas.area[0]):
        chart = _without_margin(figure, plan)
        scene = lay_out(chart, *size, canvas.w, x_range=plan.x_range, y_range=y_range)
    if fit_labels(plan, scene.right - scene.left):
        scene = lay_out(chart, *size, canvas.w, x_range=plan.x_range, y_range=y_range)
    return scene


def _has_spare_margin(scene: Scene, plan: Plan, width: float) -> bool:
    """Whether a chart on half a slide keeps a margin for values which the native chart writes at its bars."""
    words = (mark for mark in scene.marks if isinstance(mark, Words) and not _shown_by(plan, mark))
    at_ends = all(series.label_place == "outEnd" for series in plan.series)
    return width < HALF and at_ends and not any(mark.left + mark.width > scene.right + 1 for mark in words)


def _without_margin(figure: Figure, plan: Plan) -> go.Figure:
    """The chart with as much at its sides as the names of its rows need."""
    names = max(text_width(name, SIZE) for name in plan.categories) * WIDER
    return go.Figure(figure.chart).update_layout(margin={"l": names + 14, "r": 12})


def _like_its_ground(mark: Mark, marks: list[Mark]) -> Mark:
    """Words keep their colour where they stand on a box that keeps its own, as on a dark master."""
    if not isinstance(mark, Words):
        return mark
    x, y = mark.left + mark.width / 2, mark.top + mark.height / 2
    grounds = [
        box for box in marks
        if isinstance(box, Box) and box.opacity == 1 and box.left <= x <= box.right and box.top <= y <= box.bottom
    ]  # fmt: skip
    return replace(mark, fixed=bool(grounds) and is_fixed(grounds[-1].fill))


def _widen_for_names(scene: Scene, plan: Plan) -> None:
    size = 12.0
    scene.left = max(scene.left, max(text_width(name, size) for name in plan.categories) * WIDER + 16)


def _one_of(categories: list[str], room: float, size: float) -> int:
    """Of how many categories one is written, so that their words stand apart."""
    widest = max((text_width(name, size) for name in categories), default=0.0) * WIDER
    if len(categories) <= YEARS or widest * len(categories) <= room:
        return max(1, math.ceil(widest * len(categories) / room))
    # A refresh keeps it: where not all are written, years to come have their room already.
    return math.ceil(widest * math.ceil(len(categories) / YEARS) * YEARS / room)


def _shown_by(plan: Plan, mark: Mark) -> bool:
    """Whether the native chart draws a mark itself."""
    kind, number = mark.origin
    if isinstance(mark, Dot) and is_special(vars(mark)):
        return False
    if kind in ("trace", "label"):
        return number in plan.drawn
    if kind == "annotation":
        return number in plan.dropped
    if kind == "xtick":
        return plan.kind in ("column", "line")
    if kind == "ytick":
        return plan.category_words if plan.kind == "bar" else bool(plan.value_format)
    if kind == "ygrid":
        return plan.kind != "bar" and bool(plan.value_format)
    return (kind == "yzero" and plan.kind in ("column", "line")) or (kind == "xzero" and plan.kind == "bar")


def _add_panels(canvas: Canvas, figure: Figure, plan: Plan, scene: Scene) -> None:
    """A chart of its own for each panel, called by what it shows."""
    y = scene.ys["y"]
    panels = panel_scenes(scene, len(plan.series), figure.panel_step, plan.x_range or (0.0, 1.0))
    for series, ((left, right), own) in zip(plan.series, panels, strict=True):
        area = (*canvas.drawing.place(left, y.end), *canvas.drawing.place(right, y.start))
        names = canvas.names | {"chart": f"{canvas.names['chart']} · {series.name}"}
        said = replace(figure, description=f"{series.name}: {figure.subtitle}")
        _add_chart(replace(canvas, area=area, names=names), said, replace(plan, series=[series]), own)


def _add_chart(canvas: Canvas, figure: Figure, plan: Plan, scene: Scene) -> None:
    from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from pptx.opc.packuri import PackURI
    from pptx.parts.chart import ChartPart

    y = scene.ys["y"]
    inner = (
        scene.left / scene.width,
        y.end / scene.height,
        (scene.right - scene.left) / scene.width,
        (y.start - y.end) / scene.height,
    )
    for series in plan.series:
        series.label_size = 12.0 * canvas.drawing.scale if canvas.drawing.scale < 0.9 else 12.0
    x_range, y_range = (scene.x.low, scene.x.high), (y.low, y.high)
    size = max(9.5, 12.0 * canvas.drawing.scale)
    if plan.category_words and plan.kind in ("column", "line"):
        plan.every = _one_of(plan.categories, (scene.right - scene.left) * canvas.drawing.scale, size)
    xml = chart_xml(plan, inner, x_range, y_range, size=size)
    package = canvas.slide.part.package
    name = package.next_partname("/ppt/charts/chart%d.xml")
    part = ChartPart.load(PackURI(str(name)), CONTENT_TYPE.DML_CHART, package, xml)
    sources = list_sources(canvas.atlas, figure.source_ids, canvas.w)
    known = [value for series in plan.series for value in series.values if not math.isnan(value)]
    book = chart_workbook(plan, canvas.w, sources, measure=value_name(figure, known), words=axis_words(figure))
    part.chart_workbook.update_from_xlsx_blob(book)
    rel = canvas.slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    number = canvas.drawing.number()
    canvas.add(
        f"<p:graphicFrame><p:nvGraphicFramePr>{properties(number, canvas.names['chart'], figure.description)}"
        f"<p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>{frame_xml(canvas.area, 'p:xfrm')}"
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'r:id="{rel}"/></a:graphicData></a:graphic></p:graphicFrame>'
    )
