"""Methods behind rates, groups, turns, growth and funding."""

from __future__ import annotations

import pandas as pd

from analytics.figure.amounts import amount_text
from analytics.figure.method import Method
from analytics.language import Wording
from analytics.rates.naming import kreis_names
from analytics.rates.ranking import first_lasting_gain_year
from analytics.rates.rates import TOTAL, compute_land_rates, compute_rates, land_ags
from analytics.rates.series import census_years, last_year
from analytics.rates.turnaround import LASTING_YEARS
from analytics.subjects.funding.measures import per_member
from analytics.subjects.growth.measures import compute_growth
from data.atlas import Atlas


def rate_methods(atlas: Atlas, w: Wording, *, ags: str) -> tuple[Method, ...]:
    """Rates per 1,000, the sum over the Land, the lasting turn, membership growth, funding per member."""
    return (_rate(atlas, w, ags), _land(atlas, w), _turn(atlas, w, ags), _growth(atlas, w), _per_member(atlas, w))


def _own_rates(atlas: Atlas, ags: str) -> pd.DataFrame:
    rates = compute_rates(atlas)
    return rates[(rates["ags"] == ags) & (rates["age_group"] == TOTAL)].set_index("year")


def _rate(atlas: Atlas, w: Wording, ags: str) -> Method:
    year = last_year(atlas)
    row = _own_rates(atlas, ags).loc[year]
    fields = {"year": year, "name": kreis_names(atlas)[ags]}
    if pd.isna(row["net_per_1000"]):
        example = (w.text("{name}, {year}: a figure is missing, so there is no rate.", **fields),)
    else:
        example = (
            w.text(
                "{name}, {year}: {arrivals} arrivals − {departures} departures = {net} persons.",
                arrivals=w.number(row["arrivals"]),
                departures=w.number(row["departures"]),
                net=w.signed(row["net"], 0),
                **fields,
            ),
            w.text(
                "{net} ÷ {population} residents × 1,000 = {rate} per 1,000.",
                net=w.signed(row["net"], 0),
                population=w.number(row["population"]),
                rate=w.signed(row["net_per_1000"]),
            ),
        )
    return Method(
        key="rate",
        name=w.text("Net migration per 1,000"),
        question=w.text("Does a district gain or lose people through moves, measured by its size?"),
        formula=r"r_{k,t,a} = 1000 \cdot \frac{Z_{k,t,a} - F_{k,t,a}}{B_{k,t,a}}",
        rule=w.text(
            "Arrivals (Z) minus departures (F) over district borders, divided by the residents (B) of the same age "
            "group a on 31 December of the same year t, times 1,000."
        ),
        example=example,
        reference=w.text("Definition as in official statistics; the denominator at the end of the year is our choice."),
        limits=w.text(
            "Residents before and after a census ({years}) are counted differently. A figure the office hides gives no "
            "rate.",
            years=w.join(str(year) for year in census_years(atlas)),
        ),
        unit="analytics.rates.rates.compute_rates",
    )


def _land(atlas: Atlas, w: Wording) -> Method:
    year = last_year(atlas)
    rows = compute_land_rates(atlas)
    row = rows[(rows["year"] == year) & (rows["age_group"] == TOTAL)].iloc[0]
    return Method(
        key="land",
        name=w.text("Balance of the Land and of groups"),
        question=w.text("What do all districts of a group gain or lose together?"),
        formula=r"r_{G,t,a} = 1000 \cdot \frac{\sum_{k \in G} (Z_{k,t,a} - F_{k,t,a})}{\sum_{k \in G} B_{k,t,a}}",
        rule=w.text(
            "The balances of the districts are added and divided by their residents together. A move between two of "
            "them counts once as arrival and once as departure and so drops out of the balance."
        ),
        example=(
            w.text(
                "{n} districts of Brandenburg, {year}: {net} persons ÷ {population} residents × 1,000 = {rate}.",
                n=len(land_ags(atlas)),
                year=year,
                net=w.signed(row["net"], 0),
                population=w.number(row["population"]),
                rate=w.signed(row["net_per_1000"]),
            ),
        )
        if pd.notna(row["net_per_1000"])
        else (w.text("{year}: the figure of a district is missing, so there is no sum.", year=year),),
        reference=w.text("own rule"),
        limits=w.text(
            "The sum of the arrivals is not what reaches the Land. When one district is missing there is no sum."
        ),
        unit="analytics.rates.rates.compute_group_rates",
    )


def _turn(atlas: Atlas, w: Wording, ags: str) -> Method:
    net = _own_rates(atlas, ags)["net"]
    first = first_lasting_gain_year(net)
    tail = net.dropna().tail(LASTING_YEARS + 3)
    shown = "; ".join(f"{year}: {w.signed(value, 0)}" for year, value in tail.items())
    turn = (
        w.text("No year from which the balance stays above 0: no lasting gain.")
        if first is None
        else w.text("From {year} on the balance stays above 0.", year=first)
    )
    return Method(
        key="turn",
        name=w.text("Lasting gain"),
        question=w.text("Since when does a district gain people without a relapse?"),
        formula=(r"t^{*}_k = \min \{\, t : n_{k,s} > 0 \ \text{" + w.text("for all known") + r"} \ s \ge t \,\}"),
        rule=w.text(
            "The first year from which the balance (persons) is above 0 in every year known. Fewer than {years} such "
            "years in a row are called recent, not a turn.",
            years=LASTING_YEARS,
        ),
        example=(w.text("{name}: {values}.", name=kreis_names(atlas)[ags], values=shown), turn),
        reference=w.text("own rule"),
        limits=w.text("A missing year is skipped, neither gain nor loss. The rule knows no size: +1 is a gain."),
        unit="analytics.rates.turnaround.compute_turnaround",
    )


def _growth(atlas: Atlas, w: Wording) -> Method:
    growth = compute_growth(atlas)
    return Method(
        key="growth",
        name=w.text("Growth of the network"),
        question=w.text("How fast does the network grow?"),
        formula=(
            r"g = \left(\frac{m_1}{m_0}\right)^{1/T} - 1, \qquad \bar{m} = \frac{m_1 - m_0}{T}, \qquad "
            r"D = \frac{T \ln 2}{\ln (m_1/m_0)}"
        ),
        rule=w.text(
            "From the first count m₀ to the last m₁ over T years of 365.25 days: the constant yearly rate g, the "
            "members added per year, and the years D in which that rate doubles the number. A date known only by its "
            "year counts with its middle day; both ends of the year give the interval."
        ),
        example=(
            w.text(
                "From {first} ({first_date}) to {last} ({last_date}): T = {years} years ({low} to {high}).",
                first=growth.first,
                first_date=w.date(growth.first_date),
                last=growth.last,
                last_date=w.date(growth.last_date),
                years=w.number(growth.years.value, 2),
                low=w.number(growth.years.low, 2),
                high=w.number(growth.years.high, 2),
            ),
            w.text(
                "({last} ÷ {first})^(1 ÷ {years}) − 1 = {rate}; {added} ÷ {years} = {per_year} members a year.",
                first=growth.first,
                last=growth.last,
                years=w.number(growth.years.value, 2),
                rate=w.percent(growth.compound_rate.value, 1),
                added=growth.added,
                per_year=w.number(growth.per_year.value, 1),
            ),
        ),
        reference=w.text("compound growth, school mathematics"),
        limits=w.text(
            "Two counts give a rate, not a law: what lies between them is not used and not known for all years."
        ),
        unit="analytics.subjects.growth.measures.compute_growth",
    )


def _per_member(atlas: Atlas, w: Wording) -> Method:
    rows = per_member(atlas).dropna(subset=["per_member_eur"])
    row = rows.iloc[-1]
    return Method(
        key="per_member",
        name=w.text("Network funding per member"),
        question=w.text("How much of the network’s grant falls on one member?"),
        formula=r"e_t = \frac{E_t}{m_t}",
        rule=w.text(
            "The documented grant of a year divided by the last member count documented in the same year; nothing "
            "when one of them is missing, announced only, or part of a sum over years."
        ),
        example=(
            w.text(
                "{year}: {amount} ÷ {members} members ({date}) = {each}.",
                year=row["year"],
                amount=amount_text(row["amount_eur"], row["amount_qualifier"], w),
                members=row["members"],
                date=w.date(row["count_date"]),
                each=amount_text(row["per_member_eur"], row["amount_qualifier"], w),
            ),
        ),
        reference=w.text("own rule"),
        limits=w.text("The grant pays the network’s office, not its members. A grant is not a payment."),
        unit="analytics.subjects.funding.measures.per_member",
    )
