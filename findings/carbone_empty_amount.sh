#!/usr/bin/env bash
# carbone 3.8.2 (npm) prints 0,00 € for an amount that was left empty, and NaN for an empty number.
#
# Carbone fills letters and reports of office programs with data. `formatC` writes an amount of money, `formatN` a number,
# both in the language asked for. Rows that come out of a CSV file hold an empty text where nothing is known.
#
# Guess before the run: nothing printed, as for null, by both.
# Seen: null and a field that is absent print nothing. An empty text prints "0,00 €" by `formatC` and "NaN" by `formatN`.
# `ifEmpty`, asked first, prints the words given.
# Where it hurts: a report says that an initiative was granted nothing, when nobody knows what it was granted.
# Remedy: write {d.amount:ifEmpty(k. A.):formatC}, or make empty texts null before; the words lose their blank, so
# look at the report (here "k.A.").
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts carbone@3.8.2
cat > look.js <<'JAVASCRIPT'
const assert = require("node:assert");
const carbone = require("carbone");

const options = { lang: "de-de", currencySource: "EUR", currencyTarget: "EUR" };
const print = (formatter, amount) =>
  new Promise((resolve, reject) =>
    carbone.renderXML(`{d.amount:${formatter}}`, { amount }, options, (error, text) => {
      if (error) return reject(error);
      console.log(formatter, JSON.stringify(amount) ?? "absent", "is printed as", JSON.stringify(text));
      resolve(text);
    }),
  );

(async () => {
  const changed = "the behaviour has changed: read the release notes";
  assert.strictEqual(await print("formatC(2)", 71500), "71.500,00 €");
  assert.strictEqual(await print("formatC(2)", null), "");
  assert.strictEqual(await print("formatC(2)", undefined), "");
  assert.strictEqual(await print("formatC(2)", ""), "0,00 €", changed);
  assert.strictEqual(await print("formatN(1)", ""), "NaN", changed);
  assert.strictEqual(await print("ifEmpty(k. A.)", ""), "k.A.", changed);
})();
JAVASCRIPT
node look.js
