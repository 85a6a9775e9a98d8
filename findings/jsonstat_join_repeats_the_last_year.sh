#!/usr/bin/env bash
# jsonstat-utils 2.5.5 (npm) joins cubes so that every added year is read as the last year there was before.
#
# Offices hand out long series in pieces; `join` puts cubes that differ in one dimension into one. In JSON-stat 2.0 a
# category has a place in the list of values, and no two of a dimension share one. The values of the joined cube stand in
# the right order, but 2021 and 2022 get the place of 2020, the last year of the first cube.
#
# Guess before the run: four years, each with its own figures.
# Seen: places 0, 1, 1, 1. The toolkit of the same author answers 4 for 2020, 2021 and 2022, where 4, 13 and 14 are due.
# Where it hurts: the newest years of a series, the ones all look at, repeat an old one; so do areas joined by area.
# Remedy: write the index of the joined dimension anew, `index = ids in order`, before anything is read.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts jsonstat-utils@2.5.5 jsonstat-toolkit@2.2.2
cat > look.mjs <<'JAVASCRIPT'
import assert from "node:assert";
import JSONstat from "jsonstat-toolkit";
import utils from "jsonstat-utils";

const areas = ["01001", "12051"];
const cube = (years, value) => ({
  version: "2.0", class: "dataset", id: ["area", "year"], size: [2, 2], value,
  dimension: { area: { category: { index: areas } }, year: { category: { index: years } } },
});
const years = ["2019", "2020", "2021", "2022"];
const joined = utils.join([cube(years.slice(0, 2), [1, 2, 3, 4]), cube(years.slice(2), [11, 12, 13, 14])], { by: "year" });
// What another program gets: the cube as it is written.
const written = JSON.stringify(joined);

function read(change) {
  const received = JSON.parse(written);
  change(received.dimension.year.category);
  const dataset = JSONstat(received);
  return years.map((year) => dataset.Data({ area: "12051", year }).value);
}

const places = Object.values(joined.dimension.year.category.index);
console.log("values:", joined.value, "places of the years:", places);
const asJoined = read(() => {});
const remedied = read((category) => { category.index = years; });
console.log("12051 as joined:", asJoined, "with the index written anew:", remedied);
assert.deepStrictEqual(joined.value, [1, 2, 11, 12, 3, 4, 13, 14]);
assert.deepStrictEqual(remedied, [3, 4, 13, 14]);
const changed = "the behaviour has changed: read the release notes";
assert.deepStrictEqual(places, [0, 1, 1, 1], changed);
assert.deepStrictEqual(asJoined, [3, 4, 4, 4], changed);
JAVASCRIPT
node look.mjs
