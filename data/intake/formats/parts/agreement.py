"""What is said twice must agree: two keys of a row, two years of it, its year and that of its heading or the title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from data.intake.cells.coded import Coded, Mask
from data.intake.formats.parts.beside import holds_territories
from data.intake.model import Finding
from data.intake.words.census import CENSUS_DAYS, census_of
from data.intake.words.labels import read_date, read_year
from data.intake.words.meaning import Meaning, understand
from data.intake.words.territory import find_kreis
from data.intake.workbooks.grid import Block, letter
from data.tables.statuses import FIGURES

_FIGURES = frozenset(role for roles in FIGURES.values() for role in roles)


def check_agreement(
    block: Block, headings: Sequence[str], mapped: Mapping[str, int], beside: Sequence[int], title: Meaning, sheet: str
) -> list[Finding]:
    """Errors for a second key or year that differs from the one that is read, and for a year the title denies.

    Args:
        block: the rows that are read.
        headings: of all columns.
        mapped: role -> column.
        beside: columns no role takes.
        title: what the lines above the heads say.
        sheet: for the findings.
    """
    named = [p for p in beside if p < len(headings)]
    times = [mapped[role] for role in ("date", "year") if role in mapped]
    times += [p for p in named if _names_years(headings[p], block.columns[p])]
    keys = [p for p in named if holds_territories(headings[p], block.columns[p])]
    found = [_differing(block, headings, times[0], other, sheet) for other in times[1:]] if times else []
    found += [_other_key(block, headings, mapped["ags"], other, sheet) for other in keys]
    found += [check_title_year(block.columns[times[0]], title, sheet)] if times else []
    figures = [p for role, p in mapped.items() if role in _FIGURES and understand(headings[p]).year] if times else []
    found += [one for p in named for one in _other_bases(block, headings, times[0], p, sheet)] if times else []
    found += [check_heading_year(block, headings, p, times[0], sheet) for p in figures]
    return [one for one in found if one is not None]


def check_heading_year(block: Block, headings: Sequence[str], at: int, times: int, sheet: str) -> Finding | None:
    """The error for a heading of figures that names another year than a row does in its column of years."""
    named, column = understand(headings[at]).year, block.columns[times].filled_down()
    years = column.mapped(lambda text: read_year(text) or named)[column.codes]
    fields = {"measure": headings[times] or letter(times), "other": headings[at]}
    return _placed("years_disagree", block, headings, times, years != named, sheet, fields)


def _names_years(heading: str, column: Coded) -> bool:
    """True for a further column of years or days."""
    texts = [text for text in column.texts() if text]
    return "year" in understand(heading).values("period") and bool(texts) and all(map(read_year, texts))


def _differing(block: Block, headings: Sequence[str], first: int, other: int, sheet: str) -> Finding | None:
    """The first row of which two columns name different years."""
    years = [block.columns[p].mapped(lambda text: read_year(text) or 0)[block.columns[p].codes] for p in (first, other)]
    differ = (years[0] != 0) & (years[1] != 0) & (years[0] != years[1])
    fields = {"measure": headings[other], "other": headings[first]}
    return _placed("years_disagree", block, headings, other, differ, sheet, fields)


def _other_key(block: Block, headings: Sequence[str], key: int, other: int, sheet: str) -> Finding | None:
    """The first row with the keys or names of two districts."""
    own, named = (block.columns[p].mapped(_ags)[block.columns[p].codes] for p in (key, other))
    differ = (own != "") & (named != "") & (own != named)
    if not differ.any():
        return None
    row = int(np.argmax(differ))
    fields = {"name": block.columns[other].texts_per_row()[row], "ags": str(named[row])}
    return _placed("name_key_mismatch", block, headings, key, differ, sheet, fields)


def _ags(text: str) -> str:
    found = find_kreis(text)
    return found.ags if found.kind == "kreis" else ""


def _placed(
    code: str, block: Block, headings: Sequence[str], at: int, hits: Mask, sheet: str, fields: Mapping[str, str]
) -> Finding | None:
    if not hits.any():
        return None
    row = int(np.argmax(hits))
    return Finding("error", code, sheet=sheet, row=int(block.rows[row]), column=letter(at), heading=headings[at],
                   value=block.columns[at].texts_per_row()[row], count=int(hits.sum()), fields=fields)  # fmt: skip


def _other_bases(block: Block, headings: Sequence[str], times: int, at: int, sheet: str) -> list[Finding]:
    """Errors for a column of several censuses in which a row names another than that of its day."""
    column, days = block.columns[at], block.columns[times]
    bases = column.mapped(lambda text: understand(f"{headings[at]} {text}").base)[column.codes]
    if len({*bases} - {""}) < 2:
        return []
    usual = days.mapped(_base)[days.codes]
    found = []
    for code, wrong in (("base_contradicts", bases > usual), ("base_outdated", (bases < usual) & (bases != ""))):
        row = int(np.argmax(wrong))
        fields = {"found": bases[row], "time": days.text_at(row)}
        found += [_placed(code, block, headings, at, wrong, sheet, fields)]
    return [one for one in found if one is not None]


def _base(text: str) -> str:
    """The last census before a day or the end of a year; the count of 1987 before that of 2011."""
    day = read_date(text) or f"{read_year(text)}-12-31"
    return census_of(day) if day >= min(CENSUS_DAYS) else "1987"


def years_of(column: Coded) -> list[int]:
    """The years a column names, in order."""
    told = (read_year(text) for text, used in zip(column.texts(), column.used(), strict=True) if used)
    return sorted({year for year in told if year})


def check_title_year(column: Coded, title: Meaning, sheet: str) -> Finding | None:
    """The error for a title that names one year although no row or column is of it."""
    years = years_of(column)
    if title.year is None or not years or title.year in years:
        return None
    return Finding("error", "title_disagrees", sheet=sheet, row=1, value=str(title.year), fields={"years": years[:5]})
