#!/usr/bin/env bash
# lifetables 0.0.11 lets everyone who reaches the last age group, say "85 and over", die within half a year.
#
# A life table ends in an open group. By the textbook, people in it live 1/m years on average, m being its death rate:
# ten years for a rate of 0.1. Tables of small areas often end at 85 or at 75, since few people are older.
#
# Guess before the run: 1/m for the open group; groups of five years count five years each, or are refused.
# Seen: half a year, whatever the rate. With a rate of 0.02 at every age life expectancy is 50 years; a table to 85 gives
# 41.0, one to 60 gives 35.1. Ages given as 0, 5, 10 … are taken for single years: 14.8. Nothing is said.
# Where it hurts: differences in life expectancy shrink, most where people grow old; tables that end at different ages
# cannot be compared.
# Remedy: hand over `final_separation_factor = 1 / m`, the rate of the last group, and ages year by year.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check lifetables==0.0.11 polars==2.1.0
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import polars
from lifetables import create_life_table

RATE = 0.02


def expectancy(ages, **options):
    rates = polars.LazyFrame({"age": list(ages), "mortality": [RATE] * len(ages)})
    table = create_life_table(rates, **options).collect()
    return round(table["e"][0], 1), round(table["e"][-1], 1)


seen = {
    "to 85": expectancy(range(86)),
    "to 60": expectancy(range(61)),
    "every fifth": expectancy(range(0, 86, 5)),
    "remedied": expectancy(range(86), final_separation_factor=1 / RATE),
}
for name, (at_birth, in_the_last_group) in seen.items():
    print(f"{name}: {at_birth} years at birth, {in_the_last_group} in the last group")
assert abs(seen["remedied"][0] - 1 / RATE) < 0.2 and seen["remedied"][1] == 50
changed = "the behaviour has changed: read the release notes"
assert seen["to 85"] == (41.0, 0.5), changed
assert seen["to 60"] == (35.1, 0.5), changed
assert seen["every fifth"] == (14.8, 0.5), changed
PYTHON
