"""A figure's table as plain HTML: real rows and headings, so that every aid can read it."""

import html

from analytics.figure.model import Figure, format_cell
from analytics.language import Wording

_NUMERIC_KINDS = {"int", "signed_int", "decimal1", "signed1", "eur", "percent"}
_BOX = 'style="overflow-x:auto" tabindex="0" role="region"'
_TABLE = "border-collapse:collapse;width:100%;font-size:0.875rem;font-variant-numeric:tabular-nums"
# Below this width per column a wide table scrolls in its box instead of breaking words into towers.
_COLUMN_WIDTH_REM = 6.5
_HEAD_CELL = (
    "padding:0.45rem 0.75rem;border-bottom:1px solid #d5d1c5;font-weight:600;vertical-align:bottom;color:#4d5f58"
)
_CELL = "padding:0.4rem 0.75rem;border-bottom:1px solid #eeeae0;font-weight:400;vertical-align:top"


def table_html(figure: Figure, w: Wording) -> str:
    """The table with caption, column headings and a heading in each row; numbers stand on the right."""
    name = html.escape(f"{figure.headline}. {figure.subtitle}", quote=True)
    head = "".join(_cell("th", column.label, column.kind, _HEAD_CELL, ' scope="col"') for column in figure.columns)
    rows = figure.table[[column.name for column in figure.columns]].itertuples(index=False)
    body = "".join(f"<tr>{_row(figure, row, w)}</tr>" for row in rows)
    width = f"min-width:{len(figure.columns) * _COLUMN_WIDTH_REM}rem" if len(figure.columns) > 3 else ""
    table = f'<table style="{_TABLE};{width}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div {_BOX} aria-label="{name}">{table}</div>'


def _row(figure: Figure, row: tuple[object, ...], w: Wording) -> str:
    cells = []
    for number, (column, value) in enumerate(zip(figure.columns, row, strict=True)):
        tag, scope = ("td", "") if number else ("th", ' scope="row"')
        cells.append(_cell(tag, format_cell(value, column.kind, w), column.kind, _CELL, scope))
    return "".join(cells)


def _cell(tag: str, text: str, kind: str, style: str, scope: str) -> str:
    side = "right;white-space:nowrap" if kind in _NUMERIC_KINDS else "left"
    shown = html.escape(text)
    if kind == "link" and text.startswith(("http://", "https://", "/")):
        # Relative to the page, so that our own addresses hold below a base path too.
        address = html.escape(text.removeprefix("/"), quote=True)
        shown = f'<a style="color:#1d6153" href="{address}">{html.escape(_short_address(text))}</a>'
    return f'<{tag}{scope} style="text-align:{side};{style}">{shown}</{tag}>'


def _short_address(address: str) -> str:
    """The host, as long addresses would push the other columns off the screen; an ellipsis stands for the path.

    Our own addresses stay whole: they are meant to be read and noted.
    """
    if address.startswith("/"):
        return address
    host, _, path = address.partition("://")[2].removeprefix("www.").rstrip("/").partition("/")
    return f"{host}/…" if path else host
