"""Key figures as cards."""

from __future__ import annotations

from typing import Any

from analytics.exports.drawing.marks import LINE_FACTOR
from analytics.exports.drawing.text_metrics import Run, wrap_words
from analytics.exports.pptx.content.canvas import WIDER, Canvas, Extent
from analytics.exports.pptx.parts.colours import fill, line
from analytics.exports.pptx.parts.shapes import paragraph_xml, preset, shape_xml, text_body
from analytics.figure import theme
from analytics.figure.model import Figure

_CARD = (
    ("label", 16.0, False, theme.INK_QUIET, 6),
    ("value", 34.0, True, theme.GREEN, 6),
    ("hint", 15.0, False, theme.INK_QUIET, 0),
)


def write_cards(canvas: Canvas, figure: Figure) -> None:
    """Writes one card for each row of the table."""
    left, top, right, bottom = canvas.area
    rows = list(figure.table.iterrows())
    across = min(len(rows), 4 if right - left > 700 else 2)
    gap = 16.0
    width = (right - left - gap * (across - 1)) / across
    lines = -(-len(rows) // across)
    needed = max(_card_height(row, (width - 28) / WIDER) for _, row in rows)
    height = min((bottom - top - gap * (lines - 1)) / lines, needed)
    for number, (_, row) in enumerate(rows):
        x, y = left + (number % across) * (width + gap), top + (number // across) * (height + gap)
        canvas.add(_card(canvas, row, number, (x, y, x + width, y + height)))


def _card_size(text: str, size: float, width: float, *, bold: bool) -> float:
    """The size in which a text of a card takes few enough lines."""
    room = width * (0.88 if bold else 1.0)
    while size > 12 and len(wrap_words(text, room, size, bold=bold)) > (1 if bold else 6):
        size -= 1
    return size


def _card_height(row: Any, width: float) -> float:
    height = 56.0
    for name, wanted, bold, _, _ in _CARD:
        size = _card_size(str(row[name]), wanted, width, bold=bold)
        height += len(wrap_words(str(row[name]), width, size, bold=bold)) * size * LINE_FACTOR
    return height


def _card(canvas: Canvas, row: Any, number: int, extent: Extent) -> str:
    width, lang = (extent[2] - extent[0] - 28) / WIDER, canvas.drawing.lang
    paragraphs = ""
    for name, wanted, bold, ink, after in _CARD:
        text = str(row[name])
        size = _card_size(text, wanted, width, bold=bold)
        paragraphs += paragraph_xml((Run(text),), size, ink, lang, bold=bold, after=after)
    style = fill(theme.PAPER) + line(theme.RULE, 1.0)
    body = text_body(paragraphs, inset=14)
    name = f"{canvas.names['card']} {number + 1}: {row['label']}"
    return shape_xml(
        canvas.drawing.number(),
        name,
        f"{row['label']}: {row['value']} ({row['hint']})",
        extent,
        preset("rect"),
        style,
        body,
    )
