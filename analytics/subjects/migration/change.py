"""All Kreise then and now: two years of one measure as the ends of a line, the largest rise first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.axes import padded
from analytics.figure.charts.rows import Room, bottom_up, frame_rows, join_marks
from analytics.figure.model import Column, Figure, Kind
from analytics.figure.shapes import bold_names, dots
from analytics.language import Wording
from analytics.rates.components import SECOND_HAND
from analytics.rates.naming import (
    age_label,
    kreis_names,
    measure_name,
    measure_notes,
    nothing_text,
    rate_unit,
)
from analytics.rates.ranking import rank_kreise
from analytics.rates.rates import NO_MIGRATION, reason_of, status_of
from analytics.rates.scopes import EVERYWHERE, add_scope, rows_inside, scope_stem
from analytics.rates.series import breaks_between, distorted_ags, known_years
from analytics.subjects.migration.measures import (
    is_balance,
    measure_rates,
    measure_sources,
    rate_text,
    second_hand_rows,
    second_hand_text,
)
from analytics.subjects.origin.components import split_word
from data.atlas import Atlas
from data.errors import UnknownNameError

YEARS_BACK = 10
"""The question asked most: ten years ago and now."""
ROOM = Room(row=26, names=152, right=92, above=18, below=18, extra=62)


def compare_years(
    atlas: Atlas, *, year_from: int, year: int, age_group: str, measure: str = "net", scope: str = EVERYWHERE
) -> pd.DataFrame:
    """Rates of two years beside each other and how far they lie apart.

    Args:
        atlas: the data package.
        year_from: the earlier year.
        year: the later one.
        age_group: one of the ages moves are counted for.
        measure: one of `MEASURES`.
        scope: to which Kreise the ranks are cut.

    Returns:
        One row per Kreis, largest rise first: ags, then, now (per 1,000 of the same age, NaN = not known),
        change (difference of the two, per 1,000), rank (by change, Int64), status and reason of what is not known.

    Raises:
        UnknownNameError: the earlier year does not lie before the later one, or there is no such scope.
    """
    if year_from >= year:
        earlier = tuple(str(one) for one in known_years(atlas) if one < year)
        raise UnknownNameError(kind="year_from", value=str(year_from), valid=earlier)
    rates = rows_inside(atlas, measure_rates(atlas, measure), scope)
    ages = rates[rates["age_group"] == age_group]
    column = f"{measure}_per_1000"
    then, now = (ages[ages["year"] == one].set_index("ags") for one in (year_from, year))
    table = pd.DataFrame({"then": then[column], "now": now[column]}, index=now.index)
    table["change"] = table["now"] - table["then"]
    why_then, why_now = (reason_of(one, measure).reindex(now.index, fill_value=NO_MIGRATION) for one in (then, now))
    table["reason"] = why_now.where(table["now"].isna(), why_then)
    table["status"] = status_of(table["reason"])
    table["rank"] = rank_kreise(table["change"])["rank"]
    return table.sort_values("change", ascending=False, na_position="last", kind="stable").reset_index()


def earlier_years(atlas: Atlas, year: int) -> list[int]:
    """Years of the migration table before this one, newest first."""
    return [one for one in known_years(atlas) if one < year]


def base_year_of(earlier: Sequence[int], year: int) -> int:
    """The year ten years before, or the nearest known one before that; the first known one when none lies so far back.

    Args:
        earlier: known years, newest first.
        year: the later year.
    """
    return next((one for one in earlier if one <= year - YEARS_BACK), earlier[-1])


def draw_change(
    atlas: Atlas, w: Wording, *, year_from: int, year: int, age_group: str, measure: str = "net",
    kreise: tuple[str, ...] = (), scope: str = EVERYWHERE,
) -> Figure:  # fmt: skip
    """Two years of every Kreis of a scope as the ends of a line, in the order of the change.

    Raises:
        UnknownNameError: as `compare_years`.
    """
    table = compare_years(atlas, year_from=year_from, year=year, age_group=age_group, measure=measure, scope=scope)
    rates = rows_inside(atlas, measure_rates(atlas, measure), scope)
    rows = rates[(rates["age_group"] == age_group) & rates["year"].isin((year_from, year))]
    told = set(second_hand_rows(rows, measure)["ags"])
    table["name"] = table["ags"].map(kreis_names(atlas))
    table["state"] = [
        nothing_text(w, row["status"], row["reason"]) if pd.isna(row["change"])
        else split_word(SECOND_HAND, w) if row["ags"] in told else ""
        for _, row in table.iterrows()
    ]  # fmt: skip
    kind: Kind = "signed1" if is_balance(measure) else "decimal1"
    return Figure(
        key="migration_change",
        headline=_headline(w, table, year_from, year),
        subtitle=add_scope(w, w.text(
            "{measure} over district borders {unit}, {age}, {first} and {last}",
            measure=measure_name(w, measure), unit=rate_unit(w, age_group), age=age_label(atlas, w, age_group),
            first=year_from, last=year,
        ), scope),
        description=_description(w, table, measure, year_from, year),
        table=table,
        columns=(
            Column("rank", w.text("Rank"), "int"),
            Column("name", w.text("District")),
            Column("then", str(year_from), kind, beside=True),
            Column("now", str(year), kind, beside=True),
            Column("change", w.text("Change"), "signed1"),
            Column("state", w.text("Status")),
        ),
        source_ids=measure_sources(atlas, measure, (year_from, year)),
        chart=_chart(w, table, measure, kreise, (year_from, year)),
        plotted=f"{measure_name(w, measure)} {rate_unit(w, age_group)}",
        reading=f"{_marks(w, year_from, year)} {second_hand_text(w, rows, measure)}".strip(),
        notes=(*_notes(atlas, w, table, year_from, year), *measure_notes(w, measure)),
        stem=f"veraenderung-{measure}-{age_group.replace(' ', '-')}-{year_from}-{year}{scope_stem(scope)}",
    )  # fmt: skip


def _marks(w: Wording, year_from: int, year: int) -> str:
    # By place: a template gives the marks colours of its own.
    years = {"first": year_from, "last": year}
    return w.text("○ {first} · ● {last}: right of ○ where the value rose, left where it fell.", **years)


def _headline(w: Wording, table: pd.DataFrame, year_from: int, year: int) -> str:
    known = table.dropna(subset=["change"])
    if known.empty:
        return w.text("No rate can be given for this choice")
    first, last = known.iloc[0], known.iloc[-1]
    fields = {"first": year_from, "last": year, "up": first["name"], "down": last["name"]}
    if first["change"] <= 0:
        return w.text("{first} to {last}: lower in all districts, most of all in {down}", **fields)
    if last["change"] >= 0:
        return w.text("{first} to {last}: higher in all districts, most of all in {up}", **fields)
    return w.text("{first} to {last}: the largest rise is in {up}, the largest fall in {down}", **fields)


def _description(w: Wording, table: pd.DataFrame, measure: str, year_from: int, year: int) -> str:
    known = table.dropna(subset=["change"])
    listed = [f"{row['name']} {_written(w, row, measure)}" for _, row in known.iterrows()]
    return w.text(
        "Two points and a line for each district, {first} and {last}, largest rise first: {values}.",
        first=year_from, last=year, values="; ".join(listed),
    )  # fmt: skip


def _written(w: Wording, row: pd.Series, measure: str) -> str:
    """Both values, the earlier one first."""
    if pd.isna(row["change"]):
        return str(row["state"])
    then, now = (rate_text(w, measure, row[one]) for one in ("then", "now"))
    return f"{then} → {now}"


def _notes(atlas: Atlas, w: Wording, table: pd.DataFrame, year_from: int, year: int) -> tuple[str, ...]:
    breaks = breaks_between(atlas, year_from, year)
    notes = [w.pick(row, "text") for _, row in breaks.iterrows()]
    shown = set(table["ags"])
    distorted = [kreis_names(atlas)[ags] for ags in distorted_ags(atlas, (year_from, year)) if ags in shown]
    if distorted:
        years = w.join([str(year_from), str(year)])
        notes.append(w.text("Distorted by a reception centre in {year}: {names}.", year=years, names=w.join(distorted)))
    return tuple(notes)


def _chart(w: Wording, table: pd.DataFrame, measure: str, kreise: tuple[str, ...], years: tuple[int, int]) -> go.Figure:
    rows = bottom_up(table).assign(place=range(len(table)))
    rows["hover"] = [_hover(w, row, measure, years) for _, row in rows.iterrows()]
    fell = rows["change"] < 0
    colours = [theme.TERRACOTTA_TEXT if is_fall else theme.GREEN for is_fall in fell]
    chart = go.Figure()
    join_marks(chart, rows["then"], rows["now"], colours, width=3)
    ring = {"color": theme.CARD, "line": {"width": 2, "color": theme.INK_QUIET}, "size": 11}
    chart.add_trace(_dots(rows, "then", str(years[0]), ring))
    risen, fallen = (w.text("{year}, risen", year=years[1]), w.text("{year}, fallen", year=years[1]))
    chart.add_trace(_dots(rows[~fell], "now", risen, {"color": theme.GREEN, "size": 12}))
    chart.add_trace(_dots(rows[fell], "now", fallen, {"color": theme.TERRACOTTA_TEXT, "size": 12}))
    names = bold_names(rows["name"], rows["ags"].isin(kreise))
    words = [_written(w, row, measure) for _, row in rows.iterrows()]
    return frame_rows(w, chart, names, ROOM, padded([*rows["then"], *rows["now"]], 0.05), words=words)


def _dots(rows: pd.DataFrame, column: str, name: str, marker: dict[str, Any]) -> go.Scatter:
    return dots(rows[column], rows["place"], rows["hover"], marker, name=name, cliponaxis=False)


def _hover(w: Wording, row: pd.Series, measure: str, years: tuple[int, int]) -> str:
    if pd.isna(row["change"]):
        return f"<b>{row['name']}</b><br>{row['state']}"
    words = w.text(
        "{first} to {last}: {change} per 1,000", first=years[0], last=years[1], change=w.signed(row["change"])
    )
    return f"<b>{row['name']}</b> · {_written(w, row, measure)}<br>{words}"
