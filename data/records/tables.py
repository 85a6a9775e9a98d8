"""One loader per canonical table: read, check, and add the columns the table promises on load."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.config import Config
from data.records.periods import add_period, check_dates, first_day, last_day
from data.records.reading import check_frame, read_table
from data.schemas import TABLES

_DATES: dict[str, tuple[str, ...]] = {
    "sources": ("date_published", "date_accessed"),
    "members": ("last_evidence",),
    "membership_counts": ("date",),
    "carriers": ("date_from", "date_to"),
    "events": ("date", "date_end"),
    "funding": ("period_start", "period_end", "published"),
    "programme": ("date_from",),
    "gemeinden": ("population_date",),
}


def table_file(table: str) -> str:
    """Path of a table's file inside the package."""
    return f"sources/{table}.csv"


def load_table(table: str, root: Path | None = None) -> pd.DataFrame:
    """Load any canonical table by name, exactly the columns of its file.

    Raises:
        PackageError: the file is missing, damaged, or breaks a rule of its schema.
    """
    base = Config.from_environment().package_root if root is None else root
    file = table_file(table)
    frame = read_table(base / file, file, TABLES[table])
    check_dates(frame, _DATES.get(table, ()), file)
    return frame


def check_table(table: str, frame: pd.DataFrame, file: str) -> pd.DataFrame:
    """Check a frame from elsewhere (an upload, a stored version) as a file of the package is checked.

    Args:
        table: name of the canonical table.
        frame: exactly the columns of the table's file.
        file: where the frame comes from, named in the error.

    Raises:
        PackageError: a rule of the schema is broken, or a date is none of the calendar.
    """
    checked = check_frame(frame, TABLES[table], file)
    check_dates(checked, _DATES.get(table, ()), file)
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


def load_sources(root: Path | None = None) -> pd.DataFrame:
    """Sources, one row per source_id."""
    return load_table("sources", root)


def load_members(root: Path | None = None) -> pd.DataFrame:
    """Register of initiatives, one row per member_id."""
    return load_table("members", root)


def load_membership_counts(root: Path | None = None) -> pd.DataFrame:
    """Member counts, one row per count_id, with period_start and period_end (NaT when undated)."""
    return with_periods("membership_counts", load_table("membership_counts", root))


def load_carriers(root: Path | None = None) -> pd.DataFrame:
    """Carriers of the network, with period_start and period_end (NaT while it lasts)."""
    return with_periods("carriers", load_table("carriers", root))


def load_events(root: Path | None = None) -> pd.DataFrame:
    """Events, one row per event_id, with period_start and period_end (NaT when undated)."""
    return with_periods("events", load_table("events", root))


def load_outcomes(root: Path | None = None) -> pd.DataFrame:
    """Outcome figures of single initiatives, one row per outcome_id."""
    return load_table("outcomes", root)


def load_funding(root: Path | None = None) -> pd.DataFrame:
    """Documented amounts in EUR and documented gaps, one row per funding_id."""
    return load_table("funding", root)


def load_network_funding(root: Path | None = None) -> pd.DataFrame:
    """Network funding in EUR, one row per year."""
    return load_table("network_funding", root)


def load_programme(root: Path | None = None) -> pd.DataFrame:
    """Versions of and questions about the funding programme, one row per entry_id."""
    return load_table("programme", root)


def load_migration(root: Path | None = None) -> pd.DataFrame:
    """Moves over district borders in persons, one row per (ags, year, age_group)."""
    return load_table("migration", root)


def load_migration_land(root: Path | None = None) -> pd.DataFrame:
    """Moves over the border of the Land in persons, and published district balances."""
    return load_table("migration_land", root)


def load_population(root: Path | None = None) -> pd.DataFrame:
    """Residents on 31 December, one row per (ags, date, age_group)."""
    return load_table("population", root)


def load_age_groups(root: Path | None = None) -> pd.DataFrame:
    """Age groups, one row per code, in list order."""
    return load_table("age_groups", root)


def load_kreise(root: Path | None = None) -> pd.DataFrame:
    """Districts and Berlin, one row per ags."""
    return load_table("kreise", root)


def load_gemeinden(root: Path | None = None) -> pd.DataFrame:
    """Municipalities, one row per ags."""
    return load_table("gemeinden", root)


def load_places(root: Path | None = None) -> pd.DataFrame:
    """Points of the municipalities, one row per ags."""
    return load_table("places", root)


def load_regions(root: Path | None = None) -> pd.DataFrame:
    """Definitions of the Lausitz, one row per (region_id, ags)."""
    return load_table("regions", root)


def load_breaks(root: Path | None = None) -> pd.DataFrame:
    """Breaks and gaps of the series, one row per break_id."""
    return load_table("breaks", root)


def load_indicators(root: Path | None = None) -> pd.DataFrame:
    """Indicators, one row per indicator_id."""
    return load_table("indicators", root)


def load_simulations(root: Path | None = None) -> pd.DataFrame:
    """Simulations of the estimators, one row per (scenario, estimator)."""
    return load_table("simulations", root)
