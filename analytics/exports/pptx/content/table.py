"""A figure's table as a native table."""

from __future__ import annotations

from analytics.exports.drawing.cards import column_shares, shown_columns
from analytics.exports.drawing.marks import LINE_FACTOR
from analytics.exports.drawing.text_metrics import Run, wrap_words
from analytics.exports.pptx.content.canvas import WIDER, Canvas, Extent
from analytics.exports.pptx.parts.colours import colour
from analytics.exports.pptx.parts.shapes import Drawing, frame_xml, paragraph_xml, properties, text_box
from analytics.figure import theme
from analytics.figure.model import Figure, format_cell

CELL = 11.5


def write_table(canvas: Canvas, figure: Figure) -> None:
    """Writes as many rows as fit; the rest is counted below."""
    left, top, right, bottom = canvas.area
    columns = shown_columns(figure)
    widths = [share * (right - left) for share in column_shares(figure, columns, canvas.w)]
    rows = [[column.label for column in columns]]
    heights, used = [row_height(rows[0], widths)], 0.0
    used = heights[0]
    entries = list(figure.table.iterrows())
    for number, (_, row) in enumerate(entries):
        cells = [
            _shorten(format_cell(row[c.name], c.kind, canvas.w), width)
            for c, width in zip(columns, widths, strict=True)
        ]
        height = row_height(cells, widths)
        last = number == len(entries) - 1
        if used + height + (0 if last else CELL * 1.8) > bottom - top:
            break
        rows.append(cells)
        heights.append(height)
        used += height
    extent = (left, top, right, top + used)
    said = figure.description
    canvas.add(table_xml(canvas.drawing, canvas.names["table"], said, extent, widths, heights, rows))
    rest = len(entries) - len(rows) + 1
    if rest > 0:
        words = "… " + canvas.w.plural("{n} further row in the table", "{n} further rows in the table", rest)
        text = paragraph_xml((Run(words),), CELL, theme.INK_QUIET, canvas.drawing.lang)
        canvas.add(text_box(canvas.drawing, canvas.names["rest"], (left, top + used + 2, right, top + used + 20), text))


def _shorten(text: str, width: float) -> str:
    return " ".join(wrap_words(text, (width - 12) / WIDER, CELL, most=3))


def row_height(cells: list[str], widths: list[float], size: float = CELL) -> float:
    """Height of a row whose cells wrap."""
    most = max(len(wrap_words(c, (w - 12) / WIDER, size)) for c, w in zip(cells, widths, strict=True))
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
