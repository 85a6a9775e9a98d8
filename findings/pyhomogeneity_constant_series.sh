#!/usr/bin/env bash
# pyhomogeneity 1.1 finds a break with p = 0 after the first year of a series that never changes.
#
# Tests of homogeneity ask whether a series has a break, as after a census or a change of boundaries. Deviations from the
# mean are divided by their spread; where every value is the same that is 0 by 0. The statistic becomes NaN, none of the
# simulated series compares with it, and the share of those above, 0, is taken for the p-value.
#
# Guess before the run: no break, as Pettitt's test of the same package says, or an error.
# Seen: SNHT and the four tests by Buishand: break True, after place 1, p 0.0, with a mean of 5 before and 5 after. A series
# with a true break has the same p.
# Where it hurts: small districts: five initiatives in each of twelve years, or no arrival at all.
# Remedy: ask for a spread before the test, and look at the means.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyhomogeneity==1.1 numpy==2.4.6 scipy==1.17.1 \
  pandas==2.3.3
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import pyhomogeneity

CONSTANT = np.full(12, 5.0)
BREAK = np.repeat([5.0, 9.0], 6)
pettitt = pyhomogeneity.pettitt_test(CONSTANT, sim=500)
print("pettitt_test, constant:", pettitt.h, pettitt.p)
assert not pettitt.h and pettitt.p == 1.0
for name in ("snht", "buishand_q", "buishand_range", "buishand_likelihood_ratio", "buishand_u"):
    test = getattr(pyhomogeneity, f"{name}_test")
    known, found = test(BREAK, sim=500), test(CONSTANT, sim=500)
    before, after = found.avg
    print(f"{name}, constant: break {found.h}, after place {found.cp}, p {found.p}, mean {before} and {after}")
    assert known.h and known.cp == 6 and known.p < 0.05
    assert before == after == 5
    assert (bool(found.h), int(found.cp), found.p) == (True, 1, 0.0), "the behaviour has changed: read the release notes"
PYTHON
