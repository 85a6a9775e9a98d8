#!/usr/bin/env bash
# aniso8601 10.0.1 reads the end of a day, 24:00, as its beginning, and refuses the years 2015/2024 as a period.
#
# XML Schema's dateTime, and ISO 8601 but for its edition of 2019, allow 24:00 for the end of a day: 00:00 of the next.
# An interval is two dates with a stroke between; catalogues of open data (temporalCoverage of schema.org) state the
# years of a table so. The end may leave out what it has in common with the start, but need not.
#
# Guess before the run: the next day at 00:00, as dateutil 2.9.0 reads it, or refused, as by isodate; 2015 to 2024.
# Seen: 31 December, 24:00, is 31 December, 00:00, a day earlier; an opening from 8:00 to 24:00 ends before it starts.
# 2015/2024 ends in MonthOutOfBoundsError, 2015-01/2024-12 in ISOFormatError: the end is hung behind the start.
# Full dates are read.
# Where it hurts: the last day of a period is missing; periods of catalogues that are years are not read at all.
# Remedy: write full dates, and 00:00 of the day after.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check aniso8601==10.0.1 python-dateutil==2.9.0.post0
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import datetime

import aniso8601
from dateutil.parser import isoparse

END = "2024-12-31T24:00:00"
ends = aniso8601.parse_datetime(END), isoparse(END)
opening = aniso8601.parse_interval("2024-05-01T08:00/2024-05-01T24:00")
days = aniso8601.parse_interval("2015-01-01/2024-12-31")
refused = {}
for period in ("2015/2024", "2015-01/2024-12"):
    try:
        refused[period] = aniso8601.parse_interval(period)
    except ValueError as error:
        refused[period] = type(error).__name__
print(ends, opening, days, refused)
assert ends[1] == datetime.datetime(2025, 1, 1)
assert days == (datetime.date(2015, 1, 1), datetime.date(2024, 12, 31))
changed = "the behaviour has changed: read the release notes"
assert ends[0] == datetime.datetime(2024, 12, 31), changed
assert opening[1] < opening[0], changed
assert refused == {"2015/2024": "MonthOutOfBoundsError", "2015-01/2024-12": "ISOFormatError"}, changed
PYTHON
