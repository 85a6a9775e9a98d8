"""The programme behind the funding: its budget, its key figures, questions and answers."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analytics.figure.amounts import amount_text, period_text, signs_note
from analytics.figure.model import Column, Figure
from analytics.figure.sources import first_url, source_links, split_ids
from analytics.language import Wording
from analytics.subjects.funding import chart as funding_chart
from analytics.subjects.funding import measures as funding
from analytics.subjects.funding.figures.network import network_headline
from analytics.subjects.funding.figures.words import kind_word
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
        reading=signs_note(years["amount_qualifier"], w),
        notes=_pot_notes(atlas, w),
        stem="ankommen-atlas-foerderprogramm-topf",
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
        headline=network_headline(marks, w),
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


def pot_text(amount: float, qualifier: object, w: Wording) -> str:
    """As `amount_text`, for a table in which a missing amount is a year without a figure."""
    return w.text("no figure found") if pd.isna(amount) else amount_text(amount, qualifier, w)


def _pot_notes(atlas: Atlas, w: Wording) -> tuple[str, ...]:
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
    return (rule, *totals)


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
