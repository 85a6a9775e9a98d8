"""Sentences of the map: headline, subtitle and text alternative, written from the values that are drawn."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from analytics.language import Wording
from analytics.maps.indicators import ARRIVALS, COUNT, NET, MapIndicator
from analytics.rates.components import PARTS
from analytics.rates.context import value_text
from analytics.rates.naming import measure_name, measure_notes, states_text
from analytics.rates.rates import TOTAL
from analytics.rates.scopes import BRANDENBURG, LAUSITZ, LAUSITZ_IN_BRANDENBURG

# Below this share of the smaller side nobody would call the picture divided.
DIVIDED_SHARE = 0.35
MOST_NAMES = 3


@dataclass(frozen=True)
class MapSubject:
    """What a map shows, apart from the year; `year_from` is the base year of a change."""

    indicator: MapIndicator
    age_group: str
    scope: str
    year_from: int | None = None


def map_headline(values: Mapping[str, float], subject: MapSubject, year: int, w: Wording) -> str:
    """The finding of one year in about ten words.

    Args:
        values: value of each Kreis of the scope in this year by name (NaN = missing).
        subject: what the map shows.
        year: the year.
        w: language.
    """
    known = known_values(values)
    if not known:
        return w.text("For {year} the source has no figures", year=year)
    if subject.indicator.is_context:
        return _context_headline(known, subject, year, w)
    if subject.indicator.is_change:
        return _change_headline(known, subject, year, w)
    if subject.indicator.diverging:
        return _net_headline(known, subject, year, w)
    top = max(known, key=known.__getitem__)
    value = format_rate(known[top], subject.indicator, w)
    fields = {"year": year, "name": top, "value": value}
    if subject.indicator.kind == COUNT:
        counted = fields | {"what": measure_name(w, subject.indicator.measure)}
        return w.text("{what} in {year}: most in {name} with {value}", **counted)
    if subject.indicator.measure == ARRIVALS:
        return w.text("Most arrivals in {year}: {name} with {value} per 1,000", **fields)
    return w.text("Most departures in {year}: {name} with {value} per 1,000", **fields)


def _context_headline(known: Mapping[str, float], subject: MapSubject, year: int, w: Wording) -> str:
    top, low = max(known, key=known.__getitem__), min(known, key=known.__getitem__)
    top_value, low_value = (value_text(w, subject.indicator.kind, known[name]) for name in (top, low))
    return w.text(
        "{what} in {year}: from {low_value} ({low}) to {top_value} ({top})",
        what=w.pick(subject.indicator.words, "label"), year=year,
        low=low, low_value=low_value, top=top, top_value=top_value,
    )  # fmt: skip


def known_values(values: Mapping[str, float]) -> dict[str, float]:
    """The values that are not missing."""
    return {name: value for name, value in values.items() if not math.isnan(value)}


def _net_headline(known: Mapping[str, float], subject: MapSubject, year: int, w: Wording) -> str:
    gaining = [name for name, value in known.items() if value > 0]
    losing = [name for name, value in known.items() if value < 0]
    fields: dict[str, object] = {"year": year, "where": _where(subject.scope, w), "n": len(known)}
    if subject.indicator.measure in PARTS:
        return _part_headline(gaining, losing, subject, fields, w)
    if min(len(gaining), len(losing)) / len(known) > DIVIDED_SHARE:
        counts = {"gaining": len(gaining), "losing": len(losing)}
        return w.text("A divided picture in {year}: {gaining} districts{where} gain, {losing} lose", **counts, **fields)
    if len(gaining) >= len(losing):
        lead = {"lead": _arriving(subject.age_group, w)}
        return _gain_sentence(gaining, losing, w, lead | fields)
    lead = {"lead": _leaving(subject.age_group, w)}
    return _loss_sentence(gaining, losing, w, lead | fields)


def _part_headline(
    gaining: list[str], losing: list[str], subject: MapSubject, fields: dict[str, object], w: Wording
) -> str:
    """A part of the balance is named first, so that nobody takes it for the whole."""
    fields = {"lead": measure_name(w, subject.indicator.measure)} | fields
    if len(gaining) >= len(losing):
        return _gain_sentence(gaining, losing, w, fields)
    return _loss_sentence(gaining, losing, w, fields)


def _gain_sentence(gaining: list[str], losing: list[str], w: Wording, fields: dict[str, object]) -> str:
    if not losing:
        return w.text("{lead}: in {year} all districts{where} gain", **fields)
    if len(losing) <= MOST_NAMES:
        names = w.join(losing)
        return w.text("{lead}: in {year} all districts{where} gain except {names}", names=names, **fields)
    return w.text("{lead}: in {year}, {count} of {n} districts{where} gain", count=len(gaining), **fields)


def _loss_sentence(gaining: list[str], losing: list[str], w: Wording, fields: dict[str, object]) -> str:
    if not gaining:
        return w.text("{lead}: in {year} all districts{where} lose", **fields)
    if len(gaining) <= MOST_NAMES:
        names = w.join(gaining)
        return w.text("{lead}: in {year} all districts{where} lose except {names}", names=names, **fields)
    return w.text("{lead}: in {year}, {count} of {n} districts{where} lose", count=len(losing), **fields)


def _change_headline(known: Mapping[str, float], subject: MapSubject, year: int, w: Wording) -> str:
    fields = {"year": year, "base": subject.year_from, "where": _where(subject.scope, w), "n": len(known)}
    if year == subject.year_from:
        return w.text("{year} is the year of comparison: no change", year=year)
    fields["what"] = _subject_of_change(subject.indicator.measure, w)
    higher = sum(value > 0 for value in known.values())
    if higher == len(known):
        return w.text("In {year} {what} is higher than in {base} in all districts{where}", **fields)
    if higher == 0:
        return w.text("In {year} {what} is higher than in {base} in no district{where}", **fields)
    return w.text(
        "In {year} {what} is higher than in {base} in {count} of {n} districts{where}", count=higher, **fields
    )


def _subject_of_change(measure: str, w: Wording) -> str:
    names = {NET: w.text("the balance"), ARRIVALS: w.text("the rate of arrivals")}
    return names.get(measure, w.text("the rate of departures"))


def map_subtitle(subject: MapSubject, year: int, w: Wording) -> str:
    """Measure, unit, place and time of the map."""
    place = area_name(subject.scope, w)
    fields = {"place": place, "year": year, "people": people_of(subject.age_group, w)}
    indicator = subject.indicator
    if indicator.is_context:
        return _context_subtitle(indicator, fields, w)
    if indicator.is_change:
        return _change_subtitle(subject, fields, w)
    if indicator.kind == COUNT:
        what = measure_name(w, indicator.measure)
        return w.text("{what} of {people}, number of persons, {place}, {year}", what=what, **fields)
    if indicator.measure in PARTS:
        return _part_subtitle(subject, fields, w)
    if subject.age_group == TOTAL:
        return _total_subtitle(indicator.measure, fields, w)
    if indicator.measure == NET:
        return w.text("Net migration of {people} per 1,000 of the same age, {place}, {year}", **fields)
    if indicator.measure == ARRIVALS:
        return w.text("Arrivals of {people} per 1,000 of the same age, {place}, {year}", **fields)
    return w.text("Departures of {people} per 1,000 of the same age, {place}, {year}", **fields)


def _context_subtitle(indicator: MapIndicator, fields: dict[str, object], w: Wording) -> str:
    words = {name: w.pick(indicator.words, name) for name in ("label", "unit", "reference")}
    return w.text("Context of migration, no cause: {label} ({unit}; {reference}), {place}, {year}", **words, **fields)


def reading_sentences(indicator: MapIndicator, w: Wording) -> tuple[str, ...]:
    """How an indicator of the context may be read, what it says and what it does not; which moves do not add up."""
    if not indicator.is_context:
        return tuple(measure_notes(w, indicator.measure))
    meaning = " ".join(w.pick(indicator.words, name) for name in ("meaning", "limits"))
    no_cause = w.text(
        "Context, no cause: the map shows what surrounds migration in a district. Whether it makes anyone come or "
        "leave cannot be read from it."
    )
    size = w.text("A number, no share: large districts have more.") if indicator.kind == COUNT else ""
    return (
        f"{no_cause} {size}".strip(),
        f"{w.pick(indicator.words, 'label')}: {meaning}",
    )


def _part_subtitle(subject: MapSubject, fields: dict[str, object], w: Wording) -> str:
    fields = {"what": measure_name(w, subject.indicator.measure)} | fields
    if subject.age_group == TOTAL:
        return w.text("{what}, all ages, per 1,000 residents, {place}, {year}", **fields)
    return w.text("{what}, {people}, per 1,000 of the same age, {place}, {year}", **fields)


def _total_subtitle(measure: str, fields: dict[str, object], w: Wording) -> str:
    if measure == NET:
        return w.text("Net migration of all ages per 1,000 residents, {place}, {year}", **fields)
    if measure == ARRIVALS:
        return w.text("Arrivals of all ages per 1,000 residents, {place}, {year}", **fields)
    return w.text("Departures of all ages per 1,000 residents, {place}, {year}", **fields)


def _change_subtitle(subject: MapSubject, fields: dict[str, object], w: Wording) -> str:
    measure, total = subject.indicator.measure, subject.age_group == TOTAL
    fields = fields | {"base": subject.year_from}
    if measure == NET and total:
        return w.text("Change in net migration per 1,000 residents, {place}, {base} to {year}", **fields)
    if measure == NET:
        return w.text(
            "Change in net migration of {people} per 1,000 of the same age, {place}, {base} to {year}", **fields
        )
    if measure == ARRIVALS:
        return w.text("Change in arrivals of {people} per 1,000, {place}, {base} to {year}", **fields)
    return w.text("Change in departures of {people} per 1,000, {place}, {base} to {year}", **fields)


def map_description(
    values: Mapping[str, float], subject: MapSubject, year: int, placed: Mapping[str, int], w: Wording
) -> str:
    """The text alternative of one year: what is drawn, the ends of the scale, how many gain and lose.

    Args:
        values: value of each Kreis of the scope in this year by name (NaN = missing).
        subject: what the map shows.
        year: the year.
        placed: how many marks of initiatives are drawn, by their state.
        w: language.
    """
    known = known_values(values)
    circles = w.text("Marks of initiatives: {states}.", states=states_text(placed, w) or w.number(0))
    opening = w.text("Map: {subtitle}.", subtitle=map_subtitle(subject, year, w))
    if not known:
        return " ".join([opening, w.text("No district has a value."), circles])
    return " ".join([opening, _ends(known, subject, w), *_sides(known, subject, w), circles])


def _ends(known: Mapping[str, float], subject: MapSubject, w: Wording) -> str:
    top, low = max(known, key=known.__getitem__), min(known, key=known.__getitem__)
    return w.text(
        "Highest value: {top} ({top_value}), lowest: {low} ({low_value}).",
        top=top,
        top_value=format_rate(known[top], subject.indicator, w),
        low=low,
        low_value=format_rate(known[low], subject.indicator, w),
    )


def _sides(known: Mapping[str, float], subject: MapSubject, w: Wording) -> list[str]:
    if not subject.indicator.diverging:
        return []
    above, below = sum(value > 0 for value in known.values()), sum(value < 0 for value in known.values())
    return [w.text("Above zero: {above} districts, below: {below}.", above=above, below=below)]


def format_rate(value: float, indicator: MapIndicator, w: Wording) -> str:
    """A value of an indicator; one that can be negative carries its sign."""
    return w.signed(value, indicator.digits) if indicator.diverging else w.number(value, indicator.digits)


def area_name(scope: str, w: Wording) -> str:
    """Which Kreise are compared."""
    names = {
        BRANDENBURG: w.text("districts of Brandenburg"),
        LAUSITZ: w.text("districts of the Lausitz with Saxony"),
        LAUSITZ_IN_BRANDENBURG: w.text("districts of the Lausitz in Brandenburg"),
    }
    return names.get(scope, w.text("districts of Brandenburg and the Lausitz in Saxony"))


def people_of(age_group: str, w: Wording) -> str:
    """The people of an age group, as the object of a measure."""
    names = {
        "unter 18": w.text("people under 18"),
        "18-25": w.text("people aged 18 to under 25"),
        "25-30": w.text("people aged 25 to under 30"),
        "30-50": w.text("people aged 30 to under 50"),
        "50-65": w.text("people aged 50 to under 65"),
        "65+": w.text("people aged 65 and over"),
    }
    return names.get(age_group, w.text("people of all ages"))


def _arriving(age_group: str, w: Wording) -> str:
    names = {
        "unter 18": w.text("The under-18s are coming"),
        "18-25": w.text("The 18- to 25-year-olds are coming"),
        "25-30": w.text("The 25- to 30-year-olds are coming"),
        "30-50": w.text("The 30- to 50-year-olds are coming"),
        "50-65": w.text("The 50- to 65-year-olds are coming"),
        "65+": w.text("The over-65s are coming"),
    }
    return names.get(age_group, w.text("More arrivals than departures"))


def _leaving(age_group: str, w: Wording) -> str:
    names = {
        "unter 18": w.text("The under-18s are leaving"),
        "18-25": w.text("The 18- to 25-year-olds are leaving"),
        "25-30": w.text("The 25- to 30-year-olds are leaving"),
        "30-50": w.text("The 30- to 50-year-olds are leaving"),
        "50-65": w.text("The 50- to 65-year-olds are leaving"),
        "65+": w.text("The over-65s are leaving"),
    }
    return names.get(age_group, w.text("More departures than arrivals"))


def _where(scope: str, w: Wording) -> str:
    names = {
        BRANDENBURG: w.text(" of Brandenburg"),
        LAUSITZ: w.text(" of the Lausitz with Saxony"),
        LAUSITZ_IN_BRANDENBURG: w.text(" of the Lausitz in Brandenburg"),
    }
    return names.get(scope, "")
