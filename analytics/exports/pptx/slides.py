"""One slide from one view: headline, subtitle, chart or map or table or key figures, source line, speaker notes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from analytics.exports.drawing.map import legend_depth
from analytics.exports.drawing.map_columns import LEGEND_WIDTH, is_beside, map_columns
from analytics.exports.drawing.marks import LINE_FACTOR
from analytics.exports.drawing.scene.axes import is_map
from analytics.exports.drawing.text_metrics import Run, wrap_words
from analytics.exports.pptx.content.canvas import WIDER, Canvas, Extent, Frame
from analytics.exports.pptx.content.cards import cards_fit, write_cards
from analytics.exports.pptx.content.chart import write_chart
from analytics.exports.pptx.content.map import map_size, write_areas, write_map
from analytics.exports.pptx.content.table import write_table
from analytics.exports.pptx.content.table_pages import TablePage, divide, is_table
from analytics.exports.pptx.masters.template import Master, number_holder
from analytics.exports.pptx.memory.properties import LANGUAGES
from analytics.exports.pptx.notes import speaker_notes
from analytics.exports.pptx.parts.charts.plan import plan_chart
from analytics.exports.pptx.parts.grid import grid_key, grid_table
from analytics.exports.pptx.parts.names import names_in
from analytics.exports.pptx.parts.shapes import (
    Drawing,
    marks_group,
    paragraph_xml,
    text_box,
)
from analytics.exports.pptx.parts.words import bind_numbers, protect_compounds, protect_numbers
from analytics.exports.presentation.collection import SlideSpec
from analytics.exports.presentation.pairs import finding_of, headline_of
from analytics.exports.provenance import slide_note
from analytics.exports.views import MapView, figure_of
from analytics.figure import theme
from analytics.figure.model import Figure
from analytics.language import Wording
from data.atlas import Atlas

SUBTITLE, REMARK, FOOT = 15.0, 15.0, 10.0
# Above each of two figures: sizes of the finding, its room, and what stands below it.
HEADINGS, HEADING_DEPTH, HALF_SUBTITLE = (15.0, 14.0, 13.0, 12.0), 50.0, 12.0
# Half a slide is enough for a chart that keeps this share of the height it is made for.
LEAST_SHARE = 0.42
# A headline that needs a smaller size, in points, is an exception; the others keep theirs.
SMALLEST_HEADLINE = 18.0
SIZES = (1.0, 0.86, 0.74, 0.64, 0.56, 0.5, 0.44, 0.38)


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
    figure = figure_of(content)
    headline = headline_of(atlas, w, content, spec, master.side)
    slide = master.presentation.slides.add_slide(master.layout)
    for holder in list(slide.placeholders):
        if holder.placeholder_format.type != 1 or not headline:
            holder._element.getparent().remove(holder._element)
    if headline:
        _write_title(slide, master, headline, w)
    whole, master = master, below_heading(master)
    area, bottom = _frame_area(master, atlas, w, figure, spec)
    words = _words_area(master, content, spec)
    head = 0.0
    if words != master.area:
        head, area = words[1] + _subtitle_depth(master, words, figure), (area[0], words[1], *area[2:])
    drawing = Drawing(0, 0, 1.0, LANGUAGES[w.lang], first=20)
    canvas = Canvas(slide, drawing, atlas, w, frame.area if frame else area, names_in(w), frame)
    canvas.head = max(0.0, head - canvas.area[1])
    if whole.side:
        _write_heading(canvas, (*whole.area[:3], master.area[1]), finding_of(content, spec, whole.side))
    _write_subtitle(canvas, words, figure, spec, token, _subtitle_size(whole))
    _write_content(canvas, content)
    _write_foot(canvas, master, figure, bottom)
    if headline:
        add_number(canvas, master.layout)
    slide.notes_slide.notes_text_frame.text = speaker_notes(atlas, w, content, spec)
    return slide


def below_heading(master: Master) -> Master:
    """The master with the room that the finding leaves above one of two figures."""
    left, top, right, bottom = master.area
    return replace(master, area=(left, top + HEADING_DEPTH, right, bottom)) if master.side else master


def has_room(master: Master, atlas: Atlas, w: Wording, content: Figure | MapView, spec: SlideSpec) -> bool:
    """Whether a figure can be read in the room it gets: half a slide of a small master is too low for twenty rows."""
    figure = figure_of(content)
    left, top, right, bottom = _frame_area(below_heading(master), atlas, w, figure, spec)[0]
    width, height = right - left, bottom - top
    if isinstance(content, MapView):
        beside = is_beside(width, height)
        return beside and legend_depth(atlas, content, width, height, w, map_size(width)) <= height
    if figure.chart is None:
        return cards_fit(figure, width, height)
    return height >= LEAST_SHARE * figure.height_px


def _write_heading(canvas: Canvas, extent: Extent, said: str) -> None:
    # Bold words of a font that replaces ours are wider still.
    width = (extent[2] - extent[0]) / (WIDER * 1.1)
    fits = (s for s in HEADINGS if len(wrap_words(said, width, s, bold=True)) * s * LINE_FACTOR <= HEADING_DEPTH - 4)
    size, run = next(fits, HEADINGS[-1]), Run(protect_numbers(said))
    text = paragraph_xml((run,), size, theme.INK, canvas.drawing.lang, bold=True)
    canvas.add(text_box(canvas.drawing, canvas.names["heading"], extent, text))


def _write_title(slide: Any, master: Master, headline: str, w: Wording) -> None:
    frame = slide.shapes.title.text_frame
    frame.text = protect_compounds(headline)
    size = _fitting_size(master, headline)
    for run in frame.paragraphs[0].runs:
        run._r.get_or_add_rPr().set("lang", LANGUAGES[w.lang])
        if size != master.title_size:
            run._r.get_or_add_rPr().set("sz", str(round(size * 100)))


def _fitting_size(master: Master, headline: str) -> float:
    left, top, right, bottom = master.title
    width, height = (right - left - 16) / WIDER, bottom - top - 4
    sizes, words = [master.headline_size * share for share in SIZES], bind_numbers(headline)
    fits = (s for s in sizes if len(wrap_words(words, width, s, bold=True)) * s * LINE_FACTOR <= height)
    return next(fits, sizes[-1])


def with_one_size(master: Master, headlines: Iterable[str]) -> Master:
    """The master with the largest size in which the headlines of a deck fit; one of a page of words is left out."""
    sizes = [_fitting_size(master, headline) for headline in headlines]
    usual = [size for size in sizes if size >= SMALLEST_HEADLINE]
    return replace(master, headline_size=min(usual, default=master.headline_size))


def _foot_rows(master: Master, atlas: Atlas, w: Wording, figure: Figure) -> list[list[str]]:
    """How to read a chart, then where its figures come from, each in lines."""
    width = (master.area[2] - master.area[0] - 60) / WIDER
    reading = [figure.reading] if figure.reading else []
    return [wrap_words(text, width, FOOT) for text in (*reading, slide_note(atlas, figure, w))]


def _foot_depth(rows: list[list[str]]) -> float:
    return sum(map(len, rows)) * FOOT * LINE_FACTOR + 4


def _frame_area(master: Master, atlas: Atlas, w: Wording, figure: Figure, spec: SlideSpec) -> tuple[Extent, float]:
    left, top, right, bottom = master.area
    width = (right - left) / WIDER
    top += _subtitle_depth(master, master.area, figure)
    if spec.remark:
        top += len(wrap_words(spec.remark, width, REMARK, most=4)) * REMARK * LINE_FACTOR + 8
    foot = _foot_depth(_foot_rows(master, atlas, w, figure))
    return (left, top, right, bottom - foot - 6), bottom


def _words_area(master: Master, content: Figure | MapView, spec: SlideSpec) -> Extent:
    """Where the subtitle stands: over the legend of a map, which so has the height of the page; a remark needs both."""
    left, top, right, bottom = master.area
    if not isinstance(content, MapView) or master.side or spec.remark or not is_beside(right - left, bottom - top):
        return left, top, right, bottom
    column = map_columns(content, right - left, bottom - top, map_size(right - left)).legend
    # A list leaves the legend of a small master too narrow for a subtitle.
    return (left, top, left + column, bottom) if column >= LEGEND_WIDTH else master.area


def _subtitle_size(master: Master) -> float:
    return HALF_SUBTITLE if master.side else SUBTITLE


def _subtitle_lines(area: Extent, figure: Figure, size: float) -> list[str]:
    return wrap_words(figure.subtitle, (area[2] - area[0]) / WIDER, size, most=6)


def _subtitle_depth(master: Master, area: Extent, figure: Figure) -> float:
    size = _subtitle_size(master)
    return len(_subtitle_lines(area, figure, size)) * size * LINE_FACTOR + 10


def slide_contents(
    master: Master, atlas: Atlas, w: Wording, content: Figure | MapView, spec: SlideSpec
) -> list[Figure | MapView]:
    """What a view shows on each of its slides: one, but for a table that is longer than a slide."""
    if isinstance(content, MapView) or not is_table(content):
        return [content]

    def room(page: Figure, _: int) -> tuple[float, float]:
        left, top, right, bottom = _frame_area(master, atlas, w, page, spec)[0]
        return right - left, bottom - top

    return [*divide(content, w, room)]


def _write_subtitle(canvas: Canvas, area: Extent, figure: Figure, spec: SlideSpec, token: str, size: float) -> None:
    left, top, right, _ = area
    width, lang = (right - left) / WIDER, canvas.drawing.lang
    lines = _subtitle_lines(area, figure, size)
    bottom = top + len(lines) * size * LINE_FACTOR + 2
    text = paragraph_xml((Run(protect_numbers(" ".join(lines))),), size, theme.INK_QUIET, lang)
    canvas.add(text_box(canvas.drawing, f"{canvas.names['subtitle']} · {token}", (left, top, right, bottom), text))
    if spec.remark:
        lines = wrap_words(spec.remark, width, REMARK, most=4)
        text = paragraph_xml((Run(" ".join(lines), bold=True),), REMARK, theme.INK, lang)
        extent = (left, bottom + 4, right, bottom + 4 + len(lines) * REMARK * LINE_FACTOR + 2)
        canvas.add(text_box(canvas.drawing, canvas.names["remark"], extent, text))


def _write_foot(canvas: Canvas, master: Master, figure: Figure, bottom: float) -> None:
    left, _, right, _ = master.area
    rows, lang = _foot_rows(master, canvas.atlas, canvas.w, figure), canvas.drawing.lang
    extent = (left, bottom - _foot_depth(rows), right - 60, bottom)
    said = [protect_numbers(" ".join(lines)) for lines in rows]
    text = "".join(paragraph_xml((Run(row),), FOOT, theme.INK_QUIET, lang) for row in said)
    canvas.add(text_box(canvas.drawing, canvas.names["source"], extent, text))


def add_number(canvas: Canvas, layout: Any) -> None:
    """The number of the slide, in the field the layout has for it."""
    for holder in number_holder(layout):
        holder.nvSpPr.cNvPr.set("id", str(canvas.drawing.number()))
        for style in holder.xpath(".//a:rPr | .//a:endParaRPr"):
            style.set("lang", canvas.drawing.lang)
        canvas.slide.shapes._spTree.append(holder)


def _write_content(canvas: Canvas, content: Figure | MapView) -> None:
    if isinstance(content, MapView):
        write_map(canvas, content)
        return
    plan = plan_chart(content, canvas.w)
    if plan is not None:
        write_chart(canvas, content, plan)
    elif content.chart is not None and is_map(content.chart.layout):
        write_areas(canvas, content)
    elif content.chart is not None:
        canvas.add(grid_table(canvas.drawing, canvas.area, content, canvas.w, canvas.names))
        key, name = grid_key(canvas.area, content), canvas.names["legend"]
        canvas.add(marks_group(canvas.drawing, key, name, canvas.w.text("Colour scale of the table"), fixed=True))
    elif {"label", "value", "hint"} <= set(content.table.columns):
        write_cards(canvas, content)
    else:
        write_table(canvas, content, content.shares if isinstance(content, TablePage) else ())
