"""The layers of the map: which exist, and what they hold. Values and colours come from `analytics.maps.view`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from geopandas.geodataframe import GeoDataFrame
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from analytics.memo import once_per_atlas
from analytics.rates.coverage import DOCUMENTED, best_state
from analytics.rates.rates import LAND_PREFIX
from data.atlas import Atlas

# About ten metres: finer than the simplified borders, and half the size of full floats.
DECIMALS = 4
METRIC_CRS = 25833
FIRST_LAYERS = ("backdrop", "kreise", "lausitz", "members")
LATE_LAYERS = ("gemeinden",)


def layer_collections(atlas: Atlas, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """GeoJSON feature collections of the named layers, coordinates rounded to about ten metres.

    Layers, bottom to top: backdrop (Berlin, which has no values here), kreise, gemeinden (shown when zoomed in),
    lausitz (outline of the Lausitzer Revier), members (initiatives with a known place; one circle per seat).
    """
    layers: dict[str, Callable[[Atlas], GeoDataFrame]] = {
        "backdrop": backdrop_areas,
        "kreise": kreis_areas,
        "gemeinden": _gemeinden,
        "lausitz": lausitz_outline,
        "members": member_points,
    }
    return {name: _collection(layers[name](atlas)) for name in names}


def lausitz_outline(atlas: Atlas, detail: str = "medium") -> GeoDataFrame:
    """The Lausitzer Revier by law as one area: the Kreise the law names, dissolved."""
    areas = atlas.boundaries[f"kreise_{detail}"]
    wanted = set(atlas.kreise.loc[atlas.kreise["in_lausitz"], "ags"])
    inside = areas[areas["ags"].isin(wanted)]
    return GeoDataFrame({"ags": ["lausitz"]}, geometry=[inside.union_all()], crs=areas.crs)


@once_per_atlas
def member_points(atlas: Atlas) -> GeoDataFrame:
    """One point per known place: initiatives at the same point share a circle, which would hide one of them.

    Returns:
        Columns ids (member_ids joined by |, documented ones first), state (the surest sign of life among them: active,
        unknown or ended), sure (bool: a source names one of them as a member), geometry.
    """
    placed = atlas.members.dropna(subset=["lat", "lon"]).sort_values(["confidence", "member_id"])
    rows = [
        {
            "ids": "|".join(group["member_id"]),
            "state": best_state(group["status"]),
            "sure": bool((group["confidence"] == DOCUMENTED).any()),
            "geometry": Point(lon, lat),
        }
        for (lat, lon), group in placed.groupby(["lat", "lon"], sort=True)
    ]
    return GeoDataFrame(rows, columns=["ids", "state", "sure", "geometry"], geometry="geometry", crs=4326)


def backdrop_areas(atlas: Atlas) -> GeoDataFrame:
    """Areas drawn without values; columns as `kreise_medium` of the boundaries."""
    areas = atlas.boundaries["kreise_medium"]
    return GeoDataFrame(areas[~areas["ags"].isin(atlas.migration["ags"].unique())])


def _gemeinden(atlas: Atlas) -> GeoDataFrame:
    return GeoDataFrame(atlas.boundaries["gemeinden_medium"][["ags", "name", "geometry"]])


def kreis_areas(atlas: Atlas) -> GeoDataFrame:
    """One row per Kreis with figures, cities last.

    Returns:
        Columns of `kreise_medium` of the boundaries, land (bool), label_lat, label_lon (degrees), city (bool).
    """
    areas = atlas.boundaries["kreise_medium"]
    inside = areas[areas["ags"].isin(atlas.migration["ags"].unique())]
    land = inside["ags"].str.startswith(LAND_PREFIX)
    labelled = _with_label_points(inside.assign(land=land))
    # Cities without a district are small and surrounded by one: they are drawn and hit last.
    types = atlas.kreise.set_index("ags")["kreis_type"]
    cities = labelled["ags"].map(types) == "Kreisfreie Stadt"
    return labelled.assign(city=cities).sort_values("city", kind="stable")


def _with_label_points(areas: GeoDataFrame) -> GeoDataFrame:
    """Where a name fits best: the middle of the widest part, not the centroid, which may lie outside."""
    flat: Any = areas.geometry.to_crs(METRIC_CRS)
    # The circle comes as a line from its middle to its edge: its start is the middle.
    middles = flat.maximum_inscribed_circle().interpolate(0).to_crs(4326)
    return areas.assign(label_lat=middles.y.round(DECIMALS), label_lon=middles.x.round(DECIMALS))


def _collection(areas: GeoDataFrame) -> dict[str, Any]:
    columns = [name for name in areas.columns if name != "geometry"]
    features = [
        {"type": "Feature", "properties": dict(zip(columns, values, strict=True)), "geometry": _rounded(shape)}
        for values, shape in zip(
            areas[columns].astype(object).itertuples(index=False, name=None), areas.geometry, strict=True
        )
    ]
    return {"type": "FeatureCollection", "features": features}


def _rounded(shape: BaseGeometry) -> dict[str, Any]:
    outline: Mapping[str, Any] = shape.__geo_interface__
    return {"type": outline["type"], "coordinates": _rounded_coordinates(outline["coordinates"])}


def _rounded_coordinates(coordinates: Any) -> Any:
    if isinstance(coordinates[0], float | int):
        return [round(float(value), DECIMALS) for value in coordinates]
    return [_rounded_coordinates(part) for part in coordinates]


def write_layers(layers: Mapping[str, Any]) -> bytes:
    """Layers as compact JSON."""
    return json.dumps(layers, ensure_ascii=False, separators=(",", ":")).encode()
