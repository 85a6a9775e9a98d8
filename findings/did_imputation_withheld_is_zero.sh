#!/usr/bin/env bash
# did_imputation 0.1.0 (Python) gives an effect it withholds as 0.0 with a standard error of 0.0.
#
# The imputation estimator of Borusyak, Jaravel and Spiess fits districts and years on what is not treated and takes the
# rest for the effect. By its description the package suppresses a coefficient of fewer than 30 effective observations
# and warns. Eighteen districts, ten years, little noise; those treated gain 3.0 from 2015 on. Four of them
# are 20 observations.
#
# Guess before the run: 3.0, or no value (NaN) with the warning.
# Seen: 0.0 with a standard error of 0.0, in the result and in its summary, and a line on the screen. With six treated
# districts (30 observations), or minn=0, it is near 3.0 with an error of its own. The count of observations falls
# to 160: the treated ones are out.
# Where it hurts: a table of results over programmes, of which the small ones "have no effect, precisely estimated".
# Remedy: minn=0 and a word on the number of districts; or refuse a standard error of exactly 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check did-imputation==0.1.0 pandas==2.3.3 numpy==2.4.6 \
  scipy==1.17.1 statsmodels==0.15.0 pyhdfe==0.2.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import contextlib
import io

import numpy as np
import pandas as pd
from did_imputation import did_imputation

YEARS = range(2010, 2020)


def panel(treated):
    noise = np.random.default_rng(1).normal(0, 0.3, (18, len(YEARS)))
    return pd.DataFrame(
        [
            (
                district,
                year,
                10.0 * district + 2 * (year - 2010) + noise[district, year - 2010]
                + (3.0 if district < treated and year >= 2015 else 0.0),
                2015 if district < treated else np.nan,
            )
            for district in range(18)
            for year in YEARS
        ],
        columns=["district", "year", "moves", "start"],
    )


def estimate(treated, **settings):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        result = did_imputation(panel(treated), "moves", "district", "year", "start", **settings)
    effect, error = float(result.estimates["tau_ate"]), float(result.std_errors["tau_ate"])
    print(treated, settings, "effect", round(effect, 4), "error", round(error, 4), "observations", result.n_obs)
    return effect, error, result.n_obs, said.getvalue()


for known in (estimate(6), estimate(4, minn=0)):
    assert abs(known[0] - 3.0) < 0.3 and known[1] > 0.01
effect, error, observations, said = estimate(4)
assert (effect, error, observations) == (0.0, 0.0, 160), "the behaviour has changed: read the release notes"
assert "suppressing" in said
PYTHON
