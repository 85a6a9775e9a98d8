"""How Kreise, age groups, measures and missing values are called in charts and sentences."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd

from analytics.language import Wording
from analytics.language.statuses import hidden_text
from analytics.memo import once_per_atlas, once_per_choice
from analytics.rates.components import ABROAD, DOMESTIC, FEMALE, GERMAN, MALE, ORIGINS, SEXES
from analytics.rates.coverage import ACTIVE, ENDED, STATES, UNKNOWN
from analytics.rates.rates import LAND_AGS, NO_POPULATION, TOTAL, land_ags
from analytics.rates.scopes import BRANDENBURG, LAUSITZ, LAUSITZ_IN_BRANDENBURG, scope_names
from analytics.rates.series import (
    ALL_KREISE,
    CITIES,
    GROUPS,
    RURAL,
    group_ags,
    years_without_population,
)
from data.atlas import Atlas

LANDKREIS = "Landkreis"


def area_name(atlas: Atlas, w: Wording, area: str) -> str:
    """Name of a Kreis, of the Land ("12") or of a comparison group."""
    scopes = scope_names(w)
    names = {
        LAND_AGS: scopes[BRANDENBURG],
        LAUSITZ: scopes[LAUSITZ],
        LAUSITZ_IN_BRANDENBURG: scopes[LAUSITZ_IN_BRANDENBURG],
        CITIES: w.text("Independent cities"),
        RURAL: w.text("Rural districts"),
        ALL_KREISE: w.text("All districts of Brandenburg"),
    }
    return names[area] if area in names else kreis_names(atlas)[area]


def kreis_names(atlas: Atlas) -> dict[str, str]:
    """Names of the Kreise by key."""
    return dict(zip(atlas.kreise["ags"], atlas.kreise["name"], strict=True))


def east_names(atlas: Atlas, w: Wording) -> pd.Series:
    """Names of the 75 Kreise by ags; a rural district with the name of a town says what it is."""
    areas = atlas.load_east().kreise.set_index("ags")
    twins = areas["name"].duplicated(keep=False) & (areas["kreis_type"] == LANDKREIS)
    return areas["name"].mask(twins, [w.text("{name} (rural district)", name=name) for name in areas["name"]])


def land_names(w: Wording) -> dict[str, str]:
    """Names of the five Länder by official key."""
    return {
        "12": w.text("Brandenburg"),
        "13": w.text("Mecklenburg-Western Pomerania"),
        "14": w.text("Saxony"),
        "15": w.text("Saxony-Anhalt"),
        "16": w.text("Thuringia"),
    }


def names_without(atlas: Atlas, w: Wording, area: str, without: Sequence[str]) -> str:
    """The area's name and, for sums, the Kreise of it that were left out."""
    name = area_name(atlas, w, area)
    if area not in (LAND_AGS, *GROUPS):
        return name
    members = land_ags(atlas) if area == LAND_AGS else group_ags(atlas, area)
    names = kreis_names(atlas)
    left_out = w.join(names[ags] for ags in without if ags in members)
    if not left_out:
        return name
    return w.text("{area} without {left_out}", area=name, left_out=left_out)


def age_label(atlas: Atlas, w: Wording, age_group: str) -> str:
    """Label of an age group as the data package has it."""
    return w.pick(_age_rows(atlas)[age_group], "label")


@once_per_atlas
def _age_rows(atlas: Atlas) -> Mapping[str, Mapping[Any, Any]]:
    """Rows of the table of age groups by their key: every list of choices asks for each of them."""
    return MappingProxyType({row["age_group"]: row for row in atlas.age_groups.to_dict("records")})


def age_people(atlas: Atlas, w: Wording, age_group: str) -> str:
    """The people of an age group inside a sentence; in German in the dative ("30- bis unter 50-Jährigen")."""
    if age_group == TOTAL:
        return w.text("residents of all ages")
    row = _age_rows(atlas)[age_group]
    low, high = row["age_from"], row["age_to"]
    if pd.isna(high):
        return w.text("people of {low} and over", low=low)
    if pd.isna(low) or low == 0:
        return w.text("people under {high}", high=high)
    return w.text("people of {low} to under {high}", low=low, high=high)


def measure_name(w: Wording, measure: str) -> str:
    """Name of a measure as a heading."""
    names = {
        "net": w.text("Net migration"),
        "arrivals": w.text("Arrivals"),
        "departures": w.text("Departures"),
        DOMESTIC: w.text("Net migration within Germany"),
        ABROAD: w.text("Net migration with abroad"),
        GERMAN: w.text("Net migration of German nationals within Germany"),
        FEMALE: w.text("Contribution of women to net migration"),
        MALE: w.text("Contribution of men to net migration"),
    }
    return names[measure]


def status_word(status: str, w: Wording) -> str:
    """What is known of an initiative today; "running" is said only of one that is known to run."""
    return {ACTIVE: w.text("running"), ENDED: w.text("ended"), UNKNOWN: w.text("status unknown")}[status]


def name_with_status(name: str, status: str, w: Wording) -> str:
    """Name of an initiative in an enumeration, followed by its status where it is not known to run."""
    return name if status == ACTIVE else w.text("{name} ({status})", name=name, status=status_word(status, w))


def states_text(counts: Mapping[str, int], w: Wording) -> str:
    """How many initiatives are in which state, those without one left out: "7 running, 3 of unknown status"."""
    written = {state: w.number(counts[state]) for state in STATES}
    words = {
        ACTIVE: w.text("{n} running", n=written[ACTIVE]),
        UNKNOWN: w.text("{n} of unknown status", n=written[UNKNOWN]),
        ENDED: w.text("{n} ended", n=written[ENDED]),
    }
    return ", ".join(words[state] for state in STATES if counts[state])


def rate_unit(w: Wording, age_group: str) -> str:
    """Unit of the rates of an age group."""
    return w.text("per 1,000 residents") if age_group == TOTAL else w.text("per 1,000 people of the same age")


def population_table(atlas: Atlas) -> str:
    """Code of the official table most figures of the population come from: the one to fetch for another year."""
    codes = atlas.sources.set_index("source_id")["table_code"]
    used = atlas.population["source_id"].map(codes).dropna()
    return str(used.mode().iloc[0]) if len(used) else ""


def population_to_fetch(atlas: Atlas, w: Wording) -> str:
    """Which population is to be uploaded next, because migration figures of its year have no rate; "" when none."""
    years = years_without_population(atlas)
    if not years:
        return ""
    return w.text(
        "For rates the population of {years} is missing (table {table}): upload it next.",
        years=w.join(str(year) for year in years),
        table=population_table(atlas),
    )


def nothing_text(w: Wording, status: str, reason: str) -> str:
    """What stands behind a value: reported, or why there is none."""
    hidden = hidden_text(w, status)
    if hidden:
        return hidden
    if status != "missing":
        return w.text("reported")
    if reason == NO_POPULATION:
        return w.text("missing: no population of the same age and date")
    return w.text("missing: not in the source")


def measure_notes(w: Wording, measure: str) -> list[str]:
    """What to mind with moves, which must not be added up, and with a part of the balance; nothing for the whole."""
    if measure in ORIGINS:
        return [
            w.text(
                "The balance of German nationals within Germany comes nearest to return, but it counts no returners. "
                "In Saxony, moves from unclear places count as abroad."
            )
        ]
    if measure in SEXES:
        return [
            w.text(
                "Per 1,000 people of the age, women and men together: both contributions add up to net migration. It "
                "is no rate per 1,000 women or men, because the atlas holds no residents by sex and age."
            )
        ]
    if measure not in ("arrivals", "departures"):
        return []
    return [
        w.text(
            "Not to be added up over districts: whoever moves from one district to another is counted as a departure "
            "there and as an arrival here. Of several districts together only the balance can be given."
        )
    ]


def second_hand_note(w: Wording, years: Collection[int]) -> list[str]:
    """Which years of a part of the balance were not counted from the moves themselves; nothing without any."""
    if not years:
        return []
    named = w.join(map(str, sorted(set(years))))
    return [w.text("The figures of {years} are second-hand, as published elsewhere.", years=named)]


def rate_sources(atlas: Atlas, years: Collection[int] | None = None) -> tuple[str, ...]:
    """Sources of the rates: the migration table and the population of the same years.

    Args:
        atlas: the data package.
        years: the years shown; None for all of the migration table.
    """
    return _sources_of(atlas, frozenset(atlas.migration["year"] if years is None else years))


@once_per_choice
def _sources_of(atlas: Atlas, years: frozenset[int]) -> tuple[str, ...]:
    moves, people = atlas.migration, atlas.population
    used = [table.loc[table["year"].isin(years), "source_id"].unique() for table in (moves, people)]
    return tuple(dict.fromkeys([*used[0], *used[1]]))


def kreis_options(atlas: Atlas) -> dict[str, str]:
    """Kreise with migration figures, key to name, sorted by name."""
    names = kreis_names(atlas)
    return dict(sorted(((ags, names[ags]) for ags in atlas.migration["ags"].unique()), key=lambda item: item[1]))


def area_options(atlas: Atlas, w: Wording) -> dict[str, str]:
    """The Land, the comparison groups and all Kreise, key to name; the sum over all Kreise is the Land."""
    sums = [LAND_AGS, *(group for group in GROUPS if group != ALL_KREISE)]
    return {area: area_name(atlas, w, area) for area in sums} | kreis_options(atlas)


def group_options(atlas: Atlas, w: Wording) -> dict[str, str]:
    """No comparison group, or one of them, key to name."""
    return {"": w.text("no comparison group")} | {group: area_name(atlas, w, group) for group in GROUPS}
