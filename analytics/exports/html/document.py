"""A figure as plain HTML that needs no server: for frames on other pages, and for the snapshot of the whole atlas.

No script stands in the document itself: its data lie in JSON elements, our own files beside it draw them. So it works
under a policy that forbids inline scripts as well as opened from disk, where nothing can be fetched.
"""

from __future__ import annotations

import base64
import hashlib
import html
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import plotly
import plotly.graph_objects as go
import plotly.io as pio
from PIL import Image

from analytics.exports.drawing.picture import write_picture
from analytics.exports.html.map_file import STATIC, leaflet_script, map_script, map_style, place_entries
from analytics.exports.views import MapView
from analytics.figure.model import Column, Figure, written_value
from analytics.figure.plotly_locale import plotly_locale
from analytics.figure.sources import source_rows
from analytics.figure.statements import Saying
from analytics.language import Wording
from analytics.maps.layers import FIRST_LAYERS, build_map, map_layers
from data.schemas import Atlas

Drawn = Figure | MapView
_NUMERIC = {"int", "signed_int", "decimal1", "signed1", "eur", "percent"}
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
        markup: its HTML.
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
    kind = kind_of(drawn)
    if isinstance(drawn, MapView) and kind == "map":
        top = _map(drawn, w, name)
    else:
        top = _headed(figure, level, _picture(atlas, w, drawn) if kind == "picture" else _shown(figure, w, name))
    parts = [
        top,
        _sayings(figure, w, level + 1),
        # The map names its sources itself.
        _licence_line(atlas, w, figure.source_ids) if kind == "map" else source_lines(atlas, w, figure.source_ids),
        _table_below(figure, w, drawn) if kind else "",
    ]
    label = html.escape(figure.headline, quote=True)
    markup = f'<article class="card" aria-label="{label}">{"".join(parts)}</article>'
    return Piece(markup, frozenset({kind} & set(_SCRIPTS)))


def figure_of(drawn: Drawn) -> Figure:
    """Headline, sources and table of what was drawn."""
    return drawn.figure if isinstance(drawn, MapView) else drawn


def kind_of(drawn: Drawn) -> str:
    """How it is shown: chart, map, picture, or "" for a figure that is its own table."""
    if isinstance(drawn, MapView):
        # Only the map of the Kreise is drawn in the browser here.
        return "map" if drawn.filled == "kreise" else "picture"
    return "chart" if drawn.chart is not None else ""


def _headed(figure: Figure, level: int, shown: str) -> str:
    notes = "".join(f'<p class="note">{html.escape(note)}</p>' for note in figure.notes)
    return (
        f"<h{level}>{html.escape(figure.headline)}</h{level}>"
        f'<p class="quiet">{html.escape(figure.subtitle)}</p>{shown}{notes}'
    )


def _picture(atlas: Atlas, w: Wording, drawn: Drawn) -> str:
    content = base64.b64encode(_light(write_picture(atlas, w, drawn, framed=False))).decode()
    alternative = html.escape(figure_of(drawn).description, quote=True)
    return f'<img class="picture" src="data:image/png;base64,{content}" alt="{alternative}">'


def write_page(
    w: Wording, title: str, body: str, *, assets: str, kinds: Iterable[str] = (), look: str = "alone"
) -> bytes:
    """A whole document around what is in its body.

    Args:
        w: language.
        title: of the browser window.
        body: HTML.
        assets: address of the folder with `document_files`, relative to the document.
        kinds: what has to be drawn.
        look: alone (one figure in a frame) or book (a page of the snapshot).
    """
    scripts = [name for kind in sorted(set(kinds)) for name in _SCRIPTS[kind]]
    scripts += ["document.js"] if scripts else []
    tags = "".join(f'<script defer src="{assets}/{name}"></script>' for name in scripts)
    settings = _data("chart-settings", _chart_settings(w)) if "chart" in kinds else ""
    document = (
        f'<!doctype html>\n<html lang="{w.lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n"
        f'<link rel="icon" type="image/svg+xml" href="{assets}/icon.svg">\n'
        f'<link rel="stylesheet" href="{assets}/document.css">\n{tags}\n</head>\n'
        f'<body class="{look}">\n{settings}{body.replace("{assets}", assets)}\n</body>\n</html>\n'
    )
    return document.encode()


def document_files(atlas: Atlas) -> dict[str, bytes]:
    """The code every document shares, by file name: scripts, styles and the borders of the map."""
    layers = {
        "atlasLayers": map_layers(build_map(atlas), FIRST_LAYERS),
        "atlasPlaces": place_entries(atlas),
    }
    return {**_code(), "layers.js": _globals(layers).encode()}


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
    mount = map_script().replace("export default ", "", 1)
    return {
        "document.css": (_font_face() + (folder / "document.css").read_text(encoding="utf-8")).encode(),
        "document.js": (folder / "document.js").read_bytes(),
        "icon.svg": (STATIC / "icons" / "icon.svg").read_bytes(),
        "wordmark.svg": (STATIC / "icons" / "wordmark.svg").read_bytes(),
        "plotly.js": plotly_script.read_bytes(),
        "template.js": _globals({"atlasTemplate": template}).encode(),
        "leaflet.js": leaflet_script().encode(),
        "map.js": f"(() => {{\n{mount}\nwindow.mountAtlas = mountAtlas;\n}})();\n".encode(),
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


def _data(name: str, value: Any) -> str:
    return f'<script type="application/json" id="{name}">{_json(value)}</script>'


def _chart_settings(w: Wording) -> dict[str, Any]:
    return {
        "displayModeBar": False,
        "responsive": True,
        "scrollZoom": False,
        "doubleClick": False,
        "locale": w.lang,
        "locales": {w.lang: plotly_locale(w)},
    }


def _shown(figure: Figure, w: Wording, name: str) -> str:
    """The chart, the key figures or the table of a figure."""
    if figure.chart is not None:
        alternative = html.escape(figure.description, quote=True)
        box = f'<div class="chart" role="img" aria-label="{alternative}" style="height:{figure.height_px}px"'
        return f'{box} data-chart="{name}-data"></div>{_data(f"{name}-data", _plain_chart(figure.chart))}'
    if set(_CARD) <= set(figure.table.columns) and len(figure.table):
        return _cards(figure)
    return table_markup(figure, w) if len(figure.table) else ""


def _plain_chart(chart: go.Figure) -> dict[str, Any]:
    """The chart without the template all charts share, which would be half of the document."""
    plain: dict[str, Any] = json.loads(chart.to_json())
    plain["layout"].pop("template", None)
    return {"data": plain["data"], "layout": plain["layout"]}


def _light(picture: bytes) -> bytes:
    """The same picture in a palette: maps have few colours, and it is a fifth of the size."""
    stream = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as opened:
        opened.convert("RGBA").quantize(_COLOURS, method=Image.Quantize.FASTOCTREE).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _cards(figure: Figure) -> str:
    """Key figures as a list of terms; what further columns say stands below the hint."""
    more = [column.name for column in figure.columns if column.name not in _CARD]
    cards = []
    for _, row in figure.table.iterrows():
        words = [row["hint"], *(row[name] for name in more)]
        details = "".join(f"<dd>{html.escape(str(text))}</dd>" for text in words if isinstance(text, str) and text)
        label, value = html.escape(str(row["label"])), html.escape(str(row["value"]))
        cards.append(f'<div><dt>{label}</dt><dd class="value">{value}</dd>{details}</div>')
    return f'<dl class="kpis">{"".join(cards)}</dl>'


def _map(drawn: MapView, w: Wording, name: str) -> str:
    """The interactive map under its headline, which follows the year; without a mouse its list and table do."""
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
    data |= {key: drawn.view[key] for key in ("headlines", "subtitles", "years", "last_year")}
    boxes = "".join(f'<div data-map="{name}-data" data-mode="{mode}"></div>' for mode in ("headline", "full"))
    return boxes + _data(f"{name}-data", data)


def _sayings(figure: Figure, w: Wording, level: int) -> str:
    if figure.statements is None:
        return ""
    groups = (
        (w.text("The data carry this"), figure.statements.carried),
        (w.text("The data do not carry this"), figure.statements.not_carried),
    )
    return f'<div class="sayings">{"".join(_said(title, sayings, level) for title, sayings in groups)}</div>'


def _said(title: str, sayings: tuple[Saying, ...], level: int) -> str:
    items = "".join(f"<li>{html.escape(saying.text)}</li>" for saying in sayings)
    return f"<div><h{level}>{html.escape(title)}</h{level}><ul>{items}</ul></div>"


def source_lines(atlas: Atlas, w: Wording, source_ids: Iterable[str]) -> str:
    """Where the figures come from, with links, and the terms of use."""
    rows = source_rows(atlas, source_ids)
    if rows.empty:
        return ""
    cited = rows.drop_duplicates("citation")
    links = [link(str(row["citation"]), row["url"]) for _, row in cited.head(_MOST_SOURCES).iterrows()]
    rest = len(cited) - len(links)
    more = f" · {w.plural('{n} further source', '{n} further sources', rest)}" if rest else ""
    label = w.text("Source") if len(cited) == 1 else w.text("Sources")
    return f'<p class="source">{label}: {" · ".join(links)}{more}</p>{_licence_line(atlas, w, rows["source_id"])}'


def _licence_line(atlas: Atlas, w: Wording, source_ids: Iterable[str]) -> str:
    licences = dict.fromkeys(source_rows(atlas, source_ids)["licence"].dropna())
    return f'<p class="source">{w.text("Licence")}: {html.escape("; ".join(licences))}</p>'


def link(text: str, address: object) -> str:
    """The text as a link when there is an address of the web; escaped in any case."""
    shown = html.escape(text)
    if not isinstance(address, str) or urlsplit(address).scheme not in ("http", "https"):
        return shown
    # A new window: inside a frame the foreign page would replace the figure.
    return f'<a href="{html.escape(address, quote=True)}" target="_blank" rel="noopener">{shown}</a>'


def _table_below(figure: Figure, w: Wording, drawn: Drawn) -> str:
    if figure.table.empty:
        return ""
    # The year of the map can be changed, that of this table cannot.
    dated = isinstance(drawn, MapView) and drawn.year
    title = w.text("Table of {year}", year=str(dated)) if dated else w.text("Table")
    return f"<details><summary>{title}</summary>{table_markup(figure, w)}</details>"


def table_markup(figure: Figure, w: Wording) -> str:
    """The figure's table with a heading in each column and row; numbers stand on the right."""
    label = html.escape(f"{figure.headline}. {figure.subtitle}", quote=True)
    head = "".join(_cell("th", column.label, column, ' scope="col"') for column in figure.columns)
    names = [column.name for column in figure.columns]
    rows = "".join(
        f"<tr>{_row(figure.columns, row, w)}</tr>" for row in figure.table[names].itertuples(index=False, name=None)
    )
    long = " long" if len(figure.table) > _LONG else ""
    box = f'<div class="table{long}" tabindex="0" role="region" aria-label="{label}">'
    return f"{box}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"


def _row(columns: tuple[Column, ...], row: tuple[Any, ...], w: Wording) -> str:
    cells = []
    for number, (column, value) in enumerate(zip(columns, row, strict=True)):
        tag, scope = ("td", "") if number else ("th", ' scope="row"')
        cells.append(_cell(tag, written_value(value, column.kind, w), column, scope))
    return "".join(cells)


def _cell(tag: str, text: str, column: Column, scope: str) -> str:
    number = ' class="number"' if column.kind in _NUMERIC else ""
    shown = link(urlsplit(text).netloc.removeprefix("www."), text) if _is_address(text, column) else html.escape(text)
    return f"<{tag}{scope}{number}>{shown}</{tag}>"


def _is_address(text: str, column: Column) -> bool:
    return column.kind == "link" and urlsplit(text).scheme in ("http", "https")
