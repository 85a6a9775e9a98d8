"""From a typed frame back to the file of its table: the inverse of reading."""

from __future__ import annotations

import csv
import io
from typing import Any

import pandas as pd

from data.spreadsheets import neutral_text
from data.tables import TABLES


def write_table(frame: pd.DataFrame, table: str) -> bytes:
    """A canonical table as the package ships it: UTF-8, comma, line feed, blank for missing, no text that runs.

    Args:
        frame: the table; columns its file does not have are left out.
        table: name of the canonical table.
    """
    columns = list(TABLES[table].to_schema().columns)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*(map(neutral_cell, frame[column]) for column in columns), strict=True))
    return stream.getvalue().encode()


def neutral_cell(value: Any) -> str:
    """A typed value as text that no spreadsheet runs as a formula."""
    return neutral_text(value) if isinstance(value, str) else cell_text(value)


def cell_text(value: Any) -> str:
    """A typed value as text: missing blank, whole numbers without a point, truth as yes or no."""
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
