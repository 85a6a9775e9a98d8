"""The data package as other systems find it: every table and indicator with the forms it can be had in."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analytics.exports.opendata.rows import INDICATOR_FIELDS
from data.schemas import Atlas

MEDIA_TYPES: dict[str, str] = {
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "geojson": "application/geo+json",
    "zip": "application/zip",
    "ttl": "text/turtle; charset=utf-8",
}
TABLE_FORMATS = ("csv", "json", "parquet")
INDICATOR_FORMATS = ("csv", "json", "parquet", "geojson")
INDICATOR_FOLDER = "indicators"
_SOURCES = "sources/"


@dataclass(frozen=True)
class Offer:
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


def list_offers(atlas: Atlas, descriptor: Mapping[str, Any]) -> tuple[Offer, ...]:
    """Everything that can be taken away, tables first, then indicators, then borders.

    Args:
        atlas: names the indicators.
        descriptor: of the data package, in the active versions.
    """
    described = [_offer(resource) for resource in descriptor["resources"]]
    tables = [offer for offer in described if "schema" in offer.resource]
    layers = [offer for offer in described if "schema" not in offer.resource]
    return (*tables, *_indicators(atlas, descriptor), *layers)


def served_descriptor(atlas: Atlas, descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """The Frictionless descriptor with addresses that hold beside it, below /data/.

    The shipped one names files inside the package; this one also lists the indicators and the other forms.
    """
    offers = list_offers(atlas, descriptor)
    described = {name: value for name, value in descriptor.items() if name != "resources"}
    return copy.deepcopy(described) | {"resources": [_described(offer) for offer in offers]}


def _described(offer: Offer) -> dict[str, Any]:
    others = [
        {"path": offer.path(ending), "format": ending, "mediatype": MEDIA_TYPES[ending].partition(";")[0]}
        for ending in offer.formats[1:]
    ]
    return dict(offer.resource) | ({"alternatives": others} if others else {})


def _offer(resource: Mapping[str, Any]) -> Offer:
    path = str(resource["path"]).removeprefix(_SOURCES)
    stem, _, ending = path.rpartition(".")
    formats = TABLE_FORMATS if "schema" in resource else (ending,)
    return Offer(str(resource["name"]), stem, formats, copy.deepcopy(dict(resource)) | {"path": path})


def _indicators(atlas: Atlas, descriptor: Mapping[str, Any]) -> list[Offer]:
    """The indicators as resources; licence and sources are those of the table that defines them."""
    of_table = next(entry for entry in descriptor["resources"] if entry["name"] == "indicators")
    shared = {name: copy.deepcopy(of_table[name]) for name in ("licenses", "sources") if name in of_table}
    offers = []
    for row in atlas.indicators.itertuples():
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
                "fields": _indicator_fields(),
                "missingValues": [""],
                "primaryKey": ["ags", "year", "age_group"],
            },
        }
        offers.append(Offer(str(resource["name"]), stem, INDICATOR_FORMATS, resource | shared))
    return offers


def _indicator_fields() -> list[dict[str, Any]]:
    return [
        {"name": name, "type": kind, "description": english, "description_de": german}
        for name, (kind, english, german) in INDICATOR_FIELDS.items()
    ]
