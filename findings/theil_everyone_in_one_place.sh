#!/usr/bin/env bash
# concentrationMetrics 0.6.0 gives a town that has all newcomers of a district a Theil index of 0, as for an even spread.
#
# Theil's index is 0 when every place has the same and ln(n) when one of n places has everything (the limit of x ln x
# at 0 is 0, so places with nothing count). It is the generalised entropy of order 1. The library leaves places with
# nothing out, and counts only the others.
#
# Guess before the run: ln 4, 1.386, for one place of four; the same limit from the orders beside 1.
# Seen: 0 for one place of four, as for four equal ones; order 1.001 gives 1.386 for the former. A place with
# nothing beside 1, 2, 3 and 4 changes nothing (0.106, where 0.330 is due); Hoover and Gini of the library count it.
# Where it hurts: small groups in small places, where nobody lives in most; the most uneven groups rank as the most even.
# Remedy: add ln(places / places with somebody), or take `gei(data, 1.001)`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check concentrationMetrics==0.6.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from math import isclose, log

import concentrationMetrics
import numpy as np

index = concentrationMetrics.Index()


def due(counts):
    shares = counts / counts.sum()
    return log(len(counts)) + sum(share * log(share) for share in shares if share)


even, one, steps, with_nothing = (
    np.array(counts, dtype=float) for counts in ([1, 1, 1, 1], [4, 0, 0, 0], [1, 2, 3, 4], [1, 2, 3, 4, 0])
)
for counts in (even, one, steps, with_nothing):
    print(counts, "theil", round(index.theil(counts), 4), "due", round(due(counts), 4))
assert isclose(index.theil(even), due(even), abs_tol=1e-9)
assert isclose(index.theil(steps), due(steps), abs_tol=1e-9)
assert isclose(index.gei(one, 1.001), due(one), abs_tol=0.01)
assert index.hoover(with_nothing) > index.hoover(steps) + 0.05
assert index.gini(with_nothing) > index.gini(steps) + 0.05
assert isclose(due(one), log(4))
CHANGED = "the behaviour has changed: read the release notes"
assert isclose(index.theil(one), 0, abs_tol=1e-9), CHANGED
assert isclose(index.theil(with_nothing), index.theil(steps), abs_tol=1e-9), CHANGED
PYTHON
