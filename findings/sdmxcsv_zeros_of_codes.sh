#!/usr/bin/env bash
# pysdmx 1.21.0 and sdmxthon 2.6.11 turn the Land 01 of an SDMX-CSV file into 1, unless a total stands beside it.
#
# SDMX-CSV is the form in which statistical offices hand out tables: a column for each dimension, with codes in it. Codes
# are text whatever they look like; the keys of nine German Länder, Schleswig-Holstein (01) to Bavaria (09), begin with a
# zero. Both readers let pandas guess whether a column is of numbers and write it back as text afterwards.
#
# Guess before the run: the codes come out as they stand in the file; NA, the code of Namibia, is a country.
# Seen: 01, 08 and 12 are 1, 8 and 12. With one row for the total, _T, in the same column they keep their zeros.
# sdmxthon makes "nan" of Namibia, beside 14 persons; pysdmx keeps it.
# Where it hurts: a table with totals and one without do not fit together any more, and nine of sixteen Länder fall out
# of a join; the other seven are right, so the map looks half published.
# Remedy: read SDMX-CSV with `pandas.read_csv(..., dtype=str, keep_default_na=False)`; or fill the zeros by the length of
# the code list.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "pysdmx[data]==1.21.0" sdmxthon==2.6.11 pandas==2.3.3
head="DATAFLOW,FREQ,CITIZEN,REF_AREA,TIME_PERIOD,OBS_VALUE"
rows="LSN:MIG(1.0),A,NA,12,2023,14
LSN:MIG(1.0),A,PL,01,2023,3
LSN:MIG(1.0),A,DE,08,2023,5"
printf '%s\n%s\n' "$head" "$rows" > "$folder/lands.csv"
printf '%s\n%s\n%s\n' "$head" "$rows" "LSN:MIG(1.0),A,DE,_T,2023,9" > "$folder/total.csv"
"$folder/venv/bin/python" -W ignore - "$folder" <<'PYTHON'
import sys

import sdmxthon
from pysdmx.io import read_sdmx

FILES = [f"{sys.argv[1]}/{name}.csv" for name in ("lands", "total")]
CHANGED = "the behaviour has changed: read the release notes"


def by_pysdmx(path):
    return read_sdmx(path, validate=False).data[0].data


def by_sdmxthon(path):
    return next(iter(sdmxthon.read_sdmx(path).content.values())).data


for read, namibia in ((by_pysdmx, "NA"), (by_sdmxthon, "nan")):
    alone, with_total = (read(path).astype(str) for path in FILES)
    print(read.__name__, list(alone["REF_AREA"]), list(with_total["REF_AREA"]), list(alone["CITIZEN"]))
    assert list(with_total["REF_AREA"]) == ["12", "01", "08", "_T"]
    assert list(alone["REF_AREA"]) == ["12", "1", "8"], CHANGED
    assert list(alone["CITIZEN"]) == [namibia, "PL", "DE"], CHANGED
PYTHON
