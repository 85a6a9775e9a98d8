"""Key figures as cards."""

from __future__ import annotations

from typing import Any

from analytics.exports.drawing.marks import LINE_FACTOR
from analytics.exports.drawing.text_metrics import Run, text_width, wrap_words
from analytics.exports.pptx.content.canvas import WIDER, Canvas, Extent
from analytics.exports.pptx.parts.colours import fill, line
from analytics.exports.pptx.parts.shapes import paragraph_xml, preset, shape_xml, text_body
from analytics.exports.pptx.parts.words import protect_numbers
from analytics.figure import theme
from analytics.figure.model import Figure

# All cards of a slide are written smaller until the fullest one holds its words.
_SHARES, _LEAST = (1.25, 1.12, 1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52), 9.5
_INSET, _GAP = 14.0, 16.0
# How much wider than ours the words of a font may be that replaces it.
_WIDEST = 1.3
_CARD = (
    ("label", 16.0, False, theme.INK_QUIET, 6),
    ("value", 34.0, True, theme.GREEN, 6),
    ("hint", 15.0, False, theme.INK_QUIET, 0),
)


def write_cards(canvas: Canvas, figure: Figure) -> None:
    """Writes one card for each row of the table."""
    left, top, right, bottom = canvas.area
    rows = list(figure.table.iterrows())
    across, width, room = _cards_room(len(rows), right - left, bottom - top)
    share, needed = _share(rows, width, room)
    height = min(room, needed)
    for number, (_, row) in enumerate(rows):
        x, y = left + (number % across) * (width + _GAP), top + (number // across) * (height + _GAP)
        canvas.add(_card(canvas, row, number, (x, y, x + width, y + height), share))


def cards_fit(figure: Figure, width: float, height: float) -> bool:
    """Whether all words of the cards have room."""
    rows = list(figure.table.iterrows())
    _, card, room = _cards_room(len(rows), width, height)
    return _share(rows, card, room)[1] <= room


def _cards_room(cards: int, width: float, height: float) -> tuple[int, float, float]:
    """How many cards stand side by side, the width of one and the height it may have."""
    across = min(cards, 4 if width > 700 else 2)
    lines = -(-cards // across)
    return across, (width - _GAP * (across - 1)) / across, (height - _GAP * (lines - 1)) / lines


def _share(rows: list[Any], width: float, room: float) -> tuple[float, float]:
    """The size in which the words of all cards fit, the smallest where none does, and the height they need."""
    for share in _SHARES:
        needed = max(_card_height(row, (width - 2 * _INSET) / WIDER, share) for _, row in rows)
        if needed <= room and (share <= 1 or _words_fit(rows, width - 2 * _INSET, share)):
            break
    return share, needed


def _words_fit(rows: list[Any], width: float, share: float) -> bool:
    """Whether no word would be torn, also in a wide font: larger words are an extra."""
    texts = [(str(row[name]), wanted * share, bold) for _, row in rows for name, wanted, bold, _, _ in _CARD]
    words = ((word, size, bold) for text, size, bold in texts for word in text.split())
    return all(text_width(word, size, bold=bold) * _WIDEST <= width for word, size, bold in words)


def _card_size(text: str, size: float, width: float, share: float, *, bold: bool) -> float:
    """The size in which a text of a card takes few enough lines."""
    room, size = width * (0.88 if bold else 1.0), max(_LEAST, size * share)
    while size > 12 and len(wrap_words(text, room, size, bold=bold)) > (1 if bold else 6):
        size -= 1
    return size


def _card_height(row: Any, width: float, share: float) -> float:
    height = 2 * _INSET + 28.0 * share
    for name, wanted, bold, _, _ in _CARD:
        size = _card_size(str(row[name]), wanted, width, share, bold=bold)
        height += len(wrap_words(str(row[name]), width, size, bold=bold)) * size * LINE_FACTOR
    return height


def _card(canvas: Canvas, row: Any, number: int, extent: Extent, share: float) -> str:
    width, lang = (extent[2] - extent[0] - 2 * _INSET) / WIDER, canvas.drawing.lang
    paragraphs = ""
    for name, wanted, bold, ink, after in _CARD:
        text = str(row[name])
        size = _card_size(text, wanted, width, share, bold=bold)
        paragraphs += paragraph_xml((Run(protect_numbers(text)),), size, ink, lang, bold=bold, after=after * share)
    style = fill(theme.PAPER) + line(theme.RULE, 1.0)
    body = text_body(paragraphs, inset=_INSET)
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
