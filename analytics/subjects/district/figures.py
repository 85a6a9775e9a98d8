"""Charts of one Kreis: residents, ages, comparison."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.annotations import break_rows_px, mark_breaks, wrap_label
from analytics.figure.axes import fixed_axis, padded, year_ticks
from analytics.figure.charts.rows import Room, draw_bars
from analytics.figure.model import Column, Figure
from analytics.figure.shapes import dots, draw_line, write_words
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.rates.naming import age_label, kreis_names, nothing_text, rate_sources
from analytics.rates.rates import TOTAL, compute_land_rates, compute_rates, migration_age_groups
from analytics.rates.series import check_kreise, last_year
from analytics.subjects.district.facts import YOUNG
from analytics.subjects.district.measures import compute_population, net_by_sex
from data.atlas import Atlas

POPULATION_PLOT_PX = 250
ROOM = Room(row=42, names=104, right=54)
LOSS, GAIN = theme.LOSS[0], theme.GAIN[4]


def draw_kreis_population(atlas: Atlas, w: Wording, *, ags: str) -> Figure:
    """Residents of a Kreis over the years; each census base is a line of its own.

    Raises:
        UnknownNameError: the Kreis is unknown.
    """
    people = compute_population(atlas, ags)
    name = kreis_names(atlas)[ags]
    table = people.assign(base=[_base_text(w, base) for base in people["census_base"]])
    breaks = _population_breaks(atlas, w, table)
    return Figure(
        key="kreis_population",
        headline=_population_headline(w, table),
        subtitle=w.text(
            "Residents of {name} on 31 December, {first}–{last}",
            name=name,
            first=table["year"].min(),
            last=table["year"].max(),
        ),
        description=_population_description(w, table, name),
        table=table,
        columns=(
            Column("date", w.text("Reference day"), "date"),
            Column("population", w.text("Residents"), "int"),
            Column("change", w.text("Change against the figure before, same census only"), "signed_int"),
            Column("base", w.text("Census base")),
        ),
        source_ids=tuple(dict.fromkeys(table["source_id"])),
        chart=_population_chart(w, table, breaks),
        notes=(
            w.text(
                "Each census corrects the figures in one step: lines of different census bases are not joined, no "
                "change is computed across them. The axis does not start at zero."
            ),
        ),
        stem=f"bevoelkerung-{ags}",
    )


def _base_text(w: Wording, base: str) -> str:
    words = {
        "pre2011": w.text("before the 2011 census"),
        "2011": w.text("2011 census"),
        "2022": w.text("2022 census"),
    }
    return words[base]


def _population_breaks(atlas: Atlas, w: Wording, table: pd.DataFrame) -> pd.DataFrame:
    """Censuses inside the series, and the span of years without a figure."""
    census = atlas.breaks[
        (atlas.breaks["kind"] == "census") & atlas.breaks["year"].between(table["year"].min(), table["year"].max())
    ]
    rows = census.assign(year_from=census["year"], year_to=census["year"])
    known = table["year"].astype(int)
    gaps = [(a + 1, b - 1) for a, b in pairwise(known) if b - a > 1]
    missing = pd.DataFrame(
        [
            {
                "kind": "gap",
                "year_from": a,
                "year_to": b,
                w.column("label"): w.text("{first}–{last}: no figure", first=a, last=b),
            }
            for a, b in gaps
        ]
    )
    return pd.concat([rows, missing]).sort_values("year_from", ignore_index=True)


def _population_headline(w: Wording, table: pd.DataFrame) -> str:
    last = table.iloc[-1]
    fields = {"people": w.number(last["population"]), "date": w.date(last["date"])}
    if pd.isna(last["change"]) or last["change"] == 0:
        return w.text("{people} residents on {date}", **fields)
    if last["change"] < 0:
        return w.text(
            "{people} residents on {date}, {change} fewer than a year before",
            change=w.number(-last["change"]),
            **fields,
        )
    return w.text(
        "{people} residents on {date}, {change} more than a year before",
        change=w.number(last["change"]),
        **fields,
    )


def _population_description(w: Wording, table: pd.DataFrame, name: str) -> str:
    sentences = [w.text("Line chart of the residents of {name}, one line per census base.", name=name)]
    for base, rows in table.groupby("base", sort=False):
        first, last = rows.iloc[0], rows.iloc[-1]
        sentences.append(
            w.text(
                "{base}: {first} ({first_date}) to {last} ({last_date}).",
                base=base,
                first=w.number(first["population"]),
                first_date=w.date(first["date"]),
                last=w.number(last["population"]),
                last_date=w.date(last["date"]),
            )
        )
    return " ".join(sentences)


def _population_chart(w: Wording, table: pd.DataFrame, breaks: pd.DataFrame) -> go.Figure:
    chart = go.Figure()
    styles = zip(("dot", "dash", "solid"), theme.MARKERS, strict=False)
    for (_, rows), (dash, marker) in zip(table.groupby("census_base", sort=False), styles, strict=False):
        chart.add_trace(_population_line(w, rows, dash, marker))
    for place in _labelled_points(table):
        row = table.iloc[place]
        # A point before a gap is named in the gap, where no line runs; the others above or below their line.
        in_gap = 0 < place < len(table) - 1
        side: dict[str, Any] = {"yshift": 14 if in_gap or _room_above(table, place) else -14}
        side |= {"xanchor": "left", "xshift": 4} if in_gap else {"xanchor": "center", "xshift": 0}
        write_words(chart, w.number(row["population"]), row["year"], float(row["population"]), **side)
    years = table["year"].astype(int)
    low, high = _close_range(table["population"])
    theme.lay_out(
        chart,
        margin={"l": 20, "r": 84, "t": break_rows_px(breaks, w) + 10, "b": 36},
        xaxis=fixed_axis(years.min() - 1.6, years.max() + 1.2, year_ticks(int(years.min()), int(years.max()), 4)),
        yaxis=fixed_axis(low, high, showticklabels=False, zeroline=False, automargin=True),
    )
    mark_breaks(chart, breaks, w, POPULATION_PLOT_PX)
    return theme.style(chart, w, POPULATION_PLOT_PX + break_rows_px(breaks, w) + 46)


def _population_line(w: Wording, rows: pd.DataFrame, dash: str, marker: str) -> go.Scatter:
    hover = [
        f"<b>{w.number(row['population'])}</b> · {w.date(row['date'])}<br>{row['base']}" for _, row in rows.iterrows()
    ]
    line = {"color": theme.GREEN, "dash": dash, "width": 2.5}
    dot = {"color": theme.GREEN, "symbol": marker, "size": 7}
    trace = dots(rows["year"], rows["population"].astype(float), hover, dot, mode="lines+markers", line=line)
    return trace.update(name=str(rows["base"].iloc[0]), showlegend=False)


def _labelled_points(table: pd.DataFrame) -> list[int]:
    """First and last point of the series, and the last of the census base before the newest."""
    bases = list(dict.fromkeys(table["census_base"]))
    lasts = [int(table.index[table["census_base"] == base][-1]) for base in bases[-2:]]
    return [int(table.index[0]), *lasts]


def _room_above(table: pd.DataFrame, place: int) -> bool:
    """Whether the line comes from below (or, at its start, goes down), so that a label above does not cross it."""
    values = table["population"].astype(float)
    if place == 0:
        return bool(values[1] <= values[0])
    return bool(values[place - 1] <= values[place])


def _close_range(values: pd.Series) -> list[float]:
    low, high = float(values.min()), float(values.max())
    room = 0.2 * (high - low)
    return [low - room, high + room]


def draw_kreis_ages(atlas: Atlas, w: Wording, *, ags: str) -> Figure:
    """Net migration by age in the last year as bars, the Land as a line in each row.

    Raises:
        UnknownNameError: the Kreis is unknown.
    """
    check_kreise(atlas, [ags])
    year = last_year(atlas)
    table = _ages_table(atlas, w, ags, year)
    name = kreis_names(atlas)[ags]
    return Figure(
        key="kreis_ages",
        headline=_ages_headline(w, table),
        subtitle=w.text(
            "Net migration per 1,000 people of the same age, {name} and Land Brandenburg, {year}",
            name=name,
            year=year,
        ),
        description=_ages_description(w, table, name, year),
        table=table,
        columns=(
            Column("age", w.text("Age group")),
            Column("arrivals", w.text("Arrivals, persons"), "int"),
            Column("departures", w.text("Departures, persons"), "int"),
            Column("net", w.text("Net migration, persons"), "signed_int"),
            Column("per_1000", w.text("per 1,000 people of the same age"), "signed1"),
            Column("land", w.text("Land Brandenburg, per 1,000"), "signed1", beside=True),
            Column("net_female", w.text("Net migration, female, persons"), "signed_int", beside=True),
            Column("net_male", w.text("Net migration, male, persons"), "signed_int", beside=True),
            Column("state", w.text("Status")),
        ),
        source_ids=tuple(dict.fromkeys([*rate_sources(atlas, (year,)), *split_ids(table["sex_source_id"])])),
        chart=_ages_chart(w, table),
        reading=w.text("Green: gain, orange: loss. Stroke: Land Brandenburg."),
        notes=_sex_notes(w, table, year),
        stem=f"wanderung-alter-{ags}-{year}",
    )


def _ages_table(atlas: Atlas, w: Wording, ags: str, year: int) -> pd.DataFrame:
    rates = compute_rates(atlas)
    own = rates[(rates["ags"] == ags) & (rates["year"] == year)].set_index("age_group")
    land = compute_land_rates(atlas)
    land = land[land["year"] == year].set_index("age_group")
    ages = list(migration_age_groups(atlas))
    table = own.loc[ages].rename(columns={"net_per_1000": "per_1000"})
    states = [nothing_text(w, status, reason) for status, reason in zip(table["status"], table["reason"], strict=True)]
    table = table.assign(
        age=[age_label(atlas, w, age) for age in ages], land=land["net_per_1000"].reindex(ages), state=states
    )
    by_sex = net_by_sex(atlas, ags, year).rename(columns={"source_id": "sex_source_id"})
    return table.join(by_sex.reindex(table.index)).reset_index()


def _sex_notes(w: Wording, table: pd.DataFrame, year: int) -> tuple[str, ...]:
    """Women and men of all ages and of the ages that leave for training; nothing in a year that is not split."""
    known = table.dropna(subset=["net_female", "net_male"])
    told = [
        w.text(
            "{age} {female} female and {male} male",
            age=row["age"], female=w.signed(row["net_female"], 0), male=w.signed(row["net_male"], 0),
        )
        for _, row in known[known["age_group"].isin([TOTAL, YOUNG])].iterrows()
    ]  # fmt: skip
    if not told:
        return ()
    return (w.text("By sex, persons, {year}: {ages}. All ages stand in the table.", year=year, ages="; ".join(told)),)


def _ages_headline(w: Wording, table: pd.DataFrame) -> str:
    known = table[table["age_group"] != TOTAL].dropna(subset=["per_1000"])
    if known.empty:
        return w.text("No rate can be given for this choice")
    gaining = int((known["per_1000"] > 0).sum())
    return w.text("Gain in {gaining} of {n} age groups", gaining=gaining, n=len(known))


def _ages_description(w: Wording, table: pd.DataFrame, name: str, year: int) -> str:
    values = [
        w.text(
            "{age} {value} (Land {land})",
            age=row["age"],
            value=w.signed(row["per_1000"]),
            land=w.signed(row["land"]),
        )
        for _, row in table.iterrows()
    ]
    return w.text("Bar chart for {name}, {year}: {values}.", name=name, year=year, values="; ".join(values))


def _ages_chart(w: Wording, table: pd.DataFrame) -> go.Figure:
    """Bars of the Kreis, each with the value of the Land as a tick."""
    values = [w.signed(value) for value in table["per_1000"]]
    shown = table.assign(
        name=[wrap_label(age, 14) for age in table["age"]],
        words=[
            state if pd.isna(value) else f"<b>{written}</b>"
            for state, value, written in zip(table["state"], table["per_1000"], values, strict=True)
        ],
        hover=[
            f"<b>{age}</b><br>{written} · Land {w.signed(land)}"
            for age, written, land in zip(table["age"], values, table["land"], strict=True)
        ],
        colour=[GAIN if value > 0 else LOSS for value in table["per_1000"]],
    )
    bounds = padded([*table["per_1000"], *table["land"]])
    chart = draw_bars(w, shown, "per_1000", ROOM, bounds, width=0.58, edge={"width": 0}, size=13)
    for place, land in enumerate(table["land"][::-1]):
        if pd.notna(land):
            draw_line(chart, (land, land), (place - 0.42, place + 0.42), color=theme.INK, width=3)
    return chart
