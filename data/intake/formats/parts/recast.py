"""A table put into another form before it is read: its rows keep the numbers a spreadsheet shows for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from data.intake.cells.coded import Coded
from data.intake.workbooks.grid import HEAD_ROWS, Block, Grid


class RecastGrid(Grid):
    """Rows of cells held in memory, in place of the grid they were taken from."""

    def __init__(self, rows: Sequence[Sequence[str]], numbers: Sequence[int], origin: Grid, block: Block) -> None:
        """Stand in for `origin`.

        Args:
            rows: cells of every row, titles and heads included.
            numbers: spreadsheet row of each.
            origin: the grid as delivered; its name, encoding and footer hold for the recast one, too.
            block: what was read of it: findings, notes of another width and cells beside the table go along.
        """
        super().__init__(
            head=[list(row) for row in rows[:HEAD_ROWS]],
            sheet=origin.sheet,
            tab=origin.tab,
            container=origin.container,
            encoding=origin.encoding,
            delimiter=origin.delimiter,
            footer_row=origin.footer_row,
            footer=origin.footer,
        )
        self.rows, self.numbers, self.block = rows, numbers, block

    def read(
        self, first_row: int, width: int, wanted: Sequence[int], *, skip: Callable[[str], bool] | None = None
    ) -> Block:
        """See `Grid.read`; `first_row` counts the recast rows."""
        rows = self.rows[first_row - 1 :]
        columns = {p: Coded.from_list([row[p] if p < len(row) else "" for row in rows]) for p in wanted}
        numbers = np.array(self.numbers[first_row - 1 :], dtype=np.int64)
        return replace(self.block, columns=columns, rows=numbers)
