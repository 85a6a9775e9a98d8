"""Slides drawn once and kept, for the list and for every file."""

from __future__ import annotations

from dataclasses import replace

from analytics.exports.presentation.collection import Collection, SlideSpec, draw_slide_figure
from analytics.exports.views import MapView
from analytics.figure.model import Figure
from analytics.language import Wording, error_sentence
from data.atlas import Atlas
from data.errors import AtlasError, ExportError
from pages.facts import served
from pages.session import cache


def draw(atlas: Atlas, w: Wording, spec: SlideSpec) -> Figure | MapView:
    """As `draw_slide_figure`, from what is kept; words of the person do not change what is drawn.

    Raises:
        AtlasError: the data no longer hold what the slide names.
    """
    del atlas
    return cache.computed_in(w.lang, _draw, spec=replace(spec, headline="", remark=""))


def _draw(atlas: Atlas, w: Wording, *, spec: SlideSpec) -> Figure | MapView:
    try:
        return draw_slide_figure(atlas, w, spec)
    except (LookupError, ValueError) as error:
        # Filters come from addresses and files: a name no builder knows must not break the page.
        raise ExportError(code="not_drawable", view=spec.view) from error


def figure_of(spec: SlideSpec, w: Wording) -> Figure:
    """Headline, subtitle, text alternative and table of a slide.

    Raises:
        AtlasError: the data no longer hold what the slide names.
    """
    content = draw(served.atlas(), w, spec)
    return content.figure if isinstance(content, MapView) else content


def problem_of(spec: SlideSpec, w: Wording) -> str:
    """Why a slide cannot be drawn; empty when it can."""
    try:
        figure_of(spec, w)
    except AtlasError as error:
        return error_sentence(error, w)
    return ""


def drawable(collection: Collection, w: Wording) -> Collection:
    """The collection without the slides whose data are gone; the list says which and why."""
    return replace(collection, slides=tuple(spec for spec in collection.slides if not problem_of(spec, w)))
