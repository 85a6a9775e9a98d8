"""`/data/versions.atom`: which versions of the data were accepted or undone, and when, for feed readers.

It names no person.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from analytics.language import Wording, get_wording
from data.store.history.provenance import SHIPPED
from data.store.history.versions import Acceptance
from pages.facts import package, served
from pages.operation.settings import settings
from pages.server.document.links import FEED, page_link, public_base
from pages.server.parameters import BadParameterError, choose_language, refusal, refuse_filters, wording_of
from pages.server.routes.opendata.package import PREFLIGHT, SHARED

_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TYPE = "application/atom+xml"


def routes() -> list[BaseRoute]:
    """The feed; it stands before the files."""
    return [Route(FEED, _answer, methods=["GET", "HEAD", "OPTIONS"])]


def _answer(request: Request) -> Response:
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=PREFLIGHT)
    try:
        refuse_filters(request)
        w = get_wording(choose_language(request))
    except BadParameterError as error:
        return JSONResponse({"error": refusal(error, wording_of(request))}, 400, headers=SHARED)
    served.atlas()
    accepted = served.accepted()
    if accepted is None:
        # What was shipped alone would look like all there is.
        return PlainTextResponse("unavailable", 503, headers=SHARED | {"Retry-After": "60"})
    content = _write(public_base(request), w, accepted)
    headers = SHARED | {
        "ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"',
        "Cache-Control": "public, max-age=0, must-revalidate",
        "Last-Modified": format_datetime(max((served.shipped_at(), *(one.at for one in accepted))), usegmt=True),
    }
    return Response(content, headers=headers, media_type=f"{_TYPE}; charset=utf-8")


def _write(base: str, w: Wording, accepted: tuple[Acceptance, ...]) -> bytes:
    """The feed, newest entry first; the data as shipped are the first entry ever."""
    suffix = "_de" if w.lang == "de" else ""
    titles = {one["name"]: one[f"title{suffix}"] for one in package.descriptor()["resources"]}
    entries = [
        (
            one.at,
            _mark(one),
            _title(one, titles.get(one.dataset, one.dataset), w),
            f"{base}/data/{one.dataset}.csv",
        )
        for one in accepted
    ]
    shipped = served.shipped().version
    title = w.text("The data as shipped: data version {version}", version=shipped)
    entries.append((served.shipped_at(), f"shipped {shipped}", title, page_link(base, "/data/", w.lang)))
    entries.sort(key=lambda entry: entry[0], reverse=True)
    feed = ET.Element("feed", {"xmlns": _ATOM, _LANG: w.lang})
    _describe(feed, "feed", w.text("Ankommen-Atlas: accepted versions of the data"), entries[0][0], w.lang)
    ET.SubElement(ET.SubElement(feed, "author"), "name").text = settings().publisher
    own, page = page_link(base, FEED, w.lang), page_link(base, "/data/", w.lang)
    ET.SubElement(feed, "link", {"rel": "self", "type": _TYPE, "href": own})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": page})
    for at, mark, title, link in entries:
        entry = ET.SubElement(feed, "entry")
        _describe(entry, mark, title, at, w.lang)
        ET.SubElement(entry, "link", {"rel": "alternate", "href": link})
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _mark(one: Acceptance) -> str:
    what = one.version if one.undone is None else f"undone {one.undone}"
    return f"{one.dataset} {what} {one.at.isoformat()}"


def _title(one: Acceptance, table: str, w: Wording) -> str:
    if one.undone is None:
        return w.text("{table}: version {n} accepted", table=table, n=one.version)
    if one.version == SHIPPED:
        return w.text("{table}: version {undone} undone; what was shipped holds again", table=table, undone=one.undone)
    return w.text(
        "{table}: version {undone} undone; version {n} holds again", table=table, undone=one.undone, n=one.version
    )


def _describe(element: ET.Element, mark: str, title: str, at: datetime, lang: str) -> None:
    """What a feed and each of its entries need."""
    ET.SubElement(element, "id").text = _id(mark, lang)
    ET.SubElement(element, "title").text = title
    ET.SubElement(element, "updated").text = at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _id(mark: str, lang: str) -> str:
    """The same for ever: neither the address asked for nor the words have a part in it."""
    installation = uuid.uuid5(uuid.NAMESPACE_URL, settings().public_url.rstrip("/") or "ankommen-atlas")
    return uuid.uuid5(installation, f"{mark} {lang}").urn
