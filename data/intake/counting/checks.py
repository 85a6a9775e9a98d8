"""What the rows of a counting sheet must not contradict: each other, what is stored, and the calendar."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd

from data.intake.counting.half_years import is_over
from data.intake.model import Finding, Intake
from data.tables.network import COUNTED, COUNTING, HALF_YEAR

_KEY = ["member_id", "half_year"]


def check_counts(frame: pd.DataFrame, today: datetime.date) -> list[Finding]:
    """Half-years that are not over, and initiatives that count one half-year twice.

    Args:
        frame: the rows of a file with `row_number` and `sheet`.
        today: the present day.
    """
    known = frame[frame["half_year"].str.fullmatch(HALF_YEAR[1:-1]).fillna(False).astype(bool)]
    early = [not is_over(one, today) for one in known["half_year"]]
    open_ones = [_finding("error", "half_year_open", row, value=str(row["half_year"])) for row in _rows(known[early])]
    return [*open_ones, *_repeated(frame.dropna(subset=_KEY))]


def _repeated(frame: pd.DataFrame) -> list[Finding]:
    found = []
    for _, rows in frame.groupby(_KEY, sort=False):
        first, *later = _rows(rows)
        for row in later:
            fields = {**_place(row), "first_row": int(first["row_number"])}
            pairs = _differing(first, row)
            found += [_finding("error", "two_counts", row, **fields, **pair) for pair in pairs]
            if not pairs:
                equal = all(_same(first[name], row[name]) for name in COUNTED)
                code = "duplicate_equal" if equal else "duplicate_key"
                found.append(_finding("error", code, row, **fields))
    return found


def check_files(first: Intake, later: Intake) -> list[Finding]:
    """Numbers of one initiative and half-year that two files give differently."""
    if first.frame is None or later.frame is None or {first.table, later.table} != {COUNTING}:
        return []
    return [
        _finding("error", "two_counts_files", row, file=later.file_name, **_place(row), **pair, other=first.file_name)
        for before, row in _pairs(first.frame, later.frame)
        for pair in _differing(before, row)
    ]


def check_stored(frame: pd.DataFrame, stored: pd.DataFrame) -> list[Finding]:
    """Warnings where a blank cell would take the place of a number that is stored."""
    return [
        _finding("warning", "blank_over_count", row, **_place(row), measure=name, expected=int(before[name]))
        for before, row in _pairs(stored, frame)
        for name in COUNTED
        if pd.isna(row[name]) and pd.notna(before[name])
    ]


def _pairs(before: pd.DataFrame, after: pd.DataFrame) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Rows of both frames for the same initiative and half-year."""
    known = {(row["member_id"], row["half_year"]): row for row in _rows(before.dropna(subset=_KEY))}
    return [(known[key], row) for row in _rows(after) if (key := (row["member_id"], row["half_year"])) in known]


def _differing(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    """Measures that both rows state, with the two numbers where they differ."""
    return [
        {"measure": name, "found": int(after[name]), "expected": int(before[name])}
        for name in COUNTED
        if pd.notna(before[name]) and pd.notna(after[name]) and before[name] != after[name]
    ]


def _same(one: Any, other: Any) -> bool:
    return bool(pd.isna(one) and pd.isna(other)) or (pd.notna(one) and pd.notna(other) and bool(one == other))


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _place(row: dict[str, Any]) -> dict[str, Any]:
    return {"ags": str(row["member_id"]), "time": str(row["half_year"])}


def _finding(
    severity: Any, code: str, row: dict[str, Any], *, value: str = "", file: str = "", **fields: Any
) -> Finding:
    number = int(row["row_number"])
    sheet = str(row.get("sheet") or "")
    return Finding(severity, code, file=file, sheet=sheet, row=number, rows=(number,), value=value, fields=fields)
