"""Addresses of the map: its code and borders with long-lived versions, and its downloads."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pyarrow import Codec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from analytics.exports.html.map_file import (
    join_modules,
    leaflet_script,
    map_assets_version,
    map_script,
    map_style,
    member_entries,
    place_entries,
)
from analytics.maps.layers import FIRST_LAYERS, LATE_LAYERS, layer_collections, write_layers
from data.atlas import Atlas
from pages.facts import served
from pages.server.routes.files.element_files import (
    Element,
    element_script,
    element_style,
    element_version,
    write_facts,
)
from pages.server.routes.files.map_downloads import send_download

_IMMUTABLE = "public, max-age=31536000, immutable"
_JSON = "application/json; charset=utf-8"
_SCRIPT = "text/javascript; charset=utf-8"
_STYLE = "text/css; charset=utf-8"


@dataclass(frozen=True)
class _File:
    plain: bytes
    packed: bytes
    etag: str
    media_type: str


def write_search(atlas: Atlas) -> bytes:
    """What the search of the bar finds."""
    return write_layers({"places": place_entries(atlas), "initiatives": member_entries(atlas)})


_FILES: Mapping[str, tuple[str, Callable[[Atlas], bytes]]] = {
    "atlas-map.js": (_SCRIPT, lambda _: map_script().encode()),
    "leaflet.js": (_SCRIPT, lambda _: leaflet_script().encode()),
    "atlas-map.css": (_STYLE, lambda _: map_style().encode()),
    "layers.json": (_JSON, lambda atlas: write_layers(layer_collections(atlas, FIRST_LAYERS))),
    "gemeinden.json": (_JSON, lambda atlas: write_layers(layer_collections(atlas, LATE_LAYERS))),
    "places.json": (_JSON, lambda atlas: write_layers({"places": place_entries(atlas)})),
    "search.js": (_SCRIPT, lambda _: join_modules(("dom", "search", "bar-search")).encode()),
    "search.json": (_JSON, write_search),
    "reach.js": (_SCRIPT, lambda _: element_script("reach").encode()),
    "reach.css": (_STYLE, lambda _: element_style("reach").encode()),
    "reach.json": (_JSON, write_facts),
    "flow.js": (_SCRIPT, lambda _: element_script("flow").encode()),
    "flow.css": (_STYLE, lambda _: element_style("flow").encode()),
}
# What the first view of a map waits for. Brotli at its best takes a second for them, and leaves a fifth less than gzip.
_FIRST = (
    "layers.json", "leaflet.js", "atlas-map.js", "atlas-map.css", "reach.js", "reach.css", "flow.js", "flow.css",
)  # fmt: skip
_BROTLI = Codec("brotli", compression_level=11)
_brotli_copies: dict[str, bytes] = {}
"""By tag of the file. Until one is there, gzip is sent."""


def routes() -> list[BaseRoute]:
    """All addresses of the map; they stand before the mount of the static folder."""
    return [
        Route("/assets/map/{version}/{name}", _send_file),
        Route("/export/karte.{file_format}", send_download),
    ]


def file_addresses(base: str, version: str) -> dict[str, Any]:
    """Addresses of the files of a map; they carry versions and can be kept for ever."""
    code = f"{base}/assets/map/{map_assets_version()}"
    borders = f"{base}/assets/map/{version}"
    return {
        "script": f"{code}/atlas-map.js",
        "leaflet": f"{code}/leaflet.js",
        "styles": [f"{code}/atlas-map.css"],
        "layers": f"{borders}/layers.json",
        "gemeinden": f"{borders}/gemeinden.json",
        "places": f"{borders}/places.json",
    }


def element_addresses(base: str, version: str, element: Element) -> dict[str, Any]:
    """As `file_addresses`, for an element that draws a map of its own."""
    code = f"{base}/assets/map/{element_version(element)}"
    own = {"script": f"{code}/{element}.js", "styles": [f"{code}/{element}.css"]}
    return file_addresses(base, version) | own


def warm_map_files() -> None:
    """Builds every file once, so that the first visitor does not wait for it."""
    for name in _FILES:
        _file(name)


def pack_first_files() -> None:
    """Packs the files of the first view with brotli; for a thread beside the server, which does not wait for it."""
    for file in map(_file, _FIRST):
        _brotli_copies[file.etag] = _BROTLI.compress(file.plain, asbytes=True)


def _file(name: str) -> _File:
    """A file as it is for the facts everyone sees now."""
    return _built(name, served.atlas().version)


@lru_cache(maxsize=2 * len(_FILES))
def _built(name: str, _version: str) -> _File:
    media_type, build = _FILES[name]
    plain = build(served.atlas())
    return _File(plain, gzip.compress(plain, 9, mtime=0), f'"{hashlib.sha256(plain).hexdigest()[:20]}"', media_type)


def _send_file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _FILES:
        return PlainTextResponse("not found", status_code=404)
    file = _file(name)
    versions = (map_assets_version(), element_version("reach"), element_version("flow"), served.atlas().version)
    current = request.path_params["version"] in versions
    headers = {
        "ETag": file.etag,
        "Vary": "Accept-Encoding",
        # An address of another version still answers, but must not be kept under that name.
        "Cache-Control": _IMMUTABLE if current else "no-cache",
    }
    if request.headers.get("if-none-match") == file.etag:
        return Response(status_code=304, headers=headers)
    accepted = request.headers.get("accept-encoding", "")
    if "br" in accepted and (packed := _brotli_copies.get(file.etag)):
        return Response(packed, headers=headers | {"Content-Encoding": "br"}, media_type=file.media_type)
    if "gzip" in accepted:
        return Response(file.packed, headers=headers | {"Content-Encoding": "gzip"}, media_type=file.media_type)
    return Response(file.plain, headers=headers, media_type=file.media_type)
