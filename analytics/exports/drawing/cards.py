"""Tables and key figures as marks, for pictures and reports."""

from __future__ import annotations

import pandas as pd

from analytics.exports.drawing.marks import LINE_FACTOR, Box, Mark, Path, Words
from analytics.exports.drawing.text_metrics import Run, text_width, wrap_words
from analytics.figure import theme
from analytics.figure.model import Column, Figure, format_cell
from analytics.language import Wording

CELL, PAD = 12.5, 8.0
MOST_COLUMNS, MOST_LINES = 5, 4
# A longer word is cut, a longer text wraps.
WIDEST_WORD, WIDEST_TEXT = 0.3, 0.45


def shown_columns(figure: Figure) -> tuple[Column, ...]:
    """The columns a slide or picture has room for: no addresses, the first few."""
    return tuple(column for column in figure.columns if column.kind != "link")[:MOST_COLUMNS]


def column_shares(
    figure: Figure, columns: tuple[Column, ...], w: Wording, room: float, pad: float = PAD
) -> list[float]:
    """Width of each column as a share of a room: its longest word stays whole, the rest is divided by length.

    Args:
        figure: its table.
        columns: those that are shown.
        w: language.
        room: width of the table, where the words of a cell have the size `CELL`.
        pad: what a cell leaves empty.
    """
    least, whole = [], []
    for column in columns:
        texts = [format_cell(value, column.kind, w) for value in figure.table[column.name]]
        words = {word for text in texts for word in text.split(" ")}
        head = max(text_width(word, CELL, bold=True) for word in column.label.split(" "))
        least.append(min(room * WIDEST_WORD, max([head, *(text_width(word, CELL) for word in words)])) + pad)
        longest = max((text_width(text, CELL) for text in texts), default=0.0)
        whole.append(max(least[-1], min(room * WIDEST_TEXT, longest) + pad))
    spare = max(0.0, room - sum(least))
    wanted = sum(whole) - sum(least) or 1.0
    widths = [low + spare * (high - low) / wanted for low, high in zip(least, whole, strict=True)]
    return [width / sum(widths) for width in widths]


def lay_out_cards(figure: Figure, width: float, room: float) -> tuple[list[Mark], float]:
    """One card per row of a figure with the columns label, value and hint."""
    rows = [row for _, row in figure.table.iterrows()]
    across = max(1, min(len(rows), 4 if width > 900 else 2))
    gap, edge, top = 16.0, 14.0, 0.0
    card = (width - gap * (across - 1)) / across
    boxes: list[Mark] = []
    words: list[Mark] = []
    for first in range(0, len(rows), across):
        depth = 0.0
        lefts = [number * (card + gap) for number in range(across)]
        for left, row in zip(lefts, rows[first : first + across], strict=False):
            fresh = _card_words(row, left + edge, top + edge, card - 2 * edge)
            depth = max(depth, fresh[-1].top + fresh[-1].height - top + edge)
            words += fresh
        for left, _ in zip(lefts, rows[first : first + across], strict=False):
            place = (left, top, left + card, top + depth)
            boxes.append(Box(("card", 0), *place, fill=theme.PAPER, edge=theme.RULE, edge_width=1.0, below=True))
        top += depth + gap
    return [*boxes, *words], room or max(0.0, top - gap)


def _card_words(row: pd.Series, left: float, top: float, inner: float) -> list[Words]:
    found: list[Words] = []
    for name, size, bold, colour, most in (
        ("label", 14.0, False, theme.INK_QUIET, 2),
        ("value", 25.0, True, theme.GREEN, 3),
        ("hint", 13.0, False, theme.INK_QUIET, 6),
    ):
        lines = wrap_words(str(row[name]), inner, size, bold=bold, most=most)
        found.append(
            Words(("card", 0), left, top, tuple((Run(line, bold),) for line in lines), size, colour, "left", "top")
        )
        top += len(lines) * size * LINE_FACTOR + 8
    return found


def lay_out_table(figure: Figure, width: float, room: float, w: Wording) -> tuple[list[Mark], float]:
    """The table with headings, as many rows as there is room for; the last line counts the rest."""
    columns = shown_columns(figure)
    widths = [share * width for share in column_shares(figure, columns, w, width)]
    lefts = [sum(widths[:number]) for number in range(len(widths))]
    marks: list[Mark] = []
    y = _row(marks, [column.label for column in columns], lefts, widths, 0.0, bold=True)
    rows = list(figure.table.iterrows())
    for number, (_, row) in enumerate(rows):
        cells = [format_cell(row[column.name], column.kind, w) for column in columns]
        fresh: list[Mark] = []
        below = _row(fresh, cells, lefts, widths, y, bold=False)
        if room and below > room - CELL * 2 and number < len(rows) - 1:
            rest = w.plural("{n} further row in the table", "{n} further rows in the table", len(rows) - number)
            marks.append(Words(("table", 0), 0, y + PAD, ((Run(f"… {rest}"),),), CELL, theme.INK_QUIET, "left", "top"))
            return marks, room
        marks += fresh
        y = below
    return marks, room or y


def _row(
    marks: list[Mark], cells: list[str], lefts: list[float], widths: list[float], top: float, *, bold: bool
) -> float:
    depth = 0.0
    for text, left, width in zip(cells, lefts, widths, strict=True):
        lines = wrap_words(text, width - PAD, CELL, bold=bold, most=MOST_LINES)
        colour = theme.INK_QUIET if bold else theme.INK
        marks.append(
            Words(
                ("table", 0),
                left,
                top + PAD / 2,
                tuple((Run(line, bold),) for line in lines),
                CELL,
                colour,
                "left",
                "top",
            )
        )
        depth = max(depth, len(lines) * CELL * LINE_FACTOR)
    bottom = top + depth + PAD
    marks.append(
        Path(
            ("table", 1), ((0, bottom), (lefts[-1] + widths[-1], bottom)), theme.INK_QUIET if bold else theme.RULE, 1.0
        )
    )
    return bottom
