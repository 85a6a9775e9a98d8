"""The district each row names, and whether key and name agree."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from data.intake.cells.coded import Coded
from data.intake.figures.model import MOST_GROUPS, Ids, Raw, Report, areas
from data.intake.model import Severity
from data.intake.words.territory import Territory, is_other_kind, named_kreis


def read_areas(raw: Raw, report: Report, found: npt.NDArray[np.object_]) -> Ids:
    """Position in `areas()` per row, -1 for rows that are not the atlas's; `found` are the territories named."""
    column = raw.columns["ags"]
    known = {ags: position for position, ags in enumerate(areas())}
    ids = np.full(len(found), -1, dtype=np.int32)
    for position, territory in enumerate(found):
        if territory is not None and territory.kind in ("kreis", "land"):
            ids[position] = known.get(territory.ags, -1)
    _report_areas(raw, report, column, found)
    _compare_names(raw, report, column, found)
    spread: Ids = ids[column.codes]
    return spread


def _report_areas(raw: Raw, report: Report, column: Coded, found: npt.NDArray[np.object_]) -> None:
    severity: Severity = "warning" if report.official else "error"
    counts = column.counts()
    known: dict[str, Territory] = {}
    rounded = np.array([one is not None and one.kind == "rounded" for one in found], dtype=bool)
    if rounded.any():
        rows = np.flatnonzero(column.where(rounded))
        report.add("error", "key_rounded", raw, rows, role="ags", value=column.text_at(int(rows[0])))
    notable = np.zeros(len(found), dtype=bool)
    for position, (text, territory) in enumerate(zip(column.texts(), found, strict=True)):
        if territory is None:
            continue
        if territory.kind in ("outside", "region", "nation", "land"):
            report.outside[text] = max(report.outside.get(text, 0), int(counts[position]))
        elif _area_code(territory, severity)[0]:
            notable[position] = True
            known[text] = territory
    for number, (text, rows) in enumerate(column.rows_of(notable)):
        territory = known[text]
        code, level = _area_code(territory, severity)
        if number < MOST_GROUPS:
            report.add(
                level,
                code,
                raw,
                rows,
                role="ags",
                value=text,
                candidates=[list(pair) for pair in territory.candidates],
                successor=territory.successor,
                name=territory.name,
                since=territory.since,
                ags=territory.ags,
            )


def check_old_names(raw: Raw, report: Report, time: Ids, found: npt.NDArray[np.object_]) -> None:
    """A name two districts bore, one after the other: before the reform it cannot say which one is meant."""
    column = raw.columns["ags"]
    if not any(one is not None and one.kind == "kreis" and one.since for one in found):
        return
    texts = column.texts()
    old_state = any(
        one is not None and one.kind == "dissolved" and not text[:1].isdigit()
        for one, text in zip(found, texts, strict=True)
    )
    years = np.array([int(text[:4]) for text in report.times] or [0])
    for position, territory in enumerate(found):
        if territory is None or territory.kind != "kreis" or not territory.since:
            continue
        early = (time >= 0) & (years[np.maximum(time, 0)] < int(territory.since[:4]))
        rows = np.flatnonzero((column.codes == position) & (early | old_state))
        if len(rows):
            shown = report.times[int(time[rows[0]])] if time[rows[0]] >= 0 else ""
            fields = {"since": territory.since, "time": shown, "ags": territory.ags}
            report.add("error", "name_before_reform", raw, rows, role="ags", value=texts[position], **fields)


def _compare_names(raw: Raw, report: Report, column: Coded, found: npt.NDArray[np.object_]) -> None:
    """A key of one territory beside the name of another: one of the two was damaged."""
    names = raw.columns.get("name")
    if names is None:
        return
    pairs, first = np.unique(column.codes.astype(np.int64) * len(names.distinct) + names.codes, return_index=True)
    written = names.texts()
    for pair, row in zip(pairs, first, strict=True):
        territory: Territory = found[pair // len(names.distinct)]
        name = written[pair % len(names.distinct)]
        expected = named_kreis(name)
        if territory.kind in ("dissolved", "land", "gemeinde", "blank"):
            continue
        differs = bool(expected) and territory.ags != expected
        if differs or (territory.kind == "kreis" and is_other_kind(territory.ags, name)):
            rows = np.array([row], dtype=np.int64)
            text = column.text_at(int(row))
            severity: Severity = "warning" if report.official and not differs else "error"
            code = "name_key_mismatch" if differs else "name_other_kind"
            report.add(severity, code, raw, rows, role="ags", value=text, name=name, ags=expected)


def _area_code(territory: Territory, severity: Severity) -> tuple[str, Severity]:
    """Finding for a territory that is not simply known, blank when there is nothing to say."""
    if territory.kind == "dissolved":
        return "dissolved_kreis", "note"
    if territory.kind == "gemeinde":
        return "gemeinde_level", "error"
    if territory.kind == "unknown_name":
        return "unknown_name", "error"
    if territory.kind == "ambiguous_name":
        return "ambiguous_name", "error"
    if territory.kind == "unknown_key":
        return "unknown_key", severity
    if territory.kind == "blank":
        return "key_blank", "error"
    if territory.kind == "rounded":
        return "", "error"
    return ("zero_restored", "note") if territory.padded else ("", "note")
