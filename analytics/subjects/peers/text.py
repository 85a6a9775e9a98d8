"""How comparable places, their traits and the reasons for their likeness are put into words."""

from __future__ import annotations

import pandas as pd

from analytics.language import Wording
from analytics.rates.naming import age_label, rate_unit
from analytics.rates.rates import migration_age_groups
from analytics.subjects.peers.measures import (
    ALIKE,
    HIGHER,
    LOWER,
    NEIGHBOUR,
    SAME_TYPE,
    SIMILAR,
    TRAITS,
    UNKNOWN,
    compute_characteristics,
)
from analytics.subjects.peers.rules import NEIGHBOURS, SIZE, STRUCTURE, VALUE
from analytics.subjects.peers.values import NET
from data.atlas import Atlas
from data.errors import check_name

SHARES = ("share_old", "share_young")


def list_indicators(atlas: Atlas) -> tuple[str, ...]:
    """Everything all Kreise can be compared on: net migration of each age group, then the traits."""
    return (*(f"{NET}{age}" for age in migration_age_groups(atlas)), *TRAITS)


def check_traits(traits: tuple[str, ...]) -> None:
    """Proves that every trait is one.

    Raises:
        UnknownNameError: one is not.
    """
    for trait in traits:
        check_name("trait", trait, TRAITS)


def check_indicator(atlas: Atlas, indicator: str) -> None:
    """Proves that all Kreise can be compared on an indicator.

    Raises:
        UnknownNameError: they cannot.
    """
    check_name("indicator", indicator, list_indicators(atlas))


def rule_name(w: Wording, rule: str) -> str:
    """Name of a rule that picks comparable Kreise."""
    names = {
        NEIGHBOURS: w.text("Neighbours"),
        SIZE: w.text("Similar size"),
        VALUE: w.text("Similar value"),
        STRUCTURE: w.text("Similar structure"),
    }
    return names[rule]


def indicator_name(atlas: Atlas, w: Wording, indicator: str) -> str:
    """Name of an indicator as a heading."""
    if indicator.startswith(NET):
        return w.text("Net migration, {age}", age=age_label(atlas, w, indicator.removeprefix(NET)))
    name = trait_name(w, indicator)
    return name[:1].upper() + name[1:]


def indicator_unit(w: Wording, indicator: str) -> str:
    """Unit of an indicator."""
    if indicator.startswith(NET):
        return rate_unit(w, indicator.removeprefix(NET))
    units = {
        "population": w.text("persons"),
        "density": w.text("residents per km²"),
        "population_change": w.text("percent, one census base"),
    }
    return units.get(indicator, w.text("percent of the residents"))


def trait_name(w: Wording, trait: str) -> str:
    """Name of a trait inside a sentence."""
    names = {
        "population": w.text("number of residents"),
        "density": w.text("density of population"),
        "share_old": w.text("share of people of 65 and over"),
        "share_young": w.text("share of people under 18"),
        "population_change": w.text("change of the number of residents"),
    }
    return names[trait]


def format_indicator(w: Wording, indicator: str, value: float | None) -> str:
    """A value as the reader sees it, with its sign where it can be negative."""
    if value is None or pd.isna(value):
        return w.missing()
    if indicator.startswith(NET):
        return w.signed(value)
    if indicator == "population_change":
        return w.text("{value} %", value=w.signed(100 * value))
    return w.percent(value, 1) if indicator in SHARES else w.number(value)


def group_name(w: Wording, group: str) -> str:
    """Name of a group of comparable Kreise."""
    names = {
        NEIGHBOUR: w.text("Neighbours"),
        ALIKE: w.text("Most similar"),
        SAME_TYPE: w.text("Same type of district"),
    }
    return names[group]


def trait_text(atlas: Atlas, w: Wording, ags: str, other: str, trait: str | None) -> str:
    """A trait with the values of both Kreise; why it is missing when no difference could be computed."""
    if pd.isna(trait):
        return w.text("a figure is missing")
    facts = compute_characteristics(atlas)[trait]
    return w.text(
        "{trait} ({other}, here {own})",
        trait=trait_name(w, str(trait)),
        other=format_indicator(w, str(trait), facts[other]),
        own=format_indicator(w, str(trait), facts[ags]),
    )


def verdict_word(w: Wording, verdict: str) -> str:
    """Higher, similar or lower as words."""
    words = {
        HIGHER: w.text("higher than usual"),
        SIMILAR: w.text("similar to most"),
        LOWER: w.text("lower than usual"),
        UNKNOWN: w.text("no value"),
    }
    return words[verdict]
