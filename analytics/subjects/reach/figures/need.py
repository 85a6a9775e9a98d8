"""Where people are missed most: the ranking of the Kreise by the index of need, with what the weights do to it."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.charts.rows import Room, bottom_up, frame_rows
from analytics.figure.model import Column, Figure
from analytics.figure.shapes import bold_names, dots, legend
from analytics.language import Wording
from analytics.rates.coverage import ENDED, NONE
from analytics.rates.naming import rate_sources, status_word
from analytics.subjects.reach import measures as ws
from analytics.subjects.reach.figures.text import part_meaning, part_name, read_weights
from data.atlas import Atlas

ROOM = Room(row=24, names=176, right=14, above=40, below=34, extra=76)
FEW = 3


def draw_need(atlas: Atlas, w: Wording, *, weights: tuple[str, ...] = ()) -> Figure:
    """Ranks of the Kreise by the index of need, each with the ranks it takes under other weights.

    Args:
        atlas: the data package.
        w: language.
        weights: those that are not the default, each ``part:weight``.

    Raises:
        UnknownNameError: a weight is not valid.
        SelectionError: no part has a weight.
    """
    chosen = read_weights(weights)
    table = _need_rows(atlas, w, chosen)
    return Figure(
        key="whitespots_need",
        headline=_headline(w, table),
        subtitle=w.text("Rank of the districts by an index out of {parts}; 1 = greatest need", parts=_parts(w, chosen)),
        description=_description(w, table),
        table=table,
        columns=(
            Column("name", w.text("District")),
            Column("rank", w.text("Rank"), "int"),
            Column("rank_low", w.text("best rank under other weights"), "int"),
            Column("rank_high", w.text("worst rank under other weights"), "int"),
            *(
                Column(part.code, part_name(w, part.code), "percent" if part.unit in ("share", "change") else "signed1")
                for part in ws.NEED_PARTS
            ),
            Column("here", w.text("Initiatives")),
        ),
        source_ids=rate_sources(atlas),
        chart=_chart(w, table),
        plotted=w.text("Rank by the index; 1 = greatest need"),
        reading=w.text(
            "The line shows the ranks in 90 % of {draws} sets of weights drawn at random: a long line means that the "
            "choice of weights decides. Which parts belong in is a judgement, not a finding.",
            draws=w.number(ws.DRAWS),
        ),
        notes=_notes(w, table, chosen),
        stem="weisse-flecken-bedarf",
    )


def _need_rows(atlas: Atlas, w: Wording, weights: ws.Weights) -> pd.DataFrame:
    need = ws.compute_need(atlas, weights)
    ranges = ws.compute_need_sensitivity(atlas, weights)[["ags", "rank_low", "rank_high", "share_top3"]]
    states = ws.kreis_presence(atlas).set_index("ags")["state"]
    table = need.merge(ranges, on="ags", validate="one_to_one").assign(here_state=need["ags"].map(states))
    table = table.assign(here=[_here(w, state) for state in table["here_state"]])
    return table.sort_values(["rank", "name"], na_position="last", ignore_index=True)


def _here(w: Wording, state: str) -> str:
    return w.text("none known") if state == NONE else status_word(state, w)


def _is_white(table: pd.DataFrame) -> pd.Series:
    return table["here_state"].isin([NONE, ENDED])


def _headline(w: Wording, table: pd.DataFrame) -> str:
    ranked = table[table["rank"].notna()]
    first = ranked.head(FEW)
    white = ranked[_is_white(ranked)]
    if white.empty:
        return w.text("Need is greatest in {names}", names=w.join(first["name"]))
    return w.text(
        "Need is greatest in {names}; without an initiative of the network: {white}, rank {rank}",
        names=w.join(first["name"]), white=white["name"].iloc[0], rank=w.number(white["rank"].iloc[0]),
    )  # fmt: skip


def _parts(w: Wording, weights: ws.Weights) -> str:
    names = {part: w.quote(part_name(w, part)) for part, weight in weights if weight}
    return w.join(
        names[part] if weight == 1 else w.text("{part} (×{weight})", part=names[part], weight=int(weight))
        for part, weight in weights
        if weight
    )


def _description(w: Wording, table: pd.DataFrame) -> str:
    rows = [
        w.text(
            "{rank} {name} (between {low} and {high})",
            rank=w.number(row.rank), name=row.name, low=w.number(row.rank_low), high=w.number(row.rank_high),
        )
        for row in table[table["rank"].notna()].itertuples(index=False)
    ]  # fmt: skip
    return w.text("Dot plot of the ranks with their range under other weights: {rows}.", rows="; ".join(rows))


def _notes(w: Wording, table: pd.DataFrame, weights: ws.Weights) -> tuple[str, ...]:
    used = [part for part, weight in weights if weight]
    meanings = [part_meaning(w, part, str(table[f"{part}_years"].iloc[0])) for part in used]
    notes = ["; ".join(meanings) + "."]
    distorted = table[table["distorted"]]["name"]
    if len(distorted):
        notes.append(w.text("A reception centre distorts: {names}.", names=w.join(distorted)))
    missing = table[table["rank"].isna()]["name"]
    if len(missing):
        notes.append(w.text("No index, as a part is missing: {names}.", names=w.join(missing)))
    return tuple(notes)


def _chart(w: Wording, table: pd.DataFrame) -> go.Figure:
    rows = bottom_up(table[table["rank"].notna()])
    chart = go.Figure()
    for place, row in rows.iterrows():
        chart.add_trace(
            go.Scatter(
                x=[float(row["rank_low"]), float(row["rank_high"])], y=[place, place], mode="lines", hoverinfo="skip",
                showlegend=False, line={"color": theme.GAIN[2], "width": 5},
            )
        )  # fmt: skip
    white = _is_white(rows)
    for name, chosen, style in (
        (w.text("with an initiative of the network"), ~white, {"color": theme.GREEN, "symbol": "circle"}),
        (w.text("without an initiative of the network"), white, {"color": theme.TERRACOTTA, "symbol": "diamond"}),
    ):
        chart.add_trace(_dots(w, rows, name, chosen.to_numpy(), style))
    ticks = [(rank, w.text("rank {rank}", rank=rank)) for rank in (1, *range(5, len(rows) + 1, 5))]
    frame_rows(w, chart, bold_names(rows["name"], white), ROOM, (0.2, len(rows) + 0.8), ticks=ticks)
    return theme.lay_out(chart, **legend(1.01), xaxis={"zeroline": False})


def _dots(w: Wording, rows: pd.DataFrame, name: str, chosen: object, style: dict[str, str]) -> go.Scatter:
    picked = rows[chosen]
    hover = [
        w.text(
            "{name}: rank {rank}, under other weights {low} to {high}",
            name=row.name, rank=w.number(row.rank), low=w.number(row.rank_low), high=w.number(row.rank_high),
        )
        for row in picked.itertuples(index=False)
    ]  # fmt: skip
    marker = {"size": 12, "line": {"color": theme.CARD, "width": 1.5}} | style
    return dots(picked["rank"].astype(float), picked.index, hover, marker, name=name, cliponaxis=False)
