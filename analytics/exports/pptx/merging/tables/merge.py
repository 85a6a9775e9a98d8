"""Tables: rows and columns of today by their names; cells, rows and columns of the person stay."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import chain, product
from typing import Any

from analytics.exports.pptx.memory.slots import ground_of
from analytics.exports.pptx.merging.old_slide import OldSlide, describe_content, equal, set_text
from analytics.exports.pptx.merging.tables.sides import (
    Grid,
    Side,
    all_elements,
    all_rows,
    cell_text,
    grid_of,
    made_grounds,
    side_of,
    whole_grid,
    with_whole_names,
)
from analytics.exports.pptx.parts.styles import A, is_own

_ROUNDING = 1e-4


@dataclass(frozen=True)
class _Own:
    """Cells whose text or ground is the person's."""

    typed: set[tuple[str, str]]
    coloured: set[tuple[str, str]]


@dataclass(frozen=True)
class TableMerge:
    """What a merge of a table needs, read from all its slides before any of them is changed.

    Attributes:
        mine: as it stands on the slides of the deck.
        theirs: as it would be made today.
        own: what the person typed over and coloured.
        order: rows as they will stand, by slide.
        columns: as they will stand.
        lines: rows of the tables on the slides of the deck by name.
        new_lines: rows of the tables of today by name.
        shown: the slides that show a part of the table, in order.
        plain_lines: names of the rows as high as they were made.
    """

    mine: Side
    theirs: Side
    own: _Own
    order: dict[int, list[str]]
    columns: list[str]
    lines: dict[str, Any]
    new_lines: dict[str, Any]
    shown: Sequence[OldSlide]
    plain_lines: set[str]


def plan_tables(
    parts: Sequence[OldSlide], shapes: Sequence[Any], shown: Sequence[OldSlide], fresh: Sequence[Any]
) -> TableMerge | None:
    """Plans the merge of a table that stands on one slide or on several, in order.

    Args:
        parts: the slides.
        shapes: the table of each.
        shown: those that show a part of the table of today.
        fresh: these parts.
    """
    base, now = (whole_grid(slots) for slots in zip(*((one.mark.slots, one.now) for one in parts), strict=True))
    news = [grid_of(one.new) for one in shown]
    if not base or not now or not all(news):
        return None
    mine = side_of(now, all_elements(shapes), like=base)
    whole = [*news[0], *chain.from_iterable(grid[1:] for grid in news[1:])]
    made = side_of(base, base)
    theirs = with_whole_names(side_of(whole, all_elements(fresh)), made.rows)
    grounds = [made_grounds(one.mark.slots) for one in parts]
    overwrite = any(one.overwrite for one in parts)
    own = _Own(set(), set()) if overwrite else _own_cells(mine, made, _all_grounds(grounds))
    rows = theirs.rows if overwrite else _order(mine.rows, made.rows, theirs.rows)
    columns = theirs.columns if overwrite else _order(mine.columns, made.columns, theirs.columns)
    lines, new_lines = (
        dict(zip(side.rows, (row._tr for row in all_rows(tables)), strict=True))
        for side, tables in ((mine, shapes), (theirs, fresh))
    )
    order = _by_slide(rows, theirs.rows, news)
    plain = {name for name, same in zip(mine.rows, _plain_lines(parts), strict=True) if same}
    return TableMerge(mine, theirs, own, order, columns, lines, new_lines, shown, plain)


def _plain_lines(parts: Sequence[OldSlide]) -> list[bool]:
    """Whether each row is as high as it was made; decks of earlier versions do not tell."""
    found: list[bool] = []
    for part in parts:
        made, now = (str(slots.get("size|rows", "")).split() for slots in (part.mark.slots, part.now))
        same = [one == other for one, other in zip(made, now, strict=True)] if len(made) == len(now) else []
        found += (same or [False] * len(now))[bool(found) :]
    return found


def _all_grounds(grounds: Sequence[Grid | None]) -> Grid | None:
    known = [grid for grid in grounds if grid is not None]
    return [*known[0], *chain.from_iterable(grid[1:] for grid in known[1:])] if len(known) == len(grounds) else None


def _by_slide(rows: list[str], theirs: list[str], news: Sequence[Grid]) -> dict[int, list[str]]:
    """Rows by slide, headings first; a row of the person follows the one it stands behind."""
    numbers = chain([0], *([number] * (len(grid) - 1) for number, grid in enumerate(news)))
    place = dict(zip(theirs, numbers, strict=True))
    order: dict[int, list[str]] = {number: [] if number == 0 else [theirs[0]] for number in range(len(news))}
    number = 0
    for row in rows:
        number = place.get(row, number)
        order[number].append(row)
    return order


def merge_table(plan: TableMerge, number: int, shape: Any, fresh: Any) -> None:
    """One slide's part of the table of today, in the person's style, with the cells they typed over.

    Args:
        plan: of the whole table.
        number: which part the slide shows, from 0.
        shape: the table on the slide.
        fresh: the table of today.
    """
    rows, standing = plan.order[number], list(shape.table._tbl.tr_lst)
    body = rows[1:] if number else rows
    same = standing[bool(number) :] == [plan.lines.get(name) for name in body]
    if same and plan.columns == plan.mine.columns:
        _fill_in_place(plan, body)
    else:
        _rebuild(plan, rows, shape)
    _resize(plan, number, rows, shape, fresh)
    describe_content(plan.shown[number], shape, fresh)


def _resize(plan: TableMerge, number: int, rows: list[str], shape: Any, fresh: Any) -> None:
    """Columns and rows as wide and high as today, where the person left them as they were made."""
    old = plan.shown[number]
    same = equal(old.now.get("size|columns"), old.mark.slots.get("size|columns"))
    widths = [column.width for column in fresh.table.columns] if same else _widths(shape, fresh, plan)
    if same or plan.columns != plan.mine.columns:
        grid = shape.table._tbl.tblGrid
        for entry in list(grid):
            grid.remove(entry)
        for width in widths:
            grid.append(grid.makeelement(f"{A}gridCol", {"w": str(width)}))
    for name, line in zip(rows, shape.table._tbl.tr_lst, strict=True):
        if name in plan.new_lines and (name in plan.plain_lines or name not in plan.lines):
            line.set("h", plan.new_lines[name].get("h"))
    shape.height = sum(int(line.get("h")) for line in shape.table._tbl.tr_lst)


def _own_cells(mine: Side, made: Side, grounds: Grid | None) -> _Own:
    known = {key: cell for key, cell in mine.cells.items() if key in made.cells}
    typed = {key for key, cell in known.items() if not equal(cell_text(cell), made.cells[key])}
    if grounds is None:
        # Where the slide forgot its grounds, colours of the atlas are taken for ours.
        return _Own(typed, {key for key, cell in known.items() if not is_own(ground_of(cell))})
    tints = dict(zip(made.cells, chain.from_iterable(grounds), strict=True))
    return _Own(typed, {key for key, cell in known.items() if ground_of(cell) != tints[key]})


def _order(mine: list[str], made: list[str], theirs: list[str]) -> list[str]:
    """Names of today without those the person deleted; theirs of their own after the one they stand behind."""
    deleted = {name for name in made if name not in mine}
    order = [name for name in theirs if name not in deleted]
    for place, name in enumerate(mine):
        if name not in made and name not in order:
            before = next((other for other in reversed(mine[:place]) if other in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, name)
    return order


def _fill_in_place(plan: TableMerge, rows: list[str]) -> None:
    for row, column in product(rows, plan.columns):
        key = (row, column)
        if key in plan.mine.cells and key in plan.theirs.cells:
            _renew(plan.mine.cells[key], plan.theirs.cells[key], key, plan.own)


def _renew(cell: Any, fresh: Any, key: tuple[str, str], own: _Own) -> None:
    """Text and ground of today; the ground of a cell in a grid follows the values of all."""
    if key in own.typed:
        return
    if not equal(cell_text(cell), cell_text(fresh)):
        _write(cell, cell_text(fresh))
    if key not in own.coloured:
        here, there = cell.tcPr.find(f"{A}solidFill"), fresh.tcPr.find(f"{A}solidFill")
        if here is not None and there is not None and ground_of(cell) != ground_of(fresh):
            cell.tcPr.replace(here, deepcopy(there))
            _take_ink(cell, fresh)


def _take_ink(cell: Any, fresh: Any) -> None:
    """Words in the colour that is legible on the ground of today."""
    inks = list(fresh.iter(f"{A}rPr"))
    for style in cell.iter(f"{A}rPr") if inks else ():
        here, there = style.find(f"{A}solidFill"), inks[0].find(f"{A}solidFill")
        if here is not None and there is not None:
            style.replace(here, deepcopy(there))


def _rebuild(plan: TableMerge, rows: list[str], shape: Any) -> None:
    """Rows or columns came or went: the table of today, with every cell that was there in the style it had."""
    table = shape.table._tbl
    built = [_row(name, plan) for name in rows]
    for row in list(table.tr_lst):
        table.remove(row)
    for row in built:
        table.append(row)


def _row(name: str, plan: TableMerge) -> Any:
    row = deepcopy(plan.lines[name] if name in plan.lines else plan.new_lines[name])
    for child in list(row):
        if child.tag == f"{A}tc":
            row.remove(child)
    more = len(plan.columns) != len(plan.mine.columns)
    cells = [_cell((name, column), plan.mine, plan.theirs, plan.own, more=more) for column in plan.columns]
    for place, cell in enumerate(cells):
        row.insert(place, cell)
    return row


def _cell(key: tuple[str, str], mine: Side, theirs: Side, own: _Own, *, more: bool) -> Any:
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
    sizes = [int(entry.get("sz")) for entry in fresh.iter(f"{A}rPr") if entry.get("sz")]
    for entry in cell.iter(f"{A}rPr"):
        if sizes and int(entry.get("sz", sizes[0])) > sizes[0]:
            entry.set("sz", str(sizes[0]))


def _widths(shape: Any, fresh: Any, plan: TableMerge) -> list[int]:
    """The person's widths while the columns are the same, else those of today; as wide as before in all."""
    mine, columns = plan.mine.columns, plan.columns
    own = dict(zip(mine, (column.width for column in shape.table.columns), strict=True))
    new = dict(zip(plan.theirs.columns, (column.width for column in fresh.table.columns), strict=True))
    wanted = [own[name] if columns == mine else new.get(name, own.get(name, 0)) for name in columns]
    share = sum(own.values()) / max(1, sum(wanted))
    # A table as wide as the one of today is not stretched by roundings.
    return [round(width * share) for width in wanted] if abs(share - 1) > _ROUNDING else wanted
