"""The head of a Kreiswanderungsmatrix: which column is what, and of which year it speaks.

Read as a closed form: a head the offices do not publish stops the file, whatever its figures may be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.intake.model import Choices, Finding
from data.intake.words.meaning import PARTS, Meaning, fold_words, understand, understand_title
from data.intake.workbooks.grid import Grid

_LOOKED_AT = 12
"""Rows in which the head may begin: an office may put a title above it."""
_KEYS = {"zielkreis schluessel": "target", "herkunftskreis schluessel": "origin", "altersgruppen": "age"}
_DESCRIBING = frozenset({
    "zielland", "z ld", "z rb", "z kr", "zielkreis", "zielkreis kreistext", "herkunftsland", "h ld", "h rb", "h kr",
    "herkunftskreis", "herkunftskreis kreistext", "regionstyp",
})  # fmt: skip
"""Columns that say again what the keys say."""
_PEOPLE = {"insgesamt": "all", "deutsche": "german", "nichtdeutsche": "foreign"}
_SEXES = {"insgesamt": "", "maennlich": "_male", "weiblich": "_female"}
_OWN_WORDS = re.compile(
    r"\b(kreiswanderungsmatri\w*|wanderungsmatri\w*|kwm|kws|alter|bb|be|bw|by|hb|he|hh|mv|ni|nw|rp|sh|sl|sn|st|th|schleswig-holstein|hamburg|niedersachsen|bremen"
    r"|nordrhein-westfalen|hessen|rheinland-pfalz|baden-württemberg|bayern|saarland|berlin|brandenburg"
    r"|mecklenburg-vorpommern|sachsen-anhalt|sachsen|thüringen)\b",
    re.I,
)
_REFUSED = {"unit": "unit_not_persons", "border": "measure_not_held", "kind": "measure_not_held"}


@dataclass(frozen=True)
class Head:
    """Where the parts of a matrix stand.

    Attributes:
        row: zero-based row of the names.
        start: spreadsheet row of the first data row.
        width: columns of the table.
        keys: `target`, `origin`, `age` -> zero-based column.
        measures: `all`, `german`, `foreign`, each also `_male` and `_female` -> zero-based column.
        unknown: headings that are not part of a matrix, with their columns.
        headings: names of all columns.
    """

    row: int
    start: int
    width: int
    keys: dict[str, int]
    measures: dict[str, int]
    unknown: tuple[tuple[int, str], ...]
    headings: tuple[str, ...]

    @property
    def is_extract(self) -> bool:
        """True for an extract of the balances of all people, without nationalities."""
        return list(self.measures) == ["all"] and not self.unknown


def find_head(grid: Grid) -> Head | None:
    """The head of a sheet, None when it names no target, origin and age."""
    for row, cells in enumerate(grid.head[:_LOOKED_AT]):
        worded = [cell for cell in cells if cell and not cell[0].isdigit()]
        if len(worded) < len(_KEYS):
            continue
        names = [fold_words(re.sub(r"-\s+", "-", cell)) for cell in cells]
        if set(_KEYS) <= set(names):
            return _read_head(grid, row, names)
    return None


def _read_head(grid: Grid, row: int, names: Sequence[str]) -> Head:
    keys = {role: names.index(name) for name, role in _KEYS.items()}
    below = grid.head[row + 1 :]
    first = next((i for i, cells in enumerate(below) if re.fullmatch(r"\d{4,5}", _cell(cells, keys["target"]))), 0)
    rows = grid.spread_head()[row : row + 1 + first]
    width = max(len(cells) for cells in [*rows, *grid.head[row : row + 2 + first]])
    values: dict[str, int] = {}
    unknown = [
        (i, grid.head[row][i])
        for i, name in enumerate(names[: keys["age"]])
        if name not in _KEYS and name not in _DESCRIBING
    ]
    for column, path in enumerate(_paths(rows, keys["age"] + 1, width), start=keys["age"] + 1):
        role = _role(path)
        if role and role not in values:
            values[role] = column
        elif path:
            unknown.append((column, " · ".join(path)))
    return Head(row, row + 2 + first, width, keys, values, tuple(unknown), tuple(grid.head[row]))


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _paths(rows: Sequence[Sequence[str]], start: int, width: int) -> list[tuple[str, ...]]:
    """The words above each value column, from above; a head cell stands over the blank cells right of it."""
    spread = []
    for number, cells in enumerate(rows):
        filled: list[str] = []
        for column in range(start, width):
            lowest = number == len(rows) - 1
            filled.append(_cell(cells, column) or (filled[-1] if filled and not lowest else ""))
        spread.append(filled)
    return [tuple(row[i] for row in spread if row[i]) for i in range(width - start)]


def _role(path: Sequence[str]) -> str:
    """Whose balance a column holds, blank when its words say anything else."""
    words = [fold_words(part) for part in path]
    words = words[1:] if words[:1] == ["saldo"] else words
    people, sex = (words[0], words[1] if len(words) > 1 else "insgesamt") if words else ("insgesamt", "insgesamt")
    known = len(words) <= 2 and people in _PEOPLE and sex in _SEXES
    return f"{_PEOPLE[people]}{_SEXES[sex]}" if known else ""


def read_time(grid: Grid, head: Head, choices: Choices) -> tuple[int | None, list[Finding]]:
    """The year of a sheet, from the lines above its head or its name, and what these say beside it."""
    lines = [_OWN_WORDS.sub(" ", " ".join(cells)) for cells in grid.head[: head.row]]
    title = understand_title(lines)
    tab = understand(_OWN_WORDS.sub(" ", re.sub(r"[_]+", " ", grid.tab)))
    found = [*_refusals(title, " ".join(lines), grid), *_refusals(tab, grid.tab, grid)]
    words = [word for word in title.unknown if word not in choices.harmless]
    if words:
        fields = {"words": words}
        found.append(Finding("error", "words_unknown", sheet=grid.sheet, value=" ".join(words), fields=fields))
    year = title.year or (None if tab.unknown else tab.year)
    return year or (None if title.years or title.days else choices.year), found


def _refusals(said: Meaning, text: str, grid: Grid) -> list[Finding]:
    """Why lines or a name rule out that the figures are balances of all people in a whole year."""
    fields = {"measure": text.strip(), "words": text.strip(), "title": text.strip()}
    codes = [code for facet, code in _REFUSED.items() if said.values(facet) - {"persons", "kreis"}]
    codes += ["subset_only" for facet in PARTS if said.part_of(facet) and facet != "partner"]
    codes += ["measure_not_held"] if said.values("measure") & {"arrivals", "departures", "population"} else []
    codes += ["no_whole_year"] if "part" in said.values("period") else []
    return [Finding("error", code, sheet=grid.sheet, fields=fields) for code in dict.fromkeys(codes)]
