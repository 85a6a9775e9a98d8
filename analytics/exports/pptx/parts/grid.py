"""A heat map as a native table: every cell keeps its colour and shows its value."""

from __future__ import annotations

import math
from typing import Any

from analytics.exports.drawing.marks import Box, Mark, Words
from analytics.exports.drawing.scene.model import as_number, as_numbers
from analytics.exports.drawing.scene.style import hex_colour, scale_colour
from analytics.exports.drawing.text_metrics import Run, plain_text, read_markup, text_width
from analytics.exports.pptx.parts.colours import fill
from analytics.exports.pptx.parts.shapes import Drawing, frame_xml, paragraph_xml, properties
from analytics.figure import theme
from analytics.figure.model import Figure
from analytics.language import Wording

NAME_WIDTH, NAME_SHARE = 128.0, 0.18
LEAST_SIZE, NAME_SIZE = 9.0, 10.0
# Narrower than this a number with its sign and one decimal breaks; years that would break stand upright.
NUMBER_WIDTH = 23.0
HEAD_HEIGHT, UPRIGHT_HEIGHT, TALLEST_ROW = 20.0, 30.0, 46.0
# The font of a template may be wider than ours.
WIDER = 1.16
# Below the grid: room of the colour scale, its distance from the grid, its bar and its words.
KEY_ROOM, KEY_GAP, KEY_WIDTH, KEY_BAR, KEY_SIZE = 40.0, 12.0, 320.0, 10.0, 10.0


def grid_table(
    drawing: Drawing, area: tuple[float, float, float, float], figure: Figure, w: Wording, names: dict[str, str]
) -> str:
    """The heat map of a figure as a table with a heading per column and row."""
    chart: Any = figure.chart
    trace = next(trace for trace in chart.data if trace.type == "heatmap")
    axis = chart.layout.yaxis
    words = dict(zip(as_numbers(axis.tickvals), map(str, axis.ticktext), strict=True))
    years = [str(int(as_number(year))) for year in trace.x]
    left, top, right, _ = area
    names_wide = _names_width(area, figure)
    wide, head = (right - left - names_wide) / len(years), _head_height(area, figure)
    tall = _row_height(area, figure, len(trace.y))
    values, size = _values(figure), _size(wide)
    nothing, way = [""] * len(years), ' vert="vert270"' if head == UPRIGHT_HEIGHT else ""
    rows = [_row("", years, nothing, nothing, head, drawing.lang, size, way)]
    for place, line in sorted(zip(as_numbers(trace.y), trace.z, strict=True), reverse=True):
        name = plain_text(words[place])
        colours = ["" if math.isnan(as_number(value)) else scale_colour(trace, float(value)) for value in line]
        texts = [values.get((name, int(year)), math.nan) for year in years]
        written = [w.missing() if math.isnan(v) else w.signed(v, 0 if abs(v) >= 9.95 else 1) for v in texts]
        rows.append(_row(name, written, colours, colours, tall, drawing.lang, size))
    grid = f'<a:gridCol w="{round(names_wide * 12700)}"/>' + f'<a:gridCol w="{round(wide * 12700)}"/>' * len(years)
    extent = (left, top, right, top + head + tall * len(trace.y))
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{properties(drawing.number(), names['table'], figure.description)}"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f"{frame_xml(extent, 'p:xfrm')}<a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
        '<a:tblPr firstRow="1" firstCol="1"><a:tableStyleId>{2D5ABB26-0587-4C30-8999-92F81FD0307C}</a:tableStyleId>'
        f"</a:tblPr><a:tblGrid>{grid}</a:tblGrid>{''.join(rows)}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _names_width(area: tuple[float, float, float, float], figure: Figure) -> float:
    """Room of the names of the rows: on one line each, on two where the numbers would break otherwise."""
    room, years = area[2] - area[0], figure.table["year"].nunique()
    wide = min(NAME_WIDTH, NAME_SHARE * room)
    if room - wide >= years * NUMBER_WIDTH:
        return wide
    names = figure.table["age"].astype(str).unique()
    words = (piece for name in names for piece in _halves(name))
    return min(wide, max(text_width(piece, NAME_SIZE) for piece in words) * WIDER + 4)


def _halves(name: str) -> tuple[str, str]:
    """A name on two lines of nearly the same length."""
    words = name.split(" ")
    both = [(" ".join(words[:end]), " ".join(words[end:])) for end in range(1, len(words) + 1)]
    return min(both, key=lambda pair: max(map(len, pair)))


def _size(wide: float) -> float:
    return max(LEAST_SIZE, min(10.5, wide / 3.3))


def _head_height(area: tuple[float, float, float, float], figure: Figure) -> float:
    wide = (area[2] - area[0] - _names_width(area, figure)) / figure.table["year"].nunique()
    return HEAD_HEIGHT if text_width("2000", _size(wide)) * WIDER <= wide else UPRIGHT_HEIGHT


def _row_height(area: tuple[float, float, float, float], figure: Figure, rows: int) -> float:
    # In tenths of a point, so that the rows together are as high as the table.
    room = area[3] - area[1] - _head_height(area, figure) - KEY_ROOM
    return math.floor(10 * min(TALLEST_ROW, room / rows)) / 10


def grid_key(area: tuple[float, float, float, float], figure: Figure) -> list[Mark]:
    """The colour scale below the grid: the blocks and limits that stand above it in the chart, and their unit."""
    chart: Any = figure.chart
    rows = len(next(trace for trace in chart.data if trace.type == "heatmap").y)
    left = area[0] + _names_width(area, figure)
    top = area[1] + _head_height(area, figure) + _row_height(area, figure, rows) * rows + KEY_GAP
    below, origin = top + KEY_BAR, ("legend", 0)
    blocks = [shape for shape in chart.layout.shapes if shape.yref == "paper" and shape.y0 > 1]
    limits = [note for note in chart.layout.annotations if note.yref == "paper" and note.y > 1]
    unit = next(column.label for column in figure.columns if column.name == "net_per_1000")
    said = ((Run(unit),),)
    return [
        *(
            Box(origin, left + one.x0 * KEY_WIDTH, top, left + one.x1 * KEY_WIDTH, below, hex_colour(one.fillcolor))
            for one in blocks
        ),
        *(
            Words(
                origin,
                left + one.x * KEY_WIDTH,
                below + 2,
                read_markup(one.text),
                KEY_SIZE,
                theme.INK_QUIET,
                down="top",
            )
            for one in limits
        ),
        Words(origin, left + KEY_WIDTH + 12, top + KEY_BAR / 2, said, KEY_SIZE, theme.INK_QUIET, "left"),
    ]


def _values(figure: Figure) -> dict[tuple[str, int], float]:
    """Values of the table by age group as written on the axis, without line breaks, and year."""
    rows = figure.table.dropna(subset=["net_per_1000"])
    return {
        (str(age), int(year)): float(value)
        for age, year, value in zip(rows["age"], rows["year"], rows["net_per_1000"], strict=True)
    }


def _row(
    name: str,
    texts: list[str],
    colours: list[str],
    inks: list[str],
    height: float,
    lang: str,
    size: float,
    way: str = "",
) -> str:
    cells = _cell(name, "", theme.INK, lang, max(NAME_SIZE, size), "l")
    for text, ground in zip(texts, colours, strict=True):
        ink = theme.INK_QUIET if not ground else "#ffffff" if theme.is_dark(ground) else "#0f2621"
        cells += _cell(text, ground, ink, lang, size, "ctr", way)
    return f'<a:tr h="{round(height * 12700)}">{cells}</a:tr>'


def _cell(text: str, ground: str, ink: str, lang: str, size: float, side: str, way: str = "") -> str:
    inner = paragraph_xml((Run(text),), size, ink, lang, side)
    edges = "".join(
        f'<a:{edge} w="9525"><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></a:{edge}>'
        for edge in ("lnL", "lnR", "lnT", "lnB")
    )
    margins = 'marL="0" marR="0" marT="0" marB="0"'
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{inner}</a:txBody>"
        f'<a:tcPr {margins}{way} anchor="ctr">{edges}{fill(ground, fixed=True)}</a:tcPr></a:tc>'
    )
