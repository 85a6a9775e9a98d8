"""What the map of distances needs: points and people as one file, words and choices as the view of one visitor."""

from __future__ import annotations

from typing import Any

import numpy as np

from analytics.figure import theme
from analytics.figure.sources import linked_citations, source_rows
from analytics.language import Wording
from analytics.maps.places import search_keys
from analytics.maps.text import mark_text, search_text
from analytics.maps.view import BOUNDARY_SOURCE, PLACE_SOURCE
from analytics.rates.coverage import best_state
from analytics.subjects.reach import measures as ws
from analytics.subjects.reach.figures.places import shown_sets, solve_all
from analytics.subjects.reach.figures.text import (
    class_labels,
    method_note,
    names_without,
    people_where,
    read_points,
    scope_name,
    scope_rows,
    set_name,
    unplaced_note,
    write_point,
)
from analytics.subjects.reach.measures.reach import in_scope
from data.atlas import Atlas
from data.errors import UnknownNameError

# How far beyond the outermost settlement a new initiative may lie, in degrees; about ten kilometres.
MARGIN_DEGREES = 0.1
MOST_POINTS = 3


def reach_map_facts(atlas: Atlas) -> dict[str, Any]:
    """Points, people and initiatives, the same for every visitor and language.

    Returns:
        radius_km, limits_km; bounds (south, north, west, east of where a new initiative may lie, degrees);
        kreise (ags by scope); places (columns of equal length, one entry per Gemeinde: ags, name, kreis, keys for the
        search, lat, lon, people (None when unknown), each scope (1 when it counts there), nearest (name of the
        nearest initiative today)); initiatives (one entry per point: lat, lon, names, place, state,
        sure); ended (the same for initiatives that have ended: drawn, not counted).
    """
    table = ws.distances(atlas)
    kreise = atlas.kreise.set_index("ags")["name"]
    return {
        "radius_km": ws.EARTH_RADIUS_KM,
        "limits_km": list(ws.LIMITS_KM),
        "bounds": map_bounds(atlas),
        "kreise": {scope: sorted(scope_rows(atlas.kreise, scope)["ags"]) for scope in ws.SCOPES},
        "places": {
            "ags": list(table["ags"]),
            "name": list(table["name"]),
            "kreis": list(table["kreis_ags"].map(kreise)),
            "keys": [search_keys(name, ags) for name, ags in zip(table["name"], table["ags"], strict=True)],
            "lat": table["lat"].tolist(),
            "lon": table["lon"].tolist(),
            "people": [None if np.isnan(people) else int(people) for people in table["population"].tolist()],
            **{scope: in_scope(table, scope).astype(int).tolist() for scope in ws.SCOPES},
            "nearest": list(table["nearest_name"]),
        },
        "initiatives": _initiatives(atlas),
        "ended": _initiatives(atlas, ended=True),
    }


def map_bounds(atlas: Atlas) -> dict[str, float]:
    """Where a new initiative may lie: around all settlements, in degrees."""
    table = ws.distances(atlas)
    return {
        "south": float(table["lat"].min()) - MARGIN_DEGREES,
        "north": float(table["lat"].max()) + MARGIN_DEGREES,
        "west": float(table["lon"].min()) - MARGIN_DEGREES,
        "east": float(table["lon"].max()) + MARGIN_DEGREES,
    }


def is_on_map(atlas: Atlas, written: str) -> bool:
    """Whether a point of the address (``lat,lon``) can be read and lies on the map."""
    bounds = map_bounds(atlas)
    try:
        ((lat, lon),) = read_points((written,))
    except UnknownNameError:
        return False
    return bounds["south"] <= lat <= bounds["north"] and bounds["west"] <= lon <= bounds["east"]


def _initiatives(atlas: Atlas, *, ended: bool = False) -> list[dict[str, Any]]:
    """Seats that count today, or those that have ended; those at one point together: a mark would hide the other."""
    locations = ws.list_locations(atlas)
    places = atlas.members.set_index("member_id")["place"]
    counted = locations[locations[ws.KNOWN] != ended]
    return [
        {
            "lat": float(rows["lat"].iloc[0]),
            "lon": float(rows["lon"].iloc[0]),
            "names": list(rows["name"]),
            "place": str(places[rows["member_id"].iloc[0]]),
            "state": best_state(rows["status"]),
            "sure": bool((rows["confidence"] == ws.DOCUMENTED).any()),
        }
        for _, rows in counted.groupby(["lat", "lon"], sort=True)
    ]


def compute_reach_view(
    atlas: Atlas, w: Wording, *, scope: str, limit_km: int, neu: tuple[str, ...] = ()
) -> dict[str, Any]:
    """What the map says in one language: classes, white Kreise, words, sources, text alternative.

    Args:
        atlas: the data package.
        w: language.
        scope: one of the scopes.
        limit_km: the limit that is drawn stronger and named in the results.
        neu: assumed initiatives, each ``lat,lon``.
    """
    white = scope_rows(ws.kreise_without(atlas), scope)
    return {
        "lang": w.lang,
        "scope": scope,
        "limit": limit_km,
        "neu": list(neu),
        "white": list(white["ags"]),
        "white_names": names_without(atlas, w, scope) if len(white) else w.text("There is none."),
        "legend": {
            "title": w.text("Distance to the nearest initiative"),
            "colours": list(theme.REACH),
            "labels": class_labels(w),
        },
        "unplaced": unplaced_note(atlas, w),
        "description": map_description(atlas, w, scope=scope, neu=neu),
        "source": _sources(atlas, w),
        "ui": _words(w, scope),
    }


def compute_reach_areas(atlas: Atlas, w: Wording, *, scope: str, neu: tuple[str, ...] = ()) -> dict[str, Any]:
    """The Gemeinden as areas of a slide, in the form of `compute_map_view` with one year and Gemeinden for Kreise."""
    table = ws.distances(atlas, extra=read_points(neu))
    inside = in_scope(table, scope)
    classes = np.searchsorted(ws.LIMITS_KM, table["distance_km"], side="left")
    return {
        "years": [0],
        "kreise": [
            {
                "ags": row.ags,
                "name": row.name,
                "inside": bool(counts),
                "v": [km],
                "c": [int(at) if np.isfinite(km) else -1],
                "t": [f"{w.number(km, 1)} km"],
            }
            for row, km, counts, at in zip(
                table.itertuples(index=False), table["distance_km"].tolist(), inside, classes, strict=True
            )
        ],
        "legend": {
            "title": w.text("Distance to the nearest initiative"),
            "colours": list(theme.REACH),
            "limits": list(ws.LIMITS_KM),
            "labels": [f"{limit} km" for limit in ws.LIMITS_KM],
            "method": method_note(w),
            "missing": [""],
            "secret": [""],
        },
        "members": [
            {**item, "items": [{"name": name, "place": item["place"]} for name in item["names"]]}
            for item in (*_initiatives(atlas), *_initiatives(atlas, ended=True))
        ],
        "unplaced": unplaced_note(atlas, w),
        "ui": _key_text(w) | {"status": w.text("Borders as of 2016 with mergers up to 2022"), "new": new_text(w)},
    }


def new_text(w: Wording) -> str:
    """What the sign of an assumed initiative is called."""
    return w.text("new initiative (assumed), circles of {km} km", km=w.join(map(str, ws.LIMITS_KM)))


def map_description(atlas: Atlas, w: Wording, *, scope: str, neu: tuple[str, ...]) -> str:
    """Text alternative of the map: what is drawn, how many live how far, which Kreise are white."""
    reach = ws.compute_reach(atlas, scope=scope, extra=read_points(neu))
    shares = [
        w.text("{share} within {km} km", share=w.percent(share), km=limit)
        for limit, share in zip(ws.LIMITS_KM, reach["people_share"], strict=True)
    ]
    white = scope_rows(ws.kreise_without(atlas), scope)["name"]
    sentences = [
        w.text(
            "Map of the Gemeinden, {area}, filled by distance to the nearest initiative.", area=scope_name(w, scope)
        ),
        w.text("Of the {people}, {shares}.", people=people_where(w, scope), shares=w.join(shares)),
        w.text(
            "Outlined, without a known initiative of the network or with an ended one only: {names}.",
            names=w.join(white),
        )
        if len(white)
        else "",
        w.plural("{n} new initiative is assumed.", "{n} new initiatives are assumed.", len(neu)) if neu else "",
        unplaced_note(atlas, w),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def find_candidates(
    atlas: Atlas, w: Wording, *, scope: str, limit_km: int, goal: str, weights: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    """The solver's answers for the map: per number of places the sets, each a set of points with its people.

    The question is that of `draw_next_places`.
    """
    coverings = solve_all(atlas, scope=scope, limit_km=limit_km, goal=goal, weights=weights)
    return [
        {
            "count": covering.count,
            "label": w.plural("{n} new initiative", "{n} new initiatives", covering.count),
            "sets": [
                {
                    "points": [write_point(place.lat, place.lon) for place in one.places],
                    "names": set_name(w, one),
                    "people": one.people_new,
                    "text": w.signed(one.people_new, 0),
                    "best": one in covering.best_sets,
                }
                for one in shown_sets(covering)
                if one.people_new
            ],
            "note": _candidates_note(w, covering),
        }
        for covering in coverings
    ]


def _candidates_note(w: Wording, covering: ws.Covering) -> str:
    if not covering.best.people_new:
        return w.text("Nobody lives beyond this distance: no further place adds to the reach.")
    if covering.optimal and len(covering.best_sets) > 1:
        return w.text(
            "People newly reached. Dark: the best of all Gemeinden, one as good as the other, proven; light: at least "
            "95 % as good."
        )
    if covering.optimal:
        return w.text("People newly reached. Dark: the best of all Gemeinden, proven; light: at least 95 % as good.")
    return w.text(
        "People newly reached. Dark: the best Gemeinden found; at most {gap} better is possible.",
        gap=w.percent(covering.gap, 1),
    )


def _sources(atlas: Atlas, w: Wording) -> list[dict[str, str | None]]:
    used = [BOUNDARY_SOURCE, PLACE_SOURCE, *atlas.gemeinden["source_ids"].iloc[0].split("|")]
    rows = source_rows(atlas, used, w).drop_duplicates("citation")
    return linked_citations(rows)


def _words(w: Wording, scope: str) -> dict[str, str]:
    """Labels of the element; `{}` fields are filled in by the element."""
    return _control_text(w) | _result_text(w, scope) | _key_text(w)


def _control_text(w: Wording) -> dict[str, str]:
    return {
        "what_if": w.text("What if there were one more?"),
        "how": w.text("Click on the map, choose a Gemeinde or take one of the best places below."),
        "how_more": w.text("Now click where the next one should be, or choose its Gemeinde."),
        **search_text(w),
        "search": w.text("Gemeinde of a new initiative"),
        "more": w.text("One more"),
        "remove": w.text("Remove"),
        "clear_all": w.text("Remove all"),
        "handle": w.text("New initiative {n} near {place}. Arrow keys move it, the delete key removes it."),
        "how_many": w.text("How many new initiatives"),
        "collect": w.text("Add to the presentation"),
        "map": w.text("Map"),
        "copy": w.text("Copy link"),
        "copied": w.text("Link copied"),
        "cite": w.text("Cite"),
        "zoom_in": w.text("Zoom in"),
        "zoom_out": w.text("Zoom out"),
        "zoom_home": w.text("Whole map"),
        "wheel": w.text("Hold Ctrl and turn the wheel to zoom"),
        "source": w.text("Sources"),
    }


def _result_text(w: Wording, scope: str) -> dict[str, str]:
    return {
        "near": w.text("near {place}"),
        "newly": w.text("people newly within {km} km"),
        "then": w.text(
            "{then} of the {people} would then live within {km} km (today {now}).",
            then="{then}", km="{km}", now="{now}", people=people_where(w, scope),
        ),
        "nobody_new": w.text("Reaches nobody new within {km} km: there is an initiative already."),
        "said": w.text(
            "New initiative near {places}: {people} more people within {km} km, {then} altogether.",
        ),
        "best": w.text("Best next places, {km} km"),
        "share": w.text("{share} of the people"),
        "to_new": w.text("to a new initiative"),
        "to_nearest": w.text("to the nearest initiative"),
        "before": w.text("today"),
        "people": w.text("people live here"),
        "no_people": w.text("number of people not known"),
    }  # fmt: skip


def _key_text(w: Wording) -> dict[str, str]:
    return {
        **mark_text(w),
        "membership_inferred": w.text("membership inferred"),
        "white": w.text("District without a known initiative of the network, or with an ended one only"),
        "white_title": w.text("Districts without an initiative of the network"),
        "lausitz": w.text("Lausitz with Saxony, by law (InvKG)"),
        "hatch": w.text("distance not known"),
        "method": method_note(w),
    }
