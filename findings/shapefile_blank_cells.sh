#!/usr/bin/env bash
# parsedbf 2.0.0 (npm, in shpjs) reads "not known" as no, and shapefile 0.6.6 (npm) a blank date as 30 November 1899.
#
# The table of a shapefile is a dBASE table. A truth value has a third state, "?" or a blank, for what nobody has entered
# yet; a date and a number are blank when they are not known.
#
# Guess before the run: null for each of them.
# Seen: parsedbf gives false for "?" and for a blank, NaN for a blank number and an invalid date for a blank one.
# shapefile gives null for the truth value and the number, and for the date the thirtieth of November 1899.
# dbffile 1.13.0 gives null throughout.
# Where it hurts: a list of places, "has a welcome office: not known", becomes a map of places without one; a group of
# which the year is not known is the oldest of all.
# Remedy: read such tables with dbffile or GDAL.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts parsedbf@2.0.0 shapefile@0.6.6 dbffile@1.13.0
cat > look.mjs <<'JAVASCRIPT'
import assert from "node:assert";
import { writeFileSync } from "node:fs";
import { DBFFile } from "dbffile";
import parsedbf from "parsedbf";
import shapefile from "shapefile";

const fields = [["kreis", "C", 5], ["office", "L", 1], ["founded", "D", 8], ["persons", "N", 6]];
const rows = ["12051T20200201     5", "12052F20211231     0", "12053?              ", "12054               "];

function table() {
  const head = Buffer.alloc(32);
  head.set([3, 120, 1, 1]);
  head.writeUInt32LE(rows.length, 4);
  head.writeUInt16LE(32 + 32 * fields.length + 1, 8);
  head.writeUInt16LE(1 + rows[0].length, 10);
  const described = fields.map(([name, type, width]) => {
    const field = Buffer.alloc(32);
    field.write(name, 0);
    field.write(type, 11);
    field[16] = width;
    return field;
  });
  return Buffer.concat([head, ...described, Buffer.from(`\r${rows.map((row) => ` ${row}`).join("")}\x1a`)]);
}

async function throughShapefile(bytes) {
  const source = await shapefile.openDbf(bytes);
  const records = [];
  for (let step = await source.read(); !step.done; step = await source.read()) records.push(step.value);
  return records;
}

const bytes = new Uint8Array(table()).buffer;
writeFileSync("places.dbf", new Uint8Array(bytes));
const seen = {
  dbffile: await (await DBFFile.open("places.dbf")).readRecords(9),
  parsedbf: parsedbf(new DataView(bytes)),
  shapefile: await throughShapefile(bytes),
};
for (const [name, records] of Object.entries(seen)) {
  console.log(name, records[2]);
  assert.deepStrictEqual(records.slice(0, 2).map((record) => record.office), [true, false]);
  assert.strictEqual(records[0].founded.toISOString().slice(0, 10), "2020-02-01");
  assert.deepStrictEqual(records.slice(0, 2).map((record) => record.persons), [5, 0]);
}
const unknown = (name, column) => seen[name].slice(2).map((record) => record[column]);
const changed = "the behaviour has changed: read the release notes";
for (const column of ["office", "founded", "persons"]) assert.deepStrictEqual(unknown("dbffile", column), [null, null]);
assert.deepStrictEqual(unknown("parsedbf", "office"), [false, false], changed);
assert.deepStrictEqual(unknown("parsedbf", "persons"), [NaN, NaN], changed);
assert.deepStrictEqual(unknown("shapefile", "office"), [null, null]);
const days = unknown("shapefile", "founded").map((day) => day.toISOString().slice(0, 10));
assert.deepStrictEqual(days, ["1899-11-30", "1899-11-30"], changed);
JAVASCRIPT
TZ=UTC node look.mjs
