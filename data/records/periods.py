"""Partial dates ("2017", "2017-12", "2017-12-18") as the days they span."""

from __future__ import annotations

import pandas as pd

from data.errors import PackageError
from data.records.reading import spreadsheet_row


def first_day(dates: pd.Series) -> pd.Series:
    """First day each partial date may mean; NaT where it is missing or no date of the calendar."""
    return pd.to_datetime(dates, format="ISO8601", errors="coerce")


def last_day(dates: pd.Series) -> pd.Series:
    """Last day each partial date may mean; NaT where it is missing or no date of the calendar."""
    start = first_day(dates)
    length = dates.str.len()
    month_end = start + pd.offsets.MonthEnd(0)
    year_end = start + pd.offsets.YearEnd(0)
    return start.mask(length == 7, month_end).mask(length == 4, year_end)


def check_dates(frame: pd.DataFrame, columns: tuple[str, ...], file: str) -> None:
    """Check that every partial date exists in the calendar.

    Raises:
        PackageError: `not_a_date` for e.g. 2018-13 or 2018-02-30.
    """
    for column in columns:
        bad = frame[column].notna() & first_day(frame[column]).isna()
        if bad.any():
            position = int(bad.to_numpy().argmax())
            raise PackageError(
                file=file,
                row=spreadsheet_row(position),
                column=column,
                code="not_a_date",
                value=frame[column].iloc[position],
            )


def add_period(frame: pd.DataFrame, start: str, end: str | None = None) -> pd.DataFrame:
    """Add `period_start` and `period_end`: first and last day of the documented period.

    Args:
        frame: a table with partial dates.
        start: column with the first date.
        end: column with the last date; where blank, `start` spans the whole period.

    Returns:
        A new frame with two Timestamp columns, NaT where undated.
    """
    finish = frame[start] if end is None else frame[end].fillna(frame[start])
    return frame.assign(period_start=first_day(frame[start]), period_end=last_day(finish))
