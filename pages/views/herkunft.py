"""Where people come from and go to: one Kreis with its partners inside Germany, and Germany beside abroad."""

import streamlit as st

from analytics.subjects import defaults
from analytics.subjects.origin.components import draw_components
from analytics.subjects.origin.flow_lines import compute_flow_lines
from analytics.subjects.origin.measures import flow_ages, flow_years
from pages.facts import served
from pages.session import cache, state
from pages.widgets.elements.flow_map import show_flow_map
from pages.widgets.filters import choose_age, choose_kreis
from pages.widgets.layout import declared_title, show_figure

w = state.wording()
atlas = served.atlas()
years = flow_years(atlas)

declared_title("herkunft")

with st.container(horizontal=True, gap="small", vertical_alignment="center", key="filter"):
    ags = choose_kreis(atlas, w, show_label=False, width=330)
    age_group = choose_age(atlas, w, groups=flow_ages(atlas), default=defaults.ORIGIN_AGE, show_label=False, width=240)

with st.container(border=True, key="figure_origin_map"):
    show_flow_map(cache.computed(compute_flow_lines, ags=ags, age_group=age_group), age_group)
show_figure(cache.figure(draw_components, ags=ags, age_group=age_group))
