#!/usr/bin/env bash
# segregation 2.5.4 answers 0, no segregation at all, by three of its measures as soon as one area has no figure.
#
# The indices tell how evenly a group, say people from abroad, lives across the areas of a city: 0 for the same share
# everywhere (entropy), or the share an average member meets in the own area (isolation, interaction). Figures of small
# areas are kept secret in official tables and arrive as missing.
#
# Guess before the run: NaN for all indices, or an error.
# Seen: entropy 0.043, isolation 0.23 and interaction 0.77 become 0 with one area more that has no figure;
# dissimilarity becomes NaN. An area without people changes nothing, as it should.
# Where it hurts: a city with one secret area ranks as the best mixed of all, and members meet neither their own nor others.
# Remedy: leave areas without a figure out, and say how many.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check segregation==2.5.4 geopandas==1.2.0 pandas==2.3.3 \
  numpy==2.4.6
cat > "$folder/look.py" <<'PYTHON'
import math

import geopandas
from segregation.singlegroup import Dissim, Entropy, Interaction, Isolation
from shapely.geometry import box

MISSING = float("nan")
CITIES = {
    "all known": ([10, 20, 30], [100, 100, 100]),
    "one empty": ([10, 20, 30, 0], [100, 100, 100, 0]),
    "one secret": ([10, 20, 30, MISSING], [100, 100, 100, 100]),
}


def index(measure, group, people):
    squares = [box(west, 0, west + 1, 1) for west in range(len(people))]
    areas = geopandas.GeoDataFrame({"group": group, "people": people}, geometry=squares, crs=25833)
    return round(float(measure(areas, group_pop_var="group", total_pop_var="people").statistic), 4)


seen = {
    measure.__name__: {city: index(measure, *figures) for city, figures in CITIES.items()}
    for measure in (Entropy, Isolation, Interaction, Dissim)
}
for name, values in seen.items():
    print(name, values)
    assert values["all known"] == values["one empty"] > 0
# By hand: 10/60 * 0.1 + 20/60 * 0.2 + 30/60 * 0.3.
assert seen["Isolation"]["all known"] == round(14 / 60, 4)
changed = "the behaviour has changed: read the release notes"
assert all(seen[name]["one secret"] == 0 for name in ("Entropy", "Isolation", "Interaction")), changed
assert math.isnan(seen["Dissim"]["one secret"]), changed
PYTHON
"$folder/venv/bin/python" -W ignore "$folder/look.py"
