#!/usr/bin/env bash
# OWSLib 0.35.0 and pygml 0.3.2 take every system that is not in their list for east-first, the new German one too.
#
# In a WFS request and in GML the order of two coordinates is that of the coordinate system in the EPSG registry when the
# system is named by a URN. Both libraries keep a list of systems that put north first, of different ages. It holds
# ETRS89 (4258), but not ETRS89/DREF91/2016 (10284), the realisation German survey offices work in, nor the grids
# with north first and the zone in the easting (5652, 5653). pyproj 3.7.2 has all of them from the registry.
#
# Guess before the run: the order is looked up in the registry, or an unknown system is refused.
# Seen: for 10284 OWSLib asks a service for the box 14.2,51.7,14.4,51.8 in place of 51.7,14.2,51.8,14.4, and pygml
# hands on latitude 51.76 as longitude: a place in Brandenburg lies in the Arabian Sea.
# Remedy: ask pyproj for the axes, and turn the coordinates oneself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check owslib==0.35.0 pygml==0.3.2 pyproj==3.7.2
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import pygml
import pyproj
from owslib.feature.wfs200 import WebFeatureService_2_0_0

PLACE = (
    '<gml:Point xmlns:gml="http://www.opengis.net/gml/3.2" gml:id="place" srsName="{name}">'
    "<gml:pos>51.76 14.33</gml:pos></gml:Point>"
)
# A service that is not asked: only the text of the request is made.
service = object.__new__(WebFeatureService_2_0_0)
service.version = "2.0.0"


def look(code):
    name = f"urn:ogc:def:crs:EPSG::{code}"
    north_first = pyproj.CRS.from_epsg(code).axis_info[0].direction == "north"
    box = service.getBBOXKVP((14.2, 51.7, 14.4, 51.8, name), ["ignored"])
    east, _ = pygml.parse(PLACE.format(name=name)).__geo_interface__["coordinates"]
    return north_first, box.startswith("51.7,14.2"), east == 14.33


for code in (4258, 10284, 5652, 5653):
    seen = look(code)
    print(code, pyproj.CRS.from_epsg(code).name, "north first, by registry, OWSLib, pygml:", *seen)
    expected = (True, True, True) if code == 4258 else (True, False, False)
    assert seen == expected, "the behaviour has changed: read the release notes"
PYTHON
