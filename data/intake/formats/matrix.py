"""Kreiswanderungsmatrix: net moves between pairs of districts by age, one sheet per Land.

The pairs are added up to the balance of each district with the rest of Germany (`migration_land`, measure
`kreis_net`, partner `Inland`). A pair without moves is missing in the workbook and counts as zero.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from data.intake.cells.numbers import read_numbers
from data.intake.formats.parts.base import Job, Parsed, preview, signature
from data.intake.model import ColumnMapping, Finding, Recognition
from data.intake.words.labels import TOTAL, age_codes, read_age
from data.intake.words.territory import find_kreis
from data.intake.workbooks.grid import Grid, letter

_HEAD_ROWS = 4
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


def recognise(job: Job) -> Parsed | None:
    """Read the workbook when a sheet's head names Zielkreis, Herkunft and Altersgruppen."""
    columns = _columns(job.grid)
    if columns is None:
        return None
    grids = [grid for grid in job.grids if _columns(grid) is not None]
    text = " ".join(cell for grid in grids for row in grid.head[:_HEAD_ROWS] for cell in row)
    years = sorted({int(year) for year in _YEAR.findall(text + " " + " ".join(g.sheet for g in grids))})
    recognition = Recognition(
        format="kreiswanderungsmatrix",
        container=job.grid.container,
        head_rows=_HEAD_ROWS,
        first_row=_HEAD_ROWS + 1,
        title="Kreiswanderungsmatrix",
        years=tuple(years) if len(years) == 1 else (),
        unit="Personen",
        headings=tuple(job.grid.head[0]),
        signature=signature("matrix", job.grid.head[0]),
        preview=preview(job.grid),
    )
    parsed = Parsed(recognition, "migration_land", covers=frozenset(grid.sheet for grid in grids))
    year = job.choices.year or next(iter(recognition.years), None)
    if year is None:
        parsed.findings.append(Finding("error", "year_missing", sheet=job.grid.sheet))
        return parsed
    parsed.recognition = replace(recognition, years=(year,))
    _read(parsed, grids, year, job)
    return parsed


def _columns(grid: Grid) -> tuple[int, int, int] | None:
    """Columns of target key, origin key and age group."""
    if not grid.head:
        return None
    plain = [re.sub(r"[^a-zäöü]", "", cell.casefold()) for cell in grid.head[0]]
    target = next((i for i, text in enumerate(plain) if text.startswith("zielkreis") and "schl" in text), None)
    origin = next((i for i, text in enumerate(plain) if text.startswith("herkunft") and "schl" in text), None)
    age = next((i for i, text in enumerate(plain) if text.startswith("altersgruppe")), None)
    return None if target is None or origin is None or age is None else (target, origin, age)


def _read(parsed: Parsed, grids: list[Grid], year: int, job: Job) -> None:
    pieces = [_pairs(parsed, grid, job) for grid in grids]
    pairs = pd.concat([piece for piece in pieces if piece is not None], ignore_index=True)
    if pairs.empty:
        parsed.findings.append(Finding("error", "nothing_for_atlas"))
        return
    sums = pairs.groupby(["ags", "age_group"], sort=True).agg(
        net=("net", lambda values: values.sum(skipna=False)), row=("row", "min")
    )
    parsed.register, parsed.rows = _rows(sums.reset_index(), year)
    position = _columns(grids[0])
    parsed.sheet = grids[0].sheet
    parsed.places = {"net": ((position or (0, 0, 0))[2] + 1, "Insgesamt")}
    parsed.mapping = ColumnMapping("migration_land", {"net": "Insgesamt"})
    parsed.findings.append(Finding("note", "only_moves_inside_germany"))


def _pairs(parsed: Parsed, grid: Grid, job: Job) -> pd.DataFrame | None:
    """Rows of one sheet whose target is a district of the atlas."""
    found = _columns(grid)
    if found is None:
        return None
    target, origin, age = found
    block = grid.read(_HEAD_ROWS + 1, age + 2, [target, origin, age, age + 1])
    keys = block.columns[target]
    areas = keys.mapped(lambda text: find_kreis(text, job.choices.names))
    known = np.array([one is not None and one.kind == "kreis" for one in areas], dtype=bool)
    origins = block.columns[origin].matches(r"^\d{5}$")
    rows = np.flatnonzero(keys.where(known) & block.columns[origin].where(origins))
    ages, values = block.columns[age].take(rows), block.columns[age + 1].take(rows)
    codes = ages.mapped(lambda text: read_age(text, "migration"))
    numbers = read_numbers(values)
    _report(parsed, grid, age, block.rows[rows], ages.where(codes == ""), "unknown_age")
    _report(parsed, grid, age + 1, block.rows[rows], values.where(numbers.bad), "not_a_number")
    return pd.DataFrame(
        {
            "ags": [areas[keys.codes[row]].ags for row in rows],
            "age_group": codes[ages.codes],
            "net": numbers.number_per_row(values),
            "row": block.rows[rows],
        }
    )


def _report(parsed: Parsed, grid: Grid, column: int, rows: np.ndarray, bad: np.ndarray, code: str) -> None:
    hits = rows[bad]
    if len(hits):
        numbers = tuple(int(row) for row in hits[:50])
        found = Finding(
            "error",
            code,
            sheet=grid.sheet,
            row=numbers[0],
            column=letter(column),
            heading=grid.head[0][column] if column < len(grid.head[0]) else "",
            count=len(hits),
            rows=numbers,
        )
        parsed.findings.append(found)


def _rows(sums: pd.DataFrame, year: int) -> tuple[pd.DataFrame, list[int]]:
    """Text rows of `migration_land`; the total is the sum of the six age groups where all are there."""
    given = sums[sums["age_group"] == TOTAL]
    parts = sums[sums["age_group"].isin(age_codes("migration"))]
    missing = parts[~parts["ags"].isin(given["ags"])]
    totals = missing.groupby("ags", as_index=False).agg(net=("net", "sum"), row=("row", "min"), n=("net", "size"))
    totals = totals[totals["n"] == len(age_codes("migration"))].assign(age_group=TOTAL)
    whole = pd.concat([given, totals[["ags", "age_group", "net", "row"]], parts], ignore_index=True)
    whole = whole.dropna(subset=["net"]).sort_values(["ags", "row"], kind="stable")
    frame = pd.DataFrame(
        {
            "land_ags": whole["ags"].str.slice(0, 2),
            "kreis_ags": whole["ags"],
            "year": str(year),
            "measure": "kreis_net",
            "age_group": whole["age_group"],
            "partner": "Inland",
            "net": [str(int(value)) for value in whole["net"]],
            "status": "reported",
        },
        dtype="str",
    )
    return frame.reset_index(drop=True), [int(row) for row in whole["row"]]
