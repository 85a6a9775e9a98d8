"""Events of the network on a line of time."""

from __future__ import annotations

from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.axes import fixed_axis, hidden_axis
from analytics.figure.shapes import write_over_row
from analytics.language import Wording
from analytics.rates.coverage import DOCUMENTED

STRIP_ROW_PX = 42


def draw_event_strip(events: pd.DataFrame, w: Wording) -> go.Figure:
    """Dated events as marks over time, a row per kind, numbered for paper; planned ones are hollow."""
    chart = go.Figure()
    kinds = _kinds(events)
    numbered = number_events(events)
    first = events["period_start"].min() - pd.Timedelta(days=60)
    last = events["period_start"].max() + pd.Timedelta(days=60)
    for number, kind in enumerate(kinds):
        rows = numbered[numbered["category"] == kind]
        chart.add_scatter(
            x=[first, last], y=[-number] * 2, mode="lines", line={"color": theme.RULE, "width": 1}, hoverinfo="skip"
        )
        planned = rows["confidence"] != DOCUMENTED
        chart.add_scatter(
            x=rows["period_start"], y=[-number] * len(rows), mode="markers", cliponaxis=False,
            name=_kind_of_event(kind, w), showlegend=False,
            ids=rows["number"].astype(str),
            marker={"size": 12, "color": [theme.CARD if p else theme.TERRACOTTA for p in planned],
                    "line": {"color": [theme.TERRACOTTA if p else theme.CARD for p in planned], "width": 1.5}},
            hovertext=[_event_hover(row, w) for _, row in rows.iterrows()], hovertemplate="%{hovertext}<extra></extra>",
        )  # fmt: skip
        write_over_row(chart, f"{_kind_of_event(kind, w)} ({w.number(len(rows))})", -number, yshift=7)
    chart.update_layout(
        meta=[f"{row['number']}  {w.pick(row, 'title')}" for _, row in numbered.iterrows()],
        xaxis=fixed_axis(first, last, tickformat="%Y", tickangle=0, automargin=True),
        yaxis=hidden_axis(0.4 - len(kinds), 0.75),
    )
    return theme.style(chart, w, len(kinds) * STRIP_ROW_PX + 50)


def number_events(events: pd.DataFrame) -> pd.DataFrame:
    """The events in the order of the strip, kind by kind, with their number in it."""
    order = {kind: place for place, kind in enumerate(_kinds(events))}
    rows = events.sort_values("period_start").sort_values("category", key=lambda kind: kind.map(order), kind="stable")
    return rows.assign(number=range(1, len(rows) + 1))


def count_events(events: pd.DataFrame, w: Wording) -> dict[str, int]:
    """Number of events by kind, kinds in words, in the order of the strip."""
    return {_kind_of_event(str(kind), w): int((events["category"] == kind).sum()) for kind in _kinds(events)}


def _kinds(events: pd.DataFrame) -> list[str]:
    return [str(kind) for kind in dict.fromkeys(events["category"])]


def _event_hover(row: pd.Series, w: Wording) -> str:
    title = "<br>".join(wrap(w.pick(row, "title"), 44))
    return f"<b>{title}</b><br>{w.date(row['date'])}<br>" + "<br>".join(wrap(w.pick(row, "description"), 44))


def _kind_of_event(category: str, w: Wording) -> str:
    return {
        "politics": w.text("Politics"),
        "funding": w.text("Money"),
        "network": w.text("Meetings and network"),
        "campaign": w.text("Campaigns"),
        "carrier": w.text("Host organisation"),
        "initiative": w.text("Single initiatives"),
        "evidence": w.text("Surveys and studies"),
    }[category]
