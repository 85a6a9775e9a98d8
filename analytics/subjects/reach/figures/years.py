"""Reach year by year as documented, and what the members without place or date leave open."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.axes import fixed_axis, year_ticks
from analytics.figure.charts.rows import Room, bottom_up, stack_bars
from analytics.figure.model import Column, Figure
from analytics.figure.shapes import bars, dots, write_words
from analytics.language import Wording
from analytics.subjects.reach import measures as ws
from analytics.subjects.reach.figures.text import DEFAULT_LIMIT_KM, distance_sources, people_where
from data.atlas import Atlas

PLOT_PX = 300
BAND = theme.translucent(theme.GREEN, 0.1)
BOUND_ROOM = Room(row=52, names=52, right=108, above=44, below=8, extra=70)


def draw_reach_by_year(atlas: Atlas, w: Wording, *, scope: str = ws.LAND, limit_km: int = DEFAULT_LIMIT_KM) -> Figure:
    """Share of the people within the limit at the end of each documented year, between its bounds.

    Raises:
        UnknownNameError: the scope is unknown.
    """
    years = ws.compute_reach_by_year(atlas, scope)
    table = years[years["limit_km"] == limit_km].reset_index(drop=True)
    return Figure(
        key="whitespots_years",
        headline=_years_headline(w, table, limit_km),
        subtitle=w.text(
            "Share of the {people} within {km} km of an initiative at the end of the year; people as of the census of "
            "2022 in every year",
            people=people_where(w, scope), km=limit_km,
        ),
        description=_years_description(w, table),
        table=table,
        columns=(
            Column("year", w.text("Year"), "year"),
            Column("people_share", w.text("Share"), "percent"),
            Column("people_share_low", w.text("at least"), "percent"),
            Column("people_share_high", w.text("at most"), "percent"),
            Column("initiatives", w.text("Initiatives counted"), "int"),
            Column("undated", w.text("of unknown start or end, only in the upper bound"), "int"),
        ),
        source_ids=distance_sources(atlas),
        chart=_years_chart(w, table),
        reading=w.text(
            "Solid: initiatives from their first documented year. Dashed: at least, counting only members a source "
            "names and shows in that year; at most, counting also those whose start or end is not dated."
        ),
        stem=f"weisse-flecken-jahre-{scope}-{limit_km}km",
    )  # fmt: skip


def _years_headline(w: Wording, table: pd.DataFrame, limit_km: int) -> str:
    first, last = table.iloc[0], table.iloc[-1]
    return w.text(
        "As documented, reach within {km} km went from {start} in {first} to {end} in {last}",
        km=limit_km,
        start=w.percent(first["people_share"]),
        first=int(first["year"]),
        end=w.percent(last["people_share"]),
        last=int(last["year"]),
    )


def _years_description(w: Wording, table: pd.DataFrame) -> str:
    values = [
        w.text(
            "{year} {share} (between {low} and {high})",
            year=row.year,
            share=w.percent(row.people_share),
            low=w.percent(row.people_share_low),
            high=w.percent(row.people_share_high),
        )
        for row in table.itertuples()
    ]
    return w.text("Line chart of the share by year: {values}.", values=w.join(values))


def _years_chart(w: Wording, table: pd.DataFrame) -> go.Figure:
    chart = go.Figure()
    bound = {"color": theme.INK_QUIET, "width": 1.4, "dash": "4px,3px"}
    chart.add_trace(
        go.Scatter(x=table["year"], y=table["people_share_low"], mode="lines", line=bound, hoverinfo="skip")
    )
    chart.add_trace(
        go.Scatter(
            x=table["year"], y=table["people_share_high"], mode="lines", line=bound, hoverinfo="skip", fill="tonexty",
            fillcolor=BAND,
        )
    )  # fmt: skip
    chart.add_trace(_main_line(w, table))
    first, last = int(table["year"].iloc[0]), int(table["year"].iloc[-1])
    top = max(0.2, float(table["people_share_high"].max()))
    ticks = [step / 10 for step in range(0, int(top * 10) + 2, 2)]
    chart.update_layout(
        margin={"l": 52, "r": 96, "t": 16, "b": 32},
        xaxis=fixed_axis(first - 0.4, last + 0.3, year_ticks(first, last), automargin=True),
        yaxis=fixed_axis(0, max(ticks[-1], top * 1.04), ticks, ticktext=[w.percent(tick) for tick in ticks]),
    )
    _label_bounds(chart, w, table)
    return theme.style(chart, w, PLOT_PX + 56)


def _main_line(w: Wording, table: pd.DataFrame) -> go.Scatter:
    hover = [
        w.text(
            "{year}: {share} with {n} initiatives",
            year=row.year,
            share=w.percent(row.people_share, 1),
            n=w.number(row.initiatives),
        )
        for row in table.itertuples()
    ]
    style = {"mode": "lines+markers", "line": {"color": theme.GREEN, "width": 2.6}, "cliponaxis": False}
    return dots(table["year"], table["people_share"], hover, {"color": theme.GREEN, "size": 7}, **style)


def _label_bounds(chart: go.Figure, w: Wording, table: pd.DataFrame) -> None:
    """Names at the right end of the line; the bounds are named where they are widest apart."""
    last = table.iloc[-1]
    widest = table.iloc[int((table["people_share_high"] - table["people_share_low"]).to_numpy().argmax())]
    labels = (
        (last["year"], last["people_share"], w.percent(last["people_share"]), theme.GREEN, "left", "middle", 8, 0),
        (widest["year"], widest["people_share_high"], w.text("at most"), theme.INK_QUIET, "center", "bottom", 0, 4),
        (last["year"], last["people_share_low"], w.text("at least"), theme.INK_QUIET, "left", "middle", 8, 0),
    )
    for x, y, text, colour, across, down, right, up in labels:
        write_words(chart, text, x, y, colour=colour, xanchor=across, yanchor=down, xshift=right, yshift=up)


def draw_register_bound(atlas: Atlas, w: Wording, *, scope: str = ws.LAND) -> Figure:
    """How far the share within each limit could be off because places of members are not known.

    Raises:
        UnknownNameError: the scope is unknown.
    """
    bounds = [ws.compute_register_bound(atlas, limit_km=limit, scope=scope) for limit in ws.LIMITS_KM]
    table = pd.DataFrame(
        {
            "limit": [f"{bound.limit_km:.0f} km" for bound in bounds],
            "share_low": [bound.share_low for bound in bounds],
            "share_high": [bound.share_high for bound in bounds],
            "share_highest": [bound.share_highest for bound in bounds],
        }
    )
    one = bounds[0]
    return Figure(
        key="whitespots_bound",
        headline=_bound_headline(w, bounds),
        subtitle=w.text(
            "Share of the {people}: with the known places, and at most, wherever the unknown ones are",
            people=people_where(w, scope),
        ),
        description=_bound_description(w, table),
        table=table,
        columns=(
            Column("limit", w.text("Distance")),
            Column("share_low", w.text("known places"), "percent"),
            Column("share_high", w.text("at most, with the register's members without a place"), "percent"),
            Column("share_highest", w.text("at most, also with the members nobody has named"), "percent"),
        ),
        source_ids=distance_sources(atlas),
        chart=_bound_chart(w, table),
        notes=(
            w.text(
                "{unplaced} members of the register have no known place; {unnamed} more are counted by the network and "
                "named nowhere. For the bound they sit where they would reach most people, which is not likely.",
                unplaced=w.number(one.unplaced), unnamed=w.number(one.unnamed),
            ),
        ),
        stem=f"weisse-flecken-schranke-{scope}",
    )  # fmt: skip


def _bound_headline(w: Wording, bounds: list[ws.RegisterBound]) -> str:
    bound = next(bound for bound in bounds if bound.limit_km == DEFAULT_LIMIT_KM)
    return w.text(
        "Unknown places leave much open: between {low} and {high} within {km} km",
        low=w.percent(bound.share_low),
        high=w.percent(bound.share_highest),
        km=DEFAULT_LIMIT_KM,
    )


def _bound_description(w: Wording, table: pd.DataFrame) -> str:
    values = [
        w.text(
            "{limit} at least {low}, at most {high}",
            limit=row.limit,
            low=w.percent(row.share_low),
            high=w.percent(row.share_highest),
        )
        for row in table.itertuples()
    ]
    return w.text("Bars with their possible range: {values}.", values=w.join(values))


def _bound_chart(w: Wording, table: pd.DataFrame) -> go.Figure:
    rows = bottom_up(table)
    placeless, unnamed = rows["share_high"] - rows["share_low"], rows["share_highest"] - rows["share_high"]
    parts = (
        (w.text("known places"), rows["share_low"], {"color": theme.GREEN}),
        (w.text("possible: members without a place"), placeless, _hatched(theme.GAIN[2])),
        (w.text("possible: members nobody has named"), unnamed, _hatched(theme.RULE)),
    )
    stacked = [
        bars(values, None, name=name, width=0.6, marker=marker | {"line": {"width": 0}})
        for name, values, marker in parts
    ]
    words = [
        w.text("{low} to {high}", low=w.percent(row["share_low"]), high=w.percent(row["share_highest"]))
        for _, row in rows.iterrows()
    ]
    return stack_bars(w, stacked, rows["limit"], BOUND_ROOM, words=words)


def _hatched(colour: str) -> dict[str, object]:
    return {"color": colour, "pattern": theme.hatch(colour)}
