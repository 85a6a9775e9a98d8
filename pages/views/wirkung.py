"""Before and after an initiative: verdict, raw picture, estimates, what they withstand, what may be said."""

from functools import partial

import streamlit as st

from analytics.figure.model import Figure
from analytics.rates.naming import age_label
from analytics.rates.rates import migration_age_groups
from analytics.subjects.effects.figures.assumptions import draw_effect_assumptions
from analytics.subjects.effects.figures.chance import draw_effect_chance
from analytics.subjects.effects.figures.raw import draw_effect_raw
from analytics.subjects.effects.figures.results import draw_effect_detectable, draw_effect_did, draw_effect_verdict
from analytics.subjects.effects.figures.robust import (
    draw_effect_ages,
    draw_effect_controls,
    draw_effect_one_out,
    draw_effect_variants,
)
from analytics.subjects.effects.figures.starts import draw_effect_starts
from analytics.subjects.effects.figures.study import draw_effect_study
from analytics.subjects.effects.figures.synthetic import draw_effect_synthetic, draw_effect_weights
from analytics.subjects.effects.figures.text import distorted_text, effect_options
from analytics.subjects.effects.measures import ALL, DEFAULT_AGE_GROUP, estimate
from pages.session import cache, state
from pages.widgets.controls import choose_one, choose_switch
from pages.widgets.elements.statements import show_statements
from pages.widgets.layout import page_title, show_figure

w = state.wording()
atlas = cache.atlas()
options = cache.computed(effect_options)
distorted = cache.computed(distorted_text)


def show_numbers(figure: Figure, per_row: int = 3) -> None:
    """The key figures of a figure side by side."""
    for start in range(0, len(figure.table), per_row):
        rows = figure.table.iloc[start : start + per_row].to_dict("records")
        for column, row in zip(st.columns(per_row, gap="medium"), rows, strict=False):
            with column:
                st.metric(row["label"], row["value"])
                st.caption(row["hint"])


page_title(
    w.text("Before and after an initiative"),
    w.text("The migration balance before and after the start, against districts in which no initiative had begun."),
)

with st.container(border=True, key="filter"):
    place_column, age_column, switch_column = st.columns([1.7, 1, 1.2], vertical_alignment="bottom", gap="medium")
    with place_column:
        ags = choose_one(
            w.text("Initiative or district"), "kreis", list(options), default=ALL, label_of=options.__getitem__
        )
    with age_column:
        age_group = choose_one(
            w.text("Age group"),
            "alter",
            migration_age_groups(atlas),
            default=DEFAULT_AGE_GROUP,
            label_of=lambda age: age_label(atlas, w, age),
        )
    with switch_column:
        with_distorted = choose_switch(
            w.text("with {what}", what=distorted),
            "verzerrt",
            help_text=w.text(
                "The reception of refugees shapes the balance of these years and of this district. They are left out "
                "unless you bring them back."
            ),
        )

chosen = {"ags": ags, "age_group": age_group, "with_distorted": with_distorted}
verdict = cache.figure(draw_effect_verdict, **chosen)


def show_robustness() -> None:
    """What the result withstands: year by year, chance, ages, other districts, other choices, other means."""
    show_figure(cache.figure(draw_effect_study, **chosen))
    show_figure(cache.figure(draw_effect_did, **chosen), draw=show_numbers)
    show_figure(cache.figure(draw_effect_controls, **chosen))
    path = cache.figure(draw_effect_synthetic, **chosen)
    if path.chart is not None:
        path_column, weights_column = st.columns([1.9, 1], gap="medium")
        with path_column:
            show_figure(path)
        with weights_column:
            show_figure(cache.figure(draw_effect_weights, **chosen))
    else:
        show_figure(path)
    for pair in ((draw_effect_chance, draw_effect_ages), (draw_effect_one_out, draw_effect_variants)):
        for column, draw in zip(st.columns(2, gap="medium"), pair, strict=True):
            with column:
                show_figure(cache.figure(draw, **chosen))
    show_figure(cache.figure(draw_effect_detectable, **chosen), draw=show_numbers)


verdict_column, words_column = st.columns(2, gap="medium")
with verdict_column:
    show_figure(verdict, draw=partial(show_numbers, per_row=2))
with words_column:
    show_statements(verdict)

if estimate(atlas, ags=ags, age_group=age_group, with_distorted=with_distorted).did is not None:
    show_figure(cache.figure(draw_effect_raw, **chosen))
    with st.expander(w.text("How robust is this?"), icon=":material/fact_check:", key="more_robust"):
        show_robustness()

show_figure(cache.figure(draw_effect_assumptions, **chosen))
with st.expander(w.text("Which starts are compared?"), icon=":material/event:", key="more_starts"):
    show_figure(cache.figure(draw_effect_starts, age_group=age_group, with_distorted=with_distorted))
