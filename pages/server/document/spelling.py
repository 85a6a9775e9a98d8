"""How an address is usually written: `/Kreis/Elbe-Elster`, `/förderung` and `/karte/` lead to what is meant."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes

from starlette.types import Scope

from analytics.language import get_wording
from pages.server.document.links import spoken_name
from pages.session.registry import page_entries
from pages.session.state import DEFAULT_LANGUAGE

KREIS, MAP, INITIATIVE = "/kreis/", "/karte/", "/initiative/"
SPOKEN = (KREIS, MAP, INITIATIVE)
FILES = ("/data/", "/embed/", "/export/")
"""Below these, names are written small."""

_SINGLE = ("/mcp", "/robots.txt", "/sitemap.xml", "/healthz", "/servez", "/readyz", "/metrics")
# The word alone, without a name behind it; blank where that is no address.
_ALONE = {
    "/kreis": "/kreisprofil", "/initiative": "/initiativen", "/ueberblick": "/", "/data": "/data/", "/embed": "",
    "/export": "",
}  # fmt: skip
_UNKNOWN_LETTER = "\ufffd"
_ODD = re.compile(rf"//|[\\\0{_UNKNOWN_LETTER}]|/\.{{1,2}}(/|$)")


def is_odd(path: str) -> bool:
    """Whether an address has strokes twice, backslashes, dots for folders, or letters that are none."""
    return _ODD.search(path) is not None


def usual_address(scope: Scope) -> str:
    """The address as it is usually written, with its query; blank where it is, or where none of ours is meant.

    Letters may be large, "ü" may be "ue" or "u", a stroke may stand at the end. What stands below the spoken
    addresses is left as it is: they take a name in any spelling.
    """
    path = _readable(scope).rstrip("/")
    first, stroke, below = path[1:].partition("/")
    if is_odd(path):
        return ""
    root = _roots().get(_key(first), "")
    if not stroke:
        usual = _ALONE.get(root, root)
    elif f"{root}/" in SPOKEN:
        usual = f"{root}/{below}"
    else:
        usual = f"{root}/{below.lower()}" if f"{root}/" in FILES else ""
    query = scope["query_string"].decode("latin-1")
    return "" if usual == scope["path"] or not usual else f"{quote(usual)}{f'?{query}' if query else ''}"


def _readable(scope: Scope) -> str:
    """The path; older programs write letters in the one-byte encoding, which nothing else here reads."""
    path: str = scope["path"]
    if _UNKNOWN_LETTER not in path:
        return path
    return unquote_to_bytes(scope["raw_path"].partition(b"?")[0]).decode("latin-1")


def _key(word: str) -> str:
    return spoken_name(word).replace("-", "")


@lru_cache(maxsize=1)
def _roots() -> dict[str, str]:
    """First words of our addresses in all their spellings, and how they are written."""
    pages = [f"/{entry.url_path}" for entry in page_entries(get_wording(DEFAULT_LANGUAGE))]
    written = [*pages, *_SINGLE, *(root.rstrip("/") for root in (*SPOKEN, *FILES))]
    # "Förderung" without its dots as well.
    bare = {re.sub("([aou])e", r"\1", _key(word)): word for word in written}
    return bare | {_key(word): word for word in written}
