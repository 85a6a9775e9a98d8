#!/usr/bin/env bash
# pysyncon 1.7.0 counts a donor that is missing in a year after the start as 0 in the synthetic unit.
#
# A panel of five districts near 200 per 1,000; one donor has no value in 2015 ("." in the office's table, hence NaN).
# The synthetic unit is a weighted mean of the donors, so without that one value it cannot be known for 2015.
#
# Guess before the run: an error that names the hole, or NaN. Seen: an effect of 4.0 instead of 0.1, without a warning,
# because the weighted donors are added up by a sum that skips what is missing: the donor counts as 0 in that year.
# Where it hurts: a value kept secret by the office becomes an "effect" of the initiative, and nothing warns.
# Remedy: refuse a panel with holes, or drop the year for all, before it is handed over.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pysyncon==1.7.0 pandas==2.3.3
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import pandas as pd
from pysyncon import Dataprep, Synth

DONORS, YEARS, START, HOLE = ["B", "C", "D", "E"], range(2000, 2020), 2012, 2015
random = np.random.default_rng(1)
rows = [(unit, year, 200 + random.normal(0, 3)) for unit in ["A", *DONORS] for year in YEARS]
whole = pd.DataFrame(rows, columns=["unit", "year", "per_1000"])


def estimate(panel):
    prepared = Dataprep(
        foo=panel,
        predictors=["per_1000"],
        predictors_op="mean",
        special_predictors=[("per_1000", [year], "mean") for year in range(2000, START)],
        dependent="per_1000",
        unit_variable="unit",
        time_variable="year",
        treatment_identifier="A",
        controls_identifier=DONORS,
        time_predictors_prior=range(2000, START),
        time_optimize_ssr=range(2000, START),
    )
    synth = Synth()
    synth.fit(prepared)
    return synth.weights(round=6), synth.att(time_period=range(START, 2020))["att"]


weights, effect = estimate(whole)
donor = weights[weights > 0.1].idxmin()
assert weights[donor] < 0.5
holed = whole.copy()
holed.loc[(holed["unit"] == donor) & (holed["year"] == HOLE), "per_1000"] = np.nan
weights_again, holed_effect = estimate(holed)
value = whole.loc[(whole["unit"] == donor) & (whole["year"] == HOLE), "per_1000"].item()
# One year of eight lacks weight x value in the synthetic unit.
expected = weights[donor] * value / len(range(START, 2020))
print("weight of the donor:", round(weights[donor], 3), "its value in", HOLE, ":", round(value, 1))
print("effect without a hole:", round(effect, 3), "with it:", round(holed_effect, 3), "difference:", round(expected, 3))
assert weights_again[donor] == weights[donor]
assert abs(holed_effect - effect - expected) < 0.01, "the behaviour has changed: read the release notes"
PYTHON
