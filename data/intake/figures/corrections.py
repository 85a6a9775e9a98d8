"""What a person corrected in the cells of figures."""

from __future__ import annotations

import numpy as np

from data.intake.cells.coded import Coded, Mask
from data.intake.figures.model import Raw, Report
from data.intake.model import Correction, Finding
from data.intake.workbooks.grid import letter


def apply_corrections(raw: Raw, corrections: tuple[Correction, ...], report: Report) -> Raw:
    """The block with a person's corrections; one that no longer fits is said so."""
    columns = dict(raw.columns)
    for correction in corrections:
        if correction.sheet and correction.sheet != raw.sheet:
            continue
        for role, (position, _) in raw.places.items():
            if letter(position) != correction.column:
                continue
            hits = _corrected_rows(raw, columns[role], correction)
            if len(hits):
                columns[role] = columns[role].replaced(hits, correction.new)
                mask = _mask(hits, len(raw.rows))
                report.add("note", "mended", raw, mask, role=role, value=correction.old, new=correction.new)
            elif correction.row is not None and correction.row in raw.rows:
                report.findings.append(_not_applied(correction))
    return Raw(columns, raw.places, raw.rows, raw.sheet)


def _not_applied(correction: Correction) -> Finding:
    return Finding(
        "warning", "mend_not_applied", row=correction.row, column=correction.column, value=correction.old,
        fields={"new": correction.new},
    )  # fmt: skip


def _mask(hits: np.ndarray, length: int) -> Mask:
    mask = np.zeros(length, dtype=bool)
    mask[hits] = True
    return mask


def _corrected_rows(raw: Raw, column: Coded, correction: Correction) -> np.ndarray:
    same = np.array([text == correction.old.strip() for text in column.texts()], dtype=bool)
    mask = column.where(same)
    if correction.row is not None:
        mask &= raw.rows == correction.row
    return np.flatnonzero(mask)
