"""Addresses the server answers itself, before Streamlit's own."""

from starlette.routing import BaseRoute

from pages.shell import export_routes, map_routes, signin
from pages.shell.addresses import assets, documents, embed, health, package, snapshot


def routes() -> list[BaseRoute]:
    """All own addresses. `documents` comes last: it answers every remaining one-part address."""
    return [
        *health.routes(),
        *map_routes.routes(),
        *snapshot.routes(),
        *export_routes.routes(),
        *embed.routes(),
        *assets.routes(),
        *package.routes(),
        *signin.routes(),
        *documents.routes(),
    ]
