#!/usr/bin/env bash
# xlsx-template 1.4.7 (npm) leaves the total under a filled table the sum of its first row: 5 where 12 stands above.
#
# The package fills workbooks: a row with ${table:rows.net} becomes as many rows as there are, and what lies below moves
# down. Its description promises that formulas are maintained, and advises Excel's named tables.
#
# Guess before the run: the total =SUM(B2:B2) below the row of the table grows with it, as with rows added by hand.
# Seen: the formula moves down and keeps its words; a formula that names the total by its place still names the old
# place, now a row of the table.
# Where it hurts: the table is right, the figure in bold below it is that of the first district; no error shows.
# Remedy: fill totals in as values, and have no formula name a place below a table.
set -euo pipefail
command -v npm > /dev/null || { echo "needs npm"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts xlsx-template@1.4.7
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check xlsxwriter==3.2.9 openpyxl==3.1.5
"$folder/venv/bin/python" - <<'PYTHON'
import xlsxwriter

with xlsxwriter.Workbook("template.xlsx") as book:
    sheet = book.add_worksheet("S")
    sheet.write("A1", "District")
    sheet.write("A2", "${table:rows.kreis}")
    sheet.write("B2", "${table:rows.net}")
    sheet.write_formula("B3", "=SUM(B2:B2)")
    sheet.write_formula("D1", "=B3/2")
PYTHON
cat > fill.js <<'JAVASCRIPT'
const fs = require("node:fs");
const XlsxTemplate = require("xlsx-template");

const rows = [
  { kreis: "12062", net: 5 },
  { kreis: "12066", net: 4 },
  { kreis: "12071", net: 3 },
];
const template = new XlsxTemplate(fs.readFileSync("template.xlsx"));
template.substitute(1, { rows });
fs.writeFileSync("filled.xlsx", template.generate({ type: "nodebuffer" }));
JAVASCRIPT
node fill.js
"$folder/venv/bin/python" - <<'PYTHON'
import openpyxl

sheet = openpyxl.load_workbook("filled.xlsx").active
column = [sheet.cell(row, 2).value for row in range(2, 6)]
print(column, sheet["D1"].value)
assert column[:3] == [5, 4, 3]
changed = "the behaviour has changed: read the release notes"
assert column[3] == "=SUM(B2:B2)", changed
assert sheet["D1"].value == "=B3/2", changed
PYTHON
