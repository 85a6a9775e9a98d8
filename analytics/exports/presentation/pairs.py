"""What stands above two figures that share a slide, in every file and on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeVar

from analytics.exports.presentation.collection import SlideSpec, right_halves
from analytics.exports.presentation.headlines import propose_headlines
from analytics.exports.views import MapView, figure_of
from analytics.figure.model import Figure
from analytics.language import Wording
from data.atlas import Atlas

Side = Literal["", "left", "right"]
_Item = TypeVar("_Item")


def headline_of(atlas: Atlas, w: Wording, content: Figure | MapView, spec: SlideSpec, side: Side = "") -> str:
    """What stands above a slide: the person's words, else the finding; of two figures what the first one answers.

    Args:
        atlas: the data package.
        w: language.
        content: from `draw_slide_figure`.
        spec: with the person's headline.
        side: which half of the slide it has; the headline of its left half is that of the slide.
    """
    if side == "right":
        return ""
    figure = figure_of(content)
    if side and not spec.headline:
        return propose_headlines(atlas, w, spec.view, dict(spec.params), figure)[1]
    return spec.headline or figure.headline


def finding_of(content: Figure | MapView, spec: SlideSpec, side: Side) -> str:
    """What stands above one of two figures; the person's words for the left one are the headline over both."""
    figure = figure_of(content)
    return figure.headline if side == "left" else spec.headline or figure.headline


def group_halves(specs: Sequence[SlideSpec], items: Sequence[_Item]) -> list[tuple[_Item, ...]]:
    """What belongs to each view, by slides: one, or two that stand side by side.

    Args:
        specs: of the views, in order.
        items: one for each view.
    """
    groups: list[tuple[_Item, ...]] = []
    right = right_halves(specs)
    for place, item in enumerate(items):
        groups = [*groups[:-1], (*groups[-1], item)] if place in right else [*groups, (item,)]
    return groups
