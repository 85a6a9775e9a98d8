"""Comparable places: neighbours, the same type, the most similar Kreise, and all Kreise as a swarm."""

import streamlit as st

from analytics.figures import defaults
from analytics.figures.comparison import draw_comparable, draw_comparison_swarm
from analytics.figures.comparison_series import draw_comparison_series
from analytics.figures.comparison_words import indicator_name, list_indicators, trait_name
from analytics.figures.naming import age_label, kreis_options
from analytics.measures.comparison import CHARACTERISTICS, TRAITS
from analytics.measures.rates import migration_age_groups
from pages.shell import cache, state
from pages.shell.controls import choose_many, choose_one
from pages.shell.layout import page_title, show_figure
from pages.shell.statements import show_statements

w = state.wording()
atlas = cache.atlas()
names = kreis_options(atlas)


def choose_traits() -> tuple[str, ...]:
    """At least one trait; the default when none is chosen, and a notice."""
    chosen = choose_many(
        w.text("Similar by"), "merkmale", TRAITS, default=CHARACTERISTICS, written=lambda trait: trait_name(w, trait)
    )
    if not chosen:
        state.queue_notice(w.text("Nothing is chosen to compare by. The default is used until you choose something."))
    return tuple(chosen) or CHARACTERISTICS


title = st.container()
with st.container(border=True, key="filter"):
    kreis_column, traits_column = st.columns([1, 2.2], vertical_alignment="bottom")
    with kreis_column:
        ags = choose_one(w.text("District"), "kreis", list(names), default=defaults.KREIS, written=names.__getitem__)
    with traits_column:
        traits = choose_traits()

places = cache.figure(draw_comparable, ags=ags, traits=traits)
with title:
    page_title(
        w.text("Places that can be compared"),
        w.text(
            "A figure of one district says little alone. Here it stands beside its neighbours, its type and the "
            "districts most like it."
        ),
    )

indicator = choose_one(
    w.text("Compare on"),
    "indikator",
    list_indicators(atlas),
    default=defaults.COMPARED,
    written=lambda name: indicator_name(atlas, w, name),
    width=420,
)
swarm = cache.figure(draw_comparison_swarm, ags=ags, indicator=indicator, traits=traits)
show_figure(swarm)
show_figure(places)

age_group = choose_one(
    w.text("Age group over the years"),
    "alter",
    migration_age_groups(atlas),
    default=defaults.AGE,
    written=lambda age: age_label(atlas, w, age),
    width=420,
)
show_figure(cache.figure(draw_comparison_series, ags=ags, age_group=age_group, traits=traits))
show_statements(swarm)
