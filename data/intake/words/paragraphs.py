"""Notes below a table as they were meant: lines that run on into the next one are one note."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONG = 48
"""Signs of a line that may have been broken because it was full."""
_SENTENCE_END = re.compile(r"[.:;!?][\"'»“)]*$")
_OPEN_END = re.compile(
    r"(?:[,–(]|\b(?:\d{1,2}|einschl|inkl|ca)\.|[^\W\d_]-|\b(?:und|oder|sowie|bzw\.|der|die|das|des|dem|den|ein|eine[mnrs]?|auf|aus|von|vom|zu|zum|zur|in|im|ins|am"
    r"|an|für|mit|nach|bei|über|unter|ab|bis|seit|ohne|nur|als|je|pro|sich|sind|ist|wurden?|werden|wird|nicht|auch|the"
    r"|of|a|an|and|or|to|from|for|with|by|only|is|are|was|were|at|on|per|as))$",
    re.I,
)
"""No note ends in such a word."""
_OWN = re.compile(r"[©*•·_]|[-–—]\s|\(?\d{1,2}\)|[\"']?(?:quellen?|source|stand|hinweise?|anmerkung|note)\b", re.I)
"""How a note of its own begins."""
_GOES_ON = re.compile(r"[a-zäöüß][^\W\d_]|[\d\W]+$")
"""A word written small, or nothing but a number or a day."""


def runs_on(line: str, following: str) -> bool:
    """Whether a line of notes goes on in the next one."""
    if not line or not following or _OWN.match(following):
        return False
    if _OPEN_END.search(line):
        return True
    goes_on = bool(_GOES_ON.match(following))
    if _SENTENCE_END.search(line):
        return goes_on and line.endswith(":")
    return goes_on or len(line) >= _LONG


def paragraphs(lines: Iterable[str]) -> list[str]:
    """Lines put together to notes; blank ones part them."""
    found: list[str] = []
    last = ""
    for line in (" ".join(one.split()) for one in lines):
        if runs_on(last, line):
            found[-1] = f"{found[-1]} {line}"
        elif line:
            found.append(line)
        last = line
    return found
