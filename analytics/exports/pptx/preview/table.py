"""A table as it stands on a slide."""

from __future__ import annotations

from typing import Any

from analytics.exports.pptx.parts.styles import A, Theme
from analytics.exports.pptx.preview.ink import POINT, Box, fill_attributes, placed
from analytics.exports.pptx.preview.words import draw_words


def draw_table(table: Any, box: Box, colours: Theme) -> str:
    """Cells with their grounds and words; a cell merged with others covers them."""
    widths = [int(column.get("w")) / POINT for column in table.find(f"{A}tblGrid")]
    parts, top = [], box.top
    rows = table.findall(f"{A}tr")
    heights = [int(row.get("h")) / POINT for row in rows]
    for number_of_row, row in enumerate(rows):
        left = box.left
        for place, cell in enumerate(row.findall(f"{A}tc")):
            wide = sum(widths[place : place + int(cell.get("gridSpan", "1"))])
            tall = sum(heights[number_of_row : number_of_row + int(cell.get("rowSpan", "1"))])
            if "1" not in (cell.get("hMerge"), cell.get("vMerge")):
                parts.append(_cell(cell, Box(left, top, wide, tall), colours))
            left += widths[place]
        top += heights[number_of_row]
    return "".join(parts)


def _cell(cell: Any, box: Box, colours: Theme) -> str:
    style, body = cell.find(f"{A}tcPr"), cell.find(f"{A}txBody")
    ground = f'<rect {placed(box)} {fill_attributes(style, colours)} stroke="#00000022" stroke-width="0.5"/>'
    if style is None:
        return ground + draw_words(body, box, colours)
    if style.get("anchor"):
        body.find(f"{A}bodyPr").set("anchor", style.get("anchor"))
    return ground + draw_words(body, _within(style, box), colours)


def _within(style: Any, box: Box) -> Box:
    """The frame of the words: a cell has margins of its own in place of the insets of a text box."""
    left, right = (int(style.get(name, 91440)) / POINT - 7.2 for name in ("marL", "marR"))
    top, bottom = (int(style.get(name, 45720)) / POINT - 3.6 for name in ("marT", "marB"))
    return Box(box.left + left, box.top + top, box.width - left - right, box.height - top - bottom)
