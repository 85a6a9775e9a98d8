"""`/embed/...`: every figure as a page of its own, for frames on other pages: no cookies, no session, own policy."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from analytics.exports.html.document import document_files, document_version
from analytics.exports.html.iframe_page import write_embedded, write_instructions, write_refusal
from analytics.exports.presentation.choices import NO, YES, choices, current_value
from analytics.exports.presentation.collection import SlideSpec, make_spec
from analytics.exports.views import VIEWS, Param, View
from analytics.language import Wording, error_sentence, get_wording
from data.errors import AtlasError, ExportError
from pages.facts import served
from pages.facts.standing import standing_sentence
from pages.operation.settings import settings
from pages.server.document.spelling import usual_address
from pages.server.parameters import (
    BadParameterError,
    choose_language,
    refusal,
    refuse_filters,
    single,
    wording_of,
)
from pages.session.drawn import draw
from pages.session.state import DEFAULT_LANGUAGE

PREFIX = "/embed/"
_INSTRUCTIONS = "/einbetten"
_ASK_AGAIN = "public, max-age=0, must-revalidate"
_IMMUTABLE = "public, max-age=31536000, immutable"
_HTML = "text/html; charset=utf-8"
# Members may become fewer, too.
_NUMBER = re.compile(r"-?[0-9]{1,4}")
_TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "svg": "image/svg+xml"}


def embed_policy() -> str:
    """Policy of these documents: no inline script, frames only on pages of the hosts the operator allows."""
    directives = {
        "default-src": "'self'",
        "script-src": "'self'",
        # Plotly and Leaflet write style elements and attributes while running.
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "font-src": "'self' data:",
        "connect-src": "'none'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": " ".join(("'self'", *settings().embed_hosts)),
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def embed_address(base: str, spec: SlideSpec, lang: str) -> str:
    """Address of a figure as a document of its own; a person's own headline and remark are not in it.

    Args:
        base: path or address the server is found at.
        spec: the figure.
        lang: language.
    """
    return figure_address(base, spec, lang)


def instructions_address(base: str, spec: SlideSpec, lang: str) -> str:
    """Address of the page that shows how to embed a figure."""
    return figure_address(base, spec, lang, _INSTRUCTIONS)


def figure_address(base: str, spec: SlideSpec, lang: str, about: str = "") -> str:
    """Address of a figure, or of what is said about it.

    Args:
        base: path or address the server is found at.
        spec: the figure.
        lang: language.
        about: end of the path; blank for the figure itself.
    """
    path = f"{base}{PREFIX}{spec.view}{about}"
    params: list[tuple[str, str]] = []
    for name, value in spec.params:
        values = value if isinstance(value, tuple) else (YES if value is True else value,)
        # A number may be 0, which is not the same as unset.
        params += [(name, str(item)) for item in values if item != "" and item is not False]
    if lang != DEFAULT_LANGUAGE:
        params.append(("lang", lang))
    return f"{path}?{urlencode(params, quote_via=quote)}" if params else path


def routes() -> list[BaseRoute]:
    """Figures, how to embed them, and the code they share; they stand before the mount of the static folder."""
    return [
        Route("/assets/document/{version}/{name}", _send_code),
        Route("/embed/{view}", _send_figure),
        Route("/embed/{view}/einbetten", _send_instructions),
    ]


def read_spec(view: str, query: QueryParams) -> SlideSpec:
    """The figure an address names.

    Raises:
        ExportError: missing_param or wrong_value.
    """
    return make_spec(view, **read_params(view, query))


def read_params(view: str, query: QueryParams) -> dict[str, Any]:
    """The filters an address names for a view.

    Raises:
        ExportError: wrong_value.
    """
    return {
        param.name: _read(view, param, query)
        for param in VIEWS[view].params
        # An empty text is none: the form of another page sends it for a filter nobody touched.
        if param.name in query and (query[param.name] or param.needed or param.kind != "text")
    }


def _read(view: str, param: Param, query: QueryParams) -> str | int | bool | list[str]:
    value = query[param.name]
    if param.kind == "list":
        return query.getlist(param.name)
    if param.kind == "text":
        return value
    if param.kind == "flag" and value in (YES, NO):
        return value == YES
    if param.kind == "flag" or not _NUMBER.fullmatch(value):
        raise ExportError(code="wrong_value", view=view, param=param.name, value=value[:40])
    return int(value)


def _send_figure(request: Request) -> Response:
    return answer_figure(
        request, "..", lambda spec, w: _embedded(spec, w.lang, served.atlas().version, stored_notice(w))
    )


def stored_notice(w: Wording) -> str:
    """What readers are told when the figures are not the active ones."""
    return standing_sentence(served.standing(), w)


# The version only tells the entries apart: a new one is drawn anew.
@lru_cache(maxsize=96)
def _embedded(spec: SlideSpec, lang: str, _version: str, notice: str) -> bytes:
    atlas, w = served.atlas(), get_wording(lang)
    start = "../" if lang == DEFAULT_LANGUAGE else f"../?lang={lang}"
    return write_embedded(atlas, w, draw(atlas, w, spec), assets=assets_address(".."), start=start, notice=notice)


def _send_instructions(request: Request) -> Response:
    base = settings().public_url.rstrip("/") or str(request.base_url).rstrip("/")

    def write(spec: SlideSpec, w: Wording) -> bytes:
        return write_instructions(
            w,
            draw(served.atlas(), w, spec),
            address=embed_address(base, spec, w.lang),
            preview=f"../../{embed_address('', spec, w.lang).removeprefix('/')}",
            hosts=settings().embed_hosts,
            assets=assets_address("../.."),
        )

    return answer_figure(request, "../..", write)


def answer_figure(request: Request, root: str, write: Callable[[SlideSpec, Wording], bytes | Response]) -> Response:
    """The document; 400 with a sentence for a value that does not exist, 404 where values together have no figures.

    Args:
        request: its path names the view, its parameters the filters.
        root: address of the start page, relative to the document.
        write: makes the document, which may be kept, or an answer of its own.
    """
    w = wording_of(request)
    view = request.path_params["view"]
    if view not in VIEWS:
        if view.lower() in VIEWS:
            return RedirectResponse(usual_address(request.scope), 301)
        return _refuse(w, w.text("This address does not exist in the atlas."), 404, root)
    headers = {"ETag": f'W/"{document_version(served.atlas())}"', "Cache-Control": _ASK_AGAIN}
    try:
        _check(request, VIEWS[view])
        # The same figures with another notice are another document.
        if served.standing().is_well and headers["ETag"] == request.headers.get("if-none-match"):
            return Response(status_code=304, headers=headers)
        content = write(read_spec(view, request.query_params), w)
    except BadParameterError as error:
        return _refuse(w, refusal(error, w), 400, root)
    except AtlasError as error:
        return _refuse(w, _reason(error, w), 400 if _is_malformed(error) else 404, root)
    return content if isinstance(content, Response) else Response(content, headers=headers, media_type=_HTML)


def _check(request: Request, view: View) -> None:
    """Proves that nothing in the address would be passed over: language, filters of other views, second values.

    Raises:
        BadParameterError: something would be.
    """
    choose_language(request)
    refuse_filters(request, [param.name for param in view.params])
    # Once: each look asks the store which versions are active.
    atlas = served.atlas()
    for param in view.params:
        valid = choices(atlas, view.name, param)
        if param.kind != "list":
            single(request, param.name, valid or ())
        given = [value for value in request.query_params.getlist(param.name) if value or param.needed]
        named = (value for value in given if current_value(view.name, param.name, value) not in (valid or given))
        wrong = next(named, None)
        if wrong is not None:
            raise BadParameterError(param.name, wrong, valid or ())


def _is_malformed(error: AtlasError) -> bool:
    """Whether the address itself is wrong; else each of its values exists, and only the figure does not."""
    return isinstance(error, ExportError) and error.code in ("missing_param", "wrong_value")


def _reason(error: AtlasError, w: Wording) -> str:
    if _is_malformed(error):
        name = w.quote(str(vars(error)["param"]))
        return w.text("The address of this figure lacks the value {name}, or it is not valid.", name=name)
    return error_sentence(error, w)


def _refuse(w: Wording, sentence: str, status: int, root: str) -> Response:
    page = write_refusal(w, sentence, status=status, assets=assets_address(root))
    return Response(page, status, media_type=_HTML)


def assets_address(root: str) -> str:
    """Address of the shared files: relative, so that it holds below a base path too."""
    return f"{root}/assets/document/{document_version(served.atlas())}"


@lru_cache(maxsize=1)
def _files(_version: str) -> Mapping[str, bytes]:
    return document_files(served.atlas())


@lru_cache(maxsize=24)
def _compressed(name: str, version: str) -> bytes:
    return gzip.compress(_files(version)[name], 6, mtime=0)


def _send_code(request: Request) -> Response:
    version, name = document_version(served.atlas()), request.path_params["name"]
    if name not in _files(version):
        return PlainTextResponse("not found", status_code=404)
    # An address of another version still answers, but must not be kept under that name.
    current = request.path_params["version"] == version
    headers = {"Cache-Control": _IMMUTABLE if current else "no-cache", "Vary": "Accept-Encoding"}
    media_type = _TYPES[name.rpartition(".")[2]]
    if "gzip" in request.headers.get("accept-encoding", ""):
        packed = headers | {"Content-Encoding": "gzip"}
        return Response(_compressed(name, version), headers=packed, media_type=media_type)
    return Response(_files(version)[name], headers=headers, media_type=media_type)
