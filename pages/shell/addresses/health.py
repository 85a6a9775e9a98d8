"""`/healthz`: whether the server is up and which data it serves."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from pages.shell import cache


async def answer_health(_request: Request) -> JSONResponse:
    """Status and data version; answered only after the facts are loaded."""
    return JSONResponse({"status": "ok", "data_version": cache.atlas().version}, headers={"Cache-Control": "no-store"})


def routes() -> list[BaseRoute]:
    """The health address."""
    return [Route("/healthz", answer_health)]
