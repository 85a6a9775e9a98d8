"""So many members more each year: what the network would count, as an example."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.axes import fixed_axis, value_axis
from analytics.figure.model import Column, Figure
from analytics.figure.shapes import hollow, legend, over_columns
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.subjects.growth.measures import yearly_growth
from analytics.subjects.outlook.measures import membership
from analytics.subjects.outlook.measures.scenario import compute_scenario
from data.atlas import Atlas

SCENARIO_PX = 340


def draw_outlook_scenario(atlas: Atlas, w: Wording, *, per_year: int, years: int) -> Figure:
    """What so many initiatives a year would add up to: arithmetic, drawn hollow, never as a forecast.

    Raises:
        SelectionError: as `compute_scenario`.
    """
    sums, counted = compute_scenario(atlas, per_year=per_year, years=years), yearly_growth(atlas)
    points = membership.documented_points(atlas)
    table = _scenario_table(w, sums, counted)
    end = sums.iloc[-1]
    return Figure(
        key="outlook_scenario",
        headline=w.text(
            "Example: {change} a year would make {n} members in {year}",
            change=w.signed(per_year, 0),
            n=w.number(end["members"]),
            year=end["year"],
        ),
        subtitle=w.text("Arithmetic with an assumed number, no forecast; last documented count of each year before"),
        description=w.text(
            "Bar chart. Documented: {counted}. Added up from {start} in {first}: {sums}.",
            counted="; ".join(_bar_words(w, row) for _, row in table[~table["assumed"]].iterrows()),
            start=w.number(sums["members"].iloc[0]),
            first=sums["year"].iloc[0],
            sums="; ".join(_bar_words(w, row) for _, row in table[table["assumed"]].iterrows()),
        ),
        table=table,
        columns=(
            Column("year", w.text("Year"), "year"),
            Column("members", w.text("Members"), "int"),
            Column("added", w.text("Since the last count"), "signed_int"),
            Column("state", w.text("Status")),
        ),
        source_ids=split_ids(points["source_ids"]),
        chart=_scenario_chart(w, table),
        notes=(
            _sum_text(w, sums, per_year),
            w.text(
                "The number is your assumption: nothing in the counts says that it will come. Members who leave are to "
                "be deducted from it."
            ),
        ),
        stem=f"mitglieder-rechenbeispiel-{per_year}-je-jahr",
    )


def scenario_years(atlas: Atlas, most: int) -> list[int]:
    """How many years an example sum may reach, and the calendar year of the last count it starts from."""
    first = int(membership.documented_points(atlas)["day"].iloc[-1].year)
    return [first + step for step in range(1, most + 1)]


def _scenario_table(w: Wording, sums: pd.DataFrame, counted: pd.DataFrame) -> pd.DataFrame:
    last = int(sums["year"].iloc[0])
    known = counted[["year", "members"]].assign(
        added=pd.array([pd.NA] * len(counted), dtype="Int64"),
        assumed=False,
        state=[w.text("no count found") if pd.isna(n) else w.text("documented") for n in counted["members"]],
    )
    assumed = sums[sums["year"] > last].assign(assumed=True, state=w.text("assumed, added up"))
    columns = ["year", "members", "added", "assumed", "state"]
    types = {"members": "Int64", "added": "Int64"}
    return pd.concat([known[columns].astype(types), assumed[columns].astype(types)], ignore_index=True)


def _sum_text(w: Wording, sums: pd.DataFrame, per_year: int) -> str:
    start, end, years = int(sums["members"].iloc[0]), int(sums["members"].iloc[-1]), len(sums) - 1
    fields = {"start": w.number(start), "years": years, "change": w.signed(per_year, 0)}
    if start + years * per_year < end:
        return w.text("{start} + {years} × ({change}) is less than nothing: the sum stops at 0.", **fields)
    return w.text("{start} + {years} × ({change}) = {end} members.", **fields, end=w.number(end))


def _bar_words(w: Wording, row: pd.Series) -> str:
    return f"{row['year']} {row['state'] if pd.isna(row['members']) else w.number(row['members'])}"


def _scenario_chart(w: Wording, table: pd.DataFrame) -> go.Figure:
    chart = go.Figure()
    styles = (
        (False, w.text("documented"), {"color": theme.GREEN, "line": {"width": 0}}),
        (True, w.text("assumed, added up"), hollow(theme.TERRACOTTA, theme.LOSS[1])),
    )
    for assumed, name, style in styles:
        rows = table[(table["assumed"] == assumed) & table["members"].notna()]
        chart.add_bar(
            x=rows["year"], y=rows["members"], width=0.62, name=name, marker=style, showlegend=True,
            **over_columns([w.number(n) for n in rows["members"]]), hoverinfo="text",
            hovertext=[f"<b>{row['year']}</b><br>{w.number(row['members'])} · {name}" for _, row in rows.iterrows()],
        )  # fmt: skip
    first, last = int(table["year"].min()), int(table["year"].max())
    top = float(table["members"].max()) * 1.18
    chart.update_layout(
        **legend(),
        barmode="overlay",
        xaxis=fixed_axis(
            first - 0.6,
            last + 0.6,
            list(range(first, last + 1, 1 if last - first < 10 else 2)),
            tickangle=0,
            automargin=True,
        ),
        yaxis=value_axis(pd.Series([0.0, top]), w, signed=False, most=4) | fixed_axis(0, top, automargin=True),
    )
    return theme.style(chart, w, SCENARIO_PX)
