#!/usr/bin/env bash
# fastexcel 0.21.0 reads the text "4.581" below the thousandth row of a sheet as 4.581, above it as the text it is.
#
# The reader behind polars tells the type of a column from its first thousand rows (`schema_sample_rows`, described). What
# does not fit below becomes empty. In German tables a number with a point between thousands is often text.
#
# Guess before the run: empty below the thousandth row, as described; the point is not taken for anything.
# Seen: a dash and "k. A." become empty, 12,5 too; but "4.581", 4,581 persons, becomes the number 4.581, a thousandth,
# among numbers. The same text in the tenth row makes the whole column text. Nothing is said of either.
# Where it hurts: long tables with all municipalities of a country have such cells far down, for the big ones.
# Remedy: schema_sample_rows=None, and turn the text into numbers oneself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check fastexcel==0.21.0 openpyxl==3.1.5 pyarrow==26.0.1
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import fastexcel
import openpyxl

BELOW = ["4.581", "-", "12,5", 7]


def read(before, sample=1000):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["arrivals"])
    for cell in [*range(before), *BELOW]:
        sheet.append([cell])
    workbook.save("arrivals.xlsx")
    loaded = fastexcel.read_excel("arrivals.xlsx").load_sheet(0, schema_sample_rows=sample)
    column = loaded.to_arrow().column("arrivals")
    print(before, "rows before:", column.type, column.to_pylist()[-4:])
    return str(column.type), column.to_pylist()[-4:]


assert read(9) == ("string", ["4.581", "-", "12,5", "7"])
assert read(1500, sample=None)[0] == "string"
assert read(1500) == ("double", [4.581, None, None, 7.0]), "the behaviour has changed: read the release notes"
PYTHON
