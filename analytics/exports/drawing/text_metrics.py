"""How wide words are, and how Plotly's little markup is read, for everything that is drawn without a browser."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parents[3] / "static" / "fonts"
_UNITS = 200
_TAG = re.compile(r"<(/?)(b|span|i|sub|sup)\b([^>]*)>")
_COLOUR = re.compile(r"color:\s*(#[0-9a-fA-F]{6})")


@dataclass(frozen=True)
class Run:
    """Words in one look; `colour` is empty where the line's own colour holds."""

    text: str
    bold: bool = False
    colour: str = ""


Line = tuple[Run, ...]


@lru_cache(maxsize=2)
def _font(bold: bool) -> Any:
    # Pillow is loaded by the first drawing, not by the start of the server.
    from PIL import ImageFont

    return ImageFont.truetype(str(FONTS / ("figtree-semibold.ttf" if bold else "figtree-regular.ttf")), _UNITS)


@lru_cache(maxsize=20_000)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a text in the unit of its size."""
    return float(_font(bold).getlength(text)) * size / _UNITS


def line_width(line: Line, size: float) -> float:
    """Width of a line of runs."""
    return sum(text_width(run.text, size, bold=run.bold) for run in line)


def wrap_words(text: str, width: float, size: float, *, bold: bool = False, most: int = 0) -> list[str]:
    """The text in lines no wider than `width`; a word that is wider alone is cut; at most `most` lines."""
    return list(_wrapped(text, width, size, bold, most))


@lru_cache(maxsize=20_000)
def _wrapped(text: str, width: float, size: float, bold: bool, most: int) -> tuple[str, ...]:
    """Kept: a page is filled by trying, and every try asks for the lines of the same cells."""
    lines = [""]
    for word in re.split(r"[ \n]+", text.strip()):
        for piece in _pieces(word, width, size, bold):
            longer = f"{lines[-1]} {piece}" if lines[-1] else piece
            if text_width(longer, size, bold=bold) <= width or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(piece)
    if not most or len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while last and text_width(f"{last} …", size, bold=bold) > width:
        last = last.rpartition(" ")[0] or last[:-1]
    return (*lines[: most - 1], f"{last.rstrip(' ,;:–')} …")


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    if text_width(word, size, bold=bold) <= width:
        return [word]
    most = max(1, int(len(word) * width / text_width(word, size, bold=bold)) - 1)
    return [word[start : start + most] for start in range(0, len(word), most)]


def read_markup(text: str) -> tuple[Line, ...]:
    """Plotly's markup (bold, colour, line breaks) as lines of runs."""
    return tuple(_read_line(line) for line in re.split(r"<br\s*/?>", text))


def _read_line(line: str) -> Line:
    runs: list[Run] = []
    bold, colours, place = False, [""], 0
    for tag in _TAG.finditer(line):
        _append(runs, line[place : tag.start()], bold, colours[-1])
        closing, name, rest = tag.groups()
        if name == "b":
            bold = not closing
        elif name == "span" and closing:
            colours = colours[:-1] or [""]
        elif name == "span":
            found = _COLOUR.search(rest)
            colours.append(found.group(1) if found else "")
        place = tag.end()
    _append(runs, line[place:], bold, colours[-1])
    return tuple(runs) or (Run(""),)


def _append(runs: list[Run], text: str, bold: bool, colour: str) -> None:
    if text:
        runs.append(Run(html.unescape(text), bold, colour))


def plain_text(text: str) -> str:
    """A text without Plotly's markup, on one line."""
    return " ".join("".join(run.text for run in line) for line in read_markup(text)).strip()
