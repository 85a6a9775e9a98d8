"""Tables with several rows of heads, or with years, days or ages side by side: workbooks of the offices above all.

Titles, heads and columns are located by what stands in the cells. The workbooks of the Regionaldatenbank are of this
kind: the sheet bears the number of the table, key and name stand on the first row of a block only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from data.intake.cells.number_formats import SHOWN
from data.intake.formats.parts.base import (
    Job,
    Parsed,
    check_tab_year,
    joined_headings,
    preview,
    read_footer,
    signature,
    tab_meaning,
    title_of,
)
from data.intake.formats.parts.beside import understand_cell
from data.intake.formats.parts.crosstab import Layout, read_crosstab
from data.intake.formats.parts.rows import is_sum_label
from data.intake.lists.vocabulary import columns_for, guess_table
from data.intake.model import Recognition
from data.intake.words.labels import read_age, read_date, read_span, read_year
from data.intake.words.meaning import PARTS, Meaning, understand, understand_title
from data.intake.words.territory import find_kreis
from data.intake.workbooks.grid import Grid
from data.tables.statuses import FIGURES

_CODE = re.compile(r"\b(\d{5}-\d{2}-\d{2}-\d(?:-[A-Z])?)\b")
_TERRITORIES = ("kreis", "land", "nation", "region", "outside", "dissolved", "gemeinde")
_FRONT = 6
"""Columns in which key, name, age group and time are looked for."""
_SAMPLE = 40
_AGES_TRIED = 25
"""More than the finest table has groups."""
_YEAR_ONLY = re.compile(r"(?:19|20)\d{2}")
_NUMBER = re.compile(r"[-–−+]?\s?[\d.,\s\u202f\u00a0]*\d[\d.,E+]*\s?[a-z]?|[-–—.…/x:•·]|\.\.\.|\([\d.,\s]+\)|" + SHOWN)
_FIGURE_END = re.compile(r"[\d⟩]$")


@dataclass(frozen=True)
class _Frame:
    """Where titles, heads and data stand: zero-based rows."""

    titles: tuple[int, ...]
    heads: tuple[int, ...]
    start: int


def recognise(job: Job) -> Parsed | None:
    """Read a table whose heads fill several rows or name several years, days or ages."""
    if job.choices.first_row:
        return None
    head = job.grid.spread_head()
    frame = _locate(head)
    if frame is None or _is_list(head[frame.heads[0]]):
        return None
    width = max(len(row) for row in head[frame.heads[0] :])
    headings = _headings([head[row] for row in frame.heads], width)
    while job.grid.tab and headings and not headings[-1]:
        # On a sheet the heads say how far the table goes; what stands right of it is named.
        headings.pop()
    code = _code_of(job.grid, [head[row] for row in frame.titles])
    if len(frame.heads) < 2 and not code and not _is_across(headings):
        return None
    layout = _layout(head, frame, headings, tab_meaning(job.grid))
    if layout is None:
        return None
    about = _is_about_people(layout)
    return _read(job, layout, code) if about or _has_keys(head, layout) else None


def _is_list(cells: Sequence[str]) -> bool:
    """Whether the first heads are those of a register; a row `Insgesamt` below its entries is no territory."""
    return guess_table([cell for cell in cells if cell]) not in ("", *FIGURES)


def _locate(head: Sequence[Sequence[str]]) -> _Frame | None:
    """Rows of titles, heads and the first row of data."""
    start = next((row for row, cells in enumerate(head) if _is_data(cells)), None)
    if start is None:
        return None
    while start > 0 and _has_figures(head[start - 1]):
        # A first row whose territory is not known is a row of data all the same.
        start -= 1
    last = start - 1
    while last >= 0 and _is_lone(head[last]):
        # Group heads and days stand between the column heads and the first row of figures.
        last -= 1
    first = last
    while first >= 0 and _is_head(head, first):
        first -= 1
    while first + 1 < last and _is_statement(head[first + 1]):
        first += 1
    if first == last:
        return None
    heads = tuple(range(first + 1, last + 1))
    return _Frame(tuple(row for row in range(first + 1) if any(head[row])), heads, last + 1)


def _is_statement(cells: Sequence[str]) -> bool:
    """True for a row above the heads that says year, day or edition of the whole table in several cells."""
    said = understand_title([title_of([_once(cells)])])
    names = {"measure", "dimension", *PARTS} & set(said.said)
    is_place = "ags" in dict(columns_for(cells[0]))
    if not cells[0] or is_place or names or said.unknown or not any(re.search(r"\d{4}", cell) for cell in cells):
        return False
    own = understand_title([cells[0]])
    dated = bool(own.years or own.days) or (re.search(r"\d{4}", cells[0]) is not None and not own.said)
    return dated or len({*said.years, *(int(day[:4]) for day in said.days)}) <= 1


def _is_data(cells: Sequence[str]) -> bool:
    """True for a row with a territory in front and a figure behind it."""
    for position, cell in enumerate(cells[:3]):
        if cell and not _YEAR_ONLY.fullmatch(cell) and _is_territory(cell):
            # A row that says the same throughout, such as 1000, names the unit.
            return any(text != cell and text and _NUMBER.fullmatch(text) for text in cells[position + 1 :])
    return False


def _has_figures(cells: Sequence[str]) -> bool:
    """True for a row with a text in front, or a sum without key, and a number behind it that is no year."""
    behind = [cell for cell in cells[1:] if cell and not _YEAR_ONLY.fullmatch(cell) and not read_date(cell)]
    is_named = bool(cells) and (bool(cells[0]) or (len(cells) > 1 and is_sum_label(cells[1])))
    return is_named and any(_FIGURE_END.search(cell) and _NUMBER.fullmatch(cell) for cell in behind)


def _is_territory(text: str) -> bool:
    return len(text) < 80 and find_kreis(text.strip()).kind in _TERRITORIES


def _is_lone(cells: Sequence[str]) -> bool:
    """True for a blank row and for one that says one thing only, from its first cell on."""
    said = {cell for cell in cells if cell}
    return not said or (len(said) == 1 and bool(cells[0]))


def _is_head(head: Sequence[Sequence[str]], row: int) -> bool:
    said = {cell for cell in head[row] if cell}
    # A row that says one thing behind an empty first cell names the unit of the columns below it.
    return len(said) >= 2 or (len(said) == 1 and not head[row][0] and row > 0 and _is_head(head, row - 1))


def _headings(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """One heading per column; a head cell also counts for the blank ones right of it that have a head below."""
    cells = [[row[position] if position < len(row) else "" for position in range(width)] for row in rows]
    for level, row in enumerate(cells):
        below = cells[level + 1 :]
        is_unit = len({cell for cell in row if cell}) == 1 and not row[0]
        for position in range(1, width):
            has_head = any(lower[position] for lower in below) or is_unit
            together = all(upper[position] == upper[position - 1] for upper in cells[:level])
            if not row[position] and has_head and (together or is_unit):
                row[position] = row[position - 1]
    return joined_headings(cells, width)


def _code_of(grid: Grid, titles: Sequence[Sequence[str]]) -> str:
    """Number of the table, from the name of the sheet or a title."""
    texts = [grid.sheet, *(cell for row in titles for cell in row)]
    return next((match.group(1) for text in texts if (match := _CODE.search(text))), "")


def _is_across(headings: Sequence[str]) -> bool:
    """True when headings of one row name years, days or several ages."""
    meanings = [understand(heading) for heading in headings if heading]
    dated = any(len(one.years) == 1 or len(one.days) == 1 for one in meanings)
    return dated or sum(bool(one.ages) for one in meanings) > 1


def _layout(head: Sequence[Sequence[str]], frame: _Frame, headings: Sequence[str], tab: Meaning) -> Layout | None:
    """Roles of the columns in front, judged by the first rows of data; None when one of them is not understood."""
    rows = [row for row in head[frame.start : frame.start + _SAMPLE] if not _is_lone(row)]
    columns = [[row[position] for row in rows if position < len(row) and row[position]] for position in range(_FRONT)]
    kinds = [_front_kind(cells, heading) for cells, heading in zip(columns, headings, strict=False)]
    key = next((kinds.index(kind) for kind in ("key", "name") if kind in kinds), None)
    if key is None:
        return None
    name = kinds.index("name") if "name" in kinds and kinds.index("name") != key else None
    age = next((p for p in range(len(kinds)) if p not in (key, name) and _are_ages(columns[p])), None)
    time = next((p for p, kind in enumerate(kinds) if kind == "time" and p not in (key, name, age)), None)
    parts = tuple(
        p for p in range(len(kinds)) if p not in (key, name, age, time) and _are_parts(columns[p], headings[p])
    )
    front = [place for place in (key, name, age, time, *parts) if place is not None]
    others = [p for p in range(max(front)) if p not in front and columns[p]]
    if any(understand(headings[p]).said or understand(headings[p]).unknown for p in others):
        return None
    if any(
        _is_words([row[p] for row in rows if p < len(row) and row[p]]) for p in range(max(front) + 1, len(headings))
    ):
        # A column of words behind the figures may say whose they are: that is judged where rows are.
        return None
    titles = [title_of([_once(head[row])]) for row in frame.titles]
    if not understand_title(titles).years and tab.years:
        titles.append(str(tab.year))
    return Layout(
        start=frame.start,
        headings=tuple(headings),
        titles=tuple(titles),
        key=key,
        first_value=max(front) + 1,
        name=name,
        age=age,
        time=time,
        parts=parts,
        dated_rows=any(_is_dated(row) for row in head[frame.start : frame.start + _SAMPLE]),
        keys_once=(age is not None or bool(parts)) and any(not row[key] for row in rows if len(row) > key),
        head_row=frame.heads[-1],
    )


def _is_dated(cells: Sequence[str]) -> bool:
    """True for a row that names a day or year and nothing else."""
    said = {cell for cell in cells if cell}
    return len(said) == 1 and bool(cells[0]) and read_year(cells[0]) is not None


def _once(cells: Sequence[str]) -> list[str]:
    """The cells of a row, a merged one once."""
    return list(dict.fromkeys(cell for cell in cells if cell))


def _is_words(cells: Sequence[str]) -> bool:
    """True for a column of words, which no figures are."""
    words = [cell for cell in cells if not _NUMBER.fullmatch(cell) and not cell.startswith(("=", "#"))]
    return bool(words) and 2 * len(words) > len(cells)


def _are_ages(cells: Sequence[str]) -> bool:
    return bool(cells) and all(_is_age(cell) for cell in cells[:_AGES_TRIED])


def _are_parts(cells: Sequence[str], heading: str) -> bool:
    """True for a column in front that says of each row whose figures it holds."""
    said = [understand_cell(cell, heading) for cell in dict.fromkeys(cells)]
    return len(said) > 1 and all(one.said and not one.unknown and set(one.said) <= {*PARTS, "total"} for one in said)


@lru_cache(maxsize=4096)
def _is_age(text: str) -> bool:
    return bool(read_age(text, "population") or read_span(text))


def _front_kind(cells: Sequence[str], heading: str) -> str:
    """What a column in front holds: `key`, `name`, `time`, or blank."""
    if not cells:
        return ""
    said = understand(heading)
    if all(read_year(cell) is not None for cell in cells):
        return "time" if "year" in said.values("period") or not heading else ""
    if said.values("measure"):
        return ""
    places = [cell for cell in cells if not _YEAR_ONLY.fullmatch(cell) and _is_territory(cell)]
    if 2 * len(places) < len(cells):
        is_text = not any(_NUMBER.fullmatch(cell) for cell in cells)
        return "name" if is_text and said.values("level") == {"kreis"} and not _are_ages(cells) else ""
    return "key" if sum(cell[:1].isdigit() for cell in places) * 2 > len(places) or "DG" in places else "name"


def _is_about_people(layout: Layout) -> bool:
    """True when title or heads name a measure, known or not: a list of addresses has none."""
    title = understand_title(layout.titles)
    headings = layout.headings[layout.first_value :]
    return bool(title.values("measure")) or any(understand(text).values("measure") for text in headings)


def _has_keys(head: Sequence[Sequence[str]], layout: Layout) -> bool:
    """True when territories stand by their official keys: a table of an office, whatever it measures."""
    return all(row[layout.key][:1].isdigit() or row[layout.key] == "DG" for row in head[layout.start :][:3] if row)


def _read(job: Job, layout: Layout, code: str) -> Parsed:
    grid = job.grid
    footer = read_footer(grid.footer)
    title = understand_title(layout.titles)
    form = f"wide:{code}" if code else "wide"
    parsed = Parsed(
        Recognition(
            format="regionalstatistik_table" if code else "wide",
            container=grid.container,
            encoding=grid.encoding,
            delimiter=grid.delimiter,
            head_rows=layout.head_row + 1 - len(layout.titles),
            first_row=layout.start + 1,
            footer_row=grid.footer_row,
            code=code,
            title=" ".join(" ".join(layout.titles).split()),
            years=(title.year,) if title.year else (),
            date=title.day,
            unit="Anzahl" if code else "",
            licence=footer.licence.strip(" |"),
            stand=footer.stand,
            notes=footer.notes,
            headings=layout.headings,
            signature=signature(form, layout.headings),
            preview=preview(grid),
        ),
        official=bool(code),
        notes=footer.notes,
    )
    read_crosstab(job, parsed, layout)
    parsed.findings.extend(check_tab_year(grid, parsed.recognition.years))
    return parsed
