"""Templates to download: German headings, an example row of our own data, a sheet that explains.

Reading a filled template back is the format `template` (see `formats.tabular`).
"""

from __future__ import annotations

import csv
import io
from typing import Any

import pandas as pd
import xlsxwriter

from data.intake.counting.template import prepare_cells, write_initiatives
from data.intake.lists.vocabulary import heading
from data.records import load_table
from data.records.writing import cell_text
from data.spreadsheets import neutral_text
from data.tables import TABLES
from data.tables.columns import told
from data.tables.network import COUNTING

TEMPLATES = (
    "members",
    "membership_counts",
    "events",
    "outcomes",
    "funding",
    "counting_sheet",
    "migration",
    "population",
)
"""Tables offered as a template."""

_SHEETS = {"de": ("Daten", "Erklärung"), "en": ("Data", "Explanation")}
_COUNTING_SHEETS = {"de": ("Zählbogen", "Definitionen"), "en": ("Counting sheet", "Definitions")}
_HEAD = {
    "de": ("Spalte", "Bedeutung", "Pflicht", "Einheit", "Erlaubte Werte", "Beispiel"),
    "en": ("Column", "Meaning", "Required", "Unit", "Allowed values", "Example"),
}
_YES_NO = {"de": ("ja", "nein"), "en": ("yes", "no")}


def example_row(table: str) -> dict[str, str]:
    """The first row of the shipped table as text; blank cells where it has none."""
    rows = cells_of(load_table(table).head(1), table)
    return rows[0] if rows else dict.fromkeys(TABLES[table].to_schema().columns, "")


def cells_of(frame: pd.DataFrame, table: str) -> list[dict[str, str]]:
    """Rows of a canonical table as text, as a template holds them."""
    columns = list(TABLES[table].to_schema().columns)
    return [{name: cell_text(row[name]) for name in columns} for row in frame[columns].to_dict("records")]


def _cell(value: Any) -> str:
    return neutral_text(value) if isinstance(value, str) else german_number(cell_text(value), value)


def german_number(text: str, value: Any) -> str:
    """A number with a decimal comma, as a German spreadsheet shows it."""
    return text.replace(".", ",") if isinstance(value, float) else text


def write_template(
    table: str, lang: str = "de", *, rows: pd.DataFrame | None = None, members: pd.DataFrame | None = None
) -> bytes:
    """A workbook to fill in.

    Args:
        table: one of `TEMPLATES`.
        lang: `de` or `en`.
        rows: rows to fill in; None puts one example row of the shipped table, if it has any.
        members: the register, for the counting sheet; None takes the shipped one.
    """
    filled = load_table(table).head(1) if rows is None else rows
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = _write_data(book, table, lang, filled)
        _write_explanation(book, table, lang)
        if table == COUNTING:
            keys = write_initiatives(book, lang, load_table("members") if members is None else members)
            prepare_cells(book, sheet, list(TABLES[table].to_schema().columns), lang, keys)
    return stream.getvalue()


def _sheet_name(table: str, lang: str, position: int) -> str:
    return (_COUNTING_SHEETS if table == COUNTING else _SHEETS)[lang][position]


def _write_data(book: Any, table: str, lang: str, rows: pd.DataFrame) -> Any:
    columns = list(TABLES[table].to_schema().columns)
    sheet = book.add_worksheet(_sheet_name(table, lang, 0))
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    # Text format keeps leading zeros and keeps 6-10 from becoming a date.
    text = book.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 0)
    for position, column in enumerate(columns):
        sheet.set_column(position, position, max(12, len(heading(column, lang)) + 2), text)
        sheet.write_string(0, position, heading(column, lang), bold)
    for number, record in enumerate(rows[columns].to_dict("records"), start=1):
        for position, column in enumerate(columns):
            _write_cell(sheet, number, position, record[column], text)
    return sheet


def _write_cell(sheet: Any, row: int, column: int, value: Any, text: Any) -> None:
    if value is None or pd.isna(value):
        return
    if isinstance(value, bool | str):
        sheet.write_string(row, column, cell_text(value), text)
    else:
        sheet.write_number(row, column, float(value))


def _write_explanation(book: Any, table: str, lang: str) -> None:
    sheet = book.add_worksheet(_sheet_name(table, lang, 1))
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28, wrap)
    sheet.set_column(1, 1, 70, wrap)
    sheet.set_column(2, 5, 24, wrap)
    for position, text in enumerate(_HEAD[lang]):
        sheet.write_string(0, position, text, bold)
    for row, cells in enumerate(explain(table, lang), start=1):
        for position, text in enumerate(cells):
            sheet.write_string(row, position, text, wrap)
    for position, text in enumerate(_about(table, lang)):
        sheet.write_string(len(TABLES[table].to_schema().columns) + 2, position, text, wrap)


def _about(table: str, lang: str) -> tuple[str, str]:
    """Title of a table and what holds for all of its columns."""
    words = told(TABLES[table])
    return words[f"title_{lang}"], words[f"description_{lang}"]


def explain(table: str, lang: str = "de") -> list[tuple[str, ...]]:
    """For every column: heading, meaning, required, unit, allowed values, example."""
    schema = TABLES[table].to_schema()
    example = example_row(table)
    lines: list[tuple[str, ...]] = []
    for name, column in schema.columns.items():
        meta = column.metadata or {}
        meaning = meta.get("description_de", "") if lang == "de" else column.description or ""
        yes, no = _YES_NO[lang]
        required = no if column.nullable or name in ("source_id", "source_ids") else yes
        lines.append((heading(name, lang), meaning, required, meta.get("unit") or "", allowed(column), example[name]))
    return lines


def allowed(column: Any) -> str:
    """Allowed values of a column, blank when any is allowed."""
    if str(column.dtype).lower() == "bool":
        return "yes, no"
    for check in column.checks:
        if check.name == "isin":
            return ", ".join(str(value) for value in check.statistics["allowed_values"])
    return ""


def write_template_csv(table: str, lang: str = "de", *, rows: pd.DataFrame | None = None) -> bytes:
    """The same as a CSV a German spreadsheet opens rightly: semicolon, UTF-8 with mark, decimal comma."""
    filled = load_table(table).head(1) if rows is None else rows
    columns = list(TABLES[table].to_schema().columns)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([heading(column, lang) for column in columns])
    for record in filled[columns].to_dict("records"):
        writer.writerow([_cell(record[name]) for name in columns])
    return stream.getvalue().encode("utf-8-sig")
