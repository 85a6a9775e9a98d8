"""Why a Kreis grew or shrank in a year: births, deaths, moves, and the correction the office makes."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.axes import padded
from analytics.figure.charts.rows import Room, draw_bars
from analytics.figure.model import Column, Figure
from analytics.language import Wording
from analytics.rates.naming import kreis_names
from data.atlas import Atlas
from data.errors import UnknownNameError

PARTS = ("births", "deaths", "net_migration", "correction")
CHANGE = "change"
ROOM = Room(row=34, names=150, right=62, above=6, extra=30)


def draw_kreis_balance(atlas: Atlas, w: Wording, *, ags: str) -> Figure:
    """The last year's balance as bars from zero; what they add up to is the change of the population.

    Raises:
        UnknownNameError: no balance is known for this Kreis.
    """
    known = atlas.population_balance
    rows = known[known["region"] == ags].sort_values("year")
    if rows.empty:
        raise UnknownNameError(kind="ags", value=ags, valid=tuple(sorted(known["region"])))
    row = rows.iloc[-1]
    table = _table(row, w)
    return Figure(
        key="kreis_balance",
        headline=_headline(row, w),
        subtitle=w.text(
            "{name}: what changed the population in {year}, persons", name=kreis_names(atlas)[ags], year=row["year"]
        ),
        description=_description(row, table, w),
        table=table,
        columns=(Column("name", w.text("Part")), Column("persons", w.text("Persons"), "signed_int")),
        source_ids=tuple(row["source_id"].split("|")),
        chart=_chart(table, w),
        notes=(
            w.text(
                "From {start} to {end} residents. The correction is what remains: the office changes its stock of "
                "people afterwards.",
                start=w.number(row["population_start"]),
                end=w.number(row["population_end"]),
            ),
        ),
        stem=f"bilanz-{ags}-{row['year']}",
    )


def _table(row: pd.Series, w: Wording) -> pd.DataFrame:
    values = {part: int(row[part]) for part in PARTS} | {"deaths": -int(row["deaths"])}
    values[CHANGE] = int(row["population_end"] - row["population_start"])
    names = {
        "births": w.text("Births"),
        "deaths": w.text("Deaths"),
        "net_migration": w.text("Net migration"),
        "correction": w.text("Correction"),
        CHANGE: w.text("Change in total"),
    }
    return pd.DataFrame({"part": list(values), "name": [names[part] for part in values], "persons": values.values()})


def _headline(row: pd.Series, w: Wording) -> str:
    natural, moves = int(row["natural_balance"]), int(row["net_migration"])
    fields = {"year": row["year"], "natural": w.number(abs(natural)), "moves": w.number(abs(moves))}
    if natural >= 0:
        return w.text(
            "{year}: {natural} more births than deaths, {sign} through moves", sign=w.signed(moves, 0), **fields
        )
    if moves <= 0:
        return w.text("{year}: {natural} more deaths than births, and {moves} lost through moves", **fields)
    if moves >= -natural:
        return w.text("{year}: moves ({moves} gained) make up for {natural} more deaths than births", **fields)
    return w.text("{year}: moves ({moves} gained) do not make up for {natural} more deaths than births", **fields)


def _description(row: pd.Series, table: pd.DataFrame, w: Wording) -> str:
    listed = [f"{name} {w.signed(persons, 0)}" for name, persons in zip(table["name"], table["persons"], strict=True)]
    return w.text("Bars from zero, {year}: {values}.", year=row["year"], values="; ".join(listed))


def _chart(table: pd.DataFrame, w: Wording) -> go.Figure:
    colours = [
        theme.INK if part == CHANGE else theme.GREEN if persons > 0 else theme.TERRACOTTA
        for part, persons in zip(table["part"], table["persons"], strict=True)
    ]
    shown = table.assign(words=[w.signed(persons, 0) for persons in table["persons"]], colour=colours)
    return draw_bars(w, shown, "persons", ROOM, padded(table["persons"], 0.03), width=0.66, size=13)
