"""Words, colours and parameters that the figures of the white spots share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.rates.coverage import ENDED
from analytics.rates.naming import name_with_status
from analytics.rates.scopes import LAUSITZ, LAUSITZ_IN_BRANDENBURG, scope_names
from analytics.subjects.reach import measures as ws
from analytics.subjects.reach.measures.need import NET_FAMILY, NET_YOUNG, POPULATION_CHANGE, SHARE_OLD
from data.atlas import Atlas
from data.errors import UnknownNameError

DEFAULT_LIMIT_KM = 30
# Weight of a part of the index on its slider: off, single, double, threefold.
WEIGHTS = (0, 1, 2, 3)
_POINT = re.compile(r"(\d{1,2}\.\d{1,6}),(\d{1,2}\.\d{1,6})")


def read_points(written: tuple[str, ...]) -> ws.Points:
    """Points as the address writes them: ``52.1234,13.1234`` (latitude, longitude in degrees).

    Raises:
        UnknownNameError: one of them is no such pair.
    """
    found = [(_POINT.fullmatch(text), text) for text in written]
    for match, text in found:
        if match is None:
            raise UnknownNameError(kind="point", value=text)
    return tuple((float(match[1]), float(match[2])) for match, _ in found if match)


def write_point(lat: float, lon: float) -> str:
    """The point as the address writes it; four digits are about ten metres."""
    return f"{lat:.4f},{lon:.4f}"


def read_weights(written: tuple[str, ...]) -> ws.Weights:
    """Weights of the index as a slide keeps them: ``share_65:2``; a part that is not named has its default.

    Raises:
        UnknownNameError: an entry is no part with a whole weight.
    """
    given = dict(ws.DEFAULT_WEIGHTS)
    for text in written:
        part, _, weight = text.partition(":")
        if part not in given or weight not in map(str, WEIGHTS):
            raise UnknownNameError(kind="need_part", value=text, valid=tuple(given))
        given[part] = float(weight)
    return tuple(given.items())


def write_weights(weights: dict[str, int]) -> tuple[str, ...]:
    """The weights that differ from the default, as `read_weights` reads them."""
    default = dict(ws.DEFAULT_WEIGHTS)
    return tuple(f"{part}:{weight}" for part, weight in weights.items() if weight != default[part])


def people_where(w: Wording, scope: str) -> str:
    """The people of a scope, as the subject of a sentence."""
    names = {
        LAUSITZ: w.text("people in the Lausitz with Saxony"),
        LAUSITZ_IN_BRANDENBURG: w.text("people in the Lausitz in Brandenburg"),
    }
    return names.get(scope, w.text("people in Brandenburg"))


def scope_name(w: Wording, scope: str) -> str:
    """The area a figure is about."""
    return reach_scope_names(w)[scope]


def reach_scope_names(w: Wording) -> dict[str, str]:
    """The areas to choose from, by the words of the pages of reach."""
    names = scope_names(w)
    return {scope: names[scope] for scope in ws.SCOPES}


def goal_names(w: Wording) -> dict[str, str]:
    """What the best places are best for."""
    return {ws.POPULATION: w.text("people reached"), ws.NEED: w.text("people reached, weighted by need")}


def weight_name(w: Wording, weight: int) -> str:
    """A weight on its slider."""
    return w.text("off") if weight == 0 else w.text("×{weight}", weight=weight)


def scope_rows(table: pd.DataFrame, scope: str) -> pd.DataFrame:
    """Rows of a scope out of a frame with land_ags and in_lausitz."""
    return table[ws.in_scope(table, scope)]


def names_without(atlas: Atlas, w: Wording, scope: str) -> str:
    """The Kreise of a scope without an initiative; those whose initiative has ended say so."""
    bare = scope_rows(ws.kreise_without(atlas), scope)
    return w.join(
        name_with_status(name, state, w) if state == ENDED else name
        for name, state in sorted(zip(bare["name"], bare["state"], strict=True))
    )


def class_labels(w: Wording) -> list[str]:
    """The classes of distance, near to far."""
    near, *between = (
        w.text("{low} to {high} km", low=low, high=high)
        for low, high in zip((0, *ws.LIMITS_KM), ws.LIMITS_KM, strict=False)
    )
    return [near, *between, w.text("over {km} km", km=ws.LIMITS_KM[-1])]


def part_name(w: Wording, part: str) -> str:
    """A part of the index of need, as a heading."""
    names = {
        NET_YOUNG: w.text("The young leave"),
        NET_FAMILY: w.text("Families do not come"),
        SHARE_OLD: w.text("Many are 65 or older"),
        POPULATION_CHANGE: w.text("The population shrinks"),
    }
    return names[part]


def part_meaning(w: Wording, part: str, years: str) -> str:
    """What a part of the index measures, over which years."""
    span = years.replace("-", "–")
    meanings = {
        NET_YOUNG: w.text("Net migration of the 18- to under 25-year-olds per 1,000, mean of {years}", years=span),
        NET_FAMILY: w.text("Net migration of the 30- to under 50-year-olds per 1,000, mean of {years}", years=span),
        SHARE_OLD: w.text("Share of the residents of 65 and over, {years}", years=span),
        POPULATION_CHANGE: w.text("Change of the population {years}", years=span),
    }
    return meanings[part]


def distance_sources(atlas: Atlas) -> tuple[str, ...]:
    """Sources of points and people of the Gemeinden and of the places of the initiatives."""
    placed = atlas.members[atlas.members["lat"].notna()]
    columns = (atlas.places["source_ids"], atlas.gemeinden["source_ids"], placed["source_ids"])
    return split_ids(pd.concat([column.drop_duplicates() for column in columns]))


def method_note(w: Wording) -> str:
    """How the distances are made, in one sentence."""
    return w.text(
        "Distance as the crow flies from one point of the Gemeinde (its main settlement where known) to the nearest "
        "initiative of the register that has not ended; all people of a Gemeinde count at that point (census of "
        "15 May 2022)."
    )


def unplaced_note(atlas: Atlas, w: Wording) -> str:
    """Who is missing on the map."""
    count = len(ws.unplaced(atlas))
    return w.plural(
        "{n} member without a known place is not on the map.", "{n} members without a known place are not on the map.",
        count,
    )  # fmt: skip


def set_name(w: Wording, places: ws.PlaceSet) -> str:
    """The Gemeinden of a set of places with their Kreise, in one line."""
    return _with_kreise(w, places.places, w.join)


def tie_name(w: Wording, sets: Sequence[ws.PlaceSet]) -> str:
    """The Gemeinden that are equally good as one place, with their Kreise."""
    return _with_kreise(w, [one.places[0] for one in sets], w.join_choices)


def _with_kreise(w: Wording, places: Sequence[ws.Place], enumerate_names: Callable[[Iterable[str]], str]) -> str:
    """Names with their Kreis, once for all where it is the same; a city that is a Kreis stands alone."""
    if len(kreise := {place.kreis for place in places}) == 1:
        return _in_kreis(w, enumerate_names(place.name for place in places), kreise.pop())
    return enumerate_names(_in_kreis(w, place.name, place.kreis) for place in places)


def _in_kreis(w: Wording, names: str, kreis: str) -> str:
    return names if names == kreis else w.text("{name} ({area})", name=names, area=kreis)
