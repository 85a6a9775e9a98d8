"""What chance alone gives: the same difference, computed for districts that did not start then."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.axes import fixed_axis, nice_ticks, value_axis
from analytics.figure.model import Column, Figure
from analytics.figure.shapes import draw_line, write_above
from analytics.language import Wording
from analytics.subjects.effects.figures.chart import of_estimate
from analytics.subjects.effects.figures.text import (
    compared_sources,
    estimated,
    left_out_note,
    place_stem,
    subject,
    unit,
)
from analytics.subjects.effects.measures import EffectResult
from data.atlas import Atlas

PLOT_PX = 260
CLASSES = 16
BAR_WIDTH = 0.92
MOST_TICKS = 7


@of_estimate
def draw_effect_chance(atlas: Atlas, w: Wording, result: EffectResult) -> Figure:
    """Histogram of the placebo differences with the real one marked.

    Table: grain class of differences. Columns middle, low, high (per 1,000), ways (placebo assignments in it).
    """
    found, tested = estimated(result).did.estimate, estimated(result).permutation
    table = count_classes(tested.distribution, found)
    return Figure(
        key="effects_chance",
        headline=w.text(
            "In {share} of cases chance alone gives a difference as large", share=w.percent(tested.p_value)
        ),
        subtitle=w.text(
            "The difference if chance had given the starts to other districts, {unit}: {subject}",
            unit=unit(w, result),
            subject=subject(atlas, w, result),
        ),
        description=_description(w, table, found),
        table=table.assign(state=_states(w, table, found)),
        columns=(
            Column("low", w.text("Difference from"), "signed1"),
            Column("high", w.text("to under"), "signed1"),
            Column("ways", w.text("Ways to give the starts"), "int"),
            Column("state", w.text("Where the real one lies")),
        ),
        source_ids=compared_sources(atlas, result),
        chart=_chart(w, table, found),
        notes=(_ways_note(w, result), left_out_note(atlas, w, result.panel)),
        stem=f"vorher-nachher-zufall-{place_stem(result)}-{result.age_group.replace(' ', '-')}",
    )


def count_classes(differences: np.ndarray, found: float) -> pd.DataFrame:
    """Classes of equal width whose middles are round, wide enough for all differences and the real one.

    Returns:
        Grain class, ascending: middle, low, high (per 1,000), ways (number of differences, 0 too).
    """
    reach = max(float(np.abs(differences).max(initial=0.0)), abs(found), 0.1)
    middles = np.array(nice_ticks(-reach, reach, CLASSES))
    half = (middles[1] - middles[0]) / 2
    edges = np.append(middles - half, middles[-1] + half)
    ways, _ = np.histogram(differences, bins=edges)
    return pd.DataFrame({"middle": middles, "low": edges[:-1], "high": edges[1:], "ways": ways})


def _states(w: Wording, table: pd.DataFrame, found: float) -> list[str]:
    return [
        w.text("here") if low <= found < high else "" for low, high in zip(table["low"], table["high"], strict=True)
    ]


def _description(w: Wording, table: pd.DataFrame, found: float) -> str:
    taken = table[table["ways"] > 0]
    top = table.sort_values("ways").iloc[-1]
    return w.text(
        "Histogram of differences that chance alone gives, from {low} to {high}, most of them around {middle}. The "
        "real difference, {found}, is marked.",
        low=w.signed(taken["low"].min()),
        high=w.signed(taken["high"].max()),
        middle=w.signed(top["middle"]),
        found=w.signed(found),
    )


def _ways_note(w: Wording, result: EffectResult) -> str:
    tested = estimated(result).permutation
    if tested.exact:
        return w.text(
            "All {n} ways to give the start to one of the districts compared, the real one included. With so few, the "
            "smallest share that could come out is {smallest}.",
            n=w.number(tested.assignments),
            smallest=w.percent(tested.smallest_p),
        )
    return w.text(
        "{n} ways to give the same start years to other districts, drawn at random with a fixed seed. As large counts "
        "in both directions.",
        n=w.number(tested.assignments),
    )


def _chart(w: Wording, table: pd.DataFrame, found: float) -> go.Figure:
    places = list(range(len(table)))
    step = float(table["middle"].iloc[1] - table["middle"].iloc[0])
    at = (found - float(table["middle"].iloc[0])) / step
    chart = go.Figure(
        go.Bar(
            x=places, y=table["ways"], width=BAR_WIDTH, marker={"color": theme.SEQUENTIAL[2], "line": theme.EDGE},
            hoverinfo="text",
            name=w.text("Ways to give the starts"), hovertext=[_hover(w, row) for _, row in table.iterrows()],
        )
    )  # fmt: skip
    _mark_found(chart, w, at, found)
    axis = value_axis(table["ways"].astype(float), w, signed=False, most=min(4, int(table["ways"].max())))
    middle = len(places) // 2
    # The classes lie evenly around zero, so that zero is always named.
    ticks = [place for place in places if (place - middle) % -(-len(places) // MOST_TICKS) == 0]
    words = [w.signed(table["middle"].iloc[place], _digits(step)) for place in ticks]
    chart.update_layout(
        margin={"l": 46, "r": 12, "t": 30, "b": 36},
        xaxis=fixed_axis(-0.6, len(table) - 0.4, ticks, ticktext=words, zeroline=False),
        yaxis=axis,
    )
    return theme.style(chart, w, PLOT_PX + 84)


def _digits(step: float) -> int:
    return 0 if step == round(step) else 1


def _mark_found(chart: go.Figure, w: Wording, at: float, found: float) -> None:
    draw_line(chart, (at, at), (0, 1), xref="x", yref="paper", color=theme.TERRACOTTA_TEXT, width=2.2)
    words = w.text("real: {found}", found=w.signed(found))
    write_above(chart, words, at, colour=theme.TERRACOTTA_TEXT, yshift=2)


def _hover(w: Wording, row: pd.Series) -> str:
    ways = w.plural("{n} way", "{n} ways", int(row["ways"]))
    return w.text("{low} to {high} per 1,000: {ways}", low=w.signed(row["low"]), high=w.signed(row["high"]), ways=ways)
