"""A collection: the views a person gathered for a presentation, in order, as a small file or an address."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from analytics.exports.presentation.choices import check_choices, current_value
from analytics.exports.presentation.headlines import name_place_and_year
from analytics.exports.views import VIEWS, MapView, View, figure_of
from analytics.figure.model import Figure
from analytics.language import Wording
from data.atlas import Atlas
from data.errors import ExportError

Value = str | int | bool | tuple[str, ...]
MOST_SLIDES = 60
MOST_SIGNS = 2000
# A collection of 60 slides with long remarks stays far below; more is no collection of ours.
MOST_BYTES = 400_000
FORMAT = 1
_WORDS = ("headline", "remark", "chapter")


@dataclass(frozen=True)
class SlideSpec:
    """What one slide shows: a view with its filters, and what the person wrote.

    Attributes:
        view: name in `VIEWS`.
        params: filters as sorted pairs, so that equal specs are equal and hashable.
        headline: the person's own headline; empty for the one written from the data.
        remark: a sentence of the person that stands on the slide; may be empty.
        chapter: title of the story it came with; may be empty.
        beside: whether it shares the slide of the one before it.
    """

    view: str
    params: tuple[tuple[str, Value], ...] = ()
    headline: str = ""
    remark: str = ""
    chapter: str = ""
    beside: bool = False


@dataclass(frozen=True)
class Collection:
    """Slides in order, with the title of the whole."""

    slides: tuple[SlideSpec, ...]
    title: str = ""


def make_spec(
    view: str, *, headline: str = "", remark: str = "", chapter: str = "", beside: bool = False, **params: Any
) -> SlideSpec:
    """A checked spec.

    Raises:
        ExportError: unknown_view, unknown_param, missing_param, wrong_value or text_too_long.
    """
    known = VIEWS.get(view)
    if known is None:
        raise ExportError(code="unknown_view", view=view, valid=tuple(VIEWS))
    for text in (headline, remark, chapter):
        if not isinstance(text, str) or len(text) > MOST_SIGNS:
            raise ExportError(code="text_too_long", found=len(str(text)), most=MOST_SIGNS)
    checked = {name: current_value(view, name, _checked(known, name, value)) for name, value in params.items()}
    for param in known.params:
        if param.needed and param.name not in checked:
            raise ExportError(code="missing_param", view=view, param=param.name)
    words = (_clean(headline), _clean(remark), _clean(chapter))
    return SlideSpec(view, tuple(sorted(checked.items())), *words, beside=bool(beside))


def can_share(spec: SlideSpec) -> bool:
    """Whether half a slide is enough for a view: for all but tables and what has many names, cards or signs."""
    view = VIEWS[spec.view]
    return view.shape != "table" and not view.is_wide


def put_beside(collection: Collection, numbers: Sequence[int]) -> Collection:
    """The collection with some views beside the one before each of them.

    Args:
        collection: slides in order.
        numbers: of these views, from 1.

    Raises:
        ExportError: not_beside, where one of the two needs a slide for itself.
    """
    wanted = {number - 1 for number in numbers}
    slides = tuple(replace(spec, beside=spec.beside or place in wanted) for place, spec in enumerate(collection.slides))
    if left := wanted - right_halves(slides):
        raise ExportError(code="not_beside", value=", ".join(str(place + 1) for place in sorted(left)))
    return replace(collection, slides=slides)


def right_halves(slides: Sequence[SlideSpec]) -> frozenset[int]:
    """Places of those that stand on the right half of the slide of the one before; each slide holds two at most."""
    found: set[int] = set()
    for place, (before, spec) in enumerate(pairwise(slides), start=1):
        fits = can_share(before) and can_share(spec) and before.chapter == spec.chapter
        if spec.beside and fits and place - 1 not in found:
            found.add(place)
    return frozenset(found)


def _checked(view: View, name: str, value: Any) -> Value:
    kinds = {param.name: param.kind for param in view.params}
    if name not in kinds:
        raise ExportError(code="unknown_param", view=view.name, param=name)
    kind = kinds[name]
    if kind == "list" and isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if kind == "text" and isinstance(value, str):
        return value
    # A truth value is a whole number to Python, but no year.
    if kind in ("flag", "number") and isinstance(value, int) and isinstance(value, bool) == (kind == "flag"):
        return value
    raise ExportError(code="wrong_value", view=view.name, param=name, value=value)


def _clean(text: str) -> str:
    """Without control characters, which no XML file may hold."""
    return "".join(sign for sign in text if sign in "\n\t" or (ord(sign) >= 32 and sign not in "\ufffe\uffff")).strip()


Draw = Callable[[Atlas, Wording, SlideSpec], Figure | MapView]
"""Draws what a slide shows: `draw_slide_figure`, or one that remembers what it has drawn."""


def draw_slide_figure(atlas: Atlas, w: Wording, spec: SlideSpec) -> Figure | MapView:
    """Draws what a spec asks for as `draw_view`, with a headline that names place and year: it stands alone.

    Raises:
        AtlasError: as `draw_view`.
    """
    content = draw_view(atlas, w, spec)
    figure = figure_of(content)
    figure = replace(figure, headline=name_place_and_year(atlas, w, spec.view, dict(spec.params), figure))
    return replace(content, figure=figure) if isinstance(content, MapView) else figure


def draw_view(atlas: Atlas, w: Wording, spec: SlideSpec) -> Figure | MapView:
    """Draws what a spec asks for, from the data as it is now.

    Raises:
        ExportError: unknown_view.
        AtlasError: the data no longer hold what the spec names (a Kreis, a year, an initiative).
    """
    view = VIEWS.get(spec.view)
    if view is None:
        raise ExportError(code="unknown_view", view=spec.view, valid=tuple(VIEWS))
    check_choices(atlas, spec.view, dict(spec.params))
    return view.draw(atlas, w, **dict(spec.params))


def write_collection(collection: Collection) -> bytes:
    """The collection as a small JSON file."""
    return json.dumps(_plain(collection), ensure_ascii=False, indent=1).encode()


def read_collection(content: bytes) -> Collection:
    """Reads what `write_collection` wrote.

    Raises:
        ExportError: collection_unreadable, too_many_slides, file_too_large, or what `make_spec` raises.
    """
    if len(content) > MOST_BYTES:
        raise ExportError(code="file_too_large", found_mb=len(content) / 1e6, most_mb=MOST_BYTES / 1e6)
    try:
        plain = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise ExportError(code="collection_unreadable") from None
    return _from_plain(plain)


def pack_collection(collection: Collection) -> str:
    """The collection as a word that fits into an address."""
    return pack_plain(_plain(collection))


def unpack_collection(word: str) -> Collection:
    """Reads what `pack_collection` wrote.

    Raises:
        ExportError: as `read_collection`.
    """
    return read_collection(unpack_word(word))


def pack_plain(plain: Mapping[str, Any]) -> str:
    """JSON-able values as a word of letters, digits, `-` and `_`."""
    compact = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(zlib.compress(compact, 9)).decode().rstrip("=")


def unpack_word(word: str) -> bytes:
    """The JSON in a word of `pack_plain`; a word that would unpack to megabytes is refused unread.

    Raises:
        ExportError: collection_unreadable.
    """
    try:
        packed = base64.b64decode(word.encode("ascii") + b"=" * (-len(word) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(packed, MOST_BYTES)
    except (UnicodeEncodeError, binascii.Error, zlib.error):
        raise ExportError(code="collection_unreadable") from None
    if not unpacker.eof:
        raise ExportError(code="collection_unreadable")
    return content


def plain_spec(spec: SlideSpec) -> dict[str, Any]:
    """The spec as JSON-able values; what is empty is left out."""
    plain: dict[str, Any] = {"view": spec.view}
    if spec.params:
        plain["params"] = {name: list(value) if isinstance(value, tuple) else value for name, value in spec.params}
    plain |= {name: text for name in _WORDS if (text := getattr(spec, name))}
    return plain | ({"beside": True} if spec.beside else {})


def spec_from_plain(plain: Any) -> SlideSpec:
    """Reads what `plain_spec` wrote.

    Raises:
        ExportError: collection_unreadable, or what `make_spec` raises.
    """
    if not isinstance(plain, Mapping) or not isinstance(plain.get("view"), str):
        raise ExportError(code="collection_unreadable")
    params = plain.get("params", {})
    if not isinstance(params, Mapping) or {*_WORDS, "beside"} & set(params):
        raise ExportError(code="collection_unreadable")
    words = {name: plain.get(name, "") for name in _WORDS}
    return make_spec(plain["view"], **words, beside=plain.get("beside") is True, **params)


def _plain(collection: Collection) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "title": collection.title,
        "slides": [plain_spec(spec) for spec in collection.slides],
    }


def _from_plain(plain: Any) -> Collection:
    slides = plain.get("slides") if isinstance(plain, Mapping) else None
    title = plain.get("title", "") if isinstance(plain, Mapping) else None
    if not isinstance(slides, Sequence) or isinstance(slides, str) or not isinstance(title, str):
        raise ExportError(code="collection_unreadable")
    if len(slides) > MOST_SLIDES:
        raise ExportError(code="too_many_slides", found=len(slides), most=MOST_SLIDES)
    if len(title) > MOST_SIGNS:
        raise ExportError(code="text_too_long", found=len(title), most=MOST_SIGNS)
    return Collection(tuple(spec_from_plain(slide) for slide in slides), _clean(title))
