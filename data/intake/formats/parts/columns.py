"""Columns of territories and times whose heading is on no list: they are told by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from data.intake.cells.coded import Coded
from data.intake.lists.vocabulary import columns_for
from data.intake.words.labels import read_date, read_year
from data.intake.words.meaning import Meaning, fold_words, understand
from data.intake.words.territory import find_kreis
from data.tables.statuses import NO_FIGURE, REPORTED

_SAMPLE = 60
_SEARCHED = 30
_STATUSES = frozenset({"", REPORTED, "not_existing", *NO_FIGURE})
_AREAS = frozenset({"kreis", "land", "nation", "region", "outside", "dissolved"})
_KEY = re.compile(r"'?(?:DE[0-9A-Z]{3}|\d{4,12})(?:[.,]0+)?")
_COUNTED = ("measure", "unit", "topic")
"""What a heading says of figures."""


def told_apart(
    headings: Sequence[str], mapped: Mapping[str, int], figures: Collection[str], rows: Sequence[Sequence[str]]
) -> dict[str, int]:
    """The columns that say where and when, also below headings nobody listed.

    Args:
        headings: of all columns.
        mapped: canonical column -> position, as far as headings tell.
        figures: canonical columns of figures.
        rows: the first rows below the headings.
    """
    named = {column: position for column, position in mapped.items() if column not in figures}
    found = find_columns(rows[:_SAMPLE], headings, mapped.values())
    if {"year", "date"} & set(named):
        found = {role: position for role, position in found.items() if role == "ags"}
    return found | named


def find_columns(rows: Sequence[Sequence[str]], headings: Sequence[str], taken: Collection[int]) -> dict[str, int]:
    """Position of the territories (`ags`) and of the years (`year`) or days (`date`), where there is one.

    Args:
        rows: the first rows below the headings.
        headings: of all columns.
        taken: positions that are known already.
    """
    free = [p for p, heading in enumerate(headings) if heading and p not in taken]
    cells = {p: [row[p] for row in rows if p < len(row) and row[p]] for p in free}
    said = {p: understand(headings[p]) for p in free}
    keys = (p for p in free if _may_be_place(said[p]) and _are_keys(cells[p]))
    names = (p for p in free if _may_be_place(said[p]) and _is_for_names(said[p]) and _are_places(cells[p]))
    times = (p for p in free if _is_for_times(headings[p], said[p]) and _are_years(cells[p]))
    found = {"ags": next(keys, next(names, None)), "year": next(times, None)}
    time = found["year"]
    if time is not None and all(map(read_date, cells[time])):
        found["date"] = found.pop("year")
    return {role: position for role, position in found.items() if position is not None}


def _may_be_place(said: Meaning) -> bool:
    """Whether a heading speaks neither of figures, nor of where people came from, nor of municipalities."""
    is_figure = any(said.values(facet) for facet in _COUNTED)
    return not (is_figure or said.values("level") - {"kreis", "land"} or "partner" in said.values("dimension"))


def _is_for_names(said: Meaning) -> bool:
    """Whether a heading speaks of districts, or of nothing in particular: `Ort` would be that of towns."""
    return said.values("level") == {"kreis"} or not (said.said or said.unknown)


def _is_for_times(heading: str, said: Meaning) -> bool:
    """Whether a heading is a word for the year or day of a row: `Jahr bis` and `Jahr des Zensus` mean others."""
    return said.said.get("period", {}).get("year") == fold_words(heading)


def _are_keys(cells: Sequence[str]) -> bool:
    """Whether official keys stand in a column, and nothing else: figures that all happen to be keys there are none."""
    return all(map(_KEY.fullmatch, cells)) and all(find_kreis(cell).kind in _AREAS for cell in cells) and bool(cells)


def _are_places(cells: Sequence[str]) -> bool:
    """Whether most cells name territories; sums and heads of groups may stand among them."""
    hits = sum(find_kreis(cell).kind in _AREAS for cell in cells if len(cell) < 80)
    return bool(hits) and 2 * len(cells) <= 3 * hits


def _are_years(cells: Sequence[str]) -> bool:
    return bool(cells) and all(read_year(cell) is not None for cell in cells)


def holds_places(column: Coded) -> bool:
    """Whether the first texts of a column name a territory; `Ausland` in every row says where people came from."""
    return any(find_kreis(text).kind != "unknown_name" for text in column.texts()[:_SEARCHED])


def holds_statuses(column: Coded) -> bool:
    """Whether a column says why figures are blank, as the atlas does; other words may say how they came about."""
    return all(text in _STATUSES for text in column.texts())


def name_column(headings: Sequence[str], mapped: Mapping[str, int]) -> int | None:
    """A column of names beside the one of keys."""
    return next(
        (
            position
            for position, heading in enumerate(headings)
            if position not in mapped.values() and ("ags", False) in columns_for(heading)
        ),
        None,
    )
