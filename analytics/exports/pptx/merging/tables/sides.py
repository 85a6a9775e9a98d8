"""Tables by the names of their rows and columns, over all the slides they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from analytics.exports.pptx.content.table import CUT
from analytics.exports.pptx.memory.slots import Slots
from analytics.exports.pptx.merging.old_slide import OldSlide, pair_names
from analytics.exports.pptx.parts.styles import A

Grid = list[list[str]]
Which = Literal["made", "before", "after", "wanted"]


@dataclass(frozen=True)
class Side:
    """A table by names: of its rows (first cell), of its columns (heading)."""

    rows: list[str]
    columns: list[str]
    cells: dict[tuple[str, str], Any]


def made_grounds(slots: Slots) -> Grid | None:
    """Colours of the grounds of a table's cells by row and column; None where the slide does not remember them."""
    if not any(slot.startswith("ground|") for slot in slots):
        return None
    texts = grid_of(slots)
    return [
        [str(slots.get(f"ground|{r}|{c}", "")) for c in range(len(row))] for r, row in enumerate(texts)
    ]  # fmt: skip


def grid_of(slots: Slots) -> Grid:
    """The texts of a table by row and column."""
    grid: Grid = []
    for slot, text in slots.items():
        if slot.startswith("table|"):
            row = int(slot.split("|")[1])
            grid += [[] for _ in range(row + 1 - len(grid))]
            grid[row].append(str(text))
    return grid


def numbered(names: Iterable[str]) -> list[str]:
    """Names made unique: the second of a kind is called so."""
    found: list[str] = []
    for name in names:
        place = sum(1 for other in found if other.partition("\n")[0] == name)
        found.append(f"{name}\n{place + 1}" if place else name)
    return found


def named_cells(old: OldSlide, kind: Which) -> dict[tuple[str, str], str]:
    """Cells by the names of row and column, those of a heading typed over by the one it was made with.

    Of a table over several slides all cells are given.
    """
    grid = whole_grid(_slots_of(one, kind) for one in old.table_parts)
    standing = whole_grid(one.now for one in old.table_parts)
    if not grid or not standing:
        return {}
    made = whole_grid(one.mark.slots for one in old.table_parts)
    plain, like = side_of(standing, standing), side_of(standing, standing, like=made)
    back = dict(zip(plain.rows, like.rows, strict=True)), dict(zip(plain.columns, like.columns, strict=True))
    side = with_whole_names(side_of(grid, grid), [*plain.rows, *like.rows])
    return {
        (back[0].get(row, row), back[1].get(column, column)): str(text) for (row, column), text in side.cells.items()
    }  # fmt: skip


def shows_row(old: OldSlide, row: str) -> bool:
    """Whether a slide is the one to speak of a row: it stands there now, or did and is gone from the table."""
    if old.tables is None or old not in old.tables.shown:
        return True
    number = old.tables.shown.index(old)
    there = [place for place, rows in old.tables.order.items() if row in rows]
    return there[0] == number if there else row in numbered(line[0] for line in grid_of(old.now))


def _slots_of(old: OldSlide, kind: Which) -> Slots:
    slots = {"made": old.mark.slots, "before": old.now, "wanted": old.new}
    return old.after() if kind == "after" else slots[kind]


def whole_grid(parts: Iterable[Slots]) -> Grid:
    """The texts of a table that stands on several slides: one row of headings, then all rows."""
    grids = [grid for slots in parts if (grid := grid_of(slots))]
    return [*grids[0], *chain.from_iterable(grid[1:] for grid in grids[1:])] if grids else []


def all_elements(shapes: Sequence[Any]) -> list[list[Any]]:
    """Cells of a table by row; of several slides with one row of headings."""
    return [[cell._tc for cell in row.cells] for row in all_rows(shapes)]


def all_rows(shapes: Sequence[Any]) -> list[Any]:
    """Rows of a table; of several slides with one row of headings."""
    tables = [list(shape.table.rows) for shape in shapes]
    return [*tables[0], *chain.from_iterable(rows[1:] for rows in tables[1:])]


def _columns(grid: Grid) -> list[str]:
    return numbered(grid[0])


def side_of(grid: Grid, cells: list[list[Any]], *, like: Grid | None = None) -> Side:
    """A table by names; where the person typed over a name, by the one in `like`."""
    rows, heads = numbered(row[0] for row in grid), _columns(grid)
    if like is not None:
        rows = _named_like(rows, numbered(row[0] for row in like))
        heads = _named_like(heads, _columns(like))
    named = {(r, c): cell for r, row in zip(rows, cells, strict=True) for c, cell in zip(heads, row, strict=False)}
    return Side(rows, heads, named)


def _named_like(names: list[str], made: list[str]) -> list[str]:
    """Names as they were written, where the person typed over one: none came and none went."""
    if len(names) == len(made):
        return made
    pairs = pair_names(names, made)
    return [pairs.get(name, name) for name in names]


def with_whole_names(side: Side, known: Sequence[str]) -> Side:
    """A table whose rows are called as they were known where only the room of a name is another: one was cut short.

    Args:
        side: of today.
        known: names of the rows as they stood before.
    """
    gone = [name for name in known if name not in side.rows]
    called: dict[str, str] = {}
    for row in side.rows:
        twins = {name for name in gone if _same_but_cut(row, name)} - set(called.values())
        if row not in known and len(twins) == 1:
            called[row] = twins.pop()
    cells = {(called.get(row, row), column): cell for (row, column), cell in side.cells.items()}
    return Side([called.get(row, row) for row in side.rows], side.columns, cells)


def _same_but_cut(one: str, other: str) -> bool:
    """Whether two names are one, of which the last words had no room."""
    short, long = sorted((one, other), key=lambda name: len(name.removesuffix(CUT)))
    return short.endswith(CUT) and long.removesuffix(CUT).startswith(short.removesuffix(CUT))


def cell_text(cell: Any) -> str:
    """What stands in a cell."""
    return "\n".join("".join(p.itertext(f"{A}t")) for p in cell.iter(f"{A}p"))
