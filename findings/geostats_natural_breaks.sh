#!/usr/bin/env bash
# geostats 2.1.0 (npm) draws natural breaks through the middle of a cluster; its own second method does not.
#
# Jenks' natural breaks are the limits that leave the least spread within the classes. Of the nine values 1 2, 10 to 15
# and 30 the eye sees three clusters, and so does the optimum, with a sum of squares within classes of 18. The library has
# two methods under that name; getClassJenks, the one its newer releases made faster, gives other limits than
# getClassJenks2. That they differ at the last limit is known there (issue 52); which one is right was left open.
#
# Guess before the run: both find 1 2 | 10 to 15 | 30.
# Seen: getClassJenks: 1 2 | 10 11 12 | 13 14 15 30, sum of squares 196.5, eleven times the least; getClassJenks2: 18.
# simple-statistics 7.12.1 and classybrew 0.0.3 find the optimum.
# Where it hurts: a map on which the one district that stands out has the colour of the ones in the middle.
# Remedy: getClassJenks2, or ckmeans of simple-statistics.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts geostats@2.1.0 simple-statistics@7.12.1 classybrew@0.0.3
cat > look.js <<'JAVASCRIPT'
const assert = require("node:assert");
const ClassyBrew = require("classybrew");
const geostats = require("geostats");
const { ckmeans, mean } = require("simple-statistics");

const VALUES = [1, 2, 10, 11, 12, 13, 14, 15, 30];

/** Values of each class, whose limits include their upper end. */
const classes = (limits) =>
  limits.slice(1).map((upper, at) => VALUES.filter((one) => one <= upper && (at === 0 || one > limits[at])));
const spread = (groups) =>
  groups.flatMap((group) => group.map((one) => (one - mean(group)) ** 2)).reduce((sum, one) => sum + one, 0);

const Series = geostats.geostats || geostats;
const brew = new ClassyBrew();
brew.setSeries([...VALUES]);
brew.setNumClasses(3);
const seen = {
  getClassJenks: classes(new Series([...VALUES]).getClassJenks(3)),
  getClassJenks2: classes(new Series([...VALUES]).getClassJenks2(3)),
  "simple-statistics": ckmeans(VALUES, 3),
  classybrew: classes(brew.classify("jenks")),
};
for (const [name, groups] of Object.entries(seen)) {
  console.log(`${name}: ${groups.map((group) => group.join(" ")).join(" | ")}, sum of squares ${spread(groups)}`);
}
const optimum = [[1, 2], [10, 11, 12, 13, 14, 15], [30]];
for (const name of ["getClassJenks2", "simple-statistics", "classybrew"]) assert.deepStrictEqual(seen[name], optimum);
assert.strictEqual(spread(optimum), 18);
const changed = "the behaviour has changed: read the release notes";
assert.deepStrictEqual(seen.getClassJenks, [[1, 2], [10, 11, 12], [13, 14, 15, 30]], changed);
JAVASCRIPT
node look.js
