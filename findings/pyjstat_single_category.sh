#!/usr/bin/env bash
# pyjstat 2.4.0 refuses a JSON-stat cube of one year when that year is named as the format's shortest form allows.
#
# JSON-stat 2.0 lets a dimension with a single category go without `index`: there is no order to state, `label` names
# the category. pyjstat has a branch for it, but looks the category up by position in a table that is labelled by the
# categories' codes, and ends with `KeyError: 0`. With an index, even one of a single entry, the same cube is read.
#
# Guess before the run: it is read, since the code has a branch for it; a second dimension might be mixed up.
# Seen: KeyError 0, whichever dimension it is.
# Remedy: write `index` for every dimension, also for one with a single category.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyjstat==2.4.0 pandas==3.0.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import json

from pyjstat import pyjstat

CUBE = {
    "version": "2.0",
    "class": "dataset",
    "id": ["area", "year"],
    "size": [2, 1],
    "dimension": {
        "area": {"category": {"index": ["north", "south"]}},
        "year": {"category": {"label": {"2024": "year 2024"}}},
    },
    "value": [10, 20],
}
try:
    pyjstat.Dataset.read(json.dumps(CUBE)).write("dataframe")
except KeyError as error:
    print("without index: KeyError", error)
    assert error.args == (0,), "the behaviour has changed: read the release notes"
else:
    raise SystemExit("the behaviour has changed: read the release notes")
CUBE["dimension"]["year"]["category"]["index"] = ["2024"]
read = pyjstat.Dataset.read(json.dumps(CUBE)).write("dataframe")
print("with index:", read["value"].tolist())
assert read["value"].tolist() == [10, 20], "with an index all is as it should be"
PYTHON
