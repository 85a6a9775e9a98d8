"""Rows of a table that speak of no single territory: group heads, sums, footnotes. Each is named, none is stored."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from data.intake.coded import Coded, Mask, Rows
from data.intake.figures import Raw
from data.intake.grid import letter
from data.intake.labels import read_year
from data.intake.model import ROWS_KEPT, Finding, cut
from data.intake.territory import find_kreis

_SUM = re.compile(
    r"(?:die )?(?:gesamt)?summen?(?: (?:der|aller) .*)?|(?:ins)?gesamt|zusammen|total|alle (?:kreise|regionen)"
    r"|(?:kreisfreie städte|landkreise|kreise|land)(?: und .*)? (?:ins)?(?:gesamt|zusammen)"
    r"|(?:zusammen|insgesamt)[ :,]+.*"
)
_UNKNOWN = ("unknown_name", "unknown_key", "ambiguous_name")


@dataclass(frozen=True, eq=False)
class Sorted:
    """Which rows of a block are what.

    Attributes:
        keep: rows with figures of a territory.
        time: the day or year a row of its own names, blank elsewhere, for the rows below it; None without one.
        findings: a note for each kind of row that was left out.
        texts: the texts that stand below or between the figures.
    """

    keep: Mask
    time: Coded | None
    findings: tuple[Finding, ...]
    texts: tuple[str, ...]


def sort_rows(key: Coded, name: Coded | None, values: Sequence[Coded], rows: Rows, sheet: str) -> Sorted:
    """Tell rows of figures from group heads, sums and footnotes.

    Args:
        key: keys or names of the territories, as written.
        name: names beside the keys.
        values: columns of figures.
        rows: spreadsheet rows.
        sheet: for the findings.
    """
    empty = np.ones(len(rows), dtype=bool)
    for column in values:
        empty &= column.where(column.blank)
    has_blank = bool(key.blank[key.used()].any())
    label = _either(key, name) if name is not None and has_blank else key
    texts = label.texts()
    is_sum = ~empty & label.where(np.array([_is_sum(text) for text in texts], dtype=bool))
    dated = is_text = np.zeros(len(rows), dtype=bool)
    if empty.any():
        dated = empty & label.where(np.array([read_year(text) is not None for text in texts], dtype=bool))
        unknown = np.array([bool(text) and find_kreis(text).kind in _UNKNOWN for text in texts], dtype=bool)
        is_text = empty & ~dated & label.where(unknown)
    findings = [
        *_note(label, is_sum, rows, Finding("note", "sum_rows_left_out", sheet=sheet)),
        *_note(label, is_text, rows, Finding("note", "text_rows_left_out", sheet=sheet)),
    ]
    time = _times(label, dated) if dated.any() else None
    said = tuple(dict.fromkeys(label.text_at(int(row)) for row in np.flatnonzero(is_text)))
    return Sorted(~(dated | is_sum | is_text), time, tuple(findings), said)


def _either(key: Coded, name: Coded) -> Coded:
    """The key, or the name where there is no key."""
    pairs = zip(key.texts_per_row(), name.texts_per_row(), strict=True)
    return Coded.from_list([own or other for own, other in pairs])


def _is_sum(text: str) -> bool:
    return not text.isdigit() and bool(_SUM.fullmatch(text.casefold().strip(" :")))


def _times(label: Coded, dated: Mask) -> Coded:
    """The last day or year named above each row."""
    texts = label.texts_per_row()
    return Coded.from_list([text if own else "" for text, own in zip(texts, dated, strict=True)]).filled_down()


def _note(label: Coded, hits: Mask, rows: Rows, kind: Finding) -> list[Finding]:
    """The finding with the rows it is about; none when there is no such row."""
    places = np.flatnonzero(hits)
    if not len(places):
        return []
    numbers = tuple(int(row) for row in rows[places[:ROWS_KEPT]])
    first = cut(label.text_at(int(places[0])))
    return [replace(kind, row=numbers[0], value=first, count=len(places), rows=numbers)]


def without_open_net(raw: Raw) -> tuple[Raw, list[Finding]]:
    """The block without balances that are formulas nobody calculated, when they follow from the other columns."""
    net = raw.columns.get("net")
    if net is None or not {"arrivals", "departures"} <= set(raw.columns):
        return raw, []
    is_open = net.where(np.array([text.startswith("=") for text in net.texts()], dtype=bool))
    if not is_open.any():
        return raw, []
    places = np.flatnonzero(is_open)
    position, heading = raw.places.get("net", (-1, ""))
    numbers = tuple(int(row) for row in raw.rows[places[:ROWS_KEPT]])
    said = Finding(
        "note",
        "net_computed",
        sheet=raw.sheet,
        row=numbers[0],
        column=letter(position) if position >= 0 else "",
        heading=heading,
        value=cut(net.text_at(int(places[0]))),
        count=len(places),
        rows=numbers,
    )
    columns = {**raw.columns, "net": net.replaced(places, "")}
    if not any(columns["net"].texts_per_row()):
        # Without one stated balance all follow from the other columns.
        del columns["net"]
    return replace(raw, columns=columns), [said]
