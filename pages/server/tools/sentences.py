"""Refusals of `/mcp` in a sentence and in the form of the protocol; its package knows English terms only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Message, Send

from analytics.language import Wording

MOST_KILOBYTES = 64
"""How long a question may be: it is a few words."""

# The first of the numbers the protocol leaves to servers.
_REFUSED = -32000
_NO_JSON, _NO_MESSAGE, _NO_METHOD, _WRONG_PARAMETERS = -32700, -32600, -32601, -32602
_OTHER_HEADER, _OTHER_VERSION = -32020, -32022
# How every message with an error begins one; inside an answer's words the marks would be escaped.
_ERROR = b'"error":{'
# The package lists every form it has tried.
_TRIED = "validation errors for"


def refuse(
    sentence: str, status: int, headers: Mapping[str, str] | None = None, *, code: int = _REFUSED
) -> JSONResponse:
    """Refuses in the form of the protocol, so that a client passes the sentence on."""
    error = {"code": code, "message": sentence}
    return JSONResponse({"jsonrpc": "2.0", "id": None, "error": error}, status, headers)


def refuse_unreadable(request: Request, w: Wording) -> Response | None:
    """Refuses what cannot be a question whatever stands in it; None when it may be one."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        told = w.text("Questions are sent as JSON: the header Content-Type has to say application/json.")
        return refuse(told, 415, code=_NO_MESSAGE)
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        told = w.text("Questions are sent unpacked, without the header Content-Encoding.")
        return refuse(told, 415, {"Accept-Encoding": "identity"}, code=_NO_MESSAGE)
    return None


def in_a_sentence(send: Send, w: Wording) -> Send:
    """Passes answers on; an error in the package's words becomes a sentence, which keeps its number and its details."""
    held: list[Message] = []

    async def send_plain(message: Message) -> None:
        if message["type"] == "http.response.start":
            held.append(message)
            return
        body = message.get("body", b"")
        if held and (held[0]["status"] >= 400 or _ERROR in body):
            message = {**message, "body": _reworded(body, held[0]["status"], w)}
            headers = MutableHeaders(scope=held[0])
            headers["Content-Length"], headers["Content-Type"] = str(len(message["body"])), "application/json"
        for one in (*held, message):
            await send(one)
        held.clear()

    return send_plain


def _reworded(body: bytes, status: int, w: Wording) -> bytes:
    """The error with a sentence in place of its term; what the package says of the place stays beside it."""
    given = _read(body)
    error: dict[str, Any] = given.get("error", {})
    code, said = error.get("code", _NO_MESSAGE), error.get("message", "")
    if _TRIED in said:
        code, said = _NO_MESSAGE, ""
    told = {"code": code, "message": _sentence(code, status, w)}
    if details := error.get("data") or said:
        told["data"] = details
    return bytes(JSONResponse({"jsonrpc": "2.0", "id": given.get("id"), "error": told}).body)


def _read(body: bytes) -> dict[str, Any]:
    """The message; empty where the package answers in bare words, or says nothing."""
    try:
        given = json.loads(body)
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}


def _sentence(code: int, status: int, w: Wording) -> str:
    if status == 406:
        return w.text("Answers come as JSON: the header Accept has to admit application/json.")
    if status == 413:
        return w.text("This question is too long: it may have {n} kB.", n=MOST_KILOBYTES)
    sentences = {
        _NO_JSON: w.text("This is no JSON that can be read: wanted is one message in UTF-8."),
        _NO_METHOD: w.text("This method does not exist here. There are initialize, ping, tools/list and tools/call."),
        _WRONG_PARAMETERS: w.text("The parameters of the message are missing, or are not what this method takes."),
        _OTHER_HEADER: w.text("A header of the request says something else than the message."),
        _OTHER_VERSION: w.text("This version of the protocol is not spoken here."),
    }
    other = w.text("This is no message of the protocol: wanted is JSON with jsonrpc, id, method and params.")
    return sentences.get(code, other)
