"""Tables turned on their side: districts stand in columns, measures, years or ages below one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.intake.formats import tabular, wide
from data.intake.formats.parts.base import Job, Parsed
from data.intake.formats.parts.recast import RecastGrid
from data.intake.formats.parts.rows import is_sum_label
from data.intake.lists.vocabulary import columns_for
from data.intake.model import Finding
from data.intake.words.territory import find_kreis
from data.intake.workbooks.grid import Block, Grid

_SEARCHED = 12
_MOST_LABELS = 4
"""Columns in front that may say what the figures of a row are."""
_TERRITORIES = ("kreis", "land", "nation", "region", "outside", "dissolved")
_KREIS = "Kreis"


@dataclass(frozen=True)
class _Head:
    """Zero-based row in which the territories stand, and the number of columns in front of them."""

    row: int
    labels: int


def recognise(job: Job) -> Parsed | None:
    """Turn a table whose districts stand side by side, and read it as any other."""
    if job.choices.first_row:
        return None
    head = _find_head(job.grid)
    if head is None:
        return None
    width = len(job.grid.head[head.row])
    block = job.grid.read(head.row + 1, width, range(width))
    columns = [block.columns[position].texts_per_row() for position in range(width)]
    filled = [row for row in range(len(block.rows)) if any(column[row] for column in columns[head.labels :])]
    said = [row for row in range(len(block.rows)) if any(column[row] for column in columns) and row not in {*filled}]
    if len(filled) < 2 or any(row < filled[-1] for row in said):
        # A line of words between rows of figures may say whose they are.
        return None
    notes = {int(block.rows[row]): [column[row] for column in columns[: head.labels]] for row in said}
    grid = _turned(job, head, [[column[row] for row in filled] for column in columns], _with_notes(block, notes))
    turned = Job(grid, job.choices, job.grids)
    return wide.recognise(turned) or tabular.recognise(turned)


def _find_head(grid: Grid) -> _Head | None:
    """The first row in which territories and sums over them stand side by side, behind cells that are none.

    A name nobody knows is among them: once turned it is asked about.
    """
    for row, cells in enumerate(grid.spread_head()[:_SEARCHED]):
        if not cells or _is_territory(cells[0]):
            # Most rows looked at are those of a district.
            continue
        places = [_is_territory(cell) for cell in cells]
        first = places.index(True) if any(places) else 0
        across = {find_kreis(cell).ags for cell in cells[first:] if find_kreis(cell).kind == "kreis"}
        known = sum(map(_is_place, cells[first:]))
        if 0 < first <= _MOST_LABELS and len(across) > 1 and 2 * known > len(cells) - first:
            return _Head(row, first)
    return None


def _is_territory(text: str) -> bool:
    return find_kreis(text).kind in _TERRITORIES


def _is_place(text: str) -> bool:
    return _is_territory(text) or is_sum_label(text)


def _with_notes(block: Block, notes: dict[int, list[str]]) -> Block:
    """The block with lines of words below the figures as what they are: rows with another number of cells."""
    return replace(block, odd={**block.odd, **notes})


def _turned(job: Job, head: _Head, columns: Sequence[Sequence[str]], block: Block) -> RecastGrid:
    """The table with a row for each district; what the corner says of the labels below it goes above the heads."""
    labels = [list(column) for column in columns[: head.labels]]
    named = any("ags" in dict(columns_for(column[0])) for column in labels)
    corner = [column[0] for column in labels if column[0] and not named]
    if not named:
        for column in labels:
            column[0] = ""
        labels[0][0] = _KREIS
    titles = [*job.grid.head[: head.row], *([corner] if corner else [])]
    body = [list(column) for column in columns[head.labels :]]
    numbers = [*range(1, len(titles) + len(labels) + 1), *range(head.labels + 1, len(columns) + 1)]
    told = Finding("note", "table_turned", sheet=job.grid.sheet, row=head.row + 1)
    return RecastGrid([*titles, *labels, *body], numbers, job.grid, replace(block, findings=(*block.findings, told)))
