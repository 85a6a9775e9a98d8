"""What changed for a Kreis or an initiative since a day: data, members, events, funding; only what has a date."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any, Protocol

import pandas as pd

from analytics.figure.amounts import amount_text, kind_word
from analytics.figure.model import Column, Figure
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.rates.naming import kreis_names
from analytics.subjects.district.measures import list_initiatives
from analytics.subjects.register.measures import member
from data.atlas import Atlas
from data.errors import ExportError
from data.tables import TABLES
from data.tables.columns import told

DEFAULT_MONTHS = 12
"""Figures come once a year: in less, most districts have nothing new."""

_OF_THE_NETWORK = ("network", "programme_pot", "programme_total_granted")


class Accepted(Protocol):
    """That a version of a table became the active one at a moment (UTC)."""

    @property
    def dataset(self) -> str:
        """Name of the table."""

    @property
    def version(self) -> int:
        """Its number."""

    @property
    def at(self) -> datetime:
        """The moment."""


@dataclass(frozen=True)
class DataHistory:
    """How the data became what they are, without the names of those who did it.

    Attributes:
        shipped_at: when the data were shipped.
        accepted: versions accepted since; None while the store does not answer.
    """

    shipped_at: datetime
    accepted: tuple[Accepted, ...] | None


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last one of its month."""
    return (pd.Timestamp(day) - pd.DateOffset(months=months)).date()


def read_since(text: str, today: date) -> date:
    """The day from which on changes are told; blank: a year before today.

    Raises:
        ExportError: wrong_date or date_ahead.
    """
    if not text:
        return months_before(today, DEFAULT_MONTHS)
    try:
        since = date.fromisoformat(text)
    except ValueError:
        raise ExportError(code="wrong_date", value=text) from None
    if since > today:
        raise ExportError(code="date_ahead", value=text)
    return since


def draw_kreis_changes(atlas: Atlas, w: Wording, *, ags: str, since: date, history: DataHistory) -> Figure:
    """What is dated on or after a day for the initiatives of a Kreis and the network, newest first; or that nothing is.

    Table: one row per change (when, kind, what as text; begin and end as documented; first and last: the days between
    which it ended; is_certain: False when only its month or year is known and the day asked for lies within).

    Raises:
        UnknownNameError: the Kreis is unknown.
    """
    figure = _draw(atlas, w, list_initiatives(atlas, ags), kreis_names(atlas)[ags], since, history)
    return replace(figure, key="kreis_changes", stem=f"{figure.stem}-{ags}")


def draw_member_changes(atlas: Atlas, w: Wording, *, member_id: str, since: date, history: DataHistory) -> Figure:
    """The same for one initiative and the network.

    Raises:
        UnknownNameError: the register has no such member.
    """
    row = member(atlas, member_id)
    figure = _draw(atlas, w, pd.DataFrame([row]), str(row["name"]), since, history)
    return replace(figure, key="member_changes", stem=f"{figure.stem}-{member_id}")


def _draw(atlas: Atlas, w: Wording, members: pd.DataFrame, name: str, since: date, history: DataHistory) -> Figure:
    rows = [
        *_data_rows(w, history),
        *_member_rows(w, members),
        *_event_rows(atlas, w, members),
        *_funding_rows(atlas, w, members),
    ]
    told = sorted((row for row in rows if row["last"] >= since), key=lambda row: row["last"], reverse=True)
    table = pd.DataFrame(told, columns=["begin", "end", "first", "last", "kind", "what", "source_ids"])
    is_open = table["first"].ne(table["last"]) & (table["first"] < since)
    table = table.assign(is_certain=~is_open, when=list(map(partial(_dated, w), table["begin"], table["end"], is_open)))
    day = w.date(since)
    counted = w.plural("{n} change dated since {day}", "{n} changes dated since {day}", len(table), day=day)
    headline = counted if len(table) else w.text("Nothing dated since {day}", day=day)
    return Figure(
        key="changes",
        headline=headline,
        subtitle=w.text("{name} and the network: data, members, events, funding", name=name),
        description=f"{headline}.",
        table=table,
        columns=(
            Column("when", w.text("Date")),
            Column("kind", w.text("Kind")),
            Column("what", w.text("What changed")),
        ),
        source_ids=split_ids(table["source_ids"]),
        notes=_notes(w, members, table, history),
        stem=f"neu-seit-{since}",
    )


def _row(kind: str, what: str, begin: Any, end: Any = None, source_ids: Any = "") -> dict[str, Any]:
    """One change with the days between which it ended; without an end it is one of a day, a month or a year."""
    last_known = str(begin if end is None or pd.isna(end) else end)
    first, last = _span(last_known)
    return {
        "begin": str(begin), "end": last_known, "first": first, "last": last, "kind": kind, "what": what,
        "source_ids": source_ids,
    }  # fmt: skip


def _span(documented: str) -> tuple[date, date]:
    """First and last day of a documented year, month or day."""
    year, month, day = (*map(int, documented.split("-")), 0, 0)[:3]
    last_month = month or 12
    last_day = day or calendar.monthrange(year, last_month)[1]
    return date(year, month or 1, day or 1), date(year, last_month, last_day)


def _dated(w: Wording, begin: str, end: str, is_open: bool) -> str:
    text = w.date_short(end) if begin == end else f"{w.date_short(begin)} – {w.date_short(end)}"
    return w.text("{when} (day not known)", when=text) if is_open else text


def _data_rows(w: Wording, history: DataHistory) -> list[dict[str, Any]]:
    """The data as shipped, and of every table the version accepted last."""
    kind = w.text("Data")
    shipped = history.shipped_at.date()
    latest: dict[str, Accepted] = {}
    for one in sorted(history.accepted or (), key=lambda accepted: accepted.at):
        latest[one.dataset] = one
    rows = [
        _row(kind, w.text("{table}: version {n} accepted", table=_title(name, w), n=one.version), one.at.date())
        for name, one in latest.items()
    ]
    return [*rows, _row(kind, w.text("Data of the atlas as shipped"), shipped)]


def _title(dataset: str, w: Wording) -> str:
    return w.pick(told(TABLES[dataset]), "title")


def _member_rows(w: Wording, members: pd.DataFrame) -> list[dict[str, Any]]:
    rows = []
    for _, row in members.iterrows():
        said = {
            "joined_year": w.text("{name} joined the network", name=row["name"]),
            "left_year": w.text("{name} left the network", name=row["name"]),
        }
        for column in said:
            if pd.notna(row[column]):
                rows.append(_row(w.text("Member"), said[column], int(row[column]), None, row["source_ids"]))
    return rows


def _event_rows(atlas: Atlas, w: Wording, members: pd.DataFrame) -> list[dict[str, Any]]:
    """Events of the network and of the initiatives of the Kreis; planned ones are called so."""
    events = atlas.events[atlas.events["date"].notna()]
    near = events[events["member_id"].isna() | events["member_id"].isin(members["member_id"])]
    rows = []
    for _, event in near.iterrows():
        title = w.pick(event, "title")
        if event["confidence"] == "planned":
            title = w.text("{title} (announced, not confirmed)", title=title)
        rows.append(_row(w.text("Event"), title, event["date"], event["date_end"], event["source_ids"]))
    return rows


def _funding_rows(atlas: Atlas, w: Wording, members: pd.DataFrame) -> list[dict[str, Any]]:
    """Funding of the network and of the initiatives, by the date of its source: that of the decision is not known."""
    known = atlas.funding[atlas.funding["published"].notna() & (atlas.funding["kind"] != "not_found")]
    known = known[known["chart_use"] != "duplicate"]
    ours = known["member_id"].isin(members["member_id"])
    near = known[ours | (known["member_id"].isna() & known["scope"].isin(_OF_THE_NETWORK))]
    rows = []
    for _, amount in near.iterrows():
        what = w.text(
            "{recipient}, {purpose}: {amount} ({kind})",
            recipient=w.text("Programme") if pd.isna(amount["recipient"]) else amount["recipient"],
            amount=amount_text(amount["amount_eur"], amount["amount_qualifier"], w),
            kind=kind_word(amount["kind"], w),
            purpose=w.pick(amount, "purpose"),
        )
        rows.append(_row(w.text("Funding"), what, amount["published"], None, amount["source_ids"]))
    return rows


def _notes(w: Wording, members: pd.DataFrame, table: pd.DataFrame, history: DataHistory) -> tuple[str, ...]:
    undated = int(members["joined_year"].isna().sum())
    notes = {
        w.text("Funding stands under the date of its source; the day of the decision is not in the data."): (
            table["kind"] == w.text("Funding")
        ).any(),
        w.text("Where only the year or month is known, it may have been before the day asked for."): (
            not table["is_certain"].all()
        ),
        w.plural(
            "For {n} initiative here the year of joining is not known.",
            "For {n} initiatives here the year of joining is not known.",
            undated,
        ): undated > 0,
        w.text("The store of versions does not answer: newer versions of the data may be missing here."): (
            history.accepted is None
        ),
    }
    return tuple(note for note, holds in notes.items() if holds)
