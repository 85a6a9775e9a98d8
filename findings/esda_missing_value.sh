#!/usr/bin/env bash
# esda 2.8.2 calls a pattern with one missing value significant everywhere: I is NaN, p is the smallest there can be.
#
# Moran's I asks whether neighbours are alike. With one area of 25 that has no value, I is NaN, and its pseudo p-value
# 0.001: the count of permutations at least as extreme compares with NaN and finds none. The local statistic, from
# which cluster maps are drawn, gives every one of the 25 areas p = 0.001 and quadrant 3, low among low: a map shades
# the whole country as a significant cold spot. No warning, no error.
#
# Guess before the run: NaN for p as well, or an error; at worst the area and its neighbours are lost.
# Seen: p_sim 0.001 for I and for all areas, quadrant 3 for all.
# Remedy: leave out areas without a value before the weights are built, and look at I before p.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check esda==2.8.2 libpysal==4.14.1 \
  numpy==2.4.6 pandas==3.1.1 numba==0.68.1 scikit-learn==1.9.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from esda import Moran, Moran_Local
from libpysal.weights import lat2W

# Five by five areas, values rising from the first to the last: neighbours are alike.
weights = lat2W(5, 5, rook=False)
values = np.arange(25.0)
with_gap = values.copy()
with_gap[7] = np.nan

for name, given in (("complete", values), ("one value missing", with_gap)):
    np.random.seed(1)
    whole, local = Moran(given, weights, permutations=999), Moran_Local(given, weights, permutations=999, seed=1)
    found = sorted(set(np.round(local.p_sim, 3)))
    print(f"{name}: I {whole.I:.3f}, p {whole.p_sim}, local p {found[0]} to {found[-1]}, quadrants {sorted(map(int, set(local.q)))}")
    if name == "complete":
        assert whole.I > 0.5 and whole.p_sim == 0.001 and len(set(local.q)) > 1 and max(local.p_sim) > 0.05

assert np.isnan(whole.I) and np.isnan(local.Is).all()
assert whole.p_sim == 0.001, "the behaviour has changed: read the release notes"
assert (local.p_sim == 0.001).all() and (local.q == 3).all(), "the behaviour has changed: read the release notes"
PYTHON
