"""The districts of the Lausitz side by side: net migration of each in a small chart of its own, all on one scale."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.axes import fixed_axis, value_axis
from analytics.figure.model import Figure
from analytics.figure.shapes import write_words, yearly_line
from analytics.language import Wording
from analytics.rates.breaks import breaks_sentence
from analytics.rates.scopes import LAUSITZ, LAUSITZ_IN_BRANDENBURG, add_scope, scope_ags, scope_stem
from analytics.rates.series import breaks_between, compute_series
from analytics.subjects.migration.measures import measure_rates, measure_sources, second_hand_rows
from analytics.subjects.migration.series import describe_series, name_series, series_columns, series_subtitle
from data.atlas import Atlas
from data.errors import check_name

SCOPES = (LAUSITZ, LAUSITZ_IN_BRANDENBURG)
"""Areas with few enough districts for a chart each."""
PLOT_PX, MARGINS_PX = 280, {"l": 46, "r": 8, "t": 66, "b": 34}
# Years between two panels; signs from which on a name takes two lines.
GAP, LONG_NAME = 3, 12
STYLE = {"colour": theme.GREEN, "dash": "solid", "marker": "circle", "width": 2}


def draw_small_multiples(atlas: Atlas, w: Wording, *, age_group: str, scope: str = LAUSITZ) -> Figure:
    """Net migration per 1,000 of every district of the Lausitz, each in a panel of its own.

    Raises:
        UnknownNameError: the scope is none of `SCOPES`, or the age group is unknown.
    """
    check_name("scope", scope, SCOPES)
    series = [compute_series(atlas, [ags], age_group=age_group) for ags in scope_ags(atlas, scope)]
    table = pd.concat([rows[rows["kind"] == "kreis"] for rows in series], ignore_index=True)
    told = second_hand_rows(measure_rates(atlas, "net"), "net")
    table = name_series(atlas, w, table, (), told)
    first, last = int(table["year"].min()), int(table["year"].max())
    breaks = breaks_between(atlas, first, last, table["series"].unique())
    described = [describe_series(w, table, "net"), breaks_sentence(w, breaks)]
    return Figure(
        key="migration_small_multiples",
        headline=_headline(w, table),
        subtitle=add_scope(w, series_subtitle(atlas, w, table, age_group, "net"), scope),
        description=" ".join(filter(None, described)),
        table=table,
        columns=series_columns(w, age_group, "net"),
        source_ids=measure_sources(atlas, "net", set(table["year"])),
        chart=_chart(w, table, first, last),
        notes=tuple(w.pick(row, "text") for _, row in breaks.iterrows() if pd.notna(row["ags"])),
        stem=f"einzeln-{age_group.replace(' ', '-')}{scope_stem(scope)}",
        panel_step=last - first + 1 + GAP,
    )


def _headline(w: Wording, table: pd.DataFrame) -> str:
    known = table.dropna(subset=["per_1000"])
    if known.empty:
        return w.text("No rate can be given for this choice")
    gains = known[known["per_1000"] > 0].groupby("year").size()
    first, last = int(known["year"].min()), int(known["year"].max())
    return w.text(
        "{last}: {n} of {all} districts gain people – {first}: {before} of {all}",
        last=last, n=int(gains.get(last, 0)), all=known["series"].nunique(), first=first,
        before=int(gains.get(first, 0)),
    )  # fmt: skip


def _chart(w: Wording, table: pd.DataFrame, first: int, last: int) -> go.Figure:
    chart = go.Figure()
    step = last - first + 1 + GAP
    panels = list(table.groupby("series", sort=False))
    for number, (_, rows) in enumerate(panels):
        name, start = rows["name"].iloc[0], number * step
        marker = {"size": 4, "color": theme.GREEN}
        chart.add_trace(yearly_line(rows["year"] + start, rows["per_1000"], None, STYLE, name=name, marker=marker))
        _frame_panel(chart, first + start, last + start)
        _write_panel(chart, w, rows, start, first, last)
    chart.update_layout(
        margin=MARGINS_PX,
        xaxis=fixed_axis(first - 0.5, (len(panels) - 1) * step + last + 0.5, [], showgrid=False, zeroline=False),
        yaxis=value_axis(table["per_1000"], w, signed=True),
    )
    return theme.style(chart, w, PLOT_PX + MARGINS_PX["t"] + MARGINS_PX["b"])


def _frame_panel(chart: go.Figure, left: float, right: float) -> None:
    place: dict[str, Any] = {
        "type": "rect",
        "x0": left - 0.5,
        "x1": right + 0.5,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "layer": "below",
    }
    chart.add_shape(**place, fillcolor=theme.PAPER, line={"width": 0})


def _write_panel(chart: go.Figure, w: Wording, rows: pd.DataFrame, start: int, first: int, last: int) -> None:
    """Name and latest rate above the panel, first and last year below."""
    known = rows.dropna(subset=["per_1000"])
    rate = f"{w.signed(known['per_1000'].iloc[-1])} ({known['year'].iloc[-1]})" if len(known) else w.missing()
    name = rows["name"].iloc[0]
    # A long name breaks at its hyphen.
    lines = name.replace("-", "-\n", 1).split("\n") if len(name) > LONG_NAME else [name]
    above: dict[str, Any] = {"yref": "paper", "xanchor": "left", "yanchor": "bottom", "yshift": 4, "align": "left"}
    write_words(chart, "<br>".join([*map("<b>{}</b>".format, lines), rate]), first + start - 0.5, 1, **above)
    below: dict[str, Any] = {"yref": "paper", "yanchor": "top", "yshift": -6, "colour": theme.INK_QUIET}
    write_words(chart, str(first), first + start - 0.5, 0, xanchor="left", **below)
    write_words(chart, str(last), last + start + 0.5, 0, xanchor="right", **below)
