"""The head of such a table: its title lines, the heads above each column, and where key and time stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.intake.context.layouts import Layout, layouts
from data.intake.words.labels import read_date, read_year
from data.intake.words.meaning import fold_words
from data.intake.workbooks.grid import Grid

_CODE = re.compile(r"\d{5}-\d{2}-\d{2}-\d")
_CUT_WORD = re.compile(r"(?<=[a-zäöüß])-\s*\n\s*(?=[a-zäöüß])")
_KEY = re.compile(r"DG|\d{1,5}")
_DATE = r"(?:\d{1,2}\.\d{1,2}\.)?(?:19|20)\d{2}"
_TIME = re.compile(rf"(?:(?:Berichts|Kalender)?jahr|Stichtag|Zeit)?\s*:?\s*({_DATE})", re.I)
_EVERYWHERE = frozenset({
    "genesis", "tabelle", "tiefe", "regionale", "stichtag", "jahr", "jahre", "kreis", "kreise", "und", "kreisfreie",
    "krfr", "staedte",
})  # fmt: skip
"""Words of title and corner that any of these tables may have."""


@dataclass(frozen=True)
class Head:
    """Where the parts of a table stand.

    Attributes:
        layout: the table the title speaks of.
        title: its title lines, joined.
        code: the number it is printed under, blank when it says none.
        time: year or day of all rows as a line above the heads says it, blank when the rows say it.
        top: zero-based position of the first row of heads.
        start: zero-based position of the first row below the heads.
        key: zero-based column of the territorial key.
        paths: folded heads above each column, unit last.
        headings: the same as written.
        strange: words of title and corner no such table has.
        lacking: words of the title that are missing.
    """

    layout: Layout
    title: str
    code: str
    time: str
    top: int
    start: int
    key: int
    paths: tuple[str, ...]
    headings: tuple[str, ...]
    strange: tuple[str, ...]
    lacking: tuple[str, ...]


def find_head(grid: Grid) -> Head | None:
    """The head of a sheet, None when it speaks of no such table or has no row of data."""
    top = next((row for row, cells in enumerate(grid.head) if sum(bool(cell) for cell in cells) > 1), None)
    if top is None:
        return None
    lines = [cells[0] for cells in grid.head[:top] if cells and cells[0]]
    words = _words(line for line in lines if not read_time(line))
    layout = next((one for one in layouts() if set(one.subject) <= set(words)), None)
    below = next((row for row, cells in enumerate(grid.head) if row > top and _begins(cells)), None)
    if layout is None or below is None:
        return None
    title = [line for line in lines if not read_time(line)]
    times = [found for line in lines if (found := read_time(line))]
    heads = grid.head[top:below]
    key = _key_column(grid.head[below:])
    paths = _paths(heads, max(len(cells) for cells in grid.head[: below + 2]))
    corner = _words(part for path in paths[: key + 2] for part in path)
    said = list(dict.fromkeys([*words, *corner]))
    return Head(
        layout=layout,
        title=_CODE.sub("", " ".join(" ".join(title).split())).removeprefix("Tabelle: ").strip(),
        code=next(iter(_CODE.findall(" ".join([grid.tab, *lines]))), ""),
        time=times[0] if len(times) == 1 else "",
        top=top,
        start=below,
        key=key,
        paths=tuple(" ".join(fold_words(_whole(part)) for part in path) for path in paths),
        headings=tuple(" · ".join(" ".join(_whole(part).split()) for part in path) for path in paths),
        strange=tuple(word for word in said if word not in layout.known | _EVERYWHERE),
        lacking=tuple(word for word in layout.needed if word not in words),
    )


def read_time(text: str) -> str:
    """The year or day (dd.mm.yyyy) a line is about, blank when it says anything else."""
    found = _TIME.fullmatch(text.strip())
    if found:
        return found.group(1)
    day = read_date(text)
    return ".".join(reversed(day.split("-"))) if day else ""


def _whole(text: str) -> str:
    """A text whose words are not cut at a line end."""
    return _CUT_WORD.sub("", text)


def _words(lines: Iterable[str]) -> list[str]:
    """Folded words of some lines, without numbers of tables."""
    text = _CUT_WORD.sub("", "\n".join(lines))
    return list(dict.fromkeys(fold_words(_CODE.sub(" ", text)).split()))


def _begins(cells: Sequence[str]) -> bool:
    """True for the first row below the heads: a time alone, or a key, with the time before it or not."""
    filled = [cell for cell in cells if cell]
    if len(filled) == 1:
        return bool(cells[0] and read_time(cells[0]))
    return _has_key(cells, 0) or (len(cells) > 1 and bool(read_time(cells[0])) and _has_key(cells, 1))


def _has_key(cells: Sequence[str], column: int) -> bool:
    return len(cells) > column + 1 and bool(_KEY.fullmatch(cells[column])) and bool(cells[column + 1])


def _key_column(rows: Sequence[Sequence[str]]) -> int:
    """Column of the keys: the second when the time stands in the first one of their row."""
    first = next((cells for cells in rows if sum(bool(cell) for cell in cells) > 1), [])
    return 1 if len(first) > 1 and read_year(first[0]) is not None and _has_key(first, 1) else 0


def _paths(rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    """The heads above each column; a head stands over the blanks right of it while those above it go on, too."""
    paths: list[list[str]] = [[] for _ in range(width)]
    new = [False] * width
    for number, cells in enumerate(rows):
        above, last = "", number == len(rows) - 1
        for column in range(width):
            own = cells[column] if column < len(cells) else ""
            new[column] |= bool(own)
            above = own or ("" if new[column] or last else above)
            paths[column] += [above] if above else []
    return paths
