"""Table exports of the Regionaldatenbank and of GENESIS-Online, German and English.

Both begin with the number of the table and title lines, then rows of column heads; the data begin at the
first row with a territorial key in column 1, or in column 2 when the day or year stands in front (on the
first row of its block only). GENESIS-Online puts a quality letter beside every figure.
"""

from __future__ import annotations

import re

from data.intake.formats.parts.base import (
    Footer,
    Job,
    Parsed,
    footer_missing,
    is_key,
    preview,
    read_footer,
    signature,
    spread_headings,
    title_of,
)
from data.intake.formats.parts.crosstab import Layout, age_column, read_crosstab
from data.intake.model import Finding, Recognition
from data.intake.words.labels import read_year
from data.intake.words.meaning import understand, understand_title
from data.intake.workbooks.grid import Grid

_FIRST = re.compile(r"^(GENESIS-)?(?:Tabelle|Table):\s*([\dA-Z-]+)", re.I)


def recognise(job: Job) -> Parsed | None:
    """Read the file when its first line names a table by its number."""
    head = job.grid.head
    first = _FIRST.match(head[0][0]) if head and head[0] else None
    if not first:
        return None
    form, code = "regionalstatistik_table" if first.group(1) else "genesis_table", first.group(2)
    place = find_rows(head)
    if place is None:
        recognition = Recognition(format=form, code=code, preview=preview(job.grid))
        return Parsed(recognition, findings=[Finding("error", "no_data_rows")])
    layout = _layout(head, *place)
    footer = read_footer(job.grid.footer)
    parsed = Parsed(_recognition(job.grid, form, code, layout, footer), notes=footer.notes)
    read_crosstab(job, parsed, layout)
    if job.grid.footer_row is None:
        parsed.findings.append(footer_missing(job.grid))
    return parsed


def find_rows(head: list[list[str]]) -> tuple[int, int] | None:
    """Zero-based row of the first data row and column of its key; None without one."""
    for row, cells in enumerate(head):
        if len(cells) < 3 or not any(cells[1:]):
            continue
        if read_year(cells[0]) is not None and is_key(cells[1]):
            return row, 1
        if is_key(cells[0]):
            return row, 0
    return None


def _layout(head: list[list[str]], start: int, key: int) -> Layout:
    """Where the parts stand: titles fill one cell only, heads several."""
    width = len(head[start])
    above = range(1, start)
    titles = [row for row in above if not any(head[row][1:])]
    heads = [row for row in above if any(head[row][1:])]
    headings = spread_headings([head[row] for row in heads], width)
    has_age = age_column(head, start, key + 2)
    first_value = key + 2 + has_age
    with_letters = {
        position: position + 1
        for position in range(first_value, width - 1)
        if headings[position] and not headings[position + 1]
    }
    return Layout(
        start=start,
        headings=tuple(headings),
        titles=tuple(head[row][0] for row in titles if head[row]),
        key=key,
        first_value=first_value,
        name=key + 1,
        age=key + 2 if has_age else None,
        time=0 if key else None,
        quality=with_letters,
        keys_once=any(not cells[key] for cells in head[start:] if len(cells) == width),
        head_row=heads[-1] if heads else start - 1,
    )


def _recognition(grid: Grid, form: str, code: str, layout: Layout, footer: Footer) -> Recognition:
    title = understand_title(layout.titles)
    return Recognition(
        format=form,
        container=grid.container,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        head_rows=layout.start - len(layout.titles) - 1,
        first_row=layout.start + 1,
        footer_row=grid.footer_row,
        code=code,
        title=title_of([[line] for line in layout.titles if not _is_period(line)]),
        years=(title.year,) if title.year else (),
        date=title.day,
        unit="Anzahl",
        licence=footer.licence,
        stand=footer.stand,
        notes=footer.notes,
        headings=layout.headings,
        signature=signature(f"{form}:{code}", layout.headings),
        preview=preview(grid),
    )


def _is_period(line: str) -> bool:
    """True for a line that only says the year or day."""
    said = understand(line)
    return bool(said.years or said.days) and set(said.said) <= {"period"}
