"""With whom a Kreis gains and loses people inside Germany: a bar to the right or left for each partner."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.axes import padded
from analytics.figure.charts.rows import Room, draw_bars
from analytics.figure.model import Column, Figure
from analytics.language import Wording
from analytics.rates.naming import age_label, kreis_names
from analytics.rates.series import distorted_ags
from analytics.subjects.origin.measures import compute_partners
from data.atlas import Atlas

# So many partners on either side have a bar of their own; the others are summed.
MOST = 7
ROOM = Room(row=27, names=176, right=52, below=14, extra=36)


def draw_partners(atlas: Atlas, w: Wording, *, ags: str, year: int, age_group: str) -> Figure:
    """Balances of one Kreis with its partners: gains to the right, losses to the left, small ones together."""
    figure = tell_partners(atlas, w, ags=ags, year=year, age_group=age_group)
    listed = list_bars(figure.table, w)
    return replace(figure, chart=_chart(listed, w))


def tell_partners(atlas: Atlas, w: Wording, *, ags: str, year: int, age_group: str) -> Figure:
    """Words and table of `draw_partners`, without its chart.

    Raises:
        UnknownNameError: no balances are known for this Kreis, year or age group.
    """
    partners = compute_partners(atlas, ags=ags, year=year, age_group=age_group)
    table = partners.assign(name=[w.pick(row, "name") for _, row in partners.iterrows()])
    name = kreis_names(atlas)[ags]
    listed = list_bars(table, w)
    return Figure(
        key="origin_partners",
        headline=_headline(table, name, year, w),
        subtitle=w.text(
            "{name}: balance with its partners inside Germany, persons, {age}, {year}",
            name=name,
            age=age_label(atlas, w, age_group),
            year=year,
        ),
        description=_description(table, name, w),
        table=table,
        columns=(
            Column("name", w.text("With whom")),
            Column("net", w.text("Balance, persons"), "signed_int"),
        ),
        source_ids=tuple(atlas.migration_flows["source_id"].unique()),
        notes=balance_notes(atlas, w, year, {ags, *listed["partner"]}),
        stem=f"woher-wohin-{ags}-{age_group.replace(' ', '-')}-{year}",
    )


def list_bars(table: pd.DataFrame, w: Wording) -> pd.DataFrame:
    """The largest partners on either side, then the sum of all others.

    Returns:
        Grain (bar), largest gain first: partner (key; empty for the sum), name, net (persons).
    """
    gains, losses = table[table["net"] > 0].head(MOST), table[table["net"] < 0].tail(MOST)
    shown = pd.concat([gains, losses])
    rest = table.drop(index=shown.index)
    if rest.empty:
        return shown
    words = w.plural("{n} other partner", "{n} other partners", len(rest))
    other = pd.DataFrame({"name": [words], "net": [rest["net"].sum()], "partner": [""]})
    return pd.concat([gains, losses, other], ignore_index=True)


def _headline(table: pd.DataFrame, name: str, year: int, w: Wording) -> str:
    first, last = table.iloc[0], table.iloc[-1]
    fields = {
        "year": year,
        "name": name,
        "first": first["name"],
        "gain": w.signed(first["net"], 0),
        "last": last["name"],
        "loss": w.signed(last["net"], 0),
    }
    if first["net"] <= 0:
        return w.text("{year}: {name} gains with no partner, loses most with {last} ({loss})", **fields)
    if last["net"] >= 0:
        return w.text("{year}: {name} loses with no partner, gains most with {first} ({gain})", **fields)
    return w.text("{year}: {name} gains most with {first} ({gain}), loses most with {last} ({loss})", **fields)


def _description(table: pd.DataFrame, name: str, w: Wording) -> str:
    gains, losses = table[table["net"] > 0], table[table["net"] < 0]
    sentences = [
        w.text(
            "Bars to both sides: {name} gains with {gains} and loses with {losses} partners, {net} in total.",
            name=name,
            gains=len(gains),
            losses=len(losses),
            net=w.signed(table["net"].sum(), 0),
        ),
        w.text("Balances: {values}.", values="; ".join(list_balances(table, w))),
    ]
    if len(gains):
        share = gains["net"].iloc[0] / gains["net"].sum()
        told = w.text(
            "Of all gains with single partners, {share} are with {first}.",
            share=w.percent(share, 0),
            first=gains["name"].iloc[0],
        )
        sentences.insert(1, told)
    return " ".join(sentences)


def list_balances(table: pd.DataFrame, w: Wording) -> list[str]:
    """Each partner with its balance, as words."""
    return [f"{name} {w.signed(net, 0)}" for name, net in zip(table["name"], table["net"], strict=True)]


def balance_notes(atlas: Atlas, w: Wording, year: int, shown: set[str]) -> tuple[str, ...]:
    """What has to be read with balances of these Kreise (ags) in a year."""
    notes = [
        w.text(
            "The source gives balances only: how many came from a partner and how many went there is not known. Moves "
            "from and to abroad are not in it, and nobody counts those who return."
        )
    ]
    names = kreis_names(atlas)
    distorted = [names[one] for one in distorted_ags(atlas, (year,)) if one in shown]
    if distorted:
        notes.append(
            w.text(
                "Distorted by a reception centre: {names}. People placed in another district from there count as "
                "having moved.",
                names=w.join(distorted),
            )
        )
    return tuple(notes)


def _colour(partner: str, net: int) -> str:
    """Green for gains, terracotta for losses; the sum of many small ones is no partner and stays pale."""
    if not partner:
        return theme.HATCH
    return theme.GREEN if net > 0 else theme.TERRACOTTA


def _chart(rows: pd.DataFrame, w: Wording) -> go.Figure:
    shown = rows.assign(
        words=[w.signed(net, 0) for net in rows["net"]],
        colour=[_colour(partner, net) for partner, net in zip(rows["partner"], rows["net"], strict=True)],
    )
    return draw_bars(w, shown, "net", ROOM, padded(rows["net"], 0.03))
