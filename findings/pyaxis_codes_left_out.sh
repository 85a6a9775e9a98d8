#!/usr/bin/env bash
# pyaxis 0.4.3 reads a PC-Axis file by the names of its areas only; two areas of one name can no longer be told apart.
#
# A PC-Axis file names the values of a variable in VALUES and keys them in CODES. In Bavaria a city and the district
# around it share the name Rosenheim; their keys 09163 and 09187 differ. The frame holds the names and no key, so a sum
# by area joins the two without a sign. The keys stand in the metadata, in the order of the values.
# What stands for "nothing" in official tables, "-", stays a text with its quotation marks in the column of numbers.
#
# Guess before the run: a column with the codes, or codes instead of names; "-" becomes 0 or missing.
# Seen: names only, "-" as text.
# Remedy: take the rows in order and put the codes of METADATA beside them before anything is summed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyaxis==0.4.3 pandas==3.0.6
cat > "$folder/moves.px" <<'PX'
CHARSET="ANSI";
AXIS-VERSION="2000";
MATRIX="MOVES";
TITLE="Arrivals by area and year";
CONTENTS="Arrivals";
UNITS="persons";
DECIMALS=0;
STUB="area";
HEADING="year";
VALUES("area")="Rosenheim","Rosenheim","Cottbus";
VALUES("year")="2023","2024";
CODES("area")="09163","09187","12052";
DATA=
10 20
300 400
5 "-";
PX
"$folder/venv/bin/python" -W ignore - "$folder/moves.px" <<'PYTHON'
import sys

from pyaxis import pyaxis

read = pyaxis.parse(sys.argv[1], encoding="latin-1")
table = read["DATA"]
print(table.to_string())
assert list(table.columns) == ["area", "year", "DATA"], "the behaviour has changed: read the release notes"
assert not table.isin(["09163", "09187"]).any(axis=None)
of_2023 = table[table["year"] == "2023"]
sums = of_2023.assign(DATA=of_2023["DATA"].astype(int)).groupby("area")["DATA"].sum()
print("sum of 2023 by area:", sums.to_dict())
assert sums.to_dict() == {"Cottbus": 5, "Rosenheim": 310}
assert read["METADATA"]["CODES(area)"] == ["09163", "09187", "12052"]
assert table["DATA"].iloc[-1] == '"-"', "the behaviour has changed: read the release notes"
PYTHON
