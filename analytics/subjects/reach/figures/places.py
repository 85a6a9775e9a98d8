"""The best next one, two and three places, exactly solved, with the answers that are nearly as good."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.annotations import wrap_label
from analytics.figure.charts.rows import Room, draw_bars
from analytics.figure.model import Column, Figure
from analytics.language import Wording
from analytics.subjects.reach import measures as ws
from analytics.subjects.reach.figures.cached import kept
from analytics.subjects.reach.figures.text import (
    DEFAULT_LIMIT_KM,
    distance_sources,
    people_where,
    read_weights,
    scope_name,
    set_name,
    tie_name,
)
from data.atlas import Atlas

ROOM, NAME_WIDTH = Room(row=32, names=236, above=4, below=8), 40
SHOWN = 3


def draw_next_places(
    atlas: Atlas,
    w: Wording,
    *,
    scope: str = ws.LAND,
    limit_km: int = DEFAULT_LIMIT_KM,
    goal: str = ws.POPULATION,
    weights: tuple[str, ...] = (),
) -> Figure:
    """People newly within the limit for the best sets of one to three Gemeinden, and for the next best.

    Args:
        atlas: the data package.
        w: language.
        scope: one of the scopes.
        limit_km: one of the measure's limits.
        goal: population, or need: people weighted by the rank of their Kreis in the index of need.
        weights: of that index, as for `draw_need`.

    Raises:
        UnknownNameError: scope, limit, goal or a weight is not valid.
        SelectionError: no part of the index has a weight.
    """
    coverings = solve_all(atlas, scope=scope, limit_km=limit_km, goal=goal, weights=weights)
    table = _set_rows(w, coverings)
    return Figure(
        key="whitespots_places",
        headline=_headline(w, coverings[0]),
        subtitle=_subtitle(w, coverings[0]),
        description=_description(w, table),
        table=table,
        columns=(
            Column("count", w.text("New initiatives"), "int"),
            Column("names", w.text("Gemeinden")),
            Column("people_new", w.text("People newly reached"), "int"),
            Column("share_after", w.text("Share then"), "percent"),
            Column("share_of_best", w.text("Compared with the best"), "percent"),
            Column("proof", w.text("Proof")),
        ),
        source_ids=distance_sources(atlas),
        chart=_chart(w, table),
        notes=_notes(w, coverings),
        stem=f"weisse-flecken-orte-{scope}-{limit_km}km",
    )


def solve_all(
    atlas: Atlas, *, scope: str, limit_km: int, goal: str = ws.POPULATION, weights: tuple[str, ...] = ()
) -> tuple[ws.Covering, ...]:
    """The best sets of one, two and three places.

    Kept per atlas: chart, map and statements ask the same.
    """

    def solve() -> tuple[ws.Covering, ...]:
        need = read_weights(weights)
        return tuple(
            ws.solve_covering(atlas, limit_km=limit_km, count=count, scope=scope, weight=goal, need_weights=need)
            for count in range(1, ws.MAX_PLACES + 1)
        )

    return kept(atlas, ("places", scope, limit_km, goal, weights), solve)


def shown_sets(covering: ws.Covering) -> list[ws.PlaceSet]:
    """The best set and the alternatives there is room for."""
    return [covering.best, *covering.alternatives][:SHOWN]


def _set_rows(w: Wording, coverings: tuple[ws.Covering, ...]) -> pd.DataFrame:
    rows = [
        {
            "count": covering.count,
            "names": set_name(w, one),
            "short": " · ".join(place.name for place in one.places),
            "people_new": one.people_new,
            "share_after": (covering.people_before + one.people_new) / covering.people_all,
            "share_of_best": one.share_of_best,
            "best": one in covering.best_sets,
            "proof": _proof(w, covering) if one in covering.best_sets else "",
        }
        for covering in coverings
        for one in shown_sets(covering)
    ]
    return pd.DataFrame(rows)


def _proof(w: Wording, covering: ws.Covering) -> str:
    if covering.optimal:
        return w.text("nothing better exists (proven)")
    return w.text("at most {gap} better is possible", gap=w.percent(covering.gap, 1))


def _headline(w: Wording, covering: ws.Covering) -> str:
    best = covering.best
    if not best.people_new:
        return w.text("Nobody lives beyond {km} km: no further place would add to the reach", km=int(covering.limit_km))
    fields = {"people": w.number(best.people_new), "km": int(covering.limit_km)}
    if len(equals := covering.best_sets) > 1:
        names = tie_name(w, equals)
        return w.text(
            "One more initiative reaches most people in {names}: {people} more within {km} km of each",
            names=names, **fields,
        )  # fmt: skip
    return w.text(
        "One more initiative reaches most people in {name}: {people} more within {km} km",
        name=set_name(w, best), **fields,
    )  # fmt: skip


def _subtitle(w: Wording, covering: ws.Covering) -> str:
    fields = {
        "km": int(covering.limit_km),
        "people": people_where(w, covering.scope),
        "area": scope_name(w, covering.scope),
    }
    if covering.weight == ws.NEED:
        return w.text(
            "People newly within {km} km, places chosen by people and need of their district; {area}", **fields
        )
    return w.text("People newly within {km} km if one, two or three initiatives were added; {area}", **fields)


def _description(w: Wording, table: pd.DataFrame) -> str:
    rows = [
        w.plural(
            "{n} place: {names} with {people} people",
            "{n} places: {names} with {people} people",
            int(row["count"]), names=row["names"], people=w.number(row["people_new"]),
        )
        for _, row in table[table["best"]].iterrows()
    ]  # fmt: skip
    return w.text("Bars of the people newly reached. Best: {rows}.", rows="; ".join(rows))


def _notes(w: Wording, coverings: tuple[ws.Covering, ...]) -> tuple[str, ...]:
    first = coverings[0]
    notes = [
        w.text(
            "Exact solution of the maximal covering problem over {n} Gemeinden as possible places; alternatives are at "
            "least 95 % as good.",
            n=w.number(first.candidates),
        ),
        w.text(
            "Reached means: within the distance. Whether there is a host, demand or money at a place is not in these "
            "data."
        ),
    ]
    if first.unweighted:
        notes.append(w.text("No index, counted with the middle weight: {names}.", names=w.join(first.unweighted)))
    return tuple(notes)


def _chart(w: Wording, table: pd.DataFrame) -> go.Figure:
    """One row per set under a heading row per number of places."""
    rows = _with_headings(w, table)
    shown = rows.assign(
        colour=[theme.GREEN if best else theme.GAIN[2] for best in rows["best"]],
        # A bar of no length would show its edge as a stroke: headings have none.
        edge_px=[theme.EDGE["width"] if people else 0 for people in rows["people_new"]],
    )
    bounds = (0, max(1, int(rows["people_new"].max())) * 1.36)
    return draw_bars(w, shown, "people_new", ROOM, bounds, width=0.62, edge=theme.EDGE, behind=True)


def _with_headings(w: Wording, table: pd.DataFrame) -> pd.DataFrame:
    """The sets, each number of places led by a row of its own without a bar."""
    parts = []
    for count, sets in table.groupby("count", sort=False):
        heading = w.plural("{n} new initiative", "{n} new initiatives", int(str(count)))
        parts.append(pd.DataFrame({"name": [f"<b>{heading}</b>"], "people_new": [0], "best": [False], "words": [""]}))
        words = [
            w.text("{people} · then {share}", people=w.signed(row.people_new, 0), share=w.percent(row.share_after))
            for row in sets.itertuples()
        ]
        parts.append(sets.assign(name=[wrap_label(name, NAME_WIDTH) for name in sets["short"]], words=words))
    return pd.concat(parts, ignore_index=True)
