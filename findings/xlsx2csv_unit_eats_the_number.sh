#!/usr/bin/env bash
# xlsx2csv 0.8.6 and pylightxl 1.61 take a unit written out behind a number for a date: the number is gone.
#
# A number format may show words in quotation marks (ISO/IEC 29500-1, 18.8.31): `#,##0" Personen"` shows 1,234 Personen,
# the cell holds 1234. Both readers look for the letters of a date in the whole format, also within the quotation marks.
# Whether a column is hit depends on the letters of its unit.
#
# Guess before the run: the number, or the number with its unit.
# Seen: xlsx2csv writes the format itself in place of 1234, for Monate with the month in the word ("05onate"), and a time
# for 0; pylightxl reads 3.5 Haushalte as 12:00:00. "je 1.000 Ew." and "%" pass. openpyxl 3.1.5 and python-calamine 0.9.1
# read 1234.
# Where it hurts: tables of ministries with the unit in the cell; no error, and the columns beside it are right.
# Our own workbooks hold no words in their formats; both readers give back every number of them.
# Remedy: read with openpyxl or python-calamine; write units into the heading.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check xlsx2csv==0.8.6 pylightxl==1.61 xlsxwriter==3.3.1 \
  openpyxl==3.1.5 python-calamine==0.9.1
"$folder/venv/bin/python" -W ignore - "$folder/units.xlsx" <<'PYTHON'
import csv
import io
import sys

import openpyxl
import pylightxl
import xlsxwriter
from python_calamine import load_workbook
from xlsx2csv import Xlsx2csv

FORMATS = ('#,##0" Personen"', '0.0" Monate"', '0 "Haushalte"', '#,##0.0" je 1.000 Ew."', '0.0" %"')
VALUES = (3.5, 1234, 0)
path = sys.argv[1]
with xlsxwriter.Workbook(path) as book:
    sheet = book.add_worksheet()
    for row, words in enumerate(FORMATS):
        for column, value in enumerate(VALUES):
            sheet.write_number(row, column, value, book.add_format({"num_format": words}))

text = io.StringIO()
Xlsx2csv(path, outputencoding="utf-8").convert(text)
as_text = list(csv.reader(io.StringIO(text.getvalue())))
light = pylightxl.readxl(path)
as_light = [list(row) for row in light.ws(light.ws_names[0]).rows]
as_openpyxl = [[cell.value for cell in row] for row in openpyxl.load_workbook(path).active.iter_rows()]
as_calamine = load_workbook(path).get_sheet_by_index(0).to_python()
for words, first, second in zip(FORMATS, as_text, as_light):
    print(f"{words}: xlsx2csv {first}, pylightxl {second}")
whole = [list(VALUES)] * len(FORMATS)
assert as_openpyxl == as_calamine == whole
assert as_light[:2] == whole[:2] and as_light[3:] == whole[3:]
assert [[float(word) for word in row] for row in as_text[3:]] == whole[3:]
CHANGED = "the behaviour has changed: read the release notes"
assert as_text[0] == ['#,##0" personen"', '#,##0" personen"', "00:00"], CHANGED
assert as_text[1] == ['0.0" 01onate"', '0.0" 05onate"', "00:00"], CHANGED
assert as_light[2] == ["12:00:00", "00:00:00", "00:00:00"], CHANGED
PYTHON
