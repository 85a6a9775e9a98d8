"""The start page in one figure: what the network is, its key figures, what is not known."""

from __future__ import annotations

import pandas as pd

from analytics.figure.amounts import amount_text
from analytics.figure.model import Column, Figure
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.rates.coverage import Reach, RegisterCoverage, compute_reach, compute_register_coverage
from analytics.rates.naming import states_text
from analytics.subjects.overview import measures as headline
from data.atlas import Atlas


def draw_overview(atlas: Atlas, w: Wording) -> Figure:
    """The key figures of the start page, one row per card.

    The table has the columns label, value, hint, detail (text in the reader's language) and source_ids (joined by
    ``|``). Subtitle: the network in two sentences. Notes: what is not known.
    """
    coverage, reach = compute_register_coverage(atlas), compute_reach(atlas)
    cards = [
        _members_card(atlas, w),
        _reach_card(atlas, reach, w),
        _funding_card(atlas, w),
        _migration_card(atlas, w),
    ]
    table = pd.DataFrame(cards)
    return Figure(
        key="overview",
        headline=_headline(atlas, reach, w),
        subtitle=_network_in_two_sentences(atlas, w),
        description=" ".join(f"{card['label']}: {card['value']} ({card['hint']})." for card in cards),
        table=table,
        columns=(
            Column("label", w.text("Key figure")),
            Column("value", w.text("Value")),
            Column("hint", w.text("As of")),
            Column("detail", w.text("How to read it")),
        ),
        source_ids=split_ids(table["source_ids"]),
        notes=_unknowns(atlas, coverage, w),
        stem="ankommen-atlas-kennzahlen",
    )


def _headline(atlas: Atlas, reach: Reach, w: Wording) -> str:
    return w.text(
        "From {first} to {latest} initiatives – at home in {reached} of {all} districts",
        first=w.number(headline.first_member_count(atlas).value),
        latest=w.number(headline.latest_member_count(atlas).value),
        reached=w.number(reach.land_reached),
        all=w.number(reach.land_all),
    )


def _network_in_two_sentences(atlas: Atlas, w: Wording) -> str:
    carrier = headline.latest_carrier(atlas)
    what = w.text(
        "{network} is the state’s network of initiatives that help people return or move to Brandenburg – with advice "
        "on work and housing, with meeting places and trial living.",
        network=w.quote("Ankommen in Brandenburg"),
    )
    who = w.text(
        "It has been funded by the state chancellery since {year} (host organisation since {date}: {carrier}).",
        year=headline.first_funding_year(atlas),
        date=w.date(carrier["date_from"][:7]),
        carrier=carrier["name"],
    )
    return f"{what} {who}"


def _members_card(atlas: Atlas, w: Wording) -> dict[str, str]:
    first, latest = headline.first_member_count(atlas), headline.latest_member_count(atlas)
    return {
        "label": w.text("Initiatives"),
        "value": w.number(latest.value),
        "hint": w.text(
            "in the network, {date}; at the start, {first_date}: {first}",
            date=w.date(latest.date),
            first_date=w.date(first.date),
            first=w.number(first.value),
        ),
        "detail": w.text(
            "The numbers are counts stated by the network, the state chancellery and the press; "
            "nobody publishes a dated list of members."
        ),
        "source_ids": f"{latest.source_ids}|{first.source_ids}",
    }


def _reach_card(atlas: Atlas, reach: Reach, w: Wording) -> dict[str, str]:
    return {
        "label": w.text("Districts reached"),
        "value": w.text("{n} of {all}", n=w.number(reach.land_reached), all=w.number(reach.land_all)),
        "hint": w.text(
            "in Brandenburg: {running} with a running initiative, {unknown} with one of unknown status; besides, "
            "{lausitz} of {lausitz_all} in Saxony’s Lusatia; evidence up to {date}",
            running=w.number(reach.land_running),
            unknown=w.number(reach.land_unknown),
            lausitz=w.number(reach.lausitz_reached),
            lausitz_all=w.number(reach.lausitz_all),
            date=w.date(headline.latest_evidence(atlas)),
        ),
        "detail": " ".join(_reach_details(reach, w)),
        "source_ids": "|".join(split_ids(atlas.members.loc[atlas.members["kreis_ags"].notna(), "source_ids"])),
    }


def _reach_details(reach: Reach, w: Wording) -> list[str]:
    """By which initiatives the districts are counted, and which districts are uncertain or no longer count."""
    details = [
        w.text(
            "Counted by the seats of the initiatives with a known place ({states}); ended ones do not count.",
            states=states_text(reach.initiatives, w),
        )
    ]
    if reach.unknown_only:
        details.append(w.text("Status unknown: {names}.", names=w.join(reach.unknown_only)))
    if reach.inferred_only:
        details.append(w.text("Membership only inferred: {names}.", names=w.join(reach.inferred_only)))
    if reach.ended_only:
        details.append(w.text("Its initiative has ended: {names}.", names=w.join(reach.ended_only)))
    return details


def _funding_card(atlas: Atlas, w: Wording) -> dict[str, str]:
    funding = headline.latest_network_funding(atlas)
    gaps = headline.undocumented_funding_years(atlas)
    return {
        "label": w.text("Network funding"),
        "value": amount_text(funding.value, funding.detail, w),
        "hint": w.text("{year}, granted by the state chancellery", year=funding.date),
        "detail": _funding_detail(gaps, w),
        "source_ids": funding.source_ids,
    }


def _funding_detail(gaps: list[int], w: Wording) -> str:
    return w.text("No figure was found for {years}.", years=w.join(str(year) for year in gaps)) if gaps else ""


def _migration_card(atlas: Atlas, w: Wording) -> dict[str, str]:
    net, border = headline.latest_land_net(atlas), headline.latest_land_border_net(atlas)
    # A figure over the state border says something of its own only for a year the districts do not reach.
    later = border.date > net.date
    hint = w.text("Brandenburg {year}, the latest district figures", year=net.date)
    if later:
        over = w.text("{year} over the state border: {net}", year=border.date, net=w.signed(border.value, 0))
        hint = f"{hint}; {over}"
    return {
        "label": w.text("Net migration"),
        "value": w.signed(net.value, 0),
        "hint": hint,
        "detail": w.text(
            "Arrivals minus departures in people, summed over the {n} districts: moves inside Brandenburg cancel out.",
            n=w.number(compute_reach(atlas).land_all),
        ),
        "source_ids": f"{net.source_ids}|{border.source_ids}" if later else net.source_ids,
    }


def _ended_text(coverage: RegisterCoverage, w: Wording) -> str:
    if not coverage.ended:
        return ""
    return " " + w.plural("{n} more in the register has ended.", "{n} more in the register have ended.", coverage.ended)


def _unknowns(atlas: Atlas, coverage: RegisterCoverage, w: Wording) -> tuple[str, ...]:
    net, gaps = headline.latest_land_net(atlas), headline.undocumented_funding_years(atlas)
    return (
        w.text(
            "The full list of members: {stated} are counted, {named} are known by name, {documented} of them "
            "documented and {inferred} inferred; for {without} the place is missing.",
            named=w.number(coverage.named),
            stated=w.number(coverage.stated),
            documented=w.number(coverage.documented),
            inferred=w.number(coverage.inferred),
            without=w.number(coverage.without_place),
        )
        + _ended_text(coverage, w),
        w.text(
            "Migration by district after {year} – and who among those arriving is a returner: no source counts that.",
            year=net.date,
        ),
        w.text(
            "The funding of the network in {years} – and whether an initiative caused a move.",
            years=w.join(str(year) for year in gaps),
        ),
    )
