#!/usr/bin/env bash
# cartogram 1.0.2 hands the map back undistorted as soon as one area has the value 0, without a word.
#
# A cartogram gives each area a size by its value. The package (Dougenik, Chrisman and Niemeyer's method) refuses a
# missing value by name.
#
# Guess before the run: the area with 0 shrinks to next to nothing, the others grow; or a refusal, as for nothing.
# Seen: all areas keep their size; the error it reports is infinite, and nobody asks for it. The same with a negative value.
# With 20 in place of 0, all four sizes follow their values within a few per cent.
# Where it hurts: the picture looks like a map, is headed "by arrivals", and tells the size of the land.
# Remedy: look at `average_error`; draw areas with 0 apart.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check cartogram==1.0.2 geopandas==1.2.0 shapely==2.2.0 \
  pandas==3.0.6 numpy==2.4.6
cd "$folder"
cat > look.py <<'PYTHON'
import math

import geopandas as gpd
from cartogram import Cartogram
from shapely.geometry import box


def draw(persons):
    squares = [box(0, 0, 1, 1), box(1, 0, 2, 1), box(0, 1, 1, 2), box(1, 1, 2, 2)]
    drawn = Cartogram(gpd.GeoDataFrame({"persons": persons}, geometry=squares, crs=25833), "persons", max_iterations=20)
    sizes = [round(size, 2) for size in drawn.area]
    print(persons, sizes, drawn.average_error)
    return sizes, drawn.average_error


if __name__ == "__main__":
    sizes, error = draw([10.0, 40, 30, 20])
    assert sizes[0] < sizes[3] < 0.9 and 1.1 > sizes[2] > 0.9 and sizes[1] > 1.2, sizes
    assert error < 0.2
    sizes, error = draw([10.0, 40, 30, 0])
    changed = "the behaviour has changed: read the release notes"
    assert sizes == [1.0, 1.0, 1.0, 1.0], changed
    assert math.isinf(error), changed
PYTHON
"$folder/venv/bin/python" -W ignore look.py
