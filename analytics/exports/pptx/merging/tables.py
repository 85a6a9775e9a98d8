"""Tables: rows and columns of today by their names; cells, rows and columns of the person stay."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from analytics.exports.pptx.memory.slots import Slots, ground_of
from analytics.exports.pptx.merging.frames import shape_of
from analytics.exports.pptx.merging.old_slide import OldSlide, describe, equal, pair_names, set_text

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
Grid = list[list[str]]
_ROUNDING = 1e-4


@dataclass(frozen=True)
class _Side:
    """A table by names: of its rows (first cell), of its columns (heading)."""

    rows: list[str]
    columns: list[str]
    cells: dict[tuple[str, str], Any]


@dataclass(frozen=True)
class _Own:
    """Cells whose text or ground is the person's; None where it is not known whose the grounds are."""

    typed: set[tuple[str, str]]
    coloured: set[tuple[str, str]] | None


def _made_grounds(slots: Slots) -> Grid | None:
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


def named_cells(slots: Slots, now: Slots, base: Slots) -> dict[tuple[str, str], str]:
    """Cells by the names of row and column, those of a heading typed over by the one it was made with."""
    grid = grid_of(slots)
    if not grid:
        return {}
    standing = grid_of(now)
    plain, made = _side(standing, standing), _side(standing, standing, like=grid_of(base))
    back = dict(zip(plain.rows, made.rows, strict=True)), dict(zip(plain.columns, made.columns, strict=True))
    side = _side(grid, grid)
    return {
        (back[0].get(row, row), back[1].get(column, column)): str(text) for (row, column), text in side.cells.items()
    }  # fmt: skip


def merge_table(old: OldSlide, shape: Any, fresh: Any) -> None:
    """The table of today in the person's style, with the cells they typed over."""
    base, now, new = grid_of(old.mark.slots), grid_of(old.now), grid_of(old.new)
    if not base or not now or not new:
        return
    mine = _side(now, _elements(shape.table), like=base)
    theirs = _side(new, _elements(fresh.table))
    made = _side(base, base)
    own = _Own(set(), set()) if old.overwrite else _own_cells(mine, made, _made_grounds(old.mark.slots))
    rows = _order(mine.rows, made.rows, theirs.rows)
    columns = _order(mine.columns, made.columns, theirs.columns)
    if old.overwrite:
        rows, columns = theirs.rows, theirs.columns
    if (rows, columns) == (mine.rows, mine.columns):
        _fill_in_place(mine, theirs, own)
    else:
        _rebuild(shape, fresh, mine, theirs, own, rows, columns)
    describe(shape, fresh)


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
    mine, made, today = _side(now, now, like=base), _side(base, base), _side(new, new)
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
    elements = _elements(shape.table)
    texts = [[_text(cell) for cell in row] for row in elements]
    parts = ("gridSpan", "rowSpan", "hMerge", "vMerge")
    cells = _side(texts, elements, like=base).cells
    return [
        key
        for key, cell in cells.items()
        if any(
            cell.get(part) not in (None, "0", "1") or (part.endswith("Merge") and cell.get(part) == "1")
            for part in parts
        )
    ]


def _coloured(old: OldSlide, mine: _Side, made: _Side) -> dict[tuple[str, str], str]:
    before, after = _made_grounds(old.mark.slots), _made_grounds(old.now)
    if before is None or after is None or old.overwrite:
        return {}
    tints = dict(zip(made.cells, chain.from_iterable(before), strict=True))
    own = dict(zip(mine.cells, chain.from_iterable(after), strict=True))
    found = {key: colour for key, colour in own.items() if key in tints and colour != tints[key]}
    # Most of the grounds are another program's way of writing.
    return found if 2 * len(found) <= len(own) else {}


def _own_cells(mine: _Side, made: _Side, grounds: Grid | None) -> _Own:
    known = {key: cell for key, cell in mine.cells.items() if key in made.cells}
    typed = {key for key, cell in known.items() if not equal(_text(cell), made.cells[key])}
    if grounds is None:
        return _Own(typed, None)
    tints = dict(zip(made.cells, chain.from_iterable(grounds), strict=True))
    return _Own(typed, {key for key, cell in known.items() if ground_of(cell) != tints[key]})


def _columns(grid: Grid) -> list[str]:
    return numbered(grid[0])


def _side(grid: Grid, cells: list[list[Any]], *, like: Grid | None = None) -> _Side:
    rows, heads = numbered(row[0] for row in grid), _columns(grid)
    if like is not None:
        rows = _named_like(rows, numbered(row[0] for row in like))
        heads = _named_like(heads, _columns(like))
    named = {(r, c): cell for r, row in zip(rows, cells, strict=True) for c, cell in zip(heads, row, strict=False)}
    return _Side(rows, heads, named)


def _named_like(names: list[str], made: list[str]) -> list[str]:
    """Names as they were written, where the person typed over one: none came and none went."""
    if len(names) == len(made):
        return made
    pairs = pair_names(names, made)
    return [pairs.get(name, name) for name in names]


def _elements(table: Any) -> list[list[Any]]:
    return [[cell._tc for cell in row.cells] for row in table.rows]


def _text(cell: Any) -> str:
    return "\n".join("".join(p.itertext(f"{_A}t")) for p in cell.iter(f"{_A}p"))


def _order(mine: list[str], made: list[str], theirs: list[str]) -> list[str]:
    """Names of today without those the person deleted; theirs of their own after the one they stand behind."""
    deleted = {name for name in made if name not in mine}
    order = [name for name in theirs if name not in deleted]
    for place, name in enumerate(mine):
        if name not in made and name not in order:
            before = next((other for other in reversed(mine[:place]) if other in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, name)
    return order


def _fill_in_place(mine: _Side, theirs: _Side, own: _Own) -> None:
    for key, cell in mine.cells.items():
        if key in theirs.cells:
            _renew(cell, theirs.cells[key], key, own)


def _renew(cell: Any, fresh: Any, key: tuple[str, str], own: _Own) -> None:
    """Text and ground of today; the ground of a cell in a grid follows the values of all."""
    if key in own.typed:
        return
    new = not equal(_text(cell), _text(fresh))
    if new:
        _write(cell, _text(fresh))
    if key not in own.coloured if own.coloured is not None else new:
        here, there = cell.tcPr.find(f"{_A}solidFill"), fresh.tcPr.find(f"{_A}solidFill")
        if here is not None and there is not None and ground_of(cell) != ground_of(fresh):
            cell.tcPr.replace(here, deepcopy(there))
            _take_ink(cell, fresh)


def _take_ink(cell: Any, fresh: Any) -> None:
    """Words in the colour that is legible on the ground of today."""
    inks = list(fresh.iter(f"{_A}rPr"))
    for style in cell.iter(f"{_A}rPr") if inks else ():
        here, there = style.find(f"{_A}solidFill"), inks[0].find(f"{_A}solidFill")
        if here is not None and there is not None:
            style.replace(here, deepcopy(there))


def _rebuild(
    shape: Any, fresh: Any, mine: _Side, theirs: _Side, own: _Own, rows: list[str], columns: list[str]
) -> None:
    """Rows or columns came or went: the table of today, with every cell that was there in the style it had."""
    table = shape.table._tbl
    widths = _widths(shape, fresh, mine, theirs, columns)
    grid = table.tblGrid
    for entry in list(grid):
        grid.remove(entry)
    for width in widths:
        grid.append(grid.makeelement(f"{_A}gridCol", {"w": str(width)}))
    old_rows = dict(zip(mine.rows, table.tr_lst, strict=True))
    new_rows = dict(zip(theirs.rows, fresh.table._tbl.tr_lst, strict=True))
    built = [_row(name, old_rows.get(name), new_rows.get(name), mine, theirs, own, columns) for name in rows]
    for row in list(table.tr_lst):
        table.remove(row)
    for row in built:
        table.append(row)
    shape.height = sum(int(row.get("h")) for row in built)


def _row(name: str, here: Any, new: Any, mine: _Side, theirs: _Side, own: _Own, columns: list[str]) -> Any:
    row = deepcopy(here if here is not None else new)
    for child in list(row):
        if child.tag == f"{_A}tc":
            row.remove(child)
    more = len(columns) != len(mine.columns)
    cells = [_cell((name, column), mine, theirs, own, more=more) for column in columns]
    for place, cell in enumerate(cells):
        row.insert(place, cell)
    return row


def _cell(key: tuple[str, str], mine: _Side, theirs: _Side, own: _Own, *, more: bool) -> Any:
    here, new = mine.cells.get(key), theirs.cells.get(key)
    if here is None and new is None:
        return _emptied(next(iter(theirs.cells.values())))
    if here is None:
        return deepcopy(new)
    cell = deepcopy(here)
    if new is not None:
        _renew(cell, new, key, own)
    if new is not None and more:
        _narrow(cell, new)
    return cell


def _emptied(cell: Any) -> Any:
    copy = deepcopy(cell)
    _write(copy, "")
    return copy


def _write(cell: Any, text: str) -> None:
    from pptx.text.text import TextFrame

    owner: Any = None
    set_text(TextFrame(cell.txBody, owner), text)


def _narrow(cell: Any, fresh: Any) -> None:
    """Words no larger than they are in a table with as many columns."""
    sizes = [int(entry.get("sz")) for entry in fresh.iter(f"{_A}rPr") if entry.get("sz")]
    for entry in cell.iter(f"{_A}rPr"):
        if sizes and int(entry.get("sz", sizes[0])) > sizes[0]:
            entry.set("sz", str(sizes[0]))


def _widths(shape: Any, fresh: Any, mine: _Side, theirs: _Side, columns: list[str]) -> list[int]:
    """The person's widths while the columns are the same, else those of today; as wide as before in all."""
    own = dict(zip(mine.columns, (column.width for column in shape.table.columns), strict=True))
    new = dict(zip(theirs.columns, (column.width for column in fresh.table.columns), strict=True))
    wanted = [own[name] if columns == mine.columns else new.get(name, own.get(name, 0)) for name in columns]
    share = sum(own.values()) / max(1, sum(wanted))
    # A table as wide as the one of today is not stretched by roundings.
    return [round(width * share) for width in wanted] if abs(share - 1) > _ROUNDING else wanted
