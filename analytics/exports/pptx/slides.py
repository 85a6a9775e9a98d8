"""One slide from one view: headline, subtitle, chart or map or table or key figures, source line, speaker notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from analytics.exports.drawing.cards import column_shares, shown_columns
from analytics.exports.drawing.map import lay_out_map
from analytics.exports.drawing.marks import LINE_FACTOR, Area, Dot, Mark
from analytics.exports.drawing.scene import lay_out
from analytics.exports.drawing.scene.axes import is_map
from analytics.exports.drawing.scene.model import Scene
from analytics.exports.drawing.text_metrics import Run, text_width, wrap_words
from analytics.exports.pptx.memory.properties import LANGUAGES
from analytics.exports.pptx.notes import speaker_notes
from analytics.exports.pptx.parts.charts.plan import Plan, plan_chart
from analytics.exports.pptx.parts.charts.sheet import chart_workbook
from analytics.exports.pptx.parts.charts.xml import chart_xml, is_special
from analytics.exports.pptx.parts.colours import colour, fill, line
from analytics.exports.pptx.parts.grid import grid_table
from analytics.exports.pptx.parts.names import names_in
from analytics.exports.pptx.parts.shapes import (
    NAMESPACES,
    Drawing,
    frame_xml,
    mark_xml,
    marks_group,
    paragraph_xml,
    preset,
    properties,
    shape_xml,
    text_body,
    text_box,
)
from analytics.exports.pptx.template import Master, number_holder
from analytics.exports.presentation.collection import SlideSpec
from analytics.exports.provenance import foot_lines
from analytics.exports.views import MapView
from analytics.figure import theme
from analytics.figure.model import Figure, format_cell
from analytics.language import Wording
from data.atlas import Atlas

SUBTITLE, REMARK, FOOT, CELL = 15.0, 15.0, 10.0, 11.5
SIZES = (1.0, 0.86, 0.74, 0.64, 0.56, 0.5, 0.44, 0.38)
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
    """

    slide: Any
    drawing: Drawing
    atlas: Atlas
    w: Wording
    area: Extent
    names: dict[str, str]
    frame: Frame | None = None

    def add(self, xml: str) -> None:
        """Puts a shape on top of the others."""
        if xml:
            tag, _, rest = xml.partition(">")
            # The namespaces are declared once, on the outermost element.
            slash = tag.endswith("/")
            head = f"{tag.rstrip('/')} {NAMESPACES}{'/' if slash else ''}>"
            self.slide.shapes._spTree.append(etree.fromstring(head + rest))


def add_slide(
    master: Master,
    atlas: Atlas,
    w: Wording,
    content: Figure | MapView,
    spec: SlideSpec,
    token: str,
    frame: Frame | None = None,
) -> Any:
    """Adds the slide of a view to the presentation.

    Args:
        master: presentation and layout.
        atlas: the data package.
        w: language.
        content: from `draw_slide_figure`.
        spec: with the person's headline and remark.
        token: mark by which the slide is recognised again.
        frame: where the content stands already; worked out when None.

    Returns:
        python-pptx's slide.
    """
    figure = content.figure if isinstance(content, MapView) else content
    slide = master.presentation.slides.add_slide(master.layout)
    for holder in list(slide.placeholders):
        if holder.placeholder_format.type != 1:
            holder._element.getparent().remove(holder._element)
    _write_title(slide, master, spec.headline or figure.headline, w)
    area, bottom = _frame_area(master, atlas, w, figure, spec)
    drawing = Drawing(0, 0, 1.0, LANGUAGES[w.lang], first=20)
    canvas = Canvas(slide, drawing, atlas, w, frame.area if frame else area, names_in(w), frame)
    _write_subtitle(canvas, master, figure, spec, token)
    _write_content(canvas, content)
    _write_foot(canvas, master, figure, bottom)
    for holder in number_holder(master.layout):
        _add_number(canvas, holder)
    slide.notes_slide.notes_text_frame.text = speaker_notes(atlas, w, content, spec)
    return slide


def _write_title(slide: Any, master: Master, headline: str, w: Wording) -> None:
    left, top, right, bottom = master.title
    frame = slide.shapes.title.text_frame
    # Protected spaces stay: they hold a number and its unit together.
    frame.text = re.sub(r"[ \t\r\n\v\f]+", " ", headline)
    width, height = (right - left - 16) / WIDER, bottom - top - 4
    for share in SIZES:
        size = master.title_size * share
        lines = wrap_words(headline, width, size, bold=True)
        if len(lines) * size * LINE_FACTOR <= height:
            break
    for run in frame.paragraphs[0].runs:
        run._r.get_or_add_rPr().set("lang", LANGUAGES[w.lang])
        if share < 1.0:
            run._r.get_or_add_rPr().set("sz", str(round(size * 100)))


def _foot_height(master: Master, atlas: Atlas, w: Wording, figure: Figure) -> float:
    width = (master.area[2] - master.area[0] - 60) / WIDER
    lines = sum(len(wrap_words(text, width, FOOT, most=3)) for text in foot_lines(atlas, figure, w))
    return lines * FOOT * LINE_FACTOR + 4


def _frame_area(master: Master, atlas: Atlas, w: Wording, figure: Figure, spec: SlideSpec) -> tuple[Extent, float]:
    left, top, right, bottom = master.area
    width = (right - left) / WIDER
    top += len(wrap_words(figure.subtitle, width, SUBTITLE, most=3)) * SUBTITLE * LINE_FACTOR + 10
    if spec.remark:
        top += len(wrap_words(spec.remark, width, REMARK, most=4)) * REMARK * LINE_FACTOR + 8
    foot = _foot_height(master, atlas, w, figure)
    return (left, top, right, bottom - foot - 6), bottom


def _write_subtitle(canvas: Canvas, master: Master, figure: Figure, spec: SlideSpec, token: str) -> None:
    left, top, right, _ = master.area
    width, lang = (right - left) / WIDER, canvas.drawing.lang
    lines = wrap_words(figure.subtitle, width, SUBTITLE, most=3)
    bottom = top + len(lines) * SUBTITLE * LINE_FACTOR + 2
    text = paragraph_xml((Run(" ".join(lines)),), SUBTITLE, theme.INK_QUIET, lang)
    canvas.add(text_box(canvas.drawing, f"{canvas.names['subtitle']} · {token}", (left, top, right, bottom), text))
    if spec.remark:
        lines = wrap_words(spec.remark, width, REMARK, most=4)
        text = paragraph_xml((Run(" ".join(lines), bold=True),), REMARK, theme.INK, lang)
        extent = (left, bottom + 4, right, bottom + 4 + len(lines) * REMARK * LINE_FACTOR + 2)
        canvas.add(text_box(canvas.drawing, canvas.names["remark"], extent, text))


def _write_foot(canvas: Canvas, master: Master, figure: Figure, bottom: float) -> None:
    left, _, right, _ = master.area
    height, lang = _foot_height(master, canvas.atlas, canvas.w, figure), canvas.drawing.lang
    width = (right - left - 60) / WIDER
    rows = [" ".join(wrap_words(text, width, FOOT, most=3)) for text in foot_lines(canvas.atlas, figure, canvas.w)]
    text = "".join(paragraph_xml((Run(row),), FOOT, theme.INK_QUIET, lang) for row in rows)
    canvas.add(text_box(canvas.drawing, canvas.names["source"], (left, bottom - height, right - 60, bottom), text))


def _add_number(canvas: Canvas, holder: Any) -> None:
    holder.nvSpPr.cNvPr.set("id", str(canvas.drawing.number()))
    for style in holder.xpath(".//a:rPr | .//a:endParaRPr"):
        style.set("lang", canvas.drawing.lang)
    canvas.slide.shapes._spTree.append(holder)


def _write_content(canvas: Canvas, content: Figure | MapView) -> None:
    if isinstance(content, MapView):
        _write_map(canvas, content)
        return
    plan = plan_chart(content, canvas.w)
    if plan is not None:
        _write_chart(canvas, content, plan)
    elif content.chart is not None and is_map(content.chart.layout):
        _write_areas(canvas, content)
    elif content.chart is not None:
        canvas.add(grid_table(canvas.drawing, canvas.area, content, canvas.w, canvas.names))
    elif {"label", "value", "hint"} <= set(content.table.columns):
        _write_cards(canvas, content)
    else:
        _write_table(canvas, content)


def _write_chart(canvas: Canvas, figure: Figure, plan: Plan) -> None:
    left, top, right, bottom = canvas.area
    width, height = right - left, bottom - top
    replaced = plan.replaces_shapes
    if canvas.frame is not None:
        plan.x_range = canvas.frame.x_range or plan.x_range
        plan.y_range = canvas.frame.y_range or plan.y_range
    scale = 1.0 if replaced else max(1.0, min(1.3, figure.height_px / height))
    scene = lay_out(figure.chart, width * scale, height * scale, canvas.w, x_range=plan.x_range, y_range=plan.y_range)
    if replaced:
        _widen_for_names(scene, plan)
    canvas.drawing.left, canvas.drawing.top, canvas.drawing.scale = left, top, 1 / scale
    rest = [] if replaced else [mark for mark in scene.marks if not _shown_by(plan, mark)]
    below = [mark for mark in rest if getattr(mark, "below", False)]
    above = [mark for mark in rest if not getattr(mark, "below", False)]
    names, w = canvas.names, canvas.w
    canvas.add(marks_group(canvas.drawing, below, names["backdrop"], w.text("Bands and lines behind the chart")))
    _add_chart(canvas, figure, plan, scene)
    said = " ".join(mark.text for mark in above if hasattr(mark, "text"))
    canvas.add(marks_group(canvas.drawing, above, names["labels"], said[:900] or w.text("Labels of the chart")))


def _widen_for_names(scene: Scene, plan: Plan) -> None:
    size = 12.0
    scene.left = max(scene.left, max(text_width(name, size) for name in plan.categories) * WIDER + 16)


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
    xml = chart_xml(plan, inner, x_range, y_range, size=max(9.5, 12.0 * canvas.drawing.scale))
    package = canvas.slide.part.package
    name = package.next_partname("/ppt/charts/chart%d.xml")
    part = ChartPart.load(PackURI(str(name)), CONTENT_TYPE.DML_CHART, package, xml)
    part.chart_workbook.update_from_xlsx_blob(chart_workbook(plan, canvas.w))
    rel = canvas.slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    number = canvas.drawing.number()
    canvas.add(
        f"<p:graphicFrame><p:nvGraphicFramePr>{properties(number, canvas.names['chart'], figure.description)}"
        f"<p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>{frame_xml(canvas.area, 'p:xfrm')}"
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'r:id="{rel}"/></a:graphicData></a:graphic></p:graphicFrame>'
    )


def _write_map(canvas: Canvas, shown: MapView) -> None:
    left, top, right, bottom = canvas.area
    width, height = right - left, bottom - top
    marks = lay_out_map(canvas.atlas, shown, width, height, canvas.w, size=10.5)
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


def _write_areas(canvas: Canvas, figure: Figure) -> None:
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


def _write_cards(canvas: Canvas, figure: Figure) -> None:
    left, top, right, bottom = canvas.area
    rows = list(figure.table.iterrows())
    across = min(len(rows), 4 if right - left > 700 else 2)
    gap = 16.0
    width = (right - left - gap * (across - 1)) / across
    lines = -(-len(rows) // across)
    needed = max(_card_height(row, (width - 28) / WIDER) for _, row in rows)
    height = min((bottom - top - gap * (lines - 1)) / lines, needed)
    for number, (_, row) in enumerate(rows):
        x, y = left + (number % across) * (width + gap), top + (number // across) * (height + gap)
        canvas.add(_card(canvas, row, number, (x, y, x + width, y + height)))


_CARD = (
    ("label", 16.0, False, theme.INK_QUIET, 6),
    ("value", 34.0, True, theme.GREEN, 6),
    ("hint", 15.0, False, theme.INK_QUIET, 0),
)


def _card_size(text: str, size: float, width: float, *, bold: bool) -> float:
    """The size in which a text of a card takes few enough lines."""
    room = width * (0.88 if bold else 1.0)
    while size > 12 and len(wrap_words(text, room, size, bold=bold)) > (1 if bold else 6):
        size -= 1
    return size


def _card_height(row: Any, width: float) -> float:
    height = 56.0
    for name, wanted, bold, _, _ in _CARD:
        size = _card_size(str(row[name]), wanted, width, bold=bold)
        height += len(wrap_words(str(row[name]), width, size, bold=bold)) * size * LINE_FACTOR
    return height


def _card(canvas: Canvas, row: Any, number: int, extent: Extent) -> str:
    width, lang = (extent[2] - extent[0] - 28) / WIDER, canvas.drawing.lang
    paragraphs = ""
    for name, wanted, bold, ink, after in _CARD:
        text = str(row[name])
        size = _card_size(text, wanted, width, bold=bold)
        paragraphs += paragraph_xml((Run(text),), size, ink, lang, bold=bold, after=after)
    style = fill(theme.PAPER) + line(theme.RULE, 1.0)
    body = text_body(paragraphs, inset=14)
    name = f"{canvas.names['card']} {number + 1}: {row['label']}"
    return shape_xml(
        canvas.drawing.number(),
        name,
        f"{row['label']}: {row['value']} ({row['hint']})",
        extent,
        preset("rect"),
        style,
        body,
    )


def _write_table(canvas: Canvas, figure: Figure) -> None:
    left, top, right, bottom = canvas.area
    columns = shown_columns(figure)
    widths = [share * (right - left) for share in column_shares(figure, columns, canvas.w)]
    rows = [[column.label for column in columns]]
    heights, used = [_row_height(rows[0], widths)], 0.0
    used = heights[0]
    entries = list(figure.table.iterrows())
    for number, (_, row) in enumerate(entries):
        cells = [
            _shorten(format_cell(row[c.name], c.kind, canvas.w), width)
            for c, width in zip(columns, widths, strict=True)
        ]
        height = _row_height(cells, widths)
        last = number == len(entries) - 1
        if used + height + (0 if last else CELL * 1.8) > bottom - top:
            break
        rows.append(cells)
        heights.append(height)
        used += height
    extent = (left, top, right, top + used)
    said = figure.description
    canvas.add(table_xml(canvas.drawing, canvas.names["table"], said, extent, widths, heights, rows))
    rest = len(entries) - len(rows) + 1
    if rest > 0:
        words = "… " + canvas.w.plural("{n} further row in the table", "{n} further rows in the table", rest)
        text = paragraph_xml((Run(words),), CELL, theme.INK_QUIET, canvas.drawing.lang)
        canvas.add(text_box(canvas.drawing, canvas.names["rest"], (left, top + used + 2, right, top + used + 20), text))


def _shorten(text: str, width: float) -> str:
    return " ".join(wrap_words(text, (width - 12) / WIDER, CELL, most=3))


def _row_height(cells: list[str], widths: list[float]) -> float:
    most = max(len(wrap_words(c, (w - 12) / WIDER, CELL)) for c, w in zip(cells, widths, strict=True))
    return most * CELL * LINE_FACTOR + 7


def table_xml(
    drawing: Drawing,
    name: str,
    description: str,
    extent: Extent,
    widths: list[float],
    heights: list[float],
    rows: list[list[str]],
) -> str:
    """A native table: headings in the first row, fine rules between the rows."""
    grid = "".join(f'<a:gridCol w="{round(width * 12700)}"/>' for width in widths)
    body = "".join(
        f'<a:tr h="{round(height * 12700)}">'
        + "".join(cell_xml(cell, drawing.lang, head=number == 0) for cell in row)
        + "</a:tr>"
        for number, (row, height) in enumerate(zip(rows, heights, strict=True))
    )
    return table_frame(drawing, name, description, extent, grid + "</a:tblGrid>" + body)


def table_frame(drawing: Drawing, name: str, description: str, extent: Extent, inner: str) -> str:
    """The frame of a table around its columns and rows."""
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{properties(drawing.number(), name, description)}"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f"{frame_xml(extent, 'p:xfrm')}<a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr firstRow="1">'
        f"<a:tableStyleId>{{2D5ABB26-0587-4C30-8999-92F81FD0307C}}</a:tableStyleId></a:tblPr><a:tblGrid>{inner}"
        "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def cell_xml(text: str, lang: str, *, head: bool = False) -> str:
    """A cell with a rule below it."""
    ink, rule = (theme.INK_QUIET, theme.INK_QUIET) if head else (theme.INK, theme.RULE)
    inner = paragraph_xml((Run(text),), CELL, ink, lang, bold=head)
    # Rules of tables know no transparency.
    below = f'<a:lnB w="9525"><a:solidFill>{colour(rule, fixed=not head)}</a:solidFill></a:lnB>'
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{inner}</a:txBody>"
        f'<a:tcPr marL="0" marR="76200" marT="31750" marB="31750">{below}<a:noFill/></a:tcPr></a:tc>'
    )
