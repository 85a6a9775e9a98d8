"""Net migration of a Kreis beside the medians of the Kreise it can be compared with."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.charts.lines import Line, draw_lines
from analytics.figure.model import Column, Figure
from analytics.language import Wording
from analytics.rates.breaks import crossing_sentence
from analytics.rates.naming import age_label, kreis_names, rate_sources, rate_unit
from analytics.rates.series import breaks_between
from analytics.subjects.peers.measures import ALIKE, CHARACTERISTICS, NEIGHBOUR, SAME_TYPE
from analytics.subjects.peers.text import check_traits, group_name
from analytics.subjects.peers.values import SELF, compute_group_series
from data.atlas import Atlas

SERIES_PLOT_PX = 340
STYLES: dict[str, dict[str, Any]] = {
    SELF: {"colour": theme.GREEN, "dash": "solid", "marker": "circle", "width": 3},
    NEIGHBOUR: {"colour": theme.SERIES[2], "dash": "dash", "marker": "square", "width": 2},
    ALIKE: {"colour": theme.SERIES[1], "dash": "dot", "marker": "diamond", "width": 2},
    SAME_TYPE: {"colour": theme.INK_QUIET, "dash": "dashdot", "marker": "triangle-up", "width": 2},
}


def draw_peer_series(
    atlas: Atlas, w: Wording, *, ags: str, age_group: str, traits: tuple[str, ...] = CHARACTERISTICS
) -> Figure:
    """Net migration of the Kreis beside the medians of the Kreise it can be compared with.

    Raises:
        UnknownNameError: the Kreis, the age group or a trait is unknown.
    """
    check_traits(traits)
    series = compute_group_series(atlas, ags, age_group=age_group, traits=traits)
    own_name = kreis_names(atlas)[ags]
    names = {SELF: own_name} | {group: group_name(w, group) for group in (NEIGHBOUR, ALIKE, SAME_TYPE)}
    table = series.assign(name=series["group"].map(names))
    first, last = int(table["year"].min()), int(table["year"].max())
    breaks = breaks_between(atlas, first, last)
    return Figure(
        key="comparison_series",
        headline=_series_headline(w, table, own_name),
        subtitle=w.text(
            "Net migration {unit}, {age}; groups: median of their districts, {first}–{last}",
            unit=rate_unit(w, age_group),
            age=age_label(atlas, w, age_group),
            first=first,
            last=last,
        ),
        description=" ".join(filter(None, [_series_description(w, table), crossing_sentence(atlas, w, first, last)])),
        table=table,
        columns=(
            Column("name", w.text("District or group")),
            Column("year", w.text("Year"), "year"),
            Column("per_1000", rate_unit(w, age_group), "signed1"),
            Column("n", w.text("Districts with a value"), "int", beside=True),
        ),
        source_ids=rate_sources(atlas),
        chart=_series_chart(w, table, breaks),
        notes=(w.text("A median of few districts jumps easily; the number of districts stands in the table."),),
        stem=f"vergleich-verlauf-{ags}-{age_group.replace(' ', '-')}",
    )


def _last_known(table: pd.DataFrame) -> pd.DataFrame:
    return table.dropna(subset=["per_1000"]).drop_duplicates("group", keep="last").set_index("group")


def _series_headline(w: Wording, table: pd.DataFrame, name: str) -> str:
    last = _last_known(table)
    if SELF not in last.index or ALIKE not in last.index:
        return w.text("{name}: too few figures to compare", name=name)
    own, alike = last.loc[SELF], last.loc[ALIKE]
    fields = {"name": name, "year": own["year"], "own": w.signed(own["per_1000"]), "other": w.signed(alike["per_1000"])}
    if own["per_1000"] > alike["per_1000"]:
        return w.text("{year}: {name} above its similar districts, {own} against {other}", **fields)
    return w.text("{year}: {name} not above its similar districts, {own} against {other}", **fields)


def _series_description(w: Wording, table: pd.DataFrame) -> str:
    ends = [
        w.text("{name}: {value} in {year}", name=row["name"], value=w.signed(row["per_1000"]), year=row["year"])
        for _, row in _last_known(table).iterrows()
    ]
    return w.text("Line chart. Last values: {values}.", values="; ".join(ends))


def _series_chart(w: Wording, table: pd.DataFrame, breaks: pd.DataFrame) -> go.Figure:
    lines = [Line(rows, "per_1000", STYLES[str(group)], w.signed) for group, rows in table.groupby("group", sort=False)]
    return draw_lines(w, lines, breaks=breaks, plot_px=SERIES_PLOT_PX, right_px=136)
