"""Which addresses exist. Streamlit answers every unknown one with its own document; here it is not found."""

from __future__ import annotations

from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.server.document.spelling import FILES, SPOKEN, is_odd
from pages.server.document.unknown import answer_misspelt

STREAMLIT_FILES = Path(streamlit.__file__).parent / "static" / "static"
_FRONT_END = "/static/"
_OURS = (*FILES, *SPOKEN, "/assets/")
_WELL_KNOWN = ("/.well-known/security.txt",)
# Addresses of one part that end with a stroke.
_WITH_STROKE = ("/", "/data/")
_SIGN_IN = ("/auth/login", "/auth/logout")
# What the front end asks for. Left out: the agent API, elements of version 1 and files beside the script, which
# nothing here uses; a setting somebody turns on later must not open them.
_STREAMLIT = (
    "/_stcore/bidi-components/",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/stream",
    "/_stcore/upload_file/",
    "/media/",
)


def front_end_file(path: str) -> Path | None:
    """The file of Streamlit's front end an address names; None when it names none inside its folder."""
    if not path.startswith(_FRONT_END):
        return None
    try:
        file = (STREAMLIT_FILES / path.removeprefix(_FRONT_END)).resolve()
        return file if file.is_relative_to(STREAMLIT_FILES.resolve()) and file.is_file() else None
    except (OSError, ValueError):
        # A name longer than any file's, or with a sign no file system takes.
        return None


def is_known(path: str) -> bool:
    """Whether anything answers under an address; one-part addresses have routes that say so themselves."""
    if path.startswith(_FRONT_END):
        return front_end_file(path) is not None
    if "/" not in path.strip("/"):
        return True
    exact = path in _WELL_KNOWN or path in _SIGN_IN or path in _STREAMLIT
    return exact or path.startswith((*_OURS, *(one for one in _STREAMLIT if one.endswith("/"))))


class KnownAddressesOnly:
    """Leads to the address that is meant, or answers 404, where nothing of ours or of the front end lies."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI call."""
        if scope["type"] == "http" and _is_misspelt(scope):
            await answer_misspelt(Request(scope))(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _is_misspelt(scope: Scope) -> bool:
    path: str = scope["path"]
    has_stroke = path.endswith("/") and path not in _WITH_STROKE and "/" not in path.strip("/")
    return has_stroke or is_odd(path) or not is_known(path)
