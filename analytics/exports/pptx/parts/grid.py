"""A heat map as a native table: every cell keeps its colour and shows its value."""

from __future__ import annotations

import math
from typing import Any

from analytics.exports.drawing.marks import Box, Mark, Words
from analytics.exports.drawing.scene.model import as_number, as_numbers
from analytics.exports.drawing.scene.style import hex_colour, scale_colour
from analytics.exports.drawing.text_metrics import Run, plain_text, read_markup
from analytics.exports.pptx.parts.colours import fill
from analytics.exports.pptx.parts.shapes import Drawing, frame_xml, paragraph_xml, properties
from analytics.figure import theme
from analytics.figure.model import Figure
from analytics.language import Wording

NAME_WIDTH, NAME_SHARE = 128.0, 0.18
LEAST_SIZE = 9.0
HEAD_HEIGHT, TALLEST_ROW = 20.0, 46.0
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
    names_wide = _names_width(area)
    wide = (right - left - names_wide) / len(years)
    tall = _row_height(area, len(trace.y))
    values = _values(figure)
    size = max(LEAST_SIZE, min(10.5, wide / 3.3))
    rows = [_row("", years, [""] * len(years), [""] * len(years), HEAD_HEIGHT, drawing.lang, size)]
    for place, line in sorted(zip(as_numbers(trace.y), trace.z, strict=True), reverse=True):
        name = plain_text(words[place])
        colours = ["" if math.isnan(as_number(value)) else scale_colour(trace, float(value)) for value in line]
        texts = [values.get((name, int(year)), math.nan) for year in years]
        written = [w.missing() if math.isnan(v) else w.signed(v, 0 if abs(v) >= 9.95 else 1) for v in texts]
        rows.append(_row(name, written, colours, colours, tall, drawing.lang, size))
    grid = f'<a:gridCol w="{round(names_wide * 12700)}"/>' + f'<a:gridCol w="{round(wide * 12700)}"/>' * len(years)
    extent = (left, top, right, top + HEAD_HEIGHT + tall * len(trace.y))
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{properties(drawing.number(), names['table'], figure.description)}"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f"{frame_xml(extent, 'p:xfrm')}<a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
        '<a:tblPr firstRow="1" firstCol="1"><a:tableStyleId>{2D5ABB26-0587-4C30-8999-92F81FD0307C}</a:tableStyleId>'
        f"</a:tblPr><a:tblGrid>{grid}</a:tblGrid>{''.join(rows)}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _names_width(area: tuple[float, float, float, float]) -> float:
    return min(NAME_WIDTH, NAME_SHARE * (area[2] - area[0]))


def _row_height(area: tuple[float, float, float, float], rows: int) -> float:
    # In tenths of a point, so that the rows together are as high as the table.
    return math.floor(10 * min(TALLEST_ROW, (area[3] - area[1] - HEAD_HEIGHT - KEY_ROOM) / rows)) / 10


def grid_key(area: tuple[float, float, float, float], figure: Figure) -> list[Mark]:
    """The colour scale below the grid: the blocks and limits that stand above it in the chart, and their unit."""
    chart: Any = figure.chart
    rows = len(next(trace for trace in chart.data if trace.type == "heatmap").y)
    left = area[0] + _names_width(area)
    top = area[1] + HEAD_HEIGHT + _row_height(area, rows) * rows + KEY_GAP
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
    name: str, texts: list[str], colours: list[str], inks: list[str], height: float, lang: str, size: float
) -> str:
    cells = _cell(name, "", theme.INK, lang, max(10.0, size), "l")
    for text, ground in zip(texts, colours, strict=True):
        ink = theme.INK_QUIET if not ground else "#ffffff" if theme.is_dark(ground) else "#0f2621"
        cells += _cell(text, ground, ink, lang, size, "ctr")
    return f'<a:tr h="{round(height * 12700)}">{cells}</a:tr>'


def _cell(text: str, ground: str, ink: str, lang: str, size: float, side: str) -> str:
    inner = paragraph_xml((Run(text),), size, ink, lang, side)
    edges = "".join(
        f'<a:{edge} w="9525"><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></a:{edge}>'
        for edge in ("lnL", "lnR", "lnT", "lnB")
    )
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{inner}</a:txBody>"
        f'<a:tcPr marL="0" marR="0" marT="0" marB="0" anchor="ctr">{edges}{fill(ground, fixed=True)}</a:tcPr></a:tc>'
    )
