"""Typed rows joined, chosen, and written as the columns of their table."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api.extensions import ExtensionArray

from data.intake.cells.coded import Mask
from data.intake.cells.symbols import NO_VALUE
from data.intake.figures.model import FLAG_ID, FLAGS, Figures, Floats, Ids, Raw, Report, ages, areas
from data.tables.statuses import FIGURES

_TEXT = pd.StringDtype(na_value=np.nan)


def joined(parts: list[Figures]) -> Figures:
    """The blocks of a file as one."""
    if len(parts) == 1:
        return parts[0]
    names = set.intersection(*(set(part.numbers) for part in parts))
    return Figures(
        area=np.concatenate([part.area for part in parts]),
        time=np.concatenate([part.time for part in parts]),
        age=np.concatenate([part.age for part in parts]),
        numbers={name: np.concatenate([part.numbers[name] for part in parts]) for name in sorted(names)},
        flag=np.concatenate([part.flag for part in parts]),
        dashes=np.concatenate([part.dashes for part in parts]),
        rows=np.concatenate([part.rows for part in parts]),
        sheet=parts[0].sheet,
        raw=Raw({}, {}, np.concatenate([part.rows for part in parts]), parts[0].sheet),
    )


def mark_not_existing(figures: Figures, table: str, report: Report) -> Figures:
    """A district whose block holds nothing but dashes did not exist: its zeros become missing."""
    empty = figures.dashes
    if not empty.any():
        return figures
    group = figures.area.astype(np.int64) * len(report.times) + figures.time
    size = len(areas()) * len(report.times)
    whole = np.bincount(group, minlength=size) == np.bincount(group, weights=empty, minlength=size)
    gone = whole[group] & empty
    if not gone.any():
        return figures
    report.add("note", "not_existing", figures.raw, gone & (figures.age == 0))
    values = {name: np.where(gone, np.nan, numbers) for name, numbers in figures.numbers.items()}
    flag = np.where(gone, FLAG_ID["not_existing"], figures.flag).astype(np.int32)
    return replace(figures, numbers=values, flag=flag)


def select(figures: Figures, keep: Mask) -> Figures:
    """Some of the rows."""
    return Figures(
        figures.area[keep],
        figures.time[keep],
        figures.age[keep],
        {name: numbers[keep] for name, numbers in figures.numbers.items()},
        figures.flag[keep],
        figures.dashes[keep],
        figures.rows[keep],
        figures.sheet,
        Raw({}, {}, figures.rows[keep], figures.sheet),
    )


def texts(names: tuple[str, ...] | list[str], ids: Ids) -> ExtensionArray:
    """Positions as a text column."""
    column: ExtensionArray = pd.array(pc.take(pa.array(names, pa.large_string()), pa.array(ids)), dtype=_TEXT)
    return column


def whole_numbers(numbers: Floats) -> ExtensionArray:
    """Numbers as Int64, NaN as missing."""
    missing = np.isnan(numbers)
    filled = np.where(missing, 0, numbers).astype(np.int64)
    return pd.arrays.IntegerArray(filled, missing)


def to_frame(figures: Figures, report: Report, source_id: str) -> pd.DataFrame:
    """Canonical columns of the table, then `row_number`, `sheet` and `flag`.

    `status` is `reported` where the values are stated, otherwise the reason why they are not.
    """
    base: dict[str, Any] = {"ags": texts(areas(), figures.area)}
    years = np.array([int(time[:4]) for time in report.times], dtype=np.int64)
    if report.table == "population":
        base["date"] = texts(report.times, figures.time)
    base["year"] = years[figures.time]
    base["age_group"] = texts(ages(report.table), figures.age)
    for name in FIGURES[report.table]:
        base[name] = whole_numbers(figures.numbers[name])
    if report.table == "population":
        census = [report.census[time] for time in report.times]
        base["census_base"] = texts(census, figures.time)
    base["status"] = texts(_statuses(), figures.flag)
    base["source_id"] = texts([source_id], np.zeros(len(figures.rows), dtype=np.int32))
    base["row_number"] = figures.rows
    base["sheet"] = _categories((figures.sheet,), np.zeros(len(figures.rows), np.int8))
    base["flag"] = _categories(FLAGS, figures.flag)
    return pd.DataFrame(base, copy=False)


def _categories(names: tuple[str, ...], ids: npt.NDArray[Any]) -> pd.Categorical[Any]:
    return pd.Categorical.from_codes(ids, dtype=_kind_of(names))


@lru_cache(maxsize=64)
def _kind_of(names: tuple[str, ...]) -> pd.CategoricalDtype:
    return pd.CategoricalDtype(pd.Index(names))


def _statuses() -> list[str]:
    return [flag if flag in NO_VALUE else "reported" for flag in FLAGS]
