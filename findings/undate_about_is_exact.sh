#!/usr/bin/env bash
# undate 0.8.0 reads "about 2019" and "2019, not certain" as 2019, and writes them back without the mark.
#
# The Extended Date/Time Format marks a date that is approximate with "~", one that is uncertain with "?", both with "%".
# The library is made for "uncertain or partially known dates" and its reader takes the marks; what it leaves out
# elsewhere, seasons for one, it refuses.
#
# Guess before the run: the mark is kept and stands in what is written, or the text is refused.
# Seen: 2019~, 2019? and 2019% all become the year 2019, its bounds and its text, equal to a 2019 that is sure.
# Where it hurts: a list of founding years passes through and comes back looking researched.
# Remedy: keep the text as it came beside what was read.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check undate==0.8.0
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from undate import Undate


def passed_through(text):
    return Undate.parse(text, "EDTF").format("EDTF")


kept = {text: passed_through(text) for text in ("2019", "2019-05", "201X", "2015/2019")}
print("kept:", kept)
assert all(text == written for text, written in kept.items())
lost = {text: passed_through(text) for text in ("2019~", "2019?", "2019%", "2019-05~", "2015~/2019")}
print("lost:", lost)
assert lost == {text: text.strip("~?%").replace("~", "") for text in lost}, "the behaviour has changed: read the release notes"
same = Undate.parse("2019~", "EDTF") == Undate.parse("2019", "EDTF")
assert same, "the behaviour has changed: read the release notes"
PYTHON
