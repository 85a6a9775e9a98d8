#!/usr/bin/env bash
# vtlengine 1.9.6 counts the last days of a year into its first week, and its last week into its January.
#
# VTL is the language in which statistical offices write down how tables are checked and summed; the engine runs it on
# SDMX periods. `time_agg` looks up the week or month of a day's or week's end and keeps the year it came from:
# 30 December 2024 lies in week 1 of 2025 (ISO 8601) and is added to week 1 of 2024; week 52 of 2021 ends on 2 January
# 2022 and is added to January 2021. `timeshift` takes every year for 52 weeks: where one has 53, two weeks get one key,
# though the period is an identifier.
#
# Guess before the run: a part of a week belongs to one year or the other, and 2020-W53 moved by one is 2021-W01.
# Seen: week 1 of 2024 holds its own days and two a year younger; 1 January 2021 is week 53 of 2021, which has 52;
# 2020-W53 and 2021-W01 both become 2021-W02.
# Where it hurts: weekly arrivals or deaths: no total is wrong, so no check of totals finds it.
# Remedy: use_duckdb=True sums rightly (not timeshift); or turn days to ISO weeks before the engine sees them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check vtlengine==1.9.6 pandas==3.1.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import pandas as pd
from vtlengine import run

COLUMNS = (("area", "String", "Identifier"), ("period", "Time_Period", "Identifier"), ("moves", "Number", "Measure"))
STRUCTURE = [
    {"name": name, "type": kind, "role": role, "nullable": role == "Measure"} for name, kind, role in COLUMNS
]
SUM = 'result <- sum(moves group all time_agg("{}"));'
SHIFT = "result <- timeshift(moves, 1);"


def ask(script, periods, **options):
    """Period and value of each row; the values that go in are 1, 2, 4, 8 and so on, so a sum tells its parts."""
    values = [float(2**number) for number in range(len(periods))]
    table = pd.DataFrame({"area": "12052", "period": periods, "moves": values})
    structures = {"datasets": [{"name": "moves", "DataStructure": STRUCTURE}]}
    answer = run(script=script, data_structures=structures, datapoints={"moves": table}, **options)["result"].data
    return sorted(zip(answer["period"], answer["moves"]))


# 1 and 2 January 2024, 30 and 31 December 2024, 1 January 2025.
days = ["2024D001", "2024D002", "2024D365", "2024D366", "2025D001"]
seen = {
    "days of 2024 by week": ask(SUM.format("W"), days),
    "the same by DuckDB": ask(SUM.format("W"), days, use_duckdb=True),
    "1 January 2021": ask(SUM.format("W"), ["2021D001"]),
    "first and last week of 2021 by month": ask(SUM.format("M"), ["2021W01", "2021W52"]),
    "53 weeks moved by one": ask(SHIFT, ["2020W52", "2020W53", "2021W01"]),
}
for name, rows in seen.items():
    print(f"{name}: {rows}")
assert [value for _, value in seen["the same by DuckDB"]] == [3.0, 28.0]
CHANGED = "the behaviour has changed: read the release notes"
assert seen["days of 2024 by week"] == [("2024W1", 15.0), ("2025W1", 16.0)], CHANGED
assert seen["1 January 2021"] == [("2021W53", 1.0)], CHANGED
assert seen["first and last week of 2021 by month"] == [("2021M1", 3.0)], CHANGED
assert [period for period, _ in seen["53 weeks moved by one"]] == ["2021W1", "2021W2", "2021W2"], CHANGED
PYTHON
