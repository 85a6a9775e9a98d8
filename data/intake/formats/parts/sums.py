"""Rows that state a sum, and rows of all beside those of men and women or of nationalities: both follow from parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import numpy.typing as npt

from data.intake.cells.coded import Coded, Mask, Rows
from data.intake.cells.numbers import read_numbers
from data.intake.checks import CLOSE
from data.intake.heads import wrong_facets
from data.intake.model import Finding, Severity, cut
from data.intake.words.meaning import COMPLETE, PARTS, Meaning, understand
from data.intake.words.territory import find_kreis
from data.intake.workbooks.grid import Block, letter
from data.records import load_kreise

_MOST = 50
"""Contradictions named one by one."""
_ROUNDED = 2
"""What rounding to multiples of five changes at most in one part."""
_AVERAGE = re.compile(r"mittel|durchschn|ø|median|minimum|maximum|average|mean")
_PARTS = {"sex": ("male", "female", "divers"), "nationality": ("german", "foreign")}
"""Facet -> its parts; there is no whole without the first two."""
_NARROW = re.compile(
    r"uebrig|\beu\b|dritt|staatenlos|schutz|asyl|fluecht|ukrain|syr|poln|siedler|hintergrund|geschichte|refugee|anteil"
)
"""Words for some of the people from abroad, or for a part of Germany: with the other half they are not everybody."""
_OF_WHICH = re.compile(r"\W*(?:dar(?:unter|\.)|dav(?:on|\.)|of which|including)", re.I)
_REST = re.compile(r"ungeklärt|unbekannt|ohne angabe|\bo\.\s?a\.|staatenlos|divers|unknown|not stated", re.I)
"""A column of those who belong to neither half."""
Numbers = npt.NDArray[np.float64]


def check_sum_rows(
    label: Coded, sums: Mask, parts: Mask, values: Mapping[int, Coded], split: Sequence[Coded], rows: Rows, sheet: str
) -> list[Finding]:
    """Findings for sums over rows that do not follow from them.

    The parts are all rows, or those since the sum before: one of the two has to fit. A row of Brandenburg, or of its
    towns or rural districts, is compared only where all of them are there. A sum over other rows, an extract, may be
    over more than they are: there a difference is pointed out only, unless another column shows that it is over them.

    Args:
        label: key or name of each row.
        sums: rows that state a sum.
        parts: rows of one territory each.
        values: column -> figures.
        split: columns that tell rows of one territory apart, such as year and age group.
        rows: spreadsheet rows.
        sheet: for the findings.
    """
    numbers = {position: _numbers(column) for position, column in values.items()}
    areas = label.mapped(_district)[label.codes]
    places = np.arange(len(rows))
    found: list[Finding] = []
    before = 0
    for row in np.flatnonzero(sums)[:_MOST].tolist():
        own = parts & _alike(split, row, parts)
        name = label.text_at(row)
        place = Finding("error", "sum_mismatch", sheet=sheet, row=int(rows[row]), rows=(int(rows[row]),), value=name)
        tried: list[list[Finding]] = []
        for one in _choices(name, own, (before <= places) & (places < row), areas):
            compared = {position: (float(each[row]), each[one]) for position, each in numbers.items()}
            is_over = frozenset(areas[one]) in _wholes() or any(map(_fits, compared.values()))
            severity: Severity = "error" if is_over else "warning"
            tried.append(_differences(compared, replace(place, severity=severity)))
        found += min(tried, key=_apart, default=[])
        before = row + 1
    return found


def name_half(said: Meaning, headings: Iterable[str]) -> str:
    """The half of everybody a column counts, one of `HALVES`: with the other it adds up to the total; blank for none.

    Args:
        said: what its heading says.
        headings: of all columns: nationalities or origins beside which some are not known do not add up.
    """
    wrong = wrong_facets(said)
    if len(wrong) != 1 or wrong[0] not in COMPLETE:
        return ""
    half = said.part_of(wrong[0])
    is_half = half in COMPLETE[wrong[0]] and not _NARROW.search(said.said[wrong[0]][half])
    return half if is_half and (wrong == ["sex"] or not any(map(_REST.search, headings))) else ""


def _fits(compared: tuple[float, Numbers]) -> bool:
    """Whether a stated sum is that of its parts and says something."""
    stated, parts = compared
    return stated == parts.sum() and stated != 0


def check_part_rows(
    keys: Sequence[Coded], split: Sequence[Coded], whole: Mask, values: Mapping[int, Coded], rows: Rows, sheet: str
) -> list[Finding]:
    """Findings for rows of all that are not the sum of the rows of their parts beside them.

    Args:
        keys: columns of territory (the first), year and age group.
        split: columns of words; one of them may say of which part a row is.
        whole: rows of all.
        values: column -> figures.
        rows: spreadsheet rows.
        sheet: for the findings.
    """
    return [one for facet in _PARTS for one in _check_facet(facet, keys, split, whole, values, rows, sheet)]


def _check_facet(
    facet: str,
    keys: Sequence[Coded],
    split: Sequence[Coded],
    whole: Mask,
    values: Mapping[int, Coded],
    rows: Rows,
    sheet: str,
) -> list[Finding]:
    """The same for one facet: sex or nationality."""
    parts = _PARTS[facet]
    said = [column.mapped(lambda text: understand(text).part_of(facet)) for column in split]
    at = next((place for place, texts in enumerate(said) if {*parts[:2]} <= {*texts}), None)
    if at is None:
        return []
    part = said[at][split[at].codes]
    alike = [column.codes for column in (*keys, *split[:at], *split[at + 1 :])]
    _, group = np.unique(np.column_stack(alike), axis=0, return_inverse=True)
    counted = [np.bincount(group[part == name], minlength=group.max(initial=0) + 1) for name in parts]
    complete = (counted[0] == 1) & (counted[1] == 1) & (counted[-1] < 2)
    own = np.isin(part, parts)
    found: list[Finding] = []
    for position, column in values.items():
        numbers = _numbers(column)
        sums = np.bincount(group[own], weights=numbers[own], minlength=len(complete))
        off = np.where(complete, sums, np.nan)[group] - numbers
        for row in np.flatnonzero(whole & (np.abs(off) > 0))[: _MOST - len(found)].tolist():
            place = Finding("error", "sum_mismatch", sheet=sheet, row=int(rows[row]), rows=(int(rows[row]),))
            place = replace(place, value=keys[0].text_at(row))
            found += _differences({position: (float(numbers[row]), numbers[own & (group == group[row])])}, place)
    return found


def check_shares(
    block: Block, key: int, whole: Sequence[int], others: Sequence[int], headings: Sequence[str], sheet: str
) -> list[Finding]:
    """Errors for columns of some of the people that are larger than the column of all: which is the whole is not clear.

    Args:
        block: the rows that are read.
        key: column of keys or names.
        whole: columns of arrivals, departures or population.
        others: further columns of figures.
        headings: of all columns.
        sheet: for the findings.
    """
    found = []
    for position in others:
        of = _whole_of(position, headings, whole)
        if of is None:
            continue
        total, part = _numbers(block.columns[of]), _numbers(block.columns[position])
        more = part > total
        if more.any():
            row = int(np.argmax(more))
            fields = {"found": float(total[row]), "expected": float(part[row]), "part": headings[position]}
            place = Finding("error", "part_exceeds", sheet=sheet, row=int(block.rows[row]), column=letter(position))
            name = cut(block.columns[key].text_at(row))
            found.append(replace(place, value=name, fields=fields, count=int(more.sum())))
    return found


def _whole_of(position: int, headings: Sequence[str], whole: Sequence[int]) -> int | None:
    """The column of all of whom a column counts some, by its measure or because it says `darunter` right of it."""
    said = understand(headings[position]) if position < len(headings) else Meaning()
    facets, measures = wrong_facets(said), said.values("measure")
    if not facets or {*facets} - {*PARTS, "age"} or said.years or said.days:
        return None
    same = [one for one in whole if understand(headings[one]).values("measure") & measures]
    left = [one for one in whole if one < position and _OF_WHICH.match(headings[position])]
    return max(same or left, default=None)


def _numbers(column: Coded) -> Numbers:
    return read_numbers(column).number_per_row(column)


def _district(text: str) -> str:
    """Key of a district in the atlas, the text of one outside, blank for a Land, a region or no territory."""
    found = find_kreis(text)
    return found.ags if found.kind == "kreis" else text if found.kind in ("outside", "dissolved") else ""


def _alike(split: Sequence[Coded], row: int, parts: Mask) -> Mask:
    """Rows of the same year and age group as a sum; none where it names no year although there are several."""
    alike = np.ones(len(parts), dtype=bool)
    for column in split:
        if column.text_at(row):
            alike &= column.codes == column.codes[row]
        elif len(np.unique(column.codes[parts])) > 1:
            alike[:] = False
    return alike


@cache
def _wholes() -> tuple[frozenset[str], ...]:
    """All districts of Brandenburg, its towns, its rural districts: what a sum is over when they are its rows."""
    kreise = load_kreise().query("land_ags == '12'")
    kinds = (["Kreisfreie Stadt", "Landkreis"], ["Kreisfreie Stadt"], ["Landkreis"])
    return tuple(frozenset(kreise["ags"][kreise["kreis_type"].isin(kind)]) for kind in kinds)


def _choices(label: str, own: Mask, since: Mask, areas: npt.NDArray[np.object_]) -> Iterator[Mask]:
    """The rows a sum with this label may be over; none where its parts are not all there, and for an average."""
    plain = label.casefold()
    named = ("kreisfrei" in plain, "landkreis" in plain)
    whole = _wholes()[{(True, False): 1, (False, True): 2}.get(named, 0)]
    if (re.search(r"brandenburg|\bbb\b|^land", plain) and not any(named)) or named in ((True, False), (False, True)):
        inside = own & np.isin(areas, [*whole])
        yield from [inside] if inside.sum() == len(whole) else []
    elif set(understand(label).said) <= {"total", "level"} and not _AVERAGE.search(plain):
        districts = areas != ""
        yield from (one for one in (own & districts, own, own & districts & since, own & since) if one.sum() > 1)


def _differences(compared: Mapping[int, tuple[float, Numbers]], place: Finding) -> list[Finding]:
    """A finding for each column in which a sum is not that of its parts.

    What rounding or the protection of single persons may explain is a warning. So are several columns that are lower
    by the same number: moves between the parts are none over the border of the whole. A number below one of the parts
    is no sum of them, and says nothing against them.
    """
    found = []
    for position, (stated, parts) in compared.items():
        expected = float(parts.sum())
        if abs(stated - expected) > 0:
            close = max(CLOSE, _ROUNDED * len(parts))
            fields = {"found": stated, "expected": expected, "close": close}
            severity: Severity = "warning" if abs(stated - expected) <= close else place.severity
            where = replace(place, column=letter(position), value=cut(place.value))
            found.append(replace(where, severity=severity, fields=fields))
    inside = {one.fields["expected"] - one.fields["found"] for one in found}
    is_border = len(found) > 1 and len(inside) == 1 and min(inside) > 0
    is_none = any(0 <= stated < parts.max() and parts.min() >= 0 for stated, parts in compared.values() if len(parts))
    return [replace(one, severity="warning") for one in found] if is_border or is_none else found


def _apart(found: Iterable[Finding]) -> float:
    """How far all sums are from their parts."""
    return float(sum(abs(one.fields["found"] - one.fields["expected"]) for one in found))
