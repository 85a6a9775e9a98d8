#!/usr/bin/env bash
# topojson 2.2 writes a district without a value as NaN, which is no JSON: a browser refuses the whole map.
#
# JSON (RFC 8259, section 6) has no NaN; a value that is missing is null, and geopandas writes it so as GeoJSON. The
# library takes the table as it is, for the file, for `to_geojson` and for the text.
#
# Guess before the run: null, as geopandas does.
# Seen: "rate": NaN in TopoJSON and in GeoJSON; a reader that keeps to the standard stops there.
# Where it hurts: one value kept secret by the office, and no district is drawn. In Python nobody notices: it reads NaN.
# Remedy: astype(object) and None in place of NaN before the topology is made.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check topojson==2.2 geopandas==1.2.0 shapely==2.2.0 \
  numpy==2.4.6 pandas==3.1.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import json

import geopandas
import numpy as np
import topojson
from shapely.geometry import box

districts = geopandas.GeoDataFrame(
    {"kreis": ["12052", "12062"], "rate": [3.5, np.nan]}, geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)], crs=4326
)


def refused(text):
    """The first word that is no JSON, blank when all is."""
    found = []
    json.loads(text, parse_constant=found.append)
    return "".join(found[:1])


topology = topojson.Topology(districts)
blanked = districts.assign(rate=districts["rate"].astype(object).where(districts["rate"].notna(), None))
seen = {
    "geopandas, GeoJSON": refused(districts.to_json()),
    "topojson, TopoJSON": refused(topology.to_json()),
    "topojson, GeoJSON": refused(topology.to_geojson()),
    "topojson, None before": refused(topojson.Topology(blanked).to_json()),
}
print(seen)
assert seen["geopandas, GeoJSON"] == seen["topojson, None before"] == ""
assert seen["topojson, TopoJSON"] == seen["topojson, GeoJSON"] == "NaN", "the behaviour has changed: read the release notes"
PYTHON
