"""Two figures in one picture, side by side, as they stand on one slide."""

from __future__ import annotations

from typing import NamedTuple

from analytics.exports.drawing.map import moved
from analytics.exports.drawing.marks import Mark
from analytics.exports.drawing.picture import (
    HEAD,
    PAD,
    SIZES,
    PictureFormat,
    content_marks,
    depth_of,
    foot_words,
    head_words,
    save_marks,
)
from analytics.exports.provenance import slide_note
from analytics.exports.views import MapView, figure_of
from analytics.figure.model import Figure
from analytics.language import Wording
from data.atlas import Atlas

GUTTER, FINDING, SUBTITLE = 36.0, 17.0, 12.5
# Between words and figure.
_GAP = 14.0


class Half(NamedTuple):
    """One of the two: what it shows, and the finding above it."""

    content: Figure | MapView
    finding: str


def write_pair(
    atlas: Atlas, w: Wording, headline: str, halves: tuple[Half, Half], *, file_format: PictureFormat = "png"
) -> bytes:
    """Two figures as a picture of 16:9: a headline over both; finding, subtitle, figure and source of each below it.

    Args:
        atlas: the data package.
        w: language of the figures.
        headline: over both.
        halves: left and right.
        file_format: as of `write_picture`.
    """
    width, height = SIZES["wide"]
    room = (width - 2 * PAD - GUTTER) / 2
    lefts = (PAD, PAD + room + GUTTER)
    over = head_words([(headline, HEAD, True)], PAD, PAD, width - 2 * PAD)
    top = depth_of(over) + 12
    figures = [figure_of(half.content) for half in halves]
    heads = [
        head_words([(half.finding, FINDING, True), (figure.subtitle, SUBTITLE, False)], left, top, room)
        for half, figure, left in zip(halves, figures, lefts, strict=True)
    ]
    feet = [foot_words([slide_note(atlas, one, w)], left, room) for one, left in zip(figures, lefts, strict=True)]
    # Both figures begin and end at the same height.
    top, depth = max(map(depth_of, heads)) + _GAP, max(map(depth_of, feet))
    bottom = height - PAD / 1.6 - depth
    marks: list[Mark] = [*over, *heads[0], *heads[1]]
    for half, left, foot in zip(halves, lefts, feet, strict=True):
        drawn, _ = content_marks(atlas, w, half.content, room, bottom - top - _GAP)
        marks += [moved(mark, left, top) for mark in drawn]
        marks += [moved(mark, 0, bottom) for mark in foot]
    return save_marks(marks, width, height, file_format, figures[0].subtitle, transparent=False)
