#!/usr/bin/env bash
# access 1.1.10.post3 overwrites the computed figures when the normalised ones are looked at.
#
# `norm_access_df` is a property: a table of the same measures divided by their mean. It divides the columns of
# `access_df` itself and hands them out, so offers per head turn into multiples of the mean, in the same columns under
# the same names, for whoever reads or stores the table afterwards.
#
# Guess before the run: a property reads; the two tables stand beside each other.
# Seen: offers per head are 0.000667 before the normalised table was printed, and 2.0 after.
# Where it hurts: a notebook of which one cell more or less was run; a printed check changes what is exported.
# Remedy: take `access_df.copy()` before anything normalised is read.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check access==1.1.10.post3 pandas==3.1.1 geopandas==1.2.0 \
    matplotlib==3.11.2
"$folder/venv/bin/python" - <<'PYTHON'
import logging
import warnings

import pandas as pd

warnings.simplefilter("ignore")
logging.disable()
from access import Access

minutes = pd.DataFrame({"from": list("AABB"), "to": list("ABAB"), "minutes": [0, 50, 50, 0]})
study = Access(
    demand_df=pd.DataFrame({"place": ["A", "B"], "people": [1000, 3000]}),
    demand_index="place", demand_value="people",
    supply_df=pd.DataFrame({"place": ["A", "B"], "offers": [1, 1]}), supply_index="place", supply_value="offers",
    cost_df=minutes, cost_origin="from", cost_dest="to", cost_name="minutes",
)
study.two_stage_fca(max_cost=30)
before = study.access_df["2sfca_offers"].to_dict()
study.norm_access_df
after = study.access_df["2sfca_offers"].to_dict()
print("before:", before)
print("after: ", after)
assert before == {"A": 1 / 1000, "B": 1 / 3000}
# Two offers for 4,000 people are 0.0005 a head; A has twice that.
assert round(after["A"], 9) == 2, "the behaviour has changed: read the release notes"
PYTHON
