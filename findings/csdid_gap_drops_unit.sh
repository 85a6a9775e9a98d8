#!/usr/bin/env bash
# csdid 0.4.3 drops a whole district for one missing year, also one no estimate uses, and calls it one observation.
#
# Twelve districts, ten years, no noise; four gain from a known year on, the first of them 7.0, the others 3.0. The
# complete panel gives the mean of what the treated gained, 4.25. Without the row of the first district in 2011, four
# years before its start and no base year of any comparison, the answer is 3.0: exactly that of a panel without the
# district. The warning says "Dropped 1 observations while converting to balanced panel"; ten years of it are gone.
#
# Guess before the run: only the comparisons that need the missing year are left out, so 4.25.
# Seen: 3.0 and a warning that counts districts, not observations.
# Remedy: count the districts before and after; with few treated ones a gap decides the result.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check csdid==0.4.3 pandas==2.3.3 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import contextlib
import io
import warnings

import pandas as pd
from csdid.att_gt import ATTgt

STARTS = {1: 2015, 2: 2015, 3: 2017, 4: 2017}


def rate(district, year):
    started = year >= STARTS.get(district, 9999)
    gain = 7.0 if district == 1 else 3.0
    return 10.0 * district + 0.5 * (year - 2010) + (gain if started else 0.0)


def estimate(panel):
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        model = ATTgt(
            yname="rate", gname="start", idname="district", tname="year", xformla="rate~1", data=panel
        ).fit(est_method="reg")
        mean = model.aggte(typec="simple").atte["overall_att"]
    return round(float(mean), 3), [str(one.message) for one in heard if "Dropped" in str(one.message)]


panel = pd.DataFrame(
    [(one, year, STARTS.get(one, 0), rate(one, year)) for one in range(1, 13) for year in range(2010, 2020)],
    columns=["district", "year", "start", "rate"],
)
gap = (panel["district"] == 1) & (panel["year"] == 2011)
for name, part in (("complete", panel), ("one row absent", panel[~gap]), ("no district 1", panel[panel["district"] != 1])):
    print(f"{name}:", *estimate(part))
assert estimate(panel) == (4.25, [])
assert estimate(panel[panel["district"] != 1]) == (3.0, [])
told = ["Dropped 1 observations while converting to balanced panel."]
assert estimate(panel[~gap]) == (3.0, told), "the behaviour has changed: read the release notes"
PYTHON
