#!/usr/bin/env bash
# tobler 0.13.0 gives an area outside all source areas the rate 0, the same as an area where the rate is 0.
#
# Areal interpolation carries figures from one division of a region to another, here from two districts to a grid. An
# intensive variable (a rate, a density) is the mean of the source areas weighted by overlap; where nothing overlaps there
# is no mean. The count of such an area is likewise unknown, not zero.
#
# Guess before the run: no value (NaN) where no source area lies.
# Seen: rate 0.0 and count 0.0; with rates of 10 and 30 it is the lowest of the map, across the border of the data.
# Where it hurts: a change of municipalities along a state border, where the new division reaches over the old one.
# Remedy: intersect first, and blank what the source areas do not cover.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check tobler==0.13.0 geopandas==1.2.0 pandas==3.1.1 \
  numpy==2.4.6 shapely==2.2.0
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import geopandas
from shapely.geometry import box
from tobler.area_weighted import area_interpolate

KILOMETRE = 1000
districts = geopandas.GeoDataFrame(
    {"per_1000": [10.0, 30.0], "persons": [100.0, 200.0]},
    geometry=[box(0, 0, KILOMETRE, KILOMETRE), box(KILOMETRE, 0, 2 * KILOMETRE, KILOMETRE)],
    crs=25833,
)
ENDS = {"in the first": (0, 0.5), "half and half": (0.5, 1.5), "in the second": (1.5, 2), "outside": (9, 10)}
cells = geopandas.GeoDataFrame(
    {"cell": list(ENDS)}, geometry=[box(west * KILOMETRE, 0, east * KILOMETRE, KILOMETRE) for west, east in ENDS.values()], crs=25833
)
carried = area_interpolate(districts, cells, intensive_variables=["per_1000"], extensive_variables=["persons"])
rates, persons = (carried[column].round(3).tolist() for column in ("per_1000", "persons"))
for name, rate, count in zip(cells["cell"], rates, persons):
    print(f"{name}: {rate} per 1,000, {count} persons")
assert (rates[:3], persons[:3]) == ([10.0, 20.0, 30.0], [50.0, 150.0, 100.0])
assert (rates[3], persons[3]) == (0.0, 0.0), "the behaviour has changed: read the release notes"
PYTHON
