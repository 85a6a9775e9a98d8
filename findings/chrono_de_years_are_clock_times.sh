#!/usr/bin/env bash
# chrono-node 2.10.3 (npm), in German, reads "von 2015 bis 2020" as five minutes of this evening, 20:15 to 20:20.
#
# The package finds dates in running text; German is one of its languages. Programmes run "von 2015 bis 2020"; their
# periods are also written "1.1. bis 30.6.2024" or "01.01.-31.12.2024", the year once for both days.
#
# Guess before the run: the years, or nothing as for "seit 2015"; a period from its first to its last day, or nothing.
# Seen: 20:15 to 20:20 of the day of reading. Of the two periods only the last day is found, as a start without an
# end: the programme begins on the day it ends. "1. März 2024 bis 31. Mai 2024" is right, and "1. bis 15. März 2024".
# Where it hurts: notices turned into a calendar; what is over begins, and long programmes last five minutes.
# Remedy: take a result only if its text covers the whole field, and years by their own pattern first.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts chrono-node@2.10.3
cat > look.mjs <<'JAVASCRIPT'
import assert from "node:assert";
import { de } from "chrono-node";

const read = new Date(2024, 5, 15, 12);

function day(part) {
  return [part.get("year"), part.get("month"), part.get("day")].join("-");
}

function look(text, tell = day) {
  const found = de.parse(text, read).map((result) => [tell(result.start), result.end ? tell(result.end) : null]);
  console.log(`${text}:`, JSON.stringify(found));
  return found;
}

function clock(part) {
  return `${day(part)} ${part.get("hour")}:${part.get("minute")}`;
}

const changed = "the behaviour has changed: read the release notes";
assert.deepStrictEqual(look("1. März 2024 bis 31. Mai 2024"), [["2024-3-1", "2024-5-31"]]);
assert.deepStrictEqual(look("vom 1. bis 15. März 2024"), [["2024-3-1", "2024-3-15"]]);
assert.deepStrictEqual(look("seit 2015"), []);
assert.deepStrictEqual(look("von 2015 bis 2020", clock), [["2024-6-15 20:15", "2024-6-15 20:20"]], changed);
assert.deepStrictEqual(look("1.1. bis 30.6.2024"), [["2024-6-30", null]], changed);
assert.deepStrictEqual(look("01.01.-31.12.2024"), [["2024-12-31", null]], changed);
JAVASCRIPT
node look.mjs
