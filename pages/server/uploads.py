"""The door for files: only for a visit whose page asks for one, never longer than the room, never without progress."""

from __future__ import annotations

import time

import anyio
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from analytics.language import Wording, get_wording
from pages.operation import holding
from pages.session.state import DEFAULT_LANGUAGE

UPLOAD = "/_stcore/upload_file/"
_FRAMING = 1024 * 1024
"""What a browser sends around a file."""
_PERIOD_SECONDS = 30.0
_LEAST_BYTES = 32 * 1024
"""What has to come in each period: a tenth of what a poor mobile connection brings."""


async def take_upload(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Lets a file in, or says why not. Any number may come at once: a slow one holds up nobody."""
    visit = scope["path"].removeprefix(UPLOAD).split("/")[0]
    arrival, w = holding.Arrival(visit), get_wording(holding.language(visit) or DEFAULT_LANGUAGE)
    try:
        announced = _announced(scope)
        _check_size(announced, holding.largest_file(visit), w)
        _check_room(visit, announced, w)
        await app(scope, _Watch(visit, arrival, receive, w), send)
    except HTTPException as refused:
        await PlainTextResponse(refused.detail, refused.status_code, refused.headers)(scope, receive, send)
    finally:
        arrival.end()


def _announced(scope: Scope) -> int:
    """Bytes of the file as the browser announces them; 0 when it does not."""
    written = Headers(scope=scope).get("content-length", "")
    return max(int(written) - _FRAMING, 0) if written.isdecimal() else 0


def _check_size(size: int, largest: int, w: Wording) -> None:
    """Refuses a file its page does not ask for."""
    if not largest:
        raise HTTPException(403, w.text("This page takes no files, or your role does not include sending them."))
    if size > largest:
        raise HTTPException(413, w.text("The file is larger than this field takes."))


def _check_room(visit: str, more: int, w: Wording) -> None:
    """Refuses what there is no room for."""
    if holding.own_share_is_used(visit, more):
        raise HTTPException(
            413, w.text("Your files take more room than one visit may have. Please load the page anew.")
        )
    if holding.is_full(visit, more):
        sentence = w.text("Many files are being sent at this moment. Please try again in a minute.")
        raise HTTPException(503, sentence, {"Retry-After": "60"})


class _Watch:
    """Receives a file piece by piece and judges each: the announced size may be wrong or missing."""

    def __init__(self, visit: str, arrival: holding.Arrival, receive: Receive, w: Wording) -> None:
        self._visit, self._arrival, self._receive, self._w = visit, arrival, receive, w
        self._largest = holding.largest_file(visit)
        self._came = 0
        self._more = True
        self._start_period()

    def _start_period(self) -> None:
        self._least, self._until = self._came + _LEAST_BYTES, time.monotonic() + _PERIOD_SECONDS

    async def __call__(self) -> Message:
        if not self._more:
            return await self._receive()
        message = await self._receive_in_time()
        size, self._more = len(message.get("body", b"")), message.get("more_body", False)
        self._came += size
        self._arrival.count(size)
        _check_size(self._came - _FRAMING, self._largest, self._w)
        _check_room(self._visit, 0, self._w)
        if self._came >= self._least:
            self._start_period()
        return message

    async def _receive_in_time(self) -> Message:
        with anyio.move_on_after(self._until - time.monotonic()):
            return await self._receive()
        raise HTTPException(408, self._w.text("The file came too slowly and was dropped. Please send it again."))
