"""The HTML document each page address starts with: Streamlit's own, in the visitor's language."""

import base64
import hashlib
import html
import json
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from analytics.language import LANGUAGES, get_wording
from pages.facts import served
from pages.operation import visits
from pages.server.conditional import compress, taken_codings
from pages.server.document.frame_text import DATA_ID, frame_text
from pages.server.document.head import STANDARD_PICTURE, head_part
from pages.server.document.late_start import Moment, start_later
from pages.server.document.later_modules import module_links
from pages.server.document.unknown import answer_misspelt
from pages.server.parameters import FILTERS
from pages.server.routes.files.assets import asset_address
from pages.server.routes.files.typefaces import TEXT_FACE, style_sheet_version
from pages.server.routes.first_view import first_view
from pages.server.routes.shared_picture import shared_picture
from pages.session.registry import page_entries
from pages.session.state import DEFAULT_LANGUAGE

_INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
_ICON = "/assets/icons/icon.svg"
_PACKAGE_LINK = '<a href="/data/datapackage.json">/data/datapackage.json</a>'
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


# Tells the front end where its server is. Left to itself it tries `/<page>/_stcore/...` first on a deep link,
# which costs two failing requests before anything is shown.
_SERVER_HINT = "<script>window.__streamlit = { BACKEND_BASE_URL: window.location.origin }</script>"
# Scripts of our own that mend what the front end has no setting for. Deferred ones run in order, and before it.
_FRAME_SCRIPTS = ("history", "unsent", "delivery", "text", "names", "connection", "wheel", "first", "search")
_FRONT_END_STYLE = re.compile(r"\./static/css/index\.[\w-]+\.css")
_ROOT = '<div id="root">'
_FRONT_END_SCRIPT = '<script type="module"'


@lru_cache(maxsize=1)
def _index() -> str:
    document = _INDEX.read_text(encoding="utf-8").replace("<head>", f"<head>{_SERVER_HINT}", 1)
    document = document.replace(_FRONT_END_SCRIPT, f"{_frame_part()}{_FRONT_END_SCRIPT}", 1)
    return _FRONT_END_STYLE.sub(rf"\g<0>?v={style_sheet_version()}", document, count=1)


def _frame_part() -> str:
    """Style, words and scripts of the frame."""
    # "<" could end the element early.
    words = json.dumps(frame_text(), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    scripts = "".join(f'<script defer src="{asset_address(f"frame/{name}.js")}"></script>' for name in _FRAME_SCRIPTS)
    # Not deferred: it holds the page back before anything is drawn.
    scripts += f'<script src="{asset_address("frame/paper.js")}"></script>'
    sheets = [asset_address(f"frame/{name}.css") for name in ("frame", "page")]
    style = "".join(f'<link rel="stylesheet" href="{sheet}" />' for sheet in sheets)
    style += f"<style>{_bar_style()}</style>"
    return f'{style}<script type="application/json" id="{DATA_ID}">{words}</script>{scripts}'


def _bar_style() -> str:
    """Takes the pages that are tabs out of the bar, and sets them in under their section in a phone's menu.

    Streamlit's bar counts what fits by its width, so these links are kept without width instead of not at all.
    """
    tabs = [entry.address for entry in page_entries(get_wording(DEFAULT_LANGUAGE)) if entry.is_tab]
    hidden = ", ".join(f'a[data-testid="stTopNavLink"][href$="{address}"]' for address in tabs)
    listed = ", ".join(f'a[data-testid="stSidebarNavLink"][href$="{address}"]' for address in tabs)
    return (
        f".rc-overflow-item:has({hidden}) {{ position: absolute; width: 1px; overflow: hidden; visibility: hidden; }}"
        f":is({listed}) {{ margin-left: 1rem; }}"
    )


@lru_cache(maxsize=1)
def inline_script_hashes() -> tuple[str, ...]:
    """CSP hashes of the scripts inside the document, so that no other inline script may run."""
    digests = (hashlib.sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(_index()))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _replaced(document: str, pattern: str, replacement: str) -> str:
    return re.sub(pattern, lambda _match: replacement, document, count=1, flags=re.DOTALL)


@lru_cache(maxsize=64)
def document(url_path: str, lang: str, _version: str) -> str:
    """The document of a page: language, title, icon, font and the words without JavaScript are ours.

    The version of the facts only tells the entries apart: the head of some pages names it.
    """
    w = get_wording(lang)
    entry = next(entry for entry in page_entries(w) if entry.url_path == url_path)
    without_script = w.text("The atlas needs JavaScript. All tables are also available as files:")
    content = _replaced(_index(), r'<html lang="en">', f'<html lang="{lang}">')
    content = _replaced(content, r"<title>.*?</title>", f"<title>{html.escape(entry.name)} – Ankommen-Atlas</title>")
    head = f"{module_links(url_path, content)}{head_part(w, entry.address, entry.name)}"
    content = content.replace("</head>", f"{head}</head>", 1)
    content = _replaced(
        content, r'<link rel="shortcut icon"[^>]*>', f'<link rel="icon" type="image/svg+xml" href="{_ICON}" />'
    )
    content = _replaced(content, r'href="\./static/media/SourceSans[^"]*"', f'href="/assets/{TEXT_FACE}"')
    content = _replaced(content, r"\s*<!--\s*Machine-readable pointer.*?-->\s*<link rel=\"service-desc\"[^>]*>", "")
    content = _replaced(
        content,
        r"<noscript>.*?</noscript>",
        f"<noscript><p>{html.escape(without_script)} {_PACKAGE_LINK}</p></noscript>",
    )
    return content


def _tag(content: str) -> str:
    return f'"{hashlib.sha256(content.encode()).hexdigest()[:32]}"'


def _answer_page(request: Request) -> Response:
    query = _usual_query(request)
    if query != request.url.query:
        return RedirectResponse(f"{request.url.path}?{query}", 301)
    url_path = request.url.path.strip("/") or "ueberblick"
    asked = request.query_params.get("lang", DEFAULT_LANGUAGE)
    lang = asked if asked in LANGUAGES else DEFAULT_LANGUAGE
    content = document(url_path, lang, served.shown_version())
    if STANDARD_PICTURE in content and (picture := shared_picture(url_path, request.query_params, lang)):
        content = content.replace(STANDARD_PICTURE, html.escape(picture), 1)
    if view := first_view(request, url_path):
        content = content.replace(_ROOT, f"{view}{_ROOT}", 1)
        moment: Moment = "painted" if visits.starts_by_itself() else "asked"
        content = start_later(content, asset_address("frame/start.js"), asset_address("frame/choice.js"), moment)
    etag = _tag(content)
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match", "").removeprefix("W/") == etag:
        return Response(status_code=304, headers=headers)
    # Streamlit packs no answer at the bare address, and none with brotli.
    coding = next(iter(taken_codings(request.headers.get("accept-encoding", ""))), "")
    headers["Vary"] = "Accept-Encoding"
    if not coding:
        return HTMLResponse(content, headers=headers)
    return HTMLResponse(_packed(content, coding), headers=headers | {"Content-Encoding": coding})


@lru_cache(maxsize=64)
def _packed(content: str, coding: str) -> bytes:
    """A document as a browser takes it; many ask for the same."""
    return compress(content.encode(), coding)


def _usual_query(request: Request) -> str:
    """What an address asks for, its filters written small: `?Jahr=2010` would show another year in silence."""
    asked = request.query_params.multi_items()
    usual = [(name.lower() if name.lower() in {*FILTERS, "lang"} else name, value) for name, value in asked]
    return request.url.query if usual == asked else urlencode(usual)


def _answer_start(request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{query}", 308)


def _answer_icon(_request: Request) -> Response:
    return RedirectResponse(_ICON, 308)


def routes() -> list[BaseRoute]:
    """One address per page, the start page's old name, the icon, and a 404 for every other one-part address."""
    entries = page_entries(get_wording(DEFAULT_LANGUAGE))
    pages = [Route(entry.address, _answer_page) for entry in entries]
    return [
        *pages,
        Route("/ueberblick", _answer_start),
        Route("/favicon.ico", _answer_icon),
        Route("/favicon.png", _answer_icon),
        Route("/{address}", answer_misspelt),
    ]
