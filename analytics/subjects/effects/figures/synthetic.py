"""Synthetic control: a mix of Kreise without an initiative that ran alike before the start, against what was."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure.charts.lines import Line, series_style
from analytics.figure.model import Column, Figure
from analytics.language import Wording
from analytics.rates.naming import age_label, kreis_names, rate_unit
from analytics.subjects.effects.figures.chart import COMPARED_STYLE, draw_courses, mark_start, of_estimate
from analytics.subjects.effects.figures.text import compared_sources, estimated, left_out_note, place_stem, subject
from analytics.subjects.effects.figures.words.reasons import synthetic_refusal
from analytics.subjects.effects.measures import EffectResult, SyntheticControl, figures_of
from data.atlas import Atlas

PLOT_PX = 300
# Smaller weights are rounding of the solver's zero.
LEAST_WEIGHT = 0.005


@of_estimate
def draw_effect_synthetic(atlas: Atlas, w: Wording, result: EffectResult) -> Figure:
    """One Kreis against its mix, or for several the distance of each from its own; refused ones in words.

    Table: grain (Kreis, year) with actual, synthetic and gap per 1,000; where every mix is refused, grain Kreis with
    the reason, and no chart.
    """
    parts = estimated(result).synthetic
    if parts.refused:
        return _refused_figure(atlas, w, result, key="effects_synthetic")
    usable = [one for one in parts.kreise if not one.refused]
    table = _path_table(atlas, w, result, usable)
    return Figure(
        key="effects_synthetic",
        headline=_headline(atlas, w, result, usable),
        subtitle=w.text(
            "Net migration {unit}, {age}: what was, and a mix of districts without an initiative of the network that "
            "ran alike before the start",
            unit=rate_unit(w, result.age_group),
            age=age_label(atlas, w, result.age_group),
        ),
        description=_description(atlas, w, usable),
        table=table,
        columns=_path_columns(w, result.age_group),
        source_ids=compared_sources(atlas, result),
        chart=_levels_chart(w, table) if len(usable) == 1 else _gaps_chart(w, table, list(result.treated.index)),
        notes=(*_refusals(atlas, w, result), _rule(w, usable), left_out_note(atlas, w, result.panel)),
        stem=f"vorher-nachher-synthetisch-{place_stem(result)}-{result.age_group.replace(' ', '-')}",
    )


@of_estimate
def draw_effect_weights(atlas: Atlas, w: Wording, result: EffectResult) -> Figure:
    """Which Kreise the mix consists of; grain (treated Kreis, donor), or the reasons where every mix is refused."""
    if estimated(result).synthetic.refused:
        return _refused_figure(atlas, w, result, key="effects_weights")
    names = kreis_names(figures_of(atlas, result.controls))
    rows = [
        {"kreis": names[one.ags], "donor": names[str(donor)], "weight": float(weight)}
        for one in estimated(result).synthetic.kreise
        for donor, weight in one.weights.items()
        if not one.refused and weight >= LEAST_WEIGHT
    ]
    table = pd.DataFrame(rows)
    return Figure(
        key="effects_weights",
        headline=_weights_headline(w, table),
        subtitle=w.text("Weights of the synthetic control: {subject}", subject=subject(atlas, w, result)),
        description="; ".join(f"{row['kreis']}: {row['donor']} {w.percent(row['weight'])}" for row in rows),
        table=table,
        columns=(
            Column("kreis", w.text("District")),
            Column("donor", w.text("Part of the mix")),
            Column("weight", w.text("Weight"), "percent"),
        ),
        source_ids=compared_sources(atlas, result),
        notes=(
            w.text("Weights are chosen by the years before the start alone; they add up to one for each district."),
        ),
        stem=f"vorher-nachher-gewichte-{place_stem(result)}",
    )


def _weights_headline(w: Wording, table: pd.DataFrame) -> str:
    first = table.sort_values("weight", ascending=False).iloc[0]
    return w.text("The largest part: {donor} for {kreis}", donor=first["donor"], kreis=first["kreis"])


def _refused_figure(atlas: Atlas, w: Wording, result: EffectResult, *, key: str) -> Figure:
    names = kreis_names(atlas)
    rows = [
        {"name": names[one.ags], "start": one.start_year, "reason": synthetic_refusal(w, one.refused)}
        for one in estimated(result).synthetic.kreise
    ]
    table = pd.DataFrame(rows)
    return Figure(
        key=key,
        headline=w.text("No synthetic control: it would mislead here"),
        subtitle=w.text("Why none is shown: {subject}", subject=subject(atlas, w, result)),
        description=" ".join(f"{row['name']}: {row['reason']}." for row in rows),
        table=table,
        columns=(
            Column("name", w.text("District")),
            Column("start", w.text("Start"), "year"),
            Column("reason", w.text("Why not")),
        ),
        source_ids=compared_sources(atlas, result),
        stem=f"vorher-nachher-synthetisch-{place_stem(result)}",
    )


def _path_columns(w: Wording, age_group: str) -> tuple[Column, ...]:
    return (
        Column("name", w.text("District")),
        Column("year", w.text("Year"), "year"),
        Column("actual", w.text("What was, {unit}", unit=rate_unit(w, age_group)), "signed1"),
        Column("synthetic", w.text("Mix (computed)"), "signed1"),
        Column("gap", w.text("Distance from the mix"), "signed1"),
        Column("phase", w.text("Before or after the start")),
    )


def _path_table(atlas: Atlas, w: Wording, result: EffectResult, usable: list[SyntheticControl]) -> pd.DataFrame:
    names, years = kreis_names(atlas), result.panel.years
    parts = []
    for one in usable:
        path = one.path.astype({"year": int}).set_index("year").reindex(range(years[0], years[-1] + 1))
        phases = [w.text("after") if year >= one.start_year else w.text("before") for year in path.index]
        parts.append(path.assign(ags=one.ags, name=names[one.ags], start=one.start_year, phase=phases).reset_index())
    table = pd.concat(parts, ignore_index=True)
    return table.astype(dict.fromkeys(("actual", "synthetic", "gap"), float))


def _headline(atlas: Atlas, w: Wording, result: EffectResult, usable: list[SyntheticControl]) -> str:
    value = w.signed(estimated(result).synthetic.estimate)
    if len(usable) == 1:
        name = kreis_names(atlas)[usable[0].ags]
        return w.text("{name} lies {gap} per 1,000 from its mix since the start", name=name, gap=value)
    return w.text("On average {gap} per 1,000 from their mixes since the start", gap=value)


def _description(atlas: Atlas, w: Wording, usable: list[SyntheticControl]) -> str:
    names = kreis_names(atlas)
    return " ".join(
        w.text(
            "{name}, start {year}: mean distance from the mix {before} before and {after} from the start on; the fit "
            "gets worse by a factor of {ratio}, rank {rank} of {ranked}.",
            name=names[one.ags],
            year=one.start_year,
            before=w.signed(_gap_before(one)),
            after=w.signed(one.estimate),
            ratio=w.number(one.ratio, 1),
            rank=w.number(one.rank),
            ranked=w.number(one.ranked),
        )
        for one in usable
    )


def _refusals(atlas: Atlas, w: Wording, result: EffectResult) -> tuple[str, ...]:
    names, refused = kreis_names(atlas), [one for one in estimated(result).synthetic.kreise if one.refused]
    return tuple(
        w.text(
            "Not drawn: {names}. Reason: {reason}.",
            names=w.join(names[one.ags] for one in refused if one.refused == reason),
            reason=synthetic_refusal(w, reason),
        )
        for reason in dict.fromkeys(one.refused for one in refused)
    )


def _rule(w: Wording, usable: list[SyntheticControl]) -> str:
    if len(usable) > 1:
        return w.text(
            "The mix is computed, not counted. Each line is a district less its own mix, zero means alike; large mark: "
            "the start."
        )
    one = usable[0]
    return w.text(
        "The mix is computed, not counted. Mean distance from it: {before} before the start, {after} from it on. Among "
        "{ranked} districts treated the same way the change of fit has rank {rank}.",
        before=w.signed(_gap_before(one)),
        after=w.signed(one.estimate),
        ranked=w.number(one.ranked),
        rank=w.number(one.rank),
    )


def _gap_before(one: SyntheticControl) -> float:
    return float(one.path.loc[~one.path["after"].astype(bool), "gap"].mean())


def _levels_chart(w: Wording, table: pd.DataFrame) -> go.Figure:
    start = int(table["start"].iloc[0])
    mix = table.assign(name=w.text("mix"))
    lines = [_line(w, table, "actual", series_style(0)), _line(w, mix, "synthetic", COMPARED_STYLE)]
    chart = draw_courses(w, [(line, None) for line in lines], plot_px=PLOT_PX)
    mark_start(chart, start, w.text("start {year}", year=start))
    return chart


def _gaps_chart(w: Wording, table: pd.DataFrame, order: list[str]) -> go.Figure:
    """Each Kreis has the look it has in the raw picture, also where another one is not drawn."""
    lines = [
        (_line(w, rows, "gap", series_style(order.index(str(ags)))), int(rows["start"].iloc[0]))
        for ags, rows in table.groupby("ags", sort=False)
    ]
    return draw_courses(w, lines, plot_px=PLOT_PX)


def _line(w: Wording, rows: pd.DataFrame, column: str, style: dict[str, Any]) -> Line:
    told = [w.text("{rate} per 1,000", rate=w.signed(value)) for value in rows[column]]
    return Line(rows, column, style, w.signed, told)
