"""What a CSV file holds, in a file beside it: CSV on the Web (https://www.w3.org/TR/tabular-metadata/)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CSVW = "csv-metadata.json"
"""Ending of the description; where programs look for it: the address of the table with -metadata.json behind it."""
CSVW_TYPE = "application/csvm+json"

_CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
_BOUNDS = {"minimum": "minimum", "maximum": "maximum", "exclusiveMinimum": "minExclusive"}


def describe_csv(resource: Mapping[str, Any]) -> dict[str, Any]:
    """The description of one table.

    Args:
        resource: its entry in the served Frictionless descriptor: path, titles, licences, sources, schema; coverage
            where it is of areas and years.
    """
    schema = resource["schema"]
    described = {
        "@context": _CONTEXT,
        "url": resource["path"].rpartition("/")[2],
        "dc:title": _both(resource, "title"),
        "dc:description": _both(resource, "description"),
        "rdfs:comment": _both(resource, "coverage"),
        "dc:license": [{"@id": licence["path"]} for licence in resource.get("licenses", ()) if "path" in licence],
        "dc:source": [_citation(source) for source in resource.get("sources", ())],
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "lineTerminators": ["\n"]},
        "tableSchema": {
            "columns": [_column(field) for field in schema["fields"]],
            # A reference may only lead to a table of the same description, which is of one.
            **({"primaryKey": list(schema["primaryKey"])} if "primaryKey" in schema else {}),
        },
    }
    return {name: value for name, value in described.items() if value}


def _both(entry: Mapping[str, Any], name: str) -> list[dict[str, str]]:
    """A text in both languages."""
    said = {"en": entry.get(name), "de": entry.get(f"{name}_de")}
    return [{"@value": text, "@language": lang} for lang, text in said.items() if text]


def _citation(source: Mapping[str, Any]) -> dict[str, str]:
    named = f"{source['title']}. {source['publisher']}" if source.get("publisher") else str(source["title"])
    return {"dc:title": named} | ({"@id": source["path"]} if source.get("path") else {})


def _column(field: Mapping[str, Any]) -> dict[str, Any]:
    constraints = field.get("constraints", {})
    column = {
        "name": field["name"],
        "titles": field["name"],
        "dc:description": _both(field, "description"),
        "datatype": _datatype(field, constraints),
        "required": bool(constraints.get("required", False)),
        "null": [""],
    }
    return column | ({"schema:unitText": field["unit"]} if field.get("unit") else {})


def _datatype(field: Mapping[str, Any], constraints: Mapping[str, Any]) -> str | dict[str, Any]:
    """Type with its limits; of a text only the pattern, which is written the same way."""
    base = field["type"]
    if base == "boolean":
        return {"base": base, "format": f"{field['trueValues'][0]}|{field['falseValues'][0]}"}
    limits = {name: constraints[own] for own, name in _BOUNDS.items() if own in constraints}
    if base == "string" and "pattern" in constraints:
        limits = {"format": constraints["pattern"]}
    return {"base": base} | limits if limits else base
