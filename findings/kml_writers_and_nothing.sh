#!/usr/bin/env bash
# @placemarkio/tokml 0.3.9 (npm) writes a missing value into KML as the word "null"; tokml 0.4.0 drops who has no place.
#
# GeoJSON (RFC 7946, 3.2) has null for a value that is not known, and for the place of a feature that has none yet. In
# KML a field may be left out or empty, and a placemark needs no geometry: it stands in the list beside the map.
#
# Guess before the run: a missing value is left out or empty, and every feature becomes a placemark.
# Seen: <value>null</value> from the first, where the second leaves the field empty; the second passes over a feature
# without a place, name and all, where the first writes it. Neither says so. 0 and false are right in both.
# Where it hurts: "members: null" on a map for everybody; a list of initiatives that is shorter than it was. Who reads
# the file again gets a text of four letters in a column of numbers.
# Remedy: take null out of the properties before, and count placemarks after.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts @placemarkio/tokml@0.3.9 tokml@0.4.0 \
  @tmcw/togeojson@7.1.3 @xmldom/xmldom@0.9.12
cat > look.mjs <<'JAVASCRIPT'
import assert from "node:assert";
import { toKML } from "@placemarkio/tokml";
import { kml } from "@tmcw/togeojson";
import { DOMParser } from "@xmldom/xmldom";
import tokml from "tokml";

const feature = (geometry, properties) => ({ type: "Feature", geometry, properties });
const features = [
  feature({ type: "Point", coordinates: [14.33, 51.76] }, { name: "Nord", members: null, grants: 0 }),
  feature(null, { name: "Ohne Ort", members: 12, grants: 1 }),
];
const collection = { type: "FeatureCollection", features };
const values = (text) => text.match(/<value>.*?<\/value>/g);
const again = (text) => kml(new DOMParser().parseFromString(text, "text/xml")).features;
const [placemark, mapbox] = [toKML(collection), tokml(collection)];
const members = again(placemark)[0].properties.members;
console.log({ placemark: values(placemark), tokml: values(mapbox), members });
assert.ok(placemark.includes("Ohne Ort"));
assert.ok(mapbox.includes('<Data name="members"><value></value>'));
const changed = "the behaviour has changed: read the release notes";
assert.deepStrictEqual(values(placemark), ["null", "0", "12", "1"].map((text) => `<value>${text}</value>`), changed);
assert.strictEqual(members, "null", changed);
assert.ok(!mapbox.includes("Ohne Ort"), changed);
JAVASCRIPT
node look.mjs
