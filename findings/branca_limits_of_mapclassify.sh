#!/usr/bin/env bash
# Classes of mapclassify 2.10.0 painted with branca 0.8.2 put the highest area of each class into the next one.
#
# Natural breaks (`FisherJenks`) are values of areas: each limit is the largest value of its class and belongs to it.
# `StepColormap` takes the same limits, with the smallest value before them, but counts a value that equals a limit to
# the class above. Of nine areas in three clear clusters, two change their colour; the legend shows the limits
# that mapclassify found. A value that is missing (NaN) is painted as the highest of all.
#
# Guess before the run: both count a limit to the class below, as legends "up to 12" say; NaN is refused or has no colour.
# Seen: classes 0 0 0 1 1 1 2 2 2 are painted 0 0 1 1 1 2 2 2 2; NaN has the colour of class 2.
# Where it hurts: with 18 districts in five classes, four districts are always one class too high.
# Remedy: colour by the class (`yb`), never by the value, and ask for NaN first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check mapclassify==2.10.0 branca==0.8.2 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import math

import mapclassify
import numpy as np
from branca.colormap import StepColormap

COLOURS = ["#edf8fb", "#66c2a4", "#006d2c"]
values = np.array([1, 2, 3, 10, 11, 12, 20, 21, 22])
classes = mapclassify.FisherJenks(values, k=3)
limits = [float(values.min()), *map(float, classes.bins)]
scale = StepColormap(COLOURS, index=limits, vmin=limits[0], vmax=limits[-1])


def painted(value):
    return COLOURS.index(scale(value)[:7])


print("limits:", limits)
print("classes:", classes.yb.tolist())
print("painted:", [painted(value) for value in values], "missing:", painted(math.nan))
assert limits == [1.0, 3.0, 12.0, 22.0]
assert classes.yb.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
assert [painted(value) for value in values] == [0, 0, 1, 1, 1, 2, 2, 2, 2], "the behaviour has changed: read the release notes"
assert painted(math.nan) == 2, "the behaviour has changed: read the release notes"
PYTHON
