"""Looks of a chart's points as short words that can be compared, and which of them are the atlas' own."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from lxml import etree

from analytics.figure import theme

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_RAMPS = (
    tuple(reversed(theme.LOSS)), (*theme.LOSS, *theme.GAIN), theme.LOSS_RAMP, theme.SEQUENTIAL, theme.REACH
)  # fmt: skip
_SINGLE = tuple(
    value for value in vars(theme).values() if isinstance(value, str) and value.startswith("#") and len(value) == 7
)  # fmt: skip
# Part of a colour by which rounding may differ.
_NEAR = 2.0
Theme = dict[str, str]


def theme_colours(slide: Any) -> Theme:
    """What the names of the theme's colours stand for on a slide."""
    master = slide.slide_layout.slide_master
    part = next((rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme")), None)
    scheme = etree.fromstring(part.blob).find(f".//{A}clrScheme") if part is not None else None
    if scheme is None:
        return {}
    plain = {
        entry.tag.rpartition("}")[2]: str(entry[0].get("lastClr") or entry[0].get("val")).upper() for entry in scheme
    }
    mapped = master._element.find("{http://schemas.openxmlformats.org/presentationml/2006/main}clrMap")
    names = dict(mapped.attrib) if mapped is not None else {}
    return plain | {name: plain[slot] for name, slot in names.items() if slot in plain}


def digest(holder: Any, colours: Theme) -> str:
    """Fill and edge of a bar, or symbol, fill and edge of a marker, as one word; empty for nothing said."""
    if holder is None:
        return ""
    symbol = holder.find(f"{C}symbol")
    style = holder if holder.tag == f"{C}spPr" else holder.find(f"{C}spPr")
    shape = [str(symbol.get("val"))] if symbol is not None else []
    if style is None:
        return "/".join(shape)
    edge, inside = style.find(f"{A}ln"), _fill(style, colours)
    if _is_line(holder):
        # A line has no inside, which LibreOffice fills all the same.
        inside = ""
    # LibreOffice drops the edges of markers, which here have the colour of the inside.
    no_edge = inside if holder.tag == f"{C}marker" else ""
    return "/".join([*shape, inside, _fill(edge, colours) if edge is not None else no_edge])


def _is_line(holder: Any) -> bool:
    """Whether this is how a line looks, as a whole or at one of its points."""
    around = {owner.tag for owner in holder.iterancestors(f"{C}lineChart", f"{C}scatterChart")}
    return holder.tag == f"{C}spPr" and bool(around)


def lost_edge(now: str, made: str) -> bool:
    """Whether a marker looks as it was made but for its edge, which LibreOffice takes away."""
    found, known = now.split("/"), made.split("/")
    of_marker = len(found) == len(known) == len(("symbol", "inside", "edge"))
    return of_marker and found[:2] == known[:2] and found[2] == found[1]


def label_style(label: Any) -> str:
    """Ground and edge of a text box, and how the words of each of its lines look, as one word."""
    lines = [
        "+".join(dict.fromkeys(_run_style(style) for style in line.iter(f"{A}rPr")))
        for line in label._element.iter(f"{A}p")
    ]
    return "/".join([digest(label._element.spPr, {}), *lines])


def digest_words(space: Any) -> str:
    """How the words of a chart look."""
    return "+".join(_run_style(style) for style in space.findall(f"{C}txPr//{A}defRPr"))


def _run_style(style: Any) -> str:
    """Size, weight, slant, underline, font and colour of words; what is not said is left out."""
    font = style.find(f"{A}latin")
    marks = [f"{name}{style.get(name)}" for name in ("sz", "b", "i", "u") if style.get(name) not in (None, "0", "none")]
    return " ".join([*marks, *([str(font.get("typeface"))] if font is not None else []), _fill(style, {})])


def _fill(style: Any, colours: Theme) -> str:
    for tag in ("solidFill", "pattFill", "gradFill"):
        found = style.find(f"{A}{tag}")
        if found is not None:
            return "+".join(_colour(entry, colours) for entry in found.iter(f"{A}srgbClr", f"{A}schemeClr"))
    return ""


def _colour(entry: Any, colours: Theme) -> str:
    name = str(entry.get("val"))
    word = name.upper() if entry.tag == f"{A}srgbClr" else colours.get(name, name)
    return word + "".join(f"@{child.tag.rpartition('}')[2]}{child.get('val')}" for child in entry)


def is_own(style: str) -> bool:
    """Whether a style consists of colours of the atlas: single ones, or from between the classes of its maps."""
    words = [word.partition("@")[0] for part in style.split("/") for word in part.split("+")]
    return all(_on_ramp(word) for word in words if len(word) == 6 and _is_hex(word))


def _is_hex(word: str) -> bool:
    return all(sign in "0123456789ABCDEF" for sign in word)


def _on_ramp(word: str) -> bool:
    colour = _parts(word)
    if any(_gap(colour, one, one) <= _NEAR for one in map(_parts, _SINGLE)):
        return True
    return any(
        _gap(colour, _parts(one), _parts(other)) <= _NEAR for ramp in _RAMPS for one, other in pairwise(ramp)
    )  # fmt: skip


def _parts(word: str) -> tuple[float, ...]:
    plain = word.lstrip("#")
    return tuple(float(int(plain[place : place + 2], 16)) for place in (0, 2, 4))


def _gap(colour: tuple[float, ...], one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Distance of a colour from the straight line between two."""
    way = [b - a for a, b in zip(one, other, strict=True)]
    length = sum(step * step for step in way)
    along = sum((c - a) * step for c, a, step in zip(colour, one, way, strict=True)) / length if length else 0.0
    nearest = [a + min(1.0, max(0.0, along)) * step for a, step in zip(one, way, strict=True)]
    return max(abs(c - n) for c, n in zip(colour, nearest, strict=True))
