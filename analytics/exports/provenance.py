"""Source, licence and date of the data in a few lines, for slides, pictures and reports."""

from __future__ import annotations

import pandas as pd

from analytics.figure.model import Figure
from analytics.figure.sources import merge_citations, source_rows
from analytics.language import Wording
from data.atlas import Atlas

MOST_CITED = 3


def short_source(atlas: Atlas, figure: Figure, w: Wording) -> str:
    """Up to three citations; the rest is counted, all of them stand in the notes and in the table of sources."""
    citations = merge_citations(source_rows(atlas, figure.source_ids)["citation"])
    label = w.text("Source") if len(citations) == 1 else w.text("Sources")
    if not citations:
        return ""
    rest = len(citations) - MOST_CITED
    more = "; " + w.plural("{n} further source", "{n} further sources", rest) if rest > 0 else ""
    return f"{label}: " + "; ".join(citations[:MOST_CITED]) + more


def licence_line(atlas: Atlas, figure: Figure, w: Wording) -> str:
    """Licences of the sources, date of the data and the version of the package."""
    rows = source_rows(atlas, figure.source_ids)
    licences = list(dict.fromkeys(str(licence) for licence in rows["licence"].dropna()))
    parts = [w.text("Licence: {licences}", licences="; ".join(licences[:MOST_CITED]))] if licences else []
    accessed = rows["date_accessed"].dropna()
    if len(accessed):
        parts.append(w.text("Sources read: {date}", date=w.date(accessed.max())))
    return " · ".join([*parts, w.text("Data version {version}", version=atlas.version)])


def foot_lines(atlas: Atlas, figure: Figure, w: Wording) -> list[str]:
    """What stands under every exported figure."""
    return [line for line in (short_source(atlas, figure, w), licence_line(atlas, figure, w)) if line]


def full_citations(atlas: Atlas, figure: Figure) -> list[str]:
    """All sources with address and licence, one per line."""
    rows = source_rows(atlas, figure.source_ids)
    return [_citation(row) for _, row in rows.drop_duplicates("citation").iterrows()]


def _citation(row: pd.Series) -> str:
    parts = [str(row[name]) for name in ("citation", "url", "licence") if pd.notna(row[name]) and row[name] != ""]
    return " – ".join(parts)
