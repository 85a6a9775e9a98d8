"""Pages of other hosts may not open a connection here, whatever cookies the browser would send along."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.operation.settings import settings

_POLICY_VIOLATION = 1008


def is_own_origin(origin: str | None, host: str | None) -> bool:
    """Whether a browser's connection comes from a page of this server.

    Args:
        origin: of the page that connects; programs other than browsers send none.
        host: the name the server was asked by.
    """
    if origin is None:
        return True
    named = (settings().public_url, *st.get_option("server.corsAllowedOrigins"))
    return urlsplit(origin).netloc == host or _plain(origin) in {_plain(one) for one in named if one}


def _plain(address: str) -> tuple[str, str]:
    parts = urlsplit(address.strip())
    return parts.scheme, parts.netloc


class OwnOriginOnly:
    """Closes web sockets that pages of other hosts open, before Streamlit asks the network who we are.

    Streamlit would answer the same, but first it asks a foreign server for its own address and waits.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI call."""
        if scope["type"] == "websocket":
            headers = Headers(scope=scope)
            if not is_own_origin(headers.get("origin"), headers.get("host")):
                await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
                return
        await self._app(scope, receive, send)
