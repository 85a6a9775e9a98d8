#!/usr/bin/env bash
# pyjstat 2.4.0 writes a table as JSON-stat 2.0 in the order of its rows, not in the order its dimensions promise.
#
# JSON-stat's `value` is the cube in row-major order of `id` and of each category's `index`. `Dataset.read(frame)`
# numbers the categories by first appearance and then copies the value column as it stands. A complete table whose
# rows are sorted in another way therefore changes hands without an error: a district's figure appears at another year.
#
# Guess before the run: rows are sorted into the cube, or an unsorted table is refused.
# Seen: 12062 in 2023 is 30 in the table and 20 after one round trip. Where it hurts: any JSON-stat download made from
# a table sorted by value (a ranking). Remedy: sort by all dimensions and complete the cube before writing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyjstat==2.4.0 pandas==2.3.3
"$folder/venv/bin/python" - <<'PYTHON'
import pandas as pd
from pyjstat import pyjstat

table = pd.DataFrame(
    {
        "kreis": ["12062", "12052", "12062", "12052"],
        "year": ["2024", "2023", "2023", "2024"],
        "value": [10, 20, 30, 40],
    }
)
written = pyjstat.Dataset.read(table).write()
back = pyjstat.Dataset.read(written).write("dataframe")


def value(frame, kreis, year):
    return int(frame.loc[(frame["kreis"] == kreis) & (frame["year"] == year), "value"].iloc[0])


print("in the table:     12062 in 2023 =", value(table, "12062", "2023"))
print("after round trip: 12062 in 2023 =", value(back, "12062", "2023"))
assert value(table, "12062", "2023") == 30
assert value(back, "12062", "2023") == 20, "the behaviour has changed: read the release notes"
assert value(back, "12062", "2024") == 10, "the first row is still the first cell"
in_order = pyjstat.Dataset.read(table.sort_values(["kreis", "year"])).write()
again = pyjstat.Dataset.read(in_order).write("dataframe")
assert value(again, "12062", "2023") == 30, "sorting first is the remedy"
print("sorted first:     12062 in 2023 =", value(again, "12062", "2023"))
PYTHON
