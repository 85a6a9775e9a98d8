"""What would lower the threshold: the smallest difference to be seen if more start years were known."""

from __future__ import annotations

import pandas as pd

from analytics.figure.model import Column, Figure
from analytics.language import Wording
from analytics.language.numbers import round_half_away
from analytics.rates.naming import age_label, kreis_names
from analytics.subjects.effects.figures.robust import interval_chart
from analytics.subjects.effects.figures.text import compared_sources, estimated, place_stem, unit
from analytics.subjects.effects.figures.words.sets import set_label
from analytics.subjects.effects.measures import BRANDENBURG, EffectResult, estimate
from analytics.subjects.effects.measures.beside.threshold import GUESSES, compute_thresholds, list_missing_starts
from data.atlas import Atlas


def draw_effect_threshold(
    atlas: Atlas,
    w: Wording,
    *,
    age_group: str,
    with_distorted: bool = False,
    controls: str = BRANDENBURG,
) -> Figure:
    """The smallest difference to be seen in all Kreise under study together, today and with more start years.

    Table: grain Kreise more than today. Columns name, n_treated, estimate (median), low, high (per 1,000).

    Raises:
        UnknownNameError: as `estimated`.
    """
    result = estimate(atlas, age_group=age_group, with_distorted=with_distorted, controls=controls)
    estimated(result)
    rows = compute_thresholds(atlas, age_group=age_group, with_distorted=with_distorted, controls=controls)
    names = [_row_name(w, more) for more in rows["more"]]
    table = rows.assign(name=names, estimate=rows["smallest"], whole=rows["more"] == 0)
    return Figure(
        key="effects_threshold",
        headline=threshold_sentence(w, rows),
        subtitle=w.text(
            "Smallest difference to be seen, {unit}, by the number of districts with a known start: all together, "
            "{age}; compared with: {set}",
            unit=unit(w, result),
            age=age_label(atlas, w, age_group),
            set=set_label(w, controls),
        ),
        description=_description(w, table),
        table=table,
        columns=_columns(w),
        source_ids=compared_sources(atlas, result),
        chart=interval_chart(w, table, name=w.text("Smallest difference to be seen"), hover=_hover, signed=False),
        notes=_notes(atlas, w, result),
        plotted=f"{w.text('Smallest difference to be seen')}, {unit(w, result)}",
        stem=f"vorher-nachher-schwelle-{place_stem(result)}-{age_group.replace(' ', '-')}",
    )


def threshold_sentence(w: Wording, rows: pd.DataFrame) -> str:
    """What the missing start years would change, in one sentence."""
    today, then = rows["smallest"].iloc[0], rows["smallest"].iloc[-1]
    more = int(rows["more"].iloc[-1])
    if pd.isna(today):
        return w.text("With so few districts no difference could be told from chance")
    if more == 0:
        return w.text("No start year is missing that would lower the smallest difference to be seen")
    if round_half_away(then, 1) >= round_half_away(today, 1):
        return w.text("More start years alone would not lower the smallest difference to be seen")
    return w.plural(
        "With the start years of {n} more district, about {then} instead of {today} per 1,000 could be seen",
        "With the start years of {n} more districts, about {then} instead of {today} per 1,000 could be seen",
        more,
        then=w.number(then, 1),
        today=w.number(today, 1),
    )


def _row_name(w: Wording, more: int) -> str:
    return w.plural("{n} district more", "{n} districts more", more) if more else w.text("today")


def _columns(w: Wording) -> tuple[Column, ...]:
    return (
        Column("name", w.text("Start years known")),
        Column("n_treated", w.text("Districts with a start"), "int"),
        Column("estimate", w.text("Smallest difference to be seen"), "decimal1"),
        Column("low", w.text("Range from"), "decimal1"),
        Column("high", w.text("to"), "decimal1"),
    )


def _description(w: Wording, table: pd.DataFrame) -> str:
    listed = [f"{name} {w.number(size, 1)}" for name, size in zip(table["name"], table["estimate"], strict=True)]
    return w.text("Smallest difference to be seen per 1,000, one row each: {rows}.", rows="; ".join(listed))


def _hover(w: Wording, row: pd.Series) -> str:
    size = w.text("{rate} per 1,000", rate=w.number(row["estimate"], 1))
    if row["whole"]:
        return f"<b>{row['name']}</b><br>{size}"
    between = w.text(
        "{low} to {high}, by district and year", low=w.number(row["low"], 1), high=w.number(row["high"], 1)
    )
    return f"<b>{row['name']}</b><br>{size}<br>{between}"


def _notes(atlas: Atlas, w: Wording, result: EffectResult) -> tuple[str, ...]:
    missing = list_missing_starts(atlas, result.panel)
    names = kreis_names(atlas)
    helping = [f"{row.name} ({names[str(row.kreis_ags)]})" for row in missing[missing["helps"]].itertuples(index=False)]
    useless = list(missing.loc[~missing["helps"], "name"])
    return (
        *_wanted(w, helping, useless),
        w.text(
            "No effect is supposed: district and year are drawn {n} times per row, the starts are given to districts "
            "by chance. The point is the median, the line reaches from the smallest to the largest value.",
            n=w.number(GUESSES),
        ),
        w.text(
            "Seeing smaller differences does not yet mean knowing their cause: the checks against false findings stay."
        ),
    )


def _wanted(w: Wording, helping: list[str], useless: list[str]) -> list[str]:
    """Whose start year is missing, and who could not be studied even with one."""
    said = []
    if helping:
        said.append(
            w.text(
                "The start year is missing for: {names}. A district counts once the years of all its initiatives are "
                "known.",
                names=w.join(helping),
            )
        )
    if useless:
        said.append(
            w.text(
                "It would not help for {names}: the place is unknown or the district is left out.",
                names=w.join(useless),
            )
        )
    return said
