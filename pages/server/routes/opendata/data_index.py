"""`/data/`: what there is to take away, as a page for people and as a list for programs."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from analytics.exports.html.document import document_version, write_page
from analytics.exports.html.templating import render
from analytics.exports.opendata.package import FORMAT_NAMES, MEDIA_TYPES, Dataset, licensed, list_datasets
from analytics.language import Wording, get_wording
from pages.facts import package, served
from pages.operation.settings import settings
from pages.server.conditional import weight_of
from pages.server.document.head import head_part
from pages.server.document.links import FEED, page_link
from pages.server.parameters import BadParameterError, choose_language, refusal, refuse_filters, wording_of
from pages.server.routes.opendata.package import PREFLIGHT, SHARED, WHOLE_FILES
from pages.session.state import DEFAULT_LANGUAGE

_OTHER_LANGUAGE = {"de": ("en", "English"), "en": ("de", "Deutsch")}


def routes() -> list[BaseRoute]:
    """The list, and its address without the last stroke."""
    return [
        Route("/data/", _answer, methods=["GET", "HEAD", "OPTIONS"]),
        # With any other method a later route of Streamlit's would redirect.
        Route("/data/", PlainTextResponse("Method Not Allowed", 405)),
        Route("/data", lambda _: RedirectResponse("/data/", 308)),
    ]


def _answer(request: Request) -> Response:
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=PREFLIGHT)
    try:
        refuse_filters(request)
        w = get_wording(choose_language(request))
    except BadParameterError as error:
        return JSONResponse({"error": refusal(error, wording_of(request))}, 400, headers=SHARED)
    headers = SHARED | {"Cache-Control": "public, max-age=0, must-revalidate", "Vary": "Accept"}
    accepted = request.headers.get("accept", "*/*")
    if weight_of(accepted, "text/html") > weight_of(accepted, "application/json"):
        return Response(_page(w), headers=headers, media_type="text/html; charset=utf-8")
    return JSONResponse(_listing(), headers=headers)


def _datasets() -> tuple[Dataset, ...]:
    return list_datasets(served.atlas(), package.descriptor())


def _listing() -> dict[str, Any]:
    """Every data set with the addresses of its files, relative to the list."""
    descriptor = package.descriptor()
    # Only there while other figures than the active ones are shown; the description says it in words.
    told = {"standing": descriptor["standing"]} if "standing" in descriptor else {}
    return told | {
        "title": descriptor["title"],
        "description": descriptor["description"],
        "version": served.atlas().version,
        "files": list(WHOLE_FILES),
        "feed": FEED.removeprefix("/data/"),
        "datasets": [
            {
                "name": dataset.name,
                "title": dataset.resource["title"],
                "title_de": dataset.resource["title_de"],
                "licenses": licensed(dataset.resource, settings().own_licence).get("licenses", []),
                "files": [
                    {"path": dataset.path(ending), "mediatype": MEDIA_TYPES[ending].partition(";")[0]}
                    for ending in dataset.formats
                ],
            }
            for dataset in _datasets()
        ],
    }


def _page(w: Wording) -> bytes:
    suffix = "_de" if w.lang == "de" else ""
    descriptor, (other, name) = package.descriptor(), _OTHER_LANGUAGE[w.lang]
    body = render(
        "data_index.html", w,
        title=w.text("The data for other systems"),
        description=descriptor[f"description{suffix}"],
        whole=[
            *((file, f"/data/{file}") for file in WHOLE_FILES),
            (page_link("", FEED, w.lang).removeprefix("/data/"), w.text("Feed of accepted versions (Atom)")),
        ],
        rows=[
            (
                dataset.resource[f"title{suffix}"],
                dataset.resource[f"description{suffix}"],
                [(dataset.link(ending, w.lang), FORMAT_NAMES[ending]) for ending in dataset.formats],
            )
            for dataset in _datasets()
        ],
        home=w.text("To the start page"),
        start="../" if w.lang == DEFAULT_LANGUAGE else f"../?lang={w.lang}",
        other=(other, f"?lang={other}", name),
    )  # fmt: skip
    assets = f"../assets/document/{document_version(served.atlas())}"
    name = w.text("Open data")
    page = write_page(w, f"{name} – Ankommen-Atlas", body, assets=assets, variant="book")
    return page.replace(b"</head>", head_part(w, "/data/", name).encode() + b"</head>", 1)
