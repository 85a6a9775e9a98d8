"""Refusals the framework has one English term for, said in a sentence in the language of the address."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from analytics.language import Wording
from pages.server.parameters import wording_of

_TERMS = {b"Method Not Allowed", b"Not Found", b"not found", b"File not found", b""}
"""What is said in place of a sentence by Starlette, by its files, by Streamlit's downloads, and by our own routes."""

_REFUSALS = (404, 405, 416)
_DOWNLOADS = "/media/"


class InSentences:
    """Says a bare term of a refusal in a sentence; every other answer passes as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI call."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        held: list[Message] = []

        async def send_worded(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_bare(message):
                held.append(message)
                return
            if held and _is_term(message):
                message = _worded(held[0], message, Request(scope))
            for one in (*held, message):
                await send(one)
            held.clear()

        await self._app(scope, receive, send_worded)


def _is_bare(start: Message) -> bool:
    """Whether an answer may be such a term: a refusal that is neither a page nor data."""
    return start["status"] in _REFUSALS and Headers(raw=start["headers"]).get("content-type", "").startswith("text/")


def _is_term(message: Message) -> bool:
    return message.get("body", b"") in _TERMS and not message.get("more_body", False)


def _worded(start: Message, message: Message, request: Request) -> Message:
    headers = MutableHeaders(scope=start)
    body = _sentence(start["status"], headers, request, wording_of(request)).encode()
    headers["Content-Type"], headers["Content-Length"] = "text/plain; charset=utf-8", str(len(body))
    # To a question for the head alone nothing but the head is an answer.
    return {**message, "body": b"" if request.method == "HEAD" else body}


def _sentence(status: int, headers: Headers, request: Request, w: Wording) -> str:
    if status == 405:
        valid = ", ".join(sorted(one.strip() for one in headers.get("allow", "GET").split(",")))
        return w.text("This address cannot be used in this way. It takes: {valid}.", valid=valid)
    if status == 416:
        size = int(headers.get("content-range", "/0").rpartition("/")[2])
        return w.text("There is no such part: the file has {n} bytes.", n=size)
    if request.url.path.startswith(_DOWNLOADS):
        return w.text("This file is no longer there. Please have it made again on the page it came from.")
    return w.text("This address does not exist in the atlas.")
