"""The dossier of one Kreis as a PDF of two A4 pages (PDF/UA-1)."""

from __future__ import annotations

import itertools
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from analytics.exports.dossier.layout import LAYOUT
from analytics.exports.drawing.picture import PictureShape, write_picture
from analytics.exports.pptx.write import Draw
from analytics.exports.presentation.collection import SlideSpec, draw_slide_figure, make_spec
from analytics.exports.provenance import licence_line, short_source
from analytics.exports.report import FONTS
from analytics.exports.views import MapView
from analytics.figure.model import Figure, format_cell
from analytics.language import Wording
from analytics.rates.completeness import all_notes
from analytics.rates.naming import kreis_names
from analytics.rates.rates import TOTAL
from analytics.rates.series import last_year
from analytics.subjects.district.changes import DataHistory, draw_kreis_changes

if TYPE_CHECKING:
    from data.atlas import Atlas

PAGES = 2
_CHARTS = (("components", "ages"), ("components_flat", "ages"), ("components",), ("components_flat",))
_FILLINGS = (*itertools.product((12, 8, 5, 3, 1), _CHARTS), (1, ()))
"""Most rows of a table and charts of the second page; the first filling that leaves two pages is taken."""

Drawn = dict[str, Any]


def write_dossier(
    atlas: Atlas, w: Wording, *, ags: str, since: date, history: DataHistory, draw: Draw = draw_slide_figure
) -> bytes:
    """Two pages on one Kreis: figures, map, initiatives, funding, what changed since a day, limits and sources.

    Raises:
        UnknownNameError: the Kreis is unknown.
    """
    drawn: Drawn = {name: draw(atlas, w, spec) for name, spec in _specs(atlas, ags).items()}
    drawn["components_flat"] = drawn["components"]
    drawn["changes"] = draw_kreis_changes(atlas, w, ags=ags, since=since, history=history)
    files = {f"{name}.svg": _picture(atlas, w, drawn[name], shape) for name, shape in _PICTURES.items()}
    for most, charts in _FILLINGS:
        document = _document(atlas, w, ags, drawn, most) | {"charts": charts}
        files["data.json"] = json.dumps(document, ensure_ascii=False).encode()
        pdf, pages = _compile(files)
        if pages == PAGES:
            break
    return pdf


_PICTURES: dict[str, PictureShape] = {
    "map": "column", "series": "band", "components": "a4", "components_flat": "strip", "ages": "strip",
}  # fmt: skip


def _specs(atlas: Atlas, ags: str) -> dict[str, SlideSpec]:
    """The views of the dossier by their names in its layout."""
    return {
        "facts": make_spec("kreis_facts", ags=ags),
        "map": make_spec("map", indicator="net_per_1000", age_group=TOTAL, year=last_year(atlas), kreis=ags),
        "series": make_spec("series", kreise=(ags,), age_group=TOTAL),
        "components": make_spec("origin_components", ags=ags, age_group=TOTAL),
        "ages": make_spec("kreis_ages", ags=ags),
        "initiatives": make_spec("kreis_initiatives", ags=ags),
        "funding": make_spec("kreis_funding", ags=ags),
    }


def _picture(atlas: Atlas, w: Wording, content: Figure | MapView, shape: PictureShape) -> bytes:
    return write_picture(atlas, w, content, shape=shape, file_format="svg", framed=False)


def _compile(files: dict[str, bytes]) -> tuple[bytes, int]:
    """The PDF and how many pages it has."""
    # Loaded by the first dossier, not by the start of the server.
    import typst

    compiler: Any = typst
    written = {"main": LAYOUT.encode(), **files}
    pages = json.loads(compiler.query(written, "<pages>", field="value", one=True, font_paths=[str(FONTS)]))
    pdf: bytes = compiler.compile(written, format="pdf", pdf_standards="ua-1", font_paths=[str(FONTS)])
    return pdf, int(pages)


def _document(atlas: Atlas, w: Wording, ags: str, drawn: Drawn, most: int) -> dict[str, Any]:
    facts, name = drawn["facts"], kreis_names(atlas)[ags]
    tables = {"initiatives": "name place state evidence focus", "funding": "member period amount kind_word purpose",
              "changes": "when kind what"}  # fmt: skip
    return {
        "lang": w.lang,
        "title": w.text("Dossier for a visit: {name}", name=name),
        "place": facts.subtitle,
        "lead": facts.headline,
        "cards": facts.table[["label", "value", "hint"]].to_dict("records"),
        "sentences": list(facts.notes),
        "figures": {key: _figure(atlas, w, drawn[key]) for key in _PICTURES},
        "tables": {key: _table(atlas, w, drawn[key], columns.split(), most) for key, columns in tables.items()},
        "limits_title": w.text("What is not known, and what to mind"),
        "limits": _limits(drawn),
        "version": w.text("Data version {version}", version=atlas.version),
        "licence": licence_line(atlas, facts, w),
    }


def _figure(atlas: Atlas, w: Wording, content: Figure | MapView) -> dict[str, Any]:
    figure = content.figure if isinstance(content, MapView) else content
    return {
        "headline": figure.headline,
        "subtitle": figure.subtitle,
        "description": figure.description,
        "notes": list(all_notes(figure, w)),
        "source": short_source(atlas, figure, w),
    }


def _table(atlas: Atlas, w: Wording, figure: Figure, names: list[str], most: int) -> dict[str, Any]:
    columns = [column for name in names for column in figure.columns if column.name == name]
    rest = len(figure.table) - most
    return {
        "headline": figure.headline,
        "subtitle": figure.subtitle,
        "head": [column.label for column in columns] if len(figure.table) else [],
        "rows": [
            [format_cell(row[column.name], column.kind, w) for column in columns]
            for row in figure.table.head(most).to_dict("records")
        ],
        "rest": w.plural("{n} further row in the atlas", "{n} further rows in the atlas", rest) if rest > 0 else "",
        "source": short_source(atlas, figure, w),
    }


def _limits(drawn: Drawn) -> list[str]:
    """What has to be read with the tables, each once."""
    notes = [note for name in ("initiatives", "funding", "changes") for note in drawn[name].notes]
    return list(dict.fromkeys(notes))
