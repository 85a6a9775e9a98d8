#!/usr/bin/env bash
# agate 1.14.2 reads the German rate 9,75 as 975 and calls the column a number.
#
# The reader under csvkit guesses the type of each column. A comma is taken for the American thousands mark wherever it
# stands, also before two digits or one, where no thousands can follow; a per cent sign behind it is dropped. The locale
# that would help has to be given for each column, and nothing says that it was needed.
#
# Guess before the run: "9,75" is no American number, so the column is text.
# Seen: 12,5 % and 9,75 % become 125 and 975; with the point they are 12.5 and 9.75.
# Where it hurts: a table of rates from a German office, of which only the order of magnitude is wrong, and not for all
# rows alike: a hundred times for two digits, ten times for one.
# Remedy: Number(locale="de_DE") for each such column, and a look at the largest value.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check agate==1.14.2 babel==2.18.0
"$folder/venv/bin/python" -W error - <<'PYTHON'
import io
from decimal import Decimal

import agate

GERMAN = 'kreis;rate\nCottbus;"12,5 %"\nElbe-Elster;"9,75 %"\n'


def read(text, **options):
    table = agate.Table.from_csv(io.StringIO(text), delimiter=";", **options)
    return type(table.column_types[1]).__name__, list(table.columns["rate"])


guessed, with_point = read(GERMAN), read(GERMAN.replace(",", "."))
told = read(GERMAN, column_types={"rate": agate.Number(locale="de_DE")})
print("guessed:", *guessed)
print("with a point:", *with_point)
print("told the locale:", *told)
assert with_point[1] == told[1] == [Decimal("12.5"), Decimal("9.75")]
assert guessed == ("Number", [Decimal(125), Decimal(975)]), "the behaviour has changed: read the release notes"
PYTHON
