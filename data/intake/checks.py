"""Rules over typed figures: duplicates, sums of parts, balance, districts against their Land."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np
import numpy.typing as npt

from data.intake.cells.coded import Mask
from data.intake.figures.model import Figures, Report, ages, areas
from data.intake.model import Finding, Severity
from data.intake.words.meaning import COMPLETE

CLOSE = 10
"""Offices protect single persons by small changes: sums may differ by this many without being wrong."""
_MOST = 200
Totals = npt.NDArray[np.float64]


def check_figures(figures: Figures, report: Report) -> None:
    """All rules; findings go into the report."""
    check_duplicates(figures, report)
    check_balance(figures, report)
    check_halves(figures, report)
    check_ages(figures, report)


def check_duplicates(figures: Figures, report: Report) -> None:
    """The same (district, time, age group) must not occur twice."""
    key = (figures.area.astype(np.int64) * max(len(report.times), 1) + figures.time) * len(
        ages(report.table)
    ) + figures.age
    space = len(areas()) * max(len(report.times), 1) * len(ages(report.table))
    counts = np.bincount(key, minlength=space) if space <= 50_000_000 else None
    if counts is not None:
        if counts.max(initial=0) < 2:
            return
        repeated = counts[key] > 1
    else:
        _, inverse, sizes = np.unique(key, return_inverse=True, return_counts=True)
        repeated = sizes[inverse] > 1
    _report_duplicates(figures, report, key, repeated)


def _report_duplicates(figures: Figures, report: Report, key: npt.NDArray[np.int64], repeated: Mask) -> None:
    hits = np.flatnonzero(repeated)
    order = hits[np.argsort(key[hits], kind="stable")]
    starts = np.flatnonzero(np.diff(key[order], prepend=-1))
    for begin, end in zip(starts[:_MOST], np.append(starts[1:], len(order))[:_MOST], strict=True):
        same = order[begin:end]
        code = "duplicate_equal" if _all_equal(figures, same) else "duplicate_key"
        report.findings.append(
            Finding(
                "error",
                code,
                sheet=figures.sheet,
                row=int(figures.rows[same[-1]]),
                count=len(same),
                rows=tuple(int(row) for row in figures.rows[same][:50]),
                fields={
                    **place(figures, report, int(same[0])),
                    "first_row": int(figures.rows[same[0]]),
                },
            )
        )
    if len(starts) > _MOST:
        report.add("error", "duplicate_key", figures.raw, repeated, more=len(starts) - _MOST)


def _all_equal(figures: Figures, rows: npt.NDArray[np.int64]) -> bool:
    return all(
        bool(np.all(numbers[rows] == numbers[rows[0]])) or bool(np.all(np.isnan(numbers[rows])))
        for numbers in figures.numbers.values()
    )


def place(figures: Figures, report: Report, row: int) -> dict[str, str]:
    """What a row is about: key, time, age group."""
    return {
        "ags": areas()[int(figures.area[row])],
        "time": report.times[int(figures.time[row])],
        "age_group": ages(report.table)[int(figures.age[row])],
    }


def _add_differences(
    figures: Figures,
    report: Report,
    bad: Mask,
    code: str,
    *,
    found: Totals,
    expected: Totals,
    column: str,
    worst: Severity = "error",
) -> None:
    """One finding per row, with both numbers; the worst severity only when they are far apart."""
    hits = np.flatnonzero(bad)
    for row in hits[:_MOST]:
        near = abs(found[row] - expected[row]) <= CLOSE
        report.findings.append(
            Finding(
                "warning" if near else worst,
                code,
                sheet=figures.sheet,
                row=int(figures.rows[row]),
                rows=(int(figures.rows[row]),),
                fields={
                    **place(figures, report, int(row)),
                    "found": float(found[row]),
                    "expected": float(expected[row]),
                    "measure": column,
                    "close": CLOSE,
                },
            )
        )
    if len(hits) > _MOST:
        rest = np.zeros(len(bad), dtype=bool)
        rest[hits[_MOST:]] = True
        report.add(worst, f"{code}_more", figures.raw, rest, measure=column)


def check_balance(figures: Figures, report: Report) -> None:
    """Net is arrivals minus departures."""
    if report.table != "migration":
        return
    values = figures.numbers
    if not {"arrivals", "departures", "net"} <= set(values):
        return
    expected = values["arrivals"] - values["departures"]
    bad = np.abs(values["net"] - expected) > 0
    hits = np.flatnonzero(bad)
    for row in hits[:_MOST]:
        report.findings.append(
            Finding(
                "error",
                "net_mismatch",
                sheet=figures.sheet,
                row=int(figures.rows[row]),
                rows=(int(figures.rows[row]),),
                fields={
                    **place(figures, report, int(row)),
                    "found": float(values["net"][row]),
                    "expected": float(expected[row]),
                },
            )
        )


def check_halves(figures: Figures, report: Report) -> None:
    """Both sexes, both nationalities, and moves within Germany and with abroad add up to the total where stated."""
    for name, (facet, halves) in product(list(figures.numbers), COMPLETE.items()):
        stated = [figures.numbers[half] for one in halves if (half := f"{name}_{one}") in figures.numbers]
        if len(stated) < len(halves):
            continue
        total, parts = figures.numbers[name], stated[0] + stated[1]
        differs = np.abs(parts - total) > 0
        code = f"{facet}_sum_mismatch"
        _add_differences(figures, report, differs, code, found=total, expected=parts, column=name)


def check_ages(figures: Figures, report: Report) -> None:
    """The age groups add up to the total where all of them are there."""
    parts = len(ages(report.table)) - 1
    group = figures.area.astype(np.int64) * max(len(report.times), 1) + figures.time
    size = len(areas()) * max(len(report.times), 1)
    single = figures.age > 0
    present = np.bincount(group[single], minlength=size)
    is_total = figures.age == 0
    _check_complete(figures, report, group, present, parts)
    _check_totals(figures, report, group, is_total)
    for name in [column for column in figures.numbers if "_" not in column]:
        numbers = figures.numbers[name]
        # A missing part makes the sum NaN: it is then not compared.
        sums = np.bincount(group[single], weights=numbers[single], minlength=size)
        expected = np.where(present[group] == parts, sums[group], np.nan)
        bad = is_total & (np.abs(numbers - expected) > 0)
        _add_differences(figures, report, bad, "age_sum_mismatch", found=numbers, expected=expected, column=name)


def _check_complete(
    figures: Figures, report: Report, group: npt.NDArray[np.int64], present: npt.NDArray[np.int64], parts: int
) -> None:
    """A district with some, but not all, age groups."""
    partial = (present[group] > 0) & (present[group] < parts)
    seen: set[int] = set()
    for row in np.flatnonzero(partial):
        if int(group[row]) in seen or len(seen) >= _MOST:
            continue
        seen.add(int(group[row]))
        fields = {
            **place(figures, report, int(row)),
            "age_group": "",
            "found": int(present[group[row]]),
            "expected": parts,
        }
        number = int(figures.rows[row])
        report.findings.append(
            Finding("warning", "ages_missing", sheet=figures.sheet, row=number, rows=(number,), fields=fields)
        )


def _check_totals(figures: Figures, report: Report, group: npt.NDArray[np.int64], is_total: Mask) -> None:
    """A district with age groups and no total."""
    size = len(areas()) * max(len(report.times), 1)
    has_total = np.bincount(group[is_total], minlength=size) > 0
    without = np.flatnonzero(~has_total[group])
    _, first = np.unique(group[without], return_index=True)
    for row in without[first[:_MOST]]:
        number = int(figures.rows[row])
        fields = {**place(figures, report, int(row)), "age_group": ""}
        report.findings.append(
            Finding("warning", "total_missing", sheet=figures.sheet, row=number, rows=(number,), fields=fields)
        )


def check_land(figures: Figures, report: Report) -> None:
    """The 18 districts of Brandenburg against the row of the Land, where the file has both.

    In a report two differences are pointed out and no error: arrivals and departures that are lower by the same number
    are those over the border of the Land only, and a number below that of one district is no sum of them.
    Saxony is not compared: the atlas keeps two of its districts.
    """
    names = areas()
    of_land = figures.area == names.index("12")
    if not of_land.any():
        return
    own = np.array([len(name) == 5 and name.startswith("12") for name in names], dtype=bool)
    per_age = len(ages(report.table))
    group = figures.time.astype(np.int64) * per_age + figures.age
    size = max(len(report.times), 1) * per_age
    inside = own[figures.area]
    complete = np.bincount(group[inside], minlength=size) == own.sum()
    expected: dict[str, Totals] = {}
    for name in [column for column in figures.numbers if "_" not in column]:
        sums = np.bincount(group[inside], weights=figures.numbers[name][inside], minlength=size)
        expected[name] = np.where(complete[group] & of_land, sums[group], np.nan)
    no_sum = _counts_own_border(figures, expected) | _is_below_a_part(figures, of_land, inside, group, size)
    no_sum &= not report.official
    for name, whole in expected.items():
        numbers = figures.numbers[name]
        differs = np.abs(numbers - whole) > 0
        severities: tuple[tuple[Mask, Severity], ...] = ((differs & ~no_sum, "error"), (differs & no_sum, "warning"))
        for bad, worst in severities:
            _add_differences(
                figures, report, bad, "land_sum_mismatch", found=numbers, expected=whole, column=name, worst=worst
            )


def _counts_own_border(figures: Figures, expected: Mapping[str, Totals]) -> Mask:
    """Rows in which arrivals and departures are lower than their sums by the same number of moves."""
    if not {"arrivals", "departures"} <= set(expected):
        return np.zeros(len(figures.rows), dtype=bool)
    arrivals, departures = (expected[name] - figures.numbers[name] for name in ("arrivals", "departures"))
    return np.asarray((arrivals == departures) & (arrivals > 0), dtype=bool)


def _is_below_a_part(figures: Figures, of_land: Mask, inside: Mask, group: npt.NDArray[np.int64], size: int) -> Mask:
    """Rows of the Land with a number of people that is smaller than that of one of its districts."""
    below = np.zeros(len(figures.rows), dtype=bool)
    for name in {"arrivals", "departures", "population"} & set(figures.numbers):
        largest = np.full(size, -np.inf)
        np.fmax.at(largest, group[inside], figures.numbers[name][inside])
        below |= of_land & (figures.numbers[name] < largest[group])
    return below
