"""Figures of the membership's outlook: three models beside the counts, their errors, and an example sum."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.axes import fixed_axis, value_axis
from analytics.figure.charts.rows import Room
from analytics.figure.model import Column, Figure
from analytics.figure.shapes import legend
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.subjects.outlook.figures.chart import (
    ESTIMATE_COLOUR,
    MODEL_DASH,
    NAIVE_COLOUR,
    NAIVE_DASH,
    add_band,
    add_line,
    draw_errors,
)
from analytics.subjects.outlook.figures.statements import member_statements
from analytics.subjects.outlook.figures.text import model_name, model_refusal
from analytics.subjects.outlook.measures import membership
from analytics.subjects.outlook.measures.forecast import LEVEL
from data.atlas import Atlas

FAN_PX = 430
PER_YEAR = 4
"""Points a year of a drawn curve."""
MODELS_ROOM = Room(row=30, names=178, right=52, extra=40)
LINE_COLOUR = theme.BLUE
_STYLES = {
    membership.NO_CHANGE: (NAIVE_COLOUR, NAIVE_DASH),
    membership.LINEAR: (LINE_COLOUR, "14px,4px,3px,4px"),
    membership.LOGISTIC: (ESTIMATE_COLOUR, MODEL_DASH),
}


def draw_outlook_membership(atlas: Atlas, w: Wording, *, model: str = "") -> Figure:
    """The documented counts, three models to three years after the last count, and the interval of one of them.

    Args:
        atlas: the data package.
        w: the reader's language.
        model: whose interval is drawn; the one with the smallest error in the look-back when empty.

    Raises:
        UnknownNameError: the model is unknown.
    """
    fits, points = membership.fit_all(atlas), membership.documented_points(atlas)
    comparison = membership.compare_models(membership.backtest_members(atlas))
    best = membership.best_model(comparison)
    membership.check_model(model or best)
    table = _outlook_table(w, fits, points)
    return Figure(
        key="outlook_membership",
        headline=_fan_headline(w, table, points),
        subtitle=w.text(
            "Members of the network, documented counts {first} to {last}, and three models up to {end}",
            first=w.date(points["date"].iloc[0]),
            last=w.date(points["date"].iloc[-1]),
            end=w.date(table["date"].iloc[-1]),
        ),
        description=_fan_description(w, table, points),
        table=table,
        columns=(
            Column("name", w.text("Count or model")),
            Column("date", w.text("Date"), "date"),
            Column("members", w.text("Members"), "decimal1"),
            Column("low", w.text("Interval {level}, from", level=w.percent(LEVEL)), "decimal1"),
            Column("high", w.text("Interval {level}, to", level=w.percent(LEVEL)), "decimal1"),
            Column("state", w.text("Status")),
        ),
        source_ids=split_ids(points["source_ids"]),
        chart=_fan_chart(w, fits, points, model or best),
        notes=_fan_notes(w, fits, points, model or best),
        stem="mitglieder-ausblick",
        statements=member_statements(w, fits, points, comparison),
    )


def draw_outlook_models(atlas: Atlas, w: Wording) -> Figure:
    """The error each model would have made at earlier counts."""
    comparison = membership.compare_models(membership.backtest_members(atlas))
    points = membership.documented_points(atlas)
    table = comparison.assign(name=[model_name(w, model) for model in comparison["model"]])
    best = table.iloc[0]
    return Figure(
        key="outlook_models",
        headline=w.text(
            "Looking back, {name} was off least: by {n} members",
            name=w.quote(best["name"]),
            n=w.number(best["mae"], 1),
        ),
        subtitle=w.text(
            "Mean error of forecasts up to {years} years ahead, in members, made at {origins} earlier counts",
            years=membership.YEARS_AHEAD,
            origins=w.number(best["origins"]),
        ),
        description=w.text(
            "Bar chart of the mean error in members: {values}.",
            values="; ".join(f"{row['name']} {w.number(row['mae'], 1)}" for _, row in table.iterrows()),
        ),
        table=table,
        columns=(
            Column("name", w.text("Model")),
            Column("mae", w.text("Mean error, members"), "decimal1"),
            Column("coverage", w.text("Held by its interval ({level} promised)", level=w.percent(LEVEL)), "percent"),
            Column("origins", w.text("Earlier counts it started from"), "int"),
            Column("pairs", w.text("Comparisons with later counts"), "int"),
            Column("refused", w.text("Starts without a fitted curve"), "int"),
        ),
        source_ids=split_ids(points["source_ids"]),
        chart=_models_chart(w, table),
        notes=(
            w.text(
                "At every count from number {least} on, each model was fitted to the counts known by then alone and "
                "held against the counts that came. {pairs} comparisons from {origins} starts are few, and they share "
                "counts: small differences mean nothing.",
                least=membership.LEAST_COUNTS,
                pairs=w.number(best["pairs"]),
                origins=w.number(best["origins"]),
            ),
        ),
        stem="mitglieder-modellvergleich",
    )


def _models_chart(w: Wording, table: pd.DataFrame) -> go.Figure:
    colours = [theme.GREEN if place == 0 else theme.GAIN[2] for place in range(len(table))]
    return draw_errors(w, table.assign(colour=colours), MODELS_ROOM)


def _outlook_table(w: Wording, fits: dict[str, membership.Fit], points: pd.DataFrame) -> pd.DataFrame:
    known = points.assign(name=w.text("documented count"), low=np.nan, high=np.nan, state=w.text("documented"))
    parts = [known[["name", "date", "members", "low", "high", "state"]]]
    dates = membership.outlook_dates(points)[1:]
    for model, fit in fits.items():
        said = membership.forecast_members(fit, dates).reindex(range(len(dates)))
        state = w.text("estimate") if not fit.refusal else model_refusal(w, fit.refusal)
        parts.append(
            pd.DataFrame(
                {
                    "name": model_name(w, model),
                    "date": [_month_of(at) for at in dates],
                    "members": said["mean"],
                    "low": said["low"],
                    "high": said["high"],
                    "state": state,
                }
            )
        )
    return pd.concat([part.astype({"members": float}) for part in parts], ignore_index=True)


def _month_of(at: float) -> str:
    return str(_day_of(at).to_period("M"))


def _day_of(at: float) -> pd.Timestamp:
    year = int(at)
    start = pd.Timestamp(year, 1, 1)
    return (start + pd.Timedelta(days=(at - year) * (366 if start.is_leap_year else 365))).round("D")


def _ends(table: pd.DataFrame) -> pd.DataFrame:
    """The models' rows for the last date."""
    rows: pd.DataFrame = table[(table["date"] == table["date"].iloc[-1]) & table["members"].notna()]
    return rows


def _fan_headline(w: Wording, table: pd.DataFrame, points: pd.DataFrame) -> str:
    ends = _ends(table)
    return w.text(
        "{n} counts allow no firm forecast: {low} to {high} members in {date}, depending on the model",
        n=w.number(len(points)),
        low=w.number(ends["members"].min()),
        high=w.number(ends["members"].max()),
        date=w.date(table["date"].iloc[-1]),
    )


def _fan_description(w: Wording, table: pd.DataFrame, points: pd.DataFrame) -> str:
    counts = [
        w.text("{n} ({date})", n=w.number(row["members"]), date=w.date(row["date"])) for _, row in points.iterrows()
    ]
    ends = [
        w.text(
            "{name}: {n}, between {low} and {high}",
            name=row["name"],
            n=w.number(row["members"], 1),
            low=w.number(row["low"], 1),
            high=w.number(row["high"], 1),
        )
        for _, row in _ends(table).iterrows()
    ]
    return " ".join(
        (
            w.text("Points of the documented counts and three dashed curves of models beyond them."),
            w.text("Documented counts: {counts}.", counts=", ".join(counts)),
            w.text("In {date}: {values}.", date=w.date(table["date"].iloc[-1]), values="; ".join(ends)),
        )
    )


def _fan_notes(w: Wording, fits: dict[str, membership.Fit], points: pd.DataFrame, shown: str) -> tuple[str, ...]:
    notes = [
        w.text(
            "The band is the {level} interval of {model}. It takes the model for true; which model is true, {n} counts "
            "with {different} different numbers cannot tell.",
            level=w.percent(LEVEL),
            model=w.quote(model_name(w, shown)),
            n=w.number(len(points)),
            different=w.number(points["members"].nunique()),
        )
    ]
    logistic = fits[membership.LOGISTIC]
    if logistic.refusal:
        notes.append(
            w.text("Growth with an upper bound is not drawn: {reason}.", reason=model_refusal(w, logistic.refusal))
        )
    else:
        notes.append(_bound_note(w, logistic, int(points["members"].iloc[-1])))
    notes.append(w.text("Where nobody counted there is no point. A count stands in the middle of its month or year."))
    return tuple(notes)


def _bound_note(w: Wording, fit: membership.Fit, last: int) -> str:
    fields: dict[str, Any] = {
        "bound": w.number(fit.parameters["bound_members"], 1),
        "low": w.number(fit.parameters["bound_low_members"], 1),
        "high": w.number(fit.parameters["bound_high_members"], 1),
        "last": w.number(last),
    }
    if fit.parameters["bound_high_members"] < last:
        return w.text(
            "The curve with an upper bound levels off at {bound} members ({low} to {high}). The last count of {last} "
            "lies above it already: the bound describes past counts, no limit.",
            **fields,
        )
    return w.text(
        "The curve with an upper bound levels off at {bound} members ({low} to {high}); the last count is {last}. The "
        "bound describes past counts, no limit of what is possible.",
        **fields,
    )


def _fan_chart(w: Wording, fits: dict[str, membership.Fit], points: pd.DataFrame, shown: str) -> go.Figure:
    chart = go.Figure()
    ahead = membership.outlook_dates(points, PER_YEAR)
    band = membership.forecast_members(fits[shown], ahead)
    if len(band):
        name = w.text("{level} interval of {model}", level=w.percent(LEVEL), model=w.quote(model_name(w, shown)))
        add_band(chart, [_day_of(at) for at in ahead], list(band["low"]), list(band["high"]), name)
    for model, fit in fits.items():
        _add_model(chart, w, model, fit, points, ahead)
    chart.add_scatter(
        x=points["day"], y=points["members"], mode="markers+text", name=w.text("documented count"), legendrank=999,
        marker={"size": 10, "color": theme.GREEN, "line": {"color": theme.CARD, "width": 2}},
        text=[f"<b>{w.number(n)}</b>" if new else "" for n, new in _fresh(points)], textposition="top left",
        textfont={"size": 14, "color": theme.INK}, cliponaxis=False, showlegend=True,
        hovertext=[f"<b>{w.date(row['date'])}</b><br>{w.number(row['members'])}" for _, row in points.iterrows()],
        hoverinfo="text",
    )  # fmt: skip
    tops = [band["high"].max() if len(band) else 0.0, points["members"].max()]
    ends = [membership.forecast_members(fit, ahead)["mean"].max() for fit in fits.values() if not fit.refusal]
    axis = value_axis(pd.Series([*tops, *ends, 0.0]), w, signed=False)
    chart.update_layout(
        **legend(),
        xaxis=fixed_axis(
            points["day"].iloc[0] - pd.Timedelta(days=260),
            _day_of(ahead[-1]) + pd.Timedelta(days=60),
            tickformat="%Y",
            tickangle=0,
            automargin=True,
        ),
        yaxis=axis | {"automargin": True},
        hovermode="closest",
    )
    return theme.style(chart, w, FAN_PX)


def _fresh(points: pd.DataFrame) -> list[tuple[int, bool]]:
    """Each count and whether it differs from the one before, so that a number is written once."""
    return list(zip(points["members"], points["members"].ne(points["members"].shift()), strict=True))


def _add_model(
    chart: go.Figure, w: Wording, model: str, fit: membership.Fit, points: pd.DataFrame, ahead: np.ndarray[Any, Any]
) -> None:
    """A model's curve: over the counts it was fitted to, too, except no change, which starts at the last one."""
    if fit.refusal:
        return
    start = float(points["at"].iloc[0])
    past = np.arange(start, ahead[0], 1 / PER_YEAR) if model != membership.NO_CHANGE else np.array([])
    said = membership.forecast_members(fit, np.concatenate([past, ahead]))
    colour, dash = _STYLES[model]
    hover = [
        f"<b>{model_name(w, model)}</b><br>{w.date(_month_of(row['at']))}: {w.number(row['mean'], 1)}"
        for _, row in said.iterrows()
    ]
    days = [_day_of(at) for at in said["at"]]
    add_line(chart, days, list(said["mean"]), model_name(w, model), colour=colour, dash=dash, hover=hover, width=2)
