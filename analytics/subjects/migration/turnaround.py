"""Since when each Kreis gains for good: the first year of lasting gain as dots."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.annotations import wrap_label
from analytics.figure.charts.rows import Room, bottom_up, frame_rows, join_marks
from analytics.figure.model import Column, Figure
from analytics.figure.shapes import bold_names, dots
from analytics.language import Wording
from analytics.rates.naming import (
    age_label,
    age_people,
    kreis_names,
)
from analytics.rates.rates import TOTAL
from analytics.rates.scopes import EVERYWHERE, add_scope, rows_inside, scope_stem
from analytics.rates.series import reception_years
from analytics.rates.turnaround import FROM_START, LASTING, LASTING_YEARS, NOT_YET, RECENT, UNKNOWN, compute_turnaround
from data.atlas import Atlas

ROOM = Room(row=25, names=152, right=28, below=52, extra=60)


def draw_turnaround(
    atlas: Atlas, w: Wording, *, age_group: str, kreise: tuple[str, ...] = (), scope: str = EVERYWHERE
) -> Figure:
    """First year of lasting gain of every Kreis of a scope as dots; all ages beside the chosen age group.

    Raises:
        UnknownNameError: the scope is none of `SCOPES`.
    """
    turns = rows_inside(atlas, compute_turnaround(atlas), scope)
    table = _turn_table(atlas, w, turns, age_group)
    last = int(turns["last_year"].max())
    return Figure(
        key="migration_turnaround",
        headline=_turn_headline(w, table),
        subtitle=add_scope(
            w,
            w.text(
                "First year of lasting gain from moves over district borders, {age}, up to {last}",
                age=age_label(atlas, w, age_group),
                last=last,
            ),
            scope,
        ),
        description=_turn_description(atlas, w, table, age_group),
        table=table,
        columns=(
            Column("name", w.text("District")),
            Column("turn_year", w.text("First year of lasting gain"), "year"),
            Column("gain_years", w.text("Years of gain in a row"), "int"),
            Column("words", w.text("Status")),
            Column("total_year", w.text("All ages: first year"), "year"),
        ),
        source_ids=tuple(dict.fromkeys(atlas.migration["source_id"])),
        chart=_turn_chart(atlas, w, table, age_group, kreise, last),
        plotted=w.text("First year of lasting gain from moves over district borders"),
        reading=_reading(atlas, w, age_group),
        notes=_turn_notes(atlas, w, last),
        stem=f"wende-{age_group.replace(' ', '-')}{scope_stem(scope)}",
    )


def _turn_table(atlas: Atlas, w: Wording, turns: pd.DataFrame, age_group: str) -> pd.DataFrame:
    total = turns[turns["age_group"] == TOTAL].set_index("ags")
    chosen = turns[turns["age_group"] == age_group]
    table = chosen.assign(
        name=chosen["ags"].map(kreis_names(atlas)),
        words=[_state_text(w, state) for state in chosen["state"]],
        total_year=chosen["ags"].map(total["turn_year"]).astype("Int64"),
        total_state=chosen["ags"].map(total["state"]),
    )
    return table.sort_values(["turn_year", "name"], na_position="last", ignore_index=True)


def _state_text(w: Wording, state: str) -> str:
    words = {
        FROM_START: w.text("since the start of the series or longer"),
        LASTING: w.text("lasting gain"),
        RECENT: w.text("gain only recently"),
        NOT_YET: w.text("not yet"),
        UNKNOWN: w.text("missing: not in the source"),
    }
    return words[state]


def _turn_headline(w: Wording, table: pd.DataFrame) -> str:
    n = int(table["state"].isin([LASTING, FROM_START]).sum())
    return w.text(
        "{n} of {all} districts have gained for at least {years} years in a row",
        n=n,
        all=len(table),
        years=LASTING_YEARS,
    )


def _turn_description(atlas: Atlas, w: Wording, table: pd.DataFrame, age_group: str) -> str:
    sentences = [
        w.text(
            "Dot plot of the first year of lasting gain among {people}.",
            people=age_people(atlas, w, age_group),
        )
    ]
    for state in (FROM_START, LASTING, RECENT, NOT_YET):
        rows = table[table["state"] == state]
        if rows.empty:
            continue
        years = [
            f"{row['name']} {row['turn_year']}" if state in (LASTING, RECENT) else row["name"]
            for _, row in rows.iterrows()
        ]
        sentences.append(f"{_sentence_start(_state_text(w, state))}: {w.join(years)}.")
    return " ".join(sentences)


def _reading(atlas: Atlas, w: Wording, age_group: str) -> str:
    key = w.text(
        "● {age} · ○ fewer than {years} years so far · ◀ since the start of the series or longer · × not yet",
        age=age_label(atlas, w, age_group),
        years=LASTING_YEARS,
    )
    return key if age_group == TOTAL else f"{key} · {w.text('◆ all ages')}"


def _turn_notes(atlas: Atlas, w: Wording, last: int) -> tuple[str, ...]:
    first = int(atlas.migration["year"].min())
    rule = w.text(
        "Rule: the first year from which net migration stays above zero in every year up to {last}. Years "
        "missing in the source are skipped.",
        last=last,
    )
    years = [str(year) for year in reception_years(atlas) if first <= year <= last]
    if not years:
        return (rule,)
    caution = w.text(
        "The reception of refugees ({years}) can move the year forward; a gain that started then may not be a turn.",
        years=w.join(years),
    )
    return (rule, caution)


def _turn_chart(
    atlas: Atlas, w: Wording, table: pd.DataFrame, age_group: str, kreise: tuple[str, ...], last: int
) -> go.Figure:
    rows = bottom_up(table)
    first = int(atlas.migration["year"].min())
    never = last + 3
    chart = go.Figure()
    if age_group != TOTAL:
        _add_total_dots(chart, w, rows, never)
    chart.add_trace(_turn_dots(w, rows, never))
    names = bold_names(rows["name"], rows["ags"].isin(kreise))
    years = [first, first + (last - first) // 3, first + 2 * (last - first) // 3]
    ticks = [*((year, str(year)) for year in years), (never, wrap_label(w.text("by {last} not yet", last=last), 10))]
    frame_rows(w, chart, names, ROOM, (first - 1, never + 2), ticks=ticks)
    xaxis = {"zeroline": False, "ticklabeloverflow": "allow"}
    return theme.lay_out(chart, xaxis=xaxis, yaxis={"showgrid": True})


def _turn_dots(w: Wording, rows: pd.DataFrame, never: int) -> go.Scatter:
    symbols = {
        FROM_START: "triangle-left",
        LASTING: "circle",
        RECENT: "circle-open",
        NOT_YET: "x-thin",
        UNKNOWN: "x-thin",
    }
    drawn = {"size": 13, "color": theme.GREEN, "line": {"width": 2.5, "color": theme.GREEN}}
    marker = {"symbol": [symbols[state] for state in rows["state"]]} | drawn
    years = rows["turn_year"].astype("Float64").fillna(never)
    return dots(years, list(range(len(rows))), [_turn_hover(row) for _, row in rows.iterrows()], marker)


def _add_total_dots(chart: go.Figure, w: Wording, rows: pd.DataFrame, never: int) -> None:
    total = rows["total_year"].astype("Float64").fillna(never).astype(float)
    own = rows["turn_year"].astype("Float64").fillna(never).astype(float)
    join_marks(chart, own, total, [theme.LINK] * len(rows), width=2)
    hover = [
        f"<b>{row['name']}</b><br>" + w.text("All ages: {year}", year=_year_or_never(w, row["total_year"]))
        for _, row in rows.iterrows()
    ]
    marker = {"symbol": "diamond", "size": 8, "color": theme.TOTAL}
    chart.add_trace(dots(total, list(range(len(rows))), hover, marker))


def _year_or_never(w: Wording, year: Any) -> str:
    return w.text("not yet") if pd.isna(year) else str(year)


def _turn_hover(row: pd.Series) -> str:
    year = "" if pd.isna(row["turn_year"]) else f" · {row['turn_year']}"
    return f"<b>{row['name']}</b>{year}<br>{row['words']}"


def _sentence_start(words: str) -> str:
    return words[:1].upper() + words[1:]
