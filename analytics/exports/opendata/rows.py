"""Tables as JSON, Parquet and GeoJSON, borders as GeoParquet. What is missing stays missing in each of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from analytics.exports.opendata.indicators import KREIS
from data.spreadsheets import neutral_text
from data.tables import PACKAGE_TABLES

if TYPE_CHECKING:
    import pyarrow as pa
    from geopandas.geodataframe import GeoDataFrame


def canonical(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """The columns of a table as its file has them; what the loader added is left out."""
    return frame[list(PACKAGE_TABLES[table].to_schema().columns)]


def write_json(frame: pd.DataFrame, facts: Mapping[str, str]) -> bytes:
    """One object per row, all below `data`; a missing value is null, never 0 and never left out.

    Whatever is no row is on the first line: the rows are on the lines they have in the CSV.

    Args:
        frame: the table.
        facts: what the file says about the whole table, by name, before its rows.
    """
    rows = [
        {name: plain_value(value) for name, value in zip(frame.columns, row, strict=True)}
        for row in frame.itertuples(index=False, name=None)
    ]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":"), allow_nan=False) for row in rows)
    told = "".join(f"{json.dumps(name)}:{json.dumps(text, ensure_ascii=False)}," for name, text in facts.items())
    return f'{{{told}"data":[\n{lines}\n]}}\n'.encode()


def plain_value(value: Any) -> Any:
    """A cell as JSON knows it: text, whole number, number, truth or null."""
    if value is None or pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value


def write_parquet(frame: pd.DataFrame, facts: Mapping[str, str]) -> bytes:
    """The table with its types; whole numbers with gaps stay whole numbers.

    Args:
        frame: the table.
        facts: what the file says about itself (title, licence, version ...), kept in its metadata.
    """
    import pyarrow as pa

    return _packed(pa.Table.from_pandas(frame, preserve_index=False), facts)


def write_geoparquet(areas: GeoDataFrame, facts: Mapping[str, str]) -> bytes:
    """Borders as GeoParquet 1.1, with the box around each area, by which programs read only what they need.

    Args:
        areas: with a system of coordinates.
        facts: what the file says about itself, kept in its metadata.
    """
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    areas.to_parquet(stream, index=False, schema_version="1.1.0", write_covering_bbox=True)
    return _packed(pq.read_table(stream), facts)


def _packed(table: pa.Table, facts: Mapping[str, str]) -> bytes:
    """The table with facts added to what its metadata say already."""
    import pyarrow.parquet as pq

    own = {name.encode(): text.encode() for name, text in facts.items()}
    stream = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({**(table.schema.metadata or {}), **own}), stream, compression="zstd")
    return stream.getvalue()


def write_rows_csv(frame: pd.DataFrame) -> bytes:
    """The table as plain CSV: UTF-8, comma, point, line feed, blank for missing, no text that a spreadsheet runs."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows(map(_cell, row) for row in frame.itertuples(index=False))
    return stream.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return neutral_text(value)
    return "" if pd.isna(value) else value


def write_indicator_geojson(table: pd.DataFrame, kreise: GeoDataFrame, facts: Mapping[str, str]) -> bytes:
    """An indicator as areas: one feature per Kreis with every year and age group as attributes.

    `value_<year>_<age_group>` is null where a value is unknown; `status_<year>_<age_group>` then says why.

    Args:
        table: from `compute_indicator_table`; the Land has no area of its own here.
        kreise: areas with the column ags, in EPSG:4326 (the system GeoJSON prescribes).
        facts: what the collection says about the whole table, by name, as members of its own.
    """
    shapes = dict(zip(kreise["ags"], kreise.geometry, strict=True))
    features = [
        {"type": "Feature", "id": ags, "geometry": _geometry(shapes[ags]), "properties": _properties(rows)}
        for ags, rows in table[table["level"] == KREIS].groupby("ags")
        if ags in shapes
    ]
    head = {"type": "FeatureCollection", "name": table["indicator_id"].iloc[0]}
    collection = head | dict(facts) | {"features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _properties(rows: pd.DataFrame) -> dict[str, Any]:
    first = rows.iloc[0]
    properties: dict[str, Any] = {
        name: plain_value(first[name]) for name in ("ags", "name", "indicator_id", "year_from")
    }
    for row in rows.itertuples():
        properties[f"value_{row.year}_{row.age_group}"] = plain_value(row.value)
        properties[f"status_{row.year}_{row.age_group}"] = row.status
    return properties | {"source_ids": first["source_ids"]}


def _geometry(shape: Any) -> dict[str, Any]:
    geometry: dict[str, Any] = shape.__geo_interface__
    return {"type": geometry["type"], "coordinates": _rounded(geometry["coordinates"])}


def _rounded(coordinates: Sequence[Any]) -> list[Any]:
    """Five decimals are about a metre, finer than the borders themselves."""
    return [round(item, 5) if isinstance(item, float) else _rounded(item) for item in coordinates]


INDICATOR_FIELDS: dict[str, tuple[str, str, str]] = {
    "indicator_id": ("string", "Key of the indicator", "Schlüssel der Kennzahl"),
    "level": ("string", "kreis, or land for the Land as a whole", "kreis oder land (das Land insgesamt)"),
    "ags": ("string", "Official key of the area", "Amtlicher Schlüssel des Gebiets"),
    "name": ("string", "Name of the area", "Name des Gebiets"),
    "year": ("integer", "Calendar year", "Kalenderjahr"),
    "year_from": ("integer", "Base year of a change; blank for a rate", "Basisjahr einer Veränderung; leer bei Raten"),
    "age_group": ("string", "Age group", "Altersgruppe"),
    "value": ("number", "Value; blank when unknown, never 0", "Wert; leer, wenn unbekannt, nie 0"),
    "persons": (
        "integer",
        "Persons behind the value; for a change how many more or fewer",
        "Personen hinter dem Wert; bei Veränderungen mehr oder weniger",
    ),
    "rank": ("integer", "Rank among the districts, 1 = highest", "Rang unter den Kreisen, 1 = höchster Wert"),
    "status": (
        "string",
        "reported, or why there is no value: secret, later, unreliable, blocked, missing",
        "reported oder warum kein Wert da ist: secret, later, unreliable, blocked, missing",
    ),
    "reason": ("string", "What is missing", "Was fehlt"),
    "source_ids": ("string", "Sources, joined by |", "Quellen, getrennt durch |"),
}
