"""Addresses one can read aloud: `/kreis/elbe-elster`, `/karte/wanderungssaldo/2024`, `/initiative/guben-tut-gut`.

Each leads to the page that shows it. What else the address asks for, the language for instance, goes along.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from analytics.exports.queries.answer import RefusedError
from analytics.exports.queries.areas import find_area
from analytics.language import get_wording
from analytics.maps.indicators import find_indicator, indicator_rows, indicator_years
from analytics.maps.places import fold
from pages.facts import served
from pages.server.document.links import spoken_name
from pages.server.document.spelling import INITIATIVE, KREIS, MAP
from pages.server.document.unknown import answer_unknown
from pages.session.state import DEFAULT_LANGUAGE


def routes() -> list[BaseRoute]:
    """One address per Kreis, initiative and indicator of the map, the latter with or without a year."""
    return [
        Route(f"{KREIS}{{name}}", _answer_kreis),
        Route(f"{INITIATIVE}{{name}}", _answer_initiative),
        Route(f"{MAP}{{name}}", _answer_map),
        Route(f"{MAP}{{name}}/{{year}}", _answer_map),
    ]


def _answer_kreis(request: Request) -> Response:
    try:
        found = find_area(served.atlas(), get_wording(DEFAULT_LANGUAGE), request.path_params["name"])
    except RefusedError:
        return answer_unknown(request)
    return _lead(request, "/kreisprofil", {"kreis": found})


def _answer_initiative(request: Request) -> Response:
    members = served.atlas().members
    entries = zip(members["member_id"], members["name"], strict=True)
    found = _find(request, [(member, (member, name)) for member, name in entries])
    return _lead(request, "/initiativen", {"initiative": found}) if found else answer_unknown(request)


def _answer_map(request: Request) -> Response:
    atlas = served.atlas()
    indicators = indicator_rows(atlas)
    entries = indicators[["indicator_id", "label_de", "label_en"]].itertuples(index=False)
    found = _find(request, [(name, (name, german, english)) for name, german, english in entries])
    year = request.path_params.get("year")
    # A year that does not exist is refused; the page alone would show another one.
    if not found or (year and year not in map(str, indicator_years(atlas, find_indicator(atlas, found)))):
        return answer_unknown(request)
    return _lead(request, "/karte", {"indikator": found} | ({"jahr": year} if year else {}))


def _find(request: Request, entries: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """Key of the first entry one of whose names is asked for, "ü" as "ue" or "u"; blank when there is none."""
    asked = spoken_name(request.path_params["name"])
    spelled = ((key, map(spoken_name, (*names, *map(fold, names)))) for key, names in entries)
    return next((key for key, names in spelled if asked in names), "")


def _lead(request: Request, page: str, chosen: Mapping[str, str]) -> Response:
    # Not for ever: a Kreis or an initiative may get another name.
    beside = [(name, value) for name, value in request.query_params.multi_items() if name not in chosen]
    return RedirectResponse(f"{page}?{urlencode([*beside, *chosen.items()])}", 307)
