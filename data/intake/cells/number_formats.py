"""What a spreadsheet shows for a number: its format may scale it, hide it, or set a unit beside it.

A number that is shown as it is stays a number. Any other is handed over as what is shown with the stored number
behind it, `5,0 Tsd. ⟨5⟩`: that is no number, so that every check names it with its place.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from data.intake.words.meaning import fold_words, understand

SHOWN = r"(.*?) ?⟨([^⟩]+)⟩"
"""A cell that shows something else than the number it holds."""
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<general>General)'
    r"|(?P<exponent>E[+-])|(?P<digit>[0#?.,@])|(?P<end>;)|(?P<other>.)",
    re.I | re.S,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[\d.]+)")
_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "<=": operator.le, ">=": operator.ge, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "=": operator.eq,
}  # fmt: skip
_BLANKS = " \t\n\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f'’"
_GROUP = re.compile(rf"[.,](?=000(?!0))|[{_BLANKS}]*")
_MINUS, _PLUS, _DASHES = "-−–—", "+±", "-−–—±+"
_NEUTRAL = ({"unit": {"persons"}}, {"period": {"year"}})
_MOST_DECIMALS = 15
_MOST_SHOWN = 40
_EXACT = Context(prec=400)
_TRIED = (5.0, -5.0, 0.0, 5.5, -5.5)
MONEY = '#,##0.00 "€"'
"""The formats of money that a workbook names by number only show that of the country."""
BUILT_IN: Mapping[int, str] = {
    9: "0%",
    10: "0.00%",
    12: "# ?/?",
    13: "# ??/??",
    **dict.fromkeys((5, 6, 7, 8, 42, 44), MONEY),
}
"""Formats a workbook names by number, where they show more than a number."""


def mark(shown: str, number: float) -> str:
    """The cell as it is shown, with the stored number behind it."""
    return f"{shown[:_MOST_SHOWN]} ⟨{int(number) if number.is_integer() else number!r}⟩".strip()


@dataclass
class _Section:
    """One part of a format: what stands before, among and behind the digits."""

    condition: tuple[str, float] | None = None
    before: str = ""
    among: list[tuple[int, str]] = field(default_factory=list)
    after: str = ""
    digits: str = ""
    percents: int = 0
    is_elapsed: bool = False

    def add(self, text: str) -> None:
        """Add a text that is shown as it stands."""
        if self.digits:
            self.after += text
        else:
            self.before += text

    def add_digit(self, sign: str) -> None:
        """Add a place for digits; what was behind the last one now stands among them."""
        if self.after:
            self.among.append((len(self.digits), self.after))
            self.after = ""
        self.digits += sign

    @property
    def scale(self) -> int:
        """Powers of ten by which the shown number is larger than the stored one."""
        whole, _, decimals = self.digits.partition(".")
        commas = sum(len(part) - len(part.rstrip(",")) for part in (whole, decimals))
        return 2 * self.percents - 3 * commas

    @property
    def is_fraction(self) -> bool:
        """Whether a line of a fraction stands among the digits."""
        return any("/" in text for _, text in self.among)

    def among_is_plain(self) -> bool:
        """Whether what stands among the digits only groups them."""
        places = re.sub(r"[#?]", "0", self.digits.partition(".")[0])
        groups = ((_GROUP.match(text + places[at:]), text) for at, text in self.among)
        return all(found is not None and found.end() == len(text) for found, text in groups)

    def shows(self, number: float, *, sign: str) -> str:
        """The text of the cell, decimal comma, without groups."""
        scaled = abs(number) * 10.0**self.scale
        decimals = min(len(re.sub(r"[^0#?]", "", self.digits.partition(".")[2])), _MOST_DECIMALS)
        text = f"{scaled:g}" if "G" in self.digits or "@" in self.digits else f"{scaled:.{decimals}f}"
        text = self._fraction(scaled) if self.is_fraction else self._filled(text.replace(".", ","))
        return " ".join(f"{sign}{self.before}{text}{self.after}".split())

    def _fraction(self, number: float) -> str:
        whole, part = divmod(Fraction(number).limit_denominator(99), 1)
        return f"{whole} {part}" if part else f"{whole}"

    def _filled(self, text: str) -> str:
        """The number with the texts that stand among the digits before its mark."""
        places = self.digits.partition(".")[0]
        whole, mark, rest = text.partition(",")
        for at, words in reversed([one for one in self.among if one[0] < len(places)]):
            behind = len(re.sub(r"[^0#?]", "", places[at:]))
            whole = whole.zfill(behind + 1)
            whole = f"{whole[: len(whole) - behind]}{words}{whole[len(whole) - behind :]}"
        return f"{whole}{mark}{rest}"


@dataclass(frozen=True)
class NumberFormat:
    """A format of numbers, one section for each kind of number it tells apart."""

    sections: tuple[_Section, ...]
    worded: _Section | None = None
    """The section for texts, None where they are shown as they stand."""

    @property
    def is_plain(self) -> bool:
        """Whether every number and every text is shown as it is."""
        conditions = any(one.condition for one in self.sections)
        tried = [(one, number, own) for number in _TRIED for one, own in self._choices(number, every=conditions)]
        return self.worded is None and all(_is_plain(section, number, own=own) for section, number, own in tried)

    def words_of(self, text: str) -> str:
        """What a cell that holds a text shows; a text that is only hidden stays."""
        if self.worded is None:
            return text
        inner = text if self.worded.digits else ""
        return f"{self.worded.before}{inner}{self.worded.after}".strip()

    def text_of(self, number: float) -> str:
        """What a cell hands over, blank for a number shown as it is."""
        section, own = self._choices(number, every=False)[0]
        if _is_plain(section, number, own=own):
            return ""
        if not section.digits:
            return mark(section.before.strip(), number)
        return mark(section.shows(number, sign="-" if number < 0 and not own else ""), number)

    def _choices(self, number: float, *, every: bool) -> list[tuple[_Section, bool]]:
        """The section for a number, or all, and whether it sets the sign itself."""
        if every:
            return [(one, False) for one in self.sections]
        last = len(self.sections) - 1
        if any(one.condition for one in self.sections):
            for position, one in enumerate(self.sections):
                if position == last or (one.condition is None and number < 0) or _holds(one, number):
                    return [(one, position > 0 or _is_below_zero(one))]
        position = min(1, last) if number < 0 else (2 if number == 0 and last > 1 else 0)
        return [(self.sections[position], position == 1)]


def _holds(section: _Section, number: float) -> bool:
    return section.condition is not None and _COMPARE[section.condition[0]](number, section.condition[1])


def _is_below_zero(section: _Section) -> bool:
    """Whether the condition of a section lets numbers below zero through only."""
    return section.condition is not None and section.condition[0] in ("<", "<=") and section.condition[1] <= 0


def _is_plain(section: _Section, number: float, *, own: bool) -> bool:
    if not section.digits:
        # A zero may be a dash or nothing at all; any other number would be hidden.
        return number == 0 and section.before.strip(_BLANKS + _DASHES) == ""
    if section.is_elapsed or section.scale or not section.among_is_plain():
        return section.is_fraction and _is_whole_beside(section, number)
    return is_plain_beside(section.before, section.after, number, own=own)


def _is_whole_beside(section: _Section, number: float) -> bool:
    """Whether a whole number stands before the fraction, which is blank for it."""
    parts = [at for at, text in section.among if "/" not in text]
    return number.is_integer() and bool(parts) and not (section.scale or section.is_elapsed)


def is_plain_beside(before: str, after: str, number: float, *, own: bool = True) -> bool:
    """Whether the texts around the digits leave the number what it is: signs, blanks, persons, a year.

    Args:
        before: in front of the digits.
        after: behind them.
        number: as stored.
        own: the texts say themselves that it is below zero.
    """
    front, end = before.strip(_BLANKS), after.strip(_BLANKS)
    if number < 0 and own and (front, end) in {("(", ")"), *((sign, "") for sign in _MINUS), ("", "-")}:
        return True
    if (front in _PLUS or (front in _DASHES and number == 0)) and not end:
        return True
    words = fold_words(f"{front} {end}").split()
    said = {facet: set(values) for facet, values in understand(f"{front} {end}".strip()).said.items()}
    return all(len(word) > 1 and word.isalpha() for word in words) and said in _NEUTRAL


@lru_cache(maxsize=512)
def read_format(code: str) -> NumberFormat:
    """The sections of a format as the workbook writes it."""
    sections = [_Section()]
    for found in _TOKEN.finditer(code):
        kind, text = found.lastgroup, found.group(found.lastgroup) if found.lastgroup else ""
        if kind == "end":
            sections.append(_Section())
        else:
            _add(sections[-1], str(kind), text)
    numbers = (sections[0], *(one for one in sections[1:3] if "@" not in one.digits))
    texts = [one for one in sections if "@" in one.digits] or sections[3:4]
    return NumberFormat(numbers, next(filter(_adds_words, texts), None))


def _adds_words(section: _Section) -> bool:
    """Whether more is shown than a text, or other words in its place."""
    if section.digits:
        return not is_plain_beside(section.before, section.after, 1.0)
    return bool(section.before.strip())


def _add(section: _Section, kind: str, text: str) -> None:
    if kind in ("digit", "general"):
        section.add_digit("G" if kind == "general" else text)
    elif kind == "bracket":
        _add_bracket(section, text)
    elif kind in ("quoted", "escaped", "other"):
        section.is_elapsed |= kind == "other" and text in "hHsS"
        section.percents += kind == "other" and text == "%"
        section.add(text)


def _add_bracket(section: _Section, text: str) -> None:
    """Currencies are shown, conditions choose, hours may exceed a day; colours and languages change nothing."""
    if text.startswith("$"):
        section.add(text[1:].rpartition("-")[0] if "-" in text else text[1:])
    elif condition := _CONDITION.fullmatch(text):
        section.condition = (condition.group(1), float(condition.group(2)))
    elif re.fullmatch(r"h+|m+|s+", text, re.I):
        section.is_elapsed = True
        section.add(f"[{text}]")


_SHOWN_NUMBER = re.compile(rf"\d(?:[\d.,{_BLANKS}]*\d)?(?:E[+-]?\d+)?", re.I)


def shown_otherwise(shown: str, number: float) -> str:
    """What a cell hands over whose shown text is known; blank for a number shown as it is."""
    found = _SHOWN_NUMBER.search(shown)
    if found is None:
        is_zero = number == 0 and shown.strip(_BLANKS + _DASHES) == ""
        return "" if is_zero or not shown else mark(shown, number)
    before, after = shown[: found.start()], shown[found.end() :]
    if _is_rounded(found.group(), number) and is_plain_beside(before, after, number):
        return ""
    return mark(shown, number)


def _is_rounded(written: str, number: float) -> bool:
    """Whether the digits are those of the number, rounded to some place behind its mark."""
    if re.search("e", written, re.I):
        return True
    digits = re.sub(r"\D", "", written).lstrip("0")
    exact = Decimal(repr(abs(number)))
    steps = (exact.quantize(Decimal(1).scaleb(-n), ROUND_HALF_UP, _EXACT) for n in range(_MOST_DECIMALS + 1))
    return any(re.sub(r"\D", "", f"{one:f}").lstrip("0") == digits for one in steps)
