"""With which Kreise, and with Berlin, a Kreis gains and loses: areas by balance, curved lines in its direction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.figure.model import Column, Figure
from analytics.language import Wording
from analytics.maps.classes import Classes, class_bounds, find_skewed_classes
from analytics.maps.text import map_ui
from analytics.maps.view import BOUNDARY_SOURCE, placed_members, unplaced_members
from analytics.rates.naming import age_label, kreis_names
from analytics.subjects.origin.measures import compute_partners
from analytics.subjects.origin.partners import balance_notes
from data.atlas import Atlas

# A balance below this share of the largest of all years has no line of its own: the area says it.
LEAST_SHARE = 0.05


@dataclass(frozen=True)
class Flow:
    """A line between two Kreise, in the direction in which more people moved.

    Attributes:
        start: key of the Kreis (or Berlin) people left.
        end: key of the Kreis they went to.
        share: size of the balance by the largest of all years, from 0 to 1.
        is_gain: whether the Kreis in the middle gained.
    """

    start: str
    end: str
    share: float
    is_gain: bool


def compute_kreis_balances(atlas: Atlas, *, ags: str, age_group: str) -> pd.DataFrame:
    """Balances of a Kreis with every other Kreis of the atlas and with Berlin.

    Returns:
        Grain (year, partner), all years with balances: year, partner (ags), net (persons).
    """
    flows = atlas.migration_flows
    chosen = (flows["ags"] == ags) & (flows["age_group"] == age_group) & (flows["nationality"] == "all")
    on_map = flows["partner"].isin(set(atlas.kreise["ags"]))
    return flows.loc[chosen & on_map, ["year", "partner", "net"]].reset_index(drop=True)


def compute_flows(balances: pd.DataFrame, *, ags: str, year: int) -> tuple[Flow, ...]:
    """The lines of one year, thinnest first, so that thick ones lie on top; the scale is that of all years."""
    largest = max(1, int(balances["net"].abs().max()))
    rows = balances[balances["year"] == year].sort_values("net", key=abs)
    drawn = rows[rows["net"].abs() >= LEAST_SHARE * largest]
    return tuple(
        Flow(partner, ags, net / largest, True) if net > 0 else Flow(ags, partner, -net / largest, False)
        for partner, net in zip(drawn["partner"], drawn["net"].tolist(), strict=True)
    )


def compute_flow_view(atlas: Atlas, w: Wording, *, ags: str, year: int, age_group: str) -> dict[str, Any]:
    """The areas of the map, in the form of `compute_map_view` with one year."""
    balances = compute_kreis_balances(atlas, ags=ags, age_group=age_group)
    classes = find_skewed_classes(balances["net"].astype(float))
    shown = balances[balances["year"] == year]
    names = kreis_names(atlas)
    return {
        "years": [year],
        "kreise": [
            {
                "ags": partner,
                "name": names[partner],
                "inside": True,
                "v": [float(net)],
                "c": [classes.index(float(net))],
                "t": [w.signed(net, 0)],
            }
            for partner, net in zip(shown["partner"], shown["net"].tolist(), strict=True)
        ],
        "legend": _legend(balances, classes, names[ags], w),
        "members": list(placed_members(atlas, w)),
        "unplaced": unplaced_members(atlas, w),
        "ui": map_ui(w)
        | {
            "gain": w.text("line towards {name}: more came than went", name=names[ags]),
            "loss": w.text("line away: more went than came"),
        },
    }


def _legend(balances: pd.DataFrame, classes: Classes, name: str, w: Wording) -> dict[str, Any]:
    largest = int(balances["net"].abs().max())
    return {
        "title": w.text("Balance of {name} with the district, persons", name=name),
        "colours": list(classes.colours),
        "limits": list(classes.limits),
        "labels": [w.signed(limit, 0) for limit in classes.limits],
        "bounds": class_bounds(classes),
        "method": w.text(
            "Width of the lines: balance, on the same scale in all years (widest: {largest}); no line below {least}.",
            largest=w.number(largest),
            least=w.number(max(1, round(LEAST_SHARE * largest))),
        ),
        "missing": [""],
        "secret": [""],
    }


def draw_flow_table(atlas: Atlas, w: Wording, *, ags: str, year: int, age_group: str) -> Figure:
    """Headline, words and table of the map: balances with the Kreise of the atlas and with Berlin.

    Raises:
        UnknownNameError: no balances are known for this Kreis, year or age group.
    """
    partners = compute_partners(atlas, ags=ags, year=year, age_group=age_group)
    on_map = partners[partners["partner"].isin(set(atlas.kreise["ags"]))].reset_index(drop=True)
    table = on_map.assign(name=[w.pick(row, "name") for _, row in on_map.iterrows()])
    name = kreis_names(atlas)[ags]
    away = int(partners["net"].sum() - table["net"].sum())
    return Figure(
        key="origin_map",
        headline=_headline(table, name, year, w),
        subtitle=w.text(
            "{name}: balance with Berlin and the districts of Brandenburg and the Lausitz, persons, {age}, {year}",
            name=name,
            age=age_label(atlas, w, age_group),
            year=year,
        ),
        description=_description(table, name, w),
        table=table,
        columns=(Column("name", w.text("With whom")), Column("net", w.text("Balance, persons"), "signed_int")),
        source_ids=(*atlas.migration_flows["source_id"].unique(), BOUNDARY_SOURCE),
        notes=(
            w.text("Not on the map: {away} with the rest of Germany.", away=w.signed(away, 0)),
            *balance_notes(atlas, w, year, {ags, *table["partner"]}),
        ),
        stem=f"karte-woher-wohin-{ags}-{age_group.replace(' ', '-')}-{year}",
    )


def _headline(table: pd.DataFrame, name: str, year: int, w: Wording) -> str:
    gains, losses = table[table["net"] > 0], table[table["net"] < 0]
    return w.text(
        "{year}: {name} gains with {gains} of {n} partners on the map ({gain}), loses with {losses} ({loss})",
        year=year,
        name=name,
        gains=len(gains),
        losses=len(losses),
        n=len(table),
        gain=w.signed(gains["net"].sum(), 0),
        loss=w.signed(losses["net"].sum(), 0),
    )


def _description(table: pd.DataFrame, name: str, w: Wording) -> str:
    listed = [f"{other} {w.signed(net, 0)}" for other, net in zip(table["name"], table["net"], strict=True)]
    return w.text(
        "Map of the districts, filled by their balance with {name}; curved lines with arrowheads point to where more "
        "people moved. {values}.",
        name=name,
        values="; ".join(listed),
    )
