"""A planned chart as the XML of a chart part and the workbook behind it ("Edit Data")."""

from __future__ import annotations

import math
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from analytics.exports.pptx.parts.charts.plan import Label, Plan, Series
from analytics.exports.pptx.parts.colours import colour, fill, is_fixed, line
from analytics.figure import theme
from analytics.figure.axes import nice_ticks

_SYMBOLS = {
    "circle": "circle",
    "square": "square",
    "diamond": "diamond",
    "triangle-up": "triangle",
    "x": "x",
    "x-thin": "x",
    "triangle-left": "triangle",
}
# Places of labels that stand on their bar.
ON_BARS = ("ctr", "inEnd")
_QUIET = (theme.NO_VALUE, theme.SAND, theme.RULE)
SHEET = "Daten"
# Without a direction of their own LibreOffice leaves out every second name of a long list.
# Where names are left out on purpose it is to do so itself, as it does not read how many, and to turn none of the
# rest: with none at all it wrote them slanted into the source, or left out every one.
_WORDS = (
    '<c:txPr><a:bodyPr rot="{}" vert="horz"/><a:lstStyle/><a:p><a:pPr><a:defRPr/></a:pPr><a:endParaRPr/></a:p></c:txPr>'
)
_UPRIGHT, _NEARLY_UPRIGHT = _WORDS.format(0), _WORDS.format(1)
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<c:date1904 val="0"/><c:roundedCorners val="0"/>'
)


def chart_xml(
    plan: Plan,
    inner: tuple[float, float, float, float],
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    *,
    size: float,
) -> bytes:
    """The chart part.

    Args:
        plan: the chart.
        inner: left, top, width and height of the plot area as shares of the chart's frame.
        x_range: horizontal range.
        y_range: vertical range.
        size: of the words in points.
    """
    body = "".join(_series(plan, number) for number in range(len(plan.series)))
    layout = "".join(f'<c:{name} val="{value:.5f}"/>' for name, value in zip("xywh", inner, strict=True))
    place = (
        f'<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/>{layout}</c:manualLayout></c:layout>'
    )
    text = (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}">'
        f"<a:solidFill>{colour(theme.INK_QUIET)}</a:solidFill></a:defRPr></a:pPr><a:endParaRPr/></a:p>"
        f"</c:txPr>"
    )
    return (
        f'{_HEAD}<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{place}{_plot(plan, body)}'
        f"{_axes(plan, x_range, y_range)}<c:spPr><a:noFill/></c:spPr></c:plotArea>"
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln>'
        f"<a:noFill/></a:ln></c:spPr>"
        f"{text}</c:chartSpace>"
    ).encode()


def _plot(plan: Plan, body: str) -> str:
    ids = '<c:axId val="111"/><c:axId val="222"/>'
    if plan.kind == "points":
        return f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{body}{ids}</c:scatterChart>'
    if plan.kind == "line":
        return (
            f'<c:lineChart><c:grouping val="standard"/>'
            f'<c:varyColors val="0"/>{body}<c:marker val="1"/>{ids}</c:lineChart>'
        )
    way = "col" if plan.kind == "column" else "bar"
    grouping = "stacked" if plan.stacked else "clustered"
    return (
        f'<c:barChart><c:barDir val="{way}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{body}'
        f'<c:gapWidth val="{min(500, plan.gap)}"/><c:overlap val="100"/>{ids}</c:barChart>'
    )


def _axes(plan: Plan, x_range: tuple[float, float], y_range: tuple[float, float]) -> str:
    if plan.kind == "points":
        across = _value_axis(111, 222, x_range, "b", "", crosses="min", between="midCat")
        return across + _value_axis(
            222, 111, y_range, "l", plan.value_format, crosses="min", between="midCat", step=plan.value_step
        )
    bars = plan.kind == "bar"
    words = "low" if plan.category_words else "none"
    bounds = x_range if bars else y_range
    base = line(theme.INK_QUIET, 1.0) if min(bounds) <= 0 <= max(bounds) else line("", 0)
    skip, upright = f'<c:tickLblSkip val="{plan.every}"/>', _NEARLY_UPRIGHT
    if plan.every <= 1:
        skip, upright = "", _UPRIGHT
    category = (
        f'<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"l" if bars else "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{words}"/>'
        f'<c:spPr>{base}</c:spPr>{upright}<c:crossAx val="222"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        f'<c:lblAlgn val="ctr"/><c:lblOffset val="40"/>{skip}<c:noMultiLvlLbl val="1"/></c:catAx>'
    )
    return category + _value_axis(
        222,
        111,
        bounds,
        "b" if bars else "l",
        plan.value_format,
        crosses="autoZero",
        between="between",
        step=plan.value_step,
    )


def _value_axis(
    number: int,
    crossed: int,
    bounds: tuple[float, float],
    side: str,
    number_format: str,
    *,
    crosses: str,
    between: str,
    step: float = 0.0,
) -> str:
    low, high = sorted(bounds)
    way = "minMax" if bounds[0] < bounds[1] else "maxMin"
    rules = f"<c:majorGridlines><c:spPr>{line(theme.RULE, 0.75)}</c:spPr></c:majorGridlines>" if number_format else ""
    words = "low" if number_format else "none"
    return (
        f'<c:valAx><c:axId val="{number}"/><c:scaling><c:orientation val="{way}"/><c:max val="{high:.10g}"/>'
        f'<c:min val="{low:.10g}"/></c:scaling><c:delete val="0"/><c:axPos val="{side}"/>{rules}'
        f'<c:numFmt formatCode={quoteattr(number_format or "General")} sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{words}"/>'
        f'<c:spPr>{line("", 0)}</c:spPr><c:crossAx val="{crossed}"/><c:crosses val="{crosses}"/>'
        f'<c:crossBetween val="{between}"/>{_unit(low, high, bool(number_format), step)}</c:valAx>'
    )


def _unit(low: float, high: float, grid: bool, step: float) -> str:
    if not grid:
        return ""
    ticks = [0.0, step] if step > 0 else nice_ticks(low, high, 5)
    return f'<c:majorUnit val="{ticks[1] - ticks[0]:.10g}"/>'


def _series(plan: Plan, number: int) -> str:
    series = plan.series[number]
    column = _letter(number + 1) if plan.kind != "points" else _letter(2 * number + 1)
    head = (
        f'<c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(series.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )
    rows = len(series.values)
    values = _numbers(
        "val" if plan.kind != "points" else "yVal", f"{SHEET}!${column}$2:${column}${rows + 1}", series.values
    )
    if plan.kind == "points":
        xs = _numbers("xVal", f"{SHEET}!${_letter(2 * number)}$2:${_letter(2 * number)}${rows + 1}", series.xs)
        return (
            f"<c:ser>{head}{_line_style(series)}{_marker(series)}{_dots(series)}"
            f'{_labels(series)}{xs}{values}<c:smooth val="0"/>'
            f"</c:ser>"
        )
    names = "".join(f'<c:pt idx="{n}"><c:v>{escape(name)}</c:v></c:pt>' for n, name in enumerate(plan.categories))
    categories = (
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${rows + 1}</c:f><c:strCache>"
        f'<c:ptCount val="{rows}"/>{names}</c:strCache></c:strRef></c:cat>'
    )
    if plan.kind == "line":
        return (
            f"<c:ser>{head}{_line_style(series)}{_marker(series)}{_dots(series)}{_labels(series)}"
            f'{categories}{values}<c:smooth val="0"/>'
            f"</c:ser>"
        )
    style = f'{_bar_style(series.style)}<c:invertIfNegative val="0"/>{_bar_points(series)}'
    return f"<c:ser>{head}{style}{_labels(series)}{categories}{values}</c:ser>"


def _numbers(tag: str, place: str, values: list[float]) -> str:
    known = "".join(
        f'<c:pt idx="{n}"><c:v>{value:.12g}</c:v></c:pt>' for n, value in enumerate(values) if not math.isnan(value)
    )
    return (
        f"<c:{tag}><c:numRef><c:f>{place}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{known}</c:numCache></c:numRef></c:{tag}>'
    )


def _bar_style(style: dict[str, Any]) -> str:
    inside = fill(style["fill"], hatch=style.get("hatch", ""))
    edge = line(style.get("edge", ""), style.get("edge_width", 0), style.get("dash", "solid"))
    return f"<c:spPr>{inside}{edge}</c:spPr>"


def _bar_points(series: Series) -> str:
    return "".join(
        f'<c:dPt><c:idx val="{place}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{_bar_style(style)}</c:dPt>'
        for place, style in sorted(series.styles.items())
    )


def _line_style(series: Series) -> str:
    shown = line(*series.line) if series.line else "<a:ln><a:noFill/></a:ln>"
    return f"<c:spPr>{shown}</c:spPr>"


def _marker(series: Series) -> str:
    return _marker_xml(series.dot) if series.dot else '<c:marker><c:symbol val="none"/></c:marker>'


def _marker_xml(style: dict[str, Any]) -> str:
    if is_special(style):
        return '<c:marker><c:symbol val="none"/></c:marker>'
    size = max(2, min(72, round(style["size"] * 0.85)))
    # Markers know no transparency in every program: a translucent one is mixed with the paper.
    ground = mixed(style["fill"], style.get("opacity", 1.0))
    inside, symbol = fill(ground, fixed=ground in _QUIET), _SYMBOLS.get(style["symbol"], "circle")
    edge = line(
        mixed(style["edge"] or style["fill"], style.get("opacity", 1.0)),
        style["edge_width"] or 0.5,
        fixed=ground in _QUIET,
    )
    return f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/><c:spPr>{inside}{edge}</c:spPr></c:marker>'


def is_special(style: dict[str, Any]) -> bool:
    """A marker not every program draws right (hollow, turned, a mere cross); a shape beside the chart shows it."""
    return style["fill"] in ("", theme.CARD) or style["symbol"] in ("triangle-left", "x-thin")


def mixed(value: str, opacity: float) -> str:
    """The opaque colour a translucent one makes on the card."""
    if opacity >= 1.0 or not value:
        return value
    pairs = ((int(value[i : i + 2], 16), int(theme.CARD[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(front * opacity + back * (1 - opacity)):02x}" for front, back in pairs)


def _dots(series: Series) -> str:
    return "".join(
        f'<c:dPt><c:idx val="{place}"/>{_marker_xml(style)}<c:bubble3D val="0"/></c:dPt>'
        for place, style in sorted(series.dots.items())
    )


def _labels(series: Series) -> str:
    off = "".join(
        f'<c:{name} val="0"/>'
        for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    )
    single = "".join(_label(series, place, label) for place, label in sorted(series.labels.items()))
    return f"<c:dLbls>{single}{off}</c:dLbls>"


def _label(series: Series, place: int, label: Label) -> str:
    run = f'sz="{round(series.label_size * 100)}"'
    ground = series.styles.get(place, series.style).get("fill", "")
    on_bar = series.label_place in ON_BARS and is_fixed(ground)
    ink = f"<a:solidFill>{colour(label.colour, fixed=on_bar)}</a:solidFill>"
    words = (
        ""
        if label.number_format
        else f"<c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr {run}>{ink}</a:rPr>"
        f"<a:t>{escape(label.text)}</a:t></a:r></a:p></c:rich></c:tx>"
    )
    number = f'<c:numFmt formatCode={quoteattr(label.number_format)} sourceLinked="0"/>' if label.number_format else ""
    style = (
        f'<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr><a:defRPr {run}>{ink}</a:defRPr></a:pPr>'
        f"<a:endParaRPr/></a:p></c:txPr>"
    )
    shows = "".join(
        f'<c:{name} val="{1 if name == "showVal" else 0}"/>'
        for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    )
    behind = fill(theme.CARD) if series.label_ground else "<a:noFill/>"
    return (
        f'<c:dLbl><c:idx val="{place}"/>{words}{number}<c:spPr>{behind}</c:spPr>{style}'
        f'<c:dLblPos val="{series.label_place}"/>{shows}</c:dLbl>'
    )


def _letter(column: int) -> str:
    """Name of a spreadsheet's column, A for 0."""
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)
