"""Funding of single initiatives, the amount per member, and how complete the table is."""

from __future__ import annotations

import pandas as pd

from analytics.figure.amounts import amount_text, signs_note
from analytics.figure.model import Column, Figure
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.subjects.funding import chart as funding_chart
from analytics.subjects.funding import measures as funding
from analytics.subjects.funding.figures.programme import pot_text
from analytics.subjects.funding.figures.words import grant_text, kind_word, recipient_name, statement_table
from data.atlas import Atlas


def draw_initiative_grants(atlas: Atlas, w: Wording) -> Figure:
    """Grants to single initiatives with a documented amount; yearly amounts and sums over years apart."""
    grants = funding.initiative_grants(atlas)
    named = grants.assign(display=[recipient_name(row, w) for _, row in grants.iterrows()])
    statements = funding.initiative_statements(atlas)
    return Figure(
        key="initiative-grants",
        headline=_grants_headline(named, w),
        subtitle=w.text(
            "Documented grants to single initiatives, in euros, {first} to {last}",
            first=int(named["year_from"].min()),
            last=int(named["year_to"].max()),
        ),
        description=w.text(
            "Bars, one per documented grant: {grants}.",
            grants="; ".join(grant_text(row, w) for _, row in named.iterrows()),
        ),
        table=statement_table(atlas, statements, w),
        columns=(
            Column("display", w.text("Initiative or recipient")),
            Column("period", w.text("Period")),
            Column("amount_text", w.text("Amount")),
            Column("meaning", w.text("What the amount is")),
            Column("funder", w.text("Who gives it")),
            Column("purpose", w.text("Purpose")),
            Column("note", w.text("What to mind")),
            Column("url", w.text("Address of the source"), "link"),
        ),
        source_ids=split_ids(statements["source_ids"]),
        chart=funding_chart.draw_grants_chart(named, w),
        reading=_grants_reading(named, w),
        notes=_grant_notes(statements, named, w),
        stem="ankommen-atlas-foerderung-initiativen",
    )


def _grants_headline(grants: pd.DataFrame, w: Wording) -> str:
    """How many bars there are and how far they reach, each of the two groups for itself."""
    spans = []
    for several, group in grants.groupby(grants["years"] > 1, sort=True):
        ends = [amount_text(row["amount_eur"], row["amount_qualifier"], w) for _, row in group.iterrows()]
        low, high = ends[-1], ends[0]
        if several:
            spans.append(w.text("{low} to {high} for several years", low=low, high=high))
        else:
            spans.append(w.text("{low} to {high} for one year", low=low, high=high))
    n = len(grants)
    return w.plural("{n} grant: {spans}", "{n} grants: {spans}", n, spans=w.join(spans))


def draw_per_member(atlas: Atlas, w: Wording) -> Figure:
    """Network grant divided by members, only for years in which both numbers are documented."""
    years = funding.per_member(atlas)
    table = years.assign(
        formula=[_formula(row, w) for _, row in years.iterrows()],
        amount_text=[pot_text(row["amount_eur"], row["amount_qualifier"], w) for _, row in years.iterrows()],
    )
    known = years.dropna(subset=["per_member_eur"])
    first, last = known.iloc[0], known.iloc[-1]
    return Figure(
        key="funding-per-member",
        headline=w.text(
            "Per member: {first} in {first_year}, {last} in {last_year}",
            first=amount_text(first["per_member_eur"], first["amount_qualifier"], w),
            first_year=int(first["year"]),
            last=amount_text(last["per_member_eur"], last["amount_qualifier"], w),
            last_year=int(last["year"]),
        ),
        subtitle=w.text(
            "Grant to the network divided by its members, in thousand euros a member; only years in which both are "
            "documented"
        ),
        description=" ".join(f"{row['year']}: {row['formula']}." for _, row in table.iterrows()),
        table=table,
        columns=(
            Column("year", w.text("Year"), "year"),
            Column("amount_text", w.text("Documented amount")),
            Column("amount_eur", w.text("Amount in euros"), "eur"),
            Column("members", w.text("Last count of the year"), "int"),
            Column("per_member_eur", w.text("Euros a member"), "eur"),
            Column("formula", w.text("Formula, or why there is none")),
        ),
        source_ids=split_ids(known["source_ids"]),
        notes=(
            w.text(
                "The grant pays for coordinating the network; it is not shared out among the members. The amounts are "
                "rounded in the sources, so the quotients are rough."
            ),
        ),
        reading=signs_note(known["amount_qualifier"], w),
        chart=funding_chart.draw_per_member_chart(table, w),
        stem="ankommen-atlas-foerderung-je-mitglied",
    )


def draw_funding_coverage(atlas: Atlas, w: Wording) -> Figure:
    """How many statements on funding carry an amount, by kind; the table holds every statement."""
    coverage, rows = funding.compute_coverage(atlas), funding.funding_rows(atlas)
    kinds = funding.amounts_by_kind(atlas)
    words = [kind_word(kind, w) for kind in kinds["kind"]]
    return Figure(
        key="funding-coverage",
        headline=w.text(
            "{known} of {rows} statements name an amount",
            known=w.number(coverage.with_amount),
            rows=w.number(coverage.rows),
        ),
        subtitle=w.text("Rows of the funding table by kind of amount"),
        description=coverage_line(atlas, w)
        + " "
        + " ".join(
            w.text(
                "{kind}: {known} with an amount, {unknown} without.",
                kind=word,
                known=w.number(row["known"]),
                unknown=w.number(row["unknown"]),
            )
            for word, (_, row) in zip(words, kinds.iterrows(), strict=True)
        ),
        table=statement_table(atlas, rows, w),
        columns=(
            Column("period", w.text("Period")),
            Column("display", w.text("Initiative or recipient")),
            Column("amount_text", w.text("Amount")),
            Column("meaning", w.text("What the amount is")),
            Column("funder", w.text("Who gives it")),
            Column("url", w.text("Address of the source"), "link"),
        ),
        source_ids=split_ids(rows["source_ids"]),
        chart=funding_chart.draw_coverage_chart(kinds, words, w),
        notes=(coverage_line(atlas, w),),
        stem="ankommen-atlas-foerderung-alle-angaben",
    )


def coverage_line(atlas: Atlas, w: Wording) -> str:
    """How complete the funding table is and what its rows are, in a few sentences."""
    coverage = funding.compute_coverage(atlas)
    return " ".join(
        (
            w.text(
                "Of {rows} statements {known} name an amount; {unknown} document support without one, {gaps} that no "
                "figure was found.",
                rows=w.number(coverage.rows),
                known=w.number(coverage.with_amount),
                unknown=w.number(coverage.granted_without_amount),
                gaps=w.number(coverage.gaps),
            ),
            w.plural(
                "{n} statement is about a payment ({known} of them with an amount), all others are about pots, grants, "
                "announcements or applications: what was actually paid out is not known.",
                "{n} statements are about a payment ({known} of them with an amount), all others are about pots, "
                "grants, announcements or applications: what was actually paid out is not known.",
                coverage.paid,
                known=w.number(coverage.paid_with_amount),
            ),
        )
    )


def _grant_notes(statements: pd.DataFrame, drawn: pd.DataFrame, w: Wording) -> tuple[str, ...]:
    statements = statements.assign(display=[recipient_name(row, w) for _, row in statements.iterrows()])
    without = int((statements["chart_use"] == "no_amount").sum())
    inside = [
        w.text("Not drawn because it is contained in a larger sum: {grant}.", grant=grant_text(row, w))
        for _, row in statements[statements["chart_use"] == "inside_total"].iterrows()
    ]
    other = drawn.loc[~drawn["by_programme"], "programme"]
    sources = w.text("Money from elsewhere is named at the bar: {programmes}.", programmes=w.join(dict.fromkeys(other)))
    missing = w.plural(
        "{n} more statement documents support without an amount; it is in the table.",
        "{n} more statements document support without an amount; they are in the table.",
        without,
    )
    return (missing, *inside, *([sources] if len(other) else []))


def _grants_reading(drawn: pd.DataFrame, w: Wording) -> str:
    several = w.text("Dashed: one sum for several years.") if (drawn["year_to"] > drawn["year_from"]).any() else ""
    return " ".join(filter(None, [several, signs_note(drawn["amount_qualifier"], w)]))


def _formula(row: pd.Series, w: Wording) -> str:
    if row["reason"]:
        return _no_quotient(str(row["reason"]), w)
    return w.text(
        "{amount} ÷ {members} members ({date}) = {result}",
        amount=amount_text(row["amount_eur"], row["amount_qualifier"], w),
        members=w.number(row["members"]),
        date=w.date(row["count_date"]),
        result=amount_text(row["per_member_eur"], row["amount_qualifier"], w),
    )


def _no_quotient(reason: str, w: Wording) -> str:
    return {
        funding.ANNOUNCED: w.text("none: the amount was only announced"),
        funding.PART_OF_SUM: w.text("none: the amount is known only as part of a sum over several years"),
        funding.CONTESTED: w.text("none: the sources disagree on the amount"),
        funding.GAP: w.text("none: no amount found"),
        funding.NO_COUNT: w.text("none: no member count found for this year"),
    }[reason]
