"""Table export of the Regionaldatenbank: one period per file, key and age group in front, values by sex.

The head has one line (population) or four (migration): the data begin at the first row whose first cell
is a territorial key. In the workbook flavour key and name stand only on the first row of a district.
"""

from __future__ import annotations

import re
from dataclasses import replace

from data.intake.coded import Coded
from data.intake.figures import VALUES, Raw
from data.intake.formats.base import (
    Footer,
    Job,
    Parsed,
    day_in,
    find_data,
    footer_missing,
    joined_headings,
    preview,
    read_footer,
    signature,
    title_of,
    without_blank_rows,
)
from data.intake.grid import Grid
from data.intake.model import ColumnMapping, Finding, Recognition

_FIRST = re.compile(r"^GENESIS-Tabelle:\s*([\dA-Z-]+)")
_PERIOD = re.compile(r"^(Jahr|Stichtag|Berichtsjahr|Zeit):?\s*(.*)$", re.I)
_TOTALS = re.compile(r"insgesamt|zusammen|anzahl", re.I)


def recognise(job: Job) -> Parsed | None:
    """Read the file when its first line says `GENESIS-Tabelle:`."""
    head = job.grid.head
    first = _FIRST.match(head[0][0]) if head and head[0] else None
    if not first:
        return None
    start = find_data(head, 0)
    if start is None:
        recognition = Recognition(format="regionalstatistik_table", code=first.group(1), preview=preview(job.grid))
        return Parsed(recognition, findings=[Finding("error", "no_data_rows")])
    return _read(job, first.group(1), start)


def _read(job: Job, code: str, start: int) -> Parsed:
    grid = job.grid
    width = len(grid.head[start])
    period_row, period = _period(grid.head[:start])
    headings = joined_headings(grid.head[period_row + 1 : start], width)
    footer = read_footer(grid.footer)
    recognition = _recognition(grid, code, start, (period_row, period), headings, footer)
    parsed = Parsed(recognition, notes=footer.notes)
    parsed.table = job.choices.table or _table(recognition, headings)
    roles = _roles(parsed.table, headings)
    _check_head(parsed, roles, period, job)
    if not parsed.findings:
        _read_block(job, parsed, roles, start, width)
    if grid.footer_row is None:
        parsed.findings.append(footer_missing(grid))
    return parsed


def _period(head: list[list[str]]) -> tuple[int, str]:
    """Row of the period line (the last title row when there is none) and its text."""
    for row, cells in enumerate(head):
        match = _PERIOD.match(cells[0]) if cells else None
        if match:
            rest = match.group(2) or next((cell for cell in cells[1:] if cell), "")
            return row, rest.strip()
    titles = [row for row, cells in enumerate(head) if cells and cells[0]]
    return (titles[-1] if titles else 0), ""


def _recognition(
    grid: Grid, code: str, start: int, period: tuple[int, str], headings: list[str], footer: Footer
) -> Recognition:
    row, text = period
    year = re.search(r"\b((?:19|20)\d{2})\b", text)
    return Recognition(
        format="regionalstatistik_table",
        container=grid.container,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        head_rows=start - row - 1,
        first_row=start + 1,
        footer_row=grid.footer_row,
        code=code,
        title=title_of(grid.head[1:row]),
        years=(int(year.group(1)),) if year else (),
        date=day_in(text),
        unit="Anzahl",
        licence=footer.licence,
        stand=footer.stand,
        notes=footer.notes,
        headings=tuple(headings),
        signature=signature(f"regionalstatistik:{code}", headings),
        preview=preview(grid),
    )


def _table(recognition: Recognition, headings: list[str]) -> str:
    """Canonical table by what the head says is measured, not by the number alone."""
    text = " ".join([recognition.title, *headings])
    if "Zuzüge" in text and "Fortzüge" in text:
        return "migration" if "Kreisgrenze" in text or recognition.code.startswith("12711") else ""
    is_stock = recognition.code.startswith("12411") or "Bevölkerungsstand" in text
    return "population" if is_stock and recognition.date else ""


def _roles(table: str, headings: list[str]) -> dict[str, int]:
    """Role -> column of the values."""
    roles: dict[str, int] = {}
    for position, heading in enumerate(headings):
        name = _measure(table, heading)
        if position < 3 or not name:
            continue
        if re.search(r"\bmännlich\b", heading):
            roles.setdefault(f"{name}_male", position)
        elif re.search(r"\bweiblich\b", heading):
            roles.setdefault(f"{name}_female", position)
        elif _TOTALS.search(heading):
            roles.setdefault(name, position)
    return roles


def _measure(table: str, heading: str) -> str:
    if table == "population":
        return "population"
    if "Zuzüge" in heading:
        return "arrivals"
    if "Fortzüge" in heading:
        return "departures"
    return "net" if "Saldo" in heading else ""


def _check_head(parsed: Parsed, roles: dict[str, int], period: str, job: Job) -> None:
    code = parsed.recognition.code
    needed = [name for name in VALUES.get(parsed.table, ()) if name != "net"]
    if not parsed.table or parsed.table not in VALUES:
        fields = {"code": code, "title": parsed.recognition.title}
        parsed.findings.append(Finding("error", "measure_not_held", row=1, fields=fields))
    elif [name for name in needed if name not in roles]:
        missing = [name for name in needed if name not in roles]
        parsed.findings.append(Finding("error", "column_missing", fields={"columns": missing}))
    elif not parsed.recognition.years and job.choices.year is None:
        parsed.findings.append(Finding("error", "year_missing", value=period))


def _read_block(job: Job, parsed: Parsed, roles: dict[str, int], start: int, width: int) -> None:
    block = job.grid.read(start + 1, width, [0, 1, 2, *roles.values()])
    parsed.findings.extend(block.findings)
    year = job.choices.year or parsed.recognition.years[0]
    time = parsed.recognition.date or str(year)
    if job.choices.year and parsed.recognition.years and year != parsed.recognition.years[0]:
        time = str(year)
    columns = {
        "ags": block.columns[0].filled_down(),
        "name": block.columns[1],
        "age_group": block.columns[2],
        "date" if parsed.table == "population" else "year": Coded.constant(time, len(block.rows)),
        **{role: block.columns[position] for role, position in roles.items()},
    }
    headings = parsed.recognition.headings
    places = {"ags": (0, "Schlüssel"), "age_group": (2, "Altersgruppe")}
    places |= {role: (position, headings[position]) for role, position in roles.items()}
    raw = Raw(columns, places, block.rows, job.grid.sheet)
    parsed.blocks = [without_blank_rows(raw)]
    parsed.recognition = replace(parsed.recognition, years=(int(time[:4]),))
    parsed.mapping = ColumnMapping(parsed.table, {role: headings[p] for role, p in roles.items()})
