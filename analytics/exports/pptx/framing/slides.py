"""Writes the slides around the figures."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn

from analytics.exports.drawing.marks import LINE_FACTOR
from analytics.exports.drawing.text_metrics import Run, text_width, wrap_words
from analytics.exports.pptx.content.canvas import WIDER, Canvas
from analytics.exports.pptx.content.table import row_height, table_xml
from analytics.exports.pptx.framing.layouts import clear_holders, layout_for, text_holder, text_size
from analytics.exports.pptx.framing.mark import write_frame_mark
from analytics.exports.pptx.masters.template import POINT, Master, footer_holder, title_size
from analytics.exports.pptx.memory.properties import LANGUAGES
from analytics.exports.pptx.parts.names import names_in
from analytics.exports.pptx.parts.shapes import Drawing, paragraph_xml, text_box
from analytics.exports.pptx.parts.words import protect_compounds
from analytics.exports.pptx.slides import SIZES, add_number
from analytics.exports.provenance import SourceEntry, data_line
from analytics.figure import theme
from analytics.language import Wording
from data.atlas import Atlas

DETAIL, _GAP = 16.0, 8.0
# Size of the contents, smaller the more there are, and of the sources.
_CONTENTS, _SOURCES, _FOOTERS = (16.0, 14.0, 12.0, 10.5, 9.0), 9.0, (12.0, 10.5, 9.0)
_CLOSEST = 0.9
_SOURCE_SHARES = (0.44, 0.31, 0.11, 0.14)
Contents = Sequence[tuple[str, int]]


def details_text(atlas: Atlas, w: Wording, sender: str, on: date) -> str:
    """Sender, day and the state of the data, one a line."""
    return "\n".join(filter(None, [sender, w.date(on), data_line(atlas, w)]))


def add_title_slide(master: Master, atlas: Atlas, w: Wording, kind: str, title: str, details: str, sender: str) -> Any:
    """A slide of words alone.

    Args:
        master: presentation and layout.
        atlas: the data package.
        w: language.
        kind: cover, section or closing.
        title: the large words.
        details: the small ones below, line by line; may be empty.
        sender: remembered for a refresh.
    """
    layout = layout_for(master, kind)
    slide = master.presentation.slides.add_slide(layout)
    _write_title(slide, layout, title, w)
    holder = text_holder(slide, master.presentation.slide_width) if details else None
    clear_holders(slide, holder)
    if holder is not None:
        holder.name, holder.text_frame.text = names_in(w)["details"], details
        _say_language(holder, w)
        _fit(holder, text_size(layout, holder.placeholder_format.idx))
    elif details:
        _add_details(master, atlas, w, slide, details)
    write_frame_mark(slide, kind, w, sender)
    return slide


def _write_title(slide: Any, layout: Any, title: str, w: Wording) -> None:
    holder = slide.shapes.title
    holder.text_frame.text = protect_compounds(title)
    _say_language(holder, w)
    _fit(holder, title_size(layout))


def _fit(holder: Any, full: float) -> None:
    """Makes the words smaller where they would leave their field."""
    if not holder.width or not holder.height:
        return
    width, height = (holder.width / POINT - 16) / WIDER, holder.height / POINT - 8
    texts = [paragraph.text for paragraph in holder.text_frame.paragraphs]
    for size in (full * share for share in SIZES):
        lines = sum(len(wrap_words(text, width, size, bold=True)) for text in texts)
        # Between paragraphs most templates leave a fifth of a line.
        if (lines + 0.2 * len(texts)) * size * LINE_FACTOR <= height:
            break
    if size < full:
        for run in (run for paragraph in holder.text_frame.paragraphs for run in paragraph.runs):
            run._r.get_or_add_rPr().set("sz", str(round(size * 100)))


def _say_language(holder: Any, w: Wording) -> None:
    for paragraph in holder.text_frame.paragraphs:
        for run in paragraph.runs:
            run._r.get_or_add_rPr().set("lang", LANGUAGES[w.lang])


def _add_details(master: Master, atlas: Atlas, w: Wording, slide: Any, details: str) -> None:
    """Details where the layout has no field for them."""
    canvas = _canvas(master, atlas, w, slide)
    left, top, right, bottom = master.area
    lines, title = details.split("\n"), slide.shapes.title
    below = (title.top + title.height) / POINT + _GAP if title is not None and title.height else top
    top = max(top, min(below, bottom - len(lines) * DETAIL * LINE_FACTOR))
    text = "".join(paragraph_xml((Run(line),), DETAIL, theme.INK_QUIET, canvas.drawing.lang) for line in lines)
    extent = (left, top, right, top + len(lines) * DETAIL * LINE_FACTOR + 4)
    canvas.add(text_box(canvas.drawing, canvas.names["details"], extent, text))


def _canvas(master: Master, atlas: Atlas, w: Wording, slide: Any) -> Canvas:
    return Canvas(slide, Drawing(0, 0, 1.0, LANGUAGES[w.lang], first=20), atlas, w, master.area, names_in(w))


def add_agenda(master: Master, atlas: Atlas, w: Wording, contents: Contents, sender: str) -> Any:
    """The contents with the number of each slide."""
    slide, canvas = _add_listing(master, atlas, w, w.text("Contents"))
    write_contents(canvas, contents)
    write_frame_mark(slide, "agenda", w, sender)
    return slide


def write_contents(canvas: Canvas, contents: Contents) -> None:
    """The table of contents in the largest size in which it fits."""
    left, top, right, bottom = canvas.area
    widths = [(right - left) * 0.9, (right - left) * 0.1]
    rows = contents_rows(contents, canvas.w)
    for size in _CONTENTS:
        heights = [row_height(row, widths, size) for row in rows]
        if sum(heights) <= bottom - top:
            break
    # Many rows come closer, as far as their words allow.
    closer = max(_CLOSEST, min(1.0, (bottom - top) / sum(heights)))
    heights = [height * closer for height in heights]
    extent, said = (left, top, right, top + sum(heights)), "; ".join(name for name, _ in contents)[:900]
    canvas.add(table_xml(canvas.drawing, canvas.names["contents"], said, extent, widths, heights, rows, size))


def contents_rows(contents: Contents, w: Wording) -> list[list[str]]:
    """Head and rows of the table of contents."""
    return [[w.text("Topic"), w.text("Slide")], *([name, str(number)] for name, number in contents)]


def add_sources(master: Master, atlas: Atlas, w: Wording, entries: Sequence[SourceEntry], sender: str) -> list[Any]:
    """All sources in full, on as many slides as they need."""
    pages = source_pages(master, entries)
    slides = []
    for number, page in enumerate(pages, start=1):
        slide, canvas = _add_listing(master, atlas, w, sources_title(number, len(pages), w))
        write_sources(canvas, page)
        write_frame_mark(slide, "sources", w, sender)
        slides.append(slide)
    return slides


def sources_title(number: int, pages: int, w: Wording) -> str:
    """Title of a page of sources."""
    return w.text("Sources") if pages == 1 else f"{w.text('Sources')} ({number}/{pages})"


def source_pages(master: Master, entries: Sequence[SourceEntry]) -> list[list[SourceEntry]]:
    """The sources by slide."""
    left, top, right, bottom = master.area
    widths = [(right - left) * share for share in _SOURCE_SHARES]
    room = bottom - top - row_height([""] * len(widths), widths, _SOURCES)
    pages: list[list[SourceEntry]] = [[]]
    used = 0.0
    for entry in entries:
        height = row_height(_cells(entry), widths, _SOURCES)
        if pages[-1] and used + height > room:
            pages.append([])
            used = 0.0
        pages[-1].append(entry)
        used += height
    return pages


def write_sources(canvas: Canvas, entries: Sequence[SourceEntry]) -> None:
    """The table of sources; each address can be followed."""
    left, top, right, _ = canvas.area
    widths = [(right - left) * share for share in _SOURCE_SHARES]
    rows = source_table_rows(entries, canvas.w)
    heights = [row_height(row, widths, _SOURCES) for row in rows]
    extent, said = (left, top, right, top + sum(heights)), canvas.w.text("Sources of all figures in full")
    canvas.add(table_xml(canvas.drawing, canvas.names["sources"], said, extent, widths, heights, rows, _SOURCES))
    table = canvas.slide.shapes[-1].table
    for row, entry in enumerate(entries, start=1):
        runs = table.cell(row, 1).text_frame.paragraphs[0].runs
        if runs and entry.url.startswith(("http://", "https://")):
            runs[0].hyperlink.address = entry.url


def source_table_rows(entries: Sequence[SourceEntry], w: Wording) -> list[list[str]]:
    """Head and rows of the table of sources."""
    heads = [w.text("Source"), w.text("Address of the source"), w.text("As of"), w.text("Licence")]
    return [heads, *(_cells(entry) for entry in entries)]


def _cells(entry: SourceEntry) -> list[str]:
    return [entry.title, entry.url.partition("://")[2].removeprefix("www.") or "–", entry.date, entry.licence]


def _add_listing(master: Master, atlas: Atlas, w: Wording, title: str) -> tuple[Any, Canvas]:
    slide = master.presentation.slides.add_slide(master.layout)
    clear_holders(slide, None)
    slide.shapes.title.text_frame.text = title
    _say_language(slide.shapes.title, w)
    if master.headline_size != master.title_size:
        slide.shapes.title.text_frame.paragraphs[0].runs[0]._r.get_or_add_rPr().set(
            "sz", str(round(master.headline_size * 100))
        )
    canvas = _canvas(master, atlas, w, slide)
    add_number(canvas, master.layout)
    return slide, canvas


def add_footer(slide: Any, layout: Any, words: Sequence[str], w: Wording) -> None:
    """The first of some texts that fits on one line of the field the layout has for the footer."""
    for element in footer_holder(layout):
        numbers = [int(number) for number in slide._element.xpath(".//p:cNvPr/@id")]
        element.nvSpPr.cNvPr.set("id", str(max(numbers) + 1))
        slide.shapes._spTree.append(element)
        holder = slide.shapes[-1]
        width = (holder.width / POINT if holder.width else 200) / WIDER
        fitting = ((text, size) for text in words for size in _FOOTERS if text_width(text, size) <= width)
        text, size = next(fitting, ("", 0))
        if not text:
            slide.shapes._spTree.remove(element)
            return
        holder.text_frame.text = text
        _say_language(holder, w)
        _style_like(holder, layout.slide_master, size)


def _style_like(holder: Any, master: Any, size: float) -> None:
    """Says the look of the master's footer once more: LibreOffice does not take it over."""
    found = master._element.xpath(".//p:sp[.//p:ph[@type='ftr']]//a:lstStyle/a:lvl1pPr")
    if not found:
        return
    paragraph = holder.text_frame.paragraphs[0]
    paragraph._p.get_or_add_pPr().set("algn", found[0].get("algn", "ctr"))
    words = found[0].find(qn("a:defRPr"))
    style = paragraph.runs[0]._r.get_or_add_rPr()
    style.set("sz", str(round(size * 100)))
    for child in list(words) if words is not None else []:
        style.append(deepcopy(child))
    if style.find(qn("a:latin")) is None:
        etree.SubElement(style, qn("a:latin")).set("typeface", "+mn-lt")
