"""The first view of a page within its document: what the address asks for, drawn by the server."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

from analytics.exports.html.drawn_map import MapStart, ReachStart
from analytics.exports.html.first_chart import write_first_chart
from analytics.exports.html.first_flows import write_first_flows
from analytics.exports.html.first_view import (
    write_first_figures,
    write_first_map,
    write_first_overview,
    write_first_reach,
    write_first_verdict,
)
from analytics.exports.presentation.collection import SlideSpec
from analytics.exports.views import PAGES, VIEWS, Page, figure_of
from analytics.language import LANGUAGES, get_wording
from analytics.maps.outlines import compute_gemeinde_outlines, compute_outlines, read_position
from analytics.maps.view import compute_map_view
from analytics.rates.naming import kreis_names
from analytics.subjects.defaults import AT_A_GLANCE
from analytics.subjects.origin.flow_lines import compute_flow_lines
from analytics.subjects.overview.figures import draw_overview
from analytics.subjects.reach.figures.map import compute_reach_areas, compute_reach_view
from analytics.subjects.reach.figures.shares import class_shares, reach_headline
from analytics.subjects.reach.figures.text import DEFAULT_LIMIT_KM, scope_rows
from analytics.subjects.reach.measures import SCOPES
from data.errors import AtlasError
from pages.facts import served
from pages.server.parameters import BadParameterError
from pages.server.routes.files.assets import asset_address
from pages.server.routes.files.map_downloads import MapRequest, read_request
from pages.server.routes.files.maps import element_addresses, file_addresses
from pages.server.routes.shared_picture import asked_spec
from pages.session import cache
from pages.session.draft import SLIDES_PARAM
from pages.session.registry import page_entries
from pages.session.state import DEFAULT_LANGUAGE

_MAP, _START = "karte", "ueberblick"
MOST_VISITED = (_MAP, _START)
"""Where most readers begin."""
_TABLE = "ansicht"
# An address that asks for nothing: the page as it opens.
_OPENED = Request({"type": "http", "query_string": b""})


def first_view(request: Request, url_path: str) -> str:
    """What stands in the document before its scripts have run.

    Returns:
        HTML; blank for a page without a first view, for the map's table, and where the address asks for something
        that does not exist, which the page itself tells.
    """
    # A link to slides is taken up by the page, which says so.
    if SLIDES_PARAM in request.query_params or not served.standing().is_well:
        return ""
    if write := {_MAP: _answer_map, _START: _answer_start}.get(url_path):
        return write(request)
    return _answer_told(request, url_path) if url_path in PAGES and PAGES[url_path].first else ""


def draw_first_views(pages: Iterable[str] = PAGES) -> None:
    """Draws the first views of pages as they open, so that nobody need wait for them."""
    for url_path in pages:
        first_view(_OPENED, url_path)


def _answer_map(request: Request) -> str:
    query = request.query_params
    position = read_position(query.get("lage", ""))
    if _TABLE in query or ("lage" in query and position is None):
        return ""
    try:
        wanted = read_request(request)
    except BadParameterError:
        return ""
    start = MapStart(wanted.year, wanted.kreis, "initiativen" not in query, position)
    return _map_view(wanted, "jahr" in query, start, served.atlas().version)


# A reader of a newer version asks for another entry.
@lru_cache(maxsize=128)
def _map_view(wanted: MapRequest, is_dated: bool, start: MapStart, _version: str) -> str:
    view = cache.computed_in(wanted.lang, compute_map_view, **wanted.view_params)
    if not is_dated:
        start = replace(start, year=view["last_year"])
    outlines = compute_outlines(served.atlas())
    frame = _frame(wanted.lang, _MAP) | {"kreis_address": _kreis_address(wanted, is_dated, start)}
    return write_first_map(get_wording(wanted.lang), view, outlines, start, frame=frame)


def _kreis_address(wanted: MapRequest, is_dated: bool, start: MapStart) -> str:
    """Address of this map with a Kreis chosen; the key of the Kreis is still to be added."""
    usual, params = read_request(_OPENED), PAGES[_MAP].filters
    asked = {name: getattr(wanted, param) for name, param in params.items() if name != "kreis"}
    kept = {name: value for name, value in asked.items() if value not in (None, getattr(usual, params[name]))}
    # An indicator may end in another year than the one the page opens with.
    kept |= {"jahr": wanted.year} if is_dated else {}
    kept |= {} if start.members else {"initiativen": "aus"}
    kept |= {} if wanted.lang == DEFAULT_LANGUAGE else {"lang": wanted.lang}
    return f"?{urlencode({**kept, 'kreis': ''})}"


def _answer_start(request: Request) -> str:
    lang = request.query_params.get("lang", DEFAULT_LANGUAGE)
    return _start_view(lang, served.atlas().version) if lang in LANGUAGES else ""


@lru_cache(maxsize=2 * len(LANGUAGES))
def _start_view(lang: str, _version: str) -> str:
    overview, view = cache.computed_in(lang, draw_overview), cache.computed_in(lang, compute_map_view, **AT_A_GLANCE)
    outlines = compute_outlines(served.atlas())
    frame = _frame(lang, _START)
    frame["kreis_address"] = f"/{_MAP}{frame['query'] or '?'}{'&' if frame['query'] else ''}kreis="
    return write_first_overview(get_wording(lang), overview, view, outlines, frame=frame)


def _answer_told(request: Request, url_path: str) -> str:
    lang, page = request.query_params.get("lang", DEFAULT_LANGUAGE), PAGES[url_path]
    if lang not in LANGUAGES or any(name in request.query_params for name in page.elsewhere):
        return ""
    spec = asked_spec(url_path, page.first, request.query_params)
    try:
        return _told_view(url_path, spec, lang, served.atlas().version)
    except AtlasError:
        # More than can be drawn, for instance: the page says what it leaves out.
        return ""


@lru_cache(maxsize=128)
def _told_view(url_path: str, spec: SlideSpec, lang: str, _version: str) -> str:
    w, page, frame = get_wording(lang), PAGES[url_path], _frame(lang, url_path)
    if page.first in _MAPS:
        return _MAPS[page.first](page, dict(spec.params), lang, frame)
    figure = figure_of(cache.computed_in(lang, VIEWS[page.first].builder, **dict(spec.params)))
    heading, lead = page.heading(served.atlas(), w), page.lead(served.atlas(), w)
    if figure.chart is not None:
        return write_first_chart(served.atlas(), w, figure, heading, lead, frame=frame)
    if figure.statements is not None:
        return write_first_verdict(served.atlas(), w, figure, heading, lead, frame=frame)
    return write_first_figures(w, figure, heading if lead else "", lead, frame=frame)


def _reach_view(page: Page, params: dict[str, Any], lang: str, frame: dict[str, Any]) -> str:
    atlas, w, outlines = served.atlas(), get_wording(lang), compute_outlines(served.atlas())
    asked: dict[str, Any] = {"scope": SCOPES[0], "limit_km": DEFAULT_LIMIT_KM} | params
    of_scope = {"scope": asked["scope"]}
    reach = ReachStart(
        view=cache.computed_in(lang, compute_reach_view, **asked, neu=()),
        areas=cache.computed_in(lang, compute_reach_areas, **of_scope),
        classes=cache.computed_in(lang, class_shares, **of_scope),
        outlines=outlines, gemeinden=compute_gemeinde_outlines(atlas),
        names={ags: name for ags, name in kreis_names(atlas).items() if ags in outlines.kreise},
        scope=list(scope_rows(atlas.kreise, asked["scope"])["ags"]),
    )  # fmt: skip
    headline = cache.computed_in(lang, reach_headline, **asked)
    own = {"files": element_addresses("", atlas.version, "reach")}
    return write_first_reach(w, headline, page.lead(atlas, w), reach, frame=frame | own)


def _flow_view(page: Page, params: dict[str, Any], lang: str, frame: dict[str, Any]) -> str:
    atlas, w = served.atlas(), get_wording(lang)
    view = cache.computed_in(lang, compute_flow_lines, ags=params["ags"], age_group=params["age_group"])
    words = {"headline": page.heading(atlas, w), "subtitle": page.lead(atlas, w)}
    own = {"files": element_addresses("", atlas.version, "flow")}
    return write_first_flows(w, view, compute_outlines(atlas), params["year"], words, frame=frame | own)


_MAPS = {"whitespots_map": _reach_view, "origin_map": _flow_view}
"""Maps a page opens with."""


def _frame(lang: str, here: str) -> dict[str, Any]:
    """The bar above the view: pages that are open to everyone."""
    entries = page_entries(get_wording(lang))
    return {
        "pages": [
            entry for entry in entries if entry.section and not entry.is_tab and entry.action == "read"
            and not entry.needs_sign_in
        ],
        "here": here,
        "section": next(entry.section for entry in entries if entry.url_path == here),
        "languages": LANGUAGES,
        "query": "" if lang == DEFAULT_LANGUAGE else f"?lang={lang}",
        "style": asset_address("frame/first.css"),
        "files": file_addresses("", served.atlas().version),
    }  # fmt: skip
