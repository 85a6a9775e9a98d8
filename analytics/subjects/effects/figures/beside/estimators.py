"""The difference by other estimators, beside the one of the page."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analytics.figure.model import Column, Figure
from analytics.language import Wording
from analytics.subjects.effects.figures.chart import of_estimate
from analytics.subjects.effects.figures.robust import interval_figure, same_sign
from analytics.subjects.effects.figures.text import estimated, place_stem, subject, unit
from analytics.subjects.effects.figures.words.reasons import verdict_label
from analytics.subjects.effects.measures import EffectResult
from analytics.subjects.effects.measures.beside.estimators import (
    GROUP_TIME,
    LAND_YEAR,
    LAND_YEAR_UNKNOWN,
    STACKED,
    SYNTHETIC_DID,
    compare_estimators,
)
from data.atlas import Atlas


@of_estimate
def draw_effect_estimators(atlas: Atlas, w: Wording, result: EffectResult) -> Figure:
    """The difference by every estimator, the one of the page on top, each with its verdict.

    Table: as `draw_effect_one_out`, grain estimator; role says how many Kreise are compared with; and verdict_words.
    """
    estimated(result)
    table = _table(atlas, w, result)
    figure = interval_figure(
        atlas,
        w,
        result,
        table,
        key="effects_estimators",
        headline=_headline(w, table),
        subtitle=w.text(
            "The difference by other estimators, {unit}: {subject}",
            unit=unit(w, result),
            subject=subject(atlas, w, result),
        ),
        heading=w.text("Estimator"),
        notes=_notes(w, table),
        stem=f"vorher-nachher-schaetzverfahren-{place_stem(result)}",
    )
    return replace(figure, columns=(*figure.columns, Column("verdict_words", w.text("Verdict"))))


def _table(atlas: Atlas, w: Wording, result: EffectResult) -> pd.DataFrame:
    rows = compare_estimators(
        atlas,
        ags=result.ags,
        age_group=result.age_group,
        with_distorted=result.with_distorted,
        controls=result.controls,
    )
    return rows.assign(
        name=[estimator_name(w, code) for code in rows["estimator"]],
        role=[w.plural("{n} district to compare with", "{n} districts to compare with", n) for n in rows["n_control"]],
        whole=rows["estimator"] == STACKED,
        share=rows["p_value"],
        verdict_words=[verdict_label(w, code) for code in rows["verdict"]],
    )


def estimator_name(w: Wording, code: str) -> str:
    """An estimator in a few words."""
    words = {
        STACKED: w.text("main estimate"),
        GROUP_TIME: w.text("effects by start and year"),
        SYNTHETIC_DID: w.text("weighted districts and years"),
        LAND_YEAR: w.text("change of the Land taken out"),
        LAND_YEAR_UNKNOWN: w.text("the same, with unknown starts"),
    }
    return words[code]


def _headline(w: Wording, table: pd.DataFrame) -> str:
    if same_sign(table["estimate"]):
        return w.text("By every other estimator the difference keeps its direction")
    return w.text("By other estimators the difference changes its direction")


def _notes(w: Wording, table: pd.DataFrame) -> tuple[str, ...]:
    said = [
        w.text(
            "No estimator compares with districts in which an initiative has already begun, and none may claim more "
            "than the verdict of this page."
        )
    ]
    if LAND_YEAR in set(table["estimator"]):
        said.append(
            w.text(
                "Where the change of the Land in each year is taken out, only districts of the same Land count. An "
                "effect that reaches all of them alike, neighbours too, can then not be seen."
            )
        )
    return tuple(said)
