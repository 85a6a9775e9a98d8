#!/usr/bin/env bash
# formulas 1.3.4 and xlcalculator 0.5.0 add numbers that are text, which a spreadsheet leaves out: 17 in place of 12.
#
# Both compute the formulas of a workbook without an office program. SUM and COUNT of a range pass over text, also over
# text that looks like a number (ISO/IEC 29500-1, 18.17.7; OpenFormula 1.3, 6.3.5): offices store keys so, and
# cells with a green corner hold figures that were pasted as text.
#
# Guess before the run: 12, and 4 numbers, as in every spreadsheet.
# Seen, for 10, an empty cell, an empty text, the text "5", 0, -0.5 and 2.5: formulas adds up to 17 and counts 5; with one
# text that is empty, its AVERAGE is an error where a spreadsheet has 3. xlcalculator adds up to 17 and counts 4: the
# two of one workbook do not fit each other.
# Where it hurts: a check that computes a workbook anew "confirms" a total no reader of the workbook ever saw.
# Remedy: turn text into numbers before, or compute with LibreOffice without a window.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check formulas==1.3.4 xlcalculator==0.5.0 \
  openpyxl==3.1.5 "numpy<2.5" "pandas<3.1"
cd "$folder"
"$folder/venv/bin/python" -W ignore - 2> /dev/null <<'PYTHON'
import formulas
import openpyxl
from xlcalculator import Evaluator, ModelCompiler

CELLS = [10, None, "", "5", 0, -0.5, 2.5]
FORMULAS = {"C1": "=SUM(A1:A7)", "C2": "=COUNT(A1:A7)", "C3": "=AVERAGE(A1:A7)", "C4": "=SUM(A5:A7)"}
workbook = openpyxl.Workbook()
sheet = workbook.active
sheet.title = "S"
for row, value in enumerate(CELLS, 1):
    sheet.cell(row, 1).value = value
for place, formula in FORMULAS.items():
    sheet[place] = formula
workbook.save("net.xlsx")

solution = formulas.ExcelModel().loads("net.xlsx").finish().calculate()
first = {place: solution[f"'[net.xlsx]S'!{place}"].value[0, 0] for place in FORMULAS}
evaluator = Evaluator(ModelCompiler().read_and_parse_archive("net.xlsx"))
second = {place: evaluator.evaluate(f"S!{place}") for place in ("C1", "C2", "C4")}
for place, formula in FORMULAS.items():
    print(formula, "formulas:", first[place], "xlcalculator:", second.get(place))
changed = "the behaviour has changed: read the release notes"
assert float(first["C4"]) == float(second["C4"]) == 2
assert (float(first["C1"]), float(second["C1"])) == (17, 17), changed
assert (int(first["C2"]), int(second["C2"])) == (5, 4), changed
assert str(first["C3"]) == "#VALUE!", changed
PYTHON
