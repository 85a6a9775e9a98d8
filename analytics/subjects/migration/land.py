"""The balance of Land Brandenburg over its border: with abroad, with Berlin, with the rest of Germany."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure import theme
from analytics.figure.axes import bare_axis, year_rows_axis
from analytics.figure.charts.rows import Room, frame_rows
from analytics.figure.model import Column, Figure
from analytics.figure.shapes import bars, dots, inside_bars, write_key, write_words
from analytics.language import Wording
from analytics.rates.land_balance import (
    ABROAD,
    ALL,
    BERLIN,
    COMPUTED,
    REST,
    UKRAINE,
    compute_land_ages,
    compute_land_balance,
)
from analytics.rates.naming import age_label
from analytics.rates.series import spread_out
from data.atlas import Atlas

KEY_PX = 44
YEAR_ROW_PX = 52
YEARS_PX, TOTALS_PX = 46, 64
# Below the bar, where the diamond hides no number.
DIAMOND_SHIFT = 0.41
COLOURS = {ABROAD: theme.BLUE, UKRAINE: theme.BLUE_LIGHT, BERLIN: theme.GREEN, REST: theme.OCHRE}
STACK = (ABROAD, UKRAINE, BERLIN, REST)
HATCH: dict[str, Any] = {"size": 7, "solidity": 0.25, "fillmode": "replace"}
AGES_ROOM = Room(row=40, names=132, right=58, extra=20)


def draw_land_balance(atlas: Atlas, w: Wording) -> Figure:
    """Net migration of the Land by partner as stacked bars, the total as a diamond; inferred totals hollow."""
    balance = compute_land_balance(atlas)
    table = balance.assign(
        name=[_partner_name(w, partner) for partner in balance["partner"]],
        state=[_state(w, status) for status in balance["status"]],
    )
    return Figure(
        key="migration_land",
        headline=_headline(w, balance),
        subtitle=w.text(
            "Net migration over the border of Land Brandenburg, persons, {first}–{last}",
            first=balance["year"].min(),
            last=balance["year"].max(),
        ),
        description=_description(w, table),
        table=table,
        columns=(
            Column("year", w.text("Year"), "year"),
            Column("name", w.text("Where from and where to")),
            Column("arrivals", w.text("Arrivals, persons"), "int"),
            Column("departures", w.text("Departures, persons"), "int"),
            Column("net", w.text("Net migration, persons"), "signed_int"),
            Column("state", w.text("Status")),
        ),
        source_ids=tuple(dict.fromkeys(balance["source_id"].dropna())),
        chart=_balance_chart(w, table),
        reading=w.text(
            "◇ inferred total, hatched: not split by origin. “Other German states” is our computation: "
            "total less Berlin less abroad."
        ),
        notes=_balance_notes(atlas, w, balance),
        stem="wanderung-land-brandenburg",
    )


def _partner_name(w: Wording, partner: str) -> str:
    names = {
        ALL: w.text("in total"),
        ABROAD: w.text("abroad"),
        UKRAINE: w.text("of these Ukraine"),
        BERLIN: w.text("Berlin"),
        REST: w.text("other German states"),
    }
    return names[partner]


def _state(w: Wording, status: str) -> str:
    words = {
        "reported": w.text("reported"),
        "inferred": w.text("inferred from other published figures"),
        COMPUTED: w.text("computed: total less Berlin less abroad"),
        "missing": w.text("no figure found"),
    }
    return words[status]


def _wide(balance: pd.DataFrame) -> pd.DataFrame:
    return spread_out(balance, "year", "partner", "net")


def _headline(w: Wording, balance: pd.DataFrame) -> str:
    known = _wide(balance).dropna(subset=[BERLIN, ABROAD])
    last = known.iloc[-1]
    fields = {
        "year": known.index[-1],
        "berlin": w.signed(last[BERLIN], 0),
        "abroad": w.signed(last[ABROAD], 0),
    }
    if last[BERLIN] > last[ABROAD]:
        return w.text("{year}: Brandenburg gains most from Berlin ({berlin}), then from abroad ({abroad})", **fields)
    return w.text("{year}: Brandenburg gains most from abroad ({abroad}), then from Berlin ({berlin})", **fields)


def _description(w: Wording, table: pd.DataFrame) -> str:
    sentences = [w.text("Stacked bar chart of the balance by year.")]
    for year, rows in table.groupby("year"):
        values = [
            f"{row['name']} {w.signed(row['net'], 0)}" + (f" ({row['state']})" if row["status"] != "reported" else "")
            for _, row in rows.iterrows()
            if pd.notna(row["net"])
        ]
        sentences.append(f"{year}: {'; '.join(values)}.")
    return " ".join(sentences)


def _balance_notes(atlas: Atlas, w: Wording, balance: pd.DataFrame) -> tuple[str, ...]:
    breaks = atlas.breaks
    years = balance["year"]
    inside = breaks[
        (breaks["kind"] == "reception") & breaks["ags"].isna() & breaks["year"].between(years.min(), years.max())
    ]
    notes = [
        w.text(
            "Counted over the border of the Land. Arrivals and departures of the districts also count moves inside "
            "Brandenburg, so only the balances can be compared."
        ),
    ]
    return (*notes, *(w.pick(row, "text") for _, row in inside.iterrows()))


def _balance_chart(w: Wording, table: pd.DataFrame) -> go.Figure:
    wide = _wide(table)
    parts = _segments(wide)
    stacked = pd.concat([parts.clip(lower=0).sum(axis=1), parts.clip(upper=0).sum(axis=1), wide[ALL].astype(float)])
    chart = go.Figure([_bars(w, parts, partner) for partner in STACK])
    _add_unsplit(chart, w, table, parts)
    _add_totals(chart, w, table)
    years = [int(year) for year in wide.index]
    write_key(chart, _key(w), left_px=YEARS_PX, up_px=KEY_PX, align="left")
    chart.update_layout(
        barmode="relative",
        uniformtext={"minsize": 11, "mode": "hide"},
        margin={"l": YEARS_PX, "r": TOTALS_PX, "t": KEY_PX + 4, "b": 30},
        xaxis=bare_axis(stacked.min() * 1.2, stacked.max() * 1.03),
        yaxis=year_rows_axis(years, below=0.6),
    )
    return theme.style(chart, w, KEY_PX + YEAR_ROW_PX * len(years) + 34)


def _key(w: Wording) -> str:
    """What the colours mean, in two lines that fit a phone."""
    words = [f'<span style="color:{COLOURS[partner]}">■</span> {_partner_name(w, partner)}' for partner in STACK]
    total = f"◆ {_partner_name(w, ALL)}"
    return "   ".join(words[:3]) + "<br>" + "   ".join([words[3], total])


def _segments(wide: pd.DataFrame) -> pd.DataFrame:
    """What is stacked: abroad without Ukraine where Ukraine is known, so that nothing is drawn twice."""
    numbers = wide.astype("Float64").astype(float)
    ukraine = numbers[UKRAINE] if UKRAINE in numbers else pd.Series(float("nan"), numbers.index)
    return numbers.assign(**{UKRAINE: ukraine, ABROAD: numbers[ABROAD] - ukraine.fillna(0)})[list(STACK)]


def _bars(w: Wording, parts: pd.DataFrame, partner: str) -> go.Bar:
    name = w.text("abroad without Ukraine") if partner == ABROAD else _partner_name(w, partner)
    marker: dict[str, Any] = {"color": COLOURS[partner], "line": {"color": theme.CARD, "width": 1}}
    if partner == REST:
        marker |= {"pattern": theme.hatch(COLOURS[REST], **HATCH)}
    values = parts[partner].dropna()
    hover = [f"<b>{name}</b> · {year}<br>{w.signed(value, 0)}" for year, value in values.items()]
    words = ["" if partner == REST else w.signed(value, 0) for value in values]
    inside = inside_bars(words, theme.INK if partner == UKRAINE else theme.CARD)
    return bars(values, hover, y=list(values.index), width=0.6, name=name, marker=marker, **inside)


def _add_unsplit(chart: go.Figure, w: Wording, table: pd.DataFrame, parts: pd.DataFrame) -> None:
    """Years whose total is known but not its parts: an empty hatched bar, no colour of a partner."""
    totals = table[table["partner"] == ALL].set_index("year")["net"]
    years = [year for year in totals.index if parts.loc[year].isna().all()]
    hover = [w.text("{year}: not split by origin", year=year) for year in years]
    pattern = theme.hatch(theme.HATCH_CELL, theme.NO_VALUE, **HATCH)
    marker = {"color": theme.NO_VALUE, "line": {"color": theme.HATCH_CELL, "width": 1}, "pattern": pattern}
    chart.add_trace(bars(totals.loc[years].astype(float), hover, y=years, width=0.6, marker=marker))


def _add_totals(chart: go.Figure, w: Wording, table: pd.DataFrame) -> None:
    totals = table[table["partner"] == ALL]
    symbols = ["diamond" if status == "reported" else "diamond-open" for status in totals["status"]]
    hover = [
        f"<b>{row['name']}</b> · {row['year']}<br>{w.signed(row['net'], 0)}<br>{row['state']}"
        for _, row in totals.iterrows()
    ]
    marker = {"symbol": symbols, "size": 10, "color": theme.INK, "line": {"color": theme.INK, "width": 1}}
    chart.add_trace(dots(totals["net"].astype(float), totals["year"] + DIAMOND_SHIFT, hover, marker))
    beside: dict[str, Any] = {"size": 13, "xref": "paper", "xshift": TOTALS_PX - 2, "xanchor": "right"}
    for _, row in totals.iterrows():
        write_words(chart, f"<b>{w.signed(row['net'], 0)}</b>", 1, row["year"], **beside)


def draw_land_ages(atlas: Atlas, w: Wording) -> Figure:
    """Net migration of the Land for single age groups, with Berlin and in total; figures that disagree both shown."""
    ages = compute_land_ages(atlas)
    table = ages.assign(
        age=[age_label(atlas, w, age) for age in ages["age_group"]],
        name=[_partner_name(w, partner) for partner in ages["partner"]],
        state=[_state(w, status) for status in ages["status"]],
        note=[w.pick(row, "note") for _, row in ages.iterrows()],
    )
    return Figure(
        key="migration_land_ages",
        headline=_ages_headline(atlas, w, ages),
        subtitle=w.text(
            "Net migration over the border of Land Brandenburg by age, persons, {years}",
            years=w.join(str(year) for year in sorted(ages["year"].unique())),
        ),
        description=_ages_description(w, table),
        table=table,
        columns=(
            Column("age", w.text("Age group")),
            Column("year", w.text("Year"), "year"),
            Column("name", w.text("Where from and where to")),
            Column("net", w.text("Net migration, persons"), "signed_int"),
            Column("state", w.text("Status")),
            Column("note", w.text("Note")),
        ),
        source_ids=tuple(dict.fromkeys(ages["source_id"])),
        chart=_ages_chart(atlas, w, table),
        notes=_ages_notes(w, table),
        stem="wanderung-land-brandenburg-alter",
    )


def _ages_headline(atlas: Atlas, w: Wording, ages: pd.DataFrame) -> str:
    berlin = ages[ages["partner"] == BERLIN]
    now = berlin[berlin["year"] == berlin["year"].max()]
    top = now.loc[now["net"].idxmax()]
    return w.text(
        "From Berlin above all: {age}, {net} in {year}",
        age=age_label(atlas, w, top["age_group"]),
        net=w.signed(top["net"], 0),
        year=top["year"],
    )


def _ages_description(w: Wording, table: pd.DataFrame) -> str:
    values = [f"{row['age']}, {row['name']}, {row['year']}: {w.signed(row['net'], 0)}" for _, row in table.iterrows()]
    return w.text("Bar chart of published figures. {values}.", values="; ".join(values))


def _ages_notes(w: Wording, table: pd.DataFrame) -> tuple[str, ...]:
    notes = [
        w.text(
            "Only these age groups were published; others were not found. They differ from those of the district table."
        )
    ]
    for _, row in table[table["contested"] & (table["note"] != "")].iterrows():
        notes.append(
            w.text(
                "{age}, {year}: two published figures do not fit together; both are shown, the one in "
                "question hatched. {note}",
                age=row["age"],
                year=row["year"],
                note=row["note"],
            )
        )
    return tuple(notes)


def _ages_chart(atlas: Atlas, w: Wording, table: pd.DataFrame) -> go.Figure:
    order = atlas.age_groups.set_index("age_group")["age_from"]
    rows = table.assign(start=table["age_group"].map(order)).sort_values(
        ["start", "year", "partner"], ascending=[False, True, True], ignore_index=True
    )
    chart = go.Figure(_age_bars(w, rows))
    names = [f"{row['age'].replace(' Jahre', '')},<br>{row['name']} {row['year']}" for _, row in rows.iterrows()]
    low, high = min(0.0, float(rows["net"].min())), float(rows["net"].max())
    words = [w.signed(net, 0) for net in rows["net"]]
    frame_rows(w, chart, names, AGES_ROOM, (low * 1.1, high * 1.04), words=words)
    return theme.lay_out(chart, yaxis={"showline": False})


def _age_bars(w: Wording, rows: pd.DataFrame) -> go.Bar:
    contested = rows["contested"] & (rows["note"] != "")
    hover = [
        f"<b>{row['age']}</b> · {row['year']}<br>{row['name']}: {w.signed(row['net'], 0)}" for _, row in rows.iterrows()
    ]
    marker = {
        "color": [theme.INK_QUIET if partner == ALL else theme.GREEN for partner in rows["partner"]],
        "line": {"width": 0},
        "pattern": HATCH | {"shape": ["/" if flag else "" for flag in contested], "bgcolor": theme.CARD},
    }
    return bars(rows["net"].astype(float), hover, width=0.66, marker=marker)
