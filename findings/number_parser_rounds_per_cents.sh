#!/usr/bin/env bash
# @internationalized/number 3.6.9 (npm) reads 12,5 % as 13 % and 0,4 % as nothing; 12.5 €, typed in German, is 125 €.
#
# The parser stands behind number fields of forms; it takes the options of Intl.NumberFormat, and by its description it
# parses decimals, per cents and amounts of a language. Decimals and amounts keep all digits that were typed, also more
# than would be shown. Per cents are rounded to the digits that a per cent is shown with, which are none.
#
# Guess before the run: 0.125 and 0.004, every digit as with decimals; 12.5 in German refused, or 125 as by other readers.
# Seen: 0.13 and 0; with maximumFractionDigits 2 they are 0.125 and 0.004. 1,23456 and 1.234,567 € keep their digits. 12.5
# is 125, 0.75 is 75 and 1.2.3 is 123, each accepted as a number.
# Where it hurts: a threshold typed into a form, "at least 0,4 % of the population", becomes 0 and lets everything through.
# Remedy: state maximumFractionDigits for per cents; show the value that was understood beside the field.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts @internationalized/number@3.6.9
cat > look.mjs <<'JAVASCRIPT'
import assert from "node:assert";
import { NumberParser } from "@internationalized/number";

function look(text, options = {}) {
  const value = new NumberParser("de-DE", options).parse(text);
  console.log(text, JSON.stringify(options), value);
  return value;
}

const euro = { style: "currency", currency: "EUR" };
const rate = { style: "percent" };
const changed = "the behaviour has changed: read the release notes";
assert.strictEqual(look("1,23456"), 1.23456);
assert.strictEqual(look("1.234,567 €", euro), 1234.567);
assert.strictEqual(look("12,5 %", { ...rate, maximumFractionDigits: 2 }), 0.125);
assert.strictEqual(look("0,4 %", { ...rate, maximumFractionDigits: 2 }), 0.004);
assert.strictEqual(look("12,5 %", rate), 0.13, changed);
assert.strictEqual(look("0,4 %", rate), 0, changed);
assert.strictEqual(look("12.5 €", euro), 125, changed);
assert.strictEqual(look("0.75"), 75, changed);
assert.strictEqual(look("1.2.3"), 123, changed);
JAVASCRIPT
node look.mjs
