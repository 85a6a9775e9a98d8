"""Where no initiative is near, whom that leaves out, and where the next one would reach most: as plain data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import pandas as pd

from analytics.exports.answers.plain import as_plain, statements_as_plain
from analytics.language import Wording
from analytics.rates.naming import rate_sources
from analytics.rates.series import last_year
from analytics.subjects.reach import measures as ws
from analytics.subjects.reach.figures.statements import reach_statements
from analytics.subjects.reach.figures.text import DEFAULT_LIMIT_KM, distance_sources, scope_rows
from data.atlas import Atlas

_NEED_COLUMNS = {"ags": "ags", "name": "name", "index": "index_standard_deviations", "rank": "rank", "reason": "reason"}
_RANK_COLUMNS = ["ags", "name", "rank", "rank_low", "rank_high", "loo_low", "loo_high", "rank_by_ranks", "share_top3"]


def answer(
    atlas: Atlas,
    w: Wording,
    *,
    scope: Annotated[str, "the territory", ws.SCOPES] = ws.LAND,
    limit_km: Annotated[
        int, "decides on places, years and statements; the reach is given for all", ws.LIMITS_KM
    ] = DEFAULT_LIMIT_KM,
    weight: Annotated[str, "what the best places maximise", ws.OBJECTIVES] = ws.POPULATION,
    extra: Annotated[ws.Points, "assumed initiatives: what they would add"] = (),
) -> dict[str, Any]:
    """The white spots of a scope with their bounds.

    Returns:
        JSON-ready, None for what is not known: question, parameters, results, intervals, verdict (None: nothing is
        tested here), assumptions, limits, statements, sources (source_id), data_version.

    Raises:
        UnknownNameError: scope, limit, weight or a point is not valid.
        SelectionError: too many assumed points.
    """
    need = ws.compute_need(atlas)
    return {
        "question": w.text(
            "Where is no initiative of the network near, and where would the next one reach most people?"
        ),
        "parameters": as_plain({"scope": scope, "limit_km": limit_km, "weight": weight, "extra_degrees": extra}),
        "results": as_plain(_results(atlas, need, scope, limit_km, weight, extra)),
        "intervals": as_plain(_intervals(atlas, scope, limit_km)),
        "verdict": None,
        "assumptions": _assumptions(w, need),
        "limits": _limits(atlas, w),
        "statements": statements_as_plain(reach_statements(atlas, w, scope=scope, limit_km=limit_km)),
        "sources": list(dict.fromkeys([*distance_sources(atlas), *rate_sources(atlas)])),
        "data_version": atlas.version,
    }


def _results(
    atlas: Atlas, need: pd.DataFrame, scope: str, limit_km: int, weight: str, extra: ws.Points
) -> dict[str, Any]:
    coverings = [
        ws.solve_covering(atlas, limit_km=limit_km, count=count, scope=scope, weight=weight)
        for count in range(1, ws.MAX_PLACES + 1)
    ]
    return {
        "median_distance_km": ws.median_distance_km(ws.distances(atlas), scope),
        "reach": ws.compute_reach_readings(atlas, scope),
        "reach_by_year": _years(atlas, scope, limit_km, bounds=False),
        "districts": scope_rows(ws.kreis_presence(atlas), scope),
        "districts_without": scope_rows(ws.kreise_without(atlas), scope)["name"],
        "need": _need(need),
        "best_places": [_places(covering) for covering in coverings],
        **({"what_if": ws.compute_gain(atlas, scope=scope, extra=extra)} if extra else {}),
    }


def _intervals(atlas: Atlas, scope: str, limit_km: int) -> dict[str, Any]:
    bounds = [ws.compute_register_bound(atlas, limit_km=limit, scope=scope) for limit in ws.LIMITS_KM]
    shares = ("share_documented", "share_low", "share_high", "share_highest")
    return {
        "reach_by_place_unknown": [
            asdict(bound) | {f"people_{name}": getattr(bound, name) for name in shares} for bound in bounds
        ],
        "reach_by_year": _years(atlas, scope, limit_km, bounds=True),
        "need_ranks": ws.compute_need_sensitivity(atlas)[_RANK_COLUMNS],
    }


def _years(atlas: Atlas, scope: str, limit_km: int, *, bounds: bool) -> pd.DataFrame:
    table = ws.compute_reach_by_year(atlas, scope)
    plain = ["year", "limit_km", "people", "people_share", "gemeinden", "gemeinden_share", "initiatives"]
    names = ("people_share", "gemeinden_share", "initiatives")
    outer = ["year", "limit_km", *(f"{name}{end}" for name in names for end in ("_low", "_high")), "undated"]
    return table.loc[table["limit_km"] == limit_km, outer if bounds else plain]


def _need(need: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {key: row[column] for column, key in _NEED_COLUMNS.items()}
        | {"distorted_by_reception": row["distorted"], "parts": [_part(row, part) for part in ws.NEED_PARTS]}
        for _, row in need.sort_values("rank", na_position="last").iterrows()
    ]


def _part(row: pd.Series, part: ws.NeedPart) -> dict[str, Any]:
    return {
        "part": part.code,
        "value": row[part.code],
        "unit": part.unit,
        "years": row[f"{part.code}_years"],
        "high_value_means_need": part.direction > 0,
        "standardised": row[f"{part.code}_z"],
    }


def _places(covering: ws.Covering) -> dict[str, Any]:
    unit = "persons" if covering.weight == ws.POPULATION else "persons_weighted_by_need"
    return {
        "count": covering.count,
        "best": _set(covering.best),
        "people_share_before": covering.share_before,
        "people_share_after": covering.share_after,
        "objective_unit": unit,
        "optimal": covering.optimal,
        "bound": covering.bound,
        "gap_share": covering.gap,
        "alternatives": [_set(one) for one in covering.alternatives],
        "more_alternatives": covering.more_alternatives,
    }


def _set(chosen: ws.PlaceSet) -> dict[str, Any]:
    places = [
        {
            "ags": place.ags,
            "name": place.name,
            "kreis_ags": place.kreis_ags,
            "kreis": place.kreis,
            "lat_degrees": place.lat,
            "lon_degrees": place.lon,
            "people_alone": place.people_alone,
        }
        for place in chosen.places
    ]
    return asdict(chosen) | {"places": places}


def _assumptions(w: Wording, need: pd.DataFrame) -> list[str]:
    first = need.iloc[0]
    return [
        w.text("Distance is the great circle between two points on a sphere (haversine), not the way by road."),
        w.text("All people of a Gemeinde count at one point; the people are those of the census of 15 May 2022."),
        w.text(
            "Members that a source names and members we inferred count, save those that ended; members that are "
            "probably one seat count once."
        ),
        w.text(
            "In earlier years an initiative counts from its documented start, else from the first year that shows it; "
            "one that ended, up to its last evidence. The population stays that of 2022."
        ),
        w.text(
            "Need is the mean of four standardised parts with equal weights: net migration of the 18- to under "
            "25-year-olds and of the 30- to under 50-year-olds (mean of {net}), share of people of 65 and over ({old}) "
            "and population change ({change}).",
            net=first["net_18_25_years"],
            old=first["share_65_years"],
            change=first["population_change_years"].replace("-", "–"),
        ),
    ]


def _limits(atlas: Atlas, w: Wording) -> list[str]:
    return [
        w.plural(
            "{n} member has no known place and is missing from every distance.",
            "{n} members have no known place and are missing from every distance.",
            len(ws.unplaced(atlas)),
        ),
        w.text("Some initiatives work for a whole district or region: nearness is not access, and reach is no effect."),
        w.text("The place of an inferred member may be one of several; the documented reading leaves these out."),
        w.text("District figures of migration end in {year}; need today may differ.", year=last_year(atlas)),
        w.text("Parts and weights of the index of need are a choice; the interval of ranks shows what it decides."),
    ]
