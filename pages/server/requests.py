"""What happens to every request: an id, a line in the log when it failed or was slow, a count, limits on uploads.

With several processes behind a proxy it also sets the technical cookie by which the proxy finds this one again:
Streamlit keeps a visit in the process, so its web socket, its uploads and its downloads belong to one process.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
import time
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.operation import metrics, visits
from pages.operation.logs import log, request_id
from pages.operation.settings import Settings, settings
from pages.server.uploads import UPLOAD, take_upload

ROUTE_COOKIE = "atlas_route"
# Figures shown on other pages and what they load: they promise no cookie, and any process answers them alike.
_WITHOUT_COOKIE = ("/embed/", "/assets/", "/data/")
_FOR_THE_OPERATOR = ("/metrics", "/_stcore/metrics")
_SLOW_SECONDS = 2.0
_KINDS = {
    "_stcore": "streamlit", "static": "front_end", "assets": "asset", "media": "download", "data": "data",
    "export": "export", "embed": "embed", "component": "component", "healthz": "health", "readyz": "health",
    "servez": "health", "metrics": "health", "mcp": "mcp",
}  # fmt: skip
_ID = re.compile(r"[0-9a-fA-F-]{16,64}")
# No answer of ours, only how such a request is counted.
_BROKEN_OFF = 499
# What a web socket that ended without a word counts as.
_BROKEN_CONNECTION = 1006
_UPLOAD_OUTCOMES = {2: "received", 5: "broken"}


class Observed:
    """Watches every request and every web socket."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._replica = settings().replica

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI call."""
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_marked(message: Message) -> None:
            if message["type"] == "websocket.accept":
                self._mark(scope, message)
            await send(message)

        ended = _BROKEN_CONNECTION

        async def receive_watched() -> Message:
            nonlocal ended
            message = await receive()
            if message["type"] == "websocket.disconnect":
                ended = message.get("code", _BROKEN_CONNECTION)
            return message

        try:
            with metrics.connections.track_inprogress():
                await self._app(scope, receive_watched, send_marked)
        finally:
            visits.note_end(ended)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Gives the request its id and its answer the same, and counts both."""
        start, status, own_id = time.perf_counter(), 500, _take_id(Headers(scope=scope))
        token = request_id.set(own_id)
        kind = kind_of(scope["path"])

        async def send_marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = own_id
                if kind in ("page", "streamlit"):
                    self._mark(scope, message)
            await send(message)

        try:
            await self._let_in(scope, receive, send_marked)
        except ClientDisconnect:
            # Whoever leaves while a file is sent waits for no answer; what had come of it is dropped.
            status = _BROKEN_OFF
        finally:
            _count(scope, kind, status, time.perf_counter() - start)
            request_id.reset(token)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The limits: addresses for the operator only, and what a visit may send."""
        if scope["path"].rstrip("/") in _FOR_THE_OPERATOR and not may_measure(scope, settings()):
            await PlainTextResponse("not found", 404)(scope, receive, send)
        elif scope["method"] == "PUT" and scope["path"].startswith(UPLOAD):
            await take_upload(self._app, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _mark(self, scope: Scope, message: Message) -> None:
        """Sets the cookie of this process where the visitor's browser holds none or another's."""
        if scope["path"].startswith(_WITHOUT_COOKIE):
            return
        if self._replica and HTTPConnection(scope).cookies.get(ROUTE_COOKIE) != self._replica:
            secure = "; Secure" if scope["scheme"] in ("https", "wss") else ""
            cookie = f"{ROUTE_COOKIE}={self._replica}; Path=/; HttpOnly; SameSite=Lax{secure}"
            message.setdefault("headers", [])
            MutableHeaders(scope=message).append("Set-Cookie", cookie)


def kind_of(path: str) -> str:
    """What sort of address this is: a handful of kinds, whatever anybody asks for."""
    first, *rest = path.strip("/").split("/")
    if path.startswith(UPLOAD):
        return "upload"
    return _KINDS.get(first, "other" if rest else "page")


def may_measure(scope: Scope, chosen: Settings) -> bool:
    """Whether the metrics are given: to who knows the token; without one set, to this machine only."""
    headers = Headers(scope=scope)
    if chosen.metrics_token:
        given = headers.get("authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), chosen.metrics_token.encode())
    forwarded = any(name in headers for name in ("forwarded", "x-forwarded-for", "x-real-ip"))
    return not forwarded and _is_loopback(scope)


def _is_loopback(scope: Scope) -> bool:
    try:
        return ipaddress.ip_address((scope.get("client") or ("",))[0]).is_loopback
    except ValueError:
        return False


def _take_id(headers: Headers) -> str:
    """The id the proxy gave, so that its log and ours speak of the same request; else a new one."""
    given = headers.get("x-request-id", "")
    return given if _ID.fullmatch(given) else uuid.uuid4().hex


def _count(scope: Scope, kind: str, status: int, seconds: float) -> None:
    metrics.requests.labels(kind, f"{status // 100}xx").inc()
    metrics.request_seconds.labels(kind).observe(seconds)
    if kind == "upload" and scope["method"] == "PUT":
        named = {408: "stalled", 413: "too_large", 503: "busy", _BROKEN_OFF: "broken_off"}
        metrics.uploads.labels(named.get(status, _UPLOAD_OUTCOMES.get(status // 100, "refused"))).inc()
    _log_request(scope, kind, status, seconds)


def _log_request(scope: Scope, kind: str, status: int, seconds: float) -> None:
    """A line for what failed or was slow; for every request when the operator wants it."""
    wanted = settings().log_requests
    if wanted == "all" or (wanted == "slow" and (status >= 500 or seconds > _SLOW_SECONDS)):
        fields = {"kind": kind, "method": scope["method"], "status": status, "ms": round(seconds * 1000)}
        log.info("request", extra={"fields": fields})
