"""What a view is: a figure or a map that pages show and visitors collect, with its filters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from inspect import Parameter, signature
from typing import Any, Literal

from analytics.figure.model import Figure
from analytics.language import Wording
from analytics.subjects.origin.flow_map import Flow
from analytics.subjects.reach.measures import Points
from data.atlas import Atlas

Shape = Literal["chart", "table", "map", "kpis"]
ParamKind = Literal["text", "number", "flag", "list"]
_KINDS: dict[str, ParamKind] = {
    "str": "text", "int": "number", "int | None": "number", "bool": "flag", "tuple[str, ...]": "list",
}  # fmt: skip
# How initiatives stand on a map; by their places where nothing is chosen.
NUMBERED, MARKS, HIDDEN = "numbered", "marks", "hidden"
MEMBER_SIGNS = (NUMBERED, MARKS, HIDDEN)
# Whose names a map bears (as many as have room where nothing is chosen), and what of the territory it shows (the
# selection its figures are about where nothing is chosen). Both may go by the districts that are brought out.
TOLD, ALL_NAMES, NO_NAMES = "told", "all", "none"
WHOLE, ZOOM_LAUSITZ = "whole", "lausitz"
MARKED = "outlined"
LABELS, ZOOMS = (TOLD, MARKED, ALL_NAMES, NO_NAMES), (WHOLE, ZOOM_LAUSITZ, MARKED)


@dataclass(frozen=True)
class Param:
    """A filter of a view."""

    name: str
    kind: ParamKind = "text"
    needed: bool = False


@dataclass(frozen=True)
class MapView:
    """One year of a map, with the table behind it.

    Attributes:
        view: from `compute_map_view`.
        year: a year of the view.
        kreis: chosen Kreis (ags) or empty.
        gemeinden: whether the borders of the Gemeinden are drawn too.
        figure: headline, subtitle, sources and the table of this year.
        filled: which areas the entries of the view are: Kreise or Gemeinden.
        outlined: Kreise (ags) that are outlined.
        added: assumed initiatives (latitude, longitude), with a circle for each of the limits.
        limits_km: radius of those circles.
        flows: lines between the chosen Kreis and others.
        members: one of `MEMBER_SIGNS`; empty for marks with their places.
        labels: one of `LABELS`; empty for as many names as have room.
        zoom: one of `ZOOMS`; empty for the selection the figures are about.
    """

    view: dict[str, Any]
    year: int
    kreis: str
    gemeinden: bool
    figure: Figure
    filled: Literal["kreise", "gemeinden"] = "kreise"
    outlined: tuple[str, ...] = ()
    added: Points = ()
    limits_km: tuple[float, ...] = ()
    flows: tuple[Flow, ...] = ()
    members: str = ""
    labels: str = ""
    zoom: str = ""

    @property
    def index(self) -> int:
        """Place of the year in the lists of the view."""
        return int(self.view["years"].index(self.year))


@dataclass(frozen=True)
class View:
    """A view that may be collected.

    Attributes:
        name: stable name, used in files and addresses.
        shape: how it is shown: as chart, table, map or as key figures.
        builder: draws it from the atlas, the language and its filters.
        is_wide: whether it needs the width of a slide: many names, years, panels, cards or signs.
    """

    name: str
    shape: Shape
    builder: Callable[..., Figure | MapView]
    is_wide: bool = False

    @cached_property
    def params(self) -> tuple[Param, ...]:
        """Its filters: what its builder asks for by name; one without a default is needed."""
        asked = list(signature(self.builder, follow_wrapped=False).parameters.values())[2:]
        return tuple(Param(one.name, _KINDS[one.annotation], one.default is Parameter.empty) for one in asked)

    def draw(self, atlas: Atlas, w: Wording, **params: Any) -> Figure | MapView:
        """The view from the data as it is now."""
        return self.builder(atlas, w, **params)


def figure_of(content: Figure | MapView) -> Figure:
    """The figure itself, or the one that goes with a map."""
    return content.figure if isinstance(content, MapView) else content
