"""Ages over time: net migration of one area as a grid of age groups and years."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.annotations import add_notes, wrap_label
from analytics.figure.axes import row_axis, years_axis
from analytics.figure.model import Column, Figure
from analytics.figure.shapes import words_at, write_values
from analytics.language import Wording
from analytics.maps.classes import Classes, find_classes
from analytics.rates.naming import age_label, age_people, names_without, nothing_text, rate_sources
from analytics.rates.rates import TOTAL, compute_rates, migration_age_groups
from analytics.rates.series import compute_area_grid, distorted_ags, spread_out
from analytics.subjects.migration.measures import rate_and_persons_text
from data.atlas import Atlas

ROW_PX = 40
TOP_PX, BOTTOM_PX = 44, 34
MOST_LIMITS = 5


def draw_age_grid(atlas: Atlas, w: Wording, *, area: str, without_distorted: bool = False) -> Figure:
    """Net migration per 1,000 of the same age by age group and year, one colour scale for all areas and years.

    Raises:
        UnknownNameError: the area is unknown.
    """
    without = tuple(distorted_ags(atlas)) if without_distorted else ()
    ages = list(migration_age_groups(atlas))
    grid = compute_area_grid(atlas, area, without=without)
    labels = {age: age_label(atlas, w, age) for age in ages}
    states = [nothing_text(w, status, reason) for status, reason in zip(grid["status"], grid["reason"], strict=True)]
    table = grid.assign(age=grid["age_group"].map(labels), state=states)
    name = names_without(atlas, w, area, without)
    # The classes of the map for all ages together, the same for every area: pictures can be laid side by side.
    # Those who leave for training exceed every scale; classes that hold them would leave one colour for all others.
    rates = compute_rates(atlas)
    total = rates.loc[rates["age_group"] == TOTAL, "net_per_1000"]
    classes = find_classes(total, method="round", diverging=True)
    return Figure(
        key="migration_ages",
        headline=_headline(atlas, w, table, name),
        subtitle=w.text(
            "Net migration per 1,000 people of the same age, {name}, {first}–{last}",
            name=name,
            first=table["year"].min(),
            last=table["year"].max(),
        ),
        description=_description(w, table, name, ages),
        table=table,
        columns=_columns(w),
        source_ids=rate_sources(atlas),
        chart=_chart(w, table, ages, labels, classes),
        notes=(
            w.text(
                "Orange: more departures than arrivals; green: more arrivals. Hatched: not in the source. The numbers "
                "on the right are the values of {year}.",
                year=_last_year(table),
            ),
        ),
        stem=f"wanderung-alter-{area}",
    )


def _columns(w: Wording) -> tuple[Column, ...]:
    return (
        Column("age", w.text("Age group")),
        Column("year", w.text("Year"), "year"),
        Column("net", w.text("Net migration, persons"), "signed_int", beside=True),
        Column("population", w.text("Residents on 31 December"), "int", beside=True),
        Column("net_per_1000", w.text("per 1,000 people of the same age"), "signed1"),
        Column("state", w.text("Status")),
    )


def _last_year(table: pd.DataFrame) -> int:
    """The last year with a rate; the last of all when there is none."""
    known = table.loc[table["net_per_1000"].notna(), "year"]
    return int((known if len(known) else table["year"]).max())


def _headline(atlas: Atlas, w: Wording, table: pd.DataFrame, name: str) -> str:
    now = table[(table["year"] == _last_year(table)) & (table["age_group"] != TOTAL)].dropna(subset=["net_per_1000"])
    if now.empty:
        return w.text("{name}: no rate can be given", name=name)
    losing, gaining = now[now["net_per_1000"] < 0], now[now["net_per_1000"] > 0]
    if losing.empty:
        return w.text("{name} gains in all age groups", name=name)
    if gaining.empty:
        return w.text("{name} loses in all age groups", name=name)
    if len(losing) == 1:
        people = age_people(atlas, w, losing["age_group"].iloc[0])
        return w.text("{name} loses only among {people}", name=name, people=people)
    rates = now["net_per_1000"]
    low, high = now.iloc[int(rates.argmin())], now.iloc[int(rates.argmax())]
    return w.text(
        "{name}: greatest loss among {low}, greatest gain among {high}",
        name=name,
        low=age_people(atlas, w, low["age_group"]),
        high=age_people(atlas, w, high["age_group"]),
    )


def _description(w: Wording, table: pd.DataFrame, name: str, ages: list[str]) -> str:
    first, last = table["year"].min(), table["year"].max()
    sentences = [
        w.text("Heat map of {name}: age groups by year, {first} to {last}.", name=name, first=first, last=last)
    ]
    for age in ages:
        rows = table[table["age_group"] == age].dropna(subset=["net_per_1000"])
        if rows.empty:
            continue
        gains = int((rows["net_per_1000"] > 0).sum())
        sentences.append(
            w.text(
                "{age}: gain in {gains} of {n} years, {value} in {year}.",
                age=rows["age"].iloc[0],
                gains=gains,
                n=len(rows),
                value=w.signed(rows["net_per_1000"].iloc[-1]),
                year=rows["year"].iloc[-1],
            )
        )
    return " ".join(sentences)


def _chart(w: Wording, table: pd.DataFrame, ages: list[str], labels: dict[str, str], classes: Classes) -> go.Figure:
    rows = list(reversed(ages))
    values = spread_out(table, "age_group", "year", "net_per_1000").loc[rows]
    years = [int(year) for year in values.columns]
    chart = go.Figure([_cells(w, table, values, classes), _gaps(table, rows)])
    last = values[_last_year(table)]
    write_values(chart, [w.signed(last[age]) for age in rows], 48)
    plot_px = ROW_PX * len(rows)
    _draw_key(chart, w, classes, plot_px)
    first = years[0]
    named = row_axis([wrap_label(labels[age], 14) for age in rows], tickfont={"size": 12})
    chart.update_layout(
        margin={"l": 104, "r": 48, "t": TOP_PX, "b": BOTTOM_PX},
        barmode="overlay",
        xaxis=years_axis(first, years[-1], after=0.5) | {"showline": False},
        yaxis=named | {"range": [-0.5, len(rows) - 0.5]},
    )
    return theme.style(chart, w, plot_px + TOP_PX + BOTTOM_PX)


def _cells(w: Wording, table: pd.DataFrame, values: pd.DataFrame, classes: Classes) -> go.Heatmap:
    index = values.map(lambda value: classes.index(float(value))).replace(-1, float("nan"))
    n = len(classes.colours)
    steps = [(edge / n, colour) for i, colour in enumerate(classes.colours) for edge in (i, i + 1)]
    words = table.assign(words=[_hover(w, row) for _, row in table.iterrows()])
    hover = spread_out(words, "age_group", "year", "words").loc[values.index]
    return go.Heatmap(
        x=list(values.columns), y=list(range(len(values))), z=index.to_numpy(dtype=float), zmin=-0.5, zmax=n - 0.5,
        colorscale=steps, showscale=False, xgap=1.5, ygap=1.5, hovertext=hover.to_numpy(), hoverinfo="text",
        hoverongaps=False,
    )  # fmt: skip


def _gaps(table: pd.DataFrame, rows: list[str]) -> go.Bar:
    missing = table[table["net_per_1000"].isna()]
    hatch = theme.hatch(theme.HATCH_CELL, theme.NO_VALUE, size=6, solidity=0.2)
    return go.Bar(
        x=missing["year"], y=[0.94] * len(missing), base=[rows.index(age) - 0.47 for age in missing["age_group"]],
        width=0.9, hoverinfo="text", marker={"color": theme.NO_VALUE, "line_width": 0, "pattern": hatch},
        hovertext=[f"<b>{row['age']}</b> · {row['year']}<br>{row['state']}" for _, row in missing.iterrows()],
    )  # fmt: skip


def _hover(w: Wording, row: pd.Series) -> str:
    words = rate_and_persons_text(w, "net", row["net_per_1000"], row["net"])
    return f"<b>{row['age']}</b> · {row['year']}<br>{words}"


def _draw_key(chart: go.Figure, w: Wording, classes: Classes, plot_px: int) -> None:
    """Colour key as a number line above the grid: equal blocks, limits between them."""
    n = len(classes.colours)
    paper: dict[str, Any] = {"xref": "paper", "yref": "paper"}
    low, high = 1 + 8 / plot_px, 1 + 18 / plot_px
    block = {"type": "rect", **paper, "y0": low, "y1": high, "line": {"color": theme.CARD, "width": 1}}
    blocks = [block | {"x0": i / n, "x1": (i + 1) / n, "fillcolor": c} for i, c in enumerate(classes.colours)]
    chart.layout.shapes = (*chart.layout.shapes, *blocks)
    zero = classes.limits.index(0.0)
    # Many limits would run into each other on a phone: then every second one, 0 among them.
    step = 1 if len(classes.limits) <= MOST_LIMITS else 2
    where: dict[str, Any] = {"colour": theme.INK_QUIET, "yanchor": "bottom"} | paper
    shown = range(zero % step, len(classes.limits), step)
    add_notes(chart, (words_at(w.signed(classes.limits[i], 0), (i + 1) / n, high, **where) for i in shown))
