#!/usr/bin/env bash
# text2num 3.1.0 writes two and a half millions, spoken in French, as "2,5000000": with a comma two and a half.
#
# The package turns spoken numbers in a text into digits, as for minutes of a meeting or captions. Budgets are spoken as
# "deux virgule cinq millions d'euros", "zwei Komma fünf Millionen Euro", "two point five million euros".
#
# Guess before the run: 2500000, or "2,5" with the word for a million left as it is.
# Seen: French puts the zeros of the million behind the comma, 2,5000000. German and English write two numbers, "2,5
# 1000000" and "2.5 1000000". In German "eine Million Euro" is "eine 1000000 Euro", and text2num refuses "eine Million"
# alone, while "zwei Millionen" is right.
# Where it hurts: the amounts of a budget debate, which are millions with a comma more often than not: the first number
# found in the line is a millionth.
# Remedy: leave sentences with a million in words, and look for a decimal mark beside zeros.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check text2num==3.1.0
"$folder/venv/bin/python" -W error - <<'PYTHON'
from text_to_num import alpha2digit, text2num

SPOKEN = {
    "fr": "deux virgule cinq millions d'euros",
    "de": "zwei Komma fünf Millionen Euro",
    "en": "two point five million euros",
}
written = {language: alpha2digit(text, language) for language, text in SPOKEN.items()}
whole = [alpha2digit(text, "de") for text in ("zwei Millionen Euro", "eine Million Euro")]
print(written, whole)
assert (whole[0], alpha2digit("zwei Komma fünf Prozent", "de")) == ("2000000 Euro", "2,5 Prozent")
assert text2num("zwei Millionen", "de") == 2000000
assert written == {"fr": "2,5000000 d'euros", "de": "2,5 1000000 Euro", "en": "2.5 1000000 euros"}, (
    "the behaviour has changed: read the release notes"
)
assert whole[1] == "eine 1000000 Euro", "the behaviour has changed: read the release notes"
try:
    text2num("eine Million", "de")
except ValueError as error:
    print("refused:", error)
else:
    raise AssertionError("the behaviour has changed: read the release notes")
PYTHON
