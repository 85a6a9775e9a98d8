"""Keys a spreadsheet took for numbers (`12051.0`, `12.051`, `1,2051E+04`), and names with more behind them."""

from __future__ import annotations

import re

_FLOAT = re.compile(r"(\d{2,12})[.,]0+")
_GROUPED = re.compile(r"\d{2}[.,]\d{3}(?:[.,]\d{3})?")
"""With the marks of thousands that a spreadsheet shows in numbers."""
_NAMED = re.compile(r"(?:AGS|ARS|Schlüssel|Kreis)[\s:]+(\d{5,12})", re.I)
_MARKED = re.compile(r"'(\d{2,12})")
"""With the apostrophe that keeps a spreadsheet from taking it for a number."""
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?E\+?(\d{1,2})", re.I)


def plain_key(text: str) -> str:
    """The key as its digits where the number still holds all of them; any other text as it is."""
    if text.isdigit():
        return text
    if match := _MARKED.fullmatch(text):
        return match.group(1)
    if match := _FLOAT.fullmatch(text) or _NAMED.fullmatch(text):
        return match.group(1)
    if _GROUPED.fullmatch(text):
        return re.sub(r"\D", "", text)
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


_MARK = re.compile(r"\s*(?:\*+|[¹²³⁴-⁹]+\)?|(?<=\D)\s?\d\))$")
"""The number of a footnote behind a name."""
_PLATE = re.compile(r"\s*\((?:[A-ZÄÖÜ]{1,3}|[^()]*[šžćčěóńł][^()]*|sprjewja[^()]*)\)", re.I)
"""What follows a name in brackets: the letters of its number plates, or its Sorbian half."""


def plain_name(text: str) -> str:
    """A name without what follows it: a footnote's number, number plates or the Sorbian half in brackets."""
    return _PLATE.sub("", _MARK.sub("", text))
