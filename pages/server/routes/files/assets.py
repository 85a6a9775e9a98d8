"""`/assets/...`: fonts, icons and Leaflet from our own `static/` folder."""

import hashlib
from pathlib import Path

from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC_FOLDER = Path(__file__).parents[4] / "static"
# Files here change only with a release; a week keeps a repaired file from being missed for long.
_CACHE_CONTROL = "public, max-age=604800"


def asset_address(name: str) -> str:
    """Address of one of our files; a new release has new addresses, so that none is kept too long."""
    return f"/assets/{name}?v={hashlib.sha256((STATIC_FOLDER / name).read_bytes()).hexdigest()[:12]}"


class _Assets(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = _CACHE_CONTROL
        return response


def routes() -> list[BaseRoute]:
    """The mount of the static folder."""
    return [Mount("/assets", _Assets(directory=STATIC_FOLDER), name="assets")]
