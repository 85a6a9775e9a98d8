"""The official projection as a quotation, with what contradicts it: its own parts, and what was observed since."""

from __future__ import annotations

import pandas as pd

from analytics.figure.model import Column, Figure
from analytics.figure.sources import source_rows, split_ids
from analytics.language import Wording
from analytics.rates.naming import area_name
from analytics.rates.rates import LAND_AGS
from analytics.subjects.outlook.measures.projection import (
    ABROAD,
    BERLIN,
    CHANGE,
    NATURAL,
    NET,
    PERCENT,
    POPULATION,
    REST_OF_GERMANY,
    compute_projection,
    parts_of_net,
)
from data.atlas import Atlas


def draw_outlook_projection(atlas: Atlas, w: Wording) -> Figure:
    """What the office's projection says, as a press report quotes it, beside the last balance of the population."""
    projection = compute_projection(atlas)
    land = projection[projection["region"] == LAND_AGS]
    net = land[land["measure"] == NET].iloc[0]
    fields = {"first": net["year_from"], "last": net["year_to"], "year": net["observed_year"]}
    said = {"per_year": w.signed(net["per_year"], 0), "observed": w.signed(net["observed"], 0)}
    return Figure(
        key="outlook_projection",
        headline=w.text(
            "Projected for the Land: {per_year} a year through moves; in {year} it was {observed}", **said, **fields
        ),
        subtitle=w.text(
            "Official projection {first}–{last}, quoted from the press, beside the balance of the population of {year}",
            **fields,
        ),
        description=_description(land, w),
        table=_written(atlas, projection, w),
        columns=(
            Column("area", w.text("District or Land")),
            Column("name", w.text("Measure")),
            Column("projected", w.text("Projected as quoted")),
            Column("spread", w.text("Spread evenly, a year")),
            Column("seen", w.text("Observed in {year}", year=net["observed_year"])),
        ),
        source_ids=split_ids(pd.concat([projection["source_id"], projection["balance_source_id"]])),
        notes=_notes(atlas, land, w),
        stem="vorausberechnung-zitiert",
    )


def _written(atlas: Atlas, projection: pd.DataFrame, w: Wording) -> pd.DataFrame:
    names, rows = _names(w), [row for _, row in projection.iterrows()]
    return projection.assign(
        area=[area_name(atlas, w, row["region"]) for row in rows],
        name=[names[row["measure"]] for row in rows],
        projected=[_span(row, _about(row, w), w) for row in rows],
        spread=[w.missing() if pd.isna(row["per_year"]) else w.signed(row["per_year"], 0) for row in rows],
        seen=[_value(row, row["observed"], w) for row in rows],
    )


def _names(w: Wording) -> dict[str, str]:
    return {
        NET: w.text("Net migration"),
        ABROAD: w.text("of it with abroad"),
        BERLIN: w.text("of it with Berlin"),
        REST_OF_GERMANY: w.text("of it with the rest of Germany"),
        NATURAL: w.text("Births less deaths"),
        CHANGE: w.text("Change of the population"),
        POPULATION: w.text("Residents"),
        PERCENT: w.text("Change of the population in per cent"),
    }


def _value(row: pd.Series, value: float, w: Wording) -> str:
    if pd.isna(value):
        return w.missing()
    if row["measure"] == POPULATION:
        return w.number(value)
    return w.text("{value}%", value=w.signed(value)) if row["unit"] == "percent" else w.signed(value, 0)


def _about(row: pd.Series, w: Wording) -> str:
    written = _value(row, row["value"], w)
    return w.text("about {amount}", amount=written) if row["qualifier"] == "about" else written


def _span(row: pd.Series, written: str, w: Wording) -> str:
    """The quoted value with the years it is meant for."""
    if pd.isna(row["year_from"]):
        return w.text("{value} ({year})", value=written, year=row["year_to"])
    return w.text("{value} ({first}–{last})", value=written, first=row["year_from"], last=row["year_to"])


def _description(land: pd.DataFrame, w: Wording) -> str:
    known = land.dropna(subset=["per_year", "observed"])
    names = _names(w)
    pairs = [
        w.text(
            "{name}: projected {spread} a year on average, observed {seen}", name=names[row["measure"]],
            spread=w.signed(row["per_year"], 0), seen=w.signed(row["observed"], 0),
        )
        for _, row in known.iterrows()
    ]  # fmt: skip
    return f"{'; '.join(pairs)}."


def _notes(atlas: Atlas, land: pd.DataFrame, w: Wording) -> tuple[str, ...]:
    source = source_rows(atlas, land["source_id"].unique()).iloc[0]
    return (
        w.text("A quotation: it is no part of the atlas’ own outlook."),
        *_contradiction(land, w),
        w.text(
            "The average a year is our division of the quoted span by its years; the projection itself may be higher "
            "in one year and lower in another. One observed year neither proves nor refutes it."
        ),
        w.text("What is missing: {limits}", limits=w.pick(source, "limits")),
    )


def _contradiction(land: pd.DataFrame, w: Wording) -> list[str]:
    """What the source prints in total and in parts that do not fit it."""
    printed, added = parts_of_net(land)
    if printed == added:
        return []
    return [
        w.text(
            "The quoted figures do not fit each other: the gain through moves is given as {printed}, its parts add up "
            "to {added}. The part with abroad is only given rounded.",
            printed=w.signed(printed, 0), added=w.signed(added, 0),
        )
    ]  # fmt: skip
