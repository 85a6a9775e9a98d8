#!/usr/bin/env bash
# csv2geojson 5.1.2 (npm) cuts a coordinate with a decimal comma to whole degrees and reports no error.
#
# The package finds the columns of latitude and longitude and the separator by itself and lists rows whose coordinates are
# no numbers. German tables have the semicolon between cells and the comma in numbers. parseFloat stops at the comma;
# what stands before it is a number. The maintainers declined the decimal comma in 2014, to be strict about what
# is accepted (pull request 26); it is accepted all the same.
#
# Guess before the run: an error for each such row, as for an empty one.
# Seen: 51,76 and 14,33 become 51 and 14, and the list of errors is null; an empty cell is in the list.
# Where it hurts: Cottbus lands 90 kilometres away, in Saxony; places of one degree lie on one another as if they were a
# cluster.
# Remedy: replace the comma before; or count coordinates that are whole numbers.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts csv2geojson@5.1.2
cat > look.js <<'JAVASCRIPT'
const assert = require("node:assert");
const { csv2geojson } = require("csv2geojson");

function look(latitude, longitude) {
  let seen;
  csv2geojson(`kreis;lat;lon\n12052;${latitude};${longitude}\n`, { delimiter: "auto" }, (errors, places) => {
    const found = places.features.map((place) => place.geometry.coordinates);
    seen = { errors: errors === null ? 0 : errors.length, found };
  });
  console.log(`${latitude} / ${longitude}:`, JSON.stringify(seen));
  return seen;
}

const changed = "the behaviour has changed: read the release notes";
assert.deepStrictEqual(look("51.76", "14.33"), { errors: 0, found: [[14.33, 51.76]] });
assert.deepStrictEqual(look("", ""), { errors: 1, found: [] });
assert.deepStrictEqual(look("51,76", "14,33"), { errors: 0, found: [[14, 51]] }, changed);
JAVASCRIPT
node look.js
