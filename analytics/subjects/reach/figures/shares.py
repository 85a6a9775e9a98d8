"""The finding of the white spots: who lives how far from an initiative, today and with new ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.charts.rows import Room, draw_bars, stack_bars
from analytics.figure.model import Column, Figure
from analytics.figure.shapes import bars, inside_bars
from analytics.language import Wording
from analytics.rates.coverage import ENDED, NONE, UNKNOWN, count_states
from analytics.rates.naming import states_text
from analytics.subjects.reach import measures as ws
from analytics.subjects.reach.figures.statements import reach_statements
from analytics.subjects.reach.figures.text import (
    DEFAULT_LIMIT_KM,
    class_labels,
    distance_sources,
    method_note,
    people_where,
    read_points,
    scope_name,
    scope_rows,
    unplaced_note,
)
from data.atlas import Atlas

ROOM = Room(row=46, names=138, right=6, above=44, below=8, extra=76)
# A piece narrower than this share has no room for its number; the table holds it.
LEAST_LABEL = 0.06
UNREACHED_ROOM, MOST_BARS = Room(row=27, names=178, above=4, below=8, extra=40), 12


def draw_reach_shares(
    atlas: Atlas, w: Wording, *, scope: str = ws.LAND, limit_km: int = DEFAULT_LIMIT_KM, neu: tuple[str, ...] = ()
) -> Figure:
    """Shares of the people by distance to the nearest initiative, with the statements of the whole analysis.

    Args:
        atlas: the data package.
        w: language.
        scope: one of the scopes.
        limit_km: the limit of the headline, one of the measure's.
        neu: assumed initiatives, each ``lat,lon``.

    Raises:
        UnknownNameError: scope, limit or a point is not valid.
    """
    table = _class_rows(atlas, w, scope, read_points(neu))
    return Figure(
        key="whitespots",
        headline=_headline(atlas, w, scope, limit_km, neu),
        subtitle=w.text(
            "People by distance to the nearest initiative, as the crow flies, {area}", area=scope_name(w, scope)
        ),
        description=_description(w, table),
        table=table,
        columns=(
            Column("row", w.text("Counted")),
            Column("label", w.text("Distance")),
            Column("people", w.text("People"), "int"),
            Column("people_share", w.text("Share"), "percent"),
            Column("gemeinden", w.text("Gemeinden"), "int"),
        ),
        source_ids=distance_sources(atlas),
        chart=_chart(w, table),
        notes=(unplaced_note(atlas, w), method_note(w)),
        stem=f"weisse-flecken-{scope}",
        statements=reach_statements(atlas, w, scope=scope, limit_km=limit_km),
    )


def reach_headline(atlas: Atlas, w: Wording, *, scope: str, limit_km: int, neu: tuple[str, ...] = ()) -> str:
    """The answer in one sentence, with what new initiatives would change."""
    reach = ws.compute_reach(atlas, scope=scope).set_index("limit_km").loc[limit_km]
    fields = {"km": limit_km, "people": people_where(w, scope), "share": w.percent(reach["people_share"])}
    if not neu:
        return w.text("{share} of the {people} live within {km} km of an initiative", **fields)
    then = ws.compute_reach(atlas, scope=scope, extra=read_points(neu)).set_index("limit_km").loc[limit_km]
    gained: Any = then["people"] - reach["people"]
    newly = int(gained)
    if not newly:
        return w.plural(
            "One more initiative there reaches nobody new within {km} km: there is one already",
            "{n} more initiatives there reach nobody new within {km} km: there is one already",
            len(neu), km=limit_km,
        )  # fmt: skip
    if w.percent(then["people_share"]) == fields["share"]:
        return w.plural(
            "With one more initiative {newly} more of the {people} live within {km} km",
            "With {n} more initiatives {newly} more of the {people} live within {km} km",
            len(neu), newly=w.number(newly), people=fields["people"], km=limit_km,
        )  # fmt: skip
    return w.plural(
        "With one more initiative {then} instead of {share} of the {people} live within {km} km",
        "With {n} more initiatives {then} instead of {share} of the {people} live within {km} km",
        len(neu), then=w.percent(then["people_share"]), **fields,
    )  # fmt: skip


def counted_sentence(atlas: Atlas, w: Wording) -> str:
    """Which initiatives every figure of the page counts."""
    placed = atlas.members.dropna(subset=["lat", "lon"])
    counted = placed[placed["status"] != ENDED]
    return w.text(
        "Counted are the {n} initiatives of the register with a known place that have not ended ({states}); the "
        "membership of {inferred} of them is only inferred.",
        n=w.number(len(counted)),
        states=states_text(count_states(counted), w),
        inferred=w.number((counted["confidence"] != ws.DOCUMENTED).sum()),
    )


def _headline(atlas: Atlas, w: Wording, scope: str, limit_km: int, neu: tuple[str, ...]) -> str:
    """What new initiatives change; without any, who is left out most."""
    if neu:
        return reach_headline(atlas, w, scope=scope, limit_km=limit_km, neu=neu)
    farthest = ws.compute_reach(atlas, scope=scope).iloc[-1]
    return w.text(
        "{share} of the {people} have no initiative of the network within {km} km",
        share=w.percent(1 - farthest["people_share"]),
        people=people_where(w, scope),
        km=int(farthest["limit_km"]),
    )


def _class_rows(atlas: Atlas, w: Wording, scope: str, points: ws.Points) -> pd.DataFrame:
    """Grain (row, class): people and Gemeinden by distance for today, documented members alone, and with new ones."""
    rows = [
        (w.text("documented only"), ws.compute_reach(atlas, scope=scope, reading="documented")),
        (w.text("today"), ws.compute_reach(atlas, scope=scope)),
    ]
    if points:
        new = w.plural("with a new one", "with {n} new ones", len(points))
        rows.append((new, ws.compute_reach(atlas, scope=scope, extra=points)))
    return pd.concat([_classes_of(w, name, reach) for name, reach in rows], ignore_index=True)


def class_shares(atlas: Atlas, w: Wording, *, scope: str) -> pd.DataFrame:
    """Grain class: label, people, people_share and gemeinden by distance to the nearest initiative of today."""
    return _classes_of(w, "", ws.compute_reach(atlas, scope=scope))


def _classes_of(w: Wording, name: str, reach: pd.DataFrame) -> pd.DataFrame:
    """What lies within one limit and beyond the one before; the last class is the rest."""
    people = np.diff([0, *reach["people"], reach["people_all"].iloc[0]])
    gemeinden = np.diff([0, *reach["gemeinden"], reach["gemeinden_all"].iloc[0]])
    share = people / reach["people_all"].iloc[0]
    return pd.DataFrame(
        {"row": name, "label": class_labels(w), "people": people, "people_share": share, "gemeinden": gemeinden}
    )


def _description(w: Wording, table: pd.DataFrame) -> str:
    parts = [
        w.text(
            "{row}: {values}.",
            row=row,
            values=w.join(
                f"{label} {w.percent(share, 1)}"
                for label, share in zip(rows["label"], rows["people_share"], strict=True)
            ),
        )
        for row, rows in table.groupby("row", sort=False)
    ]
    return " ".join([w.text("Stacked bars of the people by distance to the nearest initiative."), *parts])


def _chart(w: Wording, table: pd.DataFrame) -> go.Figure:
    names = list(dict.fromkeys(table["row"]))
    stacked = [_bar(w, table, label, number, names) for number, label in enumerate(class_labels(w))]
    return stack_bars(w, stacked, names, ROOM)


def _bar(w: Wording, table: pd.DataFrame, label: str, number: int, names: list[str]) -> go.Bar:
    rows = table[table["label"] == label].set_index("row").loc[names]
    shares = rows["people_share"]
    hover = [
        w.text("{label}: {people} people ({share})", label=label, people=w.number(people), share=w.percent(share, 1))
        for people, share in zip(rows["people"], shares, strict=True)
    ]
    words = [w.percent(share) if share >= LEAST_LABEL else "" for share in shares]
    inside = inside_bars(words, theme.CARD if number == 0 else theme.INK, size=13)
    marker = {"color": theme.REACH[number], "line": {"color": theme.INK_QUIET, "width": 0.6}}
    return bars(shares, hover, name=label, width=0.68, marker=marker, **inside)


def draw_reach_kpis(atlas: Atlas, w: Wording, *, scope: str = ws.LAND) -> Figure:
    """The key figures, one row per card: people within each limit, Kreise without an initiative, members not placed.

    The table has the columns label, value, hint, detail (text in the reader's language).
    """
    cards = [*_reach_cards(atlas, w, scope), _kreis_card(atlas, w, scope), _unplaced_card(atlas, w)]
    table = pd.DataFrame(cards)
    return Figure(
        key="whitespots_kpis",
        headline=reach_headline(atlas, w, scope=scope, limit_km=DEFAULT_LIMIT_KM),
        subtitle=w.text("Reach of the initiatives with a known place, {area}", area=scope_name(w, scope)),
        description=" ".join(f"{card['label']}: {card['value']} ({card['hint']})." for card in cards),
        table=table,
        columns=(
            Column("label", w.text("Key figure")),
            Column("value", w.text("Value")),
            Column("hint", w.text("As of")),
            Column("detail", w.text("How to read it")),
        ),
        source_ids=distance_sources(atlas),
        stem=f"weisse-flecken-kennzahlen-{scope}",
    )


def _reach_cards(atlas: Atlas, w: Wording, scope: str) -> list[dict[str, str]]:
    reach = ws.compute_reach(atlas, scope=scope)
    return [
        {
            "label": w.text("within {km} km", km=limit),
            "value": w.percent(row.people_share),
            "hint": w.text(
                "{people} people in {n} of {all} Gemeinden",
                people=w.number(row.people), n=w.number(row.gemeinden), all=w.number(row.gemeinden_all),
            ),
            "detail": method_note(w),
        }
        for limit, row in zip(ws.LIMITS_KM, reach.itertuples(), strict=True)
    ]  # fmt: skip


def _kreis_card(atlas: Atlas, w: Wording, scope: str) -> dict[str, str]:
    every = scope_rows(ws.kreis_presence(atlas), scope)
    names = {state: sorted(every.loc[every["state"] == state, "name"]) for state in (NONE, ENDED, UNKNOWN)}
    none, ended = (w.number(len(names[state])) for state in (NONE, ENDED))
    return {
        "label": w.text("Without the network"),
        "value": w.text("{n} of {all}", n=w.number(len(names[NONE]) + len(names[ENDED])), all=w.number(len(every))),
        "hint": w.text(
            "Districts: {none} without a known initiative of the network, {ended} with an ended one",
            none=none,
            ended=ended,
        ),
        "detail": " ".join(
            sentence
            for sentence, named in (
                (w.text("No initiative of the network known: {names}.", names=w.join(names[NONE])), names[NONE]),
                (w.text("Its initiative has ended: {names}.", names=w.join(names[ENDED])), names[ENDED]),
                (
                    w.text("Not counted here, as the status is unknown: {names}.", names=w.join(names[UNKNOWN])),
                    names[UNKNOWN],
                ),
            )
            if named
        ),
    }


def _unplaced_card(atlas: Atlas, w: Wording) -> dict[str, str]:
    hidden = ws.unplaced(atlas)
    return {
        "label": w.text("Members without a place"),
        "value": w.number(len(hidden)),
        "hint": w.text("not on the map: real reach may be greater"),
        "detail": w.text("Place not known: {names}.", names=w.join(hidden["name"])),
    }


def draw_unreached(
    atlas: Atlas, w: Wording, *, scope: str = ws.LAND, limit_km: int = DEFAULT_LIMIT_KM, neu: tuple[str, ...] = ()
) -> Figure:
    """The Gemeinden beyond the limit, most people first; with new initiatives those that would still be left out.

    Raises:
        UnknownNameError: scope, limit or a point is not valid.
    """
    now = ws.distances(atlas)
    then = ws.distances(atlas, extra=read_points(neu))
    both = then.assign(today_km=now["distance_km"].to_numpy(), today_nearest=now["nearest_name"].to_numpy())
    inside = scope_rows(both, scope)
    left = inside[inside["distance_km"] > limit_km].sort_values("population", ascending=False, ignore_index=True)
    names = atlas.kreise.set_index("ags")["name"]
    table = left.assign(kreis=left["kreis_ags"].map(names))
    return Figure(
        key="whitespots_unreached",
        headline=w.text(
            "{people} people in {n} Gemeinden live farther away than {km} km",
            people=w.number(table["population"].sum()), n=w.number(len(table)), km=limit_km,
        ),
        subtitle=w.text(
            "The largest Gemeinden beyond {km} km of any initiative, people and distance, {area}",
            km=limit_km, area=scope_name(w, scope),
        ),
        description=_unreached_text(w, table),
        table=table,
        columns=(
            Column("name", w.text("Gemeinde")),
            Column("kreis", w.text("District")),
            Column("population", w.text("People"), "int"),
            Column("distance_km", w.text("km to the nearest"), "decimal1"),
            Column("today_nearest", w.text("Nearest initiative today")),
        ),
        source_ids=distance_sources(atlas),
        chart=_unreached_chart(w, table) if len(table) else None,
        stem=f"weisse-flecken-gemeinden-{scope}-{limit_km}km",
    )  # fmt: skip


def _unreached_text(w: Wording, table: pd.DataFrame) -> str:
    if table.empty:
        return w.text("Table without rows: every Gemeinde lies within the limit.")
    first = [f"{row.name} ({w.number(row.population)})" for row in table.head(5).itertuples(index=False)]
    return w.text("Bars of the Gemeinden beyond the limit; most people live in {names}.", names=w.join(first))


def _unreached_chart(w: Wording, table: pd.DataFrame) -> go.Figure:
    rows = table.head(MOST_BARS)
    classes = np.searchsorted(ws.LIMITS_KM, rows["distance_km"], side="left")
    words = [
        w.text("{people} · {km} km", people=w.number(row["population"]), km=w.number(row["distance_km"]))
        for _, row in rows.iterrows()
    ]
    shown = rows.assign(words=words, colour=[theme.REACH[at] for at in classes])
    bounds = (0, float(rows["population"].max()) * 1.3)
    edge = {"color": theme.INK_QUIET, "width": 0.6}
    return draw_bars(w, shown, "population", UNREACHED_ROOM, bounds, width=0.68, edge=edge, behind=True)
