"""The way of a file: bytes, text or sheets, recognition, text columns, typed frame, findings."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial

import numpy as np
import pandas as pd

from data.intake.cells.number_formats import SHOWN
from data.intake.cells.numbers import marks
from data.intake.cells.struck import STROKE, without_strokes
from data.intake.cells.symbols import CELL_ERROR
from data.intake.checks import check_figures, check_land
from data.intake.combining import parse_delivery
from data.intake.context.checks import check_values
from data.intake.counting.checks import check_counts, check_files
from data.intake.figures import read_figures
from data.intake.figures.corrections import apply_corrections
from data.intake.figures.model import FLAGS, Figures, Report, areas
from data.intake.figures.rows import joined, mark_not_existing, select, to_frame
from data.intake.formats.parts.base import Parsed, lies_across, preview
from data.intake.lists.register import read_register
from data.intake.lists.register_table import Register
from data.intake.model import (
    SEVERITIES,
    Cancelled,
    Choices,
    ColumnMapping,
    Correction,
    Finding,
    Intake,
    Progress,
    Recognition,
    cut,
)
from data.intake.notes import ask_about_name, ask_about_notes, ask_about_years, check_notes
from data.intake.workbooks.grid import StoppedError, TextGrid, letter
from data.intake.workbooks.opening import Delivered, Watch, open_delivery
from data.tables import TABLES
from data.tables.network import COUNTING
from data.tables.statuses import FIGURES

_LARGE = 1024 * 1024


def read_file(
    data: bytes,
    name: str,
    *,
    choices: Choices | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Intake:
    """Read a file as an office delivers it. Never raises for what is in the file; stores nothing.

    Args:
        data: the file.
        name: its name; used for display and for the warning when it contradicts the content.
        choices: what a person decided; None leaves everything to the content.
        progress: called with the share done, 0 to 1.
        cancelled: asked between pieces; True ends the reading with the finding `cancelled`.

    Returns:
        Recognition, canonical frame and all findings at once.
    """
    decided = choices or Choices()
    with ThreadPoolExecutor(max_workers=1) as pool:
        delivery = _Delivery(data, name, decided, _begin_digest(data, pool))
        try:
            delivered = open_delivery(data, decided, Watch(progress, cancelled))
            intake = _finish(delivery, delivered, parse_delivery(delivered, decided))
        except StoppedError:
            intake = _nothing(delivery, [Finding("note", "cancelled")])
    if progress:
        progress(1.0)
    return intake


@dataclass(frozen=True, eq=False)
class _Delivery:
    """The file as delivered, and how a person wants it read."""

    data: bytes
    name: str
    choices: Choices
    digest: Callable[[], str]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _begin_digest(data: bytes, pool: ThreadPoolExecutor) -> Callable[[], str]:
    """The fingerprint of a large file takes long: it is made while the file is read."""
    return pool.submit(_digest, data).result if len(data) > _LARGE else cache(partial(_digest, data))


def _nothing(delivery: _Delivery, findings: list[Finding]) -> Intake:
    return Intake(
        file_name=delivery.name,
        sha256=delivery.digest(),
        size_bytes=len(delivery.data),
        recognition=Recognition(),
        table=None,
        frame=None,
        findings=in_order(findings, delivery.name),
        mapping=ColumnMapping(),
        choices=delivery.choices,
    )


def _finish(delivery: _Delivery, delivered: Delivered, tables: Sequence[Parsed]) -> Intake:
    grids, findings = delivered.grids, list(delivered.findings)
    if not tables:
        if grids:
            findings.append(Finding("error", "lies_across" if lies_across(grids[0]) else "format_unknown"))
        seen = Recognition(preview=preview(grids[0])) if grids else Recognition()
        return replace(_nothing(delivery, findings), recognition=replace(seen, container=delivered.container))
    first = tables[0]
    source_id = f"U-{delivery.digest()[:8]}"
    frame, recognition, more = _typed(tables, delivery.choices, source_id)
    told = [finding for parsed in tables for finding in (*parsed.findings, *_struck_heads(parsed.recognition))]
    if first.table in FIGURES:
        told += [finding for parsed in tables for finding in check_notes(parsed.notes)]
        told += check_notes(delivered.about)
        unread = {one.sheet for one in told if one.code == "sheet_left_out"}
        read = [name for name in delivered.names if name.rsplit("/", 1)[-1] not in unread]
        told += [found for name in (delivery.name, *read) for found in ask_about_name(name, delivery.choices.harmless)]
        asked = [one.notes for one in tables if not one.official]
        told += [finding for notes in asked for finding in ask_about_notes(notes, delivery.choices.harmless)]
        told += [one for notes in asked for one in ask_about_years(notes, recognition.years, delivery.choices.harmless)]
    found = [_named_error(one) for one in (*findings, *told, *more, *compare_name(delivery.name, recognition))]
    opened = replace(recognition, container=delivered.container, open_row=_open_row(delivered))
    return replace(
        _nothing(delivery, found),
        recognition=replace(opened, first_row=recognition.first_row + grids[0].skipped),
        table=first.table or None,
        frame=frame,
        mapping=first.mapping,
        beside=first.beside,
    )


def _open_row(delivered: Delivered) -> int:
    """See `Recognition`; rows written by the reader itself, of JSON, are always whole."""
    (first, *others), is_text = delivered.grids, delivered.container.endswith("text")
    return first.open_row if is_text and not others and isinstance(first, TextGrid) else 0


def _struck_heads(recognition: Recognition) -> list[Finding]:
    """Errors for a title or headings struck through: nobody knows whether their column still counts."""
    told = [recognition.title, *recognition.headings]
    return [Finding("error", "struck_through", row=recognition.first_row - 1, value=cut(text))
            for text in told if STROKE in text]  # fmt: skip


def _named_error(finding: Finding) -> Finding:
    """A cell struck out, with a spreadsheet's own error, or that shows another number is that whatever was expected."""
    if finding.severity == "note":
        return finding
    if STROKE in finding.value:
        return replace(
            finding, severity="error", code="struck_through", value=without_strokes(finding.value), fields={}
        )
    if shown := re.fullmatch(SHOWN, finding.value):
        fields = {"shown": shown.group(1), "stored": float(shown.group(2))}
        return replace(finding, severity="error", code="shown_otherwise", fields=fields)
    shows_error = bool(CELL_ERROR.fullmatch(finding.value))
    return replace(finding, severity="error", code="cell_error", fields={}) if shows_error else finding


def _typed(
    tables: Sequence[Parsed], choices: Choices, source_id: str
) -> tuple[pd.DataFrame | None, Recognition, list[Finding]]:
    """The canonical frame of everything the file holds for one table, and what the checks found."""
    first = tables[0]
    if first.register is not None:
        return _typed_registers(tables, choices, source_id)
    if not any(parsed.blocks for parsed in tables):
        return first.loose, first.recognition, []
    notes = " ".join(parsed.notes for parsed in tables)
    report = Report(first.table, choices, first.official, notes, first.reading)
    for parsed in tables:
        report.outside.update(parsed.outside)
    parts = [part for parsed in tables for part in _read_blocks(parsed, report)]
    decimal, thousands = marks(report.votes)
    recognition = replace(first.recognition, decimal=decimal, thousands=thousands)
    overlap = _find_overlap(parts)
    frame, figures = None, None
    if overlap:
        report.findings.append(overlap)
    elif parts:
        figures, sheets = _checked(parts, report)
        frame = _framed(figures, sheets, report, source_id)
        recognition = replace(recognition, years=tuple(sorted({int(time[:4]) for time in report.times})))
    hindered = any(one.severity == "error" for parsed in tables for one in parsed.findings)
    _report_scope(report, figures, hindered=hindered)
    return frame, recognition, report.findings


def _read_blocks(parsed: Parsed, report: Report) -> list[Figures]:
    """The blocks of one sheet or file, typed."""
    report.base = parsed.base
    read = (read_figures(apply_corrections(raw, report.choices.corrections, report), report) for raw in parsed.blocks)
    return [part for part in read if part is not None]


def _checked(parts: list[Figures], report: Report) -> tuple[Figures, list[str]]:
    """All blocks as one, after every rule has looked at it, and the sheet of each row where there are several."""
    figures = mark_not_existing(joined(parts), report.table, report)
    check_land(figures, report)
    own = np.array([len(area) == 5 for area in areas()], dtype=bool)[figures.area]
    figures = figures if own.all() else select(figures, own)
    check_figures(figures, report)
    if len({part.sheet for part in parts}) == 1:
        return figures, []
    sheets = np.repeat([part.sheet for part in parts], [len(part.rows) for part in parts])
    return figures, sheets[own].tolist()


def _framed(figures: Figures, sheets: list[str], report: Report, source_id: str) -> pd.DataFrame:
    """The canonical frame of checked figures; `sheets` is empty when all rows are from one."""
    frame = to_frame(figures, report, source_id)
    if sheets:
        frame["sheet"] = pd.Categorical(sheets)
    return frame


def _find_overlap(parts: Sequence[Figures]) -> Finding | None:
    """Two sheets or files that speak of the same district, time and age group."""
    if len({part.sheet for part in parts}) < 2:
        return None
    seen: dict[tuple[int, int, int], str] = {}
    for part in parts:
        for key in zip(part.area.tolist(), part.time.tolist(), part.age.tolist(), strict=True):
            if seen.setdefault(key, part.sheet) != part.sheet:
                return Finding("error", "sheets_overlap", fields={"names": [seen[key], part.sheet]})
    return None


def _typed_registers(
    tables: Sequence[Parsed], choices: Choices, source_id: str
) -> tuple[pd.DataFrame | None, Recognition, list[Finding]]:
    """The canonical frame of a register table that stands on one or several sheets."""
    frames, findings = [], []
    for parsed in (part for one in tables for part in (one, *one.also)):
        if parsed.register is not None:
            frame, _, found = _typed_register(parsed, parsed.register, choices, source_id)
            frames += [] if frame is None else [frame]
            findings += found
    whole = pd.concat(frames, ignore_index=True) if len(frames) > 1 else next(iter(frames), None)
    if whole is not None and tables[0].table == COUNTING:
        findings += check_counts(whole, datetime.date.today())
    if whole is not None and tables[0].table == "context":
        findings += check_values(whole)
    return whole, tables[0].recognition, findings


def _typed_register(
    parsed: Parsed, cells: pd.DataFrame, choices: Choices, source_id: str
) -> tuple[pd.DataFrame | None, Recognition, list[Finding]]:
    """The canonical frame of a register table."""
    text, corrected = correct_register(parsed, cells, choices)
    filled = _filled(parsed.table, text, parsed.rows, choices.fill)
    register = Register(parsed.table, filled, parsed.rows, parsed.places, choices, parsed.sheet)
    if text.empty:
        return None, parsed.recognition, [Finding("error", "no_data_rows")]
    frame = read_register(register, source_id)
    return frame, parsed.recognition, [*corrected, *register.findings]


def _filled(table: str, text: pd.DataFrame, rows: Sequence[int], fill: Mapping[str, str]) -> pd.DataFrame:
    """Cells of a register with the columns it lacks as a person filled them in; a key stays one for each row."""
    schema = TABLES[table].to_schema()
    added = {}
    for column, written in fill.items():
        if written and column in schema.columns and column not in text:
            added[column] = [f"{written}-{row}" if [column] == schema.unique else written for row in rows]
    return text.assign(**{column: pd.Series(cells, text.index, dtype="str") for column, cells in added.items()})


def correct_register(parsed: Parsed, cells: pd.DataFrame, choices: Choices) -> tuple[pd.DataFrame, list[Finding]]:
    """Cells of a register with the person's corrections."""
    text, findings = cells.copy(), []
    for correction in choices.corrections:
        for column, (position, heading) in parsed.places.items():
            if letter(position) == correction.column and correction.sheet in ("", parsed.sheet):
                findings += _correct_column(parsed, text, correction, column, heading)
    return text, findings


def _correct_column(
    parsed: Parsed, text: pd.DataFrame, correction: Correction, column: str, heading: str
) -> list[Finding]:
    """Correct one column of `text` in place; says what was done or could not be done."""
    rows = np.array(parsed.rows, dtype=np.int64)
    here = np.ones(len(rows), dtype=bool) if correction.row is None else rows == correction.row
    hits = here & (text[column] == correction.old.strip()).to_numpy()
    text.loc[hits, column] = correction.new
    if not hits.any() and (correction.row is None or not here.any()):
        return []
    done = bool(hits.any())
    found = Finding(
        "note" if done else "warning",
        "mended" if done else "mend_not_applied",
        sheet=parsed.sheet,
        row=int(rows[hits if done else here][0]),
        column=correction.column,
        heading=heading,
        value=correction.old,
        fields={"new": correction.new},
        count=max(int(hits.sum()), 1),
    )
    return [found]


def _report_scope(report: Report, figures: Figures | None, *, hindered: bool) -> None:
    if report.outside:
        fields = {"territories": len(report.outside)}
        rows = sum(report.outside.values())
        report.findings.append(Finding("note", "outside_atlas", count=rows, fields=fields))
    if figures is None or not len(figures.rows):
        if not hindered and not any(finding.severity == "error" for finding in report.findings):
            report.findings.append(Finding("error", "nothing_for_atlas"))
        return
    _report_unstated(report, figures)


def _report_unstated(report: Report, figures: Figures) -> None:
    """How many values the office does not state, by reason."""
    if not figures.flag.any():
        return
    values = [np.isnan(figures.numbers[name]) for name in FIGURES[report.table] if name != "net"]
    unstated = np.any(values, axis=0) & (figures.flag > 0)
    for flag in np.unique(figures.flag[unstated]):
        own = figures.rows[unstated & (figures.flag == flag)].tolist()
        fields = {"flag": FLAGS[flag]}
        found = Finding("note", "not_stated", count=len(own), row=own[0], rows=tuple(own[:50]), fields=fields)
        report.findings.append(found)


def compare_name(name: str, recognition: Recognition) -> list[Finding]:
    """A file whose name and content disagree; the content is believed."""
    found = []
    years = {int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d{2})(?!\d)", name)}
    if years and recognition.years and not years & set(recognition.years):
        fields = {"named": sorted(years), "years": list(recognition.years)}
        found.append(Finding("warning", "name_disagrees", value=name, fields=fields))
    codes = set(re.findall(r"\d{5}-\d{2}-\d{2}(?:-\d)?|\d{5}-\d{4}", name))
    if codes and recognition.code and recognition.code not in codes:
        detail = {"named": sorted(codes), "code": recognition.code}
        found.append(Finding("warning", "name_disagrees_code", value=name, fields=detail))
    return found


def in_order(findings: Sequence[Finding], name: str) -> tuple[Finding, ...]:
    """Errors first, each group once, with the file's name on it."""
    groups: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        fields = repr(sorted(finding.fields.items(), key=lambda item: item[0]))
        key = (finding.severity, finding.code, finding.sheet, finding.column, finding.value, fields, finding.row)
        groups.setdefault(key, finding)
    ranked = sorted(groups.values(), key=lambda one: (SEVERITIES.index(one.severity), one.row or 0))
    return tuple(replace(finding, file=name) for finding in ranked)


def check_together(intakes: Sequence[Intake]) -> tuple[Finding, ...]:
    """Files for the same table that speak of the same rows are refused: one of them is not what it seems."""
    read = [one for one in intakes if one.ok]
    found = []
    for position, later in enumerate(read):
        for first in read[:position]:
            shared = _shared_years(first, later) if first.table == later.table else []
            found += [
                Finding("error", "same_year_twice", file=later.file_name,
                        fields={"year": year, "other": first.file_name})
                for year in shared
            ]  # fmt: skip
            found += check_files(first, later)
    return tuple(found)


def _shared_years(first: Intake, later: Intake) -> list[int]:
    """Years for which two files hold the same rows."""
    if first.frame is None or later.frame is None or not set(first.recognition.years) & set(later.recognition.years):
        return []
    key = TABLES[str(later.table)].to_schema().unique or []
    if "year" not in first.frame:
        return []
    columns = list(dict.fromkeys([*key, "year"]))
    both = first.frame[columns].drop_duplicates().merge(later.frame[columns].drop_duplicates(), on=columns)
    return sorted({int(year) for year in both["year"]})
