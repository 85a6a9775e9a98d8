"""Rows of a list that are no entry: a sum, a note below the last entry, a text of its own. Each is named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.intake.formats.parts.rows import is_sum_label
from data.intake.model import ROWS_KEPT, Finding, Severity, cut

_NOTE = re.compile(
    r"[*†¹²³©_]|\(|\d{1,2}\)|(?:quellen?|sources?|stand|as of|hinweise?|anmerkungen?|notes?|erläuterung(?:en)?|legende"
    r"|abkürzungen|abbreviations|fußnoten?|(?:alle )?angaben|(?:alle )?(?:beträge|werte)|all (?:amounts|figures))\b",
    re.I,
)
_WORDS = 7
"""A text of so many words is no name."""
_COUNT = re.compile(r"(?:anzahl|zahl|number)\b[^\d]*\d+", re.I)
_FEWEST_COLUMNS = 3
"""In a narrower list a row with one cell may be an entry."""


@dataclass(frozen=True)
class Entries:
    """A list without the rows that are no entry.

    Attributes:
        frame: cells as text, one row per entry.
        rows: spreadsheet row of each.
        findings: what was left out, and what is neither.
        notes: the notes below the last entry, by spreadsheet row.
    """

    frame: pd.DataFrame
    rows: list[int]
    findings: list[Finding]
    notes: Mapping[int, str]


def sort_entries(
    frame: pd.DataFrame, rows: Sequence[int], odd: Mapping[int, Sequence[str]], required: Sequence[int], sheet: str
) -> Entries:
    """Tell the entries of a list from sums, notes and texts between them.

    Args:
        frame: cells as text in the order of the columns; rows without any cell are left out.
        rows: spreadsheet row of each row.
        odd: rows with another number of cells, by spreadsheet row.
        required: columns that every entry fills; a row that fills them is one, whatever it says.
        sheet: for the findings.
    """
    filled = (frame != "").any(axis=1).to_numpy(dtype=bool)
    frame = frame.loc[filled].reset_index(drop=True)
    complete = (frame[list(required)] != "").all(axis=1) & bool(len(required))
    cells = {int(row): [text for text in line if text]
             for row, line in zip(np.asarray(rows)[filled], frame.to_numpy().tolist(), strict=True)}  # fmt: skip
    lines = {row: line for (row, line), is_entry in zip(cells.items(), complete, strict=True) if not is_entry}
    sums = {row: line[0] for row, line in lines.items() if _is_sum(line[0])}
    texts = {row: line[0] for row, line in lines.items() if row not in sums and _is_text(line, frame.shape[1])}
    entries = [row for row in cells if row not in sums and row not in texts]
    below = texts | {row: "; ".join(cell for cell in line if cell) for row, line in odd.items()}
    last = max(entries, default=0)
    notes = {row: text for row, text in sorted(below.items()) if row > last and _is_note(text)}
    findings = [
        *_name("note", "sum_rows_left_out", sums, sheet),
        *_name("note", "text_rows_left_out", notes, sheet),
        *(one for row in sorted(texts.keys() - notes.keys())
          for one in _name("error", "text_row_open", {row: texts[row]}, sheet)),
    ]  # fmt: skip
    kept = np.isin(list(cells), entries)
    return Entries(frame.loc[kept].reset_index(drop=True), entries, findings, notes)


def _is_sum(text: str) -> bool:
    return is_sum_label(text) or bool(_COUNT.fullmatch(text))


def _is_text(cells: Sequence[str], width: int) -> bool:
    return len(cells) == 1 and width >= _FEWEST_COLUMNS


def _is_note(text: str) -> bool:
    return bool(_NOTE.match(text)) or len(text.split()) >= _WORDS


def _name(severity: Severity, code: str, texts: Mapping[int, str], sheet: str) -> list[Finding]:
    """One finding for rows of one kind; none without a row."""
    if not texts:
        return []
    rows = tuple(texts)
    first = cut(texts[rows[0]])
    return [Finding(severity, code, sheet=sheet, row=rows[0], value=first, count=len(rows), rows=rows[:ROWS_KEPT])]
