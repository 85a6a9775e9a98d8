"""Addresses the server answers itself, before Streamlit's own."""

from starlette.routing import BaseRoute, Route

from pages.server.document.spelling import SPOKEN
from pages.server.document.unknown import answer_misspelt
from pages.server.routes import citation, documents, embed, health, search_engines, snapshot, spoken
from pages.server.routes import exports as export_routes
from pages.server.routes.files import assets
from pages.server.routes.files import maps as map_routes
from pages.server.routes.opendata import data_index, feed, mcp, package
from pages.session import signin


def routes() -> list[BaseRoute]:
    """All own addresses. `documents` comes late: it answers every remaining one-part address."""
    return [
        *health.routes(),
        *map_routes.routes(),
        *snapshot.routes(),
        *export_routes.routes(),
        *embed.routes(),
        *citation.routes(),
        *assets.routes(),
        *data_index.routes(),
        *feed.routes(),
        *mcp.routes(),
        *package.routes(),
        *search_engines.routes(),
        *signin.routes(),
        *spoken.routes(),
        *documents.routes(),
        # Below addresses of ours Streamlit would answer whatever is left with its own document.
        *(Route(f"{branch}{{name:path}}", answer_misspelt) for branch in ("/embed/", "/export/", *SPOKEN)),
    ]
