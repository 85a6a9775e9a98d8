#!/usr/bin/env bash
# price-parser 0.5.1 reads 0,750 € as 750 €, and a Swiss amount with the apostrophe typesetters use as its first digit.
#
# The parser finds amounts in running text, in any country's way of writing. One mark before exactly three digits is
# taken for a thousands mark, also behind a zero, where no thousands can stand: rates per head, per square metre or per
# kilowatt-hour are written with three decimals. Of the two apostrophes only the one of the typewriter is known; Swiss
# offices set the curved one (U+2019), and what follows it is dropped.
#
# Guess before the run: a zero in front shows that the mark is a decimal one; both apostrophes group thousands.
# Seen: 0,750 € and 0.125 € become 750 and 125; 1’500 CHF becomes 1, while 1'500 CHF is 1500.
# Where it hurts: a list of grants or of prices of which a few cells are a thousand times too large or too small; sums
# stay plausible.
# Remedy: name the decimal mark (decimal_separator=","), turn the curved apostrophe into the straight one before.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check price-parser==0.5.1
"$folder/venv/bin/python" -W error - <<'PYTHON'
from price_parser import Price


def amount(text, **options):
    return float(Price.fromstring(text, **options).amount)


small = {text: amount(text) for text in ("0,750 €", "0.125 €", "0,75 €")}
swiss = {text: amount(text) for text in ("1'500 CHF", "1\u2019500 CHF")}
print("guessed:", small, swiss)
told = amount("0,750 €", decimal_separator=",")
print("told the mark:", told)
assert (small["0,75 €"], told, swiss["1'500 CHF"]) == (0.75, 0.75, 1500.0)
assert (small["0,750 €"], small["0.125 €"]) == (750.0, 125.0), "the behaviour has changed: read the release notes"
assert swiss["1\u2019500 CHF"] == 1.0, "the behaviour has changed: read the release notes"
PYTHON
