#!/usr/bin/env bash
# geobuf 2.0.1 leaves a property out that is null, and refuses a feature without a place.
#
# In GeoJSON (RFC 7946, 3.2) a property may be null: the district is there, its value is not known. A feature whose place
# is not known has the geometry null. Geobuf is the compact form of the same; the package writes both ways.
#
# Guess before the run: what goes in comes out, null with it.
# Seen: {"kreis": "12062", "rate": null} comes back as {"kreis": "12062"}; a geometry that is null raises TypeError.
# Where it hurts: code that colours null grey meets a property that does not exist, and a table made of the features
# lacks the column when nobody has a value.
# Remedy: write a word or a flag for "not known", and keep features without a place apart.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check geobuf==2.0.1 protobuf==7.36.2
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import geobuf


def there_and_back(properties, geometry):
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    collection = {"type": "FeatureCollection", "features": [feature]}
    return geobuf.decode(geobuf.encode(collection))["features"][0]["properties"]


PLACE = {"type": "Point", "coordinates": [13.4, 51.6]}
known = there_and_back({"kreis": "12062", "rate": 3.5}, PLACE)
unknown = there_and_back({"kreis": "12062", "rate": None}, PLACE)
print("known:", known, "unknown:", unknown)
assert known == {"kreis": "12062", "rate": 3.5}
assert unknown == {"kreis": "12062"}, "the behaviour has changed: read the release notes"
try:
    there_and_back({"kreis": "12062", "rate": 3.5}, None)
except TypeError as error:
    print("without a place: TypeError", error)
else:
    raise SystemExit("the behaviour has changed: read the release notes")
PYTHON
