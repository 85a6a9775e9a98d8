"""The year or day and the age group of each row."""

from __future__ import annotations

import datetime

import numpy as np
import numpy.typing as npt

from data.intake.cells.coded import Coded
from data.intake.figures.model import MOST_GROUPS, Ids, Raw, Report, ages, areas
from data.intake.words.census import CENSUS_DAYS, census_base, contradicts, outdated
from data.intake.words.labels import FIRST_YEAR, mangled_age, read_age, read_date, read_year

_DISTRICT = 5
"""Digits of the key of a district; a row of a Land without its year is no loss."""


def read_ages(raw: Raw, report: Report, area: Ids) -> Ids:
    """Position in `ages(table)` per row, -1 for an unknown label."""
    column = raw.columns.get("age_group")
    if column is None:
        return np.zeros(len(area), dtype=np.int32)
    known = {code: position for position, code in enumerate(ages(report.table))}
    found = column.mapped(lambda text: known.get(read_age(text, report.table), -1))
    ids = np.array([-1 if code is None else code for code in found], dtype=np.int32)
    spread: Ids = ids[column.codes]
    bad = ids < 0
    for number, (text, rows) in enumerate(column.rows_of(bad)):
        mangled = mangled_age(text, report.table)
        code = "age_became_date" if mangled else "unknown_age"
        if number < MOST_GROUPS:
            inside = rows[area[rows] >= 0]
            report.add("error", code, raw, inside, role="age_group", value=text, age_group=mangled)
    return spread


def read_times(raw: Raw, report: Report, area: Ids) -> Ids:
    """Position in `report.times` per row: a year (migration) or a day (population); -1 when unknown."""
    role = "date" if "date" in raw.columns else "year"
    column = raw.columns[role]
    by_day = report.table == "population"
    found = column.mapped(lambda text: _time(text, by_day=by_day))
    ids = np.full(len(found), -1, dtype=np.int32)
    known = {text: position for position, text in enumerate(report.times)}
    for position, text in enumerate(found):
        if text:
            ids[position] = known.setdefault(text, len(known))
    report.times = list(known)
    own = np.array([len(key) == _DISTRICT for key in areas()], dtype=bool)
    known_rows = column.codes[(area >= 0) & own[area]]
    blank = np.array([text == "" for text in found], dtype=bool)
    blank &= np.bincount(known_rows, minlength=len(found)).astype(bool)
    report.add_each("error", "year_unknown", raw, blank, role=role)
    if by_day:
        counted = np.array([text in CENSUS_DAYS for text in found], dtype=bool)
        other = np.array([bool(text) and not text.endswith("12-31") for text in found], dtype=bool) & ~counted
        report.add_each("error", "census_day", raw, counted, role=role)
        report.add_each("error", "not_year_end", raw, other, role=role)
        _note_bases(raw, report, column, found)
    else:
        _refuse_days(raw, report, column)
    early = np.array([bool(text) and not _plausible(text) for text in found], dtype=bool)
    report.add_each("error", "year_implausible", raw, early, role=role, first=FIRST_YEAR)
    ids[early] = -1
    spread: Ids = ids[column.codes]
    return spread


def _refuse_days(raw: Raw, report: Report, column: Coded) -> None:
    """Errors for days inside a year: they end a part of it. Spreadsheets write a year as its first or last day."""
    inside = np.array([read_date(text)[4:] not in ("", "-01-01", "-12-31") for text in column.texts()], dtype=bool)
    for text, rows in column.rows_of(inside):
        fields = {"measure": text, "words": text}
        report.add("error", "no_whole_year", raw, rows, role="year", value=text, **fields)


def _note_bases(raw: Raw, report: Report, column: Coded, found: npt.NDArray[np.object_]) -> None:
    """The census of each day; a head that names one taken after the day holds recalculated figures."""
    for position, day in enumerate(found):
        if day:
            report.census[day] = census_base(day, report.base, report.notes)
        census = contradicts(day, report.base, report.notes) if day else ""
        if census:
            rows = np.flatnonzero(column.codes == position)
            report.add("error", "base_contradicts", raw, rows, role="date", found=census, time=day)
        older = outdated(day, report.base, report.notes) if day else ""
        if older:
            rows = np.flatnonzero(column.codes == position)
            report.add("error", "base_outdated", raw, rows, role="date", found=older, time=day)


def _time(text: str, *, by_day: bool) -> str:
    if by_day:
        day = read_date(text)
        if day:
            return day
    year = read_year(text)
    if year is None:
        return ""
    return f"{year}-12-31" if by_day else str(year)


def _plausible(time: str) -> bool:
    return FIRST_YEAR <= int(time[:4]) <= datetime.date.today().year
