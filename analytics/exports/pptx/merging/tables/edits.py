"""What a person did to a table besides typing: rows, columns, joined cells, grounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain

from analytics.exports.pptx.merging.frames import shape_of
from analytics.exports.pptx.merging.old_slide import OldSlide
from analytics.exports.pptx.merging.tables.sides import (
    Grid,
    Side,
    all_elements,
    cell_text,
    grid_of,
    made_grounds,
    side_of,
)


@dataclass(frozen=True)
class TableEdits:
    """What the person did to a table besides typing, by the names of rows and columns.

    Attributes:
        rows: all of the time and of the person.
        rows_gone: deleted rows; `columns_gone` likewise.
        rows_added: rows of the person; `columns_added` likewise.
        joined: cells joined with others.
        coloured: cell → ground the person gave it; empty for none.
    """

    rows: list[str] = field(default_factory=list)
    rows_gone: list[str] = field(default_factory=list)
    rows_added: list[str] = field(default_factory=list)
    columns_gone: list[str] = field(default_factory=list)
    columns_added: list[str] = field(default_factory=list)
    joined: list[tuple[str, str]] = field(default_factory=list)
    coloured: dict[tuple[str, str], str] = field(default_factory=dict)


def find_table_edits(old: OldSlide) -> TableEdits:
    """Rows, columns and grounds that are the person's, on a slide that was merged."""
    base, now, new = grid_of(old.mark.slots), grid_of(old.now), grid_of(old.new)
    if not base or not now or not new:
        return TableEdits()
    mine, made, today = side_of(now, now, like=base), side_of(base, base), side_of(new, new)
    return TableEdits(
        [*made.rows, *mine.rows],
        [name for name in made.rows if name not in mine.rows],
        [name for name in mine.rows if name not in made.rows and name not in today.rows],
        [name for name in made.columns if name not in mine.columns],
        [name for name in mine.columns if name not in made.columns and name not in today.columns],
        _joined(old, base),
        _coloured(old, mine, made),
    )


def _joined(old: OldSlide, base: Grid) -> list[tuple[str, str]]:
    shape = shape_of(old.slide, "table")
    elements = all_elements([shape])
    texts = [[cell_text(cell) for cell in row] for row in elements]
    parts = ("gridSpan", "rowSpan", "hMerge", "vMerge")
    cells = side_of(texts, elements, like=base).cells
    return [
        key
        for key, cell in cells.items()
        if any(
            cell.get(part) not in (None, "0", "1") or (part.endswith("Merge") and cell.get(part) == "1")
            for part in parts
        )
    ]


def _coloured(old: OldSlide, mine: Side, made: Side) -> dict[tuple[str, str], str]:
    before, after = made_grounds(old.mark.slots), made_grounds(old.now)
    if before is None or after is None or old.overwrite:
        return {}
    tints = dict(zip(made.cells, chain.from_iterable(before), strict=True))
    own = dict(zip(mine.cells, chain.from_iterable(after), strict=True))
    found = {key: colour for key, colour in own.items() if key in tints and colour != tints[key]}
    # Most of the grounds are another program's way of writing.
    return found if 2 * len(found) <= len(own) else {}
