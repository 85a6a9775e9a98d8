"""What happened, as a strip and a table."""

from __future__ import annotations

import pandas as pd

from analytics.figure.model import Column, Figure
from analytics.figure.sources import first_url, split_ids
from analytics.language import Wording
from analytics.subjects.growth import measures as growth
from analytics.subjects.growth.event_strip import count_events, draw_event_strip
from data.atlas import Atlas


def draw_events(atlas: Atlas, w: Wording) -> Figure:
    """Every event of the package in order, with its sources."""
    events = growth.all_events(atlas)
    table = events.assign(
        when=[_event_date(row, w) for _, row in events.iterrows()],
        title=[w.pick(row, "title") for _, row in events.iterrows()],
        what=[w.pick(row, "description") for _, row in events.iterrows()],
        note=[w.pick(row, "note") for _, row in events.iterrows()],
        url=[first_url(atlas, ids) for ids in events["source_ids"]],
    )
    dated = events.dropna(subset=["date"])
    return Figure(
        key="events",
        headline=w.plural("{n} event in the life of the network", "{n} events in the life of the network", len(events)),
        subtitle=w.text(
            "Politics, funding, campaigns and meetings, {first} to {last}",
            first=w.date(dated["date"].iloc[0]),
            last=w.date(dated["date"].iloc[-1]),
        ),
        description=w.text(
            "Events over time, by kind: {kinds}. First: {first}; last: {last}.",
            kinds=", ".join(f"{word} {w.number(n)}" for word, n in count_events(dated, w).items()),
            first=_named_event(dated.iloc[0], w),
            last=_named_event(dated.iloc[-1], w),
        ),
        table=table,
        columns=(
            Column("when", w.text("Date")),
            Column("title", w.text("Event")),
            Column("what", w.text("What happened")),
            Column("note", w.text("What to mind")),
            Column("url", w.text("Address of the source"), "link"),
        ),
        source_ids=split_ids(events["source_ids"]),
        chart=draw_event_strip(dated, w),
        notes=_event_notes(events, w),
        stem="ankommen-atlas-ereignisse",
    )


def _event_date(row: pd.Series, w: Wording) -> str:
    if pd.isna(row["date"]):
        return w.text("undated")
    if pd.isna(row["date_end"]):
        return w.date(row["date"])
    return w.text("{first} to {last}", first=w.date(row["date"]), last=w.date(row["date_end"]))


def _event_notes(events: pd.DataFrame, w: Wording) -> tuple[str, ...]:
    undated = int(events["date"].isna().sum())
    if not undated:
        return ()
    return (
        w.plural(
            "{n} event is undated and stands only in the table.",
            "{n} events are undated and stand only in the table.",
            undated,
        ),
    )


def _named_event(row: pd.Series, w: Wording) -> str:
    return w.text("{title} ({date})", title=w.pick(row, "title"), date=w.date(row["date"]))
