"""Source, licence and date of the data in a few lines, for slides, pictures and reports."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from analytics.exports.licences import named_licence, short_licence, short_publisher
from analytics.figure.model import Figure
from analytics.figure.sources import merge_citations, source_rows
from analytics.language import Wording
from analytics.memo import once_per_choice
from data.atlas import Atlas

MOST_CITED = 3
# Signs of a line under a slide.
MOST_SIGNS = 148


class SourceEntry(NamedTuple):
    """A source as a list of them names it."""

    title: str
    url: str
    date: str
    licence: str


def short_source(atlas: Atlas, figure: Figure, w: Wording) -> str:
    """Up to three citations; the rest is counted, all of them stand in the notes and in the table of sources."""
    citations = merge_citations(source_rows(atlas, figure.source_ids, w)["citation"])
    label = w.text("Source") if len(citations) == 1 else w.text("Sources")
    if not citations:
        return ""
    rest = len(citations) - MOST_CITED
    more = "; " + w.plural("{n} further source", "{n} further sources", rest) if rest > 0 else ""
    return f"{label}: " + "; ".join(citations[:MOST_CITED]) + more


def licence_line(atlas: Atlas, figure: Figure, w: Wording) -> str:
    """Licences of the sources, when they were read and the date of the data."""
    rows = source_rows(atlas, figure.source_ids, w)
    licences = list(dict.fromkeys(str(licence) for licence in rows["licence"].dropna()))
    parts = [w.text("Licence: {licences}", licences="; ".join(licences[:MOST_CITED]))] if licences else []
    accessed = rows["date_accessed"].dropna()
    if len(accessed):
        parts.append(w.text("Sources read: {date}", date=w.date(accessed.max())))
    return " · ".join(filter(None, [*parts, data_line(atlas, w)]))


def data_line(atlas: Atlas, w: Wording) -> str:
    """The day of the data; empty for a package that names none."""
    return w.text("Data as of {date}", date=w.date(atlas.dated)) if atlas.dated else ""


def slide_note(atlas: Atlas, figure: Figure, w: Wording) -> str:
    """Publishers with years and licences, as many as a line holds, and the date of the data."""
    return _slide_note(atlas, (tuple(figure.source_ids), w))


@once_per_choice
def _slide_note(atlas: Atlas, choice: tuple[tuple[str, ...], Wording]) -> str:
    """Kept: a slide asks for its room and for its words."""
    source_ids, w = choice
    entries = _short_entries(source_rows(atlas, source_ids), w)
    said = (_note(entries, n, atlas, w) for n in range(len(entries), 0, -1))
    return next((line for line in said if len(line) <= MOST_SIGNS), _note(entries, min(1, len(entries)), atlas, w))


def _note(entries: list[str], named: int, atlas: Atlas, w: Wording) -> str:
    """The first entries by name, the rest by its number."""
    rest = len(entries) - named
    more = [w.plural("{n} further source", "{n} further sources", rest)] if rest else []
    label = w.text("Source") if len(entries) == 1 else w.text("Sources")
    said = [f"{label}: {'; '.join([*entries[:named], *more])}"] if entries else []
    return " · ".join(filter(None, [*said, data_line(atlas, w)]))


def _short_entries(rows: pd.DataFrame, w: Wording) -> list[str]:
    """One entry for each publisher and licence, with the years of publication."""
    years: dict[tuple[str, str], set[str]] = {}
    for _, row in rows.iterrows():
        licence = short_licence(str(row["licence"]), w)
        found = years.setdefault((short_publisher(str(row["publisher"])), licence), set())
        found |= {str(row["date_published"])[:4]} if pd.notna(row["date_published"]) else set()
    return [
        " ".join(filter(None, [publisher, _years(found), f"({licence})" if licence else ""]))
        for (publisher, licence), found in years.items()
    ]


def _years(found: set[str]) -> str:
    """Single years, or the span of many."""
    return ", ".join(sorted(found)) if len(found) <= MOST_CITED else f"{min(found)}–{max(found)}"


def list_sources(atlas: Atlas, source_ids: Iterable[str], w: Wording) -> list[SourceEntry]:
    """Every source in full, in order of appearance, each once."""
    return list(_listed(atlas, (tuple(source_ids), w)))


@once_per_choice
def _listed(atlas: Atlas, choice: tuple[tuple[str, ...], Wording]) -> tuple[SourceEntry, ...]:
    """Kept: each panel of a chart lists the sources of all."""
    source_ids, w = choice
    rows = source_rows(atlas, source_ids)
    return tuple(dict.fromkeys(_source_entry(row, w) for _, row in rows.iterrows()))


def _source_entry(row: pd.Series, w: Wording) -> SourceEntry:
    code = "" if pd.isna(row["table_code"]) or row["table_code"] in row["title"] else f" ({row['table_code']})"
    dated = w.date(row["date_published"])
    if pd.isna(row["date_published"]):
        dated = w.text("read {date}", date=w.date(row["date_accessed"]))
    url = "" if pd.isna(row["url"]) else str(row["url"])
    title = f"{row['publisher']}: {row['title']}{code}"
    return SourceEntry(title, url, dated, named_licence(str(row["licence"]), w))


def foot_lines(atlas: Atlas, figure: Figure, w: Wording) -> list[str]:
    """What stands under every exported figure."""
    return [line for line in (short_source(atlas, figure, w), licence_line(atlas, figure, w)) if line]


def full_citations(atlas: Atlas, figure: Figure, w: Wording) -> list[str]:
    """All sources with address and licence, one per line."""
    return list(_cited(atlas, (tuple(figure.source_ids), w)))


@once_per_choice
def _cited(atlas: Atlas, choice: tuple[tuple[str, ...], Wording]) -> tuple[str, ...]:
    """Kept: the pages of a table and the slides of a deck that is refreshed cite the same sources."""
    source_ids, w = choice
    rows = source_rows(atlas, source_ids, w)
    return tuple(_citation(row) for row in rows.drop_duplicates("citation").to_dict("records"))


def _citation(row: Mapping[Hashable, Any]) -> str:
    citation = str(row["citation"])
    parts = [str(row[name]) for name in ("url", "licence") if pd.notna(row[name]) and row[name] != ""]
    # The citation of a source that asks for it ends with its licence.
    return " – ".join([citation, *(part for part in parts if not citation.endswith(part))])
