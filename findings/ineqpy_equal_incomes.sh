#!/usr/bin/env bash
# IneqPy 0.4.1 gives equal incomes a Hoover index of 1.5 where 0 is due, and misses the Gini of grouped data widely.
#
# The Hoover index is the share of all income that would have to change hands for equality: 0 for equal incomes, never
# above 1. The formula in the library's own description says so; the code takes the mean from incomes that were already
# divided by their number. Official incomes come in groups with a head count, here 3, 1, 2 and 4 persons with 10, 20, 30
# and 80. Written out as ten persons their Gini is 0.384 (0.426 with the small-sample factor n / (n - 1)).
#
# Guess before the run: 0 for equality, and the same Gini for a group with its weight as for its persons one by one.
# Seen: 1.5 for equality; Gini 0.621 with weights, 0.426 person by person. The Theil index agrees: 0.274 both ways.
# Remedy: write small groups out, or use another library; an index outside 0 to 1 is a sign.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check ineqpy==0.4.1 numpy==2.4.6 pandas==2.3.3 numba==0.68.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from ineqpy import inequality

EQUAL = np.full(4, 10.0)
INCOMES, PERSONS = np.array([10.0, 20.0, 30.0, 80.0]), np.array([3.0, 1.0, 2.0, 4.0])
one_by_one = np.repeat(INCOMES, PERSONS.astype(int))
# Half the mean difference of all pairs, relative to the mean.
true_gini = np.abs(np.subtract.outer(one_by_one, one_by_one)).mean() / (2 * one_by_one.mean())
seen = {
    "Hoover of equal incomes": inequality.hoover(EQUAL),
    "Gini by group": inequality.gini(INCOMES, PERSONS),
    "Gini person by person": inequality.gini(one_by_one),
    "Theil by group": inequality.theil(INCOMES, PERSONS),
    "Theil person by person": inequality.theil(one_by_one),
}
seen = {name: round(float(value), 3) for name, value in seen.items()}
print(seen, "true Gini:", round(float(true_gini), 3))
assert round(float(true_gini), 3) == 0.384
assert seen["Theil by group"] == seen["Theil person by person"] == 0.274
assert seen["Gini person by person"] == round(float(true_gini) * 10 / 9, 3) == 0.426
assert seen["Hoover of equal incomes"] == 1.5, "the behaviour has changed: read the release notes"
assert seen["Gini by group"] == 0.621, "the behaviour has changed: read the release notes"
PYTHON
