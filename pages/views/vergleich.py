"""Comparable places: all Kreise as a swarm, those of East Germany by a rule, and those of the atlas."""

import streamlit as st

from analytics.subjects import defaults
from analytics.subjects.peers.east import draw_east_peers
from analytics.subjects.peers.figures import draw_comparable, draw_peer_swarm
from analytics.subjects.peers.measures import CHARACTERISTICS, TRAITS
from analytics.subjects.peers.rules import RULES, STRUCTURE
from analytics.subjects.peers.series import draw_peer_series
from analytics.subjects.peers.text import indicator_name, list_indicators, rule_name, trait_name
from pages.facts import served
from pages.session import cache, state
from pages.widgets.controls import choose_many, choose_one
from pages.widgets.elements.statements import show_statements
from pages.widgets.filters import choose_age, choose_kreis
from pages.widgets.layout import behind, declared_title, show_figure

w = state.wording()
atlas = served.atlas()


def choose_traits() -> tuple[str, ...]:
    """At least one trait; the default when none is chosen, and a notice."""
    chosen = choose_many(
        w.text("Similar by"),
        "merkmale",
        TRAITS,
        default=CHARACTERISTICS,
        label_of=lambda trait: trait_name(w, trait),
    )
    if not chosen:
        state.queue_notice(w.text("Nothing is chosen to compare by. The default is used until you choose something."))
    return tuple(chosen) or CHARACTERISTICS


title = st.container()
with st.container(border=True, key="filter"):
    kreis_column, traits_column = st.columns([1, 2.2], vertical_alignment="bottom")
    with kreis_column:
        ags = choose_kreis(atlas, w)
    with traits_column:
        traits = choose_traits()

places = cache.figure(draw_comparable, ags=ags, traits=traits)
with title:
    declared_title("vergleich")

indicator = choose_one(
    w.text("Compare on"),
    "indikator",
    list_indicators(atlas),
    default=defaults.COMPARED,
    label_of=lambda name: indicator_name(atlas, w, name),
    width=420,
)
swarm = cache.figure(draw_peer_swarm, ags=ags, indicator=indicator, traits=traits)
show_figure(swarm)

rule = choose_one(
    w.text("Comparable in East Germany"),
    "regel",
    RULES,
    default=STRUCTURE,
    label_of=lambda name: rule_name(w, name),
    variant="pills",
)
show_figure(cache.figure(draw_east_peers, ags=ags, indicator=indicator, rule=rule))
show_figure(places)

with behind(w.text("Over the years"), ":material/event:", "series", "alter"):
    age_group = choose_age(atlas, w, label=w.text("Age group over the years"), width=420)
    show_figure(cache.figure(draw_peer_series, ags=ags, age_group=age_group, traits=traits))
show_statements(swarm)
