"""Long tables: one figure in each row, and a column that says what it measures. They are put side by side first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.intake.formats import tabular
from data.intake.formats.parts.base import Job, Parsed
from data.intake.formats.parts.recast import RecastGrid
from data.intake.lists.vocabulary import columns_for
from data.intake.model import Finding
from data.intake.words.meaning import fold_words, understand
from data.intake.workbooks.grid import Block
from data.intake.workbooks.sheets import merged_values
from data.tables.statuses import FIGURES

_SEARCHED = 30
_MOST_MEASURES = 50
_VALUES = frozenset({"wert", "werte", "anzahl", "zahl", "value", "values", "count", "obs value"})
_UNITS = frozenset({"einheit", "masseinheit", "einheiten", "unit", "units"})
_MEASURES = frozenset({*FIGURES["migration"], *FIGURES["population"]})


@dataclass(frozen=True)
class _Head:
    """Zero-based row of the headings, and the columns that say what is measured, in which unit, and how many."""

    row: int
    cells: list[str]
    measure: int
    value: int
    unit: int | None

    @property
    def others(self) -> list[int]:
        """Columns that say which row of the table a figure belongs to."""
        return [p for p in range(len(self.cells)) if p not in (self.measure, self.value, self.unit)]


def recognise(job: Job) -> Parsed | None:
    """Read a table of territories, names of measures and values as one with a column for each measure."""
    if job.choices.first_row:
        return None
    heads = (_head(row, cells) for row, cells in enumerate(job.grid.head[:_SEARCHED]))
    head = next(filter(None, heads), None)
    if head is None:
        return None
    block = job.grid.read(head.row + 2, len(head.cells), range(len(head.cells)))
    labels = _labels(block, head)
    named = dict.fromkeys(filter(None, labels))
    if len(named) > _MOST_MEASURES or not any(understand(label).values("measure") & _MEASURES for label in named):
        return None
    grid = _side_by_side(job, head, block, labels, list(named))
    return tabular.recognise(Job(grid, job.choices, job.grids))


def _head(row: int, cells: Sequence[str]) -> _Head | None:
    """The headings in a row, None when they are not those of a long table."""
    if any(cell.isdigit() for cell in cells):
        # A row of figures: most of the rows looked at are.
        return None
    folded = [fold_words(cell) for cell in cells]
    measures = [p for p, cell in enumerate(cells) if "measure" in understand(cell).values("dimension")]
    values = [p for p, words in enumerate(folded) if words in _VALUES]
    units = [p for p, words in enumerate(folded) if words in _UNITS]
    has_place = any(column == "ags" for cell in cells for column, _ in columns_for(cell))
    if not has_place or len(measures) != 1 or len(values) != 1 or len(units) > 1:
        return None
    return _Head(row, list(cells), measures[0], values[0], units[0] if units else None)


def _labels(block: Block, head: _Head) -> list[str]:
    """What each row measures, with its unit when that is none of persons."""
    measures = block.columns[head.measure].texts_per_row()
    if head.unit is None:
        return measures
    units = block.columns[head.unit].mapped(lambda text: "" if understand(text).values("unit") == {"persons"} else text)
    told = units[block.columns[head.unit].codes]
    return [f"{name} ({unit})" if name and unit else name for name, unit in zip(measures, told, strict=True)]


def _side_by_side(job: Job, head: _Head, block: Block, labels: Sequence[str], named: list[str]) -> RecastGrid:
    """The figures of one territory and time in one row; a figure that comes twice begins a row of its own."""
    others, at = head.others, {label: place for place, label in enumerate(named, start=len(head.others))}
    keys = zip(*(block.columns[p].texts_per_row() for p in others), strict=True)
    titles = job.grid.head[: head.row]
    rows = [*titles, [*(head.cells[p] for p in others), *named]]
    numbers = list(range(1, len(rows) + 1))
    open_rows: dict[tuple[str, ...], list[str]] = {}
    for key, label, value, number in zip(
        keys, labels, block.columns[head.value].texts_per_row(), block.rows.tolist(), strict=True
    ):
        row = open_rows.get(key)
        if row is None or not label or row[at[label]]:
            row = open_rows[key] = [*key, *[""] * len(named)]
            rows.append(row)
            numbers.append(number)
        if label:
            row[at[label]] = value
    said = Finding("note", "long_table", sheet=job.grid.sheet, row=head.row + 1)
    merged = merged_values(job.grid, head.cells, [head.value], head.row + 2)
    return RecastGrid(rows, numbers, job.grid, replace(block, findings=(*block.findings, said, *merged)))
