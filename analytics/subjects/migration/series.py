"""Figures of the migration page: series, ages over time, ranking, turnaround, balance of the Land."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figure.charts.lines import GROUP_STYLE, LAND_STYLE, Line, draw_lines, series_style
from analytics.figure.model import Column, Figure
from analytics.language import Wording
from analytics.rates.breaks import breaks_sentence
from analytics.rates.components import PARTS, SECOND_HAND
from analytics.rates.naming import (
    age_label,
    kreis_names,
    measure_name,
    measure_notes,
    names_without,
    nothing_text,
    rate_unit,
)
from analytics.rates.series import breaks_between, compute_series, distorted_ags
from analytics.rates.turnaround import FROM_START, NOT_YET, RECENT, compute_turnaround, find_turn
from analytics.subjects.migration.measures import (
    is_balance,
    measure_rates,
    measure_sources,
    rate_and_persons_text,
    rate_text,
    second_hand_rows,
    second_hand_text,
)
from analytics.subjects.origin.components import split_word
from data.atlas import Atlas

SERIES_PLOT_PX = 380


def draw_series(
    atlas: Atlas,
    w: Wording,
    *,
    kreise: tuple[str, ...],
    age_group: str,
    measure: str = "net",
    group: str = "",
    without_distorted: bool = False,
) -> Figure:
    """Lines of one measure per 1,000 for up to six Kreise, the Land and a comparison group.

    Raises:
        SelectionError, UnknownNameError: as `compute_series`.
    """
    without = tuple(distorted_ags(atlas)) if without_distorted else ()
    series = compute_series(atlas, kreise, age_group=age_group, measure=measure, group=group, without=without)
    rates = measure_rates(atlas, measure)
    rates = rates[rates["ags"].isin(kreise) & (rates["age_group"] == age_group)]
    table = name_series(atlas, w, series, without, second_hand_rows(rates, measure))
    breaks = breaks_between(atlas, int(table["year"].min()), int(table["year"].max()))
    return Figure(
        key="migration_series",
        headline=_series_headline(atlas, w, table, age_group, measure),
        subtitle=series_subtitle(atlas, w, table, age_group, measure),
        description=" ".join(filter(None, [describe_series(w, table, measure), breaks_sentence(w, breaks)])),
        table=table,
        columns=series_columns(w, age_group, measure),
        source_ids=measure_sources(atlas, measure, set(table["year"])),
        chart=_series_chart(w, table, breaks, measure),
        reading=second_hand_text(w, rates, measure),
        notes=(*_series_notes(atlas, w, table, measure, group, without), *_mind(w, measure)),
        stem=f"wanderung-{measure}-{age_group.replace(' ', '-')}",
    )


def series_columns(w: Wording, age_group: str, measure: str) -> tuple[Column, ...]:
    """How the table of a series is shown."""
    balance = is_balance(measure)
    return (
        Column("name", w.text("District or group")),
        Column("year", w.text("Year"), "year"),
        Column("persons", _persons_heading(w, measure), "signed_int" if balance else "int", beside=True),
        Column("population", w.text("Residents on 31 December"), "int", beside=True),
        Column("per_1000", rate_unit(w, age_group), "signed1" if balance else "decimal1"),
        Column("state", w.text("Status")),
    )


def name_series(
    atlas: Atlas, w: Wording, series: pd.DataFrame, without: Sequence[str], told: pd.DataFrame
) -> pd.DataFrame:
    """The series with their names and, by year, whether there is a value; `told` are the second-hand ones."""
    names = {key: names_without(atlas, w, key, without) for key in series["series"].unique()}
    told_at = set(zip(told["ags"], told["year"], strict=True))
    states = [
        split_word(SECOND_HAND, w) if (row["series"], row["year"]) in told_at
        else nothing_text(w, row["status"], row["reason"])
        for row in series.to_dict("records")
    ]  # fmt: skip
    return series.assign(name=series["series"].map(names), state=states)


def _mind(w: Wording, measure: str) -> list[str]:
    """What a part of the balance does not say; of moves the notes of the series speak themselves."""
    return measure_notes(w, measure) if measure in PARTS else []


def _persons_heading(w: Wording, measure: str) -> str:
    return w.text("{measure}, persons", measure=measure_name(w, measure))


def _last_values(table: pd.DataFrame) -> pd.DataFrame:
    """The last known row of each series, in drawing order."""
    return table.dropna(subset=["per_1000"]).drop_duplicates("series", keep="last")


def _series_headline(atlas: Atlas, w: Wording, table: pd.DataFrame, age_group: str, measure: str) -> str:
    now = _last_values(table[table["kind"] == "kreis"])
    if now.empty:
        return w.text("No rate can be given for this choice")
    year = int(now["year"].max())
    if measure != "net":
        return _largest_headline(w, now, measure, year)
    if len(now) == 1:
        return _single_headline(atlas, w, now.iloc[0], age_group)
    gain, loss = now[now["per_1000"] > 0], now[now["per_1000"] < 0]
    if len(now) > 3 and len(gain) == len(now):
        return w.text("{year}: all {n} chosen districts gain people", year=year, n=len(now))
    if len(now) > 3:
        return w.text("{year}: {n} of the {all} chosen districts gain people", year=year, n=len(gain), all=len(now))
    parts = [
        w.text("{names} gaining", names=w.join(gain["name"])) if len(gain) else "",
        w.text("{names} losing", names=w.join(loss["name"])) if len(loss) else "",
    ]
    return w.text("{year}: {parts}", year=year, parts=", ".join(part for part in parts if part))


def _largest_headline(w: Wording, now: pd.DataFrame, measure: str, year: int) -> str:
    top = now.sort_values("per_1000")["name"].iloc[-1]
    if is_balance(measure):
        return w.text("{part} {year}: highest in {name}", part=measure_name(w, measure), year=year, name=top)
    if measure == "arrivals":
        return w.text("{year}: most arrivals per 1,000 in {name}", year=year, name=top)
    return w.text("{year}: most departures per 1,000 in {name}", year=year, name=top)


def _single_headline(atlas: Atlas, w: Wording, row: pd.Series, age_group: str) -> str:
    turns = find_turn(compute_turnaround(atlas), row["series"], age_group)
    if turns["state"] == NOT_YET:
        return w.text("{name}: no lasting gain by {year}", name=row["name"], year=row["year"])
    if turns["state"] == RECENT:
        return w.text("{name}: gaining since {year}, no turn yet", name=row["name"], year=turns["turn_year"])
    if turns["state"] == FROM_START:
        return w.text("{name}: gaining in every year since {year}", name=row["name"], year=turns["turn_year"])
    return w.text("{name}: gaining since {year}", name=row["name"], year=turns["turn_year"])


def series_subtitle(atlas: Atlas, w: Wording, table: pd.DataFrame, age_group: str, measure: str) -> str:
    """Measure, unit, age group and years."""
    return w.text(
        "{measure} over district borders {unit}, {age}, {first}–{last}",
        measure=measure_name(w, measure),
        unit=rate_unit(w, age_group),
        age=age_label(atlas, w, age_group),
        first=table["year"].min(),
        last=table["year"].max(),
    )


def describe_series(w: Wording, table: pd.DataFrame, measure: str) -> str:
    """The text alternative: first, lowest, highest and last rate of each series."""
    sentences = [w.text("Line chart, {first} to {last}.", first=table["year"].min(), last=table["year"].max())]
    for _, rows in table.groupby("series", sort=False):
        known = rows.dropna(subset=["per_1000"])
        if known.empty:
            sentences.append(w.text("{name}: no rate.", name=rows["name"].iloc[0]))
            continue
        rising = known.sort_values("per_1000")
        first, last, low, high = known.iloc[0], known.iloc[-1], rising.iloc[0], rising.iloc[-1]
        sentences.append(
            w.text(
                "{name}: {first} in {first_year}, lowest {low} in {low_year}, highest {high} in {high_year}, "
                "{last} in {last_year}.",
                name=last["name"],
                first=rate_text(w, measure, first["per_1000"]),
                first_year=first["year"],
                low=rate_text(w, measure, low["per_1000"]),
                low_year=low["year"],
                high=rate_text(w, measure, high["per_1000"]),
                high_year=high["year"],
                last=rate_text(w, measure, last["per_1000"]),
                last_year=last["year"],
            )
        )
    missing = sorted(set(table.loc[table["per_1000"].isna(), "year"]))
    if missing:
        years = w.join(str(year) for year in missing)
        sentences.append(w.text("No value for {years}; the lines are interrupted there.", years=years))
    return " ".join(sentences)


def _series_notes(
    atlas: Atlas, w: Wording, table: pd.DataFrame, measure: str, group: str, without: Sequence[str]
) -> tuple[str, ...]:
    first, last = int(table["year"].min()), int(table["year"].max())
    chosen = [ags for ags in table["series"].unique() if ags not in without]
    notes = [
        w.pick(row, "text") for _, row in breaks_between(atlas, first, last, chosen).iterrows() if pd.notna(row["ags"])
    ]
    if not is_balance(measure):
        notes.append(
            w.text(
                "Arrivals and departures count moves over district borders. Their sum is not what reaches or "
                "leaves the Land, so the Land has no line here."
            )
        )
    if not is_balance(measure) and group:
        notes.append(
            w.text(
                "The comparison group is the mean of its districts, weighted by residents; moves between two "
                "of them are counted in both."
            )
        )
    if without:
        left_out = w.join(kreis_names(atlas)[ags] for ags in without)
        notes.append(w.text("Land and comparison group are computed without {names}.", names=left_out))
    return tuple(notes)


def _series_chart(w: Wording, table: pd.DataFrame, breaks: pd.DataFrame, measure: str) -> go.Figure:
    lines = [
        Line(
            rows,
            "per_1000",
            _style(number, rows["kind"].iloc[0]),
            partial(rate_text, w, measure),
            told=[_told(w, row, measure) for row in rows.to_dict("records")],
        )
        for number, (_, rows) in enumerate(table.groupby("series", sort=False))
    ]
    return draw_lines(w, lines, signed=is_balance(measure), breaks=breaks, plot_px=SERIES_PLOT_PX)


def _style(number: int, kind: str) -> dict[str, Any]:
    return {"land": LAND_STYLE, "group": GROUP_STYLE}.get(kind) or series_style(number)


def _told(w: Wording, row: Mapping[Any, Any], measure: str) -> str:
    if pd.isna(row["per_1000"]):
        return str(row["state"])
    return rate_and_persons_text(w, measure, row["per_1000"], row["persons"])
