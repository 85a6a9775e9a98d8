#!/usr/bin/env bash
# jsonstat-utils 2.5.5 (npm) turns an empty cell of a CSV file into the figure 0, and a number with its dots into nothing.
#
# `fromCSV` makes a JSON-stat cube of a table with one value a row. JSON-stat has null for what is not there. An empty cell
# is the usual way of a CSV file to say the same; offices also write "-", "." or "n/a". With `decimal: ","` the comma is
# read as in German, the dots between the thousands are not expected.
#
# Guess before the run: null for the empty cell; 1234.5 for 1.234,5, or an error.
# Seen: 0 for an empty cell and for a blank, null for "n/a" and "-", null for 1.234,5. Nothing is said.
# Where it hurts: years without a survey sink to zero in a chart, the largest cities drop out of it; 0 and 999,5 are right.
# Remedy: write "n/a" into empty cells and take the dots out before.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts jsonstat-utils@2.5.5
cat > look.mjs <<'JAVASCRIPT'
import assert from "node:assert";
import utils from "jsonstat-utils";

const cells = ["999,5", "0", "n/a", "-", "", " ", "1.234,5"];
const rows = cells.map((cell, place) => `12051;${2000 + place};${cell}`);
const table = ["area;year;moves", ...rows, ""].join("\n");
const { value } = utils.fromCSV(table, { vlabel: "moves", delimiter: ";", decimal: "," });
const seen = Object.fromEntries(cells.map((cell, place) => [`'${cell}'`, value[place]]));
console.log(seen);
assert.deepStrictEqual(value.slice(0, 4), [999.5, 0, null, null]);
const changed = "the behaviour has changed: read the release notes";
assert.deepStrictEqual(value.slice(4, 6), [0, 0], changed);
assert.strictEqual(value[6], null, changed);
JAVASCRIPT
node look.mjs
