"""What the comparison before and after assumes, how far it was checked, and why it is no proof of a cause."""

from __future__ import annotations

import pandas as pd

from analytics.figure.model import Column, Figure
from analytics.language import Wording
from analytics.subjects.effects.figures.chart import of_estimate
from analytics.subjects.effects.figures.means import compute_means
from analytics.subjects.effects.figures.text import compared_sources, place_stem, subject
from analytics.subjects.effects.measures import EffectResult
from data.atlas import Atlas


@of_estimate
def draw_effect_assumptions(atlas: Atlas, w: Wording, result: EffectResult) -> Figure:
    """One row per assumption: what must hold, and what the data say about it.

    Raises:
        UnknownNameError: the Kreis or the age group is unknown.
    """
    table = list_assumptions(w, result)
    return Figure(
        key="effects_assumptions",
        headline=w.text("Why this is no proof of a cause"),
        subtitle=w.text(
            "What the comparison assumes, and what is known about it: {subject}", subject=subject(atlas, w, result)
        ),
        description=" ".join(f"{row.assumption}: {row.needs} {row.known}" for row in table.itertuples()),
        table=table,
        columns=(
            Column("assumption", w.text("Assumption")),
            Column("needs", w.text("What must hold")),
            Column("known", w.text("What is known about it")),
        ),
        source_ids=compared_sources(atlas, result),
        stem=f"vorher-nachher-annahmen-{place_stem(result)}",
    )


def list_assumptions(w: Wording, result: EffectResult) -> pd.DataFrame:
    """Columns assumption, needs (what must hold), known (what the data say about it)."""
    return pd.DataFrame(_rows(w, result), columns=["assumption", "needs", "known"])


def _rows(w: Wording, result: EffectResult) -> list[tuple[str, str, str]]:
    return [
        (
            w.text("Same course without the initiative"),
            w.text("Without the initiative the district would have moved like the districts compared."),
            _trend_text(w, result),
        ),
        (
            w.text("Nothing else at the same time"),
            w.text("No employer, railway line, school or housing estate began or ended there at the same time."),
            w.text("Not checked: the atlas has no figures on this."),
        ),
        (
            w.text("Not started because of the trend"),
            w.text("The initiative did not begin because people were already leaving or arriving."),
            _selection_text(w, result),
        ),
        (
            w.text("No effect next door"),
            w.text("The initiative brings nobody to the districts compared, and takes nobody from them."),
            w.text("Not checked: moves between the districts are not in the table by origin."),
        ),
        (
            w.text("The start is right"),
            w.text("The year of the start is the year in which an effect could begin."),
            w.text("Documented years; an initiative needs time until somebody moves."),
        ),
        (
            w.text("The balance is the right measure"),
            w.text("What the initiative does shows in all arrivals minus all departures."),
            w.text("Only in part: advice to single people is small against all moves, and no source counts returners."),
        ),
    ]


def _trend_text(w: Wording, result: EffectResult) -> str:
    if result.pre_trend is None:
        return w.text("Cannot be checked: there is no comparison.")
    return w.text(
        "Before the start the distance changed by {slope} per 1,000 a year; chance gives as much in {share} of cases. "
        "That does not prove the same course.",
        slope=w.signed(result.pre_trend.slope),
        share=w.percent(result.pre_trend.p_slope),
    )


def _selection_text(w: Wording, result: EffectResult) -> str:
    if result.did is None:
        return w.text("Nobody drew lots where initiatives begin.")
    means = compute_means(result)
    return w.text(
        "Nobody drew lots: before the start the balance there was {own} per 1,000 a year, in the districts compared "
        "{others}.",
        own=w.signed(means.before),
        others=w.signed(means.others_before),
    )
