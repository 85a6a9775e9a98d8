"""A figure's table as plain HTML: real rows and headings, so that every aid can read it."""

import html

from analytics.figures.figure import Figure, written_value
from analytics.wording import Wording

_NUMERIC_KINDS = {"int", "signed_int", "decimal1", "signed1", "eur", "percent"}
_LONGEST_ADDRESS = 42
_BOX = 'style="overflow-x:auto" tabindex="0" role="region"'
_TABLE = 'style="border-collapse:collapse;width:100%;font-size:0.875rem;font-variant-numeric:tabular-nums"'
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
    return f'<div {_BOX} aria-label="{name}"><table {_TABLE}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _row(figure: Figure, row: tuple[object, ...], w: Wording) -> str:
    cells = []
    for number, (column, value) in enumerate(zip(figure.columns, row, strict=True)):
        tag, scope = ("td", "") if number else ("th", ' scope="row"')
        cells.append(_cell(tag, written_value(value, column.kind, w), column.kind, _CELL, scope))
    return "".join(cells)


def _cell(tag: str, text: str, kind: str, look: str, scope: str) -> str:
    side = "right;white-space:nowrap" if kind in _NUMERIC_KINDS else "left"
    shown = html.escape(text)
    if kind == "link" and text.startswith(("http://", "https://")):
        shown = f'<a href="{html.escape(text, quote=True)}">{html.escape(_short_address(text))}</a>'
    return f'<{tag}{scope} style="text-align:{side};{look}">{shown}</{tag}>'


def _short_address(address: str) -> str:
    """Host and start of the path: a full address would push the other columns off the screen."""
    bare = address.partition("://")[2].removeprefix("www.").rstrip("/")
    return bare if len(bare) <= _LONGEST_ADDRESS else f"{bare[:_LONGEST_ADDRESS]}…"
