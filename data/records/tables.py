"""Load a canonical table: read, check, and add the columns the table promises on load."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.config import Config
from data.records.descriptor import is_shipped_file
from data.records.periods import add_period, check_dates, first_day, last_day
from data.records.reading import read_file, read_table
from data.tables import PACKAGE_TABLES
from data.tables.columns import date_columns


def table_file(table: str) -> str:
    """Path of a table's file inside the package."""
    return f"sources/{table}.csv"


def load_table(table: str, root: Path | None = None) -> pd.DataFrame:
    """Load any canonical table by name, exactly the columns of its file; checked unless it is as shipped.

    Raises:
        PackageError: the file is missing, damaged, or breaks a rule of its schema.
    """
    base = Config.from_environment().package_root if root is None else root
    file = table_file(table)
    content = read_file(base, file)
    frame = read_table(content, file, PACKAGE_TABLES[table])
    return frame if is_shipped_file(file, content) else check_table(table, frame, file)


def check_table(table: str, frame: pd.DataFrame, file: str) -> pd.DataFrame:
    """Check a frame from elsewhere (an upload, a stored version) as a file of the package is checked.

    Args:
        table: name of the canonical table.
        frame: exactly the columns of the table's file.
        file: where the frame comes from, named in the error.

    Raises:
        PackageError: a rule of the schema is broken, or a date is none of the calendar.
    """
    # What checks is a quarter of a second to import; a command that reads the shipped tables checks none.
    from data.records.checking import check_frame

    checked = check_frame(frame, PACKAGE_TABLES[table], file)
    check_dates(checked, date_columns(PACKAGE_TABLES[table]), file)
    return checked


def with_periods(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the columns its table promises on load; most tables promise none."""
    if table == "membership_counts":
        return add_period(frame, "date")
    if table == "events":
        return add_period(frame, "date", "date_end")
    if table == "carriers":
        return frame.assign(period_start=first_day(frame["date_from"]), period_end=last_day(frame["date_to"]))
    return frame


def load_age_groups(root: Path | None = None) -> pd.DataFrame:
    """Age groups, one row per code, in list order."""
    return load_table("age_groups", root)


def load_kreise(root: Path | None = None) -> pd.DataFrame:
    """Districts and Berlin, one row per ags."""
    return load_table("kreise", root)


def load_gemeinden(root: Path | None = None) -> pd.DataFrame:
    """Municipalities, one row per ags."""
    return load_table("gemeinden", root)
