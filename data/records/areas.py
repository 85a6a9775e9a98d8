"""Boundary layers as geographic frames."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import shapely
from geopandas.geodataframe import GeoDataFrame

from data.config import Config
from data.errors import PackageError
from data.records.reading import read_file
from data.tables.areas import BOUNDARIES, BOUNDARY_COLUMNS

CRS = "EPSG:4326"


def boundary_file(layer: str) -> str:
    """Path of a boundary layer inside the package."""
    return f"sources/boundaries/{layer}.geojson"


def _read_collection(root: Path, file: str) -> dict[str, Any]:
    try:
        content = json.loads(read_file(root, file))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise PackageError(file=file, code="file_unreadable", reason=str(error)) from error
    if not isinstance(content, dict) or not content.get("features"):
        raise PackageError(file=file, code="table_empty")
    return content


def _properties(features: list[dict[str, Any]], columns: tuple[str, ...], file: str) -> dict[str, list[str]]:
    """The columns of the layer; a feature without one of them raises."""
    for column in columns:
        for number, feature in enumerate(features, start=1):
            if not feature.get("properties", {}).get(column):
                raise PackageError(file=file, row=number, column=column, code="cell_empty")
    return {column: [str(f["properties"][column]) for f in features] for column in columns}


def load_boundary(layer: str, root: Path | None = None) -> GeoDataFrame:
    """Load one boundary layer, e.g. `kreise_medium`; columns ags, name (, kreis_ags), geometry.

    Raises:
        PackageError: the file is missing or no GeoJSON; a property or geometry is missing (`row` is the
            number of the feature, from 1).
    """
    base = Config.from_environment().package_root if root is None else root
    file = boundary_file(layer)
    features = _read_collection(base, file)["features"]
    columns = _properties(features, BOUNDARY_COLUMNS[layer.split("_")[0]], file)
    shapes = shapely.from_geojson([json.dumps(f.get("geometry")) for f in features], on_invalid="ignore")
    for number, shape in enumerate(shapes, start=1):
        if shape is None or shape.is_empty:
            raise PackageError(file=file, row=number, column="geometry", code="geometry_invalid", value=None)
    return GeoDataFrame(columns, geometry=shapes, crs=CRS)


class Layers(Mapping[str, GeoDataFrame]):
    """The layers of a package by the keys in `data.tables.areas.BOUNDARIES`, each read when it is first asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._read: dict[str, GeoDataFrame] = {}

    def __getitem__(self, layer: str) -> GeoDataFrame:
        if layer not in BOUNDARIES:
            raise KeyError(layer)
        if layer not in self._read:
            # Who asks at the same moment gets the same frame.
            return self._read.setdefault(layer, load_boundary(layer, self._root))
        return self._read[layer]

    def __iter__(self) -> Iterator[str]:
        return iter(BOUNDARIES)

    def __len__(self) -> int:
        return len(BOUNDARIES)
