#!/usr/bin/env bash
# xlsx2html 0.6.4 shows the official key 12052 as 10000 when its column is formatted as text.
#
# The format "@" (text) is what offices give a column of keys so that zeros stay. A number typed before, or written by a
# program, stays a number in such a column. The library hands the format to babel, in whose patterns "@" is one
# significant digit. A thousands comma behind the digits, which shows thousands (`#,##0.0,`), is overread.
#
# Guess before the run: 12052, and 1.2 for 1,234 shown in thousands.
# Seen: 12052, 12062 and 12065 are all 10000; 1,234 is shown as "1,234.0" thousand. The same keys without a format are
# right. The first is an open issue of the library since 2021 (number 22).
# Where it hurts: pages made from workbooks of an office: all districts of a Land get one key, and amounts become a
# thousand times what they are.
# Remedy: keys as text cells, as our workbooks write them; amounts in plain numbers.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check xlsx2html==0.6.4 xlsxwriter==3.3.1 openpyxl==3.1.5 \
  babel==2.18.0
"$folder/venv/bin/python" -W ignore - "$folder/keys.xlsx" <<'PYTHON'
import re
import sys

import xlsxwriter
from xlsx2html import xlsx2html

KEYS = (12052, 12062, 12065)
path = sys.argv[1]
with xlsxwriter.Workbook(path) as book:
    sheet = book.add_worksheet()
    for row, key in enumerate(KEYS):
        sheet.write_number(row, 0, key)
        sheet.write_number(row, 1, key, book.add_format({"num_format": "@"}))
        sheet.write_string(row, 2, str(key), book.add_format({"num_format": "@"}))
        sheet.write_number(row, 3, 1234, book.add_format({"num_format": "#,##0.0,"}))

page = xlsx2html(path, locale="en")
page.seek(0)
cells = [word.strip() for word in re.findall(r"<td[^>]*>(.*?)</td>", page.read(), re.DOTALL)]
plain, text_format, text_cell, thousands = (cells[column::4] for column in range(4))
print("no format:", plain, "as text:", text_format, "text cells:", text_cell, "in thousands:", thousands[0])
assert plain == text_cell == [str(key) for key in KEYS]
assert text_format == ["10000"] * 3, "the behaviour has changed: read the release notes"
assert thousands[0] == "1,234.0", "the behaviour has changed: read the release notes"
PYTHON
