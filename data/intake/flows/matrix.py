"""Kreiswanderungsmatrix as the offices publish it: balances of pairs by age, sex and nationality.

One sheet per Land or year. An extract of one column is added up to the inland balance instead (`flows.extract`).
"""

from __future__ import annotations

import datetime
from dataclasses import replace

import pandas as pd

from data.intake.flows.components import domestic
from data.intake.flows.head import Head, find_head, read_time
from data.intake.flows.pairs import Pairs, add_up, lacking, read_pairs
from data.intake.formats.parts.base import Job, Parsed, preview, signature
from data.intake.model import ColumnMapping, Finding, Recognition
from data.intake.words.labels import FIRST_YEAR
from data.intake.workbooks.grid import Grid, letter
from data.records import load_table

TABLE = "migration_flows"
COMPONENTS = "migration_components"


def recognise(job: Job) -> Parsed | None:
    """Read the workbook when a sheet names target, origin and age groups, and more than one balance."""
    head = find_head(job.grid)
    if head is None or head.is_extract or job.choices.table == "migration_land":
        return None
    parsed, pairs = read_matrices(job, head, TABLE)
    if not any(one.severity == "error" for one in parsed.findings):
        _fill(parsed, pairs)
    return parsed


def read_matrices(job: Job, head: Head, table: str) -> tuple[Parsed, Pairs]:
    """What all sheets with such a head hold for a table; its rows are not filled in yet."""
    sheets = [(grid, found) for grid in job.grids or (job.grid,) if (found := find_head(grid))]
    parsed = Parsed(_recognition(job.grid, head), table, covers=frozenset(grid.sheet for grid, _ in sheets))
    pairs, years = Pairs(), []
    for grid, own in sheets:
        years += _read_sheet(grid, own, job, pairs)
    parsed.findings += pairs.findings
    parsed.recognition = replace(parsed.recognition, years=tuple(sorted(set(years))))
    parsed.sheet = job.grid.sheet
    return parsed, pairs


def _recognition(grid: Grid, head: Head) -> Recognition:
    """What the head says about itself."""
    return Recognition(
        format="kreiswanderungsmatrix",
        container=grid.container,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        head_rows=head.start - 1 - head.row,
        first_row=head.start,
        title="Kreiswanderungsmatrix",
        unit="Personen",
        headings=head.headings,
        signature=signature("flows", head.headings),
        preview=preview(grid),
    )


def _read_sheet(grid: Grid, head: Head, job: Job, pairs: Pairs) -> list[int]:
    """The year of a sheet, whose pairs are read when nothing stands against it."""
    year, findings = read_time(grid, head, job.choices)
    findings += [
        Finding("error", "matrix_column", sheet=grid.sheet, row=head.row + 1, column=letter(at), value=text)
        for at, text in head.unknown
    ]
    if "all" not in head.measures:
        findings.append(Finding("error", "matrix_without_total", sheet=grid.sheet, row=head.row + 1))
    pairs.findings += findings
    if any(one.severity == "error" for one in findings):
        return []
    if year is None:
        pairs.findings.append(Finding("error", "year_missing", sheet=grid.sheet))
        return []
    if not FIRST_YEAR <= year <= datetime.date.today().year:
        fields = {"first": FIRST_YEAR}
        pairs.findings.append(Finding("error", "year_implausible", sheet=grid.sheet, value=str(year), fields=fields))
        return []
    read_pairs(grid, head, year, job.choices, pairs)
    return [year]


def _fill(parsed: Parsed, pairs: Pairs) -> None:
    """The rows of the table, or why there are none."""
    rows = pd.concat(pairs.rows, ignore_index=True) if pairs.rows else pd.DataFrame()
    if rows.empty:
        parsed.findings.append(Finding("error", "nothing_for_atlas"))
        return
    for year, own in rows.groupby("year"):
        if names := lacking(own):
            parsed.findings.append(Finding("error", "matrix_cut", fields={"names": names, "year": int(str(year))}))
    if twice := rows[rows.duplicated(["target", "origin", "age_group", "year"])]["sheet"].unique().tolist():
        parsed.findings.append(Finding("error", "sheets_overlap", fields={"names": twice}))
    if not any(one.severity == "error" for one in parsed.findings):
        parsed.beside = {COMPONENTS: domestic(rows)}
        _set_register(parsed, add_up(rows, load_table("migration_partners")["partner"].tolist()))
        parsed.findings += [Finding("note", "matrix_zeros"), *_left_out(pairs)]


def _left_out(pairs: Pairs) -> list[Finding]:
    rows = sum(pairs.outside.values())
    fields = {"territories": len(pairs.outside), "found": rows}
    return [Finding("note", "cut_to_atlas", count=rows, fields=fields)] if rows else []


def _set_register(parsed: Parsed, sums: pd.DataFrame) -> None:
    columns = {"target": "ags", "year": "year", "age_group": "age_group", "partner": "partner"}
    frame = sums.rename(columns=columns)[["ags", "year", "age_group", "partner", "nationality", "net"]]
    parsed.register = frame.astype("str").reset_index(drop=True)
    parsed.rows = [int(row) for row in sums["row"]]
    parsed.mapping = ColumnMapping(TABLE, {"net": "Saldo"})
