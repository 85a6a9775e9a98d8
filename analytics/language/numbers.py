"""How a number is rounded and written: the one rule of the page, the files and the slides.

A number is rounded half away from zero on its decimal writing, as spreadsheets do and as readers check it: 31.25 is
31.3, although the nearest binary number of 0.285 lies below it. A number that is rounded to zero carries no sign.
`static/map/numbers.js` follows the same rule in the browser.
"""

from __future__ import annotations

import math
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal
from typing import Any

import numpy as np

MINUS = "\u2212"
# Digits before and after the point of the smallest and largest float, with room to spare.
_EXACT = Context(prec=1500, Emax=MAX_EMAX, Emin=MIN_EMIN, rounding=ROUND_HALF_UP)


def as_decimal(value: Any) -> Decimal | None:
    """The number as its shortest decimal writing says it; None when it is not finite."""
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    if isinstance(value, int | np.integer):
        return Decimal(int(value))
    number = float(value)
    return Decimal(repr(number)) if math.isfinite(number) else None


def round_decimal(value: Any, digits: int = 0, *, shift: int = 0) -> Decimal | None:
    """The number rounded half away from zero; None when it is not finite.

    Args:
        value: an integer, float or Decimal, also of numpy; not NA.
        digits: after the point; negative ones round to tens, hundreds and so on.
        shift: places the point is moved to the right first, 2 for a share that is written in per cent.
    """
    exact = as_decimal(value)
    if exact is None:
        return None
    rounded = exact.scaleb(shift, _EXACT).quantize(Decimal(1).scaleb(-digits), context=_EXACT)
    return rounded if rounded else rounded.copy_abs()


def round_half_away(value: Any, digits: int = 0) -> float:
    """The number as `round_decimal` rounds it, as a float; NaN when it is not finite."""
    rounded = round_decimal(value, digits)
    return math.nan if rounded is None else float(rounded)


def rounds_to_zero(value: Any, digits: int = 0) -> bool:
    """Whether the number is written as zero with so many digits; False for one that is not finite."""
    return round_decimal(value, digits) == 0


def write_decimal(rounded: Decimal, *, group: str, point: str) -> str:
    """A rounded number with its separators and a true minus sign."""
    # Not abs(): that would round to the precision of the current context.
    whole, _, fraction = format(rounded.copy_abs(), "f").partition(".")
    grouped = f"{int(whole):,}".replace(",", group)
    written = f"{grouped}{point}{fraction}" if fraction else grouped
    return f"{MINUS}{written}" if rounded < 0 else written
