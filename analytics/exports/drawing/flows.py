"""Balances between Kreise on a map whose places are known: the lines of the page, as shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from geopandas.geodataframe import GeoDataFrame

from analytics.exports.drawing.flow_lines import Point, flow_width, lay_out_lines
from analytics.exports.drawing.marks import Mark, Origin, Path
from analytics.exports.views import MapView

# Green where the Kreis in the middle gains, red where it loses, both dark enough for any class of the areas.
FLOW_COLOURS = {True: "#0b3d33", False: "#8c2f1c"}
# A map on a slide has about the room of one on a phone: how far from the middle the heads of its lines stand there.
_RING = 17.0
_width = partial(flow_width, widest=1, narrow=True)


def lay_out_flows(kreise: GeoDataFrame, shown: MapView, place: Callable[[float, float], Point]) -> list[Mark]:
    """One shape for each flow, thin ones last."""
    middles = {
        ags: place(point.x, point.y)
        for ags, point in zip(kreise["ags"], kreise.representative_point(), strict=True)
    }  # fmt: skip
    partners = [(flow.start, flow.share) if flow.is_gain else (flow.end, -flow.share) for flow in shown.flows]
    if not partners:
        return []
    lines = lay_out_lines(middles[shown.kreis], [(ags, net, middles[ags]) for ags, net in partners], _width, _RING)
    return [Path(("flow", 0), (*line.shape, line.shape[0]), fill=FLOW_COLOURS[line.net > 0]) for line in lines]


def line_places(flows: Iterable[Mark]) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, right and bottom of what lines take, step by step."""
    for mark in flows:
        if isinstance(mark, Path):
            # The points of both sides, between them the line.
            half = len(mark.points) // 2
            yield from (
                (min(x, u) - 1, min(y, v) - 1, max(x, u) + 1, max(y, v) + 1)
                for (x, y), (u, v) in zip(mark.points[:half], reversed(mark.points[:-1]), strict=False)
            )


def flow_signs(shown: MapView, origin: Origin) -> Iterator[tuple[Mark, str]]:
    """What the lines of this map mean; a map without lines has no such signs."""
    for is_gain in sorted({flow.is_gain for flow in shown.flows}, reverse=True):
        yield (
            Path(origin, ((0, 0), (14, 0)), FLOW_COLOURS[is_gain], 3.0),
            shown.view["ui"]["gain" if is_gain else "loss"],
        )
