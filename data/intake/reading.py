"""The way of a file: bytes, text or sheets, recognition, text columns, typed frame, findings."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from data.intake.checks import check_figures, check_land
from data.intake.coded import Coded, Mask
from data.intake.decoding import decode, refuse
from data.intake.figures import VALUES, Raw, Report, areas, joined, mark_not_existing, read_figures, select, to_frame
from data.intake.formats import destatis, ffcsv, genesis, inkar, matrix, regionalstatistik, tabular
from data.intake.formats.base import Job, Parsed, preview
from data.intake.grid import Grid, StoppedError, TextGrid, letter
from data.intake.model import (
    SEVERITIES,
    Cancelled,
    Choices,
    ColumnMapping,
    Finding,
    Intake,
    Mend,
    Progress,
    Recognition,
)
from data.intake.numbers import marks
from data.intake.register import Register, read_register
from data.intake.workbook import is_archive, open_archive

Reader = Callable[[Job], Parsed | None]
READERS: tuple[Reader, ...] = (
    regionalstatistik.recognise,
    genesis.recognise,
    ffcsv.recognise,
    inkar.recognise,
    matrix.recognise,
    destatis.recognise,
    tabular.recognise,
)
"""Formats in the order they are tried: the most particular first."""


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
        # The fingerprint of a large file takes as long as reading it: both at once.
        delivery = _Delivery(data, name, decided, pool.submit(_digest, data))
        try:
            container, grids, findings = _open(data, decided, progress, cancelled)
            parsed = _parse(grids, decided) if grids else None
            intake = _finish(delivery, container, grids, parsed, findings)
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
    digest: Future[str]


def _open(
    data: bytes, choices: Choices, progress: Progress | None, cancelled: Cancelled | None
) -> tuple[str, list[Grid], list[Finding]]:
    """Container, grids to try, and what was noticed."""
    if not is_archive(data):
        grids, findings = _open_text(data, choices, progress, cancelled)
        return "text", grids, findings
    opened = open_archive(data)
    findings = list(opened.findings)
    if opened.inner is None:
        return "xlsx", list(opened.sheets), findings
    if is_archive(opened.inner):
        inside = open_archive(opened.inner)
        if inside.inner is not None:
            return "zip", [], [Finding("error", "archive_nested")]
        return "zip/xlsx", list(inside.sheets), [*findings, *inside.findings]
    grids, more = _open_text(opened.inner, choices, progress, cancelled)
    return "zip/text", grids, [*findings, *more]


def _open_text(
    data: bytes, choices: Choices, progress: Progress | None, cancelled: Cancelled | None
) -> tuple[list[Grid], list[Finding]]:
    refusal = refuse(data)
    if refusal:
        return [], [refusal]
    decoded = decode(data, choices.encoding)
    if not decoded.data[:4096].strip() and not decoded.data.strip():
        return [], list(decoded.findings) or [Finding("error", "file_empty")]
    grid = TextGrid(
        decoded.data,
        encoding=decoded.encoding,
        delimiter=choices.delimiter,
        progress=progress,
        cancelled=cancelled,
    )
    findings = [*decoded.findings, *grid.findings]
    if any(finding.severity == "error" for finding in grid.findings):
        return [], findings
    return [grid], findings


def _parse(grids: Sequence[Grid], choices: Choices) -> Parsed | None:
    """The first format that knows one of the grids."""
    chosen = [grid for grid in grids if not choices.sheet or grid.sheet == choices.sheet]
    for reader in READERS:
        for grid in chosen:
            parsed = reader(Job(grid, choices, tuple(grids)))
            if parsed is not None:
                return parsed
    return None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _nothing(delivery: _Delivery, findings: list[Finding]) -> Intake:
    return Intake(
        file_name=delivery.name,
        sha256=delivery.digest.result(),
        size_bytes=len(delivery.data),
        recognition=Recognition(),
        table=None,
        frame=None,
        findings=in_order(findings, delivery.name),
        mapping=ColumnMapping(),
        choices=delivery.choices,
    )


def _finish(
    delivery: _Delivery,
    container: str,
    grids: Sequence[Grid],
    parsed: Parsed | None,
    findings: list[Finding],
) -> Intake:
    if parsed is None:
        if grids:
            findings = [*findings, Finding("error", "format_unknown")]
        seen = Recognition(preview=preview(grids[0])) if grids else Recognition()
        return replace(_nothing(delivery, findings), recognition=replace(seen, container=container))
    source_id = f"U-{delivery.digest.result()[:8]}"
    frame, recognition, more = _typed(parsed, delivery.choices, source_id)
    first_row = recognition.first_row + grids[0].skipped
    found = [*findings, *parsed.findings, *more, *compare_name(delivery.name, recognition)]
    return replace(
        _nothing(delivery, found),
        recognition=replace(recognition, first_row=first_row, container=container),
        table=parsed.table or None,
        frame=frame,
        mapping=parsed.mapping,
    )


def _typed(parsed: Parsed, choices: Choices, source_id: str) -> tuple[pd.DataFrame | None, Recognition, list[Finding]]:
    """The canonical frame of the figures, and what the checks found."""
    if parsed.register is not None:
        return _typed_register(parsed, parsed.register, choices, source_id)
    if not parsed.blocks:
        return parsed.loose, parsed.recognition, []
    report = Report(parsed.table, choices, parsed.official, parsed.notes, parsed.reading)
    parts = [
        part
        for raw in parsed.blocks
        if (part := read_figures(apply_mends(raw, choices.mends, report), report)) is not None
    ]
    decimal, thousands = marks(report.votes)
    recognition = replace(parsed.recognition, decimal=decimal, thousands=thousands)
    frame = None
    if parts:
        figures = mark_not_existing(joined(parts), parsed.table, report)
        check_land(figures, report)
        own = np.array([len(area) == 5 for area in areas()], dtype=bool)[figures.area]
        figures = figures if own.all() else select(figures, own)
        check_figures(figures, report)
        frame = to_frame(figures, report, source_id)
        recognition = replace(recognition, years=tuple(sorted({int(time[:4]) for time in report.times})))
    _report_scope(report, frame, hindered=any(one.severity == "error" for one in parsed.findings))
    return frame, recognition, report.findings


def _typed_register(
    parsed: Parsed, cells: pd.DataFrame, choices: Choices, source_id: str
) -> tuple[pd.DataFrame | None, Recognition, list[Finding]]:
    """The canonical frame of a register table."""
    text, mended = mend_register(parsed, cells, choices)
    register = Register(parsed.table, text, parsed.rows, parsed.places, choices, parsed.sheet)
    if text.empty:
        return None, parsed.recognition, [Finding("error", "no_data_rows")]
    frame = read_register(register, source_id)
    return frame, parsed.recognition, [*mended, *register.findings]


def mend_register(parsed: Parsed, cells: pd.DataFrame, choices: Choices) -> tuple[pd.DataFrame, list[Finding]]:
    """Cells of a register with the person's corrections."""
    text, findings = cells.copy(), []
    for mend in choices.mends:
        for column, (position, heading) in parsed.places.items():
            if letter(position) == mend.column and mend.sheet in ("", parsed.sheet):
                findings += _mend_column(parsed, text, mend, column, heading)
    return text, findings


def _mend_column(parsed: Parsed, text: pd.DataFrame, mend: Mend, column: str, heading: str) -> list[Finding]:
    """Correct one column of `text` in place; says what was done or could not be done."""
    rows = np.array(parsed.rows, dtype=np.int64)
    here = np.ones(len(rows), dtype=bool) if mend.row is None else rows == mend.row
    hits = here & (text[column] == mend.old.strip()).to_numpy()
    text.loc[hits, column] = mend.new
    if not hits.any() and (mend.row is None or not here.any()):
        return []
    done = bool(hits.any())
    found = Finding(
        "note" if done else "warning",
        "mended" if done else "mend_not_applied",
        sheet=parsed.sheet,
        row=int(rows[hits if done else here][0]),
        column=mend.column,
        heading=heading,
        value=mend.old,
        fields={"new": mend.new},
        count=max(int(hits.sum()), 1),
    )
    return [found]


def _report_scope(report: Report, frame: pd.DataFrame | None, *, hindered: bool) -> None:
    if report.outside:
        fields = {"territories": len(report.outside)}
        rows = sum(report.outside.values())
        report.findings.append(Finding("note", "outside_atlas", count=rows, fields=fields))
    if frame is None or frame.empty:
        if not hindered and not any(finding.severity == "error" for finding in report.findings):
            report.findings.append(Finding("error", "nothing_for_atlas"))
        return
    _report_unstated(report, frame)


def _report_unstated(report: Report, frame: pd.DataFrame) -> None:
    """How many values the office does not state, by reason."""
    if not frame["flag"].cat.codes.any():
        return
    values = [name for name in VALUES[report.table] if name != "net"]
    without = frame[frame[values].isna().any(axis=1) & (frame["flag"] != "")]
    for flag, rows in without.groupby("flag", observed=True)["row_number"]:
        numbers = tuple(int(row) for row in rows.head(50))
        report.findings.append(
            Finding("note", "not_stated", count=len(rows), row=numbers[0], rows=numbers, fields={"flag": flag})
        )


def apply_mends(raw: Raw, mends: tuple[Mend, ...], report: Report) -> Raw:
    """The block with a person's corrections; one that no longer fits is said so."""
    columns = dict(raw.columns)
    for mend in mends:
        if mend.sheet and mend.sheet != raw.sheet:
            continue
        for role, (position, _) in raw.places.items():
            if letter(position) != mend.column:
                continue
            hits = _mended_rows(raw, columns[role], mend)
            if len(hits):
                columns[role] = columns[role].replaced(hits, mend.new)
                report.add("note", "mended", raw, _mask(hits, len(raw.rows)), role=role, value=mend.old, new=mend.new)
            elif mend.row is not None and mend.row in raw.rows:
                fields = {"new": mend.new}
                found = Finding(
                    "warning",
                    "mend_not_applied",
                    row=mend.row,
                    column=mend.column,
                    value=mend.old,
                    fields=fields,
                )
                report.findings.append(found)
    return Raw(columns, raw.places, raw.rows, raw.sheet)


def _mask(hits: np.ndarray, length: int) -> Mask:
    mask = np.zeros(length, dtype=bool)
    mask[hits] = True
    return mask


def _mended_rows(raw: Raw, column: Coded, mend: Mend) -> np.ndarray:
    same = np.array([text == mend.old.strip() for text in column.texts()], dtype=bool)
    mask = column.where(same)
    if mend.row is not None:
        mask &= raw.rows == mend.row
    return np.flatnonzero(mask)


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
        key = (
            finding.severity,
            finding.code,
            finding.sheet,
            finding.column,
            finding.value,
            repr(sorted(finding.fields.items(), key=lambda item: item[0])),
            finding.row,
        )
        known = groups.get(key)
        groups[key] = finding if known is None else known
    ranked = sorted(groups.values(), key=lambda one: (SEVERITIES.index(one.severity), one.row or 0))
    return tuple(replace(finding, file=name) for finding in ranked)


def check_together(intakes: Sequence[Intake]) -> tuple[Finding, ...]:
    """Two files for the same table and year are refused: one of them is not what it seems."""
    seen: dict[tuple[str, int], str] = {}
    found = []
    for intake in intakes:
        for year in intake.recognition.years if intake.table else ():
            first = seen.setdefault((str(intake.table), year), intake.file_name)
            if first != intake.file_name:
                fields = {"year": year, "other": first}
                found.append(Finding("error", "same_year_twice", file=intake.file_name, fields=fields))
    return tuple(found)
