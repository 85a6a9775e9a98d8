#!/usr/bin/env bash
# pyCirclize 1.10.1 draws only the last of several flows between the same two places.
#
# `Matrix.parse_fromto_table` makes the matrix of a chord diagram from rows of origin, destination and persons. Tables of
# flows have a row for each year, each sex or each age group: the same pair stands in them many times.
#
# Guess before the run: the sum, as in a pivot table; or a refusal.
# Seen: of 10 and 5 persons from A to B, 5 are drawn; which rows count depends on their order. Nothing is said.
# Where it hurts: women stand below men in most tables: the picture of all moves shows those of women.
# Remedy: add up by origin and destination first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyCirclize==1.10.1 pandas==3.0.6 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import pandas as pd
from pycirclize.parser import Matrix

ROWS = [("A", "B", "men", 10), ("A", "B", "women", 5), ("B", "A", "men", 2)]


def read(rows):
    table = pd.DataFrame(rows, columns=["from", "to", "sex", "persons"])
    matrix = Matrix.parse_fromto_table(table[["from", "to", "persons"]]).dataframe
    print(matrix.to_dict())
    return matrix.loc["A", "B"], matrix.loc["B", "A"]


assert read(ROWS[:1] + ROWS[2:]) == (10, 2)
assert read(ROWS) == (5, 2), "the behaviour has changed: read the release notes"
assert read(ROWS[::-1]) == (10, 2), "the behaviour has changed: read the release notes"
PYTHON
