"""What the counts say, and what they do not."""

from __future__ import annotations

from analytics.language import Wording
from analytics.subjects.growth import measures as growth
from analytics.subjects.growth.figures.curve import silent_span
from data.atlas import Atlas


def what_can_be_said(atlas: Atlas, w: Wording) -> tuple[str, ...]:
    """Statements the counts carry."""
    measured = growth.compute_growth(atlas)
    spans = growth.curve_spans(atlas)
    change = spans[spans["members_from"] != spans["members_to"]].iloc[-1]
    gained, later = measured.bulk_members - measured.first, measured.last - measured.bulk_members
    return (
        w.text(
            "The network grew from {first} members ({first_date}) to {last} ({last_date}); {points} dated "
            "counts support this.",
            first=w.number(measured.first),
            first_date=w.date(measured.first_date),
            last=w.number(measured.last),
            last_date=w.date(measured.last_date),
            points=w.number(measured.points),
        ),
        w.text(
            "It grew mainly in its first years: {gained} of the {added} additional members had been counted by {date}, "
            "{later} have been added since.",
            gained=w.number(gained),
            added=w.number(measured.added),
            date=w.date(measured.bulk_date),
            later=w.number(later),
        ),
        w.text(
            "The latest documented change: from {before} to {after} between {earlier} and {later}.",
            before=w.number(change["members_from"]),
            after=w.number(change["members_to"]),
            earlier=w.date(change["date_from"]),
            later=w.date(change["date_to"]),
        ),
    )


def what_cannot_be_said(atlas: Atlas, w: Wording) -> tuple[str, ...]:
    """Statements the counts do not carry."""
    joined = growth.joined_years(atlas)
    measured = growth.compute_growth(atlas)
    gaps = [silent_span(row, w) for _, row in growth.curve_spans(atlas).iterrows() if row["kind"] == growth.GAP]
    return (
        w.text("Whether the growth goes on: {points} counts do not make a forecast.", points=w.number(measured.points)),
        w.text(
            "Who joined when, and who left: the year of joining is known for {known} of {members} members in the "
            "register, and a count shows only the balance.",
            known=w.number(joined.known),
            members=w.number(joined.members),
        ),
        w.text("How many members there were in between: no count was found for {spans}.", spans=w.join(gaps)),
        w.text("What the growth brought about: a member count is no measure of people who moved."),
    )
