"""Rows of a table that speak of no single territory: group heads, sums, notes, a second table. Each is named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from data.intake.asides import name_asides
from data.intake.cells.coded import Coded, Mask, Rows
from data.intake.figures.model import Raw
from data.intake.formats.parts.sums import check_sum_rows
from data.intake.heads import code_against, wrong_facet
from data.intake.lists.vocabulary import columns_for
from data.intake.model import ROWS_KEPT, Finding, cut
from data.intake.words.labels import read_year
from data.intake.words.meaning import understand
from data.intake.words.paragraphs import paragraphs, runs_on
from data.intake.words.territory import find_kreis
from data.intake.workbooks.grid import Block, letter

_SUM = re.compile(
    r"(?:die )?(?:gesamt|end|zwischen|landes|kreis)?summen?(?: (?:der|aller) .*)?"
    r"|summe (?:bb|land|brandenburg|(?:land)?kreise)"
    r"|(?:ins)?gesamt|insge?s?\.?|zusammen|total|alle (?:kreise|regionen)(?: (?:zusammen|insgesamt))?|land bb"
    r"|landes(?:wert|ergebnis|gesamt)|(?:gesamt)?(?:region|gebiet|raum)(?: (?:ins)?gesamt)|gesamt(?:region|gebiet|raum)"
    r"|alle \d{1,2} (?:land)?kreise"
    r"|(?:kreisfreie städte|landkreise|kreise|land)(?: und .*)?(?: (?:ins)?(?:gesamt|zusammen))?"
    r"|(?:zusammen|insgesamt)[ :,]+.*|[σ∑ø]|sum|alle|gesamtergebnis|(?:grand|overall) total"
    r"|mittelwert|durchschnitt|median|minimum|maximum|average|mean"
)
_WHOLE = re.compile(r"^summe |[ ,]+(?:ins)?(?:gesamt|zusammen|total)$")
_MARK = re.compile(r"[\s:*¹²³⁴-⁹]+$|\s?\d\)$")
"""The number of a footnote, or a colon."""
_ABOVE = ("land", "nation", "region")
_FIGURE = re.compile(r"[-–−+]?[\d.,\s\u202f\u00a0]*\d[\d.,]*\s?[%a-z]?")
_TITLED = frozenset({"period", "measure", "topic", "border", "level"})
"""What the title of a further block may say beside its year."""
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


def sort_rows(
    key: Coded, name: Coded | None, values: Mapping[int, Coded], split: Sequence[Coded], rows: Rows, sheet: str
) -> Sorted:
    """Tell rows of figures from group heads, sums and footnotes.

    Args:
        key: keys or names of the territories, as written.
        name: names beside the keys.
        values: column -> figures.
        split: columns that tell rows of one territory apart, such as year and age group.
        rows: spreadsheet rows.
        sheet: for the findings.
    """
    empty = np.ones(len(rows), dtype=bool)
    for column in values.values():
        empty &= column.where(column.blank)
    has_blank = bool(key.blank[key.used()].any())
    label = _either(key, name) if name is not None and has_blank else key
    texts = label.texts()
    is_sum = ~empty & (label.where(label.says(is_sum_label)) | _without_key(key, label))
    dated = is_text = np.zeros(len(rows), dtype=bool)
    if empty.any():
        dated = empty & label.where(np.array([bool(_time_of(text)) for text in texts], dtype=bool))
        unknown = np.array([bool(text) and find_kreis(text).kind in _UNKNOWN for text in texts], dtype=bool)
        is_text = empty & ~dated & label.where(unknown)
    findings = [
        *_note(label, is_sum, rows, Finding("note", "sum_rows_left_out", sheet=sheet)),
        *_note(label, is_text, rows, Finding("note", "text_rows_left_out", sheet=sheet)),
    ]
    time = _times(label, dated) if dated.any() else None
    said = tuple(dict.fromkeys(label.text_at(int(row)) for row in np.flatnonzero(is_text)))
    keep = ~(dated | is_sum | is_text)
    if is_sum.any():
        findings += check_sum_rows(label, is_sum, keep, values, split, rows, sheet)
    above = is_text & (np.cumsum(keep[::-1])[::-1] > 0) if is_text.any() else is_text
    parts = _parts_between(label, above, rows, sheet)
    judged = {one.fields["words"] for one in parts}
    return Sorted(keep, time, (*findings, *parts), tuple(text for text in said if text not in judged))


def _without_key(key: Coded, label: Coded) -> Mask:
    """Rows without a key that name a Land, Germany or a region."""
    above = label.says(lambda text: find_kreis(text).kind in _ABOVE)
    return key.where(key.blank) & label.where(above)


def end_of_table(block: Block, key: int, headings: Sequence[str], sheet: str) -> Block:
    """The block up to the heads of a second table below it, which is an error with its place.

    A row that repeats the heads is left out, as is a row of words alone among those with another number of cells:
    it is a note, to be found in `odd`.

    Args:
        block: rows below the heads.
        key: column of keys or names.
        headings: of its columns.
        sheet: for the findings.
    """
    heads = _heads_among(block, key)
    named = dict(enumerate(headings))
    other = next(((row, cells) for row, cells in heads if not _repeats(cells, named)), None)
    last = other[0] if other else np.inf
    repeated = [row for row, _ in heads if row < last]
    below = int(block.rows[-1]) if len(block.rows) else 0
    notes: dict[int, Sequence[str]] = {}
    for row, cells in block.odd.items():
        if row < last and (_is_note(cells, key) or (row > below and _goes_on(notes.get(row - 1, ()), cells))):
            notes[row] = cells
    strays = tuple(one for one in block.strays if (one.row or 0) < last)
    found = name_asides(strays, sheet)
    found += [
        one for one in block.findings if one.code != "row_length" or (one.row not in notes and (one.row or 0) < last)
    ]
    if other:
        words = " · ".join(cell for cell in other[1].values() if cell)
        found.append(Finding("error", "second_table", sheet=sheet, row=int(last), value=cut(words)))
    left_out = {*repeated, *notes}
    if left_out:
        rows = tuple(sorted(left_out))
        first = next(iter(notes.values()), [headings[key]])
        found.append(Finding("note", "text_rows_left_out", sheet=sheet, row=rows[0], count=len(rows),
                             rows=rows[:ROWS_KEPT], value=cut("; ".join(cell for cell in first if cell))))  # fmt: skip
    if not heads:
        return replace(block, findings=tuple(found), odd=notes)
    keep = (block.rows < last) & ~np.isin(block.rows, repeated)
    taken = {position: column.take(keep) for position, column in block.columns.items()}
    return replace(block, columns=taken, rows=block.rows[keep], findings=tuple(found), odd=notes, strays=strays)


def note_texts(block: Block) -> list[str]:
    """The notes among the rows with another number of cells and beside the table, each as one text."""
    rows = ("; ".join(cell for cell in cells if cell) for cells in block.odd.values())
    return [*paragraphs(rows), *(one.text for one in block.strays)]


def _heads_among(block: Block, key: int) -> list[tuple[int, dict[int, str]]]:
    """Rows of a block that name columns as the heads of a table do, with their cells."""
    column = block.columns[key]
    hits = np.flatnonzero(column.where(column.says(_names_key)))
    found = [(int(block.rows[hit]), {p: one.text_at(int(hit)) for p, one in block.columns.items()}) for hit in hits]
    found += [
        (row, dict(enumerate(cells))) for row, cells in block.odd.items() if key < len(cells) and _names_key(cells[key])
    ]
    return sorted(
        (row, cells)
        for row, cells in found
        if any(cell and p != key and not _FIGURE.fullmatch(cell) for p, cell in cells.items())
    )


def _repeats(cells: Mapping[int, str], headings: Mapping[int, str]) -> bool:
    """Whether the cells of a row are the headings of their columns."""
    return all(headings.get(position) == cell for position, cell in cells.items() if cell)


def _names_key(text: str) -> bool:
    """Whether a text is a heading of territories."""
    return any(column in ("ags", "kreis_ags", "region") for column, _ in columns_for(text))


def _is_note(cells: Sequence[str], key: int) -> bool:
    """Whether a row holds words only, and no territory where the others have theirs."""
    own = cells[key] if key < len(cells) else ""
    said = [cell for cell in cells if cell]
    return (
        bool(said)
        and not any(_FIGURE.fullmatch(cell) for cell in said)
        and find_kreis(own).kind in (*_UNKNOWN, "blank")
    )


def _goes_on(note: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether a row of one cell, such as a year alone, ends the note in the row above it."""
    before, own = ([cell for cell in row if cell] for row in (note, cells))
    return len(before) == len(own) == 1 and runs_on(before[0], own[0])


def _either(key: Coded, name: Coded) -> Coded:
    """The key, or the name where there is no key."""
    pairs = zip(key.texts_per_row(), name.texts_per_row(), strict=True)
    return Coded.from_list([own or other for own, other in pairs])


def is_sum_label(text: str) -> bool:
    """Whether a text names a sum over the rows and nothing else."""
    if text.isdigit():
        return False
    plain = _MARK.sub("", text.casefold().strip())
    rest = _WHOLE.sub("", plain)
    return bool(_SUM.fullmatch(plain)) or (rest != plain and find_kreis(rest).kind in _ABOVE)


def _time_of(text: str) -> str:
    """The day or year a text names, alone or as the title of a block; blank for none."""
    if read_year(text) is not None:
        return text
    said = understand(text)
    alone = not said.unknown and set(said.said) <= _TITLED and not wrong_facet(said)
    return said.day or str(said.year or "") if alone else ""


def _times(label: Coded, dated: Mask) -> Coded:
    """The last day or year named above each row."""
    texts = label.texts_per_row()
    return Coded.from_list(
        [_time_of(text) if own else "" for text, own in zip(texts, dated, strict=True)]
    ).filled_down()


def _parts_between(label: Coded, between: Mask, rows: Rows, sheet: str) -> list[Finding]:
    """An error for each text above rows of figures that makes them those of a part, or of another measure."""
    found = []
    for place in np.flatnonzero(between):
        text = label.text_at(int(place))
        if facet := wrong_facet(understand(text)):
            fields = dict.fromkeys(("measure", "measures", "words", "unit"), text)
            row = int(rows[place])
            found.append(Finding("error", code_against(facet), sheet=sheet, row=row, value=cut(text), fields=fields))
    return found


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
