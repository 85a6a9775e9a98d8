"""`/export/folie.<format>`: one slide as a picture or table, made from the parameters of its address alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from analytics.exports.drawing.picture import PictureFormat, PictureShape, picture_name, write_picture
from analytics.exports.presentation.collection import (
    Collection,
    SlideSpec,
    pack_collection,
    unpack_collection,
)
from analytics.exports.presentation.pair_picture import Half, write_pair
from analytics.exports.presentation.pairs import finding_of, group_halves, headline_of
from analytics.exports.table import write_csv
from analytics.figure.model import Figure
from analytics.language import error_sentence, get_wording
from data.errors import AtlasError, ExportError
from pages.facts import served
from pages.operation import limits, metrics
from pages.server.document.unknown import answer_misspelt
from pages.server.parameters import (
    BadParameterError,
    choose,
    choose_language,
    refusal,
    refuse_filters,
    single,
    wording_of,
)
from pages.session.drawn import draw

SHAPES: dict[str, PictureShape] = {
    "16zu9": "wide", "quadrat": "square", "a4": "a4", "breit": "page", "schmal": "phone",
}  # fmt: skip
_TYPES: dict[str, PictureFormat] = {"png": "png", "svg": "svg"}
_MEDIA_TYPES = {"png": "image/png", "svg": "image/svg+xml"}
# The address carries the version of the facts; a day keeps a repaired drawing from being missed for long.
_WAIT_SECONDS = 20
_KEEP = "private, max-age=86400"


def routes() -> list[BaseRoute]:
    """The addresses of tables and pictures."""
    return [Route("/export/folie.csv", _send_table), Route("/export/folie.{file_format}", _send_picture)]


def picture_address(base: str, spec: SlideSpec, lang: str, *, file_format: str = "png", **more: str) -> str:
    """Address of a slide's picture.

    Args:
        base: path the server is mounted at.
        spec: the slide; its remark and its story are not in the picture.
        lang: language of the picture.
        file_format: png or svg.
        more: further parameters: `form` (16zu9, quadrat, a4; bare: breit, schmal), `grund` (ohne: transparent),
            `datei` (ja: to keep).
    """
    return _address(base, (spec,), lang, file_format, more)


def pair_address(base: str, specs: tuple[SlideSpec, ...], lang: str) -> str:
    """Address of the picture of a slide with one figure, or with two side by side; arguments as above."""
    return _address(base, specs, lang, "png", {})


def _address(base: str, specs: tuple[SlideSpec, ...], lang: str, file_format: str, more: Mapping[str, str]) -> str:
    shown = tuple(replace(one, remark="", chapter="") for one in specs)
    params = {"folie": _packed(shown), "lang": lang, "v": served.atlas().version, **more}
    return f"{base}/export/folie.{file_format}?{urlencode(params, quote_via=quote)}"


@lru_cache(maxsize=1024)
def _packed(specs: tuple[SlideSpec, ...]) -> str:
    return pack_collection(Collection(specs))


def _send_picture(request: Request) -> Response:
    """Answers with the picture; 400 with a sentence when the address does not name a slide that can be drawn."""
    file_format = _TYPES.get(request.path_params["file_format"])
    if file_format is None:
        return answer_misspelt(request, request.path_params["file_format"], _TYPES)
    try:
        lang, slides = _read(request)
        shape = SHAPES[choose(request, "form", SHAPES, "16zu9")]
        transparent = choose(request, "grund", ("ohne",), "") == "ohne"
        to_keep = choose(request, "datei", ("ja",), "") == "ja"
    except BadParameterError as error:
        return PlainTextResponse(refusal(error, wording_of(request)), status_code=400)
    except AtlasError as error:
        return PlainTextResponse(error_sentence(error, wording_of(request)), status_code=400)
    try:
        with limits.writing().turn(_WAIT_SECONDS), metrics.count_export("picture"):
            if len(group_halves(slides, slides)[0]) > 1:
                name, content = pair_picture(slides[0], slides[1], lang, file_format, served.atlas().version)
            else:
                name, content = slide_picture(slides[0], lang, file_format, shape, transparent, served.atlas().version)
    except limits.BusyError:
        sentence = limits.busy_sentence(get_wording(lang))
        return PlainTextResponse(sentence, status_code=503, headers={"Retry-After": "60"})
    except AtlasError as error:
        return PlainTextResponse(error_sentence(error, get_wording(lang)), status_code=400)
    headers = {"Cache-Control": _KEEP}
    if to_keep:
        headers["Content-Disposition"] = keep_as(name)
    return Response(content, media_type=_MEDIA_TYPES[file_format], headers=headers)


def _read(request: Request) -> tuple[str, tuple[SlideSpec, ...]]:
    """Language and slide an address names; a second view may stand beside the first.

    Raises:
        BadParameterError: a parameter is not valid.
        ExportError: it names no slide.
    """
    refuse_filters(request)
    lang = choose_language(request)
    slides = unpack_collection(single(request, "folie")).slides
    if not slides:
        raise ExportError(code="collection_empty")
    return lang, slides[:2]


def keep_as(name: str) -> str:
    """Header that has a browser keep an answer as a file of this name."""
    return f"attachment; filename*=UTF-8''{quote(name)}"


def _send_table(request: Request) -> Response:
    """Answers with the figure's table as plain UTF-8; of a map with the table behind it."""
    atlas = served.atlas()
    try:
        lang, slides = _read(request)
        w = get_wording(lang)
        content = draw(atlas, w, slides[0])
    except BadParameterError as error:
        return PlainTextResponse(refusal(error, wording_of(request)), status_code=400)
    except AtlasError as error:
        return PlainTextResponse(error_sentence(error, wording_of(request)), status_code=400)
    figure = content if isinstance(content, Figure) else content.figure
    headers = {"Cache-Control": _KEEP, "Content-Disposition": keep_as(f"{figure.file_stem}.csv")}
    return Response(write_csv(figure, atlas, w, plain=True), media_type="text/csv; charset=utf-8", headers=headers)


# The last parameter only tells the entries apart: a new version is drawn anew.
@lru_cache(maxsize=96)
def slide_picture(
    spec: SlideSpec, lang: str, file_format: PictureFormat, shape: PictureShape, transparent: bool, _version: str
) -> tuple[str, bytes]:
    """File name and content of a slide's picture.

    Raises:
        AtlasError: the data no longer hold what the slide names.
    """
    atlas, w = served.atlas(), get_wording(lang)
    content = draw(atlas, w, spec)
    picture = write_picture(
        atlas, w, content, shape=shape, file_format=file_format, transparent=transparent, headline=spec.headline
    )
    return picture_name(content, shape, file_format), picture


@lru_cache(maxsize=32)
def pair_picture(
    left: SlideSpec, right: SlideSpec, lang: str, file_format: PictureFormat, _version: str
) -> tuple[str, bytes]:
    """File name and content of the picture of two figures that share a slide.

    Raises:
        AtlasError: the data no longer hold what one of them names.
    """
    atlas, w = served.atlas(), get_wording(lang)
    one, other = draw(atlas, w, left), draw(atlas, w, right)
    halves = Half(one, finding_of(one, left, "left")), Half(other, finding_of(other, right, "right"))
    picture = write_pair(atlas, w, headline_of(atlas, w, one, left, "left"), halves, file_format=file_format)
    return picture_name(one, "wide", file_format), picture
