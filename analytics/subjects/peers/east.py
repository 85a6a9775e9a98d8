"""The Kreise of East Germany to compare one with, by the rule a reader picks, each with its reason and distance."""

from __future__ import annotations

import pandas as pd

from analytics.figure.model import Column, Figure, Kind
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.rates.coverage import STATES, members_by_kreis
from analytics.rates.naming import east_names, land_names, rate_sources, states_text
from analytics.rates.rates import LAND_AGS
from analytics.rates.scopes import widen_to_east
from analytics.subjects.peers.measures import compute_differences, compute_population_change
from analytics.subjects.peers.rules import (
    MOST,
    NEIGHBOURS,
    SIZE,
    STRUCTURE,
    STRUCTURE_TRAITS,
    VALUE,
    list_by_rule,
)
from analytics.subjects.peers.text import (
    check_indicator,
    format_indicator,
    indicator_name,
    indicator_unit,
    rule_name,
    trait_name,
    trait_text,
)
from analytics.subjects.peers.values import NET, compute_spread
from data.atlas import Atlas

BORDERS = "B01"
IN_HEADLINE = 3
WHOLE = ("population", "density")


def draw_east_peers(atlas: Atlas, w: Wording, *, ags: str, indicator: str, rule: str = STRUCTURE) -> Figure:
    """Comparable places among the 75 Kreise of East Germany by one rule.

    Table: grain ags, nearest first. Columns ags, distance (see `list_by_rule`), name, place (name and Land),
    initiatives, why; and far: by structure the trait that differs most, elsewhere blank and not shown.

    Raises:
        UnknownNameError: the Kreis, the rule or the indicator is unknown.
    """
    check_indicator(atlas, indicator)
    east, names = widen_to_east(atlas), east_names(atlas, w)
    listed = list_by_rule(atlas, ags, rule=rule, indicator=indicator)
    lands = listed["ags"].str[:2].map(land_names(w))
    table = listed.assign(
        name=listed["ags"].map(names),
        place=listed["ags"].map(names) + ", " + lands,
        why=_reasons(east, w, ags, listed["ags"], rule, indicator),
        far=_differences(east, w, ags, listed["ags"]) if rule == STRUCTURE else "",
        initiatives=[_initiatives(atlas, w, other) for other in listed["ags"]],
    )
    year = int(compute_spread(east, indicator if rule == VALUE else "population")["year"].iloc[0])
    return Figure(
        key="comparison_east",
        headline=_headline(w, names[ags], table, rule),
        subtitle=w.text(
            "{rule}: {name} among the {n} districts of East Germany, {by}",
            rule=rule_name(w, rule),
            name=names[ags],
            n=len(names),
            by=_measured_by(atlas, w, rule, indicator, year),
        ),
        description=w.text("Table: {rows}.", rows="; ".join(f"{row.place}: {row.why}" for row in table.itertuples())),
        table=table,
        columns=(
            Column("place", w.text("District, Land")),
            _distance_column(w, rule, indicator),
            *_reason_columns(w, rule),
            Column("initiatives", w.text("Initiatives")),
        ),
        source_ids=_sources(east, rule, indicator, year),
        notes=(_rule_note(east, w, rule), _register_note(w)),
        stem=f"vergleichbar-ostdeutschland-{rule}-{ags}",
    )


def _headline(w: Wording, name: str, table: pd.DataFrame, rule: str) -> str:
    if table.empty:
        return w.text("For {name} a figure is missing that the comparison needs", name=name)
    if rule == NEIGHBOURS:
        return w.plural(
            "{name} borders on {n} district of East Germany",
            "{name} borders on {n} districts of East Germany",
            len(table),
            name=name,
        )
    others = w.join(table["name"].head(IN_HEADLINE))
    return w.text("{rule} to {name}: {others}", rule=rule_name(w, rule), name=name, others=others)


def _measured_by(atlas: Atlas, w: Wording, rule: str, indicator: str, year: int) -> str:
    if rule == NEIGHBOURS:
        return w.text("territory of {year}", year=year)
    if rule == VALUE:
        unit = indicator_unit(w, indicator)
        return w.text(
            "{indicator}, {unit}, {year}", indicator=indicator_name(atlas, w, indicator), unit=unit, year=year
        )
    traits = STRUCTURE_TRAITS if rule == STRUCTURE else ("population",)
    return w.text("by {traits}, {year}", traits=w.join(trait_name(w, trait) for trait in traits), year=year)


def _distance_column(w: Wording, rule: str, indicator: str) -> Column:
    headings: dict[str, tuple[str, Kind]] = {
        NEIGHBOURS: (w.text("Distance, km"), "int"),
        SIZE: (w.text("Difference, %"), "signed1"),
        VALUE: (w.text("Difference from here"), "signed_int" if indicator in WHOLE else "signed1"),
        STRUCTURE: (w.text("Structural distance"), "decimal1"),
    }
    return Column("distance", *headings[rule])


def _reason_columns(w: Wording, rule: str) -> tuple[Column, ...]:
    if rule == STRUCTURE:
        return Column("why", w.text("Nearest in")), Column("far", w.text("Most different in"))
    return (Column("why", w.text("Why")),)


def _reasons(east: Atlas, w: Wording, ags: str, others: pd.Series, rule: str, indicator: str) -> list[str]:
    if rule == NEIGHBOURS:
        return [w.text("shared border")] * len(others)
    if rule == STRUCTURE:
        near = compute_differences(east, ags, STRUCTURE_TRAITS).abs().idxmin(axis="columns")
        return [trait_text(east, w, ags, other, near[other]) for other in others]
    compared = "population" if rule == SIZE else indicator
    values = compute_spread(east, compared).set_index("ags")["value"]
    own = format_indicator(w, compared, values[ags])
    return [
        w.text("{other}, here {own}", other=format_indicator(w, compared, values[other]), own=own) for other in others
    ]


def _differences(east: Atlas, w: Wording, ags: str, others: pd.Series) -> list[str]:
    far = compute_differences(east, ags, STRUCTURE_TRAITS).abs().idxmax(axis="columns")
    return [trait_text(east, w, ags, other, far[other]) for other in others]


def _initiatives(atlas: Atlas, w: Wording, ags: str) -> str:
    """What is known of initiatives in a Kreis: the register covers the Land of the network only."""
    if ags.startswith(LAND_AGS):
        counted = members_by_kreis(atlas).set_index("ags")
        return states_text({state: int(counted[state][ags]) for state in STATES}, w) or w.text("none known")
    named = atlas.load_east().kreise.set_index("ags")["return_initiative"]
    return w.text("one outside the network, by a source") if named[ags] else w.text("unknown")


def _sources(east: Atlas, rule: str, indicator: str, year: int) -> tuple[str, ...]:
    if rule == VALUE and indicator.startswith(NET):
        return rate_sources(east, (year,))
    areas = split_ids(east.kreise["source_ids"])
    if rule == NEIGHBOURS:
        return (BORDERS, *areas)
    years = {year, *compute_population_change(east)[1]}
    people = east.population
    return tuple(dict.fromkeys([*people.loc[people["year"].isin(years), "source_id"], *areas]))


def _rule_note(east: Atlas, w: Wording, rule: str) -> str:
    if rule == STRUCTURE:
        return _structure_note(east, w)
    if rule == NEIGHBOURS:
        return w.text(
            "Neighbours share a stretch of border; the distance is that between the centres of the areas. Berlin, West "
            "Germany and the countries to the east and south are not among the districts compared."
        )
    if rule == SIZE:
        return w.text("The {n} districts whose number of residents differs least.", n=MOST)
    return w.text("The {n} districts whose value differs least, whatever their size and structure.", n=MOST)


def _structure_note(east: Atlas, w: Wording) -> str:
    first, last = compute_population_change(east)[1]
    return w.text(
        "Distance: 0 is alike. Each trait is divided by its standard deviation over all districts (density as "
        "logarithm); the distance is the root of the mean squared difference. Residents are compared for change "
        "({first} to {last}), not for number: that is a rule of its own. Work, housing and transport are not among "
        "the traits: there are no figures on them for all {n} districts.",
        first=first,
        last=last,
        n=len(east.kreise),
    )


def _register_note(w: Wording) -> str:
    return w.text(
        "Initiatives are known only inside the network’s Land, Brandenburg. “Unknown” means that nobody looked "
        "systematically: in the other Länder there may be some, too."
    )
