"""What the browser is told with every answer: what a page may load, who may show it in a frame, what it may use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.operation.settings import settings
from pages.server.routes import embed
from pages.server.routes.documents import inline_script_hashes

_ONE_YEAR_SECONDS = 31_536_000
# Nothing here asks for any of them, so no script that found its way in can.
_REFUSED_FEATURES = (
    "accelerometer", "autoplay", "bluetooth", "camera", "display-capture", "encrypted-media", "geolocation",
    "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment",
    "publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
# Scripts of other pages may read these: the data are open, and an embedded figure is meant to be shown elsewhere.
_FOR_OTHERS = ("/data/", embed.PREFIX)

# What no browser shows as a document, nor finds scripts in. A drawing (SVG) is one.
_PARTS = ("text/javascript", "application/javascript", "text/css", "font/woff2", "font/ttf")


@dataclass(frozen=True)
class Forced:
    """An exception from `nothing but our own files` that Streamlit or Plotly forces.

    Attributes:
        directive: of the policy.
        source: what it admits.
        reason: what stops working without it.
    """

    directive: str
    source: str
    reason: str


FORCED = (
    Forced("script-src", "blob:", "Streamlit loads the script of an own element (components v2) from a blob address."),
    Forced(
        "script-src",
        "'wasm-unsafe-eval'",
        "Streamlit's front end compiles a WebAssembly module for long numbers; refused, it fails and goes on slower. "
        "It allows no eval of JavaScript.",
    ),
    Forced(
        "style-src",
        "'unsafe-inline'",
        "Streamlit (emotion, React), Plotly and Leaflet write style elements and attributes while running.",
    ),
    Forced("img-src", "data:", "Icons in Streamlit's style sheets, and the picture Plotly draws for downloading."),
    Forced("img-src", "blob:", "Plotly draws a chart into a blob before it becomes a picture to keep."),
    Forced("font-src", "data:", "Streamlit's data tables carry their font inside the style sheet."),
)
"""Each is needed on at least one page; tests/browser/test_headers.py takes every one away and looks."""


def content_security_policy() -> str:
    """Nothing but our own server; `FORCED` are the exceptions. The hashes admit the scripts inside the document."""
    directives = {
        "default-src": ["'self'"],
        "script-src": ["'self'", *inline_script_hashes()],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        # The web socket and files, both on our own host.
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "frame-src": ["'none'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        # No page sends a form; signing in follows a link.
        "form-action": ["'none'"],
        "frame-ancestors": ["'self'"],
    }
    for forced in FORCED:
        directives[forced.directive].append(forced.source)
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


@lru_cache(maxsize=1)
def security_headers() -> dict[str, str]:
    """Headers of every answer."""
    return {
        "Content-Security-Policy": content_security_policy(),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        # Links to sources tell nobody which district the visitor came from.
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _REFUSED_FEATURES),
        # The page shares its memory with no other site: neither opener, nor frame, nor anything it loads.
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


@lru_cache(maxsize=1)
def embed_headers() -> dict[str, str]:
    """Headers of the figures for other pages: a stricter policy, but allowed hosts may show them in a frame."""
    headers = security_headers() | {"Content-Security-Policy": embed.embed_policy()}
    if settings().embed_hosts:
        # The older header knows no list of hosts; browsers that know the newer rule ignore it anyway.
        del headers["X-Frame-Options"]
    return headers


@lru_cache(maxsize=1)
def part_headers() -> dict[str, str]:
    """Headers of what only a document makes use of: shown by itself it may load nothing and stand in no frame.

    What a page may do is said by its document; said again with each of its hundred scripts it would be 80 kB a visit.
    """
    kept = ("X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Embedder-Policy", "Cross-Origin-Resource-Policy")
    said = {name: security_headers()[name] for name in kept}
    return said | {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}


def headers_of(path: str, *, encrypted: bool, media_type: str = "") -> dict[str, str]:
    """The headers of an answer.

    Args:
        path: address that was asked for.
        encrypted: whether the visitor came over https; only then may the browser be told to insist on it.
        media_type: of the answer, as its header says it; blank for one without a body.
    """
    is_part = media_type.partition(";")[0].strip().lower() in _PARTS
    of_page = part_headers() if is_part else security_headers()
    headers = dict(embed_headers() if path.startswith(embed.PREFIX) else of_page)
    if path.startswith(_FOR_OTHERS):
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if encrypted:
        headers["Strict-Transport-Security"] = f"max-age={_ONE_YEAR_SECONDS}"
    return headers


def is_encrypted(scope: Scope) -> bool:
    """Whether visitors come over https: the proxy says so (uvicorn believes only the one it trusts), or a setting."""
    return scope.get("scheme") == "https" or settings().public_url.lower().startswith("https://")


class SecurityHeaders:
    """Adds the security headers to every HTTP answer; web sockets pass untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI call."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                encrypted = is_encrypted(scope)
                headers = MutableHeaders(scope=message)
                media_type = headers.get("content-type", "")
                headers.update(headers_of(scope["path"], encrypted=encrypted, media_type=media_type))
                if encrypted:
                    message["headers"] = [_secured(name, value) for name, value in message["headers"]]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _secured(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """A cookie that travels over https only. Streamlit cannot know that a proxy speaks https for it."""
    flags = {part.strip().lower() for part in value.split(b";")}
    if name.lower() == b"set-cookie" and b"secure" not in flags:
        return name, value + b"; Secure"
    return name, value
