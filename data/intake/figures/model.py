"""What reading figures passes on: text columns, findings on the way, typed rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from data.intake.cells.coded import Coded, Mask, Rows
from data.intake.cells.numbers import Vote
from data.intake.cells.symbols import NO_VALUE, NOTHING
from data.intake.model import ROWS_KEPT, Choices, Finding, Severity, cut
from data.intake.words.labels import TOTAL, age_codes
from data.intake.words.territory import gazetteer
from data.intake.workbooks.grid import letter

Ids = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
FLAGS = ("", *NO_VALUE, NOTHING, "limited", *"eprsbcdfnuz")
"""Signs the values of a row may bear, the one that outranks the others first."""

FLAG_ID = {flag: position for position, flag in enumerate(FLAGS)}
"""Position of a flag in `FLAGS`."""

COMPARED_LANDS = ("12", "14")
"""Keys of the Länder whose rows the sums of their districts are compared with."""

MOST_GROUPS = 300
"""Distinct texts that get a finding of their own."""


@dataclass(frozen=True, eq=False)
class Raw:
    """Text columns of one block of a file, each in the role it plays.

    Attributes:
        columns: role -> texts. Roles: `ags`, `name` (for comparison only), `age_group`, `year`, `date`,
            the value columns, `<value>_<half>` (one of `HALVES`) for the check of sums, `<value>_quality`.
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
            if number < MOST_GROUPS:
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
        flag: position in `FLAGS` per row.
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
