#!/usr/bin/env bash
# pymannkendall 1.4.3 finds "no trend" in a series that rises by the same amount every year.
#
# Between two censuses official series are often interpolated: they lie on a line. The corrections of the Mann-Kendall
# test for dependence (Hamed and Rao, Yue and Wang, trend-free pre-whitening) look at what is left when the trend is
# taken away; of a line nothing is left, and 0 divided by 0 becomes p = NaN, or the noise of rounding is tested. NaN is
# not below 0.05, so the word beside it is "no trend". The plain test and the slope are right.
#
# Guess before the run: "increasing" for all, as for the plain test.
# Seen: "no trend" with p NaN, NaN and 1.0, beside a slope of 1.0 per year, without a warning of the library.
# Remedy: look at p before the word, and take the plain test where the residuals are 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pymannkendall==1.4.3 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import math

import numpy as np
import pymannkendall

# Interpolated from 2011 to 2022 by one thousand persons a year.
series = np.arange(40.0, 52.0)
plain = pymannkendall.original_test(series)
print("plain:", plain.trend, plain.p, plain.slope)
assert (plain.trend, plain.slope) == ("increasing", 1.0) and plain.p < 0.001
for test in (
    pymannkendall.hamed_rao_modification_test,
    pymannkendall.yue_wang_modification_test,
    pymannkendall.trend_free_pre_whitening_modification_test,
):
    found = test(series)
    print(f"{test.__name__}: {found.trend}, p {found.p}, slope {found.slope}")
    assert found.slope == 1.0
    assert found.trend == "no trend", "the behaviour has changed: read the release notes"
    assert math.isnan(found.p) or found.p == 1.0, "the behaviour has changed: read the release notes"
PYTHON
