"""The signs official tables write instead of, around or after a number.

Meanings: legend of the statistical offices of Berlin and Brandenburg (printed reports A III 2), GENESIS
and Eurostat's flag list; what programs write for a value nobody states.
"""

from __future__ import annotations

import re

NOTHING = "none"
LIMITED = "limited"
NOTED = "noted"
"""A number with the mark of a footnote: the number counts, what the note says is judged where notes are."""

SYMBOLS: dict[str, str] = {
    "-": NOTHING,
    "–": NOTHING,
    "—": NOTHING,
    "\u2212": NOTHING,
    ".": "secret",
    "•": "secret",
    "·": "secret",
    "...": "later",
    "…": "later",
    "/": "unreliable",
    "x": "blocked",
    "X": "blocked",
    ":": "missing",
    "n/a": "missing",
    "N/A": "missing",
    "NA": "missing",
    "NaN": "missing",
    "nan": "missing",
    "NULL": "missing",
    "": "missing",
}
"""Cell -> status. `none` is a zero, unless a district's whole block is dashes: then it does not exist."""

LETTERS: dict[str, str] = {
    "e": "e",
    "p": "p",
    "r": "r",
    "s": "s",
    "b": "b",
    "c": "c",
    "d": "d",
    "f": "f",
    "n": "n",
    "u": "u",
    "z": "z",
}
"""Quality letters after a number; the number stays, the letter goes into `flag`."""

NO_VALUE = ("secret", "later", "unreliable", "blocked", "missing", "not_existing")
"""Statuses without a number, in the order in which one outranks the next."""

CELL_ERROR = re.compile(
    r"#(?:N/A|NV|DIV/0!|REF!|BEZUG!|VALUE!|WERT!|NAME\?|NUM!|ZAHL!|NULL!|SPILL!|ÜBERLAUF!|CALC!|KALK!|FIELD!|N/V)"
    r"|Err:\d{3}"
)
"""What a spreadsheet shows when a formula has no result, in English and German."""
