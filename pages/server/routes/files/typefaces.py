"""The typefaces of Streamlit's style sheet that are sent smaller, or not at all.

It names one file with all 4,300 icons, and a text face that nobody reads: it is asked for in the moment before our
theme arrives. The sheet goes out with our files in their place. Later rules of our own would not do: a browser then
asks for both. Icons from another file than ours were cut from are left as they are.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path

import streamlit

from pages.server.routes.files.assets import STATIC_FOLDER, asset_address

TEXT_FACE = "fonts/figtree-latin-wght-normal.woff2"
ICON_FACE = "fonts/material-symbols-subset.woff2"
_CUT_FROM = STATIC_FOLDER / "fonts" / "material-symbols-subset.json"
_FRONT_END = (Path(streamlit.__file__).parent / "static" / "static").resolve()
_TEXT_FILE = re.compile(r"\.\./media/SourceSansVF-Upright[^)]*")
_ICON_FILE = re.compile(r"\.\./media/MaterialSymbols-Rounded[^)]*")


def framework_style_sheet() -> Path | None:
    """Streamlit's style sheet of every page."""
    return next((_FRONT_END / "css").glob("index.*.css"), None)


def framework_icon_face() -> Path | None:
    """Streamlit's own file of icons."""
    return next((_FRONT_END / "media").glob("MaterialSymbols-Rounded.*.woff2"), None)


@lru_cache(maxsize=1)
def known_icons() -> frozenset[str]:
    """Names of the icons in our file; empty when Streamlit draws its icons from another one than ours was cut from."""
    cut, whole = json.loads(_CUT_FROM.read_text("utf-8")), framework_icon_face()
    if whole is None or hashlib.sha256(whole.read_bytes()).hexdigest() != cut["cut_from_sha256"]:
        return frozenset()
    return frozenset(cut["icons"])


def front_end_content(path: Path) -> bytes:
    """A file of Streamlit's front end as it is sent: its own words, but for the typefaces of its style sheet."""
    content = path.read_bytes()
    if path != framework_style_sheet():
        return content
    sheet = _TEXT_FILE.sub(f"/assets/{TEXT_FACE}", content.decode())
    return (_ICON_FILE.sub(asset_address(ICON_FACE), sheet) if known_icons() else sheet).encode()


@lru_cache(maxsize=1)
def style_sheet_version() -> str:
    """What tells this release's style sheet from another's at the same address; blank without a style sheet."""
    sheet = framework_style_sheet()
    return hashlib.sha256(front_end_content(sheet)).hexdigest()[:12] if sheet else ""
