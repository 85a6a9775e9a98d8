"""Words of a text box, wrapped and set as in the file."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from analytics.exports.drawing.text_metrics import text_width
from analytics.exports.pptx.parts.styles import A, Theme
from analytics.exports.pptx.preview.ink import POINT, Box, ink, number

LINE = 1.2
_SIZE = 14.0
_ANCHORS = {"l": "start", "ctr": "middle", "r": "end", "just": "start"}
_INSETS = {"lIns": 7.2, "tIns": 3.6, "rIns": 7.2, "bIns": 3.6}


@dataclass(frozen=True)
class _Piece:
    text: str
    size: float
    bold: bool
    italic: bool
    colour: str

    @property
    def width(self) -> float:
        return text_width(self.text, self.size, bold=self.bold)


_Line = tuple[list[_Piece], str]


def draw_words(body: Any, box: Box, colours: Theme, styles: Sequence[Any] = (), frames: Sequence[Any] = ()) -> str:
    """A text body in its box.

    Args:
        body: the element that holds paragraphs.
        box: of the shape.
        colours: of the theme.
        styles: what the words inherit, nearest first.
        frames: what their frame inherits, nearest first.
    """
    chain = [body.find(f"{A}bodyPr"), *frames]
    inset = {name: int(_said(chain, name) or usual * POINT) / POINT for name, usual in _INSETS.items()}
    width = box.width - inset["lIns"] - inset["rIns"]
    wide = _said(chain, "wrap") == "none"
    lines = [line for paragraph in body.findall(f"{A}p") for line in _lines(paragraph, width, colours, styles, wide)]
    if not any(piece.text.strip() for pieces, _ in lines for piece in pieces):
        return ""
    heights = [max((piece.size for piece in pieces), default=_SIZE) * LINE for pieces, _ in lines]
    spare = box.height - inset["tIns"] - inset["bIns"] - sum(heights)
    top = box.top + inset["tIns"] + {"ctr": 0.5, "b": 1.0}.get(_said(chain, "anchor"), 0.0) * spare
    parts = []
    for (pieces, align), height in zip(lines, heights, strict=True):
        top += height
        place = {"ctr": 0.5, "r": 1.0}.get(align, 0.0)
        parts.append(_row(pieces, box.left + inset["lIns"] + place * width, top - 0.28 * height, align))
    return "".join(parts)


def _lines(paragraph: Any, width: float, colours: Theme, styles: Sequence[Any], wide: bool) -> Iterator[_Line]:
    own = paragraph.find(f"{A}pPr")
    align = own.get("algn", "l") if own is not None else "l"
    line: list[_Piece] = []
    for piece in _pieces(paragraph, colours, styles):
        broken = piece.text == "\n"
        if broken or (not wide and line and sum(one.width for one in line) + piece.width > width + 0.5):
            yield line, align
            line = []
        if not broken:
            line.append(piece)
    yield line or [_Piece("", _size(paragraph.find(f"{A}endParaRPr"), styles), False, False, "")], align


def _pieces(paragraph: Any, colours: Theme, styles: Sequence[Any]) -> Iterator[_Piece]:
    """Words with the space behind them; breaks as such."""
    for run in paragraph:
        kind = run.tag.rpartition("}")[2]
        if kind == "br":
            yield _Piece("\n", _SIZE, False, False, "")
        for word in _words(run.findtext(f"{A}t") or "") if kind in ("r", "fld") else ():
            chain = [run.find(f"{A}rPr"), *styles]
            bold, italic = (_said(chain, name) in ("1", "true") for name in ("b", "i"))
            filled = next((s for s in chain if s is not None and s.find(f"{A}solidFill") is not None), None)
            yield _Piece(word, _size(chain[0], styles), bold, italic, ink(filled, colours))


def _words(text: str) -> list[str]:
    words = text.split(" ")
    return [f"{word} " if place < len(words) - 1 else word for place, word in enumerate(words) if word or place]


def _size(style: Any, styles: Sequence[Any]) -> float:
    size = _said([style, *styles], "sz")
    return int(size) / 100 if size else _SIZE


def _said(chain: Sequence[Any], name: str) -> str:
    return next((str(style.get(name)) for style in chain if style is not None and style.get(name)), "")


def _row(pieces: list[_Piece], x: float, y: float, align: str) -> str:
    spans = "".join(_span(piece) for piece in pieces if piece.text)
    anchor = _ANCHORS.get(align, "start")
    return f'<text xml:space="preserve" x="{number(x)}" y="{number(y)}" text-anchor="{anchor}">{spans}</text>'


def _span(piece: _Piece) -> str:
    look = ' font-weight="600"' if piece.bold else ""
    look += ' font-style="italic"' if piece.italic else ""
    words = html.escape(piece.text)
    return f'<tspan font-size="{number(piece.size)}" fill="{piece.colour}"{look}>{words}</tspan>'


def draw_line(text: str, x: float, y: float, *, size: float, colour: str, anchor: str) -> str:
    """A single line of words."""
    return (
        f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}" font-size="{number(size)}" fill="{colour}">'
        f"{html.escape(text)}</text>"
    )
