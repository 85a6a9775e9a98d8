"""A sheet of a workbook as a grid: rows are read when they are asked for, merged cells count for all their rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

import numpy as np

from data.intake.asides import Aside
from data.intake.cells.coded import Coded
from data.intake.model import ROWS_KEPT, Finding, cut
from data.intake.workbooks.decoding import decoded_once
from data.intake.workbooks.grid import HEAD_ROWS, Block, Grid, letter

_MOST_STRAYS = 1000
_RULER = re.compile(r"_{5,}")


@dataclass(frozen=True)
class Merge:
    """A merged range: spreadsheet rows, zero-based columns."""

    top: int
    left: int
    bottom: int
    right: int


class Source(Protocol):
    """Where the cells of a sheet come from."""

    @property
    def rows(self) -> Sequence[tuple[int, int, int]]:
        """Spreadsheet row of every row there is, and where it stands in the source."""

    @property
    def merges(self) -> Sequence[Merge]:
        """Merged ranges."""

    def cells(self, start: int, end: int) -> Mapping[int, str]:
        """Text of every filled cell of a row by column."""

    @property
    def first_column(self) -> Mapping[int, str]:
        """Text of the first cell by spreadsheet row, where it is filled."""

    @property
    def hidden_rows(self) -> Sequence[int]:
        """Spreadsheet rows nobody sees."""

    @property
    def hidden_columns(self) -> Sequence[tuple[int, int]]:
        """First and last zero-based column of each range nobody sees."""


class DecodedOnce:
    """A source whose texts were encoded twice before they came into the workbook."""

    def __init__(self, source: Source) -> None:
        """Read texts of `source` as they were before."""
        self.source = source
        self.rows, self.merges = source.rows, source.merges
        self.hidden_rows, self.hidden_columns = source.hidden_rows, source.hidden_columns

    def cells(self, start: int, end: int) -> Mapping[int, str]:
        """Text of every filled cell of a row by column."""
        return {position: decoded_once(text) for position, text in self.source.cells(start, end).items()}

    @property
    def first_column(self) -> Mapping[int, str]:
        """Text of the first cell by spreadsheet row, where it is filled."""
        return {row: decoded_once(text) for row, text in self.source.first_column.items()}


def trimmed_cell(text: str) -> str:
    """A cell without blanks around it; tabs around a whole line of a text file stay, they are its empty columns."""
    bare = text.strip(" \t\r\n")
    return text.strip(" \r\n") if "\t" in bare else bare


def number_text(number: float) -> str:
    """A number in a form that can be read in one way only (see `numbers`)."""
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    mantissa, exponent = f"{Decimal(repr(number)):E}".split("E")
    return f"{mantissa}E{int(exponent)}"


class SheetGrid(Grid):
    """One sheet of a workbook, all cells as text."""

    def __init__(self, source: Source, *, sheet: str, container: str = "xlsx") -> None:
        """Read the head; a ruler line in the first column ends the data."""
        self.source = source
        self.rows = source.rows
        self._head_cells: dict[tuple[int, int], Mapping[int, str]] = {}
        ruler = self._find_ruler()
        footer = "" if ruler is None else "\n".join(self._line(row) for row in self.rows[ruler:])
        if ruler is not None:
            self.rows = self.rows[:ruler]
        super().__init__(
            head=self._head(),
            sheet=sheet,
            tab=sheet,
            container=container,
            footer_row=None if ruler is None else source.rows[ruler][0],
            footer=footer,
        )

    def _find_ruler(self) -> int | None:
        """Position of the row that begins with a line of underscores."""
        rulers = {number for number, text in self.source.first_column.items() if _RULER.match(text)}
        if not rulers:
            return None
        return next((position for position, row in enumerate(self.rows) if row[0] in rulers), None)

    def _line(self, row: tuple[int, int, int]) -> str:
        return " ".join(self.source.cells(row[1], row[2]).values()).strip()

    def _head(self) -> list[list[str]]:
        """The first rows, every one at its number."""
        head: list[list[str]] = []
        for number, start, end in self.rows:
            if number > HEAD_ROWS:
                break
            head += [[] for _ in range(number - len(head) - 1)]
            cells = self._head_cells[start, end] = self.source.cells(start, end)
            head.append([cells.get(position, "") for position in range(max(cells, default=-1) + 1)])
        return head

    @property
    def is_empty(self) -> bool:
        """True when no row of the head holds a cell."""
        return not any(self.head)

    def spread_head(self) -> list[list[str]]:
        """The head with every merged cell written into its whole range."""
        width = max((len(row) for row in self.head), default=0)
        spread = [[*row, *[""] * (width - len(row))] for row in self.head]
        for merge in self.source.merges:
            if merge.top > len(spread) or merge.left >= width:
                continue
            text = spread[merge.top - 1][merge.left]
            for row in spread[merge.top - 1 : merge.bottom]:
                for position in range(merge.left, min(merge.right + 1, width)):
                    row[position] = text
        return spread

    def merged_down(self, column: int, first_row: int) -> list[Merge]:
        """Ranges that span several rows of the data in a column."""
        return [
            one
            for one in self.source.merges
            if one.left <= column <= one.right and one.bottom > one.top and one.bottom >= first_row
        ]

    def read(
        self,
        first_row: int,
        width: int,
        wanted: Sequence[int],
        *,
        skip: Callable[[str], bool] | None = None,
    ) -> Block:
        """See `Grid.read`."""
        texts: dict[int, list[str]] = {position: [] for position in wanted}
        numbers: list[int] = []
        skipped: dict[str, int] = {}
        strays: list[Aside] = []
        key, left_out = "", False
        first = self.source.first_column if skip is not None else {}
        for number, start, end in self.rows:
            if number < first_row:
                continue
            if skip is not None:
                own = first.get(number, "")
                if own and own != key:
                    key, left_out = own, skip(own)
                if left_out:
                    skipped[key] = skipped.get(key, 0) + 1
                    continue
            cells = self._head_cells.get((start, end)) or self.source.cells(start, end)
            numbers.append(number)
            for position, column in texts.items():
                column.append(cells.get(position, ""))
            if cells and max(cells) >= width and len(strays) < _MOST_STRAYS:
                strays += [Aside("side_text", text, number, letter(p)) for p, text in cells.items() if p >= width]
        rows = np.array(numbers, dtype=np.int64)
        self._fill_merged(texts, numbers)
        return Block(
            {position: Coded.from_list(column) for position, column in texts.items()},
            rows,
            (),
            skipped,
            strays=tuple(strays),
        )

    def _fill_merged(self, texts: dict[int, list[str]], numbers: list[int]) -> None:
        """Write a cell merged over several rows into each of them."""
        place = {number: position for position, number in enumerate(numbers)}
        for merge in self.source.merges:
            column = texts.get(merge.left)
            if column is None or merge.bottom == merge.top or merge.top not in place:
                continue
            for number in range(merge.top + 1, merge.bottom + 1):
                if number in place:
                    column[place[number]] = column[place[merge.top]]


def merged_values(grid: Grid, headings: Sequence[str], columns: Sequence[int], first_row: int) -> list[Finding]:
    """A finding for every column of figures in which one number spans several rows."""
    if not isinstance(grid, SheetGrid):
        return []
    found = []
    for column in columns:
        merges = grid.merged_down(column, first_row)
        if merges:
            rows = tuple(one.top for one in merges)
            heading = headings[column] if column < len(headings) else ""
            found.append(
                Finding("error", "value_merged", sheet=grid.sheet, row=rows[0], column=letter(column), heading=heading,
                        count=len(rows), rows=rows[:ROWS_KEPT])
            )  # fmt: skip
    return found


def name_hidden(grid: SheetGrid) -> list[Finding]:
    """Notes on filled rows and columns of a sheet that nobody sees: they are read, whoever hid or filtered them."""
    source, width = grid.source, max((len(row) for row in grid.head), default=0)
    unseen = set(source.hidden_rows)
    rows = [row for row, start, end in source.rows if row in unseen and source.cells(start, end)]
    columns = [letter(one) for first, last in source.hidden_columns for one in range(first, min(last + 1, width))]
    found = []
    if rows:
        kept = tuple(rows[:ROWS_KEPT])
        found.append(Finding("note", "rows_hidden", sheet=grid.sheet, row=rows[0], rows=kept, count=len(rows)))
    if columns:
        found.append(Finding("note", "columns_hidden", sheet=grid.sheet, value=cut(", ".join(columns))))
    return found
