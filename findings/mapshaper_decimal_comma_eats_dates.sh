#!/usr/bin/env bash
# mapshaper 0.7.70 (npm), told that a file has decimal commas, reads the date 01.02.2020 as 1.02202, and says nothing.
#
# `decimal-comma` is the option for tables as German offices write them. It takes a dot or a blank before three digits
# out, then turns the comma into a point. Of 01.02.2020 this leaves 01.022020, a number, and a column of numbers.
#
# Guess before the run: a column of dates stays text, as it does without the option; 8.30 with its dot is no German number.
# Seen: dates of every year become numbers of days with odd decimals: 31.12.2021 is 31.122021. 8.30, half past eight, is
# 8.3. ISO dates and headings such as 3.1.2 stay text. What is shown is one line: the column is a field of numbers.
# Where it hurts: the day a group was founded is gone from the map; sorting by it still gives some order.
# Remedy: name such columns, `string-fields=founded`; their text is kept.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts mapshaper@0.7.70
cat > groups.csv <<'CSV'
founded;opens;chapter;iso;rate
01.02.2020;8.30;3.1.2;2020-02-01;1.234,5
31.12.2021;14.15;3.1;2021-12-31;0,5
CSV
shape() { node_modules/.bin/mapshaper groups.csv "$@" format=json 2> /dev/null; }
shape decimal-comma -o told.json
shape -o untold.json
shape decimal-comma string-fields=founded,opens -o remedied.json
cat > look.mjs <<'JAVASCRIPT'
import assert from "node:assert";
import { readFileSync } from "node:fs";

const [told, untold, remedied] = ["told", "untold", "remedied"].map((name) => JSON.parse(readFileSync(`${name}.json`)));
console.log(told);
const column = (rows, name) => rows.map((row) => row[name]);
const dates = ["01.02.2020", "31.12.2021"];
assert.deepStrictEqual(column(untold, "founded"), dates);
assert.deepStrictEqual(column(remedied, "founded"), dates);
assert.deepStrictEqual(column(told, "rate"), [1234.5, 0.5]);
assert.deepStrictEqual(column(remedied, "rate"), [1234.5, 0.5]);
assert.deepStrictEqual([...column(told, "iso"), told[0].chapter], ["2020-02-01", "2021-12-31", "3.1.2"]);
const changed = "the behaviour has changed: read the release notes";
assert.deepStrictEqual(column(told, "founded"), [1.02202, 31.122021], changed);
assert.deepStrictEqual(column(told, "opens"), [8.3, 14.15], changed);
JAVASCRIPT
node look.mjs
