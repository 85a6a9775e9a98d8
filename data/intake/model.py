"""What the intake says about a file: findings, recognition, the person's choices, the result.

Nothing here holds prose: `analytics.language.findings` writes the sentences from code and fields.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

import pandas as pd

Severity = Literal["error", "warning", "note"]
Reading = Literal["german", "english"]
Progress = Callable[[float], None]
Cancelled = Callable[[], bool]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
ROWS_KEPT = 200
"""Row numbers kept per grouped finding; `count` always holds all of them."""
STEP_CONFIRMED = "same_step_everywhere"
"""Among `Choices.harmless`: a person said that the step of all districts is true."""
CONFIRMED_ONCE = (STEP_CONFIRMED, "flows_swapped")
"""Among `Choices.harmless`: said of the figures of this file, not of its head."""
VALUE_KEPT = 80
"""Characters of a cell shown in a finding: a hostile cell must not fill the screen."""


@dataclass(frozen=True)
class Finding:
    """One thing to know about a file, grouped over the rows that share it.

    Attributes:
        severity: `error` blocks storing, `warning` asks for a look, `note` informs.
        code: one of `data.intake.codes.CODES`.
        file: name of the file as delivered.
        sheet: sheet of a workbook, blank for text files.
        row: first row as a spreadsheet shows it, None for the whole file or column.
        column: letter as a spreadsheet shows it, blank for the whole row or file.
        heading: heading of that column.
        value: the cell as found.
        fields: further values the sentence may name.
        count: how many cells or rows share the finding.
        rows: their row numbers, at most `ROWS_KEPT`.
    """

    severity: Severity
    code: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    heading: str = ""
    value: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    count: int = 1
    rows: tuple[int, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain values only, fit for JSON."""
        return {**asdict(self), "fields": dict(self.fields), "rows": list(self.rows)}


def cut(value: str) -> str:
    """A cell short enough to show."""
    return value if len(value) <= VALUE_KEPT else f"{value[:VALUE_KEPT]}…"


@dataclass(frozen=True)
class Correction:
    """A correction of cells, made by a person.

    Attributes:
        row: spreadsheet row; None mends every cell of the column that holds `old`.
        column: letter of the column.
        old: the cell as delivered; the mend is skipped, and said so, where it is something else.
        new: what to read instead.
        reason: why, in the person's words.
        sheet: sheet of a workbook.
    """

    row: int | None
    column: str
    old: str
    new: str
    reason: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Choices:
    """What a person decided; blank means: as recognised.

    Attributes:
        encoding: Python name of the character set.
        delimiter: one character.
        decimal: `,` or `.` for every column without a reading of its own.
        table: canonical table the file is for.
        columns: canonical column -> heading in the file.
        fill: column of a list that the file lacks -> its text in every row; in a key the number of the row follows.
        numbers: heading -> reading of an ambiguous column.
        names: territory as written -> ags.
        year: year of a file that does not say it.
        first_row: spreadsheet row of the first data row.
        sheet: sheet to read of a workbook with several.
        harmless: words of a head, folded, that a person said change nothing of what is counted.
        corrections: of single cells.
    """

    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    table: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    fill: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, Reading] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    first_row: int | None = None
    sheet: str = ""
    harmless: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def to_json(self) -> str:
        """One line of JSON, keys sorted, so that equal choices are equal text."""
        values = asdict(self)
        # Stored under this key since the first release; processes of two releases may share a store.
        values["mends"] = values.pop("corrections")
        return json.dumps(values, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Choices:
        """The inverse of `to_json`."""
        values = json.loads(text)
        corrections = tuple(Correction(**correction) for correction in values.pop("mends", ()))
        harmless = tuple(values.pop("harmless", ()))
        return cls(**values, harmless=harmless, corrections=corrections)

    def replayed(self) -> Choices:
        """The same choices for the next file with this head: corrections count for the value, not the row.

        What was confirmed of the figures was so for this year only, and what was filled in for this list.
        """
        harmless = tuple(word for word in self.harmless if word not in CONFIRMED_ONCE)
        corrections = tuple(replace(correction, row=None) for correction in self.corrections)
        return replace(self, year=None, fill={}, harmless=harmless, corrections=corrections)


@dataclass(frozen=True)
class ColumnMapping:
    """Which heading feeds which canonical column.

    Attributes:
        table: canonical table.
        columns: canonical column -> heading.
        unused: headings nothing was taken from.
    """

    table: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recognition:
    """What the content of a file says about itself.

    Attributes:
        format: `regionalstatistik_table`, `genesis_table`, `ffcsv_old`, `ffcsv_new`, `inkar`,
            `kreiswanderungsmatrix`, `destatis_population`, `eurostat`, `wide`, `own`, `template`, `tabular` or
            `unknown`.
        container: how it is packed, outermost first: `text`, `xlsx`, `ods`, `zip/text`, `gz/text`, ...
        encoding: Python name of the character set; blank for a workbook.
        delimiter: one character; blank for a workbook.
        decimal: decimal mark found, blank when no cell shows one.
        thousands: thousands mark found, blank when no cell shows one.
        head_rows: rows of column heads.
        first_row: spreadsheet row of the first data row.
        footer_row: spreadsheet row where notes begin, None without a footer.
        code: number of the official table.
        title: title of the table.
        years: years the content covers.
        date: reference day (ISO) when the content names one.
        unit: unit of the values.
        licence: licence or copyright line.
        stand: when the office wrote the file.
        notes: footnotes.
        headings: column heads, joined over the head rows.
        signature: fingerprint of the head, the key under which choices are remembered.
        preview: first rows as found.
        open_row: last row of a text that ends without a line end, 0 for any other.
    """

    format: str = "unknown"
    container: str = "text"
    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    thousands: str = ""
    head_rows: int = 0
    first_row: int = 1
    footer_row: int | None = None
    code: str = ""
    title: str = ""
    years: tuple[int, ...] = ()
    date: str = ""
    unit: str = ""
    licence: str = ""
    stand: str = ""
    notes: str = ""
    headings: tuple[str, ...] = ()
    signature: str = ""
    preview: tuple[tuple[str, ...], ...] = ()
    open_row: int = 0


@dataclass(frozen=True, eq=False)
class Intake:
    """The result of reading one file. Nothing is stored by it.

    Attributes:
        file_name: name as delivered.
        sha256: of the file as delivered.
        size_bytes: of the file as delivered.
        recognition: what the content says about itself.
        table: canonical table the file is for, None when it is for none.
        frame: canonical columns of that table, plus `row_number`, `sheet` and `flag`; a value the
            office does not state is missing and `flag` says why. None when nothing could be read.
        findings: errors first, then warnings, then notes.
        mapping: which heading feeds which column.
        choices: the decisions it was read with.
        beside: rows of further tables that follow from the file, still to be completed from the atlas.
    """

    file_name: str
    sha256: str
    size_bytes: int
    recognition: Recognition
    table: str | None
    frame: pd.DataFrame | None
    findings: tuple[Finding, ...]
    mapping: ColumnMapping
    choices: Choices = Choices()
    beside: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """True when there is something to store and no error stands against it."""
        return (
            self.table is not None
            and self.frame is not None
            and not any(finding.severity == "error" for finding in self.findings)
        )

    @property
    def source_id(self) -> str:
        """Key under which the upload's rows name their source."""
        return f"U-{self.sha256[:8]}"
