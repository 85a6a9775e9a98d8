"""How legend, map and list of initiatives share a wide canvas."""

from __future__ import annotations

from typing import NamedTuple

from analytics.exports.drawing.map_names import list_circles
from analytics.exports.drawing.marks import Dot, Words
from analytics.exports.views import NUMBERED, MapView

LEGEND_WIDTH, LEGEND_GAP, LIST_WIDTH = 300.0, 28.0, 230.0
# On half a slide legend and map share the width like this, with a list on one of 4:3 like that.
_NARROW, _LEGEND_SHARE, _SMALL_GAP = 600.0, 0.42, 14.0
_BESIDE_LIST, _LIST_SHARE, _LEAST_MAP = 0.3, 0.28, 220.0


def is_beside(width: float, height: float) -> bool:
    """Whether the legend stands beside the map on such a canvas, not above it."""
    return width > height * 1.15


class Columns(NamedTuple):
    """Widths on a wide canvas: of the legend, of the list of numbered initiatives (0 for none), between them."""

    legend: float
    listed: float
    gap: float


def map_columns(shown: MapView, width: float, height: float, size: float) -> Columns:
    """How legend, map and list share a wide canvas; a list that leaves no map, or is longer than it, is left out."""
    plain = Columns(LEGEND_WIDTH, 0.0, LEGEND_GAP)
    if width < _NARROW:
        plain = Columns(width * _LEGEND_SHARE, 0.0, _SMALL_GAP)
    if shown.members != NUMBERED or not is_beside(width, height):
        return plain
    dots = [Dot(("member", n), 0, 0, 0, "circle", "", "") for n in range(len(shown.view["members"]))]
    for found in (
        Columns(LEGEND_WIDTH, LIST_WIDTH, LEGEND_GAP),
        Columns(width * _BESIDE_LIST, width * _LIST_SHARE, _SMALL_GAP),
    ):
        marks = list_members(shown, dots, found.listed, size)
        listed = max((mark.top + mark.height for mark in marks), default=0.0)
        if width - found.legend - found.listed - 2 * found.gap >= _LEAST_MAP and listed <= height:
            return found
    return plain


def list_members(shown: MapView, circles: list[Dot], width: float, size: float) -> list[Words]:
    """Names of the numbered initiatives; on a tall canvas the table or the text beside it says them."""
    return list_circles(shown, circles, max(9.0, size - 1.5), width) if width else []
