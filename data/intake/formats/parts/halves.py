"""Arrivals, departures and balances on sheets of their own: the same rows, put side by side as one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.intake.formats.parts.base import tab_meaning
from data.intake.formats.parts.recast import RecastGrid
from data.intake.heads import wrong_facets
from data.intake.model import Finding
from data.intake.notes import ask_about_tab
from data.intake.words.labels import read_year
from data.intake.words.meaning import understand
from data.intake.words.territory import find_kreis
from data.intake.workbooks.grid import Block, Grid
from data.intake.workbooks.sheets import SheetGrid

_HEADINGS = {"arrivals": "Zuzüge", "departures": "Fortzüge", "net": "Saldo"}
_FLOWS = {"arrivals", "departures"}
_PLACES = ("kreis", "land", "nation", "outside", "dissolved")
_FRONT = 3
"""Columns in which the territory stands."""
_MOST_ROWS = 20_000


@dataclass(frozen=True)
class _Half:
    """A sheet with some of the measures.

    Attributes:
        measures: what its name, titles and heads speak of.
        heads: rows above the figures, all as wide as the sheet.
        rows: figures and what stands below them, as wide.
        numbers: spreadsheet row of each of `rows`.
    """

    grid: SheetGrid
    measures: frozenset[str]
    heads: list[list[str]]
    rows: list[list[str]]
    numbers: list[int]
    block: Block

    @property
    def figures(self) -> list[list[str]]:
        """Rows with more than a note."""
        return [row for row in self.rows if sum(map(bool, row)) > 1]

    @property
    def notes(self) -> list[str]:
        """Texts below the figures."""
        alone = [" ".join(row).strip() for row in self.rows if sum(map(bool, row)) == 1]
        return [*alone, *filter(None, self.grid.footer.split("\n"))]


def join_halves(grids: Sequence[Grid], harmless: Sequence[str] = ()) -> list[Grid]:
    """The sheets of a workbook, with those joined that hold arrivals and departures of the same rows apart.

    A sheet of balances for some of these rows goes along: it is then compared with what follows from the others.
    One whose name speaks of a part, or of what nobody knows, stays by itself: the name of the first counts for all.
    """
    halves = [half for half in map(_half, grids) if half is not None]
    told = [measure for half in halves for measure in half.measures]
    if len(halves) < 2 or len({*told}) < len(told) or not {*told} >= _FLOWS:
        return list(grids)
    halves.sort(key=lambda half: half.measures == {"net"})
    first, *others = halves
    tabs = [half.grid for half in others]
    if any(wrong_facets(tab_meaning(grid)) or ask_about_tab(grid.tab, harmless) for grid in tabs):
        return list(grids)
    whole = first
    for half in others:
        keys = _shared_keys(whole, half)
        if not keys:
            return list(grids)
        whole = _beside(_named(whole, keys), _named(half, keys), keys)
    joined, taken = _as_grid(whole, others), {half.grid.sheet for half in others}
    return [joined if grid is first.grid else grid for grid in grids if grid.sheet not in taken]


def _half(grid: Grid) -> _Half | None:
    """A sheet with some measures of migration, None for any other and for one with figures merged over rows."""
    if not isinstance(grid, SheetGrid) or len(grid.rows) > _MOST_ROWS:
        return None
    head = grid.spread_head()
    start = next((row for row, cells in enumerate(head) if _has_place(cells)), 0)
    said = [grid.tab, *(cell for row in head[:start] for cell in row)]
    measures = frozenset().union(*(understand(text).values("measure") for text in said)) & _HEADINGS.keys()
    if not start or not measures or any(one.bottom > max(one.top, start) for one in grid.source.merges):
        return None
    width = max(map(len, head))
    block = grid.read(start + 1, width, range(width))
    cells = [block.columns[p].texts_per_row() for p in range(width)]
    heads = [[*row, *[""] * (width - len(row))] for row in head[:start]]
    rows = [list(row) for row in zip(*cells, strict=True)]
    return _Half(grid, measures, heads, rows, block.rows.tolist(), block)


def _has_place(cells: Sequence[str]) -> bool:
    return any(cell and not read_year(cell) and find_kreis(cell).kind in _PLACES for cell in cells[:_FRONT])


def _shared_keys(left: _Half, right: _Half) -> int:
    """How many columns in front name the same rows on both sheets, 0 when they do not."""
    for keys in range(min(len(left.heads[0]), len(right.heads[0])) - 1, 0, -1):
        own, other = ([tuple(row[:keys]) for row in half.figures] for half in (left, right))
        is_part = {*other} <= {*own} if right.measures == {"net"} else {*other} == {*own}
        if is_part and len({*other}) == len(other) and len({*own}) == len(own):
            return keys
    return 0


def _named(half: _Half, keys: int) -> _Half:
    """The half with its one measure in the headings of its figures; several name themselves."""
    if len(half.measures) > 1:
        return half
    measure = _HEADINGS[min(half.measures)]
    last = [
        text if place < keys or not text or understand(text).values("measure") else f"{measure} · {text}"
        for place, text in enumerate(half.heads[-1])
    ]
    return replace(half, heads=[*half.heads[:-1], last])


def _beside(left: _Half, right: _Half, keys: int) -> _Half:
    """Two halves as one: the rows of the left, with the figures of the right behind them."""
    above = max(len(left.heads), len(right.heads))
    own, other = ([[""] * len(half.heads[0])] * (above - len(half.heads)) + half.heads for half in (left, right))
    titles = [" | ".join(dict.fromkeys(filter(None, (one[0], two[0])))) for one, two in zip(own, other, strict=True)]
    heads = [[title, *one[1:], *two[keys:]] for title, one, two in zip(titles, own, other, strict=True)]
    blank = [""] * (len(right.heads[0]) - keys)
    figures = {tuple(row[:keys]): row[keys:] for row in right.figures}
    rows = [[*row, *figures.get(tuple(row[:keys]), blank)] for row in left.rows]
    return replace(left, measures=left.measures | right.measures, heads=heads, rows=rows)


def _as_grid(whole: _Half, others: Sequence[_Half]) -> Grid:
    """The joined table in place of its first sheet; what stands around the others goes along."""
    notes = [[note] for half in others for note in half.notes]
    last = whole.numbers[-1]
    numbers = [*range(1, len(whole.heads) + 1), *whole.numbers, *range(last + 1, last + 1 + len(notes))]
    names = [half.grid.sheet for half in (whole, *others)]
    left_out = [
        Finding("note", "sheet_left_out", sheet=half.grid.sheet, fields={"reason": "balance", "title": ""})
        for half in others
        if half.measures == {"net"}
    ]
    strays = tuple(one for half in (whole, *others) for one in half.block.strays)
    joined = Finding("note", "sheets_joined", sheet=whole.grid.sheet, fields={"names": names})
    block = replace(whole.block, findings=(joined, *left_out), strays=strays)
    grid = RecastGrid([*whole.heads, *whole.rows, *notes], numbers, whole.grid, block)
    grid.asides = tuple(one for half in (whole, *others) for one in half.grid.asides)
    return grid
