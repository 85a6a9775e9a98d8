#!/usr/bin/env bash
# babel 2.18.0 counts the weeks of "de" in another way than those of "de_DE": most days of most years differ.
#
# What the first week of a year is depends on the country, not the language. Unicode's data (UTS 35, part 4, week data)
# take the likely country where none is named: "de" is Germany, whose weeks are those of ISO 8601, as for France,
# Poland and Czechia. babel takes the values of the whole world: the week of 1 January is week 1, however short.
#
# Guess before the run: "de" and "de_DE" give the same week, that of ISO 8601.
# Seen: 1 January 2027, a Friday, is 2026-W53 in "de_DE" and 2027-W01 in "de"; so 2027 is one week ahead until it ends.
# Where it hurts: pages in a language, as most are, state "KW" in a way that no German calendar does.
# Remedy: name the country, or take the week from date.isocalendar().
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check babel==2.18.0
"$folder/venv/bin/python" - <<'PYTHON'
import datetime

from babel.dates import format_date

DAYS = [datetime.date(2027, 1, 1) + datetime.timedelta(days=number) for number in range(365)]


def week(day, locale):
    return format_date(day, "YYYY-'W'ww", locale=locale)


def differing(locale):
    iso = ("{0}-W{1:02}".format(*day.isocalendar()) for day in DAYS)
    return sum(week(day, locale) != expected for day, expected in zip(DAYS, iso))


print("1 January 2027:", week(DAYS[0], "de"), week(DAYS[0], "de_DE"))
for language, country in (("de", "DE"), ("fr", "FR"), ("pl", "PL"), ("cs", "CZ")):
    alone, named = differing(language), differing(f"{language}_{country}")
    print(f"{language}: {alone} of {len(DAYS)} days differ from ISO 8601; {language}_{country}: {named}")
    assert named == 0
    assert alone == 365, "the behaviour has changed: read the release notes"
assert week(DAYS[0], "de") == "2027-W01"
PYTHON
