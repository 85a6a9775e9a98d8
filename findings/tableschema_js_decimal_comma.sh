#!/usr/bin/env bash
# tableschema 1.12.6 (npm) reads the German rate -0,5 as -5 and 1.234,5 persons as 12,345, told how the numbers are written.
#
# Table Schema (v1, "number") lets a description of a table say which sign stands before the decimals, `decimalChar`, and
# which between the thousands, `groupChar`. Descriptions of German tables name the comma and the point.
#
# Guess before the run: the figures as meant; at worst a refusal, if thousands and decimals come together.
# Seen: with comma and point named, the decimals are joined to the whole: ten times too much, also where no thousands are
# in sight. With a blank between thousands all is right. With the comma alone, "71.500 €" (`bareNumber` false) is 71.5
# although a point has no meaning there.
# Where it hurts: the table is valid and every rate of it is ten times too large, unless it has no decimals: no row stands
# out.
# Remedy: take points and commas out before, and describe the numbers as plain ones.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts tableschema@1.12.6
cat > look.js <<'JAVASCRIPT'
const assert = require("node:assert");
const { Field } = require("tableschema");

const german = { decimalChar: ",", groupChar: "." };
function read(text, writing) {
  const seen = new Field({ name: "net", type: "number", ...writing }).castValue(text);
  console.log(JSON.stringify(writing), text, "is", seen);
  return seen;
}

const changed = "the behaviour has changed: read the release notes";
assert.strictEqual(read("1 234,5", { decimalChar: ",", groupChar: " " }), 1234.5);
assert.strictEqual(read("-0,5", { decimalChar: "," }), -0.5);
assert.strictEqual(read("1.234", german), 1234);
assert.strictEqual(read("-0,5", german), -5, changed);
assert.strictEqual(read("1.234,5", german), 12345, changed);
assert.strictEqual(read("71.500 €", { decimalChar: ",", bareNumber: false }), 71.5, changed);
JAVASCRIPT
node look.js
