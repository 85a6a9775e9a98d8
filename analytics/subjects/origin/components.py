"""How much of a Kreis's net migration comes from Germany and how much from abroad, year by year."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.annotations import add_notes
from analytics.figure.axes import bare_axis, year_rows_axis
from analytics.figure.model import Column, Figure
from analytics.figure.shapes import bars, dots, inside_bars, write_key
from analytics.language import Wording
from analytics.rates.components import (
    ABROAD,
    ALL,
    DERIVED,
    DOMESTIC,
    GERMAN,
    SECOND_HAND,
    UNSPLIT,
    compute_components,
    first_split_year,
)
from analytics.rates.naming import age_label, kreis_names, measure_notes, rate_sources, rate_unit
from analytics.rates.rates import TOTAL
from data.atlas import Atlas
from data.errors import check_name

COLOURS = {DOMESTIC: theme.GREEN, ABROAD: theme.BLUE}
# Second-hand figures: the same colour, so light that dark numbers are read on it.
PALE = {DOMESTIC: theme.GREEN_SOFT, ABROAD: theme.BLUE_SOFT}
YEAR_PX, KEY_PX, YEARS_PX, TOTALS_PX = 50, 62, 46, 60
# Below the bar, where the marks hide no number.
BELOW = 0.41


def draw_components(atlas: Atlas, w: Wording, *, ags: str, age_group: str) -> Figure:
    """Balance per 1,000 within Germany and with abroad by year, German nationals and the total as marks.

    Raises:
        UnknownNameError: the Kreis or the age group is unknown.
    """
    components = compute_components(atlas)
    for kind, value in (("ags", ags), ("age_group", age_group)):
        check_name(kind, value, sorted(components[kind].unique()))
    chosen = (components["ags"] == ags) & (components["age_group"] == age_group)
    rows = components[chosen & (components["year"] >= first_split_year(atlas))].sort_values("year")
    name = kreis_names(atlas)[ags]
    table = rows.assign(state=[split_word(status, w) for status in rows["split"]]).reset_index(drop=True)
    return Figure(
        key="origin_components",
        headline=_headline(table, name, w),
        subtitle=w.text(
            "{name}: net migration {unit}, within Germany and with abroad, {age}, {first}–{last}",
            name=name,
            unit=rate_unit(w, age_group),
            age=age_label(atlas, w, age_group),
            first=int(table["year"].min()),
            last=int(table["year"].max()),
        ),
        description=_description(table, w),
        table=table,
        columns=_columns(w),
        source_ids=_source_ids(atlas, table),
        chart=_chart(table, w),
        reading=_reading(table, w),
        notes=_notes(table, age_group, w),
        stem=f"inland-ausland-{ags}-{age_group.replace(' ', '-')}",
    )


def part_name(part: str, w: Wording) -> str:
    """What a part of the balance is called."""
    names = {
        DOMESTIC: w.text("within Germany"),
        ABROAD: w.text("with abroad"),
        GERMAN: w.text("German nationals within Germany"),
        ALL: w.text("in total"),
    }
    return names[part]


def split_word(status: str, w: Wording) -> str:
    """Where the split of a balance by origin comes from."""
    words = {
        DERIVED: w.text("from the matrix of moves between districts"),
        SECOND_HAND: w.text("second-hand, as published elsewhere"),
        UNSPLIT: w.text("not split by origin"),
    }
    return words[status]


def _columns(w: Wording) -> tuple[Column, ...]:
    """The parts and, beside them, the total: a year that is not split has no value here."""
    parts = (DOMESTIC, ABROAD, GERMAN, ALL)
    heads = {part: w.text("{part}, per 1,000", part=part_name(part, w)) for part in parts}
    rates = [Column(f"{part}_per_1000", head, "signed1", beside=part == ALL) for part, head in heads.items()]
    heads = {part: w.text("{part}, persons", part=part_name(part, w)) for part in parts}
    persons = [Column(part, head, "signed_int", beside=part == ALL) for part, head in heads.items()]
    return (Column("year", w.text("Year"), "year"), *rates, *persons, Column("state", w.text("Status")))


def _source_ids(atlas: Atlas, table: pd.DataFrame) -> tuple[str, ...]:
    named = [part for ids in table["split_source_id"].dropna() for part in ids.split("|")]
    return tuple(dict.fromkeys([*named, *rate_sources(atlas, set(table["year"]))]))


def _headline(table: pd.DataFrame, name: str, w: Wording) -> str:
    known = table.dropna(subset=[f"{DOMESTIC}_per_1000", f"{ABROAD}_per_1000"])
    if known.empty:
        return w.text("{name}: no year is split into Germany and abroad", name=name)
    last = known.iloc[-1]
    home, abroad = float(last[f"{DOMESTIC}_per_1000"]), float(last[f"{ABROAD}_per_1000"])
    fields = {"year": int(last["year"]), "name": name, "home": w.signed(home), "abroad": w.signed(abroad)}
    if home > 0 and abroad > 0:
        return w.text("{year}: {name} gains within Germany ({home}) and from abroad ({abroad})", **fields)
    if abroad > 0:
        return w.text("{year}: {name} gains from abroad alone ({abroad}), within Germany {home}", **fields)
    if home > 0:
        return w.text("{year}: {name} gains within Germany alone ({home}), with abroad {abroad}", **fields)
    return w.text("{year}: {name} gains neither within Germany ({home}) nor from abroad ({abroad})", **fields)


def _description(table: pd.DataFrame, w: Wording) -> str:
    sentences = [w.text("Stacked bars by year, per 1,000: within Germany and with abroad.")]
    for _, row in table.iterrows():
        values = [
            f"{part_name(part, w)} {w.signed(row[f'{part}_per_1000'])}"
            for part in (DOMESTIC, ABROAD, GERMAN, ALL)
            if pd.notna(row[f"{part}_per_1000"])
        ]
        state = f" ({row['state']})" if row["split"] != DERIVED else ""
        sentences.append(f"{row['year']}: {'; '.join(values) or w.missing()}{state}.")
    return " ".join(sentences)


def _reading(table: pd.DataFrame, w: Wording) -> str:
    second = [str(year) for year in table.loc[table["split"] == SECOND_HAND, "year"]]
    if not second:
        return ""
    return w.text(
        "Pale: {years} second-hand, as published elsewhere, so the parts may miss the total a little; "
        "German nationals are not given.",
        years=w.join(second),
    )


def _notes(table: pd.DataFrame, age_group: str, w: Wording) -> tuple[str, ...]:
    notes = measure_notes(w, GERMAN)
    unsplit = [str(year) for year in table.loc[table["split"] == UNSPLIT, "year"]]
    if unsplit:
        reason = (
            w.text("{years}: no source found that splits the balance.", years=w.join(unsplit))
            if age_group == TOTAL
            else w.text("{years}: no source found that splits the balance by age.", years=w.join(unsplit))
        )
        notes.append(reason)
    return tuple(notes)


def _chart(table: pd.DataFrame, w: Wording) -> go.Figure:
    chart = go.Figure([_bars(table, part, w) for part in (DOMESTIC, ABROAD)])
    chart.add_trace(_marks(table, ALL, "diamond", theme.INK, w))
    chart.add_trace(_marks(table, GERMAN, "circle-open", theme.GREEN, w))
    _add_totals(chart, table, w)
    write_key(chart, _key(w), left_px=YEARS_PX, up_px=KEY_PX, align="left")
    low, high = _span(table)
    years = [int(year) for year in table["year"]]
    theme.lay_out(
        chart,
        barmode="relative",
        uniformtext={"minsize": 11, "mode": "hide"},
        margin={"l": YEARS_PX, "r": TOTALS_PX, "t": KEY_PX + 4, "b": 20},
        xaxis=bare_axis(low - 0.04 * (high - low), high + 0.04 * (high - low)),
        yaxis=year_rows_axis(years, below=0.65),
    )
    return theme.style(chart, w, KEY_PX + YEAR_PX * len(table) + 24)


def _span(table: pd.DataFrame) -> tuple[float, float]:
    parts = table[[f"{DOMESTIC}_per_1000", f"{ABROAD}_per_1000"]].astype(float).fillna(0.0)
    marks = table[[f"{ALL}_per_1000", f"{GERMAN}_per_1000"]].astype(float)
    low = min(0.0, parts.clip(upper=0).sum(axis=1).min(), marks.min().min())
    high = max(1.0, parts.clip(lower=0).sum(axis=1).max(), marks.max().max())
    return float(low), float(high)


def _key(w: Wording) -> str:
    """What the colours and marks mean, in lines that fit a phone."""
    squares = [f'<span style="color:{COLOURS[part]}">■</span> {part_name(part, w)}' for part in (DOMESTIC, ABROAD)]
    german = f'<span style="color:{theme.GREEN}">○</span> {part_name(GERMAN, w)}'
    return "   ".join([*squares, f'<span style="color:{theme.INK}">◆</span> {part_name(ALL, w)}']) + "<br>" + german


def _bars(table: pd.DataFrame, part: str, w: Wording) -> go.Bar:
    """One part of every year; a year that is not split keeps its row, so that rows and marks stay beside each other."""
    values = table[f"{part}_per_1000"].astype(float)
    is_known, sure = values.notna(), table["split"] == DERIVED
    hover = [_hover(row, part, w) if known else "" for known, (_, row) in zip(is_known, table.iterrows(), strict=True)]
    words = [w.signed(value) if known else "" for known, value in zip(is_known, values, strict=True)]
    inside = inside_bars(words, [theme.CARD if known else theme.INK for known in sure])
    colours = [(COLOURS if known else PALE)[part] for known in sure]
    marker = {"color": colours, "line": {"color": COLOURS[part], "width": 1.5}}
    return bars(values, hover, y=table["year"], width=0.56, name=part_name(part, w), marker=marker, **inside)


def _hover(row: pd.Series, part: str, w: Wording) -> str:
    return f"<b>{part_name(part, w)}</b> · {row['year']}<br>{_told(row, part, w)}"


def _told(row: pd.Series, part: str, w: Wording) -> str:
    rate = w.text("{rate} per 1,000", rate=w.signed(row[f"{part}_per_1000"]))
    if pd.isna(row[part]):
        return f"{rate} · {row['state']}"
    return w.text("{rate} ({persons} persons)", rate=rate, persons=w.signed(row[part], 0))


def _marks(table: pd.DataFrame, part: str, symbol: str, colour: str, w: Wording) -> go.Scatter:
    rows = table.dropna(subset=[f"{part}_per_1000"])
    name, values = part_name(part, w), rows[f"{part}_per_1000"].astype(float)
    hover = [f"<b>{name}</b> · {row['year']}<br>{_told(row, part, w)}" for _, row in rows.iterrows()]
    marker = {"symbol": symbol, "size": 10, "color": colour, "line": {"width": 2, "color": colour}}
    return dots(values, rows["year"] + BELOW, hover, marker, name=name)


def _add_totals(chart: go.Figure, table: pd.DataFrame, w: Wording) -> None:
    """The total of each year in a column of its own."""
    font = {"size": 13, "color": theme.INK}
    beside = {"x": 1, "xref": "paper", "xshift": TOTALS_PX - 4, "xanchor": "right", "showarrow": False, "font": font}
    totals = zip(table["year"], table[f"{ALL}_per_1000"], strict=True)
    add_notes(chart, ({**beside, "y": year, "text": f"<b>{w.signed(total)}</b>"} for year, total in totals))
