#!/usr/bin/env bash
# sdmx1 2.28.0 turns all twelve months of a year into January when they are written as SDMX's own reporting months.
#
# SDMX (2.1, section 6, 4.2) writes a month as 2023-05 or, counted from the start of the reporting year, as 2023-M05.
# With `datetime` the library hands the text to pandas, and the parser behind it takes "M" for minutes past: 5 seconds
# after midnight on 1 January. As periods of a month all twelve are 2023-01. Half-years and weeks are refused aloud; so are
# years with the frequency A, the code of SDMX itself.
#
# Guess before the run: May is 2023-05 in either notation, or the notation is refused.
# Seen: 2023-01-01 00:00:05 as a time; 2023-01 twelve times as a period; "Invalid frequency: A" for years.
# Where it hurts: a sum by month puts the whole year into January, and no row is missing.
# Remedy: leave `datetime` out and turn the periods by their pattern.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check sdmx1==2.28.0 pandas==3.1.1 numpy==2.4.6 \
  python-dateutil==2.9.0.post0
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sdmx
from sdmx.model import v21 as model

structure = model.DataStructureDefinition(id="MOVES")
structure.dimensions.append(model.Dimension(id="FREQ", order=1))
structure.dimensions.append(model.Dimension(id="GEO", order=2))
structure.dimensions.append(model.TimeDimension(id="TIME_PERIOD", order=3))
structure.measures.append(model.PrimaryMeasure(id="OBS_VALUE"))
AS_PERIODS = {"dim": "TIME_PERIOD", "freq": "FREQ"}


def read(frequency, periods, **options):
    data = model.DataSet(structured_by=structure)
    for number, period in enumerate(periods, 1):
        key = structure.make_key(model.Key, {"FREQ": frequency, "GEO": "DE4", "TIME_PERIOD": period})
        data.obs.append(model.Observation(dimension=key, value=float(number)))
    return [str(label) for label in sdmx.to_pandas(data, **options).index]


calendar = [f"2023-{month:02}" for month in range(1, 13)]
reporting = [f"2023-M{month:02}" for month in range(1, 13)]
times = read("M", reporting, datetime=True)
periods = read("M", reporting, datetime=dict(AS_PERIODS))
print("2023-M05 as a time:", times[4], "as a period:", periods[4], "different periods:", len(set(periods)))
assert read("M", calendar, datetime=dict(AS_PERIODS)) == calendar
assert times[4] == "2023-01-01 00:00:05", "the behaviour has changed: read the release notes"
assert set(periods) == {"2023-01"}, "the behaviour has changed: read the release notes"
try:
    read("A", ["2022", "2023"], datetime=dict(AS_PERIODS))
except ValueError as error:
    print("years:", str(error)[:21])
    assert str(error).startswith("Invalid frequency: A")
else:
    raise SystemExit("the behaviour has changed: read the release notes")
PYTHON
