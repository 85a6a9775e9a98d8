"""Keys that a spreadsheet took for numbers: `12051.0`, `1,2051E+04`, and those it has rounded for good."""

from __future__ import annotations

import re

_FLOAT = re.compile(r"(\d{2,12})[.,]0+")
_MARKED = re.compile(r"'(\d{2,12})")
"""With the apostrophe that keeps a spreadsheet from taking it for a number."""
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?E\+?(\d{1,2})", re.I)


def plain_key(text: str) -> str:
    """The key as its digits where the number still holds all of them; any other text as it is."""
    if text.isdigit():
        return text
    if match := _MARKED.fullmatch(text):
        return match.group(1)
    if match := _FLOAT.fullmatch(text):
        return match.group(1)
    match = _SCIENTIFIC.fullmatch(text)
    if not match or is_rounded(text):
        return text
    digits = match.group(1) + (match.group(2) or "").rstrip("0")
    return digits.ljust(int(match.group(3)) + 1, "0") if len(digits) <= int(match.group(3)) + 1 else text


def is_rounded(text: str) -> bool:
    """True for a key in scientific notation with fewer digits than it once had: it cannot be restored."""
    match = _SCIENTIFIC.fullmatch(text)
    if not match:
        return False
    shown = 1 + len(match.group(2) or "")
    return shown < int(match.group(3)) + 1
