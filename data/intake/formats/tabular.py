"""Our own templates and anything else with one row of headings: columns are guessed, shown, changeable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from data.intake.asides import name_asides
from data.intake.cells.coded import Coded, Mask
from data.intake.figures.model import Raw
from data.intake.formats.parts.agreement import check_agreement, check_title_year, years_of
from data.intake.formats.parts.base import (
    Job,
    Parsed,
    check_tab_year,
    lies_across,
    preview,
    read_footer,
    signature,
    tab_meaning,
    without_blank_rows,
)
from data.intake.formats.parts.beside import are_figures, read_beside
from data.intake.formats.parts.columns import holds_places, holds_statuses, name_column, told_apart
from data.intake.formats.parts.entries import sort_entries
from data.intake.formats.parts.rows import end_of_table, note_texts, sort_rows, without_open_net
from data.intake.formats.parts.sums import check_part_rows, check_shares, name_half
from data.intake.heads import (
    ROLES,
    assign,
    check_roles,
    check_title,
    merge,
    name_bare,
    sheet_parts,
    suspected_table,
    table_of,
)
from data.intake.lists.quantities import other_money
from data.intake.lists.vocabulary import columns_for, guess_table, in_words, map_columns, needed
from data.intake.model import ColumnMapping, Finding, Recognition, cut
from data.intake.words.meaning import HALVES, Meaning, fold_words, understand, understand_title
from data.intake.words.paragraphs import paragraphs
from data.intake.workbooks.grid import Block, letter
from data.intake.workbooks.sheets import merged_values
from data.tables.statuses import FIGURES

_SEARCHED = 30
_DATED = -1
"""Where a block keeps the day or year that rows of their own name."""
_FIGURE_COLUMNS = frozenset(role for roles in ROLES.values() for role in roles)


def recognise(job: Job) -> Parsed | None:
    """Read any grid that has a row of headings with rows of the same width below."""
    start = _find_head(job)
    if start is None:
        return None
    headings = [cell.strip() for cell in job.grid.head[start]]
    while headings and not headings[-1]:
        headings.pop()
    table = job.choices.table or guess_table(headings)
    mapped = _mapping(job, table, headings)
    asked: list[Finding] = []
    title = understand_title(_titles(job, start))
    if not table or table in FIGURES:
        table, mapped, asked = _by_meaning(job, table, headings, mapped, title, start)
    parsed = Parsed(_recognition(job, start, headings, table, mapped), table, official=False)
    parsed.findings += asked
    unused = tuple(text for i, text in enumerate(headings) if i not in mapped.values() and text)
    names = {column: headings[position] for column, position in mapped.items()}
    parsed.mapping = ColumnMapping(table, names, unused)
    if _check_head(job, parsed, headings, mapped):
        _read(job, parsed, start, len(job.grid.head[start]), headings, mapped)
    return parsed


def _find_head(job: Job) -> int | None:
    """Zero-based row of the headings: the first that names two known columns, else the first full row."""
    head = job.grid.head[:_SEARCHED]
    if job.choices.first_row:
        return max(job.choices.first_row - 2, 0)
    for row, cells in enumerate(head):
        if sum(bool(columns_for(cell)) for cell in cells) >= 2:
            return row
    widths = Counter(len(cells) for cells in head if len(cells) > 1)
    if not widths:
        return None
    usual = widths.most_common(1)[0][0]
    full = (
        row
        for row, cells in enumerate(head)
        if len(cells) == usual and all(cells) and not any(cell.isdigit() for cell in cells)
    )
    return next(full, None)


def _mapping(job: Job, table: str, headings: list[str]) -> dict[str, int]:
    """Canonical column -> position: the person's choice first, then the guess."""
    guessed = map_columns(table, headings) if table else {}
    for column, text in job.choices.columns.items():
        guessed = {name: i for name, i in guessed.items() if name != column}
        if text in headings:
            position = headings.index(text)
            guessed = {name: i for name, i in guessed.items() if i != position}
            guessed[column] = position
    return guessed


def _titles(job: Job, start: int) -> list[str]:
    """Lines above the headings."""
    return [" ".join(dict.fromkeys(cell for cell in row if cell)) for row in job.grid.head[:start]]


def _by_meaning(
    job: Job, table: str, headings: list[str], mapped: dict[str, int], title: Meaning, start: int
) -> tuple[str, dict[str, int], list[Finding]]:
    """Table and columns of figures by what headings and title mean, and what is asked about them."""
    named = told_apart(headings, mapped, _FIGURE_COLUMNS, job.grid.head[start + 1 :])
    places = {p for p, text in enumerate(headings) if ("ags", False) in columns_for(text)}
    others = {p: text for p, text in enumerate(headings) if p not in {*named.values(), *places} and text}
    row = start + 1
    done = assign(others, title, job.choices, sheet=job.grid.sheet, row=row)
    found = job.choices.table or table_of(done) or suspected_table(done) or table
    if found not in FIGURES:
        return table, mapped, []
    if found != table:
        named = told_apart(headings, _mapping(job, found, headings), _FIGURE_COLUMNS, job.grid.head[start + 1 :])
    roles = {role: places[0] for role, places in done.roles.items() if role in FIGURES[found]}
    columns = named | {role: position for role, position in roles.items() if position not in named.values()}
    if "ags" not in columns:
        return table, mapped, []
    about = {"code": "", "title": " ".join(_titles(job, start)).strip()}
    told = {p: text for p, text in others.items() if not columns_for(text) or p not in columns.values()}
    asked = check_roles(done, found, told, about, sheet=job.grid.sheet, row=row)
    asked = [name_bare(one, done, others) for one in asked]
    return found, columns, [*asked, *done.findings]


def _recognition(job: Job, start: int, headings: list[str], table: str, mapped: dict[str, int]) -> Recognition:
    is_template = bool(table) and all(
        (column, True) in columns_for(headings[position]) for column, position in mapped.items()
    )
    complete = len(mapped) == len(headings)
    said = understand_title(_titles(job, start))
    footer = read_footer(job.grid.footer)
    return Recognition(
        format="template" if is_template and complete else "tabular",
        container=job.grid.container,
        encoding=job.grid.encoding,
        delimiter=job.grid.delimiter,
        head_rows=1,
        first_row=start + 2,
        footer_row=job.grid.footer_row,
        title=" ".join(_titles(job, start)).strip(),
        years=(said.year,) if said.year else (),
        date=said.day,
        licence=footer.licence,
        stand=footer.stand,
        headings=tuple(headings),
        signature=signature("tabular", headings),
        preview=preview(job.grid),
    )


def _check_head(job: Job, parsed: Parsed, headings: list[str], mapped: dict[str, int]) -> bool:
    """Findings about the headings; True when the rows can be read."""
    row = parsed.recognition.first_row - 1
    for text, times in Counter(heading for heading in headings if heading).items():
        if times > 1:
            taken = any(headings[position] == text for position in mapped.values())
            positions = [letter(i) for i, heading in enumerate(headings) if heading == text]
            found = Finding(
                "error" if taken else "warning",
                "heading_twice",
                sheet=job.grid.sheet,
                row=row,
                value=text,
                column=positions[0],
                fields={"columns": positions},
            )
            parsed.findings.append(found)
    if not parsed.table:
        code = "lies_across" if lies_across(job.grid) else "table_unknown"
        parsed.findings.append(Finding("error", code, row=row, fields={"headings": headings[:12]}))
        return False
    filled = job.choices.fill if parsed.table not in FIGURES else {}
    missing = [column for column in needed(parsed.table) if column not in mapped and not filled.get(column)]
    if missing and not (parsed.table in FIGURES and parsed.findings):
        parsed.findings.append(
            Finding("error", "column_missing", row=row, fields={**in_words(missing), "table": parsed.table})
        )
    if missing and parsed.table not in FIGURES:
        # A list that lacks columns is read all the same: what is asked about its cells is asked at once.
        return not any(one.code != "column_missing" for one in parsed.findings if one.severity == "error")
    return not missing and not any(one.severity == "error" for one in parsed.findings)


def _read(job: Job, parsed: Parsed, start: int, width: int, headings: list[str], mapped: dict[str, int]) -> None:
    name = name_column(headings, mapped) if parsed.table in FIGURES else None
    beside = [place for place in _beside(headings, mapped, width) if place != name]
    wanted = {*mapped.values(), *beside} | ({name} if name is not None else set())
    block = job.grid.read(start + 2, width, sorted(wanted))
    if name is not None and not holds_places(block.columns[name]):
        beside, name = [*beside, name], None
    if parsed.table in FIGURES and "status" in mapped and not holds_statuses(block.columns[mapped["status"]]):
        beside, mapped = [*beside, mapped["status"]], {c: p for c, p in mapped.items() if c != "status"}
    if parsed.table in FIGURES:
        block = end_of_table(block, mapped["ags"], headings, job.grid.sheet)
    parsed.findings.extend(block.findings)
    if parsed.table in FIGURES:
        figures = [mapped[role] for role in FIGURES[parsed.table] if role in mapped]
        times = [mapped[role] for role in ("date", "year", "age_group") if role in mapped]
        words = [place for place in beside if not are_figures(block.columns[place])]
        block = _only_territories(job, parsed, block, mapped["ags"], name, figures, [*times, *words])
        if not _check_meaning(job, parsed, block, headings, mapped, beside, start):
            return
        title = understand_title(_titles(job, start))
        parsed.findings.extend(check_agreement(block, headings, mapped, beside, title, job.grid.sheet))
        if times and (years := years_of(block.columns[times[0]])):
            parsed.findings.extend(check_tab_year(job.grid, years))
        parsed.findings.extend(merged_values(job.grid, headings, figures, start + 2))
        if parsed.keep is not None:
            keys, split = ([block.columns[p] for p in places] for places in ([mapped["ags"], *times], words))
            values = {position: block.columns[position] for position in figures}
            parsed.findings += check_part_rows(keys, split, parsed.keep, values, block.rows, job.grid.sheet)
            block = _taken(block, parsed.keep)
        numbers = [p for p in beside if are_figures(block.columns[p])]
        people = [mapped[role] for role in FIGURES[parsed.table] if role in mapped and role != "net"]
        parsed.findings += check_shares(block, mapped["ags"], people, numbers, headings, job.grid.sheet)
        halves = _halves(headings, mapped, numbers)
        _read_figures(job, parsed, block, headings, mapped | halves | ({} if name is None else {"name": name}))
    else:
        beside_entries = _read_entries(job, parsed, block, headings, mapped)
        parsed.findings += _check_money(job, parsed, beside_entries, start)


def _read_entries(job: Job, parsed: Parsed, block: Block, headings: list[str], mapped: dict[str, int]) -> list[str]:
    """Reads the entries of a list; gives the texts below and beside them."""
    columns = {position: column.texts_per_row() for position, column in sorted(block.columns.items())}
    required = [mapped[column] for column in needed(parsed.table) if column in mapped]
    found = sort_entries(pd.DataFrame(columns, dtype="str"), block.rows.tolist(), block.odd, required, job.grid.sheet)
    parsed.register = pd.DataFrame({name: found.frame[position] for name, position in mapped.items()}, dtype="str")
    parsed.rows = found.rows
    parsed.findings = [one for one in parsed.findings if one.code != "row_length" or one.row not in found.notes]
    parsed.places = {column: (i, headings[i]) for column, i in mapped.items()}
    parsed.sheet = job.grid.sheet
    parsed.findings += [*found.findings, *name_asides(block.strays, parsed.sheet)]
    return [*found.notes.values(), *(one.text for one in block.strays)]


def _check_money(job: Job, parsed: Parsed, beside: Sequence[str], start: int) -> list[Finding]:
    """A question about a line or text around a list that counts its amounts in another unit than their heading."""
    position, heading = parsed.places.get("amount_eur", (0, "€"))
    around = [*_titles(job, start), *(one.text for one in job.grid.asides), *beside]
    told = next((text for text in around if other_money(text)), "")
    if not told or other_money(heading) or "euro" in fold_words(heading).split():
        return []
    place = Finding("error", "amount_unit", sheet=parsed.sheet, row=start + 1, column=letter(position))
    return [replace(place, heading=heading, value=cut(told))]


def _beside(headings: list[str], mapped: dict[str, int], width: int) -> list[int]:
    """Columns no role takes."""
    return [position for position in range(width) if position not in mapped.values()]


def _check_meaning(
    job: Job, parsed: Parsed, block: Block, headings: list[str], mapped: dict[str, int], beside: list[int], start: int
) -> bool:
    """Whether title, headings and the columns beside them leave the figures the whole; the rest is named or asked."""
    sheet, row = job.grid.sheet, start + 1
    columns = {p: (headings[p] if p < len(headings) else "", block.columns[p]) for p in beside}
    found = read_beside(columns, job.choices.harmless, sheet=sheet, row=row)
    title = understand_title(_titles(job, start))
    whole = merge([title, sheet_parts(sheet), *found.said])
    named = {mapped[role]: headings[mapped[role]] for role in FIGURES[parsed.table] if role in mapped}
    done = assign(named, whole, job.choices, sheet=sheet, row=row)
    about = {"code": "", "title": parsed.recognition.title}
    problems = [
        *check_title(title, parsed.recognition.title, job.choices, lines=_titles(job, start), sheet=sheet),
        *check_roles(done, parsed.table, named, about, sheet=sheet, row=row),
        *(one for one in found.findings if one.severity == "error"),
    ]
    parsed.findings += problems or found.findings
    bases = {done.columns[position].meaning.base for position in named} - {""}
    parsed.base = bases.pop() if len(bases) == 1 else whole.base
    parsed.keep = found.keep
    return not problems


def _halves(headings: list[str], mapped: dict[str, int], beside: list[int]) -> dict[str, int]:
    """Columns of halves, such as men and women, as a check of their total; without a measure they follow it."""
    roles = _FIGURE_COLUMNS & {*mapped}
    found: dict[str, int] = {}
    for place in (p for p in beside if p < len(headings)):
        said = understand(headings[place])
        half = name_half(said, headings)
        before = roles if len(roles) == 1 else {role for role in roles if mapped[role] < place}
        named = said.values("measure") or {role for role in before if f"{role}_{half}" not in found}
        if half and len(named) == 1:
            found.setdefault(f"{min(named)}_{half}", place)
    return found


def _only_territories(
    job: Job, parsed: Parsed, block: Block, key: int, name: int | None, figures: list[int], split: list[int]
) -> Block:
    """The block without sums, group heads and notes; each is named."""
    names = block.columns[name] if name is not None else None
    values = {position: block.columns[position] for position in figures}
    found = sort_rows(block.columns[key], names, values, [block.columns[p] for p in split], block.rows, job.grid.sheet)
    parsed.findings.extend(found.findings)
    parsed.notes = " | ".join(filter(None, [parsed.notes, *paragraphs(found.texts), *note_texts(block)]))
    if found.time is not None:
        block = replace(block, columns={**block.columns, _DATED: found.time})
    return block if found.keep.all() else _taken(block, found.keep)


def _taken(block: Block, keep: Mask) -> Block:
    """Some of the rows."""
    columns = {position: column.take(keep) for position, column in block.columns.items()}
    return replace(block, columns=columns, rows=block.rows[keep])


def _read_figures(job: Job, parsed: Parsed, block: Block, headings: list[str], mapped: dict[str, int]) -> None:
    halves = [f"{role}_{half}" for role in FIGURES[parsed.table] for half in HALVES]
    roles = [*FIGURES[parsed.table], *halves, "ags", "age_group", "year", "date", "status", "name"]
    columns = {role: block.columns[mapped[role]] for role in roles if role in mapped}
    places = {role: (mapped[role], headings[mapped[role]]) for role in columns}
    if parsed.table == "migration" and "date" in columns:
        date = columns.pop("date")
        place = places.pop("date")
        if "year" not in columns:
            columns["year"], places["year"] = date, place
    if "year" not in columns and "date" not in columns:
        parsed.findings.extend(check_tab_year(job.grid, parsed.recognition.years))
        said = understand_title(_titles(job, parsed.recognition.first_row - 2))
        year = job.choices.year or said.year or tab_meaning(job.grid).year
        dated = block.columns.get(_DATED)
        if year is None and (dated is None or dated.where(dated.blank).any()):
            parsed.findings.append(Finding("error", "year_missing"))
            return
        day = said.day if parsed.table == "population" and not job.choices.year else ""
        times = Coded.constant(day or str(year), len(block.rows))
        if dated is not None:
            # What stands in a row of its own above the rows counts before the title.
            times = Coded.from_list([own or day or str(year) for own in dated.texts_per_row()])
            if disagrees := check_title_year(times, said, job.grid.sheet):
                parsed.findings.append(disagrees)
        columns["date" if parsed.table == "population" else "year"] = times
    columns |= _written_once(columns)
    raw, computed = without_open_net(Raw(columns, places, block.rows, job.grid.sheet))
    parsed.findings.extend(computed)
    parsed.blocks = [_only_filled(without_blank_rows(raw))]
    parsed.recognition = replace(parsed.recognition, years=())


def _written_once(columns: Mapping[str, Coded]) -> dict[str, Coded]:
    """Key, year or day of each row, where they stand on the first row of a district or of a year only."""
    once = [role for role in ("ags", "year", "date") if role in columns and _mostly_blank(columns[role])]
    if once == ["ags"] and "age_group" in columns:
        once = [role for role in ("ags", "year", "date") if role in columns]
    # Where nothing tells the rows of a block apart, their keys or years are lost.
    told = {"ags", "year", "date", "age_group"} & set(columns) - {*once}
    return {role: columns[role].filled_down() for role in once} if told else {}


def _mostly_blank(column: Coded) -> bool:
    """True when more rows lack the key than have one: one lost key is no layout."""
    blank = column.where(column.blank)
    return bool(2 * blank.sum() > len(blank))


def _only_filled(raw: Raw) -> Raw:
    """Rows with neither key nor value (a spreadsheet's empty tail) are no rows."""
    column = raw.columns["ags"]
    blank = column.where(column.blank)
    if not blank.any():
        return raw
    value = next(raw.columns[role] for role in ("population", "arrivals") if role in raw.columns)
    empty = blank & value.where(value.blank)
    return raw.filtered(~empty) if empty.any() else raw
