"""Fills, edges and frames of a slide's shapes in the words of SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analytics.exports.pptx.parts.styles import A, Theme

POINT = 12700
_FILLS = ("solidFill", "pattFill", "gradFill")
_PATTERN, _INK = 0.45, "#0F2620"
_DASHES = {"dash": 4, "sysDash": 3, "lgDash": 8, "dot": 1, "sysDot": 1, "dashDot": 4}


@dataclass(frozen=True)
class Box:
    """A frame in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height


def placed(box: Box) -> str:
    """A frame as attributes."""
    wide, tall = number(max(0, box.width)), number(max(0, box.height))
    return f'x="{number(box.left)}" y="{number(box.top)}" width="{wide}" height="{tall}"'


def number(value: float) -> str:
    """A length, short."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def colour_of(style: Any, colours: Theme) -> tuple[str, float]:
    """Colour and opacity of a fill; an empty colour for none."""
    for tag in _FILLS if style is not None else ():
        found = style.find(f"{A}{tag}")
        entry = next(found.iter(f"{A}srgbClr", f"{A}schemeClr", f"{A}sysClr"), None) if found is not None else None
        if entry is not None:
            alpha = entry.find(f"{A}alpha")
            share = int(alpha.get("val")) / 100_000 if alpha is not None else 1.0
            return _hex(entry, colours), share * (_PATTERN if tag == "pattFill" else 1.0)
    return "", 1.0


def _hex(entry: Any, colours: Theme) -> str:
    name = str(entry.get("lastClr") or entry.get("val"))
    return f"#{name if entry.tag != f'{A}schemeClr' else colours.get(name, '808080')}"


def fill_attributes(style: Any, colours: Theme, otherwise: str = "none") -> str:
    """The fill of a shape as attributes."""
    colour, share = colour_of(style, colours)
    opacity = f' fill-opacity="{number(share)}"' if share < 1 else ""
    return f'fill="{colour or otherwise}"{opacity}'


def stroke(line: Any, colours: Theme, otherwise: str = "") -> str:
    """The edge of a shape, or a line, as attributes."""
    colour, share = colour_of(line, colours)
    colour = colour or otherwise
    if not colour or (line is not None and line.find(f"{A}noFill") is not None):
        return 'stroke="none"'
    width = int(line.get("w", 9525)) / POINT if line is not None else 0.75
    dash = line.find(f"{A}prstDash") if line is not None else None
    length = _DASHES.get(dash.get("val"), 0) * width if dash is not None else 0
    dashes = f' stroke-dasharray="{number(length)} {number(max(length * 0.6, 2 * width))}"' if length else ""
    opacity = f' stroke-opacity="{number(share)}"' if share < 1 else ""
    return f'stroke="{colour}" stroke-width="{number(width)}"{dashes}{opacity}'


def ink(style: Any, colours: Theme) -> str:
    """Colour of words."""
    return colour_of(style, colours)[0] or _INK
