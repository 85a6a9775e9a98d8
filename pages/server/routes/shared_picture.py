"""The picture a page is shown with where its link is shared: one of its figures, as the address asks for it."""

from __future__ import annotations

from starlette.datastructures import QueryParams

from analytics.exports import views
from analytics.exports.presentation.choices import check_choices, opening_values
from analytics.exports.presentation.collection import SlideSpec, make_spec
from data.errors import AtlasError
from pages.facts import served
from pages.server.routes.embed import read_params
from pages.server.routes.exports import picture_address

PAGES = tuple(address for address, page in views.PAGES.items() if page.picture)
"""Pages that are shown with a figure of their own. Any other is shown with the picture of the map."""


def shared_picture(url_path: str, query: QueryParams, lang: str) -> str:
    """Address of the picture of a page, below the root of the site; blank for a page without a figure.

    Args:
        url_path: of the page.
        query: parameters of its address; what the figure does not know leaves it as the page opens.
        lang: language of the picture.
    """
    if url_path not in PAGES:
        return ""
    return picture_address("", asked_spec(url_path, views.PAGES[url_path].picture, query), lang)


def asked_spec(url_path: str, view: str, query: QueryParams) -> SlideSpec:
    """A figure of a page as its address asks for it, or as the page opens when there is no such figure.

    What is asked for and does not exist is said by the page itself.

    Args:
        url_path: of the page.
        view: the figure.
        query: parameters of the page's address.
    """
    known = {param.name for param in views.VIEWS[view].params}
    filters = views.PAGES[url_path].filters
    asked = [(filters[name], value) for name, value in query.multi_items() if value and filters.get(name) in known]
    opening = opening_values(served.atlas(), view)
    try:
        spec = make_spec(view, **(opening | read_params(view, QueryParams(asked))))
        check_choices(served.atlas(), view, dict(spec.params))
    except AtlasError:
        return make_spec(view, **opening)
    return spec
