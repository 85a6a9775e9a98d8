#!/usr/bin/env bash
# num2words 0.5.14 says a balance of -0.5 without its minus, and turns the German year -44 into 156.
#
# Reports and screen readers write numbers out. Between -1 and 0 the whole part is 0, which has no sign of its own, and
# German, English, French, Dutch, Spanish and Danish take the sign from there; Italian keeps it. A year before our era
# becomes "minus one hundred fifty-six": the rest of a division by 100 is taken as it stands.
#
# Guess before the run: "minus null Komma fünf" and a minus or "v. Chr." with 44.
# Seen: "null Komma fünf" for -0.5, and "minus eins Komma fünf" as it should be for -1.5; "minuseinshundertsechsundfünfzig".
# Where it hurts: net migration per 1,000 is often between -1 and 0; the loss is read out as a gain.
# Remedy: write the word for minus oneself and hand over the size only.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check num2words==0.5.14
"$folder/venv/bin/python" - <<'PYTHON'
from num2words import num2words

for language in ("de", "en", "fr", "nl", "es", "da"):
    loss, gain, larger = (num2words(number, lang=language) for number in (-0.5, 0.5, -1.5))
    print(f"{language}: -0.5 is {loss!r}, -1.5 is {larger!r}")
    assert loss == gain, "the behaviour has changed: read the release notes"
    assert larger != num2words(1.5, lang=language)
assert num2words(-0.5, lang="it") == "meno zero virgola cinque"
year = num2words(-44, lang="de", to="year")
print("-44 as a year:", year)
assert year == "minuseinshundertsechsundfünfzig", "the behaviour has changed: read the release notes"
PYTHON
