#!/usr/bin/env bash
# differences 0.3.0 takes one absent row of a panel for a sign to compare levels, without a word.
#
# Twelve districts, ten years, no noise: every district has a level of its own, all have the same trend, four gain 3.0
# from a known year on. The complete panel gives 3.0. A cell that is NaN is left out: still 3.0. The same cell left out
# as a row, as statistical offices deliver what they do not publish, gives -0.125, 3.625 or 1.661, depending on which
# one it is, also for a district that is never treated. No warning, no error.
#
# Guess before the run: an absent row and a NaN are the same to a panel; 3.0 both times.
# Seen: a panel with one absent row is no longer compared within districts, so their levels enter the effect.
# Remedy: complete the index (every district, every year) before `fit`, so that what is missing is NaN.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check differences==0.3.0 pandas==2.3.3 numpy==2.4.6
"$folder/venv/bin/python" -W error::UserWarning - 2>"$folder/errors" <<'PYTHON' || { cat "$folder/errors" >&2; exit 1; }
import pandas as pd
from differences import ATTgt

STARTS = {1: 2015, 2: 2015, 3: 2017, 4: 2017}


def rate(district, year):
    started = year >= STARTS.get(district, 9999)
    return 10.0 * district + 0.5 * (year - 2010) + (3.0 if started else 0.0)


def estimate(panel):
    model = ATTgt(data=panel.set_index(["district", "year"]), cohort_column="start")
    model.fit("rate")
    return round(float(model.aggregate("simple").iloc[0, 0]), 3)


panel = pd.DataFrame(
    [(one, year, STARTS.get(one), rate(one, year)) for one in range(1, 13) for year in range(2010, 2020)],
    columns=["district", "year", "start", "rate"],
)
complete = estimate(panel)
print("complete:", complete)
assert complete == 3.0
for (district, year), expected in {(1, 2014): -0.125, (1, 2016): 3.625, (10, 2014): 1.661}.items():
    cell = (panel["district"] == district) & (panel["year"] == year)
    empty, absent = estimate(panel.assign(rate=panel["rate"].mask(cell))), estimate(panel[~cell])
    print(f"district {district}, {year}: NaN {empty}, row absent {absent}")
    assert (empty, absent) == (3.0, expected), "the behaviour has changed: read the release notes"
PYTHON
