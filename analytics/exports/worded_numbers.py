"""The number in a worded figure ("rund 50.000 €", "+21.062"), so that a spreadsheet can reckon with it."""

from __future__ import annotations

import re

import pandas as pd

from analytics.language import Wording

_GERMAN = re.compile(r"(?<!\w)[+\u2212-]?(?:\d{1,3}(?:[.\u202f\u00a0]\d{3})+|\d+)(?:,\d+)?(?!\w|\.\s)")
_ENGLISH = re.compile(r"(?<!\w)[+\u2212-]?(?:\d{1,3}(?:[,\u202f\u00a0]\d{3})+|\d+)(?:\.\d+)?(?!\w)")
_MILLION = re.compile(r"Mio\.|million", re.IGNORECASE)
# A cell with more words than this tells a story; a number in it is not what it says.
_MOST_WORDS = 3


def numbers_in(texts: pd.Series, w: Wording) -> pd.Series | None:
    """The numbers of a column of worded figures, most of whose cells are such; None for a column of anything else."""
    with_digits = [text for text in texts if isinstance(text, str) and re.search(r"\d", text)]
    found = texts.map(lambda text: number_in(text, w) if isinstance(text, str) else None)
    return found if with_digits and found.notna().sum() * 2 > len(with_digits) else None


def number_in(text: str, w: Wording) -> float | None:
    """The only number of a short text; None for keys, years, spans, dates and sentences."""
    pattern, thousands, point = (_GERMAN, ".", ",") if w.lang == "de" else (_ENGLISH, ",", ".")
    found = pattern.findall(text)
    rest = pattern.sub(" ", text)
    if len(found) != 1 or re.search(r"\d", rest) or len(rest.split()) > _MOST_WORDS:
        return None
    plain = re.sub("[\u202f\u00a0]", "", found[0]).replace(thousands, "").replace(point, ".").replace("\u2212", "-")
    if re.fullmatch(r"(?:19|20)\d\d|\d{5,}", found[0]):
        return None
    return float(plain) * (1e6 if _MILLION.search(rest) else 1)
