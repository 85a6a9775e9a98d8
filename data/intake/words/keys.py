"""Keys a spreadsheet took for numbers (`12051.0`, `12.051`, `1,2051E+04`), names cut short or with more behind them."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

_GERMANY = Path(__file__).parent / "german_kreise.csv"
"""Keys and names as table 12711-04-02-4 of the Regionaldatenbank prints them for 2000 to 2024, with the first and
last year it has figures for; © Statistische Ämter des Bundes und der Länder, dl-de/by-2-0."""

LAND_NAMES = {
    "schleswig-holstein": "01",
    "hamburg": "02",
    "niedersachsen": "03",
    "bremen": "04",
    "nordrhein-westfalen": "05",
    "hessen": "06",
    "rheinland-pfalz": "07",
    "baden-württemberg": "08",
    "bayern": "09",
    "saarland": "10",
    "berlin": "11",
    "brandenburg": "12",
    "mecklenburg-vorpommern": "13",
    "sachsen": "14",
    "sachsen-anhalt": "15",
    "thüringen": "16",
    "lower saxony": "03",
    "north rhine-westphalia": "05",
    "hesse": "06",
    "rhineland-palatinate": "07",
    "bavaria": "09",
    "mecklenburg-western pomerania": "13",
    "saxony": "14",
    "saxony-anhalt": "15",
    "thuringia": "16",
}
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


@lru_cache(maxsize=1)
def german_kreise() -> tuple[tuple[str, str, str], ...]:
    """Key, name and kind of all districts of Germany, past ones too."""
    with _GERMANY.open(encoding="utf-8", newline="") as stream:
        return tuple((row["ags"], row["name"], row["kind"]) for row in csv.DictReader(stream))


_CUT_SHORT = re.compile(r"[^\W\d_]\.")
_WORDS = re.compile(r"[^\W\d_]+\.?")
_KIND = re.compile(r"(?<![\w-])(?:(?:krfr|krsfr|kfr|lkr|kr)\.(?:\s?stadt)?|landkreis|lkr|lk|sk|stadt)(?!\w)")
_FEWEST = 3
"""Letters of the first word, by which a person would know the name."""


def written_out(text: str) -> str:
    """The name of the one district whose words begin like those cut short in a text: `Märk.-Oderland`, `Frankfurt/O.`.

    The text itself where no word is cut short, or where none or several districts have such a name.
    """
    plain = text.casefold()
    kinds = "".join(f", {kind}" for kind in _KIND.findall(plain))
    words = _WORDS.findall(_KIND.sub(" ", plain))
    if not _CUT_SHORT.search(plain) or len(words) < 2 or len(words[0].rstrip(".")) < _FEWEST:
        return text
    pattern = re.compile(r"\W+".join(word.replace(".", r"\w*") for word in words) + r"\W*")
    names = {name.split(",")[0] for _, name, _ in german_kreise()}
    meant = [name for name in names if pattern.fullmatch(name.casefold())]
    return meant[0] + kinds if len(meant) == 1 else text
