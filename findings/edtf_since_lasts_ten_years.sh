#!/usr/bin/env bash
# edtf 5.0.2 lets what has gone on since 2005 end on 1 January 2015: ten years stand in for an end that is not known.
#
# The Extended Date/Time Format of the Library of Congress (ISO 8601-2) tells an interval whose end is not known, "2005/",
# from one that is open, "2005/..". The library reads both, and `text_to_edtf` makes the first of "since 2005". The bounds
# of a date are what one sorts and filters by.
#
# Guess before the run: no upper bound for either; the year 2005 lies before what is "after 2005".
# Seen: infinity for "2005/..", 1 January 2015 for "2005/", and likewise ten years back for "before 2005". "After 2005"
# and "since 2005" are the same interval, both with 2005 in it.
# Where it hurts: a group that was "founded 2005, still at work" is gone from every map after 2015.
# Remedy: write "..", or set DELTA_IF_UNKNOWN of the library to a span no data reach.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check edtf==5.0.2
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from edtf import parse_edtf, text_to_edtf


def bounds(text):
    date = parse_edtf(text)
    return [str(bound) if isinstance(bound, float) else tuple(bound[:3]) for bound in (date.lower_strict(), date.upper_strict())]


written = {words: text_to_edtf(words) for words in ("since 2005", "after 2005", "before 2005")}
seen = {text: bounds(text) for text in ("2005", "2005/2009", "2005/..", "2005/", "/2005")}
print(written)
print(seen)
assert seen["2005"] == [(2005, 1, 1), (2005, 12, 31)]
assert seen["2005/2009"] == [(2005, 1, 1), (2009, 12, 31)]
assert seen["2005/.."] == [(2005, 1, 1), "inf"]
changed = "the behaviour has changed: read the release notes"
assert written == {"since 2005": "2005/", "after 2005": "2005/", "before 2005": "/2005"}, changed
assert seen["2005/"] == [(2005, 1, 1), (2015, 1, 1)], changed
assert seen["/2005"] == [(1995, 12, 31), (2005, 12, 31)], changed
PYTHON
