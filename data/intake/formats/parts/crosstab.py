"""A table with territories down and measures, sexes, ages, days or years across, once its parts are located.

The formats say where key, name, age group, time and heads stand; what the heads mean is read here, in one
way for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from data.intake.cells.coded import Coded
from data.intake.figures.model import COMPARED_LANDS, Raw
from data.intake.formats.parts.ages import fold_ages
from data.intake.formats.parts.agreement import check_heading_year, check_title_year, years_of
from data.intake.formats.parts.base import Job, Parsed, check_tab_year, without_blank_rows
from data.intake.formats.parts.beside import read_beside
from data.intake.formats.parts.rows import end_of_table, note_texts, sort_rows, without_open_net
from data.intake.formats.parts.sums import check_part_rows, name_half
from data.intake.heads import (
    Assignment,
    assign,
    check_roles,
    check_title,
    merge,
    name_bare,
    name_left_out,
    sheet_parts,
    table_of,
)
from data.intake.lists.vocabulary import in_words, needed
from data.intake.model import ColumnMapping, Finding
from data.intake.words.labels import TOTAL, read_age, read_span, read_year
from data.intake.words.meaning import COMPLETE, Meaning, understand, understand_title
from data.intake.words.paragraphs import paragraphs
from data.intake.words.territory import find_kreis
from data.intake.workbooks.grid import Block, letter
from data.intake.workbooks.sheets import merged_values
from data.tables.statuses import FIGURES


@dataclass(frozen=True)
class Layout:
    """Where the parts of a table stand.

    Attributes:
        start: zero-based row of the first data row.
        headings: one text per column, the parts of several head rows joined.
        titles: lines above the heads, without the one that only names the table's number.
        key: column of the territorial key.
        first_value: column of the first figure.
        name: column of the name, None without one.
        age: column of the age group, None when ages stand across or nowhere.
        time: column of the day or year, None when the head says it.
        parts: columns that split the rows by sex, nationality or partner.
        quality: position of a column of figures -> column of its quality letters.
        keys_once: the key stands only on the first row of a block.
        dated_rows: a row of its own names the day or year of the rows below it.
        head_row: zero-based row of the lowest heads, for the findings.
    """

    start: int
    headings: tuple[str, ...]
    titles: tuple[str, ...]
    key: int
    first_value: int
    name: int | None = None
    age: int | None = None
    time: int | None = None
    parts: tuple[int, ...] = ()
    quality: Mapping[int, int] | None = None
    keys_once: bool = False
    dated_rows: bool = False
    head_row: int = 0


def read_crosstab(job: Job, parsed: Parsed, layout: Layout) -> None:
    """Fill `parsed` with blocks, findings and recognition; one block per day and age group across."""
    title = merge([understand_title(layout.titles), sheet_parts(job.grid.sheet)])
    figures = {
        position: heading
        for position, heading in enumerate(layout.headings)
        if position >= layout.first_value and heading
    }
    sheet, row = job.grid.sheet, layout.head_row + 1
    done = assign(figures, title, job.choices, ages_across=layout.age is None, sheet=sheet, row=row)
    parsed.table = job.choices.table or table_of(done)
    about = {"code": parsed.recognition.code, "title": parsed.recognition.title}
    wanted = parsed.table if parsed.table in FIGURES else ""
    against = check_roles(done, wanted, figures, about, sheet=sheet, row=row)
    if not (parsed.official or title.values("measure") or title.values("group") or title.unknown):
        against = [name_bare(one, done, figures) for one in against]
    lines = () if parsed.official else layout.titles
    asked = check_title(title, parsed.recognition.title, job.choices, lines=lines, sheet=sheet)
    # What is not measured here at all needs no question about further words.
    not_held = any(one.code == "measure_not_held" for one in against)
    problems = [
        *([] if not_held else asked),
        *(against or done.findings),
        *_check_border(parsed, done, title, job),
    ]
    parsed.findings += problems or [*name_left_out(done, figures, sheet=sheet, row=row), *_name_unheaded(job, layout)]
    bases = {done.columns[p].meaning.base for positions in done.roles.values() for p in positions} - {""}
    parsed.base = bases.pop() if len(bases) == 1 else title.base
    if not problems:
        _read_blocks(job, parsed, layout, done, title)


def _name_unheaded(job: Job, layout: Layout) -> list[Finding]:
    """A note for every column of numbers without a heading: nobody knows what they count."""
    rows = job.grid.head[layout.start :]
    letters = set((layout.quality or {}).values())
    found = [
        position
        for position, heading in enumerate(layout.headings)
        if position >= layout.first_value and not heading and position not in letters
        if any(len(cells) > position and cells[position][:1].isdigit() for cells in rows)
    ]
    return [Finding("note", "column_left_out", sheet=job.grid.sheet, row=layout.head_row + 1, column=letter(position),
                    fields={"reason": "text", "headings": [letter(position)]}) for position in found]  # fmt: skip


def _check_border(parsed: Parsed, done: Assignment, title: Meaning, job: Job) -> list[Finding]:
    """Moves whose border nothing names are asked about: the number of a statistic says none."""
    if parsed.table != "migration" or not parsed.official or job.choices.table or "kreis" in title.values("border"):
        return []
    moves = [done.roles[role][0] for role in ("arrivals", "departures") if role in done.roles]
    if all("kreis" in done.columns[position].meaning.values("border") for position in moves):
        return []
    return [Finding("error", "border_not_stated", sheet=job.grid.sheet, fields={"code": parsed.recognition.code})]


def _read_blocks(job: Job, parsed: Parsed, layout: Layout, done: Assignment, title: Meaning) -> None:
    groups = _groups(job, parsed, layout, done, title)
    if groups is None:
        return
    places = [layout.key, layout.name, layout.age, layout.time, *layout.parts]
    taken = {position for roles in groups.values() for position in roles.values()}
    taken |= {layout.quality[p] for p in taken if p in layout.quality} if layout.quality else set()
    wanted = sorted({*(place for place in places if place is not None), *taken})
    block = job.grid.read(layout.start + 1, len(layout.headings), wanted, skip=_skip(job, layout))
    block = end_of_table(block, layout.key, layout.headings, job.grid.sheet)
    parsed.outside = block.skipped
    parsed.findings.extend(
        [*block.findings, *merged_values(job.grid, layout.headings, sorted(taken), layout.start + 1)]
    )
    figures = [position for positions in done.roles.values() for position in positions if position in taken]
    block, dates = _only_territories(parsed, layout, block, figures, job)
    if any(done.columns[place].meaning.year for place in figures):
        dates = None
    if layout.parts:
        block, dates = _only_whole(job, parsed, layout, block, dates)
    parsed.findings.extend(_check_years(job, layout, block, figures, [time for time, _ in groups], title))
    parsed.blocks = [
        _block(job, parsed, layout, block, dates, time, age, roles) for (time, age), roles in groups.items()
    ]
    names = {role: layout.headings[positions[0]] for role, positions in done.roles.items()}
    parsed.mapping = ColumnMapping(parsed.table, names)
    years = {int(time[:4]) for time, _ in groups if time}
    parsed.recognition = replace(parsed.recognition, years=tuple(sorted(years)))


def _check_years(
    job: Job, layout: Layout, block: Block, figures: Sequence[int], times: Sequence[str], title: Meaning
) -> list[Finding]:
    """Errors where headings, title and a column of years speak of different years."""
    sheet = job.grid.sheet
    years = block.columns[layout.time] if layout.time is not None else Coded.from_list(times)
    found = [None if job.choices.year else check_title_year(years, title, sheet)]
    if layout.time is not None:
        found += check_tab_year(job.grid, years_of(years))
        named = [p for p in figures if understand(layout.headings[p]).year]
        found += [check_heading_year(block, layout.headings, p, layout.time, sheet) for p in named]
    return [one for one in found if one is not None]


def _skip(job: Job, layout: Layout) -> Callable[[str], bool] | None:
    """Whether the rows of a key need not be read: what lies outside the atlas is counted, not read."""
    if layout.key != 0:
        return None

    def is_outside(text: str) -> bool:
        if read_year(text) is not None:
            return False
        found = find_kreis(text, job.choices.names)
        other_land = found.kind == "land" and found.ags not in COMPARED_LANDS
        return other_land or found.kind in ("outside", "region", "nation")

    return is_outside


def _only_territories(
    parsed: Parsed, layout: Layout, block: Block, figures: Sequence[int], job: Job
) -> tuple[Block, Coded | None]:
    """The rows of territories, and the day or year that a row of its own names above them."""
    name = block.columns[layout.name] if layout.name is not None else None
    values = {position: block.columns[position] for position in figures}
    split = [block.columns[p] for p in (layout.age, layout.time, *layout.parts) if p is not None]
    found = sort_rows(block.columns[layout.key], name, values, split, block.rows, job.grid.sheet)
    parsed.findings.extend(found.findings)
    parsed.notes = " | ".join(filter(None, [parsed.notes, *paragraphs(found.texts), *note_texts(block)]))
    if found.keep.all():
        return block, None
    columns = {position: column.take(found.keep) for position, column in block.columns.items()}
    dates = found.time.take(found.keep) if found.time is not None else None
    return replace(block, columns=columns, rows=block.rows[found.keep]), dates


def _only_whole(
    job: Job, parsed: Parsed, layout: Layout, block: Block, dates: Coded | None
) -> tuple[Block, Coded | None]:
    """The rows of everybody, where others count parts; keys are filled down before those rows go."""
    own = {position: (layout.headings[position], block.columns[position]) for position in layout.parts}
    found = read_beside(own, job.choices.harmless, sheet=job.grid.sheet, row=layout.head_row + 1)
    parsed.findings.extend(found.findings)
    # Without rows of everybody none is read: the error says why.
    refused = any(one.severity == "error" for one in found.findings)
    keep = np.full(len(block.rows), not refused) if found.keep is None else found.keep
    columns = dict(block.columns)
    if layout.keys_once:
        columns[layout.key] = columns[layout.key].filled_down()
    keys = [columns[p] for p in (layout.key, layout.age, layout.time) if p is not None]
    split = [columns[p] for p in layout.parts]
    figures = {p: column for p, column in columns.items() if p >= layout.first_value}
    parsed.findings += check_part_rows(keys, split, keep, figures, block.rows, job.grid.sheet)
    taken = {position: column.take(keep) for position, column in columns.items()}
    return replace(block, columns=taken, rows=block.rows[keep]), None if dates is None else dates.take(keep)


def _groups(
    job: Job, parsed: Parsed, layout: Layout, done: Assignment, title: Meaning
) -> dict[tuple[str, str], dict[str, int]] | None:
    """(day or year, age group) -> role -> column; None when a column's time or age is not known."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for role, positions in done.roles.items():
        for position in positions:
            own = done.columns[position].meaning
            time = _time(job, parsed.table, own, title)
            age = read_age(own.ages[0], parsed.table) if own.ages else ""
            heading = layout.headings[position]
            if not time and layout.time is None and not layout.dated_rows:
                several = [str(year) for year in own.years or title.years]
                parsed.findings.append(Finding("error", "year_missing", heading=heading, value=", ".join(several)))
                return None
            if own.ages and not age:
                parsed.findings.append(Finding("error", "unknown_age", row=layout.head_row + 1, value=own.ages[0]))
                return None
            found.setdefault((time, age), {})[role] = position
    for position in done.left_out:
        column = done.columns[position]
        roles = found.get((_time(job, parsed.table, column.meaning, title), ""), {})
        if column.role in roles and column.against in COMPLETE and (half := name_half(column.meaning, layout.headings)):
            roles.setdefault(f"{column.role}_{half}", position)
    alone = [asked for roles in found.values() if (asked := _find_missing(parsed.table, layout, roles))]
    parsed.findings.extend(alone)
    return None if alone else found


def _find_missing(table: str, layout: Layout, roles: Mapping[str, int]) -> Finding | None:
    """The question for what one day or age group lacks that the others have; None when nothing is missing."""
    missing = [role for role in needed(table) if role not in roles and role != "ags"]
    if not missing:
        return None
    position = next(iter(roles.values()))
    return Finding(
        "error",
        "column_missing",
        row=layout.head_row + 1,
        column=letter(position),
        heading=layout.headings[position],
        fields={**in_words(missing), "table": table},
    )


def _time(job: Job, table: str, own: Meaning, title: Meaning) -> str:
    """Day (population) or year of a column: its own head, then the person's, then the title's."""
    day = own.day or ("" if own.year or job.choices.year else title.day)
    year = own.year or job.choices.year or title.year
    if table == "population" and day:
        return day
    return str(year or "")


def _block(
    job: Job,
    parsed: Parsed,
    layout: Layout,
    block: Block,
    dates: Coded | None,
    time: str,
    age: str,
    roles: Mapping[str, int],
) -> Raw:
    time_role = "date" if parsed.table == "population" else "year"
    keys = block.columns[layout.key]
    columns = {"ags": keys.filled_down() if layout.keys_once else keys}
    places = {"ags": (layout.key, layout.headings[layout.key] or "Schlüssel")}
    if layout.name is not None and not layout.keys_once:
        columns["name"] = block.columns[layout.name]
    columns[time_role] = Coded.constant(time, len(block.rows))
    if dates is not None:
        # What stands right above the rows counts before the title.
        columns[time_role] = Coded.from_list([text or time for text in dates.texts_per_row()])
        places[time_role] = (layout.key, "Zeit")
    if layout.time is not None:
        columns[time_role], places[time_role] = block.columns[layout.time].filled_down(), (layout.time, "Zeit")
    if layout.age is not None:
        columns["age_group"], places["age_group"] = block.columns[layout.age], (layout.age, "Altersgruppe")
    else:
        columns["age_group"] = Coded.constant(age or TOTAL, len(block.rows))
    for role, position in roles.items():
        columns[role], places[role] = block.columns[position], (position, layout.headings[position])
        letters = (layout.quality or {}).get(position)
        if letters is not None:
            columns[f"{role}_quality"] = block.columns[letters]
    raw, computed = without_open_net(Raw(columns, places, block.rows, job.grid.sheet))
    parsed.findings.extend(computed)
    return fold_ages(without_blank_rows(raw), parsed.table, job.choices)


def age_column(head: Sequence[Sequence[str]], start: int, position: int) -> bool:
    """True when a column holds age groups in its first rows."""
    cells = [row[position] for row in head[start : start + 30] if len(row) > position and row[position]]
    return bool(cells) and all(read_age(cell, "population") or read_span(cell) for cell in cells)
