"""The map as one HTML file that opens without a server and without the internet."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from analytics.exports.html.folium_map import AtlasMap, MapDocument, MapElement
from analytics.language import Wording
from analytics.maps.places import former_index, search_index, search_keys
from analytics.maps.view import compute_map_view
from analytics.rates.scopes import EVERYWHERE
from data.atlas import Atlas

STATIC = Path(__file__).parents[3] / "static"
# In the order they need each other: a module may only use what stands above it.
MODULES = (
    "dom",
    "numbers",
    "files",
    "mount",
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
    scope: str = EVERYWHERE,
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
        scope: one of the scopes.
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
        "places": place_entries(atlas),
        "urls": {},
        "links": {},
        "failed": "",
    }
    document = MapDocument(w.lang, view["subtitles"][view["years"].index(initial["year"])], _font_face())
    AtlasMap(atlas).add_to(document)
    _map_element(data).add_to(document)
    return document.render().encode()


def place_entries(atlas: Atlas) -> list[dict[str, Any]]:
    """Everything a search finds, as JSON-able rows: places of today, then former Kreise with the year they ended."""
    index = pd.concat([search_index(atlas), former_index(atlas)])
    index["until"] = index["until"].astype("Int64")
    placed = index.astype(object).where(index.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in placed.to_dict("records")]


def member_entries(atlas: Atlas) -> list[dict[str, Any]]:
    """Every initiative a search finds: its key, name, folded spellings and seat."""
    members = atlas.members
    return [
        {"member_id": member_id, "name": name, "keys": search_keys(name, "").strip(), "place": place}
        for member_id, name, place in zip(
            members["member_id"], members["name"], members["place"].fillna(""), strict=True
        )
    ]


def _map_element(data: dict[str, Any]) -> MapElement:
    headline = {key: data["view"][key] for key in ("headlines", "subtitles", "years", "last_year")}
    shared = {key: data[key] for key in ("group", "offline", "lang", "initial", "urls")}
    return MapElement(
        {"mode": "headline", "view": headline, **shared, **headline},
        data,
        script=_inside(map_script().replace("export default", "const mount =", 1), "</script"),
        style=_inside(map_style(), "</"),
        leaflet=_inside(leaflet_script(), "</script"),
    )


def _inside(code: str, end: str) -> Markup:
    """Code of our own as it stands, unable to end the element it lies in."""
    return Markup(code.replace(end, end.replace("/", "\\/")))  # noqa: S704 - our own files, no data


def _font_face() -> Markup:
    font = (STATIC / "fonts" / "figtree-latin-wght-normal.woff2").read_bytes()
    content = base64.b64encode(font).decode()
    source = f"url(data:font/woff2;base64,{content}) format('woff2')"
    return Markup(f"@font-face{{font-family:Figtree;font-weight:300 900;src:{source}}}")  # noqa: S704 - our own file
