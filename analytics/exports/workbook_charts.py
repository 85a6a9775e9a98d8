"""Tables with a filter, and native charts with the numbers they show, on the sheets of a workbook."""

from __future__ import annotations

import math
import re
from typing import Any

from analytics.exports.number_formats import decimal_format
from analytics.exports.pptx.parts.charts.naming import across_name, has_rows, value_name
from analytics.exports.pptx.parts.charts.plan import Plan, Series, plan_chart
from analytics.figure.model import Figure
from analytics.language import Wording

_TYPES = {"column": "column", "bar": "bar", "line": "line", "points": "scatter"}
_YEAR = re.compile(r"(?:19|20)\d\d")
# Pixels of a chart, and rows of a sheet below which its numbers stand.
_WIDTH, _HEIGHT, _ROWS = 860, 460, 24
_MOST_TITLE = 250
_STYLE = "Table Style Light 1"
_GREY = "#808080"


def add_table(sheet: Any, row: int, headings: list[str], rows: int, head: Any) -> None:
    """Makes cells that are written already, or will be, a table with a filter; headings alone where there are none.

    Args:
        sheet: of the cells.
        row: of the headings.
        headings: one for each column from the first on; each stands once in a table, so a second one is numbered.
        rows: below the headings.
        head: format of headings.
    """
    names: list[str] = []
    for heading in headings:
        taken = {name.casefold() for name in names}
        tried = (heading, *(f"{heading} {number}".strip() for number in range(2, len(headings) + 2)))
        names.append(next(name for name in tried if name and name.casefold() not in taken))
    if rows:
        columns = [{"header": name, "header_format": head} for name in names]
        sheet.add_table(row, 0, row + rows, len(names) - 1, {"columns": columns, "style": _STYLE})
        return
    for place, name in enumerate(names):
        sheet.write_string(row, place, name, head)


def add_chart(book: Any, sheet: Any, row: int, figure: Figure, w: Wording, head: Any) -> None:
    """Puts the chart of a figure on its sheet and the numbers it shows below it; nothing for a figure without.

    Args:
        book: XlsxWriter's workbook.
        sheet: of the figure.
        row: first free row.
        figure: with its chart.
        w: language.
        head: format of headings.
    """
    plan = plan_chart(figure, w)
    # The rows of a dot plot have names, which no chart of a spreadsheet shows.
    if plan is None or (plan.kind == "points" and (plan.dates or has_rows(figure))):
        return
    first = row + _ROWS + 1
    chart = book.add_chart({"type": _TYPES[plan.kind], **_subtype(plan)})
    style = book.add_format({"num_format": decimal_format(0 if _is_whole(plan) else 1)})
    for number, series in enumerate(_shown(plan)):
        columns = _write_series(sheet, first, number, plan, series, style)
        chart.add_series(_series(sheet.get_name(), first, columns, plan, series))
    longest = max(len(series.values) for series in _shown(plan))
    add_table(sheet, first, _headings(plan, figure, w), longest, head)
    _set_axes(chart, plan, figure, w)
    chart.set_title({"name": figure.headline[:_MOST_TITLE], "name_font": {"size": 12}, "overlay": False})
    chart.set_legend({"none": True} if len(_shown(plan)) == 1 else {"position": "bottom"})
    chart.show_blanks_as("gap")
    chart.set_size({"width": _WIDTH, "height": _HEIGHT})
    sheet.insert_chart(row, 0, chart, {"description": figure.description[:_MOST_TITLE], "object_position": 2})


def _shown(plan: Plan) -> list[Series]:
    """Series with a look of their own: others only carry labels on a slide."""
    known = [series for series in plan.series if not all(map(math.isnan, series.values))]
    if plan.kind not in ("bar", "column"):
        return known
    return [series for series in known if any(_is_seen(one) for one in (series.style, *series.styles.values()))]


def _is_seen(style: dict[str, Any]) -> bool:
    return bool(style.get("fill") or style.get("hatch"))


def _is_whole(plan: Plan) -> bool:
    return all(math.isnan(value) or float(value).is_integer() for series in plan.series for value in series.values)


def _subtype(plan: Plan) -> dict[str, str]:
    if plan.kind == "points":
        return {"subtype": "straight_with_markers"}
    return {"subtype": "stacked"} if plan.stacked else {}


def _write_series(sheet: Any, row: int, number: int, plan: Plan, series: Series, style: Any) -> tuple[int, int]:
    """Columns of categories (or horizontal values) and of values."""
    points = plan.kind == "points"
    across, values = (2 * number, 2 * number + 1) if points else (0, number + 1)
    if points:
        _write_numbers(sheet, row, across, series.xs)
    elif number == 0:
        sheet.write_column(row + 1, 0, plan.categories)
    _write_numbers(sheet, row, values, series.values, style)
    return across, values


def _headings(plan: Plan, figure: Figure, w: Wording) -> list[str]:
    """Of the columns of all series."""
    names = [series.name for series in _shown(plan)]
    if plan.kind == "points":
        return [heading for name in names for heading in (plan.x_name, name)]
    return [_category_name(plan, figure, w) or figure.columns[0].label, *names]


def _write_numbers(sheet: Any, row: int, column: int, values: list[float], *style: Any) -> None:
    for place, value in enumerate(values, start=row + 1):
        if not math.isnan(value):
            sheet.write_number(place, column, value, *style)


def _series(name: str, row: int, columns: tuple[int, int], plan: Plan, series: Series) -> dict[str, Any]:
    across, values = columns
    last = row + len(series.values)
    entry: dict[str, Any] = {
        "name": [name, row, values],
        "categories": [name, row + 1, across, last, across],
        "values": [name, row + 1, values, last, values],
    }
    if plan.kind in ("bar", "column"):
        entry |= _bar(series.style)
        entry["points"] = [_bar(series.styles.get(place, series.style)) for place in range(len(series.values))]
        entry["gap"] = min(500, plan.gap)
        return entry
    entry["line"] = {"color": series.line[0], "width": 2} if series.line else {"none": True}
    colour = (series.dot or {}).get("fill") or (series.line[0] if series.line else "")
    shown = series.dot is not None and bool(colour)
    entry["marker"] = {"type": "circle", "size": 5, "fill": _fill(colour)} if shown else {"type": "none"}
    return entry


def _bar(style: dict[str, Any]) -> dict[str, Any]:
    if style.get("hatch"):
        ink = style.get("edge") or style.get("fill") or _GREY
        return {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": ink, "bg_color": "#ffffff"}}
    return {"fill": _fill(style.get("fill"))}


def _fill(colour: str | None) -> dict[str, Any]:
    return {"color": colour} if colour else {"none": True}


def _set_axes(chart: Any, plan: Plan, figure: Figure, w: Wording) -> None:
    """Titles with units and the number format of the page."""
    known = [value for series in plan.series for value in series.values if not math.isnan(value)]
    name = across_name(figure, plan.series) if plan.kind == "points" else _category_name(plan, figure, w)
    value = {
        "name": value_name(figure, known),
        "num_format": plan.value_format or decimal_format(0 if _is_whole(plan) else 1),
        "major_gridlines": {"visible": True, "line": {"color": "#d9d9d9", "width": 0.75}},
    }
    words: dict[str, Any] = {"name": name, "label_position": "low"}
    if plan.kind == "points" and len(_YEAR.findall(" ".join(f"{x:g}" for s in plan.series for x in s.xs))):
        words["num_format"] = "0"
    # XlsxWriter's x axis is the horizontal one, also of bars that lie.
    across, up = (value, words) if plan.kind == "bar" else (words, value)
    chart.set_x_axis(across)
    chart.set_y_axis(up)


def _category_name(plan: Plan, figure: Figure, w: Wording) -> str:
    """What the categories are: years, or what the column of the table that holds them is called."""
    if all(_YEAR.fullmatch(category) for category in plan.categories):
        return w.text("Year")
    for column in figure.columns:
        if set(plan.categories) <= set(figure.table[column.name].astype(str)):
            return column.label
    return ""
