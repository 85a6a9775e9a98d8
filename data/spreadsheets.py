"""Text in a CSV that no spreadsheet runs, and the same text back.

A spreadsheet calculates a cell that begins like a formula, also `-1+1` and `+A1`. An apostrophe in front makes it
text. Every CSV that leaves the atlas is written so, and every reader of ours takes the apostrophe off again.
"""

from __future__ import annotations

import re

LEAD = "'"
"""In front of what is text although a spreadsheet would run it."""
_RUNS = re.compile(r"'*[=+\-@\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_LED = re.compile(r"'+[=+\-@\t\r\n]")


def neutral_text(text: str) -> str:
    """The text, led by an apostrophe when a spreadsheet would run it as a formula; a number stays as it is."""
    return f"{LEAD}{text}" if _RUNS.match(text) and not _NUMBER.fullmatch(text) else text


def original_text(text: str) -> str:
    """What was written before `neutral_text`; an apostrophe before anything else, as in 's-Hertogenbosch, stays."""
    return text[1:] if _LED.match(text) else text
