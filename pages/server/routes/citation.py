"""`/embed/<view>/zitieren`: how a figure is cited, as a page and as files for reference managers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from analytics.exports.citation import CITATION_TYPES, Citation, CitationFormat, make_citation, write_citation
from analytics.exports.html.iframe_page import write_citations
from analytics.exports.presentation.collection import SlideSpec
from analytics.language import Wording
from pages.facts import served
from pages.operation.settings import settings
from pages.server.document.links import public_base
from pages.server.document.unknown import answer_misspelt
from pages.server.routes.embed import answer_figure, assets_address, embed_address, figure_address, stored_notice
from pages.server.routes.exports import keep_as
from pages.session.drawn import figure_of

_CITE = "/zitieren"
_FORMATS: dict[str, CitationFormat] = {name: name for name in get_args(CitationFormat)}
# It names the day it is asked for.
_NOT_KEPT = {"Cache-Control": "no-store"}


def routes() -> list[BaseRoute]:
    """The page of a figure, and its files."""
    return [
        Route(f"/embed/{{view}}{_CITE}", _send_page),
        Route(f"/embed/{{view}}{_CITE}.{{file_format}}", _send_file),
    ]


def citation_address(base: str, spec: SlideSpec, lang: str) -> str:
    """Address of the page that says how to cite a figure."""
    return figure_address(base, spec, lang, _CITE)


def _send_page(request: Request) -> Response:
    def write(spec: SlideSpec, w: Wording) -> Response:
        citation = _cite(request, spec, w)
        query = f"?{request.url.query}" if request.url.query else ""
        forms = [
            (name, f"zitieren.{ending}", f"zitieren.{ending}{query}", write_citation(citation, _FORMATS[ending], w))
            for name, ending in (("Text", "txt"), ("BibTeX", "bib"), ("RIS", "ris"))
        ]
        figure = f"../../{embed_address('', spec, w.lang).removeprefix('/')}"
        page = write_citations(w, forms, figure=figure, assets=assets_address("../.."))
        return Response(page, headers=_NOT_KEPT, media_type="text/html; charset=utf-8")

    return answer_figure(request, "../..", write)


def _send_file(request: Request) -> Response:
    file_format = _FORMATS.get(request.path_params["file_format"])
    if file_format is None:
        return answer_misspelt(request, request.path_params["file_format"], _FORMATS)

    def write(spec: SlideSpec, w: Wording) -> Response:
        citation = _cite(request, spec, w)
        headers = _NOT_KEPT | {"Content-Disposition": keep_as(f"{citation.key}.{file_format}")}
        content = write_citation(citation, file_format, w)
        return Response(content, headers=headers, media_type=CITATION_TYPES[file_format])

    return answer_figure(request, "../..", write)


def _cite(request: Request, spec: SlideSpec, w: Wording) -> Citation:
    # Drawn first: what cannot be drawn cannot be cited.
    figure = figure_of(spec, w)
    return make_citation(
        served.atlas(),
        w,
        figure,
        publisher=settings().publisher,
        address=embed_address(public_base(request), spec, w.lang),
        dated=served.changed_at().date(),
        accessed=datetime.now(UTC).date(),
        notice=stored_notice(w),
    )
