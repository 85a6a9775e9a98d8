"""The growth curve, and every count behind it."""

from __future__ import annotations

import pandas as pd

from analytics.figure.model import Column, Figure
from analytics.figure.sources import first_url, split_ids
from analytics.language import Wording
from analytics.subjects.growth import measures as growth
from analytics.subjects.growth.chart import draw_curve_chart
from data.atlas import Atlas


def draw_growth_curve(atlas: Atlas, w: Wording, *, compact: bool = False) -> Figure:
    """Documented member counts over time, with the spans nobody counted.

    Args:
        atlas: the data package.
        w: the reader's language.
        compact: the curve alone, without carriers and events, for the start page.
    """
    measured = growth.compute_growth(atlas)
    table = _count_table(atlas, w)
    return Figure(
        key="growth-curve-compact" if compact else "growth-curve",
        headline=growth_headline(measured, w),
        subtitle=w.text(
            "Members of the network {network}, documented counts from {first} to {last}",
            network=w.quote("Ankommen in Brandenburg"),
            first=w.date(measured.first_date),
            last=w.date(measured.last_date),
        ),
        description=_curve_description(atlas, measured, w),
        table=table,
        columns=(
            Column("date", w.text("Date"), "date"),
            Column("members", w.text("Members"), "int"),
            Column("use", w.text("Use in the chart")),
            Column("publisher", w.text("Stated by")),
            Column("context", w.text("What the source says")),
            Column("note", w.text("What to mind")),
            Column("url", w.text("Address of the source"), "link"),
        ),
        source_ids=split_ids(atlas.membership_counts["source_ids"]),
        chart=draw_curve_chart(atlas, w, compact=compact),
        notes=() if compact else _curve_notes(atlas, w),
        stem="ankommen-atlas-wachstum",
    )


def growth_headline(measured: growth.Growth, w: Wording) -> str:
    """The finding of the growth page in one sentence."""
    return w.text(
        "From {first} to {last}: since {year} the network has grown {factor}-fold",
        first=w.number(measured.first),
        last=w.number(measured.last),
        year=measured.first_date[:4],
        factor=w.number(measured.factor, 1),
    )


def first_year(atlas: Atlas) -> str:
    """Year of the first documented count."""
    return growth.compute_growth(atlas).first_date[:4]


def _curve_description(atlas: Atlas, measured: growth.Growth, w: Wording) -> str:
    curve = growth.growth_curve(atlas)
    counts = [
        w.text("{n} ({date})", n=w.number(row["members"]), date=w.date(row["date"])) for _, row in curve.iterrows()
    ]
    gaps = [silent_span(row, w) for _, row in growth.curve_spans(atlas).iterrows() if row["kind"] == growth.GAP]
    others = growth.other_readings(atlas)
    contradicting = [
        w.text("{n} ({date})", n=w.number(row["members"]), date=w.date(row["date"]))
        for _, row in others[others["differs"]].iterrows()
    ]
    parts = [
        w.text(
            "Step line of the member counts, {first} in {first_date} to {last} in {last_date}.",
            first=w.number(measured.first),
            first_date=w.date(measured.first_date),
            last=w.number(measured.last),
            last_date=w.date(measured.last_date),
        ),
        w.text("Documented counts: {counts}.", counts=", ".join(counts)),
    ]
    if gaps:
        parts.append(w.text("No count found for {spans}.", spans=w.join(gaps)))
    if contradicting:
        parts.append(w.text("A contradicting count is {counts}.", counts=w.join(contradicting)))
    return " ".join(parts)


def _curve_notes(atlas: Atlas, w: Wording) -> tuple[str, ...]:
    rule = w.text(
        "A count stands in the middle of the month or year it is documented for and holds until the next one. Where "
        "more than {months} months pass without any count, the line is dotted: no value was measured there.",
        months=w.number(growth.MAX_MONTHS_BETWEEN_COUNTS),
    )
    undrawn = [
        w.text(
            "Not drawn: {n} ({date}, {publisher}), because it contradicts the counts before and after.",
            n=w.number(row["members"]),
            date=w.date(row["date"]),
            publisher=row["publisher"],
        )
        for _, row in growth.contradicting_undrawn(atlas).iterrows()
    ]
    return (rule, *undrawn)


def _count_table(atlas: Atlas, w: Wording) -> pd.DataFrame:
    counts = growth.all_counts(atlas)
    return counts.assign(
        use=[_use_word(row, w) for _, row in counts.iterrows()],
        context=[w.pick(row, "context") for _, row in counts.iterrows()],
        note=[w.pick(row, "note") for _, row in counts.iterrows()],
        url=[first_url(atlas, ids) for ids in counts["source_ids"]],
    )


def _use_word(row: pd.Series, w: Wording) -> str:
    if row["scope"] != growth.MEMBERS_SCOPE:
        return w.text("not drawn: initiatives in the state, not members")
    return {
        "curve": w.text("point on the curve"),
        growth.ALTERNATIVE: w.text("hollow point: other reading"),
        growth.DUPLICATE: w.text("further evidence"),
        growth.EXCLUDED: w.text("not drawn"),
    }[row["chart_use"]]


def silent_span(span: pd.Series, w: Wording) -> str:
    """First and last day of a time without any count."""
    return w.text("{first} to {last}", first=w.date(span["silent_from"]), last=w.date(span["silent_to"]))
