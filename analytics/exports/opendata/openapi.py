"""What every address of the server answers, as OpenAPI 3.1: for programmers and for tests that try everything.

Written in English, the language such descriptions are read in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analytics.exports.citation import CITATION_TYPES
from analytics.exports.opendata.csvw import CSVW, CSVW_TYPE
from analytics.exports.opendata.jsonstat import JSONSTAT
from analytics.exports.opendata.package import MEDIA_TYPES, Dataset
from analytics.exports.opendata.requests import (
    HTML,
    MACHINE,
    MEANINGS,
    PICTURES,
    PLAIN,
    TEXT,
    Schema,
    file_item,
    get_item,
    in_path,
    in_query,
    shared_headers,
    shared_responses,
)
from analytics.exports.presentation.collection import Collection, SlideSpec, pack_collection
from analytics.exports.views import PAGES, VIEWS, Param, View
from analytics.language import LANGUAGES

OPENAPI_NAME = "openapi.json"
_EXAMPLE = pack_collection(Collection((SlideSpec("growth"),)))
_PACKED = (
    "A figure, as the links under each figure have it: JSON, packed by zlib and written in URL-safe Base64 without its "
    'closing =. The JSON is {"format": 1, "slides": [{"view": name, "params": filters}]}, with the names and '
    "filters of /embed/. The example is the figure as /embed/growth opens it"
)
_NUMBER: Schema = {"type": "integer", "minimum": -9999, "maximum": 9999}
_COVERAGE = dict.fromkeys(("coverage", "coverage_de"), TEXT)
_AREAS: Schema = {"type": "object", "required": ["type", "features"], "properties": _COVERAGE}
_ROWS: Schema = {
    "type": "object",
    "required": ["data"],
    "properties": _COVERAGE | {"data": {"type": "array", "items": {"type": "object"}}},
}
_CUBE = {"application/json": {"schema": {"type": "object", "required": ["version", "class", "id", "size", "value"]}}}
_MESSAGE: Schema = {
    "type": "object",
    "required": ["jsonrpc", "method"],
    "properties": {
        "jsonrpc": {"const": "2.0"},
        "method": TEXT,
        # Whatever is no number or text makes it a message that wants no answer.
        "id": {},
        "params": {"type": ["object", "null"]},
    },
}


@dataclass(frozen=True)
class Served:
    """What the description has to know about this server.

    Attributes:
        version: of the data.
        public_url: address of the atlas as visitors see it; empty: relative to the description.
        pages: addresses of the pages without slash ("" is the start page).
        datasets: tables, indicators and layers.
        choices: by view and filter the values it can have, where they can be listed.
        has_tools: whether the MCP server answers.
    """

    version: str
    public_url: str
    pages: tuple[str, ...]
    datasets: tuple[Dataset, ...]
    choices: Mapping[tuple[str, str], tuple[str, ...]]
    has_tools: bool = False


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
        "paths": _paths(served),
        "components": {
            "responses": shared_responses(),
            "headers": shared_headers(),
            "schemas": _choice_schemas(served),
        },
    }


def _paths(served: Served) -> dict[str, Any]:
    own = _data_paths(served) | _figure_paths(served) | _page_paths(served)
    return own | _asset_paths() | _state_paths() | _tool_paths(served)


def _data_paths(served: Served) -> dict[str, Any]:
    paths = {}
    for name, summary, ending in (
        ("datapackage.json", "Description of all tables (Frictionless Data Package)", "json"),
        ("catalog.ttl", "Catalogue for open-data portals (DCAT-AP.de)", "ttl"),
        (OPENAPI_NAME, "This description", "json"),
        ("ankommen-atlas-data.zip", "The whole data package", "zip"),
    ):
        paths[f"/data/{name}"] = file_item(summary, _content(ending, MACHINE))
    labels = in_query("lang", {"type": "string", "enum": list(LANGUAGES), "default": "en"}, "Language of the labels")
    for dataset in served.datasets:
        for ending in dataset.formats:
            item = file_item(
                str(dataset.resource["title"]), _table_content(ending, has_coverage=JSONSTAT in dataset.formats)
            )
            if ending == JSONSTAT:
                item["get"]["parameters"].append(labels)
            paths[f"/data/{dataset.path(ending)}"] = item
        if "csv" in dataset.formats:
            about = f"Description of the CSV file (CSV on the Web): {dataset.resource['title']}"
            paths[f"/data/{dataset.stem}.{CSVW}"] = file_item(about, {CSVW_TYPE: {"schema": {"type": "object"}}})
    unknown = file_item("Any other name below /data/ is not found", MACHINE)
    unknown["parameters"] = [in_path("name", {"type": "string", "minLength": 1})]
    for method in ("get", "head"):
        del unknown[method]["responses"]["200"], unknown[method]["responses"]["304"]
    feed = file_item("Versions of the data that were accepted (Atom)", {"application/atom+xml": {"schema": TEXT}})
    feed["get"]["responses"]["503"] = {"description": "Which were accepted is not known at this moment"}
    feed["get"]["parameters"].append(in_query("lang", {"type": "string", "enum": list(LANGUAGES)}, "Language"))
    listing = file_item("What there is: a list for programs, a page for people", MACHINE | HTML)
    return paths | {"/data/": listing, "/data/versions.atom": feed, "/data/{name}": unknown}


def _table_content(ending: str, *, has_coverage: bool) -> Mapping[str, Any]:
    """Media type and form of a table; one of areas and years says beside its rows how much of them it holds."""
    told = [*_COVERAGE] if has_coverage else []
    if ending == "geojson":
        return {"application/geo+json": {"schema": _AREAS | {"required": [*_AREAS["required"], *told]}}}
    return _content(ending, {"application/json": {"schema": _ROWS | {"required": [*_ROWS["required"], *told]}}})


def _content(ending: str, of_json: Mapping[str, Any]) -> Mapping[str, Any]:
    """Media type and form of a file."""
    if ending == "json":
        return of_json
    if ending == JSONSTAT:
        return _CUBE
    media_type = MEDIA_TYPES[ending].partition(";")[0]
    return {media_type: {} if ending in ("zip", "parquet") else {"schema": TEXT}}


def _figure_paths(served: Served) -> dict[str, Any]:
    lang = in_query("lang", {"type": "string", "enum": list(LANGUAGES), "default": LANGUAGES[0]}, "Language")
    slide = {"type": "string", "minLength": 1, "examples": [_EXAMPLE]}
    packed = [in_query("folie", slide, _PACKED, needed=True), lang]
    picture = [
        in_path("file_format", {"type": "string", "enum": ["png", "svg"]}),
        *packed,
        in_query("form", {"type": "string", "enum": ["16zu9", "quadrat", "a4", "breit", "schmal"]}, "Shape"),
        in_query("grund", {"type": "string", "enum": ["ohne"]}, "Transparent background"),
        in_query("datei", {"type": "string", "enum": ["ja"]}, "As a file to keep"),
    ]
    file_formats = {"type": "string", "enum": ["csv", "png", "svg", "html"]}
    return _embed_paths(served, lang) | {
        "/export/folie.csv": get_item("The table of a figure", "figures", packed, {"text/csv": {"schema": TEXT}}),
        "/export/folie.{file_format}": get_item("A figure as a picture", "figures", picture, PICTURES),
        "/export/karte.{file_format}": get_item(
            "The map as table, picture or page",
            "figures",
            [in_path("file_format", file_formats), lang, *_map_parameters(served)],
            {"text/csv": {"schema": TEXT}} | PICTURES | HTML,
        ),
        "/export/ankommen-atlas.zip": get_item(
            "The whole atlas as pages that open without a server; made once per data version",
            "figures", [], {"application/zip": {}},
        ),
    }  # fmt: skip


def _embed_paths(served: Served, lang: Schema) -> dict[str, Any]:
    """Every figure by itself, as each takes and needs filters of its own; any other name is not found."""
    paths: dict[str, Any] = {}
    for view in VIEWS.values():
        parameters = [lang, *(_view_parameter(view, param, served) for param in view.params)]
        paths[f"/embed/{view.name}"] = get_item(
            "A figure as a page of its own: for frames on pages of allowed hosts, without cookies",
            "figures",
            parameters,
            HTML,
            refused=HTML,
        )
        paths[f"/embed/{view.name}/einbetten"] = get_item(
            "How to embed the figure", "figures", parameters, HTML, refused=HTML
        )  # fmt: skip
        paths[f"/embed/{view.name}/zitieren"] = get_item(
            "How to cite the figure", "figures", parameters, HTML, refused=HTML
        )  # fmt: skip
        paths[f"/embed/{view.name}/zitieren.{{file_format}}"] = get_item(
            "The citation of the figure: text, BibTeX, RIS",
            "figures",
            [in_path("file_format", {"type": "string", "enum": list(CITATION_TYPES)}), *parameters],
            {media_type.partition(";")[0]: {"schema": TEXT} for media_type in CITATION_TYPES.values()},
            refused=HTML,
        )
    unknown = {
        "400": {"description": "The address lacks a value, or has a wrong one", "content": HTML},
        "404": {"description": "There is no such figure", "content": HTML | PLAIN},
    }
    view_name = in_path("view", {"type": "string", "minLength": 1})
    for about in ("", "/einbetten", "/zitieren", "/zitieren.{file_format}"):
        file_format = in_path("file_format", {"type": "string", "enum": list(CITATION_TYPES)})
        named = [file_format] if about.endswith("}") else []
        paths[f"/embed/{{view}}{about}"] = {
            "get": {"summary": "Any other figure", "tags": ["figures"], "responses": unknown},
            "parameters": [view_name, *named],
        }
    return paths


def _map_parameters(served: Served) -> list[Schema]:
    """The filters of the map as its page calls them; what none chooses is as the page opens."""
    return [
        in_query(name, {"type": "string", "enum": list(served.choices["map", param])}, MEANINGS[param])
        for name, param in PAGES["karte"].filters.items()
    ]


def _view_parameter(view: View, param: Param, served: Served) -> Schema:
    valid = served.choices.get((view.name, param.name))
    one = _NUMBER if param.kind == "number" else TEXT
    if valid is not None:
        one = {"$ref": f"#/components/schemas/{_schema_name(param.name, valid)}"}
    many: Schema = {"type": "array", "items": one} | ({"minItems": 1} if param.needed else {})
    shape = many if param.kind == "list" else one
    return in_query(param.name, shape, MEANINGS.get(param.name, "Filter of the figure"), needed=param.needed)


def _choice_schemas(served: Served) -> dict[str, Any]:
    """Each list of values once, however many figures share it."""
    return {
        _schema_name(name, valid): {"type": "string", "enum": list(valid)}
        for (_, name), valid in served.choices.items()
    }


def _schema_name(name: str, valid: tuple[str, ...]) -> str:
    """Filters of one name have lists of different lengths or ends where their subjects differ."""
    return re.sub(r"[^A-Za-z0-9._-]", "_", f"{name}.{len(valid)}.{valid[0]}.{valid[-1]}")


def _asset_paths() -> dict[str, Any]:
    file_name = in_path("path", {"type": "string", "minLength": 1})
    version, name = in_path("version", TEXT), in_path("name", {"type": "string", "minLength": 1})
    anything: dict[str, Any] = {"*/*": {}}
    return {
        "/assets/{path}": get_item("Fonts, icons, scripts and styles of the atlas", "assets", [file_name], anything),
        "/assets/map/{version}/{name}": get_item("Code and borders of the map", "assets", [version, name], anything),
        "/assets/document/{version}/{name}": get_item(
            "Code of the embedded figures", "assets", [version, name], anything
        ),
    }  # fmt: skip


def _page_paths(served: Served) -> dict[str, Any]:
    lang = in_query("lang", TEXT, f"Language: {' or '.join(LANGUAGES)}; a page answers anything else in German")
    pages = {
        f"/{page}": get_item("A page of the atlas" if page else "The start page", "pages", [lang], HTML)
        for page in served.pages
    }
    moved = {"308": {"description": "Moved for good", "headers": {"Location": {"schema": TEXT}}}}
    for old in ("ueberblick", "favicon.ico", "favicon.png", "data"):
        pages[f"/{old}"] = {"get": {"summary": "Moved", "tags": ["pages"], "responses": moved}}
    refused = {"404": {"description": "Not found", "content": HTML}}
    pages |= {
        "/robots.txt": get_item("What programs may read", "pages", [], PLAIN),
        "/sitemap.xml": get_item("All pages in both languages", "pages", [], {"application/xml": {"schema": TEXT}}),
        "/.well-known/security.txt": get_item(
            "Where weaknesses are told; if the operator says so", "operation", [], PLAIN
        ),
    }
    anything = {"type": "string", "minLength": 1}
    unknown = {
        f"{branch}/{{{name}}}": {
            "get": {"summary": "Any other address", "tags": ["pages"], "responses": refused},
            "parameters": [in_path(name, anything)],
        }
        for branch, name in (("", "address"), ("/embed", "name"), ("/export", "name"))
    }
    return pages | _spoken_paths() | unknown


def _spoken_paths() -> dict[str, Any]:
    """Addresses one can read aloud."""
    name = in_path("name", TEXT)
    led = {
        "307": {"description": "The page that shows it", "headers": {"Location": {"schema": TEXT}}},
        "404": {"description": "Nothing has this name", "content": HTML},
    }
    addresses = {
        "/kreis/{name}": ("A district by its name or key", [name]),
        "/initiative/{name}": ("An initiative by its name or key", [name]),
        "/karte/{name}": ("The map with an indicator by its name or key", [name]),
        "/karte/{name}/{year}": ("The same in a year", [name, in_path("year", TEXT)]),
    }
    return {
        path: {"get": {"summary": summary, "tags": ["pages"], "parameters": parts, "responses": led}}
        for path, (summary, parts) in addresses.items()
    }


def _state_paths() -> dict[str, Any]:
    metrics = {"text/plain": {"schema": TEXT}, "application/openmetrics-text": {"schema": TEXT}}
    paths = {
        "/healthz": get_item("Whether the server is up, and with which data", "operation", [], MACHINE),
        "/servez": get_item("Whether it can serve readers, and with which figures", "operation", [], MACHINE),
        "/readyz": get_item("Whether everything works: store and figures", "operation", [], MACHINE),
        "/metrics": get_item(
            "Figures for monitoring; from the machine itself or with a token", "operation", [], metrics
        ),
    }
    for path in ("/servez", "/readyz", "/metrics"):
        paths[path]["get"]["responses"]["503"] = {"description": "Not ready"}
    for code, words in (("401", "The token is missing"), ("403", "Not from here")):
        paths["/metrics"]["get"]["responses"][code] = {"description": words}
    return paths | _sign_in_paths()


def _tool_paths(served: Served) -> dict[str, Any]:
    """The MCP server, whose tools describe themselves to whoever speaks its protocol."""
    answers = {
        "200": {"description": "The answer of the protocol (JSON-RPC)", "content": dict(MACHINE)},
        "202": {"description": "A message that wants no answer was taken"},
        "400": {"description": "Not a message of the protocol"},
        "403": {"description": "Asked by a page of another host"},
        "406": {"description": "Answers come as JSON, which the question does not take"},
        "413": {"description": "A message of more than 64 kB"},
        "415": {"description": "A message that is not sent as plain JSON"},
        "429": {"description": "Too many questions in a minute"},
    }
    item = {
        "summary": "Small questions over the Model Context Protocol",
        "tags": ["data"],
        "requestBody": {
            "required": True,
            "description": "A message of the protocol",
            "content": {"application/json": {"schema": _MESSAGE}},
        },
        "responses": answers,
    }
    return {"/mcp": {"post": item}} if served.has_tools else {}


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
