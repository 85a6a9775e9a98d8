"""Migration and population: from text columns to typed figures, with every finding on the way.

Rules look at distinct texts (see `coded`), results are spread over the rows, and numbers are converted
only after the rules have spoken. All rows are checked; only those of the atlas's districts are kept.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api.extensions import ExtensionArray

from data.intake.census import CENSUS_DAYS, census_base, contradicts
from data.intake.coded import Coded, Mask, Rows
from data.intake.grid import letter
from data.intake.labels import FIRST_YEAR, TOTAL, age_codes, mangled_age, read_age, read_date, read_year
from data.intake.model import ROWS_KEPT, Choices, Finding, Reading, Severity, cut
from data.intake.number_formats import SHOWN
from data.intake.numbers import Numbers, Vote, read_numbers
from data.intake.symbols import LETTERS, NO_VALUE, NOTHING
from data.intake.territory import Territory, find_kreis, gazetteer, named_kreis

VALUES: dict[str, tuple[str, ...]] = {
    "migration": ("arrivals", "departures", "net"),
    "population": ("population",),
}
"""Value columns of the two tables of figures."""

Ids = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
_FLAGS = ("", *NO_VALUE, NOTHING, "limited", *"eprsbcdfnuz")
_FLAG_ID = {flag: position for position, flag in enumerate(_FLAGS)}
_TEXT = pd.StringDtype(na_value=np.nan)
COMPARED_LANDS = ("12", "14")
_MOST_GROUPS = 300


@dataclass(frozen=True, eq=False)
class Raw:
    """Text columns of one block of a file, each in the role it plays.

    Attributes:
        columns: role -> texts. Roles: `ags`, `name` (for comparison only), `age_group`, `year`, `date`,
            the value columns, `<value>_male`, `<value>_female` for the check of sums, `<value>_quality`.
        places: role -> (zero-based column, heading); absent for a role the head of the file fills.
        rows: spreadsheet row of each row.
        sheet: sheet of a workbook.
    """

    columns: Mapping[str, Coded]
    places: Mapping[str, tuple[int, str]]
    rows: Rows
    sheet: str = ""

    def filtered(self, keep: Mask) -> Raw:
        """Some of the rows."""
        columns = {role: column.take(keep) for role, column in self.columns.items()}
        return Raw(columns, self.places, self.rows[keep], self.sheet)


@dataclass
class Report:
    """Findings and votes collected while reading one file."""

    table: str
    choices: Choices
    official: bool
    notes: str = ""
    reading: Any = None
    base: str = ""
    census: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    votes: list[Vote] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    outside: dict[str, int] = field(default_factory=dict)

    def add(
        self,
        severity: Severity,
        code: str,
        raw: Raw,
        which: Mask | Rows,
        *,
        role: str = "",
        value: str = "",
        **fields: Any,
    ) -> None:
        """One finding for rows given as a mask or as positions (none when there is no row)."""
        hits = np.flatnonzero(which) if which.dtype == bool else which
        if not len(hits):
            return
        position, heading = raw.places.get(role, (-1, ""))
        rows = tuple(int(row) for row in raw.rows[hits[:ROWS_KEPT]])
        self.findings.append(
            Finding(
                severity,
                code,
                sheet=raw.sheet,
                row=rows[0],
                column=letter(position) if position >= 0 else "",
                heading=heading,
                value=cut(value),
                fields=fields,
                count=len(hits),
                rows=rows,
            )
        )

    def add_each(self, severity: Severity, code: str, raw: Raw, bad: Mask, *, role: str, **fields: Any) -> None:
        """One finding per distinct text marked bad; beyond a limit the rest is one finding."""
        rest: list[Rows] = []
        for number, (text, rows) in enumerate(raw.columns[role].rows_of(bad)):
            if number < _MOST_GROUPS:
                self.add(severity, code, raw, rows, role=role, value=text, **fields)
            else:
                rest.append(rows)
        if rest:
            self.add(severity, code, raw, np.concatenate(rest), role=role, **fields)


@dataclass(frozen=True, eq=False)
class Figures:
    """Typed rows of the atlas's districts and of the two Länder.

    Attributes:
        area: position in `areas()` per row.
        time: position in `Report.times` per row.
        age: position in `ages(table)` per row.
        numbers: value column -> numbers, NaN where none is stated.
        flag: position in `_FLAGS` per row.
        dashes: rows whose every value is a dash.
        rows: spreadsheet row.
        sheet: sheet of a workbook.
        raw: the block it came from, for findings.
    """

    area: Ids
    time: Ids
    age: Ids
    numbers: dict[str, Floats]
    flag: Ids
    dashes: Mask
    rows: Rows
    sheet: str
    raw: Raw


def areas() -> tuple[str, ...]:
    """Keys figures are read for: the atlas's districts, then the Länder they are compared with."""
    return (*gazetteer().kreise, *COMPARED_LANDS)


def ages(table: str) -> tuple[str, ...]:
    """Age groups of a table; the total comes first."""
    return (TOTAL, *age_codes(table))


def read_figures(raw: Raw, report: Report) -> Figures | None:
    """Check and convert one block; None when nothing of it belongs to the atlas.

    All rows are checked before those outside the atlas are left out.
    """
    found = raw.columns["ags"].mapped(lambda text: find_kreis(text, report.choices.names))
    area = _read_areas(raw, report, found)
    age = _read_ages(raw, report, area)
    time = _read_times(raw, report, area)
    _check_old_names(raw, report, time, found)
    keep = (area >= 0) & (age >= 0) & (time >= 0)
    rows = np.arange(len(area)) if keep.all() else np.flatnonzero(keep)
    values, flag, dashes = _read_values(raw, report, rows)
    if not len(rows):
        return None
    own = Raw({}, raw.places, raw.rows[rows], raw.sheet)
    return Figures(area[rows], time[rows], age[rows], values, flag, dashes, own.rows, raw.sheet, own)


def _read_areas(raw: Raw, report: Report, found: npt.NDArray[np.object_]) -> Ids:
    """Position in `areas()` per row, -1 for rows that are not the atlas's; `found` are the territories named."""
    column = raw.columns["ags"]
    known = {ags: position for position, ags in enumerate(areas())}
    ids = np.full(len(found), -1, dtype=np.int32)
    for position, territory in enumerate(found):
        if territory is not None and territory.kind in ("kreis", "land"):
            ids[position] = known.get(territory.ags, -1)
    _report_areas(raw, report, column, found)
    _compare_names(raw, report, column, found)
    spread: Ids = ids[column.codes]
    return spread


def _report_areas(raw: Raw, report: Report, column: Coded, found: npt.NDArray[np.object_]) -> None:
    severity: Severity = "warning" if report.official else "error"
    counts = column.counts()
    known: dict[str, Territory] = {}
    rounded = np.array([one is not None and one.kind == "rounded" for one in found], dtype=bool)
    if rounded.any():
        rows = np.flatnonzero(column.where(rounded))
        report.add("error", "key_rounded", raw, rows, role="ags", value=column.text_at(int(rows[0])))
    notable = np.zeros(len(found), dtype=bool)
    for position, (text, territory) in enumerate(zip(column.texts(), found, strict=True)):
        if territory is None:
            continue
        if territory.kind in ("outside", "region", "nation", "land"):
            report.outside[text] = max(report.outside.get(text, 0), int(counts[position]))
        elif _area_code(territory, severity)[0]:
            notable[position] = True
            known[text] = territory
    for number, (text, rows) in enumerate(column.rows_of(notable)):
        territory = known[text]
        code, level = _area_code(territory, severity)
        if number < _MOST_GROUPS:
            report.add(
                level,
                code,
                raw,
                rows,
                role="ags",
                value=text,
                candidates=[list(pair) for pair in territory.candidates],
                successor=territory.successor,
                name=territory.name,
                since=territory.since,
                ags=territory.ags,
            )


def _check_old_names(raw: Raw, report: Report, time: Ids, found: npt.NDArray[np.object_]) -> None:
    """A name two districts bore, one after the other: before the reform it cannot say which one is meant."""
    column = raw.columns["ags"]
    if not any(one is not None and one.kind == "kreis" and one.since for one in found):
        return
    texts = column.texts()
    old_state = any(
        one is not None and one.kind == "dissolved" and not text[:1].isdigit()
        for one, text in zip(found, texts, strict=True)
    )
    years = np.array([int(text[:4]) for text in report.times] or [0])
    for position, territory in enumerate(found):
        if territory is None or territory.kind != "kreis" or not territory.since:
            continue
        early = (time >= 0) & (years[np.maximum(time, 0)] < int(territory.since[:4]))
        rows = np.flatnonzero((column.codes == position) & (early | old_state))
        if len(rows):
            shown = report.times[int(time[rows[0]])] if time[rows[0]] >= 0 else ""
            fields = {"since": territory.since, "time": shown, "ags": territory.ags}
            report.add("error", "name_before_reform", raw, rows, role="ags", value=texts[position], **fields)


def _compare_names(raw: Raw, report: Report, column: Coded, found: npt.NDArray[np.object_]) -> None:
    """A key of one territory beside the name of another: one of the two was damaged."""
    names = raw.columns.get("name")
    if names is None:
        return
    pairs, first = np.unique(column.codes.astype(np.int64) * len(names.distinct) + names.codes, return_index=True)
    written = names.texts()
    for pair, row in zip(pairs, first, strict=True):
        territory: Territory = found[pair // len(names.distinct)]
        name = written[pair % len(names.distinct)]
        expected = named_kreis(name)
        if expected and territory.ags != expected and territory.kind not in ("dissolved", "land", "gemeinde", "blank"):
            rows = np.array([row], dtype=np.int64)
            text = column.text_at(int(row))
            severity: Severity = "warning" if report.official else "error"
            report.add(severity, "name_key_mismatch", raw, rows, role="ags", value=text, name=name, ags=expected)


def _area_code(territory: Territory, severity: Severity) -> tuple[str, Severity]:
    """Finding for a territory that is not simply known, blank when there is nothing to say."""
    if territory.kind == "dissolved":
        return "dissolved_kreis", "note"
    if territory.kind == "gemeinde":
        return "gemeinde_level", "error"
    if territory.kind == "unknown_name":
        return "unknown_name", "error"
    if territory.kind == "ambiguous_name":
        return "ambiguous_name", "error"
    if territory.kind == "unknown_key":
        return "unknown_key", severity
    if territory.kind == "blank":
        return "key_blank", "error"
    if territory.kind == "rounded":
        return "", "error"
    return ("zero_restored", "note") if territory.padded else ("", "note")


def _read_ages(raw: Raw, report: Report, area: Ids) -> Ids:
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
        if number < _MOST_GROUPS:
            inside = rows[area[rows] >= 0]
            report.add("error", code, raw, inside, role="age_group", value=text, age_group=mangled)
    return spread


def _read_times(raw: Raw, report: Report, area: Ids) -> Ids:
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
    blank = np.array([found[i] == "" for i in range(len(found))], dtype=bool)
    report.add_each("error", "year_unknown", raw, blank, role=role)
    if by_day:
        counted = np.array([text in CENSUS_DAYS for text in found], dtype=bool)
        other = np.array([bool(text) and not text.endswith("12-31") for text in found], dtype=bool) & ~counted
        report.add_each("error", "census_day", raw, counted, role=role)
        report.add_each("error", "not_year_end", raw, other, role=role)
        _note_bases(raw, report, column, found)
    early = np.array([bool(text) and not _plausible(text) for text in found], dtype=bool)
    report.add_each("error", "year_implausible", raw, early, role=role, first=FIRST_YEAR)
    ids[early] = -1
    spread: Ids = ids[column.codes]
    return spread


def _note_bases(raw: Raw, report: Report, column: Coded, found: npt.NDArray[np.object_]) -> None:
    """The census of each day; a head that names one taken after the day holds recalculated figures."""
    for position, day in enumerate(found):
        if day:
            report.census[day] = census_base(day, report.base, report.notes)
        census = contradicts(day, report.base, report.notes) if day else ""
        if census:
            rows = np.flatnonzero(column.codes == position)
            report.add("error", "base_contradicts", raw, rows, role="date", found=census, time=day)


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


def chosen_reading(choices: Choices, heading: str) -> Reading | None:
    """The reading a person has fixed for a column."""
    decided = choices.numbers.get(heading)
    if decided is None and choices.decimal:
        return "german" if choices.decimal == "," else "english"
    return decided


@dataclass(eq=False)
class _Values:
    """What the value columns of a block say, spread over its rows."""

    flag: Ids
    dashes: Mask
    numbers: dict[str, Floats] = field(default_factory=dict)
    balance: tuple[Ids, npt.NDArray[np.object_]] | None = None

    def take(self, name: str, role: str, column: Coded, numbers: Numbers, rows: Rows) -> None:
        """Keep the numbers of a column; those of the totals bring their signs along."""
        codes = column.codes[rows]
        self.numbers[name] = numbers.found[codes]
        if name == "net":
            self.balance = (codes, numbers.status)
        elif name == role:
            self.flag = _outranking(self.flag, codes, numbers.status)
            if self.dashes.any():
                self.dashes &= (numbers.status == NOTHING)[codes]


def _read_values(raw: Raw, report: Report, rows: Rows) -> tuple[dict[str, Floats], Ids, Mask]:
    """Numbers of every value column, the flag that outranks the others of the row, and the rows of dashes only.

    Every cell of the block is judged; numbers are spread over `rows` only.
    """
    read = _Values(np.zeros(len(rows), dtype=np.int32), np.ones(len(rows), dtype=bool))
    for role in VALUES[report.table]:
        for name in (role, f"{role}_male", f"{role}_female"):
            column = raw.columns.get(name)
            if column is not None:
                chosen = chosen_reading(report.choices, raw.places.get(name, (-1, ""))[1])
                numbers = read_numbers(column, chosen or report.reading)
                _report_numbers(raw, report, name, numbers)
                read.take(name, role, column, numbers, rows)
        quality = raw.columns.get(f"{role}_quality")
        if quality is not None:
            read.flag = _named_flag(read.flag, quality, LETTERS, rows)
    stated = raw.columns.get("status")
    if stated is not None:
        read.flag = _named_flag(read.flag, stated, NO_VALUE, rows)
    if report.table == "migration":
        read.flag = _complete_net(read.numbers, read.flag, read.balance)
    return read.numbers, read.flag, read.dashes


def _complete_net(values: dict[str, Floats], flag: Ids, balance: tuple[Ids, npt.NDArray[np.object_]] | None) -> Ids:
    """Fill in the balance where arrivals and departures are stated; what its own cell says counts only where not."""
    if not {"arrivals", "departures"} <= set(values):
        return flag
    computed = values["arrivals"] - values["departures"]
    if balance is None:
        values["net"] = computed
        return flag
    open_cells = np.isnan(values["net"])
    values["net"] = np.where(open_cells, computed, values["net"])
    codes, status = balance
    stated = _outranking(flag, codes, status)
    return np.where(np.isnan(values["net"]), stated, flag).astype(np.int32)


def _named_flag(flag: Ids, column: Coded, words: Collection[str], rows: Rows) -> Ids:
    """The flag, with what a column of its own says in one of these words."""
    said = column.mapped(lambda text: text if text in words else "")
    return _outranking(flag, column.codes[rows], np.array([text or "" for text in said], dtype=object))


def _outranking(flag: Ids, codes: Ids, status: npt.NDArray[np.object_]) -> Ids:
    """Of two flags in a row the one further up in `_FLAGS` stays."""
    own = np.zeros(len(status), dtype=np.int32)
    for position in np.flatnonzero(status != ""):
        own[position] = _FLAG_ID.get(status[position], 0)
    if not own.any():
        return flag
    spread = own[codes]
    both = (flag > 0) & (spread > 0)
    return np.where(both, np.minimum(flag, spread), np.maximum(flag, spread)).astype(np.int32)


def _report_numbers(raw: Raw, report: Report, role: str, numbers: Numbers) -> None:
    report.votes.append(numbers.vote)
    column = raw.columns[role]
    if numbers.vote in ("ambiguous", "mixed"):
        bad = column.where(numbers.bad)
        example = numbers.examples[0]
        readings = _both_readings(example)
        report.add(
            "error",
            f"number_{numbers.vote}",
            raw,
            bad,
            role=role,
            value=example,
            examples=list(numbers.examples),
            **readings,
        )
        return
    if numbers.bad.any():
        _report_bad(raw, report, role, numbers.bad)
    whole = np.isnan(numbers.found) | (numbers.found % 1 == 0)
    report.add_each("error", "not_whole", raw, ~whole, role=role)
    if role.split("_")[0] != "net":
        report.add_each("error", "below_zero", raw, numbers.found < 0, role=role)


def _report_bad(raw: Raw, report: Report, role: str, bad: Mask) -> None:
    """Cells that hold no number: formulas, numbers shown as something else, and the rest."""
    column = raw.columns[role]
    formula = column.matches("^[=@]|^[+-][A-Za-z]", bad)
    report.add_each("error", "formula_cell", raw, formula, role=role)
    shown = column.matches(f"^{SHOWN}$", bad)
    if (otherwise := column.where(shown)).any():
        # A number format holds for a column: one finding tells it.
        report.add("error", "shown_otherwise", raw, otherwise, role=role, value=column.text_at(int(otherwise.argmax())))
    report.add_each("error", "not_a_number", raw, bad & ~formula & ~shown, role=role)


def _both_readings(example: str) -> dict[str, float]:
    one = Coded.from_list([example])
    return {
        "as_german": float(read_numbers(one, "german").found[0]),
        "as_english": float(read_numbers(one, "english").found[0]),
    }


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
    flag = np.where(gone, _FLAG_ID["not_existing"], figures.flag).astype(np.int32)
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
    for name in VALUES[report.table]:
        base[name] = whole_numbers(figures.numbers[name])
    if report.table == "population":
        census = [report.census[time] for time in report.times]
        base["census_base"] = texts(census, figures.time)
    base["status"] = texts(_statuses(), figures.flag)
    base["source_id"] = texts([source_id], np.zeros(len(figures.rows), dtype=np.int32))
    base["row_number"] = figures.rows
    base["sheet"] = _categories((figures.sheet,), np.zeros(len(figures.rows), np.int8))
    base["flag"] = _categories(_FLAGS, figures.flag)
    return pd.DataFrame(base, copy=False)


def _categories(names: tuple[str, ...], ids: npt.NDArray[Any]) -> pd.Categorical[Any]:
    return pd.Categorical.from_codes(ids, dtype=_kind_of(names))


@lru_cache(maxsize=64)
def _kind_of(names: tuple[str, ...]) -> pd.CategoricalDtype:
    return pd.CategoricalDtype(pd.Index(names))


def _statuses() -> list[str]:
    return [flag if flag in NO_VALUE else "reported" for flag in _FLAGS]
