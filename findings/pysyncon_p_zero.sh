#!/usr/bin/env bash
# pysyncon 1.7.0 reports a placebo p-value of exactly 0 where the smallest possible one is 1 in 5.
#
# The placebo test of the synthetic control ranks the treated unit among itself and all placebos (Abadie, Diamond and
# Hainmueller 2010: with 38 donors the best attainable is 1/39). With four donors the smallest p-value is 1/5.
#
# Guess before the run: 0.2. Seen: 0.0, because the share is taken among the placebos alone.
# Where it hurts: with few districts "p = 0" looks like certainty, and p < 0.05 can be "reached" with four donors.
# Remedy: p = (1 + p_reported * donors) / (1 + donors).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pysyncon==1.7.0 pandas==2.3.3
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import pandas as pd
from pysyncon import Dataprep, Synth
from pysyncon.utils import PlaceboTest

DONORS = ["B", "C", "D", "E"]
random = np.random.default_rng(1)
rows = []
for unit in ["A", *DONORS]:
    walk = random.normal(0, 1, 12).cumsum()
    rows += [(unit, year, walk[year - 2000] + (50 if unit == "A" and year >= 2008 else 0)) for year in range(2000, 2012)]
panel = pd.DataFrame(rows, columns=["unit", "year", "net_per_1000"])
prepared = Dataprep(
    foo=panel,
    predictors=["net_per_1000"],
    predictors_op="mean",
    dependent="net_per_1000",
    unit_variable="unit",
    time_variable="year",
    treatment_identifier="A",
    controls_identifier=DONORS,
    time_predictors_prior=range(2000, 2008),
    time_optimize_ssr=range(2000, 2008),
)
test = PlaceboTest()
test.fit(prepared, Synth(), max_workers=1, verbose=False)
reported = test.pvalue(2008)
print("reported:", reported, "smallest possible:", 1 / (1 + len(DONORS)))
assert reported == 0.0, "the behaviour has changed: read the release notes"
assert (1 + reported * len(DONORS)) / (1 + len(DONORS)) == 0.2
PYTHON
