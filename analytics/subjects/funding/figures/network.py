"""The funding of the network by year: grants, announcements, sums over years and gaps."""

from __future__ import annotations

import pandas as pd

from analytics.figure.amounts import amount_text, period_text, signs_note
from analytics.figure.model import Column, Figure
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.subjects.funding import chart as funding_chart
from analytics.subjects.funding import measures as funding
from analytics.subjects.funding.figures.words import kind_word, statement_table
from data.atlas import Atlas


def draw_network_funding(atlas: Atlas, w: Wording) -> Figure:
    """The network's funding per year; grants, announcements, a sum over years and gaps look different."""
    marks = funding.network_marks(atlas)
    table = statement_table(atlas, marks, w)
    return Figure(
        key="network-funding",
        headline=network_headline(marks, w),
        subtitle=w.text(
            "Funding of the network by the state of Brandenburg, in thousand euros, {first} to {last}",
            first=int(marks["year_from"].min()),
            last=int(marks["year_to"].max()),
        ),
        description=_network_description(marks, w),
        table=table,
        columns=(
            Column("period", w.text("Period")),
            Column("amount_text", w.text("Amount")),
            Column("meaning", w.text("What the amount is")),
            Column("purpose", w.text("Purpose")),
            Column("note", w.text("What to mind")),
            Column("url", w.text("Address of the source"), "link"),
        ),
        source_ids=split_ids(marks["source_ids"]),
        chart=funding_chart.draw_network_chart(marks, w),
        reading=signs_note(marks["amount_qualifier"], w),
        notes=_network_notes(atlas, marks, w),
        stem="ankommen-atlas-foerderung-netzwerk",
    )


def network_headline(marks: pd.DataFrame, w: Wording) -> str:
    """The latest grant, and the years of which no figure was found."""
    latest = marks[marks["form"] == funding.FORM_GRANTED].iloc[-1]
    gaps = [str(year) for year in marks.loc[marks["form"] == funding.FORM_GAP, "year_from"]]
    amount = amount_text(latest["amount_eur"], latest["amount_qualifier"], w)
    if not gaps:
        return w.text("Latest grant to the network: {amount} ({year})", amount=amount, year=int(latest["year_from"]))
    return w.text(
        "Latest grant: {amount} ({year}); no figure found for {gaps}",
        amount=amount,
        year=int(latest["year_from"]),
        gaps=w.join(gaps),
    )


def _network_description(marks: pd.DataFrame, w: Wording) -> str:
    parts = []
    for _, row in marks.iterrows():
        period, amount = period_text(row, w), amount_text(row["amount_eur"], row["amount_qualifier"], w)
        if row["form"] == funding.FORM_GAP:
            parts.append(w.text("{period}: no figure found.", period=period))
        elif row["form"] == funding.FORM_SPAN:
            parts.append(
                w.text(
                    "{period}: {amount} {kind} as one sum.",
                    period=period,
                    amount=amount,
                    kind=kind_word(row["kind"], w),
                )
            )
        elif row["form"] == funding.FORM_OTHER:
            parts.append(
                w.text(
                    "Another source for {period}: {amount} {kind}.",
                    period=period,
                    amount=amount,
                    kind=kind_word(row["kind"], w),
                )
            )
        else:
            parts.append(
                w.text("{period}: {amount} {kind}.", period=period, amount=amount, kind=kind_word(row["kind"], w))
            )
    return " ".join(parts)


def _network_notes(atlas: Atlas, marks: pd.DataFrame, w: Wording) -> tuple[str, ...]:
    spans = [
        w.text(
            "For {period}, {amount} were granted as one sum; how it was split over the years was not published. The "
            "block is as wide as its years, so its area stands for the sum; read no yearly amount from its height.",
            amount=amount_text(row["amount_eur"], row["amount_qualifier"], w),
            period=period_text(row, w),
        )
        for _, row in marks[marks["form"] == funding.FORM_SPAN].iterrows()
    ]
    years = funding.network_years(atlas)
    contested = [
        w.text(
            "The sources disagree on {year}: {low} to {high}. {basis}.",
            year=int(row["year"]),
            low=w.eur(row["low_eur"]),
            high=w.eur(row["high_eur"]),
            basis=w.pick(row, "basis").rstrip("."),
        )
        for _, row in years[years["status"] == funding.CONTESTED].iterrows()
    ]
    total = w.text(
        "Documented grants together: {total}, rounded as in the sources. Amounts that were only announced are not "
        "in it.",
        total=w.eur(funding.network_granted_total(atlas)),
    )
    return (*spans, *contested, total)
