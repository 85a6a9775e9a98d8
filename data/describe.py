"""Check the package and describe it: `python -m data.describe` (`--check` only compares) writes `datapackage.json`.

Frictionless Data Package v2. Titles, meanings, units, types, allowed values and keys come from the
classes of the tables; rows, bytes and hashes from the files; sources and licences from `sources.csv`.
Nothing in it is typed by hand twice.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from data.config import PACKAGE_ROOT
from data.records.areas import boundary_file
from data.records.atlas import check_package, package_version
from data.records.descriptor import DESCRIPTOR
from data.records.reading import read_file, read_text
from data.records.tables import table_file
from data.tables import PACKAGE_TABLES, references
from data.tables.areas import BOUNDARIES, BOUNDARY_COLUMNS, PANEL_BOUNDARY
from data.tables.columns import Column, Schema, told

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TEXTS = {
    "name": "ankommen-atlas",
    "title": "Ankommen-Atlas: data",
    "title_de": "Ankommen-Atlas: Daten",
    "description": (
        "The network “Ankommen in Brandenburg”, its initiatives, growth and funding, and migration and "
        "population of the districts of Brandenburg and the Lausitz. Every row names its source; blank "
        "means not found or not published, never zero. In CSV an apostrophe leads a text that a spreadsheet "
        "would calculate, as in '@see; JSON and Parquet hold the text itself."
    ),
    "description_de": (
        "Das Netzwerk „Ankommen in Brandenburg“, seine Initiativen, sein Wachstum und seine Förderung, dazu "
        "Wanderung und Bevölkerung der Kreise Brandenburgs und der Lausitz. Jede Zeile nennt ihre Quelle; "
        "leer heißt nicht gefunden oder nicht veröffentlicht, niemals null. In CSV steht vor einem Text, den eine "
        "Tabellenkalkulation ausrechnen würde, ein Apostroph, wie in '@see; JSON und Parquet enthalten den Text selbst."
    ),
}
TYPES = {"int64": "integer", "float64": "number", "bool": "boolean"}
LAYERS = {
    "kreise": ("Borders of the districts", "Grenzen der Kreise"),
    "gemeinden": ("Borders of the municipalities", "Grenzen der Gemeinden"),
    "laender": ("Outlines of Brandenburg, Berlin and Sachsen", "Umrisse von Brandenburg, Berlin und Sachsen"),
    "panel": ("Borders of the East German districts", "Grenzen der ostdeutschen Kreise"),
}
SCALES = {
    "medium": ("for the screen", "für den Bildschirm"),
    "fine": ("for print", "für den Druck"),
    "coarse": ("for a small map", "für eine kleine Karte"),
}
MERGERS = {
    "atlas": ("municipal mergers up to 2022", "Gemeindezusammenschlüssen bis 2022"),
    "panel": ("Eisenach in the Wartburgkreis", "Eisenach im Wartburgkreis"),
}
PROPERTIES = {
    "ags": ("Official key of the area (AGS)", "Amtlicher Schlüssel des Gebiets (AGS)"),
    "name": ("Name of the area", "Name des Gebiets"),
    "kreis_ags": ("Official key of its district (AGS, 5 digits)", "Amtlicher Schlüssel des Kreises (AGS, 5 Stellen)"),
}
BOUNDARY_SOURCE = "B01"


def describe_constraints(column: Column) -> dict[str, Any]:
    """Frictionless constraints of one column, from pandera's checks."""
    found: dict[str, Any] = {} if column.nullable else {"required": True}
    for check in column.checks:
        values = check.statistics or {}
        if check.name == "isin":
            found["enum"] = list(values["allowed_values"])
        elif check.name == "str_matches":
            pattern = values["pattern"]
            found["pattern"] = getattr(pattern, "pattern", pattern)
        elif check.name == "in_range":
            found |= {"minimum": values["min_value"], "maximum": values["max_value"]}
        elif check.name == "greater_than_or_equal_to":
            found["minimum"] = values["min_value"]
        elif check.name == "greater_than":
            found["exclusiveMinimum"] = values["min_value"]
    return found


def describe_field(name: str, column: Column) -> dict[str, Any]:
    """One field: type, meaning in both languages, unit, constraints."""
    metadata = column.metadata or {}
    kind = TYPES.get(str(column.dtype).lower(), "string")
    field: dict[str, Any] = {
        "name": name,
        "type": kind,
        "description": column.description,
        "description_de": metadata["description_de"],
    }
    if metadata.get("unit"):
        field["unit"] = metadata["unit"]
    if kind == "boolean":
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    constraints = describe_constraints(column)
    return field | ({"constraints": constraints} if constraints else {})


def describe_schema(table: str, schema: Schema) -> dict[str, Any]:
    """Table Schema of one table: fields, key, references."""
    described: dict[str, Any] = {
        "fields": [describe_field(name, column) for name, column in schema.columns.items()],
        "missingValues": [""],
    }
    key = list(schema.unique or [])
    # A key with a column that may be blank is a rule of ours, but no primary key in the standard's sense.
    if not any(schema.columns[name].nullable for name in key):
        described["primaryKey"] = key
    else:
        described["uniqueKeys"] = [key]
    foreign = [
        {"fields": [field], "reference": {"resource": resource, "fields": [target]}}
        for field, resource, target in references(table)
    ]
    if foreign:
        described["foreignKeys"] = foreign
    return described


def describe_file(path: Path) -> dict[str, Any]:
    """Size and hash of one file."""
    content = path.read_bytes()
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


def used_sources(frame: pd.DataFrame) -> list[str]:
    """Every source_id a table names, sorted."""
    cells = [frame[column].dropna() for column in ("source_id", "source_ids") if column in frame]
    return sorted({value for column in cells for cell in column for value in str(cell).split("|")})


def describe_sources(ids: list[str], sources: pd.DataFrame) -> dict[str, Any]:
    """`sources` and, where a licence has an address, `licenses` of one resource."""
    rows = sources[sources["source_id"].isin(ids)]
    described: dict[str, Any] = {"sources": [], "licenses": []}
    for row in rows.to_dict("records"):
        source = {"title": row["title"], "publisher": row["publisher"], "source_id": row["source_id"]}
        if isinstance(row["url"], str):
            source["path"] = row["url"]
        described["sources"].append(source)
        licence = {"title": row["licence"], "path": row["licence_url"]}
        if isinstance(row["licence_url"], str) and licence not in described["licenses"]:
            described["licenses"].append(licence)
    return {key: value for key, value in described.items() if value}


def describe_table(table: str, root: Path, sources: pd.DataFrame) -> dict[str, Any]:
    """One table as a tabular resource."""
    schema = PACKAGE_TABLES[table].to_schema()
    file = table_file(table)
    frame = read_text(read_file(root, file), file)
    words = told(PACKAGE_TABLES[table])
    described = {
        "name": table,
        "type": "table",
        "path": file,
        "title": words["title_en"],
        "title_de": words["title_de"],
        "description": words["description_en"],
        "description_de": words["description_de"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **describe_file(root / file),
        "rows": len(frame),
        "schema": describe_schema(table, schema),
    }
    return described | describe_sources([] if table == "sources" else used_sources(frame), sources)


def describe_boundary(layer: str, root: Path, sources: pd.DataFrame) -> dict[str, Any]:
    """One boundary layer as a GeoJSON resource; its properties are listed under `properties`."""
    kind, scale = layer.split("_")
    file = boundary_file(layer)
    content = json.loads((root / file).read_text(encoding="utf-8"))
    (title, title_de), (use, use_de) = LAYERS[kind], SCALES[scale]
    mergers, mergers_de = MERGERS["panel" if layer == PANEL_BOUNDARY else "atlas"]
    described = {
        "name": f"boundaries-{kind}-{scale}",
        "path": file,
        "title": f"{title}, {use}",
        "title_de": f"{title_de}, {use_de}",
        "description": f"Borders of 2016 with {mergers}, simplified; EPSG:4326.",
        "description_de": f"Grenzen von 2016 mit {mergers_de}, vereinfacht; EPSG:4326.",
        "format": "geojson",
        "mediatype": "application/geo+json",
        "encoding": "utf-8",
        **describe_file(root / file),
        "features": len(content["features"]),
        "attribution": content["attribution"],
        "properties": [
            {"name": name, "type": "string", "description": PROPERTIES[name][0], "description_de": PROPERTIES[name][1]}
            for name in BOUNDARY_COLUMNS[kind]
        ],
    }
    return described | describe_sources([BOUNDARY_SOURCE], sources)


def describe_package(root: Path = PACKAGE_ROOT) -> dict[str, Any]:
    """The whole descriptor.

    Raises:
        PackageError: a file of the package is missing or unreadable.
    """
    sources = read_text(read_file(root, table_file("sources")), table_file("sources"))
    resources = [describe_table(table, root, sources) for table in PACKAGE_TABLES]
    resources += [describe_boundary(layer, root, sources) for layer in (*BOUNDARIES, PANEL_BOUNDARY)]
    version = package_version(root)
    return {"$schema": PROFILE, **TEXTS, "version": version, "created": created(root, version), "resources": resources}


def created(root: Path, version: str) -> str:
    """Moment (UTC) at which this version was first described: as the descriptor beside the files has it, else now."""
    path = root / DESCRIPTOR
    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if before.get("version") == version and "created" in before:
        return str(before["created"])
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def descriptor_text(root: Path = PACKAGE_ROOT) -> str:
    """The descriptor as the text of its file."""
    return json.dumps(describe_package(root), ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Command line: write the descriptor, or compare it with the files."""
    parser = argparse.ArgumentParser(prog="python -m data.describe", description="Describe the data package.")
    parser.add_argument("--check", action="store_true", help="only compare; exit 1 when it is out of date")
    options = parser.parse_args(arguments)
    path, text = PACKAGE_ROOT / DESCRIPTOR, descriptor_text(PACKAGE_ROOT)
    if options.check:
        return 0 if path.exists() and path.read_text(encoding="utf-8") == text else 1
    # Who reads this descriptor later takes what it describes as checked.
    check_package(PACKAGE_ROOT)
    path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
