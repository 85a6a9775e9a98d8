"""The profile of one initiative: what is known, its funding, outcomes, events and sources, each as a figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from analytics.figure.amounts import amount_text, kind_word, period_text
from analytics.figure.model import Column, Figure
from analytics.figure.sources import first_url, source_rows, split_ids
from analytics.language import Wording
from analytics.maps.view import BOUNDARY_SOURCE
from analytics.rates.coverage import ENDED, INFERRED
from analytics.rates.naming import status_word
from analytics.subjects.register.figures import confidence_word, member_since, place_text
from analytics.subjects.register.measures import member, rows_of_member
from data.atlas import Atlas


def draw_profile(atlas: Atlas, w: Wording, *, member_id: str) -> Figure:
    """What is known about one initiative: a row per fact, unknown ones too.

    Raises:
        UnknownNameError: the register has no such member.
    """
    row = member(atlas, member_id)
    facts = _facts(row, w)
    table = pd.DataFrame(facts, columns=["fact", "value"])
    return Figure(
        key=f"profile-{member_id}",
        headline=_membership_headline(row, w),
        subtitle=w.text("What is known of {name}", name=row["name"]),
        description=" ".join(f"{fact}: {value}." for fact, value in facts),
        table=table,
        columns=(Column("fact", w.text("Fact")), Column("value", w.text("Known"))),
        source_ids=split_ids(pd.Series([row["source_ids"]])),
        notes=tuple(note for note in (w.pick(row, "note"),) if note),
        stem=f"ankommen-atlas-{member_id}",
    )


def _membership_headline(row: pd.Series, w: Wording) -> str:
    if row["confidence"] == INFERRED:
        return w.text("Membership inferred, not documented")
    if row["status"] == ENDED:
        return w.text("Former member: ended")
    if pd.isna(row["joined_year"]) and pd.isna(row["known_member_by"]):
        return w.text("Member, year of joining unknown")
    return w.text("Member since {year}", year=member_since(row, w))


def _facts(row: pd.Series, w: Wording) -> list[tuple[str, str]]:
    known = [
        (w.text("What it does"), w.pick(row, "focus")),
        (w.text("Host organisation"), row["organisation"]),
        (w.text("Founded"), row["founded_year"]),
        (w.text("Member since"), member_since(row, w)),
        (w.text("Status"), status_word(row["status"], w)),
        (w.text("Membership"), confidence_word(row["confidence"], w)),
        (w.text("Evidence"), w.pick(row, "evidence")),
        (w.text("Latest evidence"), w.date(row["last_evidence"])),
    ]
    return [(fact, w.text("not found") if pd.isna(value) or value == "" else str(value)) for fact, value in known]


def _seat_sentence(row: pd.Series, w: Wording) -> str:
    if pd.isna(row["seat_name"]):
        return ""
    return w.text("Probably the same seat as {name}; shown once on the map.", name=row["seat_name"])


def draw_place(atlas: Atlas, w: Wording, *, member_id: str) -> Figure:
    """Where one initiative sits: place, Kreis and municipality; an empty table when the place is not known.

    Raises:
        UnknownNameError: the register has no such member.
    """
    row = member(atlas, member_id)
    table = (
        pd.DataFrame([row[["member_id", "place", "kreis_name", "kreis_ags", "ags", "status", "confidence"]]])
        if row["placed"]
        else pd.DataFrame()
    )
    where = place_text(row, w) if row["placed"] else w.text("Place not known, therefore not on the map")
    return Figure(
        key=f"member-place-{member_id}",
        headline=str(row["place"]) if row["placed"] else w.text("Place not known"),
        subtitle=_kreis_line(row, w),
        description=where,
        table=table,
        columns=(
            Column("place", w.text("Place")),
            Column("kreis_name", w.text("District")),
            Column("ags", w.text("Official municipality key")),
        ),
        source_ids=(BOUNDARY_SOURCE,) if row["placed"] else (),
        notes=tuple(note for note in (_seat_sentence(row, w),) if note),
        stem=f"ankommen-atlas-{member_id}-ort",
    )


def _kreis_line(row: pd.Series, w: Wording) -> str:
    if not row["placed"]:
        return w.text("No source read names the place, therefore it is not on the map")
    if row["place"] == row["kreis_name"]:
        return w.text("Town that is its own district")
    return w.text("Place in the district {kreis}", kreis=row["kreis_name"])


def website(atlas: Atlas, member_id: str) -> str:
    """Address of the initiative's website, "" when none is known."""
    address = member(atlas, member_id)["website"]
    return "" if pd.isna(address) else str(address)


def draw_member_funding(atlas: Atlas, w: Wording, *, member_id: str) -> Figure:
    """Documented amounts of one initiative, one row per amount or documented grant without amount."""
    rows = rows_of_member(atlas.funding, member_id, "year", "funding_id")
    amounts = int(rows["amount_eur"].notna().sum())
    if amounts:
        headline = w.plural("{n} amount documented", "{n} amounts documented", amounts)
    else:
        headline = w.text("Funding documented, amount not found") if len(rows) else w.text("No funding figure found")
    table = rows.assign(
        period=[period_text(row, w) for _, row in rows.iterrows()],
        amount=[_amount_text(row, w) for _, row in rows.iterrows()],
        kind_word=[kind_word(value, w) for value in rows["kind"]],
        purpose=rows[w.column("purpose")],
        note=rows[w.column("note")],
    )
    return _list_rows(
        atlas,
        w,
        table,
        key=f"member-funding-{member_id}",
        headline=headline,
        subtitle=w.text("Funding of {name}, in euros as printed in the sources", name=_name(atlas, member_id)),
        columns=(
            Column("period", w.text("Period")),
            Column("amount", w.text("Amount")),
            Column("kind_word", w.text("Kind")),
            Column("funder", w.text("Funder")),
            Column("purpose", w.text("Purpose")),
            Column("note", w.text("Note")),
        ),
        note=w.text("Amounts overlap in time and kind and are not added up; no row is a payment unless it says so."),
        stem=f"ankommen-atlas-{member_id}-foerderung",
    )


def draw_member_outcomes(atlas: Atlas, w: Wording, *, member_id: str) -> Figure:
    """Outcome figures one initiative or its press published, one row per figure."""
    rows = rows_of_member(atlas.outcomes, member_id, "period", "outcome_id")
    found = w.plural("{n} outcome published", "{n} outcomes published", len(rows))
    table = rows.assign(
        when=[format_period(value, w) for value in rows["period"]],
        indicator=rows[w.column("indicator")],
        count=[qualified(row["value"], row["qualifier"], w.pick(row, "unit"), w) for _, row in rows.iterrows()],
        certainty=[confidence_word(value, w) for value in rows["confidence"]],
        note=rows[w.column("note")],
    )
    return _list_rows(
        atlas,
        w,
        table,
        key=f"member-outcomes-{member_id}",
        headline=found if len(rows) else w.text("No outcome figure found"),
        subtitle=w.text("Outcomes of {name}, as published", name=_name(atlas, member_id)),
        columns=(
            Column("when", w.text("Period")),
            Column("indicator", w.text("Counted")),
            Column("count", w.text("Figure")),
            Column("certainty", w.text("Evidence")),
            Column("note", w.text("Note")),
        ),
        note=w.text("Every initiative counts in its own way: figures of different initiatives cannot be added."),
        stem=f"ankommen-atlas-{member_id}-ergebnisse",
    )


def draw_member_events(atlas: Atlas, w: Wording, *, member_id: str) -> Figure:
    """Milestones that concern one initiative, oldest first."""
    rows = rows_of_member(atlas.events, member_id, "date", "event_id")
    table = rows.assign(
        when=[w.date(value) if pd.notna(value) else w.text("undated") for value in rows["date"]],
        title=rows[w.column("title")],
        text=rows[w.column("description")],
    )
    return _list_rows(
        atlas,
        w,
        table,
        key=f"member-events-{member_id}",
        headline=w.plural("{n} event", "{n} events", len(rows)) if len(rows) else w.text("No event found"),
        subtitle=w.text("Milestones of {name}", name=_name(atlas, member_id)),
        columns=(
            Column("when", w.text("Date")),
            Column("title", w.text("Event")),
            Column("text", w.text("What happened")),
        ),
        stem=f"ankommen-atlas-{member_id}-ereignisse",
    )


def _list_rows(
    atlas: Atlas, w: Wording, table: pd.DataFrame, *, headline: str, columns: tuple[Column, ...], note: str = "",
    **words: Any,
) -> Figure:  # fmt: skip
    """A figure of what the data hold of an initiative, each row with its first source; the note where there are any."""
    return Figure(
        headline=headline,
        description=f"{headline}.",
        table=table.assign(url=[first_url(atlas, ids) for ids in table["source_ids"]]),
        columns=(*columns, Column("url", w.text("Source"), "link")),
        source_ids=split_ids(table["source_ids"]),
        notes=(note,) if note and len(table) else (),
        **words,
    )


def draw_member_sources(atlas: Atlas, w: Wording, *, member_id: str) -> Figure:
    """The sources that show the membership of one initiative, one row per source."""
    row = member(atlas, member_id)
    ids = split_ids(pd.Series([row["source_ids"]]))
    return Figure(
        key=f"member-sources-{member_id}",
        headline=w.plural("{n} source", "{n} sources", len(ids)),
        subtitle=w.text("What shows that {name} belongs to the network", name=row["name"]),
        description=w.pick(row, "evidence"),
        table=source_rows(atlas, ids).reset_index(drop=True),
        columns=(
            Column("publisher", w.text("Publisher")),
            Column("title", w.text("Title")),
            Column("date_published", w.text("Published"), "date"),
            Column("url", w.text("Web address"), "link"),
        ),
        source_ids=ids,
        stem=f"ankommen-atlas-{member_id}-quellen",
    )


def format_period(period: Any, w: Wording) -> str:
    """A documented period in words: ``2013-H2``, ``2025-08``, ``2024-01/2025-02``."""
    if pd.isna(period):
        return w.text("undated")
    if "-H" in period:
        year, half = period.split("-H")
        return w.text("first half of {year}", year=year) if half == "1" else w.text("second half of {year}", year=year)
    start, _, end = str(period).partition("/")
    return w.text("{start} to {end}", start=w.date(start), end=w.date(end)) if end else w.date(start)


def qualified(value: float, qualifier: Any, unit: str, w: Wording) -> str:
    """A figure with its unit and the word that says how exact the source is."""
    digits = 0 if float(value).is_integer() else 1
    number = f"{w.number(value, digits)} {unit}"
    words: dict[str, Callable[[], str]] = {
        "about": lambda: w.text("about {number}", number=number),
        "more_than": lambda: w.text("more than {number}", number=number),
        "at_least": lambda: w.text("at least {number}", number=number),
        "up_to": lambda: w.text("up to {number}", number=number),
        "just_under": lambda: w.text("just under {number}", number=number),
        "average": lambda: w.text("{number} on average", number=number),
        "planned": lambda: w.text("{number} planned", number=number),
    }
    return words[qualifier]() if qualifier in words else number


def _amount_text(row: pd.Series, w: Wording) -> str:
    if pd.isna(row["amount_eur"]):
        return w.text("not found")
    return amount_text(row["amount_eur"], row["amount_qualifier"], w)


def _name(atlas: Atlas, member_id: str) -> str:
    return str(member(atlas, member_id)["name"])
