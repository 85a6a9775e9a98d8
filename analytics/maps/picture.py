"""The map as a picture for paper and slides: same classes, colours and words as on screen, drawn with matplotlib."""

from __future__ import annotations

import textwrap
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import pandas as pd
from geopandas.array import points_from_xy
from geopandas.geodataframe import GeoDataFrame
from geopandas.geoseries import GeoSeries
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure as Picture
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from shapely.geometry.base import BaseGeometry

from analytics.figure import theme
from analytics.figure.sources import merge_citations
from analytics.language import Wording
from analytics.maps.layers import METRIC_CRS, lausitz_outline
from analytics.maps.legend import legend_place
from analytics.maps.text import mark_kinds
from analytics.maps.view import SECRET_CLASS, pick_kreis
from analytics.rates.coverage import ACTIVE, ENDED
from data.atlas import Atlas

FONT_FILES = ("figtree-regular.ttf", "figtree-semibold.ttf")
REGULAR, BOLD = "Figtree", "Figtree SemiBold"
WIDTH_IN, HEIGHT_IN = 8.6, 10.6
HATCH = "////"
DOTS = "...."
SECRET_STYLE: dict[str, Any] = {"facecolor": theme.NO_VALUE, "hatch": DOTS, "edgecolor": theme.SECRET}
# The edge of a mark whose membership is only inferred.
RING_DASH = (0, (1.9, 1.3))
MARK_KEY_PT = 7
# Where a name may go when its first place is taken, in metres on the ground.
NAME_SHIFTS_M = (0, 5000, -5000, 9000, -9000, 13000, -13000)
_FONTS = Path(__file__).parents[2] / "static" / "fonts"


def draw_print_map(atlas: Atlas, w: Wording, view: dict[str, Any], *, year: int, kreis: str | None = None) -> Picture:
    """Draws one year of a map view.

    Args:
        atlas: the data package (fine borders).
        w: language; has to be that of the view.
        view: from `compute_map_view`.
        year: a year of the view.
        kreis: chosen Kreis (ags), drawn with a dark line and named on the legend.

    Returns:
        A matplotlib figure with headline, subtitle, legend, map, circles, source and licence.

    Raises:
        ValueError: the year is not in the view.
    """
    index = view["years"].index(year)
    load_fonts()
    picture = Picture(figsize=(WIDTH_IN, HEIGHT_IN), facecolor=theme.CARD)
    _write_titles(picture, view, index)
    _draw_legend(picture.add_axes((0.06, 0.808, 0.88, 0.045)), view, index, kreis)
    _draw_map(picture.add_axes((0.06, 0.125, 0.88, 0.675)), atlas, view, index, kreis)
    _write_foot(picture, view, index, w)
    return picture


@lru_cache(maxsize=1)
def load_fonts() -> None:
    """Makes Figtree known to matplotlib, which reads neither variable fonts nor woff2."""
    for name in FONT_FILES:
        font_manager.fontManager.addfont(str(_FONTS / name))


def _write_titles(picture: Picture, view: dict[str, Any], index: int) -> None:
    headline = textwrap.fill(view["headlines"][index], 52)
    subtitle = textwrap.fill(view["subtitles"][index], 100)
    picture.text(
        0.06, 0.965, headline, fontfamily=BOLD, fontweight=600, fontsize=18, color=theme.INK, va="top", linespacing=1.15
    )
    lines = headline.count("\n") + 1
    picture.text(
        0.06, 0.958 - 0.031 * lines, subtitle, fontfamily=REGULAR, fontsize=10, color=theme.INK_QUIET, va="top"
    )


def _draw_legend(axes: Axes, view: dict[str, Any], index: int, kreis: str | None) -> None:
    legend = view["legend"]
    count = len(legend["colours"])
    axes.set(xlim=(0, count), ylim=(-1.2, 1.9))
    axes.axis("off")
    for place, colour in enumerate(legend["colours"]):
        axes.add_patch(Rectangle((place, 0), 0.985, 0.55, facecolor=colour, linewidth=0))
    for place, label in enumerate(legend["labels"], start=1):
        axes.text(place, -0.2, label, ha="center", va="top", fontfamily=REGULAR, fontsize=9, color=theme.INK_QUIET)
    for entry in view["kreise"]:
        if entry["inside"] and entry["v"][index] is not None:
            at = legend_place(legend, entry["v"][index])
            axes.plot([at, at], [0.62, 0.85], color=theme.INK_QUIET, linewidth=0.6)
    chosen = pick_kreis(view, kreis) if kreis else None
    if chosen is not None and chosen["v"][index] is not None:
        at = legend_place(legend, chosen["v"][index])
        name = f"{chosen['name']} {chosen['t'][index]}"
        axes.plot(at, 1.0, marker="v", color=theme.INK, markersize=4.5)
        axes.text(
            at, 1.3, name, ha="center", va="bottom", fontfamily=BOLD, fontweight=600, fontsize=9.5, color=theme.INK
        )
    else:
        axes.text(0, 1.1, legend["title"], va="bottom", fontfamily=REGULAR, fontsize=9, color=theme.INK_QUIET)


def _draw_map(axes: Axes, atlas: Atlas, view: dict[str, Any], index: int, kreis: str | None) -> None:
    axes.axis("off")
    axes.set_aspect("equal")
    areas = atlas.boundaries["kreise_fine"].to_crs(METRIC_CRS)
    entries = {entry["ags"]: entry for entry in view["kreise"]}
    shown = areas[areas["ags"].isin(list(entries))]
    backdrop = areas[~areas["ags"].isin(list(entries))]
    backdrop.plot(ax=axes, color=theme.NO_VALUE, linewidth=0)
    for _, area in shown.iterrows():
        _draw_kreis(axes, GeoSeries([area.geometry], crs=METRIC_CRS), entries[area["ags"]], view, index)
    outline = lausitz_outline(atlas, "fine").to_crs(METRIC_CRS).boundary
    outline.plot(ax=axes, color=theme.INK, linewidth=1.1, linestyle=(0, (0.6, 2.2)), zorder=3)
    if kreis in set(shown["ags"]):
        edge = shown[shown["ags"] == kreis].boundary
        edge.plot(ax=axes, color=theme.CARD, linewidth=4.2, zorder=4)
        edge.plot(ax=axes, color=theme.INK, linewidth=1.9, zorder=5)
    circles = _draw_members(axes, view)
    _draw_names(axes, shown, circles, view, index)


def _draw_kreis(axes: Axes, shape: GeoSeries, entry: dict[str, Any], view: dict[str, Any], index: int) -> None:
    place = entry["c"][index]
    style: dict[str, Any] = {"edgecolor": theme.CARD, "linewidth": 0.8, "alpha": 1.0 if entry["inside"] else 0.28}
    if place == SECRET_CLASS:
        style |= SECRET_STYLE
    elif place < 0:
        style |= {"facecolor": theme.NO_VALUE, "hatch": HATCH, "edgecolor": theme.HATCH}
    else:
        style |= {"facecolor": view["legend"]["colours"][place]}
    shape.plot(ax=axes, **style)


def _draw_members(axes: Axes, view: dict[str, Any]) -> GeoSeries:
    """Draws the circles and returns their places."""
    table = pd.DataFrame(view["members"])
    points = GeoSeries(points_from_xy(table["lon"], table["lat"]), crs=4326).to_crs(METRIC_CRS)
    for point, state, sure, items in zip(points, table["state"], table["sure"], table["items"], strict=True):
        size = 7.5 + 1.8 * (len(items) - 1)
        axes.plot(point.x, point.y, "o", markersize=size + 2.6, color=theme.CARD, zorder=6)
        axes.scatter(point.x, point.y, s=size**2, zorder=7, **_mark_style(state, sure=sure))
    return points


def _mark_style(state: str, *, sure: bool) -> dict[str, Any]:
    """Filled where an initiative is known to run, hollow where nobody knows, a cross where it has ended."""
    if state == ENDED:
        return {"marker": "x", "color": theme.TERRACOTTA, "linewidths": 2.0}
    return {
        "marker": "o",
        "facecolors": theme.TERRACOTTA if state == ACTIVE else theme.CARD,
        "edgecolors": theme.TERRACOTTA,
        "linewidths": 1.4,
        "linestyles": "solid" if sure else [RING_DASH],
    }


def _draw_names(axes: Axes, shown: GeoDataFrame, circles: GeoSeries, view: dict[str, Any], index: int) -> None:
    """Names of the Kreise, the largest first; one that finds no free place beside its middle is left out."""
    axes.apply_aspect()
    canvas: Any = FigureCanvasAgg(cast(Picture, axes.figure))
    renderer: RendererAgg = canvas.get_renderer()
    entries = {entry["ags"]: entry for entry in view["kreise"]}
    taken = [_circle_box(axes, point.x, point.y) for point in circles]
    for place in shown.area.sort_values(ascending=False).index:
        area = shown.loc[place]
        middle = area.geometry.representative_point()
        name = axes.text(middle.x, middle.y, area["name"], **_name_style(entries[area["ags"]], view, index))
        box = _free_box(axes, name, taken, renderer)
        if box is None or box.width > _width_px(axes, area.geometry):
            name.remove()
        else:
            taken.append(box)


def _name_style(entry: dict[str, Any], view: dict[str, Any], index: int) -> dict[str, Any]:
    place = entry["c"][index]
    fill = view["legend"]["colours"][place] if place >= 0 and entry["inside"] else theme.CARD
    colour, halo = (theme.CARD, fill) if theme.is_dark(fill) else (theme.INK, theme.CARD)
    effects = [withStroke(linewidth=2.2, foreground=halo)]
    return {
        "ha": "center",
        "va": "center",
        "fontfamily": REGULAR,
        "fontsize": 8,
        "color": colour,
        "zorder": 8,
        "path_effects": effects,
    }


def _free_box(axes: Axes, name: Text, taken: list[Bbox], renderer: RendererAgg) -> Bbox | None:
    """Moves a name up or down until it covers nothing; None when there is no such place."""
    left, middle = name.get_position()
    for shift in NAME_SHIFTS_M:
        name.set_position((left, middle + shift))
        box = name.get_window_extent(renderer)
        if not any(box.overlaps(other) for other in taken):
            return box
    return None


def _circle_box(axes: Axes, x: float, y: float) -> Bbox:
    across, up = axes.transData.transform((x, y))
    return Bbox.from_extents(across - 8, up - 8, across + 8, up + 8)


def _width_px(axes: Axes, shape: BaseGeometry) -> float:
    west, _, east, _ = shape.bounds
    (left, _), (right, _) = axes.transData.transform([(west, 0), (east, 0)])
    return float(right - left)


def _write_foot(picture: Picture, view: dict[str, Any], index: int, w: Wording) -> None:
    ui = view["ui"]
    keys: list[Any] = [
        *_mark_keys(picture, view),
        Line2D([], [], color=theme.INK, linewidth=1.2, linestyle=(0, (0.6, 2.2)), label=ui["lausitz"]),
    ]
    missing = view["legend"]["missing"][index]
    if missing:
        keys.append(Patch(facecolor=theme.NO_VALUE, hatch=HATCH, edgecolor=theme.HATCH, label=missing))
    secret = view["legend"]["secret"][index]
    if secret:
        keys.append(Patch(**SECRET_STYLE, label=secret))
    legend = picture.legend(
        handles=keys,
        loc="lower left",
        bbox_to_anchor=(0.048, 0.092),
        ncols=len(keys),
        frameon=False,
        handletextpad=0.4,
        columnspacing=1.4,
        prop=font_manager.FontProperties(family=REGULAR, size=9),
    )
    for text in legend.get_texts():
        text.set_color(theme.INK_QUIET)
    picture.text(
        0.06,
        0.09,
        foot_text(view, w),
        fontfamily=REGULAR,
        fontsize=8,
        color=theme.INK_QUIET,
        va="top",
        linespacing=1.35,
    )


def _mark_keys(picture: Picture, view: dict[str, Any]) -> list[Any]:
    """A handle of the legend for each kind of mark that is drawn."""
    hidden = picture.add_axes((0, 0, 0, 0))
    hidden.axis("off")
    return [
        hidden.scatter([], [], s=MARK_KEY_PT**2, label=label, **_mark_style(state, sure=sure))
        for state, sure, label in mark_kinds(view)
    ]


def foot_text(view: dict[str, Any], w: Wording) -> str:
    """Method, status of the borders, initiatives without a place, sources and licence, wrapped."""
    first = f"{view['legend']['method']}. {view['ui']['status']}. {view['unplaced']}."
    sources = "; ".join(merge_citations(source["text"] for source in view["source"]))
    lines = [*view["reading"][:1], first, w.text("Sources") + ": " + sources]
    return "\n".join(textwrap.fill(line, 132) for line in lines)
