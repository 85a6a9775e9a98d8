"""`/healthz`, `/readyz` and `/metrics`: is the process up, may it get visitors, and how is it doing."""

from __future__ import annotations

from functools import lru_cache

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from data.errors import StoreError
from data.store.migrate import HEAD
from data.store.readiness import schema_revision
from pages.operation.metrics import write_metrics
from pages.operation.settings import settings
from pages.session import cache

_NOT_KEPT = {"Cache-Control": "no-store"}
_STORE_SECONDS = 2.0
"""A database that takes longer counts as silent: whoever asks here decides about visitors who wait."""


async def answer_health(_request: Request) -> JSONResponse:
    """Whether the process is up, and the version of the figures it showed last; asks no database.

    A process whose database is silent goes on serving readers, so it must not be restarted for that.
    """
    return JSONResponse({"status": "ok", "data_version": cache.shown_version()}, headers=_NOT_KEPT)


async def answer_ready(_request: Request) -> JSONResponse:
    """Whether everything works: 200, else 503 with what does not."""
    parts = {"data": "ok", "store": await _look_at_store()}
    is_ready = set(parts.values()) == {"ok"}
    body = {"status": "ready" if is_ready else "not ready", **parts, "data_version": cache.shown_version()}
    return JSONResponse(body, 200 if is_ready else 503, headers=_NOT_KEPT)


async def _look_at_store() -> str:
    """`ok`, `silent`, or `schema <found>, known <head>` when a newer release has moved the store."""
    with anyio.move_on_after(_STORE_SECONDS):
        try:
            found = await anyio.to_thread.run_sync(
                lambda: schema_revision(cache.store()), abandon_on_cancel=True, limiter=_asking()
            )
        except StoreError:
            return "silent"
        return "ok" if found == HEAD else f"schema {found}, known {HEAD}"
    return "silent"


@lru_cache(maxsize=1)
def _asking() -> anyio.CapacityLimiter:
    """Threads of its own, and few: a silent database must not hold those that serve visitors."""
    return anyio.CapacityLimiter(2)


async def answer_metrics(request: Request) -> Response:
    """All metrics; the middleware lets only the operator come here."""
    accept = request.headers.get("accept", "")
    content, media_type = write_metrics(accept, cache.shown_version(), settings().replica)
    return Response(content, headers=_NOT_KEPT | {"Content-Type": media_type})


def routes() -> list[BaseRoute]:
    """The addresses for the operator."""
    return [Route("/healthz", answer_health), Route("/readyz", answer_ready), Route("/metrics", answer_metrics)]
