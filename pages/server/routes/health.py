"""`/healthz`, `/servez`, `/readyz`, `/metrics`: is it up, can it serve readers, is all well, how is it doing."""

from __future__ import annotations

from functools import lru_cache

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from data.errors import AtlasError, StoreError
from data.store.database.migrate import HEAD
from data.store.readiness import schema_revision, write_fault
from pages.facts import served
from pages.facts.watch import log_fault
from pages.operation.metrics import write_metrics
from pages.operation.settings import settings

_NOT_KEPT = {"Cache-Control": "no-store"}
_STORE_SECONDS = 2.0
"""A database that takes longer counts as silent: whoever asks here decides about visitors who wait."""

_SERVE_SECONDS = 2.0

STORE_FAULTS = {
    "unavailable": "silent", "disk_full": "disk full", "read_only": "read only", "not_writable": "read only",
    "store_damaged": "damaged", "store_empty": "empty", "store_missing": "missing",
}  # fmt: skip
"""What is the matter with the store itself, as `/readyz` says it."""


async def answer_health(_request: Request) -> JSONResponse:
    """Whether the process is up, and the version of the figures it showed last; asks no database.

    A process whose database is silent goes on serving readers, so it must not be restarted for that.
    """
    return JSONResponse({"status": "ok", "data_version": served.shown_version()}, headers=_NOT_KEPT)


async def answer_serving(_request: Request) -> JSONResponse:
    """Whether readers can be served: 200 while figures can be shown, of whatever standing; 503 when none can.

    For whoever shares out visitors: a database that is silent, full or damaged takes nothing from readers, so no
    process may lose them for that. Which figures they see stands beside it.
    """
    figures = None
    with anyio.move_on_after(_SERVE_SECONDS):
        figures = await anyio.to_thread.run_sync(_figures, abandon_on_cancel=True, limiter=_serving())
    body = {"status": "serving", **figures} if figures else {"status": "not serving"}
    return JSONResponse(body, 200 if figures else 503, headers=_NOT_KEPT)


def _figures() -> dict[str, str]:
    version = served.atlas().version
    return {**served.standing().fields(), "data_version": version}


async def answer_ready(_request: Request) -> JSONResponse:
    """Whether everything works: 200, else 503 with what does not."""
    store = await _look_at_store()
    standing = served.standing()
    damaged = standing.cause is not None and standing.cause.code not in STORE_FAULTS
    parts = {"data": _named(standing.cause) if damaged else "ok", "store": store}
    is_ready = set(parts.values()) == {"ok"}
    status = {"status": "ready" if is_ready else "not ready", **parts, "figures": standing.shown}
    body = {**status, "data_version": served.shown_version()}
    return JSONResponse(body, 200 if is_ready else 503, headers=_NOT_KEPT)


def _named(cause: AtlasError | None) -> str:
    """The part that does not work: `damaged: migration version 3`, or the code when it concerns no version."""
    fields = {} if cause is None else cause.fields
    if "version" in fields:
        return f"damaged: {fields['dataset']} version {fields['version']}"
    return "" if cause is None else cause.code


async def _look_at_store() -> str:
    """`ok`, or what is the matter: `silent`, `disk full`, `schema <found>, known <head>` after a newer release, ..."""
    with anyio.move_on_after(_STORE_SECONDS):
        return await anyio.to_thread.run_sync(state_of_store, abandon_on_cancel=True, limiter=_asking())
    return STORE_FAULTS["unavailable"]


def state_of_store() -> str:
    """As `/readyz` says it, after a look at the store; what is not well is logged once."""
    try:
        served.inspect()
        store = served.store()
        found = schema_revision(store)
        fault = write_fault(store)
        _tell(fault)
    except StoreError as error:
        fault, found = error, HEAD
    if fault is not None:
        return STORE_FAULTS.get(fault.code, fault.code)
    return "ok" if found == HEAD else f"schema {found}, known {HEAD}"


def _tell(fault: StoreError | None) -> None:
    """One line in the log when nothing can be written any more; that it does not answer is told where it is asked."""
    code = None if fault is None else fault.code
    if fault is not None and code != _told.get("code"):
        log_fault("nothing can be written to the store", fault)
    _told["code"] = code


_told: dict[str, str | None] = {}


@lru_cache(maxsize=1)
def _serving() -> anyio.CapacityLimiter:
    """Threads of its own: it is asked most when all others are busy."""
    return anyio.CapacityLimiter(2)


@lru_cache(maxsize=1)
def _asking() -> anyio.CapacityLimiter:
    """Threads of its own, and few: a silent database must not hold those that serve visitors."""
    return anyio.CapacityLimiter(2)


async def answer_metrics(request: Request) -> Response:
    """All metrics; the middleware lets only the operator come here."""
    accept = request.headers.get("accept", "")
    content, media_type = write_metrics(accept, served.shown_version(), settings().replica)
    return Response(content, headers=_NOT_KEPT | {"Content-Type": media_type})


def routes() -> list[BaseRoute]:
    """The addresses for the operator."""
    return [
        Route("/healthz", answer_health),
        Route("/servez", answer_serving),
        Route("/readyz", answer_ready),
        Route("/metrics", answer_metrics),
    ]
