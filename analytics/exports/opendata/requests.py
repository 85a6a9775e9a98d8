"""Building blocks of the description of all addresses: parameters, answers, headers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
MACHINE = {"application/json": {"schema": {"type": "object"}}}
PLAIN = {"text/plain": {"schema": TEXT}}
HTML = {"text/html": {"schema": TEXT}}
MEANINGS = {
    "indicator": "Indicator", "age_group": "Age group", "method": "Class limits", "scope": "Area",
    "year": "Year; an indicator has those of its source", "year_from": "Base year of a change",
    "kreis": "Chosen district (AGS)",
}  # fmt: skip
"""What the filters mean that most views share."""
PICTURES = {"image/png": {}, "image/svg+xml": {"schema": TEXT}}


def get_item(
    summary: str, tag: str, parameters: list[Schema], content: Mapping[str, Any], *, refused: Mapping[str, Any] = PLAIN
) -> dict[str, Any]:
    """Describes an address that is read with parameters; `refused` is the form of what says that one is wrong."""
    bad = {"description": "A parameter is not valid; the answer says which and what is", "content": dict(refused)}
    answers: dict[str, Any] = {
        "200": {"description": "As asked", "content": dict(content)},
        "304": {"$ref": "#/components/responses/NotModified"},
        "400": bad,
        "404": {"description": "Not found: also where each value exists, but together they have no figures"},
        "503": {"description": "Too much at once; come back later"},
    }
    return {"get": {"summary": summary, "tags": [tag], "parameters": parameters, "responses": answers}}


def file_item(summary: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """Describes a file below /data/: always whole, sent again only when it has changed, readable from every page."""
    shared = ("Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Cache-Control", "ETag", "Last-Modified")
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in shared}
    answers = {
        "200": {"description": "The file in its active version", "headers": headers, "content": dict(content)},
        "304": {"$ref": "#/components/responses/NotModified"},
        "400": {"$ref": "#/components/responses/NoFilter"},
        "404": {"$ref": "#/components/responses/NoFile"},
    }
    return {
        "get": {"summary": summary, "tags": ["data"], "parameters": _conditions(), "responses": answers},
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


def in_path(name: str, schema: Schema) -> Schema:
    """Describes a part of the address."""
    return {"name": name, "in": "path", "required": True, "schema": schema}


def in_query(name: str, schema: Schema, description: str, *, needed: bool = False) -> Schema:
    """Describes a parameter behind the address."""
    return {"name": name, "in": "query", "required": needed, "description": description, "schema": schema}


def _conditions() -> list[Schema]:
    conditions = {
        "If-None-Match": "ETag of the copy at hand; 304 when it is still current",
        "If-Modified-Since": "Date of the copy at hand; 304 when nothing has changed since. Not looked at beside a tag",
    }
    return [
        {"name": name, "in": "header", "required": False, "schema": TEXT, "description": words}
        for name, words in conditions.items()
    ]


def shared_responses() -> dict[str, Any]:
    """Describe the answers several addresses share."""
    return {
        "NotModified": {"description": "The copy at hand is current"},
        "NoFilter": {"description": "A file is always whole: it takes no filter", "content": MACHINE},
        "NoFile": {"description": "No such file; `index` names the list of all", "content": MACHINE},
    }


def shared_headers() -> dict[str, Any]:
    """Describe the headers of files."""
    return {
        "ETag": {"description": "Changes with the content", "schema": TEXT},
        "Last-Modified": {
            "description": "When the data were accepted or shipped; not on what also changes with the settings",
            "schema": TEXT,
        },
        "Cache-Control": {"description": "Ask again each time; 304 costs little", "schema": TEXT},
        "Access-Control-Allow-Origin": {"description": "`*`: every page may read", "schema": TEXT},
        "Access-Control-Expose-Headers": {"description": "Headers a script may read", "schema": TEXT},
    }
