"""Figures of the migration's outlook: the fan beside the naive forecast, and what looking back says of both."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.model import Column, Figure
from analytics.language import Wording
from analytics.rates.breaks import crossing_sentence
from analytics.rates.naming import age_label, measure_name, nothing_text, rate_sources, rate_unit
from analytics.rates.series import reception_years
from analytics.subjects.outlook.figures.chart import (
    ESTIMATE_COLOUR,
    MODEL_DASH,
    NAIVE_COLOUR,
    NAIVE_DASH,
    add_band,
    add_line,
    years_layout,
)
from analytics.subjects.outlook.figures.statements import migration_statements
from analytics.subjects.outlook.figures.text import (
    coverage_sentence,
    lookback_sentence,
    method_name,
    outlook_area,
    refusal_sentence,
    refusal_short,
    shape_text,
    years_short,
)
from analytics.subjects.outlook.measures import backtest
from analytics.subjects.outlook.measures.forecast import ETS, LEADS, LEVEL, NAIVE
from analytics.subjects.outlook.measures.migration import Outlook, compute_outlook
from analytics.subjects.outlook.measures.trend import compute_trend
from data.atlas import Atlas

FAN_PX, LOOKBACK_PX = 440, 340


def draw_outlook_fan(atlas: Atlas, w: Wording, *, area: str, age_group: str) -> Figure:
    """The series, the model's outlook with its bands and the naive forecast; the series alone where refused.

    Raises:
        UnknownNameError: an unknown area or age group.
    """
    told = compute_outlook(atlas, area, age_group=age_group)
    trend = compute_trend(atlas, area, age_group=age_group)
    table = _fan_table(w, told)
    return Figure(
        key="outlook_fan",
        headline=_fan_headline(atlas, w, told),
        subtitle=_fan_subtitle(atlas, w, told),
        description=_fan_description(atlas, w, told),
        table=table,
        columns=(
            Column("year", w.text("Year"), "year"),
            Column("name", w.text("Figure or forecast")),
            Column("value", rate_unit(w, age_group), "signed1"),
            Column("low", w.text("Interval {level}, from", level=w.percent(LEVEL)), "signed1"),
            Column("high", w.text("Interval {level}, to", level=w.percent(LEVEL)), "signed1"),
            Column("wide_low", w.text("As wide as past errors, from"), "signed1"),
            Column("wide_high", w.text("As wide as past errors, to"), "signed1"),
            Column("state", w.text("Status")),
        ),
        source_ids=rate_sources(atlas),
        chart=_fan_chart(w, told),
        notes=_fan_notes(atlas, w, told),
        stem=f"ausblick-{area}-{age_group.replace(' ', '-')}",
        statements=migration_statements(atlas, w, told, trend),
    )


def has_outlook(atlas: Atlas, w: Wording, *, area: str, age_group: str) -> bool:
    """Whether an outlook may be given, so that a page shows the look-back only where there is one."""
    del w
    return not compute_outlook(atlas, area, age_group=age_group).refusal


def draw_outlook_lookback(atlas: Atlas, w: Wording, *, area: str, age_group: str) -> Figure:
    """What the model would have said in every earlier year, over what came.

    Raises:
        UnknownNameError: an unknown area or age group.
    """
    told = compute_outlook(atlas, area, age_group=age_group)
    table = backtest.compute_backtest(atlas, age_group)
    rows = table[table["ags"] == area]
    named = rows.assign(
        name=[method_name(w, method) for method in rows["method"]],
        state=[
            w.text("inside the interval") if inside else w.text("outside the interval") for inside in rows["inside"]
        ],
    ).reset_index(drop=True)
    return Figure(
        key="outlook_lookback",
        headline=_lookback_headline(atlas, w, told),
        subtitle=w.text(
            "Net migration over district borders {unit}, {age}; dashed: the model's outlooks made in earlier years",
            unit=rate_unit(w, age_group),
            age=age_label(atlas, w, age_group),
        ),
        description=_lookback_description(w, told, named),
        table=named,
        columns=(
            Column("origin_year", w.text("Made with figures up to"), "year"),
            Column("year", w.text("For the year"), "year"),
            Column("name", w.text("Method")),
            Column("mean", w.text("Forecast"), "signed1"),
            Column("low", w.text("Interval {level}, from", level=w.percent(LEVEL)), "signed1"),
            Column("high", w.text("Interval {level}, to", level=w.percent(LEVEL)), "signed1"),
            Column("actual", w.text("What came"), "signed1"),
            Column("state", w.text("Status")),
        ),
        source_ids=rate_sources(atlas),
        chart=_lookback_chart(w, told, named),
        notes=(
            w.text(
                "Every outlook knows only the figures up to its first point. Fewer than {least} years are not fitted.",
                least=backtest.LEAST_FIT_YEARS,
            ),
        ),
        stem=f"rueckblick-{area}-{age_group.replace(' ', '-')}",
    )


def _fan_table(w: Wording, told: Outlook) -> pd.DataFrame:
    series = told.series
    words = [nothing_text(w, status, why) for status, why in zip(series["status"], series["reason"], strict=True)]
    bands = ["low", "high", "wide_low", "wide_high"]
    known = pd.DataFrame({"year": series["year"], "name": w.text("known"), "value": series["per_1000"], "state": words})
    parts = [known.assign(**dict.fromkeys(bands, np.nan), method="")]
    if len(told.table):
        names = [method_name(w, method) for method in told.table["method"]]
        rows = told.table.rename(columns={"mean": "value"}).assign(name=names, state=w.text("estimate"))
        parts.append(rows[["year", "name", "value", "state", *bands, "method"]])
    return pd.concat(parts, ignore_index=True)


def _fan_headline(atlas: Atlas, w: Wording, told: Outlook) -> str:
    name = outlook_area(atlas, w, told.area)
    if told.refusal:
        return w.text("{name}: no outlook, {reason}", name=name, reason=refusal_short(w, told.refusal))
    end = told.of(ETS).iloc[-1]
    return w.text(
        "{name}: seen from {last}, {year} lies between {low} and {high} per 1,000",
        name=name,
        last=told.run.last,
        year=end["year"],
        low=w.signed(end["wide_low"]),
        high=w.signed(end["wide_high"]),
    )


def _fan_subtitle(atlas: Atlas, w: Wording, told: Outlook) -> str:
    fields = {
        "measure": measure_name(w, "net"),
        "unit": rate_unit(w, told.age_group),
        "age": age_label(atlas, w, told.age_group),
        "first": told.series["year"].min(),
    }
    if told.refusal:
        last = told.series["year"].max()
        return w.text("{measure} over district borders {unit}, {age}, {first}–{last}", **fields, last=last)
    return w.text(
        "{measure} over district borders {unit}, {age}, {first}–{last} and {n} years beyond",
        **fields,
        last=told.run.last,
        n=LEADS,
    )


def _fan_description(atlas: Atlas, w: Wording, told: Outlook) -> str:
    known = told.series.dropna(subset=["per_1000"])
    sentences = [w.text("Line chart of {name}.", name=outlook_area(atlas, w, told.area))]
    if len(known):
        first, last = known.iloc[0], known.iloc[-1]
        sentences.append(
            w.text(
                "Known: {first} per 1,000 in {first_year}, {last} in {last_year}.",
                first=w.signed(first["per_1000"]),
                first_year=first["year"],
                last=w.signed(last["per_1000"]),
                last_year=last["year"],
            )
        )
    if told.refusal:
        return " ".join([*sentences, refusal_sentence(atlas, w, told)])
    sentences += [
        w.text(
            "Model for {year}: {mean}, its interval {low} to {high}, with past errors {wide_low} to {wide_high}.",
            year=row["year"],
            **{key: w.signed(row[key]) for key in ("mean", "low", "high", "wide_low", "wide_high")},
        )
        for _, row in told.of(ETS).iterrows()
    ]
    naive = told.of(NAIVE).iloc[0]
    sentences.append(w.text("Last value goes on: {mean} in every year.", mean=w.signed(naive["mean"])))
    return " ".join(sentences)


def _fan_notes(atlas: Atlas, w: Wording, told: Outlook) -> tuple[str, ...]:
    if told.refusal:
        return (refusal_sentence(atlas, w, told),)
    notes = [w.text("Seen from {last}, where the figures of the districts end, not from today.", last=told.run.last)]
    if told.verdict:
        notes.append(
            f"{lookback_sentence(w, told.own, told.verdict)} {coverage_sentence(w, told.own)} "
            + w.text("The light band is therefore as wide as {level} of the model's past errors in all districts.",
                     level=w.percent(LEVEL))
        )  # fmt: skip
    notes.append(_method_note(atlas, w, told))
    return tuple(notes)


def _method_note(atlas: Atlas, w: Wording, told: Outlook) -> str:
    first, last = told.run.years[0], told.run.last
    sentence = w.text(
        "Model: exponential smoothing of the years {first}–{last}; {shape}.",
        first=first,
        last=last,
        shape=shape_text(w, told.shape),
    )
    parts = [sentence]
    if told.run.stopped_by is not None:
        parts.append(
            w.text(
                "It needs an unbroken series: {year} is missing, so what came before is left out.",
                year=told.run.stopped_by,
            )
        )
    inside = tuple(year for year in reception_years(atlas) if first <= year <= last)
    if inside:
        parts.append(
            w.text(
                "{years} count in for the same reason, although the reception of refugees shapes them.",
                years=years_short(w, inside),
            )
        )
    return " ".join([*parts, *filter(None, [crossing_sentence(atlas, w, first, last)])])


def _fan_chart(w: Wording, told: Outlook) -> go.Figure:
    chart, series = go.Figure(), told.series
    values = [series["per_1000"]]
    if len(told.table):
        _add_outlook(chart, w, told)
        bands = told.table[["low", "high", "wide_low", "wide_high"]]
        values.append(pd.Series(bands.to_numpy(dtype=float).ravel()))
    hover = [
        f"<b>{row['year']}</b><br>{nothing_text(w, row['status'], row['reason'])}"
        if pd.isna(row["per_1000"])
        else f"<b>{row['year']}</b><br>{w.signed(row['per_1000'])}"
        for _, row in series.iterrows()
    ]
    add_line(chart, list(series["year"]), list(series["per_1000"]), w.text("known"), colour=theme.GREEN, hover=hover,
             marker="circle")  # fmt: skip
    years = pd.concat([series["year"], told.table["year"]]) if len(told.table) else series["year"]
    chart.update_layout(**years_layout(w, pd.concat(values, ignore_index=True), years))
    return theme.style(chart, w, FAN_PX)


def _add_outlook(chart: go.Figure, w: Wording, told: Outlook) -> None:
    start = told.run.last
    value = told.run.rates[-1]
    model, naive = told.of(ETS), told.of(NAIVE)
    years = [start, *model["year"]]
    add_band(chart, years, [value, *model["wide_low"]], [value, *model["wide_high"]],
             w.text("as wide as past errors"), wide=True)  # fmt: skip
    add_band(chart, years, [value, *model["low"]], [value, *model["high"]],
             w.text("{level} interval of the model", level=w.percent(LEVEL)))  # fmt: skip
    for rows, name, colour, dash, marker in (
        (naive, w.text("last value goes on"), NAIVE_COLOUR, NAIVE_DASH, "square-open"),
        (model, w.text("outlook of the model"), ESTIMATE_COLOUR, MODEL_DASH, "circle-open"),
    ):
        hover = [
            "",
            *(
                f"<b>{name}</b> · {row['year']}<br>{w.signed(row['mean'])} ({w.signed(row['low'])} … "
                f"{w.signed(row['high'])})"
                for _, row in rows.iterrows()
            ),
        ]
        add_line(chart, years, [value, *rows["mean"]], name, colour=colour, dash=dash, marker=marker, hover=hover)


def _lookback_headline(atlas: Atlas, w: Wording, told: Outlook) -> str:
    name = outlook_area(atlas, w, told.area)
    if told.own.empty:
        return w.text("{name}: nothing to look back at", name=name)
    row = told.own[(told.own["lead"] == backtest.ALL_LEADS) & (told.own["method"] == ETS)].iloc[0]
    return w.text(
        "{name}: {inside} of {n} past outlooks came out inside their interval",
        name=name,
        inside=w.number(round(row["coverage"] * row["n"])),
        n=w.number(row["n"]),
    )


def _lookback_description(w: Wording, told: Outlook, rows: pd.DataFrame) -> str:
    model = rows[rows["method"] == ETS]
    listed = [
        w.text(
            "made in {origin} for {year}: {said} instead of {actual}",
            origin=row["origin_year"],
            year=row["year"],
            said=w.signed(row["mean"]),
            actual=w.signed(row["actual"]),
        )
        for _, row in model[model["lead"] == LEADS].iterrows()
    ]
    start = w.text("Line chart of the known years; a dashed line for every outlook made in an earlier year.")
    if not listed:
        return start
    return f"{start} " + w.text("Outlooks three years ahead: {values}.", values="; ".join(listed))


def _lookback_chart(w: Wording, told: Outlook, rows: pd.DataFrame) -> go.Figure:
    chart, series = go.Figure(), told.series
    known = series.set_index("year")["per_1000"]
    add_line(
        chart, list(series["year"]), list(series["per_1000"]), w.text("known"), colour=theme.GREEN, marker="circle"
    )
    model = rows[rows["method"] == ETS]
    for number, (origin, part) in enumerate(model.groupby("origin_year", sort=True)):
        hover = [
            "",
            *(f"{origin} → {row['year']}<br>{w.signed(row['mean'])} ({row['state']})" for _, row in part.iterrows()),
        ]
        name = w.text("outlook made in an earlier year") if number == 0 else w.text("outlook of {year}", year=origin)
        add_line(chart, [origin, *part["year"]], [known[origin], *part["mean"]], name, colour=ESTIMATE_COLOUR,
                 dash=MODEL_DASH, hover=hover, width=1.5, shown=number == 0)  # fmt: skip
    values = pd.concat([series["per_1000"], model["mean"].astype(float)], ignore_index=True)
    chart.update_layout(**years_layout(w, values, series["year"]))
    return theme.style(chart, w, LOOKBACK_PX)
