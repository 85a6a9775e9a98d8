"""The picture a page is shown with where its link is shared: its first figure, as the address asks for it."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.exports.presentation.choices import check_choices, opening_values
from analytics.exports.presentation.collection import SlideSpec, make_spec
from data.errors import AtlasError
from pages.facts import served
from pages.server.routes.exports import picture_address

# Page -> its first figure. A page without one is shown with the picture of the map.
_FIRST_FIGURES = {
    "ueberblick": "map",
    "wachstum": "growth",
    "karte": "map",
    "wanderung": "series",
    "herkunft": "origin_partners",
    "kreisprofil": "kreis_population",
    "vergleich": "comparison_swarm",
    "foerderung": "network_funding",
    "weisseflecken": "whitespots_map",
    "wirkung": "effects_verdict",
    "ausblick": "outlook_fan",
}
PAGES = tuple(_FIRST_FIGURES)
"""Pages that are shown with a figure of their own."""

# Parameter of the page's address -> parameter of the figure.
_ASKED = {
    "karte": {"indikator": "indicator", "alter": "age_group", "jahr": "year", "kreis": "kreis", "ausschnitt": "scope"},
    "kreisprofil": {"kreis": "ags"},
    "herkunft": {"kreis": "ags", "jahr": "year", "alter": "age_group"},
}


def shared_picture(url_path: str, query: Mapping[str, str], lang: str) -> str:
    """Address of the picture of a page, below the root of the site; blank for a page without a figure.

    Args:
        url_path: of the page.
        query: parameters of its address; what the figure does not know leaves it as the page opens.
        lang: language of the picture.
    """
    view = _FIRST_FIGURES.get(url_path)
    if view is None:
        return ""
    asked = {own: query[name] for name, own in _ASKED.get(url_path, {}).items() if query.get(name)}
    return picture_address("", _spec(view, asked), lang)


def _spec(view: str, asked: Mapping[str, str]) -> SlideSpec:
    """The figure as asked for, or as its page opens when there is no such figure; the page then says so itself."""
    opening = opening_values(served.atlas(), view)
    years = {name: int(value) for name, value in asked.items() if name == "year" and value.isdecimal()}
    wanted = opening | dict(asked) | years
    try:
        check_choices(served.atlas(), view, wanted)
        return make_spec(view, **wanted)
    except AtlasError:
        return make_spec(view, **opening)
