"""`/mcp`: the small questions for language models, over the Model Context Protocol. It reads and keeps nothing.

Without the package `mcp`, or with ATLAS_MCP_PER_MINUTE=0, the address does not exist.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.operation.settings import settings
from pages.server.parameters import wording_of
from pages.server.tools.rate import RateLimit
from pages.server.tools.sentences import in_a_sentence, refuse, refuse_unreadable
from pages.server.websocket_origin import is_own_origin

ADDRESS = "/mcp"


class Endpoint:
    """The address: its limits, and behind them what answers while the server runs."""

    def __init__(self) -> None:
        self.answering: ASGIApp | None = None
        self.limit = RateLimit(max(settings().mcp_per_minute, 1))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI call."""
        request = Request(scope)
        refused = self._refuse(request)
        if refused is not None:
            await refused(scope, receive, send)
        elif self.answering is not None:
            await self.answering(scope, receive, in_a_sentence(send, wording_of(request)))
        else:
            await PlainTextResponse("not found", 404)(scope, receive, send)

    def _refuse(self, request: Request) -> Response | None:
        """Why a request is not answered, in a sentence; None when it is."""
        w, headers = wording_of(request), request.headers
        if request.method != "POST":
            told = w.text("This address is for programs that speak the Model Context Protocol; they send POST.")
            return PlainTextResponse(told, 405, headers={"Allow": "POST"})
        if not is_own_origin(headers.get("origin"), headers.get("host")):
            return refuse(w.text("Pages of other hosts may not ask here; programs may."), 403)
        wait = self.limit.wait_seconds(request.client.host if request.client else "")
        if not wait:
            return refuse_unreadable(request, w)
        told = w.plural(
            "Too many questions in a minute. Please ask again in {n} second.",
            "Too many questions in a minute. Please ask again in {n} seconds.",
            wait,
        )
        return refuse(told, 429, {"Retry-After": str(wait)})


_endpoint: list[Endpoint] = []


def is_served() -> bool:
    """Whether the address exists: the package is there, and the operator has not turned it off."""
    return settings().mcp_per_minute > 0 and find_spec("mcp") is not None


def routes() -> list[BaseRoute]:
    """The address, with whatever method: what it does not take is refused in a sentence."""
    if not is_served():
        return []
    _endpoint[:] = [Endpoint()]
    return [Route(ADDRESS, _endpoint[0])]


@asynccontextmanager
async def answer_while_running() -> AsyncIterator[None]:
    """Answers questions as long as the server runs."""
    if not _endpoint:
        yield
        return
    # Only here: who serves no such address needs no such package.
    from pages.server.tools.protocol import make_manager

    manager = make_manager()
    async with manager.run():
        _endpoint[0].answering = manager.handle_request
        yield
        _endpoint[0].answering = None
