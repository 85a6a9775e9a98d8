"""The growth curve as a plotly chart: carriers above, counts in the middle, events below, all on one time axis.

Labels never collide by construction: each carrier and each event has a row of its own, and the value of a count
stands above and left of its point, where a rising step line never runs. Widths are reckoned for a phone, because
plotly does not lay out again by width.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.axes import fixed_axis, hidden_axis
from analytics.figure.shapes import answer_at, draw_line, legend, write_words
from analytics.language import Wording
from analytics.subjects.growth import measures as growth
from data.atlas import Atlas

CURVE_PX, CURVE_COMPACT_PX = 330, 260
CARRIER_ROW_PX = 26
EVENT_LINE_PX, EVENT_GAP_PX = 16, 9
TICKS_PX, PANEL_GAP_PX = 34, 14
LEGEND_PX = 30
# Narrowest plot area we lay out for (a 390 px phone) and the mean width of a letter at 12 px.
PHONE_PLOT_PX, LETTER_PX = 285, 6.2
LEAST_LABEL_PX = 120
LABEL_SIZE = 12
LONG_PERIOD_DAYS = 31


@dataclass(frozen=True)
class _Event:
    day: pd.Timestamp
    lines: list[str]
    hover: str
    to_the_left: bool


@dataclass(frozen=True)
class _Panels:
    """Heights in pixels from top to bottom."""

    carriers: int
    curve: int
    events: int

    @property
    def total(self) -> int:
        gap = PANEL_GAP_PX if self.carriers else 0
        return self.carriers + gap + self.curve + TICKS_PX + self.events

    def domains(self) -> tuple[list[float], list[float], list[float]]:
        """Shares of the plot height for carriers, curve and events."""
        low = self.events / self.total
        base = (self.events + TICKS_PX) / self.total
        top = base + self.curve / self.total
        return [1 - self.carriers / self.total, 1.0], [base, top], [0.0, low]


def draw_curve_chart(atlas: Atlas, w: Wording, *, compact: bool) -> go.Figure:
    """The counts as a step line; carriers above and events below it only where there is room for them."""
    events = [] if compact else _event_labels(atlas, w)
    carriers = growth.carrier_periods(atlas).iloc[: 0 if compact else None]
    panels = _Panels(
        carriers=len(carriers) * CARRIER_ROW_PX,
        curve=CURVE_COMPACT_PX if compact else CURVE_PX,
        events=sum(_row_px(event) for event in events),
    )
    chart = go.Figure()
    _add_area(chart, atlas)
    _add_spans(chart, atlas, w)
    _add_other_readings(chart, atlas, w)
    _add_counts(chart, atlas, w)
    _add_carriers(chart, carriers, w)
    _add_events(chart, atlas, events)
    chart.update_layout(**_layout(atlas, panels))
    return theme.style(chart, w, panels.total + LEGEND_PX + 30)


def _layout(atlas: Atlas, panels: _Panels) -> dict[str, Any]:
    carriers, curve, events = panels.domains()
    first, last = _time_range(atlas)
    top = float(growth.growth_curve(atlas)["members"].max()) * 1.14
    tick: dict[str, Any] = {
        "tickformat": "%Y",
        "tickangle": 0,
        "ticks": "outside",
        "tickcolor": theme.RULE,
        "ticklen": 5,
    }
    layout: dict[str, Any] = {
        **legend(),
        "xaxis": fixed_axis(first, last, anchor="y", automargin=True, **tick),
        "yaxis": fixed_axis(0, top, domain=curve, dtick=5, zeroline=False, automargin=True),
        "hovermode": "closest",
    }
    if panels.carriers:
        layout["yaxis2"] = hidden_axis(-panels.carriers / CARRIER_ROW_PX, 0, domain=carriers)
    if panels.events:
        layout["yaxis3"] = hidden_axis(-panels.events, 0, domain=events)
    return layout


def _time_range(atlas: Atlas) -> tuple[pd.Timestamp, pd.Timestamp]:
    curve = growth.growth_curve(atlas)
    return curve["period_start"].min() - pd.Timedelta(days=45), curve["period_end"].max() + pd.Timedelta(days=75)


def _add_area(chart: go.Figure, atlas: Atlas) -> None:
    curve = growth.growth_curve(atlas)
    chart.add_scatter(
        x=curve["day"], y=curve["members"], mode="none", line={"shape": "hv"}, fill="tozeroy",
        fillcolor=theme.translucent(theme.GREEN, 0.06), hoverinfo="skip", showlegend=False,
    )  # fmt: skip


def _add_spans(chart: go.Figure, atlas: Atlas, w: Wording) -> None:
    named = False
    for _, span in growth.curve_spans(atlas).iterrows():
        low, high = span["members_from"], span["members_to"]
        if span["kind"] == growth.STEP:
            _line(chart, [span["day_from"], span["day_to"], span["day_to"]], [low, low, high], "solid")
            continue
        if span["known_until"] > span["day_from"]:
            _line(chart, [span["day_from"], span["known_until"]], [low, low], "solid")
        _line(
            chart,
            [span["known_until"], span["day_to"], span["day_to"]],
            [low, low, high],
            "dot",
            name="" if named else w.text("no count found"),
        )
        _name_gap(chart, span, w)
        named = True


def _line(chart: go.Figure, days: list[pd.Timestamp], members: list[int], dash: str, name: str = "") -> None:
    dotted = dash == "dot"
    line = {"color": theme.GAIN[3] if dotted else theme.GREEN, "width": 2.5, "dash": "2px,5px" if dotted else dash}
    chart.add_scatter(
        x=days, y=members, mode="lines", hoverinfo="skip", showlegend=bool(name), name=name or None,
        legendrank=1002, line=line,
    )  # fmt: skip


def _name_gap(chart: go.Figure, span: pd.Series, w: Wording) -> None:
    """Words under the dotted line and an invisible mark that answers the pointer."""
    middle = span["known_until"] + (span["day_to"] - span["known_until"]) / 2
    words = "<br>".join(w.text("no count").split())
    write_words(chart, words, middle, span["members_from"], colour=theme.INK_QUIET, yshift=-6, yanchor="top")
    hover = w.text(
        "No count found from {first} to {last}", first=w.date(span["silent_from"]), last=w.date(span["silent_to"])
    )
    answer_at(chart, middle, span["members_from"], hover, showlegend=False)


def _add_counts(chart: go.Figure, atlas: Atlas, w: Wording) -> None:
    curve = growth.growth_curve(atlas)
    _add_whiskers(chart, curve)
    fresh = curve["members"].ne(curve["members"].shift())
    chart.add_scatter(
        x=curve["day"], y=curve["members"], mode="markers+text", name=w.text("documented count"), legendrank=1000,
        marker={"size": 10, "color": theme.GREEN, "line": {"color": theme.CARD, "width": 2}, "opacity": 1},
        text=[f"<b>{w.number(n)}</b>" if new else "" for n, new in zip(curve["members"], fresh, strict=True)],
        textposition="top left", textfont={"size": 14, "color": theme.INK}, cliponaxis=False,
        hovertext=[_count_hover(row, w) for _, row in curve.iterrows()], hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip


def _add_other_readings(chart: go.Figure, atlas: Atlas, w: Wording) -> None:
    others = growth.other_readings(atlas)
    if others.empty:
        return
    _add_whiskers(chart, others)
    chart.add_scatter(
        x=others["day"],
        y=others["members"],
        mode="markers+text",
        name=w.text("other reading"),
        legendrank=1001,
        marker={"size": 10, "color": theme.CARD, "line": {"color": theme.GREEN, "width": 2}},
        text=[w.number(row["members"]) if row["differs"] else "" for _, row in others.iterrows()],
        textposition="top left",
        textfont={"size": 13, "color": theme.INK_QUIET},
        hovertext=[_count_hover(row, w) for _, row in others.iterrows()],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _add_whiskers(chart: go.Figure, counts: pd.DataFrame) -> None:
    """A thin line over the whole period where a count is documented for more than a month."""
    length = counts["period_end"] - counts["period_start"]
    for _, row in counts[length > pd.Timedelta(days=LONG_PERIOD_DAYS)].iterrows():
        chart.add_scatter(
            x=[row["period_start"], row["period_end"]], y=[row["members"]] * 2, mode="lines", hoverinfo="skip",
            line={"color": theme.GAIN[3], "width": 1}, showlegend=False,
        )  # fmt: skip


def _count_hover(row: pd.Series, w: Wording) -> str:
    members = w.plural("{n} member", "{n} members", int(row["members"]))
    context = "<br>".join(wrap(w.pick(row, "context"), 44))
    return f"<b>{members}</b>, {w.date(row['date'])}<br>{row['publisher']}<br>{context}"


def _add_carriers(chart: go.Figure, carriers: pd.DataFrame, w: Wording) -> None:
    """One bar per carrier in a row of its own, the latest on top; its words stand where the row is free."""
    quiet: dict[str, Any] = {"size": LABEL_SIZE, "colour": theme.INK_QUIET, "yref": "y2", "yanchor": "middle"}
    if len(carriers):
        write_words(chart, w.text("Host organisation"), 0, -0.5, **quiet, xref="paper", xanchor="left")
    for number, (_, carrier) in enumerate(carriers.iloc[::-1].iterrows()):
        first, last, row = carrier["day_from"], carrier["day_to"], -number - 0.5
        chart.add_shape(
            type="rect", xref="x", yref="y2", x0=first, x1=last, y0=row + 0.4, y1=row - 0.4, line_width=0,
            fillcolor=(theme.GREEN_SOFT, theme.SAND)[number % 2], layer="below",
        )  # fmt: skip
        beside: dict[str, Any] = {"xanchor": "left", "xshift": 6}
        if number < len(carriers) - 1:
            beside = {"xanchor": "right", "xshift": -6}
        write_words(chart, carrier["name"], first, row, **quiet, **beside)
        answer_at(chart, first + (last - first) / 2, row, _carrier_hover(carrier, w), yaxis="y2", showlegend=False)


def _carrier_hover(carrier: pd.Series, w: Wording) -> str:
    since = w.date(carrier["date_from"])
    if carrier["ongoing"]:
        return w.text("{name}, host since {first}", name=carrier["name"], first=since)
    return w.text(
        "{name}, host from {first} to {last}", name=carrier["name"], first=since, last=w.date(carrier["date_to"])
    )


def _event_labels(atlas: Atlas, w: Wording) -> list[_Event]:
    events = growth.annotated_events(atlas)
    first, last = _time_range(atlas)
    per_day = PHONE_PLOT_PX / (last - first).days
    days = [*events["day"], last]
    labels = []
    for number, (_, row) in enumerate(events.iterrows()):
        left = (row["day"] - first).days * per_day
        right = (days[number + 1] - row["day"]).days * per_day
        room = max(left, right, LEAST_LABEL_PX)
        title = w.pick(row, "title").replace(" €", "\u00a0€")
        lines = wrap(title, int((room - 12) / LETTER_PX))
        hover = f"<b>{w.date(row['date'])}</b><br>" + "<br>".join(wrap(w.pick(row, "description"), 44))
        labels.append(_Event(day=row["day"], lines=lines, hover=hover, to_the_left=left > right))
    return labels


def _row_px(event: _Event) -> int:
    return len(event.lines) * EVENT_LINE_PX + EVENT_GAP_PX


def _add_events(chart: go.Figure, atlas: Atlas, events: list[_Event]) -> None:
    """A row per event: mark, words beside it, a fine line up to the curve.

    Rows run in order of time from top to bottom and words to the left where there is room: a line going up from a later
    event then never meets the words of an earlier one.
    """
    curve = growth.growth_curve(atlas)
    top = 0.0
    for event in events:
        middle = top - _row_px(event) / 2
        top -= _row_px(event)
        before = curve.loc[curve["day"] <= event.day, "members"]
        height = float(before.iloc[-1] if len(before) else curve["members"].iloc[0])
        _stem(chart, event.day, "y3", (middle, 0))
        _stem(chart, event.day, "y", (0, height))
        _add_event(chart, event, middle)


def _stem(chart: go.Figure, day: pd.Timestamp, axis: str, ends: tuple[float, float]) -> None:
    style = {"color": theme.TERRACOTTA, "width": 1, "opacity": 0.55, "layer": "below"}
    draw_line(chart, (day, day), ends, xref="x", yref=axis, **style)


def _add_event(chart: go.Figure, event: _Event, middle: float) -> None:
    side, shift = ("right", -9) if event.to_the_left else ("left", 9)
    style: dict[str, Any] = {"size": LABEL_SIZE, "colour": theme.TERRACOTTA_TEXT, "yref": "y3", "yanchor": "middle"}
    write_words(chart, "<br>".join(event.lines), event.day, middle, align=side, xanchor=side, xshift=shift, **style)
    marker = {"size": 9, "color": theme.TERRACOTTA}
    answer_at(chart, event.day, middle, event.hover, yaxis="y3", marker=marker, showlegend=False)
