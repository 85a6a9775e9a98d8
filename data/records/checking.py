"""Whether a typed frame keeps what its table promises, judged by pandera."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

import pandas as pd
import pandera.pandas as pa

from data.errors import PackageError
from data.records.reading import check_columns, spreadsheet_row
from data.tables.columns import Check, Column, Schema, Table


def as_pandera(schema: Schema, *, whole: bool = True) -> pa.DataFrameSchema:
    """The schema as pandera checks it.

    Args:
        schema: of a table.
        whole: the frame must have its columns only, in their order, and its key once, and types are made exact;
            False judges the cells of the columns as they are.
    """
    columns = {name: _column(column) for name, column in schema.columns.items()}
    if not whole:
        return pa.DataFrameSchema(columns, coerce=False, strict=False)
    return pa.DataFrameSchema(
        columns, coerce=True, strict=True, ordered=True, unique=schema.unique or None, name=schema.name
    )


def _column(column: Column) -> pa.Column:
    # pandera's own word for text is the type, not pandas' name of it.
    dtype = str if column.dtype == "str" else column.dtype
    return pa.Column(dtype, [_check(check) for check in column.checks], nullable=column.nullable)


def _check(check: Check) -> pa.Check:
    rule: Callable[..., pa.Check] = getattr(pa.Check, check.name)
    return rule(**check.statistics)


def check_frame(frame: pd.DataFrame, model: type[Table], file: str) -> pd.DataFrame:
    """Check a typed frame, wherever it comes from, against its schema; types are made exact.

    Raises:
        PackageError: a rule of the schema is broken; `row` counts as in a file with one header row.
    """
    schema = model.to_schema()
    check_columns(frame, model, file)
    check_key(frame, schema, file)
    try:
        return as_pandera(schema).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        _fail_from_schema(errors, schema, file)


def check_key(frame: pd.DataFrame, schema: Schema, file: str) -> None:
    """Check that the key of the table occurs once.

    Raises:
        PackageError: `duplicate_key` at the second occurrence.
    """
    key = schema.unique
    repeated = frame.duplicated(key)
    if not key or not repeated.any():
        return
    position = int(repeated.to_numpy().argmax())
    values = frame[key].iloc[position]
    same = (frame[key].eq(values) | (frame[key].isna() & values.isna())).all(axis=1)
    raise PackageError(
        file=file,
        row=spreadsheet_row(position),
        column=key[0] if len(key) == 1 else None,
        code="duplicate_key",
        key=" / ".join(str(value) for value in values.dropna()),
        columns=tuple(key),
        first_row=spreadsheet_row(int(same.to_numpy().argmax())),
    )


CHECK_CODES = {
    "isin": "not_allowed",
    "greater_than": "out_of_range",
    "greater_than_or_equal_to": "out_of_range",
    "in_range": "out_of_range",
    "str_matches": "wrong_pattern",
    "not_nullable": "cell_empty",
}
"""Code of our error by the name of pandera's check."""


def _check_fields(name: str, column: Column | None) -> dict[str, Any]:
    """What the broken check would have allowed: a list, or the limits."""
    checks = [] if column is None else column.checks
    values: Mapping[str, Any] = next((check.statistics for check in checks if check.name == name), {})
    if name == "isin":
        return {"allowed": tuple(str(value) for value in values.get("allowed_values", ()))}
    if CHECK_CODES.get(name) == "out_of_range":
        return {"minimum": values.get("min_value"), "maximum": values.get("max_value")}
    return {}


def _fail_from_schema(errors: pa.errors.SchemaErrors, schema: Schema, file: str) -> NoReturn:
    """Turn pandera's first failure (top row first) into our error."""
    first = errors.failure_cases.sort_values("index", na_position="last").iloc[0]
    name = str(first["check"]).split("(", 1)[0]
    column = None if pd.isna(first["column"]) else str(first["column"])
    raise PackageError(
        file=file,
        row=None if pd.isna(first["index"]) else spreadsheet_row(int(first["index"])),
        column=column,
        code=CHECK_CODES.get(name, "not_allowed"),
        value=first["failure_case"],
        **_check_fields(name, None if column is None else schema.columns.get(column)),
    ) from errors
