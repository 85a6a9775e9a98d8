#!/usr/bin/env bash
# weightedstats 0.4.1 lets an age group with nobody in it move the weighted median.
#
# The median age of a place comes from the ages with their head counts as weights. A weight of 0 is a group without
# persons; leaving its row out must change nothing. Where exactly half of the weight lies below, the library takes the
# mean with the next value of the list, also when nobody has it.
#
# Guess before the run: the same as the median of the persons one by one.
# Seen: two persons of 20 and two of 60 have the median 40; with empty rows for 30 and 50 between them it is 55.
# Where it hurts: complete tables, as offices give them, differ from those that leave empty groups out.
# Remedy: drop the rows of weight 0 first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check weightedstats==0.4.1 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import statistics

import numpy as np
import weightedstats

AGES, PERSONS = [20, 30, 50, 60], [2, 0, 0, 2]
one_by_one = statistics.median(np.repeat(AGES, PERSONS).tolist())
without = weightedstats.weighted_median([20, 60], [2, 2])
seen = weightedstats.weighted_median(AGES, PERSONS)
in_numpy = float(weightedstats.numpy_weighted_median(np.array(AGES), np.array(PERSONS)))
print("one by one:", one_by_one, "without empty rows:", without, "with them:", seen, "numpy:", in_numpy)
assert one_by_one == without == 40
assert seen == in_numpy == 55, "the behaviour has changed: read the release notes"
PYTHON
