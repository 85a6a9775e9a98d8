#!/usr/bin/env bash
# pygeoif 1.6.0 reads "POINT M (14 51 2024)" as a point 2024 metres up, and no geometry that is empty.
#
# Well-known text of places (OGC 06-103r4) marks a third number: Z is a height, M a measure of any kind, a kilometre of
# a road or a year. EMPTY is a geometry without points, what is left where two areas do not meet.
#
# Guess before the run: M is kept, left out or refused; EMPTY is read.
# Seen: POINT Z (14 51 2024), and the year as third coordinate of what goes into GeoJSON, which is a height there. Z and
# M together are refused, and so are POINT EMPTY and POLYGON EMPTY. shapely 2.2.0 keeps M apart and reads EMPTY.
# Where it hurts: places along a railway or with a year, which stand as high as mountains in a KML file made of them.
# Remedy: read with shapely, or take M and its number out before.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pygeoif==1.6.0 shapely==2.2.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import shapely
from pygeoif import from_wkt
from pygeoif.exceptions import WKTParserError

MEASURED = "POINT M (14 51 2024)"
point = shapely.from_wkt(MEASURED)
read = from_wkt(MEASURED)
print("shapely:", point, point.has_z, point.has_m)
print("pygeoif:", read, read.__geo_interface__["coordinates"])
assert (point.has_z, point.has_m, shapely.from_wkt("POLYGON EMPTY").is_empty) == (False, True, True)
assert from_wkt("POINT Z (14 51 100)").z == 100
assert (str(read), read.z) == ("POINT Z (14 51 2024)", 2024), "the behaviour has changed: read the release notes"
for text in ("POINT ZM (14 51 100 2024)", "POINT EMPTY", "POLYGON EMPTY"):
    try:
        from_wkt(text)
    except WKTParserError as error:
        print("refused:", error)
    else:
        raise AssertionError("the behaviour has changed: read the release notes")
PYTHON
