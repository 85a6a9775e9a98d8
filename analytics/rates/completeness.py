"""How much of what it was asked for a view shows, and why the rest is missing: one sentence, by one rule for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from analytics.figure.model import NUMERIC_KINDS, Figure, format_cell
from analytics.language import Wording
from analytics.language.statuses import hidden_text
from analytics.rates.rates import NO_POPULATION

KREIS_SIGNS = 5
"""Length of the official key of a Kreis."""

NO_BASE_YEAR = "no_base_year"
"""A change has no value because the year it is counted from has none."""


def all_notes(figure: Figure, w: Wording) -> tuple[str, ...]:
    """What has to be read with a figure: how to read it, its notes, then what is missing of it; each once."""
    return tuple(dict.fromkeys(filter(None, [figure.reading, *figure.notes, coverage_sentence(figure, w)])))


def coverage_sentence(figure: Figure, w: Wording) -> str:
    """How many rows of the figure's table have a value, and which have none and why.

    A row has none when all its numbers are missing, those that only stand beside the value left out. The column
    `reason` of the table says why; without it the value is not in the source.

    Returns:
        "" when no row has a value and for tables without numbers; also for a complete table of neither districts nor
        years, which lists what was found: nobody asked for a number of rows.
    """
    table = figure.table
    numbers = [column.name for column in figure.columns if column.kind in NUMERIC_KINDS and not column.beside]
    if not numbers or table.empty:
        return ""
    missing = table[numbers].isna().all(axis="columns")
    why = table["reason"].fillna("") if "reason" in table else pd.Series("", index=table.index)
    if _lists_kreise(table):
        return completeness_sentence(w, table["name"], (why.mask(why == "", " ")).where(missing, ""))
    if not missing.any() and "reason" not in table and all(column.kind != "year" for column in figure.columns):
        return ""
    return values_sentence(w, _names(figure, w, missing), why[missing], len(table))


def _lists_kreise(table: pd.DataFrame) -> bool:
    """Whether each row is of one Kreis; a Land has a shorter key, a Gemeinde a longer one."""
    return "ags" in table and bool(table["ags"].is_unique and (table["ags"].str.len() == KREIS_SIGNS).all())


def _names(figure: Figure, w: Wording, missing: pd.Series) -> list[str]:
    """What each row without a value is of; the year alone where the year has no value at all."""
    columns = [
        column for place, column in enumerate(figure.columns)
        if place == 0 or column.kind == "year" or column.name == "name"
    ]  # fmt: skip
    years = [column.name for column in columns if column.kind == "year"]
    empty = missing.groupby(figure.table[years[-1]]).transform("all") if years else ~missing
    return [
        " ".join(
            format_cell(row[column.name], column.kind, w)
            for column in columns
            if column.kind == "year" or not (years and is_empty)
        )
        for row, is_empty in zip(figure.table[missing].to_dict("records"), empty[missing], strict=True)
    ]


def completeness_sentence(w: Wording, names: Iterable[str], reasons: Iterable[str]) -> str:
    """How many of the Kreise asked for have a value, and those that have none, by reason.

    Args:
        w: language.
        names: the Kreise asked for.
        reasons: in the same order, why a Kreis has no value, "" where it has one: the reasons of
            `analytics.rates.rates.compute_rates` and `NO_BASE_YEAR`.

    Returns:
        "" when no Kreis has a value: then the view says so by itself.
    """
    why = dict(zip(names, reasons, strict=True))
    missing = {name: _reason_text(w, reason) for name, reason in why.items() if reason}
    if len(missing) == len(why):
        return ""
    if not missing:
        return w.plural("{n} district asked for and shown.", "{n} districts asked for, all shown.", len(why))
    return w.text(
        "{asked} districts asked for, {shown} shown; missing: {missing}.",
        asked=w.number(len(why)), shown=w.number(len(why) - len(missing)), missing=_by_cause(w, missing),
    )  # fmt: skip


def values_sentence(w: Wording, names: Iterable[str], reasons: Iterable[str], asked: int) -> str:
    """How many of the values asked for there are, and what has none, by reason.

    Args:
        w: language.
        names: what has no value; a year that has none for anybody may be named once for each of its values.
        reasons: in the same order, why; as in `completeness_sentence`.
        asked: how many values were asked for.

    Returns:
        "" when there is none.
    """
    why = [(name, _reason_text(w, reason)) for name, reason in zip(names, reasons, strict=True)]
    if len(why) == asked:
        return ""
    if not why:
        return w.plural("{n} value asked for and shown.", "{n} values asked for, all shown.", asked)
    return w.text(
        "{asked} values asked for, {shown} shown; missing: {missing}.",
        asked=w.number(asked), shown=w.number(asked - len(why)), missing=_by_cause(w, dict(why)),
    )  # fmt: skip


def _by_cause(w: Wording, missing: Mapping[str, str]) -> str:
    causes = dict.fromkeys(missing.values())
    return "; ".join(f"{w.join([name for name in missing if missing[name] == cause])} ({cause})" for cause in causes)


def _reason_text(w: Wording, reason: str) -> str:
    words = {
        NO_POPULATION: w.text("its population of the same age and date is not known"),
        NO_BASE_YEAR: w.text("no value in the year of comparison"),
    }
    return hidden_text(w, reason) or words.get(reason) or w.text("not in the source")
