"""The atlas in plain language: short sentences, every hard word explained, figures from the data."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from analytics.figure.amounts import amount_text
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.rates.coverage import compute_reach, compute_register_coverage
from analytics.rates.rates import TOTAL, compute_rates, land_ags
from analytics.subjects.overview import measures as headline
from data.atlas import Atlas


@dataclass(frozen=True)
class PlainPart:
    """A part of the page.

    Attributes:
        question: its headline.
        sentences: one thought each, to be shown one below the other.
        source_ids: where its figures come from.
        ways: address of a page and the words that lead there.
    """

    question: str
    sentences: tuple[str, ...]
    source_ids: tuple[str, ...] = ()
    ways: tuple[tuple[str, str], ...] = ()


def write_plain(atlas: Atlas, w: Wording) -> tuple[PlainPart, ...]:
    """What the atlas shows, in six questions."""
    return (
        _about(w),
        _network(atlas, w),
        _moves(atlas, w),
        _money(atlas, w),
        _unknown(atlas, w),
        _reading(w),
    )


def explain_terms(w: Wording) -> tuple[tuple[str, str], ...]:
    """Hard words and what they mean."""
    return (
        (
            w.text("District"),
            w.text("A part of Brandenburg with many towns and villages. Big cities are districts of their own."),
        ),
        (
            w.text("Initiative"),
            w.text("A group of people who do something together. Here: they help others to arrive."),
        ),
        (w.text("Network"), w.text("Many initiatives that work together.")),
        (
            w.text("Net migration"),
            w.text("How many people moved in, minus how many moved away. A plus means: more came than left."),
        ),
        (
            w.text("per 1,000"),
            w.text(
                "Big and small districts can be compared like this: we count for every 1,000 people who live there."
            ),
        ),
        (w.text("Source"), w.text("Where we read a figure. It stands below every picture.")),
    )


def _about(w: Wording) -> PlainPart:
    return PlainPart(
        w.text("What is this atlas?"),
        (
            w.text("An atlas is a collection of maps."),
            w.text("This atlas is about Brandenburg."),
            w.text("It shows where people move to and where they move away from."),
            w.text("It also shows who helps people when they arrive."),
        ),
        ways=(("karte", w.text("Open the map")),),
    )


def _network(atlas: Atlas, w: Wording) -> PlainPart:
    first, latest = headline.first_member_count(atlas), headline.latest_member_count(atlas)
    reach = compute_reach(atlas)
    return PlainPart(
        w.text("Who helps?"),
        (
            w.text("{network} is a network.", network=w.quote("Ankommen in Brandenburg")),
            w.text("Initiatives from many places work together in it."),
            w.text("They help with finding work and a home, and with meeting people."),
            w.text(
                "At the start, {date}, there were {n} initiatives.", date=w.date(first.date), n=w.number(first.value)
            ),
            w.text("{date}: {n} initiatives.", date=w.date(latest.date), n=w.number(latest.value)),
            w.text(
                "They are at home in {n} of the {all} districts of Brandenburg.",
                n=w.number(reach.land_reached),
                all=w.number(reach.land_all),
            ),
        ),
        split_ids(_series(first.source_ids, latest.source_ids)),
        (("initiativen", w.text("See all initiatives")), ("wachstum", w.text("See the growth"))),
    )


def _moves(atlas: Atlas, w: Wording) -> PlainPart:
    net = headline.latest_land_net(atlas)
    return PlainPart(
        w.text("Do more people come or go?"),
        (
            _balance(net, w),
            *_districts(atlas, net.date, w),
            w.text("There are no newer figures for the districts here."),
        ),
        split_ids(_series(net.source_ids)),
        (("kreisprofil", w.text("Look at one district")), ("wanderung", w.text("See all years"))),
    )


def _balance(net: headline.Dated, w: Wording) -> str:
    if math.isnan(net.value):
        return w.text("We have no figure for the whole of Brandenburg.")
    people = w.number(abs(net.value))
    if net.value < 0:
        return w.text("{year}: {n} more people left Brandenburg than came.", year=net.date, n=people)
    return w.text("{year}: {n} more people came to Brandenburg than left.", year=net.date, n=people)


def _districts(atlas: Atlas, year: str, w: Wording) -> tuple[str, ...]:
    """How many districts gained and lost in that year; districts without a figure are in neither."""
    rates = compute_rates(atlas)
    rows = rates[(rates["year"] == int(year)) & (rates["age_group"] == TOTAL) & rates["ags"].isin(land_ags(atlas))]
    known = rows["net"].dropna()
    if known.empty:
        return ()
    gained, lost = int((known > 0).sum()), int((known < 0).sum())
    return (
        w.plural("In {n} district more people came.", "In {n} districts more people came.", gained),
        w.plural("In {n} district more people left.", "In {n} districts more people left.", lost),
    )


def _money(atlas: Atlas, w: Wording) -> PlainPart:
    funding = headline.latest_network_funding(atlas)
    amount = amount_text(funding.value, funding.detail, w)
    return PlainPart(
        w.text("Who pays for it?"),
        (
            w.text("The state of Brandenburg gives money for the network."),
            w.text("The money comes from the state chancellery. That is the office of the head of government."),
            w.text("In {year} it was {amount}.", year=funding.date, amount=amount),
        ),
        split_ids(_series(funding.source_ids)),
        (("foerderung", w.text("See the money")),),
    )


def _unknown(atlas: Atlas, w: Wording) -> PlainPart:
    coverage = compute_register_coverage(atlas)
    return PlainPart(
        w.text("What do we not know?"),
        (
            w.text("Nobody counts how many people come back to Brandenburg."),
            w.text(
                "We know {n} of the {all} initiatives by name.",
                n=w.number(min(coverage.named, coverage.stated)),
                all=w.number(coverage.stated),
            ),
            w.text("Nobody knows whether someone moved because of an initiative."),
        ),
        split_ids(_series(coverage.count_source_ids)),
        (("quellen", w.text("See where the figures come from")),),
    )


def _reading(w: Wording) -> PlainPart:
    return PlainPart(
        w.text("How do I read the figures?"),
        (
            w.text("A dash ({sign}) means: we have no figure.", sign=w.missing()),
            w.text("No figure does not mean zero."),
            w.text("Green means: more people came. Orange means: more people left."),
            w.text("Dashed or hollow means: we are not sure."),
        ),
    )


def _series(*joined: str) -> pd.Series:
    return pd.Series(list(joined), dtype="str")
