"""The tables of the context as the offices publish them (`layouts.csv`): title, reference day, columns."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from data.intake.words.meaning import fold_words

_FILE = Path(__file__).parent / "layouts.csv"


@dataclass(frozen=True)
class Column:
    """A column that is read.

    Attributes:
        measure: indicator of `context`, or column of `population_balance`.
        kind: `percent`, `quotient`, `eur` or `count`, as in `context_indicators`.
        headings: its heads from above, unit last, in the ways the offices write them.
    """

    measure: str
    kind: str
    headings: tuple[str, ...]

    @property
    def paths(self) -> frozenset[str]:
        """The headings, folded."""
        return frozenset(fold_words(heading) for heading in self.headings)


@dataclass(frozen=True)
class Layout:
    """One official table.

    Attributes:
        code: its number.
        table: canonical table it is read into.
        subject: folded words of the title no other table of the atlas has.
        needed: folded words without which the title is another table's.
        known: further folded words of the title.
        day: reference day as the table writes it without the year, blank for whole years.
        columns: what is read.
        census: censuses whose population the figures may rest on, oldest first; empty when they rest on none.
    """

    code: str
    table: str
    subject: tuple[str, ...]
    needed: tuple[str, ...]
    known: frozenset[str]
    day: str
    columns: tuple[Column, ...]
    census: tuple[str, ...]


@lru_cache(maxsize=1)
def layouts() -> tuple[Layout, ...]:
    """All tables, in the order of the file."""
    with _FILE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return tuple(
        _layout([row for row in rows if row["code"] == code]) for code in dict.fromkeys(r["code"] for r in rows)
    )


def _layout(rows: Sequence[dict[str, str]]) -> Layout:
    first = rows[0]
    return Layout(
        code=first["code"],
        table=first["table"],
        subject=tuple(first["subject"].split()),
        needed=tuple(first["needed"].split()),
        known=frozenset([*first["needed"].split(), *first["known"].split()]),
        day=first["day"],
        columns=tuple(Column(row["measure"], row["kind"], tuple(row["headings"].split("|"))) for row in rows),
        census=tuple(one for one in first["census"].split("|") if one),
    )
