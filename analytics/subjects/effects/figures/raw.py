"""The raw picture: net migration where an initiative began, against the Kreise in which none had begun."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.figure.charts.lines import Line, series_style
from analytics.figure.model import Column, Figure
from analytics.language import Wording
from analytics.rates.naming import age_label, kreis_names, rate_unit
from analytics.subjects.effects.figures.chart import COMPARED_STYLE, draw_courses, mark_start, of_estimate
from analytics.subjects.effects.figures.text import effect_sources, estimated, left_out_note, place_stem
from analytics.subjects.effects.figures.words.reasons import left_out_reason
from analytics.subjects.effects.figures.words.sets import set_label
from analytics.subjects.effects.measures import BRANDENBURG, EffectResult, Panel
from data.atlas import Atlas

PLOT_PX = 340
MEDIAN = "median"


@of_estimate
def draw_effect_raw(atlas: Atlas, w: Wording, result: EffectResult) -> Figure:
    """Lines of the Kreise under study and the median of the Kreise without an initiative, start marked.

    Table: grain (series, year), every year from the first to the last; a year left out has no value and says why.

    Raises:
        UnknownNameError: the Kreis or the age group is unknown, or no start in the Kreis can be compared.
    """
    estimated(result)
    panel, treated = result.panel, result.treated
    table = _raw_table(atlas, w, panel, treated)
    first, last = panel.years[0], panel.years[-1]
    return Figure(
        key="effects_raw",
        headline=_headline(w, table, treated),
        subtitle=w.text(
            "Net migration {unit}, {age}, {first}–{last}, against the median of {n} districts in which no initiative "
            "of the network had begun",
            unit=rate_unit(w, result.age_group),
            age=age_label(atlas, w, result.age_group),
            first=first,
            last=last,
            n=w.number(len(panel.controls)),
        ),
        description=_description(w, table, treated),
        table=table,
        columns=(
            Column("name", w.text("District or group")),
            Column("year", w.text("Year"), "year"),
            Column("per_1000", rate_unit(w, result.age_group), "signed1"),
            Column("phase", w.text("Before or after the start")),
            Column("state", w.text("Status")),
        ),
        source_ids=effect_sources(atlas, result),
        chart=_chart(w, table, treated),
        reading=_start_note(w, treated),
        notes=(left_out_note(atlas, w, panel), _controls_note(atlas, w, result)),
        stem=f"vorher-nachher-verlauf-{place_stem(result)}-{result.age_group.replace(' ', '-')}",
    )


def _raw_table(atlas: Atlas, w: Wording, panel: Panel, treated: pd.Series) -> pd.DataFrame:
    names = kreis_names(atlas)
    years = range(panel.years[0], panel.years[-1] + 1)
    lines = {ags: panel.rates.loc[ags] for ags in treated.index} | {MEDIAN: panel.rates.loc[panel.controls].median()}
    reasons = panel.left_out[panel.left_out["kind"] == "year"].set_index("key")["reason"]
    rows = [
        {
            "series": series,
            "name": names.get(series) or w.text("median of {n} districts", n=w.number(len(panel.controls))),
            "year": year,
            "per_1000": value,
            "phase": _phase(w, int(str(year)), treated.get(series)),
            "state": _state(w, series, reasons.get(str(year), "")),
        }
        for series, rates in lines.items()
        for year, value in rates.reindex(years).items()
    ]
    return pd.DataFrame(rows)


def _phase(w: Wording, year: int, start: int | None) -> str:
    if start is None:
        return ""
    return w.text("after") if year >= start else w.text("before")


def _state(w: Wording, series: str, reason: str) -> str:
    if reason:
        return left_out_reason(w, reason)
    return w.text("computed") if series == MEDIAN else w.text("reported")


def _headline(w: Wording, table: pd.DataFrame, treated: pd.Series) -> str:
    last = table.dropna(subset=["per_1000"]).drop_duplicates("series", keep="last").set_index("series")
    year, rates = int(last["year"].max()), last["per_1000"].astype(float)
    middle = rates[MEDIAN]
    above = [ags for ags in treated.index if rates[ags] > middle]
    if len(treated) > 1:
        return _above_headline(w, year, len(above), len(treated))
    fields = {
        "year": year,
        "name": last.loc[treated.index[0], "name"],
        "own": w.signed(rates[treated.index[0]]),
        "median": w.signed(middle),
    }
    return w.text("{year}: {name} {own}, median of the districts compared {median} per 1,000", **fields)


def _above_headline(w: Wording, year: int, above: int, treated: int) -> str:
    if above == 0:
        return w.text(
            "{year}: all {n} districts with a start lie below the median of the others", year=year, n=w.number(treated)
        )
    return w.text(
        "{year}: {n} of {all} districts with a start lie above the median of the others",
        year=year,
        n=w.number(above),
        all=w.number(treated),
    )


def _description(w: Wording, table: pd.DataFrame, treated: pd.Series) -> str:
    sentences = [w.text("Line chart, {first} to {last}.", first=table["year"].min(), last=table["year"].max())]
    for series, start in treated.items():
        sentences.append(_before_after(w, table, str(series), int(start)))
    missing = sorted(set(table.loc[table["per_1000"].isna(), "year"]))
    if missing:
        years = w.join(str(year) for year in missing)
        sentences.append(w.text("No value for {years}; the lines are interrupted there.", years=years))
    return " ".join(sentences)


def _before_after(w: Wording, table: pd.DataFrame, series: str, start: int) -> str:
    values = table.set_index(["series", "year"])["per_1000"]
    own, middle = values[series], values[MEDIAN]
    after = own.index >= start
    return w.text(
        "{name}, mean of the years before {start}: {before}, from then on {after}; median of the districts compared "
        "in the same years: {median_before} and {median_after}.",
        name=table.loc[table["series"] == series, "name"].iloc[0],
        start=start,
        before=w.signed(own[~after].mean()),
        after=w.signed(own[after].mean()),
        median_before=w.signed(middle[~after].mean()),
        median_after=w.signed(middle[after].mean()),
    )


def _start_note(w: Wording, treated: pd.Series) -> str:
    return w.text("Large mark on a line: the year in which the first initiative began.") if len(treated) > 1 else ""


def _controls_note(atlas: Atlas, w: Wording, result: EffectResult) -> str:
    if result.controls != BRANDENBURG:
        return w.text(
            "Compared with {n} districts ({set}); the map of the districts compared names them. Districts whose "
            "initiative has an unknown start are in neither group.",
            n=w.number(result.n_control),
            set=set_label(w, result.controls),
        )
    names, panel = kreis_names(atlas), result.panel
    return w.text(
        "Compared with: {names}. Districts whose initiative has an unknown start are in neither group.",
        names=w.join(sorted(names[ags] for ags in panel.controls)),
    )


def _chart(w: Wording, table: pd.DataFrame, treated: pd.Series) -> go.Figure:
    """Where several began, each line bears its own start; where one did, a line down the plot."""
    lines = []
    for number, (series, rows) in enumerate(table.groupby("series", sort=False)):
        style = COMPARED_STYLE if series == MEDIAN else series_style(number)
        told = [_told(w, row) for _, row in rows.iterrows()]
        start = treated.get(series) if len(treated) > 1 else None
        lines.append((Line(rows, "per_1000", style, w.signed, told), start))
    chart = draw_courses(w, lines, plot_px=PLOT_PX)
    if len(treated) == 1:
        mark_start(chart, int(treated.iloc[0]), w.text("start {year}", year=treated.iloc[0]))
    return chart


def _told(w: Wording, row: pd.Series) -> str:
    return str(row["state"]) if pd.isna(row["per_1000"]) else w.text("{rate} per 1,000", rate=w.signed(row["per_1000"]))
