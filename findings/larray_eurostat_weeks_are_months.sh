#!/usr/bin/env bash
# larray_eurostat 0.35.2 names week 5 of 2023 "2023MW05" and the first half of 2023 "2023MS1".
#
# Eurostat gives periods as SDMX writes them: 2023-Q1, 2023-05, 2023-S1 for a half-year, 2023-W05 for a week. The
# library turns them into names of its own, 2023Q1 and 2023M05, and takes whatever else has a hyphen for a month.
#
# Guess before the run: 2023S1 and 2023W05, or the period as it came.
# Seen: "2023MW05" and "2023MS1", which neither Eurostat nor a reader of periods knows; "2023M05" for May is as meant.
# Where it hurts: weekly deaths and half-yearly figures are no longer found by period, nor joined with other tables.
# Remedy: rename the labels of the axis after reading.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check larray-eurostat==0.35.2 larray==0.35.2 \
  numpy==2.4.6 pandas==2.3.3
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import gzip
import io

import larray_eurostat.tsv as module


def read(*periods):
    head = "\t".join(["freq,unit,geo\\TIME_PERIOD", *(f"{period} " for period in periods)])
    row = "\t".join(["A,NR,DE", *(f"{number} p" for number, _ in enumerate(periods, 1))])
    answer = io.BytesIO(gzip.compress(f"{head}\n{row}\n".encode()))
    # The answer of the service, without the network.
    module.urlopen = lambda url: answer
    return [str(label) for label in module.eurostat_get("moves").axes["time"].labels]


weeks, halves, months = read("2023-W04", "2023-W05"), read("2023-S1", "2023-S2"), read("2023-04", "2023-05")
print(weeks, halves, months)
assert months == ["2023M05", "2023M04"]
assert weeks == ["2023MW05", "2023MW04"], "the behaviour has changed: read the release notes"
assert halves == ["2023MS2", "2023MS1"], "the behaviour has changed: read the release notes"
PYTHON
