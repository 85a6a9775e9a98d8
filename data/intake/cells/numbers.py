"""From texts to numbers: how a column writes them is judged for the whole column, never per cell.

`1.560` alone is one thousand five hundred and sixty in German and one and a half in English. A column
that shows no cell which fits only one reading is ambiguous: it is asked about, not guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from data.intake.cells.coded import Coded, Mask, as_mask
from data.intake.cells.patterns import matching, substituted
from data.intake.cells.symbols import LETTERS, LIMITED, NOTED, NOTHING, SYMBOLS
from data.intake.model import Reading

Vote = Literal["plain", "german", "english", "ambiguous", "mixed"]

_SPACES = " \u00a0\u202f\u2007\u2008\u2009\u200a"
_GROUP_SPACES = f"[{_SPACES}'’]"
_MINUS = "\u2212–—-"
_ORNAMENT = rf"[^\d.,{_SPACES}'’+{_MINUS}]"
_BEFORE = rf"^([+{_MINUS}]?[\d.,'’{_SPACES}]*\d)[{_SPACES}]?"
_UNIT = re.compile(rf"{_BEFORE}(?:Personen|Pers\.|Einwohner|EW)$")
_NOTE = re.compile(
    rf"^(\(?[+{_MINUS}]?\d.*?)[{_SPACES}]?(?:[*†‡#]+\)?|[⁰¹²³⁴-⁹]+\)?|[{_SPACES}]\d{{1,2}}\))$", re.ASCII
)
"""A footnote's mark behind a number; its digit only with a space before and a bracket behind it."""
_LIMITED = re.compile(r"^\(([^()]*\d[^()]*)\)$")
_QUALITIES = (
    (re.compile(rf"{_BEFORE}\(?(?:vorl\.?|vorläufig(?:es Ergebnis)?|provisional|preliminary)\)?$"), "p"),
    (re.compile(rf"{_BEFORE}\(?(?:rev\.?|revidiert|korr\.?|korrigiert|berichtigt|revised)\)?$"), "r"),
)
"""Words behind a number and the letter that says the same."""
_OWN = f"[{''.join(LETTERS)}]"
_LETTER = re.compile(rf"{_BEFORE}(?:{_OWN}\)?|\({_OWN}\))$")
_SIGNS = pa.array(list(SYMBOLS))
_ONLY_GERMAN = (
    r"^-?("
    r"\d+,(\d{1,2}|\d{4,})"  # 1,56: no group of three follows the comma
    r"|\d{4,},\d+|0\d*,\d+"  # 1560,123 and 0,560: no group could stand before it
    r"|\d{1,3}(\.\d{3})+,\d*"  # 1.234,5
    r"|\d{1,3}(\.\d{3}){2,}"  # 1.234.567
    r")$"
)
_ONLY_ENGLISH = r"^-?(\d+\.(\d{1,2}|\d{4,})|\d{4,}\.\d+|0\d*\.\d+|\d{1,3}(,\d{3})+\.\d*|\d{1,3}(,\d{3}){2,})$"
_EITHER = r"^-?[1-9]\d{0,2}[.,]\d{3}$"
_VALID: dict[str, str] = {
    "german": r"^-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$",
    "english": r"^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$",
}
_PLAIN = r"^-?\d+$"
_MACHINE = r"^-?\d+(\.\d+)?E[+-]?\d+$"
"""Number cells of a workbook are handed over in this form: it can be read in one way only."""


@dataclass(frozen=True, eq=False)
class Numbers:
    """Per distinct text of a column: its number, status and validity.

    Attributes:
        found: the number, NaN where the text states none.
        status: blank, or one of the statuses and letters of `data.intake.cells.symbols`.
        bad: the text is neither a number in this reading nor a known sign.
        vote: how the column writes numbers.
        examples: cells that decided the vote, or that fit both readings.
        signs: all that `status` holds but blanks.
    """

    found: npt.NDArray[np.float64]
    status: npt.NDArray[np.object_]
    bad: Mask
    vote: Vote
    examples: tuple[str, ...]
    signs: frozenset[str] = frozenset()

    def number_per_row(self, column: Coded) -> npt.NDArray[np.float64]:
        """The number of each row."""
        per_row: npt.NDArray[np.float64] = self.found[column.codes]
        return per_row

    def status_per_row(self, column: Coded) -> npt.NDArray[np.object_]:
        """The status of each row."""
        found: npt.NDArray[np.object_] = self.status[column.codes]
        return found


@dataclass(frozen=True, eq=False)
class _Bare:
    """Texts freed of signs: what is left should be a number."""

    text: pa.Array
    status: npt.NDArray[np.object_]
    is_symbol: Mask


def _bare(values: pa.Array) -> _Bare:
    """Take signs, brackets and quality letters off; write every minus as a hyphen."""
    status = np.full(len(values), "", dtype=object)
    is_symbol = as_mask(pc.is_in(values, _SIGNS))
    text = values
    odd = np.flatnonzero(as_mask(matching(values, _ORNAMENT)) | is_symbol)
    if len(odd):
        freed = values.to_pylist()
        for index in odd.tolist():
            freed[index], status[index] = _without_ornaments(freed[index])
        text = pa.array(freed, pa.string())
    text = substituted(text, f"^[{_MINUS}] ?", "-")
    text = substituted(text, r"^\+(\d)", r"\1")
    return _Bare(_without_group_spaces(text), status, is_symbol)


def _without_ornaments(text: str) -> tuple[str, str]:
    """A number without footnote marks, words and letters of quality and brackets, and what they say."""
    if text in SYMBOLS:
        return text, SYMBOLS[text]
    status = ""
    text = _UNIT.sub(r"\1", text)
    for words, letter in _QUALITIES:
        text = words.sub(rf"\1{letter}", text)
    if noted := _NOTE.match(text):
        text, status = noted[1], NOTED
    if limited := _LIMITED.match(text):
        text, status = limited[1], LIMITED
    if lettered := _LETTER.match(text):
        text, status = lettered[1], text.rstrip(")")[-1]
    return text, status


def _without_group_spaces(text: pa.Array) -> pa.Array:
    grouped = matching(text, rf"^-?\d{{1,3}}({_GROUP_SPACES}\d{{3}})+([.,]\d+)?$")
    return pc.if_else(grouped, substituted(text, _GROUP_SPACES, ""), text)


def judge(values: pa.Array) -> tuple[Vote, tuple[str, ...]]:
    """How the texts of a column write numbers, with the cells that show it."""
    german = as_mask(matching(values, _ONLY_GERMAN))
    english = as_mask(matching(values, _ONLY_ENGLISH))
    either = as_mask(matching(values, _EITHER))
    if german.any() and english.any():
        return "mixed", (*_first(values, german), *_first(values, english))
    if german.any():
        return "german", _first(values, german)
    if english.any():
        return "english", _first(values, english)
    if either.any():
        return "ambiguous", _first(values, either)
    return "plain", ()


def _first(values: pa.Array, mask: Mask, most: int = 3) -> tuple[str, ...]:
    return tuple(str(values[int(index)].as_py()) for index in np.flatnonzero(mask)[:most])


def read_numbers(column: Coded, reading: Reading | None = None) -> Numbers:
    """Read a column.

    Args:
        column: texts.
        reading: how to read it when the format or the person says so; None lets the column decide.

    Returns:
        Numbers per distinct text. With the vote `ambiguous` or `mixed` no cell with a mark is read.
    """
    used = column.used()
    plain = _are_plain(column.distinct)
    found = np.full(len(plain), np.nan)
    status = np.full(len(plain), "", dtype=object)
    bad = np.zeros(len(plain), dtype=bool)
    if plain.any():
        found[plain] = _cast(column.distinct.filter(pa.array(plain)))
    # Whole numbers without any mark say nothing about the writing: the rest decides, and is few.
    rest = np.flatnonzero(~plain & used)
    if not len(rest):
        return Numbers(found, status, bad, reading or "plain", ())
    marked = _read_marked(column.distinct.take(pa.array(rest)), reading)
    found[rest], status[rest], bad[rest] = marked.found, marked.status, marked.bad
    return Numbers(found, status, bad, marked.vote, marked.examples, frozenset(marked.status) - {""})


def _are_plain(texts: pa.Array) -> Mask:
    """Which texts are digits only, a minus before them allowed; most are told without a pattern."""
    plain = as_mask(pc.ascii_is_decimal(texts))
    if not plain.all():
        rest = np.flatnonzero(~plain)
        plain[rest] = as_mask(matching(texts.take(pa.array(rest)), _PLAIN))
    return plain


def _read_marked(texts: pa.Array, reading: Reading | None) -> Numbers:
    """Numbers with marks, signs, brackets or letters, and whatever is none."""
    written = texts.to_pylist() if len(texts) <= len(SYMBOLS) else []
    if written and all(text in SYMBOLS for text in written):
        return _only_signs(written, reading)
    bare = _bare(texts)
    vote, examples = (reading, ()) if reading else judge(bare.text)
    found, valid = _converted(bare.text, str(vote))
    found[bare.is_symbol] = np.nan
    found[bare.status == NOTHING] = 0.0
    return Numbers(found, bare.status, ~valid & ~bare.is_symbol, vote, tuple(examples))


def _only_signs(texts: list[str], reading: Reading | None) -> Numbers:
    """Texts each of which is a sign that stands for a number or for none."""
    status = np.array([SYMBOLS[text] for text in texts], dtype=object)
    found = np.where(status == NOTHING, 0.0, np.nan)
    return Numbers(found, status, np.zeros(len(texts), dtype=bool), reading or "plain", ())


def _cast(texts: pa.Array) -> npt.NDArray[np.float64]:
    return np.asarray(pc.cast(texts, pa.float64()).to_numpy(zero_copy_only=False), dtype=float)


def _converted(text: pa.Array, vote: str) -> tuple[npt.NDArray[np.float64], Mask]:
    """Numbers and which texts are one."""
    plain = as_mask(matching(text, rf"^-?\d+$|{_MACHINE}"))
    pattern = _VALID.get(vote)
    marked = as_mask(matching(text, pattern)) if pattern else np.zeros(len(text), bool)
    clean = text
    if vote == "german":
        clean = pc.replace_substring(pc.replace_substring(text, ".", ""), ",", ".")
    elif vote == "english":
        clean = pc.replace_substring(text, ",", "")
    clean = pc.if_else(pa.array(plain), text, clean)
    valid = plain | marked
    return _cast(pc.if_else(pa.array(valid), clean, None)).copy(), valid


def marks(votes: list[Vote]) -> tuple[str, str]:
    """Decimal and thousands mark a file shows, blank when no column shows one."""
    if "german" in votes:
        return ",", "."
    return (".", ",") if "english" in votes else ("", "")
