"""What every question is answered with: rows, what is missing of what was asked, limits, sources; or a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from analytics.exports.answers.plain import as_plain
from analytics.figure.sources import source_rows
from analytics.language import Wording
from analytics.rates.series import breaks_between
from data.atlas import Atlas

Rows = Sequence[Mapping[str, Any]]
_PARTING = ("census", "method")
MOST_ROWS = 60
"""More rows than that are no answer but a table; `download` says where the table is."""


def at_most(most: int) -> int:
    """How many rows are given where so many are asked for."""
    return min(max(most, 1), MOST_ROWS)


@dataclass(frozen=True)
class Gap:
    """What was asked for and is not known.

    Attributes:
        names: the areas or things, all for the same reason.
        years: the years without a value; empty when no year is meant.
        code: short stable name of the reason.
        reason: the reason in words.
    """

    names: tuple[str, ...]
    years: tuple[int, ...]
    code: str
    reason: str


@dataclass(frozen=True)
class Coverage:
    """How much of what was asked for the rows hold.

    Attributes:
        asked: how many values, places or initiatives the question is about.
        shown: how many of them the rows hold with a value.
        left_out: how many more are known and left out to keep the answer short.
        missing: what is not known.
        complete: whether nothing is missing and nothing left out.
        sentence: the same in words, to be said along with any figure.
    """

    asked: int
    shown: int
    left_out: int
    missing: tuple[Gap, ...]
    complete: bool
    sentence: str


@dataclass(frozen=True)
class Source:
    """Where figures come from."""

    citation: str
    licence: str
    url: str


@dataclass(frozen=True)
class Refusal:
    """Why there is no answer, and what comes nearest to one.

    Attributes:
        code: short stable name of the reason.
        reason: in words.
        nearest: what can be asked instead, in words.
    """

    code: str
    reason: str
    nearest: str


@dataclass(frozen=True)
class Answer:
    """The answer to one question.

    Attributes:
        question: what was understood, in words.
        rows: few records; a value that is not known is None, never 0.
        unit: of the values; blank when the rows have no common one.
        sentences: what is to be said of the rows as a whole.
        coverage: how much of what was asked the rows hold.
        limits: what the figures do not say, and breaks to mind.
        sources: to be named with every figure.
        data_version: version of the data package.
        refusal: set when nothing can be answered; then there are no rows.
    """

    question: str
    rows: tuple[dict[str, Any], ...]
    unit: str
    sentences: tuple[str, ...]
    coverage: Coverage
    limits: tuple[str, ...]
    sources: tuple[Source, ...]
    data_version: str
    refusal: Refusal | None = None

    def plain(self) -> dict[str, Any]:
        """The answer as JSON knows it."""
        found: dict[str, Any] = as_plain(asdict(self) | {"refusal": None})
        return found | {"refusal": asdict(self.refusal) if self.refusal else None}


class RefusedError(Exception):
    """Ends a question with a refusal, from wherever it turns out that there is no answer."""

    def __init__(self, code: str, reason: str, nearest: str = "") -> None:
        super().__init__(code)
        self.refusal = Refusal(code, reason, nearest)


def give(
    atlas: Atlas,
    w: Wording,
    question: str,
    rows: Rows,
    coverage: Coverage,
    *,
    unit: str = "",
    sentences: Iterable[str] = (),
    limits: Iterable[str] = (),
    source_ids: Iterable[str] = (),
) -> Answer:
    """An answer with its sources looked up; blank sentences and limits are left out."""
    return Answer(
        question=question,
        rows=tuple(as_plain(dict(row)) for row in rows),
        unit=unit,
        sentences=tuple(filter(None, sentences)),
        coverage=coverage,
        limits=tuple(dict.fromkeys(filter(None, limits))),
        sources=name_sources(atlas, w, source_ids),
        data_version=atlas.version,
    )


def refuse(atlas: Atlas, w: Wording, question: str, refusal: Refusal) -> Answer:
    """The answer to a question that has none."""
    nothing = Coverage(0, 0, 0, (), complete=False, sentence=w.text("Nothing is shown."))
    return Answer(question, (), "", (), nothing, (), (), atlas.version, refusal)


def cover(w: Wording, *, asked: int, shown: int, missing: Sequence[Gap] = (), left_out: int = 0) -> Coverage:
    """The coverage with its sentence; what is neither shown nor missing was held back."""
    complete = not missing and not left_out and shown == asked
    parts = [w.text("Shown: {shown} of {asked}.", shown=w.number(shown), asked=w.number(asked))]
    if left_out:
        parts.append(w.text("{n} more are known and left out to keep this short.", n=w.number(left_out)))
    parts += [w.text("Missing: {name}. {reason}", name=_named(w, gap), reason=gap.reason) for gap in missing]
    return Coverage(asked, shown, left_out, tuple(missing), complete, " ".join(parts))


def _named(w: Wording, gap: Gap) -> str:
    return " ".join(filter(None, [w.join(gap.names), ", ".join(map(str, gap.years))]))


def name_sources(atlas: Atlas, w: Wording, source_ids: Iterable[str]) -> tuple[Source, ...]:
    """Citation, licence and address of the sources, each once."""
    rows = source_rows(atlas, source_ids, w).drop_duplicates("citation").fillna("")
    named = zip(rows["citation"], rows["licence"], rows["url"], strict=True)
    return tuple(Source(str(citation), str(licence), str(url)) for citation, licence, url in named)


def mind_breaks(atlas: Atlas, w: Wording, years: Sequence[int], ags_list: Sequence[str] = ()) -> list[str]:
    """Breaks of the series that concern these years and Kreise.

    A new census or method counts from the first to the last year, because it parts the two; the reception of refugees
    and a gap only in the years themselves.
    """
    breaks = breaks_between(atlas, min(years), max(years), ags_list)
    told = []
    for _, row in breaks.iterrows():
        if row["kind"] in _PARTING or any(row["year_from"] <= year <= row["year_to"] for year in years):
            told.append(_break_text(w, row, alone=len(ags_list) == 1))
    return told


def _break_text(w: Wording, row: pd.Series, *, alone: bool) -> str:
    """The text of a break; that of one Kreis among others is its label, which names it."""
    if pd.isna(row["ags"]):
        return w.pick(row, "text")
    return f"{w.pick(row, 'label')}. {w.pick(row, 'text') if alone else ''}".strip()
