"""The first view of a page within its document: what the address asks for, drawn by the server."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from starlette.requests import Request

from analytics.exports.html.first_view import MapStart, write_first_view
from analytics.language import get_wording
from analytics.maps.outlines import compute_outlines, read_position
from analytics.maps.view import compute_map_view
from pages.server.parameters import BadParameterError
from pages.server.routes.assets import asset_address
from pages.server.routes.map_downloads import MapRequest, read_request
from pages.server.routes.maps import file_addresses
from pages.session import cache
from pages.session.registry import page_entries
from pages.session.state import DEFAULT_LANGUAGE

_MAP = "karte"
_TABLE = "ansicht"


def first_view(request: Request, url_path: str) -> str:
    """What stands in the document before its scripts have run.

    Returns:
        HTML; blank for a page without a first view, for the map's table, and where the address asks for something
        that does not exist, which the page itself tells.
    """
    if url_path != _MAP or _TABLE in request.query_params or not cache.standing().is_well:
        return ""
    query = request.query_params
    position = read_position(query.get("lage", ""))
    if "lage" in query and position is None:
        return ""
    try:
        wanted = read_request(request)
    except BadParameterError:
        return ""
    start = MapStart(wanted.year, wanted.kreis, "initiativen" not in query, position)
    return _map_view(wanted, "jahr" in query, start, cache.atlas().version)


# A reader of a newer version asks for another entry.
@lru_cache(maxsize=128)
def _map_view(wanted: MapRequest, is_dated: bool, start: MapStart, _version: str) -> str:
    w = get_wording(wanted.lang)
    view = cache.computed_in(
        wanted.lang, compute_map_view, indicator=wanted.indicator, age_group=wanted.age_group,
        method=wanted.method, scope=wanted.scope, year_from=wanted.year_from,
    )  # fmt: skip
    if not is_dated:
        start = replace(start, year=view["last_year"])
    return write_first_view(w, view, compute_outlines(cache.atlas()), start, frame=_frame(wanted.lang))


def _frame(lang: str) -> dict[str, Any]:
    """The bar above the view: pages that are open to everyone."""
    entries = page_entries(get_wording(lang))
    return {
        "pages": [
            entry for entry in entries if entry.section and not entry.is_tab and entry.action == "read"
            and not entry.needs_sign_in
        ],
        "here": _MAP,
        "query": "" if lang == DEFAULT_LANGUAGE else f"?lang={lang}",
        "style": asset_address("frame/first.css"),
        "files": file_addresses("", cache.atlas().version),
    }  # fmt: skip
