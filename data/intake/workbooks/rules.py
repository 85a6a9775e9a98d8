"""Whether a rule of conditional formatting holds for a cell of its range, as far as that can be told without Excel.

A rule that compares with constants is tried on every filled cell of its range; any other may hold.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

Rows = Sequence[tuple[int, Mapping[int, str]]]
"""Spreadsheet row and texts of its filled cells by zero-based column."""
_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
OPERATORS = {
    "equal": "=",
    "notEqual": "<>",
    "lessThan": "<",
    "greaterThan": ">",
    "lessThanOrEqual": "<=",
    "greaterThanOrEqual": ">=",
}
"""How Excel calls the comparisons."""
_CONDITION = re.compile(r"(<>|!=|<=|>=|=|<|>)\s*(.+)")
_REFERENCE = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)\s*(<>|<=|>=|=|<|>)\s*(.+)")
_AREA = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")
_NEVER = ("FALSE", "FALSE()", "0")


@dataclass(frozen=True)
class Area:
    """Cells of a rule: spreadsheet rows, zero-based columns."""

    top: int
    left: int
    bottom: int
    right: int


def read_ranges(text: str) -> list[Area]:
    """The ranges of a rule, as `A2:D9 F1`."""
    found = _AREA.findall(text.replace("$", ""))
    return [
        Area(int(top), _column(left), int(bottom or top), _column(right or left)) for left, top, right, bottom in found
    ]


def _column(letters: str) -> int:
    number = 0
    for sign in letters:
        number = number * 26 + ord(sign) - 64
    return number - 1


def may_hold(formula: str, areas: Sequence[Area], rows: Rows) -> bool:
    """Whether a formula may be true for a filled cell: `>5` about the cell itself, `$E2="old"` about one beside it.

    Args:
        formula: without its equals sign in front.
        areas: ranges of the rule; the first begins where the formula was written.
        rows: filled rows of the sheet.
    """
    if formula.upper() in _NEVER:
        return False
    own, other = _CONDITION.fullmatch(formula), _REFERENCE.fullmatch(formula)
    if own and _is_constant(own.group(2)):
        test = partial(_holds, sign=own.group(1).replace("!=", "<>"), constant=own.group(2))
        return any(test(text) for _, _, text in _filled(areas, rows))
    if other and areas and _is_constant(other.group(6)):
        return _holds_beside(other, areas, rows)
    return True


def _holds_beside(reference: re.Match[str], areas: Sequence[Area], rows: Rows) -> bool:
    """Whether a comparison with another cell, fixed or as far away as from the first cell of the range, holds."""
    fixed_column, letters, fixed_row, row, sign, constant = reference.groups()
    cells = dict(rows)
    for number, position, _ in _filled(areas, rows):
        target = int(row) if fixed_row else number + int(row) - areas[0].top
        column = _column(letters) if fixed_column else position + _column(letters) - areas[0].left
        if _holds(cells.get(target, {}).get(column, ""), sign=sign, constant=constant):
            return True
    return False


def _filled(areas: Sequence[Area], rows: Rows) -> Iterator[tuple[int, int, str]]:
    """Row, column and text of the filled cells of the ranges."""
    for area in areas:
        for number, cells in rows:
            if area.top <= number <= area.bottom:
                yield from ((number, p, text) for p, text in cells.items() if text and area.left <= p <= area.right)


def _is_constant(text: str) -> bool:
    return re.fullmatch(r'"[^"]*"', text) is not None or _number(text) is not None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _holds(text: str, *, sign: str, constant: str) -> bool:
    """Whether a comparison holds as Excel makes it: an empty cell is 0, any text is more than any number."""
    bound, number = _number(constant), _number(text or "0")
    if bound is None:
        same = text.casefold() == constant[1:-1].casefold()
        return {"=": same, "<>": not same}.get(sign, True)
    if number is None:
        # A day or a number shown with words may be any number.
        return sign in ("<>", ">", ">=") or re.search(r"\d", text) is not None
    return _COMPARE[sign](number, bound)
