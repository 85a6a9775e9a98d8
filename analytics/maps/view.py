"""Everything a drawn map needs besides its borders: values, classes, words, for all years at once.

The view is written on the server in the reader's language, so that the page, the offline file and the pictures say
the same and changing the year needs no server.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any

import pandas as pd

from analytics.figure.sources import linked_citations, source_rows, split_ids
from analytics.language import Wording
from analytics.language.statuses import hidden_text
from analytics.maps.classes import Classes, find_classes
from analytics.maps.descriptions import (
    MapSubject,
    format_rate,
    known_values,
    map_description,
    map_headline,
    map_subtitle,
    reading_sentences,
)
from analytics.maps.indicators import COUNT, NET, MapIndicator, base_year, find_indicator, indicator_years
from analytics.maps.layers import member_points
from analytics.maps.legend import CONFIDENTIAL, compute_legend
from analytics.maps.text import map_ui, subject_text
from analytics.maps.values import compute_map_values, compute_reference_values
from analytics.memo import once_per_choice
from analytics.rates.breaks import crossing_sentence
from analytics.rates.completeness import NO_BASE_YEAR, completeness_sentence
from analytics.rates.components import PARTS, SECOND_HAND, SECOND_HAND_PARTS, component_sources, second_hand_years
from analytics.rates.context import QUOTIENT, context_values
from analytics.rates.coverage import DOCUMENTED, STATES, best_state
from analytics.rates.naming import name_with_status, rate_sources, second_hand_note, status_word
from analytics.rates.ranking import first_lasting_gain_year
from analytics.rates.rates import HIDDEN, NO_POPULATION, TOTAL, compute_rates
from analytics.rates.scopes import EVERYWHERE
from data.atlas import Atlas

BOUNDARY_SOURCE = "B01"
# Points of the places one can search for.
PLACE_SOURCE = "B02"
CONTEXT_NOTE = "context"
Rows = Sequence[Mapping[Any, Any]]
SECRET_CLASS = -2
"""Class of a value kept secret; -1 is any other missing value. Both lie below the first class."""


def compute_map_view(
    atlas: Atlas,
    w: Wording,
    *,
    indicator: str,
    age_group: str,
    method: str = "round",
    scope: str = EVERYWHERE,
    year_from: int | None = None,
    values: pd.DataFrame | None = None,
) -> dict[str, Any]:
    """The view of one indicator and age group for all years, ready to be written as JSON.

    Args:
        atlas: the data package.
        w: language of every text in the view.
        indicator: key of `indicator_rows`.
        age_group: code of the migration table; of no account for the context, which is not split by age.
        method: class method; limits are the same for every year and scope.
        scope: one of the scopes; the ranked and listed Kreise.
        year_from: base year of a change; `default_base_year` when None.
        values: result of `compute_map_values` for the same choice, to save the work when it is at hand.

    Returns:
        Keys key, years, gaps, last_year, kreise, land, legend, headlines, subtitles, descriptions, coverage, reading,
        members, unplaced, notes, source, ui. Lists inside are aligned with `years`; a missing number is None, its
        class -1, or -2 where it is kept secret; `why` of a Kreis says by year what the source hides.

    Raises:
        UnknownNameError: indicator, age group or scope does not exist.
        ValueError: the class method does not exist.
    """
    shown = find_indicator(atlas, indicator)
    subject = MapSubject(shown, shown.age_of(age_group), scope, base_year(atlas, shown, year_from))
    if values is None:
        values = compute_map_values(
            atlas, indicator=indicator, age_group=age_group, scope=scope, year_from=subject.year_from
        )
    named = values.merge(atlas.kreise[["ags", "name"]], on="ags")
    classes = find_classes(named["value"], method=method, diverging=shown.diverging)
    # Plain rows: a table asked for one Kreis or one year after the other takes many times as long.
    rows: Rows = named.to_dict("records")
    years = sorted({row["year"] for row in rows})
    return {
        "key": _key(subject, method),
        "lang": w.lang,
        "years": years,
        "gaps": _gaps(rows, subject, w),
        "last_year": max([row["year"] for row in rows if not math.isnan(row["value"])] or years),
        "kreise": _kreise(atlas, rows, classes, subject, w),
        "land": _land(atlas, subject, w),
        "legend": compute_legend(_by_year(rows), classes, subject, w),
        **_sentences(atlas, _by_year(rows), subject, w),
        "reading": list(reading_sentences(shown, w)),
        "members": list(placed_members(atlas, w)),
        "unplaced": unplaced_members(atlas, w),
        "notes": [*_notes(atlas, shown, w), *_second_hand(atlas, shown, w)],
        "source": map_sources(atlas, w, shown),
        "ui": map_ui(w) | subject_text(subject, w),
    }


def _key(subject: MapSubject, method: str) -> dict[str, str | int | None]:
    asked = {"age": subject.age_group, "method": method, "scope": subject.scope, "from": subject.year_from}
    return {"indicator": subject.indicator.code} | asked


def _grouped(rows: Rows, name: str) -> dict[Any, Rows]:
    """Rows by what they have in one column, in its order."""
    ordered = sorted(rows, key=itemgetter(name))
    return {key: list(group) for key, group in groupby(ordered, key=itemgetter(name))}


def _by_year(rows: Rows) -> dict[int, Rows]:
    """The Kreise of the scope in each year."""
    return _grouped([row for row in rows if row["in_scope"]], "year")


def map_source_ids(
    atlas: Atlas, years: Collection[int] | None = None, indicator: MapIndicator | None = None
) -> tuple[str, ...]:
    """Sources of the values and borders of the map, of all years or of those shown."""
    if indicator and indicator.is_context:
        return (*_context_sources(atlas, indicator, years), BOUNDARY_SOURCE)
    of_parts = component_sources(atlas, indicator.measure, years) if indicator and indicator.measure in PARTS else ()
    return tuple(dict.fromkeys((*of_parts, *rate_sources(atlas, years), BOUNDARY_SOURCE)))


def _context_sources(atlas: Atlas, indicator: MapIndicator, years: Collection[int] | None) -> tuple[str, ...]:
    values = context_values(atlas, indicator.code)
    shown = values if years is None else values[values["year"].isin(years)]
    return split_ids(shown["source_id"].dropna())


def map_sources(atlas: Atlas, w: Wording, indicator: MapIndicator | None = None) -> list[dict[str, str | None]]:
    """Citation and address of each source of the map, the points of its search included."""
    rows = source_rows(atlas, [*map_source_ids(atlas, indicator=indicator), PLACE_SOURCE], w)
    return linked_citations(rows)


def _gaps(rows: Rows, subject: MapSubject, w: Wording) -> dict[str, str]:
    return {
        str(year): reason_text(_telling_reason([row["reason"] for row in of_year]), year, subject, w)
        for year, of_year in _grouped(rows, "year").items()
        if not known_values(values_by_name(of_year))
    }


def _telling_reason(reasons: Sequence[str]) -> str:
    """Why a year has no value at all: figures without a population say more than Kreise that have no figures either."""
    return NO_POPULATION if NO_POPULATION in reasons else reasons[0]


def reason_text(reason: str, year: int, subject: MapSubject, w: Wording) -> str:
    """Why there is no value, in words."""
    hidden = hidden_text(w, reason)
    if hidden:
        return hidden
    if reason == NO_POPULATION:
        return w.text("No rate for {year}: the population of that year is missing", year=year)
    if reason == NO_BASE_YEAR:
        return w.text("No value for the year of comparison {year}", year=subject.year_from)
    return w.text("{year} is missing in the source", year=year)


def _kreise(atlas: Atlas, rows: Rows, classes: Classes, subject: MapSubject, w: Wording) -> list[dict[str, Any]]:
    members = kreis_members(atlas, w)
    gains = {} if subject.indicator.is_context else _gain_years(atlas, subject.age_group)
    kreise = atlas.kreise.set_index("ags").to_dict("index")
    entries = []
    for ags, series in _grouped(rows, "ags").items():
        kreis = kreise[ags]
        gain = gains.get(ags)
        entries.append(
            {
                "ags": ags,
                "name": kreis["name"],
                "kind": _kind(kreis, w),
                "inside": series[0]["in_scope"],
                "lausitz": bool(kreis["in_lausitz"]),
                "gain": str(gain) if gain else w.missing(),
                "members": list(members.get(ags, ())),
                **_series(series, classes, subject, w),
            }
        )
    return entries


def _series(series: Rows, classes: Classes, subject: MapSubject, w: Wording) -> dict[str, Any]:
    diverging = subject.indicator.diverging
    return {
        "v": [_number(row["value"]) for row in series],
        "c": [SECRET_CLASS if row["reason"] == CONFIDENTIAL else classes.index(row["value"]) for row in series],
        "t": [format_rate(row["value"], subject.indicator, w) for row in series],
        "p": [w.signed(row["persons"], 0) if diverging else w.number(row["persons"]) for row in series],
        "r": [None if pd.isna(row["rank"]) else row["rank"] for row in series],
        "why": {str(row["year"]): hidden_text(w, row["reason"]) for row in series if row["reason"] in HIDDEN},
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), 2)


def _kind(kreis: Mapping[Any, Any], w: Wording) -> str:
    kind = w.text("Rural district") if kreis["kreis_type"] == "Landkreis" else w.text("Independent town")
    return f"{kind} · {w.text('Lausitz')}" if kreis["in_lausitz"] else kind


@once_per_choice
def _gain_years(atlas: Atlas, age_group: str) -> Mapping[str, int | None]:
    rates = compute_rates(atlas)
    kreise = rates[rates["age_group"] == age_group].set_index("year").groupby("ags")["net"]
    return MappingProxyType({str(ags): first_lasting_gain_year(net) for ags, net in kreise})


@once_per_choice
def kreis_members(atlas: Atlas, w: Wording) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Initiatives by Kreis; one that shares the seat of another is named with it and not counted again.

    The state is the surest sign of life of those at the seat; a name says its status unless it is known to run.
    """
    known = atlas.members.dropna(subset=["kreis_ags"])
    guests = {guest["same_seat_as"]: guest for guest in known.dropna(subset=["same_seat_as"]).to_dict("records")}
    found: dict[str, list[Mapping[str, Any]]] = {}
    for member in known[known["same_seat_as"].isna()].to_dict("records"):
        guest = guests.get(member["member_id"])
        name, states = name_with_status(member["name"], member["status"], w), [member["status"]]
        if guest is not None:
            other = name_with_status(guest["name"], guest["status"], w)
            name = w.text("{name} (with {other})", name=name, other=other)
            states.append(guest["status"])
        founded = None if pd.isna(member["founded_year"]) else int(member["founded_year"])
        entry = {
            "id": member["member_id"],
            "name": name,
            "founded": founded,
            "sure": member["confidence"] == DOCUMENTED,
            "state": best_state(states),
        }
        found.setdefault(str(member["kreis_ags"]), []).append(entry)
    return MappingProxyType(found)


def _land(atlas: Atlas, subject: MapSubject, w: Wording) -> dict[str, Any]:
    series = compute_reference_values(
        atlas, indicator=subject.indicator.code, age_group=subject.age_group, year_from=subject.year_from
    )
    names = {COUNT: w.text("All districts of Brandenburg")}
    mean = names.get(subject.indicator.kind, w.text("Brandenburg, mean of districts"))
    own = subject.indicator.is_context or subject.indicator.measure in (NET, *PARTS)
    return {
        "name": w.text("Land Brandenburg") if own else mean,
        "beside": subject.indicator.kind != COUNT,
        "v": [_number(float(value)) for value in series],
        "t": [format_rate(float(value), subject.indicator, w) for value in series],
    }


def _sentences(atlas: Atlas, rows: Mapping[int, Rows], subject: MapSubject, w: Wording) -> dict[str, list[str]]:
    counts = Counter(mark["state"] for mark in placed_members(atlas, w))
    placed = {state: counts[state] for state in STATES}
    years = [(year, values_by_name(kreise)) for year, kreise in rows.items()]
    coverage = [
        completeness_sentence(w, [kreis["name"] for kreis in kreise], [kreis["reason"] for kreis in kreise])
        for kreise in rows.values()
    ]
    return {
        "headlines": [
            reason_text(NO_POPULATION, year, subject, w)
            if not known_values(known) and any(kreis["reason"] == NO_POPULATION for kreis in rows[year])
            else map_headline(known, subject, year, w)
            for year, known in years
        ],
        "subtitles": [_with_breaks(atlas, map_subtitle(subject, year, w), subject, year, w) for year, _ in years],
        "descriptions": [
            " ".join(
                filter(
                    None, [_with_breaks(atlas, map_description(known, subject, year, placed, w), subject, year, w), gap]
                )
            )
            for (year, known), gap in zip(years, coverage, strict=True)
        ],
        "coverage": coverage,
    }


def _with_breaks(atlas: Atlas, text: str, subject: MapSubject, year: int, w: Wording) -> str:
    """The text and what lies between two years that are compared, or that the year is second-hand."""
    if subject.year_from is not None and subject.year_from != year:
        minded = crossing_sentence(atlas, w, subject.year_from, year)
    elif subject.indicator.measure in SECOND_HAND_PARTS and subject.age_group == TOTAL:
        minded = "".join(second_hand_note(w, {year} & set(second_hand_years(atlas))))
    else:
        minded = ""
    return f"{text.removesuffix('.')}. {minded}" if minded else text


def values_by_name(rows: Iterable[Mapping[Any, Any]]) -> dict[str, float]:
    """Values of one year by name of the Kreis."""
    return {row["name"]: row["value"] for row in rows}


@once_per_choice
def placed_members(atlas: Atlas, w: Wording) -> Sequence[Mapping[str, Any]]:
    """Marks of the initiatives: those at one point together, with place, state and names."""
    rows = atlas.members.set_index("member_id", drop=False).to_dict("index")
    points = member_points(atlas)
    return tuple(
        {
            "ids": ids,
            "lat": round(point.y, 4),
            "lon": round(point.x, 4),
            "state": state,
            "sure": sure,
            "items": [_member_item(rows[member_id], w) for member_id in ids.split("|")],
        }
        for ids, state, sure, point in zip(
            points["ids"], points["state"], points["sure"].tolist(), points.geometry, strict=True
        )
    )


def _member_item(member: Mapping[Any, Any], w: Wording) -> dict[str, str]:
    return {"id": member["member_id"], "name": member["name"], "place": member["place"], "since": _since(member, w)}


def _since(member: Mapping[Any, Any], w: Wording) -> str:
    parts = [status_word(member["status"], w)]
    if pd.notna(member["founded_year"]):
        parts.append(w.text("founded {year}", year=member["founded_year"]))
    if pd.notna(member["joined_year"]):
        parts.append(w.text("in the network since {year}", year=member["joined_year"]))
    if member["confidence"] != "documented":
        parts.append(w.text("membership inferred"))
    return " · ".join(parts)


def unplaced_members(atlas: Atlas, w: Wording) -> str:
    """How many initiatives are on no map because their place is not known."""
    count = int(atlas.members["lat"].isna().sum())
    return w.plural("{n} more initiative without a known place", "{n} more initiatives without a known place", count)


def _notes(atlas: Atlas, indicator: MapIndicator, w: Wording) -> list[dict[str, Any]]:
    """What to mind beside the map: of the context first what it says, then the breaks."""
    said = [
        {"ags": None, "kind": CONTEXT_NOTE, "label": w.text("What the indicator says"), "text": text, "year": None}
        for text in reading_sentences(indicator, w)[1:]
    ]
    breaks = [
        {
            "ags": None if pd.isna(row["ags"]) else row["ags"],
            "kind": row["kind"],
            "label": w.pick(row, "label"),
            "text": w.pick(row, "text"),
            "year": int(row["year"]),
        }
        for row in _breaks_shown(atlas, indicator).to_dict("records")
    ]
    return [*said, *breaks]


def _breaks_shown(atlas: Atlas, indicator: MapIndicator) -> pd.DataFrame:
    """Breaks up to the last year, general ones and those of one Kreis; of the context the census, in quotients."""
    years = indicator_years(atlas, indicator)
    breaks = atlas.breaks[atlas.breaks["year"] <= years[-1]]
    if not indicator.is_context:
        return breaks
    return breaks[(breaks["kind"] == "census") & (breaks["year"] > years[0]) & (indicator.kind == QUOTIENT)]


def _second_hand(atlas: Atlas, indicator: MapIndicator, w: Wording) -> list[dict[str, Any]]:
    """A mark on the years of a part of the balance that stand in no table of the office."""
    if indicator.measure not in SECOND_HAND_PARTS:
        return []
    label = w.text("second-hand")
    text = w.text("Second-hand: rates as published elsewhere, without the persons behind them, for all ages only.")
    return [
        {"ags": None, "kind": SECOND_HAND, "label": label, "text": text, "year": year}
        for year in second_hand_years(atlas)
    ]
