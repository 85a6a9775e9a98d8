"""Headlines whose compounds stay whole: no program breaks a line at a protected hyphen."""

from __future__ import annotations

import re

_PROTECTED = "\u2011"
_WITHIN = re.compile(r"(?<=\w)-(?=\w)")
# Protected spaces stay: they hold a number and its unit together.
_SPACES = re.compile(r"[ \t\r\n\v\f]+")


def protect_compounds(headline: str) -> str:
    """The headline on one line, the hyphens within its words protected."""
    return _WITHIN.sub(_PROTECTED, _SPACES.sub(" ", headline))


def plain_headline(written: str) -> str:
    """The headline as it was before `protect_compounds`."""
    return written.replace(_PROTECTED, "-")
