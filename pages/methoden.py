"""Every formula of the atlas, with its source, worked through on one Kreis."""

import streamlit as st

from analytics.figures.methods.catalogue import AREAS, area_name, compute_methods
from analytics.figures.methods.simulations import draw_simulations
from analytics.figures.naming import kreis_options
from pages.shell import cache, state
from pages.shell.controls import choose_one
from pages.shell.layout import page_title, show_figure
from pages.shell.method_cards import show_method

DEFAULT_KREIS, SIMULATED = "12062", "wirkung"

w = state.wording()
names = kreis_options(cache.atlas())

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
        written=lambda name: area_name(w, name),
        look="buttons",
    )
    ags = choose_one(
        w.text("District of the example"),
        "kreis",
        list(names),
        default=DEFAULT_KREIS,
        written=names.__getitem__,
        width=320,
    )

for method in cache.computed(compute_methods, area=area, ags=ags):
    show_method(method, w)
if area == SIMULATED:
    show_figure(cache.figure(draw_simulations))
