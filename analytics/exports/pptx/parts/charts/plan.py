"""Which native chart shows a figure, and which of its marks remain to be drawn beside it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import plotly.graph_objects as go

from analytics.exports.drawing.scene.axes import is_map
from analytics.exports.drawing.scene.bars import bar_spans
from analytics.exports.drawing.scene.model import as_number, as_numbers, is_dates, pick
from analytics.exports.drawing.scene.style import bar_style, dot_style, hex_colour, ink_of
from analytics.exports.drawing.text_metrics import plain_text, read_markup
from analytics.exports.number_formats import cell_format, decimal_format, language_code
from analytics.exports.pptx.parts.charts.naming import across_name, name_points, name_series
from analytics.exports.pptx.parts.charts.panels import overlaid
from analytics.figure import theme
from analytics.figure.model import Figure
from analytics.language import Wording
from analytics.language.numbers import rounds_to_zero

LABEL_ROOM = 0.13
# Columns at smaller places stand for classes of values, not for years.
EARLIEST_YEAR = 1900
Pair = tuple[float, float]


@dataclass
class Label:
    """The label of one point: its value in a number format, or words."""

    text: str
    number_format: str = ""
    colour: str = theme.INK


@dataclass
class Series:
    """A series of a native chart.

    Attributes:
        name: as in the data sheet.
        values: one per category, or the vertical values of points; NaN is a gap.
        xs: horizontal values of points, empty for categories.
        style: fill, edge, hatch of bars.
        styles: where a point differs.
        line: colour, width, dash of a line; None without.
        dot: look of the markers; None without.
        dots: where a marker differs.
        labels: by point.
        label_place: DrawingML's word for where they stand.
        label_size: in points.
        label_ground: whether labels cover what runs behind them.
        names: whom each point of a point chart stands for.
        remarks: what each point says.
    """

    name: str
    values: list[float]
    xs: list[float] = field(default_factory=list)
    style: dict[str, Any] = field(default_factory=dict)
    styles: dict[int, dict[str, Any]] = field(default_factory=dict)
    line: tuple[str, float, str] | None = None
    dot: dict[str, Any] | None = None
    dots: dict[int, dict[str, Any]] = field(default_factory=dict)
    labels: dict[int, Label] = field(default_factory=dict)
    label_place: str = "outEnd"
    label_size: float = 12.0
    label_ground: bool = False
    names: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """A native chart.

    Attributes:
        kind: column, bar, line or points.
        categories: words of the category axis, in its order.
        series: in drawing order.
        x_range: horizontal range the scene has to use so that both agree.
        y_range: vertical range.
        stacked: bars on top of each other.
        gap: space between bars in percent of their width.
        drawn: numbers of the traces the chart shows.
        dropped: numbers of annotations that became labels of the chart.
        category_words: whether the chart writes the words of its categories.
        value_format: number format of the value axis; empty when the chart does not write it.
        dates: whether horizontal values are days.
        every: of how many categories one is written, where there is no room for more.
        value_step: distance of the value axis' ticks; 0 for a round one.
        replaces_shapes: whether the chart stands for all shapes and annotations of the figure.
        x_name: what the horizontal values of points are.
    """

    kind: str
    categories: list[str]
    series: list[Series]
    x_range: Pair | None = None
    y_range: Pair | None = None
    stacked: bool = False
    gap: int = 20
    drawn: set[int] = field(default_factory=set)
    dropped: set[int] = field(default_factory=set)
    category_words: bool = True
    value_format: str = ""
    dates: bool = False
    replaces_shapes: bool = False
    value_step: float = 0.0
    every: int = 1
    x_name: str = ""


def plan_chart(figure: Figure, w: Wording) -> Plan | None:
    """The native chart of a figure; None for a map, and when a table shows it better (a grid of colours)."""
    chart = overlaid(figure)
    if chart is None or is_map(chart.layout) or any(trace.type == "heatmap" for trace in chart.data):
        return None
    bars = [trace for trace in chart.data if trace.type == "bar"]
    if bars:
        plan = _plan_bars(chart, w) if bars[0].orientation == "h" else _plan_columns(chart, w)
    elif _is_grants(chart):
        plan = _plan_grants(chart, w)
    elif _has_years(chart):
        plan = _plan_lines(chart, figure, w)
    else:
        plan = _plan_points(chart, figure, w)
    if not plan.value_format:
        plan.value_format = _axis_format(chart, w) if plan.kind != "bar" else ""
    plan.value_step = _axis_step(chart)
    name_series(plan.series, figure, plan.kind, w)
    if plan.kind == "points" and not plan.dates:
        plan.x_name = across_name(figure, plan.series)
    return plan


def number_format(w: Wording, digits: int, *, signed: bool = False, zero: bool = False) -> str:
    """A spreadsheet's number format in the reader's language, as `decimal_format`."""
    return decimal_format(digits, signed=signed, zero=zero, language=language_code(w))


def _label(text: str, value: float, w: Wording) -> Label:
    """A label that follows its value when the text is just the number, otherwise the words."""
    plain = plain_text(text)
    for digits in (0, 1, 2):
        if value and rounds_to_zero(value, digits) and plain == w.number(value, digits):
            return Label(plain, number_format(w, digits, zero=True))
        if plain == w.signed(value, digits) and (plain[:1] in "+\u2212" or value == 0):
            return Label(plain, number_format(w, digits, signed=True))
        if plain == w.number(value, digits):
            return Label(plain, number_format(w, digits))
    if plain == w.eur(value):
        return Label(plain, cell_format("eur", value, w, language=language_code(w)))
    return Label(plain)


def _axis_format(chart: go.Figure, w: Wording) -> str:
    axis = chart.layout.yaxis
    if axis.visible is False or axis.showticklabels is False:
        return ""
    words, values = axis.ticktext, axis.tickvals
    if words is None:
        return number_format(w, 0)
    labels = [_label(str(word), as_number(value), w) for word, value in zip(words, values, strict=True)]
    formats = [label.number_format for label in labels if label.text not in ("0", "")]
    return max(formats, key=len) if formats and all(formats) else ""


def _axis_step(chart: go.Figure) -> float:
    ticks = as_numbers(chart.layout.yaxis.tickvals)
    return ticks[1] - ticks[0] if len(ticks) > 1 else float(chart.layout.yaxis.dtick or 0)


def _plan_columns(chart: go.Figure, w: Wording) -> Plan:
    low, high = as_numbers(chart.layout.xaxis.range)
    years = list(range(math.ceil(low), math.floor(high) + 1))
    plan = Plan("column", _place_text(chart, years), [], x_range=(years[0] - 0.5, years[-1] + 0.5))
    for number, trace in enumerate(chart.data):
        if trace.type != "bar":
            continue
        spans = list(bar_spans(trace))
        # A bar over several years stands for no single year: it is drawn beside the chart, not written into its data.
        if any(half > 0.5 for _, _, _, half, _ in spans):
            continue
        values = {round(at): value for at, _, value, _, _ in spans}
        series = Series(
            str(trace.name or ""), [values.get(year, math.nan) for year in years], style=bar_style(trace, 0)
        )
        inside = trace.textposition != "outside"
        font = trace.insidetextfont if inside else trace.outsidetextfont
        for place, (at, _, value, half, _) in enumerate(spans):
            plan.gap = round((1 - 2 * half) / (2 * half) * 100)
            _add_label(series, years.index(round(at)), pick(trace.text, place), value, w, ink_of(font, trace, place))
        series.label_place = "inEnd" if inside else "outEnd"
        plan.series.append(series)
        plan.drawn.add(number)
    return plan


def _place_text(chart: go.Figure, places: list[int]) -> list[str]:
    """Whole years, as a slide has the room a phone lacks; places that are no years have the words of the axis."""
    axis = chart.layout.xaxis
    if axis.ticktext is None or places[-1] >= EARLIEST_YEAR:
        return [str(place) for place in places]
    words = dict(zip(as_numbers(axis.tickvals), map(str, axis.ticktext), strict=True))
    return [plain_text(words.get(place, "")) for place in places]


def _add_label(series: Series, place: int, text: Any, value: float, w: Wording, ink: str) -> None:
    if text and not math.isnan(value):
        series.labels[place] = replace(_label(str(text), value, w), colour=ink)


def _plan_bars(chart: go.Figure, w: Wording) -> Plan:
    traces = [(number, trace) for number, trace in enumerate(chart.data) if trace.type == "bar"]
    places = sorted({span[0] for _, trace in traces for span in bar_spans(trace)})
    low, high = as_numbers(chart.layout.yaxis.range)
    if low > high:
        places.reverse()
    half, shift = next(span[3:] for _, trace in traces for span in bar_spans(trace))
    edge = -0.5 if low < high else 0.5
    plan = Plan("bar", _bar_names(chart, places), [], gap=round((1 - 2 * half) / (2 * half) * 100))
    plan.y_range = (places[0] + edge + shift, places[-1] - edge + shift)
    plan.stacked = chart.layout.barmode in ("relative", "stack") or any(trace.base is not None for _, trace in traces)
    plan.category_words = chart.layout.yaxis.visible is not False
    for number, trace in traces:
        plan.series.append(_bar_series(trace, places, w))
        plan.drawn.add(number)
    plan.x_range = (float(chart.layout.xaxis.range[0]), float(chart.layout.xaxis.range[1]))
    # Marks between the bars and their ends would be covered by labels there: then the column on the right stays.
    if len(traces) == 1 and all(shape.layer == "below" for shape in chart.layout.shapes):
        _label_from_column(plan, chart, places, w)
    return plan


def _bar_names(chart: go.Figure, places: list[float]) -> list[str]:
    axis = chart.layout.yaxis
    if axis.ticktext is not None:
        names = dict(zip(as_numbers(axis.tickvals), map(str, axis.ticktext), strict=True))
        return [plain_text(names.get(place, "")) for place in places]
    if axis.visible is False:
        bold = {}
        for note in chart.layout.annotations:
            line = read_markup(str(note.text))[0]
            bold[as_number(note.y)] = next((run.text for run in line if run.bold), line[0].text)
        return [bold[min(bold, key=lambda at: abs(at - place - 0.14))] for place in places]
    return [str(int(place)) for place in places]


def _bar_series(trace: Any, places: list[float], w: Wording) -> Series:
    spans = list(bar_spans(trace))
    values = {at: (number, value) for number, (at, _, value, _, _) in enumerate(spans)}
    series = Series(str(trace.name or ""), [values.get(place, (0, math.nan))[1] for place in places])
    styles = {places.index(at): bar_style(trace, number) for number, (at, *_) in enumerate(spans)}
    series.style = next(iter(styles.values()), {})
    series.styles = {place: style for place, style in styles.items() if style != series.style}
    series.label_place = "ctr"
    for place, at in enumerate(places):
        number, value = values.get(at, (0, math.nan))
        if trace.textposition != "none":
            ink = ink_of(trace.insidetextfont, trace, number)
            _add_label(series, place, pick(trace.text, number), value, w, ink)
    return series


def _label_from_column(plan: Plan, chart: go.Figure, places: list[float], w: Wording) -> None:
    """Values in a column on the right become labels of the bars, which follow the data when they are edited."""
    series = plan.series[0]
    for number, note in enumerate(chart.layout.annotations):
        if note.xref == "paper" and note.x == 1 and as_number(note.y) in places:
            place = places.index(as_number(note.y))
            if not math.isnan(series.values[place]):
                series.labels[place] = _label(str(note.text), series.values[place], w)
                plan.dropped.add(number)
    if plan.dropped:
        series.label_place = "outEnd"
        series.labels = {place: replace(label, colour=theme.INK) for place, label in series.labels.items()}
        known = [value for value in series.values if not math.isnan(value)]
        low, high = plan.x_range or (0.0, 1.0)
        room = (high - low) * LABEL_ROOM
        plan.x_range = (low - room if min(known) < 0 else low, high + room)


def _is_grants(chart: go.Figure) -> bool:
    """All marks answer only the pointer; the bars are shapes."""
    return bool(chart.layout.shapes) and all(getattr(trace.marker, "opacity", None) == 0 for trace in chart.data)


def _plan_grants(chart: go.Figure, w: Wording) -> Plan:
    notes = list(chart.layout.annotations)
    rects = sorted((s for s in chart.layout.shapes if s.type == "rect"), key=lambda shape: float(shape.y0))
    plan = Plan("bar", [], [Series("", [])], gap=70, dropped=set(range(len(notes))), y_range=(0, 1))
    series = plan.series[0]
    for place, rect in enumerate(rects):
        middle, value = (float(rect.y0) + float(rect.y1)) / 2, float(rect.x1)
        name = min((n for n in notes if n.xref == "paper"), key=lambda n: abs(float(n.y) - float(rect.y1) - 2))
        words = next(n for n in notes if n.xref != "paper" and abs(float(n.y) - middle) < 1)
        plan.categories.append(plain_text(str(name.text)))
        series.values.append(value)
        style = {"fill": hex_colour(rect.fillcolor), "edge": "", "edge_width": 0.0, "hatch": ""}
        if rect.line.dash:
            style |= {"edge": hex_colour(rect.line.color), "edge_width": 1.5, "dash": "dash"}
        series.styles[place] = style
        series.labels[place] = _label(str(words.text), value, w)
    series.style = {"fill": theme.GREEN, "edge": "", "edge_width": 0.0, "hatch": ""}
    plan.x_range = (0.0, max(series.values) * (1 + LABEL_ROOM))
    plan.y_range = (-0.5, len(rects) - 0.5)
    plan.drawn = set(range(len(chart.data)))
    plan.replaces_shapes = True
    return plan


def _visible(chart: go.Figure) -> Iterator[tuple[int, Any]]:
    """Traces a native chart can show; areas are drawn behind it."""
    for number, trace in enumerate(chart.data):
        seen = trace.marker.opacity != 0 or "lines" in (trace.mode or "")
        if trace.fill in (None, "none") and (trace.yaxis or "y") == "y" and seen:
            yield number, trace


def _has_years(chart: go.Figure) -> bool:
    shown = [trace for _, trace in _visible(chart)]
    xs = [x for trace in shown for x in as_numbers(trace.x)]
    return (
        bool(shown)
        and all("lines" in (trace.mode or "") for trace in shown)
        and not is_dates(chart)
        and all(not math.isnan(x) and x.is_integer() for x in xs)
    )


def _plan_lines(chart: go.Figure, figure: Figure, w: Wording) -> Plan:
    traces = list(_visible(chart))
    xs = [int(x) for _, trace in traces for x in as_numbers(trace.x)]
    years = list(range(min(xs), max(xs) + 1))
    plan = Plan("line", [str(year) for year in years], [], x_range=(years[0] - 0.5, years[-1] + 0.5))
    for number, trace in traces:
        values = dict(zip(map(int, as_numbers(trace.x)), as_numbers(trace.y), strict=True))
        series = Series(str(trace.name or ""), [values.get(year, math.nan) for year in years])
        series.line = _line_style(trace)
        if "markers" in trace.mode:
            styles = {int(x) - years[0]: dot_style(trace, place) for place, x in enumerate(as_numbers(trace.x))}
            series.dot = next(iter(styles.values()))
            series.dots = {place: style for place, style in styles.items() if style != series.dot}
        plan.series.append(series)
        plan.drawn.add(number)
    return plan


def _line_style(trace: Any) -> tuple[str, float, str]:
    return hex_colour(trace.line.color or theme.GREEN), float(trace.line.width or 2), str(trace.line.dash or "solid")


def _plan_points(chart: go.Figure, figure: Figure, w: Wording) -> Plan:
    plan = Plan("points", [], [], dates=is_dates(chart), category_words=False)
    for number, trace in _visible(chart):
        mode = trace.mode or "lines"
        if mode == "none" or all(math.isnan(x) for x in as_numbers(trace.x)):
            continue
        plan.drawn.add(number)
        series = _point_series(trace, chart, mode, w)
        last = plan.series[-1] if plan.series else None
        if last is not None and _continues(last, series):
            last.xs += series.xs[1:]
            last.values += series.values[1:]
            last.name = last.name or series.name
        else:
            plan.series.append(series)
    longest = max((len(series.values) for series in plan.series), default=0)
    for series in plan.series:
        # Some programs show only the longest series of a point chart unless all are equally long.
        series.xs += [math.nan] * (longest - len(series.xs))
        series.values += [math.nan] * (longest - len(series.values))
    return plan


def _continues(last: Series, series: Series) -> bool:
    """Whether a piece of line starts where the one before ended and looks the same."""
    same = last.dot is None and series.dot is None and last.line == series.line
    return same and (last.xs[-1], last.values[-1]) == (series.xs[0], series.values[0])


def _point_series(trace: Any, chart: go.Figure, mode: str, w: Wording) -> Series:
    xs, ys = as_numbers(trace.x), as_numbers(trace.y)
    series = Series(str(trace.name or ""), ys, xs)
    series.line = _line_style(trace) if "lines" in mode else None
    if "markers" in mode:
        styles = [dot_style(trace, place) for place in range(len(xs))]
        series.dot = styles[0]
        series.dots = {place: style for place, style in enumerate(styles) if style != styles[0]}
        series.names, series.remarks = name_points(trace, chart)
    if "text" in mode:
        series.label_place = {"top": "t", "bottom": "b"}.get((trace.textposition or "").split()[0], "r")
        for place, value in enumerate(ys):
            _add_label(series, place, pick(trace.text, place), value, w, ink_of(trace.textfont, trace, place))
    return series
