"""Figures of the trend: one Kreis with its line, and all Kreise beside each other."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.axes import padded
from analytics.figure.charts.rows import Room, bottom_up, frame_rows, join_marks
from analytics.figure.model import Column, Figure
from analytics.figure.shapes import bold_names, dots, legend
from analytics.language import Wording
from analytics.rates.breaks import crossing_sentence
from analytics.rates.naming import age_label, kreis_names, nothing_text, rate_sources, rate_unit
from analytics.rates.series import breaks_between, reception_years
from analytics.rates.turnaround import FROM_START, LASTING, LASTING_YEARS, NOT_YET, RECENT, UNKNOWN
from analytics.subjects.outlook.figures.chart import (
    ESTIMATE_COLOUR,
    MODEL_DASH,
    add_line,
    years_layout,
)
from analytics.subjects.outlook.figures.text import outlook_area, trend_text, verdict_text, years_short
from analytics.subjects.outlook.measures.trend import (
    CONFIDENCE,
    FALLING,
    LEAST_TREND_YEARS,
    REFUSED,
    RISING,
    UNCLEAR,
    Trend,
    compute_trend,
    compute_trends,
    trend_years,
    turning_years,
)
from analytics.subjects.outlook.measures.usable import unexplained_until, year_series
from data.atlas import Atlas

TREND_PX = 380
TRENDS_ROOM = Room(row=25, names=152, right=52, above=24, below=18, extra=64)
_COLOURS = {RISING: theme.GREEN, FALLING: theme.TERRACOTTA, UNCLEAR: theme.INK_QUIET}


def draw_outlook_trend(atlas: Atlas, w: Wording, *, area: str, age_group: str, with_reception: bool = False) -> Figure:
    """One Kreis or the Land over the years with its straight line.

    Raises:
        UnknownNameError: an unknown area or age group.
    """
    series = year_series(atlas, area, age_group)
    used = trend_years(atlas, area, series, with_reception=with_reception)
    found = compute_trend(atlas, area, age_group=age_group, with_reception=with_reception)
    line = [found.at(year) if found and keep else np.nan for year, keep in zip(series["year"], used, strict=True)]
    states = [_state(w, row, keep=bool(keep)) for (_, row), keep in zip(series.iterrows(), used, strict=True)]
    table = series.assign(used=used, line=line, state=states)
    return Figure(
        key="outlook_trend",
        plotted=w.text("Year"),
        headline=_trend_headline(atlas, w, area, found),
        subtitle=w.text(
            "Net migration over district borders {unit}, {age}, {first}–{last}; dashed: the straight line through the "
            "years used",
            unit=rate_unit(w, age_group),
            age=age_label(atlas, w, age_group),
            first=series["year"].min(),
            last=series["year"].max(),
        ),
        description=_trend_description(atlas, w, area, table, found),
        table=table,
        columns=(
            Column("year", w.text("Year"), "year"),
            Column("net", w.text("Persons"), "signed_int"),
            Column("per_1000", rate_unit(w, age_group), "signed1"),
            Column("line", w.text("Straight line"), "signed1"),
            Column("state", w.text("Status")),
        ),
        source_ids=rate_sources(atlas),
        chart=_trend_chart(w, table, found),
        notes=_trend_notes(atlas, w, area, series, found, with_reception=with_reception),
        stem=f"trend-{area}-{age_group.replace(' ', '-')}",
    )


def draw_outlook_trends(
    atlas: Atlas, w: Wording, *, age_group: str, area: str = "", with_reception: bool = False
) -> Figure:
    """The slope of every Kreis with its interval, the steepest rise on top.

    Raises:
        UnknownNameError: an unknown age group.
    """
    trends = compute_trends(atlas, age_group=age_group, with_reception=with_reception)
    table = _named_trends(atlas, w, trends)
    return Figure(
        key="outlook_trends",
        plotted=w.text("Change of net migration a year, {unit}", unit=rate_unit(w, age_group)),
        headline=_trends_headline(w, table),
        subtitle=w.text(
            "Change of net migration a year, {unit}, {age}; line: {level} interval, hollow: median of all slopes",
            level=w.percent(CONFIDENCE),
            unit=rate_unit(w, age_group),
            age=age_label(atlas, w, age_group),
        ),
        description=w.text(
            "Points with intervals, steepest rise first: {values}.",
            values="; ".join(_trend_cell(w, row) for _, row in table.iterrows()),
        ),
        table=table,
        columns=(
            Column("name", w.text("District")),
            Column("slope_text", w.text("Change a year")),
            Column("low_text", w.text("Interval {level}, from", level=w.percent(CONFIDENCE))),
            Column("high_text", w.text("Interval {level}, to", level=w.percent(CONFIDENCE))),
            Column("sen_text", w.text("Median of all slopes")),
            Column("n", w.text("Years used"), "int"),
            Column("direction", w.text("Direction")),
            Column("turn", w.text("Turning point")),
        ),
        source_ids=rate_sources(atlas),
        chart=_trends_chart(w, table, area),
        notes=_trends_notes(w, table),
        stem=f"trends-{age_group.replace(' ', '-')}",
    )


def _state(w: Wording, row: pd.Series, *, keep: bool) -> str:
    if pd.isna(row["per_1000"]):
        return nothing_text(w, row["status"], row["reason"])
    return w.text("used") if keep else w.text("known, left out of the line")


def _trend_headline(atlas: Atlas, w: Wording, area: str, found: Trend | None) -> str:
    name = outlook_area(atlas, w, area)
    if found is None:
        return w.text("{name}: too few years for a trend", name=name)
    fields = {"name": name, "slope": w.signed(found.slope, 2), "first": found.years[0], "last": found.years[-1]}
    if found.verdict == RISING:
        return w.text("{name}: balance rising {first}–{last}, {slope} per 1,000 a year", **fields)
    if found.verdict == FALLING:
        return w.text("{name}: balance falling {first}–{last}, {slope} per 1,000 a year", **fields)
    return w.text("{name}: no clear direction {first}–{last}", **fields)


def _trend_description(atlas: Atlas, w: Wording, area: str, table: pd.DataFrame, found: Trend | None) -> str:
    known = table.dropna(subset=["per_1000"])
    sentences = [w.text("Points of the known years and a dashed straight line.")]
    if len(known):
        sentences.append(
            w.text(
                "{name}: {first} per 1,000 in {first_year}, {last} in {last_year}.",
                name=outlook_area(atlas, w, area),
                first=w.signed(known["per_1000"].iloc[0]),
                first_year=known["year"].iloc[0],
                last=w.signed(known["per_1000"].iloc[-1]),
                last_year=known["year"].iloc[-1],
            )
        )
    if found is not None:
        sentences.append(w.text("Trend: {trend}.", trend=trend_text(w, found)))
    return " ".join(sentences)


def _trend_notes(
    atlas: Atlas, w: Wording, area: str, series: pd.DataFrame, found: Trend | None, *, with_reception: bool
) -> tuple[str, ...]:
    notes = [_slope_note(w, found)]
    turns = turning_years(series)
    if turns is not None:
        notes.append(w.text("Lowest value in {low}, highest in {high}.", low=turns[0], high=turns[1]))
    left = [year for year in reception_years(atlas, area) if year in set(series["year"])]
    if left and not with_reception:
        notes.append(
            w.text(
                "{years} are left out of the line: the reception of refugees shapes them. The switch brings them in.",
                years=years_short(w, tuple(left)),
            )
        )
    first, last = int(series["year"].min()), int(series["year"].max())
    notes += filter(None, [crossing_sentence(atlas, w, first, last)])
    own = breaks_between(atlas, first, last, [area])
    notes += [w.pick(row, "text") for _, row in own[own["ags"].notna()].iterrows()]
    until = unexplained_until(atlas, area)
    if until is not None:
        notes.append(
            w.text("The years up to {year} are left out: why the figures fell then is unexplained.", year=until)
        )
    return tuple(notes)


def _slope_note(w: Wording, found: Trend | None) -> str:
    if found is None:
        return w.text("A line needs {n} usable years.", n=LEAST_TREND_YEARS)
    return w.text(
        "{trend} from {n} years, with Newey-West errors over {lags} years; without odd years (median of all slopes): "
        "{sen}. A missing year counts as time that passed, never as a value.",
        trend=trend_text(w, found),
        n=w.number(len(found.years)),
        lags=w.number(found.lags),
        sen=w.signed(found.sen, 2),
    )


def _trend_chart(w: Wording, table: pd.DataFrame, found: Trend | None) -> go.Figure:
    chart = go.Figure()
    add_line(
        chart,
        list(table["year"]),
        list(table["per_1000"]),
        w.text("known"),
        colour=theme.GAIN[2],
        width=1.5,
        shown=False,
    )
    if found is not None:
        ends = [found.years[0], found.years[-1]]
        add_line(chart, ends, [found.at(year) for year in ends], w.text("straight line"), colour=ESTIMATE_COLOUR,
                 dash=MODEL_DASH)  # fmt: skip
    for keep, name, symbol in ((True, w.text("year used"), "circle"), (False, w.text("year left out"), "circle-open")):
        rows = table[(table["used"] == keep) & table["per_1000"].notna()]
        if len(rows):
            hover = [
                f"<b>{row['year']}</b><br>{w.signed(row['per_1000'])}<br>{row['state']}" for _, row in rows.iterrows()
            ]
            marker = {"color": theme.GREEN, "symbol": symbol, "size": 8}
            named = {"name": name, "cliponaxis": False, "showlegend": True}
            chart.add_trace(dots(rows["year"], rows["per_1000"], hover, marker, **named))
    values = pd.concat([table["per_1000"], table["line"]], ignore_index=True)
    chart.update_layout(**years_layout(w, values, table["year"]))
    return theme.style(chart, w, TREND_PX)


def _named_trends(atlas: Atlas, w: Wording, trends: pd.DataFrame) -> pd.DataFrame:
    texts = {f"{name}_text": [w.signed(value, 2) for value in trends[name]] for name in ("slope", "low", "high", "sen")}
    named = trends.assign(
        name=trends["ags"].map(kreis_names(atlas)),
        direction=[verdict_text(w, verdict) for verdict in trends["verdict"]],
        turn=[_turn_text(w, row) for _, row in trends.iterrows()],
        **texts,
    )
    return named.sort_values(["slope", "name"], ascending=[False, True], na_position="last", ignore_index=True)


def _turn_text(w: Wording, row: pd.Series) -> str:
    return {
        LASTING: w.text("gain in every year since {year}", year=row["turn_year"]),
        RECENT: w.text("gain since {year}, not yet {n} years", year=row["turn_year"], n=LASTING_YEARS),
        FROM_START: w.text("gain in every year of the series"),
        NOT_YET: w.text("no lasting gain yet"),
        UNKNOWN: w.text("unknown"),
    }[row["state"]]


def _trends_headline(w: Wording, table: pd.DataFrame) -> str:
    counts = table["verdict"].value_counts()
    return w.text(
        "Balance rising in {up} districts, falling in {down}, no clear direction in {open}",
        up=w.number(int(counts.get(RISING, 0))),
        down=w.number(int(counts.get(FALLING, 0))),
        open=w.number(int(counts.get(UNCLEAR, 0))),
    )


def _trend_cell(w: Wording, row: pd.Series) -> str:
    if row["verdict"] == REFUSED:
        return f"{row['name']} {row['direction']}"
    return w.text(
        "{name} {slope} ({low} to {high})",
        name=row["name"],
        slope=row["slope_text"],
        low=row["low_text"],
        high=row["high_text"],
    )


def _trends_notes(w: Wording, table: pd.DataFrame) -> tuple[str, ...]:
    n = int((table["verdict"] != REFUSED).sum())
    return (
        w.text(
            "A direction is named where the {level} interval leaves out 0. If nothing changed anywhere, {share} of the "
            "{n} districts would still be expected to get one, by chance.",
            level=w.percent(CONFIDENCE),
            share=w.percent(1 - CONFIDENCE),
            n=w.number(n),
        ),
        w.text("A trend describes the years used. It does not say that it goes on, nor why it is there."),
    )


def _trends_chart(w: Wording, table: pd.DataFrame, area: str) -> go.Figure:
    rows = bottom_up(table)
    colours = [_COLOURS.get(verdict, theme.INK_QUIET) for verdict in rows["verdict"]]
    hover = [f"<b>{row['name']}</b><br>{_trend_cell(w, row)}<br>{row['turn']}" for _, row in rows.iterrows()]
    median = {"size": 9, "symbol": "diamond-open", "color": theme.INK}
    slope = {"size": 10, "color": colours, "line": {"color": theme.CARD, "width": 1.5}}
    chart = go.Figure(
        [
            dots(rows[column], list(range(len(rows))), hover, marker, name=name, showlegend=True)
            for column, marker, name in (
                ("sen", median, w.text("median of all slopes")),
                ("slope", slope, w.text("slope of the straight line")),
            )
        ]
    )
    join_marks(chart, rows["low"], rows["high"], colours, width=4, opacity=0.55)
    names = bold_names(rows["name"], rows["ags"] == area)
    bounds = padded([*table["low"], *table["high"]])
    frame_rows(w, chart, names, TRENDS_ROOM, bounds, words=rows["slope_text"])
    return theme.lay_out(chart, **legend())
