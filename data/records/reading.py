"""From a file to a typed frame: text first, then each column by the type its schema names.

A cell that does not fit its type is reported with the row a spreadsheet shows (the header is row 1).
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from data.errors import PackageError
from data.spreadsheets import LEAD, original_text
from data.tables.columns import YES_NO, Column, Table, may_be_empty

HEADER_ROWS = 1
FIRST_ROW = 1
"""Spreadsheets count from 1."""


def spreadsheet_row(position: int) -> int:
    """Row a spreadsheet shows for the data row at this zero-based position."""
    return position + HEADER_ROWS + FIRST_ROW


def read_file(root: Path, file: str) -> bytes:
    """Read a file of the package.

    Raises:
        PackageError: `file_missing`, or `file_unreadable` where the system refuses it.
    """
    try:
        return (root / file).read_bytes()
    except FileNotFoundError:
        raise PackageError(file=file, code="file_missing") from None
    except OSError as error:
        raise PackageError(file=file, code="file_unreadable", reason=str(error)) from error


def read_text(content: bytes, file: str) -> pd.DataFrame:
    """Read a CSV as text; a blank cell becomes missing.

    Raises:
        PackageError: `file_unreadable` for a wrong encoding or an open quotation; `row_length` where a row has more or
            fewer cells than the header.
    """
    try:
        stream = io.StringIO(content.decode("utf-8-sig"), newline="")
        header, *rows = list(csv.reader(stream, strict=True)) or [[]]
    except (UnicodeDecodeError, csv.Error) as error:
        raise PackageError(file=file, code="file_unreadable", reason=str(error)) from error
    for position, row in enumerate(rows):
        if len(row) != len(header):
            raise PackageError(
                file=file,
                row=spreadsheet_row(position),
                code="row_length",
                expected=len(header),
                found=len(row),
            )
    return pd.DataFrame([[cell or None for cell in row] for row in rows], columns=header, dtype="str")


def check_columns(frame: pd.DataFrame, model: type[Table], file: str) -> None:
    """Check that the file has exactly the columns of its table, in their order.

    Raises:
        PackageError: `column_missing`, `column_unexpected`, `column_order`, or `table_empty` where the table does not
            say that it may be.
    """
    expected, found = list(model.to_schema().columns), list(frame.columns)
    for column in expected:
        if column not in found:
            raise PackageError(file=file, row=FIRST_ROW, column=column, code="column_missing")
    for column in found:
        if column not in expected or found.count(column) > 1:
            raise PackageError(file=file, row=FIRST_ROW, column=column, code="column_unexpected")
    for wanted, got in zip(expected, found, strict=True):
        if wanted != got:
            raise PackageError(file=file, row=FIRST_ROW, column=got, code="column_order", expected=wanted, found=got)
    if frame.empty and not may_be_empty(model):
        raise PackageError(file=file, code="table_empty")


def _fail_first(bad: pd.Series, text: pd.Series, file: str, code: str) -> None:
    """Raise for the first cell marked bad, if any."""
    if bad.any():
        position = int(bad.to_numpy().argmax())
        raise PackageError(
            file=file,
            row=spreadsheet_row(position),
            column=str(text.name),
            code=code,
            value=text.iloc[position],
        )


def _as_number(text: pd.Series, dtype: str, file: str) -> pd.Series:
    number = pd.to_numeric(text, errors="coerce").replace([float("inf"), float("-inf")], float("nan"))
    _fail_first(number.isna() & text.notna(), text, file, "not_a_number")
    if dtype == "float64":
        return number.astype("float64")
    _fail_first(number.notna() & (number % 1 != 0), text, file, "not_a_whole_number")
    return number.astype("Int64")


def _as_bool(text: pd.Series, file: str) -> pd.Series:
    _fail_first(text.notna() & ~text.isin(list(YES_NO)), text, file, "not_yes_no")
    return text.map(YES_NO)


def _as_typed(text: pd.Series, column: Column, file: str) -> pd.Series:
    """One column in the type its schema names; the first cell that does not fit raises."""
    dtype = column.dtype.lower()
    if dtype in {"int64", "float64"}:
        typed = _as_number(text, dtype, file)
    elif dtype == "bool":
        typed = _as_bool(text, file)
    else:
        typed = text.astype("str")
        if typed.str.startswith(LEAD).any():
            typed = typed.map(original_text, na_action="ignore").astype("str")
    if not column.nullable:
        _fail_first(typed.isna(), text, file, "cell_empty")
    # Whole numbers without a gap need no room for one.
    return typed.astype("int64") if column.dtype == "int64" else typed


def read_table(content: bytes, file: str, model: type[Table]) -> pd.DataFrame:
    """Read one table, each column in the exact type its schema names; its other rules are `checking`'s.

    Returns:
        A frame with the schema's columns in its order; missing cells are NaN (text, float) or NA (Int64).

    Raises:
        PackageError: the file is damaged, or a cell does not fit the type of its column.
    """
    schema = model.to_schema()
    text = read_text(content, file)
    check_columns(text, model, file)
    return pd.DataFrame({name: _as_typed(text[name], column, file) for name, column in schema.columns.items()})
