"""Charts of the funding page, with one look per kind of amount, the same in every chart.

filled = granted for one year; soft with a dashed edge = granted as a sum over several years; outlined = announced or
made available only; dashed line = what another source says; hatch = no figure found (not zero).
"""

from __future__ import annotations

import html
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.amounts import amount_sign, amount_text
from analytics.figure.axes import fixed_axis, hidden_axis, nice_ticks
from analytics.figure.shapes import answer_at, bars, legend, write_over_row, write_words
from analytics.language import Wording
from analytics.subjects.funding import measures as funding

THOUSAND = 1000
NBSP = "\u00a0"
NETWORK_PX, PER_MEMBER_PX = 440, 320
BAR_WIDTH = 0.88
GRANT_ROW_PX, GROUP_ROW_PX = 46, 44
COVERAGE_ROW_PX = 46
HEADROOM = 1.1
# Mean width of a letter at 12 px and of a year on a phone that is 390 px wide.
LETTER_PX, PHONE_YEAR_PX = 6.2, 27
_DASHED = {"color": theme.GREEN, "width": 1.5, "dash": "dash"}


def draw_network_chart(marks: pd.DataFrame, w: Wording) -> go.Figure:
    """Columns over the years; a sum over several years is one block whose area stands for the sum."""
    heights = marks["amount_eur"] / marks["years"].astype(float) / THOUSAND
    top = float(heights.max()) * HEADROOM
    chart = go.Figure()
    _add_columns(chart, marks[marks["form"] == funding.FORM_GRANTED], w, filled=True, name=w.text("granted"))
    for _, row in marks[marks["form"] == funding.FORM_SPAN].iterrows():
        _add_block(chart, row, w)
    _add_columns(chart, marks[marks["form"] == funding.FORM_OUTLINE], w, filled=False, name=w.text("only announced"))
    _add_other_lines(chart, marks[marks["form"] == funding.FORM_OTHER], w)
    _add_gaps(chart, [int(year) for year in marks.loc[marks["form"] == funding.FORM_GAP, "year_from"]], top, w)
    return _finish(chart, (int(marks["year_from"].min()), int(marks["year_to"].max())), top, w)


def draw_pot_chart(years: pd.DataFrame, w: Wording) -> go.Figure:
    """Outlined columns, as the pot is a ceiling made available, and a hatch over the years without a figure."""
    top = float(years["amount_eur"].max()) / THOUSAND * HEADROOM
    known = years.dropna(subset=["amount_eur"]).rename(columns={"year": "year_from"})
    chart = go.Figure()
    _add_columns(chart, known, w, filled=False, name=w.text("made available, ceiling"))
    _add_gaps(chart, [int(year) for year in years.loc[years["amount_eur"].isna(), "year"]], top, w)
    return _finish(chart, (int(years["year"].min()), int(years["year"].max())), top, w)


def draw_per_member_chart(years: pd.DataFrame, w: Wording) -> go.Figure:
    """Filled columns where both numbers are documented, a hatch where nothing can be divided; formula on hover."""
    known = years.dropna(subset=["per_member_eur"])
    amounts = known["per_member_eur"] / THOUSAND
    top = float(amounts.max()) * HEADROOM
    chart = go.Figure()
    chart.add_bar(
        x=known["year"], y=amounts, width=BAR_WIDTH, name=w.text("grant ÷ members"),
        marker={"color": theme.GREEN, "line_width": 0}, **_inside(_labels(known, amounts, w, digits=2), theme.CARD),
        customdata=known["formula"], hovertemplate="<b>%{x}</b><br>%{customdata}<extra></extra>",
    )  # fmt: skip
    unknown = [int(year) for year in years.loc[years["per_member_eur"].isna(), "year"]]
    _add_gaps(chart, unknown, top, w, words=w.text("not computable"))
    return _finish(chart, (int(years["year"].min()), int(years["year"].max())), top, w, PER_MEMBER_PX)


def _inside(words: list[str], colour: str) -> dict[str, Any]:
    """Words at the top of a column, inside it."""
    place = {"textposition": "inside", "insidetextanchor": "end", "textangle": 0, "constraintext": "none"}
    return {"text": words, "insidetextfont": {"size": 12, "color": colour}} | place


def draw_grants_chart(grants: pd.DataFrame, w: Wording) -> go.Figure:
    """One bar per grant with its recipient above it; yearly amounts first, then sums over several years."""
    chart = go.Figure()
    y = 0
    for several, group in grants.groupby(grants["years"] > 1, sort=True):
        words = w.text("Sum over several years") if several else w.text("For one year")
        y -= GROUP_ROW_PX
        write_over_row(chart, f"<b>{words}</b>", y + 10, size=14)
        for _, row in group.iterrows():
            y -= GRANT_ROW_PX
            _add_grant(chart, row, y, w, several=bool(several))
    longest = float(grants["amount_eur"].max())
    ticks = [tick for tick in nice_ticks(0, longest, 4) if tick <= longest]
    amounts = [w.eur(tick) for tick in ticks]
    chart.update_layout(
        xaxis=fixed_axis(0, longest * 1.5, ticks, ticktext=amounts, zeroline=True, automargin=True),
        yaxis=hidden_axis(y - 4, 0),
    )
    return theme.style(chart, w, 50 - y)


def draw_coverage_chart(kinds: pd.DataFrame, words: list[str], w: Wording) -> go.Figure:
    """Statements by kind of amount: filled with an amount, hatched without."""
    ys = [-number for number in range(len(kinds))]
    common: dict[str, Any] = {"y": ys, "width": 0.4, "offset": -0.28}
    filled, hatched = {"color": theme.GREEN, "line_width": 0}, _hatch()
    with_, without = w.text("with an amount"), w.text("without an amount")
    chart = go.Figure(
        [
            bars(kinds["known"], None, name=with_, marker=filled, **common),
            bars(kinds["unknown"], None, name=without, marker=hatched, base=kinds["known"], **common),
        ]
    )
    for y, word, (_, row) in zip(ys, words, kinds.iterrows(), strict=True):
        numbers = w.text(
            "{known} with, {unknown} without an amount", known=w.number(row["known"]), unknown=w.number(row["unknown"])
        )
        write_over_row(chart, f"<b>{word}</b>  {numbers}", y + 0.14)
    chart.update_layout(
        barmode="overlay",
        **legend(1.02, traceorder="normal"),
        xaxis=hidden_axis(0, float((kinds["known"] + kinds["unknown"]).max()) * 1.02),
        yaxis=hidden_axis(0.45 - len(kinds), 0.62),
    )
    return theme.style(chart, w, len(kinds) * COVERAGE_ROW_PX + 60)


def _hatch() -> dict[str, Any]:
    return {
        "color": theme.NO_VALUE,
        "line": {"color": theme.RULE, "width": 1},
        "pattern": theme.hatch(theme.HATCH_COLUMN, theme.NO_VALUE, size=8, solidity=0.18),
    }


def _add_columns(chart: go.Figure, rows: pd.DataFrame, w: Wording, *, filled: bool, name: str) -> None:
    if rows.empty:
        return
    amounts = rows["amount_eur"] / THOUSAND
    colour = theme.GREEN if filled else theme.CARD
    chart.add_bar(
        x=rows["year_from"].astype(int), y=amounts, width=BAR_WIDTH, name=name,
        marker={"color": colour, "line": {"color": theme.GREEN, "width": 1.8}},
        **_inside(_labels(rows, amounts, w), theme.CARD if filled else theme.INK),
        customdata=[_words(row, w) for _, row in rows.iterrows()],
        hovertemplate=f"<b>%{{x}}</b><br>%{{customdata}}, {name}<extra></extra>",
    )  # fmt: skip


def _add_block(chart: go.Figure, row: pd.Series, w: Wording) -> None:
    first, last = int(row["year_from"]), int(row["year_to"])
    half, height = BAR_WIDTH / 2, float(row["amount_eur"]) / (last - first + 1) / THOUSAND
    middle = (first + last) / 2
    edges = {"x0": first - half, "x1": last + half, "y0": 0, "y1": height}
    chart.add_shape(type="rect", **edges, line=_DASHED, fillcolor=theme.GREEN_SOFT, layer="below")
    words = f"<b>{_signed_thousands(row, w)}</b><br>{w.text('as one sum')}<br>{first}–{last}"
    write_words(chart, words, middle, height / 2, size=13)
    hover = w.text("{amount} as one sum, split not published", amount=_words(row, w))
    answer_at(chart, middle, height / 2, f"<b>{first}–{last}</b><br>{hover}", size=60, showlegend=False)
    marker = {"symbol": "square", "size": 12, "color": theme.GREEN_SOFT, "line": {"color": theme.GREEN, "width": 1}}
    chart.add_scatter(x=[None], y=[None], mode="markers", name=w.text("granted as one sum"), marker=marker)


def _add_other_lines(chart: go.Figure, rows: pd.DataFrame, w: Wording) -> None:
    name = w.text("other figure for the same year")
    for number, (_, row) in enumerate(rows.iterrows()):
        year, amount = int(row["year_from"]), float(row["amount_eur"]) / THOUSAND
        chart.add_scatter(
            x=[year - BAR_WIDTH / 2, year, year + BAR_WIDTH / 2], y=[amount] * 3, mode="lines+text", name=name,
            showlegend=number == 0, line={"color": theme.INK_QUIET, "width": 2, "dash": "4px,3px"},
            text=["", _signed_thousands(row, w), ""], textposition="top center",
            textfont={"size": 13, "color": theme.INK_QUIET},
            hovertemplate=f"<b>{year}</b><br>{_words(row, w)}, {name}<extra></extra>",
        )  # fmt: skip


def _add_gaps(chart: go.Figure, years: list[int], top: float, w: Wording, words: str = "") -> None:
    """A hatched band over neighbouring years without a figure, its words once in the middle."""
    words = words or w.text("no figure found")
    for number, (first, last) in enumerate(_runs(years)):
        middle = (first + last) / 2
        chart.add_bar(
            x=[middle], y=[top], width=last - first + BAR_WIDTH, marker=_hatch(), name=words, showlegend=number == 0,
            hovertemplate=f"<b>{_years(first, last)}</b><br>{words}<extra></extra>",
        )  # fmt: skip
        if _fits(words, last - first + 1):
            lines = "<br>".join(words.split())
            write_words(chart, lines, middle, top / 2, colour=theme.INK_QUIET, bgcolor=theme.NO_VALUE, borderpad=2)


def _fits(words: str, years: int) -> bool:
    """Whether the words, one per line, fit into so many years on a phone; the legend names the hatch anyway."""
    return max(map(len, words.split())) * LETTER_PX <= years * PHONE_YEAR_PX


def _runs(years: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for year in sorted(years):
        if runs and runs[-1][1] == year - 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _finish(chart: go.Figure, years: tuple[int, int], top: float, w: Wording, height_px: int = NETWORK_PX) -> go.Figure:
    first, last = years
    ticks = [tick for tick in nice_ticks(0, top, 5) if tick <= top]
    # Short years, so that each has room on a phone.
    named = {"ticktext": _short_years(first, last), "tickangle": 0, "tickfont": {"size": 12}, "automargin": True}
    chart.update_layout(
        barmode="overlay",
        **legend(1.02, traceorder="normal"),
        xaxis=fixed_axis(first - 0.5, last + 0.5, list(range(first, last + 1)), **named),
        yaxis=fixed_axis(0, top, ticks, ticktext=[w.number(tick) for tick in ticks], automargin=True),
    )
    return theme.style(chart, w, height_px)


def _short_years(first: int, last: int) -> list[str]:
    return [str(first), *(f"’{year % 100:02d}" for year in range(first + 1, last + 1))]


def _labels(rows: pd.DataFrame, amounts: pd.Series, w: Wording, digits: int | None = None) -> list[str]:
    """Amounts in thousands of euros, each with the sign of its qualifier on a line of its own: columns are narrow."""
    signs = [amount_sign(qualifier) for qualifier in rows["amount_qualifier"]]
    numbers = [_thousands(value, w) if digits is None else w.number(value, digits) for value in amounts]
    return [f"{html.escape(sign)}<br>{number}" if sign else number for sign, number in zip(signs, numbers, strict=True)]


def _signed_thousands(row: pd.Series, w: Wording) -> str:
    sign = amount_sign(row["amount_qualifier"])
    written = _thousands(float(row["amount_eur"]) / THOUSAND, w)
    return f"{html.escape(sign)}{NBSP}{written}" if sign else written


def _words(row: pd.Series, w: Wording) -> str:
    return amount_text(row["amount_eur"], row["amount_qualifier"], w)


def _thousands(value: float, w: Wording) -> str:
    return w.number(value, 0 if float(value).is_integer() else 1)


def _add_grant(chart: go.Figure, row: pd.Series, y: int, w: Wording, *, several: bool) -> None:
    amount = float(row["amount_eur"])
    style: dict[str, Any] = (
        {"line": _DASHED, "fillcolor": theme.GREEN_SOFT} if several else {"line_width": 0, "fillcolor": theme.GREEN}
    )
    chart.add_shape(type="rect", x0=0, x1=amount, y0=y + 4, y1=y + 20, **style)
    name = row["display"] if row["by_programme"] else f"{row['display']} ({row['programme']})"
    years = _years(int(row["year_from"]), int(row["year_to"]))
    write_over_row(chart, f"{name}, {years}", y + 22, size=12, colour=theme.INK_QUIET)
    sign = amount_sign(row["amount_qualifier"])
    words = f"<b>{html.escape(sign)}{NBSP if sign else ''}{w.eur(amount)}</b>"
    write_words(chart, words, amount, y + 12, size=13, xshift=6, xanchor="left", yanchor="middle")
    hover = f"<b>{row['display']}</b><br>{_words(row, w)}, {years}<br>{row['funder']}"
    answer_at(chart, amount / 2, y + 12, hover, size=22)
