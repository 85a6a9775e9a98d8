"""A figure as plain HTML that needs no server: for frames on other pages, and for the snapshot of the whole atlas.

No script stands in the document itself: its data lie in JSON elements, our own files beside it draw them. So it works
under a policy that forbids inline scripts as well as opened from disk, where nothing can be fetched.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
import plotly
import plotly.graph_objects as go
import plotly.io as pio
from markupsafe import Markup
from PIL import Image

from analytics.exports.drawing.picture import write_picture
from analytics.exports.html.folium_map import write_layer_script
from analytics.exports.html.map_file import STATIC, leaflet_script, map_script, map_style, place_entries
from analytics.exports.html.templating import render
from analytics.exports.views import MapView, figure_of
from analytics.figure.model import NUMERIC_KINDS, Column, Figure, format_cell
from analytics.figure.plotly_locale import plotly_locale
from analytics.figure.sources import source_rows
from analytics.figure.statements import Saying
from analytics.language import Wording
from analytics.rates.completeness import all_notes
from data.atlas import Atlas

Drawn = Figure | MapView
_CARD = ("label", "value", "hint")
# Above this many rows a table scrolls in its own box; one page must not be metres long.
_LONG = 40
# As many sources as the page shows under a figure; the rest is counted.
_MOST_SOURCES = 6
_COLOURS = 128
_SCRIPTS = {"chart": ("plotly.js", "template.js"), "map": ("leaflet.js", "map.js", "layers.js")}


@dataclass(frozen=True)
class Piece:
    """A part of a document.

    Attributes:
        markup: its HTML, which templates take as it stands.
        kinds: what it needs to be drawn: chart, map, both or nothing.
    """

    markup: str
    kinds: frozenset[str] = frozenset()


def write_figure(atlas: Atlas, w: Wording, drawn: Drawn, *, level: int = 1, name: str = "figure") -> Piece:
    """A figure with everything that belongs to it: headline, chart or map, text alternative, notes, source, table.

    Args:
        atlas: holds the sources.
        w: language.
        drawn: the figure.
        level: of its headline.
        name: tells the elements of several figures in one document apart.
    """
    figure = figure_of(drawn)
    kind, shown = _shown(atlas, w, drawn, name)
    markup = render(
        "figure.html", w, figure=figure, level=level, name=name, kind=kind, shown=shown, sayings=_sayings(figure, w),
        notes=all_notes(figure, w),
        # The map names its sources itself.
        sources=_licence(w, source_rows(atlas, figure.source_ids, w)) if kind == "map"
        else _sources(atlas, w, figure.source_ids),
        below=_table_below(figure, w, drawn) if kind_of(drawn) else None,
    )  # fmt: skip
    return Piece(markup, frozenset({kind} & set(_SCRIPTS)))


def kind_of(drawn: Drawn) -> str:
    """How it is shown: chart, map, picture, or "" for a figure that is its own table."""
    if isinstance(drawn, MapView):
        # Only the map of the Kreise without lines is drawn in the browser here.
        return "map" if drawn.filled == "kreise" and not drawn.flows else "picture"
    return "chart" if drawn.chart is not None else ""


def _shown(atlas: Atlas, w: Wording, drawn: Drawn, name: str) -> tuple[str, Any]:
    """How a figure is shown (map, picture, chart, cards, table, or "" for nothing), and what its template needs."""
    figure, kind = figure_of(drawn), kind_of(drawn)
    if isinstance(drawn, MapView):
        return kind, _map_data(drawn, w, name) if kind == "map" else _picture(atlas, w, drawn)
    if figure.chart is not None:
        return kind, _plain_chart(figure.chart)
    if figure.table.empty:
        return "", None
    return ("cards", _cards(figure)) if set(_CARD) <= set(figure.table.columns) else ("table", _table(figure, w))


def _picture(atlas: Atlas, w: Wording, drawn: Drawn) -> str:
    content = base64.b64encode(_light(write_picture(atlas, w, drawn, framed=False))).decode()
    return f"data:image/png;base64,{content}"


def write_page(
    w: Wording, title: str, body: str, *, assets: str, kinds: Iterable[str] = (), variant: str = "alone"
) -> bytes:
    """A whole document around what is in its body.

    Args:
        w: language.
        title: of the browser window.
        body: HTML.
        assets: address of the folder with `document_files`, relative to the document.
        kinds: what has to be drawn.
        variant: alone (one figure in a frame) or book (a page of the snapshot).
    """
    scripts = [name for kind in sorted(set(kinds)) for name in _SCRIPTS[kind]]
    content = Markup(body.replace("{assets}", assets))  # noqa: S704 - from our own templates
    settings = _chart_settings(w) if "chart" in kinds else None
    scripts += ["document.js"] if scripts else []
    document = render(
        "page.html", w, title=title, body=content, assets=assets, variant=variant, scripts=scripts, settings=settings
    )
    return document.encode()


def document_files(atlas: Atlas) -> dict[str, bytes]:
    """The code every document shares, by file name: scripts, styles and the borders of the map."""
    places = _globals({"atlasPlaces": place_entries(atlas)})
    return {**_code(), "layers.js": (write_layer_script(atlas) + places).encode()}


def document_version(atlas: Atlas) -> str:
    """Changes with the code and the data, so that the files can be kept for ever."""
    return hashlib.sha256(f"{_code_version()} {atlas.version}".encode()).hexdigest()[:12]


@lru_cache(maxsize=1)
def _code_version() -> str:
    return hashlib.sha256(b"".join(_code()[name] for name in sorted(_code()))).hexdigest()


@lru_cache(maxsize=1)
def _code() -> dict[str, bytes]:
    folder = STATIC / "document"
    plotly_script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    template = json.loads(json.dumps(pio.templates["plotly"].to_plotly_json()))
    # A classic script: a module could not be loaded from disk.
    mount = map_script().replace("export default ", "window.mountAtlas = ", 1)
    return {
        "document.css": (_font_face() + (folder / "document.css").read_text(encoding="utf-8")).encode(),
        "document.js": (folder / "document.js").read_bytes(),
        "icon.svg": (STATIC / "icons" / "icon.svg").read_bytes(),
        "wordmark.svg": (STATIC / "icons" / "wordmark.svg").read_bytes(),
        "plotly.js": plotly_script.read_bytes(),
        "template.js": _globals({"atlasTemplate": template}).encode(),
        "leaflet.js": leaflet_script().encode(),
        "map.js": f"(() => {{\n{mount}\n}})();\n".encode(),
        "map.css": map_style().encode(),
    }


def _font_face() -> str:
    """The typeface inside the style sheet: opened from disk, a browser loads no font file."""
    font = base64.b64encode((STATIC / "fonts" / "figtree-latin-wght-normal.woff2").read_bytes()).decode()
    source = f"url(data:font/woff2;base64,{font}) format('woff2')"
    return f"@font-face{{font-family:Figtree;font-weight:300 900;font-display:swap;src:{source}}}\n"


def _globals(values: dict[str, Any]) -> str:
    return "".join(f"window.{name}={_json(value)};\n" for name, value in values.items())


def _json(value: Any) -> str:
    # "<" could end the element early or open a comment.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _chart_settings(w: Wording) -> dict[str, Any]:
    return {
        "displayModeBar": False,
        "responsive": True,
        "scrollZoom": False,
        "doubleClick": False,
        "locale": w.lang,
        "locales": {w.lang: plotly_locale(w)},
    }


def _plain_chart(chart: go.Figure) -> dict[str, Any]:
    """The chart without the template all charts share, which would be half of the document."""
    plain: dict[str, Any] = json.loads(chart.to_json())
    plain["layout"].pop("template", None)
    return {"data": plain["data"], "layout": plain["layout"]}


def _light(picture: bytes) -> bytes:
    """The same picture in a palette: maps have few colours, and it is a fifth of the size.

    The highest compression would leave a twelfth less again, in seven times the time.
    """
    stream = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as opened:
        opened.convert("RGBA").quantize(_COLOURS, method=Image.Quantize.FASTOCTREE).save(stream, "PNG")
    return stream.getvalue()


def _cards(figure: Figure) -> list[dict[str, Any]]:
    """Key figures; what further columns say stands below the hint."""
    more = [column.name for column in figure.columns if column.name not in _CARD]
    return [
        {
            "label": row["label"],
            "value": row["value"],
            "details": [text for text in row[["hint", *more]] if isinstance(text, str) and text],
        }
        for _, row in figure.table.iterrows()
    ]


def _map_data(drawn: MapView, w: Wording, name: str) -> dict[str, Any]:
    """What the interactive map shows; its headline follows the year, without a mouse its list and table do."""
    initial = {
        "year": drawn.year, "kreis": drawn.kreis or None, "position": None, "mode": "map", "members": True,
    }  # fmt: skip
    data = {
        "group": name,
        "offline": True,
        "lang": w.lang,
        "base": "",
        "view": drawn.view,
        "initial": initial,
        "urls": {"styles": ["{assets}/map.css"]},
        "links": {},
        "failed": w.text("The map could not be loaded. Please reload the page."),
    }
    return data | {key: drawn.view[key] for key in ("headlines", "subtitles", "years", "last_year")}


def _sayings(figure: Figure, w: Wording) -> list[tuple[str, tuple[Saying, ...]]]:
    if figure.statements is None:
        return []
    return [
        (w.text("The data carry this"), figure.statements.carried),
        (w.text("The data do not carry this"), figure.statements.not_carried),
    ]


def _sources(atlas: Atlas, w: Wording, source_ids: Iterable[str]) -> dict[str, Any]:
    """Where the figures come from, as words and addresses, and the terms of use."""
    rows = source_rows(atlas, source_ids, w)
    cited = rows.drop_duplicates("citation")[["citation", "url"]].to_dict("records")
    rest = len(cited) - _MOST_SOURCES
    return _licence(w, rows) | {
        "label": w.text("Source") if len(cited) == 1 else w.text("Sources"),
        "cited": [(str(source["citation"]), web_address(source["url"])) for source in cited[:_MOST_SOURCES]],
        "more": w.plural("{n} further source", "{n} further sources", rest) if rest > 0 else "",
    }


def _licence(w: Wording, sources: pd.DataFrame) -> dict[str, Any]:
    licences = dict.fromkeys(sources["licence"].dropna())
    return {"cited": [], "licence": f"{w.text('Licence')}: {'; '.join(licences)}" if licences else ""}


def web_address(address: object) -> str:
    """The address when it is one of the web, else nothing: no other may become a link."""
    return address if isinstance(address, str) and urlsplit(address).scheme in ("http", "https") else ""


def _table_below(figure: Figure, w: Wording, drawn: Drawn) -> dict[str, Any] | None:
    if figure.table.empty:
        return None
    # The year of the map can be changed, that of this table cannot.
    dated = isinstance(drawn, MapView) and drawn.year
    title = w.text("Table of {year}", year=str(dated)) if dated else w.text("Table")
    return {"title": title, "table": _table(figure, w)}


def _table(figure: Figure, w: Wording) -> dict[str, Any]:
    """The figure's table as written cells; the first of each row is its heading, numbers stand on the right."""
    rows = figure.table[[column.name for column in figure.columns]].itertuples(index=False, name=None)
    return {
        "name": f"{figure.headline}. {figure.subtitle}",
        "long": len(figure.table) > _LONG,
        "head": [_cell(column.label, column) for column in figure.columns],
        "rows": [
            [_cell(format_cell(value, one.kind, w), one) for one, value in zip(figure.columns, row, strict=True)]
            for row in rows
        ],
    }


def _cell(text: str, column: Column) -> dict[str, Any]:
    address = web_address(text) if column.kind == "link" else ""
    shown = urlsplit(text).netloc.removeprefix("www.") if address else text
    return {"text": shown, "address": address, "number": column.kind in NUMERIC_KINDS}
