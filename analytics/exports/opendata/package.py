"""The data package as other systems find it: every table and indicator with the forms it can be had in."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analytics.exports.opendata.jsonstat import JSONSTAT, is_cube
from analytics.exports.opendata.rows import INDICATOR_FIELDS
from analytics.maps.indicators import indicator_rows
from data.atlas import Atlas

MEDIA_TYPES: dict[str, str] = {
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
    JSONSTAT: "application/json",
    "parquet": "application/vnd.apache.parquet",
    "geojson": "application/geo+json",
    "zip": "application/zip",
    "ttl": "text/turtle; charset=utf-8",
}
TABLE_FORMATS = ("csv", "json", "parquet")
INDICATOR_FORMATS = ("csv", "json", "parquet", "geojson", JSONSTAT)
FORMAT_NAMES = {"csv": "CSV", "json": "JSON", "parquet": "Parquet", "geojson": "GeoJSON", JSONSTAT: "JSON-stat"}
"""Endings as people call them."""
INDICATOR_FOLDER, BORDERS_FOLDER = "indicators", "boundaries"
BORDER_FORMATS = ("geojson", "parquet")
_SOURCES = "sources/"


def table_formats(table: str) -> tuple[str, ...]:
    """Endings a table of the package can be had with."""
    return (*TABLE_FORMATS, JSONSTAT) if is_cube(table) else TABLE_FORMATS


@dataclass(frozen=True)
class Dataset:
    """A table, an indicator or a layer of borders that can be taken away.

    Attributes:
        name: as in the descriptor.
        stem: address below /data/ without ending.
        formats: endings it can be had with, the foremost first.
        resource: its entry in the descriptor as it is served.
    """

    name: str
    stem: str
    formats: tuple[str, ...]
    resource: Mapping[str, Any]

    def path(self, file_format: str) -> str:
        """Address below /data/."""
        return f"{self.stem}.{file_format}"

    def link(self, file_format: str, lang: str) -> str:
        """The same with the language of the labels, where a form has them in one."""
        return self.path(file_format) + (f"?lang={lang}" if file_format == JSONSTAT and lang != "en" else "")


def list_datasets(atlas: Atlas, descriptor: Mapping[str, Any]) -> tuple[Dataset, ...]:
    """Everything that can be taken away, tables first, then indicators, then borders.

    Args:
        atlas: names the indicators.
        descriptor: of the data package, in the active versions.
    """
    described = [_dataset(resource) for resource in descriptor["resources"]]
    tables = [dataset for dataset in described if "schema" in dataset.resource]
    layers = [dataset for dataset in described if "schema" not in dataset.resource]
    return (*tables, *_indicators(atlas, descriptor), *layers)


def served_descriptor(atlas: Atlas, descriptor: Mapping[str, Any], own_licence: str = "") -> dict[str, Any]:
    """The Frictionless descriptor with addresses that hold beside it, below /data/.

    The shipped one names files inside the package; this one also lists the indicators and the other forms.

    Args:
        atlas: names the indicators.
        descriptor: of the data package, in the active versions.
        own_licence: address of the licence the network decided on for files whose sources state none.
    """
    datasets = list_datasets(atlas, descriptor)
    described = {name: value for name, value in descriptor.items() if name != "resources"}
    resources = [licensed(_described(dataset), own_licence) for dataset in datasets]
    return copy.deepcopy(described) | {"resources": resources}


def licensed(resource: Mapping[str, Any], own_licence: str) -> dict[str, Any]:
    """An entry of the descriptor with the licence the network decided on, where its sources state none."""
    own = {"licenses": [{"path": own_licence}]} if own_licence else {}
    return own | dict(resource)


def _described(dataset: Dataset) -> dict[str, Any]:
    others = [
        {"path": dataset.path(ending), "format": ending, "mediatype": MEDIA_TYPES[ending].partition(";")[0]}
        for ending in dataset.formats[1:]
    ]
    return dict(dataset.resource) | ({"alternatives": others} if others else {})


def _dataset(resource: Mapping[str, Any]) -> Dataset:
    path = str(resource["path"]).removeprefix(_SOURCES)
    stem = path.rpartition(".")[0]
    formats = table_formats(str(resource["name"])) if "schema" in resource else BORDER_FORMATS
    return Dataset(str(resource["name"]), stem, formats, copy.deepcopy(dict(resource)) | {"path": path})


def _indicators(atlas: Atlas, descriptor: Mapping[str, Any]) -> list[Dataset]:
    """The indicators as resources; licence and sources are those of the table that defines them."""
    defined = {entry["name"]: entry for entry in descriptor["resources"]}
    datasets = []
    for row in indicator_rows(atlas).itertuples():
        of_table = defined["context_indicators" if row.is_context else "indicators"]
        shared = {name: copy.deepcopy(of_table[name]) for name in ("licenses", "sources") if name in of_table}
        stem = f"{INDICATOR_FOLDER}/{row.indicator_id}"
        resource = {
            "name": f"indicator-{str(row.indicator_id).replace('_', '-')}",
            "type": "table",
            "path": f"{stem}.csv",
            "title": f"Indicator: {row.label_en} ({row.unit_en})",
            "title_de": f"Kennzahl: {row.label_de} ({row.unit_de})",
            "description": f"{row.meaning_en} {row.formula_en}. {row.limits_en}",
            "description_de": f"{row.meaning_de} {row.formula_de}. {row.limits_de}",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "fields": _indicator_fields(str(row.unit_en), str(row.unit_de)),
                "missingValues": [""],
                "primaryKey": ["ags", "year", "age_group"],
            },
        }
        datasets.append(Dataset(str(resource["name"]), stem, INDICATOR_FORMATS, resource | shared))
    return datasets


def _indicator_fields(unit: str, unit_de: str) -> list[dict[str, Any]]:
    units = {"value": {"unit": unit, "unit_de": unit_de}, "persons": {"unit": "persons"}}
    return [
        {"name": name, "type": kind, "description": english, "description_de": german} | units.get(name, {})
        for name, (kind, english, german) in INDICATOR_FIELDS.items()
    ]
