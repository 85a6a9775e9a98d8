"""`/robots.txt`, `/sitemap.xml`, `/.well-known/security.txt`: what programs look for before they read anything."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import escape

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from analytics.language import get_wording
from pages.operation.settings import settings
from pages.server.document.links import language_links, public_base
from pages.server.document.unknown import answer_unknown
from pages.session.registry import PageEntry, page_entries
from pages.session.state import DEFAULT_LANGUAGE

SECURITY = "/.well-known/security.txt"
# For nobody but a visitor who acts: sign-in, the line of a visit, files drawn anew for every question.
_NOT_FOR_ROBOTS = ("/auth/", "/_stcore/", "/media/", "/export/")
# Whoever shows a shared link fetches its picture; the longer path counts (RFC 9309).
_FOR_ROBOTS = ("/", "/export/folie.png")
# RFC 9116 wants less than a year; who reads the file later asks again.
_GOOD_FOR = timedelta(days=180)


def routes() -> list[BaseRoute]:
    """The three addresses; they stand before the pages."""
    return [
        Route("/robots.txt", _answer_robots),
        Route("/sitemap.xml", _answer_sitemap),
        Route(SECURITY, _answer_security),
    ]


def is_for_readers(entry: PageEntry) -> bool:
    """Whether a page shows the same to everybody; the others are work places or a visitor's own."""
    return entry.action == "read" and not entry.needs_sign_in and entry.url_path != "praesentation"


def _answer_robots(request: Request) -> Response:
    lines = [f"Disallow: {path}" for path in _NOT_FOR_ROBOTS] + [f"Allow: {path}" for path in _FOR_ROBOTS]
    return PlainTextResponse(
        "\n".join(["User-agent: *", *lines, "", f"Sitemap: {public_base(request)}/sitemap.xml", ""])
    )


def _answer_sitemap(request: Request) -> Response:
    base = public_base(request)
    entries = [entry.address for entry in page_entries(get_wording(DEFAULT_LANGUAGE)) if is_for_readers(entry)]
    places = "".join(_place(base, address) for address in (*entries, "/data/"))
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        f"{places}</urlset>\n"
    )
    return Response(content, media_type="application/xml")


def _place(base: str, address: str) -> str:
    """A page in each language, with its translation named beside it."""
    links = language_links(base, address)
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{lang}" href="{escape(link)}"/>' for lang, link in links.items()
    )
    return "".join(f"<url><loc>{escape(link)}</loc>{others}</url>\n" for link in dict.fromkeys(links.values()))


def _answer_security(request: Request) -> Response:
    contact = settings().security_contact
    if not contact:
        return answer_unknown(request)
    until = (datetime.now(UTC) + _GOOD_FOR).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    return PlainTextResponse(f"Contact: {contact}\nExpires: {until}\nPreferred-Languages: de, en\n")
