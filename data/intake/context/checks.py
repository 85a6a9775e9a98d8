"""What the values of the context cannot be, and the step no year has brought: then it is another measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from data.intake.model import ROWS_KEPT, STEP_CONFIRMED, Finding
from data.records import load_table

_MOST_PERCENT = 100
_ROOM = 1.5
"""A median step may be so much larger than the largest one stored before it is asked about."""
_LEAST = 0.1
"""Logarithmic steps of the median district below are never asked about."""
_FEWEST = 3
"""Districts needed to speak of most of them."""


def check_values(frame: pd.DataFrame) -> list[Finding]:
    """Percentages above 100, and parts of people.

    Args:
        frame: rows of `context` with `row_number` and `sheet`.
    """
    kinds = frame["indicator_id"].map(_indicators()["kind"])
    rules = {
        "out_of_range": (kinds == "percent") & (frame["value"] > _MOST_PERCENT),
        "not_whole": (kinds == "count") & frame["value"].notna() & (frame["value"] % 1 != 0),
    }
    found = []
    for code, wrong in rules.items():
        rows = frame[wrong]
        if len(rows):
            first = rows.iloc[0]
            numbers = tuple(int(row) for row in rows["row_number"][:ROWS_KEPT])
            limit = {"limit": _MOST_PERCENT} if code == "out_of_range" else {}
            found.append(
                Finding("error", code, sheet=str(first["sheet"]), row=numbers[0], value=f"{first['value']:g}",
                        count=len(rows), rows=numbers, fields=limit)
            )  # fmt: skip
    return found


def _indicators() -> pd.DataFrame:
    return load_table("context_indicators").set_index("indicator_id")


def check_steps(frame: pd.DataFrame, base: pd.DataFrame, confirmed: Sequence[str]) -> list[Finding]:
    """One finding for each indicator and year that moved further in the median district than ever stored.

    Args:
        frame: rows of an upload.
        base: `context` as stored.
        confirmed: what a person said is true (`Choices.harmless`).
    """
    found = [
        finding
        for name, rows in frame.groupby("indicator_id")
        for finding in _steps(rows, base[base["indicator_id"] == name], str(name))
    ]
    return [replace(one, severity="warning") for one in found] if STEP_CONFIRMED in confirmed else found


def _steps(rows: pd.DataFrame, base: pd.DataFrame, name: str) -> list[Finding]:
    wide, known = (_logarithms(one) for one in (rows, base))
    usual = float(known.diff().median(axis=1).abs().max())
    limit = max(_ROOM * usual, _LEAST)
    found = []
    for year in wide.index:
        near = known.index[np.abs(known.index - year).argmin()]
        step = (wide.loc[year] - known.loc[near]).dropna()
        if len(step) >= _FEWEST and abs(step.median()) > limit * max(abs(year - near), 1) ** 0.5:
            found.append(_finding(step, int(year), int(near), name))
    return found


def _logarithms(rows: pd.DataFrame) -> pd.DataFrame:
    """Years by areas; zero and missing stay out."""
    return rows[rows["value"] > 0].assign(value=lambda one: np.log(one["value"])).pivot_table("value", "year", "region")


def _finding(step: pd.Series, year: int, near: int, name: str) -> Finding:
    label = _indicators().loc[name]
    median = float(step.median())
    fields = {
        "measure_de": label["label_de"],
        "measure_en": label["label_en"],
        "found": int((step * np.sign(median) > abs(median) / 2).sum()),
        "expected": len(step),
        "year": near,
        "time": str(year),
        "percent": round(100 * float(np.expm1(median))),
    }
    return Finding("error", STEP_CONFIRMED, fields=fields)
