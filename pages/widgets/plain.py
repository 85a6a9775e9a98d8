"""Words from data, files and addresses, for the places where Streamlit reads Markdown: they stay words."""

from __future__ import annotations

import re
from typing import Any

from analytics.language import Wording

# Whatever begins emphasis, code, a link, a picture, HTML, an entity, a formula, a directive or a table cell.
_SIGNS = re.compile(r"[\\`*_\[\]<>$~|]|&(?=#?\w+;)|(?<!\w):(?=[\w-]+[:\[])")
# An address alone would become a link.
_BARE_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|www)(?=[:.])")
# At the beginning of a line these make a heading, a list, a quotation or a rule.
_BEGINNING = re.compile(r"(?m)^(\s*)([-+#=]|\d+(?=[.)]\s))")
_WORD_JOINER = "\u2060"


def as_text(words: str) -> str:
    """The words as Markdown that shows exactly them.

    Args:
        words: plain text; paragraphs stay paragraphs.
    """
    marked = _SIGNS.sub(r"\\\g<0>", words)
    marked = _BARE_ADDRESS.sub(rf"\1{_WORD_JOINER}", marked)
    return _BEGINNING.sub(_mark_beginning, marked)


def _mark_beginning(found: re.Match[str]) -> str:
    space, sign = found.groups()
    return f"{space}{sign}\\" if sign[0].isdigit() else f"{space}\\{sign}"


def moment(at: Any, w: Wording) -> str:
    """A moment in the store as day and time (UTC)."""
    return f"{w.date_short(at.date())}, {at:%H:%M} UTC"
