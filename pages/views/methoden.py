"""Every formula of the atlas, with its source, worked through on one Kreis."""

import streamlit as st

from analytics.rates.naming import kreis_options
from analytics.subjects.methods.index import AREAS, area_name, compute_methods
from analytics.subjects.methods.land_simulations import draw_land_simulations
from analytics.subjects.methods.simulations import draw_simulations
from pages.facts import served
from pages.session import cache, state
from pages.widgets.controls import choose_one
from pages.widgets.elements.method_cards import show_method
from pages.widgets.layout import page_title, show_figure

DEFAULT_KREIS, SIMULATED = "12062", "wirkung"

w = state.wording()
names = kreis_options(served.atlas())

page_title(
    w.text("Every formula, worked through"),
    w.text("Each measure of the atlas with its source, computed on one district."),
)
with st.container(border=True, key="filter"):
    area = choose_one(
        w.text("Section"),
        "bereich",
        list(AREAS),
        default=next(iter(AREAS)),
        label_of=lambda name: area_name(w, name),
        variant="buttons",
    )
    ags = choose_one(
        w.text("District of the example"),
        "kreis",
        list(names),
        default=DEFAULT_KREIS,
        label_of=names.__getitem__,
        width=320,
    )

for method in cache.computed(compute_methods, area=area, ags=ags):
    show_method(method, w)
if area == SIMULATED:
    show_figure(cache.figure(draw_simulations))
    show_figure(cache.figure(draw_land_simulations))
