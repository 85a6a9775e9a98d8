"""Where one Kreis stands among all."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.annotations import wrap_label
from analytics.figure.charts.rows import Room, bottom_up, frame_rows
from analytics.figure.model import Column, Figure
from analytics.figure.shapes import dots, write_above, write_values
from analytics.language import Wording
from analytics.rates.naming import age_label, kreis_names, rate_sources
from analytics.rates.rates import TOTAL
from analytics.rates.series import last_year
from analytics.subjects.peers.measures import HIGHER, LOWER, MAD_SCALE, SIMILAR, compute_positions, compute_standing
from analytics.subjects.peers.text import verdict_word
from data.atlas import Atlas

ROOM = Room(row=46, names=104, right=78, above=30, extra=44)


def draw_kreis_standing(atlas: Atlas, w: Wording, *, ags: str) -> Figure:
    """All Kreise as dots per age group, this one coloured, on a scale on which "similar" is the same band in each row.

    Raises:
        UnknownNameError: the Kreis is unknown.
    """
    year = last_year(atlas)
    standing = compute_standing(atlas, ags, year=year)
    table = standing.assign(
        age=[age_label(atlas, w, age) for age in standing["age_group"]],
        verdict_text=[verdict_word(w, verdict) for verdict in standing["verdict"]],
        rank_words=[_rank_text(w, row) for _, row in standing.iterrows()],
    )
    order = atlas.age_groups.set_index("age_group")["sort"]
    table = table.assign(order=table["age_group"].map(order)).sort_values("order", ignore_index=True)
    name = kreis_names(atlas)[ags]
    return Figure(
        key="kreis_standing",
        headline=_standing_headline(w, table),
        subtitle=w.text(
            "{name} among {n} districts: net migration per 1,000 people of the same age, {year}",
            name=name,
            n=table["n"].max(),
            year=year,
        ),
        description=_standing_description(w, table, name),
        table=table,
        columns=(
            Column("age", w.text("Age group")),
            Column("per_1000", w.text("per 1,000 people of the same age"), "signed1"),
            Column("rank_words", w.text("Rank")),
            Column("verdict_text", w.text("Compared with the other districts")),
            Column("middle", w.text("Median of the districts"), "signed1"),
            Column("low", w.text("Similar from"), "signed1"),
            Column("high", w.text("Similar up to"), "signed1"),
        ),
        source_ids=rate_sources(atlas, (year,)),
        chart=_standing_chart(atlas, w, table, ags, year),
        notes=(
            w.text(
                "Rule: a district is “similar” when it lies no further from the median of all districts than one "
                "scaled median absolute deviation (MAD × {scale}). In the picture one unit is one such deviation.",
                scale=w.number(MAD_SCALE, 4),
            ),
        ),
        plotted=w.text("Distance from the median of all districts, in scaled median absolute deviations"),
        stem=f"einordnung-{ags}-{year}",
    )


def _rank_text(w: Wording, row: pd.Series) -> str:
    return w.missing() if pd.isna(row["rank"]) else w.text("{n} of {all}", n=row["rank"], all=row["n"])


def _standing_headline(w: Wording, table: pd.DataFrame) -> str:
    ages = table[table["age_group"] != TOTAL]
    counts = ages["verdict"].value_counts()
    parts = [
        w.text("higher in {n}", n=counts[HIGHER]) if HIGHER in counts else "",
        w.text("similar in {n}", n=counts[SIMILAR]) if SIMILAR in counts else "",
        w.text("lower in {n}", n=counts[LOWER]) if LOWER in counts else "",
    ]
    words = ", ".join(part for part in parts if part)
    return w.text("{verdicts} of {n} age groups", verdicts=words[:1].upper() + words[1:], n=len(ages))


def _standing_description(w: Wording, table: pd.DataFrame, name: str) -> str:
    values = [
        f"{row['age']}: {w.signed(row['per_1000'])}, {row['rank_words']}, {row['verdict_text']}"
        for _, row in table.iterrows()
    ]
    return w.text(
        "Dot plot of all districts by age group; {name} is marked. {values}.",
        name=name,
        values="; ".join(values),
    )


def _standing_chart(atlas: Atlas, w: Wording, table: pd.DataFrame, ags: str, year: int) -> go.Figure:
    rows = bottom_up(table)
    positions = compute_positions(atlas, year=year)
    places = {age: place for place, age in enumerate(rows["age_group"])}
    positions = positions.assign(
        place=positions["age_group"].map(places), name=positions["ags"].map(kreis_names(atlas))
    )
    own = positions["ags"] == ags
    chart = go.Figure([_dots(w, positions[~own], own=False), _dots(w, positions[own], own=True)])
    chart.add_vrect(x0=-1, x1=1, fillcolor=theme.GREEN_SOFT, opacity=0.55, line_width=0, layer="below")
    _name_sides(chart, w)
    words = [f"<b>{w.signed(row['per_1000'])}</b><br>{row['rank_words']}" for _, row in rows.iterrows()]
    write_values(chart, words, ROOM.right, align="right")
    reach = float(positions["position"].abs().max()) + 0.4
    ages = [wrap_label(age, 14) for age in rows["age"]]
    frame_rows(w, chart, ages, ROOM, (-reach, reach))
    return theme.lay_out(chart, yaxis={"showgrid": True})


def _name_sides(chart: go.Figure, w: Wording) -> None:
    """Words above the band: what lies left of it, in it, right of it."""
    sides = (
        (-1.1, "right", f"← {w.text('lower')}"),
        (0.0, "center", w.text("similar")),
        (1.1, "left", f"{w.text('higher')} →"),
    )
    for x, anchor, words in sides:
        write_above(chart, words, x, xanchor=anchor)


def _dots(w: Wording, rows: pd.DataFrame, *, own: bool) -> go.Scatter:
    style = {"size": 14, "color": theme.GREEN, "line": {"color": theme.CARD, "width": 2}}
    if not own:
        style = {
            "size": 8,
            "color": theme.translucent(theme.INK_QUIET, 0.35),
            "line": {"color": theme.CARD, "width": 0.5},
        }
    named = zip(rows["name"], rows["per_1000"], strict=True)
    hover = [f"<b>{name}</b><br>{w.signed(value)}" for name, value in named]
    return dots(rows["position"], rows["place"], hover, style)
