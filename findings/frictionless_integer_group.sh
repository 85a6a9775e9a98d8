#!/usr/bin/env bash
# frictionless 5.21.0 refuses a thousands mark in an integer, although the standard it implements allows it since v2.
#
# Data Package v2 (2024) gives `integer` the property groupChar, as `number` has had it. With it described, "1.234"
# is a valid cell of a German table.
#
# Guess before the run: integer and number treat groupChar alike.
# Seen: number reads 1.234 as 1234; integer with the same groupChar answers 'type is "integer/default"'.
# Where it hurts: a valid package of official head counts with points is reported as full of errors.
# Remedy: describe such columns as number with groupChar, or publish without the mark.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check frictionless==5.21.0
"$folder/venv/bin/python" - <<'PYTHON'
from frictionless import Schema


def read(kind):
    field = {"name": "persons", "type": kind, "groupChar": "."}
    return Schema.from_descriptor({"fields": [field]}).fields[0].read_cell("1.234")


for kind in ("number", "integer"):
    print(kind, read(kind))
value, notes = read("number")
assert (value, notes) == (1234, None)
value, notes = read("integer")
assert value is None, "the behaviour has changed: read the release notes"
assert notes == {"type": 'type is "integer/default"'}
PYTHON
