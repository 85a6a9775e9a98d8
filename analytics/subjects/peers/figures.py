"""Places that can be compared: who they are and why, all Kreise as a swarm, and their series over the years."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.axes import fixed_axis, hidden_axis, nice_ticks
from analytics.figure.model import Column, Figure
from analytics.figure.shapes import dots, draw_line, write_above, write_words
from analytics.language import Wording
from analytics.rates.naming import kreis_names, rate_sources
from analytics.subjects.peers.measures import (
    ALIKE,
    CHARACTERISTICS,
    MAD_SCALE,
    compute_characteristics,
    list_comparable,
)
from analytics.subjects.peers.statements import peer_statements
from analytics.subjects.peers.text import (
    check_indicator,
    check_traits,
    format_indicator,
    group_name,
    indicator_name,
    indicator_unit,
    trait_name,
    trait_text,
    verdict_word,
)
from analytics.subjects.peers.values import SELF, compute_spread, merge_groups
from data.atlas import Atlas

SWARM_PLOT_PX = 280
LABEL_PX = 18
# Size of a dot as a share of the scale's width: two dots nearer than this stand above each other.
DOT_SHARE = 0.026


def draw_comparable(atlas: Atlas, w: Wording, *, ags: str, traits: tuple[str, ...] = CHARACTERISTICS) -> Figure:
    """Neighbours, Kreise of the same type and the most similar ones, each with distance and reason in words.

    Raises:
        UnknownNameError: the Kreis or a trait is unknown.
    """
    check_traits(traits)
    names = kreis_names(atlas)
    listed = merge_groups(list_comparable(atlas, ags, traits=traits))
    facts = compute_characteristics(atlas)
    table = listed.join(facts, on="ags").assign(
        group_words=[w.join(group_name(w, group) for group in groups) for groups in listed["groups"]],
        name=listed["ags"].map(names),
        near=[trait_text(atlas, w, ags, row["ags"], row["nearest"]) for _, row in listed.iterrows()],
        far=[trait_text(atlas, w, ags, row["ags"], row["farthest"]) for _, row in listed.iterrows()],
    )
    return Figure(
        key="comparison_places",
        headline=_places_headline(w, names[ags], table),
        subtitle=w.text(
            "Districts of the atlas to compare {name} with; similar by {traits}, {year}",
            name=names[ags],
            traits=w.join(trait_name(w, trait) for trait in traits),
            year=facts["year"].iloc[0],
        ),
        description=_places_description(w, table),
        table=table,
        columns=(
            Column("name", w.text("District")),
            Column("group_words", w.text("Group")),
            Column("distance", w.text("Distance (0 = alike)"), "decimal1"),
            Column("near", w.text("Nearest in")),
            Column("far", w.text("Most different in")),
        ),
        source_ids=_trait_sources(atlas),
        notes=(
            w.text(
                "Distance: each trait is divided by its standard deviation over all districts (residents and density "
                "as logarithms); the distance is the root of the mean squared difference. Neighbours share a stretch "
                "of border; the type is rural district or independent city."
            ),
        ),
        stem=f"vergleichbare-orte-{ags}",
        statements=peer_statements(atlas, w, ags=ags, traits=traits),
    )


def _trait_sources(atlas: Atlas) -> tuple[str, ...]:
    years = {compute_characteristics(atlas)["year"].iloc[0]}
    people = atlas.population
    return tuple(dict.fromkeys([*people.loc[people["year"].isin(years), "source_id"], *_area_sources(atlas)]))


def _area_sources(atlas: Atlas) -> list[str]:
    return [source for ids in atlas.kreise["source_ids"] for source in str(ids).split("|")]


def _places_headline(w: Wording, name: str, table: pd.DataFrame) -> str:
    nearest = table.loc[[ALIKE in groups for groups in table["groups"]], "name"]
    if nearest.empty:
        return w.text("For {name} a figure is missing that the comparison needs", name=name)
    return w.text("{name} is most like {others}", name=name, others=w.join(nearest))


def _places_description(w: Wording, table: pd.DataFrame) -> str:
    rows = [
        w.text(
            "{name} ({groups}, distance {distance})",
            name=row["name"],
            groups=row["group_words"],
            distance=w.number(row["distance"], 1),
        )
        for _, row in table.iterrows()
    ]
    return w.text("Table: {rows}.", rows="; ".join(rows))


def draw_peer_swarm(
    atlas: Atlas, w: Wording, *, ags: str, indicator: str, traits: tuple[str, ...] = CHARACTERISTICS
) -> Figure:
    """All Kreise as a swarm on one indicator, this one marked, the band of "similar" behind them.

    Raises:
        UnknownNameError: the Kreis, the indicator or a trait is unknown.
    """
    check_traits(traits)
    check_indicator(atlas, indicator)
    names = kreis_names(atlas)
    spread = compute_spread(atlas, indicator)
    listed = list_comparable(atlas, ags, traits=traits)
    alike = set(listed.loc[listed["group"] == ALIKE, "ags"])
    roles = [SELF if key == ags else ALIKE if key in alike else "" for key in spread["ags"]]
    table = spread.assign(
        role=roles,
        name=spread["ags"].map(names),
        verdict_text=[verdict_word(w, verdict) for verdict in spread["verdict"]],
        written=[format_indicator(w, indicator, value) for value in spread["value"]],
    ).sort_values(["rank", "name"], ignore_index=True)
    own = table[table["ags"] == ags].iloc[0]
    return Figure(
        key="comparison_swarm",
        plotted=f"{indicator_name(atlas, w, indicator)}, {indicator_unit(w, indicator)}",
        headline=_swarm_headline(atlas, w, own, indicator),
        subtitle=f"{indicator_name(atlas, w, indicator)}, {indicator_unit(w, indicator)}, {own['year']}",
        description=_swarm_description(atlas, w, table, own, indicator),
        table=table,
        columns=(
            Column("rank", w.text("Rank"), "int"),
            Column("name", w.text("District")),
            Column("written", indicator_unit(w, indicator)),
            Column("verdict_text", w.text("Compared with the other districts")),
        ),
        source_ids=rate_sources(atlas, (int(own["year"]),)) if indicator.startswith("net:") else _trait_sources(atlas),
        chart=_swarm_chart(w, table, indicator),
        notes=(
            w.text(
                "Rule: a district is “similar” when it lies no further from the median of all {n} districts than one "
                "scaled median absolute deviation (MAD × {scale}): from {low} to {high}.",
                n=int(table["value"].notna().sum()),
                scale=w.number(MAD_SCALE, 4),
                low=format_indicator(w, indicator, own["low"]),
                high=format_indicator(w, indicator, own["high"]),
            ),
        ),
        stem=f"schwarm-{ags}-{indicator.replace(':', '-').replace(' ', '-')}",
        statements=peer_statements(atlas, w, ags=ags, traits=traits, indicator=indicator),
    )


def _swarm_headline(atlas: Atlas, w: Wording, own: pd.Series, indicator: str) -> str:
    fields = {"name": own["name"], "indicator": indicator_name(atlas, w, indicator)}
    if pd.isna(own["value"]):
        return w.text("{name}: no figure for {indicator}", **fields)
    return w.text(
        "{name}: {verdict}, rank {rank} of {n}", verdict=own["verdict_text"], rank=own["rank"], n=own["n"], **fields
    )


def _swarm_description(atlas: Atlas, w: Wording, table: pd.DataFrame, own: pd.Series, indicator: str) -> str:
    known = table.dropna(subset=["value"])
    return w.text(
        "Dot plot of {n} districts: {indicator}, from {low} ({low_name}) to {high} ({high_name}). {name}: {value}, "
        "{verdict}; the median is {middle}.",
        n=len(known),
        indicator=indicator_name(atlas, w, indicator),
        low=known["written"].iloc[-1],
        low_name=known["name"].iloc[-1],
        high=known["written"].iloc[0],
        high_name=known["name"].iloc[0],
        name=own["name"],
        value=own["written"],
        verdict=own["verdict_text"],
        middle=format_indicator(w, indicator, own["middle"]),
    )


def _swarm_chart(w: Wording, table: pd.DataFrame, indicator: str) -> go.Figure:
    known = table.dropna(subset=["value"])
    low, high = float(known["value"].min()), float(known["value"].max())
    room = 0.07 * (high - low)
    known = known.assign(level=stack_dots(known["value"].astype(float).tolist(), DOT_SHARE * (high - low)))
    chart = go.Figure([_swarm_dots(known[known["role"] == role], role) for role in ("", ALIKE, SELF)])
    first = known.iloc[0]
    chart.add_vrect(
        x0=first["low"], x1=first["high"], fillcolor=theme.GREEN_SOFT, opacity=0.6, line_width=0, layer="below"
    )
    middle, quiet = first["middle"], {"color": theme.INK_QUIET, "width": 1, "dash": "dot"}
    draw_line(chart, (middle, middle), (0, 1), yref="paper", layer="below", **quiet)
    levels = max(2.0, float(known["level"].abs().max())) + 0.8
    _name_dots(chart, known, levels)
    ticks = value_ticks(low, high)
    words = [format_indicator(w, indicator, tick) for tick in ticks]
    chart.update_layout(
        margin={"l": 12, "r": 12, "t": 84, "b": 62},
        xaxis=fixed_axis(low - room, high + room, ticks, ticktext=words, zeroline=low < 0 < high),
        yaxis=hidden_axis(-levels, levels),
    )
    key = w.text("shaded: similar; dotted: median of the districts")
    write_words(chart, key, middle, 0, colour=theme.INK_QUIET, yref="paper", yshift=-30, yanchor="top")
    return theme.style(chart, w, SWARM_PLOT_PX)


def value_ticks(low: float, high: float) -> list[float]:
    """Five round values inside the range."""
    return [tick for tick in nice_ticks(low, high, 5) if low <= tick <= high]


def stack_dots(values: list[float], width: float) -> list[int]:
    """Levels at which dots do not touch: each takes the free one nearest the middle, in order of value.

    Args:
        values: places on the axis.
        width: two dots nearer than this touch.

    Returns:
        A level per value, 0 in the middle, up and down in turn.
    """
    taken: list[tuple[float, int]] = []
    levels = {}
    for place in sorted(range(len(values)), key=values.__getitem__):
        busy = {level for at, level in taken if abs(at - values[place]) < width}
        level = next(step for step in _levels() if step not in busy)
        taken.append((values[place], level))
        levels[place] = level
    return [levels[place] for place in range(len(values))]


def _levels() -> Any:
    yield 0
    step = 1
    while True:
        yield step
        yield -step
        step += 1


def _swarm_dots(rows: pd.DataFrame, role: str) -> go.Scatter:
    styles: dict[str, dict[str, Any]] = {
        SELF: {"size": 18, "color": theme.GREEN, "line": {"color": theme.CARD, "width": 2}},
        ALIKE: {"size": 13, "color": theme.SERIES[1], "symbol": "diamond", "line": {"color": theme.CARD, "width": 1}},
        "": {"size": 12, "color": theme.OTHERS, "line": {"color": theme.CARD, "width": 1}},
    }
    hover = [f"<b>{row['name']}</b><br>{row['written']} · {row['verdict_text']}" for _, row in rows.iterrows()]
    return dots(rows["value"].astype(float), rows["level"], hover, styles[role])


def _name_dots(chart: go.Figure, known: pd.DataFrame, top: float) -> None:
    """Names of this Kreis and of the similar ones above the plot, each in a row of its own: none covers another."""
    marked = known[known["role"] != ""].sort_values("value")
    for row_number, (_, row) in enumerate(marked.iterrows()):
        at, own = float(row["value"]), row["role"] == SELF
        colour = theme.GREEN if own else theme.SERIES[1]
        line = {"layer": "below", "opacity": 0.6, "color": colour, "width": 1}
        draw_line(chart, (at, at), (float(row["level"]), top), **line)
        name = f"<b>{row['name']}</b>" if own else row["name"]
        write_above(chart, name, at, colour=colour, yshift=LABEL_PX * row_number)
