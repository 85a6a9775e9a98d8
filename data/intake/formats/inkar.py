"""INKAR export: one column per (indicator, year), German numbers with thousands points, all quoted.

INKAR holds rates and shares; its migration figures are rates per 1,000, not counts. The atlas stores the
one count it shares, the population; everything else is read, shown and refused for storing.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from data.intake.cells.coded import Coded
from data.intake.cells.numbers import read_numbers
from data.intake.figures.model import Raw
from data.intake.formats.parts.base import Job, Parsed, preview, signature
from data.intake.model import ColumnMapping, Finding, Recognition
from data.intake.words.territory import find_kreis
from data.intake.workbooks.grid import Block, letter

_POPULATION = re.compile(r"^bevölkerung( gesamt| insgesamt|sstand)?$|^einwohner( gesamt| insgesamt)?$", re.I)
_FIRST_VALUE = 3


def recognise(job: Job) -> Parsed | None:
    """Read the file when it begins Kennziffer, Raumeinheit, Aggregat."""
    head = job.grid.head
    if len(head) < 3 or [cell.casefold() for cell in head[0][:3]] != [
        "kennziffer",
        "raumeinheit",
        "aggregat",
    ]:
        return None
    width = len(head[0])
    years = [cell if re.fullmatch(r"(19|20)\d{2}", cell) else "" for cell in head[1]]
    headings = tuple(f"{name} {years[i]}".strip() if i < len(years) else name for i, name in enumerate(head[0]))
    parsed = Parsed(
        Recognition(
            format="inkar",
            container=job.grid.container,
            encoding=job.grid.encoding,
            delimiter=job.grid.delimiter,
            head_rows=2,
            first_row=3,
            headings=headings,
            title="INKAR",
            signature=signature("inkar", head[0]),
            preview=preview(job.grid),
        )
    )
    parsed.reading = "german"
    _read(job, parsed, width, head[0], years)
    return parsed


def _read(job: Job, parsed: Parsed, width: int, names: list[str], years: list[str]) -> None:
    block = job.grid.read(3, width, list(range(width)))
    parsed.findings.extend(block.findings)
    chosen = job.choices.columns.get("population")
    values = [i for i in range(_FIRST_VALUE, width) if i < len(years) and years[i]]
    unreadable = [i for i in range(_FIRST_VALUE, width) if i not in values and names[i]]
    for position in unreadable:
        parsed.findings.append(
            Finding("warning", "year_unknown", row=2, column=letter(position), heading=names[position])
        )
    counts = [i for i in values if (names[i] == chosen if chosen else _POPULATION.match(names[i]))]
    parsed.recognition = replace(parsed.recognition, years=tuple(sorted({int(years[i]) for i in values})))
    if counts:
        parsed.table = "population"
        parsed.blocks = [_block(job, block, i, names[i], years[i]) for i in counts]
        parsed.mapping = ColumnMapping("population", {"population": names[counts[0]]})
        return
    parsed.loose = _loose(job, block, values, names, years)
    shown = list(dict.fromkeys(names[i] for i in values))[:5]
    fields = {"code": "INKAR", "title": "INKAR", "measures": ", ".join(shown)}
    parsed.findings.append(Finding("error", "measure_not_held", row=1, fields=fields))


def _block(job: Job, block: Block, position: int, name: str, year: str) -> Raw:
    length = len(block.rows)
    columns = {
        "ags": block.columns[0],
        "name": block.columns[1],
        "date": Coded.constant(f"{year}-12-31", length),
        "population": block.columns[position],
    }
    return Raw(columns, {"ags": (0, "Kennziffer"), "population": (position, name)}, block.rows, job.grid.sheet)


def _loose(job: Job, block: Block, values: list[int], names: list[str], years: list[str]) -> pd.DataFrame:
    """Every indicator of the atlas's districts: ags, indicator, year, value, row_number, sheet, flag."""
    ags = block.columns[0]
    found = ags.mapped(lambda text: find_kreis(text, job.choices.names))
    known = np.array([one is not None and one.kind == "kreis" for one in found], dtype=bool)
    rows = np.flatnonzero(ags.where(known))
    pieces = []
    for position in values:
        column = block.columns[position].take(rows)
        numbers = read_numbers(column, "german")
        pieces.append(
            pd.DataFrame(
                {
                    "ags": [found[ags.codes[row]].ags for row in rows],
                    "indicator": names[position],
                    "year": int(years[position]),
                    "value": numbers.number_per_row(column),
                    "row_number": block.rows[rows],
                    "sheet": job.grid.sheet,
                    "flag": numbers.status_per_row(column),
                }
            )
        )
    columns = ["ags", "indicator", "year", "value", "row_number", "sheet", "flag"]
    return pd.concat(pieces, ignore_index=True) if pieces else pd.DataFrame(columns=columns)
