"""Number formats of spreadsheets and slides that write a number as the page does: one rule, `wording.numbers`.

Spreadsheets round half away from zero themselves. What they do not do is leave out the sign of a number that is
rounded to zero, so such a number gets a format of its own.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics.figure.model import Kind
from analytics.language import Wording
from analytics.language.numbers import MINUS, as_decimal, rounds_to_zero

# How many digits a kind of cell has, and whether it is signed; years carry no separator.
_DIGITS: dict[Kind, tuple[int, bool]] = {
    "int": (0, False),
    "signed_int": (0, True),
    "decimal1": (1, False),
    "signed1": (1, True),
    "eur": (0, False),
    "percent": (1, False),
}
YEAR = "0"


def decimal_format(
    digits: int, *, signed: bool = False, zero: bool = False, language: str = "", unit: tuple[str, str] = ("", "")
) -> str:
    """A format of three parts: above zero, below it, zero.

    Args:
        digits: after the point.
        signed: whether gains carry a plus.
        zero: for a number that is rounded to zero, whose sign is left out.
        language: format code of the language whose separators are used, the reader's own without one.
        unit: format codes of what stands between sign and number, and of what follows the number.
    """
    before, after = unit
    pattern = before + "#,##0" + ("." + "0" * digits if digits else "") + after
    plus, minus = ("+" if signed else "", f'"{MINUS}"')
    if zero:
        plus = minus = ""
    return ";".join(f"{language}{sign}{pattern}" for sign in (plus, minus, ""))


def language_code(w: Wording) -> str:
    """What makes a format keep the separators of these words in a program of another language."""
    return "[$-407]" if w.lang == "de" else "[$-809]"


def cell_format(kind: Kind, value: Any, w: Wording, language: str = "") -> str:
    """Format of a cell, in a language as for `decimal_format`; empty for a kind that is no number."""
    if kind == "year":
        return YEAR
    if kind not in _DIGITS:
        return ""
    digits, signed = _DIGITS[kind]
    zero = is_written_zero(kind, value)
    return decimal_format(digits, signed=signed, zero=zero, language=language, unit=_unit(kind, w))


def plain_format(value: Any) -> str:
    """Format of a number without a kind: as many decimals as it has, two at most."""
    return "#,##0" if pd.isna(value) or float(value).is_integer() else "#,##0.##"


def is_written_zero(kind: Kind, value: Any) -> bool:
    """Whether a number that is not zero is written as zero."""
    if pd.isna(value) or kind not in _DIGITS or float(value) == 0:
        return False
    exact = as_decimal(value)
    shown = exact.scaleb(2) if exact is not None and kind == "percent" else exact
    return shown is not None and rounds_to_zero(shown, _DIGITS[kind][0])


def _unit(kind: Kind, w: Wording) -> tuple[str, str]:
    german = w.lang == "de"
    if kind == "percent":
        return "", "\u00a0%" if german else "%"
    if kind == "eur":
        return ("", '\u00a0"€"') if german else ('"€"', "")
    return "", ""
