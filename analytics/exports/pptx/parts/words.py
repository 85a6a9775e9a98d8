"""Headlines that break only between words: compounds, spans of years, and numbers with their units stay whole."""

from __future__ import annotations

import re

_HYPHEN, _SPACE, _JOINER = "\u2011", "\u00a0", "\u2060"
_WITHIN, _BEHIND_NUMBER = re.compile(r"(?<=\w)-(?=\w)"), re.compile(r"(?<=\d)-(?=\w)")
# Its short name is one word, whatever stands between its letters.
_LICENCE = re.compile(r"\bdl-de/by(?:-[\w.]+)*")
# Programs break behind a dash.
_SPAN = re.compile(r"(?<=\d)–(?=\d)")
# Protected spaces stay: they hold a number and its unit together.
_SPACES = re.compile(r"[ \t\r\n\v\f]+")
_BESIDE_NUMBER = "|".join((
    r"(?<=\d){space}(?=(?:km|je|per)\b)", r"(?<=\d\.){space}(?=[^\W\d])", r"(?<=\bje){space}(?=\d)",
    r"(?<=\bper){space}(?=\d)", r"(?<=\b[Rr]ang){space}(?=\d)", r"(?<=\brank){space}(?=\d)",
))  # fmt: skip
_BREAKABLE, _BOUND = (re.compile(_BESIDE_NUMBER.format(space=space)) for space in (" ", _SPACE))


def bind_numbers(headline: str) -> str:
    """The headline on one line, each number bound to its unit: "30 km", "je 1.000"."""
    return _BREAKABLE.sub(_SPACE, _SPACES.sub(" ", headline))


def protect_numbers(text: str) -> str:
    """The text with numbers and what belongs to them whole: "7,7-Fache"; names may break at their hyphen."""
    whole = _LICENCE.sub(lambda found: found.group().replace("-", _HYPHEN), bind_numbers(text))
    return _BEHIND_NUMBER.sub(_HYPHEN, whole)


def protect_compounds(headline: str) -> str:
    """The headline as it is written on a slide, where any program may break its lines."""
    bound = _WITHIN.sub(_HYPHEN, bind_numbers(headline))
    return _SPAN.sub(f"–{_JOINER}", bound)


def plain_headline(written: str) -> str:
    """The headline as it was before it was protected."""
    return _BOUND.sub(" ", written.replace(_HYPHEN, "-").replace(_JOINER, ""))
