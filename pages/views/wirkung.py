"""Before and after an initiative: verdict, raw picture, estimates, what they withstand, what may be said."""

from functools import partial

import streamlit as st

from analytics.figure.model import Figure
from analytics.subjects.effects.figures.assumptions import draw_effect_assumptions
from analytics.subjects.effects.figures.beside.estimators import draw_effect_estimators
from analytics.subjects.effects.figures.beside.threshold import draw_effect_threshold
from analytics.subjects.effects.figures.chance import draw_effect_chance
from analytics.subjects.effects.figures.controls.map import draw_effect_left_out, draw_effect_map
from analytics.subjects.effects.figures.controls.sets import draw_effect_controls
from analytics.subjects.effects.figures.raw import draw_effect_raw
from analytics.subjects.effects.figures.results import draw_effect_detectable, draw_effect_did, draw_effect_verdict
from analytics.subjects.effects.figures.robust import (
    draw_effect_ages,
    draw_effect_one_out,
    draw_effect_variants,
)
from analytics.subjects.effects.figures.starts import draw_effect_starts
from analytics.subjects.effects.figures.study import draw_effect_study
from analytics.subjects.effects.figures.synthetic import draw_effect_synthetic, draw_effect_weights
from analytics.subjects.effects.measures import estimate
from pages.facts import served
from pages.session import cache, state
from pages.widgets.elements.effect_filters import choose_comparison
from pages.widgets.elements.statements import show_statements
from pages.widgets.layout import behind, declared_title, show_beside, show_figure

w = state.wording()
atlas = served.atlas()


def show_numbers(figure: Figure, per_row: int = 3) -> None:
    """The key figures of a figure side by side."""
    for start in range(0, len(figure.table), per_row):
        rows = figure.table.iloc[start : start + per_row].to_dict("records")
        for column, row in zip(st.columns(per_row, gap="medium"), rows, strict=False):
            with column:
                st.metric(row["label"], row["value"])
                st.caption(row["hint"])


declared_title("wirkung")

chosen = choose_comparison(atlas, w)
everywhere = {name: value for name, value in chosen.items() if name != "ags"}
verdict = cache.figure(draw_effect_verdict, **chosen)


def show_controls() -> None:
    """Which districts are compared with, why the others are not, and what another choice would give."""
    left_out = cache.figure(draw_effect_left_out, **chosen)
    show_beside(cache.figure(draw_effect_map, **chosen), left_out, widths=[1.15, 1])
    show_figure(cache.figure(draw_effect_controls, **chosen))


def show_robustness() -> None:
    """What the result withstands: year by year, chance, ages, single districts, other choices, other means."""
    show_figure(cache.figure(draw_effect_study, **chosen))
    show_figure(cache.figure(draw_effect_did, **chosen), draw=show_numbers)
    path = cache.figure(draw_effect_synthetic, **chosen)
    if path.chart is not None:
        show_beside(path, cache.figure(draw_effect_weights, **chosen), widths=[1.9, 1])
    else:
        show_figure(path)
    for pair in ((draw_effect_chance, draw_effect_ages), (draw_effect_one_out, draw_effect_variants)):
        show_beside(*(cache.figure(draw, **chosen) for draw in pair))
    show_figure(cache.figure(draw_effect_estimators, **chosen))
    show_figure(cache.figure(draw_effect_detectable, **chosen), draw=show_numbers)
    show_figure(cache.figure(draw_effect_threshold, **everywhere))


verdict_column, words_column = st.columns(2, gap="medium")
with verdict_column:
    show_figure(verdict, draw=partial(show_numbers, per_row=2))
with words_column:
    show_statements(verdict)

if estimate(atlas, **chosen).did is not None:
    show_figure(cache.figure(draw_effect_raw, **chosen))
    with behind(w.text("Which districts are compared with?"), ":material/map:", "controls"):
        show_controls()
    with behind(w.text("How robust is this?"), ":material/fact_check:", "robust"):
        show_robustness()

show_figure(cache.figure(draw_effect_assumptions, **chosen))
with behind(w.text("Which starts are compared?"), ":material/event:", "starts"):
    asked = {"age_group": chosen["age_group"], "with_distorted": chosen["with_distorted"]}
    show_figure(cache.figure(draw_effect_starts, **asked))
