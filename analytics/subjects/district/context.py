"""What surrounds the moves of a Kreis: net migration and one indicator of its context over the same years."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.annotations import add_notes, break_rows_px, mark_breaks
from analytics.figure.axes import value_axis, years_axis
from analytics.figure.charts.lines import GROUP_STYLE, LAND_STYLE, Line, add_lines
from analytics.figure.model import Column, Figure, Kind
from analytics.figure.sources import split_ids
from analytics.language import Wording
from analytics.rates.breaks import breaks_sentence
from analytics.rates.context import COUNT, EUR, PERCENT, QUOTIENT, value_text
from analytics.rates.naming import kreis_names, rate_sources
from analytics.rates.rates import LAND_AGS
from analytics.rates.series import breaks_between
from analytics.subjects.district.measures import GERMANY, compute_context, find_context
from data.atlas import Atlas

NET_PX, GAP_PX, VALUE_PX, TITLE_PX = 160, 48, 220, 22
PLOT_PX = NET_PX + GAP_PX + VALUE_PX
KINDS: dict[str, Kind] = {PERCENT: "decimal1", QUOTIENT: "decimal1", EUR: "eur", COUNT: "int"}
"""How a table writes values of each kind of indicator."""

STYLES: tuple[dict[str, Any], ...] = (
    {"colour": theme.GREEN, "dash": "solid", "marker": "circle", "width": 2.5},
    LAND_STYLE,
    GROUP_STYLE,
)
"""Looks of the Kreis, its Land and Germany."""


@dataclass(frozen=True)
class _Panel:
    """One of the two panels: the column it shows, its axis, its height and range, and how its values are written."""

    column: str
    axis: str
    plot_px: int
    bounds: list[float]
    write: Callable[[float], str]


def context_name(atlas: Atlas, w: Wording, indicator: str) -> str:
    """Name of an indicator of the context."""
    return w.pick(find_context(atlas, indicator), "label")


def draw_kreis_context(atlas: Atlas, w: Wording, *, ags: str, indicator: str) -> Figure:
    """Net migration above, one indicator of the context below, over the same years; Land and Germany to compare with.

    Raises:
        UnknownNameError: the Kreis or the indicator is unknown, or no value is known for the Kreis.
    """
    meant = find_context(atlas, indicator)
    table = compute_context(atlas, ags, indicator=indicator)
    table = table.assign(name=table["region"].map(_names(atlas, w, ags)))
    first, last = int(table["year"].min()), int(table["year"].max())
    # What breaks with the first year lies before the series.
    breaks = breaks_between(atlas, first + 1, last)
    net, value = w.text("Net migration per 1,000 residents"), f"{w.pick(meant, 'label')}, {w.pick(meant, 'unit')}"
    years = [year for year in table["year"].unique() if year in set(atlas.migration["year"])]
    return Figure(
        key="kreis_context",
        headline=_headline(w, meant, table),
        subtitle=w.text(
            "{net}; below: {indicator} ({unit}, {reference}), {first}–{last}",
            net=net, indicator=w.pick(meant, "label"), unit=w.pick(meant, "unit"),
            reference=w.pick(meant, "reference"), first=first, last=last,
        ),
        description=_description(w, meant, table, breaks),
        table=table,
        columns=(
            Column("name", w.text("District or larger area")),
            Column("year", w.text("Year"), "year"),
            Column("net_per_1000", net, "signed1", beside=True),
            Column("value", value, KINDS[meant["kind"]]),
        ),
        source_ids=tuple(dict.fromkeys([*split_ids(table["source_id"].dropna()), *rate_sources(atlas, years)])),
        chart=_chart(w, meant, table, _marked(meant, breaks)),
        notes=_notes(atlas, w, meant, table, breaks),
        stem=f"umfeld-{ags}-{indicator}",
    )  # fmt: skip


def _names(atlas: Atlas, w: Wording, ags: str) -> dict[str, str]:
    land = w.text("Land Brandenburg") if ags.startswith(LAND_AGS) else w.text("Saxony")
    return {ags: kreis_names(atlas)[ags], ags[:2]: land, GERMANY: w.text("Germany")}


def _ends(table: pd.DataFrame, column: str) -> list[tuple[pd.Series, pd.Series]]:
    """First and last known row of every area that has one, the Kreis first."""
    known = table.dropna(subset=[column])
    return [(rows.iloc[0], rows.iloc[-1]) for _, rows in known.groupby("region", sort=False)]


def _headline(w: Wording, meant: Mapping[Any, Any], table: pd.DataFrame) -> str:
    then, now = _ends(table, "value")[0]
    fields = {
        "name": now["name"], "indicator": w.pick(meant, "label"), "first": then["year"], "last": now["year"],
        "then": value_text(w, meant["kind"], then["value"]), "now": value_text(w, meant["kind"], now["value"]),
    }  # fmt: skip
    if now["value"] < then["value"]:
        return w.text("{name}: {indicator} down from {then} ({first}) to {now} ({last})", **fields)
    if now["value"] > then["value"]:
        return w.text("{name}: {indicator} up from {then} ({first}) to {now} ({last})", **fields)
    return w.text("{name}: {indicator} at {now} in {last}, as in {first}", **fields)


def _description(w: Wording, meant: Mapping[Any, Any], table: pd.DataFrame, breaks: pd.DataFrame) -> str:
    sentence = w.text(
        "Two line charts over the same years. Above, net migration per 1,000 residents: {net}. Below, {indicator} "
        "({unit}): {values}.",
        net=_course(w, table, "net_per_1000", w.signed), indicator=w.pick(meant, "label"), unit=w.pick(meant, "unit"),
        values=_course(w, _drawn(meant, table), "value", partial(value_text, w, meant["kind"])),
    )  # fmt: skip
    return " ".join(filter(None, [sentence, breaks_sentence(w, breaks)]))


def _course(w: Wording, table: pd.DataFrame, column: str, write: Callable[[float], str]) -> str:
    """First and last value of every area that has one."""
    courses = [
        w.text(
            "{name} {before} in {first}, {after} in {last}", name=now["name"], first=then["year"], last=now["year"],
            before=write(then[column]), after=write(now[column]),
        )
        for then, now in _ends(table, column)
    ]  # fmt: skip
    return "; ".join(courses) or w.missing()


def _notes(
    atlas: Atlas, w: Wording, meant: Mapping[Any, Any], table: pd.DataFrame, breaks: pd.DataFrame
) -> tuple[str, ...]:
    own = breaks_between(atlas, int(table["year"].min()), int(table["year"].max()), [table["region"].iloc[0]])
    return (
        w.text(
            "Context, no cause: the curves stand one above the other because they concern the same place and the "
            "same years. Whether one moves the other cannot be read from them."
        ),
        f"{w.pick(meant, 'label')}: {w.pick(meant, 'meaning')} {w.pick(meant, 'limits')}",
        *([_changes(w, table)] if meant["kind"] == COUNT else []),
        *filter(None, [breaks_sentence(w, breaks)]),
        *(w.pick(row, "text") for _, row in own.iterrows() if pd.notna(row["ags"])),
    )


def _changes(w: Wording, table: pd.DataFrame) -> str:
    """How a count changed here and in the larger areas, beside which it cannot be drawn."""
    first, last = (row["year"] for row in _ends(table, "value")[0])
    then, now = (table[table["year"] == year].set_index("name")["value"] for year in (first, last))
    changes = (100 * (now / then - 1)).dropna()
    parts = [w.text("{name} {change}%", name=name, change=w.signed(change)) for name, change in changes.items()]
    return w.text("Change {first}–{last}: {changes}.", first=first, last=last, changes=", ".join(parts))


def _drawn(meant: Mapping[Any, Any], table: pd.DataFrame) -> pd.DataFrame:
    """Rows of the lower panel: a count of a larger area would press the one of the Kreis to the ground."""
    return table[table["region"] == table["region"].iloc[0]] if meant["kind"] == COUNT else table


def _marked(meant: Mapping[Any, Any], breaks: pd.DataFrame) -> pd.DataFrame:
    """Breaks one sees: receptions as peaks of the rate, a census in quotients, which rest on the population alone."""
    kinds = ["reception", "census"] if meant["kind"] == QUOTIENT else ["reception"]
    return breaks[breaks["kind"].isin(kinds)]


def _chart(w: Wording, meant: Mapping[Any, Any], table: pd.DataFrame, breaks: pd.DataFrame) -> go.Figure:
    chart, drawn = go.Figure(), _drawn(meant, table)
    above = break_rows_px(breaks, w)
    signed = value_axis(table["net_per_1000"], w, signed=True, most=3)
    plain = value_axis(drawn["value"], w, signed=False, most=4)
    first, last = int(table["year"].min()), int(table["year"].max())
    theme.lay_out(
        chart,
        margin={"l": 58, "r": 128, "t": above + TITLE_PX + 12, "b": 40},
        xaxis=years_axis(first, last) | {"anchor": "y"},
        yaxis=plain | {"domain": [0, VALUE_PX / PLOT_PX]},
        yaxis2=theme.base_layout(w)["yaxis"] | signed | {"domain": [1 - NET_PX / PLOT_PX, 1]},
    )
    _name_panels(chart, w, meant, above)
    mark_breaks(chart, breaks, w, PLOT_PX, bottom=0 if meant["kind"] == QUOTIENT else 1 - NET_PX / PLOT_PX)
    # The lower panel comes first: its axis is the one a slide's own chart has.
    _add_lines(chart, drawn, _Panel("value", "y", VALUE_PX, plain["range"], partial(value_text, w, meant["kind"])))
    _add_lines(chart, table, _Panel("net_per_1000", "y2", NET_PX, signed["range"], w.signed))
    return theme.style(chart, w, PLOT_PX + above + TITLE_PX + 52)


def _name_panels(chart: go.Figure, w: Wording, meant: Mapping[Any, Any], above: int) -> None:
    """What each panel shows, at its upper left; in the upper one above the words of the breaks."""
    names = (
        (1.0, above + 4, w.text("Net migration per 1,000 residents")),
        (VALUE_PX / PLOT_PX, 6, w.pick(meant, "label")),
    )
    beside = {"x": 0, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "showarrow": False}
    font = {"size": 13, "color": theme.INK}
    notes = [beside | {"y": y, "yshift": px, "text": f"<b>{name}</b>", "font": font} for y, px, name in names]
    add_notes(chart, notes)


def _add_lines(chart: go.Figure, table: pd.DataFrame, panel: _Panel) -> None:
    """A line per area with a value, each named at its end."""
    drawn = [
        Line(rows, panel.column, style, panel.write)
        for style, (_, rows) in zip(STYLES, table.groupby("region", sort=False), strict=False)
        if rows[panel.column].notna().any()
    ]
    add_lines(chart, drawn, panel.bounds, panel.plot_px, axis=panel.axis)
