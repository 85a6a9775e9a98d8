#!/usr/bin/env bash
# dateparser 1.5.0 reads the periods of statistical offices as other dates, one of them as the year 1857, without a word.
#
# The tables of PxWeb write months as 2023M05; SDMX and Eurostat write half-years as 2023-S1 or 2023-H2, weeks as
# 2023-W05. None is a date in words. In German "M" is taken for months: 2,023 months and 5 hours before now; in English
# for minutes. The number of a half-year or week becomes a month, with the day of today.
#
# Guess before the run: nothing (None), as for "2. Quartal 2023" and "1. Halbjahr 2023".
# Seen, on 15 June 2026: 2023M05 is 15 November 1857 in German and 13 June 2026 in English; without a language given,
# the week 2023-W05 is May and the half-year 2023-S1 is January; 2023-H2, the half-year from July, is February.
# Where it hurts: a column of periods is "recognised" in full, so no gap tells that it is wrong.
# Remedy: read such codes by their pattern before a parser of words sees them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0 python-dateutil==2.9.0.post0 \
  pytz==2026.6 regex==2026.11.19
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import datetime

import dateparser

TODAY = datetime.datetime(2026, 6, 15)


def read(text, languages=None):
    found = dateparser.parse(text, languages=languages, settings={"RELATIVE_BASE": TODAY})
    return found and found.date().isoformat()


EXPECTED = {
    ("1. Halbjahr 2023", "de"): None,
    ("2023M05", "de"): "1857-11-15",
    ("2023M05", "en"): "2026-06-13",
    ("2023-W05", None): "2023-05-15",
    ("2023-S1", None): "2023-01-15",
    ("2023-H2", None): "2023-02-15",
}
for (text, language), expected in EXPECTED.items():
    seen = read(text, [language] if language else None)
    print(f"{text} ({language or 'any language'}): {seen}")
    assert seen == expected, "the behaviour has changed: read the release notes"
PYTHON
