"""What the difference withstands: without each Kreis in turn, under other choices, in every age group."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.annotations import wrap_label
from analytics.figure.axes import nice_ticks
from analytics.figure.charts.rows import Room, bottom_up, frame_rows
from analytics.figure.model import Column, Figure
from analytics.figure.shapes import bold_names
from analytics.language import Wording
from analytics.rates.naming import age_label, kreis_names
from analytics.subjects.effects.figures.chart import estimate_dots, interval_line, interval_points, of_estimate
from analytics.subjects.effects.figures.text import (
    compared_sources,
    estimated,
    level_text,
    place_since,
    place_stem,
    subject,
    unit,
)
from analytics.subjects.effects.measures import (
    EffectResult,
    compare_ages,
    figures_of,
)
from data.atlas import Atlas

MOST_ROWS = 20
ROOM = Room(row=32, names=140, right=14, below=34, extra=74)
NAME_WIDTH = 22


@of_estimate
def draw_effect_one_out(atlas: Atlas, w: Wording, result: EffectResult) -> Figure:
    """The difference without each Kreis in turn, the whole one on top.

    Table: grain Kreis left out. Columns name, role, estimate, low, high (per 1,000), share (of placebo assignments
    at least as large).
    """
    table = _one_out_table(atlas, w, result)
    drawn = _strongest(table)
    return interval_figure(
        atlas,
        w,
        result,
        table,
        drawn=drawn,
        key="effects_one_out",
        headline=_one_out_headline(w, table),
        subtitle=w.text(
            "The difference without each district in turn, {unit}: {subject}",
            unit=unit(w, result),
            subject=subject(atlas, w, result),
        ),
        heading=w.text("Left out"),
        notes=(
            w.text("A result that hangs on one district says something about that district, not about initiatives."),
            *_undrawn_note(w, table, drawn),
        ),
        stem=f"vorher-nachher-ohne-einen-{place_stem(result)}",
    )


@of_estimate
def draw_effect_variants(atlas: Atlas, w: Wording, result: EffectResult) -> Figure:
    """The difference under other defensible choices, the one of the page on top.

    Table: as `draw_effect_one_out`, grain variant.
    """
    table = _variant_table(w, result)
    return interval_figure(
        atlas,
        w,
        result,
        table,
        key="effects_variants",
        headline=_variant_headline(w, table),
        subtitle=w.text(
            "The difference under other choices, {unit}: {subject}",
            unit=unit(w, result),
            subject=subject(atlas, w, result),
        ),
        heading=w.text("Choice"),
        notes=(_earlier_note(w, result),),
        stem=f"vorher-nachher-andere-wahl-{place_stem(result)}",
    )


@of_estimate
def draw_effect_ages(atlas: Atlas, w: Wording, result: EffectResult) -> Figure:
    """The difference in every age group, the chosen one marked, with the price of looking at several.

    Table: grain age group. Columns as `draw_effect_one_out`, and adjusted (share of placebo assignments in which the
    largest of all age groups is at least as large).
    """
    estimated(result)
    table = _age_table(atlas, w, result)
    figure = interval_figure(
        atlas,
        w,
        result,
        table,
        key="effects_ages",
        headline=_age_headline(w, table),
        subtitle=w.text(
            "The difference in every age group, per 1,000 people of the same age and year: {place}",
            place=place_since(atlas, w, result),
        ),
        heading=w.text("Age group"),
        plotted=f"{w.text('Difference (estimate)')}, {w.text('per 1,000 people of the same age and year')}",
        notes=(
            w.text(
                "Who looks at {n} age groups finds something large in one of them more easily. The last column counts "
                "that in: how often the largest of all age groups is as large by chance.",
                n=w.number(len(table)),
            ),
        ),
        stem=f"vorher-nachher-alter-{place_stem(result)}",
    )
    adjusted = Column("p_adjusted", w.text("The same, for looking at all age groups"), "percent")
    kept = tuple(column for column in figure.columns if column.name != "role")
    return replace(figure, columns=(*kept, adjusted))


def _age_table(atlas: Atlas, w: Wording, result: EffectResult) -> pd.DataFrame:
    rows = compare_ages(atlas, ags=result.ags, with_distorted=result.with_distorted, controls=result.controls)
    return rows.assign(
        name=[age_label(atlas, w, code) for code in rows["age_group"]],
        role="",
        whole=rows["age_group"] == result.age_group,
        share=rows["p_value"],
    )


def _age_headline(w: Wording, table: pd.DataFrame) -> str:
    outside = int(((table["low"] > 0) | (table["high"] < 0)).sum())
    if outside == 0:
        return w.text("In no age group is the difference larger than chance gives")
    return w.text(
        "In {n} of {all} age groups the difference is larger than chance gives",
        n=w.number(outside),
        all=w.number(len(table)),
    )


def _strongest(table: pd.DataFrame) -> pd.DataFrame:
    """The whole difference and the Kreise without which it changes most, in the order of the table."""
    change = (table["estimate"] - table["estimate"].iloc[0]).abs().mask(table["whole"], float("inf"))
    return table.loc[sorted(change.nlargest(MOST_ROWS).index)]


def _undrawn_note(w: Wording, table: pd.DataFrame, drawn: pd.DataFrame) -> tuple[str, ...]:
    if len(drawn) == len(table):
        return ()
    return (
        w.text(
            "Drawn are the {n} districts without which the difference changes most; the table has all.",
            n=w.number(len(drawn) - 1),
        ),
    )


def interval_figure(
    atlas: Atlas,
    w: Wording,
    result: EffectResult,
    table: pd.DataFrame,
    *,
    heading: str,
    drawn: pd.DataFrame | None = None,
    plotted: str = "",
    **words: Any,
) -> Figure:
    """A figure of one difference with its interval per row of `table`; `drawn` when not all rows are."""
    shown = table if drawn is None else drawn
    return Figure(
        description=_description(w, table),
        table=table,
        columns=(
            Column("name", heading),
            Column("role", w.text("What it is")),
            Column("estimate", w.text("Difference (estimate)"), "signed1"),
            Column("low", w.text("Interval from"), "signed1"),
            Column("high", w.text("to"), "signed1"),
            Column("share", w.text("Chance gives as much"), "percent"),
        ),
        source_ids=compared_sources(atlas, result),
        chart=interval_chart(w, shown, name=w.text("Difference (estimate)"), hover=_hover),
        plotted=plotted or f"{w.text('Difference (estimate)')}, {unit(w, result)}",
        **words,
    )


def _whole(w: Wording, result: EffectResult, name: str) -> dict[str, object]:
    parts = estimated(result)
    return {
        "name": name,
        "role": w.text("result of this page"),
        "estimate": parts.did.estimate,
        "low": parts.permutation.low,
        "high": parts.permutation.high,
        "level": parts.permutation.level,
        "p_value": parts.permutation.p_value,
        "whole": True,
    }


def _one_out_table(atlas: Atlas, w: Wording, result: EffectResult) -> pd.DataFrame:
    rows, names = estimated(result).one_out, kreis_names(figures_of(atlas, result.controls))
    roles = {"treated": w.text("district with a start"), "control": w.text("district to compare with")}
    listed = rows.assign(name=rows["ags"].map(names), role=rows["role"].map(roles), whole=False)
    return _with_whole(_whole(w, result, w.text("none left out")), listed)


def _variant_table(w: Wording, result: EffectResult) -> pd.DataFrame:
    rows = estimated(result).variants
    sizes = [
        w.text(
            "{treated} with a start, {controls} to compare with, {years} years",
            treated=w.plural("{n} district", "{n} districts", int(row["n_treated"])),
            controls=w.number(row["n_control"]),
            years=w.number(row["n_years"]),
        )
        for _, row in rows.iterrows()
    ]
    listed = rows.assign(name=[variant_name(w, code) for code in rows["variant"]], role=sizes, whole=False)
    return _with_whole(_whole(w, result, w.text("main estimate")), listed)


def _with_whole(whole: dict[str, object], rows: pd.DataFrame) -> pd.DataFrame:
    table = pd.DataFrame([whole, *rows[list(whole)].to_dict("records")])
    return table.assign(share=table["p_value"])


def variant_name(w: Wording, code: str) -> str:
    """A choice that could have been made as well."""
    words = {
        "short_window": w.text("only five years before the start"),
        "trend_adjusted": w.text("trend before the start carried on"),
        "without_saxony": w.text("without the Saxon districts"),
        "unknown_as_controls": w.text("with districts of unknown start"),
        "with_distorted": w.text("with the distorted years and districts"),
        "without_distorted": w.text("without the distorted years and districts"),
        "joined": w.text("start: joining the network"),
        "pooled": w.text("one regression for all"),
    }
    return words[code]


def _one_out_headline(w: Wording, table: pd.DataFrame) -> str:
    if same_sign(table["estimate"]):
        return w.text("Without any single district the difference keeps its direction")
    return w.text("Without single districts the difference changes its direction")


def _variant_headline(w: Wording, table: pd.DataFrame) -> str:
    if same_sign(table["estimate"]):
        return w.text("Under every other choice the difference keeps its direction")
    return w.text("Under other choices the difference changes its direction")


def same_sign(values: pd.Series) -> bool:
    """Whether all differences point the same way."""
    return bool((values > 0).all() or (values < 0).all())


def _earlier_note(w: Wording, result: EffectResult) -> str:
    parts = estimated(result)
    earlier = parts.earlier_starts
    if earlier.empty:
        return w.text("Too few years before the start to pretend an earlier one.")
    as_large = int((earlier["estimate"].abs() >= abs(parts.did.estimate)).sum())
    return w.text(
        "Had the start been earlier: {n} of {all} placebo starts give a difference at least as large, although "
        "nothing had begun.",
        n=w.number(as_large),
        all=w.number(len(earlier)),
    )


def _description(w: Wording, table: pd.DataFrame) -> str:
    listed = [f"{name} {w.signed(value)}" for name, value in zip(table["name"], table["estimate"], strict=True)]
    return w.text("Points with intervals, one row each: {rows}.", rows="; ".join(listed))


def interval_chart(
    w: Wording, table: pd.DataFrame, *, name: str, hover: Callable[[Wording, pd.Series], str], signed: bool = True
) -> go.Figure:
    """One hollow point with its interval per row of `table`; columns name, whole, estimate, low, high."""
    write = w.signed if signed else w.number
    rows = bottom_up(table)
    places = [float(place) for place in range(len(rows))]
    ticks = _ticks(rows)
    chart = go.Figure()
    chart.add_trace(interval_line(interval_points(places, rows["low"], rows["high"]), across=True))
    colours = [theme.TERRACOTTA_TEXT if whole else theme.GREEN for whole in rows["whole"]]
    answers = [hover(w, row) for _, row in rows.iterrows()]
    chart.add_trace(estimate_dots(rows["estimate"], places, answers, colour=colours, name=name))
    wrapped = [wrap_label(str(words), NAME_WIDTH) for words in rows["name"]]
    words = [(tick, write(tick, 0 if tick == round(tick) else 1)) for tick in ticks]
    return frame_rows(w, chart, bold_names(wrapped, rows["whole"]), ROOM, (ticks[0], ticks[-1]), ticks=words)


def _ticks(rows: pd.DataFrame) -> list[float]:
    known = pd.concat([rows["estimate"], rows["low"], rows["high"]]).dropna()
    return nice_ticks(min(0.0, float(known.min())), max(0.0, float(known.max())), 4)


def _hover(w: Wording, row: pd.Series) -> str:
    value = w.text("{rate} per 1,000", rate=w.signed(row["estimate"]))
    return f"<b>{row['name']}</b><br>{value}<br>{level_text(w, row['level'], row['low'], row['high'])}"
