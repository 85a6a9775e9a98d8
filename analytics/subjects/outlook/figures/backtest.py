"""How far earlier outlooks missed, drawn beside simple guesses."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.charts.rows import Room
from analytics.figure.model import Column, Figure
from analytics.language import Wording
from analytics.rates.naming import age_label, rate_sources, rate_unit
from analytics.subjects.outlook.figures.chart import draw_errors
from analytics.subjects.outlook.figures.text import (
    lead_text,
    method_name,
    outlook_area,
)
from analytics.subjects.outlook.measures import backtest
from analytics.subjects.outlook.measures.forecast import ETS, LEADS, LEVEL, NAIVE
from analytics.subjects.outlook.measures.migration import Outlook, compute_outlook
from data.atlas import Atlas

ROOM = Room(row=30, names=152, right=52, extra=44)


def draw_outlook_backtest(atlas: Atlas, w: Wording, *, area: str, age_group: str) -> Figure:
    """The mean error of model and naive forecast by years ahead; of all Kreise where the area has no outlook.

    Raises:
        UnknownNameError: an unknown area or age group.
    """
    told = compute_outlook(atlas, area, age_group=age_group)
    own = told.own.assign(area=outlook_area(atlas, w, area), chosen=True)
    together = told.all_kreise.assign(area=w.text("All districts"), chosen=told.own.empty)
    table = _named_errors(w, pd.concat([own, together], ignore_index=True))
    shown = told.all_kreise if told.own.empty else told.own
    counts = backtest.best_counts(backtest.compute_backtest(atlas, age_group))
    return Figure(
        key="outlook_backtest",
        headline=_backtest_headline(atlas, w, told, shown),
        subtitle=w.text(
            "Mean error of outlooks made in earlier years, {unit}, {age}",
            unit=rate_unit(w, age_group),
            age=age_label(atlas, w, age_group),
        ),
        description=_backtest_description(w, table),
        table=table,
        columns=(
            Column("area", w.text("District or group")),
            Column("ahead", w.text("How far ahead")),
            Column("name", w.text("Method")),
            Column("mae", w.text("Mean error per 1,000"), "decimal1"),
            Column("coverage", w.text("Held by its interval ({level} promised)", level=w.percent(LEVEL)), "percent"),
            Column("n", w.text("Comparisons"), "int"),
        ),
        source_ids=rate_sources(atlas),
        chart=_backtest_chart(w, table),
        notes=_backtest_notes(w, told, counts),
        stem=f"rueckblick-fehler-{area}-{age_group.replace(' ', '-')}",
    )


def _named_errors(w: Wording, table: pd.DataFrame) -> pd.DataFrame:
    ahead = [w.text("all together") if lead == backtest.ALL_LEADS else lead_text(w, lead) for lead in table["lead"]]
    named = table.assign(ahead=ahead, name=[method_name(w, method) for method in table["method"]])
    order = named["lead"].replace(backtest.ALL_LEADS, LEADS + 1)
    by, rising = ["chosen", "area", "order", "method"], [False, True, True, True]
    return named.assign(order=order).sort_values(by, ascending=rising, ignore_index=True)


def _backtest_headline(atlas: Atlas, w: Wording, told: Outlook, shown: pd.DataFrame) -> str:
    if shown.empty:
        return w.text("{name}: nothing to look back at", name=w.text("All districts"))
    name = w.text("All districts") if told.own.empty else outlook_area(atlas, w, told.area)
    return {
        backtest.MODEL_BETTER: w.text("{name}: the model was closer than the last value", name=name),
        backtest.EQUAL: w.text("{name}: the model was no better than the last value", name=name),
        backtest.NAIVE_BETTER: w.text("{name}: the last value alone was closer than the model", name=name),
    }[backtest.compare_errors(shown)]


def _backtest_description(w: Wording, table: pd.DataFrame) -> str:
    rows = table[table["chosen"] & (table["lead"] != backtest.ALL_LEADS)]
    listed = [f"{row['ahead']}, {row['name']}: {w.number(row['mae'], 1)}" for _, row in rows.iterrows()]
    return w.text("Bar chart of the mean error per 1,000: {values}.", values="; ".join(listed))


def _backtest_notes(w: Wording, told: Outlook, counts: dict[str, int]) -> tuple[str, ...]:
    every = told.all_kreise
    if every.empty:
        return ()
    mae = every[every["lead"] == backtest.ALL_LEADS].set_index("method")
    return (
        w.text(
            "All districts with an outlook: model off by {model}, last value by {naive} per 1,000. The model was "
            "closer in {better} districts, alike in {alike}, worse in {worse}.",
            model=w.number(mae.loc[ETS, "mae"], 1),
            naive=w.number(mae.loc[NAIVE, "mae"], 1),
            better=counts[backtest.MODEL_BETTER],
            alike=counts[backtest.EQUAL],
            worse=counts[backtest.NAIVE_BETTER],
        ),
        w.text(
            "Alike means: the mean errors differ by less than {share}. The districts share their years, so their "
            "errors are not independent.",
            share=w.percent(backtest.ALIKE),
        ),
    )


def _short_name(w: Wording, method: str) -> str:
    return w.text("model") if method == ETS else w.text("last value")


def _backtest_chart(w: Wording, table: pd.DataFrame) -> go.Figure:
    rows = table[table["chosen"] & (table["lead"] != backtest.ALL_LEADS)]
    names = [
        f"{w.plural('{n} year', '{n} years', row['lead'])}: {_short_name(w, row['method'])}"
        for _, row in rows.iterrows()
    ]
    colours = [theme.TERRACOTTA if method == ETS else theme.PLAIN for method in rows["method"]]
    return draw_errors(w, rows.assign(name=names, colour=colours), ROOM)
