"""A figure's table as plain HTML: real rows and headings, so that every aid can read it."""

from typing import Any

from analytics.exports.html.templating import render
from analytics.figure.model import NUMERIC_KINDS, Column, Figure, format_cell
from analytics.language import Wording

# Below this width per column a wide table scrolls in its box instead of breaking words into towers.
_COLUMN_WIDTH_REM = 6.5
_MOST_NARROW_COLUMNS = 3


def table_html(figure: Figure, w: Wording) -> str:
    """The table with caption, column headings and a heading in each row; numbers stand on the right."""
    rows = figure.table[[column.name for column in figure.columns]].itertuples(index=False, name=None)
    is_wide = len(figure.columns) > _MOST_NARROW_COLUMNS
    return render(
        "inline_table.html",
        w,
        name=f"{figure.headline}. {figure.subtitle}",
        width_rem=len(figure.columns) * _COLUMN_WIDTH_REM if is_wide else 0,
        head=[_cell(column.label, column) for column in figure.columns],
        rows=[_row(figure, row, w) for row in rows],
    )


def _row(figure: Figure, row: tuple[object, ...], w: Wording) -> list[dict[str, Any]]:
    cells = zip(figure.columns, row, strict=True)
    return [_cell(format_cell(value, column.kind, w), column, is_value=True) for column, value in cells]


def _cell(text: str, column: Column, *, is_value: bool = False) -> dict[str, Any]:
    is_link = is_value and column.kind == "link" and text.startswith(("http://", "https://", "/"))
    return {
        "text": _short_address(text) if is_link else text,
        # Relative to the page, so that our own addresses hold below a base path too.
        "address": text.removeprefix("/") if is_link else "",
        "number": column.kind in NUMERIC_KINDS,
    }


def _short_address(address: str) -> str:
    """The host, as long addresses would push the other columns off the screen; an ellipsis stands for the path.

    Our own addresses stay whole: they are meant to be read and noted.
    """
    if address.startswith("/"):
        return address
    host, _, path = address.partition("://")[2].removeprefix("www.").rstrip("/").partition("/")
    return f"{host}/…" if path else host
