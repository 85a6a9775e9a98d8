#!/usr/bin/env bash
# pyexcel-ods3 0.6.1 and pyexcel-ods 0.6.0 read an amount of money as text, and a time with split seconds as nothing.
#
# A cell of OpenDocument has a type and a value beside what is shown (ODF 1.3, part 3): currency is a number with its
# unit apart, time a duration as XML Schema writes it, whose seconds may have decimals.
#
# Guess before the run: 1234.5, as for per cent (0.125), and a time with its half second.
# Seen: "1234.5 EUR" in the column of numbers; PT00H15M00.5S is None, PT30H15M00S is right. ezodf 0.3.2 reads 1234.5.
# Where it hurts: a budget in which some cells were formatted as euros: whatever adds numbers skips them, or takes the
# column for text; measured times, such as averages of waiting times, are missing.
# Remedy: read with ezodf or python-calamine, or format such cells as plain numbers.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyexcel-ods3==0.6.1 pyexcel-ods==0.6.0 \
  pyexcel-io==0.6.8 ezodf==0.3.2 lxml==6.1.3
cd "$folder"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import datetime
import zipfile

import ezodf
import pyexcel_ods
import pyexcel_ods3

KIND = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "text", "table")
)
CELLS = [
    'currency" office:currency="EUR" office:value="1234.5"><text:p>1.234,50 €</text:p>',
    'percentage" office:value="0.125"><text:p>12,5 %</text:p>',
    'time" office:time-value="PT30H15M00S"><text:p>30:15:00</text:p>',
    'time" office:time-value="PT00H15M00.5S"><text:p>00:15:00,5</text:p>',
    'float" office:value="7"><text:p>7</text:p>',
]
ROW = "".join(f'<table:table-cell office:value-type="{cell}</table:table-cell>' for cell in CELLS)
TABLE = f'<table:table table:name="A"><table:table-row>{ROW}</table:table-row></table:table>'
BODY = f"<office:body><office:spreadsheet>{TABLE}</office:spreadsheet></office:body>"
FILES = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
FILES += '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
with zipfile.ZipFile("budget.ods", "w") as archive:
    archive.writestr("mimetype", KIND)
    archive.writestr(
        "content.xml",
        f'<office:document-content {SPACES} office:version="1.3">{BODY}</office:document-content>',
    )
    archive.writestr(
        "META-INF/manifest.xml",
        f'<manifest:manifest xmlns:manifest="{MANIFEST}" manifest:version="1.3">{FILES}</manifest:manifest>',
    )

sheet = ezodf.opendoc("budget.ods").sheets[0]
print("ezodf:", [sheet[0, column].value for column in range(len(CELLS))])
assert sheet[0, 0].value == 1234.5
for reader in (pyexcel_ods3, pyexcel_ods):
    row = reader.get_data("budget.ods")["A"][0]
    print(reader.__name__, row)
    assert (row[1], row[2], row[4]) == (0.125, datetime.timedelta(hours=30, minutes=15), 7)
    assert (row[0], row[3]) == ("1234.5 EUR", None), "the behaviour has changed: read the release notes"
PYTHON
