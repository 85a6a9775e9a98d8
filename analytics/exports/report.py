"""A collection as a PDF report (A4, PDF/UA-1): vector charts and maps, selectable text, tagged, table of sources."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from analytics.exports.drawing.cards import column_shares, shown_columns
from analytics.exports.drawing.picture import PictureShape, write_picture
from analytics.exports.presentation.collection import Collection, Draw, SlideSpec, draw_slide_figure
from analytics.exports.presentation.pairs import Side, finding_of, group_halves, headline_of
from analytics.exports.provenance import licence_line, short_source
from analytics.exports.views import MapView, figure_of
from analytics.figure.model import Figure, format_cell
from analytics.figure.sources import source_rows
from analytics.language import Wording
from analytics.rates.completeness import all_notes
from data.atlas import Atlas
from data.errors import ExportError

FONTS = Path(__file__).parents[2] / "static" / "fonts"
MOST_ROWS = 60
# Of the width of a page: a map of this size has room below the title of the report and two headings. In millimetres on
# a page of its own, margins included.
UNDER_TITLE, UNDER_TITLE_MM = 0.8, 172.0
# Width of a table between the margins, in the unit in which cells are measured.
TABLE_ROOM = 600.0


def write_report(atlas: Atlas, w: Wording, collection: Collection, *, draw: Draw = draw_slide_figure) -> bytes:
    """The collection as a PDF that its compiler has checked against PDF/UA-1.

    Raises:
        ExportError: collection_empty.
        AtlasError: the data no longer hold what a view names.
    """
    # Loaded by the first report, not by the start of the server.
    import typst

    if not collection.slides:
        raise ExportError(code="collection_empty")
    drawn = [(spec, draw(atlas, w, spec)) for spec in collection.slides]
    files: dict[str, Any] = {"main": _TEMPLATE.encode()}
    groups = group_halves(collection.slides, drawn)
    sections = [_write_section(atlas, w, group, files, first=group is groups[0]) for group in groups]
    figures = [figure_of(content) for _, content in drawn]
    files["data.json"] = json.dumps(_document(atlas, w, collection, figures, sections), ensure_ascii=False).encode()
    compiler: Any = typst
    pdf: bytes = compiler.compile(files, format="pdf", pdf_standards="ua-1", font_paths=[str(FONTS)])
    return pdf


def _write_section(
    atlas: Atlas,
    w: Wording,
    group: tuple[tuple[SlideSpec, Figure | MapView], ...],
    files: dict[str, Any],
    *,
    first: bool,
) -> dict[str, Any]:
    """One view, or two that share a slide below one heading; their pictures go to the files.

    Charts stand side by side. Half of a page is too narrow for a map or a table: these follow one another.
    """
    are_beside = len(group) == 2 and all(_fits_half(content) for _, content in group)
    shape: PictureShape = "half" if are_beside else "a4"
    parts: list[dict[str, Any]] = []
    for spec, content in group:
        is_low = first and len(group) == 2 and not are_beside and not parts
        size = (UNDER_TITLE_MM if is_low else None, None)
        picture = ""
        if isinstance(content, MapView) or content.chart is not None:
            picture = f"figure{len(files)}.svg"
            files[picture] = write_picture(
                atlas, w, content, shape=shape, file_format="svg", framed=False, size_mm=size
            )
        share = UNDER_TITLE if is_low else 1.0
        parts.append(_section(atlas, w, content, spec, picture) | {"share": share})
    if len(group) == 1:
        return parts[0]
    sides: tuple[Side, Side] = ("left", "right")
    for (spec, content), part, side in zip(group, parts, sides, strict=True):
        part["headline"] = finding_of(content, spec, side)
    spec, content = group[0]
    return {"headline": headline_of(atlas, w, content, spec, "left"), "halves": parts, "beside": are_beside}


def _fits_half(content: Figure | MapView) -> bool:
    return not isinstance(content, MapView) and content.chart is not None


def _section(atlas: Atlas, w: Wording, content: Figure | MapView, spec: SlideSpec, picture: str) -> dict[str, Any]:
    figure = figure_of(content)
    columns = shown_columns(figure)
    rows = [] if picture else [
        [format_cell(row[column.name], column.kind, w) for column in columns]
        for _, row in figure.table.head(MOST_ROWS).iterrows()
    ]  # fmt: skip
    rest = max(0, len(figure.table) - MOST_ROWS) if rows else 0
    return {
        "headline": spec.headline or figure.headline,
        "subtitle": figure.subtitle,
        "remark": spec.remark,
        "picture": picture,
        "description": figure.description or figure.subtitle,
        "head": [column.label for column in columns],
        "shares": column_shares(figure, columns, w, TABLE_ROOM),
        "rows": rows,
        "rest": w.plural("{n} further row in the table", "{n} further rows in the table", rest) if rest else "",
        "notes": list(all_notes(figure, w)),
        "statements": _statements(figure, w),
        "source": short_source(atlas, figure, w),
        "licence": licence_line(atlas, figure, w),
    }


def _statements(figure: Figure, w: Wording) -> list[dict[str, Any]]:
    """What may be said of the figure and what not, each as a heading with its sentences."""
    if figure.statements is None:
        return []
    parts = {
        w.text("What can be said"): figure.statements.carried,
        w.text("What cannot be said, and what to mind"): figure.statements.not_carried,
    }
    return [{"title": title, "sayings": [saying.text for saying in sayings]} for title, sayings in parts.items()]


def _document(
    atlas: Atlas, w: Wording, collection: Collection, figures: list[Figure], sections: list[dict[str, Any]]
) -> dict[str, Any]:
    rows = source_rows(atlas, [source for figure in figures for source in figure.source_ids], w)
    written = [[_text(row[name]) for name in ("citation", "licence", "url")] for _, row in rows.iterrows()]
    accessed = rows["date_accessed"].dropna()
    return {
        "lang": w.lang,
        "title": collection.title or str(sections[0]["headline"]),
        "stand": w.text("Sources read: {date}", date=w.date(accessed.max())) if len(accessed) else "",
        "version": w.text("Data version {version}", version=atlas.version),
        "sections": sections,
        "sources_title": w.text("Table of sources"),
        "sources_head": [w.text("Source"), w.text("Licence"), w.text("Web address")],
        "sources": written,
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else "–"


_TEMPLATE = """
#let d = json("data.json")
#set document(title: d.title, author: "Ankommen-Atlas", date: none)
#set page(paper: "a4", margin: (x: 20mm, top: 22mm, bottom: 20mm), numbering: "1",
  footer: context [#set text(8pt, fill: rgb("#4d5f58")); #d.title #h(1fr) #counter(page).display("1")])
#set text(lang: d.lang, font: "Figtree", size: 10pt, fill: rgb("#0f2620"), hyphenate: true)
#set par(leading: 0.62em)
#show heading: set text(weight: 600, hyphenate: false)
#show heading: set block(sticky: true)
#show table: set text(hyphenate: false)
#show heading.where(level: 1): set text(22pt)
#show heading.where(level: 2): set text(15pt)
#show heading.where(level: 2): set block(below: 0.6em, above: 1.6em)
#show heading.where(level: 3): set text(11pt)
#show heading.where(level: 4): set text(10pt)
#let quiet(body) = text(fill: rgb("#4d5f58"), body)
#let rules = (x, y) => (bottom: if y == 0 { 0.8pt + rgb("#4d5f58") } else { 0.5pt + rgb("#e4e1d8") })
#let small(body) = text(8pt, fill: rgb("#4d5f58"), body)

#heading(level: 1, d.title)
#quiet[#d.stand · #d.version]

#let body(section, depth) = [
  #heading(level: depth, section.headline)
  #block(sticky: true, quiet(section.subtitle))
  #if section.remark != "" [#par(strong(section.remark))]
  #if section.picture != "" [
    #figure(image(section.picture, alt: section.description, width: section.share * 100%), kind: image, outlined: false)
  ] else [
    #set text(9pt)
    #set par(justify: false)
    #table(
      columns: section.shares.map(share => share * 1fr), stroke: rules, inset: (x: 3pt, y: 4pt), align: left,
      table.header(..section.head.map(cell => strong(cell))),
      ..section.rows.flatten(),
    )
    #if section.rest != "" [#small[… #section.rest]]
  ]
  #for part in section.statements [#heading(level: depth + 1, part.title) #list(..part.sayings)]
  #for note in section.notes [#small(note) #parbreak()]
  #small[#section.source \\ #section.licence]
]

#for section in d.sections [
  #if "halves" in section [
    #heading(level: 2, section.headline)
    #let halves = section.halves.map(half => body(half, 3))
    #if section.beside [
      #grid(columns: (1fr, 1fr), column-gutter: 8mm, inset: (top: 6pt), ..halves)
    ] else { halves.join() }
  ] else [#body(section, 2)]
]

#heading(level: 2, d.sources_title)
#set text(8pt)
#table(
  columns: (2.2fr, 1.4fr, 2fr), stroke: rules, inset: (x: 3pt, y: 3pt), align: left,
  table.header(..d.sources_head.map(cell => strong(cell))),
  ..d.sources.map(row => (row.at(0), row.at(1),
    if row.at(2).starts-with("http") { link(row.at(2), row.at(2)) } else { row.at(2) })).flatten(),
)
"""
