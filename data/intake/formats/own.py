"""The atlas's own downloads that nobody uploads: background tables and the tables of its pages."""

from __future__ import annotations

from functools import cache

from data.intake.formats.parts.base import Job, Parsed, preview, signature
from data.intake.lists.vocabulary import UPLOADABLE
from data.intake.model import Finding, Recognition
from data.tables import TABLES

_PROVENANCE = (("Quelle", "Lizenz"), ("Source", "Licence"))
"""Headings every table downloaded from a page ends with, but for the coverage, which only some have."""


def recognise(job: Job) -> Parsed | None:
    """Name a download of the atlas that is no upload; nothing of it is read."""
    headings = job.grid.head[0] if job.grid.head else []
    table = _tables().get(tuple(headings), "")
    if table and table not in UPLOADABLE:
        return _named(job, Finding("error", "own_table", row=1, value=table))
    if len(headings) > 2 and not {tuple(headings[-2:]), tuple(headings[-3:-1])}.isdisjoint(_PROVENANCE):
        return _named(job, Finding("error", "own_view", row=1))
    return None


@cache
def _tables() -> dict[tuple[str, ...], str]:
    """Columns of each table of the atlas -> its name."""
    return {tuple(one.to_schema().columns): name for name, one in reversed(TABLES.items())}


def _named(job: Job, finding: Finding) -> Parsed:
    headings = tuple(job.grid.head[0])
    recognition = Recognition(
        format="own",
        container=job.grid.container,
        encoding=job.grid.encoding,
        delimiter=job.grid.delimiter,
        headings=headings,
        signature=signature("own", headings),
        preview=preview(job.grid),
    )
    return Parsed(recognition, findings=[finding])
