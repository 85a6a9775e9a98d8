#!/usr/bin/env bash
# sav-reader 2.0.8 (npm) gives an answer that is missing in an SPSS file as -1.797e308, the lowest number there is.
#
# Surveys of people who came back are handed on as SPSS files. A missing number is stored there as the lowest double
# ("sysmis"); readers translate it: pyreadstat, haven and others give nothing.
#
# Guess before the run: null.
# Seen: the number itself, for numbers and for dates alike; the description of the variable, which lists the values that
# stand for a missing answer (here 9), does not name it. The year of birth 1980 and a missing one have the mean -9e307.
# Where it hurts: sums and means are absurd, so somebody sees it; but a rank, a median, or "below 30" passes.
# Remedy: take -Number.MAX_VALUE for missing in every numeric variable, then the values listed in `missing`.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts sav-reader@2.0.8
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyreadstat==1.3.7 pandas==3.0.6 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import datetime

import pandas as pd
import pyreadstat

answers = pd.DataFrame(
    {"born": [1980.0, None], "back": [1.0, 9.0], "moved": [datetime.date(2024, 12, 31), None]}
)
pyreadstat.write_sav(answers, "survey.sav", missing_ranges={"back": [9]})
again, meta = pyreadstat.read_sav("survey.sav")
assert again["born"].isna().tolist() == [False, True]
PYTHON
cat > look.js <<'JAVASCRIPT'
const assert = require("node:assert");
const fs = require("node:fs");
const { SavBufferReader } = require("sav-reader");

(async () => {
  const reader = new SavBufferReader(fs.readFileSync("survey.sav"));
  await reader.open();
  const [first, second] = await reader.readAllRows();
  const missing = Object.fromEntries(reader.meta.sysvars.map((variable) => [variable.name, variable.missing]));
  console.log(first, second, missing);
  assert.strictEqual(first.born, 1980);
  assert.deepStrictEqual(missing, { born: null, back: 9, moved: null });
  const changed = "the behaviour has changed: read the release notes";
  assert.strictEqual(second.born, -Number.MAX_VALUE, changed);
  assert.strictEqual(second.moved, -Number.MAX_VALUE, changed);
})();
JAVASCRIPT
node look.js
