"""Copies and encodings: whose copy is current gets 304, and each encoding of an answer has a tag of its own.

The routes name the tag of what they send; Streamlit compresses some answers after them. What RFC 9110 wants of both
together is done here once: lists of tags, `*`, weak tags, `q=0`, `Vary`, and that parts of a file are not sent.
"""

from __future__ import annotations

import gzip
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import partial

from pyarrow import Codec
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.server.document.spelling import FILES
from pages.server.parameters import wording_of

_TAG = re.compile(r'"[^"]*"')
_TAGS = re.compile(r'(?:W/)?"[^"]*"')
# In other forms a date may lack its zone, or lie beyond what can be counted.
_DATE = re.compile(r"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT")
_CODINGS = ("br", "gzip")
# Takes as long as gzip and leaves a seventh less of Plotly; the highest leaves a tenth less again in fifty times that.
_BROTLI = Codec("brotli", compression_level=6)
# What describes a body that is not sent.
_OF_BODY = ("content-length", "content-type", "content-encoding", "content-disposition")
# A range that is none counts as not asked for, as do one of another unit and one of a head (RFC 9110, 14.2).
_RANGES = re.compile(rb"bytes\s*=\s*(\d{1,18}-\d{0,18}|-\d{1,18})(\s*,\s*(\d{1,18}-\d{0,18}|-\d{1,18}))*")
_LISTS = (b"accept-encoding", b"if-none-match", b"if-match")


def taken_codings(accepted: str) -> list[str]:
    """What a browser that sends this `Accept-Encoding` takes, best first; brotli only where it is named."""
    # Of two it likes alike, brotli: it is smaller.
    weights = {"br": weight_of(accepted, "br"), "gzip": _gzip_weight(accepted)}
    return sorted((coding for coding in weights if weights[coding] > 0), key=lambda coding: -weights[coding])


def compress(content: bytes, coding: str) -> bytes:
    """The content in one of those encodings; the same bytes at every start."""
    return _BROTLI.compress(content, asbytes=True) if coding == "br" else gzip.compress(content, 6, mtime=0)


def _gzip_weight(accepted: str) -> float:
    """How much a browser that sends this `Accept-Encoding` wants gzip; 0 is not at all."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        coding, _, parameter = part.partition(";")
        weights[coding.strip()] = _weight(parameter)
    return weights.get("gzip", weights.get("*", 0.0))


def weight_of(accepted: str, media_type: str) -> float:
    """How much a reader with this `Accept` wants a media type; the most exact entry counts."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        wanted, *parameters = part.split(";")
        quality = next((one for one in parameters if one.strip().startswith("q")), "")
        weights[wanted.strip()] = _weight(quality)
    ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
    return next((weights[one] for one in ranges if one in weights), 0.0)


def _weight(parameter: str) -> float:
    name, _, number = parameter.replace(" ", "").partition("=")
    try:
        return float(number) if name == "q" else 1.0
    except ValueError:
        return 0.0


def is_current(asked: str, etag: str) -> bool:
    """Whether one of the tags of `If-None-Match` is this one; weak and strong tags of one content are equal here."""
    return asked.strip() == "*" or _plain(etag) in map(_plain, _TAG.findall(asked))


def is_unchanged(asked: Headers, modified: str) -> bool:
    """Whether nothing has changed since the moment of `If-Modified-Since`; tags say it better and go first."""
    since, changed = _moment(asked.get("if-modified-since", "")), _moment(modified)
    return "if-none-match" not in asked and since is not None and changed is not None and changed <= since


def is_wanted(asked: Headers, etag: str, modified: str) -> bool:
    """Whether an answer is what `If-Match`, else `If-Unmodified-Since` asks for (RFC 9110, 13.1.1 and 13.1.4).

    A weak tag allows that the bytes differ, so it never matches; without a date there is nothing to compare.

    Args:
        asked: headers of the request.
        etag: of the answer in its encoding; blank without one.
        modified: `Last-Modified` of the answer; blank without one.
    """
    if (tags := asked.get("if-match")) is not None:
        return tags.strip() == "*" or (not etag.startswith("W/") and etag in _TAGS.findall(tags))
    until, changed = _moment(asked.get("if-unmodified-since", "")), _moment(modified)
    return until is None or changed is None or changed <= until


def _moment(written: str) -> datetime | None:
    """A moment in the one form HTTP asks for; anything else is as good as none."""
    try:
        return parsedate_to_datetime(written) if _DATE.fullmatch(written) else None
    except ValueError:
        return None


def _plain(tag: str) -> str:
    """The tag of the content itself, whatever its encoding."""
    tag = tag.removeprefix("W/")
    return next((f'{tag.removesuffix(end)}"' for end in map(_ending, _CODINGS) if tag.endswith(end)), tag)


def _ending(coding: str) -> str:
    return f'-{coding}"'


def _marked(etag: str, coding: str) -> str:
    """The tag of a content in one encoding; a weak one stands for all of them."""
    return etag if etag.startswith("W/") else f"{_plain(etag)[:-1]}{_ending(coding)}"


class Conditional:
    """Judges conditions and encodings of every request that reads."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI call."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] in ("GET", "HEAD"):
            await self._answer(scope, receive, send)
        else:
            await self._app(scope, receive, partial(_send_allowed, scope["path"], send))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _in_one_line(scope["headers"])
        asked = Headers(raw=headers)
        scope = {**scope, "headers": _understood(headers, scope["method"])}
        instead: bytes | None = None

        async def send_judged(message: Message) -> None:
            nonlocal instead
            if message["type"] == "http.response.start":
                instead = _judge(message, Request(scope), asked)
            elif instead is not None:
                message = {"type": "http.response.body", "body": instead, "more_body": message.get("more_body", False)}
                instead = b""
            await send(message)

        await self._app(scope, receive, send_judged)


async def _send_allowed(path: str, send: Send, message: Message) -> None:
    """Sends an answer to a method that does not read; a later route of Streamlit's refuses without naming OPTIONS."""
    if message["type"] == "http.response.start" and message["status"] in (204, 405) and path.startswith("/data/"):
        MutableHeaders(scope=message)["Allow"] = "GET, HEAD, OPTIONS"
    await send(message)


def _in_one_line(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The request with every list in one line; it may come in several (RFC 9110, 5.3)."""
    lists: dict[bytes, list[bytes]] = {}
    for name, value in headers:
        if name in _LISTS:
            lists.setdefault(name, []).append(value)
    joined = [(name, b", ".join(values)) for name, values in lists.items()]
    return [*(one for one in headers if one[0] not in _LISTS), *joined]


def _understood(headers: list[tuple[bytes, bytes]], method: str) -> list[tuple[bytes, bytes]]:
    """The request as the routes understand it: what it takes, best first, tags without their encoding, parts if any."""
    read = []
    for name, value in headers:
        if name == b"range" and (method == "HEAD" or not _is_range(value)):
            continue
        if name == b"accept-encoding":
            taken = taken_codings(value.decode("latin-1"))
            value = ", ".join(f"{coding};q={1 - place / 10}" for place, coding in enumerate(taken)).encode()
        elif name == b"if-none-match":
            for coding in _CODINGS:
                value = value.replace(_ending(coding).encode(), b'"')
        read.append((name, value))
    return read


def _is_range(value: bytes) -> bool:
    """Whether parts are asked for that a file could have."""
    if not _RANGES.fullmatch(value.strip().lower()):
        return False
    bounds = (one.strip().split(b"-") for one in value.partition(b"=")[2].split(b","))
    return all(not first or not last or int(first) <= int(last) for first, last in bounds)


def _judge(message: Message, request: Request, asked: Headers) -> bytes | None:
    """Completes the head of an answer; gives what is sent in place of its body, None for the body itself."""
    headers = MutableHeaders(scope=message)
    # These are sent whole; files from disk say themselves that they can be had in parts.
    if message["status"] == 200 and request.url.path.startswith(FILES) and "accept-ranges" not in headers:
        headers["Accept-Ranges"] = "none"
    # Conditions count only where the answer would be a good one without them.
    if message["status"] not in (200, 206, 304):
        return None
    if "etag" in headers and message["status"] != 206:
        _tell_encoding(message, headers, asked)
    etag, modified = headers.get("etag", ""), headers.get("last-modified", "")
    if not is_wanted(asked, etag, modified):
        return _refuse(message, headers, request)
    is_kept = is_current(asked.get("if-none-match", ""), etag) or is_unchanged(asked, modified)
    if etag and message["status"] == 200 and is_kept:
        _without_body(message, headers, 304)
        return b""
    return None


def _tell_encoding(message: Message, headers: MutableHeaders, asked: Headers) -> None:
    """Gives each encoding a tag of its own."""
    etag = headers["etag"]
    # A copy that was compressed is compressed still.
    of_copy = (coding for coding in _CODINGS if message["status"] == 304 and _marked(etag, coding) in _tags(asked))
    if coding := headers.get("content-encoding") or next(of_copy, ""):
        headers["ETag"] = _marked(etag, coding)
    # What compresses the answer names it a second time.
    varied = [one.strip() for one in headers.get("vary", "").split(",") if one.strip()]
    headers["Vary"] = ", ".join(dict.fromkeys((*varied, "Accept-Encoding")))


def _without_body(message: Message, headers: MutableHeaders, status: int) -> None:
    message["status"] = status
    for name in _OF_BODY:
        del headers[name]


def _refuse(message: Message, headers: MutableHeaders, request: Request) -> bytes:
    """Makes an answer a refusal, because it is not what is wanted; gives its words."""
    w = wording_of(request)
    told = w.text("What lies here is not, or no longer, what If-Match or If-Unmodified-Since asks for.").encode()
    _without_body(message, headers, 412)
    headers["Content-Type"], headers["Content-Length"] = "text/plain; charset=utf-8", str(len(told))
    return told


def _tags(asked: Headers) -> list[str]:
    return _TAG.findall(asked.get("if-none-match", ""))
