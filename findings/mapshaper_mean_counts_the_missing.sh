#!/usr/bin/env bash
# mapshaper 0.7.70 (npm) counts a missing value as 0 in a mean and in a median; where all are missing, both are 0.
#
# `-dissolve calc=` and `-join calc=` make figures of a region from those of its districts, or of an area from the places
# in it. What is missing in the table arrives as null: an export of the same table leaves the cell empty.
#
# Guess before the run: the mean of 10 and a missing value is 10, of missing values alone there is none.
# Seen: 5, and 0. The median does the same; the minimum is null in both.
# Where it hurts: every rate that is kept secret pulls the mean of its region towards 0; a region of which nothing is
# known looks like one where nothing happens.
# Remedy: drop the rows without a value first, `-filter 'rate !== null'`, and mark the regions that vanish with them.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts mapshaper@0.7.70
cat > rates.csv <<'CSV'
district,region,rate
a,full,10
b,full,20
c,gap,10
d,gap,
e,none,
f,none,
CSV
shape() { node_modules/.bin/mapshaper rates.csv "$@" 2> /dev/null; }
calc='mid = mean(rate), half = median(rate), low = min(rate)'
shape -dissolve region calc="$calc" -o seen.json format=json
shape -filter 'rate !== null' -dissolve region calc="$calc" -o remedied.json format=json
shape -o table.csv
cat > look.mjs <<'JAVASCRIPT'
import assert from "node:assert";
import { readFileSync } from "node:fs";

const read = (name) => Object.fromEntries(JSON.parse(readFileSync(name)).map(({ region, ...rest }) => [region, rest]));
const seen = read("seen.json");
const remedied = read("remedied.json");
console.log("as it comes:", seen, "\nfiltered:", remedied);
assert.ok(readFileSync("table.csv", "utf8").includes("\nd,gap,\n"));
assert.deepStrictEqual(seen.full, { mid: 15, half: 15, low: 10 });
assert.deepStrictEqual(remedied, { full: seen.full, gap: { mid: 10, half: 10, low: 10 } });
const changed = "the behaviour has changed: read the release notes";
assert.strictEqual(seen.gap.mid, 5, changed);
assert.strictEqual(seen.gap.half, 5, changed);
assert.deepStrictEqual(seen.none, { mid: 0, half: 0, low: null }, changed);
assert.strictEqual(seen.gap.low, null, changed);
JAVASCRIPT
node look.mjs
