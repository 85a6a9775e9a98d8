"""Tables of the upload pages: what a version would change, and who stored what when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analytics.figure.model import Column, Figure
from analytics.language import Wording
from analytics.language.statuses import hidden_text
from data.atlas import Atlas
from data.tables.statuses import FIGURES

MOST_ROWS = 500
"""Rows of a difference shown on a page; the whole is one download away."""

_HIDEABLE = {"status", *(column for columns in FIGURES.values() for column in columns)}
"""Columns whose cell may be the reason why there is no number."""
_YEARS = {"year", "founded_year", "joined_year", "left_year"}


def draw_changed(
    atlas: Atlas, w: Wording, *, changed: pd.DataFrame, key: tuple[str, ...], labels: Mapping[str, str]
) -> Figure:
    """Changed cells, the old value beside the new one.

    Args:
        atlas: names of the districts.
        w: language.
        changed: one row per changed cell: the key columns, `column`, `old`, `new`.
        key: columns of the key.
        labels: heading of every column in the reader's language.
    """
    shown = changed.head(MOST_ROWS)
    table = _key_text(atlas, shown, key).assign(
        column=[labels.get(str(name), str(name)) for name in shown["column"]],
        old=[format_raw_cell(value, name, w) for value, name in zip(shown["old"], shown["column"], strict=True)],
        new=[format_raw_cell(value, name, w) for value, name in zip(shown["new"], shown["column"], strict=True)],
    )
    columns = (
        *_key_columns(key, labels),
        Column("column", w.text("Column")),
        Column("old", w.text("old")),
        Column("new", w.text("new")),
    )
    return _table("upload_changed", w.text("Changed cells"), _subtitle(len(changed), w), table, columns)


def draw_rows(
    atlas: Atlas, w: Wording, *, rows: pd.DataFrame, key: tuple[str, ...], labels: Mapping[str, str], name: str
) -> Figure:
    """Rows that are new or gone, the key first; sources are left out, they stand under the figures.

    Args:
        atlas: names of the districts.
        w: language.
        rows: canonical rows.
        key: columns of the key.
        labels: heading of every column in the reader's language.
        name: headline of the table.
    """
    shown = rows.head(MOST_ROWS)
    others = [column for column in rows.columns if column not in (*key, "source_id", "source_ids")]
    table = _key_text(atlas, shown, key)
    for column in others:
        table[column] = _format_column(shown, column, w)
    columns = (*_key_columns(key, labels), *(Column(column, labels.get(column, column)) for column in others))
    return _table(f"upload_rows_{name}", name, _subtitle(len(rows), w), table, columns)


def _format_column(rows: pd.DataFrame, column: str, w: Wording) -> list[str]:
    """Cells of a column; a blank figure says the reason its row gives."""
    figures = "status" in rows and pd.api.types.is_integer_dtype(rows[column])
    reasons = rows["status"] if figures else [""] * len(rows)
    return [
        (pd.isna(value) and hidden_text(w, str(reason))) or format_raw_cell(value, column, w)
        for value, reason in zip(rows[column], reasons, strict=True)
    ]


def format_raw_cell(value: Any, column: str, w: Wording) -> str:
    """A cell of any canonical table as the reader sees it."""
    if value is None or pd.isna(value):
        return w.missing()
    if isinstance(value, str) and column in _HIDEABLE:
        return hidden_text(w, value) or value
    if isinstance(value, bool):
        return w.text("yes") if value else w.text("no")
    if isinstance(value, int | float) and not isinstance(value, bool):
        digits = 0 if float(value).is_integer() else 3
        return str(int(value)) if column in _YEARS else w.number(value, digits)
    return str(value)


def draw_facts(w: Wording, facts: Iterable[tuple[str, str]], *, name: str) -> Figure:
    """Facts about one thing, one per row; blank ones are left out."""
    rows = [(label, value) for label, value in facts if value]
    table = pd.DataFrame(rows, columns=["label", "value"], dtype="str")
    columns = (Column("label", w.text("Property")), Column("value", w.text("Found")))
    return _table("upload_facts", name, "", table, columns)


def draw_lines(w: Wording, lines: list[dict[str, str]], labels: Mapping[str, str], *, name: str) -> Figure:
    """A plain list, one row per line, columns in the order of the labels."""
    table = pd.DataFrame(lines, columns=list(labels), dtype="str")
    columns = tuple(Column(column, label) for column, label in labels.items())
    return _table("upload_lines", name, w.plural("{n} row", "{n} rows", len(lines)), table, columns)


def _key_text(atlas: Atlas, rows: pd.DataFrame, key: tuple[str, ...]) -> pd.DataFrame:
    names = atlas.kreise.set_index("ags")["name"]
    words = pd.DataFrame(index=range(len(rows)))
    for column in key:
        values = [str(value) for value in rows[column]]
        is_kreis = column == "ags"
        words[column] = [f"{value} {names[value]}" if is_kreis and value in names else value for value in values]
    return words


def _key_columns(key: tuple[str, ...], labels: Mapping[str, str]) -> tuple[Column, ...]:
    return tuple(Column(column, labels.get(column, column)) for column in key)


def _subtitle(rows: int, w: Wording) -> str:
    counted = w.plural("{n} row", "{n} rows", rows)
    if rows <= MOST_ROWS:
        return counted
    return w.text("{counted}, the first {most} are shown", counted=counted, most=w.number(MOST_ROWS))


def _table(key: str, headline: str, subtitle: str, table: pd.DataFrame, columns: tuple[Column, ...]) -> Figure:
    return Figure(key, headline, subtitle, headline, table, columns, ())
