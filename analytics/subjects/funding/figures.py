"""Funding as figures: the network, the programme pot beside it, single initiatives, amounts per member, coverage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from analytics.figure.amounts import amount_text, signs_note
from analytics.figure.model import Column, Figure
from analytics.figure.sources import first_url, source_links, split_ids
from analytics.language import Wording
from analytics.subjects.funding import chart as funding_chart
from analytics.subjects.funding import measures as funding

if TYPE_CHECKING:
    from data.atlas import Atlas


@dataclass(frozen=True)
class Answer:
    """What is known about one question on the programme, or about one version of it.

    Attributes:
        title: the question, or the version with its date.
        text: the answer in our own words.
        certainty: documented, inferred or not found, in the reader's language.
        sources: source line as markdown; empty when nothing was found.
    """

    title: str
    text: str
    certainty: str
    sources: str


def draw_network_funding(atlas: Atlas, w: Wording) -> Figure:
    """The network's funding per year; grants, announcements, a sum over years and gaps look different."""
    marks = funding.network_marks(atlas)
    table = _statement_table(atlas, marks, w)
    return Figure(
        key="network-funding",
        headline=_network_headline(marks, w),
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
        notes=_network_notes(atlas, marks, w),
        height_px=funding_chart.NETWORK_PX,
        stem="ankommen-atlas-foerderung-netzwerk",
    )


def draw_programme_pot(atlas: Atlas, w: Wording) -> Figure:
    """The pot of the programme per year, a ceiling for all applicants; never added to grants out of it."""
    years = funding.pot_years(atlas)
    known = years.dropna(subset=["amount_eur"])
    last = known.iloc[-1]
    table = years.assign(
        amount_text=[pot_text(row["amount_eur"], row["amount_qualifier"], w) for _, row in years.iterrows()],
        granted_words=[pot_text(row["granted_eur"], row["granted_qualifier"], w) for _, row in years.iterrows()],
        url=[first_url(atlas, ids) for ids in years["source_ids"]],
    )
    return Figure(
        key="programme-pot",
        headline=w.text(
            "The programme budget was {amount} in {year}; nothing was found after that",
            amount=pot_text(last["amount_eur"], last["amount_qualifier"], w),
            year=int(last["year"]),
        ),
        subtitle=w.text(
            "Ceiling of the whole programme for all applicants, in thousand euros, {first} to {last}; own scale",
            first=int(years["year"].min()),
            last=int(years["year"].max()),
        ),
        description=" ".join(f"{row['year']}: {row['amount_text']}." for _, row in table.iterrows()),
        table=table,
        columns=(
            Column("year", w.text("Year"), "year"),
            Column("amount_text", w.text("Programme budget")),
            Column("granted_words", w.text("Granted out of it, all recipients")),
            Column("url", w.text("Address of the source"), "link"),
        ),
        source_ids=split_ids(pd.concat([years["source_ids"], years["granted_source_ids"]])),
        chart=funding_chart.draw_pot_chart(years, w),
        notes=_pot_notes(atlas, years, w),
        height_px=funding_chart.NETWORK_PX,
        stem="ankommen-atlas-foerderprogramm-topf",
    )


def draw_initiative_grants(atlas: Atlas, w: Wording) -> Figure:
    """Grants to single initiatives with a documented amount; yearly amounts and sums over years apart."""
    grants = funding.initiative_grants(atlas)
    named = grants.assign(display=[_recipient_name(row, w) for _, row in grants.iterrows()])
    yearly = named[(named["years"] == 1) & named["by_programme"]].sort_values("amount_eur")
    low, high = yearly.iloc[0], yearly.iloc[-1]
    statements = funding.initiative_statements(atlas)
    return Figure(
        key="initiative-grants",
        headline=w.text(
            "Grants of the programme for one year range from {low} to {high}",
            low=amount_text(low["amount_eur"], low["amount_qualifier"], w),
            high=amount_text(high["amount_eur"], high["amount_qualifier"], w),
        ),
        subtitle=w.text(
            "Documented grants to single initiatives, in euros, {first} to {last}",
            first=int(named["year_from"].min()),
            last=int(named["year_to"].max()),
        ),
        description=w.text(
            "Bars, one per documented grant: {grants}.",
            grants="; ".join(_grant_text(row, w) for _, row in named.iterrows()),
        ),
        table=_statement_table(atlas, statements, w),
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
        notes=_grant_notes(statements, named, w),
        height_px=funding_chart.grants_px(named),
        stem="ankommen-atlas-foerderung-initiativen",
    )


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
            *_if_any(signs_note(known["amount_qualifier"], w)),
        ),
        chart=funding_chart.draw_per_member_chart(table, w),
        height_px=funding_chart.PER_MEMBER_PX,
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
        table=_statement_table(atlas, rows, w),
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
        height_px=funding_chart.coverage_px(kinds),
        stem="ankommen-atlas-foerderung-alle-angaben",
    )


def draw_funding_facts(atlas: Atlas, w: Wording) -> Figure:
    """The key figures of the funding page, one row per card: label, value, hint (text), source_ids."""
    marks = funding.network_marks(atlas)
    grants = marks[marks["form"] == funding.FORM_GRANTED]
    spans, gaps = marks[marks["form"] == funding.FORM_SPAN], marks[marks["form"] == funding.FORM_GAP]
    pot = funding.pot_years(atlas).dropna(subset=["amount_eur"]).iloc[-1]
    cards = [
        _card(grants.iloc[-1], w),
        _member_card(funding.per_member(atlas).dropna(subset=["per_member_eur"]).iloc[-1], w),
        *(_card(row, w) for _, row in spans.tail(1).iterrows()),
        {
            "label": w.text("Programme budget {year}", year=int(pot["year"])),
            "value": pot_text(pot["amount_eur"], pot["amount_qualifier"], w),
            "hint": w.text("for all applicants; nothing found for later years"),
            "source_ids": pot["source_ids"],
        },
        {
            "label": w.text("Years without figure"),
            "value": w.number(len(gaps)),
            "hint": w.text("{years}; not found does not mean zero", years=w.join(str(y) for y in gaps["year_from"])),
            "source_ids": "",
        },
    ]
    table = pd.DataFrame(cards)
    return Figure(
        key="funding-facts",
        headline=_network_headline(marks, w),
        subtitle=w.text("Key figures of the funding"),
        description=" ".join(f"{card['label']}: {card['value']} ({card['hint']})." for card in cards),
        table=table,
        columns=(
            Column("label", w.text("Key figure")),
            Column("value", w.text("Value")),
            Column("hint", w.text("As of")),
        ),
        source_ids=split_ids(table["source_ids"]),
        stem="ankommen-atlas-foerderung-kennzahlen",
    )


def _member_card(row: pd.Series, w: Wording) -> dict[str, str]:
    return {
        "label": w.text("Per member {year}", year=int(row["year"])),
        "value": amount_text(row["per_member_eur"], row["amount_qualifier"], w),
        "hint": w.text("grant to the network divided by {n} members", n=w.number(row["members"])),
        "source_ids": row["source_ids"],
    }


def programme_answers(atlas: Atlas, w: Wording, *, section: str) -> tuple[Answer, ...]:
    """The programme in words: section ``question`` (questions and answers) or ``version`` (its history)."""
    return tuple(_answer(atlas, row, w) for _, row in funding.programme_entries(atlas, section).iterrows())


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


def pot_text(amount: float, qualifier: object, w: Wording) -> str:
    """As `amount_text`, for a table in which a missing amount is a year without a figure."""
    return w.text("no figure found") if pd.isna(amount) else amount_text(amount, qualifier, w)


def kind_word(kind: str, w: Wording) -> str:
    """What kind of amount a row is about."""
    return {
        "available": w.text("made available"),
        "granted": w.text("granted"),
        "announced": w.text("announced"),
        "budgeted": w.text("budgeted"),
        "paid": w.text("paid"),
        "applied_for": w.text("applied for"),
        "not_found": w.text("no figure found"),
    }[kind]


def use_word(chart_use: str, w: Wording) -> str:
    """Why a row is drawn or not; empty for a row that is simply drawn."""
    return {
        "yes": "",
        "no": w.text("not drawn"),
        "alternative": w.text("another source for the same time"),
        "duplicate": w.text("further evidence"),
        "contested": w.text("contradicts other sources"),
        "check_total": w.text("check total, not added"),
        "inside_total": w.text("contained in a larger sum"),
        "only_if_split": w.text("our own calculation, not drawn"),
        "gap": "",
        "no_amount": "",
    }[chart_use]


def period_text(row: pd.Series, w: Wording) -> str:
    """The years an amount is for; undated rows say so."""
    start, end = row["period_start"], row["period_end"]
    if pd.isna(start):
        return w.text("undated") if pd.isna(row["year"]) else str(int(row["year"]))
    first, last = str(start)[:4], str(start if pd.isna(end) else end)[:4]
    return first if first == last else f"{first}–{last}"


def _statement_table(atlas: Atlas, rows: pd.DataFrame, w: Wording) -> pd.DataFrame:
    names = rows["member_id"].map(atlas.members.set_index("member_id")["name"])
    named = rows.assign(member_name=names)
    return named.assign(
        display=[_recipient_name(row, w) for _, row in named.iterrows()],
        period=[period_text(row, w) for _, row in rows.iterrows()],
        amount_text=[amount_text(row["amount_eur"], row["amount_qualifier"], w) for _, row in rows.iterrows()],
        meaning=[_meaning(row, w) for _, row in rows.iterrows()],
        purpose=[w.pick(row, "purpose") for _, row in rows.iterrows()],
        note=[w.pick(row, "note") for _, row in rows.iterrows()],
        url=[first_url(atlas, ids) for ids in rows["source_ids"]],
    )


def _meaning(row: pd.Series, w: Wording) -> str:
    kind, use = kind_word(row["kind"], w), use_word(row["chart_use"], w)
    parts = [kind]
    if row["per_year"] == "no" and pd.notna(row["amount_eur"]):
        parts.append(w.text("sum over the period"))
    return ", ".join([*parts, use] if use else parts)


def _recipient_name(row: pd.Series, w: Wording) -> str:
    if pd.notna(row["member_name"]):
        return str(row["member_name"])
    return str(row["recipient"]) if pd.notna(row["recipient"]) else w.text("all applicants")


def _network_headline(marks: pd.DataFrame, w: Wording) -> str:
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
    return (*spans, *contested, total, *_if_any(signs_note(marks["amount_qualifier"], w)))


def _if_any(note: str) -> tuple[str, ...]:
    return (note,) if note else ()


def _pot_notes(atlas: Atlas, years: pd.DataFrame, w: Wording) -> tuple[str, ...]:
    rule = w.text(
        "The programme budget is a ceiling, not spending. In part the network is paid out of it, so the two charts "
        "must not be added."
    )
    totals = [
        w.text(
            "As a check: {amount} granted in {period}, network and initiatives together.",
            amount=amount_text(row["amount_eur"], row["amount_qualifier"], w),
            period=period_text(row, w),
        )
        for _, row in funding.programme_totals(atlas).iterrows()
    ]
    return (rule, *totals, *_if_any(signs_note(years["amount_qualifier"], w)))


def _grant_text(row: pd.Series, w: Wording) -> str:
    return w.text(
        "{name} {amount} ({period})",
        name=row["display"],
        amount=amount_text(row["amount_eur"], row["amount_qualifier"], w),
        period=period_text(row, w),
    )


def _grant_notes(statements: pd.DataFrame, drawn: pd.DataFrame, w: Wording) -> tuple[str, ...]:
    statements = statements.assign(display=[_recipient_name(row, w) for _, row in statements.iterrows()])
    without = int((statements["chart_use"] == "no_amount").sum())
    inside = [
        w.text("Not drawn because it is contained in a larger sum: {grant}.", grant=_grant_text(row, w))
        for _, row in statements[statements["chart_use"] == "inside_total"].iterrows()
    ]
    other = drawn.loc[~drawn["by_programme"], "programme"]
    sources = w.text("Money from elsewhere is named at the bar: {programmes}.", programmes=w.join(dict.fromkeys(other)))
    missing = w.plural(
        "{n} more statement documents support without an amount; it is in the table.",
        "{n} more statements document support without an amount; they are in the table.",
        without,
    )
    signs = _if_any(signs_note(drawn["amount_qualifier"], w))
    return (missing, *inside, *([sources] if len(other) else []), *signs)


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


def _card(row: pd.Series, w: Wording) -> dict[str, str]:
    return {
        "label": w.text("Network {period}", period=period_text(row, w)),
        "value": amount_text(row["amount_eur"], row["amount_qualifier"], w),
        "hint": kind_word(row["kind"], w),
        "source_ids": str(row["source_ids"]),
    }


def _answer(atlas: Atlas, row: pd.Series, w: Wording) -> Answer:
    title = w.pick(row, "title")
    ids = split_ids(pd.Series([row["source_ids"]], dtype="str"))
    return Answer(
        title=title
        if pd.isna(row["date_from"])
        else w.text("{date}: {title}", date=w.date(row["date_from"]), title=title),
        text=w.pick(row, "text"),
        certainty={
            "documented": w.text("documented"),
            "inferred": w.text("inferred"),
            "not_found": w.text("not found"),
        }[row["confidence"]],
        sources=source_links(atlas, ids, w) if ids else "",
    )
