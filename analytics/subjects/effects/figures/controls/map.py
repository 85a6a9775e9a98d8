"""The map of the Kreise compared with, and the list of those left out with the reason for each."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go
import shapely

from analytics.figure import theme
from analytics.figure.model import Column, Figure
from analytics.language import Wording
from analytics.rates.naming import east_names, land_names
from analytics.subjects.effects.figures.chart import of_estimate
from analytics.subjects.effects.figures.text import compared_sources, estimated, place_since, place_stem
from analytics.subjects.effects.figures.words.reasons import control_reason
from analytics.subjects.effects.figures.words.sets import set_label
from analytics.subjects.effects.measures import EffectResult
from analytics.subjects.effects.measures.marks import (
    COMPARED,
    LAND_CHECK,
    MARKS,
    STUDIED,
    UNUSED,
    mark_kreise,
)
from data.atlas import Atlas, EastPanel

if TYPE_CHECKING:
    from geopandas.geoseries import GeoSeries

METRES = 25833
HEIGHT_PX = 600
EDGE_KM = 4.0
BORDERS = "B01"
# Four signs that differ in form, size and colour; the areas below them say compared with or not.
SIGNS: dict[str, dict[str, Any]] = {
    STUDIED: {"symbol": "diamond", "size": 15, "color": theme.TERRACOTTA_TEXT},
    COMPARED: {"symbol": "circle", "size": 8, "color": theme.GREEN},
    LAND_CHECK: {"symbol": "triangle-up", "size": 13, "color": theme.SERIES[2]},
    UNUSED: {"symbol": "x-thin", "size": 6, "line": {"color": theme.INK_QUIET, "width": 1.4}},
}
SIGN_EDGE = {"color": theme.CARD, "width": 1.2}
MOST_NAMES = 12
LEGEND = {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "itemclick": False, "itemdoubleclick": False}
UNUSED_FILL, COMPARED_FILL, STUDIED_FILL = theme.NO_VALUE, theme.GAIN[1], theme.LOSS[1]


@of_estimate
def draw_effect_map(atlas: Atlas, w: Wording, result: EffectResult) -> Figure:
    """All Kreise of East Germany: under study, compared with, placebo of the Land, left out.

    Table: grain Kreis. Columns name, land, mark, why; without the words ags, land_ags, used, reason.
    """
    estimated(result)
    table = _mark_table(atlas, w, result)
    return Figure(
        key="effects_map",
        headline=w.text(
            "{n} of {all} districts of East Germany are compared with",
            n=w.number(result.n_control),
            all=w.number(len(table)),
        ),
        subtitle=w.text(
            "Which districts the result rests on: {subject}; compared with: {set}",
            subject=place_since(atlas, w, result),
            set=set_label(w, result.controls),
        ),
        description=_description(w, table),
        table=table,
        columns=(
            Column("name", w.text("District")),
            Column("land", w.text("Land")),
            Column("sign", w.text("Mark on the map")),
            Column("why", w.text("Why")),
        ),
        source_ids=(*compared_sources(atlas, result), BORDERS),
        chart=_chart(atlas, w, table),
        notes=(_mark_note(w),),
        stem=f"vorher-nachher-karte-{place_stem(result)}",
    )


@of_estimate
def draw_effect_left_out(atlas: Atlas, w: Wording, result: EffectResult) -> Figure:
    """The Kreise not compared with, by reason.

    Table: grain reason, the most frequent first. Columns why, n (Kreise), names.
    """
    estimated(result)
    listed = _mark_table(atlas, w, result)
    out = listed[(listed["mark"] != STUDIED) & ~listed["used"]]
    table = (
        out.groupby("why", sort=False)["name"]
        .agg(n="size", names=lambda names: w.join(sorted(names)))
        .reset_index()
        .sort_values("n", ascending=False, kind="stable", ignore_index=True)
    )
    return Figure(
        key="effects_left_out",
        headline=w.text("{n} districts are not compared with, each for a stated reason", n=w.number(len(out))),
        subtitle=w.text("Compared with: {set}", set=set_label(w, result.controls)),
        description=" ".join(f"{row.why}: {row.names}." for row in table.itertuples()),
        table=table,
        columns=(
            Column("why", w.text("Why")),
            Column("n", w.text("Number"), "int"),
            Column("names", w.text("Districts")),
        ),
        source_ids=compared_sources(atlas, result),
        stem=f"vorher-nachher-weggelassen-{place_stem(result)}",
    )


def _mark_table(atlas: Atlas, w: Wording, result: EffectResult) -> pd.DataFrame:
    rows = mark_kreise(atlas, result)
    order = {mark: place for place, mark in enumerate(MARKS)}
    return rows.assign(
        name=rows["ags"].map(east_names(atlas, w)),
        land=rows["land_ags"].map(land_names(w)),
        sign=[mark_name(w, mark) for mark in rows["mark"]],
        why=[control_reason(w, reason) for reason in rows["reason"]],
        order=rows["mark"].map(order),
    ).sort_values(["order", "land_ags", "name"], kind="stable", ignore_index=True)


def mark_name(w: Wording, mark: str) -> str:
    """What a sign of the map means."""
    words = {
        STUDIED: w.text("under study"),
        COMPARED: w.text("compared with"),
        LAND_CHECK: w.text("check in the Land (placebo)"),
        UNUSED: w.text("left out"),
    }
    return words[mark]


def _mark_note(w: Wording) -> str:
    return w.text(
        "A triangle marks a district of the same Land without a documented start: it is counted as if an initiative "
        "had begun there, to see what happened in the Land anyway. On a green area it is compared with as well. "
        "Initiatives are known only inside the network: in other Länder there may be more."
    )


def _description(w: Wording, table: pd.DataFrame) -> str:
    return " ".join(
        [w.text("Map of the {n} districts of East Germany.", n=w.number(len(table))), *_sentences(w, table)]
    )


def _sentences(w: Wording, table: pd.DataFrame) -> list[str]:
    """Who carries which sign, and why the others carry none: also stands beside the map where there is room."""
    signs = [(mark_name(w, mark), table.loc[table["mark"] == mark, "name"]) for mark in MARKS[:-1]]
    out = table[table["mark"] == UNUSED].groupby("why", sort=False)["name"]
    reasons = sorted(((str(why), names) for why, names in out), key=lambda reason: -len(reason[1]))
    return [
        w.text("{what} ({n}): {names}.", what=_upper(what), n=w.number(len(names)), names=w.join(names))
        if len(names) <= MOST_NAMES
        else w.text("{what}: {n}.", what=_upper(what), n=w.number(len(names)))
        for what, names in [*signs, *reasons]
        if len(names)
    ]


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _chart(atlas: Atlas, w: Wording, table: pd.DataFrame) -> go.Figure:
    east = atlas.load_east()
    areas, outlines = _areas_km(east)
    chart = go.Figure()
    studied = table["mark"] == STUDIED
    for chosen, fill in (
        (~studied & ~table["used"], UNUSED_FILL),
        (~studied & table["used"], COMPARED_FILL),
        (studied, STUDIED_FILL),
    ):
        chart.add_trace(_area_trace(areas[table.loc[chosen, "ags"]], fill))
    chart.add_trace(_outline_trace(outlines))
    for mark in reversed(MARKS):
        rows = table[table["mark"] == mark]
        if len(rows):
            chart.add_trace(_sign_trace(w, areas[rows["ags"]], rows, mark))
    west, south, east_end, north = areas.total_bounds
    fixed = {"visible": False, "fixedrange": True}
    chart.update_layout(
        showlegend=True,
        legend=LEGEND,
        meta=_sentences(w, table),
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
        xaxis=fixed | {"range": [west - EDGE_KM, east_end + EDGE_KM], "constrain": "domain"},
        yaxis=fixed | {"range": [south - EDGE_KM, north + EDGE_KM], "scaleanchor": "x", "constrain": "domain"},
    )
    return theme.style(chart, w, HEIGHT_PX)


@lru_cache(maxsize=2)
def _areas_km(east: EastPanel) -> tuple[GeoSeries, GeoSeries]:
    """Kreise by key, and Länder, in kilometres to a tenth: what a page needs and no more."""
    metres = east.areas.set_index("ags").geometry.to_crs(METRES)
    laender = metres.groupby(metres.index.str.slice(0, 2)).agg(_together)
    return _in_km(metres), _in_km(laender)


def _together(parts: GeoSeries) -> Any:
    return shapely.coverage_union_all(parts.to_numpy())


def _in_km(shapes: GeoSeries) -> GeoSeries:
    km = shapely.transform(shapes.to_numpy(), lambda points: (points / 1000).round(1))
    return shapes.__class__(km, index=shapes.index)


def _rings(shapes: GeoSeries) -> dict[str, list[float | None]]:
    """All rings one after the other, with a gap between two."""
    parts = [part for shape in shapely.orient_polygons(shapes.to_numpy()) for part in getattr(shape, "geoms", [shape])]
    places: dict[str, list[float | None]] = {"x": [], "y": []}
    for ring in (ring for part in parts for ring in (part.exterior, *part.interiors)):
        xs, ys = ring.xy
        places["x"] += [*xs, None]
        places["y"] += [*ys, None]
    return places


def _area_trace(shapes: GeoSeries, fill: str) -> go.Scatter:
    return go.Scatter(
        **_rings(shapes), mode="lines", fill="toself", fillcolor=fill, line={"color": theme.CARD, "width": 0.8},
        hoverinfo="skip", showlegend=False,
    )  # fmt: skip


def _outline_trace(laender: GeoSeries) -> go.Scatter:
    return go.Scatter(
        **_rings(laender), mode="lines", line={"color": theme.INK_QUIET, "width": 1.1}, hoverinfo="skip",
        showlegend=False,
    )  # fmt: skip


def _sign_trace(w: Wording, shapes: GeoSeries, rows: pd.DataFrame, mark: str) -> go.Scatter:
    points = shapely.point_on_surface(shapes.to_numpy())
    return go.Scatter(
        x=shapely.get_x(points).round(1),
        y=shapely.get_y(points).round(1),
        mode="markers",
        name=f"{mark_name(w, mark)} ({w.number(len(rows))})",
        marker={"line": SIGN_EDGE} | SIGNS[mark],
        legendrank=1 + MARKS.index(mark),
        hovertext=[f"<b>{row.name_}</b><br>{row.why}" for row in rows.rename(columns={"name": "name_"}).itertuples()],
        hoverinfo="text",
    )
