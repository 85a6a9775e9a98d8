"""All Kreise beside each other: the values of one year, and the year from which each gains for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.annotations import name_rows, wrap_label, write_values
from analytics.figure.model import Column, Figure
from analytics.language import Wording
from analytics.maps.classes import Classes, find_classes
from analytics.rates.completeness import completeness_sentence
from analytics.rates.naming import (
    age_label,
    age_people,
    area_name,
    kreis_names,
    measure_name,
    nothing_text,
    rate_sources,
    rate_unit,
)
from analytics.rates.ranking import rank_kreise
from analytics.rates.rates import LAND_AGS, TOTAL, compute_land_rates, compute_rates, land_ags, reason_of
from analytics.rates.scopes import EVERYWHERE, add_scope, rows_inside, scope_stem
from analytics.rates.series import breaks_between, distorted_ags, reception_years
from analytics.rates.turnaround import FROM_START, LASTING, LASTING_YEARS, NOT_YET, RECENT, UNKNOWN, compute_turnaround

if TYPE_CHECKING:
    from data.atlas import Atlas

ROW_PX = 25
NAMES_PX = 152
VALUES_PX = 46


def draw_ranking(
    atlas: Atlas, w: Wording, *, year: int, age_group: str, measure: str = "net", kreise: tuple[str, ...] = (),
    scope: str = EVERYWHERE,
) -> Figure:  # fmt: skip
    """The Kreise of a scope in one year as bars, highest first, in the colours of the map.

    Raises:
        UnknownNameError: the scope is none of `SCOPES`.
    """
    column = f"{measure}_per_1000"
    rates = compute_rates(atlas)
    ages = rates[rates["age_group"] == age_group]
    table = _ranked(atlas, w, rows_inside(atlas, ages[ages["year"] == year], scope), column)
    land = _land_value(atlas, year, age_group) if measure == "net" else float("nan")
    classes = find_classes(ages[column], method="round", diverging=measure == "net")
    kind = "signed1" if measure == "net" else "decimal1"
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
                "signed_int" if measure == "net" else "int",
            ),
            Column("value", rate_unit(w, age_group), kind),  # type: ignore[arg-type]
            Column("state", w.text("Status")),
        ),
        source_ids=rate_sources(atlas, (year,)),
        chart=_ranking_chart(w, table, classes, kreise, land, measure),
        notes=_ranking_notes(
            atlas, w, table, year, land, completeness_sentence(w, table["name"], reason_of(table, measure))
        ),
        height_px=ROW_PX * len(table) + 44,
        stem=f"rangfolge-{measure}-{age_group.replace(' ', '-')}-{year}{scope_stem(scope)}",
    )


def _ranked(atlas: Atlas, w: Wording, rows: pd.DataFrame, column: str) -> pd.DataFrame:
    values = rows.set_index("ags")[column]
    ranks = rank_kreise(values)
    states = [nothing_text(w, status, reason) for status, reason in zip(rows["status"], rows["reason"], strict=True)]
    table = rows.assign(
        name=rows["ags"].map(kreis_names(atlas)),
        value=rows[column],
        rank=ranks["rank"].to_numpy(),
        state=states,
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
    if measure == "net":
        return w.text("{year}: {first} gains most, {last} comes last", year=year, first=first, last=last)
    if measure == "arrivals":
        return w.text("{year}: most arrivals in {first}, fewest in {last}", year=year, first=first, last=last)
    return w.text("{year}: most departures in {first}, fewest in {last}", year=year, first=first, last=last)


def _ranking_description(w: Wording, table: pd.DataFrame, measure: str, year: int, land: float) -> str:
    known = table.dropna(subset=["value"])
    listed = [f"{row['name']} {_written(w, row['value'], measure)}" for _, row in known.iterrows()]
    sentence = w.text("Bar chart, {year}, highest value first: {values}.", year=year, values="; ".join(listed))
    if pd.isna(land):
        return sentence
    return f"{sentence} " + w.text("Land Brandenburg: {value}.", value=w.signed(land))


def _ranking_notes(
    atlas: Atlas, w: Wording, table: pd.DataFrame, year: int, land: float, coverage: str
) -> tuple[str, ...]:
    shaped = breaks_between(atlas, year, year)
    notes = [w.pick(row, "text") for _, row in shaped[shaped["kind"] == "reception"].iterrows()]
    shown = set(table["ags"])
    distorted = [kreis_names(atlas)[ags] for ags in distorted_ags(atlas, (year,)) if ags in shown]
    if distorted:
        notes.append(w.text("Distorted by a reception centre in {year}: {names}.", year=year, names=w.join(distorted)))
    if not pd.isna(land):
        notes.append(
            w.text(
                "Dashed: {name}, the sum of its {n} districts.",
                name=area_name(atlas, w, LAND_AGS),
                n=len(land_ags(atlas)),
            )
        )
    return tuple(filter(None, [*notes, coverage]))


def _written(w: Wording, value: float, measure: str) -> str:
    return w.signed(value) if measure == "net" else w.number(value, 1)


def _ranking_chart(
    w: Wording, table: pd.DataFrame, classes: Classes, kreise: tuple[str, ...], land: float, measure: str
) -> go.Figure:
    rows = table.iloc[::-1].reset_index(drop=True)
    chosen = rows["ags"].isin(kreise)
    chart = go.Figure(
        go.Bar(
            x=rows["value"],
            y=list(range(len(rows))),
            orientation="h",
            width=0.72,
            hoverinfo="text",
            hovertext=[_ranking_hover(w, row, measure) for _, row in rows.iterrows()],
            marker={
                "color": [_colour(classes, value) for value in rows["value"]],
                "line": {"color": theme.INK, "width": [2 if pick else 0 for pick in chosen]},
            },
        )
    )
    written = [
        rows["state"][place] if pd.isna(value) else _written(w, value, measure)
        for place, value in enumerate(rows["value"])
    ]
    write_values(chart, written, VALUES_PX)
    names = [f"<b>{name}</b>" if pick else name for name, pick in zip(rows["name"], chosen, strict=True)]
    name_rows(chart, names, _padded(rows["value"], land), l=NAMES_PX, r=VALUES_PX, t=26, b=18)
    if not pd.isna(land):
        chart.add_vline(x=land, line={"color": theme.INK_QUIET, "width": 1.5, "dash": "dash"}, layer="below")
        chart.add_annotation(
            x=land,
            y=1,
            yref="paper",
            yanchor="bottom",
            showarrow=False,
            text=w.text("Land {value}", value=w.signed(land)),
            font={"size": 12, "color": theme.INK_QUIET},
        )
    return theme.style(chart, w, ROW_PX * len(rows) + 44)


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
    persons = w.signed(row[measure], 0) if measure == "net" else w.number(row[measure])
    words = w.text("{rate} per 1,000 ({persons} persons)", rate=_written(w, row["value"], measure), persons=persons)
    return f"<b>{row['name']}</b> · {w.text('rank {rank}', rank=row['rank'])}<br>{words}"


def draw_turnaround(
    atlas: Atlas, w: Wording, *, age_group: str, kreise: tuple[str, ...] = (), scope: str = EVERYWHERE
) -> Figure:
    """First year of lasting gain of every Kreis of a scope as dots; all ages beside the chosen age group.

    Raises:
        UnknownNameError: the scope is none of `SCOPES`.
    """
    turns = rows_inside(atlas, compute_turnaround(atlas), scope)
    table = _turn_table(atlas, w, turns, age_group)
    last = int(turns["last_year"].max())
    return Figure(
        key="migration_turnaround",
        headline=_turn_headline(w, table),
        subtitle=add_scope(
            w,
            w.text(
                "First year of lasting gain from moves over district borders, {age}, up to {last}",
                age=age_label(atlas, w, age_group),
                last=last,
            ),
            scope,
        ),
        description=_turn_description(atlas, w, table, age_group),
        table=table,
        columns=(
            Column("name", w.text("District")),
            Column("turn_year", w.text("First year of lasting gain"), "year"),
            Column("gain_years", w.text("Years of gain in a row"), "int"),
            Column("words", w.text("Status")),
            Column("total_year", w.text("All ages: first year"), "year"),
        ),
        source_ids=tuple(dict.fromkeys(atlas.migration["source_id"])),
        chart=_turn_chart(atlas, w, table, age_group, kreise, last),
        notes=_turn_notes(atlas, w, age_group, last),
        height_px=ROW_PX * len(table) + 60,
        stem=f"wende-{age_group.replace(' ', '-')}{scope_stem(scope)}",
    )


def _turn_table(atlas: Atlas, w: Wording, turns: pd.DataFrame, age_group: str) -> pd.DataFrame:
    total = turns[turns["age_group"] == TOTAL].set_index("ags")
    chosen = turns[turns["age_group"] == age_group]
    table = chosen.assign(
        name=chosen["ags"].map(kreis_names(atlas)),
        words=[_state_text(w, state) for state in chosen["state"]],
        total_year=chosen["ags"].map(total["turn_year"]).astype("Int64"),
        total_state=chosen["ags"].map(total["state"]),
    )
    return table.sort_values(["turn_year", "name"], na_position="last", ignore_index=True)


def _state_text(w: Wording, state: str) -> str:
    words = {
        FROM_START: w.text("since the start of the series or longer"),
        LASTING: w.text("lasting gain"),
        RECENT: w.text("gain only recently"),
        NOT_YET: w.text("not yet"),
        UNKNOWN: w.text("missing: not in the source"),
    }
    return words[state]


def _turn_headline(w: Wording, table: pd.DataFrame) -> str:
    n = int(table["state"].isin([LASTING, FROM_START]).sum())
    return w.text(
        "{n} of {all} districts have gained for at least {years} years in a row",
        n=n,
        all=len(table),
        years=LASTING_YEARS,
    )


def _turn_description(atlas: Atlas, w: Wording, table: pd.DataFrame, age_group: str) -> str:
    sentences = [
        w.text(
            "Dot plot of the first year of lasting gain among {people}.",
            people=age_people(atlas, w, age_group),
        )
    ]
    for state in (FROM_START, LASTING, RECENT, NOT_YET):
        rows = table[table["state"] == state]
        if rows.empty:
            continue
        years = [
            f"{row['name']} {row['turn_year']}" if state in (LASTING, RECENT) else row["name"]
            for _, row in rows.iterrows()
        ]
        sentences.append(f"{_sentence_start(_state_text(w, state))}: {w.join(years)}.")
    return " ".join(sentences)


def _turn_notes(atlas: Atlas, w: Wording, age_group: str, last: int) -> tuple[str, ...]:
    first = int(atlas.migration["year"].min())
    rule = w.text(
        "Rule: the first year from which net migration stays above zero in every year up to {last}. Years "
        "missing in the source are skipped.",
        last=last,
    )
    key = w.text(
        "● {age} · ○ fewer than {years} years so far · ◀ since the start of the series or longer · × not yet",
        age=age_label(atlas, w, age_group),
        years=LASTING_YEARS,
    )
    if age_group != TOTAL:
        key += " · " + w.text("◆ all ages")
    years = [str(year) for year in reception_years(atlas) if first <= year <= last]
    if not years:
        return (key, rule)
    caution = w.text(
        "The reception of refugees ({years}) can move the year forward; a gain that started then may not be a turn.",
        years=w.join(years),
    )
    return (key, rule, caution)


def _turn_chart(
    atlas: Atlas, w: Wording, table: pd.DataFrame, age_group: str, kreise: tuple[str, ...], last: int
) -> go.Figure:
    rows = table.iloc[::-1].reset_index(drop=True)
    first = int(atlas.migration["year"].min())
    never = last + 3
    chart = go.Figure()
    if age_group != TOTAL:
        _add_total_dots(chart, w, rows, never)
    chart.add_trace(_turn_dots(w, rows, never))
    names = [f"<b>{row['name']}</b>" if row["ags"] in kreise else row["name"] for _, row in rows.iterrows()]
    name_rows(chart, names, [first - 1, never + 2], l=NAMES_PX, r=12, t=26, b=18)
    ticks = [first, first + (last - first) // 3, first + 2 * (last - first) // 3]
    words = [*(str(tick) for tick in ticks), wrap_label(w.text("by {last} not yet", last=last), 10)]
    chart.update_layout(
        margin={"l": NAMES_PX, "r": 28, "t": 8, "b": 52},
        xaxis={
            "tickvals": [*ticks, never],
            "ticktext": words,
            "showticklabels": True,
            "zeroline": False,
            "showgrid": True,
            "ticklabeloverflow": "allow",
        },
        yaxis={"showgrid": True},
    )
    return theme.style(chart, w, ROW_PX * len(rows) + 60)


def _turn_dots(w: Wording, rows: pd.DataFrame, never: int) -> go.Scatter:
    symbols = {
        FROM_START: "triangle-left",
        LASTING: "circle",
        RECENT: "circle-open",
        NOT_YET: "x-thin",
        UNKNOWN: "x-thin",
    }
    return go.Scatter(
        x=rows["turn_year"].astype("Float64").fillna(never),
        y=list(range(len(rows))),
        mode="markers",
        hoverinfo="text",
        hovertext=[_turn_hover(row) for _, row in rows.iterrows()],
        marker={
            "symbol": [symbols[state] for state in rows["state"]],
            "size": 13,
            "color": theme.GREEN,
            "line": {"width": 2.5, "color": theme.GREEN},
        },
    )


def _add_total_dots(chart: go.Figure, w: Wording, rows: pd.DataFrame, never: int) -> None:
    total = rows["total_year"].astype("Float64").fillna(never).astype(float)
    own = rows["turn_year"].astype("Float64").fillna(never).astype(float)
    for place, (start, end) in enumerate(zip(own, total, strict=True)):
        chart.add_shape(
            type="line",
            x0=start,
            x1=end,
            y0=place,
            y1=place,
            layer="below",
            line={"color": "#c9c3b4", "width": 2},
        )
    chart.add_trace(
        go.Scatter(
            x=total,
            y=list(range(len(rows))),
            mode="markers",
            hoverinfo="text",
            hovertext=[
                f"<b>{row['name']}</b><br>" + w.text("All ages: {year}", year=_year_or_never(w, row["total_year"]))
                for _, row in rows.iterrows()
            ],
            marker={"symbol": "diamond", "size": 8, "color": "#8f8a7c"},
        )
    )


def _year_or_never(w: Wording, year: Any) -> str:
    return w.text("not yet") if pd.isna(year) else str(year)


def _turn_hover(row: pd.Series) -> str:
    year = "" if pd.isna(row["turn_year"]) else f" · {row['turn_year']}"
    return f"<b>{row['name']}</b>{year}<br>{row['words']}"


def _sentence_start(words: str) -> str:
    return words[:1].upper() + words[1:]
