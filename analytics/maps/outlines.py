"""The borders of the map as lines of a drawing, for maps that are part of a document instead of drawn by a script."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from geopandas.geodataframe import GeoDataFrame
from shapely.geometry.base import BaseGeometry

from analytics.maps.layers import backdrop_areas, kreis_areas, lausitz_outline
from analytics.memo import once_per_atlas
from data.atlas import Atlas

WORLD_PX = 256
"""Side of the whole world at zoom 0, as every web map counts."""
# What the eye tells apart at the zoom a whole Land is shown at, in pixels of that zoom.
_TOLERANCE_PX = 0.4
_ZOOM = 7.0
# Five hundred Gemeinden need so many points that coarser borders are worth it.
_TOLERANCE_OF_GEMEINDEN_PX = 0.8
STEPS_PER_PX = 10
"""Lines are written in whole tenths of a pixel."""
_POSITION = re.compile(r"\d{1,2}(\.\d{1,3})?_\d{2}(\.\d{1,4})?_\d{1,2}(\.\d{1,4})?")
_WORLD = WORLD_PX * 2**_ZOOM * STEPS_PER_PX


@dataclass(frozen=True)
class Outlines:
    """Lines in tenths of a pixel of the web map at zoom 7, from its north-west corner.

    Attributes:
        kreise: path of each Kreis by ags, cities last.
        backdrop: path of the areas without figures.
        lausitz: path of the Lausitzer Revier.
        boxes: west, north, east, south of each Kreis by ags.
        labels: where the name of a Kreis fits best, by ags.
    """

    kreise: Mapping[str, str]
    backdrop: str
    lausitz: str
    boxes: Mapping[str, tuple[int, int, int, int]]
    labels: Mapping[str, tuple[int, int]]


@once_per_atlas
def compute_outlines(atlas: Atlas) -> Outlines:
    """The lines of the map, simplified to what can be told apart."""
    areas = kreis_areas(atlas)
    shapes = dict(zip(areas["ags"], _projected(areas), strict=True))
    return Outlines(
        kreise={ags: _path(shape) for ags, shape in shapes.items()},
        backdrop="".join(map(_path, _projected(backdrop_areas(atlas)))),
        lausitz="".join(map(_path, _projected(lausitz_outline(atlas)))),
        boxes={ags: _box(shape) for ags, shape in shapes.items()},
        labels={row.ags: project(row.label_lat, row.label_lon) for row in areas.itertuples()},
    )


@once_per_atlas
def compute_gemeinde_outlines(atlas: Atlas) -> Mapping[str, str]:
    """The path of each Gemeinde by ags, in the unit of `Outlines`; neighbours keep their border in common."""
    areas = atlas.boundaries["gemeinden_medium"]
    shapes = shapely.transform(areas.geometry.to_numpy(), _project_all)
    simple = shapely.coverage_simplify(shapes, _TOLERANCE_OF_GEMEINDEN_PX * STEPS_PER_PX)
    return {ags: _path(shape) for ags, shape in zip(areas["ags"], simple, strict=True)}


def project(lat: float, lon: float) -> tuple[int, int]:
    """A place in the unit of the outlines: the formula of the web map, spherical Mercator (EPSG:3857)."""
    sine = math.sin(math.radians(lat))
    x, y = (lon + 180) / 360, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
    return round(x * _WORLD), round(y * _WORLD)


def read_position(text: str) -> tuple[float, float, float] | None:
    """Zoom, latitude and longitude as an address holds them (9.5_51.63_13.71); None for anything else."""
    if not _POSITION.fullmatch(text):
        return None
    zoom, lat, lon = map(float, text.split("_"))
    return zoom, lat, lon


def window_size(zoom: float, width_px: float, height_px: float) -> tuple[float, float]:
    """Width and height, in the unit of the outlines, of a window of so many pixels at a zoom."""
    unit = STEPS_PER_PX * 2 ** (_ZOOM - zoom)
    return width_px * unit, height_px * unit


def _projected(areas: GeoDataFrame) -> list[BaseGeometry]:
    return [
        shapely.transform(shape, _project_all).simplify(_TOLERANCE_PX * STEPS_PER_PX, preserve_topology=True)
        for shape in areas.geometry
    ]


def _project_all(points: np.ndarray) -> np.ndarray:
    return np.array([project(lat, lon) for lon, lat in points])


def _path(shape: BaseGeometry) -> str:
    """SVG path data: the first point of a ring as it is, each following one by its distance."""
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return "".join(map(_ring, rings))


def _ring(ring: BaseGeometry) -> str:
    points = shapely.get_coordinates(ring)[:-1].round().astype(int)
    steps = " ".join(f"{x} {y}" for x, y in np.diff(points, axis=0))
    return f"M{points[0][0]} {points[0][1]}l{steps}z"


def _box(shape: BaseGeometry) -> tuple[int, int, int, int]:
    west, north, east, south = (round(edge) for edge in shape.bounds)
    return west, north, east, south
