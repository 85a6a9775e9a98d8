"""What happens to every answer: security headers, and compression of Streamlit's own large files."""

import gzip
import mimetypes
from functools import lru_cache
from pathlib import Path

import anyio
import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.shell.addresses import embed
from pages.shell.addresses.documents import inline_script_hashes
from pages.shell.operate import middleware as operate
from pages.shell.origin import OwnOriginOnly
from pages.shell.settings import settings

_STREAMLIT_FILES = Path(streamlit.__file__).parent / "static" / "static"
_COMPRESSED_SUFFIXES = {".js", ".css", ".svg"}
_IMMUTABLE = "public, immutable, max-age=31536000"


def content_security_policy() -> str:
    """Nothing but our own server; every exception is one that Streamlit or Plotly forces."""
    script_hashes = " ".join(inline_script_hashes())
    directives = {
        "default-src": "'self'",
        # blob: Streamlit loads the script of an own element (components v2) from a blob address.
        # The hash admits the one inline script of Streamlit's document.
        # wasm-unsafe-eval: Streamlit's front end compiles a WebAssembly module; it does not allow eval of JavaScript.
        "script-src": f"'self' blob: 'wasm-unsafe-eval' {script_hashes}",
        # Streamlit's styling (emotion), Plotly and Leaflet write style elements and attributes while running.
        "style-src": "'self' 'unsafe-inline'",
        # data: and blob: are the icons in Streamlit's style sheets and Plotly's picture export.
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        # Deferred downloads and the web socket; both on our own host.
        "connect-src": "'self' data: blob:",
        "worker-src": "'self' blob:",
        "frame-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


@lru_cache(maxsize=1)
def security_headers() -> dict[str, str]:
    """Headers of every answer."""
    return {
        "Content-Security-Policy": content_security_policy(),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


@lru_cache(maxsize=1)
def embed_headers() -> dict[str, str]:
    """Headers of the figures for other pages: a stricter policy, but allowed hosts may show them in a frame."""
    headers = security_headers() | {"Content-Security-Policy": embed.embed_policy()}
    if settings().embed_hosts:
        # The older header knows no list of hosts; browsers that know the newer rule ignore it anyway.
        del headers["X-Frame-Options"]
    return headers


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
                headers = MutableHeaders(scope=message)
                own = embed_headers() if scope["path"].startswith(embed.PREFIX) else security_headers()
                for name, value in own.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, send_with_headers)


# Streamlit ships a few hundred such files; the bound only guards against surprises.
@lru_cache(maxsize=1024)
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


def _compressible_file(scope: Scope) -> Path | None:
    """The file of Streamlit that is asked for, when the browser takes it compressed."""
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith("/static/"):
        return None
    headers = Headers(scope=scope)
    if "gzip" not in headers.get("accept-encoding", "") or "range" in headers:
        return None
    path = (_STREAMLIT_FILES / scope["path"].removeprefix("/static/")).resolve()
    inside = path.is_relative_to(_STREAMLIT_FILES.resolve())
    return path if inside and path.suffix in _COMPRESSED_SUFFIXES and path.is_file() else None


class CompressedFrontEnd:
    """Serves Streamlit's scripts and styles compressed, each compressed once.

    Streamlit sends them as they are (Plotly alone is 4.7 MB) because compressing at every request costs more
    than it saves. Keeping the result removes that cost.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI call."""
        path = _compressible_file(scope)
        if path is None:
            await self._app(scope, receive, send)
            return
        content = await anyio.to_thread.run_sync(_compressed, path)
        headers = {"Content-Encoding": "gzip", "Vary": "Accept-Encoding", "Cache-Control": _IMMUTABLE}
        media_type = mimetypes.guess_type(path.name)[0]
        await Response(content, headers=headers, media_type=media_type)(scope, receive, send)


def middleware() -> list[Middleware]:
    """Our middleware, outermost first."""
    return [
        *operate.middleware(),
        Middleware(OwnOriginOnly),
        Middleware(SecurityHeaders),
        Middleware(CompressedFrontEnd),
    ]
