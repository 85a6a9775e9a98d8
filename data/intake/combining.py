"""The sheets of a workbook and the files of an archive as one table: each is read, or named as left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from data.intake import context
from data.intake.asides import as_notes, name_asides
from data.intake.flows import extract, matrix
from data.intake.formats import across, destatis, eurostat, ffcsv, inkar, long, own, regionalstatistik, tabular, wide
from data.intake.formats.parts.base import Job, Parsed, read_footer, tab_meaning
from data.intake.formats.parts.halves import join_halves
from data.intake.heads import OTHER_MEASURES
from data.intake.model import Choices, Finding, Recognition
from data.intake.notes import (
    ask_about_name,
    ask_about_tab,
    check_cover,
    check_parameters,
    check_sheet_notes,
    is_limited,
    name_provisional,
)
from data.intake.words.labels import read_span
from data.intake.words.meaning import PARTS
from data.intake.workbooks.grid import Grid
from data.intake.workbooks.opening import Delivered
from data.tables.statuses import FIGURES

Reader = Callable[[Job], Parsed | None]
READERS: tuple[Reader, ...] = (
    context.recognise,
    ffcsv.recognise,
    regionalstatistik.recognise,
    eurostat.recognise,
    inkar.recognise,
    matrix.recognise,
    extract.recognise,
    destatis.recognise,
    own.recognise,
    across.recognise,
    long.recognise,
    wide.recognise,
    tabular.recognise,
)
"""Formats in the order they are tried: the most particular first."""
_TAB_REFUSALS = {"subset": "subset_only", "measure_not_held": "measure_not_held"}
_THOUSAND = "T"
"""A sheet of this name may be any table, or one in thousands."""
_ADULT, _OLDEST = 15, 130
_NO_TABLE = ("format_unknown", "table_unknown", "lies_across", "no_data_rows")
"""Errors of a sheet that is no table of figures: a cover, notes, a picture."""


def parse_delivery(delivered: Delivered, choices: Choices) -> list[Parsed]:
    """Every table of a file that was recognised, with a note for everything that is none.

    Returns:
        Tables that go together, each from a sheet or file of its own; the first carries the notes. A single
        one that could not be read carries the reason. Empty when nothing was recognised.
    """
    found: list[tuple[Grid, Parsed | None]] = []
    for piece in delivered.pieces:
        chosen = [grid for grid in piece if not choices.sheet or grid.sheet == choices.sheet]
        found += _parse_piece(join_halves(chosen, choices.harmless), choices)
    if len(found) <= 1:
        return [parsed for _, parsed in found if parsed is not None]
    return _combined(found)


def _parse_piece(grids: Sequence[Grid], choices: Choices) -> list[tuple[Grid, Parsed | None]]:
    """Every sheet of one file with what was recognised in it."""
    found: list[tuple[Grid, Parsed | None]] = []
    covered: set[str] = set()
    for grid in grids:
        if grid.sheet in covered:
            continue
        reason = _tab_reason(grid)
        if len(grids) > 1 and reason:
            found.append((grid, Parsed(Recognition(), left_out=reason, findings=[_refuse_tab(grid, reason)])))
            continue
        job = Job(grid, choices, tuple(grids))
        parsed = next((parsed for reader in READERS if (parsed := reader(job)) is not None), None)
        if parsed is not None and parsed.table in FIGURES:
            told = {one.code for one in parsed.findings}
            parsed.findings += [one for one in _check_tab(grid, reason, choices) if one.code not in told]
            head = (parsed.recognition.title, *parsed.recognition.headings)
            parsed.findings += name_provisional(head, sheet=grid.sheet)
        if parsed is not None:
            parsed.findings += name_asides(grid.asides, grid.sheet)
            below = read_footer(grid.footer).notes
            notes = [parsed.notes, "" if below in parsed.notes else below, as_notes(grid.asides)]
            parsed.notes = " | ".join(filter(None, notes))
        found.append((grid, parsed))
        covered |= parsed.covers if parsed is not None else set()
    return found


def _tab_reason(grid: Grid) -> str:
    """Why a sheet with this name cannot hold the whole, blank when nothing stands against it."""
    said = tab_meaning(grid)
    if any(said.part_of(facet) for facet in PARTS):
        return "subset"
    other = said.values("unit") - {"persons"} or said.values("border") - {"kreis"} or said.values("kind")
    return "measure_not_held" if other else ""


def _check_tab(grid: Grid, reason: str, choices: Choices) -> list[Finding]:
    """What the name of a sheet says against its figures."""
    found = [_refuse_tab(grid, reason)] if reason else []
    if part := _tab_part(grid):
        fields = {"measure": grid.tab, "words": grid.tab}
        found.append(Finding("error", part, sheet=grid.sheet, fields=fields))
    is_asked = grid.tab == _THOUSAND or is_limited(grid.tab)
    asked = ask_about_name(grid.tab, choices.harmless) if is_asked else []
    return [*found, *(replace(one, sheet=grid.sheet) for one in asked or ask_about_tab(grid.tab, choices.harmless))]


def _refuse_tab(grid: Grid, reason: str) -> Finding:
    """The error for a sheet whose name says that it is not the whole."""
    fields = {"measure": grid.tab, "words": grid.tab, "title": grid.tab}
    return Finding("error", _TAB_REFUSALS[reason], sheet=grid.sheet, fields=fields)


def _tab_part(grid: Grid) -> str:
    """Code of the finding for a sheet named after a part of the year or after ages, blank for any other name.

    A list of one's own may well stand on sheets by months: only tables of figures are asked.
    """
    said = tab_meaning(grid)
    if "part" in said.values("period"):
        return "no_whole_year"
    span = read_span(said.ages[0]) if said.ages else None
    # Small numbers may be those of tables.
    is_number = span is not None and (span[0] >= _OLDEST or (span[1] is not None and not _ADULT <= span[1] < _OLDEST))
    return "subset_only" if said.ages and ("jahr" in grid.tab.casefold() or not is_number) else ""


def _combined(found: list[tuple[Grid, Parsed | None]]) -> list[Parsed]:
    tables = [(grid, parsed) for grid, parsed in found if parsed is not None and _is_table(parsed)]
    if not tables:
        return _most_telling(found)
    moves = [parsed for _, parsed in tables if parsed.table == "migration"]
    if not all(_is_balance(parsed) for parsed in moves):
        # A balance follows from the arrivals and departures of the other sheets.
        for parsed in filter(_is_balance, moves):
            parsed.left_out = "balance"
        tables = [(grid, parsed) for grid, parsed in tables if not parsed.left_out]
    if len({parsed.table for _, parsed in tables}) > 1:
        named = [f"{grid.sheet} ({parsed.table})" for grid, parsed in tables]
        first = tables[0][1]
        asked = Finding("error", "several_tables", fields={"names": named})
        return [replace(first, blocks=[], register=None, findings=[asked])]
    notes = [_left_out(grid, parsed) for grid, parsed in found if parsed is None or not _is_table(parsed)]
    first = tables[0][1]
    first.findings = [*first.findings, *notes]
    if first.table in FIGURES:
        first.findings += [one for grid, parsed in found if _is_remark(parsed) for one in _remarks(grid)]
    return [parsed for _, parsed in tables]


def _is_table(parsed: Parsed) -> bool:
    """True for a sheet that is meant as one of the atlas's tables, also when it cannot be read as it stands."""
    if parsed.left_out or not parsed.table:
        return False
    return not any(one.code in (*_NO_TABLE, *OTHER_MEASURES) for one in parsed.findings)


def _is_balance(parsed: Parsed) -> bool:
    """True for a sheet of balances without the arrivals and departures they follow from."""
    missing = [one.fields.get("columns") for one in parsed.findings if one.code == "column_missing"]
    return parsed.table == "migration" and missing == [["arrivals", "departures"]]


def _is_remark(parsed: Parsed | None) -> bool:
    """True for a sheet that holds words and no table."""
    return parsed is None or any(one.code in _NO_TABLE for one in parsed.findings)


def _remarks(grid: Grid) -> list[Finding]:
    told = check_sheet_notes([cell for row in grid.head for cell in row if cell], sheet=grid.sheet)
    lines = [" ".join(cell for cell in row if cell) for row in grid.head]
    return [*told, *check_cover(grid.tab, lines, sheet=grid.sheet), *check_parameters(grid.head, sheet=grid.sheet)]


def _left_out(grid: Grid, parsed: Parsed | None) -> Finding:
    """The note that names a sheet which was looked at and not read."""
    refusal = next((one for one in parsed.findings if one.severity == "error"), None) if parsed else None
    reason = (parsed.left_out if parsed else "") or (refusal.code if refusal else "no_table")
    title = parsed.recognition.title if parsed else ""
    return Finding("note", "sheet_left_out", sheet=grid.sheet, fields={"reason": reason, "title": title})


def _most_telling(found: list[tuple[Grid, Parsed | None]]) -> list[Parsed]:
    """Of sheets none of which can be read, the one whose refusal says most; the others are named."""
    known = [(grid, parsed) for grid, parsed in found if parsed is not None and parsed.findings]
    telling = [one for one in known if not all(finding.code in _NO_TABLE for finding in one[1].findings)]
    best = next(iter(telling or known), None)
    if best is None:
        return []
    grid, parsed = best
    placed = [replace(one, sheet=one.sheet or grid.sheet) for one in parsed.findings]
    notes = [_left_out(own, other) for own, other in found if own is not grid]
    return [replace(parsed, findings=[*placed, *notes])]
