#!/usr/bin/env bash
# geojson2shp 0.5.0 (npm) writes -1.5 as "-", twelve blanks and "1.5": GDAL, and so QGIS, reads 0, others read nothing.
#
# The attributes of a shapefile stand in a dBASE table, numbers as text, flush right. The writer fills up between the
# minus and the digits as long as the whole part is below 13. It also cuts a number after the third decimal, and writes a
# missing value as a lone ".".
#
# Guess before the run: numbers come back as they were, what is missing stays missing.
# Seen: through GDAL -1.5 and -12 are 0, -13 is -13; a missing rate is 0 as well, 12.3456 is 12.345. pyshp reads -1.5
# and -12 as missing. GDAL warns whoever looks at the log of the reader, not who wrote the file.
# Where it hurts: a map of net migration per 1,000, on which districts with a loss are balanced, but for the worst.
# Remedy: write GeoPackage or GeoJSON; where it must be a shapefile, through GDAL or mapshaper.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyogrio==0.13.0 pyshp==3.1.6 numpy==2.4.6
npm install --silent --no-audit --no-fund --ignore-scripts geojson2shp@0.5.0
cat > write.cjs <<'JAVASCRIPT'
const { convert } = require("geojson2shp");

const district = (kreis, rate) => ({
  type: "Feature", properties: { kreis, rate }, geometry: { type: "Point", coordinates: [14.33, 51.76] },
});
const rates = [12.3456, 0, -1.5, -12, -13, null];
const districts = rates.map((rate, place) => district(`1205${place}`, rate));
convert(districts, "districts.zip", { layer: "districts", targetCrs: 4326 });
JAVASCRIPT
node write.cjs
python3 -m zipfile -e districts.zip .
venv/bin/python -W ignore - <<'PYTHON'
import shapefile
from pyogrio.raw import read

description, _, _, columns = read("districts.shp")
through_gdal = dict(zip(description["fields"], (column.tolist() for column in columns)))
with shapefile.Reader("districts.shp") as reader:
    through_pyshp = [record["rate"] for record in reader.records()]
print("GDAL:", through_gdal)
print("pyshp:", through_pyshp)
assert through_gdal["kreis"][0] == "12050"
assert through_gdal["rate"][1] == 0 and through_gdal["rate"][4] == -13
changed = "the behaviour has changed: read the release notes"
assert through_gdal["rate"] == [12.345, 0, 0, 0, -13, 0], changed
assert through_pyshp == [12.345, 0, None, None, -13, None], changed
PYTHON
