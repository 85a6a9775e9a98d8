"""The change from year to year."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.axes import value_axis
from analytics.figure.model import Column, Figure
from analytics.figure.shapes import hollow, over_columns
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.subjects.growth import measures as growth
from data.atlas import Atlas


def draw_yearly_growth(atlas: Atlas, w: Wording) -> Figure:
    """Change from the last count of one year to the last count of the next; years without a count stay open."""
    years = growth.yearly_growth(atlas)
    table = years.assign(reading=[_year_reading(row, w) for _, row in years.iterrows()])
    best = years[years["per_single_year"]].sort_values("change", kind="stable").iloc[-1]
    tied = years[years["per_single_year"] & (years["change"] == best["change"])]["year"]
    return Figure(
        key="growth-years",
        headline=w.text(
            "Strongest growth: {change} in {years}",
            change=w.signed(int(best["change"]), 0),
            years=w.join(str(year) for year in tied),
        ),
        subtitle=w.text(
            "Change in members against the last count of the year before, {first} to {last}",
            first=int(years["year"].min()),
            last=int(years["year"].max()),
        ),
        description=" ".join(f"{row['year']}: {row['reading']}." for _, row in table.iterrows()),
        table=table,
        columns=(
            Column("year", w.text("Year"), "year"),
            Column("members", w.text("Last count"), "int"),
            Column("date", w.text("Date of the count"), "date"),
            Column("change", w.text("Change"), "signed_int"),
            Column("reading", w.text("How to read it")),
        ),
        source_ids=split_ids(years["source_ids"]),
        chart=_year_bars(years, w),
        notes=(
            w.text("The last counts of the years fall into different months, so the bars cover unequal stretches."),
        ),
        stem="ankommen-atlas-wachstum-jahre",
    )


def _year_reading(row: pd.Series, w: Wording) -> str:
    if pd.isna(row["members"]):
        return w.text("no count found")
    if pd.isna(row["change"]):
        return w.text("first year")
    if row["per_single_year"]:
        return w.text("{change} against {year}", change=w.signed(row["change"], 0), year=row["since_year"])
    return w.text(
        "{change} since {year}, over more than one year", change=w.signed(row["change"], 0), year=row["since_year"]
    )


def _year_bars(years: pd.DataFrame, w: Wording) -> go.Figure:
    known = years[years["change"].notna()]
    single = known[known["per_single_year"]]
    chart = go.Figure()
    chart.add_bar(
        x=single["year"],
        y=single["change"],
        width=0.62,
        marker={"color": theme.GREEN, "line_width": 0},
        **over_columns([w.signed(value, 0) for value in single["change"]], size=14),
        hovertext=[_year_reading(row, w) for _, row in single.iterrows()],
        hovertemplate="<b>%{x}</b><br>%{hovertext}<extra></extra>",
    )
    for _, row in known[~known["per_single_year"]].iterrows():
        _add_year_span(chart, row, w)
    axis = value_axis(known["change"], w, signed=True, most=4)
    highest = float(known["change"].max())
    chart.update_layout(
        xaxis={
            "tickmode": "array",
            "tickvals": list(known["year"]) + _uncounted(years),
            "tickformat": "d",
            "tickangle": 0,
            "range": [float(known["year"].min()) - 0.6, float(years["year"].max()) + 0.6],
            "tickfont": {"size": 12},
        },
        yaxis=axis | {"automargin": True, "range": [min(0.0, float(known["change"].min())) * 1.2, highest * 1.25]},
        bargap=0.3,
    )
    return theme.style(chart, w, 300)


def _uncounted(years: pd.DataFrame) -> list[int]:
    return [int(year) for year in years.loc[years["members"].isna(), "year"]]


def _add_year_span(chart: go.Figure, row: pd.Series, w: Wording) -> None:
    """A change that belongs to several years: one hollow bar across them."""
    first, last = int(row["since_year"]) + 1, int(row["year"])
    chart.add_bar(
        x=[(first + last) / 2],
        y=[row["change"]],
        width=last - first + 0.62,
        marker=hollow(theme.GREEN, theme.GAIN[2]),
        **over_columns([w.text("{change} in {n} years", change=w.signed(row["change"], 0), n=last - first + 1)]),
        hovertext=[_year_reading(row, w)],
        hovertemplate=f"<b>{first}–{last}</b><br>%{{hovertext}}<extra></extra>",
    )
