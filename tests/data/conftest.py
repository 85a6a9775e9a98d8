"""A copy of the package to damage."""

import csv
import shutil
from pathlib import Path

import pytest

from data.config import PACKAGE_ROOT


class PackageCopy:
    """A copy of the package whose cells can be changed by spreadsheet row and column."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, table: str) -> Path:
        return self.root / "sources" / f"{table}.csv"

    def read(self, table: str) -> list[list[str]]:
        with self.path(table).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def write(self, table: str, rows: list[list[str]]) -> None:
        with self.path(table).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    def row_of(self, table: str, **cells: str) -> int:
        """Spreadsheet row of the first record with these cells."""
        rows = self.read(table)
        columns = {name: rows[0].index(name) for name in cells}
        for number, row in enumerate(rows[1:], start=2):
            if all(row[columns[name]] == value for name, value in cells.items()):
                return number
        raise LookupError(cells)

    def change(self, table: str, row: int, column: str, value: str) -> None:
        rows = self.read(table)
        rows[row - 1][rows[0].index(column)] = value
        self.write(table, rows)


@pytest.fixture
def package(tmp_path):
    shutil.copytree(PACKAGE_ROOT / "sources", tmp_path / "sources")
    shutil.copy(PACKAGE_ROOT / "datapackage.json", tmp_path / "datapackage.json")
    return PackageCopy(tmp_path)
