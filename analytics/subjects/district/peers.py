"""A Kreis beside the places most like it."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.axes import padded
from analytics.figure.charts.rows import Room, draw_bars
from analytics.figure.model import Column, Figure
from analytics.figure.shapes import write_key
from analytics.language import Wording
from analytics.rates.naming import kreis_names, rate_sources
from analytics.rates.rates import LAND_AGS
from analytics.rates.series import last_year
from analytics.subjects.district.measures import ALIKE, LAND, NEIGHBOUR, SELF, compute_peers
from analytics.subjects.peers.measures import NEAREST, compute_characteristics
from data.atlas import Atlas

ROOM = Room(row=28, names=152, right=50, above=36, extra=66)

ROLE_COLOURS = {SELF: theme.GREEN, NEIGHBOUR: theme.GAIN[2], ALIKE: theme.OCHRE_SOFT, LAND: theme.TOTAL}


def draw_kreis_peers(atlas: Atlas, w: Wording, *, ags: str) -> Figure:
    """The Kreis beside its neighbours, the Kreise most like it and the Land.

    Raises:
        UnknownNameError: the Kreis is unknown.
    """
    year = last_year(atlas)
    peers = compute_peers(atlas, ags, year=year)
    names = kreis_names(atlas) | {LAND_AGS: w.text("Land Brandenburg")}
    table = peers.assign(name=peers["ags"].map(names), role_words=[_role(w, role) for role in peers["role"]])
    return Figure(
        key="kreis_peers",
        headline=_peers_headline(w, table),
        subtitle=w.text("Net migration per 1,000 residents, all ages, {year}", year=year),
        description=_peers_description(w, table),
        table=table,
        columns=(
            Column("name", w.text("District")),
            Column("role_words", w.text("Compared as")),
            Column("per_1000", w.text("Net migration per 1,000 residents"), "signed1"),
            Column("net", w.text("Net migration, persons"), "signed_int", beside=True),
            Column("distance", w.text("Distance (0 = alike)"), "decimal1", beside=True),
            Column("population", w.text("Residents"), "int", beside=True),
            Column("density", w.text("Residents per km²"), "int", beside=True),
            Column("share_old", w.text("Aged 65 and over"), "percent", beside=True),
        ),
        source_ids=tuple(dict.fromkeys([*rate_sources(atlas, (year,)), *_trait_sources(atlas)])),
        chart=_peers_chart(w, table),
        notes=(
            w.text(
                "Neighbours share a border. Similar are the {n} districts nearest in number of residents, residents "
                "per km² (both as logarithms) and share of people of 65 and over, {year}; each is divided by its "
                "standard deviation, the distance is the root of the mean squared difference.",
                n=NEAREST,
                year=compute_characteristics(atlas)["year"].iloc[0],
            ),
        ),
        stem=f"vergleich-{ags}-{year}",
    )


def _trait_sources(atlas: Atlas) -> tuple[str, ...]:
    year = compute_characteristics(atlas)["year"].iloc[0]
    return tuple(dict.fromkeys(atlas.population.loc[atlas.population["year"] == year, "source_id"]))


def _role(w: Wording, role: str) -> str:
    words = {
        SELF: w.text("this district"),
        NEIGHBOUR: w.text("neighbour"),
        ALIKE: w.text("similar district"),
        LAND: w.text("Land Brandenburg"),
    }
    return words[role]


def _peers_headline(w: Wording, table: pd.DataFrame) -> str:
    own, others = table.iloc[0], table[table["role"].isin([NEIGHBOUR, ALIKE])]
    above = int((others["per_1000"] > own["per_1000"]).sum())
    return w.text(
        "{name} is number {place} of {n} comparable districts",
        name=own["name"],
        place=above + 1,
        n=len(others) + 1,
    )


def _peers_description(w: Wording, table: pd.DataFrame) -> str:
    values = [f"{row['name']} ({row['role_words']}) {w.signed(row['per_1000'])}" for _, row in table.iterrows()]
    return w.text("Bar chart: {values}.", values="; ".join(values))


def _peers_chart(w: Wording, table: pd.DataFrame) -> go.Figure:
    words = [w.signed(value) for value in table["per_1000"]]
    hover = [
        f"<b>{name}</b> · {role}<br>{written}"
        for name, role, written in zip(table["name"], table["role_words"], words, strict=True)
    ]
    colours = [ROLE_COLOURS[role] for role in table["role"]]
    shown = table.assign(words=words, hover=hover, colour=colours, bold=table["role"] == SELF)
    chart = draw_bars(w, shown, "per_1000", ROOM, padded(table["per_1000"]), edge=theme.EDGE)
    present = [role for role in (SELF, NEIGHBOUR, ALIKE) if role in set(table["role"])]
    key = "   ".join(f'<span style="color:{ROLE_COLOURS[role]}">■</span> {_role(w, role)}' for role in present)
    write_key(chart, key, left_px=148, up_px=32)
    return chart
