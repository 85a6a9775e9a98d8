#!/usr/bin/env bash
# flatgeobuf 4.5.0 (npm) makes text of a figure, or drops it, when the first area of a map has none.
#
# FlatGeobuf is a compact file of areas with a table: columns and their types stand in its head, once. `serialize`
# makes one from GeoJSON, where each area has properties of its own and a missing value is null or absent.
#
# Guess before the run: the columns of all areas, with the type of the first value that is not null.
# Seen: names and types are those of the first area alone. Where its figure is null, the column is text and 4 comes back
# as "4"; where it is absent, the figures of all other areas are gone. Where the first has a number and the second a
# text, such as the dash of the offices, that becomes no number at all (NaN). Nothing is said of any of it.
# Where it hurts: a map sorted by key loses the column of a year because the first district has no figure in it.
# Remedy: give every area every property, and put one with all values first; or write the file with GDAL.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts flatgeobuf@4.5.0
cat > look.mjs <<'JAVASCRIPT'
import assert from "node:assert";
import { geojson } from "flatgeobuf";

async function again(...rows) {
  const features = rows.map((properties, at) => {
    return { type: "Feature", properties, geometry: { type: "Point", coordinates: [14 + at, 51] } };
  });
  const seen = [];
  const file = geojson.serialize({ type: "FeatureCollection", features });
  for await (const feature of geojson.deserialize(file)) seen.push(feature.properties);
  console.log(JSON.stringify(rows), "comes back as", JSON.stringify(seen));
  return seen;
}

const changed = "the behaviour has changed: read the release notes";
const [cottbus, spree] = [{ ags: "12052", net: 5.5 }, { ags: "12071", net: 4 }];
assert.deepStrictEqual(await again(cottbus, spree), [cottbus, spree]);
const asText = [{ ags: "12052" }, { ags: "12071", net: "4" }];
assert.deepStrictEqual(await again({ ags: "12052", net: null }, spree), asText, changed);
assert.deepStrictEqual(await again({ ags: "12052" }, spree), [{ ags: "12052" }, { ags: "12071" }], changed);
assert.ok(Number.isNaN((await again(cottbus, { ags: "12071", net: "-" }))[1].net), changed);
JAVASCRIPT
node look.mjs
