"""What happens to every request and answer, in order; and compression of Streamlit's own large files."""

import mimetypes
from pathlib import Path

import anyio
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.server.conditional import Conditional, taken_codings
from pages.server.document.short_answers import InSentences
from pages.server.figures_told import FiguresTold
from pages.server.headers import SecurityHeaders
from pages.server.packing import packer
from pages.server.requests import Observed
from pages.server.route_allowlist import KnownAddressesOnly, front_end_file
from pages.server.routes.files.typefaces import framework_style_sheet, style_sheet_version
from pages.server.websocket_origin import OwnOriginOnly

_COMPRESSED_SUFFIXES = {".js", ".css", ".svg"}
_IMMUTABLE = "public, immutable, max-age=31536000"


def _coding(scope: Scope) -> str:
    """The best compression the browser takes; blank for none."""
    return next(iter(taken_codings(Headers(scope=scope).get("accept-encoding", ""))), "")


def _compressible_file(scope: Scope) -> Path | None:
    """The file of Streamlit that is asked for whole, when it is one that becomes smaller."""
    if scope["type"] != "http" or scope["method"] != "GET" or "range" in Headers(scope=scope):
        return None
    path = front_end_file(scope["path"])
    return path if path and path.suffix in _COMPRESSED_SUFFIXES else None


def _cache_control(path: Path, scope: Scope) -> str:
    """The style sheet is ours in part: only with its version may it be kept without asking."""
    versioned = scope["query_string"].decode() == f"v={style_sheet_version()}"
    return _IMMUTABLE if path != framework_style_sheet() or versioned else "no-cache"


class CompressedFrontEnd:
    """Serves Streamlit's scripts and styles compressed, and keeps the result.

    Streamlit sends them as they are (Plotly alone is 4.7 MB) because compressing at every request costs more
    than it saves.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI call."""
        path = _compressible_file(scope)
        if path is None or not (coding := _coding(scope)):
            await self._app(scope, receive, send)
            return
        content = await anyio.to_thread.run_sync(packer().pack, path, coding)
        headers = {"Content-Encoding": coding, "Vary": "Accept-Encoding", "Cache-Control": _cache_control(path, scope)}
        media_type = mimetypes.guess_type(path.name)[0]
        await Response(content, headers=headers, media_type=media_type)(scope, receive, send)


def middleware() -> list[Middleware]:
    """Our middleware, outermost first."""
    return [
        # Before the watcher, which answers some requests itself: no answer leaves without its headers.
        Middleware(SecurityHeaders),
        Middleware(FiguresTold),
        Middleware(InSentences),
        # It sees every answer as it leaves.
        Middleware(Observed),
        # Before the next, after which an answer is packed with gzip or not at all.
        Middleware(CompressedFrontEnd),
        # Outside of all else that compresses and of all routes: it sees the encoding an answer has in the end.
        Middleware(Conditional),
        Middleware(OwnOriginOnly),
        Middleware(KnownAddressesOnly),
    ]
