"""A figure's table as a native table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from analytics.exports.drawing.cards import CELL as MEASURED
from analytics.exports.drawing.cards import column_shares, shown_columns
from analytics.exports.drawing.marks import LINE_FACTOR
from analytics.exports.drawing.text_metrics import Run, wrap_words
from analytics.exports.pptx.content.canvas import WIDER, Canvas, Extent
from analytics.exports.pptx.parts.colours import colour
from analytics.exports.pptx.parts.shapes import Drawing, frame_xml, paragraph_xml, properties
from analytics.figure import theme
from analytics.figure.model import Column, Figure, format_cell
from analytics.language import Wording

CELL, PAD, MOST_LINES = 11.5, 12.0, 3
# Stands behind a text whose last words have no room.
CUT = " …"


def write_table(canvas: Canvas, figure: Figure, shares: Sequence[float] = ()) -> None:
    """Writes all rows; those of a table that does not fit are divided between slides before.

    Args:
        canvas: room of the table.
        figure: its table.
        shares: width of each column as a share; by what stands in the table when empty.
    """
    left, top, right, _ = canvas.area
    columns = shown_columns(figure)
    widths = [share * (right - left) for share in shares or slide_shares(figure, canvas.w, right - left)]
    rows = table_rows(figure, columns, canvas.w)
    heights = row_heights(rows, widths)
    cells = [[_shorten(text, width) for text, width in zip(row, widths, strict=True)] for row in rows]
    extent = (left, top, right, top + sum(heights))
    canvas.add(table_xml(canvas.drawing, canvas.names["table"], figure.description, extent, widths, heights, cells))


def slide_shares(figure: Figure, w: Wording, width: float) -> list[float]:
    """Width of each column as a share of a table that is so wide, with room for a wider font."""
    scale = CELL * WIDER / MEASURED
    return column_shares(figure, shown_columns(figure), w, width / scale, PAD / scale)


def table_rows(figure: Figure, columns: Sequence[Column], w: Wording) -> list[list[str]]:
    """Headings and cells as they are written."""
    cells = [[format_cell(row[c.name], c.kind, w) for c in columns] for _, row in figure.table.iterrows()]
    return [[column.label for column in columns], *cells]


def row_heights(rows: list[list[str]], widths: Sequence[float]) -> list[float]:
    """Height of each row in points, in columns of these widths."""
    cut = [[_shorten(text, width) for text, width in zip(row, widths, strict=True)] for row in rows]
    return [row_height(row, widths) for row in cut]


def _shorten(text: str, width: float) -> str:
    """The text as it is, or as many of its words as three lines hold."""
    room = (width - PAD) / WIDER
    if len(wrap_words(text, room, CELL)) <= MOST_LINES:
        return text
    kept = sum(len(line.replace(" ", "")) for line in wrap_words(text, room, CELL, most=MOST_LINES)) - 1
    words = text.split()
    return " ".join(word for word, end in zip(words, accumulate(map(len, words)), strict=True) if end <= kept) + CUT


def row_height(cells: list[str], widths: Sequence[float], size: float = CELL) -> float:
    """Height of a row whose cells wrap."""
    most = max(len(wrap_words(c, (w - PAD) / WIDER, size)) for c, w in zip(cells, widths, strict=True))
    return most * size * LINE_FACTOR + 7


def table_xml(
    drawing: Drawing,
    name: str,
    description: str,
    extent: Extent,
    widths: list[float],
    heights: list[float],
    rows: list[list[str]],
    size: float = CELL,
) -> str:
    """A native table: headings in the first row, fine rules between the rows."""
    grid = "".join(f'<a:gridCol w="{round(width * 12700)}"/>' for width in widths)
    body = "".join(
        f'<a:tr h="{round(height * 12700)}">'
        + "".join(cell_xml(cell, drawing.lang, size, head=number == 0) for cell in row)
        + "</a:tr>"
        for number, (row, height) in enumerate(zip(rows, heights, strict=True))
    )
    return table_frame(drawing, name, description, extent, grid + "</a:tblGrid>" + body)


def table_frame(drawing: Drawing, name: str, description: str, extent: Extent, inner: str) -> str:
    """The frame of a table around its columns and rows."""
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{properties(drawing.number(), name, description)}"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f"{frame_xml(extent, 'p:xfrm')}<a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr firstRow="1">'
        f"<a:tableStyleId>{{2D5ABB26-0587-4C30-8999-92F81FD0307C}}</a:tableStyleId></a:tblPr><a:tblGrid>{inner}"
        "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def cell_xml(text: str, lang: str, size: float = CELL, *, head: bool = False) -> str:
    """A cell with a rule below it."""
    ink, rule = (theme.INK_QUIET, theme.INK_QUIET) if head else (theme.INK, theme.RULE)
    inner = paragraph_xml((Run(text),), size, ink, lang, bold=head)
    # Rules of tables know no transparency.
    below = f'<a:lnB w="9525"><a:solidFill>{colour(rule, fixed=not head)}</a:solidFill></a:lnB>'
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{inner}</a:txBody>"
        f'<a:tcPr marL="0" marR="76200" marT="31750" marB="31750">{below}<a:noFill/></a:tcPr></a:tc>'
    )
