#!/usr/bin/env bash
# mapclassify 2.10.0 puts the highest districts of a map into the lowest class when one district has no value.
#
# `Quantiles` takes an array with a missing value (NaN) without a word. Its upper limits are counted over all rows, the
# missing one among them, so the last limit is NaN itself; whatever lies above the last real limit fits no class and
# falls back to class 0, together with the missing one. `EqualInterval` leaves the missing value out of its limits, but
# gives it class 0 as well. On a map of districts in which one office has not reported, the districts that gain most are
# coloured as those that gain least.
#
# Guess before the run: the missing value is left out, as geopandas does when it draws, or refused.
# Seen: nine values 1 to 9 and a missing one in three classes: 8, 9 and the missing one lie in class 0, beside 1 to 4.
# Remedy: classify the known values only and give missing ones a colour of their own.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check mapclassify==2.10.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import mapclassify
import numpy as np

values = np.array([1, 2, 3, 4, 5, 6, 7, 8, 9, np.nan])
quantiles = mapclassify.Quantiles(values, k=3)
print("limits:", quantiles.bins.tolist())
print("class of each value:", dict(zip(values.tolist(), quantiles.yb.tolist())))
assert np.isnan(quantiles.bins[-1]), "the behaviour has changed: read the release notes"
assert quantiles.yb.tolist() == [0, 0, 0, 0, 1, 1, 1, 0, 0, 0], "the behaviour has changed: read the release notes"
known = mapclassify.Quantiles(values[~np.isnan(values)], k=3)
assert known.yb.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2], "without the missing value all is as it should be"
equal = mapclassify.EqualInterval(values, k=3)
assert equal.yb.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2, 0], "the missing value is a lowest one here, too"
print("EqualInterval gives the missing value class", equal.yb[-1])
PYTHON
