"""Tells machines with every file and frame which figures it holds; pages say it in words."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.facts import served
from pages.facts.standing import Standing
from pages.server.document.spelling import FILES

HEADER = "Atlas-Figures"


class FiguresTold:
    """Adds the header to files and frames, also to the answer that nothing has changed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI call."""
        if scope["type"] != "http" or not scope["path"].startswith(FILES):
            await self._app(scope, receive, send)
            return

        async def send_told(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = header_value(served.standing())
            await send(message)

        await self._app(scope, receive, send_told)


def header_value(standing: Standing) -> str:
    """`active`, or `last-known;cause=unavailable;known-at="2026-11-28T14:03:05Z"` (a structured field, RFC 9651)."""
    fields = standing.fields()
    cause = f";cause={fields['cause']}" if "cause" in fields else ""
    known_at = f';known-at="{fields["known_at"]}"' if "known_at" in fields else ""
    return f"{standing.shown}{cause}{known_at}"
