"""What every address of the server answers, as OpenAPI 3.1: for programmers and for tests that try everything.

Written in English, the language such descriptions are read in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analytics.exports.opendata.package import MEDIA_TYPES, Dataset
from analytics.exports.views import VIEWS, Param
from analytics.language import LANGUAGES
from analytics.maps.classes import METHODS
from analytics.maps.values import SCOPES

OPENAPI_NAME = "openapi.json"
Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_MACHINE = {"application/json": {"schema": {"type": ["object", "array"]}}}
_PLAIN = {"text/plain": {"schema": _TEXT}}
_HTML = {"text/html": {"schema": _TEXT}}


@dataclass(frozen=True)
class Served:
    """What the description has to know about this server.

    Attributes:
        version: of the data.
        public_url: address of the atlas as visitors see it; empty: relative to the description.
        pages: addresses of the pages without slash ("" is the start page).
        offers: tables, indicators and layers.
        indicators: keys of the indicators the map can show.
        age_groups: of the migration table.
        years: of the migration table.
        kreise: keys of the districts of the migration table.
    """

    version: str
    public_url: str
    pages: tuple[str, ...]
    datasets: tuple[Dataset, ...]
    indicators: tuple[str, ...]
    age_groups: tuple[str, ...]
    years: tuple[int, ...]
    kreise: tuple[str, ...]


def describe_api(served: Served) -> dict[str, Any]:
    """The description as plain values."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Ankommen-Atlas",
            "version": served.version,
            "description": (
                "Tables, indicators, figures and pages of the Ankommen-Atlas. Everything can be read without a key. "
                "A missing value is blank (CSV) or null (JSON, Parquet, GeoJSON), never 0; `status` says why."
            ),
            "license": {"name": "Software: Apache 2.0; data: see licenses in /data/datapackage.json"},
        },
        "servers": [{"url": served.public_url.rstrip("/") or ".."}],
        "paths": _data_paths(served) | _figure_paths(served) | _asset_paths() | _page_paths(served) | _state_paths(),
        "components": {"responses": _responses(), "headers": _headers()},
    }


def _data_paths(served: Served) -> dict[str, Any]:
    paths = {}
    for name, summary, ending in (
        ("datapackage.json", "Description of all tables (Frictionless Data Package)", "json"),
        ("catalog.ttl", "Catalogue for open-data portals (DCAT-AP.de)", "ttl"),
        (OPENAPI_NAME, "This description", "json"),
        ("ankommen-atlas-data.zip", "The whole data package", "zip"),
    ):
        paths[f"/data/{name}"] = _data_item(summary, MEDIA_TYPES[ending])
    for dataset in served.datasets:
        for ending in dataset.formats:
            paths[f"/data/{dataset.path(ending)}"] = _data_item(str(dataset.resource["title"]), MEDIA_TYPES[ending])
    unknown = _data_item("Any other name below /data/ is not found", "application/json")
    unknown["parameters"] = [_path("name", {"type": "string", "minLength": 1})]
    return paths | {"/data/{name}": unknown}


def _data_item(summary: str, media_type: str) -> dict[str, Any]:
    media_type = media_type.partition(";")[0]
    binary = media_type in ("application/zip", "application/vnd.apache.parquet")
    content = _MACHINE if media_type == "application/json" else {media_type: {} if binary else {"schema": _TEXT}}
    shared = ("Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Cache-Control", "ETag")
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in shared}
    answers = {
        "200": {"description": "The file in its active version", "headers": headers, "content": content},
        "304": {"$ref": "#/components/responses/NotModified"},
        "404": {"$ref": "#/components/responses/NoFile"},
    }
    return {
        "get": {"summary": summary, "tags": ["data"], "parameters": [_if_none_match()], "responses": answers},
        "head": {
            "summary": f"{summary}: headers only",
            "tags": ["data"],
            "responses": {code: {"description": "Headers as for GET"} for code in answers},
        },
        "options": {
            "summary": "What other origins may ask",
            "tags": ["data"],
            "responses": {"204": {"description": "GET and HEAD from everywhere"}},
        },
    }


def _figure_paths(served: Served) -> dict[str, Any]:
    lang = _query("lang", {"type": "string", "enum": list(LANGUAGES), "default": LANGUAGES[0]}, "Language")
    embed = [_path("view", {"type": "string", "enum": list(VIEWS)}), lang, *_view_parameters(VIEWS.values(), served)]
    packed = [_query("folie", _TEXT, "A packed figure, as the links under each figure have it"), lang]
    picture = [
        _path("file_format", {"type": "string", "enum": ["png", "svg"]}),
        *packed,
        _query("form", {"type": "string", "enum": ["16zu9", "quadrat", "a4"]}, "Shape"),
        _query("grund", {"type": "string", "enum": ["ohne"]}, "Transparent background"),
        _query("datei", {"type": "string", "enum": ["ja"]}, "As a file to keep"),
    ]
    file_formats = {"type": "string", "enum": ["csv", "png", "svg", "html"]}
    return {
        "/embed/{view}": _get(
            "A figure as a page of its own: for frames on pages of allowed hosts, without cookies",
            "figures", embed, _HTML, refused=_HTML,
        ),
        "/embed/{view}/einbetten": _get("How to embed the figure", "figures", embed, _HTML, refused=_HTML),
        "/export/folie.csv": _get("The table of a figure", "figures", packed, {"text/csv": {"schema": _TEXT}}),
        "/export/folie.{file_format}": _get("A figure as a picture", "figures", picture, _pictures()),
        "/export/karte.{file_format}": _get(
            "The map as table, picture or page",
            "figures",
            [_path("file_format", file_formats), lang, *_map_parameters(served)],
            {"text/csv": {"schema": _TEXT}} | _pictures() | _HTML,
        ),
        "/export/ankommen-atlas.zip": _get(
            "The whole atlas as pages that open without a server; made once per data version",
            "figures", [], {"application/zip": {}},
        ),
    }  # fmt: skip


def _pictures() -> dict[str, Any]:
    return {"image/png": {}, "image/svg+xml": {"schema": _TEXT}}


def _map_parameters(served: Served) -> list[Schema]:
    return [
        _query("indikator", {"type": "string", "enum": list(served.indicators)}, "Indicator"),
        _query("alter", {"type": "string", "enum": list(served.age_groups)}, "Age group"),
        _query("methode", {"type": "string", "enum": list(METHODS)}, "Class limits"),
        _query("ausschnitt", {"type": "string", "enum": list(SCOPES)}, "Area"),
        _query("jahr", {"type": "integer", "enum": list(served.years)}, "Year"),
        _query("jahr_von", {"type": "integer", "enum": list(served.years)}, "Base year of a change"),
        _query("kreis", {"type": "string", "enum": list(served.kreise)}, "Chosen district (AGS)"),
    ]


def _view_parameters(views: Iterable[Any], served: Served) -> list[Schema]:
    """Every filter any view knows, once; which view takes or needs which is said in its words."""
    takers: dict[str, list[str]] = {}
    kinds: dict[str, Param] = {}
    for view in views:
        for param in view.params:
            takers.setdefault(param.name, []).append(f"{view.name} (needed)" if param.needed else view.name)
            kinds[param.name] = param
    schemas = {
        "text": _TEXT,
        "year": {"type": "integer"},
        "number": {"type": "integer"},
        "flag": {"type": "string", "enum": ["ja", "nein"]},
    }
    known: Mapping[str, Schema] = {"age_group": {"type": "string", "examples": list(served.age_groups)}}
    return [
        _query(name, known.get(name, schemas.get(kinds[name].kind, _TEXT)), f"Taken by: {', '.join(names)}")
        for name, names in takers.items()
    ]


def _asset_paths() -> dict[str, Any]:
    file_name = _path("path", {"type": "string", "minLength": 1})
    version, name = _path("version", _TEXT), _path("name", {"type": "string", "minLength": 1})
    anything: dict[str, Any] = {"*/*": {}}
    return {
        "/assets/{path}": _get("Fonts, icons, scripts and styles of the atlas", "assets", [file_name], anything),
        "/assets/map/{version}/{name}": _get("Code and borders of the map", "assets", [version, name], anything),
        "/assets/document/{version}/{name}": _get(
            "Code of the embedded figures", "assets", [version, name], anything
        ),
    }  # fmt: skip


def _page_paths(served: Served) -> dict[str, Any]:
    lang = _query("lang", {"type": "string", "enum": list(LANGUAGES)}, "Language")
    pages = {
        f"/{page}": _get("A page of the atlas" if page else "The start page", "pages", [lang], _HTML)
        for page in served.pages
    }
    moved = {"308": {"description": "Moved for good", "headers": {"Location": {"schema": _TEXT}}}}
    for old in ("ueberblick", "favicon.ico", "favicon.png"):
        pages[f"/{old}"] = {"get": {"summary": "Moved", "tags": ["pages"], "responses": moved}}
    unknown = {"get": {"summary": "Any other address", "tags": ["pages"], "responses": {}}}
    unknown["get"]["responses"] = {"404": {"description": "Not found", "content": _HTML}}
    return pages | {"/{address}": unknown | {"parameters": [_path("address", {"type": "string", "minLength": 1})]}}


def _state_paths() -> dict[str, Any]:
    metrics = {"text/plain": {"schema": _TEXT}, "application/openmetrics-text": {"schema": _TEXT}}
    paths = {
        "/healthz": _get("Whether the server is up, and with which data", "operation", [], _MACHINE),
        "/readyz": _get("Whether it can serve: store and data package", "operation", [], _MACHINE),
        "/metrics": _get("Figures for monitoring; from the machine itself or with a token", "operation", [], metrics),
    }
    for path in ("/readyz", "/metrics"):
        paths[path]["get"]["responses"]["503"] = {"description": "Not ready"}
    for code, words in (("401", "The token is missing"), ("403", "Not from here")):
        paths["/metrics"]["get"]["responses"][code] = {"description": words}
    return paths | _sign_in_paths()


def _sign_in_paths() -> dict[str, Any]:
    """Streamlit's own; without a provider configured they lead back to the start page."""
    answers = {
        "302": {"description": "On to the provider, or back to the atlas"},
        "400": {"description": "Not an answer this server asked for"},
    }
    return {
        path: {"get": {"summary": summary, "tags": ["sign-in"], "responses": answers}}
        for path, summary in (
            ("/auth/login", "Starts signing in with the provider"),
            ("/auth/logout", "Ends the sign-in"),
            ("/oauth2callback", "The provider's way back"),
        )
    }


def _get(
    summary: str, tag: str, parameters: list[Schema], content: Mapping[str, Any], *, refused: Mapping[str, Any] = _PLAIN
) -> dict[str, Any]:
    bad = {"description": "A parameter is not valid; the answer says which and what is", "content": dict(refused)}
    answers: dict[str, Any] = {
        "200": {"description": "As asked", "content": dict(content)},
        "304": {"$ref": "#/components/responses/NotModified"},
        "400": bad,
        "404": {"description": "Not found"},
        "503": {"description": "Too much at once; come back later"},
    }
    return {"get": {"summary": summary, "tags": [tag], "parameters": parameters, "responses": answers}}


def _path(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _query(name: str, schema: Schema, description: str) -> Schema:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def _if_none_match() -> Schema:
    return {
        "name": "If-None-Match", "in": "header", "required": False, "schema": _TEXT,
        "description": "ETag of the copy at hand; 304 when it is still current",
    }  # fmt: skip


def _responses() -> dict[str, Any]:
    return {
        "NotModified": {"description": "The copy at hand is current"},
        "NoFile": {"description": "No such file; `index` names the list of all", "content": _MACHINE},
    }


def _headers() -> dict[str, Any]:
    return {
        "ETag": {"description": "Changes with the content", "schema": _TEXT},
        "Cache-Control": {"description": "Ask again each time; 304 costs little", "schema": _TEXT},
        "Access-Control-Allow-Origin": {"description": "`*`: every page may read", "schema": _TEXT},
        "Access-Control-Expose-Headers": {"description": "Headers a script may read", "schema": _TEXT},
    }
