#!/usr/bin/env bash
# fast-ods 0.3.2 gives the rows of every sheet of an ODS file, whichever one was asked for.
#
# Statistical offices put one year, or one table of a report, on each sheet. The reader takes the name or the number of a
# table. It looks for the table and remembers that it has seen it, but hands out rows before it comes and after it ended.
#
# Guess before the run: the rows of that sheet; an error for a name that no sheet has.
# Seen: 2023, 2024, 0 and 1 give the same six rows, those of both years with the heading twice; so does "2025", which the
# file does not have.
# Where it hurts: with the heading taken off as the first row, the sum of one year is that of all; nothing but a second
# heading, in the middle of the numbers, tells.
# Remedy: python-calamine or odfdo, which read one sheet, or a file with one sheet only.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check fast-ods==0.3.2 pandas==2.3.3 odfpy==1.4.1 \
  python-calamine==0.9.1
"$folder/venv/bin/python" -W ignore - "$folder/years.ods" <<'PYTHON'
import sys

import pandas as pd
from fast_ods import ODSParser
from python_calamine import load_workbook

path = sys.argv[1]
HEAD = ("kreis", "zuzug")
YEARS = {"2023": [("12052", 10.0), ("12062", 20.0)], "2024": [("12052", 30.0), ("12062", 40.0)]}
with pd.ExcelWriter(path, engine="odf") as book:
    for year, rows in YEARS.items():
        pd.DataFrame(rows, columns=list(HEAD)).to_excel(book, sheet_name=year, index=False)

for year, rows in YEARS.items():
    read = [tuple(row) for row in load_workbook(path).get_sheet_by_name(year).to_python()]
    assert read == [HEAD, *rows]
everything = [HEAD, *YEARS["2023"], HEAD, *YEARS["2024"]]
for table in ("2023", "2024", 0, 1, "2025"):
    read = list(ODSParser().parse(path, table=table, convert_values=True))
    print(table, read)
    assert read == everything, "the behaviour has changed: read the release notes"
PYTHON
