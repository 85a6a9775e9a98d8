"""The dossier of one Kreis or one initiative as a PDF of two A4 pages (PDF/UA-1)."""

from __future__ import annotations

import itertools
import json
from datetime import date
from typing import Any

from analytics.exports.dossier.content import Content
from analytics.exports.dossier.initiative import compile_initiative
from analytics.exports.dossier.kreis import compile_kreis
from analytics.exports.dossier.layout import LAYOUT
from analytics.exports.drawing.picture import write_picture
from analytics.exports.presentation.collection import Draw, draw_slide_figure
from analytics.exports.provenance import licence_line, short_source
from analytics.exports.report import FONTS
from analytics.exports.views import figure_of
from analytics.figure.model import Figure, format_cell
from analytics.language import Wording
from analytics.rates.completeness import all_notes
from analytics.subjects.district.changes import DataHistory
from data.atlas import Atlas

PAGES = 2
_MOST_ROWS = (12, 8, 5, 3, 1)


def write_dossier(
    atlas: Atlas,
    w: Wording,
    *,
    kreis: str = "",
    initiative: str = "",
    since: date,
    history: DataHistory,
    draw: Draw = draw_slide_figure,
) -> bytes:
    """Two pages on one initiative, or on one Kreis: what is known, what changed since a day, limits and sources.

    Raises:
        UnknownNameError: the Kreis or the initiative is unknown.
    """
    if initiative:
        return _write(atlas, w, compile_initiative(atlas, w, initiative, since=since, history=history, draw=draw))
    return _write(atlas, w, compile_kreis(atlas, w, kreis, since=since, history=history, draw=draw))


def _write(atlas: Atlas, w: Wording, content: Content) -> bytes:
    """The first filling that leaves two pages: with as many rows and charts as possible."""
    files = {
        f"{name}.svg": write_picture(atlas, w, content.drawn[name], shape=shape, file_format="svg", framed=False)
        for name, shape in content.pictures.items()
    }
    fillings = (*itertools.product(_MOST_ROWS, content.charts), (_MOST_ROWS[-1], ()))
    for most, charts in fillings:
        document = _document(atlas, w, content, most) | {"charts": charts}
        files["data.json"] = json.dumps(document, ensure_ascii=False).encode()
        pdf, pages = _compile(files)
        if pages == PAGES:
            break
    return pdf


def _compile(files: dict[str, bytes]) -> tuple[bytes, int]:
    """The PDF and how many pages it has."""
    # Loaded by the first dossier, not by the start of the server.
    import typst

    compiler: Any = typst
    written = {"main": LAYOUT.encode(), **files}
    pages = json.loads(compiler.query(written, "<pages>", field="value", one=True, font_paths=[str(FONTS)]))
    pdf: bytes = compiler.compile(written, format="pdf", pdf_standards="ua-1", font_paths=[str(FONTS)])
    return pdf, int(pages)


def _document(atlas: Atlas, w: Wording, content: Content, most: int) -> dict[str, Any]:
    figures = {name: figure_of(drawn) for name, drawn in content.drawn.items()}
    return {
        "lang": w.lang,
        "title": w.text("Dossier for a visit: {name}", name=content.name),
        "place": content.place,
        "lead": content.facts.headline,
        "cards": content.cards,
        "sentences": content.sentences,
        "figures": {name: _figure(atlas, w, figures[name]) for name in content.pictures},
        "band": content.band,
        "tables": {name: _table(atlas, w, content, name, most) for name, part in content.listings.items()},
        "widths": {name: part.widths for name, part in content.listings.items()},
        "limits_title": w.text("What is not known, and what to mind"),
        "limits": [*content.missing, *_limits([figures[name] for name in content.listings])],
        "version": w.text("Data version {version}", version=atlas.version),
        "licence": licence_line(atlas, content.facts, w),
    }


def _figure(atlas: Atlas, w: Wording, figure: Figure) -> dict[str, Any]:
    return {
        "headline": figure.headline,
        "subtitle": figure.subtitle,
        "description": figure.description,
        "notes": list(all_notes(figure, w)),
        "source": short_source(atlas, figure, w),
    }


def _table(atlas: Atlas, w: Wording, content: Content, name: str, most: int) -> dict[str, Any]:
    figure, listing = figure_of(content.drawn[name]), content.listings[name]
    columns = [column for own in listing.columns for column in figure.columns if column.name == own]
    return {
        "headline": figure.headline,
        "subtitle": figure.subtitle,
        "head": [column.label for column in columns] if len(figure.table) else [],
        "rows": [
            [format_cell(row[column.name], column.kind, w) for column in columns]
            for row in figure.table.head(most).to_dict("records")
        ],
        "rest": _left_out(w, content, len(figure.table) - most),
        "source": short_source(atlas, figure, w),
    }


def _left_out(w: Wording, content: Content, rows: int) -> str:
    """How many rows have no room, and where they stand."""
    if rows <= 0:
        return ""
    return w.plural(
        "{n} further row in the atlas: page “{page}”, {name}", "{n} further rows in the atlas: page “{page}”, {name}",
        rows, page=content.page, name=content.name,
    )  # fmt: skip


def _limits(listed: list[Figure]) -> list[str]:
    """What has to be read with the tables, each once."""
    return list(dict.fromkeys(note for figure in listed for note in figure.notes))
