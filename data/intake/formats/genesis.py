"""Table export of GENESIS-Online: time in front (first row of a block only), quality flags beside values.

The head's text stands over the value columns; the column right of each holds its quality letter.
"""

from __future__ import annotations

import re
from dataclasses import replace

from data.intake.coded import Coded
from data.intake.figures import VALUES, Raw
from data.intake.formats.base import (
    Job,
    Parsed,
    find_data,
    footer_missing,
    joined_headings,
    preview,
    read_footer,
    signature,
    title_of,
    without_blank_rows,
)
from data.intake.grid import Block
from data.intake.labels import read_age
from data.intake.model import ColumnMapping, Finding, Recognition

_FIRST = re.compile(r"^Tabelle:\s*([\dA-Z-]+)")


def recognise(job: Job) -> Parsed | None:
    """Read the file when its first line says `Tabelle:`."""
    head = job.grid.head
    first = _FIRST.match(head[0][0]) if head and head[0] else None
    if not first:
        return None
    start = find_data(head, 1)
    if start is None:
        recognition = Recognition(format="genesis_table", code=first.group(1), preview=preview(job.grid))
        return Parsed(recognition, findings=[Finding("error", "no_data_rows")])
    return _read(job, first.group(1), start)


def _read(job: Job, code: str, start: int) -> Parsed:
    grid = job.grid
    width = len(grid.head[start])
    titles = [row for row, cells in enumerate(grid.head[:start]) if cells and cells[0]]
    last_title = titles[-1] if titles else 0
    headings = joined_headings(grid.head[last_title + 1 : start], width)
    footer = read_footer(grid.footer)
    title = title_of(grid.head[1 : last_title + 1])
    recognition = Recognition(
        format="genesis_table",
        container=grid.container,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        head_rows=start - last_title - 1,
        first_row=start + 1,
        footer_row=grid.footer_row,
        code=code,
        title=title,
        unit="Anzahl",
        licence=footer.licence,
        stand=footer.stand,
        notes=footer.notes,
        headings=tuple(headings),
        signature=signature(f"genesis:{code}", headings),
        preview=preview(grid),
    )
    parsed = Parsed(recognition, notes=footer.notes)
    parsed.table = job.choices.table or _table(title, code)
    last = grid.head[start - 1]
    _read_blocks(job, parsed, start, width, [last[i] if i < len(last) else "" for i in range(width)])
    if grid.footer_row is None:
        parsed.findings.append(footer_missing(grid))
    return parsed


def _table(title: str, code: str) -> str:
    if "Zuzüge" in title and "Fortzüge" in title:
        return "migration"
    return "population" if code.startswith("12411") or "Bevölkerungsstand" in title else ""


def _value_columns(parsed: Parsed, last: list[str]) -> dict[str, dict[str, int]]:
    """Age label -> role -> column."""
    found: dict[str, dict[str, int]] = {}
    for position, label in enumerate(last):
        if position < 3 or not label:
            continue
        if not read_age(label, parsed.table):
            parsed.findings.append(Finding("error", "unknown_age", row=parsed.recognition.first_row - 1, value=label))
            continue
        heading = parsed.recognition.headings[position]
        role = "population" if parsed.table == "population" else _flow(heading)
        if role:
            found.setdefault(label, {})[role] = position
    return found


def _flow(heading: str) -> str:
    for word, role in (("Zuzüge", "arrivals"), ("Fortzüge", "departures"), ("saldo", "net")):
        if word in heading:
            return role
    return ""


def _read_blocks(job: Job, parsed: Parsed, start: int, width: int, last: list[str]) -> None:
    if parsed.table not in VALUES:
        fields = {"code": parsed.recognition.code, "title": parsed.recognition.title}
        parsed.findings.append(Finding("error", "measure_not_held", row=1, fields=fields))
        return
    columns = _value_columns(parsed, last)
    if not columns:
        parsed.findings.append(Finding("error", "column_missing", fields={"columns": VALUES[parsed.table]}))
        return
    block = job.grid.read(start + 1, width, list(range(width)))
    parsed.findings.extend(block.findings)
    parsed.blocks = [_block(job, parsed, block, label, roles, last) for label, roles in columns.items()]
    names = {f"{role} {label}": label for label, roles in columns.items() for role in roles}
    parsed.mapping = ColumnMapping(parsed.table, names)
    parsed.recognition = replace(parsed.recognition, years=())


def _block(job: Job, parsed: Parsed, block: Block, label: str, roles: dict[str, int], last: list[str]) -> Raw:
    time = "date" if parsed.table == "population" else "year"
    columns = {
        time: block.columns[0].filled_down(),
        "ags": block.columns[1],
        "name": block.columns[2],
        "age_group": Coded.constant(label, len(block.rows)),
    }
    places: dict[str, tuple[int, str]] = {time: (0, "Zeit"), "ags": (1, "Schlüssel")}
    for role, position in roles.items():
        columns[role] = block.columns[position]
        places[role] = (position, last[position])
        flagged = position + 1 < len(last) and not last[position + 1]
        if flagged and position + 1 in block.columns:
            columns[f"{role}_quality"] = block.columns[position + 1]
            places[f"{role}_quality"] = (position + 1, last[position])
    return without_blank_rows(Raw(columns, places, block.rows, job.grid.sheet))
