"""A register table while it is read: its cells as text, and what was found in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from data.intake.model import ROWS_KEPT, Choices, Finding, Severity, cut
from data.intake.workbooks.grid import letter


@dataclass
class Register:
    """One register table while it is read.

    Attributes:
        table: canonical table.
        text: cells as text by canonical column, index 0..n-1.
        rows: spreadsheet rows.
        places: canonical column -> (zero-based column, heading).
        choices: the person's decisions.
        sheet: sheet of a workbook.
    """

    table: str
    text: pd.DataFrame
    rows: Sequence[int]
    places: dict[str, tuple[int, str]]
    choices: Choices
    sheet: str = ""
    findings: list[Finding] = field(default_factory=list)

    def add(
        self, severity: Severity, code: str, column: str, index: Sequence[int], value: str = "", **fields: Any
    ) -> None:
        """One finding for some rows of a column."""
        position, heading = self.places.get(column, (-1, column))
        rows = tuple(int(self.rows[i]) for i in index)
        self.findings.append(
            Finding(
                severity,
                code,
                sheet=self.sheet,
                row=rows[0] if rows else None,
                column=letter(position) if position >= 0 else "",
                heading=heading,
                value=cut(value),
                fields=fields,
                count=max(len(rows), 1),
                rows=rows[:ROWS_KEPT],
            )
        )
