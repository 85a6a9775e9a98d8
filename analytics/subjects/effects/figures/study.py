"""Year by year around the start: how far the Kreise lie from their comparison, measured from the last year before."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.axes import fixed_axis, value_axis
from analytics.figure.model import Column, Figure
from analytics.figure.shapes import dots
from analytics.language import Wording
from analytics.subjects.effects.figures.chart import (
    estimate_dots,
    interval_line,
    interval_points,
    mark_start,
    of_estimate,
    shade,
)
from analytics.subjects.effects.figures.text import (
    compared_sources,
    estimated,
    left_out_note,
    level_text,
    place_stem,
    subject,
    unit,
)
from analytics.subjects.effects.measures import EffectResult
from data.atlas import Atlas

PLOT_PX = 330
TICK_YEARS = 3
# Halfway between the last year before the start and the start itself.
START_AT = -0.5


@of_estimate
def draw_effect_study(atlas: Atlas, w: Wording, result: EffectResult) -> Figure:
    """Event study: one hollow point with its interval per year counted from the start.

    Table: grain event_year; the reference year is 0 by definition and has no interval.
    """
    table = _study_table(w, result)
    return Figure(
        key="effects_study",
        headline=_headline(w, table),
        subtitle=w.text(
            "Difference from the districts compared, {unit}, by years from the start, against the last year before it: "
            "{subject}",
            unit=unit(w, result),
            subject=subject(atlas, w, result),
        ),
        description=_description(w, table),
        table=table,
        columns=(
            Column("event", w.text("Years from the start"), "signed_int"),
            Column("estimate", w.text("Difference (estimate)"), "signed1"),
            Column("low", w.text("Interval from"), "signed1"),
            Column("high", w.text("to"), "signed1"),
            Column("n", w.text("Districts with this year"), "int"),
            Column("state", w.text("Status")),
        ),
        source_ids=compared_sources(atlas, result),
        chart=_chart(w, table),
        notes=_notes(atlas, w, result, table),
        stem=f"vorher-nachher-jahre-{place_stem(result)}-{result.age_group.replace(' ', '-')}",
    )


def _study_table(w: Wording, result: EffectResult) -> pd.DataFrame:
    rows = estimated(result).event_study.reset_index(drop=True)
    states = [
        w.text("reference year, 0 by definition") if row.reference else w.text("estimate") for row in rows.itertuples()
    ]
    hidden = rows["reference"]
    return rows.assign(
        event=rows["event_year"].astype("Int64"),
        low=rows["low"].mask(hidden),
        high=rows["high"].mask(hidden),
        state=states,
        outside=(rows["low"] > 0) | (rows["high"] < 0),
    )


def _headline(w: Wording, table: pd.DataFrame) -> str:
    after = table[(table["event_year"] >= 0) & ~table["reference"]]
    if after["level"].isna().all():
        return w.text("Too few districts for an interval around single years")
    outside = int(after["outside"].sum())
    if outside == 0:
        return w.plural(
            "The {n} year from the start on lies within chance",
            "All {n} years from the start on lie within chance",
            len(after),
        )
    return w.plural(
        "{n} of {all} single years lies outside its interval of chance",
        "{n} of {all} single years lie outside their interval of chance",
        outside,
        all=w.number(len(after)),
    )


def _description(w: Wording, table: pd.DataFrame) -> str:
    sentences = [
        w.text(
            "Points with intervals, from {first} years before to {last} years after the start.",
            first=w.number(-table["event_year"].min()),
            last=w.number(table["event_year"].max()),
        )
    ]
    sentences += [
        w.text(
            "{event}: {estimate} ({interval}).",
            event=w.signed(row["event_year"], 0),
            estimate=w.signed(row["estimate"]),
            interval=level_text(w, row["level"], row["low"], row["high"]),
        )
        for _, row in table[table["event_year"] >= 0].iterrows()
    ]
    return " ".join(sentences)


def _notes(atlas: Atlas, w: Wording, result: EffectResult, table: pd.DataFrame) -> tuple[str, ...]:
    known = table.loc[~table["reference"], "n"]
    notes = [
        w.text(
            "○ estimate · ◆ reference year, 0 by definition · Bars: intervals ({levels}) of the single years by "
            "reassigning the starts. Among many years one lies outside by chance now and then. Years before the start "
            "that lie around zero make the comparison more credible; they do not prove it.",
            levels=w.join(w.percent(level) for level in sorted(table["level"].dropna().unique(), reverse=True))
            or w.missing(),
        )
    ]
    if known.min() < known.max():
        notes.append(
            w.text("Not every district has every year: the outer points rest on fewer of them, see the table.")
        )
    return (*notes, left_out_note(atlas, w, result.panel))


def _chart(w: Wording, table: pd.DataFrame) -> go.Figure:
    axis = value_axis(pd.concat([table["estimate"], table["low"], table["high"]]), w, signed=True)
    first, last = int(table["event_year"].min()), int(table["event_year"].max())
    shown = table[~table["reference"]]
    chart = go.Figure()
    shade(chart, first - 0.7, START_AT, words=w.text("before the start"))
    chart.add_trace(interval_line(interval_points(shown["event_year"], shown["low"], shown["high"])))
    chart.add_trace(_points(w, shown))
    chart.add_trace(_reference(w, table[table["reference"]]))
    mark_start(chart, START_AT, w.text("start"))
    ticks = [year for year in range(first, last + 1) if year % TICK_YEARS == 0]
    chart.update_layout(
        margin={"l": 46, "r": 12, "t": 28, "b": 40},
        xaxis=fixed_axis(
            first - 0.7, last + 0.7, ticks, ticktext=[w.signed(year, 0) for year in ticks], zeroline=False
        ),
        yaxis=axis,
    )
    return theme.style(chart, w, PLOT_PX + 76)


def _points(w: Wording, rows: pd.DataFrame) -> go.Scatter:
    hover = [_hover(w, row) for _, row in rows.iterrows()]
    return estimate_dots(rows["event_year"], rows["estimate"], hover, name=w.text("Difference (estimate)"))


def _reference(w: Wording, rows: pd.DataFrame) -> go.Scatter:
    marker = {"symbol": "diamond", "size": 11, "color": theme.INK_QUIET}
    return dots(rows["event_year"], rows["estimate"], None, marker, name=w.text("reference year"))


def _hover(w: Wording, row: pd.Series) -> str:
    event = w.text("{years} years from the start", years=w.signed(row["event_year"], 0))
    value = w.text("{rate} per 1,000", rate=w.signed(row["estimate"]))
    return f"<b>{event}</b><br>{value}<br>{level_text(w, row['level'], row['low'], row['high'])}"
