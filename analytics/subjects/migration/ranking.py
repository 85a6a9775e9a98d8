"""All Kreise beside each other: the values of one year."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.charts.rows import Room, draw_bars
from analytics.figure.model import Column, Figure, Kind
from analytics.figure.shapes import write_above
from analytics.language import Wording
from analytics.maps.classes import Classes, find_classes
from analytics.rates.components import PARTS
from analytics.rates.naming import (
    age_label,
    area_name,
    kreis_names,
    measure_name,
    measure_notes,
    rate_unit,
)
from analytics.rates.ranking import rank_kreise
from analytics.rates.rates import LAND_AGS, compute_land_rates, land_ags, reason_of
from analytics.rates.scopes import EVERYWHERE, add_scope, rows_inside, scope_stem
from analytics.rates.series import breaks_between, distorted_ags
from analytics.subjects.migration.measures import (
    is_balance,
    measure_rates,
    measure_sources,
    measure_states,
    rate_and_persons_text,
    rate_text,
    second_hand_text,
)
from data.atlas import Atlas

ROOM = Room(row=25, names=152, right=46, above=26, below=18, extra=44)


def draw_ranking(
    atlas: Atlas, w: Wording, *, year: int, age_group: str, measure: str = "net", kreise: tuple[str, ...] = (),
    scope: str = EVERYWHERE,
) -> Figure:  # fmt: skip
    """The Kreise of a scope in one year as bars, highest first, in the colours of the map.

    Raises:
        UnknownNameError: the scope is none of `SCOPES`.
    """
    column = f"{measure}_per_1000"
    rates = measure_rates(atlas, measure)
    ages = rates[rates["age_group"] == age_group]
    table = _ranked(atlas, w, rows_inside(atlas, ages[ages["year"] == year], scope), measure)
    land = _land_value(atlas, year, age_group) if measure == "net" else float("nan")
    classes = find_classes(ages[column], method="round", diverging=is_balance(measure))
    second_hand = second_hand_text(w, table, measure)
    kind: Kind = "signed1" if is_balance(measure) else "decimal1"
    return Figure(
        key="migration_ranking",
        headline=_ranking_headline(w, table, measure, year),
        subtitle=add_scope(
            w,
            w.text(
                "{measure} over district borders {unit}, {age}, {year}",
                measure=measure_name(w, measure),
                unit=rate_unit(w, age_group),
                age=age_label(atlas, w, age_group),
                year=year,
            ),
            scope,
        ),
        description=_ranking_description(w, table, measure, year, land),
        table=table,
        columns=(
            Column("rank", w.text("Rank"), "int"),
            Column("name", w.text("District")),
            Column(
                measure,
                w.text("{measure}, persons", measure=measure_name(w, measure)),
                "signed_int" if is_balance(measure) else "int",
                beside=True,
            ),
            Column("value", rate_unit(w, age_group), kind),
            Column("state", w.text("Status")),
        ),
        source_ids=measure_sources(atlas, measure, (year,)),
        chart=_ranking_chart(w, table, classes, kreise, land, measure),
        reading=_reading(atlas, w, land) or second_hand,
        notes=(*_ranking_notes(atlas, w, table, year), *measure_notes(w, measure), *filter(None, [second_hand])),
        stem=f"rangfolge-{measure}-{age_group.replace(' ', '-')}-{year}{scope_stem(scope)}",
    )


def _ranked(atlas: Atlas, w: Wording, rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    column = f"{measure}_per_1000"
    values = rows.set_index("ags")[column]
    ranks = rank_kreise(values)
    table = rows.assign(
        name=rows["ags"].map(kreis_names(atlas)),
        value=rows[column],
        rank=ranks["rank"].to_numpy(),
        state=measure_states(w, rows, measure),
        reason=reason_of(rows, measure),
    )
    return table.sort_values(["value", "name"], ascending=[False, True], na_position="last", ignore_index=True)


def _land_value(atlas: Atlas, year: int, age_group: str) -> float:
    land = compute_land_rates(atlas).set_index(["year", "age_group"])["net_per_1000"]
    return float(land[(year, age_group)])


def _ranking_headline(w: Wording, table: pd.DataFrame, measure: str, year: int) -> str:
    known = table.dropna(subset=["value"])
    if known.empty:
        return w.text("No rate can be given for this choice")
    first, last = known["name"].iloc[0], known["name"].iloc[-1]
    if measure in PARTS:
        part = measure_name(w, measure)
        return w.text("{part} {year}: {first} first, {last} last", part=part, year=year, first=first, last=last)
    if measure == "net":
        return w.text("{year}: {first} gains most, {last} comes last", year=year, first=first, last=last)
    if measure == "arrivals":
        return w.text("{year}: most arrivals in {first}, fewest in {last}", year=year, first=first, last=last)
    return w.text("{year}: most departures in {first}, fewest in {last}", year=year, first=first, last=last)


def _ranking_description(w: Wording, table: pd.DataFrame, measure: str, year: int, land: float) -> str:
    known = table.dropna(subset=["value"])
    listed = [f"{row['name']} {rate_text(w, measure, row['value'])}" for _, row in known.iterrows()]
    sentence = w.text("Bar chart, {year}, highest value first: {values}.", year=year, values="; ".join(listed))
    if pd.isna(land):
        return sentence
    return f"{sentence} " + w.text("Land Brandenburg: {value}.", value=w.signed(land))


def _reading(atlas: Atlas, w: Wording, land: float) -> str:
    if pd.isna(land):
        return ""
    return w.text(
        "Dashed: {name}, the sum of its {n} districts.", name=area_name(atlas, w, LAND_AGS), n=len(land_ags(atlas))
    )


def _ranking_notes(atlas: Atlas, w: Wording, table: pd.DataFrame, year: int) -> tuple[str, ...]:
    shaped = breaks_between(atlas, year, year)
    notes = [w.pick(row, "text") for _, row in shaped[shaped["kind"] == "reception"].iterrows()]
    shown = set(table["ags"])
    distorted = [kreis_names(atlas)[ags] for ags in distorted_ags(atlas, (year,)) if ags in shown]
    if distorted:
        notes.append(w.text("Distorted by a reception centre in {year}: {names}.", year=year, names=w.join(distorted)))
    return tuple(notes)


def _ranking_chart(
    w: Wording, table: pd.DataFrame, classes: Classes, kreise: tuple[str, ...], land: float, measure: str
) -> go.Figure:
    chosen = table["ags"].isin(kreise)
    written = [
        state if pd.isna(value) else rate_text(w, measure, value)
        for state, value in zip(table["state"], table["value"], strict=True)
    ]
    shown = table.assign(
        words=written,
        hover=[_ranking_hover(w, row, measure) for _, row in table.iterrows()],
        colour=[_colour(classes, value) for value in table["value"]],
        edge_px=[2 if pick else theme.EDGE["width"] for pick in chosen],
        bold=chosen,
    )
    bounds = _padded(table["value"], land)
    chart = draw_bars(w, shown, "value", ROOM, bounds, width=0.72, edge={"color": theme.INK})
    if not pd.isna(land):
        chart.add_vline(x=land, line={"color": theme.INK_QUIET, "width": 1.5, "dash": "dash"}, layer="below")
        write_above(chart, w.text("Land {value}", value=w.signed(land)), land)
    return chart


def _colour(classes: Classes, value: float) -> str:
    return theme.NO_VALUE if pd.isna(value) else classes.colours[classes.index(float(value))]


def _padded(values: pd.Series, land: float) -> list[float]:
    """Range of all bars, with a little room beyond the longest."""
    known = [0.0, *values.dropna().astype(float), *([] if pd.isna(land) else [land])]
    low, high = min(known), max(known)
    room = 0.03 * (high - low)
    return [low - room if low < 0 else 0.0, high + room if high > 0 else 0.0]


def _ranking_hover(w: Wording, row: pd.Series, measure: str) -> str:
    if pd.isna(row["value"]):
        return f"<b>{row['name']}</b><br>{row['state']}"
    words = rate_and_persons_text(w, measure, row["value"], row[measure])
    return f"<b>{row['name']}</b> · {w.text('rank {rank}', rank=row['rank'])}<br>{words}"
