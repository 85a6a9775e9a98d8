"""Destatis population workbook: single ages in columns, one sheet per sex and nationality.

Only the sheet of the total is read. Single ages are added up to the atlas's age groups.
"""

from __future__ import annotations

import re

import numpy as np

from data.intake.cells.coded import Coded, Mask
from data.intake.cells.numbers import read_numbers
from data.intake.figures.model import Floats, Raw
from data.intake.formats.parts.base import Job, Parsed, find_data, is_key, preview, signature, title_of
from data.intake.formats.parts.rows import end_of_table, note_texts
from data.intake.heads import assign, check_roles, check_title, merge, sheet_parts
from data.intake.model import ColumnMapping, Finding, Recognition
from data.intake.words.labels import TOTAL, read_span
from data.intake.words.labels import age_groups as groups_of
from data.intake.words.meaning import Meaning, understand_title
from data.intake.workbooks.grid import Block, Grid

_SEARCHED = 15
_MOST_AGES = 130


def recognise(job: Job) -> Parsed | None:
    """Read the workbook when a head row names NUTS3 and the key (`Schl.Nr.`)."""
    found = _find_head(job.grid)
    if found is None:
        return None
    row, nuts = found
    head = job.grid.head
    start = find_data(head, nuts + 1)
    lines = [title_of([cells]) for cells in head[:row]]
    title = merge([understand_title(lines), sheet_parts(job.grid.sheet)])
    recognition = Recognition(
        format="destatis_population",
        container=job.grid.container,
        head_rows=0 if start is None else start - row,
        first_row=1 if start is None else start + 1,
        title=title_of(head[:row]),
        date=title.day,
        unit="Anzahl",
        headings=tuple(head[row]),
        signature=signature("destatis", head[row][:6]),
        preview=preview(job.grid),
    )
    parsed = Parsed(recognition, "population", base=title.base)
    if start is None:
        parsed.findings.append(Finding("error", "no_data_rows"))
    elif not _is_total(job):
        return Parsed(recognition, left_out="subset")
    elif not recognition.date and job.choices.year is None:
        parsed.findings.append(Finding("error", "year_missing", sheet=job.grid.sheet))
    else:
        parsed.findings += _check_title(job, parsed, title)
        if not parsed.findings:
            _read(job, parsed, row, start, nuts + 1)
    return parsed


def _check_title(job: Job, parsed: Parsed, title: Meaning) -> list[Finding]:
    """What the title says against the total of all residents."""
    sheet, total = job.grid.sheet, {0: "Insgesamt"}
    done = assign(total, title, job.choices, ages_across=True, sheet=sheet)
    about = {"code": "", "title": parsed.recognition.title}
    asked = check_title(title, parsed.recognition.title, job.choices, sheet=sheet)
    return asked or check_roles(done, "population", total, about, sheet=sheet)


def _find_head(grid: Grid) -> tuple[int, int] | None:
    """Row of the heads and column of NUTS3."""
    for row, cells in enumerate(grid.head[:_SEARCHED]):
        plain = [re.sub(r"[^a-z0-9]", "", cell.casefold()) for cell in cells]
        for position, cell in enumerate(plain[:-1]):
            if cell.startswith("nuts") and plain[position + 1].startswith("schl"):
                return row, position
    return None


def _is_total(job: Job) -> bool:
    """The sheet of all residents: `Insgesamt`, or the only one there is."""
    return job.only_sheet or job.grid.sheet.casefold().split(": ")[-1] == "insgesamt"


def _single_ages(head: list[list[str]], first: int) -> dict[int, int]:
    """Youngest age of each column of single ages."""
    ages: dict[int, int] = {}
    for row in head:
        for position, cell in enumerate(row):
            if position >= first and cell:
                age = _age(cell)
                if age is not None:
                    ages[position] = age
    return ages


def _age(text: str) -> int | None:
    plain = re.sub(r"\b(jahren?|alter)\b", "", text.casefold()).strip()
    if plain.isdecimal():
        return int(plain) if int(plain) < _MOST_AGES else None
    span = read_span(text)
    return span[0] if span else None


def _total_column(head: list[list[str]], first: int) -> int | None:
    for row in head:
        for position, cell in enumerate(row):
            if position >= first and cell.casefold() == TOTAL:
                return position
    return None


def _read(job: Job, parsed: Parsed, row: int, start: int, key: int) -> None:
    head = job.grid.head[row:start]
    width = max(len(cells) for cells in job.grid.head[row : start + 1])
    total, ages = _total_column(head, key + 2), _single_ages(head, key + 2)
    if total is None:
        parsed.findings.append(Finding("error", "column_missing", fields={"columns": ["population"]}))
        return
    block = job.grid.read(start + 1, width, sorted({*range(key + 1), total, *ages}))
    block = end_of_table(block, key, head[0], job.grid.sheet)
    parsed.findings += block.findings
    keys = block.columns[key]
    wanted = keys.where(np.array([is_key(text) for text in keys.texts()], dtype=bool))
    parsed.notes = " | ".join(filter(None, [_notes(block, key, wanted), *note_texts(block)]))
    columns = {position: column.take(wanted) for position, column in block.columns.items()}
    own = Block(columns, block.rows[wanted])
    time = parsed.recognition.date or f"{job.choices.year}-12-31"
    parsed.blocks = [_block(job, own, key, time, TOTAL, own.columns[total], total)]
    if len(set(ages.values())) == len(ages) and set(range(86)) <= set(ages.values()):
        parsed.blocks += _age_blocks(job, own, key, time, ages)
    elif ages:
        parsed.findings.append(Finding("warning", "ages_unreadable", fields={"found": len(ages)}))
    parsed.mapping = ColumnMapping("population", {"population": "Insgesamt"})


def _notes(block: Block, key: int, wanted: Mask) -> str:
    """The lines below the last district."""
    below = np.flatnonzero(wanted)[-1] + 1 if wanted.any() else len(wanted)
    columns = [block.columns[position].texts_per_row()[below:] for position in range(key + 1)]
    lines = (" ".join(dict.fromkeys(cell for cell in cells if cell)) for cells in zip(*columns, strict=True))
    return " | ".join(filter(None, lines))


def _age_blocks(job: Job, block: Block, key: int, time: str, ages: dict[int, int]) -> list[Raw]:
    numbers: dict[int, Floats] = {}
    for position, age in ages.items():
        column = block.columns[position]
        numbers[age] = read_numbers(column).number_per_row(column)
    blocks = []
    for (start, end), code in groups_of("population").items():
        parts = [one for age, one in numbers.items() if age >= start and (end is None or age < end)]
        # One age not stated makes the sum of its group unknown, too.
        sums = np.sum(parts, axis=0)
        texts = ["." if np.isnan(value) else str(int(value)) for value in sums]
        first = next(position for position, age in ages.items() if age == start)
        blocks.append(_block(job, block, key, time, code, Coded.from_list(texts), first))
    return blocks


def _block(job: Job, block: Block, key: int, time: str, code: str, values: Coded, position: int) -> Raw:
    length = len(block.rows)
    columns = {
        "ags": block.columns[key],
        "date": Coded.constant(time, length),
        "age_group": Coded.constant(code, length),
        "population": values,
    }
    places = {"ags": (key, "Schl.Nr."), "population": (position, code)}
    return Raw(columns, places, block.rows, job.grid.sheet)
