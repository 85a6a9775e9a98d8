"""The map as one HTML file that opens without a server and without the internet."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from analytics.language import Wording
from analytics.maps.layers import FIRST_LAYERS, build_map, map_layers
from analytics.maps.places import search_index
from analytics.maps.view import compute_map_view
from data.schemas import Atlas

STATIC = Path(__file__).parents[3] / "static"
# In the order they need each other: a module may only use what stands above it.
MODULES = (
    "dom",
    "numbers",
    "files",
    "store",
    "address",
    "marks",
    "legend",
    "spark",
    "labels",
    "leaf",
    "walk",
    "slider",
    "list",
    "panel",
    "search",
    "atlas-map",
)
_IMPORT = re.compile(r'^import .*? from "\./[\w-]+\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


@lru_cache(maxsize=1)
def map_script() -> str:
    """All modules of the map element as one module: one request instead of a chain, and usable in a single file."""
    return join_modules(MODULES)


def join_modules(names: Iterable[str]) -> str:
    """Modules of the map folder as one, in the order they need each other."""
    sources = [(STATIC / "map" / f"{name}.js").read_text(encoding="utf-8") for name in names]
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", source)) for source in sources)


@lru_cache(maxsize=1)
def map_style() -> str:
    """Leaflet's style sheet and ours; Leaflet's pictures are not used and would be foreign addresses in a file."""
    leaflet = (STATIC / "leaflet" / "leaflet.css").read_text(encoding="utf-8")
    without_comments = re.sub(r"/\*.*?\*/", "", leaflet, flags=re.DOTALL)
    without_pictures = re.sub(r"[^{}]*\{[^{}]*url\([^{}]*\}", "", without_comments)
    return without_pictures + (STATIC / "map" / "atlas-map.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def leaflet_script() -> str:
    """Leaflet 1.9 as vendored."""
    source = (STATIC / "leaflet" / "leaflet.js").read_text(encoding="utf-8")
    return re.sub(r"//# sourceMappingURL=\S+\s*$", "", source)


@lru_cache(maxsize=1)
def map_assets_version() -> str:
    """Changes with the code of the map, so that browsers never mix two releases."""
    content = map_script() + map_style() + leaflet_script()
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def write_map_html(
    atlas: Atlas,
    w: Wording,
    *,
    indicator: str,
    age_group: str,
    method: str = "round",
    scope: str = "land",
    year_from: int | None = None,
    year: int | None = None,
    kreis: str | None = None,
) -> bytes:
    """The interactive map of one indicator and age group, self-contained.

    Args:
        atlas: the data package.
        w: language of the file.
        indicator: as in `compute_map_view`.
        age_group: as in `compute_map_view`.
        method: class method.
        scope: land or lausitz.
        year_from: base year of a change.
        year: year it opens with; the last one with data when None.
        kreis: chosen Kreis (ags) or None.

    Returns:
        UTF-8 HTML with every script, style, font, border and value inside.
    """
    view = compute_map_view(
        atlas, w, indicator=indicator, age_group=age_group, method=method, scope=scope, year_from=year_from
    )
    initial = {"year": year or view["last_year"], "kreis": kreis, "position": None, "mode": "map", "members": True}
    data = {
        "mode": "full",
        "group": "offline",
        "offline": True,
        "lang": w.lang,
        "base": "",
        "view": view,
        "initial": initial,
        "layers": map_layers(build_map(atlas), FIRST_LAYERS),
        "places": place_entries(atlas),
        "urls": {},
        "links": {},
        "failed": "",
    }
    title = view["subtitles"][view["years"].index(initial["year"])]
    return _document(title, data, w).encode()


def place_entries(atlas: Atlas) -> list[dict[str, Any]]:
    """Everything the search of the map finds, as JSON-able rows."""
    index = search_index(atlas)
    placed = index.astype(object).where(index.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in placed.to_dict("records")]


def _document(title: str, data: dict[str, Any], w: Wording) -> str:
    headline = {key: data["view"][key] for key in ("headlines", "subtitles", "years", "last_year")}
    heading = {
        "mode": "headline",
        "group": "offline",
        "offline": True,
        "lang": w.lang,
        "initial": data["initial"],
        "urls": {},
        "view": headline,
        **headline,
    }
    return _TEMPLATE.format(
        lang=w.lang,
        title=html.escape(title),
        font=_font_face(),
        style=_inside_style(map_style()),
        leaflet=leaflet_script().replace("</script", "<\\/script"),
        heading=_inside_script(heading),
        data=_inside_script(data),
        script=map_script().replace("export default", "const mount =", 1).replace("</script", "<\\/script"),
    )


def _inside_script(data: dict[str, Any]) -> str:
    # "<" could end the script element early or open a comment.
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _inside_style(css: str) -> str:
    return css.replace("</", "<\\/")


def _font_face() -> str:
    font = (STATIC / "fonts" / "figtree-latin-wght-normal.woff2").read_bytes()
    content = base64.b64encode(font).decode()
    source = f"url(data:font/woff2;base64,{content}) format('woff2')"
    return f"@font-face{{font-family:Figtree;font-weight:300 900;src:{source}}}"


_TEMPLATE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{font}
body {{ margin: 0; background: #fbfaf7; }}
main {{ max-width: 1240px; margin: 0 auto; padding: 20px 16px 40px; }}
main {{ display: grid; gap: 16px; grid-template-columns: minmax(0, 1fr); }}
</style>
</head>
<body>
<main><div id="headline"></div><div id="map"></div></main>
<template id="style"><style>{style}</style></template>
<script>{leaflet}</script>
<script type="application/json" id="headline-data">{heading}</script>
<script type="application/json" id="map-data">{data}</script>
<script type="module">
{script}
for (const name of ["headline", "map"]) {{
  const shadow = document.getElementById(name).attachShadow({{ mode: "open" }});
  shadow.append(document.getElementById("style").content.cloneNode(true));
  mount({{ data: JSON.parse(document.getElementById(`${{name}}-data`).textContent), parentElement: shadow }});
}}
</script>
</body>
</html>
"""
