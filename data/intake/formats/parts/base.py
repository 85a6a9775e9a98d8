"""What every format reader hands on, and the parts they share."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from data.intake.cells.coded import Mask
from data.intake.figures.model import Raw
from data.intake.model import Choices, ColumnMapping, Finding, Reading, Recognition
from data.intake.words.meaning import Meaning, understand_tab
from data.intake.words.paragraphs import paragraphs
from data.intake.words.territory import find_kreis
from data.intake.workbooks.grid import Grid, TextGrid

PREVIEW_ROWS = 20
_LOOKED_AT = 12
"""Rows in which districts may stand side by side."""
_STAND = re.compile(r"Stand:\s*([\d.]+(?:\s*/\s*[\d:]+)?)")
_LICENCE = re.compile(r'"?((?:©|\(c\)|Copyright)[^"]*)', re.I | re.S)
_ABOUT_LICENCE = re.compile(r"lizenz|licen[cs]e|namensnennung|vervielf|verbreitung|quellenangabe|Stand:|©|^\W*$", re.I)
_KEY = re.compile(r"^(DG|\d{2,5})$")


@dataclass
class Parsed:
    """A recognised file, still as text.

    Attributes:
        recognition: what the content says about itself.
        table: canonical table, blank when the atlas holds no such measure.
        blocks: text columns by role, for the two tables of figures.
        register: text columns by canonical name, for every other table.
        findings: what was noticed.
        reading: how the format writes numbers, None lets each column decide.
        official: written by an office: unknown keys are its business, not the person's mistake.
        mapping: which heading feeds which column.
        notes: footnotes that bear on the meaning.
        base: census the title or a heading says the figures are carried forward from.
        keep: rows that count the whole where others count parts, None for all.
        border: the head says that moves are counted over district borders.
        rows: spreadsheet rows of `register`.
        places: canonical column -> (zero-based column, heading) of `register`.
        sheet: sheet of `register`.
        loose: figures read although no canonical table holds them.
        left_out: why a sheet is not read although its layout is known, blank when it is read.
        covers: names of the sheets it was read from when these are several.
        outside: keys outside the atlas whose rows were not read, with the number of rows.
        also: further measures of the same rows, each a `register` of its own.
        beside: canonical table -> typed rows the same figures give for it, still to be completed from the atlas.
    """

    recognition: Recognition
    table: str = ""
    blocks: list[Raw] = field(default_factory=list)
    register: pd.DataFrame | None = None
    findings: list[Finding] = field(default_factory=list)
    reading: Reading | None = None
    official: bool = True
    mapping: ColumnMapping = field(default_factory=ColumnMapping)
    notes: str = ""
    base: str = ""
    border: bool = False
    keep: Mask | None = None
    rows: list[int] = field(default_factory=list)
    places: dict[str, tuple[int, str]] = field(default_factory=dict)
    sheet: str = ""
    loose: pd.DataFrame | None = None
    left_out: str = ""
    covers: frozenset[str] = frozenset()
    outside: Mapping[str, int] = field(default_factory=dict)
    also: list[Parsed] = field(default_factory=list)
    beside: Mapping[str, pd.DataFrame] = field(default_factory=dict)


@dataclass(frozen=True)
class Job:
    """One grid to read and the person's choices for it.

    Attributes:
        grids: all sheets of the workbook.
    """

    grid: Grid
    choices: Choices
    grids: tuple[Grid, ...] = ()

    @property
    def only_sheet(self) -> bool:
        """True when there is no other sheet to read, or the person chose this one."""
        return len(self.grids) == 1 or (bool(self.choices.sheet) and self.choices.sheet == self.grid.sheet)


@dataclass(frozen=True)
class Footer:
    """What stands below the ruler line."""

    licence: str = ""
    stand: str = ""
    notes: str = ""


def read_footer(text: str) -> Footer:
    """Licence line, date of the export and footnotes."""
    plain = text.replace('""', "'")
    stand = _STAND.search(plain)
    licence = _LICENCE.search(plain)
    notes = plain[: licence.start()] if licence else plain
    if licence:
        # What somebody wrote below the last line of the office counts as well.
        below = plain[licence.start() :].split("\n")[1:]
        notes = "\n\n".join([notes, *(line for line in below if not _ABOUT_LICENCE.search(line))])
    notes = re.sub(r"_{5,}[;,\t]*", "", notes)
    return Footer(
        licence=" ".join(licence.group(1).split("Stand:")[0].split()).strip(' ";|') if licence else "",
        stand=stand.group(1) if stand else "",
        notes=" | ".join(paragraphs(notes.split("\n"))).strip(' ";|'),
    )


def tab_meaning(grid: Grid) -> Meaning:
    """What the name of a sheet says: `2018`, `Jahr 2018`, `Frauen`; beside unknown words it names no year."""
    said = understand_tab(grid.tab)
    return Meaning(said.said, ages=said.ages) if said.unknown else said


def check_tab_year(grid: Grid, years: Sequence[int]) -> list[Finding]:
    """A sheet named after another year than its title speaks of: one of the two was forgotten."""
    named = tab_meaning(grid).year
    if named is None or not years or named in years:
        return []
    fields = {"years": list(years)}
    return [Finding("error", "tab_disagrees", sheet=grid.sheet, value=grid.tab, fields=fields)]


def is_key(text: str) -> bool:
    """True for DG, Land, region or district as these tables write them."""
    return bool(_KEY.match(text))


def lies_across(grid: Grid) -> bool:
    """True when a row names several districts side by side, and little else."""
    for cells in grid.head[:_LOOKED_AT]:
        filled = [cell for cell in cells[1:] if cell]
        found = {area.ags for cell in filled if (area := find_kreis(cell)).kind == "kreis"}
        if len(found) > 1 and 2 * len(found) >= len(filled):
            return True
    return False


def find_data(head: list[list[str]], column: int) -> int | None:
    """Zero-based row of the first record with a territorial key in this column."""
    return next((row for row, cells in enumerate(head) if len(cells) > column + 1 and is_key(cells[column])), None)


def joined_headings(head: list[list[str]], width: int) -> list[str]:
    """One heading per column out of several head rows; a repeated part is named once."""
    headings = []
    for position in range(width):
        parts: list[str] = []
        for row in head:
            cell = row[position] if position < len(row) else ""
            if cell and cell not in parts:
                parts.append(cell)
        headings.append(" · ".join(parts))
    return headings


def spread_headings(head: list[list[str]], width: int) -> list[str]:
    """One heading per column where a head cell stands over the blank cells right of it.

    The row with most heads names the columns: one it leaves blank has no heading (a column of quality letters).
    """
    rows = [[row[i] if i < len(row) else "" for i in range(width)] for row in head]
    if not rows:
        return [""] * width
    names = max(rows, key=lambda row: sum(bool(cell) for cell in row))
    spread = [row if row is names else _filled_right(row) for row in rows]
    joined = joined_headings(spread, width)
    return [joined[position] if names[position] else "" for position in range(width)]


def _filled_right(row: list[str]) -> list[str]:
    filled: list[str] = []
    for cell in row:
        filled.append(cell or (filled[-1] if filled else ""))
    return filled


def signature(form: str, headings: Sequence[str]) -> str:
    """Fingerprint of a head: equal for next year's file of the same layout."""
    plain = [re.sub(r"\b(19|20)\d{2}\b", "JJJJ", heading.casefold()) for heading in headings]
    return hashlib.sha256("\x1f".join([form, *plain]).encode()).hexdigest()[:16]


def preview(grid: Grid) -> tuple[tuple[str, ...], ...]:
    """First rows as found."""
    return tuple(tuple(row[:40]) for row in grid.head[:PREVIEW_ROWS])


def title_of(rows: list[list[str]]) -> str:
    """The preamble as one line; a word the line end cut apart is not repaired."""
    return " ".join(" ".join(cell for cell in row if cell) for row in rows).strip()


def without_blank_rows(raw: Raw) -> Raw:
    """Blank lines between or below the data are no rows."""
    blank = np.ones(len(raw.rows), dtype=bool)
    for role, column in raw.columns.items():
        if role in raw.places and role not in ("ags", "date", "year"):
            blank &= column.where(column.blank)
    return raw.filtered(~blank) if blank.any() else raw


def footer_missing(grid: Grid) -> Finding:
    """Official tables end with a ruler line and notes: without them the file may be cut off."""
    cut_off = isinstance(grid, TextGrid) and not grid.ends_clean
    return Finding("error", "truncated") if cut_off else Finding("warning", "footer_missing")
