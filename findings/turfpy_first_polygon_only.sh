#!/usr/bin/env bash
# turfpy 0.0.8 finds places in the first area of a collection only, and pulls the middle of an area to its first corner.
#
# The library brings Turf, of JavaScript, to Python. `points_within_polygon` takes a collection of areas by its
# documentation. `centroid` is the mean of the corners; GeoJSON writes the first corner of a ring a second time as its
# last, and Turf counts it once.
#
# Guess before the run: both places are found, each in its district; the middle of a square is its middle.
# Seen: of two districts with one place each only the place in the first is found; turned round, only the other. The
# middle of the square from 0 to 3 is at 1.2, that of the same square begun at the opposite corner at 1.8.
# Where it hurts: "initiatives in these districts" counts those of one; labels and distances lean to where a ring begins.
# Remedy: ask area by area; take centroids from shapely.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check turfpy==0.0.8 geojson==3.1.0
cat > "$folder/look.py" <<'PYTHON'
from geojson import Feature, FeatureCollection, Point, Polygon
from turfpy.measurement import centroid, points_within_polygon


def square(west, size, first=0):
    corners = [(west, 0), (west + size, 0), (west + size, size), (west, size)]
    corners = corners[first:] + corners[:first]
    return Feature(geometry=Polygon([[*corners, corners[0]]]))


def found(*districts):
    inside = points_within_polygon(PLACES, FeatureCollection(list(districts)))
    return sorted(place["properties"]["name"] for place in inside["features"])


def middle(area):
    return centroid(area)["geometry"]["coordinates"]


WEST, EAST = square(0, 1), square(10, 1)
PLACES = FeatureCollection(
    [Feature(geometry=Point((east, 0.5)), properties={"name": name}) for name, east in (("a", 0.5), ("b", 10.5))]
)

if __name__ == "__main__":
    seen = {"west": found(WEST), "east": found(EAST), "west, east": found(WEST, EAST), "east, west": found(EAST, WEST)}
    print(seen)
    middles = [middle(square(0, 3, first)) for first in (0, 2)]
    print("middle of one square:", middles)
    assert seen["west"] == ["a"] and seen["east"] == ["b"]
    changed = "the behaviour has changed: read the release notes"
    assert (seen["west, east"], seen["east, west"]) == (["a"], ["b"]), changed
    assert middles == [[1.2, 1.2], [1.8, 1.8]], changed
PYTHON
"$folder/venv/bin/python" -W ignore "$folder/look.py"
