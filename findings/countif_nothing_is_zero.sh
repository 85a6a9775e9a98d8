#!/usr/bin/env bash
# fast-formula-parser 1.0.19 (npm) and xlcalculator 0.5.0 count empty cells as zeros when COUNTIF asks for 0.
#
# COUNTIF(range, 0) counts the cells that hold the number 0. An empty cell holds none: a spreadsheet passes over it, and
# finds it with COUNTBLANK or with the criterion "".
#
# Guess before the run: 1, in a range with one 0 and one empty cell.
# Seen: 2 by both. In fast-formula-parser the empty cell is at least 0, too: 3 cells of 4 for ">=0", where only 3 are numbers
# and one of these is -1. COUNT passes over it in both.
# Where it hurts: "districts without a single initiative" counts those too of which nobody knows.
# Remedy: count with SUMPRODUCT or outside the workbook, where missing is missing.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts fast-formula-parser@1.0.19
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check xlcalculator==0.5.0 openpyxl==3.1.5 \
  "numpy<2.5" "pandas<3.1"
cat > look.js <<'JAVASCRIPT'
const assert = require("node:assert");
const FormulaParser = require("fast-formula-parser");

const column = [3, 0, null, -1];
const cells = () => column.map((value) => [value]);
const fast = new FormulaParser({ onCell: ({ row }) => column[row - 1], onRange: cells });
const ask = (formula) => {
  const seen = fast.parse(formula, { sheet: "S", row: 1, col: 9 });
  console.log(formula, "fast-formula-parser:", seen);
  return seen;
};

const changed = "the behaviour has changed: read the release notes";
assert.strictEqual(ask("COUNT(A1:A4)"), 3);
assert.strictEqual(ask("COUNTIF(A1:A4,0)"), 2, changed);
assert.strictEqual(ask('COUNTIF(A1:A4,">=0")'), 3, changed);
JAVASCRIPT
node look.js
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import openpyxl
from xlcalculator import Evaluator, ModelCompiler

workbook = openpyxl.Workbook()
sheet = workbook.active
sheet.title = "S"
for row, value in enumerate([3, 0, None, -1], 1):
    sheet.cell(row, 1).value = value
sheet["C1"] = "=COUNTIF(A1:A4,0)"
sheet["C2"] = "=COUNT(A1:A4)"
workbook.save("members.xlsx")
evaluator = Evaluator(ModelCompiler().read_and_parse_archive("members.xlsx"))
zeros, numbers = (int(evaluator.evaluate(f"S!{place}")) for place in ("C1", "C2"))
print("xlcalculator:", zeros, "zeros among", numbers, "numbers")
assert numbers == 3
assert zeros == 2, "the behaviour has changed: read the release notes"
PYTHON
